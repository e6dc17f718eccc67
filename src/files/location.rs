//! Whether a collection is still where it was when this process began to work on it, with the same index.
//!
//! SQLite does not notice when its file is deleted or moved: it goes on writing into what nobody will find. The same is true of a directory. So both are
//! held open, and what is at their paths is compared with what is held.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::files::layout::Layout;
use crate::files::pinned::{Found, Pinned};

/// The place of a collection.
#[derive(Debug)]
pub struct Place {
    data: Pinned,
    index: Pinned,
    /// SQLite makes this file when it is needed first, and keeps it until the last process has closed the index.
    log: PathBuf,
    has_log: AtomicBool,
}

/// How a collection was lost, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    #[error("the collection was moved from {} to {} during the crawl; `tacklebox resume --data {}` carries it on there", from.display(), to.display(), to.display())]
    Moved { from: PathBuf, to: PathBuf },
    #[error("the collection {} was deleted during the crawl", .0.display())]
    Deleted(PathBuf),
    #[error("the collection {} is not there any more; was its disk unmounted? When it is back, `tacklebox resume --data {}` carries the crawl on", .0.display(), .0.display())]
    Away(PathBuf),
    #[error(
        "the index {} was deleted or moved away during the crawl; put it back, or make it anew with `tacklebox doctor --repair --data {data}`; then \
         `tacklebox resume --data {data}` carries the crawl on", index.display(), data = data.display()
    )]
    IndexGone { index: PathBuf, data: PathBuf },
    #[error(
        "another file was put in the place of the index {} during the crawl; `tacklebox doctor --repair --data {data}` adds what that one lacks, and \
         `tacklebox resume --data {data}` carries the crawl on", index.display(), data = data.display()
    )]
    IndexReplaced { index: PathBuf, data: PathBuf },
}

impl Lost {
    /// Whether the collection's directory is there still, so that something may be written in it.
    pub fn has_directory(&self) -> bool {
        matches!(self, Lost::IndexGone { .. } | Lost::IndexReplaced { .. })
    }
}

impl Place {
    /// Of a collection whose index is open.
    pub fn of(layout: &Layout) -> io::Result<Self> {
        let index = layout.database();
        let log = index.with_extension("sqlite3-wal");
        Ok(Place { data: Pinned::open(layout.data())?, index: Pinned::open(&index)?, log, has_log: AtomicBool::new(false) })
    }

    /// Whether all is where it was. It takes a few microseconds.
    pub fn check(&self) -> Result<(), Lost> {
        match self.data.at_its_path() {
            Found::Itself => {}
            Found::Another | Found::Nothing => return Err(self.where_to()),
        }
        let (index, data) = (self.index.path().to_owned(), self.data.path().to_owned());
        match self.index.at_its_path() {
            Found::Itself => {}
            Found::Another => return Err(Lost::IndexReplaced { index, data }),
            Found::Nothing => return Err(Lost::IndexGone { index, data }),
        }
        // Without its log the index lacks what was written last, and whoever opens it makes another.
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
        assert!(matches!(lost_by(|data| fs::remove_file(data.join("index.sqlite3-wal")).unwrap()), Err(Lost::IndexGone { .. })));
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
    fn a_link_to_it_is_followed() {
        let moved = lost_by(|data| {
            fs::rename(data, data.with_file_name("elsewhere")).unwrap();
            std::os::unix::fs::symlink("elsewhere", data).unwrap();
        });
        assert_eq!(moved, Ok(()), "what is at the path is the same");
    }
}
