//! What the database knows of a snapshot, as the types it was written from: to be compared with the
//! files, and to write `index.jsonl` again.
//!
//! Rows are read a page at a time, so that a collection may be of any size.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::rows::{ArchiveResultRow, Columns, HookRunRow, SnapshotRow, columns};
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
pub struct PlacedSnapshot {
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

columns! {
    /// What is read of many snapshots at once, and so no facts.
    struct PlacedRow of "s" {
        seq: i64,
        id: String,
        url: String,
        stage: String,
        sealed_at: Option<String>,
        dir: String,
        archive_name: Option<String>,
        succeeded: u64,
        failed: u64,
        skipped: u64,
        noresults: u64,
    }
}

/// A crawl, and how many of its snapshots are not sealed.
#[derive(Debug, Clone)]
pub struct CountedCrawl {
    pub id: String,
    pub stage: Stage,
    /// Relative to the collection.
    pub dir: String,
    /// Who works on it: pid, start time, boot id.
    pub runner: Option<String>,
    pub unfinished: u64,
}

columns! {
    struct CountedRow of "c" {
        id: String,
        stage: String,
        dir: String,
        runner: Option<String>,
        unfinished: u64 = "(SELECT count(*) FROM snapshots WHERE crawl_id = c.id AND stage != 'sealed')",
    }
}

/// How many snapshots have a directory.
pub fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .query_row("SELECT count(*) FROM snapshots WHERE dir IS NOT NULL AND stage != 'queued'", [], |row| row.get(0))
}

/// The next of the snapshots that have a directory, in the order of the queue.
pub fn snapshots_after(connection: &Connection, seq: i64) -> rusqlite::Result<Vec<PlacedSnapshot>> {
    let sql = format!(
        "SELECT {} FROM snapshots s WHERE seq > ?1 AND dir IS NOT NULL AND stage != 'queued' ORDER BY seq LIMIT ?2",
        PlacedRow::COLUMNS
    );
    let placed = |row: PlacedRow| {
        let PlacedRow { seq, id, url, stage, sealed_at, dir, archive_name, succeeded, failed, skipped, noresults } =
            row;
        let (stage, tally) = (PlacedRow::stage(&stage)?, Tally { succeeded, failed, skipped, noresults });
        Ok(PlacedSnapshot { seq, id, url, stage, sealed_at, dir, archive_name, tally })
    };
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params![seq, PAGE], PlacedRow::read)?.map(|row| row.and_then(placed)).collect()
}

/// Whether a snapshot is unchanged since its row was read.
pub fn is_unchanged(connection: &Connection, row: &PlacedSnapshot) -> rusqlite::Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM snapshots WHERE id = ?1 AND stage = ?2 AND sealed_at IS ?3")?;
    statement.exists(params![row.id, row.stage.as_str(), row.sealed_at])
}

/// The next of the crawls, by their ids.
pub fn crawls_after(connection: &Connection, id: &str) -> rusqlite::Result<Vec<CountedCrawl>> {
    let sql = format!("SELECT {} FROM crawls c WHERE id > ?1 ORDER BY id LIMIT ?2", CountedRow::COLUMNS);
    let counted = |CountedRow { id, stage, dir, runner, unfinished }| {
        Ok(CountedCrawl { id, stage: CountedRow::stage(&stage)?, dir, runner, unfinished })
    };
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params![id, PAGE], CountedRow::read)?.map(|row| row.and_then(counted)).collect()
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
    let sql = format!("SELECT {} FROM snapshots s WHERE id = ?1", SnapshotRow::COLUMNS);
    let mut snapshot = snapshot(connection.prepare_cached(&sql)?.query_row([id], SnapshotRow::read)?)?;
    snapshot.tags = tags(connection, id)?.into_iter().collect();
    let sql = format!(
        "SELECT {} FROM archive_results a WHERE snapshot_id = ?1 AND status IN ('succeeded', 'failed', 'skipped', 'noresults')
         ORDER BY ended_at, id",
        ArchiveResultRow::COLUMNS
    );
    let results = connection
        .prepare_cached(&sql)?
        .query_map([id], ArchiveResultRow::read)?
        .map(|row| row.and_then(result))
        .collect::<rusqlite::Result<_>>()?;
    Ok(Contents { snapshot, results, runs: runs(connection, id, layout)? })
}

/// The runs of a snapshot's hooks, in the order of their start.
pub fn runs(connection: &Connection, id: &str, layout: &Layout) -> rusqlite::Result<Vec<HookRun>> {
    connection
        .prepare_cached(&run_query())?
        .query_map([id], HookRunRow::read)?
        .map(|row| row.and_then(|row| hook_run(row, layout)))
        .collect()
}

/// The question for the rows of a snapshot's hooks, in the order of their start.
pub(super) fn run_query() -> String {
    format!("SELECT {} FROM hook_runs h WHERE snapshot_id = ?1 ORDER BY started_at, id", HookRunRow::COLUMNS)
}

fn snapshot(row: SnapshotRow) -> rusqlite::Result<SnapshotLine> {
    type Of = SnapshotRow;
    Ok(SnapshotLine {
        id: Of::parsed("id", &row.id, str::parse)?,
        crawl_id: Of::parsed("crawl_id", &row.crawl_id, str::parse)?,
        parent_id: Of::optional("parent_id", row.parent_id.as_deref(), str::parse)?,
        url: Of::parsed("url", &row.url, PageUrl::parse)?,
        depth: row.depth()?,
        root: Of::parsed("root_url", &row.root_url, PageUrl::parse)?,
        tags: BTreeSet::new(),
        queued_at: Some(Of::parsed("queued_at", &row.queued_at, Timestamp::parse)?),
        started_at: Of::parsed("started_at", Of::present("started_at", row.started_at.as_deref())?, Timestamp::parse)?,
        sealed_at: Of::optional("sealed_at", row.sealed_at.as_deref(), Timestamp::parse)?,
        interrupted: row.interrupted,
        retried_by: Of::optional("retried_by", row.retried_by.as_deref(), str::parse)?,
        facts: Of::json("facts", &row.facts)?,
        archive_name: row.archive_name.ok_or_else(|| Of::absent("archive_name"))?,
        title: row.title,
        page_error: row.page_error,
    })
}

fn result(row: ArchiveResultRow) -> rusqlite::Result<ArchiveResult> {
    type Of = ArchiveResultRow;
    let time = |name, text: &Option<String>| Of::parsed(name, Of::present(name, text.as_deref())?, Timestamp::parse);
    Ok(ArchiveResult {
        snapshot_id: Of::parsed("snapshot_id", &row.snapshot_id, str::parse)?,
        status: ResultStatus::parse(&row.status)
            .ok_or_else(|| Of::unreadable("status", format!("{} is no status", row.status)))?,
        output_json: row.output_json.map(|text| Of::json("output_json", &text)).transpose()?,
        cmd: row.cmd.map(|text| Of::json("cmd", &text)).transpose()?,
        output_files: Of::json("output_files", &row.output_files)?,
        started_at: time("started_at", &row.started_at)?,
        ended_at: time("ended_at", &row.ended_at)?,
        plugin: row.plugin,
        output_str: row.output_str,
        error: row.error,
    })
}

fn hook_run(row: HookRunRow, layout: &Layout) -> rusqlite::Result<HookRun> {
    type Of = HookRunRow;
    let exit = match (row.exit_code, row.exit_signal) {
        (Some(code), _) => Some(ExitStatus::Code(code)),
        (_, Some(signal)) => Some(ExitStatus::Signal(signal)),
        _ => None,
    };
    Ok(HookRun {
        id: Of::parsed("id", &row.id, str::parse)?,
        crawl_id: Of::parsed("crawl_id", &row.crawl_id, str::parse)?,
        snapshot_id: Of::optional("snapshot_id", row.snapshot_id.as_deref(), str::parse)?,
        background: row.background,
        argv: Of::json("argv", &row.argv)?,
        cwd: layout.absolute(row.cwd.as_ref()),
        pid: row.pid,
        started_at: Of::parsed("started_at", &row.started_at, Timestamp::parse)?,
        ended_at: Of::parsed("ended_at", &row.ended_at, Timestamp::parse)?,
        ready_ms: row.ready_ms,
        usage: Usage { cpu_ms: row.cpu_ms, peak_memory_kib: row.peak_memory_kib },
        exit,
        ended_by: EndedBy::parse(&row.ended_by)
            .ok_or_else(|| Of::unreadable("ended_by", format!("{} is no way to end", row.ended_by)))?,
        printed: Of::json("printed", &row.printed)?,
        other_records: Of::json("other_records", &row.other_records)?,
        remarks: Of::json("remarks", &row.remarks)?,
        ready_at: Of::optional("ready_at", row.ready_at.as_deref(), Timestamp::parse)?,
        stopped_at: Of::optional("stopped_at", row.stopped_at.as_deref(), Timestamp::parse)?,
        plugin: row.plugin,
        hook: row.hook,
    })
}
