//! A crawl: one run over a list of URLs, with the limits it was given.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::id::CrawlId;
use crate::model::timestamp::Timestamp;
use crate::model::url::Scope;

/// Where a crawl or a snapshot is in its life. It only ever moves forward: `queued -> started ->
/// sealed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Known, nothing done yet.
    Queued,
    /// Its hooks are running, or were when the runner died.
    Started,
    /// No process of it is alive and its results are written.
    Sealed,
}

impl Stage {
    /// The word in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Queued => "queued",
            Stage::Started => "started",
            Stage::Sealed => "sealed",
        }
    }

    /// Reads what [`Stage::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Stage::Queued, Stage::Started, Stage::Sealed].into_iter().find(|stage| stage.as_str() == text)
    }
}

/// What a crawl works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrawlKind {
    /// Pages of its own, in a queue. It is resumed when it was interrupted.
    Archive,
    /// Snapshots of other crawls, done again.
    Retry,
    /// One page in a collection that is removed afterwards.
    Trial,
    /// It is known only from its snapshots.
    Unknown,
}

impl CrawlKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            CrawlKind::Archive => "archive",
            CrawlKind::Retry => "retry",
            CrawlKind::Trial => "trial",
            CrawlKind::Unknown => "unknown",
        }
    }

    /// Reads what [`CrawlKind::as_str`] wrote. A word of a later version is of no kind that is
    /// known here.
    pub fn parse(text: &str) -> Self {
        let known = [CrawlKind::Archive, CrawlKind::Retry, CrawlKind::Trial];
        known.into_iter().find(|kind| kind.as_str() == text).unwrap_or(CrawlKind::Unknown)
    }
}

/// How far a crawl goes beyond the URLs it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// How many links away from a given URL a found page may be; 0 follows nothing.
    pub depth: u32,
    /// The most snapshots the crawl may have, given and found together.
    pub max_urls: Option<u64>,
    /// Which found pages may join.
    pub scope: Scope,
}

/// One run over a list of URLs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Crawl {
    pub id: CrawlId,
    pub created_at: Timestamp,
    /// Absolute; one folder per plugin with crawl hooks, `.hooks/` with their logs.
    pub dir: PathBuf,
    pub limits: Limits,
}
