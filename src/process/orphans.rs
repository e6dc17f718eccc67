//! Processes that a hook left behind.
//!
//! The runner makes itself the reaper of its descendants (`PR_SET_CHILD_SUBREAPER`, prctl(2)):
//! whatever loses its parent, in whatever group or session, with whatever environment, becomes the
//! runner's own child. A child that no [`Child`](super::Child) answers for is therefore an orphan,
//! and its descendants become orphans when it is killed, so that repeating the search until it
//! finds nothing leaves nothing.
//!
//! Children that were there before are none of that: what a shell started in the background before
//! it became this program (`Xvfb :99 & exec tacklebox ...`). What such a child starts and leaves is
//! taken for a hook's, as the two cannot be distinguished.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use tokio::io::unix::AsyncFd;

use super::child::{has_ended, is_held, open_pidfd, signal_held};
use super::procfs::{self, Stat};
use crate::model::env_vars;

/// How long an orphan has between SIGTERM and SIGKILL.
pub const GRACE: Duration = Duration::from_secs(2);

/// How often orphans are looked at that may be ending by themselves.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How many looks in a row must find an orphan doing nothing: then it stays until it is ended.
/// Looks are counted and not time, as on a busy machine all take longer: those that end, and those
/// that look.
const IDLE_LOOKS: u32 = 10;

/// How many looks there are at most, at what never rests.
const MOST_LOOKS: u32 = 40;

/// How long the kernel may take to remove a killed process before it is given up; only one in an
/// uninterruptible wait takes longer.
const KILL_WAIT: Duration = Duration::from_secs(2);

/// The children that this process had before the first hook, by number and start time.
static INHERITED: OnceLock<HashSet<(i32, u64)>> = OnceLock::new();

/// Makes this process the one that orphaned descendants fall to. To be called before the first
/// hook; that it is called for each crawl does no harm.
pub fn become_reaper() -> std::io::Result<()> {
    INHERITED.get_or_init(|| children().into_iter().filter(|pid| !is_held(*pid)).filter_map(one_of_a_kind).collect());
    nix::sys::prctl::set_child_subreaper(true).map_err(Into::into)
}

/// How long ended orphans may wait for their status to be taken; one look serves all that end
/// within it.
const REAP_DELAY: Duration = Duration::from_millis(50);

/// Takes the status of orphans as they end, until dropped. A hook that waits for its own Chrome to
/// be gone would see its ended processes there until then.
pub async fn reap_as_they_end() {
    let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::child()) else {
        // Out of descriptors; the seals reap as well, only later.
        return;
    };
    while ended.recv().await.is_some() {
        tokio::time::sleep(REAP_DELAY).await;
        orphans();
    }
}

/// Whose processes to end.
#[derive(Debug, Clone)]
pub enum Owner {
    /// Those of one snapshot or crawl: this `KEY=value` is in their environment or, should they
    /// have cleared that, they work in this directory or have a file in it open.
    Scope { mark: String, dir: PathBuf },
    /// Those that work in this directory, or have a file in it open.
    Directory(PathBuf),
    /// Every one.
    Any,
}

/// The plugins that others depend on, by name. What their hooks start, a browser above all, is no
/// leftover as long as they run, and what is left of it afterwards need not be reported when they
/// have ended.
#[derive(Debug, Clone, Default)]
pub struct Infrastructure(pub Vec<String>);

impl Infrastructure {
    /// Whether a process was started by a hook of theirs, or by what it started.
    fn has_started(&self, pid: i32) -> bool {
        if self.0.is_empty() {
            return false;
        }
        match fs::read(format!("/proc/{pid}/environ")) {
            Ok(environment) => {
                let plugin = variable(&environment, env_vars::PLUGIN);
                let is_theirs = |name: &str| self.0.iter().any(|own| own == name);
                // Chrome's processes write their command lines over their environments. They work
                // where their browser does, in its plugin's directory.
                plugin.is_some_and(|plugin| is_theirs(&plugin))
                    || cwd(pid).is_some_and(|cwd| cwd.file_name().and_then(|name| name.to_str()).is_some_and(is_theirs))
            }
            // The processes of a sandbox cannot be inspected.
            Err(_) => procfs::command_line(pid).contains(" --type="),
        }
    }
}

/// Ends every orphan of `whose`, `except` those that infrastructure has started: SIGTERM, `grace`,
/// SIGKILL, until none is left. Returns the command lines of those that would have stayed, without
/// what `infrastructure` has started and without what was just ending by itself.
pub async fn end(owner: &Owner, infrastructure: &Infrastructure, selection: Selection, grace: Duration) -> Vec<String> {
    let is_wanted = |pid: i32| belongs(pid, owner) && (selection == Selection::All || !infrastructure.has_started(pid));
    // Pinned before anything is waited for: others reap what has ended, and its number may be
    // another's then.
    let find = || -> Vec<Orphan> {
        orphans().into_iter().filter(|pid| is_wanted(*pid)).filter_map(|pid| Orphan::new(pid, infrastructure)).collect()
    };
    if !grace.is_zero() {
        wait_for_those_that_end(find).await;
    }
    let mut ended = Vec::new();
    // Killing one may orphan its children; a process that forks faster than it is killed must not
    // hold the seal for ever.
    for _ in 0..100 {
        let found = find();
        if found.is_empty() {
            break;
        }
        ended.extend(found.iter().filter(|one| !one.has_ended()).filter_map(|one| one.reported.clone()));
        found.iter().for_each(|one| signal_held(&one.pidfd, Signal::SIGTERM));
        if tokio::time::timeout(grace, all_gone(&found)).await.is_err() {
            found.iter().for_each(|one| signal_held(&one.pidfd, Signal::SIGKILL));
            let _ = tokio::time::timeout(KILL_WAIT, all_gone(&found)).await;
        }
    }
    ended
}

/// Waits as long as those that `find` finds may be on their way to their own end: until they are
/// gone, or do nothing any more. One that ends may leave another that ends as well, so they are
/// looked for each time again. What need not be reported is asked to end meanwhile.
async fn wait_for_those_that_end(find: impl Fn() -> Vec<Orphan>) {
    let mut idle: HashMap<i32, (Option<u64>, u32)> = HashMap::new();
    for _ in 0..MOST_LOOKS {
        let found = find();
        let (reported, unreported): (Vec<&Orphan>, Vec<&Orphan>) = found.iter().partition(|one| one.reported.is_some());
        unreported.iter().for_each(|one| signal_held(&one.pidfd, Signal::SIGTERM));
        let mut all_rest = true;
        for one in &reported {
            let (last, looks) = idle.entry(one.pid).or_insert((None, 0));
            let now = procfs::turns(one.pid)
                .filter(|_| !Stat::of(one.pid).is_some_and(|stat| matches!(stat.state, 'R' | 'D')));
            *looks = if now.is_some() && now == *last { *looks + 1 } else { 0 };
            *last = now;
            all_rest &= *looks >= IDLE_LOOKS;
        }
        if all_rest {
            return;
        }
        let _ = tokio::time::timeout(LOOK_EVERY, all_gone(reported)).await;
    }
}

/// Which orphans to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    All,
    /// All but those that infrastructure has started.
    ButInfrastructure,
}

/// An orphan that is to end.
struct Orphan {
    pid: i32,
    pidfd: AsyncFd<OwnedFd>,
    /// What to say of it; absent for what need not be reported.
    reported: Option<String>,
}

impl Orphan {
    /// `None` for one that cannot be held (this process is out of descriptors): it is killed at
    /// once, as long as its number is its own.
    fn new(pid: i32, infrastructure: &Infrastructure) -> Option<Self> {
        // One without a command line has given up its memory already: it is ending, however long
        // that takes.
        let is_ending = procfs::command_line(pid).is_empty();
        let reported = (!is_ending && !infrastructure.has_started(pid)).then(|| command_line(pid));
        let kill_it = |_: &std::io::Error| {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        };
        Some(Orphan { pid, pidfd: open_pidfd(pid).inspect_err(kill_it).ok()?, reported })
    }

    fn has_ended(&self) -> bool {
        has_ended(&self.pidfd)
    }
}

/// The plugins of a snapshot of which a process is left that goes on: it was started by their
/// hooks, works in their directories or has a file open there. `mark` (`KEY=value`) is in the
/// environment of whatever hooks of the snapshot start, `dir` holds the plugins' directories.
pub fn plugins_with_leftovers(mark: &str, dir: &Path) -> BTreeSet<String> {
    let mut plugins = BTreeSet::new();
    let plugin_of = |path: &Path| Some(path.strip_prefix(dir).ok()?.iter().next()?.to_string_lossy().into_owned());
    for pid in orphans() {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        if has(&environment, mark) {
            plugins.extend(variable(&environment, env_vars::PLUGIN));
        }
        plugins.extend(cwd(pid).into_iter().chain(open_files(pid)).filter_map(|path| plugin_of(&path)));
    }
    plugins
}

/// Living orphans. Those that have ended are reaped on the way.
fn orphans() -> Vec<i32> {
    children().into_iter().filter(|pid| !is_held(*pid) && !reap(*pid) && !is_inherited(*pid)).collect()
}

fn is_inherited(pid: i32) -> bool {
    let inherited = INHERITED.get().filter(|inherited| !inherited.is_empty());
    inherited.is_some_and(|inherited| one_of_a_kind(pid).is_some_and(|child| inherited.contains(&child)))
}

/// What no later process has, be it one with the same number.
fn one_of_a_kind(pid: i32) -> Option<(i32, u64)> {
    Some((pid, Stat::of(pid)?.start_time))
}

/// All children of this process, or all processes are searched where the kernel does not list them.
/// Only the main thread starts any; and an orphan falls to the first of its reaper's threads that
/// lives (`find_alive_thread`, kernel/exit.c), which is the main one as well.
fn children() -> Vec<i32> {
    let own = std::process::id() as i32;
    procfs::children_of_thread(own, own).unwrap_or_else(children_by_parent)
}

fn children_by_parent() -> Vec<i32> {
    let own = std::process::id() as i32;
    procfs::processes().filter(|pid| Stat::of(*pid).is_some_and(|stat| stat.parent == own)).collect()
}

fn belongs(pid: i32, owner: &Owner) -> bool {
    match owner {
        Owner::Any => true,
        Owner::Scope { mark, dir } => has_variable(pid, mark) || works_in(pid, dir),
        Owner::Directory(dir) => works_in(pid, dir),
    }
}

fn works_in(pid: i32, dir: &Path) -> bool {
    cwd(pid).is_some_and(|cwd| cwd.starts_with(dir)) || open_files(pid).any(|file| file.starts_with(dir))
}

/// Where a process works. The kernel says after the path of a directory that was removed that it is
/// (proc_pid_cwd(5)): a browser's, when a new one takes its place.
fn cwd(pid: i32) -> Option<PathBuf> {
    let path = fs::read_link(format!("/proc/{pid}/cwd")).ok()?.into_os_string();
    let kept = path.as_encoded_bytes().strip_suffix(b" (deleted)").map(|kept| OsStr::from_bytes(kept).into());
    Some(kept.unwrap_or_else(|| path.into()))
}

fn open_files(pid: i32) -> impl Iterator<Item = PathBuf> {
    let open = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    open.filter_map(|entry| fs::read_link(entry.path()).ok())
}

fn has_variable(pid: i32, mark: &str) -> bool {
    fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environment| has(&environment, mark))
}

fn has(environment: &[u8], mark: &str) -> bool {
    environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
}

fn variable(environment: &[u8], name: &str) -> Option<String> {
    let mut all = environment.split(|byte| *byte == 0);
    let value = all.find_map(|variable| variable.strip_prefix(name.as_bytes())?.strip_prefix(b"="))?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// Takes the status of an ended orphan; whether there was one to take.
fn reap(pid: i32) -> bool {
    matches!(
        waitpid(Pid::from_raw(pid), Some(WaitPidFlag::WNOHANG)),
        Ok(WaitStatus::Exited(..) | WaitStatus::Signaled(..)) | Err(nix::Error::ECHILD)
    )
}

async fn all_gone<'a>(found: impl IntoIterator<Item = &'a Orphan>) {
    for one in found {
        // It is readable when the process has ended.
        let _ = one.pidfd.readable().await;
    }
}

pub(super) fn command_line(pid: i32) -> String {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let text = String::from_utf8_lossy(&raw).replace('\0', " ");
    let shown: String = text.trim().chars().take(200).collect();
    format!("{shown} (pid {pid})")
}

/// The signal this process gets when the thread that started it ends; native hooks ask for it, so
/// that none outlives its runner.
pub fn die_with_parent(signal: Signal) {
    // SAFETY: a plain system call.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, signal as libc::c_ulong);
    }
}
