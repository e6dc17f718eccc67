//! `index.jsonl` in a snapshot's directory: what the database knows of it, so that the directory
//! can be read alone, years later.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::atomic;
use crate::files::own_files;
use crate::model::archive_result::ArchiveResult;
use crate::model::hook_run::HookRun;
use crate::model::id::{CrawlId, SnapshotId};
use crate::model::snapshot::{Facts, Snapshot};
use crate::model::timestamp::Timestamp;
use crate::model::url::PageUrl;

/// The name of the file.
pub const FILE_NAME: &str = "index.jsonl";

/// One line of the file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type")]
pub enum IndexLine {
    Snapshot(Box<SnapshotLine>),
    ArchiveResult(Box<ArchiveResult>),
    HookRun(Box<HookRun>),
}

impl IndexLine {
    /// The line, unless a name in it that becomes a part of a path leads elsewhere. The file may
    /// have come from strangers, and hooks can write it.
    fn with_plain_names(self) -> serde_json::Result<Self> {
        let (what, name) = match &self {
            IndexLine::Snapshot(line) => ("archive_name", &line.archive_name),
            IndexLine::ArchiveResult(result) => ("plugin", &result.plugin),
            IndexLine::HookRun(run) => ("plugin", &run.plugin),
        };
        if is_plain_name(name) {
            Ok(self)
        } else {
            Err(serde::de::Error::custom(format!("`{what}` is not the name of a file: {name:?}")))
        }
    }
}

/// Whether this names something in a directory, and nothing above or below it.
pub(super) fn is_plain_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\0'])
}

/// The snapshot itself. A collection may be moved, and what is known by its place needs no absolute
/// path, so there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SnapshotLine {
    pub id: SnapshotId,
    pub crawl_id: CrawlId,
    /// The snapshot that found it; absent for a URL that was given.
    #[serde(default)]
    pub parent_id: Option<SnapshotId>,
    pub url: PageUrl,
    /// How many links away from a URL that was given; 0 for those themselves.
    pub depth: u32,
    /// The URL from which this one's scope is measured: its ancestor that was given.
    pub root: PageUrl,
    pub title: Option<String>,
    pub tags: BTreeSet<String>,
    /// Absent in files that an earlier version wrote, as are `sealed_at` and `interrupted`.
    #[serde(default)]
    pub queued_at: Option<Timestamp>,
    pub started_at: Timestamp,
    #[serde(default)]
    pub sealed_at: Option<Timestamp>,
    /// Whether it was interrupted by the user.
    #[serde(default)]
    pub interrupted: bool,
    /// What stood in the page's place, an error page or a bot challenge; absent for a page.
    #[serde(default)]
    pub page_error: Option<String>,
    /// The crawl that last tried its failed plugins again.
    #[serde(default)]
    pub retried_by: Option<CrawlId>,
    /// The name of its link in `archive/`: seconds and microseconds since 1970.
    pub archive_name: String,
    /// What hooks learned of the page besides its title and tags.
    pub facts: Map<String, Value>,
}

/// How a snapshot came to its seal.
#[derive(Debug, Clone)]
pub struct Seal {
    /// The crawl that worked on it; not its own when that is a retry.
    pub by: CrawlId,
    pub at: Timestamp,
    pub interrupted: bool,
    pub page_error: Option<String>,
}

/// All that a file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    pub snapshot: SnapshotLine,
    pub results: Vec<ArchiveResult>,
    pub runs: Vec<HookRun>,
}

/// Why a file says nothing that could be used.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("line {0}: {1}")]
    Line(usize, serde_json::Error),
    #[error("it has no Snapshot record")]
    NoSnapshot,
}

impl Unreadable {
    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unreadable::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// Rewrites the file, whole or not at all: a Snapshot record, an ArchiveResult record a plugin,
/// a HookRun record a hook.
///
/// What is given is all that the index knows. What an earlier attempt wrote and the index has lost,
/// as when the power failed, does not stay: file and index would never agree again.
pub async fn write(
    snapshot: &Snapshot,
    seal: Seal,
    facts: &Facts,
    results: &[ArchiveResult],
    runs: &[HookRun],
) -> io::Result<()> {
    let path = snapshot.dir.join(FILE_NAME);
    let retried_before =
        || earlier_records(&path).iter().find_map(|record| record["retried_by"].as_str()?.parse().ok());
    let first = IndexLine::Snapshot(Box::new(SnapshotLine {
        id: snapshot.id,
        crawl_id: snapshot.crawl_id,
        parent_id: snapshot.parent,
        url: snapshot.url.clone(),
        depth: snapshot.depth,
        root: snapshot.root.clone(),
        title: facts.title.clone().or_else(|| snapshot.title.clone()),
        tags: facts.tags.iter().chain(&snapshot.tags).cloned().collect(),
        queued_at: Some(snapshot.queued_at),
        started_at: snapshot.started_at,
        sealed_at: Some(seal.at),
        interrupted: seal.interrupted,
        page_error: seal.page_error,
        retried_by: Some(seal.by).filter(|by| *by != snapshot.crawl_id).or_else(retried_before),
        archive_name: snapshot.archive_name.clone(),
        facts: facts.others.clone(),
    }));
    let all = std::iter::once(first).chain(results_and_runs(results, runs));
    let lines = all.map(|line| serde_json::to_string(&line)).collect::<Result<Vec<_>, _>>()?;
    // It waits for the disk; the other snapshots go on meanwhile.
    let written = tokio::task::spawn_blocking(move || write_atomically(&path, &lines)).await;
    written.unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// Writes a file that says this and nothing else; for one that is gone, or says something else than
/// the database.
pub fn replace(path: &Path, contents: &Contents) -> io::Result<()> {
    let first = std::iter::once(IndexLine::Snapshot(Box::new(contents.snapshot.clone())));
    let all = first.chain(results_and_runs(&contents.results, &contents.runs));
    write_atomically(path, &all.map(|line| serde_json::to_string(&line)).collect::<Result<Vec<_>, _>>()?)
}

/// Reads a file. Lines of types that this version does not know are passed over.
pub fn read(path: &Path) -> Result<Contents, Unreadable> {
    let text = own_files::read_to_string(path)?;
    let (mut snapshot, mut results, mut runs) = (None, Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        match serde_json::from_str::<IndexLine>(line).and_then(IndexLine::with_plain_names) {
            Ok(IndexLine::Snapshot(line)) => snapshot = Some(*line),
            Ok(IndexLine::ArchiveResult(result)) => results.push(*result),
            Ok(IndexLine::HookRun(run)) => runs.push(*run),
            Err(_) if is_of_another_type(line) => {}
            Err(error) => return Err(Unreadable::Line(number + 1, error)),
        }
    }
    Ok(Contents { snapshot: snapshot.ok_or(Unreadable::NoSnapshot)?, results, runs })
}

fn results_and_runs(results: &[ArchiveResult], runs: &[HookRun]) -> impl Iterator<Item = IndexLine> {
    let results = results.iter().map(|result| IndexLine::ArchiveResult(Box::new(result.clone())));
    results.chain(runs.iter().map(|run| IndexLine::HookRun(Box::new(run.clone()))))
}

fn is_of_another_type(line: &str) -> bool {
    let Ok(Value::Object(record)) = serde_json::from_str(line) else { return false };
    record
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| !["Snapshot", "ArchiveResult", "HookRun"].contains(&kind))
}

/// What the file holds already; a line that cannot be read is passed over, since a whole new file
/// takes its place.
pub(super) fn earlier_records(path: &Path) -> Vec<Value> {
    let text = own_files::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Writes lines into a file that is whole or not there.
pub(super) fn write_atomically(path: &Path, lines: &[String]) -> io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| parent.is_symlink()) {
        return Err(io::Error::other(format!("{} is a link, which is not followed", parent.display())));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    atomic::write(path, text.as_bytes(), atomic::Options { sync: true, ..atomic::Options::default() })
}

#[cfg(test)]
mod tests {
    use super::super::crawl_file;
    use super::*;
    use proptest::prelude::*;

    /// Lines such as these files have, with something else in the place of a value, and cut off
    /// somewhere.
    fn damaged() -> impl Strategy<Value = String> {
        let key = "id|crawl_id|url|depth|root|tags|facts|started_at|archive_name|plugin|status|output_files|limits|options|ending|argv|exit|cwd";
        let value = "[0-9]{1,25}|null|true|\"[a-zA-Z0-9/.:-]{0,40}\"|\\[\\]|\\{\\}|\\{\"\\.\\./x\":\\{\\}\\}|-1e400|\"\\.\\./\\.\\./etc\"";
        let line = ("Snapshot|ArchiveResult|HookRun|Crawl|Other|", proptest::collection::vec((key, value), 0..8))
            .prop_map(|(kind, fields)| {
                let fields: String = fields.into_iter().map(|(key, value)| format!(",\"{key}\":{value}")).collect();
                format!("{{\"type\":\"{kind}\"{fields}}}")
            });
        // Whole ones, of which all but the name of a plugin and of a link are good.
        let name = "[a-z./\u{e4}\\PC]{1,6}";
        let whole = (name, name, "\\PC{0,20}").prop_map(|(archive_name, plugin, text)| {
            let (first, second) = whole(SnapshotId::new(), &archive_name, &plugin, &text);
            format!("{first}\n{second}\n")
        });
        let any = "(?s).{0,60}";
        let lines = (proptest::collection::vec(prop_oneof![4 => line, 1 => any], 0..5), 0_usize..600)
            .prop_map(|(lines, cut)| lines.join("\n").chars().take(cut).collect());
        prop_oneof![lines, whole]
    }

    /// A Snapshot record and an ArchiveResult record.
    fn whole(id: SnapshotId, archive_name: &str, plugin: &str, text: &str) -> (Value, Value) {
        let at = Timestamp::now();
        let first = serde_json::json!({ "type": "Snapshot", "id": id, "crawl_id": CrawlId::new(), "url": "http://a.example/", "depth": 0,
            "root": "http://a.example/", "title": text, "tags": [], "started_at": at, "archive_name": archive_name, "facts": {} });
        let second = serde_json::json!({ "type": "ArchiveResult", "snapshot_id": id, "plugin": plugin, "status": "succeeded", "output_str": text,
            "output_files": {}, "started_at": at, "ended_at": at });
        (first, second)
    }

    #[test]
    fn no_name_leads_out_of_its_directory() {
        let dir = tempfile::tempdir().unwrap();
        let (path, id) = (dir.path().join(FILE_NAME), SnapshotId::new());
        let said = |archive_name: &str, plugin: &str| {
            let (first, second) = whole(id, archive_name, plugin, "");
            std::fs::write(&path, format!("{first}\n{second}\n")).unwrap();
            read(&path).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(said("1763645885.123456", "title"), Ok(()));
        for name in ["../x", "/etc/x", "..", ".", "", "a/b", "a\0"] {
            assert!(
                said(name, "title").unwrap_err().starts_with("line 1: `archive_name` is not the name of a file"),
                "{name:?}"
            );
            assert!(said("1", name).unwrap_err().starts_with("line 2: `plugin` is not the name of a file"), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn no_file_panics_and_what_is_read_is_written_the_same(text in damaged(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let dir = tempfile::tempdir().unwrap();
            for (name, content) in [("text", text.as_bytes()), ("bytes", &bytes)] {
                let path = dir.path().join(name);
                std::fs::write(&path, content).unwrap();
                if let Ok(contents) = read(&path) {
                    replace(&path, &contents).unwrap();
                    prop_assert_eq!(read(&path).unwrap(), contents);
                }
                let _ = crawl_file::read(&path);
            }
        }
    }
}
