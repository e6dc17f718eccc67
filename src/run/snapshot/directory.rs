//! A snapshot's directory: made before its first hook, rid of what describes a browser after its
//! last.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::Work;
use crate::files::{own_files, remove_dir, remove_empty};
use crate::plan::Step;
use crate::run::{Hooks, Ledger, unrecorded};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Makes the directory and its link in `archive/`.
    pub(super) fn prepare(&self, steps: &[Step]) -> io::Result<()> {
        let dir = &self.snapshot.dir;
        self.context.ledger.is_in_place().map_err(io::Error::other)?;
        // Only an earlier runner can have left files that the index does not know. Looking for them
        // takes longer the more days a collection has.
        if !self.is_repeated && self.context.bytes_so_far.is_some() {
            unrecorded::clear(&self.context.layout, self.snapshot)?;
        }
        if let Some(parent) = dir.parent() {
            std::fs::create_dir_all(parent)?;
        }
        own_files::directory(dir)?;
        if self.is_repeated {
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
