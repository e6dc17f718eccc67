//! Files with cookies, as browsers and programs that drive them write them: Netscape's cookies.txt,
//! a storage state of Playwright, a list in JSON. Pure but for [`read`].

mod json;
mod netscape;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Host;

use super::Secret;
use crate::model::timestamp::Timestamp;

/// No file with cookies is larger; what is, is none.
const LARGEST: u64 = 64 << 20;

/// A cookie that the browser is to have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cookie {
    pub name: String,
    pub value: Secret,
    /// With a dot in front, it is for the hosts below as well.
    pub domain: String,
    pub path: String,
    pub secure: bool,
    pub http_only: bool,
    /// In seconds since 1970; absent: until the browser ends.
    pub expires: Option<f64>,
    /// Absent: the file does not say.
    pub same_site: Option<SameSite>,
    /// Chrome's key of a partitioned cookie.
    pub partition_key: Option<Value>,
}

/// Whether a cookie is sent with what other sites' pages ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SameSite {
    Strict,
    Lax,
    None,
}

/// What pages of an origin find in their localStorage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OriginStorage {
    pub origin: String,
    pub items: Vec<(String, Secret)>,
}

/// What a file holds.
#[derive(Debug, Default, PartialEq)]
pub struct Jar {
    pub cookies: Vec<Cookie>,
    pub storage: Vec<OriginStorage>,
    /// What of it is passed over, and why, in words that show no value.
    pub passed_over: Vec<String>,
}

/// Why a file cannot be used. No value of a cookie is in it.
#[derive(Debug, thiserror::Error)]
pub enum CookieFileError {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("it is larger than 64 MiB, too large for a file of cookies")]
    TooLarge,
    #[error("it is a browser's own database; export the cookies as cookies.txt, or as JSON")]
    Database,
    #[error(
        "line {line}: {reason}; supported are Netscape's cookies.txt, a storage state of Playwright, and a list of cookies in JSON"
    )]
    Line { line: usize, reason: String },
    #[error("{0}; supported are Netscape's cookies.txt, a storage state of Playwright, and a list of cookies in JSON")]
    Form(String),
}

impl Cookie {
    /// One for all paths, until the browser ends.
    pub fn new(name: &str, value: &str, domain: &str) -> Self {
        Cookie {
            name: name.to_owned(),
            value: value.into(),
            domain: domain.to_owned(),
            path: "/".into(),
            secure: false,
            http_only: false,
            expires: None,
            same_site: None,
            partition_key: None,
        }
    }

    /// Why no browser would have it. One without a fault stands on one line of a cookies.txt.
    pub fn fault(&self) -> Option<&'static str> {
        let is_bad = |text: &str| text.chars().any(|c| c.is_control() || c == ';');
        match () {
            () if self.name.is_empty() && self.value.reveal().is_empty() => Some("it has neither a name nor a value"),
            () if is_bad(&self.name) || self.name.contains('=') => {
                Some("its name has characters that cookies do not allow")
            }
            () if is_bad(self.value.reveal()) => Some("its value has characters that cookies do not allow"),
            () if is_bad(&self.path) => Some("its path has characters that cookies do not allow"),
            () if self.name.len() + self.value.reveal().len() > 4096 => {
                Some("name and value are longer than 4096 bytes, which no browser takes")
            }
            () => None,
        }
    }
}

/// Reads a file, which may be a pipe.
pub fn read(path: &Path) -> Result<Jar, CookieFileError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(CookieFileError::TooLarge);
    }
    parse(&bytes, Timestamp::now())
}

/// Reads what a file holds. What has expired by `now` is passed over.
pub fn parse(bytes: &[u8], now: Timestamp) -> Result<Jar, CookieFileError> {
    if bytes.starts_with(b"SQLite format 3\0") {
        return Err(CookieFileError::Database);
    }
    let text = decoded(bytes)?;
    // An address of IPv6 begins as a list in JSON does; no list is a host.
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let begins_with_host = first_word.starts_with('[') && domain(first_word, None).is_some();
    let mut jar = match text.trim_start().chars().next() {
        Some('{' | '[') if !begins_with_host => json::parse(&text).map_err(CookieFileError::Form)?,
        _ => netscape::parse(&text).map_err(|(line, reason)| CookieFileError::Line { line, reason })?,
    };
    let now = now.epoch_micros() as f64 / 1e6;
    let of = |cookie: &Cookie| format!("{} of {}", in_short(&cookie.name), cookie.domain.trim_start_matches('.'));
    let (expired, cookies): (Vec<_>, Vec<_>) =
        jar.cookies.drain(..).partition(|cookie| cookie.expires.is_some_and(|at| at <= now));
    jar.cookies = cookies;
    if !expired.is_empty() {
        let names: Vec<_> = expired.iter().take(5).map(of).collect();
        let more = if expired.len() > 5 { ", ..." } else { "" };
        jar.passed_over.push(match expired.len() {
            1 => format!("a cookie has expired and is skipped: {}", names[0]),
            count => format!("{count} cookies have expired and are skipped: {}{more}", names.join(", ")),
        });
    }
    let faulty: Vec<_> = jar
        .cookies
        .iter()
        .filter_map(|cookie| Some(format!("the cookie {} is skipped: {}", of(cookie), cookie.fault()?)))
        .collect();
    jar.passed_over.extend(faulty);
    jar.cookies.retain(|cookie| cookie.fault().is_none());
    Ok(jar)
}

/// As text: UTF-8, or UTF-16 with its mark, which is what a redirection of Windows' shell writes.
fn decoded(bytes: &[u8]) -> Result<String, CookieFileError> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => Ok(wide(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Ok(wide(u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(CookieFileError::Line { line, reason: "it is not UTF-8".into() })
            }
        },
    }
}

/// The beginning of a name, for a message.
fn in_short(name: &str) -> String {
    const LONGEST: usize = 100;
    let more = if name.chars().nth(LONGEST).is_some() { "..." } else { "" };
    name.chars().take(LONGEST).collect::<String>() + more
}

/// A cookie's domain as browsers know it. `below` says whether it is for the hosts below as well;
/// absent: a dot in front says so. A port is dropped, since cookies know none.
fn domain(written: &str, below: Option<bool>) -> Option<String> {
    let written = written.trim().to_lowercase();
    let host = written.split_once("://").map_or(written.as_str(), |(_, rest)| rest).trim_end_matches('/');
    let has_dot = host.starts_with('.');
    let bare = host.trim_start_matches('.');
    let bare = match bare.rsplit_once(':') {
        Some((host, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && (!host.contains(':') || host.ends_with(']')) =>
        {
            host
        }
        _ => bare,
    };
    // curl writes an address of IPv6 without brackets.
    let host = bare.parse().map(Host::Ipv6).or_else(|_| Host::parse(bare)).ok()?;
    let below = below.unwrap_or(has_dot) && matches!(&host, Host::Domain(name) if name.contains('.'));
    let dot = if below { "." } else { "" };
    Some(format!("{dot}{host}"))
}

/// Seconds since 1970; some write milliseconds. What is not after 1970 is no time.
fn expiry(number: f64) -> Option<f64> {
    let seconds = if number > 1e11 { number / 1e3 } else { number };
    (seconds > 0.0).then_some(seconds)
}

/// As Netscape's cookies.txt, for programs that read it.
pub fn as_netscape(cookies: &[Cookie]) -> String {
    let truth = |is: bool| if is { "TRUE" } else { "FALSE" };
    let mut text = "# Netscape HTTP Cookie File\n".to_owned();
    for cookie in cookies {
        let http_only = if cookie.http_only { "#HttpOnly_" } else { "" };
        let expires = cookie.expires.map_or(0, |at| at as i64);
        let Cookie { name, value, domain, path, secure, .. } = cookie;
        let fields =
            [domain, truth(domain.starts_with('.')), path, truth(*secure), &expires.to_string(), name, value.reveal()]
                .join("\t");
        text.push_str(&format!("{http_only}{fields}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at() -> Timestamp {
        Timestamp::parse("2026-01-01T00:00:00Z").unwrap()
    }

    fn jar(text: &str) -> Jar {
        parse(text.as_bytes(), at()).unwrap()
    }

    /// Name, value, domain, path.
    fn seen(jar: &Jar) -> Vec<[&str; 4]> {
        jar.cookies
            .iter()
            .map(|cookie| [&*cookie.name, cookie.value.reveal(), &*cookie.domain, &*cookie.path])
            .collect()
    }

    #[test]
    fn netscape_with_all_its_habits() {
        let text = "# Netscape HTTP Cookie File\r\n\n.example.com\tTRUE\t/\tTRUE\t1900000000\tsid\tabc\r\n#HttpOnly_example.org\tFALSE\t/a\tFALSE\t0\ttoken\ta=b c\n\
            127.0.0.1\tTRUE\t/\tFALSE\t-1\tsession\t1\nlocalhost:8972\tFALSE\t\tfalse\t1900000000.5\tempty\t\nEXAMPLE.net TRUE / FALSE 1900000000000 spaces v\n\
            old.example\tFALSE\t/\tFALSE\t1\told\tgone\ntrimmed.example\tFALSE\t/\tFALSE\t0\tname";
        let jar = jar(text);
        assert_eq!(
            seen(&jar),
            [
                ["sid", "abc", ".example.com", "/"],
                ["token", "a=b c", "example.org", "/a"],
                ["session", "1", "127.0.0.1", "/"],
                ["empty", "", "localhost", "/"],
                ["spaces", "v", ".example.net", "/"],
                ["name", "", "trimmed.example", "/"],
            ]
        );
        let expiries: Vec<_> = jar.cookies.iter().map(|cookie| cookie.expires).collect();
        assert_eq!(expiries, [Some(1.9e9), None, None, Some(1_900_000_000.5), Some(1.9e9), None]);
        assert!(jar.cookies[0].secure && jar.cookies[1].http_only && !jar.cookies[0].http_only);
        assert_eq!(jar.passed_over, ["a cookie has expired and is skipped: old of old.example"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cookies =
            jar(".a.example\tTRUE\t/x\tTRUE\t1900000000\tsid\tabc\n#HttpOnly_b.example\tFALSE\t/\tFALSE\t0\tt\tv")
                .cookies;
        assert_eq!(jar(&as_netscape(&cookies)).cookies, cookies);
    }

    #[test]
    fn json_of_every_origin() {
        let playwright = r#"{"cookies":[{"name":"sid","value":"abc","domain":".example.com","path":"/","expires":-1,"httpOnly":true,"secure":true,"sameSite":"Lax"}],
            "origins":[{"origin":"https://example.com","localStorage":[{"name":"k","value":"v"}]}]}"#;
        let read = jar(playwright);
        assert_eq!(seen(&read), [["sid", "abc", ".example.com", "/"]]);
        assert!(
            read.cookies[0].http_only && read.cookies[0].secure && read.cookies[0].same_site == Some(SameSite::Lax)
        );
        assert_eq!(
            read.storage,
            [OriginStorage { origin: "https://example.com".into(), items: vec![("k".into(), "v".into())] }]
        );

        let edit_this_cookie = r#"[{"domain":"example.com","expirationDate":1900000000.1,"hostOnly":false,"httpOnly":false,"name":"a","path":"/p","sameSite":"no_restriction",
            "secure":true,"session":false,"storeId":"0","value":"1","id":1},{"domain":"example.org","hostOnly":true,"name":"b","session":true,"expirationDate":1,"value":"2"}]"#;
        let read = jar(edit_this_cookie);
        assert_eq!(seen(&read), [["a", "1", ".example.com", "/p"], ["b", "2", "example.org", "/"]]);
        assert_eq!((read.cookies[0].same_site, read.cookies[1].expires), (Some(SameSite::None), None));

        let puppeteer = r#"[{"name":"c","value":"3","url":"https://example.com/x/y"},{"name":"d","value":"4","domain":"localhost","expiry":1900000000,
            "partitionKey":"https://top.example"},{"key":"e","value":"5","domain":"a.example","expires":"2030-01-01T00:00:00.000Z"}]"#;
        let read = jar(puppeteer);
        assert_eq!(
            seen(&read),
            [["c", "3", "example.com", "/"], ["d", "4", "localhost", "/"], ["e", "5", "a.example", "/"]]
        );
        assert!(
            read.cookies[0].secure
                && read.cookies[1].expires == Some(1.9e9)
                && read.cookies[2].expires == Some(1_893_456_000.0)
        );
        assert_eq!(read.cookies[1].partition_key.as_ref().unwrap()["topLevelSite"], "https://top.example");
        assert_eq!(jar("[]"), Jar::default());
        // However it is laid out.
        let state: Value = serde_json::from_str(playwright).unwrap();
        for text in [
            serde_json::to_string_pretty(&state).unwrap(),
            state.to_string(),
            state["cookies"].to_string(),
            format!("[\n{}]", state["cookies"][0]),
        ] {
            assert_eq!(seen(&jar(&text)), [["sid", "abc", ".example.com", "/"]], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_where_and_shows_no_value() {
        let why = |bytes: &[u8]| parse(bytes, at()).unwrap_err().to_string();
        let told = why(b"# c\nexample.com\tTRUE\t/\tsecret\n");
        assert!(
            told.starts_with("line 2: it has 4 fields, and not 7 with tabs between them") && !told.contains("secret"),
            "{told}"
        );
        for (text, part) in [
            ("a.example\tMAYBE\t/\tTRUE\t0\tn\tsecret", "line 1: its second field is neither TRUE nor FALSE"),
            ("a.example\tTRUE\t/\tTRUE\tsoon\tn\tsecret", "line 1: its fifth field is not a time"),
            ("a b\tTRUE\t/\tTRUE\t0\tn\tsecret", "line 1: its first field is not a host"),
            ("sid=secret; b=c", "line 1: it has 2 fields"),
            ("<html>secret</html>", "line 1"),
            ("{\"log\":{}}", "it has no list of cookies"),
            ("[{\"name\":\"n\",\"value\":\"secret\"}]", "cookie 1 (n) names neither a domain nor a url"),
            ("[{\"name\":\"n\",\"domain\":\"a\",\"value\":{\"secret\":1}}]", "cookie 1 (n): its value is not a text"),
            ("[1]", "cookie 1 is not an object"),
            ("{\"cookies\": [", "it is not JSON"),
        ] {
            let told = why(text.as_bytes());
            assert!(told.contains(part) && !told.contains("secret"), "{text}: {told}");
        }
        assert!(why(b"SQLite format 3\0...").contains("a browser's own database"));
        assert!(why(b"# ok\na\xff").starts_with("line 2: it is not UTF-8"));
    }

    #[test]
    fn what_no_browser_takes_is_passed_over() {
        let long = "x".repeat(5000);
        let read = jar(&format!(
            "[{{\"name\":\"a\",\"value\":\"x;secret\",\"domain\":\"a.example\"}},{{\"name\":\"b\",\"value\":\"{long}\",\"domain\":\"a.example\"}}]"
        ));
        assert!(read.cookies.is_empty() && read.passed_over.len() == 2);
        assert!(
            read.passed_over
                .iter()
                .all(|told| told.contains("of a.example is skipped") && !told.contains("secret") && told.len() < 200)
        );
    }

    #[test]
    fn no_cookie_brings_another_into_a_list_of_lines() {
        let read = jar(
            r#"[{"name":"a","value":"1","domain":"a.example","path":"/\n.b.example\tTRUE\t/\tTRUE\t0\tother\t2"}]"#,
        );
        assert!(
            read.cookies.is_empty()
                && read.passed_over
                    == ["the cookie a of a.example is skipped: its path has characters that cookies do not allow"]
        );
        let read = jar(&format!("[{{\"name\":\"{}\",\"value\":\"1\",\"domain\":\"a.example\"}}]", "n".repeat(5000)));
        assert!(read.passed_over[0].len() < 300, "{:?}", read.passed_over);
    }

    #[test]
    fn hosts_of_every_kind() {
        for (host, domain) in [
            ("::1", "[::1]"),
            ("[::1]", "[::1]"),
            ("[2001:DB8::1]:8080", "[2001:db8::1]"),
            (".bücher.example", ".xn--bcher-kva.example"),
            (".localhost", "localhost"),
            ("127.0.0.1:80", "127.0.0.1"),
        ] {
            assert_eq!(seen(&jar(&format!("{host}\tTRUE\t/\tFALSE\t0\tn\tv")))[0][2], domain, "{host}");
        }
    }

    #[test]
    fn lines_end_in_every_way() {
        let lines = [
            "# Netscape HTTP Cookie File",
            "a.example\tFALSE\t/\tFALSE\t0\tn\tv",
            "",
            "#HttpOnly_b.example\tFALSE\t/\tFALSE\t0\tm\t",
        ];
        for end in ["\n", "\r\n", "\r"] {
            let text = lines.join(end);
            assert_eq!(seen(&jar(&text)), [["n", "v", "a.example", "/"], ["m", "", "b.example", "/"]], "{end:?}");
            let wrong = parse(format!("{text}{end}wrong").as_bytes(), at()).unwrap_err().to_string();
            assert!(wrong.starts_with("line 5: "), "{end:?}: {wrong}");
        }
        assert_eq!((jar(""), jar("\u{feff}\r\n")), (Jar::default(), Jar::default()));
    }

    #[test]
    fn other_encodings() {
        let text = "a.example\tFALSE\t/\tFALSE\t0\tn\tü\n";
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(seen(&parse(&wide, at()).unwrap()), [["n", "ü", "a.example", "/"]]);
        assert_eq!(seen(&jar(&format!("\u{feff}{text}"))).len(), 1);
    }

    proptest! {
        #[test]
        fn no_file_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[\\[{]?(\"(name|value|domain|cookies)\": ?[\\[{]?(\"a\"|1|null)[\\]}]?,?|\t|a.example|TRUE|0|\n){0,14}") {
            let _ = parse(&bytes, at());
            let _ = parse(text.as_bytes(), at());
        }

        #[test]
        fn what_is_read_from_lines_is_written_the_same(lines in proptest::collection::vec(
            "(#HttpOnly_)?\\.?[a-z]{1,6}(\\.example)?\t(TRUE|FALSE)\t(/[a-z]{0,3}| )?\t(TRUE|FALSE)\t(0|1900000000|1)\t[a-z#\" \u{e4}]{0,5}\t[a-z=# \u{e4}]{0,5}", 0..5,
        )) {
            let cookies = jar(&lines.join("\n")).cookies;
            prop_assert_eq!(jar(&as_netscape(&cookies)).cookies, cookies);
        }
    }
}
