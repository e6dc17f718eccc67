//! What can be wrong with a collection, and what can be done about it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// index.sqlite3 is missing or empty, but snapshots exist.
    IndexGone,
    /// index.sqlite3 is not a database, or a damaged one.
    IndexDamaged,
    /// Rows refer to missing rows.
    IndexInconsistent,
    /// A row cannot be read.
    RowUnreadable,
    /// A crawl's directory that is not in the index.
    CrawlUnknown,
    /// A snapshot's directory that is not in the index, or is not where the index says.
    SnapshotUnknown,
    /// The directory of a snapshot is missing.
    DirectoryGone,
    /// Files of a result are missing.
    FilesGone,
    /// A file's size has changed since it was saved.
    FileSize,
    /// A file's contents have changed since it was saved.
    FileChanged,
    /// A file or a directory cannot be read.
    Unreadable,
    /// A file that no result names.
    FileExtra,
    /// Something that should exist only while hooks run: a partial file, the directory of an
    /// infrastructure plugin.
    Leftover,
    /// A snapshot's index.jsonl is missing, or differs from the index.
    IndexFile,
    /// A snapshot's link in archive/ is missing, or points elsewhere.
    Link,
    /// A link in archive/ that belongs to no snapshot.
    LinkUnknown,
    /// A stored count is wrong: of a snapshot's results, of a crawl's snapshots, or of all of them.
    Counts,
    /// The texts that `list TEXT` searches lack the URL or the title of a snapshot.
    Texts,
    /// A crawl is unfinished, and its runner is dead.
    CrawlDied,
    /// A process of a crawl whose runner is dead.
    Stray,
    /// A hook.pid names processes that have ended.
    PidFile,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// A path relative to the collection, or a process.
    pub place: String,
    pub what: String,
    pub remedy: Remedy,
}

/// What can be done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// A repair of the collection does it.
    Repair(Repair),
    /// Only a person can decide or do it.
    Manual(Manual),
}

/// What a person can do about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manual {
    /// Resume the crawl.
    Resume,
    /// Resume the crawl, which saves the snapshot again; then remove this directory.
    ResumeThenRemove,
    /// Move the index away, then rebuild it from the snapshots.
    MoveIndexThenRebuild,
    /// Move what stands there away, then repair.
    MoveThenRepair,
    /// Restore the file from a backup, or remove it and make the result again.
    RestoreOrRetry,
    /// Make it readable.
    MakeReadable,
    /// Move the directory to where the index expects it, or remove a copy.
    MoveBackOrRemove,
    /// Remove it if it is not wanted.
    RemoveUnlessWanted,
    /// It may stay; nothing refers to it.
    KeepOrRemove,
}

/// How a finding is repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    RemoveFile(PathBuf),
    RemoveDir(PathBuf),
    ClearPidFile(PathBuf),
    Relink {
        name: String,
        dir: PathBuf,
    },
    Recount {
        snapshot: String,
    },
    RewriteIndexFile {
        snapshot: String,
    },
    MakeDirectory {
        snapshot: String,
        dir: PathBuf,
    },
    FailResult {
        snapshot: String,
        plugin: String,
        lost: BTreeSet<String>,
        error: String,
    },
    AdoptCrawl(PathBuf),
    AdoptSnapshot(PathBuf),
    Reindex,
    /// The numbers of the crawls and of the whole collection.
    RecountAll,
    /// The URLs and titles that a search looks through.
    CollectTexts,
    /// Make a new index from the snapshots; what is left of the old one is moved aside. The
    /// examination has done it before it reports it, because the rest needs the index.
    RebuildIndex,
    /// End the process. The examination has done it before it reports it.
    EndProcess,
}

impl Finding {
    /// What only a person can repair.
    pub fn manual(kind: Kind, place: impl Into<String>, what: impl Into<String>, remedy: Manual) -> Self {
        Finding { kind, place: place.into(), what: what.into(), remedy: Remedy::Manual(remedy) }
    }

    /// What a repair can put right.
    pub fn repairable(kind: Kind, place: impl Into<String>, what: impl Into<String>, repair: Repair) -> Self {
        Finding { kind, place: place.into(), what: what.into(), remedy: Remedy::Repair(repair) }
    }

    /// How a repair puts it right, if it can.
    pub fn repair(&self) -> Option<&Repair> {
        match &self.remedy {
            Remedy::Repair(repair) => Some(repair),
            Remedy::Manual(_) => None,
        }
    }
}

/// What became of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Found,
    #[serde(rename = "mended")]
    Repaired,
    /// With the reason.
    #[serde(rename = "not_mended")]
    NotRepaired(String),
}

/// What the examination reports.
#[derive(Debug)]
pub enum Report {
    Finding { finding: Finding, outcome: Outcome },
    Summary(Summary),
}

/// The totals of an examination.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Snapshots that were checked.
    pub snapshots: u64,
    /// Output files that were checked.
    pub files: u64,
    /// Bytes that were hashed.
    pub hashed_bytes: u64,
    pub findings: u64,
    /// How many of the findings were repaired.
    pub mended: u64,
}
