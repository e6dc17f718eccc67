//! Locks that show which process works on what, also for processes that cannot see each other: in
//! another PID namespace, such as a container's, a process id names another process, or none. A
//! lock is kept by the kernel with the file, and goes with its holder, however that ends.
//!
//! One file serves all, with one byte of it for each thing (fcntl(2), "Open file description
//! locks"; nothing is ever written). So whether a thing is held can be tested without taking it,
//! and there is nothing to clean up. Where a file system keeps no locks, nothing is held.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

/// Something that this process holds until this is dropped.
#[derive(Debug)]
pub struct Pinned {
    _file: File,
}

/// What can be held: each thing has a number, of which the lower 62 bits count.
#[derive(Debug, Clone)]
pub struct Holdings {
    path: PathBuf,
}

impl Holdings {
    /// Those of the file at `path`, which the first holder creates.
    pub fn new(path: &Path) -> Self {
        Holdings { path: path.to_owned() }
    }

    /// Takes hold of something; `None` when it is held already, in this process or another. An
    /// error means that locks do not work here.
    pub fn hold(&self, number: u128) -> io::Result<Option<Pinned>> {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&self.path)?;
        match fcntl(&file, FcntlArg::F_OFD_SETLK(&byte(number))) {
            Ok(_) => Ok(Some(Pinned { _file: file })),
            Err(Errno::EAGAIN | Errno::EACCES) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether it is held.
    pub fn is_held(&self, number: u128) -> bool {
        self.is_locked(byte(number))
    }

    /// Whether anything is held.
    pub fn is_any_held(&self) -> bool {
        // A length of 0 means all that there is and may be.
        self.is_locked(libc::flock { l_start: 0, l_len: 0, ..byte(0) })
    }

    fn is_locked(&self, mut asked: libc::flock) -> bool {
        let Ok(file) = File::open(&self.path) else { return false };
        fcntl(&file, FcntlArg::F_OFD_GETLK(&mut asked)).is_ok() && asked.l_type != libc::F_UNLCK as libc::c_short
    }
}

/// The byte of a number, to be locked for its one holder.
fn byte(number: u128) -> libc::flock {
    let place = (number & ((1 << 62) - 1)) as libc::off_t;
    libc::flock {
        l_type: libc::F_WRLCK as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: place,
        l_len: 1,
        l_pid: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_held_by_one_until_it_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let holdings = Holdings::new(&dir.path().join("locks"));
        let (one, other) = (u128::MAX, u128::MAX - 1);
        assert!(!holdings.is_held(one) && !holdings.is_any_held());
        let held = holdings.hold(one).unwrap().unwrap();
        assert!(holdings.is_held(one) && !holdings.is_held(other) && holdings.is_any_held());
        assert!(holdings.hold(one).unwrap().is_none() && holdings.hold(other).unwrap().is_some());
        assert!(holdings.is_held(one), "asking and trying take nothing away");
        drop(held);
        assert!(!holdings.is_any_held() && holdings.hold(one).unwrap().is_some());
        assert!(Holdings::new(&dir.path().join("none/locks")).hold(one).is_err());
    }
}
