//! What the database knows of a snapshot, as the types it was written from: to be compared with the
//! files, and to write `index.jsonl` again.
//!
//! Rows are read a page at a time, so that a collection may be of any size.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::de::DeserializeOwned;

use crate::files::index_file::{Contents, SnapshotLine};
use crate::files::layout::{Layout, archive_name};
use crate::model::archive_result::{ArchiveResult, ResultStatus};
use crate::model::crawl::Stage;
use crate::model::event::Tally;
use crate::model::hook_run::{EndedBy, ExitStatus, HookRun, Usage};
use crate::model::timestamp::Timestamp;
use crate::model::url::PageUrl;

/// How many rows are read at once.
const PAGE: u32 = 200;

/// A snapshot that has a directory.
#[derive(Debug, Clone)]
pub struct SnapshotRow {
    pub seq: i64,
    pub id: String,
    pub url: String,
    pub stage: Stage,
    pub sealed_at: Option<String>,
    /// Relative to the collection.
    pub dir: String,
    pub archive_name: Option<String>,
    pub tally: Tally,
}

/// A crawl.
#[derive(Debug, Clone)]
pub struct CrawlRow {
    pub id: String,
    pub stage: Stage,
    /// Relative to the collection.
    pub dir: String,
    /// Who works on it: pid, start time, boot id.
    pub runner: Option<String>,
    /// Its snapshots that are not sealed.
    pub unfinished: u64,
}

/// How many snapshots have a directory.
pub fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .query_row("SELECT count(*) FROM snapshots WHERE dir IS NOT NULL AND stage != 'queued'", [], |row| row.get(0))
}

/// The next of the snapshots that have a directory, in the order of the queue.
pub fn snapshots_after(connection: &Connection, seq: i64) -> rusqlite::Result<Vec<SnapshotRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, id, url, stage, sealed_at, dir, archive_name, succeeded, failed, skipped, noresults FROM snapshots
         WHERE seq > ?1 AND dir IS NOT NULL AND stage != 'queued' ORDER BY seq LIMIT ?2",
    )?;
    let rows = statement.query_map(params![seq, PAGE], |row| {
        Ok(SnapshotRow {
            seq: row.get(0)?,
            id: row.get(1)?,
            url: row.get(2)?,
            stage: stage(row, 3)?,
            sealed_at: row.get(4)?,
            dir: row.get(5)?,
            archive_name: row.get(6)?,
            tally: Tally { succeeded: row.get(7)?, failed: row.get(8)?, skipped: row.get(9)?, noresults: row.get(10)? },
        })
    })?;
    rows.collect()
}

/// Whether a snapshot is unchanged since its row was read.
pub fn is_unchanged(connection: &Connection, row: &SnapshotRow) -> rusqlite::Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM snapshots WHERE id = ?1 AND stage = ?2 AND sealed_at IS ?3")?;
    statement.exists(params![row.id, row.stage.as_str(), row.sealed_at])
}

/// The next of the crawls, by their ids.
pub fn crawls_after(connection: &Connection, id: &str) -> rusqlite::Result<Vec<CrawlRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, stage, dir, runner, (SELECT count(*) FROM snapshots WHERE crawl_id = crawls.id AND stage != 'sealed') FROM crawls
         WHERE id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![id, PAGE], |row| {
        Ok(CrawlRow {
            id: row.get(0)?,
            stage: stage(row, 1)?,
            dir: row.get(2)?,
            runner: row.get(3)?,
            unfinished: row.get(4)?,
        })
    })?;
    rows.collect()
}

/// The crawls that have not ended, and their runners.
pub fn runners(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare("SELECT id, runner FROM crawls WHERE stage != 'sealed' AND runner IS NOT NULL")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Where a snapshot lies, by its id: the outer `None` when there is no such row.
pub fn directory_of(connection: &Connection, id: &str) -> rusqlite::Result<Option<Option<String>>> {
    connection.prepare_cached("SELECT dir FROM snapshots WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()
}

/// Whether there is such a crawl.
pub fn has_crawl(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM crawls WHERE id = ?1")?.exists([id])
}

/// Whether a name in `archive/` is a snapshot's.
pub fn has_archive_name(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM snapshots WHERE archive_name = ?1")?.exists([name])
}

/// The name in `archive/` that a snapshot is to have, or, where that is another's, the first free
/// one after its start. One transaction writes at a time, so the name is still free when it is
/// given.
pub fn free_archive_name(transaction: &Transaction, wanted: &str, started_at: Timestamp) -> rusqlite::Result<String> {
    let mut name = wanted.to_owned();
    let mut micros = started_at.epoch_micros();
    while has_archive_name(transaction, &name)? {
        micros += 1;
        name = archive_name(micros);
    }
    Ok(name)
}

/// A snapshot's tags, by the alphabet.
pub fn tags(connection: &Connection, id: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT name FROM tags JOIN snapshot_tags ON tag_id = tags.id WHERE snapshot_id = ?1 ORDER BY name",
        )?
        .query_map([id], |row| row.get(0))?
        .collect()
}

/// The results of a snapshot by status, counted.
pub fn tally(connection: &Connection, id: &str) -> rusqlite::Result<Tally> {
    let mut statement = connection
        .prepare_cached("SELECT status, count(*) FROM archive_results WHERE snapshot_id = ?1 GROUP BY status")?;
    let mut tally = Tally::default();
    for row in statement.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?)))? {
        let (status, count) = row?;
        match ResultStatus::parse(&status) {
            Some(ResultStatus::Succeeded) => tally.succeeded = count,
            Some(ResultStatus::Failed) => tally.failed = count,
            Some(ResultStatus::Skipped) => tally.skipped = count,
            Some(ResultStatus::NoResults) => tally.noresults = count,
            None => {}
        }
    }
    Ok(tally)
}

/// All that is known of a snapshot: what its `index.jsonl` is to say.
pub fn contents(connection: &Connection, id: &str, layout: &Layout) -> rusqlite::Result<Contents> {
    let mut snapshot = connection
        .prepare_cached(
            "SELECT id, crawl_id, parent_id, url, depth, root_url, title, queued_at, started_at, sealed_at, interrupted, retried_by, archive_name, facts,
             page_error FROM snapshots WHERE id = ?1",
        )?
        .query_row([id], snapshot)?;
    snapshot.tags = tags(connection, id)?.into_iter().collect();
    let results = connection
        .prepare_cached(
            "SELECT snapshot_id, plugin, status, output_str, output_json, cmd, error, output_files, started_at, ended_at FROM archive_results
             WHERE snapshot_id = ?1 AND status IN ('succeeded', 'failed', 'skipped', 'noresults') ORDER BY ended_at, id",
        )?
        .query_map([id], result)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Contents { snapshot, results, runs: runs(connection, id, layout)? })
}

/// The runs of a snapshot's hooks, in the order of their start.
pub fn runs(connection: &Connection, id: &str, layout: &Layout) -> rusqlite::Result<Vec<HookRun>> {
    connection
        .prepare_cached(
            "SELECT id, crawl_id, snapshot_id, plugin, hook, background, argv, cwd, pid, started_at, ended_at, ready_ms, cpu_ms, peak_memory_kib,
             exit_code, exit_signal, ended_by, printed, other_records, remarks, ready_at, stopped_at
             FROM hook_runs WHERE snapshot_id = ?1 ORDER BY started_at, id",
        )?
        .query_map([id], |row| hook_run(row, layout))?
        .collect()
}

fn snapshot(row: &Row) -> rusqlite::Result<SnapshotLine> {
    Ok(SnapshotLine {
        id: parsed(row, 0)?,
        crawl_id: parsed(row, 1)?,
        parent_id: optional(row, 2, parsed)?,
        url: read_column(row, 3, PageUrl::parse)?,
        depth: row.get(4)?,
        root: read_column(row, 5, PageUrl::parse)?,
        title: row.get(6)?,
        tags: BTreeSet::new(),
        queued_at: optional(row, 7, time)?,
        started_at: time(row, 8)?,
        sealed_at: optional(row, 9, time)?,
        interrupted: row.get(10)?,
        retried_by: optional(row, 11, parsed)?,
        archive_name: row.get(12)?,
        facts: json(row, 13)?,
        page_error: row.get(14)?,
    })
}

fn result(row: &Row) -> rusqlite::Result<ArchiveResult> {
    let status: String = row.get(2)?;
    Ok(ArchiveResult {
        snapshot_id: parsed(row, 0)?,
        plugin: row.get(1)?,
        status: ResultStatus::parse(&status).ok_or_else(|| unreadable(2, format!("{status} is no status")))?,
        output_str: row.get(3)?,
        output_json: optional(row, 4, json)?,
        cmd: optional(row, 5, json)?,
        error: row.get(6)?,
        output_files: json(row, 7)?,
        started_at: time(row, 8)?,
        ended_at: time(row, 9)?,
    })
}

fn hook_run(row: &Row, layout: &Layout) -> rusqlite::Result<HookRun> {
    let exit = match (row.get::<_, Option<i32>>(14)?, row.get::<_, Option<i32>>(15)?) {
        (Some(code), _) => Some(ExitStatus::Code(code)),
        (_, Some(signal)) => Some(ExitStatus::Signal(signal)),
        _ => None,
    };
    let ended_by: String = row.get(16)?;
    Ok(HookRun {
        id: parsed(row, 0)?,
        crawl_id: parsed(row, 1)?,
        snapshot_id: optional(row, 2, parsed)?,
        plugin: row.get(3)?,
        hook: row.get(4)?,
        background: row.get(5)?,
        argv: json(row, 6)?,
        cwd: layout.absolute(row.get::<_, String>(7)?.as_ref()),
        pid: row.get(8)?,
        started_at: time(row, 9)?,
        ended_at: time(row, 10)?,
        ready_ms: row.get(11)?,
        usage: Usage { cpu_ms: row.get(12)?, peak_memory_kib: row.get(13)? },
        exit,
        ended_by: EndedBy::parse(&ended_by).ok_or_else(|| unreadable(16, format!("{ended_by} is no way to end")))?,
        printed: json(row, 17)?,
        other_records: json(row, 18)?,
        remarks: json(row, 19)?,
        ready_at: optional(row, 20, time)?,
        stopped_at: optional(row, 21, time)?,
    })
}

fn stage(row: &Row, index: usize) -> rusqlite::Result<Stage> {
    let text: String = row.get(index)?;
    Stage::parse(&text).ok_or_else(|| unreadable(index, format!("{text} is no stage")))
}

pub(super) fn parsed<T: FromStr<Err = uuid::Error>>(row: &Row, index: usize) -> rusqlite::Result<T> {
    read_column(row, index, str::parse)
}

pub(super) fn time(row: &Row, index: usize) -> rusqlite::Result<Timestamp> {
    read_column(row, index, Timestamp::parse)
}

fn read_column<T, E: Display>(
    row: &Row,
    index: usize,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    read(&text, parse).map_err(|reason| unreadable(index, reason))
}

/// What a text stands for; or else the text, and why it stands for nothing.
pub(super) fn read<T, E: Display>(text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, String> {
    parse(text).map_err(|error| format!("{text}: {error}"))
}

fn json<T: DeserializeOwned>(row: &Row, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| unreadable(index, error.to_string()))
}

pub(super) fn optional<T>(
    row: &Row,
    index: usize,
    read: impl Fn(&Row, usize) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    if matches!(row.get_ref(index)?, ValueRef::Null) { Ok(None) } else { read(row, index).map(Some) }
}

fn unreadable(index: usize, reason: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, reason.into())
}
