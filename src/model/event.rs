//! Everything that can be watched is one of these: the progress display, `--json` and the summary
//! are listeners of the same events.
//!
//! An event is announced after its change has been committed to the database, never before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::archive_result::ArchiveResult;
use crate::model::crawl::Crawl;
use crate::model::hook_run::HookRun;
use crate::model::id::{CrawlId, SnapshotId};
use crate::model::limit::Limit;
use crate::model::snapshot::{Candidate, Facts, Snapshot};
use crate::model::timestamp::Timestamp;

/// Something happened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    CrawlStarted {
        crawl: Crawl,
        /// Snapshots in the queue.
        queued: u64,
        /// Plugins that will have a result for every snapshot, in order.
        plugins: Vec<String>,
        concurrency: usize,
        /// The longest that one snapshot can take, in seconds: the sum of its hooks' limits, or
        /// SNAPSHOT_TIMEOUT.
        snapshot_limit: f64,
        at: Timestamp,
    },
    SnapshotStarted {
        snapshot: Snapshot,
        /// Plugins whose results are now queued.
        plugins: Vec<String>,
    },
    HookStarted {
        crawl_id: CrawlId,
        snapshot_id: Option<SnapshotId>,
        plugin: String,
        hook: String,
        background: bool,
        at: Timestamp,
    },
    HookEnded {
        run: HookRun,
    },
    /// The first hook of this plugin has been started.
    ResultStarted {
        snapshot_id: SnapshotId,
        plugin: String,
        at: Timestamp,
    },
    ResultEnded {
        result: ArchiveResult,
    },
    /// A hook learned something of the page as a whole.
    SnapshotLearned {
        snapshot_id: SnapshotId,
        facts: Facts,
    },
    /// Something else stands in the page's place: what is saved from here on is that.
    PageErrorSeen {
        snapshot_id: SnapshotId,
        reason: String,
    },
    /// A page that a hook found has joined the queue.
    SnapshotQueued {
        crawl_id: CrawlId,
        snapshot_id: SnapshotId,
        candidate: Candidate,
    },
    /// A try came to nothing for a reason that may pass; the page is back in the queue.
    SnapshotPostponed {
        crawl_id: CrawlId,
        snapshot_id: SnapshotId,
        url: String,
        reason: String,
        /// How many tries that makes.
        attempt: u32,
        /// It is not tried again before.
        until: Timestamp,
        /// The plugins of this try, whose results are dropped. Those of the other plugins are from
        /// earlier tries, and are kept.
        plugins: Vec<String>,
        /// Whether the good results of this try are kept all the same.
        keeps_good: bool,
    },
    SnapshotSealed {
        crawl_id: CrawlId,
        snapshot_id: SnapshotId,
        url: String,
        tally: Tally,
        /// What stood in the page's place, an error page or a bot challenge; absent for a page.
        #[serde(skip_serializing_if = "Option::is_none")]
        page_error: Option<String>,
        /// Why it may not be saved, when a hook said so; absent otherwise.
        #[serde(skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
        /// Whether it was interrupted by the user.
        interrupted: bool,
        at: Timestamp,
        /// When its index.jsonl was there whole; absent when it could not be written.
        #[serde(skip_serializing_if = "Option::is_none")]
        indexed_at: Option<Timestamp>,
    },
    CrawlSealed {
        crawl_id: CrawlId,
        ending: CrawlEnding,
        at: Timestamp,
    },
    /// Something that a person should know and that stopped nothing.
    Warning {
        snapshot_id: Option<SnapshotId>,
        message: String,
    },
}

/// How a crawl ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum CrawlEnding {
    /// Its queue is empty.
    Complete,
    /// The user stopped it; what is queued stays queued.
    Interrupted,
    /// A limit was reached; what is queued stays queued.
    Limited {
        #[schemars(with = "String")]
        limit: Limit,
    },
    /// It could not go on; what is queued stays queued.
    Failed { error: String },
}

/// How many results ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Tally {
    pub succeeded: u64,
    pub failed: u64,
    pub skipped: u64,
    pub noresults: u64,
}

impl Tally {
    /// Counts one more.
    pub fn count(&mut self, status: crate::model::archive_result::ResultStatus) {
        use crate::model::archive_result::ResultStatus;
        *match status {
            ResultStatus::Succeeded => &mut self.succeeded,
            ResultStatus::Failed => &mut self.failed,
            ResultStatus::Skipped => &mut self.skipped,
            ResultStatus::NoResults => &mut self.noresults,
        } += 1;
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.noresults += other.noresults;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            (self.succeeded, "succeeded"),
            (self.failed, "failed"),
            (self.skipped, "skipped"),
            (self.noresults, "without results"),
        ];
        let mut shown: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if shown.is_empty() {
            shown.push("no results".into());
        }
        f.write_str(&shown.join(", "))
    }
}
