//! Whether an answer is a page or a file. Pure.

use serde::Deserialize;

use super::disposition::Disposition;
use crate::browser::static_file::Header;

/// What Chrome shows as a page. The last two never are one file: a stream of pictures without end,
/// and a page wrapped in its signature.
const PAGES: &[&str] =
    &["text/html", "application/xhtml+xml", "multipart/x-mixed-replace", "application/signed-exchange"];

/// Types with which servers say that they do not know; Chrome looks at the contents then
/// (<https://mimesniff.spec.whatwg.org/>).
const UNKNOWN: &[&str] = &["unknown/unknown", "application/unknown", "*/*"];

/// `Fetch.requestPaused`, at the stage of the response.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paused {
    pub request_id: String,
    #[serde(default)]
    pub frame_id: String,
    pub request: Request,
    pub response_status_code: Option<u16>,
    pub response_error_reason: Option<String>,
    #[serde(default)]
    pub response_headers: Vec<Header>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Request {
    /// Without its fragment.
    pub url: String,
}

/// What is to become of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is not the one that decides: of an iframe, a redirect, a failure. It goes on its way.
    Passing,
    /// It goes on its way, and there will be no file.
    Page(String),
    /// A file, with its type as the server declares it.
    File { mimetype: Option<String> },
}

impl Paused {
    /// The value of the last header of that name that has one.
    pub fn header(&self, name: &str) -> Option<&str> {
        let same = |header: &&Header| header.name.eq_ignore_ascii_case(name) && !header.value.trim().is_empty();
        self.response_headers.iter().rev().find(same).map(|header| header.value.trim())
    }

    /// Judges it; `main_frame` is the page's.
    pub fn judge(&self, main_frame: &str) -> Answer {
        let status = match self.response_status_code {
            Some(status) if self.frame_id == main_frame && self.response_error_reason.is_none() => status,
            _ => return Answer::Passing,
        };
        let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308) && self.header("location").is_some();
        if is_redirect {
            return Answer::Passing;
        }
        // What comes with an error is not what the address stands for.
        if !(200..300).contains(&status) || matches!(status, 204 | 205) {
            return Answer::Page(format!("the server answered {status}, so there is no file"));
        }
        let mimetype = self.header("content-type").and_then(essence);
        let is_attachment =
            self.header("content-disposition").is_some_and(|value| Disposition::parse(value).is_attachment);
        let is_page = match &mimetype {
            Some(mimetype) => PAGES.contains(&mimetype.as_str()),
            None => !has_name_of_a_file(&self.request.url),
        };
        if is_page && !is_attachment {
            Answer::Page("it is a page, not a file".into())
        } else {
            Answer::File { mimetype }
        }
    }

    /// How many bytes are to come, where the server's word can be held against what arrives: not
    /// when they are compressed, as Chrome hands out what was inside, and not when they come in
    /// chunks, which outweigh it.
    pub fn length(&self) -> Option<u64> {
        let is_plain = |name, plain: &str| self.header(name).is_none_or(|value| value.eq_ignore_ascii_case(plain));
        let comparable = is_plain("content-encoding", "identity") && is_plain("transfer-encoding", "identity");
        comparable.then(|| self.header("content-length")?.parse().ok()).flatten()
    }
}

/// `text/html` of `Text/HTML; charset=utf-8`; nothing where it says nothing.
fn essence(content_type: &str) -> Option<String> {
    let essence = content_type.split([';', ',']).next()?.trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/')?;
    let is_token = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/');
    (is_token(kind) && is_token(subtype) && !UNKNOWN.contains(&essence.as_str())).then_some(essence)
}

/// Whether an untyped answer is a file by its address: only where pages never have such a name.
fn has_name_of_a_file(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some(guess) = mime_guess::from_path(path).first() else { return false };
    matches!(guess.type_().as_str(), "image" | "audio" | "video" | "font")
        || matches!(
            guess.essence_str(),
            "application/pdf" | "application/zip" | "application/gzip" | "application/x-7z-compressed"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(status: u16, url: &str, headers: &[(&str, &str)]) -> Paused {
        Paused {
            frame_id: "F".into(),
            request: Request { url: url.into() },
            response_status_code: Some(status),
            response_headers: headers
                .iter()
                .map(|(name, value)| Header { name: (*name).into(), value: (*value).into() })
                .collect(),
            ..Paused::default()
        }
    }

    #[test]
    fn types() {
        for (content_type, is_file) in [
            ("text/html", false),
            ("Text/HTML; charset=utf-8", false),
            ("application/xhtml+xml", false),
            ("multipart/x-mixed-replace; boundary=x", false),
            ("application/pdf", true),
            ("image/svg+xml", true),
            ("application/rss+xml; charset=utf-8", true),
            ("text/xml", true),
            ("text/plain", true),
            ("application/octet-stream", true),
            ("text/csv, text/html", true),
            ("html", false),
            ("unknown/unknown", false),
            ("", false),
            ("/", false),
        ] {
            let judged = answer(200, "http://a/x", &[("Content-Type", content_type)]).judge("F");
            assert_eq!(matches!(judged, Answer::File { .. }), is_file, "{content_type}: {judged:?}");
        }
    }

    #[test]
    fn what_decides_beside_the_type() {
        let pdf = ("content-type", "application/pdf");
        let html = ("content-type", "text/html");
        let file = |mimetype: Option<&str>| Answer::File { mimetype: mimetype.map(str::to_owned) };
        assert_eq!(
            answer(200, "http://a/", &[html, ("Content-Disposition", "attachment; filename=x")]).judge("F"),
            file(Some("text/html"))
        );
        assert_eq!(answer(200, "http://a/x.pdf?y", &[]).judge("F"), file(None));
        assert_eq!(answer(200, "http://a/", &[("content-disposition", "attachment")]).judge("F"), file(None));
        assert!(matches!(answer(200, "http://a/x.php", &[]).judge("F"), Answer::Page(_)));
        assert!(matches!(
            answer(200, "http://a/", &[html, ("content-disposition", "inline")]).judge("F"),
            Answer::Page(_)
        ));
        for status in [204, 304, 404, 500] {
            assert!(matches!(answer(status, "http://a/", &[pdf]).judge("F"), Answer::Page(_)), "{status}");
        }
        assert_eq!(answer(302, "http://a/", &[pdf, ("location", "/b")]).judge("F"), Answer::Passing);
        assert_eq!(answer(200, "http://a/", &[pdf]).judge("another frame"), Answer::Passing);
        let refused = Paused {
            response_error_reason: Some("ConnectionRefused".into()),
            response_status_code: None,
            ..answer(200, "http://a/", &[])
        };
        assert_eq!(refused.judge("F"), Answer::Passing);
    }

    #[test]
    fn lengths() {
        for (headers, length) in [
            (vec![("Content-Length", "17")], Some(17)),
            (vec![("content-length", "17"), ("content-encoding", "gzip")], None),
            (vec![("content-length", "17"), ("content-encoding", "identity")], Some(17)),
            (vec![("content-length", "17"), ("transfer-encoding", "chunked")], None),
            (vec![("content-length", "-1")], None),
            (vec![], None),
        ] {
            assert_eq!(answer(200, "http://a/", &headers).length(), length, "{headers:?}");
        }
    }

    proptest! {
        #[test]
        fn no_header_panics(value in "\\PC{0,60}", url in "\\PC{0,60}") {
            let _ = answer(200, &url, &[("content-type", &value), ("content-disposition", &value), ("content-length", &value)]).judge("F");
        }
    }
}
