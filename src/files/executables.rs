//! Programs are looked for on a search path: the one place that does it.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Whether there is a file that may be executed.
pub fn is_executable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// The first program of this name in the absolute directories of the search path; of a path,
/// itself. `None` when there is none.
///
/// Relative directories are skipped: a program in the current directory must not run by its bare
/// name.
pub fn find(name: impl AsRef<OsStr>, search_path: &OsStr) -> Option<PathBuf> {
    let name = name.as_ref();
    if name.as_encoded_bytes().contains(&b'/') {
        return Some(PathBuf::from(name)).filter(|path| is_executable(path));
    }
    std::env::split_paths(search_path)
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join(name))
        .find(|path| is_executable(path))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_may_be_executed_is_found() {
        let dir = tempfile::tempdir().unwrap();
        for (name, mode) in [("plain", 0o644), ("program", 0o755)] {
            fs::write(dir.path().join(name), "").unwrap();
            fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        let search_path = std::env::join_paths([Path::new("."), Path::new("/nowhere"), dir.path()]).unwrap();
        assert_eq!(find("program", &search_path), Some(dir.path().join("program")));
        assert_eq!((find("plain", &search_path), find("other", &search_path)), (None, None));
        assert_eq!(find(dir.path().join("program"), OsStr::new("")), Some(dir.path().join("program")));
        assert_eq!(find(dir.path().join("plain"), &search_path), None);
    }
}
