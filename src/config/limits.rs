//! How much a crawl may take, of what, and how often it tries: read out of the global settings.
//! Pure.

use std::time::Duration;

use serde::Serialize;

use super::Setting;

/// The limits of a crawl. `None`: no such limit.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ResourceLimits {
    /// Other tries after a failure that may pass.
    pub retries: u32,
    /// Before the first of them; each further one doubles it.
    pub retry_delay: Duration,
    /// The longest time between two tries, also when the server asks for more.
    pub longest_delay: Duration,
    /// Snapshots of one host at a time.
    pub per_host: Option<usize>,
    /// Between the starts of two snapshots of one host.
    pub host_delay: Duration,
    /// From the crawl's start, or its resumption, until it takes no new snapshots.
    pub time: Option<Duration>,
    /// Bytes of all outputs of the crawl.
    pub bytes: Option<u64>,
    /// One snapshot's time from start to seal.
    pub snapshot_time: Option<Duration>,
    /// Bytes in one snapshot's directory.
    pub snapshot_bytes: Option<u64>,
    /// Bytes that must stay free where the collection lies.
    pub free_disk: Option<u64>,
    /// Snapshots that one browser serves before it is renewed.
    pub browser_pages: Option<u64>,
    /// Memory of the browser, in MiB, at which it is renewed.
    pub browser_memory: Option<u64>,
}

impl ResourceLimits {
    /// Reads them; a setting of 0 is no limit.
    pub fn of(globals: &[Setting]) -> Self {
        let number = |key: &str| {
            globals.iter().find(|setting| setting.key == key).and_then(|setting| setting.value.as_f64()).unwrap_or(0.0)
        };
        let seconds = |key: &str| Duration::from_secs_f64(number(key).clamp(0.0, 366.0 * 86_400.0));
        let some = |key: &str| Some(number(key) as u64).filter(|number| *number > 0);
        let some_seconds = |key: &str| Some(seconds(key)).filter(|time| !time.is_zero());
        ResourceLimits {
            retries: number("RETRIES") as u32,
            retry_delay: seconds("RETRY_DELAY"),
            longest_delay: seconds("MAX_RETRY_DELAY"),
            per_host: some("MAX_PER_HOST").map(|number| number as usize),
            host_delay: seconds("HOST_DELAY"),
            time: some_seconds("MAX_TIME"),
            bytes: some("MAX_BYTES"),
            snapshot_time: some_seconds("SNAPSHOT_TIMEOUT"),
            snapshot_bytes: some("SNAPSHOT_MAX_BYTES"),
            free_disk: some("MIN_FREE_DISK"),
            browser_pages: some("BROWSER_MAX_PAGES"),
            browser_memory: some("BROWSER_MAX_MEMORY"),
        }
    }

    /// How long to wait before try number `attempt` (the first other one is 1). `asked` is what the
    /// server asked for; `luck`, from 0 to 1, spreads the tries of many pages over half the time
    /// more, so that they do not come back all at once.
    pub fn delay(&self, attempt: u32, asked: Option<Duration>, luck: f64) -> Duration {
        let doubled = self.retry_delay.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let spread = doubled.mul_f64(1.0 + luck.clamp(0.0, 1.0) / 2.0);
        spread.max(asked.unwrap_or_default()).min(self.longest_delay.max(self.retry_delay))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Layers;

    #[test]
    fn delays_grow_and_heed_the_server() {
        let set = ["RETRY_DELAY=2", "MAX_RETRY_DELAY=60"].map(str::to_owned);
        let globals =
            Layers::read(std::path::Path::new("/nonexistent"), std::iter::empty(), &set).unwrap().globals().unwrap();
        let resource_limits = ResourceLimits::of(&globals);
        let delay = |attempt, asked: Option<u64>, luck| {
            resource_limits.delay(attempt, asked.map(Duration::from_secs), luck).as_secs_f64()
        };
        assert_eq!((delay(1, None, 0.0), delay(2, None, 0.0), delay(3, None, 1.0)), (2.0, 4.0, 12.0));
        assert_eq!((delay(1, Some(7), 0.0), delay(1, Some(3600), 0.0), delay(99, None, 0.5)), (7.0, 60.0, 60.0));
        assert_eq!((resource_limits.per_host, resource_limits.bytes), (None, None));
    }
}
