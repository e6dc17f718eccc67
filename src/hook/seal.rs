//! The end of a snapshot or a crawl: every hook of it is asked to end, all at once, and nothing of it is left alive.

use super::drive::{HookDone, RunningHook};
use super::state::StopReason;
use crate::process::orphans::{self, Whose};

/// What sealing found.
#[derive(Debug)]
pub struct Sealed {
    pub hooks: Vec<HookDone>,
    /// Command lines of processes that hooks had left behind and that were ended.
    pub strays: Vec<String>,
}

/// Stops `hooks` for `reason`, waits for each, and ends the processes of `whose` that they left.
pub async fn seal(hooks: Vec<RunningHook>, reason: StopReason, whose: &Whose) -> Sealed {
    for hook in &hooks {
        hook.stop(reason);
    }
    let mut done = Vec::with_capacity(hooks.len());
    for hook in hooks {
        done.push(hook.done().await);
    }
    let grace = if reason == StopReason::Abort { std::time::Duration::ZERO } else { orphans::GRACE };
    Sealed { hooks: done, strays: orphans::end(whose, grace).await }
}
