//! What a page leaves in its window that no command of the protocol takes away again, as far as it can be seen to happen. Pure.
//!
//! What was found by experiment with Chromium 156: for every place where a page can leave something, another page after it, in a new window and in one that
//! was emptied. Taken away by [`empty`](super::empty) is, besides cookies, caches and storage of every kind and of all frames, also HSTS and Alt-Svc
//! (`Network.clearBrowserCache` does that), prefetched documents, preflights and cached redirects. There remain connections that are open and TLS sessions,
//! which show in times only; and an answer to what a page sends on leaving (`sendBeacon`, a `fetch` with `keepalive`) that
//! takes longer than a window rests before it is emptied, 100 ms: its cookie comes to the next page. No session sees such a request, as the page has lost its own by then.
//!
//! What a page does is looked at until the navigation is written down. After that a window is judged by its documents alone ([`shown`](super::shown)): with another one, or
//! one that was only asked for, it is closed. Not seen is what the same document does after that: an `XMLHttpRequest` with a password that a server accepts, or
//! a frame with one of these headers. To see it, every message of the network would have to come once more.

use serde_json::Value;

use crate::browser::cdp::Event;
use crate::browser::headers::header;

/// Headers of a document's answer. The first two bring more request headers for that origin (<https://wicg.github.io/client-hints-infrastructure/>), the last another
/// process for it.
const OF_A_DOCUMENT: &[&str] = &["accept-ch", "critical-ch", "origin-agent-cluster"];

/// The header of a request that a server accepted a password with. It is sent with every request to that server from then on.
const PASSWORD: &str = "authorization";

/// What an event says of things that stay in the browser context, as a word for it.
pub fn lasting(event: &Event) -> Option<&'static str> {
    match event.method.as_ref() {
        "Network.responseReceivedExtraInfo" => OF_A_DOCUMENT.iter().find(|name| has_header(event, name)).copied(),
        "Network.requestWillBeSentExtraInfo" => has_header(event, PASSWORD).then_some(PASSWORD),
        // The header is not shown for the first request with the password in its address.
        "Network.requestWillBeSent" => {
            let url = event.text("/request/url").filter(|url| url.contains('@')).and_then(|url| url::Url::parse(url).ok());
            url.filter(|url| !url.username().is_empty() || url.password().is_some()).map(|_| PASSWORD)
        }
        _ => None,
    }
}

fn has_header(event: &Event, name: &str) -> bool {
    event.params.get("headers").and_then(Value::as_object).is_some_and(|headers| header(headers, name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(method: &'static str, params: Value) -> Event {
        Event { method: method.into(), session_id: None, params }
    }

    #[test]
    fn what_lasts_is_told_from_what_does_not() {
        let answer = |name: &str| event("Network.responseReceivedExtraInfo", json!({ "headers": { name: "x" } }));
        assert_eq!(lasting(&answer("Accept-CH")), Some("accept-ch"));
        assert_eq!(lasting(&answer("origin-agent-cluster")), Some("origin-agent-cluster"));
        assert_eq!(lasting(&answer("Strict-Transport-Security")), None);
        assert_eq!(lasting(&answer("Set-Cookie")), None);
        let request = |url: &str| event("Network.requestWillBeSent", json!({ "request": { "url": url, "headers": {} } }));
        assert_eq!(lasting(&request("http://me:secret@example.com/")), Some("authorization"));
        assert_eq!(lasting(&request("http://example.com/@me")), None);
        assert_eq!(
            lasting(&event("Network.requestWillBeSentExtraInfo", json!({ "headers": { "Authorization": "Basic eA==" } }))),
            Some("authorization")
        );
        assert_eq!(lasting(&event("Network.requestWillBeSentExtraInfo", json!({}))), None);
    }
}
