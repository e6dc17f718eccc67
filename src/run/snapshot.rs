//! One snapshot: its hooks one after another, then the seal, then its results.

mod attempt;
mod contents;
mod directory;
mod error_page;
mod halt;
mod hooks_in_turn;
mod in_the_end;
mod loss;
mod results;
mod seal;

use std::sync::Arc;

use tokio::sync::watch;

use attempt::Attempt;
use contents::Contents;
use directory::Directory;
use error_page::{KeptResults, Page};
use halt::{Halt, ask};

use super::context::CrawlContext;
use super::infrastructure::LossReceiver;
use super::progress::Plugins;
use super::{Hooks, Job, Ledger, limits};
use crate::hook::StopReason;
use crate::model::archive_result::ResultStatus;
use crate::model::event::Event;
use crate::model::snapshot::Snapshot;
use crate::plan::Plan;
use crate::process::stop::{Stop, escalation};
use crate::rules::outcome::Outcome;

/// How an attempt at a snapshot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotEnd {
    /// It is sealed, for good or bad, with so many bytes of outputs; bad as what it ran on was
    /// lost, if `is_lost`.
    Sealed { bytes: u64, is_lost: bool },
    /// It is back in the queue, as what it ran on was lost.
    Lost,
    /// It is back in the queue: the page could not be loaded for now.
    Postponed,
}

/// Runs a snapshot to its seal, or back into the queue. `lost` tells when the crawl's
/// infrastructure fails; `may_lose` says whether that puts the snapshot back, or seals it as
/// failed.
pub async fn run_snapshot<L: Ledger, H: Hooks>(
    context: Arc<CrawlContext<L, H>>,
    job: Job,
    mut stop: Stop,
    lost: LossReceiver,
    may_lose: bool,
) -> SnapshotEnd {
    let is_repeated = job.earlier.is_some();
    let mut earlier = job.earlier.unwrap_or_default();
    // Cut short between such a result and the seal that would have left it to be done again.
    earlier.results.retain(|result| !limits::wanted_room(result));
    let plan = match &job.only {
        Some(only) => context.plan.narrowed_to(only),
        None => context.plan.without(&earlier.results.iter().map(|result| result.plugin.clone()).collect()),
    };
    let (halt, halted) = watch::channel(*stop.borrow());
    let attempt = Attempt { plugins: Vec::new(), is_repeated, earlier: job.attempts, may_wait: job.may_wait, may_lose };
    let work = Work {
        context: &context,
        snapshot: &job.snapshot,
        attempt,
        plugins: Plugins::of(&plan),
        halt: Halt::new(&halt, lost),
        page: Page::default(),
        directory: Directory::at(&job.snapshot.dir),
        contents: Contents::of_earlier(earlier.facts, earlier.runs, earlier.results, job.only.is_none()),
    };
    let running = work.run(&plan, earlier.page_error, halted);
    tokio::pin!(running);
    let mut so_far = *stop.borrow();
    loop {
        tokio::select! {
            end = &mut running => return end,
            reason = escalation(&mut stop, so_far) => {
                so_far = Some(reason);
                ask(&halt, reason);
            }
            // What is done from here on could not be written down.
            _ = context.ledger.failed(), if so_far.is_none() => {
                so_far = Some(StopReason::Interrupt);
                ask(&halt, StopReason::Interrupt);
            }
        }
    }
}

/// A snapshot in the making.
struct Work<'a, L, H> {
    context: &'a CrawlContext<L, H>,
    snapshot: &'a Snapshot,
    attempt: Attempt,
    plugins: Plugins,
    halt: Halt<'a>,
    page: Page,
    directory: Directory,
    contents: Contents,
}

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    async fn run(mut self, plan: &Plan, earlier_error: Option<String>, stop: Stop) -> SnapshotEnd {
        let (context, snapshot) = (self.context, self.snapshot);
        let mut plugins: Vec<String> = plan.resulting_plugins().into_iter().map(str::to_owned).collect();
        // As when it was interrupted in its seal: to load it for nothing could only do harm.
        let is_done = plugins.is_empty() && !self.contents.results().is_empty();
        plugins.extend(plan.skipped.keys().cloned());
        self.contents.drop_results(&plugins);
        let (results, runs) = (self.contents.results(), &self.contents.runs);
        self.page.keep(KeptResults::of(results, runs, &plan.snapshot, earlier_error, is_done));
        context.ledger.record(Event::SnapshotStarted { snapshot: snapshot.clone(), plugins: plugins.clone() }).await;
        self.attempt.plugins = plugins;
        for (plugin, skip) in &plan.skipped {
            self.conclude(plugin, Outcome::skipped(&skip.reason)).await;
        }
        if let Err(error) = self.prepare(&plan.snapshot) {
            for plugin in plan.resulting_plugins() {
                let error = Some(format!("{}: {error}; is the disk full, or not writable?", snapshot.dir.display()));
                self.conclude(plugin, Outcome { status: ResultStatus::Failed, error, ..Outcome::skipped("") }).await;
            }
        } else {
            self.directory.hold();
            if !is_done && let Some(end) = self.run_steps(&plan.snapshot, &stop).await {
                return end;
            }
        }
        self.seal().await
    }
}
