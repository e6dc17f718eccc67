//! Files and directories that are held open, so that replacements can be detected.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use nix::libc;

/// A file or directory that is held open, so that another at its path can be detected.
#[derive(Debug)]
pub struct Pinned {
    path: PathBuf,
    file: File,
    /// Its device and inode, which stay the same as long as it is held. Absent where they cannot be
    /// read.
    identity: Option<(u64, u64)>,
}

/// What is at the path of something that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathState {
    Same,
    Replaced,
    Gone,
}

impl Pinned {
    /// Takes hold of what is at the path now.
    pub fn open(path: &Path) -> io::Result<Self> {
        // Opened like this it can neither be read nor written, and closing it takes no lock from
        // SQLite, as closing any other descriptor of the index would.
        let file = OpenOptions::new().read(true).custom_flags(libc::O_PATH).open(path)?;
        let identity = file.metadata().ok().map(|held| identity(&held));
        Ok(Pinned { path: path.to_owned(), file, identity })
    }

    /// The path where it was.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is there still, and not by a link.
    pub fn is_itself_at_its_path(&self) -> bool {
        std::fs::symlink_metadata(&self.path).is_ok_and(|found| self.is(&found))
    }

    /// What is at its path now.
    pub fn at_its_path(&self) -> PathState {
        match std::fs::metadata(&self.path) {
            Ok(found) if self.is(&found) => PathState::Same,
            Ok(_) => PathState::Replaced,
            Err(error) if is_gone(&error) => PathState::Gone,
            // An error here does not mean that it is gone; a write will show more.
            Err(_) => PathState::Same,
        }
    }

    fn is(&self, found: &Metadata) -> bool {
        self.identity == Some(identity(found))
    }

    /// A directory that has been removed has no links, not even that from itself.
    pub fn is_deleted(&self) -> bool {
        self.file.metadata().is_ok_and(|held| held.nlink() == 0)
    }

    /// Where it is now, if it can be reached.
    pub fn path_now(&self) -> Option<PathBuf> {
        let path = std::fs::read_link(format!("/proc/self/fd/{}", self.file.as_raw_fd())).ok()?;
        std::fs::metadata(&path).is_ok_and(|found| self.is(&found)).then_some(path)
    }
}

fn identity(of: &Metadata) -> (u64, u64) {
    (of.dev(), of.ino())
}

/// Nothing is at the path, or the file system behind it has gone.
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
        || matches!(error.raw_os_error(), Some(libc::ESTALE | libc::ENOTCONN | libc::ENOTDIR | libc::EHOSTDOWN))
}
