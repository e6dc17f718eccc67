//! The plugins that come with the program: from the checkout it was built in, else unpacked from the program itself.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plugins");

/// The directory with the built-in plugins.
pub fn directory() -> io::Result<PathBuf> {
    match checkout() {
        Some(dir) => Ok(dir),
        None => unpack_into(&cache_dir()),
    }
}

/// `<checkout>/plugins`, when this program is `<checkout>/target/<profile>/tacklebox`, so that a changed hook needs no build.
fn checkout() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let target = program.ancestors().find(|dir| dir.file_name().is_some_and(|name| name == "target"))?;
    let root = target.parent()?;
    let plugins = root.join("plugins");
    (root.join("Cargo.toml").is_file() && plugins.join("chrome/config.json").is_file()).then_some(plugins)
}

/// `$XDG_CACHE_HOME` or `~/.cache` (XDG base directory specification), else a directory of this user's own among the temporary ones.
fn cache_dir() -> PathBuf {
    let from = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    from("XDG_CACHE_HOME")
        .or_else(|| from("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(|| std::env::temp_dir().join(format!("tacklebox-{}", nix::unistd::geteuid())))
        .join("tacklebox")
}

/// Unpacks under a name that holds the version and the contents' hash, so that two versions never share a directory. Whole or not at all: it is
/// written beside its place and renamed.
fn unpack_into(cache: &Path) -> io::Result<PathBuf> {
    let place = cache.join(format!("plugins-{}-{}", env!("CARGO_PKG_VERSION"), digest()));
    if place.is_dir() {
        return Ok(place);
    }
    let beside = cache.join(format!(".unpacking-{}", uuid::Uuid::now_v7()));
    let done = write(&EMBEDDED, &beside).and_then(|()| fs::rename(&beside, &place));
    if done.is_err() {
        // Best effort: what could not be written may not be removable either.
        let _ = fs::remove_dir_all(&beside);
    }
    match done {
        // Another process was faster, and unpacked the same.
        Err(_) if place.is_dir() => Ok(place),
        other => other.map(|()| place),
    }
}

fn write(dir: &Dir, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in dir.entries() {
        let target = to.join(entry.path().file_name().unwrap_or_default());
        match entry {
            DirEntry::Dir(inner) => write(inner, &target)?,
            DirEntry::File(file) if is_source(file.path()) => {}
            DirEntry::File(file) => {
                fs::write(&target, file.contents())?;
                if target.file_name().is_some_and(|name| name.to_string_lossy().starts_with("on_")) {
                    fs::set_permissions(&target, fs::Permissions::from_mode(0o755))?;
                }
            }
        }
    }
    Ok(())
}

/// The bodies of native hooks are in the program; their source has no use beside it.
fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn digest() -> String {
    fn add(dir: &Dir, hasher: &mut Sha256) {
        for entry in dir.entries() {
            hasher.update(entry.path().as_os_str().as_encoded_bytes());
            match entry {
                DirEntry::Dir(inner) => add(inner, hasher),
                DirEntry::File(file) => hasher.update(file.contents()),
            }
        }
    }
    let mut hasher = Sha256::new();
    add(&EMBEDDED, &mut hasher);
    hasher.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unpacked_can_be_run_and_is_unpacked_once() {
        let cache = tempfile::tempdir().unwrap();
        let place = unpack_into(cache.path()).unwrap();
        let hook = place.join("chrome/on_Crawl__30_chrome_launch.bg");
        assert_ne!(fs::metadata(&hook).unwrap().permissions().mode() & 0o111, 0);
        assert!(!place.join("title/title.rs").exists());
        assert_eq!(unpack_into(cache.path()).unwrap(), place);
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1);
    }
}
