//! Files through which the `staticfile` plugin and the navigation agree that an address is a file.
//!
//! While a file arrives, `staticfile/download.part` is there and locked, and the navigation waits:
//! Chrome does not answer it before the file's fate is decided. A lock goes with its process, so a
//! hook that died is not waited for. When it is over, `staticfile/result.json` says what became of
//! it, and only then is the navigation aborted.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The plugin's directory in the snapshot's.
pub const DIRECTORY: &str = "staticfile";

/// The file while it arrives.
pub const PART_FILE: &str = "download.part";

/// The account of it, written last.
pub const RESULT_FILE: &str = "result.json";

/// A file that was met in place of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaticFile {
    pub url: String,
    pub final_url: String,
    pub status: u16,
    pub mimetype: String,
    /// Bytes that arrived, after decompression.
    pub size: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Beside this account; absent when the file was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Whether it is known to be whole; absent when it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Completeness>,
    /// Why it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub headers: Vec<Header>,
}

/// A header of the response, as Chrome reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// How it is known that nothing is missing, if it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// It is as long as the server said.
    Length,
    /// It has the end that files of its kind have.
    EndMark,
    /// The server declared no length, and files of its kind have no end mark.
    Unknown,
    /// The server did not say how long it is, and it lacks the end that files of its kind have. It
    /// is kept, as it may be all the same.
    NoEnd,
}

/// The account of the snapshot in `snap_dir`, when its address was a file.
pub fn read(snap_dir: &Path) -> Option<StaticFile> {
    let text = fs::read_to_string(snap_dir.join(DIRECTORY).join(RESULT_FILE)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Whether a file is arriving, and its receiver is alive.
pub fn is_being_taken(snap_dir: &Path) -> bool {
    let part = File::open(snap_dir.join(DIRECTORY).join(PART_FILE));
    part.is_ok_and(|part| matches!(part.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn what_a_dead_hook_left_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_being_taken(dir.path()));
        fs::create_dir(dir.path().join(DIRECTORY)).unwrap();
        let part = File::create(dir.path().join(DIRECTORY).join(PART_FILE)).unwrap();
        part.lock().unwrap();
        assert!(is_being_taken(dir.path()));
        drop(part);
        // A process that another test starts at this moment holds whatever is open until its exec.
        let begun = Instant::now();
        while is_being_taken(dir.path()) && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!is_being_taken(dir.path()) && read(dir.path()).is_none());
    }
}
