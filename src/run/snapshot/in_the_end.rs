//! What is saved is what is there in the end: a file may be changed after it was hashed, by another
//! hook or by what a hook left behind, and the directory itself may be taken away.

use std::collections::BTreeSet;

use super::Work;
use super::loss::Broken;
use crate::files::outputs;
use crate::model::archive_result::ResultStatus;
use crate::model::event::Event;
use crate::run::{Hooks, Ledger, mark};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// How the snapshot's directory was lost, if it was. Then nothing may be written, read or
    /// removed at its path: it belongs to another program.
    pub(super) fn lost_directory(&self) -> Option<String> {
        let held = self.directory.as_ref().filter(|held| !held.is_itself_at_its_path())?;
        Some(format!("{} was removed, moved or replaced while the page was saved", held.path().display()))
    }

    /// Ends the snapshot early where its directory was lost.
    pub(super) fn learn_of_lost_directory(&mut self) {
        if self.broken.is_none()
            && let Some(reason) = self.lost_directory()
        {
            self.break_off(Broken::Directory(reason));
        }
    }

    /// The plugins whose hooks left something that still works on their files. Their results wait
    /// for the seal, which ends it.
    pub(super) fn still_written(&self) -> BTreeSet<String> {
        self.context.hooks.still_at_work(&mark(self.snapshot.id), &self.snapshot.dir)
    }

    /// Sets the results right of which the files are not any more what they were when they were
    /// hashed. To be called when nothing of the snapshot is alive.
    pub(super) async fn set_right(&mut self) {
        let lost = self.lost_directory();
        let mut changed: Vec<String> = Vec::new();
        if lost.is_none() {
            let (dir, stamps) = (self.snapshot.dir.clone(), std::mem::take(&mut self.stamps));
            let look = move || {
                stamps
                    .into_iter()
                    .filter(|(plugin, then)| outputs::stamps(&dir.join(plugin)) != *then)
                    .map(|(plugin, _)| plugin)
                    .collect()
            };
            changed = tokio::task::spawn_blocking(look).await.unwrap_or_default();
        } else {
            changed.extend(std::mem::take(&mut self.stamps).into_keys());
        }
        for plugin in changed {
            let found = if lost.is_none() {
                outputs::collect(self.snapshot.dir.join(&plugin)).await.files
            } else {
                outputs::OutputFiles::new()
            };
            let Some(result) = self.results.iter_mut().find(|result| result.plugin == plugin) else { continue };
            if result.output_files == found && (lost.is_none() || result.status == ResultStatus::Failed) {
                continue;
            }
            let size = |files: &outputs::OutputFiles| files.values().map(|file| file.size).sum::<u64>();
            self.bytes = (self.bytes + size(&found)).saturating_sub(size(&result.output_files));
            let are_gone = found.is_empty() && !result.output_files.is_empty();
            result.output_files = found;
            if let Some(reason) = lost
                .clone()
                .or_else(|| are_gone.then(|| "its files were removed after it was done, before the page was".into()))
                && result.status == ResultStatus::Succeeded
            {
                (result.status, result.error) = (ResultStatus::Failed, Some(reason));
                self.tally.succeeded = self.tally.succeeded.saturating_sub(1);
                self.tally.failed += 1;
            }
            let result = result.clone();
            self.context.ledger.record(Event::ResultEnded { result }).await;
        }
    }
}
