//! The account of one execution of one hook.

use std::fmt;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::id::{CrawlId, HookRunId, SnapshotId};
use crate::model::timestamp::Timestamp;

/// How a process ended, in the kernel's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExitStatus {
    /// It returned this code.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
}

impl fmt::Display for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            ExitStatus::Code(code) => write!(f, "exit code {code}"),
            ExitStatus::Signal(signal) => match nix::sys::signal::Signal::try_from(signal) {
                Ok(name) => write!(f, "{name}"),
                Err(_) => write!(f, "signal {signal}"),
            },
        }
    }
}

/// What made a hook end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// It could not be started at all.
    NotStarted,
    /// It ended by itself.
    Itself,
    /// SIGTERM, because its snapshot or crawl was sealed: the normal end of a background hook.
    Seal,
    /// SIGKILL, because it outlived the seal's grace.
    SealKill,
    /// Its timeout passed.
    Timeout,
    /// The user stopped the crawl.
    Interrupt,
    /// What it worked on was lost: the page, or the whole browser.
    Lost,
}

impl EndedBy {
    /// The word in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EndedBy::NotStarted => "not_started",
            EndedBy::Itself => "itself",
            EndedBy::Seal => "seal",
            EndedBy::SealKill => "seal_kill",
            EndedBy::Timeout => "timeout",
            EndedBy::Interrupt => "interrupt",
            EndedBy::Lost => "lost",
        }
    }

    /// Reads what [`EndedBy::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        use EndedBy::*;
        [NotStarted, Itself, Seal, SealKill, Timeout, Interrupt, Lost]
            .into_iter()
            .find(|ended_by| ended_by.as_str() == text)
    }
}

/// What a process used, as the kernel counted it, its waited-for children included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Usage {
    /// User and system time together, in milliseconds.
    pub cpu_ms: u64,
    /// The largest resident set of it or of any one child, in KiB.
    pub peak_memory_kib: u64,
}

/// What a hook printed, measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Printed {
    pub stdout_bytes: u64,
    pub stderr_bytes: u64,
    /// Lines of stdout that were longer than the limit and were cut.
    pub cut_lines: u64,
    /// Records that were dropped because one hook may keep only so many.
    pub dropped_records: u64,
}

/// One execution of one hook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HookRun {
    pub id: HookRunId,
    pub crawl_id: CrawlId,
    /// Absent for hooks of the crawl.
    pub snapshot_id: Option<SnapshotId>,
    pub plugin: String,
    /// The hook's file name.
    pub hook: String,
    pub background: bool,
    /// Program and arguments as they were executed.
    pub argv: Vec<String>,
    pub cwd: PathBuf,
    /// Absent when it could not be started.
    pub pid: Option<i32>,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    /// Milliseconds from start to ready; only of a background hook that got ready.
    pub ready_ms: Option<u64>,
    /// The same as a point in time; absent in what an earlier version wrote.
    #[serde(default)]
    pub ready_at: Option<Timestamp>,
    /// When it was first asked, or made, to end: at the seal for most background hooks. Absent when
    /// it ended by itself, and in what an earlier version wrote.
    #[serde(default)]
    pub stopped_at: Option<Timestamp>,
    pub usage: Usage,
    pub exit: Option<ExitStatus>,
    pub ended_by: EndedBy,
    pub printed: Printed,
    /// Records of types that nothing here depends on, kept as they were said.
    pub other_records: Vec<Value>,
    /// What a reader should know besides: a process left behind that held its output, a missed
    /// ready limit ...
    pub remarks: Vec<String>,
}
