//! The plugins that come with the program: from the checkout it was built in, else unpacked from
//! the program itself.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use include_dir::{Dir, DirEntry, include_dir};
use nix::fcntl::{AT_FDCWD, RenameFlags, renameat2};
use nix::libc::O_NOFOLLOW;
use nix::unistd::geteuid;
use sha2::{Digest, Sha256};

use super::ours::{is_open_to_all, why_not_ours, why_way_not_ours};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plugins");

/// Other users must not read or write what is unpacked.
const DIRECTORY: u32 = 0o700;
const EXECUTABLE: u32 = 0o700;
const DATA: u32 = 0o600;

/// Why the plugins in the program cannot be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    #[error("{place}: {source}")]
    Io { place: String, source: io::Error },
    #[error("there is no directory that only you can write to: {reasons}; set XDG_CACHE_HOME to one")]
    NoPlace { reasons: String },
}

/// The directory with the built-in plugins. What was unpacked earlier is compared with the program
/// once in each process.
pub fn directory() -> Result<PathBuf, UnpackError> {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    if let Some(known) = DIRECTORY.get() {
        return Ok(known.clone());
    }
    let found = match checkout() {
        Some(dir) => dir,
        None => unpack_into(&cache_dir(&Places::of_this_process())?)?,
    };
    Ok(DIRECTORY.get_or_init(|| found).clone())
}

/// `<checkout>/plugins`, when this program is `<checkout>/target/<profile>/tacklebox`, so that a
/// changed hook needs no build.
fn checkout() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let target = program.ancestors().find(|dir| dir.file_name().is_some_and(|name| name == "target"))?;
    let root = target.parent()?;
    let plugins = root.join("plugins");
    let is_one = root.join("Cargo.toml").is_file() && plugins.join("chrome/config.json").is_file();
    // A program in /tmp/target does not take /tmp for its checkout: any user could add plugins
    // there.
    (is_one && !is_open_to_all(root) && !is_open_to_all(&plugins)).then_some(plugins)
}

/// Where this user may have a cache, the first first.
struct Places {
    xdg_cache: Option<OsString>,
    home: Option<OsString>,
    temporary: PathBuf,
}

impl Places {
    fn of_this_process() -> Self {
        Places {
            xdg_cache: std::env::var_os("XDG_CACHE_HOME"),
            home: std::env::var_os("HOME"),
            temporary: std::env::temp_dir(),
        }
    }

    /// `$XDG_CACHE_HOME` or `~/.cache` (XDG base directory specification; what is not absolute does
    /// not count), then a directory of this user's own among the temporary ones.
    fn candidates(&self) -> Vec<PathBuf> {
        let absolute = |value: &Option<OsString>| value.as_ref().map(PathBuf::from).filter(|path| path.is_absolute());
        // A home that is not there is not made.
        let home = absolute(&self.home).filter(|home| home.is_dir()).map(|home| home.join(".cache"));
        let temporary = std::path::absolute(&self.temporary).unwrap_or_else(|_| "/tmp".into());
        let own = temporary.join(format!("tacklebox-{}", geteuid()));
        absolute(&self.xdg_cache).into_iter().chain(home).chain([own]).map(|place| place.join("tacklebox")).collect()
    }
}

/// The first place that is ours alone, or can be made so.
fn cache_dir(places: &Places) -> Result<PathBuf, UnpackError> {
    let mut reasons = Vec::new();
    for place in places.candidates() {
        match make_ours(&place) {
            Ok(None) => return Ok(place),
            Ok(Some(why)) => reasons.push(why),
            Err(error) => reasons.push(format!("{}: {error}", place.display())),
        }
    }
    Err(UnpackError::NoPlace { reasons: reasons.join("; ") })
}

/// Makes a directory, and what is missing on the way to it, or says why it would not be ours.
fn make_ours(place: &Path) -> io::Result<Option<String>> {
    // Nothing is made where others could have led us.
    let there = place.ancestors().find(|dir| fs::symlink_metadata(dir).is_ok()).unwrap_or(Path::new("/"));
    if let Some(why) = why_way_not_ours(there)? {
        return Ok(Some(why));
    }
    DirBuilder::new().recursive(true).mode(DIRECTORY).create(place)?;
    why_not_ours(place)
}

/// Unpacks under a name that holds the version and the contents' hash, so that two versions never
/// share a directory. Whole or not at all: it is written beside its place and put there in one
/// step. What is there already is used when it is what the program holds, byte for byte, and made
/// again when it is not.
fn unpack_into(cache: &Path) -> Result<PathBuf, UnpackError> {
    let place = cache.join(format!("plugins-{}-{}", env!("CARGO_PKG_VERSION"), digest()));
    if is_whole(&EMBEDDED, &place) {
        return Ok(place);
    }
    let beside = cache.join(format!(".unpacking-{}", uuid::Uuid::now_v7()));
    let done = write(&EMBEDDED, &beside).and_then(|()| put(&beside, &place));
    // What is left there is half a copy, or what was in the place. Best effort: what could not be
    // written may not be removable either.
    let _ = fs::remove_dir_all(&beside).or_else(|_| fs::remove_file(&beside));
    match done {
        Err(source) if !is_whole(&EMBEDDED, &place) => {
            Err(UnpackError::Io { place: place.display().to_string(), source })
        }
        // Or another process was faster, and unpacked the same.
        _ => Ok(place),
    }
}

/// Puts a directory into its place. What was there is `beside` afterwards; a hook that another
/// process starts meanwhile is always found. (A directory cannot take the place of another by
/// rename(2), as a file can: see [`crate::files::atomic`].)
fn put(beside: &Path, place: &Path) -> io::Result<()> {
    if fs::symlink_metadata(place).is_err() {
        return fs::rename(beside, place);
    }
    renameat2(AT_FDCWD, beside, AT_FDCWD, place, RenameFlags::RENAME_EXCHANGE).or_else(|_| {
        // Some file systems cannot exchange.
        let aside = beside.with_extension("old");
        fs::rename(place, &aside)?;
        fs::rename(beside, place)?;
        fs::rename(&aside, beside)
    })
}

/// Whether a directory has exactly the program's files, and no other user can write there.
fn is_whole(dir: &Dir, place: &Path) -> bool {
    let Ok(meta) = fs::symlink_metadata(place) else { return false };
    if !meta.is_dir() || !is_ours(&meta) {
        return false;
    }
    let Ok(there) = fs::read_dir(place) else { return false };
    let expected = || dir.entries().iter().filter(|entry| !is_source(entry.path()));
    // A hook that was added beside ours would run as well.
    if there.count() != expected().count() {
        return false;
    }
    expected().all(|entry| {
        let path = place.join(entry.path().file_name().unwrap_or_default());
        match entry {
            DirEntry::Dir(inner) => is_whole(inner, &path),
            DirEntry::File(file) => is_same(file.path(), file.contents(), &path).unwrap_or(false),
        }
    })
}

fn is_same(name: &Path, contents: &[u8], path: &Path) -> io::Result<bool> {
    let file = OpenOptions::new().read(true).custom_flags(O_NOFOLLOW).open(path)?;
    let meta = file.metadata()?;
    let is_runnable = !is_hook(name) || meta.permissions().mode() & 0o100 != 0;
    if !meta.is_file() || !is_ours(&meta) || !is_runnable || meta.len() != contents.len() as u64 {
        return Ok(false);
    }
    let mut there = Vec::with_capacity(contents.len() + 1);
    file.take(contents.len() as u64 + 1).read_to_end(&mut there)?;
    Ok(there == contents)
}

fn is_ours(meta: &fs::Metadata) -> bool {
    meta.uid() == geteuid().as_raw() && meta.permissions().mode() & 0o022 == 0
}

fn write(dir: &Dir, to: &Path) -> io::Result<()> {
    DirBuilder::new().mode(DIRECTORY).create(to)?;
    for entry in dir.entries() {
        let target = to.join(entry.path().file_name().unwrap_or_default());
        match entry {
            DirEntry::Dir(inner) => write(inner, &target)?,
            DirEntry::File(file) if is_source(file.path()) => {}
            DirEntry::File(file) => {
                let mode = if is_hook(file.path()) { EXECUTABLE } else { DATA };
                let mut there = OpenOptions::new().write(true).create_new(true).mode(mode).open(&target)?;
                there.write_all(file.contents())?;
                // The umask may have taken more than is to be taken.
                File::set_permissions(&there, fs::Permissions::from_mode(mode))?;
            }
        }
    }
    Ok(())
}

fn is_hook(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"on_"))
}

/// The bodies of native hooks are in the program; their source has no use beside it.
fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// Of what is unpacked.
fn digest() -> String {
    fn add(dir: &Dir, hasher: &mut Sha256) {
        for entry in dir.entries().iter().filter(|entry| !is_source(entry.path())) {
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

    const HOOK: &str = "chrome/on_Crawl__30_chrome_launch.bg";

    #[test]
    fn what_is_unpacked_can_be_run_and_is_unpacked_once() {
        let cache = tempfile::tempdir().unwrap();
        let place = unpack_into(cache.path()).unwrap();
        let hook = place.join(HOOK);
        assert_ne!(fs::metadata(&hook).unwrap().permissions().mode() & 0o100, 0);
        assert!(!place.join("title/title.rs").exists());
        let made = fs::metadata(&place).unwrap().ino();
        assert_eq!(unpack_into(cache.path()).unwrap(), place);
        assert_eq!((fs::metadata(&place).unwrap().ino(), fs::read_dir(cache.path()).unwrap().count()), (made, 1));
    }

    #[test]
    fn what_was_changed_is_made_anew() {
        let elsewhere = tempfile::tempdir().unwrap();
        let planted = elsewhere.path().join("planted");
        fs::write(&planted, "#!/bin/sh\n").unwrap();
        type Change<'a> = (&'a str, &'a dyn Fn(&Path));
        let changes: [Change; 9] = [
            ("another text", &|place| fs::write(place.join(HOOK), "#!/bin/sh\n").unwrap()),
            ("the same length", &|place| {
                let length = fs::metadata(place.join(HOOK)).unwrap().len() as usize;
                fs::write(place.join(HOOK), "x".repeat(length)).unwrap();
            }),
            ("half of it", &|place| fs::write(place.join("chrome/config.json"), "{").unwrap()),
            ("a file that is gone", &|place| fs::remove_file(place.join("dom/config.json")).unwrap()),
            ("a plugin that is gone", &|place| fs::remove_dir_all(place.join("dom")).unwrap()),
            ("a hook more", &|place| fs::write(place.join("dom/on_Snapshot__99_more.sh"), "#!/bin/sh\n").unwrap()),
            ("a link", &|place| {
                fs::remove_file(place.join(HOOK)).unwrap();
                std::os::unix::fs::symlink(&planted, place.join(HOOK)).unwrap();
            }),
            ("others may write", &|place| {
                fs::set_permissions(place.join(HOOK), fs::Permissions::from_mode(0o777)).unwrap()
            }),
            ("a file in its place", &|place| {
                fs::remove_dir_all(place).unwrap();
                fs::write(place, "").unwrap();
            }),
        ];
        let cache = tempfile::tempdir().unwrap();
        let place = unpack_into(cache.path()).unwrap();
        for (name, change) in changes {
            change(&place);
            assert!(!is_whole(&EMBEDDED, &place), "{name}");
            assert_eq!(unpack_into(cache.path()).unwrap(), place, "{name}");
            assert!(is_whole(&EMBEDDED, &place), "{name}");
            assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1, "{name}: nothing is left beside it");
        }
    }

    #[test]
    fn the_cache_is_in_a_place_of_our_own() {
        let dir = tempfile::tempdir().unwrap();
        let temporary = dir.path().join("tmp");
        fs::create_dir(&temporary).unwrap();
        fs::set_permissions(&temporary, fs::Permissions::from_mode(0o1777)).unwrap();
        let fallback = temporary.join(format!("tacklebox-{}/tacklebox", geteuid()));
        let open = dir.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
        let chosen = |xdg: Option<&str>, home: Option<&Path>| {
            let places =
                Places { xdg_cache: xdg.map(Into::into), home: home.map(Into::into), temporary: temporary.clone() };
            cache_dir(&places).unwrap()
        };
        for (xdg, home) in
            [(None, None), (Some("relative"), None), (Some(""), Some("relative")), (None, Some("/nonexistent"))]
        {
            assert_eq!(chosen(xdg, home.map(Path::new)), fallback, "{xdg:?} {home:?}");
        }
        assert_eq!(chosen(open.to_str(), Some(&open)), fallback);
        assert!(!Path::new("/nonexistent").exists());
        assert_eq!(chosen(None, Some(dir.path())), dir.path().join(".cache/tacklebox"));
        assert_eq!(fs::metadata(&fallback).unwrap().permissions().mode() & 0o777, 0o700);
        // Another process was faster.
        let own = fallback.parent().unwrap();
        fs::remove_dir_all(own).unwrap();
        std::os::unix::fs::symlink(&open, own).unwrap();
        let places = Places { xdg_cache: None, home: None, temporary: temporary.clone() };
        assert!(matches!(cache_dir(&places), Err(UnpackError::NoPlace { .. })));
    }
}
