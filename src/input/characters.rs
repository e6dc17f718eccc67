//! Characters that are no part of an address, though they stand beside or in it: white space, and
//! what nobody sees.

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

/// Refuses what no address has, and what a reader of URLs would drop or replace without a word.
pub fn check(address: &str) -> Result<(), String> {
    let Some(wrong) = address.chars().find(|c| c.is_control() || is_invisible(*c) || *c == '\u{fffd}') else {
        return Ok(());
    };
    let code = u32::from(wrong);
    Err(if wrong == '\u{fffd}' {
        "a character of the address is not UTF-8; convert the list (iconv -f latin1 -t utf-8), or write the address with %XX".into()
    } else if wrong.is_control() {
        format!("a control character (U+{code:04X}) stands in the address; take it out")
    } else {
        format!("an invisible character (U+{code:04X}) stands in the address; take it out")
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
