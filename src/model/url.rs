//! Page addresses: parsed and normalised once, at the edge, and then a type.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::model::hint::Hint;
use crate::model::login::{Login, UrlLogin};

/// The longest address that is accepted, in bytes. Chrome itself refuses to navigate beyond 2 MiB;
/// no server answers anywhere near this.
pub const MAX_LENGTH: usize = 64 * 1024;

/// The absolute http, https or file address of a page, normalised: lower-case host in punycode,
/// default port dropped, path percent-encoded. Its fragment stays: a page may show another view for
/// it. A name and a password are set aside: they are shown nowhere. What a page links to is
/// compared without, by [`PageUrl::as_link`].
///
/// A file becomes one only where a person allowed it: what comes from outside is read through
/// [`Schemes`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^(https?|file)://"))]
pub struct PageUrl(Url, UrlLogin);

/// Why a text is not the URL of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    #[error("it is empty")]
    Empty,
    #[error("it is {0} bytes long; the limit is {MAX_LENGTH}")]
    TooLong(usize),
    /// It would be this one with a scheme.
    #[error("the scheme is missing; write {0}, if you mean that")]
    NoScheme(String),
    #[error("a URL starts with https:// or http://")]
    NoUrl,
    #[error("{0:?} cannot be a host name; check how the URL starts")]
    Host(String),
    #[error("{0}: URLs are refused; only http: and https: URLs can be archived")]
    Scheme(String),
    #[error("file: URLs are refused")]
    FileNotAllowed,
    #[error("file: URLs of another machine ({0}) are refused")]
    FileElsewhere(String),
    #[error("it is not a valid URL: {0}")]
    Malformed(url::ParseError),
}

impl UrlError {
    /// What can be done about it.
    pub fn hint(&self) -> Option<Hint> {
        (*self == UrlError::FileNotAllowed).then_some(Hint::AllowFiles)
    }
}

impl PageUrl {
    /// Reads an address of any scheme that could be allowed.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(UrlError::TooLong(text.len()));
        }
        let mut url = match Url::parse(text) {
            Ok(url) => url,
            Err(url::ParseError::RelativeUrlWithoutBase) => return Err(without_scheme(text)),
            Err(error) => return Err(UrlError::Malformed(error)),
        };
        if url.scheme() == "file" {
            if let Some(host) = url.host_str() {
                return Err(UrlError::FileElsewhere(cut(host)));
            }
        } else if !matches!(url.scheme(), "http" | "https") {
            // `example.com:8080/x` parses as a URL of the scheme `example.com`.
            return Err(match with_scheme(text) {
                Some(whole) => UrlError::NoScheme(cut(&whole)),
                None => UrlError::Scheme(url.scheme().to_owned()),
            });
        }
        if url.fragment() == Some("") {
            url.set_fragment(None);
        }
        // Percent-encoding makes three bytes of one, and what has been accepted must be accepted
        // again when it is read back.
        if url.as_str().len() > MAX_LENGTH {
            return Err(UrlError::TooLong(url.as_str().len()));
        }
        let login = Login::take_from(&mut url);
        Ok(PageUrl(url, UrlLogin(login)))
    }

    /// The name and password that came with the address; as text it has none.
    pub fn login(&self) -> Option<&Login> {
        self.1.0.as_ref()
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of a link, as a crawl compares it: without the fragment, which names a place in
    /// a page, unless it is a route.
    pub fn as_link(mut self) -> Self {
        // A text directive is no part of either
        // (<https://wicg.github.io/scroll-to-text-fragment/>).
        let fragment = self.0.fragment().map(|fragment| fragment.split(":~:").next().unwrap_or_default().to_owned());
        self.0.set_fragment(fragment.as_deref().filter(|fragment| is_route(fragment)));
        self
    }

    /// The host as it stands in the address, without its port; that of a file is empty.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether it is a file of this machine.
    pub fn is_file(&self) -> bool {
        self.0.scheme() == "file"
    }

    /// The host with its port (`file` for a file), made safe as the name of one directory: no
    /// separators, no dots-only names, no control characters, at most 120 bytes.
    pub fn domain_dir(&self) -> String {
        let host = match self.0.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string().replace(':', "-"),
            None => self.0.scheme().to_owned(),
        };
        let with_port = match self.0.port() {
            Some(port) => format!("{host}_{port}"),
            None => host,
        };
        safe_name(&with_port, 120)
    }
}

/// Whether a fragment says which page an application shows (`#/inbox`, `#!about`, `#page/2`,
/// `#?q=1`), and not which place in a page. `#!` alone is what links have that lead nowhere.
pub fn is_route(fragment: &str) -> bool {
    let place = fragment.split(":~:").next().unwrap_or_default();
    !matches!(place, "!" | "?") && (place.starts_with(['!', '?']) || place.contains('/'))
}

/// The registrable domain of a URL's host (<https://publicsuffix.org/>), or the whole host where it
/// is an IP address or has no such domain.
pub fn registrable_domain(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    match url.host()? {
        Host::Domain(name) => psl::domain_str(name).or(Some(host)),
        _ => Some(host),
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for PageUrl {
    type Error = UrlError;

    fn try_from(text: String) -> Result<Self, UrlError> {
        PageUrl::parse(&text)
    }
}

impl From<PageUrl> for String {
    fn from(url: PageUrl) -> String {
        url.0.into()
    }
}

fn without_scheme(text: &str) -> UrlError {
    with_scheme(text).map_or(UrlError::NoUrl, |whole| UrlError::NoScheme(cut(&whole)))
}

/// The URL for a host without a scheme: https, or http where no certificate can be expected, as in
/// browsers; `None` for what does not begin with a host.
pub fn with_scheme(text: &str) -> Option<String> {
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
        _ => (authority, None),
    };
    let is_v6 = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let is_name = labels
        .iter()
        .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    let last = labels.last().copied().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    let is_v4 = host.parse::<Ipv4Addr>().is_ok();
    let is_local = last.eq_ignore_ascii_case("localhost");
    // `3.14` and `1.` are numbers, `notes` is a word, `todo:5` is too short to be told from
    // `nas:5000`.
    let is_host = is_v6
        || is_v4
        || (is_name
            && !is_number
            && (labels.len() > 1 || is_local || port.is_some_and(|port| (2..=5).contains(&port.len()))));
    let is_plain = is_v6 || is_v4 || is_local || labels.len() == 1 || port == Some("80");
    let scheme = if is_plain && !matches!(port, Some("443" | "8443")) { "http" } else { "https" };
    is_host.then(|| format!("{scheme}://{text}"))
}

/// Which schemes a person allows beside http and https.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Schemes {
    pub file: bool,
}

impl Schemes {
    /// Reads what a person or a list gave as an address.
    pub fn parse(self, text: &str) -> Result<PageUrl, UrlError> {
        let url = PageUrl::parse(text)?;
        if url.is_file() && !self.file {
            return Err(UrlError::FileNotAllowed);
        }
        if let Some(Host::Domain(host)) = url.0.host() {
            // `http://example.com,Title` and `http://https://example.com/` parse.
            let is_scheme = ["http", "https"].iter().any(|scheme| host.ends_with(scheme))
                && url.0.path().starts_with("//")
                && has_empty_port(text);
            if is_scheme || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            {
                return Err(UrlError::Host(cut(host)));
            }
        }
        Ok(url)
    }
}

/// Whether a `:` stands after the host of an address, and no port.
fn has_empty_port(text: &str) -> bool {
    let after = text.split_once("://").map_or("", |(_, after)| after);
    after.split('/').next().is_some_and(|authority| authority.ends_with(':'))
}

/// Which found pages join a crawl, measured against the page that the crawl began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Same host and port.
    #[default]
    Host,
    /// Same registrable domain (`a.example.co.uk` and `b.example.co.uk`), by the public suffix
    /// list.
    Domain,
    /// Same host, and a path below the directory of the first page.
    Prefix,
    /// Anywhere.
    Any,
}

impl Scope {
    /// The word in the database, in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Host => "host",
            Scope::Domain => "domain",
            Scope::Prefix => "prefix",
            Scope::Any => "any",
        }
    }

    /// Reads what [`Scope::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Scope::Host, Scope::Domain, Scope::Prefix, Scope::Any].into_iter().find(|scope| scope.as_str() == text)
    }

    /// Whether `found` may join a crawl that began at `root`. http and https of one host count as
    /// the same.
    pub fn admits(self, root: &PageUrl, found: &PageUrl) -> bool {
        let same_host = || root.0.host() == found.0.host() && root.0.port() == found.0.port();
        match self {
            Scope::Any => true,
            Scope::Host => same_host(),
            Scope::Domain => registrable_domain(&root.0) == registrable_domain(&found.0),
            Scope::Prefix => {
                let path = root.0.path();
                let directory = &path[..=path.rfind('/').unwrap_or(0)];
                same_host() && found.0.path().starts_with(directory)
            }
        }
    }
}

/// `name` as one safe path component of at most `limit` bytes.
pub fn safe_name(name: &str, limit: usize) -> String {
    let mut safe: String =
        name.chars().map(|c| if c.is_control() || matches!(c, '/' | '\\' | ':' | '\0') { '_' } else { c }).collect();
    while safe.len() > limit {
        safe.pop();
    }
    if safe.trim_matches('.').is_empty() { "_".to_owned() } else { safe }
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use clap::ValueEnum;
    use proptest::prelude::*;

    use super::*;

    /// Hosts and paths that try to escape from the directory.
    pub(crate) fn hostile_url() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("..".to_owned()),
            Just("%2e%2e".to_owned()),
            Just("%2f".to_owned()),
            Just("..%5c".to_owned()),
            Just("\\".to_owned()),
            Just("/".to_owned()),
            Just("%00".to_owned()),
            Just("\u{202e}\u{1b}[2J\u{0}".to_owned()),
            Just("con.".to_owned()),
            Just("b\u{fc}cher\u{3002}\u{2024}".to_owned()),
            Just("[::ffff:1.2.3.4%25eth0]".to_owned()),
            Just("me:secret@".to_owned()),
            Just(":65535".to_owned()),
            "[a-z]{1,10}".prop_map(|text| text.repeat(1000)),
            "\\PC{0,8}",
        ];
        let text = proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
        (prop_oneof![Just("http://"), Just("https://"), Just("file:///"), Just("HTTP:\\\\"), Just("http:")], text)
            .prop_map(|(scheme, text)| format!("{scheme}{text}"))
    }

    fn page(text: &str) -> PageUrl {
        PageUrl::parse(text).unwrap()
    }

    #[test]
    fn normalises() {
        for (given, meant) in [
            ("HTTP://Example.COM:80/a b#Top", "http://example.com/a%20b#Top"),
            ("https://example.com", "https://example.com/"),
            ("https://example.com/#", "https://example.com/"),
            ("https://example.com/#!/route", "https://example.com/#!/route"),
            ("https://example.com/app#view=2&x=3", "https://example.com/app#view=2&x=3"),
            ("https://example.com/#a b", "https://example.com/#a%20b"),
            ("https://example.com/#:~:text=x", "https://example.com/#:~:text=x"),
            ("  https://bücher.example/ ", "https://xn--bcher-kva.example/"),
            ("http://[::1]:8080/../../etc", "http://[::1]:8080/etc"),
        ] {
            assert_eq!(page(given).as_str(), meant);
        }
    }

    #[test]
    fn links_lose_their_fragment_unless_it_is_a_route() {
        for (given, meant) in [
            ("", ""),
            ("#", ""),
            ("#top", ""),
            ("#!", ""),
            ("#?", ""),
            ("#TiddlerOne", ""),
            ("#cite_note-1", ""),
            ("#t=30", ""),
            ("#:~:text=a%2Fb", ""),
            ("#top:~:text=a/b", ""),
            ("#/", "#/"),
            ("#/a", "#/a"),
            ("#!b", "#!b"),
            ("#page/2", "#page/2"),
            ("#?q=1", "#?q=1"),
            ("#View:uri=http://x/y", "#View:uri=http://x/y"),
            ("#/a:~:text=b", "#/a"),
        ] {
            let link = page(&format!("http://a.example/x{given}")).as_link();
            assert_eq!(link.as_str(), format!("http://a.example/x{meant}"), "{given}");
            assert_eq!(link.clone().as_link(), link);
        }
    }

    #[test]
    fn refuses_and_says_why() {
        for (given, why) in [
            ("", "it is empty"),
            ("example.com/x", "the scheme is missing; write https://example.com/x, if you mean that"),
            ("localhost:8080/", "the scheme is missing; write http://localhost:8080/, if you mean that"),
            ("nonsense", "a URL starts with https:// or http://"),
            ("http://https://a.example/", "\"https\" cannot be a host name; check how the URL starts"),
            (
                "https://a.examplehttps://b.example/",
                "\"a.examplehttps\" cannot be a host name; check how the URL starts",
            ),
            ("https://a.example,Title", "\"a.example,title\" cannot be a host name; check how the URL starts"),
            ("https://a.example:99999/", "it is not a valid URL: invalid port number"),
            ("file:///etc/passwd", "file: URLs are refused"),
            ("file://server/share", "file: URLs of another machine (server) are refused"),
            ("ftp://a.example/", "ftp: URLs are refused; only http: and https: URLs can be archived"),
            ("data:text/html,x", "data: URLs are refused; only http: and https: URLs can be archived"),
            ("chrome://settings", "chrome: URLs are refused; only http: and https: URLs can be archived"),
            ("about:blank", "about: URLs are refused; only http: and https: URLs can be archived"),
            (
                "view-source:http://a.example/",
                "view-source: URLs are refused; only http: and https: URLs can be archived",
            ),
            ("blob:http://a.example/1", "blob: URLs are refused; only http: and https: URLs can be archived"),
            ("\u{1}java\nscript:alert(1)", "javascript: URLs are refused; only http: and https: URLs can be archived"),
            ("javascript:alert(1)", "javascript: URLs are refused; only http: and https: URLs can be archived"),
            ("http://", "it is not a valid URL: empty host"),
        ] {
            assert_eq!(Schemes::default().parse(given).unwrap_err().to_string(), why, "{given}");
        }
        assert_eq!(
            PageUrl::parse(&format!("http://a/{}", "x".repeat(MAX_LENGTH))),
            Err(UrlError::TooLong(MAX_LENGTH + 9))
        );
        assert_eq!(PageUrl::parse(&format!("http://a/{}", "ü".repeat(20_000))), Err(UrlError::TooLong(120_009)));
    }

    #[test]
    fn hosts_without_a_scheme_are_known_and_words_are_not() {
        for (typed, meant) in [
            ("example.com/x", Some("https")),
            ("www.example.invalid", Some("https")),
            ("b\u{fc}cher.example?q=1#x", Some("https")),
            ("example.com:8080/x", Some("https")),
            ("example.com:80/x", Some("http")),
            ("localhost", Some("http")),
            ("localhost:8080/x", Some("http")),
            ("app.localhost/x", Some("http")),
            ("127.0.0.1:8972/x", Some("http")),
            ("192.168.0.1:8443", Some("https")),
            ("[::1]:8080/x", Some("http")),
            ("nas:5000/x", Some("http")),
            ("nonsense", None),
            ("lists/urls.txt", None),
            ("./urls.txt", None),
            ("/urls.txt", None),
            (".hidden", None),
            ("3.14", None),
            ("1.2.3.4.5", None),
            ("me@example.com", None),
            ("mailto:me@example.com", None),
            ("a..b", None),
            ("two words.com", None),
            ("", None),
        ] {
            assert_eq!(with_scheme(typed), meant.map(|scheme| format!("{scheme}://{typed}")), "{typed}");
        }
    }

    #[test]
    fn the_word_of_a_scope_is_that_of_json_and_of_the_command_line() {
        for scope in Scope::value_variants() {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
            assert_eq!(scope.to_possible_value().unwrap().get_name(), scope.as_str());
            assert_eq!(Scope::parse(scope.as_str()), Some(*scope));
        }
    }

    #[test]
    fn scopes() {
        let root = page("https://www.example.co.uk/docs/index.html");
        for (scope, found, admitted) in [
            (Scope::Host, "http://www.example.co.uk/x", true),
            (Scope::Host, "https://example.co.uk/x", false),
            (Scope::Domain, "https://example.co.uk/x", true),
            (Scope::Domain, "https://other.co.uk/", false),
            (Scope::Prefix, "https://www.example.co.uk/docs/a/b", true),
            (Scope::Prefix, "https://www.example.co.uk/doc", false),
            (Scope::Any, "https://elsewhere.example/", true),
        ] {
            assert_eq!(scope.admits(&root, &page(found)), admitted, "{scope:?} {found}");
        }
    }

    #[test]
    fn directories_of_hosts() {
        assert_eq!(page("http://example.com/").domain_dir(), "example.com");
        assert_eq!(page("http://127.0.0.1:8950/").domain_dir(), "127.0.0.1_8950");
        assert_eq!(page("http://[2001:db8::1]:81/").domain_dir(), "2001-db8--1_81");
    }

    proptest! {
        #[test]
        fn a_directory_name_is_one_harmless_component(host in "\\PC{1,300}") {
            if let Ok(url) = PageUrl::parse(&format!("http://{host}/")) {
                let name = url.domain_dir();
                prop_assert!(!name.is_empty() && name.len() <= 120);
                prop_assert!(!name.contains(['/', '\\', '\0']) && name != "." && name != "..");
            }
        }

        #[test]
        fn parsing_never_panics_and_is_idempotent(text in prop_oneof![hostile_url(), "\\PC{0,200}".boxed()]) {
            if let Ok(url) = PageUrl::parse(&text) {
                prop_assert_eq!(PageUrl::parse(url.as_str()), Ok(url));
            }
        }

        #[test]
        fn any_name_becomes_safe(name in "(?s).{0,400}") {
            let safe = safe_name(&name, 120);
            prop_assert!(!safe.is_empty() && safe.len() <= 120 && !safe.contains(['/', '\0']) && safe != "." && safe != "..");
        }
    }
}
