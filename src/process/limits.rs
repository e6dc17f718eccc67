//! How many files may be open. A page holds some thirty descriptors, and 1,024, the usual limit,
//! are soon used up on a machine with many cores.

use std::sync::OnceLock;

use nix::libc;
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// What this process was given, which those that it starts are given too: programs that use
/// select(2) misbehave with more.
static GIVEN: OnceLock<(libc::rlim_t, libc::rlim_t)> = OnceLock::new();

/// Lets this process have as many files open as it may.
pub fn raise_open_files() {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    if GIVEN.set((soft, hard)).is_ok()
        && let Err(error) = setrlimit(Resource::RLIMIT_NOFILE, hard, hard)
    {
        tracing::warn!("only {soft} files can be open at a time: {error}");
    }
}

/// How many files this process may have open at a time, all in all; the usual limit when the kernel
/// does not say.
pub fn open_files() -> u64 {
    getrlimit(Resource::RLIMIT_NOFILE).map_or(1024, |(soft, _)| soft)
}

/// Gives a process that has just been started the limit back.
pub(super) fn give_back_open_files_to(pid: i32) {
    if let Some((soft, hard)) = GIVEN.get() {
        let limit = libc::rlimit { rlim_cur: *soft, rlim_max: *hard };
        // SAFETY: the structure is alive during the call. Should the process have ended, there is
        // nothing to be done.
        unsafe {
            libc::prlimit(pid, libc::RLIMIT_NOFILE, &limit, std::ptr::null_mut());
        }
    }
}

/// Gives back the limit, between fork and exec.
pub(super) fn give_back_open_files() {
    if let Some((soft, hard)) = GIVEN.get() {
        // Lowering a limit cannot fail.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, *soft, *hard);
    }
}
