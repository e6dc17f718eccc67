//! `consolelog.bg`: what the page, its frames and its workers write to the console, from the first
//! line of the first script on.

mod render;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use crate::browser::target_tree::{Kind, TargetTree};
use crate::cdp::{CdpError, Event};
use crate::files::own_files;
use crate::model::timestamp::Timestamp;
use crate::native::{Context, HookError, HookResult, Listening, Report};

const FILE: &str = "console.jsonl";

/// Bytes of a message's text that are saved.
const MAX_TEXT: usize = 64 << 10;

pub async fn run(context: Context) -> HookResult {
    let max_lines = context.number("CONSOLELOG_MAX_LINES", 10_000.0)? as usize;
    let max_bytes = context.number("CONSOLELOG_MAX_BYTES", 67_108_864.0)? as u64;
    let wants_violations = context.switch("CONSOLELOG_VIOLATIONS", false)?;
    let mut target_tree = TargetTree::attach(&context.snap_dir()?, Box::new(move |_| setup(wants_violations))).await?;
    let incomplete = target_tree.incomplete();
    let mut page = Listening::begin(&context, target_tree, incomplete).with_last_events();
    let mut log = Log::new(max_lines, max_bytes);
    while let Some(event) = page.next().await {
        log.see(&event, page.source.kind(&event))?;
    }
    let report = log.finish(page.lost());
    page.report(report)
}

/// The commands that make a session report its console.
pub fn setup(wants_violations: bool) -> Vec<(&'static str, Value)> {
    let mut calls = vec![("Runtime.enable", json!({})), ("Log.enable", json!({}))];
    if wants_violations {
        let names = [
            "longTask",
            "longLayout",
            "blockedEvent",
            "blockedParser",
            "discouragedAPIUse",
            "handler",
            "recurringHandler",
        ];
        let config: Vec<_> = names.iter().map(|name| json!({ "name": name, "threshold": 200 })).collect();
        calls.push(("Log.startViolationsReport", json!({ "config": config })));
    }
    calls
}

/// A line of `console.jsonl`. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Message {
    timestamp: Option<Timestamp>,
    /// `log`, `warning`, `error`, ...; `exception` for an uncaught exception.
    level: String,
    /// `console`, `exception`, or what Chrome calls the origin of its own messages: `network`,
    /// `security`, `deprecation`, ...
    source: String,
    text: String,
    /// How many bytes more the text had.
    #[serde(skip_serializing_if = "is_zero")]
    left_out: usize,
    /// `page`, `iframe`, `worker`, `service_worker`
    context: &'static str,
    url: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stack: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    function: String,
    url: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Message {
    /// With no more of its text than is saved.
    fn cut(mut self) -> Self {
        let end =
            (0..=self.text.len().min(MAX_TEXT)).rev().find(|end| self.text.is_char_boundary(*end)).unwrap_or_default();
        self.left_out = self.text.len() - end;
        self.text.truncate(end);
        self
    }
}

/// The level of the message in an event, if there is one.
fn level(event: &Event) -> Option<&str> {
    match event.method.as_ref() {
        "Runtime.consoleAPICalled" => Some(event.text("/type").unwrap_or("log")),
        "Runtime.exceptionThrown" => event.params.get("exceptionDetails").map(|_| "exception"),
        // Chrome repeats a worker's messages here, for clients that do not attach to workers.
        "Log.entryAdded" if event.text("/entry/source") == Some("worker") => None,
        "Log.entryAdded" => event
            .params
            .get("entry")
            .map(|_| event.text("/entry/level").filter(|level| !level.is_empty()).unwrap_or("info")),
        _ => None,
    }
}

/// The message in an event, if there is one.
pub fn message(event: &Event, kind: Kind) -> Option<Message> {
    let level = level(event)?.to_owned();
    let params = &event.params;
    let mut message = match event.method.as_ref() {
        "Runtime.consoleAPICalled" => {
            let mut text =
                render::arguments(params.get("args").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default());
            if level == "assert" {
                text = format!("Assertion failed: {text}");
            }
            let stack = places(params.pointer("/stackTrace"));
            let millis = params.get("timestamp").and_then(Value::as_f64);
            Message { timestamp: at(millis), source: "console".into(), level, text, stack, ..Message::default() }
        }
        "Runtime.exceptionThrown" => {
            let details = params.get("exceptionDetails")?;
            let stack = places(details.get("stackTrace"));
            let millis = params.get("timestamp").and_then(Value::as_f64);
            let text = exception_text(details);
            let (url, line, column) =
                (text_of(details, "url"), from_one(details, "lineNumber"), from_one(details, "columnNumber"));
            Message {
                timestamp: at(millis),
                source: "exception".into(),
                level,
                text,
                url,
                line,
                column,
                stack,
                ..Message::default()
            }
        }
        "Log.entryAdded" => {
            let entry = params.get("entry")?;
            let source = text_of(entry, "source").unwrap_or_else(|| "other".into());
            let text = text_of(entry, "text").unwrap_or_default();
            let stack = places(entry.get("stackTrace"));
            let (url, line) = (text_of(entry, "url"), from_one(entry, "lineNumber"));
            Message {
                timestamp: at(entry.get("timestamp").and_then(Value::as_f64)),
                source,
                level,
                text,
                url,
                line,
                stack,
                ..Message::default()
            }
        }
        _ => return None,
    };
    message.context = kind.as_str();
    if let (None, Some(place)) = (&message.url, message.stack.first()) {
        (message.url, message.line, message.column) = (place.url.clone(), place.line, place.column);
    }
    Some(message)
}

/// `Uncaught (in promise) Error: ...`; the exception's own words contain the stack.
fn exception_text(details: &Value) -> String {
    let text = text_of(details, "text").unwrap_or_else(|| "Uncaught".into());
    match details.get("exception").map(render::remote_object).filter(|words| !words.is_empty()) {
        Some(words) if !text.contains(&words) => format!("{text} {words}"),
        _ => text,
    }
}

/// The frames of a `Runtime.StackTrace`, those before an `await` included.
fn places(trace: Option<&Value>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut trace = trace;
    while let Some(current) = trace {
        for frame in current.get("callFrames").and_then(Value::as_array).into_iter().flatten() {
            let function = text_of(frame, "functionName").unwrap_or_default();
            places.push(Place {
                function,
                url: text_of(frame, "url"),
                line: from_one(frame, "lineNumber"),
                column: from_one(frame, "columnNumber"),
            });
        }
        trace = current.get("parent");
    }
    places
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Chrome counts lines and columns from 0.
fn from_one(value: &Value, key: &str) -> Option<u64> {
    value.get(key).and_then(Value::as_u64).map(|number| number + 1)
}

fn at(millis: Option<f64>) -> Option<Timestamp> {
    millis.and_then(|millis| Timestamp::from_epoch_seconds(millis / 1000.0))
}

/// The messages on their way to the file; each line is written whole.
struct Log {
    file: Option<File>,
    max_lines: usize,
    max_bytes: u64,
    count: usize,
    errors: usize,
    /// The first so many messages are in the file, with so many bytes.
    saved: usize,
    bytes: u64,
}

impl Log {
    fn new(max_lines: usize, max_bytes: u64) -> Self {
        Log { file: None, max_lines, max_bytes, count: 0, errors: 0, saved: 0, bytes: 0 }
    }

    fn see(&mut self, event: &Event, kind: Kind) -> Result<(), HookError> {
        let Some(level) = level(event) else { return Ok(()) };
        let is_next = self.saved == self.count && self.saved < self.max_lines;
        self.count += 1;
        self.errors += usize::from(matches!(level, "error" | "exception" | "assert"));
        // What is not saved is not rendered either: it may be large.
        match is_next.then(|| message(event, kind)).flatten() {
            Some(message) => self.write(&message.cut()).map_err(|error| HookError::file(Path::new(FILE), error)),
            None => Ok(()),
        }
    }

    /// Adds a message, if there is room for it.
    fn write(&mut self, message: &Message) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        if self.bytes + line.len() as u64 > self.max_bytes {
            return Ok(());
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(own_files::create(FILE.as_ref())?),
        };
        // Written at once, so that the file has whole lines even after a crash.
        file.write_all(&line)?;
        self.saved += 1;
        self.bytes += line.len() as u64;
        Ok(())
    }

    fn finish(self, lost: Option<&CdpError>) -> Report {
        if self.count == 0 {
            return Report::NoResults("nothing was written to the console".into());
        }
        let mut report = format!("{} messages, {} errors", self.count, self.errors);
        if self.count > self.saved {
            let limit = if self.saved == self.max_lines { "CONSOLELOG_MAX_LINES" } else { "CONSOLELOG_MAX_BYTES" };
            report.push_str(&format!("; only the first {} are saved, {limit} sets this limit", self.saved));
        }
        if let Some(error @ CdpError::Crashed) = lost {
            report.push_str(&format!("; {error}"));
        }
        Report::Succeeded(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(method: &'static str, params: Value) -> Option<Message> {
        message(&Event { method: method.into(), session_id: None, params }, Kind::Worker)
    }

    #[test]
    fn a_call_has_its_place_and_time() {
        let message = seen(
            "Runtime.consoleAPICalled",
            json!({ "type": "warning", "timestamp": 1_795_181_885_120.0, "args": [{ "type": "string", "value": "a" }, { "type": "number", "value": 1 }],
                "stackTrace": { "callFrames": [{ "functionName": "f", "url": "http://x/", "lineNumber": 0, "columnNumber": 8 }] } }),
        )
        .unwrap();
        assert_eq!((message.level.as_str(), message.text.as_str(), message.context), ("warning", "a 1", "worker"));
        assert_eq!((message.url.as_deref(), message.line, message.column), (Some("http://x/"), Some(1), Some(9)));
        assert_eq!(message.timestamp.unwrap().to_string(), "2026-11-20T13:38:05.120Z");
        assert_eq!(message.stack.len(), 1);
    }

    #[test]
    fn exceptions_and_entries_are_told_apart() {
        let rejected = json!({ "exceptionDetails": { "text": "Uncaught (in promise)", "lineNumber": 2, "url": "http://x/",
            "exception": { "type": "object", "subtype": "error", "description": "Error: no" } } });
        let message = seen("Runtime.exceptionThrown", rejected).unwrap();
        assert_eq!(
            (message.level.as_str(), message.text.as_str(), message.line),
            ("exception", "Uncaught (in promise) Error: no", Some(3))
        );
        let entry = json!({ "entry": { "source": "network", "level": "error", "text": "Failed to load", "url": "http://x/a" } });
        let message = seen("Log.entryAdded", entry).unwrap();
        assert_eq!(
            (message.source.as_str(), message.level.as_str(), message.url.as_deref()),
            ("network", "error", Some("http://x/a"))
        );
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let said = |text: String| Message { text, ..Message::default() }.cut();
        let long = said(format!("{}ü more", "x".repeat(MAX_TEXT - 1)));
        assert_eq!((long.text.len(), long.left_out), (MAX_TEXT - 1, "ü more".len()));
        let short = said("ü".repeat(MAX_TEXT / 2));
        assert_eq!((short.text.len(), short.left_out), (MAX_TEXT, 0));
    }

    #[test]
    fn odd_events_are_borne() {
        assert_eq!(seen("Log.entryAdded", json!({ "entry": { "source": "worker", "text": "twice" } })), None);
        for method in ["Runtime.exceptionThrown", "Log.entryAdded", "Network.dataReceived"] {
            assert_eq!(seen(method, json!({})), None);
        }
        assert_eq!(seen("Runtime.consoleAPICalled", json!({})).unwrap().level, "log");
        assert_eq!(seen("Runtime.exceptionThrown", json!({ "exceptionDetails": {} })).unwrap().text, "Uncaught");
    }
}
