//! The header Content-Disposition (RFC 6266), read as leniently as browsers read it. Pure.

use percent_encoding::percent_decode_str;

/// What it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disposition {
    /// To be saved and not to be shown. A type that is not known means the same (RFC 6266, 4.2).
    pub is_attachment: bool,
    /// As the server wrote it, decoded; it may be anything, paths and control characters included.
    pub file_name: Option<String>,
}

impl Disposition {
    pub fn parse(value: &str) -> Self {
        let first = value.split(';').next().unwrap_or_default();
        // Some servers leave out the type and begin with the parameters.
        let has_type = !first.contains('=');
        let parameters = parameters(if has_type { &value[first.len()..] } else { value });
        let of = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let plain = || {
            of("filename").map(|name| {
                percent_decoded(name).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| name.to_owned())
            })
        };
        Disposition {
            is_attachment: has_type && !first.trim().is_empty() && !first.trim().eq_ignore_ascii_case("inline"),
            file_name: of("filename*").and_then(extended).or_else(plain).filter(|name| !name.trim().is_empty()),
        }
    }
}

/// Names in lower case, values without their quotes.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([';', ' ', '\t']);
        let Some((name, after)) = rest.split_once('=') else { return found };
        let (value, after) = value(after.trim_start());
        found.push((name.trim().to_ascii_lowercase(), value));
        rest = after;
    }
}

/// A value, quoted or not, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                // Whatever stands between the quote and the next semicolon belongs to nothing.
                let after = &quoted[at + 1..];
                return (value, after.find(';').map_or("", |end| &after[end..]));
            }
            // Windows paths come with backslashes that quote nothing.
            '\\' if matches!(characters.peek(), Some((_, '"' | '\\'))) => {
                value.extend(characters.next().map(|(_, quoted)| quoted))
            }
            other => value.push(other),
        }
    }
    (value, "")
}

/// `UTF-8'en'na%C3%AFve.txt` (RFC 8187, which replaced RFC 5987).
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _language, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decoded(text)?;
    match charset.trim().to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// `None` when a percent sign is followed by something else than two hexadecimal digits.
pub fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let is_whole =
        |escape: &str| escape.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    text.split('%').skip(1).all(is_whole).then(|| percent_decode_str(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_servers_write_it() {
        for (value, is_attachment, file_name) in [
            ("attachment", true, None),
            ("ATTACHMENT; filename=a.pdf", true, Some("a.pdf")),
            ("inline; filename=\"a b.pdf\"", false, Some("a b.pdf")),
            ("filename=a.pdf", false, Some("a.pdf")),
            ("form-data; name=x; filename=\"a;b.pdf\"", true, Some("a;b.pdf")),
            (
                "attachment; filename=\"plain.txt\"; filename*=UTF-8''na%C3%AFve%20file.txt",
                true,
                Some("naïve file.txt"),
            ),
            ("attachment; filename*=iso-8859-1'en'%A3%20rates", true, Some("£ rates")),
            ("attachment; filename*=koi8-r''%C1; filename=x.txt", true, Some("x.txt")),
            ("attachment; filename*=UTF-8''%FF; filename=x.txt", true, Some("x.txt")),
            ("attachment; filename=\"say \\\"hi\\\".txt\"", true, Some("say \"hi\".txt")),
            ("attachment; filename=\"C:\\dir\\a.txt\"", true, Some("C:\\dir\\a.txt")),
            ("attachment; filename=\"..%2F..%2Fetc%2Fpasswd\"", true, Some("../../etc/passwd")),
            ("attachment; filename=\"100%.txt\"", true, Some("100%.txt")),
            ("attachment; filename=\"ünï.txt\"", true, Some("ünï.txt")),
            ("attachment; filename=\"never closed", true, Some("never closed")),
            ("attachment; filename=\"\"", true, None),
            ("", false, None),
            (";;;===", false, None),
        ] {
            let parsed = Disposition::parse(value);
            assert_eq!((parsed.is_attachment, parsed.file_name.as_deref()), (is_attachment, file_name), "{value}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(value in "[a-z\"\\\\;=*'% é]{0,40}") {
            let _ = Disposition::parse(&value);
        }
    }
}
