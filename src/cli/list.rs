//! `tacklebox list`: the collection, newest first.

use comfy_table::{ContentArrangement, Table, presets};
use console::measure_text_width;

use super::{Common, Failure};
use crate::model::crawl::Stage;
use crate::report::terminal::{columns_of_stdout, cut};
use crate::report::{Palette, colours_on_stdout, escape_control, shortened};
use crate::rules::exit::Exit;
use crate::service::{self, ListedSnapshot, SnapshotFilter};
use crate::stderr::stderr_line;

/// List snapshots, newest first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only snapshots whose URL or title contains this text
    text: Option<String>,
    /// Only snapshots with failed results, or of an error page or a bot challenge
    #[arg(long)]
    failed: bool,
    /// Only snapshots with this tag
    #[arg(long)]
    tag: Option<String>,
    /// Only snapshots at this stage
    #[arg(long, value_parser = ["queued", "started", "sealed"])]
    stage: Option<String>,
    /// List at most this many snapshots
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u64,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    let filter = SnapshotFilter {
        text: args.text.clone(),
        stage: args.stage.as_deref().and_then(Stage::parse),
        failed: args.failed,
        tag: args.tag.clone(),
        limit: args.limit,
    };
    let snapshots = service::list(&collection, &filter)?;
    if common.json {
        for snapshot in &snapshots {
            super::print(&serde_json::to_string(snapshot).map_err(Failure::nothing)?)?;
        }
        return Ok(Exit::Good);
    }
    let paint = Palette { on: colours_on_stdout() };
    let columns = columns_of_stdout();
    // On a terminal long texts are cut; in a pipe they are whole.
    let most = |text: String, characters: usize| if columns.is_some() { shortened(&text, characters) } else { text };
    let mut stacked = Vec::new();
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["SNAPSHOT", "WHEN", "STAGE", "RESULTS", "URL", "TITLE"]);
    for snapshot in &snapshots {
        let results = match snapshot.stage.as_str() {
            "sealed" => results(snapshot, paint),
            _ => String::new(),
        };
        let when = snapshot.sealed_at.as_ref().or(snapshot.started_at.as_ref()).unwrap_or(&snapshot.queued_at);
        let stage = if snapshot.interrupted { "interrupted" } else { snapshot.stage.as_str() };
        let title = match (&snapshot.page_error, &snapshot.refused) {
            // What is there has a title too, of an error page for the most part.
            (None, Some(why)) => paint.yellow(&most(format!("refused: {}", escape_control(why)), 100)),
            (Some(why), _) => paint.yellow(&most(format!("error page: {}", escape_control(why)), 100)),
            (None, None) => most(escape_control(snapshot.title.as_deref().unwrap_or_default()), 50),
        };
        let (when, url) = (when.get(..19).unwrap_or(when), escape_control(&snapshot.url));
        stacked.push([
            format!("{}  {stage}", snapshot.id),
            format!("  {when}  {results}"),
            format!("  {url}"),
            format!("  {title}"),
        ]);
        table.add_row([&snapshot.id, when, stage, &results, &most(url, 100), &title]);
    }
    if !snapshots.is_empty() {
        let table = table.trim_fmt();
        if columns.is_none_or(|columns| table.lines().all(|line| measure_text_width(line) <= columns)) {
            super::print(&table)?;
        } else {
            // A snapshot has lines of its own where the terminal is too narrow for the table.
            let lines = stacked.iter().flatten().map(|line| line.trim_end()).filter(|line| !line.is_empty());
            lines.map(|line| cut(line, columns)).try_for_each(|line| super::print(&line))?;
        }
    }
    if snapshots.len() as u64 == args.limit {
        stderr_line!("only the newest {} are shown; use --limit for more", args.limit);
    }
    Ok(Exit::Good)
}

/// What became of a snapshot's plugins.
fn results(snapshot: &ListedSnapshot, paint: Palette) -> String {
    let saved = format!("{} saved", snapshot.succeeded);
    match (snapshot.failed, snapshot.succeeded) {
        (0, 0) => paint.yellow("nothing saved"),
        (0, _) => paint.green(&saved),
        (failed, _) => paint.red(&format!("{saved}, {failed} failed")),
    }
}
