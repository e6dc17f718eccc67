//! What happens in a pool, for those who watch it. Leases are numbered: their ids are secrets.

use serde::Serialize;

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PoolEvent {
    BrowserStarted {
        pid: i32,
        /// How long the start took, in milliseconds.
        ms: u64,
    },
    StartFailed {
        error: String,
    },
    BrowserEnded {
        pid: i32,
    },
    LeaseBegun {
        lease: u64,
        pid: i32,
        client: String,
        /// From the request, in milliseconds.
        ms: f64,
    },
    LeaseEnded {
        lease: u64,
        reason: &'static str,
        message: String,
    },
    LeaseRefused {
        client: String,
        error: String,
    },
}
