//! The requests of a page that are under way, and which of them are worth waiting for. Pure; time
//! comes in as an argument.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::browser::navigation::Missing;
use crate::cdp::Event;

/// A page whose scripts have had so many answers from one address, with another query each time, is
/// polling. One that gets its data by many requests to one address (GraphQL) has fewer.
const POLLS: u32 = 10;

/// Scripts need not read what they have fetched, and Chrome then never tells of its end.
const UNREAD: Duration = Duration::from_secs(2);

/// Chrome paints text in a fallback font when the font has not come after three seconds (CSS Fonts
/// 4, "font display timeline").
const FONT_PATIENCE: Duration = Duration::from_secs(4);

/// Kinds of requests (`Network.ResourceType`) whose answers change what is seen. Media are played
/// as they come; the others are not seen or have no end.
const SEEN: [&str; 8] = ["Document", "Stylesheet", "Image", "Font", "Script", "XHR", "Fetch", "Other"];

/// What a request that hangs can hold up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldUp {
    /// The parser: the rest of the page is not read.
    Parsing,
    /// The first painting: all of the page is white.
    Painting,
}

impl HeldUp {
    /// The kinds of requests that can do that. An `XHR` may be one that its script waits for, doing
    /// nothing else.
    fn by(self) -> &'static [&'static str] {
        match self {
            HeldUp::Parsing => &["Script", "Stylesheet", "XHR"],
            HeldUp::Painting => &["Stylesheet"],
        }
    }
}

/// The requests under way, by Chrome's ids of them.
#[derive(Debug)]
pub struct Pending {
    frame: String,
    /// How long a request may be silent before nothing is expected of it any more.
    patience: Duration,
    requests: HashMap<String, Request>,
    /// How many requests of scripts for an address without its query were answered.
    answered: HashMap<String, u32>,
    /// When the last request that was worth waiting for began or ended.
    changed: Instant,
}

#[derive(Debug)]
struct Request {
    url: String,
    kind: String,
    /// The load of the document that it belongs to.
    loader: Option<String>,
    /// The frame that it was asked for by, or for.
    frame: Option<String>,
    /// When something was last heard of it.
    heard: Instant,
    /// Something without an end, such as events from the server.
    is_stream: bool,
    is_answered: bool,
}

impl Request {
    fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// Whether it may have an end that nobody tells of.
    fn is_unread(&self) -> bool {
        self.is_answered && self.is_of_script()
    }

    fn is_of_script(&self) -> bool {
        matches!(self.kind.as_str(), "XHR" | "Fetch")
    }
}

impl Pending {
    /// Of the page whose main frame is `frame`, as of `now`.
    pub fn new(frame: String, patience: Duration, now: Instant) -> Self {
        Pending { frame, patience, requests: HashMap::new(), answered: HashMap::new(), changed: now }
    }

    /// Nothing is under way any more, as of `now`: the page is asked for once more.
    pub fn forget(&mut self, now: Instant) {
        self.requests.clear();
        self.answered.clear();
        self.changed = now;
    }

    /// Takes in one event that came at `now`.
    pub fn see(&mut self, event: &Event, now: Instant) {
        // A frame that is gone; or one that goes on in a process, and so in a session, of its own,
        // where its requests end unheard.
        if event.method == "Page.frameDetached" {
            let frame = event.text("/frameId");
            let before = self.requests.len();
            self.requests.retain(|_, request| request.frame.as_deref() != frame);
            if self.requests.len() < before {
                self.changed = now;
            }
            return;
        }
        let Some(id) = event.text("/requestId").or(event.text("/frame/loaderId")) else { return };
        match event.method.as_ref() {
            "Network.requestWillBeSent" => {
                let kind = event.text("/type").unwrap_or("Other");
                // The page itself is not one of its requests.
                if kind == "Document" && event.text("/frameId") == Some(&self.frame) {
                    return;
                }
                let request = Request {
                    url: event.text("/request/url").unwrap_or_default().to_owned(),
                    kind: kind.to_owned(),
                    loader: event.text("/loaderId").map(str::to_owned),
                    frame: event.text("/frameId").map(str::to_owned),
                    heard: now,
                    is_stream: false,
                    is_answered: false,
                };
                // A worker's script is asked for here, and arrives in the worker's own session,
                // which is not heard here. It belongs to no load.
                let is_of_worker = request.loader.as_deref().is_none_or(str::is_empty);
                // Chrome's own, such as its viewer of PDFs, is told of as begun and not as ended.
                if is_of_worker || ["data:", "blob:", "chrome"].iter().any(|scheme| request.url.starts_with(scheme)) {
                    return;
                }
                if self.is_worth_waiting_for(&request) {
                    self.changed = now;
                }
                self.requests.insert(id.to_owned(), request);
            }
            "Network.responseReceived" => {
                let mimetype = event.text("/response/mimeType").unwrap_or_default();
                if let Some(request) = self.requests.get_mut(id) {
                    request.heard = now;
                    request.is_stream =
                        mimetype == "text/event-stream" || mimetype.starts_with("multipart/x-mixed-replace");
                    request.is_answered = true;
                    if request.is_of_script() {
                        *self.answered.entry(request.path().to_owned()).or_default() += 1;
                    }
                }
            }
            "Network.dataReceived" => {
                if let Some(request) = self.requests.get_mut(id) {
                    request.heard = now;
                }
            }
            "Network.loadingFinished" | "Network.loadingFailed" => {
                if let Some(request) = self.requests.remove(id)
                    && self.is_worth_waiting_for(&request)
                {
                    self.changed = now;
                }
            }
            // Another document: what the one before had asked for is of no interest any more.
            "Page.frameNavigated" if event.text("/frame/id") == Some(&self.frame) => {
                self.requests.retain(|_, request| request.loader.as_deref() == Some(id));
                self.answered.clear();
                self.changed = now;
            }
            _ => {}
        }
    }

    fn is_worth_waiting_for(&self, request: &Request) -> bool {
        let polls = request.is_of_script() && self.answered.get(request.path()).is_some_and(|times| *times >= POLLS);
        SEEN.contains(&request.kind.as_str()) && !request.is_stream && !polls
    }

    fn patience_with(&self, request: &Request) -> Duration {
        match request.kind.as_str() {
            "Font" => self.patience.min(FONT_PATIENCE),
            _ if request.is_unread() => self.patience.min(UNREAD),
            _ => self.patience,
        }
    }

    fn is_silent(&self, request: &Request, now: Instant) -> bool {
        now.saturating_duration_since(request.heard) >= self.patience_with(request)
    }

    /// Whether nothing is expected any more of something that was worth waiting for.
    pub fn has_silent(&self, now: Instant) -> bool {
        self.requests.values().any(|request| self.is_worth_waiting_for(request) && self.is_silent(request, now))
    }

    /// Whether something may still come that is worth waiting for.
    pub fn is_under_way(&self, now: Instant) -> bool {
        self.requests.values().any(|request| self.is_worth_waiting_for(request) && !self.is_silent(request, now))
    }

    /// Since when nothing that is worth waiting for has begun or ended.
    pub fn changed(&self) -> Instant {
        self.changed
    }

    /// What holds the page up, when all that could let it go on has fallen silent: the addresses
    /// without which it is to be loaded again.
    pub fn hangs(&self, held_up: HeldUp, now: Instant) -> Option<Vec<Missing>> {
        let blocking = || {
            self.requests.values().filter(|request| held_up.by().contains(&request.kind.as_str()) && !request.is_stream)
        };
        let all_silent = blocking().next().is_some() && blocking().all(|request| self.is_silent(request, now));
        all_silent.then(|| self.silent(now, "; the page was loaded again without it"))
    }

    /// What was asked for and has not come, when nothing more is waited for.
    pub fn given_up(&self, now: Instant) -> Vec<Missing> {
        let mut missing = self.silent(now, "");
        let waiting = self
            .requests
            .values()
            .filter(|request| self.is_worth_waiting_for(request) && !self.is_silent(request, now));
        missing.extend(
            waiting.map(|request| self.missing(request, "it was still under way when the page was saved".into())),
        );
        missing.sort_by(|a, b| a.url.cmp(&b.url));
        missing
    }

    fn silent(&self, now: Instant, what_then: &str) -> Vec<Missing> {
        let lost = |request: &&Request| {
            self.is_worth_waiting_for(request) && self.is_silent(request, now) && !request.is_unread()
        };
        let silent = self.requests.values().filter(lost);
        let reason = |request: &Request| {
            format!("the server was silent for {} s{what_then}", self.patience_with(request).as_secs_f32())
        };
        let mut missing: Vec<_> = silent.map(|request| self.missing(request, reason(request))).collect();
        missing.sort_by(|a, b| a.url.cmp(&b.url));
        missing
    }

    fn missing(&self, request: &Request, reason: String) -> Missing {
        Missing { url: request.url.clone(), kind: request.kind.clone(), reason }
    }

    /// When the next request falls silent, if nothing is heard of it.
    pub fn next_silence(&self, now: Instant) -> Option<Instant> {
        let awaited = self
            .requests
            .values()
            .filter(|request| self.is_worth_waiting_for(request) && !self.is_silent(request, now));
        awaited.map(|request| request.heard + self.patience_with(request)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const PATIENCE: Duration = Duration::from_secs(10);

    struct Told {
        pending: Pending,
        begun: Instant,
    }

    impl Told {
        fn new() -> Self {
            let begun = Instant::now();
            Told { pending: Pending::new("F".into(), PATIENCE, begun), begun }
        }

        fn at(&self, seconds: f32) -> Instant {
            self.begun + Duration::from_secs_f32(seconds)
        }

        fn see(&mut self, at: f32, method: &'static str, params: Value) {
            let at = self.at(at);
            self.pending.see(&Event { method: method.into(), session_id: None, params }, at);
        }

        fn ask(&mut self, at: f32, id: &str, kind: &str, url: &str) {
            let params =
                json!({ "requestId": id, "frameId": "F", "loaderId": "L", "type": kind, "request": { "url": url } });
            self.see(at, "Network.requestWillBeSent", params);
        }

        fn answer(&mut self, at: f32, id: &str, mimetype: &str) {
            self.see(at, "Network.responseReceived", json!({ "requestId": id, "response": { "mimeType": mimetype } }));
        }

        fn end(&mut self, at: f32, id: &str) {
            self.see(at, "Network.loadingFinished", json!({ "requestId": id }));
        }
    }

    #[test]
    fn what_is_seen_is_waited_for_until_it_falls_silent() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Image", "http://a/i");
        told.ask(0.0, "2", "EventSource", "http://a/e");
        assert!(told.pending.is_under_way(told.at(9.9)) && !told.pending.is_under_way(told.at(10.0)));
        told.see(8.0, "Network.dataReceived", json!({ "requestId": "1" }));
        assert!(told.pending.is_under_way(told.at(10.0)));
        assert_eq!(told.pending.next_silence(told.at(10.0)), Some(told.at(18.0)));
        told.end(11.0, "1");
        assert!(!told.pending.is_under_way(told.at(11.0)) && told.pending.given_up(told.at(11.0)).is_empty());
        assert_eq!(told.pending.changed(), told.at(11.0));
    }

    #[test]
    fn a_page_is_held_up_when_all_that_blocks_is_silent() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Script", "http://a/never");
        told.ask(0.0, "2", "Image", "http://a/image");
        told.ask(5.0, "3", "Script", "http://a/slow");
        assert_eq!(told.pending.hangs(HeldUp::Parsing, told.at(11.0)), None);
        told.end(12.0, "3");
        let hanging = told.pending.hangs(HeldUp::Parsing, told.at(12.0)).unwrap();
        assert_eq!(
            hanging.iter().map(|missing| missing.url.as_str()).collect::<Vec<_>>(),
            ["http://a/image", "http://a/never"]
        );
        told.end(13.0, "1");
        assert_eq!(told.pending.hangs(HeldUp::Parsing, told.at(20.0)), None, "an image holds nothing up");
    }

    #[test]
    fn the_viewer_of_pdfs_is_not_waited_for() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Document", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html");
        assert!(!told.pending.is_under_way(told.at(0.1)) && told.pending.given_up(told.at(20.0)).is_empty());
    }

    #[test]
    fn fonts_are_replaced_sooner() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Font", "http://a/f");
        assert!(told.pending.is_under_way(told.at(3.9)) && !told.pending.is_under_way(told.at(4.0)));
    }

    #[test]
    fn polls_and_streams_are_not_waited_for() {
        let mut told = Told::new();
        for n in 0..POLLS {
            let id = n.to_string();
            told.ask(n as f32, &id, "Fetch", &format!("http://a/poll?{n}"));
            assert!(told.pending.is_under_way(told.at(n as f32)));
            told.answer(n as f32 + 0.5, &id, "text/html");
            told.end(n as f32 + 0.5, &id);
        }
        told.ask(20.0, "20", "Fetch", "http://a/poll?20");
        assert!(!told.pending.is_under_way(told.at(20.0)));
        told.ask(20.0, "21", "Fetch", "http://a/stream");
        told.answer(20.1, "21", "text/event-stream");
        assert!(!told.pending.is_under_way(told.at(20.2)));
    }

    #[test]
    fn a_frame_that_gets_a_process_of_its_own_is_heard_of_no_more() {
        let mut told = Told::new();
        let params = json!({ "requestId": "1", "frameId": "G", "loaderId": "1", "type": "Document", "request": { "url": "http://b/" } });
        told.see(0.0, "Network.requestWillBeSent", params);
        assert!(told.pending.is_under_way(told.at(0.1)));
        told.see(0.2, "Page.frameDetached", json!({ "frameId": "G", "reason": "swap" }));
        assert!(!told.pending.is_under_way(told.at(0.2)));
    }

    #[test]
    fn the_script_of_a_worker_arrives_elsewhere() {
        let mut told = Told::new();
        let params = json!({ "requestId": "1", "frameId": "F", "loaderId": "", "type": "Script", "request": { "url": "http://a/worker.js" } });
        told.see(0.0, "Network.requestWillBeSent", params);
        assert!(!told.pending.is_under_way(told.at(0.0)));
    }

    #[test]
    fn an_answer_that_nobody_reads_is_not_missing() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Fetch", "http://a/ignored");
        told.answer(1.0, "1", "application/json");
        assert!(told.pending.is_under_way(told.at(2.9)) && !told.pending.is_under_way(told.at(3.0)));
        assert!(told.pending.given_up(told.at(3.0)).is_empty());
    }

    #[test]
    fn another_document_has_requests_of_its_own() {
        let mut told = Told::new();
        told.ask(0.0, "1", "Script", "http://a/never");
        told.see(1.0, "Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": "M" } }));
        assert!(!told.pending.is_under_way(told.at(1.0)) && told.pending.given_up(told.at(20.0)).is_empty());
    }
}
