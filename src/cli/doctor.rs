//! `tacklebox doctor`: the index compared with the files and the processes.

use std::collections::BTreeSet;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Common, Failure};
use crate::doctor::{
    self, DoctorError, Finding, Kind, Manual, Observer, Options, Outcome, Remedy, Repair, Report, Summary,
};
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;
use crate::service::{self, Collection};
use crate::stderr::stderr_line;

/// Check the collection: compare the index with files and processes, and repair
///
/// Without --repair nothing is changed. Saved files are never removed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Repair what can be repaired: rebuild a lost index from the snapshots, add unknown snapshots,
    /// remove leftovers, end stray processes, mark results whose files are missing as failed
    #[arg(long)]
    repair: bool,
    /// Skip the hashes: check only that files exist and how large they are
    #[arg(long)]
    quick: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    collection.keep_private();
    let options = Options { repair: args.repair, quick: args.quick, infrastructure: infrastructure(&collection) };
    let mut screen = Screen::new(common.json);
    let examined = doctor::examine(&collection.layout, &options, &mut screen);
    screen.bar.finish_and_clear();
    let summary = examined.map_err(|error| match error {
        DoctorError::Store(error) => Failure::from(service::Error::from(error)),
        other => Failure::nothing(other),
    })?;
    screen.written?;
    let open = collection.open_to_others();
    if !open.is_empty() {
        let names: Vec<_> = open.iter().map(|path| path.display().to_string()).collect();
        let names = escape_control(&names.join(" and "));
        stderr_line!(
            "other users can read {names}; `chmod -R go-rwx` on the collection stops that, and COLLECTION_UMASK sets who can read new files"
        );
    }
    Ok(if summary.findings == summary.mended { Exit::Good } else { Exit::SomeFailed })
}

/// A finding, or the totals: one line of `--json`.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Line {
    /// One thing that is wrong.
    Finding {
        kind: Kind,
        /// A path relative to the collection, or a process.
        place: String,
        what: String,
        /// What to do about it.
        remedy: String,
        /// Whether `--repair` does it.
        mendable: bool,
        outcome: Outcome,
    },
    Summary(Summary),
}

impl From<&Report> for Line {
    fn from(report: &Report) -> Self {
        match report {
            Report::Finding { finding, outcome } => Line::Finding {
                kind: finding.kind,
                place: finding.place.clone(),
                what: finding.what.clone(),
                remedy: remedy(finding),
                mendable: finding.repair().is_some(),
                outcome: outcome.clone(),
            },
            Report::Summary(summary) => Line::Summary(*summary),
        }
    }
}

/// What to do about a finding.
fn remedy(finding: &Finding) -> String {
    match &finding.remedy {
        Remedy::Repair(repair) => format!("`tacklebox doctor --repair` {}", effect(repair, finding.kind)),
        Remedy::Manual(manual) => match manual {
            Manual::Resume => "`tacklebox resume` continues it",
            Manual::ResumeThenRemove => "`tacklebox resume` saves it again; then remove this directory",
            Manual::MoveIndexThenRebuild => {
                "move index.sqlite3 away, then `tacklebox doctor --repair` rebuilds it from the snapshots' index.jsonl"
            }
            Manual::MoveThenRepair => "move it away, then `tacklebox doctor --repair` creates the link",
            Manual::RestoreOrRetry => {
                "restore it from a backup; without one, remove it, then `tacklebox doctor --repair` and `tacklebox retry` make its plugin's result again"
            }
            Manual::MakeReadable => "make it readable for this user",
            Manual::MoveBackOrRemove => "move it there, or remove it if it is a copy",
            Manual::RemoveUnlessWanted => "remove it, unless you want to keep what is in it",
            Manual::KeepOrRemove => "keep it or remove it; nothing refers to it",
        }
        .to_owned(),
    }
}

/// What `--repair` does.
fn effect(repair: &Repair, kind: Kind) -> &'static str {
    match repair {
        Repair::RemoveFile(_) | Repair::RemoveDir(_) | Repair::ClearPidFile(_) => "removes it",
        Repair::Relink { .. } => "creates it",
        Repair::Recount { .. } | Repair::RecountAll => "counts again",
        Repair::RewriteIndexFile { .. } => "rewrites it from the index",
        Repair::MakeDirectory { .. } => "creates it again, with only its index.jsonl",
        Repair::FailResult { .. } => "marks this result as failed, so that `tacklebox retry` makes it again",
        Repair::AdoptCrawl(_) => "adds it to the index, from its crawl.jsonl",
        Repair::AdoptSnapshot(_) => "adds it to the index, from its index.jsonl",
        Repair::Reindex => "rebuilds its look-up tables",
        Repair::CollectTexts => "collects them again",
        Repair::RebuildIndex if kind == Kind::IndexDamaged => {
            "moves it to index.sqlite3.broken-<time> and rebuilds it from the snapshots' index.jsonl"
        }
        Repair::RebuildIndex => "rebuilds it from the snapshots' index.jsonl",
        Repair::EndProcess => "ends it",
    }
}

/// The plugins whose directories are not kept. An error in finding plugins does not stop the
/// examination.
fn infrastructure(collection: &Collection) -> BTreeSet<String> {
    let found = collection.plugins().map(|found| found.plugins).unwrap_or_default();
    let serving = found.into_values().filter(|plugin| plugin.is_infrastructure()).map(|plugin| plugin.name);
    serving.chain(["chrome".to_owned()]).collect()
}

/// Findings on stdout, progress on stderr.
struct Screen {
    json: bool,
    paint: Palette,
    bar: ProgressBar,
    /// Whether all could be printed; repairs go on either way.
    written: Result<(), Failure>,
}

impl Screen {
    fn new(json: bool) -> Self {
        // Nothing is drawn where stderr is no terminal.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        bar.enable_steady_tick(Duration::from_millis(250));
        Screen { json, paint: Palette { on: colours_on_stdout() }, bar, written: Ok(()) }
    }

    fn lines(&self, finding: &Finding, outcome: &Outcome) -> Vec<String> {
        let paint = self.paint;
        let word = match outcome {
            Outcome::Found => paint.red("found"),
            Outcome::Repaired => paint.green("repaired"),
            Outcome::NotRepaired(_) => paint.red("not repaired"),
        };
        let mut lines = vec![
            format!("{word} {}", paint.bold(&escape_control(&finding.place))),
            format!("  {}", escape_control(&finding.what)),
        ];
        match outcome {
            Outcome::Found => lines.push(paint.dim(&format!("  {}", escape_control(&remedy(finding))))),
            Outcome::Repaired => {}
            Outcome::NotRepaired(reason) => lines.push(format!("  {}", paint.red(&escape_control(reason)))),
        }
        lines
    }
}

impl Observer for Screen {
    fn on_report(&mut self, report: &Report) {
        let lines = match report {
            // Texts and numbers can always be written.
            report if self.json => serde_json::to_string(&Line::from(report)).into_iter().collect(),
            Report::Finding { finding, outcome } => self.lines(finding, outcome),
            Report::Summary(summary) => vec![summed_up(summary)],
        };
        if self.written.is_ok() {
            self.written = self.bar.suspend(|| lines.iter().try_for_each(|line| super::print(line)));
        }
    }

    fn on_stage(&mut self, what: &'static str, total: Option<u64>) {
        self.bar.reset();
        self.bar.set_position(0);
        match total {
            Some(total) => self.bar.set_length(total),
            None => self.bar.unset_length(),
        }
        let template = if total.is_some() {
            "{bar:30} {pos}/{len} {msg}  {elapsed}{left}"
        } else {
            "{spinner} {pos} {msg}  {elapsed}"
        };
        self.bar.set_style(
            ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .with_key("left", left)
                .progress_chars("━━─"),
        );
        self.bar.set_message(what);
    }

    fn on_step(&mut self) {
        self.bar.inc(1);
    }
}

/// How long it will still take, as soon as that can be estimated.
fn left(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let eta = state.eta();
    if state.pos() > 0 && !eta.is_zero() {
        // An error of writing to the terminal is not worth a message.
        let _ = write!(out, ", {} left", HumanDuration(eta));
    }
}

fn summed_up(summary: &Summary) -> String {
    let count = |number: u64, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let looked_at = format!(
        "{} and {} checked",
        count(summary.snapshots, "snapshot", "snapshots"),
        count(summary.files, "file", "files")
    );
    match summary.findings {
        0 => format!("{looked_at}: no problems"),
        found => format!("{looked_at}: {}, {} repaired", count(found, "problem", "problems"), summary.mended),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedies_are_as_they_were_read_last() {
        let repairable = |kind, repair| Finding::repairable(kind, "", "", repair);
        let snapshot = || String::from("01");
        let repairs = [
            repairable(Kind::Leftover, Repair::RemoveFile("a".into())),
            repairable(Kind::Leftover, Repair::RemoveDir("a".into())),
            repairable(Kind::PidFile, Repair::ClearPidFile("a".into())),
            repairable(Kind::Link, Repair::Relink { name: "a".into(), dir: "b".into() }),
            repairable(Kind::Counts, Repair::Recount { snapshot: snapshot() }),
            repairable(Kind::Counts, Repair::RecountAll),
            repairable(Kind::IndexFile, Repair::RewriteIndexFile { snapshot: snapshot() }),
            repairable(Kind::DirectoryGone, Repair::MakeDirectory { snapshot: snapshot(), dir: "a".into() }),
            repairable(
                Kind::FilesGone,
                Repair::FailResult {
                    snapshot: snapshot(),
                    plugin: "dom".into(),
                    lost: BTreeSet::new(),
                    error: String::new(),
                },
            ),
            repairable(Kind::CrawlUnknown, Repair::AdoptCrawl("a".into())),
            repairable(Kind::SnapshotUnknown, Repair::AdoptSnapshot("a".into())),
            repairable(Kind::IndexDamaged, Repair::Reindex),
            repairable(Kind::Texts, Repair::CollectTexts),
            repairable(Kind::IndexDamaged, Repair::RebuildIndex),
            repairable(Kind::IndexGone, Repair::RebuildIndex),
            repairable(Kind::Stray, Repair::EndProcess),
        ];
        let manual = [
            Manual::Resume,
            Manual::ResumeThenRemove,
            Manual::MoveIndexThenRebuild,
            Manual::MoveThenRepair,
            Manual::RestoreOrRetry,
            Manual::MakeReadable,
            Manual::MoveBackOrRemove,
            Manual::RemoveUnlessWanted,
            Manual::KeepOrRemove,
        ]
        .map(|remedy| Finding::manual(Kind::FileExtra, "", "", remedy));
        let lines: Vec<String> = repairs.iter().chain(&manual).map(remedy).collect();
        insta::assert_snapshot!("remedies", lines.join("\n"));
    }
}
