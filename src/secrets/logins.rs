//! Which name and password an address gets. Pure.

use url::Url;

use super::{Login, Secrets};

impl Secrets {
    /// The login for a path of an origin: of several the one that was given nearest above it, else
    /// the first of the origin, as a browser tries the one it knows.
    pub fn login_for(&self, origin: &str, path: &str) -> Option<&Login> {
        let of_origin = || self.logins.iter().filter(|login| login.origin == origin);
        of_origin()
            .filter(|login| path.starts_with(&login.path))
            .max_by_key(|login| login.path.len())
            .or_else(|| of_origin().next())
    }

    /// The login for an address.
    pub fn login_for_url(&self, url: &str) -> Option<&Login> {
        let url = Url::parse(url).ok()?;
        self.login_for(&url.origin().ascii_serialization(), url.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_login_counts() {
        let mut secrets = Secrets::default();
        for address in [
            "http://one:1@a.example/a/x",
            "http://two:2@a.example/b/x",
            "http://one:1@a.example/a/deeper/x",
            "http://three:3@b.example/",
        ] {
            assert!(secrets.add_login(Login::take_from(&mut Url::parse(address).unwrap()).unwrap()), "{address}");
        }
        assert_eq!(secrets.logins.len(), 3, "one that is known already is not added");
        let user = |url: &str| secrets.login_for_url(url).map(|login| login.user.reveal().to_owned());
        assert_eq!(user("http://a.example/b/y").as_deref(), Some("two"));
        assert_eq!(user("http://a.example/c").as_deref(), Some("one"));
        assert_eq!(
            (user("https://a.example/"), user("http://a.example:81/"), user("http://c.example/")),
            (None, None, None)
        );
        let other = Login::take_from(&mut Url::parse("http://four:4@a.example/a/z").unwrap()).unwrap();
        assert!(
            !secrets.add_login(other) && secrets.login_for_url("http://a.example/a/z").unwrap().user.reveal() == "one"
        );
    }
}
