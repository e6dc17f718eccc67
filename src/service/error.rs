//! Why a request to the program was not done.

use std::fmt::Display;
use std::path::PathBuf;

use crate::store::StoreError;

/// What kind of failure it is. The command line makes an exit code of it, an API a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request was not understood: an address, a setting, a name. Nothing was done.
    BadRequest,
    /// Nothing could be done.
    Failed,
    /// It broke off after part of the work was done.
    Incomplete,
    /// The user stopped it.
    Interrupted,
}

/// What a person can do about an error. The edge says how: as a command, or as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Give the crawl this secret setting once more.
    GiveSettingAgain(String),
    /// Look at the snapshots that there are.
    ListSnapshots,
    /// Look at the crawls that there are.
    ShowStatus,
    /// Look at the plugins that there are.
    ListPlugins,
    /// Add the built-in plugin of this name.
    UseBuiltin(String),
    /// Start a first crawl in this collection.
    StartFirstCrawl { data: PathBuf },
}

/// Why a request was not done.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub kind: ErrorKind,
    /// What happened, and where.
    pub message: String,
    pub hint: Option<Hint>,
}

impl Error {
    pub fn bad_request(message: impl Display) -> Self {
        Error { kind: ErrorKind::BadRequest, message: message.to_string(), hint: None }
    }

    pub fn failed(message: impl Display) -> Self {
        Error { kind: ErrorKind::Failed, message: message.to_string(), hint: None }
    }

    /// The same, with what can be done about it.
    #[must_use]
    pub fn with_hint(self, hint: Hint) -> Self {
        Error { hint: Some(hint), ..self }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Error::failed(error)
    }
}
