//! When the page was what: looked up after every event that the navigation sees anyway. Pure; time
//! comes in as an argument.

use std::time::Instant;

use super::watch::Watch;
use crate::model::moments::{Moments, NavigationTimes};
use crate::model::timestamp::Timestamp;

/// Takes the times of one navigation.
#[derive(Debug)]
pub struct StopWatch {
    started_at: Timestamp,
    begun: Instant,
    moments: Moments,
    /// When the head of the last answer was there, whose document may be to come.
    answered: Option<u64>,
    /// The document to which the moments belong, counted.
    document: u32,
}

impl StopWatch {
    /// The navigation begins `begun`, which by the wall clock is `started_at`.
    pub fn start(started_at: Timestamp, begun: Instant) -> Self {
        StopWatch { started_at, begun, moments: Moments::default(), answered: None, document: 0 }
    }

    /// Writes down what is new in `watch` as of `now`.
    pub fn look(&mut self, watch: &Watch, now: Instant) {
        let at = self.since_begun(now);
        if self.document != watch.documents {
            self.moments = Moments::default();
            self.document = watch.documents;
        }
        self.answered = watch.document.status.map(|_| self.answered.unwrap_or(at));
        let moments = &mut self.moments;
        moments.response = self.answered.or(moments.response);
        for (name, moment) in [
            ("DOMContentLoaded", &mut moments.dom_content_loaded),
            ("load", &mut moments.load),
            ("networkAlmostIdle", &mut moments.network_almost_idle),
            ("networkIdle", &mut moments.network_idle),
        ] {
            if moment.is_none() && watch.has_reached(name) {
                *moment = Some(at);
            }
        }
    }

    /// What was waited for has come, or is given up.
    pub fn settled(&mut self, now: Instant) {
        self.moments.settled = Some(self.since_begun(now));
    }

    /// What loads lazily has been brought.
    pub fn scrolled(&mut self, now: Instant) {
        self.moments.scrolled = Some(self.since_begun(now));
    }

    pub fn times(&self) -> NavigationTimes {
        NavigationTimes { started_at: self.started_at, moments: self.moments }
    }

    fn since_begun(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.begun).as_millis() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::watch::WaitFor;
    use super::*;
    use crate::cdp::Event;
    use serde_json::{Value, json};
    use std::time::Duration;

    fn moments_of(events: &[(u64, &'static str, Value)]) -> Moments {
        let begun = Instant::now();
        let mut watch = Watch::new(WaitFor::Load, "F".into());
        let mut times = StopWatch::start(Timestamp::now(), begun);
        for (at, method, params) in events {
            watch.on_event(&Event { method: (*method).into(), session_id: None, params: params.clone() });
            times.look(&watch, begun + Duration::from_millis(*at));
        }
        times.times().moments
    }

    fn loaded(at: u64, loader: &str) -> Vec<(u64, &'static str, Value)> {
        let moment = |name| json!({ "frameId": "F", "loaderId": loader, "name": name });
        vec![
            (
                at,
                "Network.requestWillBeSent",
                json!({ "frameId": "F", "type": "Document", "requestId": loader, "request": { "url": "http://a/" } }),
            ),
            (
                at + 1,
                "Network.responseReceived",
                json!({ "frameId": "F", "type": "Document", "response": { "status": 200 } }),
            ),
            (at + 2, "Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": loader } })),
            (at + 3, "Page.lifecycleEvent", moment("DOMContentLoaded")),
            (at + 4, "Page.lifecycleEvent", moment("load")),
        ]
    }

    #[test]
    fn each_moment_is_when_it_was_first_seen() {
        let mut events = loaded(0, "1");
        events.push((50, "Page.lifecycleEvent", json!({ "frameId": "F", "loaderId": "1", "name": "load" })));
        let expected = Moments { response: Some(1), dom_content_loaded: Some(3), load: Some(4), ..Moments::default() };
        assert_eq!(moments_of(&events), expected);
    }

    #[test]
    fn of_two_documents_the_last_counts() {
        let moments = moments_of(&[loaded(0, "1"), loaded(100, "2")].concat());
        assert_eq!((moments.response, moments.dom_content_loaded, moments.load), (Some(101), Some(103), Some(104)));
    }
}
