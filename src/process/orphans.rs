//! Processes that a hook left behind.
//!
//! The runner makes itself the reaper of its descendants (`PR_SET_CHILD_SUBREAPER`, prctl(2)): whatever loses its parent, in whatever group or
//! session, with whatever environment, becomes the runner's own child. A child that no [`Child`](super::Child) answers for is therefore an orphan,
//! and its descendants become orphans when it is killed, so that repeating the search until it finds nothing leaves nothing.
//!
//! Children that were there before are none of that: what a shell started in the background before it became this program (`Xvfb :99 & exec tacklebox ...`).
//! What such a child starts and leaves is taken for a hook's, since nothing tells the two apart.

use std::collections::HashSet;
use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use tokio::io::unix::AsyncFd;

use super::child::{is_held, open_pidfd, signal_held};
use super::procfs::{self, Stat};

/// How long an orphan has between SIGTERM and SIGKILL.
pub const GRACE: Duration = Duration::from_secs(2);

/// How long the kernel may take to remove a killed process before it is given up; only one in an uninterruptible wait takes longer.
const KILL_WAIT: Duration = Duration::from_secs(2);

/// The children that this process had before the first hook, by number and start time.
static INHERITED: OnceLock<HashSet<(i32, u64)>> = OnceLock::new();

/// Makes this process the one that orphaned descendants fall to. To be called before the first hook; that it is called for each crawl does no harm.
pub fn become_reaper() -> std::io::Result<()> {
    INHERITED.get_or_init(|| children().into_iter().filter(|pid| !is_held(*pid)).filter_map(one_of_a_kind).collect());
    nix::sys::prctl::set_child_subreaper(true).map_err(Into::into)
}

/// How long ended orphans may wait for their status to be taken; one look serves all that end within it.
const REAP_DELAY: Duration = Duration::from_millis(50);

/// Takes the status of orphans as they end, until dropped. A hook that waits for its own Chrome to be gone would see its ended processes there until then.
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
pub enum Whose {
    /// Those of one snapshot or crawl: this `KEY=value` is in their environment or, should they have cleared that, they work in this directory.
    Scope { mark: String, dir: PathBuf },
    /// Those that work in this directory.
    Directory(PathBuf),
    /// Every one.
    Everybody,
}

/// Ends every orphan of `whose` that has none of the variables `spared` (`KEY=value`) in its environment: SIGTERM, `grace`, SIGKILL, until none is left.
/// Returns the command lines of those that were alive.
pub async fn end(whose: &Whose, spared: &[String], grace: Duration) -> Vec<String> {
    let mut ended = Vec::new();
    // Killing one may orphan its children; a process that forks faster than it is killed must not hold the seal for ever.
    for _ in 0..100 {
        let is_spared = |pid: i32| spared.iter().any(|mark| has_variable(pid, mark));
        let pids: Vec<i32> = orphans().into_iter().filter(|pid| belongs(*pid, whose) && !is_spared(*pid)).collect();
        if pids.is_empty() {
            break;
        }
        ended.extend(pids.iter().map(|pid| command_line(*pid)));
        // Held before anything is waited for: others reap what has ended, and its number may be another's then.
        let held: Vec<AsyncFd<OwnedFd>> = pids.into_iter().filter_map(hold).collect();
        held.iter().for_each(|pidfd| signal_held(pidfd, Signal::SIGTERM));
        if tokio::time::timeout(grace, all_gone(&held)).await.is_err() {
            held.iter().for_each(|pidfd| signal_held(pidfd, Signal::SIGKILL));
            let _ = tokio::time::timeout(KILL_WAIT, all_gone(&held)).await;
        }
    }
    ended
}

/// Living children that nobody answers for. Those that have ended are reaped on the way.
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

/// All children of this process, or a look at every process where the kernel does not tell. Only the main thread starts any; and an orphan falls to the first
/// of its reaper's threads that lives (`find_alive_thread`, kernel/exit.c), which is the main one as well.
fn children() -> Vec<i32> {
    let own = std::process::id() as i32;
    procfs::children_of_thread(own, own).unwrap_or_else(children_by_parent)
}

fn children_by_parent() -> Vec<i32> {
    let own = std::process::id() as i32;
    procfs::processes().filter(|pid| Stat::of(*pid).is_some_and(|stat| stat.parent == own)).collect()
}

fn belongs(pid: i32, whose: &Whose) -> bool {
    match whose {
        Whose::Everybody => true,
        Whose::Scope { mark, dir } => has_variable(pid, mark) || works_in(pid, dir),
        Whose::Directory(dir) => works_in(pid, dir),
    }
}

fn works_in(pid: i32, dir: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(dir))
}

fn has_variable(pid: i32, mark: &str) -> bool {
    fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environment| environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes()))
}

/// Takes the status of an ended orphan; whether there was one to take.
fn reap(pid: i32) -> bool {
    matches!(waitpid(Pid::from_raw(pid), Some(WaitPidFlag::WNOHANG)), Ok(WaitStatus::Exited(..) | WaitStatus::Signaled(..)) | Err(nix::Error::ECHILD))
}

/// A handle of a child that has not been reaped, so that its number is its own. What cannot be held (this process is out of descriptors) is killed at once, as
/// long as that is so.
fn hold(pid: i32) -> Option<AsyncFd<OwnedFd>> {
    let kill_it = |_: &std::io::Error| {
        let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
    };
    open_pidfd(pid).inspect_err(kill_it).ok()
}

async fn all_gone(held: &[AsyncFd<OwnedFd>]) {
    for pidfd in held {
        // It is readable when the process has ended.
        let _ = pidfd.readable().await;
    }
}

pub(super) fn command_line(pid: i32) -> String {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let text = String::from_utf8_lossy(&raw).replace('\0', " ");
    let shown: String = text.trim().chars().take(200).collect();
    format!("{shown} (pid {pid})")
}

/// The signal this process gets when the thread that started it ends; native hooks ask for it, so that none outlives its runner.
pub fn die_with_parent(signal: Signal) {
    // SAFETY: a plain system call.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, signal as libc::c_ulong);
    }
}
