//! The collection's database: SQLite in WAL mode, one writing thread per process, readers beside
//! it.
//!
//! Two processes may work on one collection. Every write transaction begins with `BEGIN IMMEDIATE`,
//! so that it waits for the other's lock at its start, where waiting works, and never meets
//! `SQLITE_BUSY` half way (<https://www.sqlite.org/lang_transaction.html>).

mod apply;
mod claim;
pub mod counts;
pub mod enqueue;
pub mod interrupted;
#[cfg(test)]
mod large;
mod ledger;
pub mod list;
pub mod reader;
pub mod records;
pub mod restore;
mod rows;
pub mod runners;
pub mod texts;
pub mod times;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use crate::files::layout::{Layout, SNAPSHOTS_DIR};
use crate::model::hint::Hint;

pub use ledger::{Retries, Retry, StoreLedger};
pub use writer::{Listener, Writer};

/// How many statements stay prepared: more than a snapshot needs from its start to its seal.
const PREPARED: usize = 64;

/// What a crawl keeps of the database in memory. It writes where tables and indexes end: with four
/// times as much it was no faster, be there half a million snapshots before it.
const CRAWL_CACHE_KIB: i64 = 512;

/// To how many bytes the write-ahead log is cut when a reader that took its time, or a migration,
/// has made it longer; usually it has 4 MB.
const LOG_BYTES: u64 = 16 << 20;

/// From how many bytes on the migration of an older database takes long enough for a message.
const LARGE_BYTES: u64 = 256 << 20;

/// How long one process waits for another's write to end.
const BUSY: Duration = Duration::from_secs(60);

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("../migrations/0001_initial.sql")),
        M::up(include_str!("../migrations/0002_retries.sql")),
        M::up(include_str!("../migrations/0003_resume.sql")),
        M::up(include_str!("../migrations/0004_counts.sql")),
        M::up(include_str!("../migrations/0005_timeline.sql")),
        M::up(include_str!("../migrations/0006_texts.sql")),
        M::up(include_str!("../migrations/0007_lost_queues.sql")),
        M::up(include_str!("../migrations/0008_kinds_and_inputs.sql")),
    ])
});

/// Why the database could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: {source}", path.display())]
    Open { path: PathBuf, source: rusqlite::Error },
    #[error("{}: {source}", path.display())]
    Directory { path: PathBuf, source: std::io::Error },
    #[error("{}: the index cannot be written", .0.display())]
    ReadOnly(PathBuf),
    #[error("{}: the database was made by a newer version of this program", .0.display())]
    Newer(PathBuf),
    #[error("{}: the database cannot be upgraded: {source}", path.display())]
    Migrate { path: PathBuf, source: rusqlite_migration::Error },
    #[error("{}: the index is missing, but snapshots exist", .0.display())]
    Gone(PathBuf),
    #[error("{}: the index is damaged ({source})", path.display())]
    Damaged { path: PathBuf, source: rusqlite::Error },
    #[error("there is no collection in {}", .0.display())]
    NoCollection(PathBuf),
    #[error("the database cannot be {what}: {source}")]
    Query { what: &'static str, source: rusqlite::Error },
    #[error("the database writer has stopped: {reason}")]
    Stopped { reason: String, hint: Option<Hint> },
    #[error(transparent)]
    Lost(#[from] crate::files::location::Lost),
}

impl StoreError {
    /// The error for a database that could not be opened: a damaged one is told apart from one that
    /// may not be read.
    fn open(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        if is_damage(&source) { StoreError::Damaged { path, source } } else { StoreError::Open { path, source } }
    }

    /// What can be done about it.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            StoreError::Open { source, .. } | StoreError::Query { source, .. } => hint_of(source),
            StoreError::Migrate { source: rusqlite_migration::Error::RusqliteError { err, .. }, .. } => hint_of(err),
            StoreError::ReadOnly(_) => Some(Hint::MakeIndexWritable),
            StoreError::Gone(path) | StoreError::Damaged { path, .. } => {
                Some(Hint::RebuildIndex { data: Some(parent(path).to_owned()) })
            }
            StoreError::NoCollection(data) => Some(Hint::CreateCollection { data: data.clone() }),
            StoreError::Stopped { hint, .. } => hint.clone(),
            StoreError::Lost(lost) => lost.hint(),
            StoreError::Directory { .. } | StoreError::Newer(_) | StoreError::Migrate { .. } => None,
        }
    }

    fn read(source: rusqlite::Error) -> Self {
        StoreError::Query { what: "read", source }
    }

    fn write(source: rusqlite::Error) -> Self {
        StoreError::Query { what: "written", source }
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// What can be done about an error of SQLite.
fn hint_of(source: &rusqlite::Error) -> Option<Hint> {
    match source.sqlite_error_code()? {
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Some(Hint::RebuildIndex { data: None }),
        ErrorCode::DiskFull => Some(Hint::FreeSpaceThenResume),
        ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Some(Hint::MakeIndexWritable),
        ErrorCode::SystemIoFailure => Some(Hint::CheckDisk),
        ErrorCode::DatabaseBusy => Some(Hint::WaitForWriter),
        _ => None,
    }
}

/// Whether an error means that the file is no database, or a broken one.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

/// Whether the index is missing or empty, but snapshots exist.
pub fn is_gone(path: &Path) -> bool {
    let is_there = std::fs::metadata(path).is_ok_and(|found| found.len() > 0);
    !is_there && has_snapshots(parent(path))
}

fn has_snapshots(data: &Path) -> bool {
    let users = std::fs::read_dir(Layout::new(data.to_owned()).users()).into_iter().flatten().flatten();
    let mut days = users.filter_map(|user| std::fs::read_dir(user.path().join(SNAPSHOTS_DIR)).ok()).flatten().flatten();
    days.any(|day| day.path().is_dir())
}

/// Opens the database for writing; makes it, and its directory, when they are not there, and brings
/// its schema up to date.
pub fn open(path: &Path) -> Result<Connection, StoreError> {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|source| StoreError::Directory { path: dir.to_owned(), source })?;
    }
    if is_gone(path) {
        return Err(StoreError::Gone(path.to_owned()));
    }
    create(path)
}

/// The same for a crawl, which takes no more memory for a million pages than for ten.
pub fn open_for_a_crawl(path: &Path) -> Result<Connection, StoreError> {
    let connection = open(path)?;
    // Negative: KiB (https://www.sqlite.org/pragma.html#pragma_cache_size).
    connection.pragma_update(None, "cache_size", -CRAWL_CACHE_KIB).map_err(|source| StoreError::open(path, source))?;
    Ok(connection)
}

/// The same, whatever lies beside it.
pub fn create(path: &Path) -> Result<Connection, StoreError> {
    let opened = |source| StoreError::open(path, source);
    let mut connection = Connection::open(path).map_err(opened)?;
    connection.busy_timeout(BUSY).map_err(opened)?;
    // SQLite opens for reading what may not be written, without a word.
    if connection.is_readonly("main").map_err(opened)? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    make_wal(&connection).map_err(opened)?;
    // In WAL mode this loses at most the last transactions when the power fails, and never the
    // database (https://www.sqlite.org/pragma.html#pragma_synchronous).
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(opened)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(opened)?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES).map_err(opened)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    if is_outdated(&connection) && std::fs::metadata(path).is_ok_and(|found| found.len() > LARGE_BYTES) {
        tracing::warn!(
            "{}: of an earlier version, and brought up to date now; a million snapshots take some seconds",
            path.display()
        );
    }
    migrate(&mut connection).map_err(|source| match source {
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StoreError::Newer(path.to_owned())
        }
        rusqlite_migration::Error::RusqliteError { err, .. } if is_damage(&err) => {
            StoreError::Damaged { path: path.to_owned(), source: err }
        }
        source => StoreError::Migrate { path: path.to_owned(), source },
    })?;
    Ok(connection)
}

/// Opens the database for reading only. One of an older version is brought up to date first.
pub fn open_for_reading(path: &Path) -> Result<Connection, StoreError> {
    if is_gone(path) {
        return Err(StoreError::Gone(path.to_owned()));
    }
    if !path.exists() {
        return Err(StoreError::NoCollection(parent(path).to_owned()));
    }
    let opened = |source| StoreError::open(path, source);
    let read = || {
        let connection =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let connection = read().map_err(opened)?;
    // What is asked of it may need what a later version added.
    if is_outdated(&connection) {
        // The last writer to close the database merges its log into it. A reader would leave the
        // log, and each start would read all that a migration wrote.
        drop(connection);
        open(path)?;
        return read().map_err(opened);
    }
    Ok(connection)
}

fn is_outdated(connection: &Connection) -> bool {
    MIGRATIONS.pending_migrations(connection).is_ok_and(|pending| pending > 0)
}

/// Does `work` in a transaction of its own: all of it, or nothing.
pub fn at_once<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// Changing the journal mode does not wait for other connections as other statements do, so two
/// processes that make one collection at the same moment would collide here.
fn make_wal(connection: &Connection) -> rusqlite::Result<()> {
    let begun = std::time::Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(10));
            }
            other => return other,
        }
    }
}

/// Two processes may find an old schema at the same time; one of them migrates, the other waits and
/// then finds nothing to do.
fn migrate(connection: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    let begun = std::time::Instant::now();
    loop {
        let before = MIGRATIONS.pending_migrations(connection).ok();
        let Err(error) = MIGRATIONS.to_latest(connection) else { return Ok(()) };
        // What another process has done meanwhile fails here a second time, and is not to be done
        // any more.
        let overtaken = MIGRATIONS.pending_migrations(connection).ok() != before;
        if !(overtaken || is_locked(&error)) || begun.elapsed() > BUSY {
            return Err(error);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_locked(error: &rusqlite_migration::Error) -> bool {
    let rusqlite_migration::Error::RusqliteError { err, .. } = error else { return false };
    matches!(err.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_valid() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn many_may_make_one_collection_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep/index.sqlite3");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| open(&path).unwrap());
            }
        });
        let mode: String = open(&path).unwrap().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[test]
    fn a_database_that_cannot_be_brought_up_to_date_is_said_to_be_so_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.sqlite3");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE crawls (id)").unwrap();
        let begun = std::time::Instant::now();
        let other = open(&path).unwrap_err().to_string();
        assert!(other.contains("cannot be upgraded") && other.contains("table crawls already exists"), "{other}");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let newer = open(&path).unwrap_err().to_string();
        assert!(newer.ends_with("made by a newer version of this program"), "{newer}");
        assert!(begun.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_reader_finds_what_later_versions_added() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.sqlite3");
        MIGRATIONS.to_version(&mut Connection::open(&path).unwrap(), 1).unwrap();
        let connection = open_for_reading(&path).unwrap();
        connection.prepare("SELECT retried_by FROM snapshots").unwrap();
        let log = std::fs::metadata(path.with_extension("sqlite3-wal")).map_or(0, |log| log.len());
        assert_eq!(log, 0, "what the migration wrote is in the database");
    }
}
