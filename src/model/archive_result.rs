//! The result of one plugin for one snapshot.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::id::SnapshotId;
use crate::model::timestamp::Timestamp;

/// How a plugin's work ended.
///
/// The order is the order of precedence among several records of one plugin: the greatest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ResultStatus {
    /// It had no business with this page, and said why.
    Skipped,
    /// It looked, and there was nothing to save.
    NoResults,
    Succeeded,
    Failed,
}

impl ResultStatus {
    /// All of them, in the order of precedence.
    pub const ALL: [ResultStatus; 4] =
        [ResultStatus::Skipped, ResultStatus::NoResults, ResultStatus::Succeeded, ResultStatus::Failed];

    /// The word in the database, in JSON and on the screen.
    pub fn as_str(self) -> &'static str {
        match self {
            ResultStatus::Skipped => "skipped",
            ResultStatus::NoResults => "noresults",
            ResultStatus::Succeeded => "succeeded",
            ResultStatus::Failed => "failed",
        }
    }

    /// Reads what [`ResultStatus::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        ResultStatus::ALL.into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// One file that a plugin left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Bytes.
    pub size: u64,
    pub mimetype: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Relative path, with `/` between its parts, to what is there.
pub type OutputFiles = BTreeMap<String, OutputFile>;

/// What one plugin left of one snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveResult {
    pub snapshot_id: SnapshotId,
    pub plugin: String,
    pub status: ResultStatus,
    /// One line for people: a path, a title, a count, a reason.
    pub output_str: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub output_json: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cmd: Option<Value>,
    /// Why it failed, for a reader who wants to act on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
    pub output_files: OutputFiles,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
}
