//! What a page needs of its window. Two pages with the same spec may have the same window, one
//! after the other.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::model::url::registrable_domain;

/// The window that a page wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowSpec {
    /// The site of the page. Without one, its window is new and is closed afterwards.
    pub site: Option<String>,
    /// In CSS pixels.
    pub width: u32,
    pub height: u32,
    /// Whether a bad certificate makes a page fail.
    pub check_certificates: bool,
}

/// The site of an address as browsers understand it, scheme and registrable domain
/// (<https://html.spec.whatwg.org/#site>): `https://example.co.uk`. None for an address that brings
/// along a name and a password, which Chrome keeps for its host, and for one without a host.
pub fn site(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    Some(format!("{}://{}", url.scheme(), registrable_domain(&url)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_scheme_and_what_somebody_registered() {
        for (address, expected) in [
            ("https://www.example.co.uk:8443/a?b#c", Some("https://example.co.uk")),
            ("http://a.b.example.com/", Some("http://example.com")),
            ("http://alice.github.io/", Some("http://alice.github.io")),
            ("http://127.0.0.1:8950/p1/", Some("http://127.0.0.1")),
            ("http://[::1]/", Some("http://[::1]")),
            ("http://localhost/", Some("http://localhost")),
            ("http://me:secret@example.com/", None),
            ("http://me@example.com/", None),
            ("about:blank", None),
            ("nonsense", None),
        ] {
            assert_eq!(site(address).as_deref(), expected, "{address}");
        }
    }
}
