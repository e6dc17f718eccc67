//! What became of all that a crawl was given.

/// What became of all that was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GivenCounts {
    /// URLs that joined the crawl.
    pub joined: u64,
    pub refused_lines: u64,
    /// Whole lists, of another format.
    pub refused_lists: u64,
    pub duplicates: u64,
    /// Pages with a good snapshot already.
    pub archived: u64,
    /// URLs beyond the most that the crawl may have.
    pub over_limit: u64,
}

impl GivenCounts {
    /// Whether something was refused.
    pub fn has_refused(&self) -> bool {
        self.refused_lines + self.refused_lists > 0
    }

    /// Whether there is more to report than how many URLs joined.
    pub fn has_left_out(&self) -> bool {
        *self != GivenCounts { joined: self.joined, ..GivenCounts::default() }
    }
}
