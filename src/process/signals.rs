//! What this process does with signals, below the level at which they are listened for.

use nix::libc;

/// Whether this process ignores `signal`. Asked before a handler is installed, it tells what the parent wished.
pub fn is_ignored(signal: libc::c_int) -> bool {
    // SAFETY: with no new action given, the call only writes the present one, a plain structure of which all-zero bytes are a valid value.
    unsafe {
        let mut present: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut present) == 0 && present.sa_sigaction == libc::SIG_IGN
    }
}

/// Lets `signal` do to this process what it does to any other.
pub fn restore_default(signal: libc::c_int) {
    // SAFETY: the default action involves no code of ours.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
    }
}
