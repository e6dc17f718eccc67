//! The numbers for the end of a crawl.

use parking_lot::Mutex;
use std::sync::Arc;

use crate::model::event::{Event, Tally};

/// What has been counted so far.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub snapshots: u64,
    pub tally: Tally,
    /// Snapshots of an error page or a bot challenge.
    pub page_errors: u64,
    /// Snapshots that may not be saved, as their sites say.
    pub refused: u64,
    /// Snapshots that were interrupted.
    pub interrupted: u64,
    /// The page that was sealed last.
    pub last_url: String,
}

/// Counts the events of a crawl; clones share one count.
#[derive(Debug, Clone, Default)]
pub struct Summary(Arc<Mutex<Counts>>);

impl Summary {
    /// Counts one event.
    pub fn on_event(&self, event: &Event) {
        let mut counts = self.0.lock();
        if let Event::SnapshotSealed { tally, url, page_error, refused, interrupted, .. } = event {
            counts.snapshots += 1;
            counts.page_errors += u64::from(page_error.is_some());
            counts.refused += u64::from(refused.is_some());
            counts.interrupted += u64::from(*interrupted);
            counts.last_url.clone_from(url);
            counts.tally.add(*tally);
        }
    }

    pub fn counts(&self) -> Counts {
        self.0.lock().clone()
    }
}
