//! Why a request to the program was not done.

use crate::config::ConfigError;
use crate::input::SourceError;
use crate::model::hint::Hint;
use crate::plan::PlanError;
use crate::run::LedgerError;
use crate::store::StoreError;
use std::fmt::Display;

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

/// The part of a request that an error is about: an option on the command line, a field in an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// The collection's directory.
    Data,
    User,
    /// The name of a built-in plugin.
    Builtin,
    /// A directory with plugins.
    PluginDir,
    /// The assignment of a setting.
    Setting,
    /// A file of cookies.
    Cookies,
    Header,
    /// A file of headers.
    HeaderFile,
}

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub kind: ErrorKind,
    /// What happened, and where.
    pub message: String,
    /// The part of the request that it is about, where the message does not say so itself.
    pub input: Option<Input>,
    pub hint: Option<Hint>,
}

impl Error {
    pub fn bad_request(message: impl Display) -> Self {
        Error { kind: ErrorKind::BadRequest, message: message.to_string(), input: None, hint: None }
    }

    /// A part of the request was not understood.
    pub fn bad_input(input: Input, message: impl Display) -> Self {
        Error { input: Some(input), ..Error::bad_request(message) }
    }

    pub fn failed(message: impl Display) -> Self {
        Error { kind: ErrorKind::Failed, message: message.to_string(), input: None, hint: None }
    }

    /// The same, with what can be done about it.
    #[must_use]
    pub fn with_hint(self, hint: Hint) -> Self {
        Error { hint: Some(hint), ..self }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Error { hint: error.hint(), ..Error::failed(error) }
    }
}

impl From<LedgerError> for Error {
    fn from(error: LedgerError) -> Self {
        Error { hint: error.hint.clone(), ..Error::failed(error) }
    }
}

impl From<SourceError> for Error {
    fn from(error: SourceError) -> Self {
        Error { hint: error.hint(), ..Error::bad_request(error) }
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        let input = matches!(error, ConfigError::Assignment(_)).then_some(Input::Setting);
        Error { input, ..Error::bad_request(error) }
    }
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        let hint = matches!(error, PlanError::NoSuchPlugin(_)).then_some(Hint::ListPlugins);
        Error { hint, ..Error::bad_request(error) }
    }
}
