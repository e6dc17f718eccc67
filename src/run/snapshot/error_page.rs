//! The server may send something else than the page, such as an error page. Good results of the
//! page itself, from an earlier attempt, are not mixed with it.

use crate::model::archive_result::{ArchiveResult, ResultStatus};
use crate::model::hook_run::{EndedBy, HookRun};
use crate::plan::Step;
use crate::rules::outcome::Outcome;
use crate::rules::record::{PageRecord, PageState};

/// What the results show that are kept from earlier attempts.
#[derive(Debug, Default)]
pub(super) enum KeptResults {
    /// There are none that anything was saved with.
    #[default]
    None,
    OfPage,
    /// What was there instead of the page, such as an error page.
    OfErrorPage(String),
}

impl KeptResults {
    /// `page_error` is what stood in the page's place at the end of the earlier attempts, `runs`
    /// are their hooks. When this attempt has nothing to do, whatever they came to stays.
    pub(super) fn of(
        results: &[ArchiveResult],
        runs: &[HookRun],
        steps: &[Step],
        page_error: Option<String>,
        is_done: bool,
    ) -> Self {
        if let Some(error) = page_error {
            let saved = |result: &ArchiveResult| result.status == ResultStatus::Succeeded;
            return if is_done || results.iter().any(saved) {
                KeptResults::OfErrorPage(error)
            } else {
                KeptResults::None
            };
        }
        // What was through before the page had been loaded is not of it. Where nothing loads it,
        // that cannot be told.
        let loads = steps.iter().rfind(|step| step.plugin.infrastructure && !step.hook.name.background);
        let is_load = |run: &&HookRun, step: &Step| {
            run.ended_by == EndedBy::Itself && run.plugin == step.plugin.name && run.hook == step.hook.name.file_name
        };
        let was_loaded = |result: &ArchiveResult| {
            loads.is_none_or(|step| {
                runs.iter().filter(|run| is_load(run, step)).any(|run| run.ended_at <= result.ended_at)
            })
        };
        let is_of_page = |result: &ArchiveResult| result.status == ResultStatus::Succeeded && was_loaded(result);
        if results.iter().any(is_of_page) { KeptResults::OfPage } else { KeptResults::None }
    }
}

/// What the snapshot's results are of: what a hook of this attempt said, and what is kept.
#[derive(Debug, Default)]
pub(super) struct Page {
    record: Option<PageRecord>,
    kept: KeptResults,
}

impl Page {
    pub fn keep(&mut self, kept: KeptResults) {
        self.kept = kept;
    }

    /// Sets what a hook reported of the page as a whole.
    pub fn set_record(&mut self, record: PageRecord) {
        self.record = Some(record);
    }

    pub fn record(&self) -> Option<&PageRecord> {
        self.record.as_ref()
    }

    pub fn state(&self) -> Option<PageState> {
        self.record.as_ref().map(|page| page.state)
    }

    /// Whether a hook said that the page may not be saved, for good or after the last try.
    pub fn is_refused(&self) -> bool {
        self.record.as_ref().is_some_and(|page| page.state == PageState::Refused || page.refused)
    }

    /// Why the page may not be saved for good.
    pub fn take_refusal(&mut self) -> Option<String> {
        self.record.take().filter(|page| page.state == PageState::Refused).map(|page| page.reason)
    }

    /// What stands in the page's place by what a hook of this attempt said, unless the page may not
    /// be saved at all.
    fn reported_error(&self) -> Option<&str> {
        self.record.as_ref().filter(|page| page.state != PageState::Refused).map(|page| page.reason.as_str())
    }

    /// What stands in the page's place, where good results of the page itself are kept: what this
    /// attempt saves is not of that page.
    pub fn is_not_the_page(&self) -> Option<&str> {
        self.reported_error().filter(|_| matches!(self.kept, KeptResults::OfPage))
    }

    /// What the snapshot as a whole is of, when that is not the page.
    pub fn error(&self) -> Option<String> {
        match &self.kept {
            KeptResults::None => self.reported_error().map(str::to_owned),
            KeptResults::OfPage => None,
            KeptResults::OfErrorPage(error) => Some(self.reported_error().unwrap_or(error).to_owned()),
        }
    }

    /// A plugin's result, which does not count where it is of something else than what is kept.
    pub fn if_of_the_page(&self, outcome: Outcome) -> Outcome {
        match self.is_not_the_page() {
            Some(reason) if outcome.status != ResultStatus::Failed => {
                Outcome { status: ResultStatus::Failed, error: Some(reason.to_owned()), ..outcome }
            }
            _ => outcome,
        }
    }
}
