//! How a crawl ended, on the terminal and as an exit code.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::screen::Screen;
use crate::model::event::CrawlEnding;
use crate::model::limit::Limit;
use crate::report::escape_control;
use crate::report::summary::{self, Counts};
use crate::report::terminal::quoted;
use crate::rules::exit::Exit;
use crate::service::{CrawlEnd, CrawlReport, Error, Idle, Listener};
use crate::stderr::stderr_line;

/// Which command continues an interrupted crawl.
#[derive(Debug, Clone, Copy)]
pub enum GoOn {
    Resume,
    Retry,
}

/// Runs a crawl with a screen of its own, tells how it ended, and makes an exit code of it. `None`
/// when there was no crawl to run.
pub fn show(
    json: bool,
    data: &Path,
    go_on: GoOn,
    run: impl FnOnce(&Arc<dyn Listener>) -> Result<Option<CrawlReport>, Error>,
) -> Result<Option<Exit>, Failure> {
    let screen = Arc::new(Screen::new(json));
    let listener: Arc<dyn Listener> = screen.clone();
    let report = run(&listener);
    screen.finish();
    let Some(report) = report? else { return Ok(None) };
    // The exit code says that input was refused, whatever else happened.
    let refused = if report.given.has_refused() { Exit::Refused } else { Exit::Good };
    match report.end {
        Ok(end) => {
            let exit = told(&end, &report.counts, data, go_on);
            // A program that reads the events must know that some are missing.
            let exit = if screen.has_told_all() { exit } else { exit.worse(Exit::SomeFailed) };
            Ok(Some(exit.worse(refused)))
        }
        Err(error) => {
            let failure = Failure::from(error);
            Err(Failure { exit: failure.exit.worse(refused), ..failure })
        }
    }
}

fn told(end: &CrawlEnd, counts: &Counts, data: &Path, go_on: GoOn) -> Exit {
    let ending = match end {
        CrawlEnd::Ran(ending) => ending,
        CrawlEnd::NothingToDo(Idle::NoUrl) => {
            stderr_line!("nothing to archive");
            return Exit::Nothing;
        }
        CrawlEnd::NothingToDo(Idle::Stopped) => return Exit::Interrupted,
        // That everything is there already is what was wanted.
        CrawlEnd::NothingToDo(Idle::AllArchived | Idle::NothingLeft | Idle::AtWorkElsewhere) => return Exit::Good,
    };
    let is_here = std::env::current_dir().is_ok_and(|here| here.join("archive") == data);
    let place =
        if is_here { String::new() } else { format!(" --data {}", quoted(&escape_control(&data.to_string_lossy()))) };
    if let Some(line) = pages(counts, &place) {
        stderr_line!("{line}");
    }
    if let Some(line) = next(ending, counts, go_on, &place) {
        stderr_line!("{line}");
    }
    summary::exit(ending, counts)
}

/// How to go on with what a crawl has left; absent when it has left nothing.
fn next(ending: &CrawlEnding, counts: &Counts, go_on: GoOn, place: &str) -> Option<String> {
    let command = match go_on {
        GoOn::Resume => format!("tacklebox resume{place}"),
        GoOn::Retry => format!("tacklebox retry{place}"),
    };
    match (ending, go_on) {
        (CrawlEnding::Interrupted, GoOn::Resume) => {
            Some(format!("interrupted; the rest stays in the queue, and `{command}` carries it on"))
        }
        (CrawlEnding::Interrupted, GoOn::Retry) => {
            Some(format!("interrupted; the rest has not been retried; `{command}` tries it again"))
        }
        (CrawlEnding::Limited { limit: Limit::FreeDisk { .. } | Limit::DiskFull { .. } }, _) => {
            Some(format!("make room, then `{command}` goes on with what is left"))
        }
        (CrawlEnding::Limited { limit }, _) => {
            let setting = limit.setting().map(|setting| format!(" --set {setting}=...")).unwrap_or_default();
            Some(format!("`{command}{setting}` goes on with another limit"))
        }
        // By nobody who asked for it: there was no room on the disk.
        _ if counts.interrupted > 0 => Some(format!("make room on the disk, then `{command}` does again what failed")),
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

    #[test]
    fn what_is_left_says_how_to_go_on() {
        let counts = |interrupted| Counts { interrupted, ..Counts::default() };
        let told = |ending: CrawlEnding, go_on| next(&ending, &counts(0), go_on, " --data d");
        let limited = |limit| CrawlEnding::Limited { limit };
        let time = limited(Limit::Time { limit: Duration::from_secs(2) });
        assert_eq!(
            told(time, GoOn::Resume).unwrap(),
            "`tacklebox resume --data d --set MAX_TIME=...` goes on with another limit"
        );
        let full = limited(Limit::DiskFull { free: 1, place: "/".into() });
        assert_eq!(
            told(full, GoOn::Retry).unwrap(),
            "make room, then `tacklebox retry --data d` goes on with what is left"
        );
        assert_eq!(told(CrawlEnding::Complete, GoOn::Resume), None);
        let no_room = next(&CrawlEnding::Complete, &counts(1), GoOn::Resume, "");
        assert_eq!(no_room.unwrap(), "make room on the disk, then `tacklebox resume` does again what failed");
    }
}
