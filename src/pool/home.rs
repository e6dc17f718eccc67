//! Where the browsers of a pool have their directories. Each run of the pool has directories of its
//! own, locked as long as it lives; so a start finds what earlier runs left and touches nothing of a
//! pool that runs beside it.
//!
//! What Chrome puts into `TMPDIR` has a place apart, as the path of its socket there may have 107
//! bytes only (unix(7)), however long that of the collection is.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nix::fcntl::{Flock, FlockArg};
use nix::unistd::geteuid;
use uuid::Uuid;

/// How directories of runs are called.
const PREFIX: &str = "pool-";

/// The lock in each of them.
const LOCK: &str = "lock";

/// Where `TMPDIR` of browsers is: a directory of this user's own, and of no other.
pub fn scratch_base() -> io::Result<PathBuf> {
    let base = Path::new("/tmp").join(format!("tacklebox-pool-{}", geteuid()));
    make_private(&base)?;
    let found = fs::symlink_metadata(&base)?;
    if found.is_dir() && found.uid() == geteuid().as_raw() {
        return Ok(base);
    }
    Err(io::Error::other(format!("{}: it belongs to somebody else", base.display())))
}

/// A name that no other has: short, and not to be guessed from another.
fn unique() -> String {
    let id = Uuid::now_v7().simple().to_string();
    id[id.len() - 12..].to_owned()
}

/// The directory of this run. It is removed when it is dropped.
#[derive(Debug)]
pub struct RunHome {
    path: PathBuf,
    _lock: Flock<File>,
}

impl RunHome {
    /// Makes it in `base`, and removes what earlier runs left there.
    pub fn make(base: &Path) -> io::Result<Self> {
        make_private(base)?;
        purge(base)?;
        // It is complete, and locked, before another start can see its name.
        let staged = base.join(format!(".{}", unique()));
        make_private(&staged)?;
        let lock = lock(&staged)?.ok_or_else(|| io::Error::other("the lock of a new directory is taken"))?;
        let path = base.join(format!("{PREFIX}{}", unique()));
        fs::rename(&staged, &path)?;
        Ok(RunHome { path, _lock: lock })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for RunHome {
    fn drop(&mut self) {
        // What is left is for the next start.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes the directories of runs that are over, also of one on another host name: what counts is
/// whether somebody holds the lock.
fn purge(base: &Path) -> io::Result<()> {
    for entry in fs::read_dir(base)? {
        let entry = entry?;
        let is_run = entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.file_type()?.is_dir();
        if !is_run {
            continue;
        }
        let left = match lock(&entry.path()) {
            Ok(Some(_held)) => fs::remove_dir_all(entry.path()),
            // It is in use.
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = left {
            tracing::warn!("{}: what an earlier run left could not be removed: {error}", entry.path().display());
        }
    }
    Ok(())
}

/// The lock of a run's directory; `None` when somebody else has it.
fn lock(directory: &Path) -> io::Result<Option<Flock<File>>> {
    let file = File::options().create(true).truncate(false).write(true).open(directory.join(LOCK))?;
    match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(lock) => Ok(Some(lock)),
        Err((_, nix::errno::Errno::EWOULDBLOCK)) => Ok(None),
        Err((_, error)) => Err(error.into()),
    }
}

fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_of_chrome_has_room_there() {
        let scratch = scratch_base().unwrap().join(format!("{PREFIX}{}", unique())).join("1000000");
        let socket = scratch.join("org.chromium.Chromium.XXXXXX/SingletonSocket");
        assert!(socket.as_os_str().len() <= 107, "{}", socket.display());
    }

    #[test]
    fn what_a_run_left_is_removed_and_nothing_else() {
        let base = tempfile::tempdir().unwrap();
        let left = base.path().join("pool-0");
        fs::create_dir_all(left.join("browser/profile")).unwrap();
        fs::create_dir(base.path().join("mine")).unwrap();
        let running = RunHome::make(base.path()).unwrap();
        assert!(!left.exists());
        let beside = RunHome::make(base.path()).unwrap();
        assert!(running.path().exists() && beside.path().exists() && base.path().join("mine").exists());
        let path = beside.path().to_owned();
        drop(beside);
        assert!(!path.exists());
    }
}
