//! A ledger in memory, hooks that are played, and the crawl of a test.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tempfile::TempDir;
use tokio::sync::{oneshot, watch};
use tokio::time::Instant;

use crate::config::limits::ResourceLimits;
use crate::files::layout::{Layout, archive_name};
use crate::files::location::Lost;
use crate::hook::hook_records::HookRecords;
use crate::hook::{HookDone, Politeness, Release, RunningHook, Scope, StopReason};
use crate::model::archive_result::ResultStatus;
use crate::model::crawl::{Crawl, Limits};
use crate::model::event::{CrawlEnding, Event};
use crate::model::hook_run::{EndedBy, ExitStatus, HookRun, Printed, Usage};
use crate::model::id::{CrawlId, HookRunId, SnapshotId};
use crate::model::snapshot::{Candidate, Snapshot};
use crate::model::timestamp::{FollowsTokio, Timestamp};
use crate::model::url::{self, PageUrl};
use crate::plan::{Plan, PlannedPlugin, Step, StopLimits};
use crate::plugin::{Hook, HookEvent, HookName};
use crate::process::orphans::{Infrastructure, Owner, Selection};
use crate::rules::outcome::HookEnding;
use crate::run::pace::Concurrency;
use crate::run::{Claim, CrawlContext, Earlier, Hooks, Job, Ledger, LedgerError, run_crawl};

/// The crawl of a test, before it runs.
pub struct Stage {
    dir: TempDir,
    ledger: Arc<FakeLedger>,
    crawl: Crawl,
    pub plan: Plan,
    pub concurrency: usize,
    stop: watch::Sender<Option<StopReason>>,
    _clock: FollowsTokio,
}

/// What a crawl came to.
pub struct Recorded {
    pub ending: CrawlEnding,
    lines: Vec<String>,
    pub snapshots: Vec<Snapshot>,
}

impl Recorded {
    /// What happened of these kinds, each as `<ms> <kind> <what>`.
    pub fn lines(&self, kinds: &[&str]) -> Vec<&str> {
        let kind = |line: &str| line.split(' ').nth(1).unwrap_or_default().to_owned();
        self.lines.iter().filter(|line| kinds.contains(&kind(line).as_str())).map(String::as_str).collect()
    }
}

impl Stage {
    /// With these hooks, named `<plugin>/<file name>`, the plugin with a `!` where others depend on
    /// it; and these pages, named `<host>/<path>`.
    pub fn new(hooks: &[&str], pages: &[&str]) -> Self {
        let _clock = Timestamp::follow_tokio();
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path().join("archive"));
        let (id, created_at) = (CrawlId::new(), Timestamp::now());
        let limits = Limits { depth: 1, max_urls: None, scope: url::Scope::Any };
        let crawl = Crawl { id, created_at, dir: layout.crawl(id, created_at), limits };
        let mut plan = Plan {
            resource_limits: ResourceLimits { longest_delay: Duration::from_secs(3600), ..ResourceLimits::default() },
            ..Plan::default()
        };
        for name in hooks {
            let step = step(name);
            match step.hook.name.event {
                HookEvent::Snapshot => plan.snapshot.push(step),
                HookEvent::CrawlEnd => plan.crawl_end.push(step),
                HookEvent::Crawl | HookEvent::CrawlSetup => plan.crawl.push(step),
            }
        }
        let ledger = Arc::new(FakeLedger::new(layout, crawl.clone()));
        pages.iter().for_each(|page| ledger.add(PageUrl::parse(&format!("http://{page}")).unwrap(), 0, None));
        Stage { dir, ledger, crawl, plan, concurrency: 1, stop: watch::channel(None).0, _clock }
    }

    /// Where the collection lies.
    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("archive")
    }

    /// Asks the crawl to stop, `after` milliseconds from now.
    pub fn stop_after(&self, after: u64, reason: StopReason) {
        let stop = self.stop.clone();
        tokio::spawn(async move {
            sleep(after).await;
            stop.send_replace(Some(reason));
        });
    }

    /// Runs it, each hook as `play` says.
    pub async fn run<F: Future<Output = End> + Send + 'static>(
        self,
        play: impl Fn(Part) -> F + Send + Sync + 'static,
    ) -> Recorded {
        let play: Play = Arc::new(move |part| Box::pin(play(part)));
        let context = CrawlContext {
            crawl: self.crawl,
            urls: Vec::new(),
            options: serde_json::Value::Null,
            plan: self.plan,
            layout: self.ledger.layout.clone(),
            ledger: self.ledger.clone(),
            hooks: FakeHooks { play, starts: Mutex::default() },
            concurrency: Concurrency::Fixed(self.concurrency),
            bytes_so_far: None,
            lost: None,
            silent: Default::default(),
        };
        std::fs::create_dir_all(context.layout.data()).unwrap();
        let queued = self.ledger.state.lock().queue.len() as u64;
        let ending = run_crawl(context, queued, self.stop.subscribe()).await.unwrap();
        let state = self.ledger.state.lock();
        Recorded { ending, lines: state.lines.clone(), snapshots: state.snapshots.values().cloned().collect() }
    }
}

fn step(name: &str) -> Step {
    let (plugin, file_name) = name.split_once('/').unwrap();
    let plugin = PlannedPlugin {
        infrastructure: plugin.ends_with('!'),
        name: plugin.trim_end_matches('!').to_owned(),
        finds_links: None,
        timeout: Duration::from_secs(60),
        environment: BTreeMap::new(),
    };
    let hook = Hook {
        path: Path::new("/plugins").join(name),
        name: HookName::parse(file_name).unwrap().unwrap(),
        interpreter: None,
    };
    Step { plugin: Arc::new(plugin), hook }
}

pub async fn sleep(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// How a hook ends, and what it has printed.
#[derive(Debug, Clone)]
pub struct End {
    exit: i32,
    by: EndedBy,
    printed: Vec<String>,
}

impl End {
    /// By itself.
    pub fn exit(code: i32) -> Self {
        End { exit: code, by: EndedBy::Itself, printed: Vec::new() }
    }

    /// After it has printed this record.
    pub fn prints(mut self, record: serde_json::Value) -> Self {
        self.printed.push(record.to_string());
        self
    }
}

/// What a hook that is played knows of itself.
pub struct Part {
    pub plugin: String,
    /// The path of the page, `/1`; of the crawl's own hooks none.
    pub page: String,
    /// How often this plugin's hook was started before for this page.
    pub nth: usize,
    /// The plugin's directory, which is there.
    pub dir: std::path::PathBuf,
    /// What it takes to end after it was asked to, in milliseconds.
    pub linger: Arc<Mutex<u64>>,
    release: Option<oneshot::Sender<Release>>,
}

impl Part {
    /// Lets the hooks after it begin.
    pub fn is_ready(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.send(Release::Ready);
        }
    }

    /// Goes on until it is asked to end.
    pub async fn until_asked(mut self) -> End {
        self.is_ready();
        std::future::pending().await
    }
}

type Play = Arc<dyn Fn(Part) -> Pin<Box<dyn Future<Output = End> + Send>> + Send + Sync>;

/// Hooks that are played. They end by themselves, when they are asked to, or when their time is up.
pub struct FakeHooks {
    play: Play,
    starts: Mutex<BTreeMap<(String, String), usize>>,
}

impl Hooks for FakeHooks {
    fn adopt_orphans(&self) -> impl Future<Output = ()> + Send + 'static {
        std::future::pending()
    }

    fn start(&self, step: &Step, scope: Scope<'_>, _: StopLimits, _: Politeness) -> RunningHook {
        let page = scope.snapshot().map(|snapshot| path_of(snapshot.url.as_str())).unwrap_or_default();
        let nth = {
            let mut starts = self.starts.lock();
            let count = starts.entry((step.plugin.name.clone(), page.clone())).or_default();
            std::mem::replace(count, *count + 1)
        };
        let dir = scope.dir().join(&step.plugin.name);
        std::fs::create_dir_all(&dir).unwrap();
        let now = Timestamp::now();
        let run = HookRun {
            id: HookRunId::new(),
            crawl_id: scope.crawl().id,
            snapshot_id: scope.snapshot().map(|snapshot| snapshot.id),
            plugin: step.plugin.name.clone(),
            hook: step.hook.name.file_name.clone(),
            background: step.hook.name.background,
            argv: Vec::new(),
            cwd: dir.clone(),
            pid: None,
            started_at: now,
            ended_at: now,
            ready_ms: Some(0),
            ready_at: None,
            stopped_at: None,
            usage: Usage::default(),
            exit: None,
            ended_by: EndedBy::Itself,
            printed: Printed::default(),
            other_records: Vec::new(),
            remarks: Vec::new(),
        };
        let (play, timeout) = (self.play.clone(), step.plugin.timeout);
        RunningHook::spawn(step.plugin.clone(), None, move |stopped, release| {
            let linger = Arc::new(Mutex::new(0));
            let part =
                Part { plugin: run.plugin.clone(), page, nth, dir, linger: linger.clone(), release: Some(release) };
            let played = play(part);
            async move {
                let end = until_over(played, stopped, if run.background { None } else { Some(timeout) }, &linger).await;
                over(run, end, timeout)
            }
        })
    }

    async fn end_left(&self, _: &Owner, _: &Infrastructure, _: Selection, _: Duration) -> Vec<String> {
        Vec::new()
    }

    fn plugins_with_processes(&self, _: &str, _: &Path) -> BTreeSet<String> {
        BTreeSet::new()
    }

    fn memory_mib(&self, _: &[RunningHook]) -> u64 {
        0
    }

    fn forget_dead(&self, _: &Path) {}

    fn close(&self) {}
}

async fn until_over(
    played: Pin<Box<dyn Future<Output = End> + Send>>,
    mut stopped: watch::Receiver<Option<StopReason>>,
    timeout: Option<Duration>,
    linger: &Mutex<u64>,
) -> End {
    let by = tokio::select! {
        biased;
        end = played => return end,
        asked = stopped.wait_for(Option::is_some) => match asked.map(|asked| *asked) {
            Ok(Some(StopReason::Seal)) => EndedBy::Seal,
            Ok(Some(StopReason::Timeout)) => EndedBy::Timeout,
            Ok(Some(StopReason::Lost)) => EndedBy::Lost,
            _ => EndedBy::Interrupt,
        },
        () = crate::rules::deadline::until(timeout.map(|timeout| Instant::now() + timeout)) => EndedBy::Timeout,
    };
    let lingers = *linger.lock();
    tokio::select! {
        biased;
        _ = stopped.wait_for(|asked| *asked == Some(StopReason::Abort)) => {}
        () = sleep(lingers) => {}
    }
    End { exit: 0, by, printed: Vec::new() }
}

fn over(mut run: HookRun, end: End, timeout: Duration) -> HookDone {
    let own_id = run.snapshot_id.map(|id| id.to_string());
    let mut records = HookRecords::default();
    for line in &end.printed {
        records.add_line(line, own_id.as_deref());
    }
    assert!(records.errors.is_empty(), "{:?}", records.errors);
    run.ended_at = Timestamp::now();
    (run.exit, run.ended_by) = (Some(ExitStatus::Code(end.exit)), end.by);
    let ending = HookEnding {
        hook: run.hook.clone(),
        exit: run.exit,
        ended_by: Some(end.by),
        timeout,
        records: std::mem::take(&mut records.results),
        ..HookEnding::default()
    };
    HookDone { run, records, silent: false, ending }
}

fn path_of(url: &str) -> String {
    url::PageUrl::parse(url).unwrap().as_str().splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default()
}

/// A queue, and an account of what happened.
pub struct FakeLedger {
    layout: Layout,
    crawl: Crawl,
    begun: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    queue: Vec<Queued>,
    snapshots: BTreeMap<SnapshotId, Snapshot>,
    earlier: BTreeMap<SnapshotId, Earlier>,
    lines: Vec<String>,
}

struct Queued {
    snapshot: Snapshot,
    attempts: u32,
    /// Absent before its first try.
    not_before: Option<Timestamp>,
}

impl FakeLedger {
    fn new(layout: Layout, crawl: Crawl) -> Self {
        FakeLedger { layout, crawl, begun: Instant::now(), state: Mutex::default() }
    }

    fn add(&self, url: PageUrl, depth: u32, found_by: Option<(SnapshotId, PageUrl)>) {
        let (id, now) = (SnapshotId::new(), Timestamp::now());
        let (parent, root) = found_by.map_or((None, url.clone()), |(parent, root)| (Some(parent), root));
        let dir = self.layout.snapshot(id, &url, now);
        let mut state = self.state.lock();
        let archive_name = archive_name(now.epoch_micros() + state.snapshots.len() as i64);
        let (title, tags) = (None, Vec::new());
        let snapshot = Snapshot {
            id,
            crawl_id: self.crawl.id,
            parent,
            url,
            depth,
            root,
            title,
            tags,
            queued_at: now,
            started_at: now,
            dir,
            archive_name,
        };
        state.snapshots.insert(id, snapshot.clone());
        state.queue.push(Queued { snapshot, attempts: 0, not_before: None });
    }
}

impl Ledger for FakeLedger {
    async fn claim(&self, busy: &BTreeSet<String>) -> Result<Claim, LedgerError> {
        let now = Timestamp::now();
        let mut state = self.state.lock();
        let is_free = |queued: &Queued| !busy.contains(queued.snapshot.url.host());
        // As in the store: what was tried before comes first.
        let due = |queued: &Queued| queued.not_before.is_some_and(|at| at <= now);
        let again = state.queue.iter().position(|queued| due(queued) && is_free(queued));
        let place =
            again.or_else(|| state.queue.iter().position(|queued| queued.not_before.is_none() && is_free(queued)));
        let Some(place) = place else {
            let is_busy = state.queue.iter().any(|queued| queued.not_before.is_none() || due(queued));
            let earliest = state.queue.iter().filter_map(|queued| queued.not_before).min();
            return Ok(if is_busy { Claim::Busy } else { earliest.map_or(Claim::Empty, Claim::Waiting) });
        };
        let Queued { snapshot, attempts, .. } = state.queue.remove(place);
        let earlier = state.earlier.get(&snapshot.id).cloned().filter(|_| attempts > 0);
        Ok(Claim::Job(Box::new(Job { snapshot, only: None, attempts, earlier, may_wait: true })))
    }

    async fn is_empty(&self) -> Result<bool, LedgerError> {
        Ok(self.state.lock().queue.is_empty())
    }

    async fn record(&self, event: Event) {
        let ms = self.begun.elapsed().as_millis();
        let mut state = self.state.lock();
        let place = |state: &State, id: SnapshotId| path_of(state.snapshots[&id].url.as_str());
        let line = match event {
            Event::SnapshotStarted { snapshot, .. } => Some(format!("begin {}", place(&state, snapshot.id))),
            Event::HookStarted { snapshot_id, plugin, .. } => Some(
                format!("start {plugin} {}", snapshot_id.map(|id| place(&state, id)).unwrap_or_default())
                    .trim_end()
                    .to_owned(),
            ),
            Event::HookEnded { run } => {
                let page = run.snapshot_id.map(|id| place(&state, id)).unwrap_or_default();
                let line = format!("over {} {} {page}", run.plugin, run.ended_by.as_str());
                if let Some(id) = run.snapshot_id {
                    state.earlier.entry(id).or_default().runs.push(run);
                }
                Some(line.trim_end().to_owned())
            }
            Event::ResultEnded { result } => {
                let error = result.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
                let line = format!(
                    "result {} {} {}{error}",
                    place(&state, result.snapshot_id),
                    result.plugin,
                    result.status.as_str()
                );
                let results = &mut state.earlier.entry(result.snapshot_id).or_default().results;
                results.retain(|other| other.plugin != result.plugin);
                results.push(result);
                Some(line)
            }
            Event::SnapshotPostponed { snapshot_id, reason, attempt, until, plugins, keeps_good, .. } => {
                let wait = until.millis_since(Timestamp::now());
                let line = format!("postponed {} for {wait}: {reason}", place(&state, snapshot_id));
                let is_kept = |status: ResultStatus| keeps_good && status != ResultStatus::Failed;
                let earlier = state.earlier.entry(snapshot_id).or_default();
                earlier.results.retain(|result| !plugins.contains(&result.plugin) || is_kept(result.status));
                let snapshot = state.snapshots[&snapshot_id].clone();
                state.queue.push(Queued { snapshot, attempts: attempt, not_before: Some(until) });
                Some(line)
            }
            Event::SnapshotSealed { snapshot_id, tally, interrupted, page_error, refused, .. } => {
                let mut line = format!("sealed {} ({tally})", place(&state, snapshot_id));
                for (what, is_so) in
                    [("interrupted", interrupted), ("error page", page_error.is_some()), ("refused", refused.is_some())]
                {
                    if is_so {
                        line += &format!(" {what}");
                    }
                }
                Some(line)
            }
            Event::Warning { message, .. } => Some(format!("warning {message}")),
            _ => None,
        };
        state.lines.extend(line.map(|line| format!("{ms} {line}")));
    }

    async fn enqueue(&self, found: Vec<Candidate>) -> Result<(), LedgerError> {
        found.into_iter().for_each(|page| self.add(page.url, page.depth, page.found_by));
        Ok(())
    }

    async fn flush(&self) -> Result<(), LedgerError> {
        Ok(())
    }

    fn is_in_place(&self) -> Result<(), Lost> {
        Ok(())
    }

    async fn failed(&self) -> LedgerError {
        std::future::pending().await
    }
}
