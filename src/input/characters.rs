//! Characters that are not part of a URL, though they may be beside it or in it: white space and
//! invisible characters.

/// Whether a character takes no room: zero-width spaces, byte order marks, soft hyphens, marks of
/// the direction of reading. Joiners of letters are not among them within an address: Persian and
/// Hindi words have some.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Without white space and invisible characters at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}'))
}

/// Refuses characters that no URL has, and those that a URL parser would drop or replace silently.
pub fn check(address: &str) -> Result<(), String> {
    let Some(wrong) = address.chars().find(|c| c.is_control() || is_invisible(*c) || *c == '\u{fffd}') else {
        return Ok(());
    };
    let code = u32::from(wrong);
    Err(if wrong == '\u{fffd}' {
        "it has a character that is not UTF-8; convert the list to UTF-8, or write the character as %XX".into()
    } else if wrong.is_control() {
        format!("it has a control character (U+{code:04X}); remove it")
    } else {
        format!("it has an invisible character (U+{code:04X}); remove it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_trimmed_and_the_middle_is_checked() {
        assert_eq!(trim("\u{feff} \u{200b}x\u{a0}\u{200c}\u{202c}\r"), "x");
        for wrong in [
            "a\0b",
            "a\u{b}b",
            "a\u{7f}b",
            "a\u{85}b",
            "a\u{200b}b",
            "a\u{ad}b",
            "a\u{202e}b",
            "a\u{feff}b",
            "a\u{fffd}",
        ] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(check("نی\u{200c}نی"), Ok(()));
    }
}
