//! One snapshot: its hooks one after another, then the seal, then its results.

mod directory;
mod error_page;
mod in_the_end;
mod loss;
mod results;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::Map;
use tokio::sync::watch;
use tokio::time::Instant;

use error_page::Kept;
use loss::{Broken, unless_broken};

use super::context::CrawlContext;
use super::infrastructure::{Lost, first_to_fail};
use super::progress::Plugins;
use super::steps::{StepEnd, Stepper};
use super::{Hooks, Job, Ledger, limits, mark};
use crate::files::index_file::{self, Seal};
use crate::files::outputs::Stamps;
use crate::files::pinned::Pinned;
use crate::files::remove_dir;
use crate::hook::{RunningHook, Scope, StopReason};
use crate::model::archive_result::{ArchiveResult, ResultStatus};
use crate::model::event::{Event, Tally};
use crate::model::hook_run::{EndedBy, HookRun};
use crate::model::snapshot::{Facts, Snapshot};
use crate::model::timestamp::Timestamp;
use crate::plan::{Plan, Step};
use crate::process::orphans::Whose;
use crate::process::stop::{Stop, escalation};
use crate::rules::outcome::Outcome;
use crate::rules::record::{PageRecord, PageState};

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
    lost: Lost,
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
    let mut tally = Tally::default();
    if job.only.is_none() {
        earlier.results.iter().for_each(|result| tally.count(result.status));
    }
    let work = Work {
        context: &context,
        snapshot: &job.snapshot,
        plugins: Plugins::of(&plan),
        of_this_try: Vec::new(),
        is_repeated,
        attempts: job.attempts,
        may_wait: job.may_wait,
        may_lose,
        lost,
        halt: &halt,
        broken: None,
        broken_at: None,
        page: None,
        kept: Kept::default(),
        directory: None,
        stamps: BTreeMap::new(),
        facts: earlier.facts.clone(),
        runs: earlier.runs.clone(),
        results: earlier.results.clone(),
        tally,
        bytes: 0,
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

/// Asks the snapshot's hooks to end, for a reason that weighs more than the one before.
fn ask(halt: &watch::Sender<Option<StopReason>>, reason: StopReason) {
    halt.send_if_modified(|asked| {
        let weighs_more = Some(reason) > *asked;
        if weighs_more {
            *asked = Some(reason);
        }
        weighs_more
    });
}

/// A snapshot in the making.
struct Work<'a, L, H> {
    context: &'a CrawlContext<L, H>,
    snapshot: &'a Snapshot,
    plugins: Plugins,
    /// Those, and the ones that are skipped: whatever this attempt has a result of.
    of_this_try: Vec<String>,
    /// What an earlier attempt left in the plugins' directories makes room when they begin.
    is_repeated: bool,
    attempts: u32,
    may_wait: bool,
    may_lose: bool,
    lost: Lost,
    halt: &'a watch::Sender<Option<StopReason>>,
    broken: Option<Broken>,
    broken_at: Option<Instant>,
    /// What a hook said of the page as a whole.
    page: Option<PageRecord>,
    kept: Kept,
    /// Its directory, when that has been made.
    directory: Option<Pinned>,
    /// How the files of the plugins were when they were hashed.
    stamps: BTreeMap<String, Stamps>,
    facts: Facts,
    runs: Vec<HookRun>,
    results: Vec<ArchiveResult>,
    tally: Tally,
    bytes: u64,
}

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    async fn run(mut self, plan: &Plan, earlier_error: Option<String>, stop: Stop) -> SnapshotEnd {
        let (context, snapshot) = (self.context, self.snapshot);
        let mut plugins: Vec<String> = plan.resulting_plugins().into_iter().map(str::to_owned).collect();
        // As when it was interrupted in its seal: to load it for nothing could only do harm.
        let is_done = plugins.is_empty() && !self.results.is_empty();
        plugins.extend(plan.skipped.keys().cloned());
        self.results.retain(|result| !plugins.contains(&result.plugin));
        self.kept = Kept::of(&self.results, &self.runs, &plan.snapshot, earlier_error, is_done);
        context.ledger.record(Event::SnapshotStarted { snapshot: snapshot.clone(), plugins: plugins.clone() }).await;
        self.of_this_try = plugins;
        for (plugin, skip) in &plan.skipped {
            self.conclude(plugin, Outcome::skipped(&skip.reason)).await;
        }
        if let Err(error) = self.prepare(&plan.snapshot) {
            for plugin in plan.resulting_plugins() {
                let error = Some(format!("{}: {error}; is the disk full, or not writable?", snapshot.dir.display()));
                self.conclude(plugin, Outcome { status: ResultStatus::Failed, error, ..Outcome::skipped("") }).await;
            }
        } else {
            self.directory = Pinned::open(&snapshot.dir).ok();
            if !is_done && let Some(end) = self.run_steps(&plan.snapshot, &stop).await {
                return end;
            }
        }
        // What failed because the disk is full can succeed later, so it is left for `resume`.
        let wanted_room = || {
            limits::is_disk_full(&context.plan.resource_limits, context.layout.data())
                || self.results.iter().any(limits::wanted_room)
        };
        let lacked_room = self.tally.failed > 0 && wanted_room();
        let mut interrupted = self.is_stopped() || lacked_room;
        let page_error = self.page_error();
        let refused = self.page.take().filter(|page| page.state == PageState::Refused).map(|page| page.reason);
        if let Some(reason) = &refused {
            let facts =
                Facts { others: Map::from_iter([("refused".to_owned(), reason.clone().into())]), ..Facts::default() };
            self.facts.merge(facts.clone());
            context.ledger.record(Event::SnapshotLearned { snapshot_id: snapshot.id, facts }).await;
        }
        let at = Timestamp::now();
        let seal = Seal { by: context.crawl.id, at, interrupted, page_error: page_error.clone() };
        let written = self.write_index(seal).await;
        let indexed_at = (written == Written::Whole).then(Timestamp::now);
        interrupted |= written == Written::NoRoom;
        if interrupted && !self.is_stopped() {
            let message = "there was no room on the disk; make some, and what failed can be done again".into();
            context.ledger.record(Event::Warning { snapshot_id: Some(snapshot.id), message }).await;
        }
        context
            .ledger
            .record(Event::SnapshotSealed {
                crawl_id: snapshot.crawl_id,
                snapshot_id: snapshot.id,
                url: snapshot.url.to_string(),
                tally: self.tally,
                page_error,
                refused,
                interrupted,
                at,
                indexed_at,
            })
            .await;
        SnapshotEnd::Sealed { bytes: self.bytes, is_lost: self.broken.is_some() && self.lost.borrow().is_some() }
    }

    /// By the user, or because the index cannot be written.
    fn is_stopped(&self) -> bool {
        self.halt.borrow().is_some_and(|reason| reason >= StopReason::Interrupt)
    }

    /// Puts the snapshot back into the queue, when what cut this attempt short may pass; also when
    /// the user has asked to stop, as what was heard of such an attempt must not count.
    async fn postpone(&mut self) -> Option<SnapshotEnd> {
        let resource_limits = &self.context.plan.resource_limits;
        let (reason, delay, end) = match (&self.broken, &self.page) {
            (Some(Broken::Infrastructure(reason)), _) if self.may_lose && self.lost.borrow().is_some() => {
                (reason.clone(), Duration::ZERO, SnapshotEnd::Lost)
            }
            (None, Some(page)) if page.state == PageState::Transient && self.may_try_again() => {
                let asked = page.retry_after.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                // The id's random part is as good as dice, and the same every time.
                let luck = self.snapshot.id.spread();
                (page.reason.clone(), resource_limits.delay(self.attempts + 1, asked, luck), SnapshotEnd::Postponed)
            }
            _ => return None,
        };
        let event = Event::SnapshotPostponed {
            crawl_id: self.snapshot.crawl_id,
            snapshot_id: self.snapshot.id,
            url: self.snapshot.url.to_string(),
            reason,
            attempt: self.attempts + 1,
            until: Timestamp::now().after(delay),
            plugins: self.of_this_try.clone(),
            keeps_good: end == SnapshotEnd::Lost,
        };
        self.context.ledger.record(event).await;
        Some(end)
    }

    fn may_try_again(&self) -> bool {
        self.may_wait && self.attempts < self.context.plan.resource_limits.retries
    }

    async fn run_steps(&mut self, steps: &[Step], stop: &Stop) -> Option<SnapshotEnd> {
        let (context, snapshot) = (self.context, self.snapshot);
        let scope = Scope::Snapshot { crawl: &context.crawl, snapshot };
        let mut stepper = Stepper::new(context, stop.clone());
        let mut background: Vec<(RunningHook, &Step)> = Vec::new();
        let mut infrastructure: Vec<RunningHook> = Vec::new();
        let limit = limits::of_snapshot(&context.plan.resource_limits, Instant::now(), &snapshot.dir);
        tokio::pin!(limit);
        let mut lost = self.lost.clone();
        // The end is a place like any other to wait for those that are to listen.
        for step in steps.iter().map(Some).chain([None]) {
            if self.broken.is_none()
                && let Some(how) = first_to_fail(&mut infrastructure).now_or_never()
            {
                self.break_off(Broken::Infrastructure(how));
            }
            self.learn_of_lost_directory();
            if stop.borrow().is_some() || self.ends_early() {
                break;
            }
            if step.is_none_or(|step| !step.hook.name.background || step.plugin.infrastructure) {
                let released = stepper.all_released(&mut background);
                let over = unless_broken(released, &mut lost, &mut infrastructure, limit.as_mut(), |broken| {
                    self.break_off(broken)
                })
                .await;
                for done in over {
                    self.take_in(done).await;
                }
                self.conclude_good().await;
            }
            let Some(step) = step else { break };
            if stop.borrow().is_some() {
                break;
            }
            if let Some(started_at) = self.plugins.begin(step) {
                // Not sooner: a plugin whose turn never comes keeps what it has.
                if self.is_repeated {
                    remove_dir(&snapshot.dir.join(&step.plugin.name));
                }
                let event =
                    Event::ResultStarted { snapshot_id: snapshot.id, plugin: step.plugin.name.clone(), at: started_at };
                context.ledger.record(event).await;
            }
            let run = stepper.run(step, scope);
            match unless_broken(run, &mut lost, &mut infrastructure, limit.as_mut(), |broken| self.break_off(broken))
                .await
            {
                StepEnd::Over(done) => {
                    // Nothing that comes after could work without it.
                    if stop.borrow().is_none()
                        && step.plugin.infrastructure
                        && step.hook.name.background
                        && done.has_failed()
                    {
                        self.break_off(Broken::Infrastructure(done.how_it_ended()));
                    }
                    self.take_in(done).await;
                }
                StepEnd::Background(hook) if hook.plugin.infrastructure => infrastructure.push(hook),
                StepEnd::Background(hook) => background.push((hook, step)),
            }
            self.conclude_good().await;
        }
        // If the user interrupted the page, listeners have heard only a part of it. Hooks that had
        // ended keep their results.
        let reason = if self.is_stopped() { StopReason::Interrupt } else { StopReason::Seal };
        self.learn_of_loss(&mut infrastructure, &mut lost).await;
        let background = background.into_iter().map(|(hook, _)| hook).chain(infrastructure).collect();
        let whose = Whose::Scope { mark: mark(snapshot.id), dir: snapshot.dir.clone() };
        let sealed = stepper.seal(background, steps, &whose, reason).await;
        self.learn_of_late_loss(steps, &sealed, &mut lost).await;
        for done in sealed {
            self.take_in(done).await;
        }
        if let Some(end) = self.postpone().await {
            self.remove_infrastructure(steps);
            return Some(end);
        }
        self.conclude_unbegun().await;
        self.plugins.interrupt_rest(if self.broken.is_some() { EndedBy::Lost } else { EndedBy::Interrupt });
        self.conclude_finished().await;
        self.set_right().await;
        self.remove_infrastructure(steps);
        None
    }

    /// Whether what a hook said of the page makes the hooks after it needless.
    fn ends_early(&self) -> bool {
        match self.page.as_ref().map(|page| page.state) {
            Some(PageState::Transient) => self.may_try_again() || self.is_refused(),
            Some(PageState::Refused) => true,
            Some(PageState::Error) | None => false,
        }
    }

    /// Whether a hook said that the page may not be saved, for good or after the last try.
    fn is_refused(&self) -> bool {
        self.page.as_ref().is_some_and(|page| page.state == PageState::Refused || page.refused)
    }

    async fn write_index(&mut self, seal: Seal) -> Written {
        let written = match self.lost_directory() {
            Some(reason) => Err(std::io::Error::other(reason)),
            None => index_file::write(self.snapshot, seal, &self.facts, &self.results, &self.runs).await,
        };
        let Err(error) = written else { return Written::Whole };
        let message = format!("{}: {error}", self.snapshot.dir.join(index_file::FILE_NAME).display());
        self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        let no_room = matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
        if no_room { Written::NoRoom } else { Written::Not }
    }
}

/// What came of a file.
#[derive(PartialEq)]
enum Written {
    Whole,
    /// The disk was full.
    NoRoom,
    Not,
}
