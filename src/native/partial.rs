//! A file that is written piece by piece and appears whole or not at all.

use std::io::{self, BufWriter, IntoInnerError, Write};
use std::path::{Path, PathBuf};

use super::HookError;
use crate::files::atomic::Unfinished;

/// Bytes that small pieces are gathered to. A piece as large as this goes to the file without being
/// copied.
const GATHERED: usize = 64 << 10;

/// A file under a name that says it is not done. It is locked (flock(2)) while it is being written,
/// so that it can be told apart from what a dead process left. Dropped before
/// [`commit`](PartialFile::commit), it is removed.
#[derive(Debug)]
pub struct PartialFile {
    file: BufWriter<Unfinished>,
    path: PathBuf,
}

impl PartialFile {
    /// Begins a file; `path` is its name until it is done. Whatever has this name makes room for
    /// it: a link that another hook put there is not followed.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, HookError> {
        let path = path.into();
        let file = Unfinished::create(path.clone())
            .and_then(|file| file.lock().map(|()| file))
            .map_err(|error| HookError::file(&path, error))?;
        Ok(PartialFile { file: BufWriter::with_capacity(GATHERED, file), path })
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), HookError> {
        self.write_all(piece).map_err(|error| HookError::file(&self.path, error))
    }

    /// Gives it its name.
    pub fn commit(self, name: impl AsRef<Path>) -> Result<(), HookError> {
        let name = name.as_ref();
        let finished = self.file.into_inner().map_err(IntoInnerError::into_error).and_then(|file| file.finish(name));
        finished.map(drop).map_err(|error| HookError::file(name, error))
    }
}

impl Write for PartialFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

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
