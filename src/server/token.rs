//! The token that opens a server: whoever has it may do everything that the server does.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use axum::http::uri::{PathAndQuery, Uri};
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The shortest token that is taken, in characters.
const SHORTEST: usize = 16;

/// A token. It is kept as a digest, so that it can be shown nowhere and a comparison takes the same
/// time whatever is compared.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// A token that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: std::io::Error },
    #[error("a token has at least {SHORTEST} characters, of A-Z a-z 0-9 - _ . ~")]
    Weak,
    #[error("the system has no random numbers: {0}")]
    Random(getrandom::Error),
}

impl Token {
    /// Takes a token that somebody chose. It must be one part of a path as it is.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
        if text.len() < SHORTEST || !is_plain { Err(TokenError::Weak) } else { Ok(Token::digest(text)) }
    }

    /// The token in a file.
    pub fn read(path: PathBuf) -> Result<Self, TokenError> {
        match fs::read_to_string(&path) {
            Ok(text) => Token::new(&text),
            Err(error) => Err(TokenError::File { path, error }),
        }
    }

    /// Makes one of 256 random bits; the text is for the one who started the server.
    pub fn make() -> Result<(Self, String), TokenError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(TokenError::Random)?;
        let text = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        Ok((Token::digest(&text), text))
    }

    fn digest(text: &str) -> Self {
        Token(Sha256::digest(text).into())
    }

    fn is(&self, given: &str) -> bool {
        Token::digest(given).0.ct_eq(&self.0).into()
    }

    /// Whether a request has the token: as `Authorization: Bearer` (RFC 6750), as `?token=`, or as the
    /// first part of its path. Then the address without it is returned, for those that serve it.
    pub fn admit(&self, uri: &Uri, headers: &HeaderMap) -> Option<Uri> {
        let (rest, is_in_query) = self.without(uri);
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        // One that is wrong in the header is not made good by another.
        if bearer.map_or(is_in_query, |given| self.is(given)) {
            return Some(rest);
        }
        let (first, after) = rest.path().strip_prefix('/')?.split_once('/').unwrap_or((&rest.path()[1..], ""));
        (bearer.is_none() && self.is(first)).then(|| with(&format!("/{after}"), rest.query()))
    }

    /// The address without the parameters `token` that hold this one, and whether there was any. What
    /// else is called `token` stays: it may belong to the address of a page, as in
    /// `/json/new?https://example.com/?token=...`.
    pub fn without(&self, uri: &Uri) -> (Uri, bool) {
        let Some(query) = uri.query() else { return (uri.clone(), false) };
        let is_token = |part: &&str| part.strip_prefix("token=").is_some_and(|given| self.is(given));
        let (tokens, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|part| is_token(part));
        if tokens.is_empty() {
            return (uri.clone(), false);
        }
        let rest = rest.join("&");
        (with(uri.path(), Some(rest.as_str()).filter(|query| !query.is_empty())), true)
    }
}

fn with(path: &str, query: Option<&str>) -> Uri {
    let text = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    // It is made of parts of one that was read.
    PathAndQuery::try_from(text).map(Uri::from).unwrap_or_default()
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const SECRET: &str = "a-secret-of-enough-length";

    fn admitted(target: &str, authorization: Option<&str>) -> Option<String> {
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        Token::new(SECRET).unwrap().admit(&target.parse().unwrap(), &headers).map(|uri| uri.to_string())
    }

    #[test]
    fn a_token_is_found_where_clients_can_put_it_and_goes_no_further() {
        let bearer = format!("Bearer {SECRET}");
        assert_eq!(admitted("/browsers?x=1", Some(&bearer)).as_deref(), Some("/browsers?x=1"));
        assert_eq!(admitted("/a", Some(&format!("bearer  {SECRET}"))).as_deref(), Some("/a"));
        assert_eq!(admitted(&format!("/a?x=1&token={SECRET}&y=2"), None).as_deref(), Some("/a?x=1&y=2"));
        assert_eq!(admitted(&format!("/a?token={SECRET}"), None).as_deref(), Some("/a"));
        assert_eq!(admitted(&format!("/{SECRET}/json/version?x"), None).as_deref(), Some("/json/version?x"));
        assert_eq!(admitted(&format!("/{SECRET}"), None).as_deref(), Some("/"));
        let of_a_page = format!("/json/new?http://a/?token=b&token={SECRET}&token=c");
        assert_eq!(admitted(&of_a_page, None).as_deref(), Some("/json/new?http://a/?token=b&token=c"));
        for (target, authorization) in [
            ("/a", None),
            ("/a?token=", None),
            ("/a?token=a-secret-of-enough-lengtH", None),
            ("/a-secret-of-enough", None),
            ("/a", Some("Basic a-secret-of-enough-length")),
            ("/a", Some("Bearer")),
            ("/a", Some("Bearer ")),
        ] {
            assert_eq!(admitted(target, authorization), None, "{target} {authorization:?}");
        }
        // One that is wrong in the header is not made good by another.
        assert_eq!(admitted(&format!("/a?token={SECRET}"), Some("Bearer wrong")), None);
        assert_eq!(admitted(&format!("/{SECRET}/a"), Some("Bearer wrong")), None);
    }

    #[test]
    fn a_token_is_strong_and_hidden() {
        assert!(Token::new("short").is_err() && Token::new("with a space in it, long").is_err());
        let (token, text) = Token::make().unwrap();
        assert!(token.is(&text) && text.len() == 43);
        assert_eq!(format!("{token:?}"), "Token(hidden)");
    }
}
