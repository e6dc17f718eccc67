//! One snapshot: its hooks one after another, then the seal, then its results.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use serde_json::Map;
use tokio::sync::watch;

use super::crawl::{CrawlContext, has_failed, how_it_ended};
use super::index_file::Seal;
use super::infrastructure::{Lost, first_to_fail};
use super::progress::{Ended, Plugins};
use super::signals::{Stop, escalation};
use super::steps::{StepEnd, Stepper};
use super::{Job, Ledger, files, index_file, limits, mark, unrecorded};
use crate::archive_result::{ArchiveResult, OutputFiles, Verdict};
use crate::event::{Event, Tally};
use crate::frontier;
use crate::hook::{HookDone, RunningHook, Scope, StopReason, pidfile};
use crate::hook_run::{EndedBy, HookRun};
use crate::outcome::{HookEnding, Outcome, is_bad, judge};
use crate::plan::{Plan, Step};
use crate::process::orphans::Whose;
use crate::record::{PageRecord, PageState};
use crate::snapshot::{Facts, Snapshot};
use crate::timestamp::Timestamp;

/// How soon after a snapshot's own infrastructure that of the crawl is known to have failed, if it was that.
const LOSS_KNOWN_WITHIN: Duration = Duration::from_secs(2);

/// Hooks that failed so shortly before infrastructure is known to have failed did so for that reason: they and it meet the same end, in any order.
const SAME_END: Duration = Duration::from_secs(2);

/// How an attempt at a snapshot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotEnd {
    /// It is sealed, for good or bad, with so many bytes of outputs; bad as what it ran on was lost, if `is_lost`.
    Sealed { bytes: u64, is_lost: bool },
    /// It is back in the queue, as what it ran on was lost.
    Lost,
    /// It is back in the queue, as the page was not to be had for now.
    Postponed,
}

/// Runs a snapshot to its seal, or back into the queue. `lost` tells when the crawl's infrastructure fails; `may_lose` says whether that puts the
/// snapshot back, or seals it as failed.
pub async fn run_snapshot<L: Ledger>(context: Arc<CrawlContext<L>>, job: Job, mut stop: Stop, lost: Lost, may_lose: bool) -> SnapshotEnd {
    let is_repeated = job.earlier.is_some();
    let earlier = job.earlier.unwrap_or_default();
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
        is_repeated,
        attempts: job.attempts,
        may_wait: job.may_wait,
        may_lose,
        lost,
        halt: &halt,
        broken: None,
        broken_at: None,
        page: None,
        facts: earlier.facts.clone(),
        runs: earlier.runs.clone(),
        results: earlier.results.clone(),
        tally,
        bytes: 0,
    };
    let running = work.run(&plan, halted);
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

/// Why a snapshot is cut short, if not by the user.
#[derive(Debug, Clone)]
enum Broken {
    /// A hook that others depend on has failed, in the crawl or in this snapshot.
    Infrastructure(String),
    /// A ceiling was reached.
    Ceiling(String),
}

impl Broken {
    fn reason(&self) -> &str {
        match self {
            Broken::Infrastructure(reason) | Broken::Ceiling(reason) => reason,
        }
    }
}

/// Waits until the crawl's infrastructure fails, and says how.
async fn why_lost(lost: &mut Lost) -> String {
    match lost.wait_for(Option::is_some).await.map(|how| how.clone()) {
        Ok(Some(how)) => how,
        _ => std::future::pending().await,
    }
}

/// Does `work` to its end. When what it works on breaks down meanwhile, that is told at once, which is to make the end come soon.
async fn unless_broken<T>(
    work: impl Future<Output = T>,
    lost: &mut Lost,
    infrastructure: &mut [RunningHook],
    ceiling: Pin<&mut impl Future<Output = String>>,
    break_off: impl FnOnce(Broken),
) -> T {
    tokio::pin!(work);
    let broken = tokio::select! {
        biased;
        done = &mut work => return done,
        how = why_lost(lost) => Broken::Infrastructure(how),
        how = first_to_fail(infrastructure) => Broken::Infrastructure(how),
        how = ceiling => Broken::Ceiling(how),
    };
    break_off(broken);
    work.await
}

/// A snapshot in the making.
struct Work<'a, L> {
    context: &'a CrawlContext<L>,
    snapshot: &'a Snapshot,
    plugins: Plugins,
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
    facts: Facts,
    runs: Vec<HookRun>,
    results: Vec<ArchiveResult>,
    tally: Tally,
    bytes: u64,
}

impl<L: Ledger> Work<'_, L> {
    async fn run(mut self, plan: &Plan, stop: Stop) -> SnapshotEnd {
        let (context, snapshot) = (self.context, self.snapshot);
        let mut plugins: Vec<String> = plan.resulting_plugins().into_iter().map(str::to_owned).collect();
        plugins.extend(plan.skipped.keys().cloned());
        self.results.retain(|result| !plugins.contains(&result.plugin));
        context.ledger.record(Event::SnapshotStarted { snapshot: snapshot.clone(), plugins: plugins.clone() }).await;
        for (plugin, reason) in &plan.skipped {
            self.conclude(plugin, Outcome::skipped(reason)).await;
        }
        if let Err(error) = self.prepare(&plan.snapshot) {
            for plugin in plan.resulting_plugins() {
                let error = Some(format!("{}: {error}; is the disk full, or not writable?", snapshot.dir.display()));
                self.conclude(plugin, Outcome { status: Verdict::Failed, error, ..Outcome::skipped("") }).await;
            }
        } else if let Some(end) = self.run_steps(&plan.snapshot, &stop).await {
            return end;
        }
        // What failed because the disk is full can be had when it is not, so it is left to be carried on.
        let wanted_room = || limits::is_disk_full(&context.plan.ceilings, context.layout.data()) || self.results.iter().any(limits::wanted_room);
        let lacked_room = self.tally.failed > 0 && wanted_room();
        let mut interrupted = self.is_stopped() || lacked_room;
        let (refused, page_error) = match self.page.take() {
            Some(page) if page.state == PageState::Refused => (Some(page.reason), None),
            page => (None, page.map(|page| page.reason)),
        };
        if let Some(reason) = &refused {
            let facts = Facts { others: Map::from_iter([("refused".to_owned(), reason.clone().into())]), ..Facts::default() };
            self.facts.merge(facts.clone());
            context.ledger.record(Event::SnapshotLearned { snapshot_id: snapshot.id, facts }).await;
        }
        let at = Timestamp::now();
        let seal = Seal { by: context.crawl.id, at, interrupted, page_error: page_error.clone() };
        let written = self.write_index(seal).await;
        let indexed_at = (written == Written::Whole).then(Timestamp::now);
        interrupted |= written == Written::NoRoom;
        if interrupted && !self.is_stopped() {
            let message = "there was no room on the disk; make some, and `tacklebox resume` does again what failed".to_owned();
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

    /// By the user, or because the books cannot be kept.
    fn is_stopped(&self) -> bool {
        self.halt.borrow().is_some_and(|reason| reason >= StopReason::Interrupt)
    }

    /// Puts the snapshot back into the queue, when what cut this attempt short may pass.
    async fn postpone(&mut self) -> Option<SnapshotEnd> {
        if self.is_stopped() {
            return None;
        }
        let ceilings = &self.context.plan.ceilings;
        let (reason, delay, end) = match (&self.broken, &self.page) {
            (Some(Broken::Infrastructure(reason)), _) if self.may_lose && self.lost.borrow().is_some() => {
                (reason.clone(), Duration::ZERO, SnapshotEnd::Lost)
            }
            (None, Some(page)) if page.state == PageState::Transient && self.may_try_again() => {
                let asked = page.retry_after.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                // The id's random part is as good as dice, and the same every time.
                let luck = self.snapshot.id.spread();
                (page.reason.clone(), ceilings.delay(self.attempts + 1, asked, luck), SnapshotEnd::Postponed)
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
            keeps_good: end == SnapshotEnd::Lost,
        };
        self.context.ledger.record(event).await;
        Some(end)
    }

    fn may_try_again(&self) -> bool {
        self.may_wait && self.attempts < self.context.plan.ceilings.retries
    }

    /// Makes the directory and its link in `archive/`.
    fn prepare(&self, steps: &[Step]) -> std::io::Result<()> {
        let dir = &self.snapshot.dir;
        // Only a runner before this one can have left what the books do not know. To look for it takes the longer the more days a collection has.
        if !self.is_repeated && self.context.bytes_so_far.is_some() {
            unrecorded::clear(&self.context.layout, self.snapshot)?;
        }
        std::fs::create_dir_all(dir)?;
        if self.is_repeated {
            // What describes a browser of another run must not be taken for this one's.
            self.remove_infrastructure(steps);
            pidfile::clear_all(dir);
        }
        let archive = self.context.layout.archive();
        std::fs::create_dir_all(&archive)?;
        let target = std::path::Path::new("..").join(self.context.layout.relative(dir));
        match std::os::unix::fs::symlink(target, archive.join(&self.snapshot.archive_name)) {
            // A retry finds the link that the first run made.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    async fn run_steps(&mut self, steps: &[Step], stop: &Stop) -> Option<SnapshotEnd> {
        let (context, snapshot) = (self.context, self.snapshot);
        let scope = Scope::Snapshot { crawl: &context.crawl, snapshot };
        let mut stepper = Stepper {
            ledger: &*context.ledger,
            surroundings: &context.surroundings,
            limits: context.plan.limits,
            silent: &context.silent,
            notices: &context.notices,
            living: &context.living,
            stop: stop.clone(),
        };
        let mut background: Vec<(RunningHook, &Step)> = Vec::new();
        let mut infrastructure: Vec<RunningHook> = Vec::new();
        let ceiling = limits::of_snapshot(&context.plan.ceilings, Instant::now(), &snapshot.dir);
        tokio::pin!(ceiling);
        let mut lost = self.lost.clone();
        // The end is a place like any other to wait for those that are to listen.
        for step in steps.iter().map(Some).chain([None]) {
            if self.broken.is_none()
                && let Some(how) = first_to_fail(&mut infrastructure).now_or_never()
            {
                self.break_off(Broken::Infrastructure(how));
            }
            if stop.borrow().is_some() || self.ends_early() {
                break;
            }
            if step.is_none_or(|step| !step.hook.name.background || step.plugin.infrastructure) {
                let released = stepper.all_released(&mut background);
                let over = unless_broken(released, &mut lost, &mut infrastructure, ceiling.as_mut(), |broken| self.break_off(broken)).await;
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
                let event = Event::ResultStarted { snapshot_id: snapshot.id, plugin: step.plugin.name.clone(), at: started_at };
                context.ledger.record(event).await;
            }
            let run = stepper.run(step, scope);
            match unless_broken(run, &mut lost, &mut infrastructure, ceiling.as_mut(), |broken| self.break_off(broken)).await {
                StepEnd::Over(done) => {
                    // Nothing that comes after could work without it.
                    if stop.borrow().is_none() && step.plugin.infrastructure && step.hook.name.background && has_failed(&done) {
                        self.break_off(Broken::Infrastructure(how_it_ended(&done)));
                    }
                    self.take_in(done).await;
                }
                StepEnd::Background(hook) if hook.infrastructure => infrastructure.push(hook),
                StepEnd::Background(hook) => background.push((hook, step)),
            }
            self.conclude_good().await;
        }
        self.learn_of_loss(&mut infrastructure, &mut lost).await;
        let background = background.into_iter().map(|(hook, _)| hook).chain(infrastructure).collect();
        let whose = Whose::Scope { mark: mark(snapshot.id), dir: snapshot.dir.clone() };
        let sealed = stepper.seal(background, steps, &whose).await;
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
        self.remove_infrastructure(steps);
        None
    }

    fn break_off(&mut self, broken: Broken) {
        self.broken = Some(broken);
        self.broken_at = Some(Instant::now());
        ask(self.halt, StopReason::Lost);
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

    /// A tab fails when it crashes, and when the whole browser does; the latter is known a moment later.
    async fn learn_of_loss(&mut self, infrastructure: &mut [RunningHook], lost: &mut Lost) {
        if self.broken.is_none()
            && let Some(how) = first_to_fail(infrastructure).now_or_never()
        {
            self.break_off(Broken::Infrastructure(how));
        }
        self.learn_why(lost).await;
    }

    /// The browser may fail when the last hook has begun. What fails then has failed for that reason, too.
    async fn learn_of_late_loss(&mut self, steps: &[Step], sealed: &[HookDone], lost: &mut Lost) {
        let is_infrastructure = |done: &&HookDone| steps.iter().any(|step| step.plugin.infrastructure && step.plugin.name == done.run.plugin);
        let (infrastructure, others): (Vec<_>, Vec<_>) = sealed.iter().partition(is_infrastructure);
        let is_bad = |done: &&HookDone| is_bad(&done.ending);
        if self.broken.is_none()
            && (self.plugins.has_bad() || others.iter().any(is_bad))
            && let Some(done) = infrastructure.into_iter().find(is_bad)
        {
            self.break_off(Broken::Infrastructure(how_it_ended(done)));
            self.learn_why(lost).await;
        }
    }

    async fn learn_why(&mut self, lost: &mut Lost) {
        if matches!(self.broken, Some(Broken::Infrastructure(_)))
            && let Ok(how) = tokio::time::timeout(LOSS_KNOWN_WITHIN, why_lost(lost)).await
        {
            self.broken = Some(Broken::Infrastructure(how));
        }
    }

    /// Where the page may not be saved, the plugins whose turn had not come are skipped for that reason.
    async fn conclude_unbegun(&mut self) {
        let Some(page) = self.page.clone().filter(|_| self.is_refused()) else { return };
        for plugin in self.plugins.take_unbegun() {
            self.conclude(&plugin, Outcome::skipped(&page.reason)).await;
        }
    }

    /// Takes over what a hook said and how it ended.
    async fn take_in(&mut self, done: HookDone) {
        let HookDone { run, mut said, ending, .. } = done;
        if !said.facts.is_empty() {
            self.facts.merge(said.facts.clone());
            self.context.ledger.record(Event::SnapshotLearned { snapshot_id: self.snapshot.id, facts: said.facts }).await;
        }
        let found = frontier::admit(std::mem::take(&mut said.found), self.snapshot, &self.context.crawl.limits);
        if !found.is_empty()
            && let Err(error) = self.context.ledger.enqueue(found).await
        {
            let message = format!("the pages that {} found could not be queued: {error}", run.hook);
            self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        }
        if said.page.is_some() {
            self.page = said.page;
        }
        self.plugins.end(&run.plugin, ending);
        self.runs.push(run);
    }

    /// Writes the good results of the plugins all of whose hooks are over. Of the others the reason may be known in a moment: that what they worked on is
    /// lost.
    async fn conclude_good(&mut self) {
        let good = self.plugins.take_finished(|endings| !endings.iter().any(|ended| is_bad(&ended.how)));
        self.conclude_all(good).await;
    }

    /// Writes the results of the plugins all of whose hooks are over.
    async fn conclude_finished(&mut self) {
        let finished = self.plugins.take_finished(|_| true);
        self.conclude_all(finished).await;
    }

    /// How what a hook worked on was lost, when that is why it failed.
    fn why_it_failed(&self, ended: &Ended) -> Option<String> {
        let earliest = match &self.broken {
            Some(Broken::Infrastructure(_)) => self.broken_at?.checked_sub(SAME_END),
            _ => self.broken_at,
        };
        let is_lost = ended.how.ended_by == Some(EndedBy::Lost) || earliest.is_some_and(|earliest| ended.at >= earliest);
        self.broken.as_ref().filter(|_| is_lost).map(|broken| broken.reason().to_owned())
    }

    async fn conclude_all(&mut self, finished: Vec<(String, Vec<Ended>)>) {
        for (name, ended) in finished {
            let ended_at = ended.iter().map(|ended| ended.stamp).max();
            let endings: Vec<HookEnding> = ended.into_iter().map(|ended| HookEnding { lost: self.why_it_failed(&ended), ..ended.how }).collect();
            let dir = self.snapshot.dir.join(&name);
            let collected = files::collect(dir.clone()).await;
            for message in collected.warnings {
                self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message: format!("{name}: {message}") }).await;
            }
            if collected.files.is_empty() {
                // An empty directory says nothing; one that is not empty stays.
                let _ = std::fs::remove_dir(&dir);
            }
            let outcome = judge(&endings, !collected.files.is_empty());
            self.conclude_with(&name, outcome, collected.files, ended_at).await;
        }
    }

    async fn conclude(&mut self, plugin: &str, outcome: Outcome) {
        self.conclude_with(plugin, outcome, BTreeMap::new(), None).await;
    }

    async fn conclude_with(&mut self, plugin: &str, outcome: Outcome, output_files: OutputFiles, ended_at: Option<Timestamp>) {
        self.tally.count(outcome.status);
        self.bytes += output_files.values().map(|file| file.size).sum::<u64>();
        let ended_at = ended_at.unwrap_or_else(Timestamp::now);
        let result = ArchiveResult {
            snapshot_id: self.snapshot.id,
            plugin: plugin.to_owned(),
            status: outcome.status,
            output_str: outcome.output_str,
            output_json: outcome.output_json,
            cmd: outcome.cmd,
            error: outcome.error,
            output_files,
            started_at: self.plugins.started_at(plugin).unwrap_or(ended_at),
            ended_at,
        };
        self.context.ledger.record(Event::ResultEnded { result: result.clone() }).await;
        self.results.push(result);
    }

    /// What infrastructure wrote was for the other hooks; once they are over it describes a browser tab that is gone.
    fn remove_infrastructure(&self, steps: &[Step]) {
        let names: BTreeSet<&str> = steps.iter().filter(|step| step.plugin.infrastructure).map(|step| step.plugin.name.as_str()).collect();
        for name in names {
            remove_dir(&self.snapshot.dir.join(name));
        }
    }

    async fn write_index(&mut self, seal: Seal) -> Written {
        let Err(error) = index_file::write(self.snapshot, seal, &self.facts, &self.results, &self.runs).await else { return Written::Whole };
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

/// Removes a directory that may not be there.
pub fn remove_dir(dir: &std::path::Path) {
    if let Err(error) = std::fs::remove_dir_all(dir)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!("{}: {error}", dir.display());
    }
}
