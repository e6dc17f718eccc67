//! How a crawl ended, on the terminal and as an exit code.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::screen::Screen;
use crate::model::event::CrawlEnding;
use crate::model::limit::Limit;
use crate::report::escape_control;
use crate::report::summary::Counts;
use crate::report::terminal::quoted;
use crate::rules::exit::Exit;
use crate::service::{CrawlEnd, CrawlReport, Error, Idle, Listener};
use crate::stderr::stderr_line;

/// Which command continues an interrupted crawl.
#[derive(Debug, Clone, Copy)]
pub enum NextCommand {
    Resume,
    Retry,
}

/// Runs a crawl with a screen of its own, prints how it ended, and makes an exit code of it. `None`
/// when there was no crawl to run.
pub fn show(
    json: bool,
    data: &Path,
    next_command: NextCommand,
    run: impl FnOnce(&Arc<dyn Listener>) -> Result<Option<CrawlReport>, Error>,
) -> Result<Option<Exit>, Failure> {
    let screen = Arc::new(Screen::new(json));
    let listener: Arc<dyn Listener> = screen.clone();
    let report = run(&listener);
    screen.finish();
    let Some(report) = report? else { return Ok(None) };
    // The exit code says that input was refused, whatever else happened.
    let refused = if report.given.has_refused() { Exit::Refused } else { Exit::Good };
    let exit = match report.end {
        CrawlEnd::Ran(ending) => report_ending(&ending, &report.counts, data, next_command),
        CrawlEnd::NothingToDo(idle) => report_idle(idle),
        CrawlEnd::Failed(error) => {
            let failure = Failure::from(error);
            return Err(Failure { exit: failure.exit.worse(refused), ..failure });
        }
    };
    // A program that reads the events must know that some are missing.
    let exit = if screen.has_written_all() { exit } else { exit.worse(Exit::SomeFailed) };
    Ok(Some(exit.worse(refused)))
}

fn report_idle(idle: Idle) -> Exit {
    match idle {
        Idle::NoUrl => {
            stderr_line!("nothing to archive");
            Exit::Nothing
        }
        Idle::Stopped => Exit::Interrupted,
        // That everything is there already is what was wanted.
        Idle::AllArchived | Idle::NothingLeft | Idle::AtWorkElsewhere => Exit::Good,
    }
}

fn report_ending(ending: &CrawlEnding, counts: &Counts, data: &Path, next_command: NextCommand) -> Exit {
    let is_here = std::env::current_dir().is_ok_and(|here| here.join("archive") == data);
    let place =
        if is_here { String::new() } else { format!(" --data {}", quoted(&escape_control(&data.to_string_lossy()))) };
    if let Some(line) = pages(counts, &place) {
        stderr_line!("{line}");
    }
    if let Some(line) = next(ending, counts, next_command, &place) {
        stderr_line!("{line}");
    }
    exit_of(ending, counts)
}

/// The exit code of a crawl that ended so.
fn exit_of(ending: &CrawlEnding, counts: &Counts) -> Exit {
    match ending {
        CrawlEnding::Interrupted => Exit::Interrupted,
        _ if counts.snapshots == 0 || (counts.tally.succeeded == 0 && counts.tally.failed > 0) => Exit::Nothing,
        CrawlEnding::Failed { .. } | CrawlEnding::Limited { .. } => Exit::SomeFailed,
        CrawlEnding::Complete if counts.tally.failed > 0 || counts.page_errors > 0 => Exit::SomeFailed,
        CrawlEnding::Complete => Exit::Good,
    }
}

/// How to continue with what a crawl has left; absent when it has left nothing.
fn next(ending: &CrawlEnding, counts: &Counts, next_command: NextCommand, place: &str) -> Option<String> {
    let command = match next_command {
        NextCommand::Resume => format!("tacklebox resume{place}"),
        NextCommand::Retry => format!("tacklebox retry{place}"),
    };
    match (ending, next_command) {
        (CrawlEnding::Interrupted, NextCommand::Resume) => {
            Some(format!("interrupted; `{command}` continues with the pages left in the queue"))
        }
        (CrawlEnding::Interrupted, NextCommand::Retry) => Some(format!("interrupted; `{command}` retries the rest")),
        (CrawlEnding::Limited { limit: Limit::FreeDisk { .. } | Limit::DiskFull { .. } }, _) => {
            Some(format!("free some disk space, then `{command}` continues"))
        }
        (CrawlEnding::Limited { limit }, _) => {
            let setting = limit.setting().map(|setting| format!(" --set {setting}=...")).unwrap_or_default();
            Some(format!("`{command}{setting}` continues with another limit"))
        }
        // Not by the user: the disk was full.
        _ if counts.interrupted > 0 => Some(format!("free some disk space, then `{command}` repeats what failed")),
        _ => None,
    }
}

/// How many pages there were, and how to look at them.
fn pages(counts: &Counts, place: &str) -> Option<String> {
    let no_pages = match (counts.page_errors, counts.snapshots) {
        (0, _) => String::new(),
        (1, 1) => " (error page)".to_owned(),
        (1, _) => "; 1 error page".to_owned(),
        (many, _) => format!("; {many} error pages"),
    };
    let refused = match counts.refused {
        0 => String::new(),
        1 => "; 1 refused".to_owned(),
        many => format!("; {many} refused"),
    };
    let (tally, url) = (&counts.tally, quoted(&escape_control(&counts.last_url)));
    match counts.snapshots {
        0 => None,
        1 => Some(format!("1 page: {tally}{no_pages}{refused}. Show it: tacklebox show{place} {url}")),
        many => Some(format!("{many} pages: {tally}{no_pages}{refused}. List them: tacklebox list{place}")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::event::Tally;

    #[test]
    fn exit_codes() {
        let counts = |snapshots, succeeded, failed| Counts {
            snapshots,
            tally: Tally { succeeded, failed, ..Tally::default() },
            ..Counts::default()
        };
        let broken = CrawlEnding::Failed { error: "x".into() };
        assert_eq!(exit_of(&CrawlEnding::Complete, &counts(1, 3, 0)), Exit::Good);
        assert_eq!(exit_of(&CrawlEnding::Complete, &counts(1, 0, 0)), Exit::Good);
        assert_eq!(exit_of(&CrawlEnding::Complete, &counts(1, 3, 1)), Exit::SomeFailed);
        assert_eq!(exit_of(&CrawlEnding::Complete, &counts(1, 0, 4)), Exit::Nothing);
        assert_eq!(exit_of(&CrawlEnding::Complete, &counts(0, 0, 0)), Exit::Nothing);
        assert_eq!(exit_of(&broken, &counts(0, 0, 0)), Exit::Nothing);
        assert_eq!(exit_of(&broken, &counts(2, 5, 0)), Exit::SomeFailed);
        assert_eq!(exit_of(&CrawlEnding::Interrupted, &counts(2, 5, 1)), Exit::Interrupted);
    }

    #[test]
    fn what_is_left_names_the_command_that_continues() {
        let counts = |interrupted| Counts { interrupted, ..Counts::default() };
        let hint = |ending: CrawlEnding, next_command| next(&ending, &counts(0), next_command, " --data d");
        let limited = |limit| CrawlEnding::Limited { limit };
        let time = limited(Limit::Time { limit: Duration::from_secs(2) });
        assert_eq!(
            hint(time, NextCommand::Resume).unwrap(),
            "`tacklebox resume --data d --set MAX_TIME=...` continues with another limit"
        );
        let full = limited(Limit::DiskFull { free: 1, place: "/".into() });
        assert_eq!(
            hint(full, NextCommand::Retry).unwrap(),
            "free some disk space, then `tacklebox retry --data d` continues"
        );
        assert_eq!(hint(CrawlEnding::Complete, NextCommand::Resume), None);
        let no_room = next(&CrawlEnding::Complete, &counts(1), NextCommand::Resume, "");
        assert_eq!(no_room.unwrap(), "free some disk space, then `tacklebox resume` repeats what failed");
    }
}
