//! What is left of a hook when it is over.

use super::hook_records::HookRecords;
use crate::model::hook_run::{EndedBy, ExitStatus, HookRun};
use crate::rules::outcome::{EXIT_SKIPPED, HookEnding};

/// What is left of a hook when it is over.
#[derive(Debug)]
pub struct HookDone {
    pub run: HookRun,
    pub records: HookRecords,
    /// Whether it was a background hook that never printed a line until it was stopped.
    pub silent: bool,
    pub ending: HookEnding,
}

impl HookDone {
    /// Whether it did not do its work, so that what depends on it cannot.
    pub fn has_failed(&self) -> bool {
        let good_exit = matches!(self.run.exit, Some(ExitStatus::Code(0 | EXIT_SKIPPED)));
        self.run.ended_by != EndedBy::Itself || !good_exit
    }

    /// `chrome/on_Crawl__30_chrome_launch.bg: exit code 1: <its last stderr lines>`.
    pub fn how_it_ended(&self) -> String {
        let HookDone { run, ending, .. } = self;
        let exit = match (run.ended_by, run.exit) {
            (EndedBy::NotStarted, _) => "could not be started".to_owned(),
            (EndedBy::Timeout, _) => format!("timed out after {} s", ending.timeout.as_secs_f64()),
            // Nothing else takes away what others depend on.
            (EndedBy::Lost, _) => "was stopped (SIGSTOP), so it was killed".to_owned(),
            (EndedBy::Itself, Some(exit @ (ExitStatus::Signal(15) | ExitStatus::Code(130 | 143)))) => {
                format!("ended with {exit}, as on SIGTERM, but tacklebox did not stop it")
            }
            (_, Some(exit)) => format!("ended with {exit}"),
            (_, None) => "ended".to_owned(),
        };
        let tail = ending.stderr_tail.trim();
        let colon = if tail.is_empty() { "" } else { ": " };
        format!("{}/{} {exit}{colon}{tail}", run.plugin, run.hook)
    }
}
