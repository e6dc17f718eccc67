//! How a snapshot's hooks are asked to end before they are done: by the user, or as what they work
//! on is lost.

use tokio::sync::watch;
use tokio::time::Instant;

use super::loss::{EarlyEnd, LOSS_KNOWN_WITHIN, SAME_END, why_lost};
use crate::hook::StopReason;
use crate::model::hook_run::EndedBy;
use crate::run::infrastructure::LossReceiver;
use crate::run::progress::Ended;

/// Asks the snapshot's hooks to end, for a reason that weighs more than the one before.
pub(super) fn ask(halt: &watch::Sender<Option<StopReason>>, reason: StopReason) {
    halt.send_if_modified(|asked| {
        let weighs_more = Some(reason) > *asked;
        if weighs_more {
            *asked = Some(reason);
        }
        weighs_more
    });
}

/// What ends an attempt early, if something does.
pub(super) struct Halt<'a> {
    asked: &'a watch::Sender<Option<StopReason>>,
    /// Tells when the crawl's infrastructure fails.
    crawl_lost: LossReceiver,
    broken: Option<EarlyEnd>,
    broken_at: Option<Instant>,
}

impl<'a> Halt<'a> {
    pub fn new(asked: &'a watch::Sender<Option<StopReason>>, crawl_lost: LossReceiver) -> Self {
        Halt { asked, crawl_lost, broken: None, broken_at: None }
    }

    /// By the user, or because the index cannot be written.
    pub fn is_stopped(&self) -> bool {
        self.asked.borrow().is_some_and(|reason| reason >= StopReason::Interrupt)
    }

    pub fn break_off(&mut self, broken: EarlyEnd) {
        self.broken = Some(broken);
        self.broken_at = Some(Instant::now());
        ask(self.asked, StopReason::Lost);
    }

    /// What was lost.
    pub fn broken(&self) -> Option<&EarlyEnd> {
        self.broken.as_ref()
    }

    pub fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    pub fn crawl_lost(&self) -> &LossReceiver {
        &self.crawl_lost
    }

    pub fn is_crawl_lost(&self) -> bool {
        self.crawl_lost.borrow().is_some()
    }

    /// Where infrastructure was lost: waits a moment, as that of the crawl may be the reason.
    pub async fn update_reason(&mut self, lost: &mut LossReceiver) {
        if matches!(self.broken, Some(EarlyEnd::Infrastructure(_)))
            && let Ok(how) = tokio::time::timeout(LOSS_KNOWN_WITHIN, why_lost(lost)).await
        {
            self.broken = Some(EarlyEnd::Infrastructure(how));
        }
    }

    /// How what a hook worked on was lost, when that is why it failed.
    pub fn why_it_failed(&self, ended: &Ended) -> Option<String> {
        let earliest = match &self.broken {
            Some(EarlyEnd::Infrastructure(_)) => self.broken_at?.checked_sub(SAME_END),
            _ => self.broken_at,
        };
        let is_lost =
            ended.how.ended_by == Some(EndedBy::Lost) || earliest.is_some_and(|earliest| ended.at >= earliest);
        self.broken.as_ref().filter(|_| is_lost).map(|broken| broken.reason().to_owned())
    }
}
