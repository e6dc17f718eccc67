//! Carries out repairs. Nothing that was saved is ever removed.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::database::complaints;
use super::findings::Repair;
use crate::files::layout::Layout;
use crate::files::{crawl_file, index_file};
use crate::hook::pidfile;
use crate::store::interrupted::Unfinished;
use crate::store::{at_once, counts, records, restore, texts};

/// Why a repair failed.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Index(#[from] rusqlite::Error),
    #[error("{0}")]
    Other(String),
}

/// Carries out one repair.
pub fn apply(repair: &Repair, connection: &mut Connection, layout: &Layout) -> Result<(), RepairError> {
    match repair {
        Repair::RemoveFile(path) => Ok(fs::remove_file(path)?),
        Repair::RemoveDir(path) => Ok(fs::remove_dir_all(path)?),
        Repair::ClearPidFile(path) => Ok(pidfile::clear(path)?),
        Repair::Relink { name, dir } => relink(layout, name, dir),
        Repair::Recount { snapshot } => Ok(at_once(connection, |transaction| restore::recount(transaction, snapshot))?),
        Repair::RewriteIndexFile { snapshot } => rewrite(connection, layout, snapshot),
        Repair::MakeDirectory { snapshot, dir } => {
            fs::create_dir_all(dir)?;
            rewrite(connection, layout, snapshot)
        }
        Repair::FailResult { snapshot, plugin, lost, error } => Ok(at_once(connection, |transaction| {
            restore::fail_for_lost_files(transaction, snapshot, plugin, lost, error)?;
            restore::recount(transaction, snapshot)
        })?),
        Repair::AdoptCrawl(dir) => {
            let contents = crawl_file::read(&dir.join(crawl_file::FILE_NAME))
                .ok_or_else(|| RepairError::Other("it can no longer be read".into()))?;
            Ok(at_once(connection, |transaction| restore::crawl(transaction, &contents, dir, layout))?)
        }
        Repair::AdoptSnapshot(dir) => {
            let contents = index_file::read(&dir.join(index_file::FILE_NAME))
                .map_err(|error| RepairError::Other(error.to_string()))?;
            Ok(at_once(connection, |transaction| restore::snapshot(transaction, &contents, dir, layout))?)
        }
        Repair::Reindex => {
            connection.execute_batch("REINDEX")?;
            let left = complaints(connection)?;
            if left.is_empty() { Ok(()) } else { Err(RepairError::Other(left.join("; "))) }
        }
        Repair::RecountAll => Ok(at_once(connection, counts::recount_all)?),
        Repair::CollectTexts => Ok(at_once(connection, texts::collect_again)?),
        // The examination has done these already.
        Repair::RebuildIndex | Repair::EndProcess => Ok(()),
    }
}

/// Gives a snapshot that was sealed without its runner what every sealed one has: a directory, an
/// `index.jsonl`, a link.
pub fn complete_sealed(connection: &mut Connection, layout: &Layout, snapshot: &Unfinished) -> Result<(), RepairError> {
    fs::create_dir_all(&snapshot.dir)?;
    if let Some(name) = &snapshot.archive_name {
        relink(layout, name, &snapshot.dir)?;
    }
    rewrite(connection, layout, &snapshot.id)
}

/// Makes a snapshot's link in `archive/`. Another link in its place is replaced, as nothing is lost
/// then.
fn relink(layout: &Layout, name: &str, dir: &Path) -> Result<(), RepairError> {
    let archive = layout.archive();
    fs::create_dir_all(&archive)?;
    let link = archive.join(name);
    match fs::symlink_metadata(&link) {
        Ok(found) if found.is_symlink() => fs::remove_file(&link)?,
        Ok(_) => return Err(RepairError::Other("something other than a link has its name".into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    Ok(std::os::unix::fs::symlink(Path::new("..").join(layout.relative(dir)), link)?)
}

/// Writes a snapshot's `index.jsonl` from the database, within a transaction, so that no run
/// changes what is being written.
fn rewrite(connection: &mut Connection, layout: &Layout, snapshot: &str) -> Result<(), RepairError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let contents = records::contents(&transaction, snapshot, layout)?;
    let dir = records::directory_of(&transaction, snapshot)?
        .flatten()
        .ok_or_else(|| RepairError::Other("its row is missing".into()))?;
    Ok(index_file::replace(&layout.absolute(dir.as_ref()).join(index_file::FILE_NAME), &contents)?)
}
