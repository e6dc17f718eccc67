//! What can go wrong between a hook and Chrome.

use std::time::Duration;

/// A call that was not answered as it should.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CdpError {
    #[error("Chrome cannot be reached at {url}: {reason}")]
    Connect { url: String, reason: String },
    #[error("the connection to Chrome was lost: {0}")]
    Closed(String),
    /// The renderer died. Chrome answers no call of that session any more, so they are all failed
    /// here.
    #[error("the page crashed")]
    Crashed,
    /// The target was closed, or the session was detached.
    #[error("the page was closed")]
    Detached,
    #[error("{method}: no answer within {} s", .after.as_secs_f32())]
    Timeout { method: String, after: Duration },
    /// Chrome's own refusal; `code` is JSON-RPC's: -32601 for a method that is not there, -32602
    /// for wrong parameters, -32000 for the rest.
    #[error("{method}: {message} ({code})")]
    Refused { method: String, code: i64, message: String },
    /// A script that was evaluated threw this.
    #[error("the page threw: {0}")]
    Thrown(String),
    #[error("{method}: unexpected answer: {reason}")]
    Unexpected { method: String, reason: String },
    /// It is here, and cannot be held: it has more than 127 levels, say.
    #[error("{method}: Chrome's answer cannot be read: {reason}")]
    Unreadable { method: String, reason: String },
    #[error("Chrome sends events faster than they are read; {0} were waiting")]
    Overflow(usize),
}
