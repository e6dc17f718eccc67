//! When something last passed between a client and its browser. By the monotonic clock: a machine
//! that slept, or whose clock was set, ends no lease.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// The moment of the last message, either way.
#[derive(Debug)]
pub struct Activity {
    begun: Instant,
    /// Milliseconds after `begun`.
    last: AtomicU64,
}

impl Default for Activity {
    fn default() -> Self {
        Activity { begun: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Activity {
    /// Something passes now.
    pub fn touch(&self) {
        self.last.store(self.begun.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    pub fn last(&self) -> Instant {
        self.begun + Duration::from_millis(self.last.load(Ordering::Relaxed))
    }
}
