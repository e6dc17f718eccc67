//! Runs one hook: waits for what happens to it, asks [`state`](super::state) what that means, and
//! does it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::StopReason;
use super::attachment::Attachment;
use super::cause::Cause;
use super::done::HookDone;
use super::hook_records::HookRecords;
use super::invocation::{RunEnvironment, Scope, launch};
use super::output::Stream;
use super::pidfile::{LivingHooks, PidLine};
use super::state::{Action, DRAIN, HookEvent, HookState, Leak};
use crate::files::layout::{BROWSER_ADDRESS, hook_dir};
use crate::files::own_files;
use crate::files::static_file_mark;
use crate::model::hook_run::{EndedBy, ExitStatus, HookRun, Printed, Usage};
use crate::model::id::{HookRunId, SnapshotId};
use crate::model::timestamp::Timestamp;
use crate::plan::{PlannedPlugin, Step, StopLimits};
use crate::process::identity::Identity;
use crate::process::{Child, Launch, is_stopped, traffic};
use crate::rules::deadline::until;
use crate::rules::outcome::HookEnding;

/// The lines of stderr that are kept for a message.
const TAIL_LINES: usize = 10;

/// The bytes of stderr that are kept for a message.
const TAIL_BYTES: usize = 2000;

/// Why the hooks after a background hook may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    Ready,
    /// It printed nothing, and was seen to listen to the page.
    Attached,
    /// It printed nothing in the time it had for that.
    PassedOver,
}

/// What is known of how a background hook behaves before it listens to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Politeness {
    /// It may print a line when it is ready, as it should.
    Unknown,
    /// It was seen before to listen without saying so.
    Silent,
}

impl Politeness {
    /// How long it must be connected to the browser until its silence is believed.
    fn crawl_delay(self) -> Duration {
        match self {
            Politeness::Unknown => Duration::from_secs(2),
            Politeness::Silent => Duration::ZERO,
        }
    }

    /// How often it is looked at while it is waited for. A look takes milliseconds, since the
    /// kernel goes through all connections of the machine for it.
    fn look_every(self) -> Duration {
        match self {
            Politeness::Unknown => Duration::from_millis(200),
            Politeness::Silent => Duration::from_millis(20),
        }
    }
}

/// How often a hook is looked at that has printed nothing and is not waited for any more.
const LOOK_AT_PASSED_OVER: Duration = Duration::from_secs(1);

/// How often to check whether a hook that others depend on was stopped (SIGSTOP).
const LOOK_FOR_STOP: Duration = Duration::from_secs(1);

/// How many looks in a row must find it stopped.
const STOPPED_LOOKS: u32 = 2;

/// A hook that runs, or has run.
#[derive(Debug)]
pub struct RunningHook {
    pub plugin: Arc<PlannedPlugin>,
    /// Absent when it could not be started.
    pub pid: Option<i32>,
    /// Resolves when a background hook lets the others begin; closed without a value when it ended
    /// before.
    released: Option<oneshot::Receiver<Release>>,
    stop: Stopper,
    task: Option<JoinHandle<HookDone>>,
    over: Option<HookDone>,
}

/// Asks a hook to end.
#[derive(Debug, Clone)]
pub struct Stopper(watch::Sender<Option<StopReason>>);

impl Stopper {
    /// A reason that is greater than an earlier one replaces it; a lesser one is ignored.
    pub fn stop(&self, reason: StopReason) {
        self.0.send_if_modified(|current| {
            let greater = *current < Some(reason);
            if greater {
                *current = Some(reason);
            }
            greater
        });
    }
}

impl RunningHook {
    /// One that lives as long as what `life` makes: of the requests to end it, and of what lets the
    /// others begin, which is given up when it is dropped.
    pub fn spawn<F: Future<Output = HookDone> + Send + 'static>(
        plugin: Arc<PlannedPlugin>,
        pid: Option<i32>,
        life: impl FnOnce(watch::Receiver<Option<StopReason>>, oneshot::Sender<Release>) -> F,
    ) -> Self {
        let (stop, stopped) = watch::channel(None);
        let (release, released) = oneshot::channel();
        let task = tokio::spawn(life(stopped, release));
        RunningHook { plugin, pid, released: Some(released), stop: Stopper(stop), task: Some(task), over: None }
    }

    /// Waits until the hooks after this one may begin: `None` when it is over already.
    pub async fn released(&mut self) -> Option<Release> {
        match self.released.take() {
            Some(receiver) => receiver.await.ok(),
            None => None,
        }
    }

    /// Whether it was not yet waited for until it is ready, and should be.
    pub fn is_awaited(&self) -> bool {
        self.released.is_some()
    }

    /// Says that no other hook waits for it to be ready.
    pub fn not_awaited(mut self) -> Self {
        self.released = None;
        self
    }

    /// Asks it to end.
    pub fn stop(&self, reason: StopReason) {
        self.stop.stop(reason);
    }

    /// A handle that can stop it while another task waits for it.
    pub fn stopper(&self) -> Stopper {
        self.stop.clone()
    }

    /// Waits until it is over. May be dropped and called again.
    pub async fn over(&mut self) -> &HookDone {
        if let Some(task) = &mut self.task {
            let done = match task.await {
                Ok(done) => done,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            };
            self.task = None;
            self.over = Some(done);
        }
        self.over.as_ref().expect("set when the task was taken")
    }

    /// Waits until it is over, and takes what is left of it.
    pub async fn done(mut self) -> HookDone {
        self.over().await;
        self.over.expect("just waited for")
    }
}

/// What a hook wants the person at the keyboard to know, while it runs: the snapshot it works on,
/// and the message.
pub type Notices = mpsc::UnboundedSender<(Option<SnapshotId>, String)>;

/// Starts a hook. Whatever goes wrong, even the start, is in what [`RunningHook::done`] returns.
pub fn start(
    step: &Step,
    scope: Scope,
    run_environment: &RunEnvironment,
    limits: StopLimits,
    politeness: Politeness,
    notices: &Notices,
    living: &Arc<LivingHooks>,
) -> RunningHook {
    let launch = launch(step, scope, run_environment);
    let mut account = Account::open(step, scope, &launch, notices.clone());
    let log_dir = hook_dir(scope.dir(), &step.plugin.name);
    let enter = |identity: &Identity| living.enter(identity, &scope.id(), &step.plugin.name, &step.hook.name.file_name);
    let started = begin(launch, &log_dir, &step.hook.name.file_name, limits.log_bytes, &mut account.run.remarks, enter);
    let now = Instant::now();
    let plugin = step.plugin.clone();
    match started {
        Ok(started) => {
            let pid = started.child.pid();
            account.run.pid = Some(pid);
            let state = HookState::started(step.hook.name.background, step.plugin.timeout, &limits, now);
            // A plugin that others depend on is ready when its files are there, which it says
            // itself.
            let listens_maybe = step.hook.name.background && !step.plugin.infrastructure;
            let browser_of =
                scope.snapshot().filter(|_| listens_maybe).map(|snapshot| snapshot.dir.join(BROWSER_ADDRESS));
            let watch = browser_of.map(|address| Watch::new(address, politeness));
            let others_depend_on_it = step.hook.name.background && step.plugin.infrastructure;
            let stop_watch = others_depend_on_it.then(|| StopWatch::new(now));
            RunningHook::spawn(plugin, Some(pid), |stopped, release| {
                Driver { account, started, release: Some(release), limits, began: now, watch, stop_watch }
                    .drive(state, stopped)
            })
        }
        Err(error) => RunningHook::spawn(plugin, None, |_, _| async move { account.not_started(&error) }),
    }
}

struct Started {
    child: Child,
    stdout: Stream,
    stderr: Stream,
    pid_line: PidLine,
}

fn begin(
    launch: Launch,
    log_dir: &std::path::Path,
    hook_file: &str,
    log_bytes: u64,
    remarks: &mut Vec<String>,
    enter: impl FnOnce(&Identity) -> PidLine,
) -> Result<Started, String> {
    let directory = own_files::directory(&launch.cwd).map_err(|error| format!("{}: {error}", launch.cwd.display()))?;
    if directory == own_files::Directory::Replaced {
        remarks.push(format!(
            "{} was a link or a file, put there by a hook; a directory took its place",
            launch.cwd.display()
        ));
    }
    let mut child = launch.spawn().map_err(|error| error.to_string())?;
    let log = |stream: &str| -> PathBuf { log_dir.join(format!("{hook_file}.{stream}.log")) };
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err("its output was not piped".into());
    };
    let open = |pipe, name| {
        Stream::new(pipe, &log(name), log_bytes).map_err(|error| format!("its {name} cannot be read: {error}"))
    };
    Ok(Started {
        stdout: open(stdout.into(), "stdout")?,
        stderr: open(stderr.into(), "stderr")?,
        pid_line: enter(child.identity()),
        child,
    })
}

struct Driver {
    account: Account,
    started: Started,
    release: Option<oneshot::Sender<Release>>,
    limits: StopLimits,
    began: Instant,
    /// While it may be listening without having said so.
    watch: Option<Watch>,
    /// For a hook that others depend on.
    stop_watch: Option<StopWatch>,
}

/// Checks whether a hook was stopped (SIGSTOP). Such a hook is alive and does nothing, and neither
/// do the hooks that depend on it.
struct StopWatch {
    next_look: Instant,
    found_stopped: u32,
}

impl StopWatch {
    fn new(now: Instant) -> Self {
        StopWatch { next_look: now + LOOK_FOR_STOP, found_stopped: 0 }
    }

    fn finds_stopped(&mut self, pid: i32) -> bool {
        self.next_look = Instant::now() + LOOK_FOR_STOP;
        self.found_stopped = if is_stopped(pid) { self.found_stopped + 1 } else { 0 };
        self.found_stopped >= STOPPED_LOOKS
    }
}

/// What it takes to see whether a hook listens to the page.
struct Watch {
    /// The file with the browser's address, which may not be there yet.
    address: PathBuf,
    port: Option<u16>,
    last_look: Instant,
    look_every: Duration,
    attachment: Attachment,
}

impl Watch {
    fn new(address: PathBuf, politeness: Politeness) -> Self {
        let (look_every, attachment) = (politeness.look_every(), Attachment::new(politeness.crawl_delay()));
        Watch { address, port: None, last_look: Instant::now(), look_every, attachment }
    }

    fn is_listening(&mut self, pid: i32) -> bool {
        self.last_look = Instant::now();
        if self.port.is_none() {
            self.port = own_files::read_to_string(&self.address)
                .ok()
                .and_then(|address| url::Url::parse(address.trim()).ok()?.port());
        }
        self.port.is_some_and(|port| self.attachment.see(traffic(pid, port), Instant::now()))
    }
}

impl Driver {
    async fn drive(mut self, mut state: HookState, mut stopped: watch::Receiver<Option<StopReason>>) -> HookDone {
        let mut has_exited = false;
        let mut tail = Tail::default();
        let leak = loop {
            let Started { child, stdout, stderr, .. } = &mut self.started;
            let deadline = state.deadline();
            let next_look = self.watch.as_ref().and_then(|watch| match state {
                HookState::Unready { .. } => Some(watch.last_look + watch.look_every),
                HookState::PassedOver => Some(watch.last_look + LOOK_AT_PASSED_OVER),
                _ => None,
            });
            let next_stop_look = self.stop_watch.as_ref().filter(|_| state.is_at_work()).map(|watch| watch.next_look);
            let event = tokio::select! {
                () = stdout.fill() => None,
                () = stderr.fill() => None,
                end = child.wait_and(state.rest_of_group()), if !has_exited => {
                    has_exited = true;
                    Some(HookEvent::Exited(self.account.exited(end)))
                }
                Ok(()) = stopped.changed() => stopped.borrow_and_update().map(HookEvent::Stop),
                // On a machine with too much to do both may have come long ago. One that ended in
                // time is not to be blamed for that.
                () = until(deadline) => if !has_exited && child.has_ended() {
                    has_exited = true;
                    let end = child.wait_and(state.rest_of_group()).await;
                    Some(HookEvent::Exited(self.account.exited(end)))
                } else {
                    Some(HookEvent::Deadline)
                },
                () = until(next_look) => {
                    let listens = self.watch.as_mut().is_some_and(|watch| watch.is_listening(child.pid()));
                    listens.then_some(HookEvent::Attached)
                }
                () = until(next_stop_look) => {
                    let is_frozen = self.stop_watch.as_mut().is_some_and(|watch| watch.finds_stopped(child.pid()));
                    is_frozen.then_some(HookEvent::Frozen)
                }
            };
            let mut events: VecDeque<HookEvent> = event.into_iter().collect();
            if self.take_lines(&mut tail) {
                events.push_front(HookEvent::FirstLine);
            }
            if has_exited && !self.started.stdout.is_open() && !self.started.stderr.is_open() {
                events.push_back(HookEvent::OutputClosed);
            }
            for event in events {
                let (next, action) = state.step(event, Instant::now(), self.limits.grace);
                state = next;
                self.act(event, action);
            }
            if let HookState::Ended { ended_by, leak } = state {
                self.account.run.ended_by = ended_by;
                break leak;
            }
        };
        // What was printed before the pipe is given up counts.
        self.started.stdout.fill_now();
        self.started.stderr.fill_now();
        self.take_lines(&mut tail);
        self.finish(leak, tail)
    }

    /// Takes in the complete lines; whether the first one was among them.
    fn take_lines(&mut self, tail: &mut Tail) -> bool {
        let first = !self.account.has_printed;
        while let Some(line) = self.started.stdout.lines.pop() {
            self.account.add_line(&line);
        }
        while let Some(line) = self.started.stderr.lines.pop() {
            tail.push(line);
        }
        first && self.account.has_printed
    }

    fn act(&mut self, event: HookEvent, action: Action) {
        match action {
            Action::Nothing | Action::Finish => {}
            Action::Release => {
                self.account.run.ready_ms = Some(self.began.elapsed().as_millis() as u64);
                self.account.run.ready_at = Some(Timestamp::now());
                self.release(if event == HookEvent::Attached { Release::Attached } else { Release::Ready });
            }
            // Where no hook waits, none passes over it either.
            Action::PassOver if self.release.as_ref().is_none_or(oneshot::Sender::is_closed) => {}
            Action::PassOver => {
                let remark = format!(
                    "printed no line within {} s; the hooks after it did not wait",
                    self.limits.ready.as_secs_f64()
                );
                self.account.run.remarks.push(remark);
                self.release(Release::PassedOver);
            }
            Action::Terminate => self.end_with(Signal::SIGTERM),
            Action::Kill => self.end_with(Signal::SIGKILL),
        }
    }

    fn end_with(&mut self, signal: Signal) {
        self.account.run.stopped_at.get_or_insert_with(Timestamp::now);
        self.started.child.signal_group(signal);
    }

    fn release(&mut self, release: Release) {
        if let Some(sender) = self.release.take() {
            // No hook waits for a foreground hook to be ready.
            let _ = sender.send(release);
        }
    }

    fn finish(self, leak: Leak, tail: Tail) -> HookDone {
        let Driver { mut account, started, .. } = self;
        match leak {
            Leak::Nothing => {}
            Leak::Output => account.run.remarks.push(format!(
                "left a process behind that kept its output open; abandoned after {} s",
                DRAIN.as_secs()
            )),
            Leak::Itself => account.run.remarks.push("was still alive after SIGKILL and was abandoned".into()),
        }
        account.run.printed = Printed {
            stdout_bytes: started.stdout.bytes,
            stderr_bytes: started.stderr.bytes,
            cut_lines: started.stdout.lines.cut,
            dropped_records: account.records.dropped,
        };
        drop(started.pid_line);
        account.close(tail)
    }
}

/// The account of a hook while it is being written.
struct Account {
    run: HookRun,
    records: HookRecords,
    notices: Notices,
    own_id: Option<String>,
    has_printed: bool,
    timeout: Duration,
}

impl Account {
    fn open(step: &Step, scope: Scope, launch: &Launch, notices: Notices) -> Self {
        let now = Timestamp::now();
        let snapshot_id = scope.snapshot().map(|snapshot| snapshot.id);
        let argv = std::iter::once(&launch.program)
            .chain(&launch.args)
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        Account {
            run: HookRun {
                id: HookRunId::new(),
                crawl_id: scope.crawl().id,
                snapshot_id,
                plugin: step.plugin.name.clone(),
                hook: step.hook.name.file_name.clone(),
                background: step.hook.name.background,
                argv,
                cwd: launch.cwd.clone(),
                pid: None,
                started_at: now,
                ended_at: now,
                ready_ms: None,
                ready_at: None,
                stopped_at: None,
                usage: Usage::default(),
                exit: None,
                ended_by: EndedBy::NotStarted,
                printed: Printed::default(),
                other_records: Vec::new(),
                remarks: Vec::new(),
            },
            records: HookRecords::default(),
            notices,
            own_id: snapshot_id.map(|id| id.to_string()),
            has_printed: false,
            timeout: step.plugin.timeout,
        }
    }

    fn add_line(&mut self, line: &str) {
        self.has_printed = true;
        if let Some(result) = self.records.add_line(line, self.own_id.as_deref())
            && let Err(error) = static_file_mark::leave(&self.run.plugin, &self.run.cwd, line, result)
        {
            self.run.remarks.push(format!(
                "other hooks could not be notified that it is a file: {}: {error}",
                static_file_mark::FILE_NAME
            ));
        }
        for message in self.records.notices.drain(..) {
            // After the crawl no task listens any more.
            let _ = self.notices.send((self.run.snapshot_id, message));
        }
    }

    fn exited(&mut self, end: std::io::Result<crate::process::ChildEnd>) -> crate::process::ChildEnd {
        let end = end.unwrap_or_else(|error| {
            self.run.remarks.push(format!("its end could not be determined: {error}"));
            crate::process::ChildEnd { exit: ExitStatus::Signal(0), usage: Usage::default() }
        });
        self.run.exit = Some(end.exit);
        self.run.usage = end.usage;
        end
    }

    fn not_started(self, error: &str) -> HookDone {
        let mut tail = Tail::default();
        tail.push(error.to_owned());
        self.close(tail)
    }

    fn close(mut self, tail: Tail) -> HookDone {
        self.run.ended_at = Timestamp::now();
        for kind in self.records.unknown.drain(..) {
            self.run.remarks.push(format!("printed records of the unknown type {kind:?}; they are kept as they are"));
        }
        self.run.remarks.extend(self.records.errors.iter().cloned());
        self.run.remarks.extend(self.records.bad_urls.remark());
        self.run.other_records = std::mem::take(&mut self.records.others);
        let silent = self.run.background
            && !matches!(self.run.ended_by, EndedBy::Itself | EndedBy::NotStarted)
            && self.run.ready_ms.is_none();
        HookDone {
            ending: HookEnding {
                hook: self.run.hook.clone(),
                exit: self.run.exit,
                ended_by: Some(self.run.ended_by),
                timeout: self.timeout,
                records: std::mem::take(&mut self.records.results),
                stderr_tail: tail.text(),
                cause: tail.cause.found().map(str::to_owned),
                record_errors: std::mem::take(&mut self.records.errors),
                lost: None,
            },
            records: self.records,
            silent,
            run: self.run,
        }
    }
}

/// The last lines of stderr, and the cause of a failure in it, however early.
#[derive(Default)]
struct Tail {
    lines: VecDeque<String>,
    cause: Cause,
}

impl Tail {
    fn push(&mut self, line: String) {
        self.cause.add_line(&line);
        if line.trim().is_empty() {
            return;
        }
        if self.lines.len() == TAIL_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line.chars().take(TAIL_BYTES).collect());
    }

    fn text(&self) -> String {
        let joined = self.lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        let excess = joined.len().saturating_sub(TAIL_BYTES);
        let start = (excess..=joined.len()).find(|index| joined.is_char_boundary(*index)).unwrap_or(0);
        joined[start..].to_owned()
    }
}
