//! Which of a snapshot's runs belong to its last attempt.

use std::collections::BTreeSet;

use super::Recorded;
use crate::model::timestamp::Timestamp;

/// A snapshot with the runs of its last attempt only.
pub struct Attempt {
    pub recorded: Recorded,
    pub started_at: Timestamp,
    /// How many attempts came before it.
    pub earlier: u64,
}

/// A hook runs once in an attempt: where one comes again, or another crawl's begin, there is a new
/// one.
pub fn last(mut recorded: Recorded) -> Attempt {
    recorded.runs.sort_by_key(|run| run.started_at);
    let mut first = 0;
    let mut earlier = 0;
    let mut seen = BTreeSet::new();
    for (index, run) in recorded.runs.iter().enumerate() {
        let is_another_crawl = index > first && run.crawl_id != recorded.runs[index - 1].crawl_id;
        if !seen.insert((&run.plugin, &run.hook)) || is_another_crawl {
            first = index;
            earlier += 1;
            seen = BTreeSet::from([(&run.plugin, &run.hook)]);
        }
    }
    recorded.runs.drain(..first);
    let begun = recorded.runs.first().filter(|_| earlier > 0).map(|run| run.started_at);
    Attempt { started_at: begun.unwrap_or(recorded.started_at), recorded, earlier }
}
