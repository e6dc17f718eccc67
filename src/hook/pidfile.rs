//! `hook.pid`: a line for the runner of a crawl and one for each of its living hooks, `<pid> <start
//! time> <boot id> <snapshot or crawl id> <plugin>/<hook file>`.
//!
//! It is evidence for the next runner after a crash, not authority: while the runner lives, the
//! child handle decides. It lies in the crawl's `.hooks/` and not among a plugin's outputs, because
//! hooks of other plugins read meaning into those ("`staticfile/` is not empty").
//!
//! There is one for the whole crawl, kept open, and a line in it is made and blanked by one write
//! each: to make and remove a file for each hook cost as much as the rest of its start, or more.

use parking_lot::Mutex;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::layout::{HOOKS_DIR, PID_FILE, pid_file};
use crate::files::own_files;
use crate::process::identity::Identity;

/// Bytes that a line takes with the spaces that fill it up. A page of memory is a multiple, so that
/// no kill leaves a half of one; what a longer name has beyond is cut.
const LINE: usize = 512;

/// The living hooks of a crawl, as its file names them. The file is made with the first, and
/// removed by [`LivingHooks::close`].
#[derive(Debug)]
pub struct LivingHooks {
    path: PathBuf,
    places: Mutex<Places>,
}

#[derive(Debug, Default)]
struct Places {
    /// Absent before the first line, and where it could not be made.
    file: Option<File>,
    is_begun: bool,
    /// Those whose hook is gone, and the first that no hook had yet.
    free: Vec<u64>,
    next: u64,
}

impl LivingHooks {
    /// For the crawl that has this directory.
    pub fn of_crawl(crawl_dir: &Path) -> Arc<Self> {
        Arc::new(LivingHooks { path: pid_file(crawl_dir), places: Mutex::default() })
    }

    /// Adds a line, which goes when what is returned is dropped. That a disk is full must not keep
    /// a hook from running, so a failure is only logged.
    pub fn enter(self: &Arc<Self>, identity: &Identity, scope: &str, plugin: &str, hook_file: &str) -> PidLine {
        let mut places = self.places.lock();
        if !std::mem::replace(&mut places.is_begun, true) {
            match begin(&self.path) {
                Ok((file, next)) => (places.file, places.next) = (Some(file), next),
                Err(error) => self.warn(&error),
            }
        }
        let place = places.free.pop().unwrap_or_else(|| {
            places.next += 1;
            places.next - 1
        });
        self.write(&places, place, &format!("{identity} {scope} {plugin}/{hook_file}"));
        PidLine { hooks: self.clone(), place }
    }

    /// Removes the file, unless a line in it names a living process that is not ours.
    pub fn close(&self) {
        let mut places = self.places.lock();
        if places.file.is_some() {
            self.write(&places, 0, "");
            places.file = None;
            if let Err(error) = clear(&self.path) {
                self.warn(&error);
            }
            // Logs of the crawl's own hooks may lie beside it.
            let _ = self.path.parent().map(fs::remove_dir);
        }
    }

    fn write(&self, places: &Places, place: u64, line: &str) {
        if let Some(file) = &places.file
            && let Err(error) = file.write_all_at(&filled_up(line), place * LINE as u64)
        {
            self.warn(&error);
        }
    }

    fn warn(&self, error: &io::Error) {
        tracing::warn!("{}: {error}", self.path.display());
    }
}

/// Opens the file with the runner's own line, and says which place is the next. What another runner
/// left in it, because it is alive, stays in front.
fn begin(path: &Path) -> io::Result<(File, u64)> {
    if let Some(dir) = path.parent() {
        own_files::directory(dir)?;
    }
    let left = match read(path) {
        Ok(left) => left,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let own = format!("{} - tacklebox", Identity::own());
    let lines: Vec<u8> = std::iter::once(own)
        .chain(left.into_iter().filter(|line| line.is_alive).map(|line| line.text))
        .flat_map(|line| filled_up(&line))
        .collect();
    let file = own_files::create(path)?;
    file.write_all_at(&lines, 0)?;
    Ok((file, (lines.len() / LINE) as u64))
}

fn filled_up(line: &str) -> [u8; LINE] {
    let mut filled = [b' '; LINE];
    let kept = line.len().min(LINE - 1);
    filled[..kept].copy_from_slice(&line.as_bytes()[..kept]);
    filled[LINE - 1] = b'\n';
    filled
}

/// One hook's line, blanked when this is dropped.
#[derive(Debug)]
pub struct PidLine {
    hooks: Arc<LivingHooks>,
    place: u64,
}

impl Drop for PidLine {
    fn drop(&mut self) {
        let mut places = self.hooks.places.lock();
        self.hooks.write(&places, self.place, "");
        places.free.push(self.place);
    }
}

/// A line that is left in a file, and whether its process is alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessLine {
    pub text: String,
    pub is_alive: bool,
}

/// The lines of a file. A line that cannot be parsed is skipped.
pub fn read(file: &Path) -> std::io::Result<Vec<ProcessLine>> {
    let text = String::from_utf8_lossy(&own_files::read(file)?).into_owned();
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    Ok(lines.map(|line| ProcessLine { is_alive: Identity::names_living(line), text: line.to_owned() }).collect())
}

/// Removes the lines of dead processes from a file, and the file when no line is left.
pub fn clear(file: &Path) -> std::io::Result<()> {
    let living: String = read(file)?.into_iter().filter(|line| line.is_alive).map(|line| line.text + "\n").collect();
    if living.is_empty() { fs::remove_file(file) } else { own_files::create(file)?.write_all(living.as_bytes()) }
}

/// The files of a crawl or a snapshot: that of a crawl, and those that an earlier version kept for
/// each plugin of either.
///
/// # Errors
/// Their directories cannot be listed.
pub fn files(scope_dir: &Path) -> io::Result<Vec<PathBuf>> {
    match listed(scope_dir) {
        (files, None) => Ok(files),
        (_, Some(error)) => Err(error),
    }
}

/// The files that were found, and the first error that others may be missing for.
fn listed(scope_dir: &Path) -> (Vec<PathBuf>, Option<io::Error>) {
    let (plugins, error) = match fs::read_dir(scope_dir.join(HOOKS_DIR)) {
        Ok(entries) => all_good(entries.map(|entry| entry.map(|plugin| plugin.path()))),
        Err(error) => (Vec::new(), Some(error)),
    };
    let mut files = vec![pid_file(scope_dir)];
    files.extend(plugins.into_iter().map(|plugin| plugin.join(PID_FILE)));
    files.retain(|file| file.is_file());
    (files, error)
}

/// What there is in spite of errors, and the first of these.
fn all_good<T>(entries: impl Iterator<Item = io::Result<T>>) -> (Vec<T>, Option<io::Error>) {
    let (mut good, mut first) = (Vec::new(), None);
    for entry in entries {
        match entry {
            Ok(entry) => good.push(entry),
            Err(error) => first = first.or(Some(error)),
        }
    }
    (good, first)
}

/// Clears all of them, which a runner that was killed did not come to. Where some cannot be listed,
/// this logs why and clears the others.
pub fn clear_all(scope_dir: &Path) {
    let warn = |path: &Path, error: io::Error| {
        if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
            tracing::warn!("{}: {error}", path.display());
        }
    };
    let (files, error) = listed(scope_dir);
    files.iter().for_each(|file| clear(file).unwrap_or_else(|error| warn(file, error)));
    if let Some(error) = error {
        warn(scope_dir, error);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::process::{Launch, Output};

    #[test]
    fn an_error_in_a_listing_hides_none_of_the_rest() {
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        let (good, error) = all_good([Ok(1), Err(denied()), Ok(2), Err(io::ErrorKind::NotFound.into())].into_iter());
        assert_eq!((good, error.map(|error| error.kind())), (vec![1, 2], Some(io::ErrorKind::PermissionDenied)));
    }

    #[test]
    fn files_of_this_version_and_of_earlier_ones_are_cleared() {
        let dir = tempfile::tempdir().unwrap();
        let own = pid_file(dir.path());
        let earlier = dir.path().join(HOOKS_DIR).join("title").join(PID_FILE);
        fs::create_dir_all(earlier.parent().unwrap()).unwrap();
        for path in [&own, &earlier] {
            fs::write(path, "1 1 another-boot s1 a/on_a\n").unwrap();
        }
        assert_eq!(files(dir.path()).unwrap().len(), 2);
        clear_all(dir.path());
        assert!(!own.exists() && !earlier.exists());
        assert!(files(&dir.path().join("none")).is_err());
        clear_all(&dir.path().join("none"));
    }

    #[test]
    fn the_file_names_the_runner_and_its_living_hooks_and_goes_with_them() {
        let dir = tempfile::tempdir().unwrap();
        let path = pid_file(dir.path());
        let hooks = LivingHooks::of_crawl(dir.path());
        assert!(!path.exists());
        let own = Identity::own();
        let named = || read(&path).unwrap().into_iter().map(|line| line.text).collect::<Vec<_>>();
        let first = hooks.enter(&own, "s1", "a", "on_a");
        let second = hooks.enter(&own, "s2", &"b".repeat(LINE), "on_b");
        assert!(
            named()[0].ends_with(" - tacklebox")
                && named()[1] == format!("{own} s1 a/on_a")
                && named()[2].starts_with(&format!("{own} s2 bbb"))
        );
        drop(first);
        assert_eq!(named().len(), 2);
        let third = hooks.enter(&own, "s3", "c", "on_c");
        assert!(named()[1].ends_with("s3 c/on_c"), "in the place of the first: {:?}", named());
        assert_eq!(fs::metadata(&path).unwrap().len(), 3 * LINE as u64);
        drop((second, third));
        hooks.close();
        assert!(!path.parent().unwrap().exists());
    }

    #[tokio::test]
    async fn what_others_left_stays_while_they_live() {
        let dir = tempfile::tempdir().unwrap();
        let path = pid_file(dir.path());
        fs::create_dir(path.parent().unwrap()).unwrap();
        let sleeping = Launch {
            program: "sleep".into(),
            args: vec!["600".into()],
            environment: Vec::new(),
            cwd: dir.path().into(),
            output: Output::File(tempfile::tempfile().unwrap()),
            pipe: None,
        };
        // It is killed when it is dropped.
        let child = sleeping.spawn().unwrap();
        let other = child.identity();
        fs::write(&path, format!("{other} s1 a/on_a\n1 1 another-boot s2 b/on_b\n")).unwrap();
        let hooks = LivingHooks::of_crawl(dir.path());
        drop(hooks.enter(&Identity::own(), "s3", "c", "on_c"));
        hooks.close();
        assert_eq!(read(&path).unwrap(), [ProcessLine { text: format!("{other} s1 a/on_a"), is_alive: true }]);
    }

    proptest! {
        #[test]
        fn no_line_panics_or_is_taken_for_a_living_process(text in "([0-9-]{0,22} [0-9]{0,22} [a-f0-9-]{0,40} .{0,20}\n?|(?s).{0,40}){0,4}") {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join(PID_FILE);
            fs::write(&file, &text).unwrap();
            prop_assert!(read(&file).unwrap().iter().all(|line| !line.is_alive));
            clear(&file).unwrap();
            prop_assert!(!file.exists());
        }
    }
}
