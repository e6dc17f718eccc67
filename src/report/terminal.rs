//! Texts for a terminal: cut or wrapped to its width, quoted for its shell. What goes into a file
//! or a pipe is never cut.

use std::io::IsTerminal;

use console::{measure_text_width, truncate_str};

/// The columns of the terminal that stdout is; `None` when it is none, and nothing has to fit.
pub fn columns_of_stdout() -> Option<usize> {
    let is_terminal = std::io::stdout().is_terminal();
    is_terminal.then(|| comfy_table::Table::new().width().map(usize::from)).flatten().filter(|columns| *columns > 0)
}

/// A line in at most `columns`, which colours do not count towards and wide characters twice.
pub fn cut(line: &str, columns: Option<usize>) -> String {
    match columns {
        Some(columns) if measure_text_width(line) > columns => truncate_str(line, columns, "…").into_owned(),
        _ => line.to_owned(),
    }
}

/// A line as lines of at most `columns`, broken between words; what follows is indented below it. A
/// word that is longer than that has lines to itself.
pub fn wrapped(line: &str, columns: Option<usize>) -> Vec<String> {
    let Some(columns) = columns.filter(|columns| measure_text_width(line) > *columns) else {
        return vec![line.to_owned()];
    };
    let own_indent = line.chars().take_while(|c| *c == ' ').count();
    let indent = " ".repeat((own_indent + 2).min(columns / 2));
    let room = columns - indent.len();
    let mut lines: Vec<String> = Vec::new();
    let mut current = " ".repeat(own_indent.min(columns / 2));
    let mut is_fresh = true;
    for word in line[own_indent..].split(' ') {
        let space = if is_fresh { "" } else { " " };
        if measure_text_width(&current) + space.len() + measure_text_width(word) <= columns {
            current.push_str(space);
            current.push_str(word);
            is_fresh = false;
            continue;
        }
        if !is_fresh {
            lines.push(std::mem::replace(&mut current, indent.clone()).trim_end().to_owned());
        }
        let mut parts = pieces(word, room);
        current.push_str(&parts.pop().unwrap_or_default());
        let parts: Vec<String> = parts.into_iter().map(|part| format!("{indent}{part}")).collect();
        lines.extend(parts);
        is_fresh = false;
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// A long word in pieces. Escape sequences (of our own colours; those of strangers are
/// escaped before) take no room and stay whole.
fn pieces(word: &str, room: usize) -> Vec<String> {
    let (mut pieces, mut current, mut width) = (Vec::new(), String::new(), 0);
    let mut in_escape = false;
    for c in word.chars() {
        in_escape |= c == '\u{1b}';
        let own = if in_escape { 0 } else { measure_text_width(c.encode_utf8(&mut [0; 4])) };
        if width + own > room.max(2) {
            pieces.push(std::mem::take(&mut current));
            width = 0;
        }
        current.push(c);
        width += own;
        in_escape &= !c.is_ascii_alphabetic();
    }
    pieces.push(current);
    pieces
}

/// A word as a POSIX shell reads it back: as it is where that is safe, else in single quotes.
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_the_shell() {
        for (word, quoted_word) in [
            ("http://a.example/b", "http://a.example/b"),
            ("http://a/?b=1&c=2", "'http://a/?b=1&c=2'"),
            ("/my archive", "'/my archive'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("a#b", "'a#b'"),
            ("~/x", "'~/x'"),
            ("grüße", "grüße"),
        ] {
            assert_eq!(quoted(word), quoted_word);
        }
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let texts = [
            "  SETTING  a description of several words that goes on and on until it is longer than most terminals are wide",
            "http://example.com/a-very-long-address-without-any-space-in-it-that-is-longer-than-a-terminal-is-wide?a=1&b=2",
            "\u{1b}[33m  no page: the server answered 503 and said so in many, many words\u{1b}[0m and then some more of them",
            "日本語のとても長い題名は二列ずつ取るので半分の文字しか一行に入らない長い長い題名です",
            "one",
        ];
        for text in texts {
            for columns in [20, 60, 80] {
                let lines = wrapped(text, Some(columns));
                assert!(lines.iter().all(|line| measure_text_width(line) <= columns), "{columns}: {lines:#?}");
                let letters = |text: &str| text.replace(' ', "");
                assert_eq!(letters(&lines.concat()), letters(text), "{columns}");
            }
            assert_eq!(wrapped(text, None), [text]);
            assert_eq!(cut(text, None), text);
            assert!(measure_text_width(&cut(text, Some(20))) <= 20);
        }
        assert_eq!(wrapped("  aa bb cc dd", Some(9)), ["  aa bb", "    cc dd"]);
    }
}
