//! One snapshot: its hooks one after another, then the seal, then its results.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::crawl::CrawlContext;
use super::index_file::Seal;
use super::signals::Stop;
use super::steps::{StepEnd, Stepper};
use super::{Job, Ledger, files, index_file, mark};
use crate::archive_result::{ArchiveResult, Verdict};
use crate::event::{Event, Tally};
use crate::frontier;
use crate::hook::{HookDone, Scope};
use crate::hook_run::HookRun;
use crate::outcome::{HookEnding, Outcome, judge};
use crate::plan::{Plan, Step};
use crate::process::orphans::Whose;
use crate::snapshot::{Facts, Snapshot};
use crate::timestamp::Timestamp;

/// Runs a snapshot to its seal.
pub async fn run_snapshot<L: Ledger>(context: Arc<CrawlContext<L>>, job: Job, stop: Stop) {
    let plan = match &job.only {
        Some(only) => context.plan.narrowed_to(only),
        None => context.plan.clone(),
    };
    let work = Work {
        context: &context,
        snapshot: &job.snapshot,
        plugins: Plugins::of(&plan),
        again: job.only.unwrap_or_default(),
        facts: Facts::default(),
        runs: Vec::new(),
        results: Vec::new(),
        tally: Tally::default(),
    };
    work.run(&plan, stop).await;
}

/// A snapshot in the making.
struct Work<'a, L> {
    context: &'a CrawlContext<L>,
    snapshot: &'a Snapshot,
    plugins: Plugins,
    /// Plugins whose earlier outputs make room for this attempt when it begins.
    again: BTreeSet<String>,
    facts: Facts,
    runs: Vec<HookRun>,
    results: Vec<ArchiveResult>,
    tally: Tally,
}

impl<L: Ledger> Work<'_, L> {
    async fn run(mut self, plan: &Plan, mut stop: Stop) {
        let (context, snapshot) = (self.context, self.snapshot);
        let mut plugins: Vec<String> = plan.resulting_plugins().into_iter().map(str::to_owned).collect();
        plugins.extend(plan.skipped.keys().cloned());
        context.ledger.record(Event::SnapshotStarted { snapshot: snapshot.clone(), plugins: plugins.clone() }).await;
        for (plugin, reason) in &plan.skipped {
            self.conclude(plugin, Outcome::skipped(reason)).await;
        }
        if let Err(error) = self.prepare() {
            for plugin in plan.resulting_plugins() {
                let error = Some(format!("{}: {error}; is the disk full, or not writable?", snapshot.dir.display()));
                self.conclude(plugin, Outcome { status: Verdict::Failed, error, ..Outcome::skipped("") }).await;
            }
        } else {
            self.run_steps(&plan.snapshot, &stop).await;
        }
        let interrupted = stop.borrow_and_update().is_some();
        let at = Timestamp::now();
        self.write_index(Seal { by: context.crawl.id, at, interrupted }).await;
        context
            .ledger
            .record(Event::SnapshotSealed {
                crawl_id: snapshot.crawl_id,
                snapshot_id: snapshot.id,
                url: snapshot.url.to_string(),
                tally: self.tally,
                interrupted,
                at,
            })
            .await;
    }

    /// Makes the directory and its link in `archive/`.
    fn prepare(&self) -> std::io::Result<()> {
        let dir = &self.snapshot.dir;
        std::fs::create_dir_all(dir)?;
        let archive = self.context.layout.archive();
        std::fs::create_dir_all(&archive)?;
        let target = std::path::Path::new("..").join(self.context.layout.relative(dir));
        match std::os::unix::fs::symlink(target, archive.join(&self.snapshot.archive_name)) {
            // A retry finds the link that the first run made.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    async fn run_steps(&mut self, steps: &[Step], stop: &Stop) {
        let (context, snapshot) = (self.context, self.snapshot);
        let scope = Scope::Snapshot { crawl: &context.crawl, snapshot };
        let mut stepper = Stepper {
            ledger: &*context.ledger,
            surroundings: &context.surroundings,
            limits: context.plan.limits,
            silent: &context.silent,
            notices: &context.notices,
            stop: stop.clone(),
        };
        let mut background = Vec::new();
        for step in steps {
            if stop.borrow().is_some() {
                break;
            }
            if let Some(started_at) = self.plugins.begin(step) {
                // Not sooner: a plugin whose turn never comes keeps what it has.
                if self.again.contains(&step.plugin.name) {
                    remove_dir(&snapshot.dir.join(&step.plugin.name));
                }
                let event = Event::ResultStarted { snapshot_id: snapshot.id, plugin: step.plugin.name.clone(), at: started_at };
                context.ledger.record(event).await;
            }
            match stepper.run(step, scope).await {
                StepEnd::Over(done) => self.take_in(done).await,
                StepEnd::Background(hook) => background.push(hook),
            }
            self.conclude_finished().await;
        }
        let whose = Whose::Scope { mark: mark(snapshot.id), dir: snapshot.dir.clone() };
        for done in stepper.seal(background, steps, &whose).await {
            self.take_in(done).await;
        }
        self.plugins.interrupt_rest();
        self.conclude_finished().await;
        self.remove_infrastructure(steps);
    }

    /// Takes over what a hook said and how it ended.
    async fn take_in(&mut self, done: HookDone) {
        let HookDone { run, said, ending, .. } = done;
        if !said.facts.is_empty() {
            self.facts.merge(said.facts.clone());
            self.context.ledger.record(Event::SnapshotLearned { snapshot_id: self.snapshot.id, facts: said.facts }).await;
        }
        let found = frontier::admit(said.found, self.snapshot, &self.context.crawl.limits);
        if !found.is_empty()
            && let Err(error) = self.context.ledger.enqueue(found).await
        {
            let message = format!("the pages that {} found could not be queued: {error}", run.hook);
            self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        }
        self.plugins.end(&run.plugin, ending);
        self.runs.push(run);
    }

    /// Writes the results of the plugins all of whose hooks are over.
    async fn conclude_finished(&mut self) {
        for (name, endings) in self.plugins.take_finished() {
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
            self.conclude_with(&name, outcome, collected.files).await;
        }
    }

    async fn conclude(&mut self, plugin: &str, outcome: Outcome) {
        self.conclude_with(plugin, outcome, BTreeMap::new()).await;
    }

    async fn conclude_with(&mut self, plugin: &str, outcome: Outcome, output_files: crate::archive_result::OutputFiles) {
        self.tally.count(outcome.status);
        let ended_at = Timestamp::now();
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

    async fn write_index(&mut self, seal: Seal) {
        if let Err(error) = index_file::write(self.snapshot, seal, &self.facts, &self.results, &self.runs) {
            let message = format!("{}: {error}", self.snapshot.dir.join(index_file::FILE_NAME).display());
            self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        }
    }
}

/// Removes a directory that may not be there.
pub fn remove_dir(dir: &std::path::Path) {
    if let Err(error) = std::fs::remove_dir_all(dir)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!("{}: {error}", dir.display());
    }
}

/// The plugins of a snapshot that have a result, and how far each is.
struct Plugins(BTreeMap<String, Progress>);

#[derive(Default)]
struct Progress {
    /// Hooks that have not ended.
    open: usize,
    started_at: Option<Timestamp>,
    endings: Vec<HookEnding>,
    concluded: bool,
}

impl Plugins {
    fn of(plan: &Plan) -> Self {
        let mut plugins: BTreeMap<String, Progress> = BTreeMap::new();
        for step in plan.snapshot.iter().filter(|step| !step.plugin.infrastructure) {
            plugins.entry(step.plugin.name.clone()).or_default().open += 1;
        }
        Plugins(plugins)
    }

    /// Notes the start of a step's hook; the time, when it is the plugin's first.
    fn begin(&mut self, step: &Step) -> Option<Timestamp> {
        let progress = self.0.get_mut(&step.plugin.name)?;
        if progress.started_at.is_some() {
            return None;
        }
        progress.started_at = Some(Timestamp::now());
        progress.started_at
    }

    fn started_at(&self, plugin: &str) -> Option<Timestamp> {
        self.0.get(plugin)?.started_at
    }

    fn end(&mut self, plugin: &str, ending: HookEnding) {
        if let Some(progress) = self.0.get_mut(plugin) {
            progress.open = progress.open.saturating_sub(1);
            progress.endings.push(ending);
        }
    }

    /// The hooks that were never started count as interrupted.
    fn interrupt_rest(&mut self) {
        for progress in self.0.values_mut().filter(|progress| !progress.concluded && progress.open > 0) {
            progress.open = 0;
            let ended_by = Some(crate::hook_run::EndedBy::Interrupt);
            progress.endings.push(HookEnding { hook: "the plugin".into(), ended_by, ..HookEnding::default() });
        }
    }

    fn take_finished(&mut self) -> Vec<(String, Vec<HookEnding>)> {
        self.0
            .iter_mut()
            .filter(|(_, progress)| progress.open == 0 && !progress.concluded)
            .map(|(name, progress)| {
                progress.concluded = true;
                (name.clone(), std::mem::take(&mut progress.endings))
            })
            .collect()
    }
}
