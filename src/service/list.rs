//! The snapshots of a collection.

use super::collection::Collection;
use super::error::Error;
use crate::store;

pub use crate::store::list::Filter as SnapshotFilter;
pub use crate::store::reader::ListedSnapshot;

/// The snapshots that pass the filter, the newest first.
pub fn list(collection: &Collection, filter: &SnapshotFilter) -> Result<Vec<ListedSnapshot>, Error> {
    let connection = store::open_for_reading(&collection.layout.database())?;
    Ok(store::list::newest(&connection, filter)?)
}
