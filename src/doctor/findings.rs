//! What can be wrong with a collection, and what to do about it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// index.sqlite3 is not there, or empty.
    IndexGone,
    /// index.sqlite3 is no database, or a broken one.
    IndexDamaged,
    /// Rows name others that are not there.
    IndexInconsistent,
    /// A row holds what cannot be read.
    RowUnreadable,
    /// A crawl's directory that the index does not know.
    CrawlUnknown,
    /// A snapshot's directory that the index does not know.
    SnapshotUnknown,
    /// A snapshot of the index has no directory.
    DirectoryGone,
    /// Files of a result are not there.
    FilesGone,
    /// A file has another size than when it was saved.
    FileSize,
    /// A file has other contents than when it was saved.
    FileChanged,
    /// A file or a directory cannot be read.
    Unreadable,
    /// A file that no result names.
    FileExtra,
    /// What is there only while hooks work: a part of a file, the directory of an infrastructure
    /// plugin.
    Leftover,
    /// A snapshot's index.jsonl is missing, or says something else than the index.
    IndexFile,
    /// A snapshot's link in archive/ is missing, or leads elsewhere.
    Link,
    /// A link in archive/ that is no snapshot's.
    LinkUnknown,
    /// Numbers that are kept are not those of what they count: a snapshot's results, a crawl's
    /// snapshots, all of them.
    Counts,
    /// What `list TEXT` looks through lacks the URL or the title of a snapshot.
    Texts,
    /// A crawl did not come to its end, and whoever worked on it is dead.
    CrawlDied,
    /// A process of a run whose runner is dead.
    Stray,
    /// A hook.pid that names processes which are gone.
    PidFile,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    pub kind: Kind,
    /// A path relative to the collection, or a process.
    pub place: String,
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether `--repair` does it.
    pub mendable: bool,
    #[serde(skip)]
    pub mend: Option<Mend>,
}

/// What `--repair` does about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
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
    CountAnew,
    /// The URLs and titles that `list TEXT` looks through.
    GatherAnew,
    /// The examination does it before it tells of it: what follows needs it done.
    Beforehand,
}

/// The one remedy of all that can be mended.
const REPAIR: &str = "tacklebox doctor --repair";

impl Finding {
    /// What a person has to see to.
    pub fn told(kind: Kind, place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Finding { kind, place: place.into(), what: what.into(), remedy: remedy.into(), mendable: false, mend: None }
    }

    /// What `--repair` sees to; `effect` says what it does.
    pub fn mendable(kind: Kind, place: impl Into<String>, what: impl Into<String>, effect: &str, mend: Mend) -> Self {
        let remedy = format!("`{REPAIR}` {effect}");
        Finding { kind, place: place.into(), what: what.into(), remedy, mendable: true, mend: Some(mend) }
    }
}

/// What became of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Found,
    Mended,
    /// With the reason.
    NotMended(String),
}

/// One line of what is told.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Told {
    Finding {
        #[serde(flatten)]
        finding: Finding,
        outcome: Outcome,
    },
    Summary(Summary),
}

/// How it all was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Snapshots that were looked at.
    pub snapshots: u64,
    /// Output files that were looked at.
    pub files: u64,
    /// Bytes that were hashed.
    pub hashed_bytes: u64,
    pub findings: u64,
    /// Those of the findings that were mended.
    pub mended: u64,
}
