//! What a person can do about an error. The engine says what happened; the edge makes a command or
//! a link of the hint.

use std::path::PathBuf;

/// See the module.
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
    /// Allow file: URLs.
    AllowFiles,
    /// Give this age to the option that it was meant for.
    GiveAgeToOption(String),
    /// Install the programs that this plugin needs.
    InstallPrograms(String),
    /// Use the built-in plugin of this name.
    UseBuiltin(String),
    /// Start a first crawl in this collection.
    CreateCollection { data: PathBuf },
    /// Rebuild the index from the snapshots; of this collection, where it is known.
    RebuildIndex { data: Option<PathBuf> },
    /// Resume the crawl; the collection is at this place now.
    Resume { data: PathBuf },
    /// Resume the crawl when the collection's disk is back.
    ResumeWhenBack { data: PathBuf },
    /// Put the index back, or rebuild it; then resume the crawl.
    RebuildThenResume { data: PathBuf },
    /// Free some disk space, then resume the crawl.
    FreeSpaceThenResume,
    /// Make the index and its directory writable for this user.
    MakeIndexWritable,
    /// Look whether the disk is full, or failing.
    CheckDisk,
    /// Wait until another process has written.
    WaitForWriter,
}
