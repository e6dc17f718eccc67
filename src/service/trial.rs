//! Plugins tried out: one page through the runner as it is, in a collection that is gone
//! afterwards.

pub mod page;

use parking_lot::Mutex;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::collection::Collection;
use super::crawl::{self, CrawlEnd, CrawlOrder, Idle, Work};
use super::error::Error;
use super::import::Opened;
use super::listener::{Listener, StopSource};
use crate::files::layout::{Layout, hook_dir};
use crate::hook::cause::Cause;
use crate::hook::misprinted::Misprinted;
use crate::hook::{RunEnvironment, Scope, invocation};
use crate::model::archive_result::ArchiveResult;
use crate::model::crawl::{Crawl, CrawlKind, Limits};
use crate::model::event::{CrawlEnding, Event};
use crate::model::hook_run::HookRun;
use crate::model::id::SnapshotId;
use crate::model::snapshot::Snapshot;
use crate::model::url::{PageUrl, Schemes, Scope as LinkScope};
use crate::plan::{Plan, Step};
use crate::rules::outcome::{HookEnding, failure};
use crate::rules::record;
use crate::secrets::Secrets;

/// The lines of stderr that go with a failure.
const TAIL_LINES: usize = 10;

/// The directory of a trial, removed when this is dropped unless it is kept.
pub struct Scratch {
    dir: TempDir,
    layout: Layout,
    pub run_environment: RunEnvironment,
}

impl Scratch {
    /// Settings, plugins and installed tools are those of `collection`; nothing is written there.
    pub fn new(collection: &Collection) -> Result<Self, Error> {
        let made = |error| {
            Error::failed(format!(
                "no directory for the trial could be made in {}: {error}",
                std::env::temp_dir().display()
            ))
        };
        let dir = tempfile::Builder::new().prefix("tacklebox-trial-").tempdir().map_err(made)?;
        // On some systems the temporary directory is a link, and hooks compare paths.
        let data = fs::canonicalize(dir.path()).map_err(made)?;
        let around = collection.run_environment()?;
        let or_own = |theirs: PathBuf, name: &str| if theirs.is_dir() { theirs } else { data.join(name) };
        let run_environment = RunEnvironment {
            lib_dir: or_own(around.lib_dir.clone(), "lib"),
            personas_dir: or_own(around.personas_dir.clone(), "personas"),
            data_dir: data.clone(),
            ..around
        };
        Ok(Scratch { dir, layout: Layout::new(data), run_environment })
    }

    /// Keeps the directory for good.
    pub fn keep(self) -> PathBuf {
        self.dir.keep()
    }
}

/// What a trial has shown.
pub struct Trial {
    pub ended: CrawlEnd,
    pub crawl: Option<Crawl>,
    pub snapshot: Option<Snapshot>,
    pub runs: Vec<HookRun>,
    pub results: Vec<ArchiveResult>,
    /// Those that belong to no hook's account.
    pub warnings: Vec<(Option<SnapshotId>, String)>,
    url: PageUrl,
    plan: Plan,
}

/// What a hook printed, sorted.
#[derive(Debug, Default, Serialize)]
pub struct Printed {
    pub records: Vec<Value>,
    /// Lines that were meant as records and are none.
    pub bad_records: Vec<BadRecord>,
    /// The other lines.
    pub stdout: Vec<String>,
    pub stderr: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct BadRecord {
    /// Its line on stdout, from 1.
    pub line: usize,
    pub text: String,
    pub error: String,
}

/// Keeps all events.
#[derive(Default)]
struct EventRecorder(Mutex<Vec<Event>>);

impl Listener for EventRecorder {
    fn on_event(&self, event: &Event) {
        self.0.lock().push(event.clone());
    }
}

/// Runs `plan` on one page.
pub fn try_out(scratch: &Scratch, plan: Plan, url: PageUrl) -> Result<Trial, Error> {
    let kept = Arc::new(EventRecorder::default());
    let listener: Arc<dyn Listener> = kept.clone();
    let order = CrawlOrder {
        work: Work::New { sources: vec![Opened::Page(url.clone())], schemes: Schemes::default() },
        // What a hook finds is shown and not followed.
        limits: Limits { depth: 0, max_urls: None, scope: LinkScope::Host },
        archived_since: None,
        kind: CrawlKind::Trial,
        inputs: vec![url.to_string()],
        options: json!({ "trial": url.as_str() }),
        secrets: Secrets::default(),
        concurrency: Some(1),
    };
    let run_environment = scratch.run_environment.clone();
    let report = crawl::run_in(&scratch.layout, run_environment, plan.clone(), order, &listener, &StopSource::Signals);
    let ended = match report.end {
        CrawlEnd::Failed(error) => return Err(error),
        ended => ended,
    };
    let mut trial =
        Trial { ended, crawl: None, snapshot: None, runs: vec![], results: vec![], warnings: vec![], url, plan };
    for event in std::mem::take(&mut *kept.0.lock()) {
        match event {
            Event::CrawlStarted { crawl, .. } => trial.crawl = Some(crawl),
            Event::SnapshotStarted { snapshot, .. } => trial.snapshot = Some(snapshot),
            Event::HookEnded { run } => trial.runs.push(run),
            Event::ResultEnded { result } => trial.results.push(result),
            Event::Warning { snapshot_id, message } => trial.warnings.push((snapshot_id, message)),
            _ => {}
        }
    }
    trial.runs.sort_by_key(|run| (run.started_at, run.id));
    // Every remark on a hook is announced as well.
    let Trial { runs, warnings, .. } = &mut trial;
    warnings.retain(|(_, message)| {
        !runs
            .iter()
            .any(|run| run.remarks.iter().any(|remark| *message == format!("{}/{}: {remark}", run.plugin, run.hook)))
    });
    Ok(trial)
}

impl Trial {
    /// The directory in which the hook's plugin has its own.
    fn scope_dir(&self, run: &HookRun) -> Option<&Path> {
        match run.snapshot_id {
            Some(_) => Some(&self.snapshot.as_ref()?.dir),
            None => Some(&self.crawl.as_ref()?.dir),
        }
    }

    /// What a hook printed, as far as its logs were kept.
    pub fn printed(&self, run: &HookRun) -> Printed {
        let mut printed = Printed::default();
        let Some(dir) = self.scope_dir(run).map(|dir| hook_dir(dir, &run.plugin)) else { return printed };
        let mut misprinted = Misprinted::default();
        for (index, line) in lines(&dir.join(format!("{}.stdout.log", run.hook))).into_iter().enumerate() {
            if let Some(found) = misprinted.add_line(&line) {
                let begin = index + 1 - found.lines;
                printed.bad_records.push(BadRecord { line: begin + 1, text: found.first_line, error: found.complaint });
                continue;
            }
            match record::parse(&line) {
                Ok(Some(_)) => printed.records.extend(serde_json::from_str::<Value>(line.trim()).ok()),
                Ok(None) => printed.stdout.push(line),
                Err(error) => {
                    printed.bad_records.push(BadRecord { line: index + 1, text: line, error: error.to_string() })
                }
            }
        }
        printed.stderr = lines(&dir.join(format!("{}.stderr.log", run.hook)));
        printed
    }

    /// Why the way a hook ended is a failure, if it is.
    pub fn failure(&self, run: &HookRun) -> Option<String> {
        let stderr = self.printed(run).stderr;
        let timeout = self.step(run).map(|step| step.plugin.timeout).unwrap_or_default();
        let stderr_tail = stderr[stderr.len().saturating_sub(TAIL_LINES)..].join("\n");
        let mut cause = Cause::default();
        stderr.iter().for_each(|line| cause.add_line(line));
        let cause = cause.found().map(str::to_owned);
        failure(&HookEnding {
            hook: run.hook.clone(),
            exit: run.exit,
            ended_by: Some(run.ended_by),
            timeout,
            stderr_tail,
            cause,
            ..HookEnding::default()
        })
    }

    /// What the runner added to the environment of a hook, or replaced in it.
    pub fn environment(&self, run: &HookRun, run_environment: &RunEnvironment) -> Vec<(String, String)> {
        let (Some(step), Some(crawl)) = (self.step(run), &self.crawl) else { return Vec::new() };
        let urls = [self.url.to_string()];
        let scope = match (&self.snapshot, run.snapshot_id) {
            (Some(snapshot), Some(_)) => Scope::Snapshot { crawl, snapshot },
            _ => Scope::Crawl { crawl, urls: &urls },
        };
        let added = invocation::launch(step, scope, run_environment).environment;
        added
            .into_iter()
            .map(|(key, value)| (key.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
            .collect()
    }

    fn step(&self, run: &HookRun) -> Option<&Step> {
        let steps = self.plan.crawl.iter().chain(&self.plan.snapshot).chain(&self.plan.crawl_end);
        steps.into_iter().find(|step| step.plugin.name == run.plugin && step.hook.name.file_name == run.hook)
    }

    /// Why the crawl as a whole came to no good end.
    pub fn could_not_go_on(&self) -> Option<&str> {
        match &self.ended {
            CrawlEnd::Ran(CrawlEnding::Failed { error }) => Some(error),
            _ => None,
        }
    }

    /// Whether the person at the keyboard ended it.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.ended, CrawlEnd::Ran(CrawlEnding::Interrupted) | CrawlEnd::NothingToDo(Idle::Stopped))
    }
}

/// The lines of a log; a hook that printed nothing, or was never started, has none.
fn lines(log: &Path) -> Vec<String> {
    let bytes = fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}
