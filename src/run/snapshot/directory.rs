//! A snapshot's directory: made before its first hook, rid of what describes a browser after its
//! last.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::Work;
use crate::files::outputs::{self, Stamps};
use crate::files::pinned::Pinned;
use crate::files::{own_files, remove_dir, remove_empty};
use crate::plan::Step;
use crate::run::{Hooks, Ledger, unrecorded};

/// The directory of a snapshot in the making.
pub(super) struct Directory {
    path: PathBuf,
    /// Itself, when it has been made.
    held: Option<Pinned>,
    /// How the files of the plugins were when they were hashed.
    stamps: BTreeMap<String, Stamps>,
}

impl Directory {
    pub fn at(path: &Path) -> Self {
        Directory { path: path.to_owned(), held: None, stamps: BTreeMap::new() }
    }

    /// Holds on to the directory, once it has been made.
    pub fn hold(&mut self) {
        self.held = Pinned::open(&self.path).ok();
    }

    /// How it was lost, if it was. Then nothing may be written, read or removed at its path: it
    /// belongs to another program.
    pub fn lost(&self) -> Option<String> {
        let held = self.held.as_ref().filter(|held| !held.is_itself_at_its_path())?;
        Some(format!("{} was removed, moved or replaced while the page was saved", held.path().display()))
    }

    /// Notes how a plugin's files were when they were hashed.
    pub fn note(&mut self, plugin: &str, stamps: Stamps) {
        self.stamps.insert(plugin.to_owned(), stamps);
    }

    /// The plugins of which the files are not what they were. Those are not looked at again.
    pub async fn take_changed(&mut self) -> Vec<String> {
        let (path, mut stamps) = (self.path.clone(), std::mem::take(&mut self.stamps));
        // A plugin that had no files and has no directory is not worth another thread.
        stamps.retain(|plugin, then| !then.is_empty() || path.join(plugin).symlink_metadata().is_ok());
        if stamps.is_empty() {
            return Vec::new();
        }
        let look = move || {
            let stamps = stamps.into_iter();
            stamps
                .filter(|(plugin, then)| outputs::stamps(&path.join(plugin)) != *then)
                .map(|(plugin, _)| plugin)
                .collect()
        };
        tokio::task::spawn_blocking(look).await.unwrap_or_default()
    }

    /// All plugins whose files were hashed. They are not looked at again.
    pub fn take_all(&mut self) -> Vec<String> {
        std::mem::take(&mut self.stamps).into_keys().collect()
    }
}

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Makes the directory and its link in `archive/`.
    pub(super) fn prepare(&self, steps: &[Step]) -> io::Result<()> {
        let dir = &self.snapshot.dir;
        self.context.ledger.is_in_place().map_err(io::Error::other)?;
        // Only an earlier runner can have left files that the index does not know. Looking for them
        // takes longer the more days a collection has.
        if !self.attempt.is_repeated && self.context.bytes_so_far.is_some() {
            unrecorded::clear(&self.context.layout, self.snapshot)?;
        }
        if let Some(parent) = dir.parent() {
            std::fs::create_dir_all(parent)?;
        }
        own_files::directory(dir)?;
        if self.attempt.is_repeated {
            // What describes a browser of another run must not be taken for this one's.
            self.remove_infrastructure(steps);
            self.context.hooks.forget_dead(dir);
        }
        let archive = self.context.layout.archive();
        let target = Path::new("..").join(self.context.layout.relative(dir));
        let link = || std::os::unix::fs::symlink(&target, archive.join(&self.snapshot.archive_name));
        match link() {
            // A retry finds the link that the first run made.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(&archive).and_then(|()| link())
            }
            other => other,
        }
    }

    /// What infrastructure wrote was for the other hooks; once they are over it describes a browser
    /// tab that is gone.
    pub(super) fn remove_infrastructure(&self, steps: &[Step]) {
        let names: BTreeSet<&str> =
            steps.iter().filter(|step| step.plugin.infrastructure).map(|step| step.plugin.name.as_str()).collect();
        for name in names {
            remove_dir(&self.snapshot.dir.join(name));
        }
        if self.context.ledger.is_in_place().is_err_and(|lost| !lost.has_directory()) {
            remove_empty(&self.snapshot.dir, self.context.layout.data());
        }
    }
}
