//! Compares a collection's index with its files and its processes, tells what is wrong, and mends
//! what can be mended without losing anything.
//!
//! [`findings`] says what can be found, [`files`] compares and does nothing, [`examination`] goes
//! through a collection, [`mend`] does what a finding proposes, [`rebuild`] makes a new index from
//! what the files say.

mod database;
mod examination;
mod files;
mod findings;
mod mend;
mod rebuild;

use std::collections::BTreeSet;
use std::fmt;

use crate::store::StoreError;

pub use examination::examine;
pub use findings::{Finding, Kind, Outcome, Summary, Told};
pub use mend::put_right;

/// How to look.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Mend what can be mended.
    pub repair: bool,
    /// Leave the hashes out: only whether files are there, and how large.
    pub quick: bool,
    /// Plugins that serve others, whose directories are not kept.
    pub infrastructure: BTreeSet<String>,
}

/// Whoever wants to know what is found, while it is found.
pub trait Observer {
    fn told(&mut self, told: &Told);

    /// A stretch of work begins; its length, when that is known.
    fn begins(&mut self, what: &'static str, total: Option<u64>);

    fn advances(&mut self);
}

/// The runner of a crawl that is at work.
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
            Runner::Elsewhere => f.write_str("its process cannot be seen from here, as in another container"),
        }
    }
}

/// Why a collection could not be examined to the end.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a crawl is running ({0}); --repair is for when it has ended")]
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
