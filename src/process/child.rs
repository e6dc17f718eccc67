//! A started process: signalled as a group, waited for through its pidfd, accounted for by the
//! kernel.

use parking_lot::Mutex;
use std::collections::HashSet;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::process::{ChildStderr, ChildStdout};
use std::sync::LazyLock;

use nix::libc;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::io::unix::AsyncFd;

use super::identity::Identity;
use crate::model::hook_run::{ExitStatus, Usage};

/// The pids of children that were started and not yet waited for: what is no orphan.
static LIVE: LazyLock<Mutex<HashSet<i32>>> = LazyLock::new(Mutex::default);

/// Whether `pid` is a child that a [`Child`] answers for.
pub(super) fn is_held(pid: i32) -> bool {
    LIVE.lock().contains(&pid)
}

/// How a process ended, and what it used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildEnd {
    pub exit: ExitStatus,
    pub usage: Usage,
}

/// What becomes of a process's group when the process itself has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupEnd {
    Keep,
    Kill,
}

/// A started process, leader of its own group.
#[derive(Debug)]
pub struct Child {
    pid: Pid,
    pidfd: AsyncFd<OwnedFd>,
    identity: Identity,
    end: Option<ChildEnd>,
    pub stdout: Option<ChildStdout>,
    pub stderr: Option<ChildStderr>,
}

impl Child {
    pub(super) fn adopt(mut child: std::process::Child) -> io::Result<Self> {
        let pid = child.id() as i32;
        let pidfd = open_pidfd(pid).inspect_err(|_| {
            // Out of descriptors, say. What cannot be held must not run; it falls to us as an
            // orphan and is reaped as one.
            let _ = killpg(Pid::from_raw(pid), Signal::SIGKILL);
        })?;
        LIVE.lock().insert(pid);
        Ok(Child {
            pid: Pid::from_raw(pid),
            pidfd,
            identity: Identity::of(pid),
            end: None,
            stdout: child.stdout.take(),
            stderr: child.stderr.take(),
        })
    }

    /// Its process id, which is also that of its group.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// What distinguishes it from a later process with the same number.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Sends `signal` to its group, unless it has been waited for: its number may belong to another
    /// process by then.
    pub fn signal_group(&self, signal: Signal) {
        if self.end.is_none() {
            // A group that is gone already is what was wanted.
            let _ = killpg(self.pid, signal);
        }
    }

    /// Whether it has ended, even if that was not reported yet.
    pub fn has_ended(&self) -> bool {
        self.end.is_some() || has_ended(&self.pidfd)
    }

    /// Waits for its end. May be dropped and called again.
    pub async fn wait(&mut self) -> io::Result<ChildEnd> {
        self.wait_and(GroupEnd::Keep).await
    }

    /// Waits for its end, and deals with what is left of its group then. May be dropped and called
    /// again.
    pub async fn wait_and(&mut self, rest: GroupEnd) -> io::Result<ChildEnd> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        let _ready = self.pidfd.readable().await?;
        if rest == GroupEnd::Kill {
            // It has ended and not been waited for, so its number is still its group's.
            let _ = killpg(self.pid, Signal::SIGKILL);
        }
        let (status, usage) = wait4(self.pid.as_raw())?;
        LIVE.lock().remove(&self.pid.as_raw());
        let exit = if libc::WIFSIGNALED(status) {
            ExitStatus::Signal(libc::WTERMSIG(status))
        } else {
            ExitStatus::Code(libc::WEXITSTATUS(status))
        };
        let end = ChildEnd { exit, usage };
        self.end = Some(end);
        Ok(end)
    }
}

impl Drop for Child {
    /// A child that is dropped must not live on: its group is killed. It is then an orphan, and
    /// reaped as one.
    fn drop(&mut self) {
        if self.end.is_none() {
            let _ = killpg(self.pid, Signal::SIGKILL);
            LIVE.lock().remove(&self.pid.as_raw());
        }
    }
}

/// Whether the process of a pidfd has ended.
pub(super) fn has_ended(pidfd: &impl AsRawFd) -> bool {
    let mut asked = libc::pollfd { fd: pidfd.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: one structure, alive during the call, which returns at once.
    unsafe { libc::poll(&mut asked, 1, 0) > 0 }
}

/// A descriptor that becomes readable when the process ends.
pub(super) fn open_pidfd(pid: i32) -> io::Result<AsyncFd<OwnedFd>> {
    let pidfd = raw_pidfd(pid)?;
    // SAFETY: the owned descriptor stays open as long as it is registered.
    Ok(unsafe { AsyncFd::register_with_interest(pidfd, tokio::io::Interest::READABLE)? })
}

/// The same where nothing is registered.
pub(super) fn raw_pidfd(pid: i32) -> io::Result<OwnedFd> {
    // SAFETY: the call returns a fresh descriptor, or -1.
    unsafe {
        match libc::syscall(libc::SYS_pidfd_open, pid, 0) {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd as i32)),
        }
    }
}

/// Sends a signal to the process of a pidfd, and to no other that may have its number by now.
pub(super) fn signal_held(pidfd: &impl AsRawFd, signal: Signal) {
    // SAFETY: a plain system call on a descriptor that is open. That the process has ended
    // meanwhile is what was wanted.
    unsafe {
        libc::syscall(
            libc::SYS_pidfd_send_signal,
            pidfd.as_raw_fd(),
            signal as libc::c_int,
            std::ptr::null::<libc::siginfo_t>(),
            0,
        );
    }
}

/// Takes the status of a child that has ended, with what it used.
fn wait4(pid: i32) -> io::Result<(i32, Usage)> {
    let mut status = 0;
    // SAFETY: both pointers are to live values of the right type.
    let (result, used) = unsafe {
        let mut used: libc::rusage = std::mem::zeroed();
        (libc::wait4(pid, &mut status, 0, &mut used), used)
    };
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    let millis = |time: libc::timeval| time.tv_sec as u64 * 1000 + time.tv_usec as u64 / 1000;
    Ok((
        status,
        Usage { cpu_ms: millis(used.ru_utime) + millis(used.ru_stime), peak_memory_kib: used.ru_maxrss as u64 },
    ))
}
