//! Which attempt at a snapshot this is, and whether another may come after it.

use std::time::Duration;

use super::loss::EarlyEnd;
use super::{SnapshotEnd, Work};
use crate::config::limits::ResourceLimits;
use crate::model::event::Event;
use crate::model::timestamp::Timestamp;
use crate::rules::record::PageState;
use crate::run::{Hooks, Ledger};

/// One attempt at a snapshot.
pub(super) struct Attempt {
    /// Whatever it has a result of: the plugins that run, and the ones that are skipped.
    pub plugins: Vec<String>,
    /// What an earlier attempt left in the plugins' directories makes room when they begin.
    pub is_repeated: bool,
    /// Attempts that came to nothing before this one.
    pub earlier: u32,
    /// Whether the snapshot may go back into the queue when the page cannot be loaded for now.
    pub may_wait: bool,
    /// Whether it goes back when the crawl's infrastructure fails; else it is sealed as failed.
    pub may_lose: bool,
}

impl Attempt {
    pub fn may_be_repeated(&self, limits: &ResourceLimits) -> bool {
        self.may_wait && self.earlier < limits.retries
    }

    fn number(&self) -> u32 {
        self.earlier + 1
    }
}

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Puts the snapshot back into the queue, when what cut this attempt short may pass; also when
    /// the user has asked to stop, as what such an attempt has received must not count.
    pub(super) async fn postpone(&mut self) -> Option<SnapshotEnd> {
        let resource_limits = &self.context.plan.resource_limits;
        let (reason, delay, end) = match (self.halt.broken(), self.page.record()) {
            (Some(EarlyEnd::Infrastructure(reason)), _) if self.attempt.may_lose && self.halt.is_crawl_lost() => {
                (reason.clone(), Duration::ZERO, SnapshotEnd::Lost)
            }
            (None, Some(page)) if page.state == PageState::Transient && self.may_try_again() => {
                let asked = page.retry_after.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                // The id's random part spreads the delays, and is the same every time.
                let luck = self.snapshot.id.spread();
                (page.reason.clone(), resource_limits.delay(self.attempt.number(), asked, luck), SnapshotEnd::Postponed)
            }
            _ => return None,
        };
        let event = Event::SnapshotPostponed {
            crawl_id: self.snapshot.crawl_id,
            snapshot_id: self.snapshot.id,
            url: self.snapshot.url.to_string(),
            reason,
            attempt: self.attempt.number(),
            until: Timestamp::now().after(delay),
            plugins: self.attempt.plugins.clone(),
            keeps_good: end == SnapshotEnd::Lost,
        };
        self.context.ledger.record(event).await;
        Some(end)
    }

    pub(super) fn may_try_again(&self) -> bool {
        self.attempt.may_be_repeated(&self.context.plan.resource_limits)
    }
}
