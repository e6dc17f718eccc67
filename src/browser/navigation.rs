//! How the navigation of a page ended: `navigation.json`, and its words.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::judged::Judged;
use crate::model::moments::Moments;
use crate::model::timestamp::Timestamp;

/// How a navigation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NavigationOutcome {
    /// The page is there, and came to rest.
    Loaded,
    /// The page is there, and was still loading when its time was up.
    Slow,
    /// The page is there, and the server calls it an error (status 400 and above).
    HttpError,
    /// The server answered without a page (204, 205).
    Empty,
    /// It is a file and no page; the `staticfile` plugin has it.
    StaticFile,
    /// It is a file, not a page, and no hook took it.
    Download,
    /// The name of the host has no address.
    Dns,
    /// The server's certificate, or its way of encryption, is not acceptable.
    Tls,
    /// The server could not be reached, or broke off.
    Connection,
    /// The browser was configured not to load it, or refuses to.
    Blocked,
    /// Redirects without end.
    RedirectLoop,
    /// Not even the beginning of a page came in time.
    Timeout,
    /// Anything else.
    Error,
}

impl NavigationOutcome {
    /// Whether there is a page to look at.
    pub fn has_page(self) -> bool {
        matches!(self, NavigationOutcome::Loaded | NavigationOutcome::Slow | NavigationOutcome::HttpError)
    }

    /// What Chrome's error text means (`net/base/net_error_list.h` in its source).
    pub fn of_error(text: &str) -> Self {
        let name = text.trim_start_matches("net::ERR_");
        if name.starts_with("NAME_") || name.starts_with("DNS_") || name == "ICANN_NAME_COLLISION" {
            NavigationOutcome::Dns
        } else if name.starts_with("CERT_") || name.starts_with("SSL_") || name == "BAD_SSL_CLIENT_AUTH_CERT" {
            NavigationOutcome::Tls
        } else if name.starts_with("BLOCKED_")
            || matches!(name, "UNSAFE_PORT" | "DISALLOWED_URL_SCHEME" | "ACCESS_DENIED")
        {
            NavigationOutcome::Blocked
        } else if name == "TOO_MANY_REDIRECTS" {
            NavigationOutcome::RedirectLoop
        } else if name == "HTTP_RESPONSE_CODE_FAILURE" {
            NavigationOutcome::HttpError
        } else if name.ends_with("TIMED_OUT") {
            NavigationOutcome::Timeout
        } else if [
            "CONNECTION_",
            "ADDRESS_",
            "INTERNET_",
            "NETWORK_",
            "EMPTY_RESPONSE",
            "SOCKET_",
            "SOCKS_",
            "PROXY_",
            "TUNNEL_",
            "HTTP2_",
            "QUIC_",
            "INVALID_HTTP",
            "CONTENT_",
            "INCOMPLETE_",
        ]
        .iter()
        .any(|beginning| name.starts_with(beginning))
        {
            NavigationOutcome::Connection
        } else {
            NavigationOutcome::Error
        }
    }
}

/// `navigation.json`: the last file that the navigation writes, and the sign that the page is
/// settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Navigation {
    pub wait_until: String,
    /// Milliseconds.
    pub elapsed: u64,
    pub url: String,
    /// Absent when no page came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// HTTP status of the page itself; absent when no server answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    pub timestamp: String,
    /// When the page was asked for; absent when it was not. From then the moments are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(default)]
    pub moments: Moments,
    pub outcome: NavigationOutcome,
    /// The document that all this is said of, by Chrome's id of its load: `loaderId` in its
    /// protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loader_id: Option<String>,
    /// The JavaScript context of Chrome's in which every client can read that document: `contextId`
    /// of `Runtime.evaluate`. In it the object `tacklebox.judged` says which document it is (see
    /// [`super::judged`]). Absent when there is no page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_context_id: Option<u64>,
    /// What the page had asked for and did not get in time; the page was saved without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// What else a reader of the saved page should know, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why there is no page, or why the page may be incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Navigation {
    /// The mark of the document that all this is said of.
    pub fn judged(&self) -> Option<Judged> {
        let (loader_id, context) = self.loader_id.clone().zip(self.execution_context_id)?;
        Some(Judged { loader_id, context })
    }
}

/// Something that a page asked for and did not get in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub url: String,
    /// Chrome's `ResourceType`: `Script`, `Image`, `Fetch` ...
    #[serde(rename = "type")]
    pub kind: String,
    /// Why it is missing, in words.
    pub reason: String,
}

/// The name of the file in the snapshot's `chrome/`.
pub const NAVIGATION_FILE: &str = "navigation.json";

/// Reads how the navigation of the snapshot in `snap_dir` ended; `None` when it left no word.
pub fn navigation(snap_dir: &Path) -> Option<Navigation> {
    let text = fs::read_to_string(snap_dir.join("chrome").join(NAVIGATION_FILE)).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_file_panics_and_what_is_read_is_written_the_same(key in "waitUntil|elapsed|finalUrl|status|outcome|error", value in "[0-9]{1,25}|-1|null|\"[a-z_]{0,12}\"|\\[\\]|\\{\\}", cut in 0_usize..200) {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("chrome")).unwrap();
            let text = format!(r#"{{"waitUntil":"load","elapsed":1,"url":"http://a/","timestamp":"","outcome":"loaded","{key}":{value}}}"#);
            for text in [text.clone(), text.chars().take(cut).collect()] {
                fs::write(dir.path().join("chrome").join(NAVIGATION_FILE), text).unwrap();
                if let Some(read) = navigation(dir.path()) {
                    let again = serde_json::from_str::<Navigation>(&serde_json::to_string(&read).unwrap()).unwrap();
                    prop_assert_eq!(again, read);
                }
            }
        }
    }

    #[test]
    fn errors_are_told_apart() {
        for (text, outcome) in [
            ("net::ERR_NAME_NOT_RESOLVED", NavigationOutcome::Dns),
            ("net::ERR_CERT_AUTHORITY_INVALID", NavigationOutcome::Tls),
            ("net::ERR_SSL_PROTOCOL_ERROR", NavigationOutcome::Tls),
            ("net::ERR_CONNECTION_REFUSED", NavigationOutcome::Connection),
            ("net::ERR_EMPTY_RESPONSE", NavigationOutcome::Connection),
            ("net::ERR_SOCKS_CONNECTION_FAILED", NavigationOutcome::Connection),
            ("net::ERR_CONNECTION_TIMED_OUT", NavigationOutcome::Timeout),
            ("net::ERR_BLOCKED_BY_CLIENT", NavigationOutcome::Blocked),
            ("net::ERR_TOO_MANY_REDIRECTS", NavigationOutcome::RedirectLoop),
            ("net::ERR_OUT_OF_MEMORY", NavigationOutcome::Error),
        ] {
            assert_eq!(NavigationOutcome::of_error(text), outcome, "{text}");
        }
    }
}
