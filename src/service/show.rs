//! One snapshot with its results, files and hooks.

use rusqlite::Connection;

use super::collection::Collection;
use super::error::Error;
use crate::model::hint::Hint;
use crate::store::{self, reader};

pub use crate::store::reader::{ListedSnapshot, ShownHook, ShownResult, ShownSnapshot};

/// The snapshot that is meant by a URL (its newest), an id or the beginning of one, or a name in
/// archive/.
pub fn newest(collection: &Collection, what: &str) -> Result<ListedSnapshot, Error> {
    let connection = store::open_for_reading(&collection.layout.database())?;
    newest_in(&connection, what)?.ok_or_else(|| no_such_snapshot(what))
}

/// The same with its results, files and hooks.
pub fn show(collection: &Collection, what: &str) -> Result<ShownSnapshot, Error> {
    let connection = store::open_for_reading(&collection.layout.database())?;
    let snapshot = newest_in(&connection, what)?.ok_or_else(|| no_such_snapshot(what))?;
    Ok(reader::show(&connection, snapshot)?)
}

pub(super) fn newest_in(connection: &Connection, what: &str) -> Result<Option<ListedSnapshot>, Error> {
    let mut found = reader::find(connection, what, 2)?.into_iter();
    let first = found.next();
    if let (Some(first), Some(second)) = (&first, found.next())
        && first.url != second.url
    {
        return Err(Error::bad_request(format!("{what}: several snapshots match; give more of the id")));
    }
    Ok(first)
}

pub(super) fn no_such_snapshot(what: &str) -> Error {
    Error::failed(format!("{what}: no snapshot has this URL or id")).with_hint(Hint::ListSnapshots)
}
