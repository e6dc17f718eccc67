//! Whether a hook that says nothing listens to the page already. Pure; what is seen of the hook
//! comes in as an argument.
//!
//! Hooks that were written for a runner that does not wait print nothing until the page is over.
//! What can be seen from outside is that they connect to the browser and ask it this and that; a
//! client that has asked for all it wants writes nothing more.

use std::time::{Duration, Instant};

use crate::process::Traffic;

/// How long a hook must have written nothing. Clients that get events of other pages, or poll their
/// own, are never quiet for long.
const CALM: Duration = Duration::from_millis(300);

/// Watches a hook's talk with the browser.
#[derive(Debug)]
pub struct Attachment {
    /// How long it must have been connected: the time in which it may still say by itself that it
    /// is ready.
    least: Duration,
    connected_at: Option<Instant>,
    last_written: Option<(Instant, u64)>,
}

impl Attachment {
    pub fn new(least: Duration) -> Self {
        Attachment { least, connected_at: None, last_written: None }
    }

    /// Takes in what is seen now; whether the hook listens.
    pub fn see(&mut self, seen: Option<Traffic>, now: Instant) -> bool {
        let Some(seen) = seen.filter(|seen| seen.connected) else {
            self.connected_at = None;
            self.last_written = None;
            return false;
        };
        let connected_at = *self.connected_at.get_or_insert(now);
        match self.last_written {
            Some((since, written)) if written == seen.written => {
                !seen.busy && now.duration_since(since) >= CALM && now.duration_since(connected_at) >= self.least
            }
            _ => {
                self.last_written = Some((now, seen.written));
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is seen every 100 ms, as (connected, written, busy); when the hook counts as listening,
    /// connected for at least `least` ms.
    fn listens_at(least: u64, seen: &[Option<(bool, u64, bool)>]) -> Option<usize> {
        let begun = Instant::now();
        let mut attachment = Attachment::new(Duration::from_millis(least));
        seen.iter().enumerate().position(|(number, seen)| {
            let traffic = seen.map(|(connected, written, busy)| Traffic { connected, written, busy });
            attachment.see(traffic, begun + Duration::from_millis(100 * number as u64))
        })
    }

    #[test]
    fn it_listens_when_it_is_connected_and_has_asked_for_all() {
        let (away, asks, waits) = (Some((false, 1, false)), Some((true, 7, false)), Some((true, 9, false)));
        assert_eq!(listens_at(0, &[away, asks, waits, waits, waits, waits]), Some(5));
        assert_eq!(listens_at(0, &[away; 9]), None, "quiet, and not connected");
        assert_eq!(listens_at(0, &[waits, waits, waits, away, waits, waits, waits, waits]), Some(7), "connected anew");
        assert_eq!(
            listens_at(0, &[waits, waits, waits, None, waits, waits, waits, waits]),
            Some(7),
            "not seen for a moment"
        );
    }

    #[test]
    fn a_stranger_has_time_to_speak_and_need_not_be_calm_all_that_time() {
        let at = |written| Some((true, written, false));
        assert_eq!(listens_at(600, &[at(1); 9]), Some(6));
        assert_eq!(listens_at(600, &[at(1), at(1), at(1), at(1), at(1), at(1), at(2), at(2), at(2), at(2)]), Some(9));
    }

    #[test]
    fn it_does_not_listen_while_it_works() {
        let (waits, works) = (Some((true, 9, false)), Some((true, 9, true)));
        assert_eq!(listens_at(0, &[waits, works, works, works, works, waits]), Some(5));
    }
}
