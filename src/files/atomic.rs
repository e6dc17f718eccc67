//! Files that appear whole or not at all: written under another name first, then renamed.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::own_files;

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Its mode, of which the umask takes away.
    pub mode: u32,
    /// Whether its contents reach the disk before it gets its name (fdatasync(2)), so that it is whole
    /// after a power failure, too.
    pub sync: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { mode: 0o666, sync: false }
    }
}

/// Writes a file. What is at its path makes room for it; no link that a hook put there, or at the
/// temporary path, is followed. On an error nothing of it is left.
pub fn write(path: &Path, contents: &[u8], options: Options) -> io::Result<()> {
    write_via(temporary(path), path, contents, options)
}

/// The same for a file that others may write at the same time: each has a `temporary` name of its
/// own.
pub fn write_via(temporary: PathBuf, path: &Path, contents: &[u8], options: Options) -> io::Result<()> {
    let mut file = Unfinished::create_with(temporary, options.mode)?;
    file.write_all(contents)?;
    if options.sync {
        file.sync_data()?;
    }
    file.finish(path).map(drop)
}

/// A file under a temporary name, to be written piece by piece. It gets its name when it is whole;
/// dropped before that, it is removed: a part of it is of no use, and on a full disk in the way.
#[derive(Debug)]
pub struct Unfinished {
    file: File,
    temporary: Temporary,
}

/// A temporary name, which is taken away with whatever has it; `None` when nothing has it any more.
#[derive(Debug)]
struct Temporary(Option<PathBuf>);

impl Unfinished {
    /// Begins a file. What has the temporary name makes room for it.
    pub fn create(temporary: PathBuf) -> io::Result<Self> {
        Unfinished::create_with(temporary, Options::default().mode)
    }

    fn create_with(temporary: PathBuf, mode: u32) -> io::Result<Self> {
        let file = own_files::create_with(&temporary, mode)?;
        Ok(Unfinished { file, temporary: Temporary(Some(temporary)) })
    }

    /// Gives it its name. What has it makes room. Returns the file, still open.
    pub fn finish(self, name: &Path) -> io::Result<File> {
        let Unfinished { file, mut temporary } = self;
        if let Some(path) = &temporary.0 {
            fs::rename(path, name)?;
        }
        temporary.0 = None;
        Ok(file)
    }
}

impl Deref for Unfinished {
    type Target = File;

    fn deref(&self) -> &File {
        &self.file
    }
}

impl Write for Unfinished {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Best effort: what cannot be removed still has a name that says what it is.
            let _ = fs::remove_file(path);
        }
    }
}

/// The name of a file while it is being written: with `.tmp` at its end, by which the doctor knows
/// what a power failure left.
pub fn temporary(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".tmp");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn it_is_whole_and_follows_no_link() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("precious"), "as it was").unwrap();
        symlink(at("precious"), at("a.txt")).unwrap();
        symlink(at("precious"), at("a.txt.tmp")).unwrap();
        write(&at("a.txt"), b"new", Options { mode: 0o600, sync: true }).unwrap();
        assert_eq!(fs::read_to_string(at("precious")).unwrap(), "as it was");
        assert_eq!(fs::read_to_string(at("a.txt")).unwrap(), "new");
        let found = fs::symlink_metadata(at("a.txt")).unwrap();
        assert!(found.is_file() && found.permissions().mode() & 0o777 == 0o600);
        assert!(!at("a.txt.tmp").exists());
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("taken")).unwrap();
        fs::write(dir.path().join("taken/inside"), "").unwrap();
        assert!(write(&dir.path().join("taken"), b"x", Options::default()).is_err());
        assert!(write(&dir.path().join("nowhere/x"), b"x", Options::default()).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
    #[test]
    fn a_file_has_its_name_when_it_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let begin = || {
            let mut file = Unfinished::create(at(".part-1")).unwrap();
            file.write_all(b"piece").unwrap();
            file
        };
        drop(begin());
        assert!(begin().finish(&at("nowhere/a")).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        let file = begin();
        assert!(!at("a").exists());
        file.finish(&at("a")).unwrap();
        assert_eq!(fs::read(at("a")).unwrap(), b"piece");
        write_via(at("a.7.tmp"), &at("a"), b"other", Options::default()).unwrap();
        assert_eq!((fs::read(at("a")).unwrap(), fs::read_dir(dir.path()).unwrap().count()), (b"other".to_vec(), 1));
    }
}
