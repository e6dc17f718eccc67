//! A file that is written piece by piece and appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::HookError;
use crate::files::own_files;

/// Bytes that small pieces are gathered to. A piece as large as this goes to the file without being
/// copied.
const GATHERED: usize = 64 << 10;

/// A file under a name that says it is not done. It is locked (flock(2)) while it is being written,
/// so that whoever finds it can tell work from what a dead process left. Dropped before
/// [`commit`](PartialFile::commit), it is removed.
#[derive(Debug)]
pub struct PartialFile {
    file: Option<BufWriter<File>>,
    path: PathBuf,
}

impl PartialFile {
    /// Begins a file; `path` is its name until it is done. Whatever has this name makes room for
    /// it: a link that another hook put there is not followed.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, HookError> {
        let path = path.into();
        let file = own_files::create(&path)
            .and_then(|file| file.lock().map(|()| file))
            .map_err(|error| HookError::file(&path, error))?;
        Ok(PartialFile { file: Some(BufWriter::with_capacity(GATHERED, file)), path })
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), HookError> {
        self.write_all(piece).map_err(|error| HookError::file(&self.path, error))
    }

    /// Gives it its name.
    pub fn commit(mut self, name: impl AsRef<Path>) -> Result<(), HookError> {
        self.flush()
            .and_then(|()| fs::rename(&self.path, &name))
            .map_err(|error| HookError::file(name.as_ref(), error))?;
        self.file = None;
        Ok(())
    }
}

impl Write for PartialFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(buffer))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Best effort: what cannot be removed still has a name that says what it is.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let mut file = PartialFile::create(at("a.part")).unwrap();
        file.add(b"one ").unwrap();
        assert!(File::open(at("a.part")).unwrap().try_lock_shared().is_err());
        file.add(b"two").unwrap();
        file.commit(at("a")).unwrap();
        assert_eq!(fs::read(at("a")).unwrap(), b"one two");
        std::os::unix::fs::symlink("a", at("b.part")).unwrap();
        let mut file = PartialFile::create(at("b.part")).unwrap();
        file.add(b"three").unwrap();
        drop(file);
        assert_eq!(fs::read(at("a")).unwrap(), b"one two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
