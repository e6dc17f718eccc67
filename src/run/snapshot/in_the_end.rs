//! What is saved is what is there in the end: a file may be changed after it was hashed, by another
//! hook or by what a hook left behind, and the directory itself may be taken away.

use std::collections::BTreeSet;

use super::Work;
use super::loss::EarlyEnd;
use crate::files::outputs::{self, OutputFiles};
use crate::model::event::Event;
use crate::run::{Hooks, Ledger, mark};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Ends the snapshot early where its directory was lost.
    pub(super) fn check_directory(&mut self) {
        if !self.halt.is_broken()
            && let Some(reason) = self.directory.lost()
        {
            self.halt.break_off(EarlyEnd::Directory(reason));
        }
    }

    /// The plugins whose hooks left something that still works on their files. Their results wait
    /// for the seal, which ends it.
    pub(super) fn plugins_still_writing(&self) -> BTreeSet<String> {
        self.context.hooks.plugins_with_processes(&mark(self.snapshot.id), &self.snapshot.dir)
    }

    /// Sets the results right of which the files are not any more what they were when they were
    /// hashed. To be called when nothing of the snapshot is alive.
    pub(super) async fn update_changed_results(&mut self) {
        let lost = self.directory.lost();
        let changed = match &lost {
            None => self.directory.take_changed().await,
            Some(_) => self.directory.take_all(),
        };
        for plugin in changed {
            let found = match &lost {
                None => outputs::collect(self.snapshot.dir.join(&plugin)).await.files,
                Some(_) => OutputFiles::new(),
            };
            let Some(result) = self.contents.set_files(&plugin, found, lost.as_deref()).cloned() else { continue };
            self.context.ledger.record(Event::ResultEnded { result }).await;
        }
    }
}
