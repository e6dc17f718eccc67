//! Who may speak to the server: decided from a request's head alone.
//!
//! A server on loopback is reached by every web page that its user opens. So `Host` must be a name
//! of this server, or a page could have its own name resolved to it (DNS rebinding); `Origin` must be
//! absent or this server's, on requests and on WebSockets, to which no browser applies the
//! same-origin policy; and what changes something takes JSON, which a form of another site cannot
//! send (CVE-2022-28108).

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, uri::Authority};

/// Under which names the server is reached.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Besides addresses and `localhost`.
    pub hosts: Vec<String>,
    /// Whether what comes through a proxy is HTTPS there.
    pub is_https: bool,
}

/// What is known of a request that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// As the client names the server: host and port.
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
    #[error("a body must be application/json here")]
    MediaType,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Refusal::NoHost | Refusal::Path => 400,
            Refusal::Host | Refusal::Origin => 403,
            Refusal::MediaType => 415,
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

/// Judges a request. `takes_forms`: it is for a route that old clients send other bodies to.
pub fn judge(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    client: IpAddr,
    names: &Names,
    takes_forms: bool,
) -> Result<Facts, Refusal> {
    let authority = authority(uri, headers)?;
    let host = authority.host().trim_matches(['[', ']']).to_ascii_lowercase();
    let is_local = host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok();
    if !is_local && !names.hosts.iter().any(|name| name.eq_ignore_ascii_case(&host)) {
        return Err(Refusal::Host);
    }
    judge_origin(headers, &authority)?;
    judge_path(uri.path())?;
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !takes_forms && has_body(headers) && !is_json(headers) {
        return Err(Refusal::MediaType);
    }
    Ok(Facts { authority: authority.to_string(), is_https: names.is_https, client })
}

/// The one host that the request names. One in the request line must be the same.
fn authority(uri: &Uri, headers: &HeaderMap) -> Result<Authority, Refusal> {
    let named = single(headers, &header::HOST)
        .ok_or(Refusal::NoHost)?
        .and_then(|host| Authority::try_from(host.as_bytes()).ok())
        .filter(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'))
        .ok_or(Refusal::NoHost)?;
    match uri.authority() {
        // A request to a proxy, which this is none.
        Some(_) => Err(Refusal::NoHost),
        None => Ok(named),
    }
}

fn judge_origin(headers: &HeaderMap, authority: &Authority) -> Result<(), Refusal> {
    let origin = single(headers, &header::ORIGIN).ok_or(Refusal::Origin)?;
    let is_own = origin.is_none_or(|origin| {
        let after = |scheme: &str| origin.as_bytes().strip_prefix(scheme.as_bytes()).map(<[u8]>::to_ascii_lowercase);
        after("http://").or(after("https://")) == Some(authority.as_str().to_ascii_lowercase().into_bytes())
    });
    // `same-site` is another origin, such as another port of this machine.
    let site = single(headers, &SEC_FETCH_SITE).ok_or(Refusal::Origin)?;
    let is_same_site = site.is_none_or(|site| site == "same-origin" || site == "none");
    if is_own && is_same_site { Ok(()) } else { Err(Refusal::Origin) }
}

/// A path that means the same to everybody who reads it.
fn judge_path(path: &str) -> Result<(), Refusal> {
    let lower = path.to_ascii_lowercase();
    let is_plain = path.starts_with('/')
        && !["%2e", "%2f", "%5c", "%00", "//", "\\"].iter().any(|odd| lower.contains(odd))
        && !path.split('/').any(|part| part == "." || part == "..");
    if is_plain { Ok(()) } else { Err(Refusal::Path) }
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(header::TRANSFER_ENCODING)
        || headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0")
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
        let names = Names { hosts: vec!["pool.example".into()], is_https: false };
        let client = IpAddr::from([127, 0, 0, 1]);
        judge(&method.parse().unwrap(), &target.parse().unwrap(), &map, client, &names, false)
            .map(|facts| facts.authority)
    }

    #[test]
    fn only_this_server_is_asked() {
        for host in [
            "localhost",
            "localhost:8888",
            "127.0.0.1:1",
            "[::1]:8888",
            "LOCALHOST:9",
            "a.localhost",
            "pool.example",
            "10.1.2.3:80",
        ] {
            assert_eq!(judged("GET", "/", &[("host", host)]).as_deref(), Ok(host));
        }
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
        for path in ["/a/../b", "/./a", "/a/%2e%2e/b", "/a%2Fb", "//a", "/a%5cb", "/a%00"] {
            assert_eq!(judged("GET", path, &[host]), Err(Refusal::Path), "{path}");
        }
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
}
