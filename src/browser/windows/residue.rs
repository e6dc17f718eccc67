//! What a page leaves in its window that no command of the protocol takes away again, and what of
//! it still goes on. Pure.
//!
//! What was found by experiment with Chromium 156: for every place where a page can leave
//! something, another page after it, in a new window and in one that was emptied.
//! [`empty`](super::empty) takes away cookies, caches and storage of every kind and of all frames,
//! HSTS and Alt-Svc (`Network.clearBrowserCache` does that), prefetched documents, preflights and
//! cached redirects. These it does not take away, so that the window is closed after them:
//!
//! - what a header says for good ([`LASTING`]), and a password that a server has accepted;
//! - requests that have not been answered. One that outlives its page (`sendBeacon`, `fetch` with
//!   `keepalive`, `fetchLater`) may bring a cookie at any time, and the protocol does not
//!   say which request is one of these, so any request counts. It does so too when it was aborted
//!   (`AbortController`, `stop()`, a frame that goes): Chrome then reports its end, and yet takes
//!   its answer. Of an answer the head is all that can bring something;
//! - workers of every kind, and other pages in the same context: their requests are reported
//!   in sessions of their own, which are not attached here;
//! - connections of their own kinds (WebSocket, WebTransport), whose answers are reported in other
//!   ways.

use std::collections::HashSet;

use serde_json::Value;

use crate::browser::headers::header;
use crate::cdp::Event;

/// Headers of an answer that last. The first two bring more request headers for that origin
/// (<https://wicg.github.io/client-hints-infrastructure/>), the third another process for it, the
/// last two a session that Chrome renews by itself (<https://w3c.github.io/webappsec-dbsc/>).
const LASTING: &[&str] =
    &["accept-ch", "critical-ch", "origin-agent-cluster", "sec-session-registration", "secure-session-registration"];

/// The header of a request that a server accepted a password with. It is sent with every request to
/// that server from then on.
const PASSWORD: &str = "authorization";

/// A page with more events than this is not listened to any more: what it does costs the
/// context_pool time that other pages need.
const MANY_EVENTS: u32 = 100_000;

/// What a page has left so far. Without anything to close the window for, it may be handed on.
#[derive(Debug, Default)]
pub struct Residue {
    /// The requests that have not been answered, by Chrome's ids.
    under_way: HashSet<String>,
    /// Why the window is not handed on, whatever comes.
    kept: Option<String>,
    /// Whether the page is being left, or has gone.
    is_leaving: bool,
    events: u32,
}

impl Residue {
    /// Takes in an event of the page `target` or of its browser context.
    pub fn see(&mut self, event: &Event, target: &str) {
        if self.kept.is_some() {
            return;
        }
        self.events += 1;
        self.kept = lasting(event, target)
            .or_else(|| (self.events > MANY_EVENTS).then(|| "it did more than can be followed".to_owned()));
        let Some(id) = event.text("/requestId") else { return };
        if event.method == "Network.requestWillBeSent" {
            self.under_way.insert(id.to_owned());
            if self.is_leaving {
                self.kept =
                    Some(format!("it sent a request on leaving: {}", event.text("/request/url").unwrap_or_default()));
            }
        } else if is_answer(event) {
            self.under_way.remove(id);
        }
    }

    /// The page is about to be left: the end of what it sends from now on would not be seen.
    pub fn leave(&mut self) {
        self.is_leaving = true;
    }

    /// Whether it is known already that the window is not handed on.
    pub fn are_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Why the window is not handed on; `None` when nothing speaks against it.
    pub fn why_not(&self) -> Option<String> {
        let under_way = || {
            (!self.under_way.is_empty()).then(|| format!("{} requests have not been answered", self.under_way.len()))
        };
        self.kept.clone().or_else(under_way)
    }
}

/// Whether an event says that the head of a request's last answer has come, or that it will not.
fn is_answer(event: &Event) -> bool {
    match event.method.as_ref() {
        "Network.responseReceived" | "Network.loadingFinished" => true,
        // It comes for a request that was aborted, too. After a redirect, or the question for a
        // password, the request goes on.
        "Network.responseReceivedExtraInfo" => {
            let status = event.params.get("statusCode").and_then(Value::as_u64).unwrap_or_default();
            !matches!(status, ..200 | 301 | 302 | 303 | 307 | 308 | 401 | 407)
        }
        "Network.loadingFailed" => {
            event.params.get("canceled") != Some(&Value::Bool(true))
                && event.text("/errorText") != Some("net::ERR_ABORTED")
        }
        _ => false,
    }
}

/// What an event says of things that last, in words.
fn lasting(event: &Event, target: &str) -> Option<String> {
    let header = |name: &&str| format!("the header {name}");
    match event.method.as_ref() {
        "Network.responseReceivedExtraInfo" => {
            LASTING.iter().find(|name| has_header(event, "/headers", name)).map(header)
        }
        // The headers of a cached response appear only here.
        "Network.responseReceived" => {
            LASTING.iter().find(|name| has_header(event, "/response/headers", name)).map(header)
        }
        "Network.requestWillBeSentExtraInfo" => {
            has_header(event, "/headers", PASSWORD).then(|| "a password was sent".into())
        }
        // The header is not shown_urls for the first request with the password in its address.
        "Network.requestWillBeSent" => {
            let url =
                event.text("/request/url").filter(|url| url.contains('@')).and_then(|url| url::Url::parse(url).ok());
            url.filter(|url| !url.username().is_empty() || url.password().is_some())
                .map(|_| "a password was sent".into())
        }
        // WebSockets, WebTransport, sockets of isolated apps.
        method if method.starts_with("Network.") && method.ends_with("Created") => {
            Some(format!("a connection ({method})"))
        }
        "Target.targetCreated" if event.text("/targetInfo/targetId") != Some(target) => {
            Some(format!("it had a {}", event.text("/targetInfo/type").unwrap_or("target")))
        }
        _ => None,
    }
}

fn has_header(event: &Event, headers: &str, name: &str) -> bool {
    event.params.pointer(headers).and_then(Value::as_object).is_some_and(|headers| header(headers, name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(method: &'static str, params: Value) -> Event {
        Event { method: method.into(), session_id: None, params }
    }

    fn after(events: &[Event]) -> Residue {
        let mut residue = Residue::default();
        events.iter().for_each(|event| residue.see(event, "T"));
        residue
    }

    fn request(id: &str, url: &str) -> Event {
        event(
            "Network.requestWillBeSent",
            json!({ "requestId": id, "type": "Fetch", "request": { "url": url, "headers": {} } }),
        )
    }

    fn ended(id: &str, how: &'static str) -> Event {
        event(how, json!({ "requestId": id }))
    }

    #[test]
    fn what_lasts_is_told_from_what_does_not() {
        let is_kept = |event: Event| after(&[event]).are_kept();
        let answer = |name: &str| event("Network.responseReceivedExtraInfo", json!({ "headers": { name: "x" } }));
        assert!(is_kept(answer("Accept-CH")) && is_kept(answer("origin-agent-cluster")));
        assert!(is_kept(event("Network.responseReceived", json!({ "response": { "headers": { "accept-ch": "x" } } }))));
        assert!(!is_kept(answer("Strict-Transport-Security")) && !is_kept(answer("Set-Cookie")));
        assert!(
            is_kept(request("1", "http://me:secret@example.com/")) && !is_kept(request("1", "http://example.com/@me"))
        );
        assert!(is_kept(event(
            "Network.requestWillBeSentExtraInfo",
            json!({ "headers": { "Authorization": "Basic eA==" } })
        )));
        assert!(!is_kept(event("Network.requestWillBeSentExtraInfo", json!({}))));
        assert!(is_kept(event("Network.webSocketCreated", json!({ "requestId": "1", "url": "ws://a/" }))));
    }

    #[test]
    fn helpers_are_told_from_the_page_itself() {
        let made = |id: &str, kind: &str| {
            after(&[event("Target.targetCreated", json!({ "targetInfo": { "targetId": id, "type": kind } }))]).why_not()
        };
        assert_eq!(made("T", "page"), None);
        assert_eq!(made("U", "shared_worker"), Some("it had a shared_worker".into()));
    }

    #[test]
    fn a_request_counts_until_it_is_answered() {
        let head = |status: u64| {
            event("Network.responseReceivedExtraInfo", json!({ "requestId": "1", "statusCode": status, "headers": {} }))
        };
        let failed = |error: &str, canceled: bool| {
            event("Network.loadingFailed", json!({ "requestId": "1", "errorText": error, "canceled": canceled }))
        };
        for (what, is_answer) in [
            (event("Network.dataReceived", json!({ "requestId": "1" })), false),
            (head(302), false),
            (head(401), false),
            (head(200), true),
            (head(304), true),
            (head(404), true),
            (ended("1", "Network.responseReceived"), true),
            (ended("1", "Network.loadingFinished"), true),
            (ended("2", "Network.loadingFinished"), false),
            (failed("net::ERR_CONNECTION_REFUSED", false), true),
            (failed("net::ERR_ABORTED", true), false),
        ] {
            let residue = after(&[request("1", "http://a/"), what.clone()]);
            assert!(residue.why_not().is_none() == is_answer && !residue.are_kept(), "{what:?}");
        }
    }

    #[test]
    fn a_request_on_leaving_counts_for_ever() {
        let mut residue = after(&[request("1", "http://a/"), ended("1", "Network.loadingFinished")]);
        residue.leave();
        residue.see(
            &event("Network.responseReceivedExtraInfo", json!({ "requestId": "1", "statusCode": 200, "headers": {} })),
            "T",
        );
        assert_eq!(residue.why_not(), None);
        residue.see(&request("2", "http://a/late"), "T");
        residue.see(&ended("2", "Network.loadingFinished"), "T");
        assert_eq!(residue.why_not(), Some("it sent a request on leaving: http://a/late".into()));
    }
}
