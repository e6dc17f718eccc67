//! Files through which the navigation and the `responses` plugin exchange the parts of a page that
//! Chrome itself has not requested, or not completely: PDFs in `<embed>` and `<object>`, audio and
//! video.
//!
//! When the page is at rest, the navigation writes their addresses to `chrome/parts.json`. The
//! plugin fetches them, and holds a lock on `responses/parts.lock` as long as it does. The
//! navigation waits for that, so that the page stays. A lock goes with its process, so a hook that
//! died is not waited for.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::files::atomic::Unfinished;

/// From the snapshot's directory.
const PARTS_FILE: &str = "chrome/parts.json";

/// The directory of the plugin that fetches them.
const FETCHER: &str = "responses";

/// From that directory, in which its hook runs.
const LOCK_FILE: &str = "parts.lock";

/// How often either side looks for news of the other.
pub const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The parts of a page, by address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// In `<embed>` and `<object>`.
    pub embedded: Vec<String>,
    /// What audio and video elements play.
    pub media: Vec<String>,
    /// How many audio and video elements play what scripts hand to them, or a list of pieces (HLS,
    /// DASH). Those have no file.
    pub streamed: usize,
}

impl Parts {
    pub fn is_empty(&self) -> bool {
        *self == Parts::default()
    }
}

/// How far the fetching hook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetching {
    /// No hook runs that fetches parts.
    NoFetcher,
    /// It has not begun.
    NotYet,
    Busy,
    /// It has ended, by itself or by dying.
    Ended,
}

/// How far the hook that fetches the parts of the snapshot in `snap_dir` is.
pub fn fetching(snap_dir: &Path) -> Fetching {
    let dir = snap_dir.join(FETCHER);
    match File::open(dir.join(LOCK_FILE)) {
        Ok(lock) if matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)) => Fetching::Busy,
        Ok(_) => Fetching::Ended,
        Err(_) if dir.is_dir() => Fetching::NotYet,
        Err(_) => Fetching::NoFetcher,
    }
}

/// The text of `chrome/parts.json`, with the name of that file in the chrome plugin's directory.
pub fn to_file(parts: &Parts) -> serde_json::Result<(&'static str, String)> {
    Ok((PARTS_FILE.trim_start_matches("chrome/"), serde_json::to_string(parts)?))
}

/// What the navigation has said of the snapshot in `snap_dir`, once it has.
pub fn read(snap_dir: &Path) -> Option<Parts> {
    serde_json::from_slice(&fs::read(snap_dir.join(PARTS_FILE)).ok()?).ok()
}

/// Says that the parts are being fetched, until the file is dropped. To be called by the one who
/// fetches, in its own directory.
pub fn begin() -> io::Result<File> {
    // Locked before it has its name, so that no process sees it unlocked.
    let lock = Unfinished::create(format!(".{LOCK_FILE}").into())?;
    lock.lock()?;
    lock.finish(LOCK_FILE.as_ref())
}

/// Takes the lock's file away when the page is done. That it was never there is no error.
pub fn clear() {
    let _ = fs::remove_file(LOCK_FILE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_fetches_is_waited_for_as_long_as_it_lives() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(fetching(dir.path()), Fetching::NoFetcher);
        fs::create_dir(dir.path().join(FETCHER)).unwrap();
        assert_eq!(fetching(dir.path()), Fetching::NotYet);
        let lock = File::create(dir.path().join(FETCHER).join(LOCK_FILE)).unwrap();
        lock.lock().unwrap();
        assert_eq!(fetching(dir.path()), Fetching::Busy);
        drop(lock);
        assert_eq!(fetching(dir.path()), Fetching::Ended);
    }

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()), None);
        let parts = Parts { media: vec!["http://a.example/a.mp3".into()], ..Parts::default() };
        let (name, text) = to_file(&parts).unwrap();
        fs::create_dir(dir.path().join("chrome")).unwrap();
        fs::write(dir.path().join("chrome").join(name), text).unwrap();
        assert_eq!(read(dir.path()), Some(parts));
    }
}
