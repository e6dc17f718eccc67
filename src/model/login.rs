//! Names and passwords that come with addresses, apart from them; and texts that are not to be
//! shown. Pure.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use url::Url;

/// What stands in the place of what is not shown.
pub const HIDDEN: &str = "***";

/// A text that nothing prints by mistake.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// A name and a password, and where they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// Scheme, host and port, as browsers write an origin.
    pub origin: String,
    /// The directory of the address that they came with.
    pub path: String,
    pub user: Secret,
    pub password: Secret,
}

impl Login {
    /// Takes name and password out of an address; `None` where it has none.
    pub fn take_from(url: &mut Url) -> Option<Login> {
        if url.username().is_empty() && url.password().is_none() {
            return None;
        }
        let decoded = |text: &str| Secret::from(percent_decoded(text));
        let (user, password) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
        // Only an address without a host refuses this, and it has none of them.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        Some(Login { origin: url.origin().ascii_serialization(), path: directory(url).to_owned(), user, password })
    }
}

/// The login that came with an address. It is no part of it: with another one, the address is the
/// same.
#[derive(Debug, Clone, Default)]
pub struct UrlLogin(pub Option<Login>);

impl PartialEq for UrlLogin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for UrlLogin {}

impl PartialOrd for UrlLogin {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for UrlLogin {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for UrlLogin {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

fn directory(url: &Url) -> &str {
    let path = url.path();
    &path[..=path.rfind('/').unwrap_or(0)]
}

/// `p%40ss` is `p@ss`. What is not UTF-8 after that is taken as it stands.
fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(address: &str) -> (String, Option<(String, String, String)>) {
        let mut url = Url::parse(address).unwrap();
        let login = Login::take_from(&mut url);
        (
            url.into(),
            login.map(|login| (login.path, login.user.reveal().to_owned(), login.password.reveal().to_owned())),
        )
    }

    #[test]
    fn names_and_passwords_are_taken_out() {
        let of = |path: &str, user: &str, password: &str| Some((path.to_owned(), user.to_owned(), password.to_owned()));
        assert_eq!(
            taken("http://user:p%40ss@a.example/x/y"),
            ("http://a.example/x/y".into(), of("/x/", "user", "p@ss"))
        );
        assert_eq!(taken("https://user@a.example:81"), ("https://a.example:81/".into(), of("/", "user", "")));
        assert_eq!(taken("http://:only@a.example/"), ("http://a.example/".into(), of("/", "", "only")));
        assert_eq!(taken("http://a%25b:%C3%BC%ZZ@a.example/"), ("http://a.example/".into(), of("/", "a%b", "ü%ZZ")));
        assert_eq!(taken("http://a:100%+1%@a.example/"), ("http://a.example/".into(), of("/", "a", "100%+1%")));
        assert_eq!(taken("http://a.example/@user:x@b"), ("http://a.example/@user:x@b".into(), None));
        assert_eq!(taken("http://@a.example/"), ("http://a.example/".into(), None));
    }
}
