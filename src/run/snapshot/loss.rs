//! What a snapshot works on may be lost before it is done: how that becomes known, and what has
//! failed for that reason.

use std::pin::Pin;
use std::time::Duration;

use futures_util::FutureExt;

use super::Work;
use crate::hook::{HookDone, RunningHook};
use crate::plan::Step;
use crate::rules::outcome::is_bad;
use crate::run::infrastructure::{LossReceiver, first_to_fail};
use crate::run::{Hooks, Ledger};

/// How soon after a snapshot's own infrastructure that of the crawl is known to have failed, if it
/// was that.
pub(super) const LOSS_KNOWN_WITHIN: Duration = Duration::from_secs(2);

/// Hooks that failed so shortly before infrastructure is known to have failed did so for that
/// reason: they and it meet the same end, in any order.
pub(super) const SAME_END: Duration = Duration::from_secs(2);

/// Why a snapshot ends early, if not by the user.
#[derive(Debug, Clone)]
pub(super) enum EarlyEnd {
    /// A hook that others depend on has failed, in the crawl or in this snapshot.
    Infrastructure(String),
    /// A limit was reached.
    Limit(String),
    /// The snapshot's directory was taken away.
    Directory(String),
}

impl EarlyEnd {
    pub fn reason(&self) -> &str {
        match self {
            EarlyEnd::Infrastructure(reason) | EarlyEnd::Limit(reason) | EarlyEnd::Directory(reason) => reason,
        }
    }
}

/// Waits until the crawl's infrastructure fails, and says how.
pub(super) async fn why_lost(lost: &mut LossReceiver) -> String {
    match lost.wait_for(Option::is_some).await.map(|how| how.clone()) {
        Ok(Some(how)) => how,
        _ => std::future::pending().await,
    }
}

/// Does `work` to its end. If what it depends on fails meanwhile, reports that at once, so that the
/// work ends soon.
pub(super) async fn unless_broken<T>(
    work: impl Future<Output = T>,
    lost: &mut LossReceiver,
    infrastructure: &mut [RunningHook],
    limit: Pin<&mut impl Future<Output = String>>,
    break_off: impl FnOnce(EarlyEnd),
) -> T {
    tokio::pin!(work);
    let broken = tokio::select! {
        biased;
        done = &mut work => return done,
        how = why_lost(lost) => EarlyEnd::Infrastructure(how),
        how = first_to_fail(infrastructure) => EarlyEnd::Infrastructure(how),
        how = limit => EarlyEnd::Limit(how),
    };
    break_off(broken);
    work.await
}

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// A tab fails when it crashes, and when the whole browser does; the latter is known a moment
    /// later.
    pub(super) async fn check_infrastructure(&mut self, infrastructure: &mut [RunningHook], lost: &mut LossReceiver) {
        if !self.halt.is_broken()
            && let Some(how) = first_to_fail(infrastructure).now_or_never()
        {
            self.halt.break_off(EarlyEnd::Infrastructure(how));
        }
        self.halt.update_reason(lost).await;
    }

    /// The browser may fail after the last hook has started. Hooks that fail then fail for that
    /// reason, too.
    pub(super) async fn check_sealed_infrastructure(
        &mut self,
        steps: &[Step],
        sealed: &[HookDone],
        lost: &mut LossReceiver,
    ) {
        let is_infrastructure = |done: &&HookDone| {
            steps.iter().any(|step| step.plugin.infrastructure && step.plugin.name == done.run.plugin)
        };
        let (infrastructure, others): (Vec<_>, Vec<_>) = sealed.iter().partition(is_infrastructure);
        let is_bad = |done: &&HookDone| is_bad(&done.ending);
        // After a second request to stop infrastructure is killed like all others: that is no loss.
        if !self.halt.is_broken()
            && !self.halt.is_stopped()
            && (self.plugins.has_bad() || others.iter().any(is_bad))
            && let Some(done) = infrastructure.into_iter().find(is_bad)
        {
            self.halt.break_off(EarlyEnd::Infrastructure(done.how_it_ended()));
            self.halt.update_reason(lost).await;
        }
    }
}
