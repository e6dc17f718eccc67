//! The end of a snapshot or a crawl: every hook of it is asked to end, all at once, and nothing of
//! it is left alive.

use std::time::Duration;

use super::HookDone;
use super::StopReason;
use super::drive::RunningHook;
use crate::process::orphans::{self, Selection};

/// What sealing found.
#[derive(Debug)]
pub struct Sealed {
    pub hooks: Vec<HookDone>,
    /// Command lines of processes that hooks had left behind and that were ended.
    pub strays: Vec<String>,
}

/// Stops `hooks` for `reason`, waits for each, and lets `end_left` end the processes that they
/// left, within a grace period.
///
/// All are asked at once, except infrastructure. Infrastructure is asked when the others and all
/// their processes have ended: a hook that is still saving a page's events must not lose the page,
/// and a process that listens to the page must not receive the next page, which infrastructure
/// opens in its place. After an interrupt, the others have only a part of the events;
/// infrastructure serves them to their end, and then ends as at any seal.
pub async fn seal<E: Future<Output = Vec<String>>>(
    hooks: Vec<RunningHook>,
    reason: StopReason,
    end_left: impl Fn(Selection, Duration) -> E,
) -> Sealed {
    let grace = if reason == StopReason::Abort { Duration::ZERO } else { orphans::GRACE };
    let (infrastructure, others): (Vec<_>, Vec<_>) = hooks.into_iter().partition(|hook| hook.plugin.infrastructure);
    let mut sealed = Sealed { hooks: stop(others, reason).await, strays: Vec::new() };
    if !infrastructure.is_empty() {
        // What infrastructure has started belongs to it until it has ended: a browser, in a session
        // of its own.
        sealed.strays = end_left(Selection::ButInfrastructure, grace).await;
        let reason = if reason == StopReason::Interrupt { StopReason::Seal } else { reason };
        sealed.hooks.extend(stop(infrastructure, reason).await);
    }
    sealed.strays.extend(end_left(Selection::All, grace).await);
    sealed
}

async fn stop(hooks: Vec<RunningHook>, reason: StopReason) -> Vec<HookDone> {
    for hook in &hooks {
        hook.stop(reason);
    }
    let mut done = Vec::new();
    for hook in hooks {
        done.push(hook.done().await);
    }
    done
}
