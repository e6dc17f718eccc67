//! Whether the page is the one to stay: it has loaded, and does not send its reader on. Pure.

use std::time::Duration;

use crate::cdp::Event;

/// How long after a page has loaded a refresh at once may be scheduled.
pub const AFTER_LOAD: Duration = Duration::from_millis(100);

/// Follows the main frame.
#[derive(Debug)]
pub struct Settle {
    frame: String,
    state: State,
}

/// Where the main frame is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// No page has come yet.
    Blank,
    Loading,
    /// A refresh that the page's head or header asks for is scheduled some milliseconds after this.
    Loaded,
    /// Wants another document in its place.
    SendingOn,
    /// Has asked for it.
    UnderWay,
    Settled,
}

impl Settle {
    /// `frame` is the page's main frame.
    pub fn new(frame: String) -> Self {
        Settle { frame, state: State::Blank }
    }

    /// A page begins to load.
    pub fn begin(&mut self) {
        self.state = State::Loading;
    }

    /// Takes in one event.
    pub fn see(&mut self, event: &Event) {
        let is_main = event.text("/frameId") == Some(&self.frame);
        let is_refresh = matches!(event.text("/reason"), Some("metaTagRefresh" | "httpHeaderRefresh"));
        self.state = match (self.state, event.method.as_ref()) {
            // A page that reloads itself every minute stays all the same.
            (State::Loading, "Page.frameScheduledNavigation") if is_main && delay(event) < 1.0 => State::SendingOn,
            (State::Loaded, "Page.frameScheduledNavigation") if is_main && is_refresh && delay(event) < 1.0 => {
                State::SendingOn
            }
            (State::SendingOn, "Page.frameStartedNavigating") if is_main => State::UnderWay,
            (State::SendingOn, "Page.frameClearedScheduledNavigation") if is_main => State::Loaded,
            (State::Loading, "Page.loadEventFired") => State::Loaded,
            // Its body broke off.
            (State::Loading, "Page.frameStoppedLoading") if is_main => State::Loaded,
            // Where the reader was sent there is no document.
            (State::UnderWay, "Page.frameStoppedLoading") if is_main => State::Settled,
            (state, _) => state,
        };
    }

    /// Whether it has loaded; [`AFTER_LOAD`] later it is settled.
    pub fn has_loaded(&self) -> bool {
        self.state == State::Loaded
    }

    pub fn is_settled(&self) -> bool {
        self.state == State::Settled
    }
}

fn delay(event: &Event) -> f64 {
    event.params.get("delay").and_then(serde_json::Value::as_f64).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_that_sends_its_reader_on_before_it_has_loaded_is_not_the_last() {
        let of_frame = |method| (method, json!({ "frameId": "F" }));
        let scheduled = |reason: &str, delay: u32| {
            ("Page.frameScheduledNavigation", json!({ "frameId": "F", "reason": reason, "delay": delay }))
        };
        let by_script = || scheduled("scriptInitiated", 0);
        let refresh = |delay| scheduled("metaTagRefresh", delay);
        let elsewhere = ("Page.frameScheduledNavigation", json!({ "frameId": "iframe", "reason": "scriptInitiated" }));
        let load = || ("Page.loadEventFired", json!({}));
        let [stopped, started, cleared] =
            ["Page.frameStoppedLoading", "Page.frameStartedNavigating", "Page.frameClearedScheduledNavigation"]
                .map(of_frame);
        for (events, state) in [
            (vec![], State::Loading),
            (vec![load()], State::Loaded),
            (vec![stopped.clone()], State::Loaded),
            (vec![elsewhere, load()], State::Loaded),
            (vec![by_script(), started.clone(), cleared.clone()], State::UnderWay),
            (vec![by_script(), started.clone(), cleared.clone(), stopped.clone()], State::Settled),
            (vec![load(), refresh(0), stopped.clone(), started.clone()], State::UnderWay),
            (vec![load(), refresh(60), started.clone()], State::Loaded),
            (vec![load(), by_script(), started], State::Loaded),
            (vec![refresh(0), cleared], State::Loaded),
        ] {
            let mut settle = Settle::new("F".into());
            settle.begin();
            for (method, params) in &events {
                settle.see(&Event { method: (*method).into(), session_id: None, params: params.clone() });
            }
            assert_eq!(settle.state, state, "{events:?}");
        }
    }
}
