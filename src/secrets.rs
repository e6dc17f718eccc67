//! The secrets that pages are requested with: cookies, headers, names and passwords, secret
//! settings. Other users must not read them.
//!
//! They are given on the command line or in a file, and stand in no index, list or log. While a
//! crawl is not at its end they are kept in a file of their own ([`vault`]), which its hooks read.

pub mod cookies;
pub mod headers;
mod logins;
mod mask;
pub mod names;
pub mod vault;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::model::login::{HIDDEN, Login, Secret};
pub use cookies::{Cookie, OriginStorage, SameSite};
pub use headers::{GivenHeader, HeaderError, Target};

/// All that a crawl was given of this kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Secrets {
    pub cookies: Vec<Cookie>,
    /// Whether they are those of the setting COOKIES_FILE, which is read again when a crawl is
    /// resumed.
    pub cookies_of_setting: bool,
    /// What pages of an origin find in their localStorage.
    pub storage: Vec<OriginStorage>,
    pub headers: Vec<GivenHeader>,
    pub logins: Vec<Login>,
    /// Settings whose values are secrets, as they were given with `--set`.
    pub settings: BTreeMap<String, Secret>,
}

impl Secrets {
    pub fn is_empty(&self) -> bool {
        *self == Secrets::default()
    }

    /// Whether it says anything of how pages are asked for.
    pub fn has_requests(&self) -> bool {
        !(self.cookies.is_empty() && self.storage.is_empty() && self.headers.is_empty() && self.logins.is_empty())
    }

    /// Takes what is kept where nothing was given in its place. Names and passwords come with
    /// addresses, so all are taken.
    pub fn fill_from(&mut self, kept: Secrets) {
        let has_none = self.cookies.is_empty() && self.storage.is_empty();
        if has_none || (self.cookies_of_setting && !kept.cookies_of_setting && !kept.cookies.is_empty()) {
            (self.cookies, self.storage, self.cookies_of_setting) =
                (kept.cookies, kept.storage, kept.cookies_of_setting);
        }
        if self.headers.is_empty() {
            self.headers = kept.headers;
        }
        for login in kept.logins {
            self.add_login(login);
        }
        for (key, value) in kept.settings {
            self.settings.entry(key).or_insert(value);
        }
    }

    /// Adds a name and password; false when another is known for the same place.
    pub fn add_login(&mut self, login: Login) -> bool {
        let same_place = self.logins.iter().find(|known| known.origin == login.origin && known.path == login.path);
        match same_place {
            Some(known) => *known == login,
            None => {
                // One for a whole site is found at every page of it; a list of a million pages has
                // one password.
                let is_known = self
                    .login_for(&login.origin, &login.path)
                    .is_some_and(|known| known.user == login.user && known.password == login.password);
                if !is_known {
                    self.logins.push(login);
                }
                true
            }
        }
    }
}
