//! What the database knows of when things happened, for a timeline.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{Columns, SnapshotRow};
use super::{StoreError, records};
use crate::files::layout::Layout;
use crate::model::timestamp::Timestamp;
use crate::timeline::Recorded;

/// What was recorded of a snapshot; `None` when it has not begun.
pub fn of_snapshot(connection: &Connection, id: &str, layout: &Layout) -> Result<Option<Recorded>, StoreError> {
    let read = || {
        let sql = format!("SELECT {} FROM snapshots s WHERE id = ?1 AND started_at NOT NULL", SnapshotRow::COLUMNS);
        let found = connection.prepare_cached(&sql)?.query_row([id], SnapshotRow::read).optional()?;
        found.map(|row| Ok(Recorded { runs: records::runs(connection, id, layout)?, ..recorded(row)? })).transpose()
    };
    read().map_err(StoreError::read)
}

fn recorded(row: SnapshotRow) -> rusqlite::Result<Recorded> {
    type Of = SnapshotRow;
    Ok(Recorded {
        id: Of::parsed("id", &row.id, str::parse)?,
        crawl_id: Of::parsed("crawl_id", &row.crawl_id, str::parse)?,
        queued_at: Of::parsed("queued_at", &row.queued_at, Timestamp::parse)?,
        started_at: Of::parsed("started_at", Of::present("started_at", row.started_at.as_deref())?, Timestamp::parse)?,
        sealed_at: Of::optional("sealed_at", row.sealed_at.as_deref(), Timestamp::parse)?,
        indexed_at: Of::optional("indexed_at", row.indexed_at.as_deref(), Timestamp::parse)?,
        url: row.url,
        runs: Vec::new(),
    })
}

/// The crawls whose ids begin so, two at most.
pub fn crawls(connection: &Connection, id: &str) -> Result<Vec<String>, StoreError> {
    // `g` comes after every digit of an id, so this is the range of ids that begin so, and the
    // index serves it.
    let sql = "SELECT id FROM crawls WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2";
    ids(connection, sql, params![id.to_ascii_lowercase()])
}

/// The snapshots of a crawl that have begun, those of other crawls that it tried again included.
pub fn of_crawl(connection: &Connection, id: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT id FROM snapshots WHERE crawl_id = ?1 AND started_at NOT NULL
               UNION SELECT id FROM snapshots WHERE retried_by = ?1 AND started_at NOT NULL";
    ids(connection, sql, params![id])
}

/// The snapshots that ran at any time from `from` to `to`.
pub fn between(connection: &Connection, from: Timestamp, to: Timestamp) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT id FROM snapshots WHERE started_at <= ?2 AND (sealed_at >= ?1 OR sealed_at IS NULL)";
    ids(connection, sql, params![from.to_string(), to.to_string()])
}

fn ids(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(sql).map_err(StoreError::read)?;
    let found = statement.query_map(values, |row| row.get(0)).map_err(StoreError::read)?;
    found.collect::<rusqlite::Result<_>>().map_err(StoreError::read)
}
