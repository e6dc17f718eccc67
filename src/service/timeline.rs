//! Where the time of pages went.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::Connection;

use super::collection::Collection;
use super::error::Error;
use super::show::{newest_in, no_such_snapshot};
use crate::model::hint::Hint;
use crate::model::timestamp::Timestamp;
use crate::store::{self, times};
use crate::timeline::{Recorded, Timeline};

/// Which snapshots.
#[derive(Debug, Clone, Default)]
pub struct TimelineChoice {
    /// By URL, id or the beginning of one.
    pub named: Vec<String>,
    /// All of this crawl, by its id or the beginning of it.
    pub crawl: Option<String>,
    /// And those that ran at the same time.
    pub beside: bool,
}

/// The chosen snapshots on one timeline.
pub fn timeline(collection: &Collection, choice: &TimelineChoice) -> Result<Timeline, Error> {
    let connection = &store::open_for_reading(&collection.layout.database())?;
    let mut ids = BTreeSet::new();
    for what in &choice.named {
        ids.insert(newest_in(connection, what)?.ok_or_else(|| no_such_snapshot(what))?.id);
    }
    if let Some(crawl) = &choice.crawl {
        ids.extend(times::of_crawl(connection, &one_crawl(connection, crawl)?)?);
    }
    let read = |ids: &BTreeSet<String>| -> Result<Vec<Recorded>, Error> {
        ids.iter()
            .filter_map(|id| times::of_snapshot(connection, id, &collection.layout).map_err(Error::from).transpose())
            .collect()
    };
    let mut recorded = read(&ids)?;
    if choice.beside && !recorded.is_empty() {
        // What belongs to its last attempt alone counts, as it alone is shown.
        let chosen = Timeline::of(recorded).ok_or_else(nothing)?;
        let end = chosen.started_at.after(Duration::from_millis(chosen.length_ms));
        ids.extend(times::between(connection, chosen.started_at, end)?);
        recorded = read(&ids)?;
        let is_shown = |one: &Recorded| {
            overlaps(one, chosen.started_at, end) || chosen.snapshots.iter().any(|track| track.id == one.id)
        };
        recorded.retain(is_shown);
    }
    Timeline::of(recorded).ok_or_else(nothing)
}

/// Whether hooks of it ran then: it may have been tried long before, and again long after.
fn overlaps(one: &Recorded, from: Timestamp, to: Timestamp) -> bool {
    Timeline::of(vec![one.clone()]).is_some_and(|alone| {
        let end = alone.started_at.after(Duration::from_millis(alone.length_ms));
        alone.started_at <= to && end >= from
    })
}

fn nothing() -> Error {
    Error::failed("none of these has started, so there is no timeline").with_hint(Hint::ListSnapshots)
}

fn one_crawl(connection: &Connection, what: &str) -> Result<String, Error> {
    let mut found = times::crawls(connection, what)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Error::failed(format!("{what}: no crawl has this id")).with_hint(Hint::ShowStatus)),
        _ => Err(Error::bad_request(format!("{what}: several crawls match; give more of the id"))),
    }
}
