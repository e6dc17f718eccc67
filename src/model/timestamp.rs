//! Points in time as this program writes them: UTC, RFC 3339, milliseconds
//! (`2026-11-20T13:38:05.123Z`), so that text order is time order.

use std::fmt;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// A point in time, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Timestamp(#[schemars(with = "String", extend("format" = "date-time"))] DateTime<Utc>);

impl Timestamp {
    /// The present, cut to the millisecond.
    pub fn now() -> Self {
        #[cfg(test)]
        if let Some(begun) = tests::PAUSED.get() {
            return begun.at.after(begun.instant.elapsed());
        }
        Timestamp(Utc::now().trunc_subsecs(3))
    }

    /// Has the present follow Tokio's clock on this thread, which a test has paused, until what is
    /// returned is dropped.
    #[cfg(test)]
    pub fn follow_tokio() -> FollowsTokio {
        let at = Timestamp(Utc::now().trunc_subsecs(3));
        tests::PAUSED.set(Some(tests::Begun { at, instant: tokio::time::Instant::now() }));
        FollowsTokio
    }

    /// From seconds since 1970, as Chrome counts them; `None` when that is no point in time.
    pub fn from_epoch_seconds(seconds: f64) -> Option<Self> {
        // A float that is out of range, or no number, becomes a number that chrono refuses or zero;
        // zero is a time.
        seconds
            .is_finite()
            .then(|| DateTime::from_timestamp_millis((seconds * 1000.0).round() as i64).map(Timestamp))
            .flatten()
    }

    /// `20261120`, the name of a day's directory.
    pub fn day(self) -> String {
        self.0.format("%Y%m%d").to_string()
    }

    /// Seconds and microseconds since 1970, as in `archive/1763645885.123000`.
    pub fn epoch_micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// Milliseconds from `earlier` to this; zero when the clock was set back between them.
    pub fn millis_since(self, earlier: Timestamp) -> u64 {
        (self.0 - earlier.0).num_milliseconds().try_into().unwrap_or(0)
    }

    /// This time, less `age`; the earliest time there is when that cannot be expressed.
    pub fn before(self, age: std::time::Duration) -> Self {
        chrono::Duration::from_std(age)
            .ok()
            .and_then(|age| self.0.checked_sub_signed(age))
            .map_or(Timestamp(DateTime::<Utc>::MIN_UTC), Timestamp)
    }

    /// This time and `delay` more; the latest time there is when that cannot be expressed.
    pub fn after(self, delay: std::time::Duration) -> Self {
        let sum = chrono::Duration::from_std(delay).ok().and_then(|delay| self.0.checked_add_signed(delay));
        sum.map_or(Timestamp(DateTime::<Utc>::MAX_UTC), |sum| Timestamp(sum.trunc_subsecs(3)))
    }

    /// Reads RFC 3339.
    pub fn parse(text: &str) -> Result<Self, chrono::ParseError> {
        DateTime::parse_from_rfc3339(text).map(|at| Timestamp(at.with_timezone(&Utc)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
pub struct FollowsTokio;

#[cfg(test)]
impl Drop for FollowsTokio {
    fn drop(&mut self) {
        tests::PAUSED.set(None);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// When a test paused the clock.
    #[derive(Clone, Copy)]
    pub(super) struct Begun {
        pub at: Timestamp,
        pub instant: tokio::time::Instant,
    }

    thread_local! {
        pub(super) static PAUSED: Cell<Option<Begun>> = const { Cell::new(None) };
    }

    #[test]
    fn text_keeps_milliseconds() {
        let at = Timestamp::parse("2026-11-20T13:38:05.120Z").unwrap();
        assert_eq!(at.to_string(), "2026-11-20T13:38:05.120Z");
        assert_eq!(at.day(), "20261120");
        assert_eq!(at.epoch_micros(), 1_795_181_885_120_000);
        assert_eq!(Timestamp::from_epoch_seconds(1_795_181_885.120_4), Some(at));
        assert_eq!(Timestamp::from_epoch_seconds(f64::MAX), None);
    }
}
