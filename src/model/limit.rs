//! The limits that a crawl can end at.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Which limit keeps a crawl from beginning another snapshot. Its text is what JSON and the
/// database have of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Limit {
    Time {
        limit: Duration,
    },
    Bytes {
        used: u64,
        limit: u64,
    },
    /// Less is free than `wanted`, which is to stay so.
    FreeDisk {
        free: u64,
        wanted: u64,
        place: PathBuf,
    },
    /// There is no room for another snapshot, whatever was chosen.
    DiskFull {
        free: u64,
        place: PathBuf,
    },
    /// As it was written down by an earlier run.
    Recorded(String),
}

impl Limit {
    /// The setting that moves it; absent for what has none.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Limit::Time { .. } => Some("MAX_TIME"),
            Limit::Bytes { .. } => Some("MAX_BYTES"),
            Limit::FreeDisk { .. } => Some("MIN_FREE_DISK"),
            Limit::DiskFull { .. } | Limit::Recorded(_) => None,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(setting) = self.setting() {
            write!(f, "{setting}: ")?;
        }
        match self {
            Limit::Time { limit } => write!(f, "the crawl has run for {} s", limit.as_secs_f64()),
            Limit::Bytes { used, limit } => write!(f, "the crawl has saved {used} bytes; the limit is {limit}"),
            Limit::FreeDisk { free, wanted, place } => {
                write!(f, "{free} bytes are free in {}; the minimum is {wanted}", place.display())
            }
            Limit::DiskFull { free, place } => {
                write!(f, "the disk is full: {free} bytes are free in {}", place.display())
            }
            Limit::Recorded(text) => f.write_str(text),
        }
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> Self {
        limit.to_string()
    }
}

impl From<String> for Limit {
    fn from(text: String) -> Self {
        Limit::Recorded(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_text() {
        let limit = Limit::Bytes { used: 2000, limit: 1500 };
        let text = "\"MAX_BYTES: the crawl has saved 2000 bytes; the limit is 1500\"";
        assert_eq!(serde_json::to_string(&limit).unwrap(), text);
        let read: Limit = serde_json::from_str(text).unwrap();
        assert_eq!((read.to_string(), read.setting()), (limit.to_string(), None));
        let disk = |wanted| Limit::FreeDisk { free: 7, wanted, place: "/data".into() }.to_string();
        assert_eq!(disk(9), "MIN_FREE_DISK: 7 bytes are free in /data; the minimum is 9");
        assert_eq!(
            Limit::Time { limit: Duration::from_millis(1500) }.to_string(),
            "MAX_TIME: the crawl has run for 1.5 s"
        );
    }
}
