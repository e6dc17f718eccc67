//! The moments that a page passes while it is loaded: what chrome_navigate writes down and a
//! timeline shows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::timestamp::Timestamp;

/// When a page was what, each in milliseconds after the navigation began. Of a page that sent
/// itself to another, the last document's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Moments {
    /// The head of the answer was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<u64>,
    #[serde(rename = "DOMContentLoaded", skip_serializing_if = "Option::is_none")]
    pub dom_content_loaded: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<u64>,
    /// At most two connections for half a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_almost_idle: Option<u64>,
    /// No connection for half a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_idle: Option<u64>,
    /// What was waited for had come, or was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<u64>,
    /// It was scrolled to its end and back, for what loads lazily.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scrolled: Option<u64>,
}

/// The moments with the time from which they are counted: a `Navigation` record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NavigationTimes {
    pub started_at: Timestamp,
    pub moments: Moments,
}
