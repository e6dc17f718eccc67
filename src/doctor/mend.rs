//! Carries out repairs. Nothing that was saved is ever removed.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::database::complaints;
use super::findings::Mend;
use crate::files::layout::Layout;
use crate::files::{crawl_file, index_file};
use crate::hook::pidfile;
use crate::store::interrupted::Unfinished;
use crate::store::{at_once, counts, records, restore, texts};

/// Why a repair failed.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Index(#[from] rusqlite::Error),
    #[error("{0}")]
    Other(String),
}

/// Carries out one repair.
pub fn mend(mend: &Mend, connection: &mut Connection, layout: &Layout) -> Result<(), MendError> {
    match mend {
        Mend::RemoveFile(path) => Ok(fs::remove_file(path)?),
        Mend::RemoveDir(path) => Ok(fs::remove_dir_all(path)?),
        Mend::ClearPidFile(path) => Ok(pidfile::clear(path)?),
        Mend::Relink { name, dir } => relink(layout, name, dir),
        Mend::Recount { snapshot } => Ok(at_once(connection, |transaction| restore::recount(transaction, snapshot))?),
        Mend::RewriteIndexFile { snapshot } => rewrite(connection, layout, snapshot),
        Mend::MakeDirectory { snapshot, dir } => {
            fs::create_dir_all(dir)?;
            rewrite(connection, layout, snapshot)
        }
        Mend::FailResult { snapshot, plugin, lost, error } => Ok(at_once(connection, |transaction| {
            restore::fail_for_lost_files(transaction, snapshot, plugin, lost, error)?;
            restore::recount(transaction, snapshot)
        })?),
        Mend::AdoptCrawl(dir) => {
            let contents = crawl_file::read(&dir.join(crawl_file::FILE_NAME))
                .ok_or_else(|| MendError::Other("it can no longer be read".into()))?;
            Ok(at_once(connection, |transaction| restore::crawl(transaction, &contents, dir, layout))?)
        }
        Mend::AdoptSnapshot(dir) => {
            let contents = index_file::read(&dir.join(index_file::FILE_NAME))
                .map_err(|error| MendError::Other(error.to_string()))?;
            Ok(at_once(connection, |transaction| restore::snapshot(transaction, &contents, dir, layout))?)
        }
        Mend::Reindex => {
            connection.execute_batch("REINDEX")?;
            let left = complaints(connection)?;
            if left.is_empty() { Ok(()) } else { Err(MendError::Other(left.join("; "))) }
        }
        Mend::CountAnew => Ok(at_once(connection, counts::count_anew)?),
        Mend::GatherAnew => Ok(at_once(connection, texts::gather_anew)?),
        // The examination has done these already.
        Mend::RebuildIndex | Mend::EndProcess => Ok(()),
    }
}

/// Gives a snapshot that was sealed without its runner what every sealed one has: a directory, an
/// `index.jsonl`, a link.
pub fn put_right(connection: &mut Connection, layout: &Layout, snapshot: &Unfinished) -> Result<(), MendError> {
    fs::create_dir_all(&snapshot.dir)?;
    if let Some(name) = &snapshot.archive_name {
        relink(layout, name, &snapshot.dir)?;
    }
    rewrite(connection, layout, &snapshot.id)
}

/// Makes a snapshot's link in `archive/`. Another link in its place is replaced, as nothing is lost
/// then.
fn relink(layout: &Layout, name: &str, dir: &Path) -> Result<(), MendError> {
    let archive = layout.archive();
    fs::create_dir_all(&archive)?;
    let link = archive.join(name);
    match fs::symlink_metadata(&link) {
        Ok(found) if found.is_symlink() => fs::remove_file(&link)?,
        Ok(_) => return Err(MendError::Other("something other than a link has its name".into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    Ok(std::os::unix::fs::symlink(Path::new("..").join(layout.relative(dir)), link)?)
}

/// Writes a snapshot's `index.jsonl` from the database, within a transaction, so that no run
/// changes what is being written.
fn rewrite(connection: &mut Connection, layout: &Layout, snapshot: &str) -> Result<(), MendError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let contents = records::contents(&transaction, snapshot, layout)?;
    let dir = records::directory_of(&transaction, snapshot)?
        .flatten()
        .ok_or_else(|| MendError::Other("its row is missing".into()))?;
    Ok(index_file::replace(&layout.absolute(dir.as_ref()).join(index_file::FILE_NAME), &contents)?)
}
