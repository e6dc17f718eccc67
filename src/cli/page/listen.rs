//! `tacklebox page listen`: what the page, its frames and its workers do, line by line while they
//! do it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::json;
use tokio::time::Instant;

use crate::browser::exchange::{End, Exchanges};
use crate::browser::exchange_json::{ExchangeJson, Field};
use crate::browser::navigation::navigation;
use crate::browser::network;
use crate::browser::page::PageError;
use crate::browser::target_tree::{Kind, LAST_EVENTS, TargetTree};
use crate::cdp::Event;
use crate::cli::Failure;
use crate::cli::attached_browser::{self, AttachedBrowser, Needs, Where, failed};
use crate::cli::out;
use crate::native::consolelog;
use crate::rules::deadline::until;
use crate::rules::exit::Exit;

/// Print what the page does, one JSON line per event, until SIGTERM or Ctrl-C; then exit with code
/// 0
///
/// The first line, {"listening":...}, comes as soon as nothing more can be missed: a background
/// hook that runs this is ready by it. A hook between 21 and 29 gets the page's events from its
/// first request, those of frames and workers included.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_enum)]
    what: What,
    /// Write the lines into this file; standard output gets the first line only
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[command(flatten)]
    at: Where,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What is written to the console, with uncaught exceptions and Chrome's own messages
    Console,
    /// Each request as it is sent
    Requests,
    /// Each response as it has ended, with the headers that were really sent and received; failures
    /// and redirects too
    Responses,
}

pub fn run(args: Args) -> Result<Exit, Failure> {
    attached_browser::run(async |mut asked| {
        // A limit is for those who type it: in the background a hook has none, whatever TIMEOUT
        // says.
        let end = args.at.typed_limit().map(|limit| Instant::now() + limit);
        let mut out = Out::open(args.to)?;
        let (mut target_tree, incomplete) = tokio::select! {
            attached = attach(args.what, &args.at) => attached?,
            () = asked.wait() => return Ok(Exit::Good),
        };
        out.ready(args.what)?;
        let mut lines = EventLines::new(args.what);
        let lost = loop {
            tokio::select! {
                biased;
                () = asked.wait() => break None,
                () = until(end) => break None,
                () = until(lines.due()) => lines.wait_no_longer(Instant::now()),
                event = target_tree.next() => match event {
                    Ok(event) => lines.on_event(&event, target_tree.kind(&event)),
                    Err(error) => break Some(error),
                },
            }
            if !out.write(&mut lines.lines)? {
                return Ok(Exit::Good);
            }
        };
        if lost.is_none() {
            let deadline = Instant::now() + LAST_EVENTS;
            while let Some(event) = target_tree.next_at_once(deadline).await {
                lines.on_event(&event, target_tree.kind(&event));
            }
        }
        lines.finish();
        out.write(&mut lines.lines)?;
        match (lost, incomplete) {
            (Some(why), _) => Err(failed(why)),
            (None, Some(why)) => Err(failed(why)),
            (None, None) => Ok(Exit::Good),
        }
    })
}

/// Attaches to the page, and returns why events are missing, if they are. A hook that listens
/// before the navigation wants all of it; one that listens after it wants what is to come.
async fn attach(what: What, at: &Where) -> Result<(TargetTree, Option<PageError>), Failure> {
    let wants_all =
        matches!(at.attached_browser()?, AttachedBrowser::Snapshot(snap_dir) if navigation(&snap_dir).is_none());
    let (page, events) = at.page(Needs::Tab).await?;
    let setup = Box::new(move |_| match what {
        What::Console => consolelog::setup(false),
        What::Requests | What::Responses => vec![("Network.enable", network::events_only())],
    });
    let target_tree = TargetTree::of(page, events, setup).await.map_err(failed)?;
    let incomplete = if wants_all { target_tree.is_untouched().await.err() } else { None };
    Ok((target_tree, incomplete))
}

/// Where the lines go.
struct Out {
    file: Option<(File, PathBuf)>,
}

impl Out {
    fn open(to: Option<PathBuf>) -> Result<Self, Failure> {
        let open = |path: PathBuf| match File::create(&path) {
            Ok(file) => Ok((file, path)),
            Err(error) => Err(failed(format!("{}: {error}", path.display()))),
        };
        Ok(Out { file: to.map(open).transpose()? })
    }

    /// Says on stdout that nothing can be missed any more.
    fn ready(&self, what: What) -> Result<(), Failure> {
        let name = what.to_possible_value().map(|value| value.get_name().to_owned());
        out::write(&format!("{}\n", json!({ "listening": name }))).map(|_| ())
    }

    /// Writes whole lines; false when the reader has gone.
    fn write(&mut self, lines: &mut String) -> Result<bool, Failure> {
        let lines = std::mem::take(lines);
        match &mut self.file {
            _ if lines.is_empty() => Ok(true),
            Some((file, path)) => match file.write_all(lines.as_bytes()) {
                Ok(()) => Ok(true),
                Err(error) => Err(failed(format!("{}: {error}", path.display()))),
            },
            None => out::write(&lines),
        }
    }
}

/// Turns events into lines. Pure.
struct EventLines {
    what: What,
    exchanges: Exchanges,
    /// How many exchanges have been seen here.
    seen: usize,
    /// Those whose responses have not been written.
    open: BTreeSet<usize>,
    /// Those that have ended and wait for headers that Chrome has promised, and how long they do.
    waiting: BTreeMap<usize, Instant>,
    lines: String,
}

impl EventLines {
    fn new(what: What) -> Self {
        EventLines {
            what,
            exchanges: Exchanges::default(),
            seen: 0,
            open: BTreeSet::new(),
            waiting: BTreeMap::new(),
            lines: String::new(),
        }
    }

    fn on_event(&mut self, event: &Event, kind: Kind) {
        if self.what == What::Console {
            if let Some(message) = consolelog::message(event, kind) {
                self.write(&message);
            }
            return;
        }
        self.exchanges.see(event);
        while let Some(exchange) = self.exchanges.get(self.seen) {
            if self.what == What::Requests {
                let line = json_line(&ExchangeJson { exchange, fields: OF_REQUESTS });
                self.lines.push_str(&line);
            } else {
                self.open.insert(self.seen);
            }
            self.seen += 1;
        }
        // An event may end one request, or bring the headers of another under the same id.
        for index in event.text("/requestId").map(|id| self.exchanges.of_request(id).to_vec()).unwrap_or_default() {
            let has_ended = self.exchanges.get(index).is_some_and(|exchange| exchange.end != End::Open);
            if !has_ended || !self.open.contains(&index) {
                continue;
            }
            if self.exchanges.has_real_headers(index) {
                self.write_response(index);
            } else {
                self.waiting.entry(index).or_insert_with(|| Instant::now() + LAST_EVENTS);
            }
        }
    }

    /// When to ask for [`EventLines::wait_no_longer`].
    fn due(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    fn wait_no_longer(&mut self, now: Instant) {
        let late: Vec<usize> = self.waiting.iter().filter(|(_, due)| **due <= now).map(|(index, _)| *index).collect();
        late.into_iter().for_each(|index| self.write_response(index));
    }

    /// Writes what has not ended.
    fn finish(&mut self) {
        std::mem::take(&mut self.open).into_iter().for_each(|index| self.write_response(index));
    }

    fn write_response(&mut self, index: usize) {
        self.open.remove(&index);
        self.waiting.remove(&index);
        if let Some(exchange) = self.exchanges.with_real_headers(index) {
            self.write(&ExchangeJson { exchange: &exchange, fields: OF_RESPONSES });
        }
    }

    fn write(&mut self, line: &impl Serialize) {
        self.lines.push_str(&json_line(line));
    }
}

fn json_line(line: &impl Serialize) -> String {
    // Texts, numbers and maps with texts as keys can always be written.
    serde_json::to_string(line).map(|line| line + "\n").unwrap_or_default()
}

/// A line about a request. Its headers are those that were planned; what was really sent, cookies
/// included, comes with the response.
const OF_REQUESTS: &[Field] =
    &[Field::Url, Field::Method, Field::ResourceType, Field::FrameId, Field::Start, Field::RequestHeaders];

/// A line about a response, or why there is none.
const OF_RESPONSES: &[Field] = &[
    Field::Url,
    Field::Method,
    Field::ResourceType,
    Field::Status,
    Field::StatusText,
    Field::Mimetype,
    Field::State,
    Field::Error,
    Field::FrameId,
    Field::Start,
    Field::HeadersMs,
    Field::TotalMs,
    Field::EncodedSize,
    Field::RemoteAddress,
    Field::Protocol,
    Field::FromCache,
    Field::FromServiceWorker,
    Field::RequestHeaders,
    Field::ResponseHeaders,
];

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn lines(events: &[(&'static str, Value)]) -> EventLines {
        let mut lines = EventLines::new(What::Responses);
        for (method, params) in events {
            lines.on_event(&Event { method: (*method).into(), session_id: None, params: params.clone() }, Kind::Page);
        }
        lines
    }

    #[test]
    fn a_response_is_told_once_with_its_real_headers() {
        let sent = |url: &str| json!({ "requestId": "1", "request": { "url": url, "method": "GET", "headers": {} } });
        let mut redirected = sent("http://x/b");
        redirected["redirectResponse"] = json!({ "status": 302, "headers": {} });
        redirected["redirectHasExtraInfo"] = true.into();
        let received = |status: u16| {
            (
                "Network.responseReceivedExtraInfo",
                json!({ "requestId": "1", "statusCode": status, "headers": { "N": status } }),
            )
        };
        let mut events =
            vec![("Network.requestWillBeSent", sent("http://x/a")), ("Network.requestWillBeSent", redirected)];
        let waits = lines(&events);
        assert!(waits.lines.is_empty() && waits.due().is_some());
        events.push(received(302));
        assert!(lines(&events).lines.contains(r#""state":"redirected""#));
        let response = json!({ "requestId": "1", "hasExtraInfo": true, "response": { "url": "http://x/b", "status": 200, "headers": {} } });
        events.extend([
            ("Network.responseReceived", response),
            received(200),
            ("Network.loadingFinished", json!({ "requestId": "1" })),
        ]);
        let mut told = lines(&events);
        told.finish();
        let lines: Vec<Value> = told.lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let said: Vec<_> =
            lines.iter().map(|line| (line["url"].as_str().unwrap(), line["response_headers"]["N"].as_u64())).collect();
        assert_eq!(said, [("http://x/a", Some(302)), ("http://x/b", Some(200))]);
        assert!(lines.iter().all(|line| line.get("type").is_none()));
    }

    #[test]
    fn what_has_not_ended_is_told_at_the_end() {
        let mut lines = lines(&[(
            "Network.requestWillBeSent",
            json!({ "requestId": "1", "request": { "url": "http://x/", "method": "GET" } }),
        )]);
        assert!(lines.lines.is_empty());
        lines.finish();
        assert!(lines.lines.contains(r#""state":"unfinished""#));
    }
}
