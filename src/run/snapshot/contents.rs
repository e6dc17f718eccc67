//! What a snapshot consists of so far, as its index tells it in the end.

use crate::model::archive_result::{ArchiveResult, OutputFiles, ResultStatus};
use crate::model::event::Tally;
use crate::model::hook_run::HookRun;
use crate::model::snapshot::Facts;

/// What the attempts at a snapshot came to.
#[derive(Default)]
pub(super) struct Contents {
    pub facts: Facts,
    pub runs: Vec<HookRun>,
    results: Vec<ArchiveResult>,
    tally: Tally,
    /// Of the output files of this attempt.
    bytes: u64,
}

impl Contents {
    /// What an earlier attempt left. Its results count as the crawl's where it `counts`.
    pub fn of_earlier(facts: Facts, runs: Vec<HookRun>, results: Vec<ArchiveResult>, counts: bool) -> Self {
        let mut tally = Tally::default();
        if counts {
            results.iter().for_each(|result| tally.count(result.status));
        }
        Contents { facts, runs, results, tally, bytes: 0 }
    }

    pub fn results(&self) -> &[ArchiveResult] {
        &self.results
    }

    pub fn tally(&self) -> Tally {
        self.tally
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Makes room for the new results of these plugins.
    pub fn drop_results(&mut self, plugins: &[String]) {
        self.results.retain(|result| !plugins.contains(&result.plugin));
    }

    pub fn add(&mut self, result: ArchiveResult) {
        self.tally.count(result.status);
        self.bytes += size(&result.output_files);
        self.results.push(result);
    }

    /// Gives a plugin's result the files that are there now. It fails if there are none any more,
    /// or if the directory was `lost`. Returns the result if that changes it.
    pub fn set_files(&mut self, plugin: &str, found: OutputFiles, lost: Option<&str>) -> Option<&ArchiveResult> {
        let result = self.results.iter_mut().find(|result| result.plugin == plugin)?;
        if result.output_files == found && (lost.is_none() || result.status == ResultStatus::Failed) {
            return None;
        }
        self.bytes = (self.bytes + size(&found)).saturating_sub(size(&result.output_files));
        let are_gone = found.is_empty() && !result.output_files.is_empty();
        result.output_files = found;
        let removed = are_gone.then_some("its files were removed after it was done, before the page was");
        if let Some(reason) = lost.or(removed)
            && result.status == ResultStatus::Succeeded
        {
            (result.status, result.error) = (ResultStatus::Failed, Some(reason.to_owned()));
            self.tally.succeeded = self.tally.succeeded.saturating_sub(1);
            self.tally.failed += 1;
        }
        Some(result)
    }

    pub fn has_failed(&self) -> bool {
        self.tally.failed > 0
    }
}

fn size(files: &OutputFiles) -> u64 {
    files.values().map(|file| file.size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::archive_result::OutputFile;
    use crate::model::id::SnapshotId;
    use crate::model::timestamp::Timestamp;

    fn files(sizes: &[u64]) -> OutputFiles {
        let file = |size| OutputFile { size, mimetype: "text/plain".into(), sha256: "0".repeat(64) };
        sizes.iter().enumerate().map(|(number, size)| (number.to_string(), file(*size))).collect()
    }

    fn with(output_files: OutputFiles) -> Contents {
        let at = Timestamp::now();
        let mut contents = Contents::default();
        contents.add(ArchiveResult {
            snapshot_id: SnapshotId::new(),
            plugin: "p".into(),
            status: ResultStatus::Succeeded,
            output_str: String::new(),
            output_json: None,
            cmd: None,
            error: None,
            output_files,
            started_at: at,
            ended_at: at,
        });
        contents
    }

    fn counts(contents: &Contents) -> (u64, u64, u64) {
        (contents.tally().succeeded, contents.tally().failed, contents.bytes())
    }

    #[test]
    fn the_same_files_change_nothing() {
        let mut contents = with(files(&[3, 4]));
        assert!(contents.set_files("p", files(&[3, 4]), None).is_none());
        assert!(contents.set_files("unknown", files(&[1]), None).is_none());
        assert_eq!(counts(&contents), (1, 0, 7));
    }

    #[test]
    fn other_files_change_the_size_only() {
        let mut contents = with(files(&[3, 4]));
        assert_eq!(contents.set_files("p", files(&[9]), None).unwrap().status, ResultStatus::Succeeded);
        assert_eq!(counts(&contents), (1, 0, 9));
    }

    #[test]
    fn a_result_without_its_files_has_failed() {
        let mut contents = with(files(&[3, 4]));
        let error = contents.set_files("p", OutputFiles::new(), None).unwrap().error.clone().unwrap();
        assert!(error.contains("were removed"), "{error}");
        assert_eq!(counts(&contents), (0, 1, 0));
    }

    #[test]
    fn a_lost_directory_fails_each_result_once() {
        let mut contents = with(OutputFiles::new());
        let failed = contents.set_files("p", OutputFiles::new(), Some("gone")).unwrap();
        assert_eq!((failed.status, failed.error.as_deref()), (ResultStatus::Failed, Some("gone")));
        assert!(contents.set_files("p", OutputFiles::new(), Some("gone")).is_none());
        assert_eq!(counts(&contents), (0, 1, 0));
    }
}
