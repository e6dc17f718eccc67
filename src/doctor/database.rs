//! The index by itself: is it there, is it a database, does it agree with itself.

use std::path::Path;

use rusqlite::Connection;

use super::findings::{Finding, Kind, Manual, Repair};
use super::{DoctorError, Options};
use crate::store::{self, StoreError, is_damage};

/// The most complaints of SQLite that are shown.
const SHOWN: usize = 3;

/// In which state the index is.
pub enum State {
    /// It can be read; these are its faults.
    Usable(Box<Connection>, Vec<Finding>),
    /// It cannot be used; the finding's remedy is a new one.
    Lost(Finding),
}

/// Opens the index and looks at it as a whole.
pub fn check(path: &Path, options: &Options) -> Result<State, DoctorError> {
    if !path.exists() && !store::is_gone(path) {
        // A mistyped directory must not become a collection.
        return Err(StoreError::NoCollection(path.parent().unwrap_or(path).to_owned()).into());
    }
    let opened = if options.repair { store::open(path) } else { store::open_for_reading(path) };
    let connection = match opened {
        Ok(connection) => connection,
        Err(StoreError::Gone(_)) => {
            return Ok(State::Lost(rebuildable(Kind::IndexGone, "the index is missing, but snapshots exist".into())));
        }
        Err(StoreError::Damaged { source, .. }) => return Ok(State::Lost(damaged(&source.to_string()))),
        Err(error) => return Err(error.into()),
    };
    let mut findings = Vec::new();
    match complaints(&connection) {
        Ok(complaints) if complaints.is_empty() => {}
        Ok(complaints) if complaints.iter().all(|complaint| is_of_an_sql_index(complaint)) => {
            findings.push(Finding::repairable(Kind::IndexDamaged, name(path), complaints.join("; "), Repair::Reindex));
        }
        Ok(complaints) => return Ok(State::Lost(damaged(&complaints.join("; ")))),
        Err(error) if is_damage(&error) => return Ok(State::Lost(damaged(&error.to_string()))),
        Err(error) => return Err(error.into()),
    }
    findings.extend(orphans(&connection, path)?);
    Ok(State::Usable(Box::new(connection), findings))
}

/// What SQLite reports about the database; nothing when it is sound.
pub fn complaints(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({SHOWN})"))?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// `row 5 missing from index snapshots_by_url`, `wrong # of entries in index ...`: all the rows are
/// there (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
fn is_of_an_sql_index(complaint: &str) -> bool {
    complaint.contains("missing from index") || complaint.starts_with("wrong # of entries in index")
}

/// Rows that refer to missing rows, counted by table.
fn orphans(connection: &Connection, path: &Path) -> rusqlite::Result<Vec<Finding>> {
    let mut statement =
        connection.prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
    let found = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u64>(2)?)))?;
    let finding = |(table, parent, count): (String, String, u64)| {
        let rows = if count == 1 { "row" } else { "rows" };
        let what = format!("{count} {rows} of the table {table} refer to rows that {parent} does not have");
        Finding::manual(Kind::IndexInconsistent, name(path), what, Manual::MoveIndexThenRebuild)
    };
    found.map(|row| row.map(finding)).collect()
}

fn damaged(reason: &str) -> Finding {
    rebuildable(Kind::IndexDamaged, format!("the index is damaged: {reason}"))
}

fn rebuildable(kind: Kind, what: String) -> Finding {
    Finding::repairable(kind, "index.sqlite3", what, Repair::RebuildIndex)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
