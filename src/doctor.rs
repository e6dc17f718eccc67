//! Compares a collection's index with its files and its processes, reports what is wrong, and
//! repairs what can be repaired without losing anything.
//!
//! [`findings`] has the types of what can be found, [`files`] compares a directory with its results
//! and changes nothing, [`examination`] goes through a collection, [`repair`] carries out a repair,
//! [`rebuild`] makes a new index from the files.

mod database;
mod examination;
mod files;
mod findings;
mod rebuild;
mod repair;

use std::collections::BTreeSet;
use std::fmt;

use crate::store::StoreError;

pub use examination::examine;
pub use findings::{Finding, Kind, Manual, Outcome, Remedy, Repair, Report, Summary};
pub use repair::complete_sealed;

/// How to examine.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Repair what can be repaired.
    pub repair: bool,
    /// Skip the hashes: check only that files exist, and their sizes.
    pub quick: bool,
    /// Infrastructure plugins, whose directories are not kept.
    pub infrastructure: BTreeSet<String>,
}

/// Receives findings and progress while the collection is examined.
pub trait Observer {
    fn on_report(&mut self, report: &Report);

    /// A stage begins; its number of steps, when that is known.
    fn on_stage(&mut self, what: &'static str, total: Option<u64>);

    /// A step of the stage is done.
    fn on_step(&mut self);
}

/// The runner of a crawl that is running.
#[derive(Debug, Clone, Copy)]
pub enum Runner {
    /// By its process id.
    Here(i32),
    /// Where its process cannot be seen.
    Elsewhere,
}

impl fmt::Display for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Runner::Here(pid) => write!(f, "process {pid}"),
            Runner::Elsewhere => {
                f.write_str("in a process that is not visible from here, such as in another container")
            }
        }
    }
}

/// Why a collection could not be examined to the end.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a crawl is running ({0}); repair the collection after it has ended")]
    Running(Runner),
    #[error("the index cannot be {what}: {source}")]
    Index { what: &'static str, source: rusqlite::Error },
    #[error("{place}: {source}")]
    Io { place: String, source: std::io::Error },
}

impl From<rusqlite::Error> for DoctorError {
    fn from(source: rusqlite::Error) -> Self {
        DoctorError::Index { what: "read", source }
    }
}
