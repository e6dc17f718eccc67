//! Whether only this user controls a directory: another user who can write to it, or to a directory
//! above it, could put code there that we would run.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use nix::unistd::geteuid;

/// The owner that the kernel shows for those whom a user namespace does not know
/// (user_namespaces(7)): the real root, for the most part.
const OVERFLOW: u32 = 65_534;

/// The right of the group and of all others to write.
const OTHERS_WRITE: u32 = 0o022;

/// In such a directory (/tmp) everybody may make files, and rename or remove only their own.
const STICKY: u32 = 0o1000;

/// Why another user could change what is in `dir`; `None` when only root and this user can.
pub fn why_not_ours(dir: &Path) -> io::Result<Option<String>> {
    let meta = fs::symlink_metadata(dir)?;
    Ok(if !meta.is_dir() {
        Some(format!("{} is no directory but a link or a file", dir.display()))
    } else if meta.permissions().mode() & OTHERS_WRITE != 0 {
        Some(format!("others may write in {}", dir.display()))
    } else {
        why_way_not_ours(dir)?
    })
}

/// Why another user could replace `dir`. Every directory above it counts, and every link with its
/// target.
pub fn why_way_not_ours(dir: &Path) -> io::Result<Option<String>> {
    let real = fs::canonicalize(dir)?;
    let known = Owners::of_this_process();
    for path in dir.ancestors().chain(real.ancestors()) {
        let meta = fs::symlink_metadata(path)?;
        if !known.trusts(&meta) {
            return Ok(Some(format!("{} belongs to another user", path.display())));
        }
        // What a link permits says nothing.
        let mode = meta.permissions().mode();
        if meta.is_dir() && mode & OTHERS_WRITE != 0 && mode & STICKY == 0 {
            return Ok(Some(format!("others may write in {}", path.display())));
        }
    }
    Ok(None)
}

/// Whether everybody may write in a directory, and put something there to be run.
pub fn is_open_to_all(dir: &Path) -> bool {
    fs::metadata(dir).is_ok_and(|meta| meta.permissions().mode() & 0o002 != 0)
}

struct Owners {
    us: u32,
    /// Whether owners may be hidden from us.
    some_unknown: bool,
}

impl Owners {
    fn of_this_process() -> Self {
        // Outside of user namespaces every number stands for itself.
        let map = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
        let all = map.split_whitespace().eq(["0", "0", "4294967295"]);
        Owners { us: geteuid().as_raw(), some_unknown: !map.is_empty() && !all }
    }

    fn trusts(&self, meta: &Metadata) -> bool {
        let owner = meta.uid();
        owner == 0 || owner == self.us || (self.some_unknown && owner == OVERFLOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_others_may_write_is_not_ours() {
        let home = tempfile::tempdir().unwrap();
        let inner = home.path().join("open/inner");
        fs::create_dir_all(&inner).unwrap();
        mode(home.path().join("open").as_path(), 0o755);
        mode(&inner, 0o700);
        // Only this user and root, all the way up; /tmp is sticky.
        assert_eq!(why_not_ours(&inner).unwrap(), None);
        for open in [0o777, 0o775] {
            mode(home.path().join("open").as_path(), open);
            assert!(why_not_ours(&inner).unwrap().is_some_and(|why| why.contains("others may write in")), "{open:o}");
        }
        mode(home.path().join("open").as_path(), 0o1777);
        assert_eq!(why_not_ours(&inner).unwrap(), None);
        // The last one is to be closed even where it is sticky: there is no file of ours in it yet.
        mode(&inner, 0o1777);
        assert!(why_not_ours(&inner).unwrap().is_some());
        mode(&inner, 0o700);
        std::os::unix::fs::symlink(&inner, home.path().join("link")).unwrap();
        assert!(why_not_ours(&home.path().join("link")).unwrap().is_some());
        assert!(why_not_ours(&home.path().join("nothing")).is_err());
    }

    #[test]
    fn what_belongs_to_another_is_not_ours() {
        if !geteuid().is_root() {
            return;
        }
        let home = tempfile::tempdir().unwrap();
        let inner = home.path().join("inner");
        fs::create_dir(&inner).unwrap();
        mode(&inner, 0o700);
        std::os::unix::fs::chown(home.path(), Some(1234), None).unwrap();
        assert!(why_not_ours(&inner).unwrap().is_some_and(|why| why.ends_with("belongs to another user")));
    }
}
