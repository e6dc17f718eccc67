//! Browsers that are ready to be lent, by what they were started with.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;
use tokio::time::Instant;

use super::chrome::Proved;
use super::configuration::Configuration;

/// All of them.
#[derive(Default)]
pub struct Warm(Mutex<HashMap<Configuration, VecDeque<Ready>>>);

struct Ready {
    browser: Proved,
    since: Instant,
    since_time: SystemTime,
}

impl Warm {
    pub fn add(&self, configuration: Configuration, browser: Proved) {
        let ready = Ready { browser, since: Instant::now(), since_time: SystemTime::now() };
        self.0.lock().entry(configuration).or_default().push_back(ready);
    }

    /// Takes the oldest of this configuration: it is nobody else's from here on.
    pub fn take(&self, configuration: &Configuration) -> Option<Proved> {
        self.0.lock().get_mut(configuration)?.pop_front().map(|ready| ready.browser)
    }

    /// Takes any.
    pub fn take_any(&self) -> Option<Proved> {
        self.0.lock().values_mut().find_map(VecDeque::pop_front).map(|ready| ready.browser)
    }

    /// Takes those that are older than `age`: all beyond the number to be kept of the ordinary
    /// configuration.
    pub fn take_surplus(&self, kept: usize, age: Duration) -> Vec<Proved> {
        let mut surplus = Vec::new();
        for (configuration, ready) in self.0.lock().iter_mut() {
            let kept = if *configuration == Configuration::default() { kept } else { 0 };
            while ready.len() > kept && ready.front().is_some_and(|ready| ready.since.elapsed() >= age) {
                surplus.extend(ready.pop_front().map(|ready| ready.browser));
            }
        }
        surplus
    }

    /// Takes those that have ended, and the oldest of those that are older than `age`.
    pub fn take_worn(&self, age: Duration) -> Vec<Proved> {
        let mut worn = Vec::new();
        for ready in self.0.lock().values_mut() {
            let is_old = ready.front().is_some_and(|ready| ready.since.elapsed() >= age);
            worn.extend(ready.pop_front_if(|_| is_old).map(|ready| ready.browser));
            for _ in 0..ready.len() {
                match ready.pop_front() {
                    Some(ended) if ended.browser.has_ended() => worn.push(ended.browser),
                    other => ready.extend(other),
                }
            }
        }
        worn
    }

    pub fn len(&self) -> usize {
        self.0.lock().values().map(VecDeque::len).sum()
    }

    pub fn len_of(&self, configuration: &Configuration) -> usize {
        self.0.lock().get(configuration).map_or(0, VecDeque::len)
    }

    /// Since when each is ready.
    pub fn since(&self) -> Vec<SystemTime> {
        self.0.lock().values().flatten().map(|ready| ready.since_time).collect()
    }
}
