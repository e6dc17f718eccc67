//! A snapshot: one URL, archived once, into one directory.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::id::{CrawlId, SnapshotId};
use crate::model::timestamp::Timestamp;
use crate::model::url::PageUrl;

/// A snapshot that is started: everything that its hooks get to know about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Snapshot {
    pub id: SnapshotId,
    pub crawl_id: CrawlId,
    /// The snapshot that found it; absent for a URL that was given.
    pub parent: Option<SnapshotId>,
    pub url: PageUrl,
    /// How many links away from a URL that was given; 0 for those themselves.
    pub depth: u32,
    /// The URL from which this one's scope is measured: its ancestor that was given.
    pub root: PageUrl,
    pub title: Option<String>,
    pub tags: Vec<String>,
    pub queued_at: Timestamp,
    pub started_at: Timestamp,
    /// Absolute; one folder per plugin.
    pub dir: PathBuf,
    /// The name of its link in `archive/`: seconds and microseconds since 1970.
    pub archive_name: String,
}

/// A page that joins, or is to join, a crawl's queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Candidate {
    pub url: PageUrl,
    pub depth: u32,
    pub title: Option<String>,
    pub tags: Vec<String>,
    /// The snapshot that found it, and that one's root; absent for a URL that was given.
    pub found_by: Option<(SnapshotId, PageUrl)>,
}

/// What hooks learned of a page as a whole: its title, its tags, and any other field of a
/// `Snapshot` record (final URL, HTTP status ...).
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Facts {
    pub title: Option<String>,
    pub tags: Vec<String>,
    pub others: Map<String, Value>,
}

impl Facts {
    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.tags.is_empty() && self.others.is_empty()
    }

    /// Takes over what `newer` says.
    pub fn merge(&mut self, newer: Facts) {
        if newer.title.is_some() {
            self.title = newer.title;
        }
        for tag in newer.tags {
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
        merge(&mut self.others, newer.others);
    }
}

/// Takes over what `newer` says, within objects as well: as `json_patch` does in the database, but
/// for `null`, which that takes for a removal.
pub fn merge(known: &mut Map<String, Value>, newer: Map<String, Value>) {
    for (key, value) in newer {
        match (known.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                known.insert(key, value);
            }
        }
    }
}
