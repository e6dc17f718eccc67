//! What is running, and how the last crawls ended.

use super::collection::Collection;
use super::error::Error;
use crate::store::{self, reader};

pub use crate::store::reader::{CrawlStatus, Status};

/// The collection's numbers and its last crawls.
pub fn status(collection: &Collection) -> Result<Status, Error> {
    let connection = store::open_for_reading(&collection.layout.database())?;
    Ok(reader::status(&connection)?)
}
