//! A new index from what the files say.
//!
//! It is made under another name and takes its place when it is whole. What was there before is put
//! aside, its write-ahead log included: SQLite would take the log of another database for this
//! one's.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use walkdir::WalkDir;

use super::{DoctorError, Observer};
use crate::files::layout::{CRAWLS_DIR, Layout, SNAPSHOTS_DIR};
use crate::files::{crawl_file, index_file};
use crate::model::timestamp::Timestamp;
use crate::store::{self, restore};

/// What SQLite puts beside a database.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// How many snapshots are written in one transaction.
const BATCH: usize = 200;

/// Makes a new index, and opens it. A directory that says nothing of itself is left out; the
/// examination will find it.
pub fn rebuild(layout: &Layout, observer: &mut dyn Observer) -> Result<Connection, DoctorError> {
    let (path, new) = (layout.database(), layout.data().join("index.sqlite3.new"));
    let io = |place: &Path| {
        let place = place.display().to_string();
        move |source| DoctorError::Io { place, source }
    };
    // What an earlier attempt left that was interrupted.
    remove(&new).map_err(io(&new))?;
    observer.on_stage("rebuilding", None);
    let mut connection = store::create(&new)?;
    restore_crawls(&mut connection, layout)?;
    restore_snapshots(&mut connection, layout, observer)?;
    store::at_once(&mut connection, restore::reorder).map_err(written)?;
    // Closing the only connection takes the log into the database.
    connection.close().map_err(|(_, error)| written(error))?;
    put_aside(&path).map_err(io(&path))?;
    // SQLite has written it, so not by `files::atomic`.
    fs::rename(&new, &path).map_err(io(&path))?;
    Ok(store::create(&path)?)
}

fn restore_crawls(connection: &mut Connection, layout: &Layout) -> Result<(), DoctorError> {
    for dir in directories(layout, CRAWLS_DIR, 2) {
        if let Some(contents) = crawl_file::read(&dir.join(crawl_file::FILE_NAME)) {
            // One that cannot be written is left out as a whole, and found by the examination.
            if let Err(error) =
                store::at_once(connection, |transaction| restore::crawl(transaction, &contents, &dir, layout))
            {
                tracing::warn!("{}: {error}", dir.display());
            }
        }
    }
    Ok(())
}

fn restore_snapshots(
    connection: &mut Connection,
    layout: &Layout,
    observer: &mut dyn Observer,
) -> Result<(), DoctorError> {
    let mut directories = directories(layout, SNAPSHOTS_DIR, 3).peekable();
    while directories.peek().is_some() {
        let batch: Vec<PathBuf> = directories.by_ref().take(BATCH).collect();
        store::at_once(connection, |transaction| {
            for dir in &batch {
                observer.on_step();
                let Ok(contents) = index_file::read(&dir.join(index_file::FILE_NAME)) else { continue };
                if !is_named(dir, &contents.snapshot.id.to_string()) {
                    continue;
                }
                transaction.execute_batch("SAVEPOINT snapshot")?;
                if let Err(error) = restore::snapshot(transaction, &contents, dir, layout) {
                    tracing::warn!("{}: {error}", dir.display());
                    transaction.execute_batch("ROLLBACK TO snapshot")?;
                }
                transaction.execute_batch("RELEASE snapshot")?;
            }
            Ok(())
        })
        .map_err(written)?;
    }
    Ok(())
}

/// The directories of all users' crawls or snapshots, `depth` below the directory of that kind.
pub fn directories(layout: &Layout, kind: &'static str, depth: usize) -> impl Iterator<Item = PathBuf> {
    let users: BTreeSet<PathBuf> =
        fs::read_dir(layout.users()).into_iter().flatten().flatten().map(|user| user.path()).collect();
    let entries =
        users.into_iter().flat_map(move |user| WalkDir::new(user.join(kind)).min_depth(depth).max_depth(depth));
    entries.filter_map(readable).filter(|entry| entry.file_type().is_dir()).map(walkdir::DirEntry::into_path)
}

/// What can be looked at. That a user has no such directory, or that one was removed meanwhile, is
/// no fault.
fn readable(entry: walkdir::Result<walkdir::DirEntry>) -> Option<walkdir::DirEntry> {
    let is_missing =
        |error: &walkdir::Error| error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    entry
        .inspect_err(|error| {
            if !is_missing(error) {
                tracing::warn!("{error}")
            }
        })
        .ok()
}

/// Whether a directory has this name: a copy of a snapshot under another one is not that snapshot.
pub fn is_named(dir: &Path, id: &str) -> bool {
    dir.file_name().is_some_and(|name| name == id)
}

/// Renames what is there of an index to `index.sqlite3.broken-<time>`.
fn put_aside(path: &Path) -> io::Result<()> {
    let time: String = Timestamp::now().to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    for companion in COMPANIONS {
        let from = beside(path, companion);
        match fs::rename(&from, beside(path, &format!(".broken-{time}{companion}"))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    for companion in COMPANIONS {
        match fs::remove_file(beside(path, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn written(source: rusqlite::Error) -> DoctorError {
    DoctorError::Index { what: "written", source }
}
