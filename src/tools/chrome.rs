//! Which Chrome to use, of those that are there.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::files::executables::{self, is_executable};

/// Names of Chrome, the best first. The headless shell does the same work with half the CPU time
/// and does not throttle pages in the background.
pub const NAMES: &[&str] = &[
    "chrome-headless-shell",
    "chromium-headless-shell",
    "headless_shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];

/// Where Chrome lies on systems that do not have it on the PATH.
const PLACES: &[&str] = &["/opt/google/chrome/chrome", "/snap/bin/chromium", "/usr/lib/chromium/chromium"];

/// A browser that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChromeBinary {
    pub path: PathBuf,
    pub kind: Kind,
}

/// What kind of Chrome it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The old headless mode as a program of its own: no extensions, no windows, no profile worth
    /// the name.
    HeadlessShell,
    Full,
}

/// Looks for a browser: `configured` when there is one (a path or a name), else the known names on
/// `search_path`, else the known places.
pub fn find(configured: Option<&str>, search_path: &std::ffi::OsStr) -> Option<ChromeBinary> {
    let on_path = |name: &str| executables::find(name, search_path);
    let path = match configured.filter(|name| !name.is_empty()) {
        Some(name) if name.contains('/') => Some(PathBuf::from(name)).filter(|path| is_executable(path)),
        Some(name) => on_path(name),
        None => NAMES
            .iter()
            .find_map(|name| on_path(name))
            .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| is_executable(path))),
    }?;
    let kind = kind(&path);
    Some(ChromeBinary { path: behind_wrapper(path, kind), kind })
}

fn kind(path: &Path) -> Kind {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if name.contains("headless") { Kind::HeadlessShell } else { Kind::Full }
}

/// Debian's `chromium-headless-shell` is a shell script that stays the parent of the browser and
/// does not pass signals on. What it starts serves better.
fn behind_wrapper(path: PathBuf, kind: Kind) -> PathBuf {
    let real = Path::new("/usr/lib/chromium/chromium-headless-shell");
    let mut head = [0; 2];
    let is_script = fs::File::open(&path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && &head == b"#!";
    if kind == Kind::HeadlessShell && is_script && is_executable(real) { real.to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_best_name_wins_and_a_configured_one_is_final() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["chromium", "chrome-headless-shell", "note.txt"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        for name in ["chromium", "chrome-headless-shell"] {
            fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let path = dir.path().as_os_str();
        assert_eq!(find(None, path).unwrap().kind, Kind::HeadlessShell);
        assert_eq!(
            find(Some("chromium"), path).unwrap(),
            ChromeBinary { path: dir.path().join("chromium"), kind: Kind::Full }
        );
        assert_eq!(find(Some("note.txt"), path), None);
        assert_eq!(find(Some("/nowhere/chrome"), path), None);
    }
}
