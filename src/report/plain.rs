//! Progress for people as plain lines: one for each sealed snapshot, one for whatever went wrong.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::{Palette, escape_control};
use crate::model::archive_result::ResultStatus;
use crate::model::event::{CrawlEnding, Event};
use crate::model::id::SnapshotId;

/// Makes the lines; none for what people need not see.
#[derive(Debug)]
pub struct Lines {
    palette: Palette,
    total: Cell<u64>,
    done: Cell<u64>,
    /// Plugins that have failed on pages that are at work, with the reason. Those of a page that
    /// fail for one reason are one line.
    failed: RefCell<HashMap<SnapshotId, Vec<Failures>>>,
}

/// Plugins that failed on a page for the same reason.
#[derive(Debug)]
struct Failures {
    plugins: Vec<String>,
    reason: String,
}

impl Lines {
    pub fn new(palette: Palette) -> Self {
        Lines { palette, total: Cell::new(0), done: Cell::new(0), failed: RefCell::default() }
    }

    /// The lines for an event.
    pub fn lines(&self, event: &Event) -> Vec<String> {
        let failures = match event {
            Event::ResultEnded { result } if result.status == ResultStatus::Failed => {
                self.note(result.snapshot_id, &result.plugin, result.error.as_deref().unwrap_or(&result.output_str));
                Vec::new()
            }
            Event::SnapshotSealed { snapshot_id, .. } | Event::SnapshotPostponed { snapshot_id, .. } => {
                self.failed.borrow_mut().remove(snapshot_id).unwrap_or_default()
            }
            Event::CrawlSealed { .. } => self.failed.borrow_mut().drain().flat_map(|(_, failures)| failures).collect(),
            _ => Vec::new(),
        };
        failures.iter().map(|failures| self.failure(failures)).chain(self.line(event)).collect()
    }

    fn note(&self, snapshot: SnapshotId, plugin: &str, reason: &str) {
        let reason = first_lines(reason);
        let mut failed = self.failed.borrow_mut();
        let of_page = failed.entry(snapshot).or_default();
        match of_page.iter_mut().find(|failures| failures.reason == reason) {
            Some(same) => same.plugins.push(plugin.to_owned()),
            None => of_page.push(Failures { plugins: vec![plugin.to_owned()], reason }),
        }
    }

    fn failure(&self, Failures { plugins, reason }: &Failures) -> String {
        let failed = self.palette.red("failed");
        match plugins.as_slice() {
            [plugin] => format!("  {failed} {plugin}: {reason}"),
            several => format!("  {failed} {} plugins ({}): {reason}", several.len(), several.join(", ")),
        }
    }

    fn line(&self, event: &Event) -> Option<String> {
        let paint = self.palette;
        match event {
            Event::CrawlStarted { queued, plugins, concurrency, snapshot_limit, .. } => {
                self.total.set(*queued);
                let pages = if *queued == 1 { "1 page".to_owned() } else { format!("{queued} pages") };
                let limit = duration(*snapshot_limit);
                Some(
                    paint
                        .dim(&format!("{pages}, {concurrency} at a time, at most {limit} each: {}", plugins.join(" "))),
                )
            }
            Event::SnapshotQueued { .. } => {
                self.total.set(self.total.get() + 1);
                None
            }
            Event::SnapshotPostponed { url, reason, attempt, until, .. } => {
                let again = format!(
                    "{} {}: {} (attempt {} at {until})",
                    paint.yellow("retry"),
                    escape_control(url),
                    first_lines(reason),
                    attempt + 1
                );
                Some(format!("  {again}"))
            }
            Event::SnapshotSealed { url, tally, interrupted, page_error, refused, .. } => {
                self.done.set(self.done.get() + 1);
                let mark = if *interrupted {
                    paint.yellow("interrupted")
                } else if let Some(why) = page_error {
                    paint.yellow(&format!("error page ({})", first_lines(why)))
                } else if let Some(why) = refused {
                    paint.yellow(&format!("refused ({})", first_lines(why)))
                } else if tally.failed > 0 {
                    paint.yellow("done")
                } else {
                    paint.green("done")
                };
                Some(format!(
                    "[{}/{}] {mark} {} ({tally})",
                    self.done.get(),
                    self.total.get().max(self.done.get()),
                    escape_control(url)
                ))
            }
            Event::CrawlSealed { ending: CrawlEnding::Failed { error }, .. } => {
                Some(format!("{} the crawl failed: {}", paint.red("error:"), harmless_lines(error)))
            }
            Event::CrawlSealed { ending: CrawlEnding::Limited { limit }, .. } => {
                Some(format!("{} {}", paint.yellow("limit:"), harmless_lines(&limit.to_string())))
            }
            Event::Warning { message, .. } => Some(format!("  {} {}", paint.yellow("warning:"), first_lines(message))),
            _ => None,
        }
    }
}

/// The beginning of a message that may be long: three lines, each of moderate length.
fn first_lines(text: &str) -> String {
    text.lines().take(3).map(|line| super::shortened(&escape_control(line), 300)).collect::<Vec<_>>().join(" | ")
}

/// `40 s`, `12 min`: to be read at a glance, never less than it is.
fn duration(seconds: f64) -> String {
    if seconds <= 120.0 { format!("{seconds} s") } else { format!("{:.0} min", (seconds / 60.0).ceil()) }
}

fn harmless_lines(text: &str) -> String {
    text.lines().map(escape_control).collect::<Vec<_>>().join("\n  ")
}
