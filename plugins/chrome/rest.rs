//! When a page has come to rest: all that a person would wait for is there, or is given up. Pure;
//! time comes in as an argument.

use std::time::{Duration, Instant};

use super::pending::Pending;
use super::watch::{WaitFor, Watch};

/// As long as this nothing begins or ends on a page that is at rest. Chrome calls its network idle
/// after 500 ms, and is to say so first where it does: it also counts what is not waited for here.
const QUIET: Duration = Duration::from_millis(750);

/// What a look at the page came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// It is at rest.
    Reached,
    /// It is not, and it is to be checked again at this time, even if no event comes before.
    LookAgain(Instant),
    /// It is not, and an event will come when that changes.
    NotYet,
}

/// Looks at a page. `loaded_since` is when it had loaded and all but a few of its requests had come
/// to rest (`networkAlmostIdle`): from then, what is left may take `patience`.
pub fn look(watch: &Watch, pending: &Pending, loaded_since: Option<Instant>, patience: Duration, now: Instant) -> Rest {
    if watch.is_navigating() || watch.loader.is_none() {
        return Rest::NotYet;
    }
    if watch.has_broken_off() || (watch.wait() != WaitFor::NetworkIdle2 && watch.is_settled()) {
        return Rest::Reached;
    }
    if !watch.wait().is_for_the_network() || !watch.has_document() {
        return Rest::NotYet;
    }
    let is_loaded = watch.has_reached("load");
    let is_under_way = pending.is_under_way(now);
    if is_loaded && watch.has_reached("networkIdle") && !is_under_way {
        return Rest::Reached;
    }
    let end = loaded_since.map(|since| since + patience);
    if end.is_some_and(|end| now >= end) {
        return Rest::Reached;
    }
    let next = if is_under_way {
        pending.next_silence(now)
    } else {
        // Where nothing that hangs explains why the page has not loaded, a frame in another process
        // may: its requests are not seen from here.
        let quiet = pending.changed() + if is_loaded || pending.has_silent(now) { QUIET } else { patience };
        if now >= quiet {
            return Rest::Reached;
        }
        Some(quiet)
    };
    next.into_iter().chain(end).min().map_or(Rest::NotYet, Rest::LookAgain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cdp::Event;
    use serde_json::{Value, json};

    const PATIENCE: Duration = Duration::from_secs(10);

    /// What a look comes to, `after` so many seconds, when these events have come at their seconds.
    fn looked(wait: WaitFor, events: &[(f32, &'static str, Value)], after: f32) -> Rest {
        let begun = Instant::now();
        let at = |seconds: f32| begun + Duration::from_secs_f32(seconds);
        let (mut watch, mut pending) = (Watch::new(wait, "F".into()), Pending::new("F".into(), PATIENCE, begun));
        let mut loaded_since = None;
        for (seconds, method, params) in events {
            let event = Event { method: (*method).into(), session_id: None, params: params.clone() };
            watch.on_event(&event);
            pending.on_event(&event, at(*seconds));
            if watch.is_settled() && watch.has_reached("load") {
                loaded_since.get_or_insert(at(*seconds));
            }
        }
        match look(&watch, &pending, loaded_since, PATIENCE, at(after)) {
            // When to look again is of no interest here.
            Rest::LookAgain(_) => Rest::NotYet,
            other => other,
        }
    }

    fn page(at: f32, moments: &[&str]) -> Vec<(f32, &'static str, Value)> {
        let mut events = vec![(at, "Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": "L" } }))];
        events.extend(
            moments
                .iter()
                .map(|name| (at, "Page.lifecycleEvent", json!({ "frameId": "F", "loaderId": "L", "name": name }))),
        );
        events
    }

    fn asked(at: f32, kind: &str) -> (f32, &'static str, Value) {
        let params = json!({ "requestId": kind, "frameId": "F", "loaderId": "L", "type": kind, "request": { "url": format!("http://a/{kind}") } });
        (at, "Network.requestWillBeSent", params)
    }

    #[test]
    fn a_page_whose_network_is_idle_is_at_rest_at_once() {
        let events = page(0.0, &["DOMContentLoaded", "load", "networkAlmostIdle", "networkIdle"]);
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 0.0), Rest::Reached);
        assert_eq!(
            looked(WaitFor::NetworkIdle2, &page(0.0, &["DOMContentLoaded", "networkAlmostIdle"]), 0.4),
            Rest::NotYet
        );
    }

    #[test]
    fn what_is_under_way_is_waited_for_until_it_is_silent() {
        let mut events = page(0.0, &["DOMContentLoaded", "load", "networkAlmostIdle"]);
        events.push(asked(0.0, "Fetch"));
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 9.9), Rest::NotYet);
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 10.0), Rest::Reached);
        events.push((6.0, "Network.loadingFinished", json!({ "requestId": "Fetch" })));
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 6.7), Rest::NotYet);
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 6.75), Rest::Reached);
    }

    #[test]
    fn an_image_that_hangs_holds_nothing_up_for_ever() {
        let mut events = page(0.0, &["DOMContentLoaded"]);
        events.push(asked(0.0, "Image"));
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 9.0), Rest::NotYet);
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 10.6), Rest::Reached);
        assert_eq!(looked(WaitFor::Load, &events, 10.6), Rest::NotYet);
    }

    #[test]
    fn a_page_that_goes_on_is_not_at_rest() {
        let mut events = page(0.0, &["DOMContentLoaded", "load", "networkAlmostIdle", "networkIdle"]);
        events.push((1.0, "Page.frameRequestedNavigation", json!({ "frameId": "F", "url": "x" })));
        assert_eq!(looked(WaitFor::NetworkIdle2, &events, 30.0), Rest::NotYet);
    }
}
