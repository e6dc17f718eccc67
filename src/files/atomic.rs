//! Files that appear whole or not at all: written under another name first, then renamed.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

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
    let temporary = temporary(path);
    let write = || {
        match fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(options.mode).open(&temporary)?;
        file.write_all(contents)?;
        if options.sync {
            file.sync_data()?;
        }
        fs::rename(&temporary, path)
    };
    write().inspect_err(|_| {
        // A part of it is of no use, and on a full disk in the way. That it may not exist is fine.
        let _ = fs::remove_file(&temporary);
    })
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
}
