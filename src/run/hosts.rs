//! Politeness: how many snapshots of one host run at a time, and how soon after another the next
//! may begin. Pure; time comes in as an argument.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use tokio::time::Instant;

/// The hosts that a crawl is at.
pub struct Hosts {
    at_a_time: Option<usize>,
    delay: Duration,
    visited: HashMap<String, Visits>,
}

struct Visits {
    running: usize,
    last_begun: Instant,
}

impl Hosts {
    /// `at_a_time` snapshots of one host at the most, `delay` between their starts.
    pub fn new(at_a_time: Option<usize>, delay: Duration) -> Self {
        Hosts { at_a_time, delay, visited: HashMap::new() }
    }

    pub fn begin(&mut self, host: &str, now: Instant) {
        let visits = self.visited.entry(host.to_owned()).or_insert(Visits { running: 0, last_begun: now });
        visits.running += 1;
        visits.last_begun = now;
    }

    pub fn end(&mut self, host: &str) {
        if let Some(visits) = self.visited.get_mut(host) {
            visits.running = visits.running.saturating_sub(1);
        }
    }

    /// The hosts of which none may begin now. Those of which nothing need be known any more are
    /// forgotten on the way.
    pub fn busy(&mut self, now: Instant) -> BTreeSet<String> {
        let delay = self.delay;
        self.visited.retain(|_, visits| visits.running > 0 || now < visits.last_begun + delay);
        let is_busy = |visits: &Visits| {
            self.at_a_time.is_some_and(|limit| visits.running >= limit) || now < visits.last_begun + delay
        };
        self.visited.iter().filter(|(_, visits)| is_busy(visits)).map(|(host, _)| host.clone()).collect()
    }

    /// When the next delay is over, if one runs.
    pub fn next_free(&self, now: Instant) -> Option<Instant> {
        self.visited.values().map(|visits| visits.last_begun + self.delay).filter(|at| *at > now).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_a_pause_between() {
        let (begin, second) = (Instant::now(), Duration::from_secs(1));
        let mut hosts = Hosts::new(Some(1), 5 * second);
        hosts.begin("a", begin);
        assert_eq!(hosts.busy(begin + 9 * second), BTreeSet::from(["a".to_owned()]), "it runs still");
        hosts.end("a");
        assert_eq!(hosts.busy(begin + 4 * second), BTreeSet::from(["a".to_owned()]), "it has not paused");
        assert_eq!(hosts.next_free(begin + 4 * second), Some(begin + 5 * second));
        assert!(hosts.busy(begin + 5 * second).is_empty() && hosts.visited.is_empty());
        let mut free = Hosts::new(None, Duration::ZERO);
        free.begin("a", begin);
        assert!(free.busy(begin).is_empty() && free.next_free(begin).is_none());
    }
}
