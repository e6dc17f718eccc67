//! The snapshot's own page, as the chrome plugin's files describe it, and how its navigation ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::page::CreateIsolatedWorldParams;
use chromiumoxide::cdp::browser_protocol::target::GetTargetInfoParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use serde_json::{Value, json};

use super::judged::Judged;
use crate::cdp::{CdpError, Connection, Events, Session};
use crate::files::layout::pid_file;

/// How soon it is known that a browser has ended.
const UNTIL_IT_IS_KNOWN: Duration = Duration::from_secs(1);

/// The page, attached to. Nothing else of the browser is seen through this connection.
#[derive(Debug)]
pub struct Page {
    pub session: Session,
    pub target_id: String,
    /// The document that is to be read, where one has been judged; else whichever is shown.
    pub judged: Option<Judged>,
}

/// The name of the isolated world in which documents are read. Within one session it is one world
/// for each document.
pub(super) const WORLD: &str = "tacklebox";

/// Why there is no page to work on.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("there is no browser tab for this page ({} is missing); see the logs of the chrome plugin's hooks in .hooks/chrome/", .0.display())]
    NoTab(PathBuf),
    #[error(
        "attached too late, so early requests are missing; the machine is overloaded: archive fewer pages at a time, or raise READY_TIMEOUT"
    )]
    TooLate,
    #[error(transparent)]
    Cdp(#[from] CdpError),
}

impl Page {
    /// Attaches to the page of the snapshot in `snap_dir`. While its tab is still being opened, as
    /// on a very busy machine, this waits.
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
            // The browser is gone, which the runner learns from the hook that watches it. The page
            // counts as lost then, and this hook is stopped. A result of its own would make it a
            // failed page, and the next page would start without a browser.
            tokio::time::sleep(UNTIL_IT_IS_KNOWN).await;
        }
        Ok(opened?)
    }

    /// Attaches to the page `target_id` of the browser at `ws_url`.
    pub async fn open(ws_url: &str, target_id: String) -> Result<(Self, Events), CdpError> {
        if let Some(own_address) = own_address(ws_url, &target_id) {
            match Connection::open(&own_address).await {
                Ok((connection, events)) => {
                    return Ok((Page { session: connection.root(), target_id, judged: None }, events));
                }
                // What stands between may know the browser's address only; and if there is no such
                // page, the browser says that better.
                Err(CdpError::Connect { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let (connection, events) = Connection::open(ws_url).await?;
        let session = connection.attach(&target_id).await?;
        Ok((Page { session, target_id, judged: None }, events))
    }

    /// To be called by a listener after its set-up: an error when the page had begun to load
    /// before, so that events are missing.
    pub async fn is_untouched(&self) -> Result<(), PageError> {
        let ask = GetTargetInfoParams::builder().target_id(self.target_id.clone()).build();
        let answer = self.session.run(ask).await?;
        // The address is that of the page to come as soon as it is asked for.
        match answer.pointer("/targetInfo/url").and_then(Value::as_str) {
            Some("about:blank" | "") | None => Ok(()),
            Some(_) => Err(PageError::TooLate),
        }
    }

    /// Evaluates an expression in the page and returns its value; a promise is waited for. What
    /// JSON cannot say becomes null.
    pub async fn evaluate(&self, expression: &str, limit: Duration) -> Result<Value, CdpError> {
        match self.evaluate_any(expression, limit).await? {
            Evaluated::Json(value) => Ok(value),
            Evaluated::Other(_) => Ok(Value::Null),
        }
    }

    /// The same, with what JSON cannot say. An exception is [`CdpError::Thrown`].
    pub async fn evaluate_any(&self, expression: &str, limit: Duration) -> Result<Evaluated, CdpError> {
        let evaluate = EvaluateParams {
            return_by_value: Some(true),
            await_promise: Some(true),
            ..EvaluateParams::new(expression)
        };
        let mut answer = self.session.run_within(evaluate, limit).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(CdpError::Thrown(exception(details)));
        }
        if let Some(value) = answer.pointer_mut("/result/value") {
            return Ok(Evaluated::Json(value.take()));
        }
        let as_written =
            answer.pointer("/result/unserializableValue").or(answer.pointer("/result/type")).and_then(Value::as_str);
        Ok(Evaluated::Other(as_written.unwrap_or("undefined").to_owned()))
    }

    /// Evaluates an expression in a world of its own (see [`Page::long_text`]) of a frame that this
    /// session sees, the page's own among them, and returns its value; a promise is waited for.
    /// What the expression gives is small: it comes in one message. Each of two answers is waited
    /// for at most `limit`.
    pub async fn evaluate_apart(&self, frame_id: &str, expression: &str, limit: Duration) -> Result<Value, CdpError> {
        let world = self.world(frame_id, limit).await?;
        self.evaluate_in(world.as_u64().unwrap_or_default(), expression, limit).await
    }

    /// The same in a context that is known already, by Chrome's id of it.
    pub(super) async fn evaluate_in(&self, context: u64, expression: &str, limit: Duration) -> Result<Value, CdpError> {
        let params =
            json!({ "expression": expression, "contextId": context, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.session.call_within("Runtime.evaluate", params, limit).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(CdpError::Thrown(exception(details)));
        }
        Ok(answer.pointer_mut("/result/value").map(Value::take).unwrap_or_default())
    }

    /// The id of a context in which the document is the frame's, and everything else is Chrome's.
    pub(super) async fn world(&self, frame_id: &str, limit: Duration) -> Result<Value, CdpError> {
        let create = CreateIsolatedWorldParams {
            world_name: Some(WORLD.to_owned()),
            ..CreateIsolatedWorldParams::new(frame_id.to_owned())
        };
        let mut answer = self.session.run_within(create, limit).await?;
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

/// An `ExceptionDetails` in words. An error describes itself, with its stack; anything else that
/// was thrown is only a value.
fn exception(details: &Value) -> String {
    let thrown = details.get("exception");
    let words = thrown.and_then(|thrown| thrown.get("description").and_then(Value::as_str).map(str::to_owned));
    let value = || {
        thrown
            .and_then(|thrown| thrown.get("value"))
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    words
        .or_else(value)
        .or_else(|| details.get("text").and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_else(|| "an exception".into())
}

/// The address of a page of the browser at `ws_url`, where that is one of Chrome's own
/// (`/json/protocol`'s neighbours, content/browser/devtools).
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

/// The runner keeps a line in the crawl's `hook.pid` for each hook that lives; when that of the
/// snapshot's tab is gone, no tab will come.
fn is_tab_hook_alive(snap_dir: &Path) -> bool {
    let lines = std::env::var_os(crate::model::env_vars::CRAWL_DIR)
        .map(|crawl_dir| fs::read(pid_file(crawl_dir.as_ref())).unwrap_or_default());
    let lines = String::from_utf8_lossy(lines.as_deref().unwrap_or_default());
    let snapshot = snap_dir.file_name().unwrap_or_default().to_string_lossy();
    lines.lines().any(|line| line.contains(&*snapshot) && line.contains("chrome_tab"))
}
