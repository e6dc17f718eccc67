//! Identifiers. Each is a UUID of version 7, so that sorting ids sorts by the time they were made.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::timestamp::Timestamp;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(#[schemars(with = "String", extend("format" = "uuid"))] Uuid);

        impl $name {
            /// A new id, greater than every one made before it by this process.
            #[expect(clippy::new_without_default, reason = "a default that differs every time would surprise")]
            pub fn new() -> Self {
                $name(Uuid::now_v7())
            }

            /// The number that it is.
            pub fn as_u128(self) -> u128 {
                self.0.as_u128()
            }

            /// When it was made, to the millisecond; `None` when it is of another kind.
            pub fn made_at(self) -> Option<Timestamp> {
                let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
                Timestamp::from_epoch_seconds(seconds as f64 + f64::from(nanos) / 1e9)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map($name)
            }
        }
    };
}

id! {
    /// One run over a list of URLs.
    CrawlId
}
id! {
    /// One URL archived once.
    SnapshotId
}
id! {
    /// One execution of one hook.
    HookRunId
}
id! {
    /// One run of the runner itself; every process that descends from it carries this id in its
    /// environment.
    RunId
}

impl SnapshotId {
    /// A number from 0 to 1 that is this id's own: the last byte is random in a UUID of version 7
    /// (RFC 9562).
    pub fn spread(&self) -> f64 {
        f64::from(self.0.as_bytes()[15]) / 255.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_age_and_survive_text() {
        let (first, second) = (SnapshotId::new(), SnapshotId::new());
        assert!(first < second);
        assert_eq!(first.to_string().parse(), Ok(first));
    }
}
