//! How the time of a snapshot is made up.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Row, SpanKind};

/// The whole time of a snapshot in parts, in milliseconds. What happens at once counts once, for
/// the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Shares {
    /// A hook ran in the foreground.
    pub foreground_ms: u64,
    /// A background hook was waited for that was not ready.
    pub waiting_ms: u64,
    /// A hook had been asked to end.
    pub ending_ms: u64,
    /// Nothing of that: between hooks, and until the files were written.
    pub between_ms: u64,
}

impl Shares {
    pub fn total_ms(self) -> u64 {
        self.foreground_ms + self.waiting_ms + self.ending_ms + self.between_ms
    }
}

/// The shares of the time from `start` to `end`.
pub fn of(rows: &[Row], start: u64, end: u64) -> Shares {
    let spans: Vec<_> =
        rows.iter().flat_map(|row| &row.spans).filter(|span| span.kind != SpanKind::Listening).collect();
    let mut cuts: Vec<u64> = spans.iter().flat_map(|span| [span.from_ms, span.to_ms]).chain([start, end]).collect();
    cuts.retain(|cut| (start..=end).contains(cut));
    cuts.sort_unstable();
    let mut shares = Shares::default();
    for pair in cuts.windows(2) {
        let of_all = spans.iter().filter(|span| span.from_ms <= pair[0] && pair[1] <= span.to_ms);
        let share = match of_all.map(|span| span.kind).min() {
            Some(SpanKind::Foreground) => &mut shares.foreground_ms,
            Some(SpanKind::Waiting) => &mut shares.waiting_ms,
            Some(SpanKind::Ending) => &mut shares.ending_ms,
            Some(SpanKind::Listening) | None => &mut shares.between_ms,
        };
        *share += pair[1] - pair[0];
    }
    shares
}
