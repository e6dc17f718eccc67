//! Headers of requests without what was given: for what is saved of them. Pure.

use serde_json::{Map, Value};

use super::{HIDDEN, Secrets};

impl Secrets {
    /// Hides, in the headers of a request, the values that were given: headers, cookies of these
    /// names, and every password once one was given.
    pub fn hide_in_request(&self, headers: &mut Map<String, Value>) {
        for (name, value) in headers.iter_mut() {
            let Some(text) = value.as_str() else { continue };
            let is_given =
                self.headers.iter().any(|given| given.name.eq_ignore_ascii_case(name) && given.value.reveal() == text);
            let is_password = !self.logins.is_empty() && name.eq_ignore_ascii_case("authorization");
            if is_given || is_password {
                *value = HIDDEN.into();
            } else if name.eq_ignore_ascii_case("cookie") {
                *value = self.hidden_cookies(text).into();
            }
        }
    }

    /// Hides, in the headers of a response, the cookies of the names that were given: a server may
    /// send them again, or others in their place, which are worth as much.
    pub fn hide_in_response(&self, headers: &mut Map<String, Value>, text: Option<&mut String>) {
        if self.cookies.is_empty() {
            return;
        }
        // Several of one name are joined by line feeds.
        let hidden =
            |lines: &str| lines.split('\n').map(|line| self.hidden_set_cookie(line)).collect::<Vec<_>>().join("\n");
        for (_, value) in headers.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            if let Some(shown) = value.as_str().map(hidden) {
                *value = shown.into();
            }
        }
        if let Some(text) = text {
            let hidden = |line: &str| match line.split_once(':') {
                Some((name, value)) if name.trim().eq_ignore_ascii_case("set-cookie") => {
                    format!("{name}:{}", self.hidden_set_cookie(value))
                }
                _ => line.to_owned(),
            };
            *text = text.split('\n').map(hidden).collect::<Vec<_>>().join("\n");
        }
    }

    /// `sid=***; Path=/`
    fn hidden_set_cookie(&self, line: &str) -> String {
        let (pair, attributes) = line.find([';', '\r']).map_or((line, ""), |end| line.split_at(end));
        match pair.split_once('=') {
            Some((name, _)) if self.has_cookie(name.trim()) => format!("{name}={HIDDEN}{attributes}"),
            None if self.has_cookie("") => format!("{HIDDEN}{attributes}"),
            _ => line.to_owned(),
        }
    }

    fn has_cookie(&self, name: &str) -> bool {
        self.cookies.iter().any(|cookie| cookie.name == name)
    }

    fn hidden_cookies(&self, header: &str) -> String {
        let shown = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if self.has_cookie(name) => format!("{name}={HIDDEN}"),
            None if self.has_cookie("") => HIDDEN.to_owned(),
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
        let mut secrets =
            Secrets { cookies: vec![Cookie::new("sid", "abc", "a.example")], headers: vec![key], ..Secrets::default() };
        let sent = json!({ "x-key": "secret", "Cookie": "a=b; sid=abc; sid=changed", "Accept": "*/*", "Authorization": "Bearer of-the-page" });
        let mut headers = sent.as_object().unwrap().clone();
        secrets.hide_in_request(&mut headers);
        let expected = json!({ "x-key": "***", "Cookie": "a=b; sid=***; sid=***", "Accept": "*/*", "Authorization": "Bearer of-the-page" });
        assert_eq!(Value::from(headers.clone()), expected);
        secrets.logins.push(Login {
            origin: "http://a.example".into(),
            path: "/".into(),
            user: "me".into(),
            password: "secret".into(),
        });
        secrets.hide_in_request(&mut headers);
        assert_eq!(headers["Authorization"], "***");
    }

    #[test]
    fn a_cookie_that_comes_back_is_hidden_as_well() {
        let secrets = Secrets { cookies: vec![Cookie::new("sid", "abc", "a.example")], ..Secrets::default() };
        let received = json!({ "Set-Cookie": "a=b; Path=/\nsid=abc; Path=/; HttpOnly\nsid=changed", "X": "sid=abc" });
        let mut headers = received.as_object().unwrap().clone();
        let mut text =
            "HTTP/1.1 200 OK\r\nset-cookie: sid=abc\r\nSet-Cookie: sid=abc; Path=/\r\nX: y\r\n\r\n".to_owned();
        secrets.hide_in_response(&mut headers, Some(&mut text));
        assert_eq!(
            Value::from(headers),
            json!({ "Set-Cookie": "a=b; Path=/\nsid=***; Path=/; HttpOnly\nsid=***", "X": "sid=abc" })
        );
        assert_eq!(text, "HTTP/1.1 200 OK\r\nset-cookie: sid=***\r\nSet-Cookie: sid=***; Path=/\r\nX: y\r\n\r\n");
    }
}
