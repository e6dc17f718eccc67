//! What an earlier attempt at a snapshot left in the books that counts.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use crate::archive_result::{ArchiveResult, Verdict};
use crate::hook_run::{EndedBy, ExitStatus, HookRun, Usage};
use crate::layout::Layout;
use crate::run::Earlier;
use crate::snapshot::Facts;

/// The finished results of a snapshot, the runs of its hooks, and what was learned of the page.
pub fn read(connection: &Connection, snapshot_id: &str, layout: &Layout) -> rusqlite::Result<Earlier> {
    let results = connection
        .prepare_cached(
            "SELECT snapshot_id, plugin, status, output_str, output_json, cmd, error, output_files, started_at, ended_at FROM archive_results
             WHERE snapshot_id = ?1 AND status IN ('succeeded', 'failed', 'skipped', 'noresults') ORDER BY id",
        )?
        .query_map([snapshot_id], result)?
        .collect::<rusqlite::Result<_>>()?;
    let runs = connection
        .prepare_cached(
            "SELECT id, crawl_id, snapshot_id, plugin, hook, background, argv, cwd, pid, started_at, ended_at, ready_ms, cpu_ms, peak_memory_kib,
             exit_code, exit_signal, ended_by, printed, other_records, remarks FROM hook_runs WHERE snapshot_id = ?1 ORDER BY started_at, id",
        )?
        .query_map([snapshot_id], |row| hook_run(row, layout))?
        .collect::<rusqlite::Result<_>>()?;
    let facts = connection
        .prepare_cached("SELECT title, facts FROM snapshots WHERE id = ?1")?
        .query_row([snapshot_id], |row| Ok(Facts { title: row.get(0)?, tags: Vec::new(), others: json(row, 1)? }))?;
    Ok(Earlier { results, runs, facts })
}

fn result(row: &Row) -> rusqlite::Result<ArchiveResult> {
    let status: String = row.get(2)?;
    Ok(ArchiveResult {
        snapshot_id: parsed(row, 0)?,
        plugin: row.get(1)?,
        status: Verdict::parse(&status).ok_or_else(|| unreadable(2, format!("{status} is no status")))?,
        output_str: row.get(3)?,
        output_json: optional_json(row, 4)?,
        cmd: optional_json(row, 5)?,
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
        snapshot_id: Some(parsed(row, 2)?),
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
    })
}

fn parsed<T: std::str::FromStr<Err = uuid::Error>>(row: &Row, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    text.parse().map_err(|error| unreadable(index, format!("{text}: {error}")))
}

fn time(row: &Row, index: usize) -> rusqlite::Result<crate::timestamp::Timestamp> {
    let text: String = row.get(index)?;
    crate::timestamp::Timestamp::parse(&text).map_err(|error| unreadable(index, format!("{text}: {error}")))
}

fn json<T: DeserializeOwned>(row: &Row, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| unreadable(index, error.to_string()))
}

fn optional_json<T: DeserializeOwned>(row: &Row, index: usize) -> rusqlite::Result<Option<T>> {
    if matches!(row.get_ref(index)?, ValueRef::Null) { Ok(None) } else { json(row, index).map(Some) }
}

fn unreadable(index: usize, reason: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, reason.into())
}
