//! The numbers for the end of a crawl, and the exit code that follows from them.

use parking_lot::Mutex;
use std::sync::Arc;

use crate::model::event::{CrawlEnding, Event, Tally};
use crate::rules::exit::Exit;

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

/// Counts what it hears; clones share one count.
#[derive(Debug, Clone, Default)]
pub struct Summary(Arc<Mutex<Counts>>);

impl Summary {
    /// Hears one event.
    pub fn hear(&self, event: &Event) {
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

/// The exit code of a crawl that ended so.
pub fn exit(ending: &CrawlEnding, counts: &Counts) -> Exit {
    match ending {
        CrawlEnding::Interrupted => Exit::Interrupted,
        _ if counts.snapshots == 0 || (counts.tally.succeeded == 0 && counts.tally.failed > 0) => Exit::Nothing,
        CrawlEnding::Failed { .. } | CrawlEnding::Limited { .. } => Exit::SomeFailed,
        CrawlEnding::Complete if counts.tally.failed > 0 || counts.page_errors > 0 => Exit::SomeFailed,
        CrawlEnding::Complete => Exit::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exits() {
        let counts = |snapshots, succeeded, failed| Counts {
            snapshots,
            tally: Tally { succeeded, failed, ..Tally::default() },
            ..Counts::default()
        };
        let broken = CrawlEnding::Failed { error: "x".into() };
        assert_eq!(exit(&CrawlEnding::Complete, &counts(1, 3, 0)), Exit::Good);
        assert_eq!(exit(&CrawlEnding::Complete, &counts(1, 0, 0)), Exit::Good);
        assert_eq!(exit(&CrawlEnding::Complete, &counts(1, 3, 1)), Exit::SomeFailed);
        assert_eq!(exit(&CrawlEnding::Complete, &counts(1, 0, 4)), Exit::Nothing);
        assert_eq!(exit(&CrawlEnding::Complete, &counts(0, 0, 0)), Exit::Nothing);
        assert_eq!(exit(&broken, &counts(0, 0, 0)), Exit::Nothing);
        assert_eq!(exit(&broken, &counts(2, 5, 0)), Exit::SomeFailed);
        assert_eq!(exit(&CrawlEnding::Interrupted, &counts(2, 5, 1)), Exit::Interrupted);
    }
}
