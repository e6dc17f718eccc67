//! `tacklebox show`: one snapshot with its results, files and hooks.

use std::path::PathBuf;

use super::{Common, Failure, timeline};
use crate::model::size;
use crate::report::terminal::{columns_of_stdout, wrapped};
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;
use crate::service::{self, Collection, ShownHook, ShownResult, ShownSnapshot, TimelineChoice};

/// Show one snapshot: its results, files and hooks; or a timeline of several
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("times").args(["timeline", "svg"]).multiple(true))]
pub struct Args {
    /// A URL (its newest snapshot), an id or its beginning, or a name in archive/; several for a
    /// timeline
    #[arg(value_name = "SNAPSHOT", required_unless_present = "crawl")]
    what: Vec<String>,
    /// Show a timeline: one line per hook
    #[arg(long)]
    timeline: bool,
    /// Draw the timeline as an SVG picture into this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// All snapshots of this crawl, by its id or its beginning, on one timeline
    #[arg(long, value_name = "CRAWL", requires = "times")]
    crawl: Option<String>,
    /// Include snapshots that ran at the same time
    #[arg(long, requires = "times")]
    beside: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    if args.timeline || args.svg.is_some() {
        let choice = TimelineChoice { named: args.what.clone(), crawl: args.crawl.clone(), beside: args.beside };
        timeline::show(common, &service::timeline(&collection, &choice)?, args.svg.as_deref())?;
        return Ok(Exit::Good);
    }
    let [what] = args.what.as_slice() else {
        return Err(Failure::usage("show takes one snapshot; with --timeline or --svg, several"));
    };
    let shown = service::show(&collection, what)?;
    if common.json {
        super::print_json(&shown)?;
    } else {
        let columns = columns_of_stdout();
        let lines = lines(&shown, &collection, Palette { on: colours_on_stdout() });
        lines.iter().flat_map(|line| wrapped(line, columns)).try_for_each(|line| super::print(&line))?;
    }
    Ok(Exit::Good)
}

fn lines(shown: &ShownSnapshot, collection: &Collection, paint: Palette) -> Vec<String> {
    let snapshot = &shown.snapshot;
    let mut lines = vec![paint.bold(&escape_control(&snapshot.url))];
    let mut fact = |name: &str, value: String| lines.push(format!("  {name:9} {value}"));
    if let Some(title) = &snapshot.title {
        fact("title", escape_control(title));
    }
    fact("snapshot", snapshot.id.clone());
    fact(
        "stage",
        if snapshot.interrupted { format!("{} (interrupted)", snapshot.stage) } else { snapshot.stage.clone() },
    );
    if let Some(why) = &snapshot.page_error {
        fact("error", paint.yellow(&escape_control(why)));
    }
    if let Some(at) = &snapshot.started_at {
        fact("started", at.clone());
    }
    if let Some(dir) = &snapshot.dir {
        fact("files in", collection.layout.absolute(dir.as_ref()).display().to_string());
    }
    if !shown.tags.is_empty() {
        fact("tags", escape_control(&shown.tags.join(", ")));
    }
    for (key, value) in &shown.facts {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        lines.push(format!("  {key:9} {}", escape_control(&text)));
    }
    for result in &shown.results {
        lines.push(String::new());
        lines.extend(result_lines(result, paint));
    }
    if !shown.infrastructure.is_empty() {
        lines.push(String::new());
        lines.extend(shown.infrastructure.iter().map(|hook| hook_line(hook, paint)));
    }
    lines
}

fn result_lines(result: &ShownResult, paint: Palette) -> Vec<String> {
    let status = match result.status.as_str() {
        "succeeded" => paint.green(&result.status),
        "failed" => paint.red(&result.status),
        other => paint.yellow(other),
    };
    let mut lines = vec![
        format!("{} {status} {}", paint.bold(&result.plugin), escape_control(&result.output_str)).trim_end().to_owned(),
    ];
    if let Some(error) = &result.error {
        lines.extend(error.lines().map(|line| format!("  {}", paint.red(&escape_control(line)))));
    }
    for (path, file) in &result.files {
        lines.push(format!(
            "  {:>9}  {}/{}  {}",
            size::text(file.size, "B"),
            escape_control(&result.plugin),
            escape_control(path),
            paint.dim(&escape_control(&file.mimetype))
        ));
    }
    lines.extend(result.hooks.iter().map(|hook| hook_line(hook, paint)));
    lines
}

fn hook_line(hook: &ShownHook, paint: Palette) -> String {
    let wall = match (
        crate::model::timestamp::Timestamp::parse(&hook.started_at),
        crate::model::timestamp::Timestamp::parse(&hook.ended_at),
    ) {
        (Ok(started), Ok(ended)) => ended.millis_since(started),
        _ => 0,
    };
    let remarks: String = hook.remarks.iter().map(|remark| format!("; {}", escape_control(remark))).collect();
    let line = format!(
        "  {} {wall} ms, CPU {} ms, {} MiB, ended by {}{remarks}",
        hook.hook,
        hook.cpu_ms,
        hook.peak_memory_kib / 1024,
        hook.ended_by.replace('_', " ")
    );
    paint.dim(&line)
}
