//! Files that the runner writes, and reads, where hooks write as well. A hook may have put anything
//! in their place: a link to another user's file, a pipe without a reader. Links are not followed:
//! what is not a regular file, or not a directory, is replaced by one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use nix::libc;

/// Nothing that the runner reads whole is larger. A hook can make a file of any length without
/// writing it.
const LARGEST: u64 = 256 << 20;

/// What was found in the place of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// It was there, or nothing was.
    Good,
    /// Something else was, which made room for it.
    Replaced,
}

/// Creates a directory if it is missing. Its parent must exist: if it does not, the collection was
/// moved away, and nothing may be created in its place.
pub fn directory(path: &Path) -> io::Result<Directory> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map(|()| Directory::Good),
    }
    if fs::symlink_metadata(path)?.is_dir() {
        return Ok(Directory::Good);
    }
    // Of a link this removes the link, and not what it leads to.
    fs::remove_file(path)?;
    fs::create_dir(path)?;
    Ok(Directory::Replaced)
}

/// Begins a file again; what was in its place is removed, and not written to.
pub fn create(path: &Path) -> io::Result<File> {
    create_with(path, 0o666)
}

/// The same with a mode, of which the umask takes away.
pub fn create_with(path: &Path, mode: u32) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // New means new: a link that is put there in this moment is not followed either.
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// Opens a file to write at its end. One that has a second name, and so is another's as well, is
/// started again.
pub fn append(path: &Path) -> io::Result<File> {
    let opened =
        OpenOptions::new().append(true).create(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path);
    match opened {
        Ok(file) if is_own(&file)? => Ok(file),
        Ok(_) => create(path),
        // A link; a pipe without a reader, or a socket; a file whose mode forbids it.
        Err(error) if matches!(error.raw_os_error(), Some(libc::ELOOP | libc::ENXIO | libc::EACCES)) => create(path),
        // What was written before stays: there may be no room for another open file, or no disk.
        Err(error) => Err(error),
    }
}

/// Opens a file to read. Anything else than a plain file is an error.
pub fn open(path: &Path) -> io::Result<File> {
    // Without waiting for a writer of a pipe.
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path).map_err(
        |error| {
            if error.raw_os_error() == Some(libc::ELOOP) {
                io::Error::other("it is a link, which is not followed")
            } else {
                error
            }
        },
    )?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
}

/// Reads a whole file that is one.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, LARGEST)
}

/// Reads a whole file of text.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::Error::other(format!("it has more than {most} bytes"))) } else { Ok(bytes) }
}

fn is_own(file: &File) -> io::Result<bool> {
    let found = file.metadata()?;
    Ok(found.is_file() && found.nlink() <= 1)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::process::{Launch, Output};

    #[test]
    fn nothing_is_written_through_what_a_hook_put_there() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("precious"), "as it was").unwrap();
        for open in [create as fn(&Path) -> io::Result<File>, append] {
            symlink(at("precious"), at("link")).unwrap();
            fs::hard_link(at("precious"), at("hard")).unwrap();
            symlink(at("nowhere"), at("dangling")).unwrap();
            nix::unistd::mkfifo(&at("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
            for name in ["link", "hard", "dangling", "pipe", "new"] {
                open(&at(name)).unwrap().write_all(b"own").unwrap();
                assert_eq!(read(&at(name)).unwrap(), b"own", "{name}");
                fs::remove_file(at(name)).unwrap();
            }
            assert_eq!(fs::read_to_string(at("precious")).unwrap(), "as it was");
            assert!(!at("nowhere").exists());
        }
        append(&at("log")).unwrap().write_all(b"one").unwrap();
        append(&at("log")).unwrap().write_all(b" two").unwrap();
        assert_eq!(read(&at("log")).unwrap(), b"one two");
    }

    #[tokio::test]
    async fn what_was_written_stays_when_it_cannot_be_opened() {
        let dir = tempfile::tempdir().unwrap();
        let busy = dir.path().join("sleep");
        fs::copy("/bin/sleep", &busy).unwrap();
        let sleeping = Launch {
            program: busy.clone().into(),
            args: vec!["600".into()],
            environment: Vec::new(),
            cwd: dir.path().into(),
            output: Output::File(tempfile::tempfile().unwrap()),
            pipe: None,
        };
        // It is killed when it is dropped.
        let child = sleeping.spawn().unwrap();
        // A program that runs cannot be opened to write, though its name may be removed.
        let refused = append(&busy);
        drop(child);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::ExecutableFileBusy);
        assert_eq!(read(&busy).unwrap(), fs::read("/bin/sleep").unwrap());
    }

    #[test]
    fn nothing_is_read_but_plain_files() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("file"), "text").unwrap();
        symlink("file", at("link")).unwrap();
        nix::unistd::mkfifo(&at("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert_eq!(read(&at("file")).unwrap(), b"text");
        for name in ["link", "pipe", "none", "."] {
            read(&at(name)).unwrap_err();
        }
        read(Path::new("/dev/zero")).unwrap_err();
        File::create(at("endless")).unwrap().set_len(LARGEST + 1).unwrap();
        read_up_to(&at("endless"), 9).unwrap_err();
        assert_eq!(
            (read_up_to(&at("file"), 4).unwrap(), read_to_string(&at("file")).unwrap()),
            (b"text".to_vec(), "text".into())
        );
    }

    #[test]
    fn a_directory_takes_the_place_of_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("other")).unwrap();
        fs::write(at("other/file"), "").unwrap();
        symlink("other", at("link")).unwrap();
        assert_eq!(directory(&at("link")).unwrap(), Directory::Replaced);
        assert_eq!(directory(&at("link")).unwrap(), Directory::Good);
        assert!(at("other/file").exists() && !at("link").is_symlink() && !at("link/file").exists());
        directory(&at("none/below")).unwrap_err();
        assert!(!at("none").exists());
    }
}
