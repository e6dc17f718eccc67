//! Who runs when: one crawl, its snapshots side by side, the hooks of each one after another.
//!
//! What happens is handed out as [`Event`]s through a [`Ledger`]; this module knows neither the
//! database nor the screen.

pub mod context;
pub mod crawl;
mod dispatcher;
pub mod hooks;
mod hosts;
mod infrastructure;
mod limits;
pub mod pace;
mod progress;
mod silent;
mod snapshot;
mod steps;
mod unrecorded;

use std::collections::BTreeSet;
use std::future::Future;

use crate::files::location::Lost;
use crate::model::archive_result::ArchiveResult;
use crate::model::event::Event;
use crate::model::hint::Hint;
use crate::model::hook_run::HookRun;
use crate::model::id::SnapshotId;
use crate::model::snapshot::{Candidate, Facts, Snapshot};
use crate::model::timestamp::Timestamp;

pub use context::CrawlContext;
pub use crawl::{announce_notices, run_crawl};
pub use hooks::{HookProcesses, Hooks};

/// A snapshot whose turn has come, and which plugins to run for it.
#[derive(Debug, Clone)]
pub struct Job {
    pub snapshot: Snapshot,
    /// Only these and infrastructure; absent: all of the plan but what is good already.
    pub only: Option<BTreeSet<String>>,
    /// Tries that came to nothing before this one.
    pub attempts: u32,
    /// What an earlier attempt left that counts; absent when this is the first.
    pub earlier: Option<Earlier>,
    /// Whether it may go back into the queue.
    pub may_wait: bool,
}

/// What the index has of an earlier attempt at a snapshot.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// Finished ones, good or not.
    pub results: Vec<ArchiveResult>,
    pub runs: Vec<HookRun>,
    pub facts: Facts,
    /// What stood in the page's place when those results were made; absent for a page.
    pub page_error: Option<String>,
}

/// What the queue answers to a claim.
#[derive(Debug)]
pub enum Claim {
    Job(Box<Job>),
    /// All that is left waits until then.
    Waiting(Timestamp),
    /// What is left is of hosts that are busy.
    Busy,
    /// There is nothing left; a running snapshot may still find pages.
    Empty,
}

/// The crawl's store could not be written or read; the crawl cannot go on.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct LedgerError {
    pub message: String,
    /// What can be done about it.
    pub hint: Option<Hint>,
}

/// The store of one crawl: its queue, and everything that happens.
pub trait Ledger: Send + Sync + 'static {
    /// Takes the next snapshot from the queue, of a host that is not among `busy`; it is then
    /// `started`. Everything recorded before is committed when this returns.
    fn claim(&self, busy: &BTreeSet<String>) -> impl Future<Output = Result<Claim, LedgerError>> + Send;

    /// Whether the queue has nothing left, whatever it waits for.
    fn is_empty(&self) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Hands over what happened. It is announced once it is committed; the order is kept.
    fn record(&self, event: Event) -> impl Future<Output = ()> + Send;

    /// Adds found pages to the queue, each once, up to the crawl's limit, and announces those that
    /// are new.
    fn enqueue(&self, found: Vec<Candidate>) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Waits until everything recorded before is committed.
    fn flush(&self) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Whether the collection is where it was when the crawl began. Where it is not, nothing may be
    /// written.
    fn is_in_place(&self) -> Result<(), Lost>;

    /// Resolves when nothing can be kept any more, with the reason; until then never.
    fn failed(&self) -> impl Future<Output = LedgerError> + Send;
}

/// The mark in the environment of every process that belongs to a snapshot.
fn mark(id: SnapshotId) -> String {
    format!("{}={id}", crate::model::env_vars::SNAPSHOT_ID)
}

#[cfg(test)]
mod tests;
