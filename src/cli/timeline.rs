//! `tacklebox show --timeline` and `--svg`: where the time of pages went.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::collection::{Collection, newest, not_found};
use super::{Common, Failure};
use crate::report::{Palette, colours_on_stdout, harmless, timeline, unicode_wanted};
use crate::store::times;
use crate::timeline::{Recorded, Timeline};
use crate::timestamp::Timestamp;

/// The width when nobody says how wide the terminal is.
const WIDTH: usize = 120;

/// Which snapshots.
pub struct Choice<'a> {
    pub named: &'a [String],
    pub crawl: Option<&'a str>,
    /// And those that ran at the same time.
    pub beside: bool,
}

/// Shows them: into a picture, as JSON, or for people.
pub fn show(common: &Common, collection: &Collection, connection: &Connection, choice: &Choice, picture: Option<&Path>) -> Result<(), Failure> {
    let timeline = laid_out(collection, connection, choice)?;
    if let Some(path) = picture {
        let picture = timeline::picture(&timeline);
        if path == Path::new("-") {
            return super::print(picture.trim_end());
        }
        std::fs::write(path, picture).map_err(|error| Failure::nothing(format!("--svg {}: it cannot be written: {error}", path.display())))?;
        if !common.json {
            return Ok(());
        }
    }
    if common.json {
        return super::print_json(&timeline);
    }
    let look = timeline::Look { palette: Palette { on: colours_on_stdout() }, unicode: unicode_wanted(), width: width() };
    timeline::lines(&timeline, look).iter().try_for_each(|line| super::print(line))
}

fn laid_out(collection: &Collection, connection: &Connection, choice: &Choice) -> Result<Timeline, Failure> {
    let mut ids = BTreeSet::new();
    for what in choice.named {
        ids.insert(newest(connection, what)?.ok_or_else(|| Failure::nothing(not_found(what)))?.id);
    }
    if let Some(crawl) = choice.crawl {
        ids.extend(times::of_crawl(connection, &one_crawl(connection, crawl)?).map_err(Failure::nothing)?);
    }
    let read = |ids: &BTreeSet<String>| -> Result<Vec<Recorded>, Failure> {
        ids.iter().filter_map(|id| times::of_snapshot(connection, id, &collection.layout).map_err(Failure::nothing).transpose()).collect()
    };
    let mut recorded = read(&ids)?;
    if choice.beside && !recorded.is_empty() {
        // What belongs to its last attempt alone counts, as it alone is shown.
        let chosen = Timeline::of(recorded).ok_or_else(nothing)?;
        let end = chosen.started_at.after(std::time::Duration::from_millis(chosen.length_ms));
        ids.extend(times::between(connection, chosen.started_at, end).map_err(Failure::nothing)?);
        recorded = read(&ids)?;
        let overlaps = |one: &Recorded| overlaps(one, chosen.started_at, end) || chosen.snapshots.iter().any(|track| track.id == one.id);
        recorded.retain(overlaps);
    }
    Timeline::of(recorded).ok_or_else(nothing)
}

/// Whether hooks of it ran then: it may have been tried long before, and again long after.
fn overlaps(one: &Recorded, from: Timestamp, to: Timestamp) -> bool {
    Timeline::of(vec![one.clone()]).is_some_and(|alone| {
        let end = alone.started_at.after(std::time::Duration::from_millis(alone.length_ms));
        alone.started_at <= to && end >= from
    })
}

fn nothing() -> Failure {
    Failure::nothing("nothing of that has begun, so there is no time to show; `tacklebox list` shows what there is")
}

fn one_crawl(connection: &Connection, what: &str) -> Result<String, Failure> {
    let mut found = times::crawls(connection, what).map_err(Failure::nothing)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Failure::nothing(format!("{}: no crawl has this id; `tacklebox status` shows the newest", harmless(what)))),
        _ => Err(Failure::usage(format!("{}: several crawls begin so; give more of the id", harmless(what)))),
    }
}

/// The columns of the terminal.
fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    comfy_table::Table::new().width().map(usize::from).or_else(told).unwrap_or(WIDTH)
}
