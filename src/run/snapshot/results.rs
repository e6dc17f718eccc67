//! What hooks said, and how they ended, becomes the results of their plugins.

use std::collections::BTreeMap;

use super::Work;
use crate::files::outputs::{self, Collected};
use crate::hook::HookDone;
use crate::model::archive_result::{ArchiveResult, OutputFiles, ResultStatus};
use crate::model::event::Event;
use crate::model::timestamp::Timestamp;
use crate::rules::frontier;
use crate::rules::outcome::{HookEnding, Outcome, is_bad, judge};
use crate::run::progress::Ended;
use crate::run::{Hooks, Ledger};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Takes over what a hook said and how it ended.
    pub(super) async fn take_in(&mut self, done: HookDone) {
        let HookDone { run, mut records, ending, .. } = done;
        if !records.facts.is_empty() {
            self.contents.facts.merge(records.facts.clone());
            self.context
                .ledger
                .record(Event::SnapshotLearned { snapshot_id: self.snapshot.id, facts: records.facts })
                .await;
        }
        let found = frontier::admit(std::mem::take(&mut records.found), self.snapshot, &self.context.crawl.limits);
        if !found.is_empty()
            && let Err(error) = self.context.ledger.enqueue(found).await
        {
            let message = format!("the pages that {} found could not be queued: {error}", run.hook);
            self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        }
        if let Some(page) = records.page {
            self.page.set_record(page);
        }
        self.plugins.end(&run.plugin, ending);
        self.contents.runs.push(run);
    }

    /// Writes the good results of the plugins all of whose hooks are over. Of the others the reason
    /// may be known in a moment: that what they worked on is lost.
    pub(super) async fn conclude_good(&mut self) {
        if !self.plugins.has_finished() {
            return;
        }
        let plugins_still_writing = self.plugins_still_writing();
        let is_good = |endings: &[Ended]| !endings.iter().any(|ended| is_bad(&ended.how));
        let good =
            self.plugins.take_finished(|plugin, endings| is_good(endings) && !plugins_still_writing.contains(plugin));
        self.conclude_all(good).await;
    }

    /// Writes the results of the plugins all of whose hooks are over.
    pub(super) async fn conclude_finished(&mut self) {
        let finished = self.plugins.take_finished(|_, _| true);
        self.conclude_all(finished).await;
    }

    async fn conclude_all(&mut self, finished: Vec<(String, Vec<Ended>)>) {
        for (name, ended) in finished {
            let ended_at = ended.iter().map(|ended| ended.stamp).max();
            let endings: Vec<HookEnding> = ended
                .into_iter()
                .map(|ended| HookEnding { lost: self.halt.why_it_failed(&ended), ..ended.how })
                .collect();
            let dir = self.snapshot.dir.join(&name);
            // An empty directory says nothing and goes, which is the quickest way to see that it is
            // one. One that is not empty stays.
            let lost = self.directory.lost();
            let collected = match &lost {
                None if std::fs::remove_dir(&dir).is_err() => outputs::collect(dir).await,
                _ => Collected::default(),
            };
            self.directory.note(&name, collected.stamps);
            for message in collected.warnings {
                self.context
                    .ledger
                    .record(Event::Warning {
                        snapshot_id: Some(self.snapshot.id),
                        message: format!("{name}: {message}"),
                    })
                    .await;
            }
            let mut outcome = self.page.if_of_the_page(judge(&endings, !collected.files.is_empty()));
            if lost.is_some() {
                outcome = Outcome { status: ResultStatus::Failed, error: lost, ..outcome };
            }
            // A runner that is killed after this leaves word of what its results are of. Of a page
            // that was lost nothing that was said of it counts.
            if outcome.status == ResultStatus::Succeeded
                && !self.halt.is_broken()
                && let Some(reason) = self.page.error().filter(|_| !self.ends_early())
            {
                self.context.ledger.record(Event::PageErrorSeen { snapshot_id: self.snapshot.id, reason }).await;
            }
            self.conclude_with(&name, outcome, collected.files, ended_at).await;
        }
    }

    pub(super) async fn conclude(&mut self, plugin: &str, outcome: Outcome) {
        self.conclude_with(plugin, outcome, BTreeMap::new(), None).await;
    }

    async fn conclude_with(
        &mut self,
        plugin: &str,
        outcome: Outcome,
        output_files: OutputFiles,
        ended_at: Option<Timestamp>,
    ) {
        let ended_at = ended_at.unwrap_or_else(Timestamp::now);
        let result = ArchiveResult {
            snapshot_id: self.snapshot.id,
            plugin: plugin.to_owned(),
            status: outcome.status,
            output_str: outcome.output_str,
            output_json: outcome.output_json,
            cmd: outcome.cmd,
            error: outcome.error,
            output_files,
            started_at: self.plugins.started_at(plugin).unwrap_or(ended_at),
            ended_at,
        };
        self.context.ledger.record(Event::ResultEnded { result: result.clone() }).await;
        self.contents.add(result);
    }

    /// Where the page may not be saved, the plugins whose turn had not come are skipped for that
    /// reason.
    pub(super) async fn conclude_unbegun(&mut self) {
        let Some(page) = self.page.record().filter(|_| self.page.is_refused()).cloned() else { return };
        for plugin in self.plugins.take_unbegun() {
            let outcome = self.page.if_of_the_page(Outcome::skipped(&page.reason));
            self.conclude(&plugin, outcome).await;
        }
    }
}
