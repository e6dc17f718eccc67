//! What this process does with signals, below the level at which they are listened for.

use nix::libc;

/// Whether this process ignores `signal`. Before a handler is installed, this shows the parent's
/// choice.
pub fn is_ignored(signal: libc::c_int) -> bool {
    // SAFETY: with no new action given, the call only writes the present one, a plain structure of
    // which all-zero bytes are a valid value.
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

/// Catches `signal` and does nothing about it; whether that could be done.
pub(super) fn catch(signal: libc::c_int) -> bool {
    extern "C" fn nothing(_: libc::c_int) {}
    // SAFETY: the handler does nothing, which is safe at any time; of the structure all-zero bytes
    // are a valid value.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = nothing as extern "C" fn(libc::c_int) as libc::sighandler_t;
        // Calls that were not interrupted while it was ignored are not to be now.
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(signal, &action, std::ptr::null_mut()) == 0
    }
}
