//! The requests of a page that are under way, and which of them are worth waiting for. Pure; time
//! comes in as an argument.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::browser::navigation::Missing;
use crate::cdp::Event;

/// A page whose scripts have had so many answers from one address, with another query each time, is
/// polling. One that gets its data by many requests to one address (GraphQL) has fewer.
const POLLS: u32 = 10;

/// When a script does not read what it has fetched, Chrome never reports the end of the request.
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
    /// When its last event came.
    last_event: Instant,
    /// Something without an end, such as events from the server.
    is_stream: bool,
    is_answered: bool,
}

impl Request {
    fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// Whether it may end without an event.
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
    pub fn on_event(&mut self, event: &Event, now: Instant) {
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
                    last_event: now,
                    is_stream: false,
                    is_answered: false,
                };
                // A worker's script is requested in this session, but arrives in the worker's own,
                // whose events do not come here. It belongs to no load.
                let is_of_worker = request.loader.as_deref().is_none_or(str::is_empty);
                // For Chrome's own pages, such as its PDF viewer, requests have a start event but
                // no end event.
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
                    request.last_event = now;
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
                    request.last_event = now;
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
        now.saturating_duration_since(request.last_event) >= self.patience_with(request)
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

    /// When the next request counts as silent, if no event of it comes.
    pub fn next_silence(&self, now: Instant) -> Option<Instant> {
        let awaited = self
            .requests
            .values()
            .filter(|request| self.is_worth_waiting_for(request) && !self.is_silent(request, now));
        awaited.map(|request| request.last_event + self.patience_with(request)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const PATIENCE: Duration = Duration::from_secs(10);

    struct Requests {
        pending: Pending,
        begun: Instant,
    }

    impl Requests {
        fn new() -> Self {
            let begun = Instant::now();
            Requests { pending: Pending::new("F".into(), PATIENCE, begun), begun }
        }

        fn at(&self, seconds: f32) -> Instant {
            self.begun + Duration::from_secs_f32(seconds)
        }

        fn on_event(&mut self, at: f32, method: &'static str, params: Value) {
            let at = self.at(at);
            self.pending.on_event(&Event { method: method.into(), session_id: None, params }, at);
        }

        fn request(&mut self, at: f32, id: &str, kind: &str, url: &str) {
            let params =
                json!({ "requestId": id, "frameId": "F", "loaderId": "L", "type": kind, "request": { "url": url } });
            self.on_event(at, "Network.requestWillBeSent", params);
        }

        fn answer(&mut self, at: f32, id: &str, mimetype: &str) {
            self.on_event(
                at,
                "Network.responseReceived",
                json!({ "requestId": id, "response": { "mimeType": mimetype } }),
            );
        }

        fn end(&mut self, at: f32, id: &str) {
            self.on_event(at, "Network.loadingFinished", json!({ "requestId": id }));
        }
    }

    #[test]
    fn what_is_seen_is_waited_for_until_it_falls_silent() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Image", "http://a/i");
        requests.request(0.0, "2", "EventSource", "http://a/e");
        assert!(requests.pending.is_under_way(requests.at(9.9)) && !requests.pending.is_under_way(requests.at(10.0)));
        requests.on_event(8.0, "Network.dataReceived", json!({ "requestId": "1" }));
        assert!(requests.pending.is_under_way(requests.at(10.0)));
        assert_eq!(requests.pending.next_silence(requests.at(10.0)), Some(requests.at(18.0)));
        requests.end(11.0, "1");
        assert!(
            !requests.pending.is_under_way(requests.at(11.0))
                && requests.pending.given_up(requests.at(11.0)).is_empty()
        );
        assert_eq!(requests.pending.changed(), requests.at(11.0));
    }

    #[test]
    fn a_page_is_held_up_when_all_that_blocks_is_silent() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Script", "http://a/never");
        requests.request(0.0, "2", "Image", "http://a/image");
        requests.request(5.0, "3", "Script", "http://a/slow");
        assert_eq!(requests.pending.hangs(HeldUp::Parsing, requests.at(11.0)), None);
        requests.end(12.0, "3");
        let hanging = requests.pending.hangs(HeldUp::Parsing, requests.at(12.0)).unwrap();
        assert_eq!(
            hanging.iter().map(|missing| missing.url.as_str()).collect::<Vec<_>>(),
            ["http://a/image", "http://a/never"]
        );
        requests.end(13.0, "1");
        assert_eq!(requests.pending.hangs(HeldUp::Parsing, requests.at(20.0)), None, "an image holds nothing up");
    }

    #[test]
    fn the_viewer_of_pdfs_is_not_waited_for() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Document", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html");
        assert!(
            !requests.pending.is_under_way(requests.at(0.1)) && requests.pending.given_up(requests.at(20.0)).is_empty()
        );
    }

    #[test]
    fn fonts_are_replaced_sooner() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Font", "http://a/f");
        assert!(requests.pending.is_under_way(requests.at(3.9)) && !requests.pending.is_under_way(requests.at(4.0)));
    }

    #[test]
    fn polls_and_streams_are_not_waited_for() {
        let mut requests = Requests::new();
        for n in 0..POLLS {
            let id = n.to_string();
            requests.request(n as f32, &id, "Fetch", &format!("http://a/poll?{n}"));
            assert!(requests.pending.is_under_way(requests.at(n as f32)));
            requests.answer(n as f32 + 0.5, &id, "text/html");
            requests.end(n as f32 + 0.5, &id);
        }
        requests.request(20.0, "20", "Fetch", "http://a/poll?20");
        assert!(!requests.pending.is_under_way(requests.at(20.0)));
        requests.request(20.0, "21", "Fetch", "http://a/stream");
        requests.answer(20.1, "21", "text/event-stream");
        assert!(!requests.pending.is_under_way(requests.at(20.2)));
    }

    #[test]
    fn a_frame_that_gets_a_process_of_its_own_is_heard_of_no_more() {
        let mut requests = Requests::new();
        let params = json!({ "requestId": "1", "frameId": "G", "loaderId": "1", "type": "Document", "request": { "url": "http://b/" } });
        requests.on_event(0.0, "Network.requestWillBeSent", params);
        assert!(requests.pending.is_under_way(requests.at(0.1)));
        requests.on_event(0.2, "Page.frameDetached", json!({ "frameId": "G", "reason": "swap" }));
        assert!(!requests.pending.is_under_way(requests.at(0.2)));
    }

    #[test]
    fn the_script_of_a_worker_arrives_elsewhere() {
        let mut requests = Requests::new();
        let params = json!({ "requestId": "1", "frameId": "F", "loaderId": "", "type": "Script", "request": { "url": "http://a/worker.js" } });
        requests.on_event(0.0, "Network.requestWillBeSent", params);
        assert!(!requests.pending.is_under_way(requests.at(0.0)));
    }

    #[test]
    fn an_answer_that_nobody_reads_is_not_missing() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Fetch", "http://a/ignored");
        requests.answer(1.0, "1", "application/json");
        assert!(requests.pending.is_under_way(requests.at(2.9)) && !requests.pending.is_under_way(requests.at(3.0)));
        assert!(requests.pending.given_up(requests.at(3.0)).is_empty());
    }

    #[test]
    fn another_document_has_requests_of_its_own() {
        let mut requests = Requests::new();
        requests.request(0.0, "1", "Script", "http://a/never");
        requests.on_event(1.0, "Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": "M" } }));
        assert!(
            !requests.pending.is_under_way(requests.at(1.0)) && requests.pending.given_up(requests.at(20.0)).is_empty()
        );
    }
}
