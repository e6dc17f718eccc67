//! What this process was told to do with signals before it could say anything itself.

use nix::libc;

/// Whether this process ignores `signal`. Asked before a handler is installed, it tells what the parent wished.
pub fn is_ignored(signal: libc::c_int) -> bool {
    // SAFETY: with no new action given, the call only writes the present one, a plain structure of which all-zero bytes are a valid value.
    unsafe {
        let mut present: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut present) == 0 && present.sa_sigaction == libc::SIG_IGN
    }
}
