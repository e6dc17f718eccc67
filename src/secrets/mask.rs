//! Headers of requests without what was given: for what is saved of them. Pure.

use serde_json::{Map, Value};

use super::{HIDDEN, Secrets};

impl Secrets {
    /// Hides, in the headers of a request, the values that were given: headers, cookies of these names, and every password once one was given.
    pub fn hide(&self, headers: &mut Map<String, Value>) {
        for (name, value) in headers.iter_mut() {
            let Some(text) = value.as_str() else { continue };
            let is_given = self.headers.iter().any(|given| given.name.eq_ignore_ascii_case(name) && given.value.reveal() == text);
            let is_password = !self.logins.is_empty() && name.eq_ignore_ascii_case("authorization");
            if is_given || is_password {
                *value = HIDDEN.into();
            } else if name.eq_ignore_ascii_case("cookie") {
                *value = self.hidden_cookies(text).into();
            }
        }
    }

    fn hidden_cookies(&self, header: &str) -> String {
        let shown = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if self.cookies.iter().any(|cookie| cookie.name == name) => format!("{name}={HIDDEN}"),
            None if self.cookies.iter().any(|cookie| cookie.name.is_empty()) => HIDDEN.to_owned(),
            _ => pair.to_owned(),
        };
        header.split("; ").map(shown).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::headers::{Given, read};
    use super::super::{Cookie, Login};
    use super::*;

    #[test]
    fn what_was_given_is_hidden_and_the_rest_is_there() {
        let Ok(Given::Header(key)) = read("X-Key: secret") else { panic!() };
        let mut secrets = Secrets { cookies: vec![Cookie::new("sid", "abc", "a.example")], headers: vec![key], ..Secrets::default() };
        let sent = json!({ "x-key": "secret", "Cookie": "a=b; sid=abc; sid=changed", "Accept": "*/*", "Authorization": "Bearer of-the-page" });
        let mut headers = sent.as_object().unwrap().clone();
        secrets.hide(&mut headers);
        let expected = json!({ "x-key": "***", "Cookie": "a=b; sid=***; sid=***", "Accept": "*/*", "Authorization": "Bearer of-the-page" });
        assert_eq!(Value::from(headers.clone()), expected);
        secrets.logins.push(Login { origin: "http://a.example".into(), path: "/".into(), user: "me".into(), password: "secret".into() });
        secrets.hide(&mut headers);
        assert_eq!(headers["Authorization"], "***");
    }
}
