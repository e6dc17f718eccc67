//! The snapshot's own page, as the chrome plugin's files describe it, and how its navigation ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::cdp::{CdpError, Connection, Events, Session};
use crate::layout::pid_file;
use crate::moments::Moments;
use crate::timestamp::Timestamp;

/// How soon it is known that a browser has ended.
const UNTIL_IT_IS_KNOWN: Duration = Duration::from_secs(1);

/// The page, attached to. Nothing else of the browser is seen through this connection.
#[derive(Debug)]
pub struct Page {
    pub session: Session,
    pub target_id: String,
}

/// Why there is no page to work on.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("there is no browser tab for this page ({} is not there): see what the chrome plugin's hooks said in .hooks/chrome/", .0.display())]
    NoTab(PathBuf),
    #[error(
        "it was attached after the page had begun to load, so something is missing; the machine was too busy: use a lower --concurrency or a larger READY_TIMEOUT"
    )]
    TooLate,
    #[error(transparent)]
    Cdp(#[from] CdpError),
}

impl Page {
    /// Attaches to the page of the snapshot in `snap_dir`. While its tab is still being opened, as on a very busy machine, this waits.
    pub async fn attach(snap_dir: &Path) -> Result<(Self, Events), PageError> {
        let begun = Instant::now();
        let (url, target_id) = loop {
            match (read(snap_dir, "cdp_url.txt"), read(snap_dir, "target_id.txt")) {
                (Ok(url), Ok(target_id)) => break (url, target_id),
                (Err(missing), _) | (_, Err(missing)) => {
                    if begun.elapsed() > TAB_LIMIT || !is_tab_hook_alive(snap_dir) {
                        return Err(missing);
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        };
        let opened = Page::open(&url, target_id).await;
        if matches!(opened, Err(CdpError::Connect { .. })) {
            // The browser is gone, which the runner learns from whoever watches it. The page is lost then, and this hook stopped; its own word would make
            // of it a page that failed, and let the next one begin on no browser.
            tokio::time::sleep(UNTIL_IT_IS_KNOWN).await;
        }
        Ok(opened?)
    }

    /// Attaches to the page `target_id` of the browser at `ws_url`.
    pub async fn open(ws_url: &str, target_id: String) -> Result<(Self, Events), CdpError> {
        if let Some(own_address) = own_address(ws_url, &target_id) {
            match Connection::open(&own_address).await {
                Ok((connection, events)) => return Ok((Page { session: connection.root(), target_id }, events)),
                // What stands between may know the browser's address only; and if there is no such page, the browser says that better.
                Err(CdpError::Connect { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let (connection, events) = Connection::open(ws_url).await?;
        let session = connection.attach(&target_id).await?;
        Ok((Page { session, target_id }, events))
    }

    /// To be asked by a listener that is set up: an error when the page had begun to load before that, so that what it hears cannot be all.
    pub async fn is_untouched(&self) -> Result<(), PageError> {
        let answer = self.session.call("Target.getTargetInfo", json!({ "targetId": self.target_id })).await?;
        // The address is that of the page to come as soon as it is asked for.
        match answer.pointer("/targetInfo/url").and_then(Value::as_str) {
            Some("about:blank" | "") | None => Ok(()),
            Some(_) => Err(PageError::TooLate),
        }
    }

    /// Evaluates an expression in the page and returns its value; a promise is waited for. What JSON cannot say becomes null.
    pub async fn evaluate(&self, expression: &str, limit: Duration) -> Result<Value, CdpError> {
        match self.evaluate_any(expression, limit).await? {
            Evaluated::Json(value) => Ok(value),
            Evaluated::Other(_) => Ok(Value::Null),
        }
    }

    /// The same, with what JSON cannot say. An exception is [`CdpError::Thrown`].
    pub async fn evaluate_any(&self, expression: &str, limit: Duration) -> Result<Evaluated, CdpError> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.session.call_within("Runtime.evaluate", params, limit).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(CdpError::Thrown(exception(details)));
        }
        if let Some(value) = answer.pointer_mut("/result/value") {
            return Ok(Evaluated::Json(value.take()));
        }
        let as_written = answer.pointer("/result/unserializableValue").or(answer.pointer("/result/type")).and_then(Value::as_str);
        Ok(Evaluated::Other(as_written.unwrap_or("undefined").to_owned()))
    }

    /// Evaluates an expression in a world of its own (see [`Page::long_text`]) of a frame that this session sees, the page's own among them, and returns its
    /// value. What the expression gives is small: it comes in one message. Each of two answers is waited for at most `limit`.
    pub async fn evaluate_apart(&self, frame_id: &str, expression: &str, limit: Duration) -> Result<Value, CdpError> {
        let world = self.world(frame_id, limit).await?;
        let params = json!({ "expression": expression, "contextId": world, "returnByValue": true });
        let mut answer = self.session.call_within("Runtime.evaluate", params, limit).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(CdpError::Thrown(exception(details)));
        }
        Ok(answer.pointer_mut("/result/value").map(Value::take).unwrap_or_default())
    }

    /// The id of a context in which the document is the frame's, and everything else is Chrome's.
    pub(super) async fn world(&self, frame_id: &str, limit: Duration) -> Result<Value, CdpError> {
        let params = json!({ "frameId": frame_id, "worldName": "tacklebox" });
        let mut answer = self.session.call_within("Page.createIsolatedWorld", params, limit).await?;
        Ok(answer["executionContextId"].take())
    }
}

/// What an expression gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Evaluated {
    Json(Value),
    /// What JSON cannot say, as JavaScript writes it: `undefined`, `NaN`, `-0`, `12n`.
    Other(String),
}

/// An `ExceptionDetails` in words. An error describes itself, with its stack; anything else that was thrown is only a value.
fn exception(details: &Value) -> String {
    let thrown = details.get("exception");
    let words = thrown.and_then(|thrown| thrown.get("description").and_then(Value::as_str).map(str::to_owned));
    let value = || thrown.and_then(|thrown| thrown.get("value")).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    words.or_else(value).or_else(|| details.get("text").and_then(Value::as_str).map(str::to_owned)).unwrap_or_else(|| "an exception".into())
}

/// The address of a page of the browser at `ws_url`, where that is one of Chrome's own (`/json/protocol`'s neighbours, content/browser/devtools).
fn own_address(ws_url: &str, target_id: &str) -> Option<String> {
    let (host, _browser) = ws_url.split_once("/devtools/browser/")?;
    Some(format!("{host}/devtools/page/{target_id}"))
}

/// How long the tab may take to be there, once its hook has been started.
const TAB_LIMIT: Duration = Duration::from_secs(30);

fn read(snap_dir: &Path, name: &str) -> Result<String, PageError> {
    let path = snap_dir.join("chrome").join(name);
    fs::read_to_string(&path).map(|text| text.trim().to_owned()).map_err(|_| PageError::NoTab(path))
}

/// The runner keeps a line in the crawl's `hook.pid` for each hook that lives; when that of the snapshot's tab is gone, no tab will come.
fn is_tab_hook_alive(snap_dir: &Path) -> bool {
    let lines = std::env::var_os(crate::env_vars::CRAWL_DIR).map(|crawl_dir| fs::read(pid_file(crawl_dir.as_ref())).unwrap_or_default());
    let lines = String::from_utf8_lossy(lines.as_deref().unwrap_or_default());
    let snapshot = snap_dir.file_name().unwrap_or_default().to_string_lossy();
    lines.lines().any(|line| line.contains(&*snapshot) && line.contains("chrome_tab"))
}

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
    /// It is a file and no page, and nobody took it.
    Download,
    /// The name of the host has no address.
    Dns,
    /// The server's certificate, or its way of encryption, is not acceptable.
    Tls,
    /// The server could not be reached, or broke off.
    Connection,
    /// The browser was told not to load it, or refuses to.
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
        } else if name.starts_with("BLOCKED_") || matches!(name, "UNSAFE_PORT" | "DISALLOWED_URL_SCHEME" | "ACCESS_DENIED") {
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

/// `navigation.json`: the last file that the navigation writes, and the sign that the page is settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Navigation {
    pub wait_until: String,
    /// Milliseconds.
    pub elapsed: u64,
    pub url: String,
    pub final_url: Option<String>,
    /// HTTP status of the page itself.
    pub status: Option<u16>,
    pub timestamp: String,
    /// When the page was asked for; absent when it was not. From then the moments are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(default)]
    pub moments: Moments,
    pub outcome: NavigationOutcome,
    /// The document that all this is said of, by Chrome's id of its load: `loaderId` in its protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loader_id: Option<String>,
    /// What the browser keeps of the page in a way that cannot be undone, by names of headers; absent when nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasting: Option<Vec<String>>,
    /// Why there is no page, or why the page may be incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
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
        fn no_file_panics(key in "waitUntil|elapsed|finalUrl|status|outcome|error", value in "[0-9]{1,25}|-1|null|\"[a-z_]{0,12}\"|\\[\\]|\\{\\}", cut in 0_usize..200) {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("chrome")).unwrap();
            let text = format!(r#"{{"waitUntil":"load","elapsed":1,"url":"http://a/","timestamp":"","outcome":"loaded","{key}":{value}}}"#);
            for text in [text.clone(), text.chars().take(cut).collect()] {
                fs::write(dir.path().join("chrome").join(NAVIGATION_FILE), text).unwrap();
                let _ = navigation(dir.path());
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
