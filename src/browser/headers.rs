//! Headers as Chrome's events have them: an object from names, in any case, to values. Pure.

use serde_json::{Map, Value};

/// A header's value, whatever the case of its name. Chrome joins several of one name by line feeds.
pub fn header<'a>(headers: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_have_no_case() {
        let headers = json!({ "content-Type": "text/html", "set-cookie": "a\nb", "odd": 1 });
        let headers = headers.as_object().unwrap();
        assert_eq!((header(headers, "Content-Type"), header(headers, "SET-COOKIE")), (Some("text/html"), Some("a\nb")));
        assert_eq!((header(headers, "content"), header(headers, "odd")), (None, None));
    }
}
