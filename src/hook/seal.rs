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
///
/// All are asked at once, but for infrastructure: that is asked when the others have ended, because a hook that is still writing down what it heard of a
/// page must not lose the page.
pub async fn seal(hooks: Vec<RunningHook>, reason: StopReason, whose: &Whose) -> Sealed {
    let (infrastructure, others): (Vec<_>, Vec<_>) = hooks.into_iter().partition(|hook| hook.infrastructure);
    let mut done = Vec::new();
    for group in [others, infrastructure] {
        for hook in &group {
            hook.stop(reason);
        }
        for hook in group {
            done.push(hook.done().await);
        }
    }
    let grace = if reason == StopReason::Abort { std::time::Duration::ZERO } else { orphans::GRACE };
    Sealed { hooks: done, strays: orphans::end(whose, grace).await }
}
