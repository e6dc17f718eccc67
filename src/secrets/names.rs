//! Which settings and headers are secrets, by what they are called or what they hold. Pure.

use serde_json::{Map, Value};

use super::HIDDEN;

/// Words of a setting's name that say so.
const WORDS: &[&str] = &[
    "APIKEY",
    "AUTH",
    "AUTHORIZATION",
    "BEARER",
    "COOKIE",
    "COOKIES",
    "CREDENTIAL",
    "CREDENTIALS",
    "LOGIN",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PASSWORDS",
    "PWD",
    "SECRET",
    "SECRETS",
    "TOKEN",
    "TOKENS",
];

/// Ends of a word that say so too: `MYTOKEN`, `dbPassword`.
const ENDS: &[&str] = &["APIKEY", "PASSPHRASE", "PASSWD", "PASSWORD", "SECRET", "TOKEN"];

/// Last words of a name that say that it names something else, such as the file with the secret.
const NOT_ITSELF: &[&str] = &["BINARY", "DIR", "DIRECTORY", "ENABLED", "FILE", "PATH", "TIMEOUT"];

/// Parts of a value that are followed by a secret.
const BEFORE_SECRETS: &[&str] = &[
    "--password",
    "--http-password",
    "--proxy-password",
    "--token",
    "--api-key",
    "authorization:",
    "cookie:",
    "bearer ",
];

/// Whether a setting is a secret. What its schema says with `x-sensitive` counts first, then its
/// name, then what it looks like: an address with a password, the argument of a program.
pub fn is_secret(key: &str, schema: Option<&Map<String, Value>>, value: &str) -> bool {
    if let Some(said) = schema.and_then(|schema| schema.get("x-sensitive")).and_then(Value::as_bool) {
        return said;
    }
    !value.is_empty() && (is_secret_name(key, schema) || holds_secret(value))
}

fn is_secret_name(key: &str, schema: Option<&Map<String, Value>>) -> bool {
    let is_text = schema
        .and_then(|schema| schema.get("type"))
        .is_none_or(|kind| kind.to_string().contains("string") || kind == "array" || kind == "object");
    let upper = key.to_ascii_uppercase();
    let words: Vec<&str> = upper.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let Some(last) = words.last() else { return false };
    is_text
        && !NOT_ITSELF.contains(last)
        && (words.iter().any(|word| WORDS.contains(word) || ENDS.iter().any(|end| word.ends_with(end)))
            || (words.len() > 1 && matches!(*last, "KEY" | "KEYS")))
}

fn holds_secret(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    without_passwords(value) != value || BEFORE_SECRETS.iter().any(|before| lower.contains(before))
}

/// Whether a header with this name should be for one host only.
pub fn is_secret_header(name: &str) -> bool {
    is_secret_name(&name.replace('-', "_"), None)
}

/// A text in which no address has a password: `http://user:***@host/`.
pub fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("//") {
        let (before, after) = rest.split_at(place + 2);
        shown.push_str(before);
        let word = after.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>')).unwrap_or(after.len());
        // Up to the path; what a password may hold of these is percent-encoded.
        let path = after[..word].find(['/', '?', '#', '\\']).unwrap_or(word);
        // Where it is not, what looks like a port is none, and the text is not taken for a URL.
        let end = if is_with_port(&after[..path]) {
            path
        } else {
            after[..word].rfind('@').map_or(path, |at| path.max(host_end(after, at, word)))
        };
        let authority = &after[..end];
        match authority.rsplit_once('@').and_then(|(login, host)| Some((login.split_once(':')?.0, host))) {
            Some((user, host)) => shown.push_str(&format!("{user}:{HIDDEN}@{host}")),
            None => shown.push_str(authority),
        }
        rest = &after[end..];
    }
    shown.push_str(rest);
    shown
}

/// Whether what stands before a path can be a host with a port, a host alone, or either behind a
/// name and a password.
fn is_with_port(authority: &str) -> bool {
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.rsplit_once(':')
        .is_none_or(|(before, port)| before.starts_with('[') || port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where the host ends that follows the `@` at this place.
fn host_end(text: &str, at: usize, end: usize) -> usize {
    text[at..end].find(['/', '?', '#', '\\']).map_or(end, |length| at + length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_known_by_their_names_and_by_what_they_hold() {
        for key in [
            "TWOCAPTCHA_API_KEY",
            "api_key",
            "GITHUB_TOKEN",
            "WGET_PASSWORD",
            "YTDLP_COOKIES",
            "S3_SECRET_ACCESS_KEY",
            "AUTH_HEADER",
            "accessToken",
            "DBPASSWORD",
        ] {
            assert!(is_secret(key, None, "x"), "{key}");
        }
        for key in [
            "COOKIES_FILE",
            "TIMEOUT",
            "KEY",
            "PASSWORDS_ENABLED",
            "MONKEY",
            "AUTHOR",
            "TOKENIZER",
            "KEYBOARD_LAYOUT",
            "LIB_DIR",
            "SSH_KEY_FILE",
        ] {
            assert!(!is_secret(key, None, "x"), "{key}");
        }
        assert!(is_secret("CHROME_ARGS_EXTRA", None, r#"["--proxy-server=http://me:secret@proxy:3128"]"#));
        assert!(is_secret("YTDLP_ARGS_EXTRA", None, r#"["--username","me","--password","secret"]"#));
        assert!(is_secret("WGET_ARGS", None, "--header=Authorization: Basic eA=="));
        assert!(
            !is_secret("CHROME_ARGS_EXTRA", None, "--proxy-server=http://proxy:3128")
                && !is_secret("A", None, "http://a/@b:c@d")
        );
        let schema = |schema: Value| schema.as_object().cloned();
        assert!(is_secret("A", schema(json!({ "type": "string", "x-sensitive": true })).as_ref(), "x"));
        assert!(!is_secret("A_TOKEN", schema(json!({ "x-sensitive": false })).as_ref(), "x"));
        assert!(!is_secret("MAX_TOKENS", schema(json!({ "type": "integer" })).as_ref(), "5"));
    }

    #[test]
    fn headers_of_one_host() {
        assert!(["Authorization", "X-Api-Key", "X-Auth-Token", "Cookie"].into_iter().all(is_secret_header));
        assert!(!["Accept-Language", "Referer", "X-Requested-With", "DNT"].into_iter().any(is_secret_header));
    }

    #[test]
    fn passwords_are_taken_out_of_texts() {
        for (text, shown) in [
            ("http://me:secret@a/ x", "http://me:***@a/ x"),
            ("a,http://me:s%40x@a:81?q=http://b:c@d/", "a,http://me:***@a:81?q=http://b:***@d/"),
            ("http://me:se@cret@a/", "http://me:***@a/"),
            ("http:///me:secret@a", "http:///me:secret@a"),
            ("http://a/me:secret@b", "http://a/me:secret@b"),
            ("http://me:se/cr#et@a/x y@z", "http://me:***@a/x y@z"),
            ("http://a:80/b@c http://[::1]/d@e http://a/b:c@d", "http://a:80/b@c http://[::1]/d@e http://a/b:c@d"),
            ("http://me:x@a:81x/b c@d", "http://me:***@a:81x/b c@d"),
            ("//", "//"),
        ] {
            assert_eq!(without_passwords(text), shown);
        }
    }

    proptest! {
        #[test]
        fn no_password_of_an_address_is_shown(user in "[a-z]{1,5}", password in "[A-Z0-9%.!]{1,9}", before in "[^/@]{0,5} ", after in "[ /?#\"].{0,5}") {
            let shown = without_passwords(&format!("{before}http://{user}:Q{password}@host{after}"));
            prop_assert!(!shown.contains(&format!("Q{password}")), "{}", shown);
        }
    }
}
