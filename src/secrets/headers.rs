//! Headers that the user adds to requests, to every host or to some. Pure.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::{Cookie, Secret, names};

/// A header, and where it is sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenHeader {
    /// Absent: to every host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    pub name: String,
    pub value: Secret,
}

/// The hosts that a header is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Only by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// As in an address.
    pub host: String,
    /// Also the hosts below it.
    #[serde(default)]
    pub below: bool,
    /// Only at this one; absent: at any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
}

/// Why a text is no header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("write it as 'Name: value', or as 'example.com Name: value' for one host")]
    Form,
    #[error(
        "{0} is not a host; write one as in 'example.com Name: value', with its port if it has one, or '*.example.com' to include subdomains"
    )]
    Host(String),
    #[error("{0} cannot be set: the browser sets it for each request, or it is not a request header")]
    OfTheBrowser(String),
    #[error("{0}: its value is empty or has characters that headers do not allow")]
    Value(String),
    #[error("a cookie needs a host: write 'example.com Cookie: name=value', or use a file of cookies")]
    CookieForAll,
    #[error(
        "write cookies as 'example.com Cookie: name=value; other=value', without tabs and with at most 4096 bytes each"
    )]
    Cookie,
}

/// What a header is kept as.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    Header(GivenHeader),
    /// From a `Cookie` header: the browser adds its own to those, so they are cookies like others.
    Cookies(Vec<Cookie>),
}

/// Those that say how a message is sent, which the sender knows, and of cookies those that no
/// request has (<https://fetch.spec.whatwg.org/#forbidden-request-header>).
const OF_THE_BROWSER: &[&str] = &[
    "host",
    "content-length",
    "connection",
    "keep-alive",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "accept-encoding",
    "via",
    "cookie2",
    "set-cookie",
];

/// Reads `Name: value`, `host Name: value`, `host:port Name: value`, `https://host Name: value` or
/// `*.host Name: value`.
pub fn read(text: &str) -> Result<Given, HeaderError> {
    let text = text.trim();
    let (target, header) = match text.split_once(char::is_whitespace) {
        Some((first, rest)) if is_target(first, rest) => (Some(Target::parse(first)?), rest.trim_start()),
        _ => (None, text),
    };
    let (name, value) = header.split_once(':').ok_or(HeaderError::Form)?;
    let (name, value) = (name.trim_end(), value.trim());
    if !is_name(name) {
        return Err(HeaderError::Form);
    }
    let lower = name.to_ascii_lowercase();
    if OF_THE_BROWSER.contains(&lower.as_str()) || lower.starts_with("proxy-") || lower.starts_with("sec-websocket-") {
        return Err(HeaderError::OfTheBrowser(name.to_owned()));
    }
    if value.is_empty() || value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(HeaderError::Value(name.to_owned()));
    }
    match (lower.as_str(), target) {
        ("cookie", None) => Err(HeaderError::CookieForAll),
        ("cookie", Some(target)) => cookies(value, &target).map(Given::Cookies),
        (_, target) => Ok(Given::Header(GivenHeader { target, name: name.to_owned(), value: value.into() })),
    }
}

/// Whether the first word says a host: it does when a header follows it, unless it is the beginning
/// of a header itself, `Name:` or `Name:value`.
fn is_target(first: &str, rest: &str) -> bool {
    let is_header_next = rest.split_once(':').is_some_and(|(name, _)| is_name(name.trim()));
    let has_name_of_its_own =
        first.split_once(':').is_some_and(|(name, after)| is_name(name) && !after.starts_with("//") && !is_port(after));
    // With a name and a password before the host it is refused, and not taken for a header that
    // goes to every host.
    is_header_next && (first.contains('@') || !has_name_of_its_own)
}

fn is_port(text: &str) -> bool {
    text.trim_end_matches('/').parse::<u16>().is_ok()
}

/// A token (RFC 9110, section 5.6.2).
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn cookies(value: &str, target: &Target) -> Result<Vec<Cookie>, HeaderError> {
    let cookie = |pair: &str| {
        let (name, value) = pair.trim().split_once('=')?;
        let domain = if target.below { format!(".{}", target.host) } else { target.host.clone() };
        let cookie = Cookie {
            secure: target.scheme.as_deref() == Some("https"),
            ..Cookie::new(name.trim(), value.trim(), &domain)
        };
        cookie.fault().is_none().then_some(cookie)
    };
    value
        .split(';')
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| cookie(pair).ok_or(HeaderError::Cookie))
        .collect()
}

impl GivenHeader {
    /// Whether it should not go to every host there is, by its name.
    pub fn is_secret(&self) -> bool {
        names::is_secret_header(&self.name)
    }
}

impl Target {
    /// Reads a host, perhaps with a scheme before it, a port after it, or `*.` in front of it.
    fn parse(text: &str) -> Result<Self, HeaderError> {
        let wrong = || HeaderError::Host(text.rsplit('@').next().unwrap_or_default().chars().take(100).collect());
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, text),
        };
        if scheme.as_deref().is_some_and(|scheme| !matches!(scheme, "http" | "https")) {
            return Err(wrong());
        }
        let (below, rest) = match rest.strip_prefix("*.").or_else(|| rest.strip_prefix('.')) {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let rest = rest.trim_end_matches('/');
        // One that no scheme has as its own would be dropped otherwise: `https://a.example:443`
        // names it.
        let port =
            rest.rsplit_once(':').filter(|(host, _)| !host.contains(':') || host.ends_with(']')).map(|(_, port)| port);
        let port = port.map(|port| port.parse::<u16>().map_err(|_| wrong())).transpose()?;
        let url = Url::parse(&format!("http://{rest}")).map_err(|_| wrong())?;
        let is_host_alone = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let host = url.host_str().filter(|_| is_host_alone).ok_or_else(wrong)?;
        let is_number = matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)));
        if below && is_number {
            return Err(wrong());
        }
        Ok(Target { scheme, host: host.to_owned(), below, port })
    }

    /// Whether a request for this address is meant.
    pub fn admits(&self, url: &str) -> bool {
        let Ok(url) = Url::parse(url) else { return false };
        let Some(host) = url.host_str() else { return false };
        let is_host = host == self.host
            || (self.below && host.strip_suffix(&self.host).is_some_and(|before| before.ends_with('.')));
        // That of a WebSocket is that of its page.
        let scheme = match url.scheme() {
            "ws" => "http",
            "wss" => "https",
            scheme => scheme,
        };
        is_host
            && self.scheme.as_deref().is_none_or(|wanted| wanted == scheme)
            && self.port.is_none_or(|port| url.port_or_known_default() == Some(port))
    }

    /// What Chrome compares addresses with: not less than what is meant. `*` is any text.
    pub fn patterns(&self) -> Vec<String> {
        let scheme = self.scheme.as_deref().unwrap_or("*");
        let hosts =
            if self.below { vec![self.host.clone(), format!("*.{}", self.host)] } else { vec![self.host.clone()] };
        hosts.into_iter().flat_map(|host| [format!("{scheme}://{host}/*"), format!("{scheme}://{host}:*/*")]).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header(text: &str) -> (Option<Target>, String, String) {
        match read(text).unwrap() {
            Given::Header(GivenHeader { target, name, value }) => (target, name, value.reveal().to_owned()),
            Given::Cookies(cookies) => panic!("{cookies:?}"),
        }
    }

    #[test]
    fn headers_for_all_and_for_one_host() {
        let plain = |text: &str, name: &str, value: &str| {
            assert_eq!(header(text), (None, name.to_owned(), value.to_owned()), "{text}")
        };
        plain("X-A: b", "X-A", "b");
        plain("X-A:b", "X-A", "b");
        plain("Authorization: Bearer a:b c: d", "Authorization", "Bearer a:b c: d");
        plain("X-A:b c: d", "X-A", "b c: d");
        plain("X-A: http://b/ c: d", "X-A", "http://b/ c: d");
        for (text, host, scheme, port, below) in [
            ("example.com X-A: b", "example.com", None, None, false),
            ("Example.COM  X-A: b", "example.com", None, None, false),
            ("localhost:8972 X-A: b", "localhost", None, Some(8972), false),
            ("https://example.com:443/ X-A: b", "example.com", Some("https"), Some(443), false),
            ("*.example.com X-A: b", "example.com", None, None, true),
            (".example.com X-A: b", "example.com", None, None, true),
            ("[::1]:80 X-A: b", "[::1]", None, Some(80), false),
            ("bücher.example X-A: b", "xn--bcher-kva.example", None, None, false),
        ] {
            let target = Target { scheme: scheme.map(str::to_owned), host: host.into(), below, port };
            assert_eq!(header(text), (Some(target), "X-A".into(), "b".into()), "{text}");
        }
    }

    #[test]
    fn what_is_none_says_how_it_is_written() {
        for text in ["", "X-A", "example.com", ": b", "two words X-A: b"] {
            assert_eq!(read(text), Err(HeaderError::Form), "{text}");
        }
        assert!(
            matches!(read("a/b X-A: b"), Err(HeaderError::Host(_)))
                && matches!(read("ftp://a X-A: b"), Err(HeaderError::Host(_)))
        );
        for text in ["u:p@a.example X-A: b", "https://u:p@a.example X-A: b"] {
            assert_eq!(read(text), Err(HeaderError::Host("a.example".into())), "it shows no password");
        }
        assert!(matches!(read("*.127.0.0.1 X-A: b"), Err(HeaderError::Host(_))));
        assert!(
            matches!(read("Host: a"), Err(HeaderError::OfTheBrowser(_)))
                && matches!(read("a.example content-length: 1"), Err(HeaderError::OfTheBrowser(_)))
                && matches!(read("a.example Set-Cookie: a=b"), Err(HeaderError::OfTheBrowser(_)))
        );
        assert!(
            matches!(read("X-A: "), Err(HeaderError::Value(_)))
                && matches!(read("X-A: a\r\nX-B: b"), Err(HeaderError::Value(_)))
        );
        assert_eq!(read("Cookie: a=b"), Err(HeaderError::CookieForAll));
    }

    #[test]
    fn a_cookie_header_is_cookies() {
        let Given::Cookies(cookies) = read("https://a.example Cookie: sid=a=b; x=").unwrap() else { panic!() };
        let seen: Vec<_> = cookies
            .iter()
            .map(|cookie| (cookie.name.as_str(), cookie.value.reveal(), cookie.domain.as_str(), cookie.secure))
            .collect();
        assert_eq!(seen, [("sid", "a=b", "a.example", true), ("x", "", "a.example", true)]);
        let long = format!("a.example Cookie: a={}", "b".repeat(4096));
        for text in ["a.example Cookie: nonsense", "a.example Cookie: a=b\tc", "a.example Cookie: =", &long] {
            assert_eq!(read(text), Err(HeaderError::Cookie));
        }
    }

    #[test]
    fn another_host_is_another() {
        let admits = |text: &str, url: &str| header(&format!("{text} X-A: b")).0.unwrap().admits(url);
        assert!(admits("a.example", "http://a.example:81/x") && admits("a.example", "wss://a.example/"));
        for url in [
            "http://b.a.example/",
            "http://a.example.b/",
            "http://xa.example/",
            "http://b.example/?http://a.example/",
            "data:,a.example",
            "http://a.example@b.example/",
        ] {
            assert!(!admits("a.example", url), "{url}");
        }
        assert!(
            admits("*.a.example", "http://b.c.a.example/")
                && admits("*.a.example", "http://a.example/")
                && !admits("*.a.example", "http://ba.example/")
        );
        assert!(admits("a.example:80", "http://a.example/") && !admits("a.example:80", "http://a.example:81/"));
        assert!(admits("https://a.example", "https://a.example/") && !admits("https://a.example", "http://a.example/"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([a-z.*:/@ \\[\\]]{0,12}|\\PC{0,6}){1,4}") {
            if let Ok(Given::Header(GivenHeader { target: Some(target), .. })) = read(&text) {
                prop_assert!(target.patterns().iter().all(|pattern| pattern.contains(&target.host)));
            }
        }
    }
}
