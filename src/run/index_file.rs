//! `index.jsonl` in a snapshot's directory: what the database knows of it, so that the directory can be read alone, years later.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::archive_result::ArchiveResult;
use crate::hook_run::HookRun;
use crate::id::{CrawlId, SnapshotId};
use crate::snapshot::{Facts, Snapshot};
use crate::timestamp::Timestamp;
use crate::url::PageUrl;

/// The name of the file.
pub const FILE_NAME: &str = "index.jsonl";

/// One line of the file.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type")]
pub enum IndexLine<'a> {
    Snapshot(SnapshotLine<'a>),
    ArchiveResult(&'a ArchiveResult),
    HookRun(&'a HookRun),
}

/// The snapshot itself. A collection may be moved, and what is known by its place needs no absolute path, so there is none.
#[derive(Serialize, JsonSchema)]
pub struct SnapshotLine<'a> {
    id: SnapshotId,
    crawl_id: CrawlId,
    url: &'a PageUrl,
    /// How many links away from a URL that was given; 0 for those themselves.
    depth: u32,
    /// The URL from which this one's scope is measured: its ancestor that was given.
    root: &'a PageUrl,
    title: Option<&'a str>,
    tags: BTreeSet<&'a str>,
    started_at: Timestamp,
    /// The name of its link in `archive/`: seconds and microseconds since 1970.
    archive_name: &'a str,
    /// What hooks learned of the page besides its title and tags.
    facts: Map<String, Value>,
}

/// Writes the file anew, whole or not at all: a Snapshot record, an ArchiveResult record a plugin, a HookRun record a hook.
///
/// What an earlier attempt wrote of other plugins stays, as do the runs of all hooks and the facts that are not said anew.
pub fn write(snapshot: &Snapshot, facts: &Facts, results: &[ArchiveResult], runs: &[HookRun]) -> io::Result<()> {
    let path = snapshot.dir.join(FILE_NAME);
    let earlier = earlier_records(&path);
    let mut known = match earlier.iter().find(|record| record["type"] == "Snapshot") {
        Some(record) => record["facts"].as_object().cloned().unwrap_or_default(),
        None => Map::new(),
    };
    known.extend(facts.others.clone());
    let first = IndexLine::Snapshot(SnapshotLine {
        id: snapshot.id,
        crawl_id: snapshot.crawl_id,
        url: &snapshot.url,
        depth: snapshot.depth,
        root: &snapshot.root,
        title: facts.title.as_ref().or(snapshot.title.as_ref()).map(String::as_str),
        tags: facts.tags.iter().chain(&snapshot.tags).map(String::as_str).collect(),
        started_at: snapshot.started_at,
        archive_name: &snapshot.archive_name,
        facts: known,
    });
    let is_kept = |record: &&Value| match record["type"].as_str() {
        Some("ArchiveResult") => !results.iter().any(|result| record["plugin"] == result.plugin.as_str()),
        Some("HookRun") => !runs.iter().any(|run| record["id"] == run.id.to_string()),
        _ => false,
    };
    let kept = earlier.iter().filter(is_kept).map(serde_json::to_string);
    let new = results.iter().map(IndexLine::ArchiveResult).chain(runs.iter().map(IndexLine::HookRun)).map(|line| serde_json::to_string(&line));
    let lines = std::iter::once(serde_json::to_string(&first)).chain(kept).chain(new).collect::<Result<Vec<_>, _>>()?;
    write_atomically(&path, &lines)
}

/// What the file holds already; a line that cannot be read is passed over, since a whole new file takes its place.
fn earlier_records(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn write_atomically(path: &Path, lines: &[String]) -> io::Result<()> {
    let temporary = path.with_extension("jsonl.tmp");
    let mut file = io::BufWriter::new(std::fs::File::create(&temporary)?);
    for line in lines {
        file.write_all(line.as_bytes())?;
        file.write_all(b"\n")?;
    }
    file.into_inner()?.sync_data()?;
    std::fs::rename(&temporary, path)
}
