//! Whether a collection is still where it was when this process began to work on it, with the same
//! index.
//!
//! SQLite does not notice when its file is deleted or moved: it keeps writing to a file that has no
//! name any more. The same is true of a directory. So both are held open, and what is at their
//! paths is compared with what is held. Nor does it notice when another program writes over its
//! file, of which it reads again only what it needs: so the file's head is looked at.

use parking_lot::Mutex;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::files::layout::Layout;
use crate::files::pinned::{PathState, Pinned};
use crate::model::hint::Hint;

/// The place of a collection.
#[derive(Debug)]
pub struct Place {
    data: Pinned,
    index: Pinned,
    content: Content,
    /// SQLite makes this file when it is needed first, and keeps it until the last process has
    /// closed the index.
    log: PathBuf,
    has_log: AtomicBool,
    /// When all was found in its place last.
    found_at: Mutex<Option<Instant>>,
}

/// For how long it is believed that all is where it was. It is asked several times for each page.
const BELIEVED: Duration = Duration::from_millis(10);

/// How a collection was lost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    #[error("the collection was moved from {} to {} during the crawl", from.display(), to.display())]
    Moved { from: PathBuf, to: PathBuf },
    #[error("the collection {} was deleted during the crawl", .0.display())]
    Deleted(PathBuf),
    #[error("the collection {} is no longer there; was its disk unmounted?", .0.display())]
    Away(PathBuf),
    #[error("the index {} was deleted or moved away during the crawl", index.display())]
    IndexGone { index: PathBuf, data: PathBuf },
    #[error("the index {} was replaced by another file during the crawl", index.display())]
    IndexReplaced { index: PathBuf, data: PathBuf },
    #[error("the index {} was overwritten or truncated by another program during the crawl", index.display())]
    IndexOverwritten { index: PathBuf, data: PathBuf },
}

impl Lost {
    /// What can be done about it.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            Lost::Moved { to, .. } => Some(Hint::Resume { data: to.clone() }),
            Lost::Deleted(_) => None,
            Lost::Away(data) => Some(Hint::ResumeWhenBack { data: data.clone() }),
            Lost::IndexGone { data, .. } | Lost::IndexReplaced { data, .. } | Lost::IndexOverwritten { data, .. } => {
                Some(Hint::RebuildThenResume { data: data.clone() })
            }
        }
    }

    /// Whether the collection's directory is there still, so that something may be written in it.
    pub fn has_directory(&self) -> bool {
        matches!(self, Lost::IndexGone { .. } | Lost::IndexReplaced { .. } | Lost::IndexOverwritten { .. })
    }
}

impl Place {
    /// Of a collection whose index is open.
    pub fn of(layout: &Layout) -> io::Result<Self> {
        let index = layout.database();
        let log = index.with_extension("sqlite3-wal");
        let content = Content::of(&index)?;
        Ok(Place {
            data: Pinned::open(layout.data())?,
            index: Pinned::open(&index)?,
            content,
            log,
            has_log: AtomicBool::new(false),
            found_at: Mutex::default(),
        })
    }

    /// Whether all is where it was a moment ago: what was found within the last 10 ms is not looked
    /// for again.
    pub fn check_lately(&self) -> Result<(), Lost> {
        let mut found_at = self.found_at.lock();
        if found_at.is_none_or(|at| at.elapsed() >= BELIEVED) {
            self.check()?;
            *found_at = Some(Instant::now());
        }
        Ok(())
    }

    /// Whether all is where it was. It takes ten microseconds.
    pub fn check(&self) -> Result<(), Lost> {
        match self.data.at_its_path() {
            PathState::Same => {}
            PathState::Replaced | PathState::Gone => return Err(self.where_to()),
        }
        let (index, data) = (self.index.path().to_owned(), self.data.path().to_owned());
        match self.index.at_its_path() {
            PathState::Same => {}
            PathState::Replaced => return Err(Lost::IndexReplaced { index, data }),
            PathState::Gone => return Err(Lost::IndexGone { index, data }),
        }
        if self.content.is_overwritten() {
            return Err(Lost::IndexOverwritten { index, data });
        }
        // Without its log the index lacks the last writes, and the next opener creates a new log.
        if self.log.exists() {
            self.has_log.store(true, Ordering::Relaxed);
        } else if self.has_log.load(Ordering::Relaxed) {
            return Err(Lost::IndexGone { index: self.log.clone(), data });
        }
        Ok(())
    }

    /// What became of the directory.
    fn where_to(&self) -> Lost {
        let from = self.data.path().to_owned();
        if self.data.is_deleted() {
            return Lost::Deleted(from);
        }
        match self.data.path_now() {
            Some(to) => Lost::Moved { from, to },
            None => Lost::Away(from),
        }
    }
}

/// How long it takes at most until what was half written when it was looked at is whole.
const A_WRITE: Duration = Duration::from_millis(20);

/// What the head of the index says (<https://www.sqlite.org/fileformat.html#the_database_header>).
#[derive(Debug)]
struct Content {
    /// It is closed after SQLite has closed the index: closing it earlier would take SQLite's locks
    /// away.
    file: File,
    seen: Mutex<Option<Head>>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    /// It grows when another process changes the first page than did before, and never becomes
    /// less.
    changes: u32,
    /// What the file should have.
    whole: u64,
    length: u64,
}

impl Content {
    fn of(index: &Path) -> io::Result<Self> {
        let content = Content { file: File::open(index)?, seen: Mutex::default() };
        *content.seen.lock() = content.head()?;
        Ok(content)
    }

    /// `None` when it is no SQLite database.
    fn head(&self) -> io::Result<Option<Head>> {
        let mut bytes = [0; 100];
        match self.file.read_exact_at(&mut bytes, 0) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        // 65536 does not fit, and is written as 1.
        let page = match u16::from_be_bytes([bytes[16], bytes[17]]) {
            1 => 65_536,
            size => u64::from(size),
        };
        let length = self.file.metadata()?.len();
        Ok(bytes.starts_with(b"SQLite format 3\0").then(|| Head {
            changes: number(24),
            whole: u64::from(number(28)) * page,
            length,
        }))
    }

    /// Whether another program has written over the file. A file that never was a database is not
    /// checked.
    fn is_overwritten(&self) -> bool {
        let mut seen = self.seen.lock();
        let Some(before) = *seen else { return false };
        for wait in [Some(A_WRITE), None] {
            match self.head() {
                Ok(Some(now)) if now.follows(&before) => {
                    *seen = Some(now);
                    return false;
                }
                Ok(_) => {}
                // A read error does not mean that it was replaced; a write will show more.
                Err(_) => return false,
            }
            // Another process may be writing this very moment.
            wait.into_iter().for_each(std::thread::sleep);
        }
        true
    }
}

impl Head {
    /// The file shrinks only when another process packs it, and is whole then. An older copy is
    /// shorter as well, and no newer.
    fn follows(&self, before: &Head) -> bool {
        let is_packed = self.changes > before.changes && self.length >= self.whole;
        self.changes >= before.changes && (self.length >= before.length || is_packed)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A collection, which `change` changes, and how it was lost by that.
    fn lost_by(change: impl FnOnce(&Path)) -> Result<(), Lost> {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("archive");
        fs::create_dir(&data).unwrap();
        for name in ["index.sqlite3", "index.sqlite3-wal"] {
            fs::write(data.join(name), name).unwrap();
        }
        let place = Place::of(&Layout::new(data.clone())).unwrap();
        assert_eq!(place.check(), Ok(()));
        change(&data);
        place.check()
    }

    #[test]
    fn what_became_of_it_is_told() {
        let index = |data: &Path| data.join("index.sqlite3");
        assert_eq!(lost_by(|data| fs::write(index(data), "longer than before").unwrap()), Ok(()));
        assert!(matches!(lost_by(|data| fs::remove_file(index(data)).unwrap()), Err(Lost::IndexGone { .. })));
        assert!(matches!(
            lost_by(|data| fs::remove_file(data.join("index.sqlite3-wal")).unwrap()),
            Err(Lost::IndexGone { .. })
        ));
        assert!(matches!(lost_by(|data| fs::remove_dir_all(data).unwrap()), Err(Lost::Deleted(_))));
        let replaced = lost_by(|data| {
            fs::write(data.join("other"), "").unwrap();
            fs::rename(data.join("other"), index(data)).unwrap();
        });
        assert!(matches!(replaced, Err(Lost::IndexReplaced { .. })), "{replaced:?}");
        let moved = lost_by(|data| fs::rename(data, data.with_file_name("elsewhere")).unwrap());
        assert!(matches!(&moved, Err(Lost::Moved { to, .. }) if to.ends_with("elsewhere")), "{moved:?}");
        let taken = lost_by(|data| {
            fs::rename(data, data.with_file_name("elsewhere")).unwrap();
            fs::create_dir(data).unwrap();
        });
        assert!(matches!(&taken, Err(lost @ Lost::Moved { .. }) if !lost.has_directory()), "{taken:?}");
    }

    #[test]
    fn what_was_found_just_now_is_not_checked_again() {
        let dir = tempfile::tempdir().unwrap();
        let index = dir.path().join("index.sqlite3");
        fs::write(&index, "an index").unwrap();
        let place = Place::of(&Layout::new(dir.path().to_owned())).unwrap();
        assert_eq!(place.check_lately(), Ok(()));
        fs::remove_file(&index).unwrap();
        // A time to come has not elapsed, however slow this test is.
        *place.found_at.lock() = Some(Instant::now() + Duration::from_secs(600));
        assert_eq!(place.check_lately(), Ok(()));
        *place.found_at.lock() = Instant::now().checked_sub(BELIEVED);
        assert!(matches!(place.check_lately(), Err(Lost::IndexGone { .. })));
        assert!(matches!(place.check_lately(), Err(Lost::IndexGone { .. })), "a loss is not remembered as good");
    }

    #[test]
    fn a_link_to_it_is_followed() {
        let moved = lost_by(|data| {
            fs::rename(data, data.with_file_name("elsewhere")).unwrap();
            std::os::unix::fs::symlink("elsewhere", data).unwrap();
        });
        assert_eq!(moved, Ok(()), "what is at the path is the same");
    }

    #[test]
    fn an_index_that_is_written_over_is_told_from_one_that_is_in_use() {
        let overwritten = |change: &dyn Fn(&Path)| {
            let dir = tempfile::tempdir().unwrap();
            let index = dir.path().join("index.sqlite3");
            let connection = rusqlite::Connection::open(&index).unwrap();
            let fill =
                "INSERT INTO a SELECT hex(randomblob(2000)) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9))";
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            connection
                .execute_batch(&format!("PRAGMA journal_mode = WAL; CREATE TABLE a (b); {fill}; {checkpoint}"))
                .unwrap();
            fs::copy(&index, dir.path().join("older")).unwrap();
            let place = Place::of(&Layout::new(dir.path().to_owned())).unwrap();
            connection.execute_batch(&format!("{fill}; {checkpoint}")).unwrap();
            assert_eq!(place.check(), Ok(()));
            change(&index);
            let result = place.check();
            assert!(matches!(result, Ok(()) | Err(Lost::IndexOverwritten { .. })), "{result:?}");
            result.is_err()
        };
        assert!(!overwritten(&|_| ()));
        let pack = "DELETE FROM a; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
        assert!(!overwritten(&|index| rusqlite::Connection::open(index).unwrap().execute_batch(pack).unwrap()));
        assert!(overwritten(&|index| fs::write(index, "").unwrap()));
        assert!(overwritten(&|index| fs::write(index, "something else").unwrap()));
        assert!(overwritten(&|index| File::options().write(true).open(index).unwrap().set_len(8192).unwrap()));
        assert!(overwritten(&|index| File::options()
            .write(true)
            .open(index)
            .unwrap()
            .write_all_at(&[0; 4096], 0)
            .unwrap()));
        assert!(overwritten(&|index| fs::write(index, fs::read(index.with_file_name("older")).unwrap()).unwrap()));
    }
}
