//! `tacklebox doctor`: the index compared with the files and the processes.

use std::collections::BTreeSet;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::{Common, Failure};
use crate::doctor::{self, DoctorError, Finding, Observer, Options, Outcome, Summary, Told};
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
            "other users can read {names}; `chmod -R go-rwx` on the collection closes it, COLLECTION_UMASK says who may read what is new"
        );
    }
    Ok(if summary.findings == summary.mended { Exit::Good } else { Exit::SomeFailed })
}

/// The plugins whose directories are not kept. What cannot be found out about plugins keeps nobody
/// from looking at the rest.
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
    /// Whether all could be told; what is being mended is mended either way.
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
            Outcome::Mended => paint.green("repaired"),
            Outcome::NotMended(_) => paint.red("not repaired"),
        };
        let mut lines = vec![
            format!("{word} {}", paint.bold(&escape_control(&finding.place))),
            format!("  {}", escape_control(&finding.what)),
        ];
        match outcome {
            Outcome::Found => lines.push(paint.dim(&format!("  {}", escape_control(&finding.remedy)))),
            Outcome::Mended => {}
            Outcome::NotMended(reason) => lines.push(format!("  {}", paint.red(&escape_control(reason)))),
        }
        lines
    }
}

impl Observer for Screen {
    fn told(&mut self, told: &Told) {
        let lines = match told {
            // What is told is made of texts and numbers, which can always be written.
            told if self.json => serde_json::to_string(told).into_iter().collect(),
            Told::Finding { finding, outcome } => self.lines(finding, outcome),
            Told::Summary(summary) => vec![summed_up(summary)],
        };
        if self.written.is_ok() {
            self.written = self.bar.suspend(|| lines.iter().try_for_each(|line| super::print(line)));
        }
    }

    fn begins(&mut self, what: &'static str, total: Option<u64>) {
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

    fn advances(&mut self) {
        self.bar.inc(1);
    }
}

/// How long it will still take, once there is something to tell it from.
fn left(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let eta = state.eta();
    if state.pos() > 0 && !eta.is_zero() {
        // What cannot be written on a terminal is not worth a word.
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
