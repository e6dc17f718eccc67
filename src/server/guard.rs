//! Who may speak to the server: decided from a request's head alone.
//!
//! A server on loopback is reached by every web page that its user opens. So `Host` must be a name
//! of this server, or a page could have its own name resolved to it (DNS rebinding); `Origin` must be
//! absent or this server's, on requests and on WebSockets, to which no browser applies the
//! same-origin policy; and what changes something takes JSON, which a form of another site cannot
//! send (CVE-2022-28108).
//!
//! Any IP address is taken for this server's, and any port: rebinding needs a name, and who maps a
//! port of a container, or forwards one, names another than the one that is listened on.
//!
//! hyper refuses some of what is malformed by itself, before this is asked: `src/server/tests/heads.rs`
//! has both kinds. An `Upgrade` to anything but a WebSocket, such as `h2c`, is ignored, as RFC 9110,
//! section 7.8 allows.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use url::Url;

/// Under which names the server is reached.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Besides addresses and `localhost`.
    hosts: Vec<String>,
    public: Option<Public>,
}

/// Where a proxy in front of the server is reached.
#[derive(Debug, Clone)]
struct Public {
    host: String,
    /// With the port, unless it is the scheme's own.
    authority: String,
    is_https: bool,
}

/// A public URL of which no addresses can be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: expected http:// or https:// with a host and without a path, such as https://pool.example")]
pub struct PublicUrlError(String);

/// What is known of a request that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Under which host and port the client reaches the server.
    pub authority: String,
    pub is_https: bool,
    pub client: IpAddr,
}

/// Why a request goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the request has no single Host, or one that is not a host")]
    NoHost,
    #[error("the request is for another server; --allow-host names more hosts")]
    Host,
    #[error("the request comes from a page of another site")]
    Origin,
    #[error("the path is not plain")]
    Path,
    #[error("a body must have a Content-Length here, and no Transfer-Encoding")]
    Length,
    #[error("a body must be application/json here")]
    MediaType,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Refusal::NoHost | Refusal::Path => 400,
            Refusal::Host | Refusal::Origin => 403,
            Refusal::Length => 411,
            Refusal::MediaType => 415,
        }
    }
}

impl Names {
    /// These hosts, and that of the public URL.
    pub fn new(hosts: Vec<String>, public_url: Option<&Url>) -> Result<Self, PublicUrlError> {
        Ok(Names { hosts, public: public_url.map(Public::new).transpose()? })
    }

    fn has(&self, host: &str) -> bool {
        self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Under which authority the client reaches the server, and whether by HTTPS. Who uses one of the
    /// names of `hosts` stands on this side of the proxy. An address or `localhost` says nothing:
    /// many proxies put their own address of the server in the place of the client's.
    fn reached_at(&self, host: &Host) -> (String, bool) {
        match &self.public {
            Some(public) if !self.has(&host.name) => (public.authority.clone(), public.is_https),
            _ => (host.authority(), false),
        }
    }
}

impl Public {
    fn new(url: &Url) -> Result<Self, PublicUrlError> {
        let is_plain = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        match (url.scheme(), url.host_str()) {
            (scheme @ ("http" | "https"), Some(host)) if is_plain => Ok(Public {
                host: host.to_owned(),
                authority: url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
                is_https: scheme == "https",
            }),
            _ => Err(PublicUrlError(url.to_string())),
        }
    }
}

impl Facts {
    pub fn scheme(&self) -> &'static str {
        if self.is_https { "https" } else { "http" }
    }

    pub fn websocket_scheme(&self) -> &'static str {
        if self.is_https { "wss" } else { "ws" }
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Judges a request, but for its body.
pub fn judge(uri: &Uri, headers: &HeaderMap, client: IpAddr, names: &Names) -> Result<Facts, Refusal> {
    let host = named_host(uri, headers)?;
    let is_public = names.public.as_ref().is_some_and(|public| public.host.eq_ignore_ascii_case(&host.name));
    if !host.is_local() && !is_public && !names.has(&host.name) {
        return Err(Refusal::Host);
    }
    judge_origin(headers, &host, names.public.as_ref())?;
    judge_path(uri.path())?;
    // RFC 9112, section 6.3 lets a server ask for a length. A request with both headers is how one
    // request is smuggled inside another, and hyper removes the one that it does not follow, so it
    // cannot be told from one with the other alone.
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Refusal::Length);
    }
    let (authority, is_https) = names.reached_at(&host);
    Ok(Facts { authority, is_https, client: client.to_canonical() })
}

/// Judges the body of a request that is none of those that old clients send other bodies with.
pub fn judge_body(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && has_body(headers) && !is_json(headers) { Err(Refusal::MediaType) } else { Ok(()) }
}

/// A host as a client names it (RFC 9110, section 7.2).
#[derive(Debug, PartialEq, Eq)]
struct Host {
    /// In lower case; an IPv6 address in its brackets.
    name: String,
    port: Option<u16>,
}

impl Host {
    fn parse(text: &str) -> Option<Self> {
        let end = if text.starts_with('[') { text.find(']')? + 1 } else { text.find(':').unwrap_or(text.len()) };
        let (name, port) = text.split_at(end);
        let is_name = match name.strip_prefix('[') {
            Some(address) => address.strip_suffix(']')?.parse::<Ipv6Addr>().is_ok(),
            None => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
        };
        // `localhost:` has no port (RFC 3986, section 3.2.3).
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => None,
            Some("") => None,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse().ok()?),
            _ => return None,
        };
        is_name.then(|| Host { name: name.to_ascii_lowercase(), port })
    }

    /// An address, or a name of this machine that no resolver is asked for (RFC 6761, section 6.3).
    fn is_local(&self) -> bool {
        let name = self.name.as_str();
        name == "localhost" || name.ends_with(".localhost") || name.starts_with('[') || name.parse::<Ipv4Addr>().is_ok()
    }

    fn authority(&self) -> String {
        self.port.map_or_else(|| self.name.clone(), |port| format!("{}:{port}", self.name))
    }

    fn is_same(&self, other: &Host, default_port: u16) -> bool {
        self.name == other.name && self.port.unwrap_or(default_port) == other.port.unwrap_or(default_port)
    }
}

/// The one host that the request names.
fn named_host(uri: &Uri, headers: &HeaderMap) -> Result<Host, Refusal> {
    // One in the request line is for a proxy, which this is none.
    if uri.authority().is_some() {
        return Err(Refusal::NoHost);
    }
    let named = single(headers, &header::HOST).flatten().and_then(|host| host.to_str().ok());
    named.and_then(Host::parse).ok_or(Refusal::NoHost)
}

fn judge_origin(headers: &HeaderMap, host: &Host, public: Option<&Public>) -> Result<(), Refusal> {
    let origin = single(headers, &header::ORIGIN).ok_or(Refusal::Origin)?;
    let is_own = match origin {
        None => true,
        Some(origin) => origin.to_str().is_ok_and(|origin| is_own_origin(origin, host, public)),
    };
    // `same-site` is another origin, such as another port of this machine. Sec-Fetch-Mode is not
    // looked at: Node sends it as a browser does.
    let site = single(headers, &SEC_FETCH_SITE).ok_or(Refusal::Origin)?;
    let is_same_site = site.is_none_or(|site| site == "same-origin" || site == "none");
    if is_own && is_same_site { Ok(()) } else { Err(Refusal::Origin) }
}

/// Whether an origin (RFC 6454, section 6.2) is the host of the request, or the public URL.
fn is_own_origin(origin: &str, host: &Host, public: Option<&Public>) -> bool {
    let Some((scheme, rest)) = origin.split_once("://") else { return false };
    let (is_https, default_port) = match scheme.to_ascii_lowercase().as_str() {
        "http" => (false, 80),
        "https" => (true, 443),
        _ => return false,
    };
    let Some(named) = Host::parse(rest) else { return false };
    let is_public = public.is_some_and(|public| {
        public.is_https == is_https
            && Host::parse(&public.authority).is_some_and(|public| public.is_same(&named, default_port))
    });
    is_public || named.is_same(host, default_port)
}

/// A path that means the same to everybody who reads it.
fn judge_path(path: &str) -> Result<(), Refusal> {
    let is_plain = path.starts_with('/')
        && !path.contains("//")
        && !path.contains('\\')
        && !path.split('/').any(|part| part == "." || part == "..")
        && path.split('%').skip(1).all(is_plain_escape);
    if is_plain { Ok(()) } else { Err(Refusal::Path) }
}

/// Whether what stands behind a `%` is a byte, and none that a reader could take for a part of the
/// path's structure, or for its end.
fn is_plain_escape(after: &str) -> bool {
    let byte = after.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    byte.and_then(|digits| u8::from_str_radix(digits, 16).ok())
        .is_some_and(|byte| !byte.is_ascii_control() && !b"./\\".contains(&byte))
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0")
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = single(headers, &header::CONTENT_TYPE).flatten().and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The value of a header; `Some(None)` when it is absent, `None` when there are several.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Option<&'a HeaderValue>> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() { None } else { Some(first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(method: &str, target: &str, headers: &[(&str, &str)]) -> Result<String, Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let names = Names::new(vec!["pool.example".into()], None).unwrap();
        let facts = judge(&target.parse().unwrap(), &map, IpAddr::from([127, 0, 0, 1]), &names)?;
        judge_body(&method.parse().unwrap(), &map)?;
        Ok(facts.authority)
    }

    #[test]
    fn only_this_server_is_asked() {
        for host in
            ["localhost", "localhost:8888", "127.0.0.1:1", "[::1]:8888", "a.localhost", "pool.example", "10.1.2.3:80"]
        {
            assert_eq!(judged("GET", "/", &[("host", host)]).as_deref(), Ok(host));
        }
        assert_eq!(judged("GET", "/", &[("host", "LOCALHOST:")]).as_deref(), Ok("localhost"));
        for host in
            ["evil.example", "localhost.evil.example", "pool.example.evil", "notlocalhost", "127.0.0.1.evil.example"]
        {
            assert_eq!(judged("GET", "/", &[("host", host)]), Err(Refusal::Host), "{host}");
        }
        for headers in [
            &[][..],
            &[("host", "")],
            &[("host", "a@localhost")],
            &[("host", "localhost"), ("host", "localhost")],
            &[("host", "localhost/x")],
            &[("host", "[localhost]")],
            &[("host", "[127.0.0.1]:80")],
            &[("host", "[::1")],
            &[("host", "[::1]x")],
            &[("host", "::1")],
            &[("host", "localhost:x")],
            &[("host", "localhost:+80")],
            &[("host", "localhost:65536")],
            &[("host", "localhost:80:80")],
        ] {
            assert_eq!(judged("GET", "/", headers), Err(Refusal::NoHost), "{headers:?}");
        }
        assert_eq!(judged("GET", "http://localhost/", &[("host", "localhost")]), Err(Refusal::NoHost));
    }

    #[test]
    fn pages_of_other_sites_get_nothing() {
        let with = |name: &str, value: &str| judged("GET", "/", &[("host", "localhost:8888"), (name, value)]);
        for origin in ["http://localhost:8888", "https://localhost:8888", "http://LOCALHOST:8888"] {
            assert!(with("origin", origin).is_ok(), "{origin}");
        }
        for origin in [
            "null",
            "http://evil.example",
            "http://localhost",
            "http://localhost:8889",
            "file://",
            "",
            "localhost:8888",
            "http://localhost:8888/",
        ] {
            assert_eq!(with("origin", origin), Err(Refusal::Origin), "{origin}");
        }
        assert!(with("sec-fetch-site", "same-origin").is_ok() && with("sec-fetch-site", "none").is_ok());
        assert!(with("sec-fetch-mode", "cors").is_ok(), "Node's fetch sends it");
        assert_eq!(with("sec-fetch-site", "cross-site"), Err(Refusal::Origin));
        assert_eq!(with("sec-fetch-site", "same-site"), Err(Refusal::Origin));
        let two = [("host", "localhost"), ("origin", "http://localhost"), ("origin", "http://evil.example")];
        assert_eq!(judged("GET", "/", &two), Err(Refusal::Origin));
    }

    #[test]
    fn paths_are_plain_and_changes_are_json() {
        let host = ("host", "localhost");
        for path in [
            "/a/../b",
            "/./a",
            "/a/%2e%2e/b",
            "/a%2Fb",
            "//a",
            "/a%5cb",
            "/a%00",
            "/a%0d%0a",
            "/a%7f",
            "/a%",
            "/a%2",
            "/a%+1",
        ] {
            assert_eq!(judged("GET", path, &[host]), Err(Refusal::Path), "{path}");
        }
        for path in ["/", "/a.b/..c", "/%20%C3%a4", "/%252e"] {
            assert!(judged("GET", path, &[host]).is_ok(), "{path}");
        }
        assert_eq!(judged("POST", "/", &[host, ("transfer-encoding", "chunked")]), Err(Refusal::Length));
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
            let headers = [host, ("content-length", "2"), ("content-type", media_type)];
            assert_eq!(judged("POST", "/", &headers), Err(Refusal::MediaType), "{media_type}");
        }
        assert!(
            judged("POST", "/", &[host, ("content-length", "2"), ("content-type", "application/json; charset=utf-8")])
                .is_ok()
        );
        assert!(judged("DELETE", "/", &[host]).is_ok());
    }

    #[test]
    fn a_default_port_is_the_same_with_and_without_it() {
        for (host, origin) in [
            ("localhost", "http://localhost:80"),
            ("localhost:80", "http://localhost"),
            ("pool.example", "https://pool.example:443"),
            ("pool.example:443", "https://pool.example"),
        ] {
            assert!(judged("GET", "/", &[("host", host), ("origin", origin)]).is_ok(), "{host} {origin}");
        }
        let other = [("host", "localhost:443"), ("origin", "http://localhost")];
        assert_eq!(judged("GET", "/", &other), Err(Refusal::Origin));
    }

    #[test]
    fn addresses_lead_to_the_public_url() {
        let public = Url::parse("https://pool.example:8443/").unwrap();
        let names = Names::new(vec!["inside".into()], Some(&public)).unwrap();
        let reached = |host: &str, origin: Option<&str>| {
            let mut map = HeaderMap::new();
            map.insert(header::HOST, HeaderValue::from_str(host).unwrap());
            origin.map(|origin| map.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap()));
            judge(&Uri::from_static("/"), &map, IpAddr::from([127, 0, 0, 1]), &names)
                .map(|facts| format!("{}://{}", facts.websocket_scheme(), facts.authority))
        };
        for host in ["pool.example:8443", "POOL.example", "127.0.0.1:8888", "localhost"] {
            assert_eq!(reached(host, None).as_deref(), Ok("wss://pool.example:8443"), "{host}");
            // The proxy may have put its own Host in the place of the browser's.
            let origin = Some("https://pool.example:8443");
            assert_eq!(reached(host, origin).as_deref(), Ok("wss://pool.example:8443"), "{host}");
        }
        assert_eq!(reached("inside:8888", None).as_deref(), Ok("ws://inside:8888"));
        for origin in ["https://pool.example", "http://pool.example:8443", "https://evil.example:8443"] {
            assert_eq!(reached("127.0.0.1:8888", Some(origin)), Err(Refusal::Origin), "{origin}");
        }
        for url in ["ftp://pool.example", "https://pool.example/a", "https://a@pool.example", "https://pool.example/?a"]
        {
            assert!(Names::new(Vec::new(), Some(&Url::parse(url).unwrap())).is_err(), "{url}");
        }
    }
}
