//! Halves of characters in Chrome's JSON. Pure.
//!
//! JavaScript's texts are UTF-16 and may hold one half of a surrogate pair, as `title.slice(0, 60)`
//! does that cuts an emoji in two. Chrome writes down each unit by itself (`\ud83d`), which is JSON
//! by its grammar (RFC 8259, 8.2) and yet no text that Rust could hold: `serde_json` refuses the
//! whole of it.

use serde::de::DeserializeOwned;

/// What takes the place of a half, as it does in the page itself (`String.prototype.toWellFormed`).
const REPLACEMENT: &[u8; 6] = b"\\ufffd";

/// Reads JSON that came from Chrome, or from a script in it, with U+FFFD for each lone surrogate.
/// What has none costs nothing more than to be read.
pub fn read<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(json).or_else(|error| match repaired(json) {
        Some(repaired) => serde_json::from_slice(&repaired),
        None => Err(error),
    })
}

/// The same JSON without lone surrogates; `None` when it has none. There are backslashes in texts
/// only, and the one after the first is part of an escape: `\\ud83d` is a plain word.
fn repaired(json: &[u8]) -> Option<Vec<u8>> {
    let mut repaired: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(before) = memchr::memchr(b'\\', json.get(at..).unwrap_or_default()) {
        at += before;
        at += match unit(json, at) {
            Some(0xd800..0xdc00) if matches!(unit(json, at + REPLACEMENT.len()), Some(0xdc00..0xe000)) => {
                2 * REPLACEMENT.len()
            }
            Some(0xd800..0xe000) => {
                repaired.get_or_insert_with(|| json.to_vec())[at..at + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                REPLACEMENT.len()
            }
            _ => 2,
        };
    }
    repaired
}

/// The UTF-16 unit that the escape at this place stands for, if one does.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits: &[u8; 4] = json.get(at..)?.strip_prefix(b"\\u")?.first_chunk()?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)? as u16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn halves_are_told_from_pairs_and_from_words() {
        for (json, text) in [
            (r#""a\ud800""#, "a\u{fffd}"),
            (r#""\uDFFFb""#, "\u{fffd}b"),
            (r#""\ud83d\ude00\ud83d""#, "\u{1f600}\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\n\ude00""#, "\u{fffd}\n\u{fffd}"),
            (r#""\\ud800\ud800\\\ud800""#, "\\ud800\u{fffd}\\\u{fffd}"),
            (r#""\ud83d\\ude00""#, "\u{fffd}\\ude00"),
        ] {
            assert_eq!(read::<String>(json.as_bytes()).unwrap(), text, "{json}");
        }
        assert_eq!(read::<Value>(br#"{"\ud800":["\udc00"]}"#).unwrap(), json!({ "\u{fffd}": ["\u{fffd}"] }));
        for broken in [r#""\ud8"#, r#""\ud800"#, r#""\ud800\"#, r#""\u+800""#, "", "\\", r#"["\ud800",]"#] {
            assert!(read::<Value>(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    /// As Chrome writes a text: what is not ASCII unit by unit.
    fn as_chrome_writes(units: &[u16]) -> String {
        let one = |unit: &u16| match *unit {
            0x22 | 0x5c => format!("\\{}", char::from(*unit as u8)),
            0x20..0x7f => char::from(*unit as u8).to_string(),
            unit => format!("\\u{unit:04x}"),
        };
        format!("\"{}\"", units.iter().map(one).collect::<String>())
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_utf16_says(
            units in prop::collection::vec(prop_oneof![any::<u16>(), 0xd7ff_u16..=0xe000, Just(0x5c), Just(0x75), Just(0x64), Just(0x38)], 0..40)
        ) {
            let json = as_chrome_writes(&units);
            prop_assert_eq!(read::<String>(json.as_bytes()).unwrap(), String::from_utf16_lossy(&units), "{}", json);
        }

        #[test]
        fn nothing_panics_and_good_json_stays(text in r#"(\\|u|d|8|0|"|\\ud83d|\\ude00){0,30}"#) {
            let _ = read::<Value>(text.as_bytes());
            let good = serde_json::to_vec(&text).unwrap();
            prop_assert_eq!(repaired(&good), None);
            prop_assert_eq!(read::<String>(&good).unwrap(), text);
        }
    }
}
