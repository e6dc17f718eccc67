//! `tacklebox list`: the collection, newest first.

use comfy_table::{ContentArrangement, Table, presets};

use super::collection::Collection;
use super::{Common, Failure};
use crate::crawl::Stage;
use crate::exit::Exit;
use crate::report::{Palette, colours_on_stdout, harmless, shortened};
use crate::store::{self, list};
use crate::tell::tell;

/// List snapshots, the newest first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those whose URL or title contains this
    text: Option<String>,
    /// Only those with a failed result, or with something else in the page's place
    #[arg(long)]
    failed: bool,
    /// Only those with this tag
    #[arg(long)]
    tag: Option<String>,
    /// Only those at this stage
    #[arg(long, value_parser = ["queued", "started", "sealed"])]
    stage: Option<String>,
    /// The most snapshots to list
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u64,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = Collection::open(common)?;
    let connection = store::open_for_reading(&collection.layout.database()).map_err(Failure::nothing)?;
    let filter = list::Filter {
        text: args.text.clone(),
        stage: args.stage.as_deref().and_then(Stage::parse),
        failed: args.failed,
        tag: args.tag.clone(),
        limit: args.limit,
    };
    let snapshots = list::newest(&connection, &filter).map_err(Failure::nothing)?;
    if common.json {
        for snapshot in &snapshots {
            super::print(&serde_json::to_string(snapshot).map_err(Failure::nothing)?)?;
        }
        return Ok(Exit::Good);
    }
    let paint = Palette { on: colours_on_stdout() };
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["SNAPSHOT", "WHEN", "STAGE", "RESULTS", "URL", "TITLE"]);
    for snapshot in &snapshots {
        let good = snapshot.succeeded + snapshot.noresults + snapshot.skipped;
        let results = match (snapshot.stage.as_str(), snapshot.failed) {
            ("sealed", 0) => paint.green(&format!("{good} good")),
            ("sealed", failed) => paint.red(&format!("{good} good, {failed} failed")),
            _ => String::new(),
        };
        let when = snapshot.sealed_at.as_ref().or(snapshot.started_at.as_ref()).unwrap_or(&snapshot.queued_at);
        let stage = if snapshot.interrupted { "interrupted" } else { snapshot.stage.as_str() };
        let title = match (&snapshot.page_error, &snapshot.refused) {
            // What is there has a title too, of an error page for the most part.
            (None, Some(why)) => paint.yellow(&shortened(&format!("refused: {}", harmless(why)), 100)),
            (Some(why), _) => paint.yellow(&shortened(&format!("no page: {}", harmless(why)), 100)),
            (None, None) => shortened(&harmless(snapshot.title.as_deref().unwrap_or_default()), 50),
        };
        table.add_row([&snapshot.id, when.get(..19).unwrap_or(when), stage, &results, &shortened(&harmless(&snapshot.url), 100), &title]);
    }
    if !snapshots.is_empty() {
        super::print(&table.trim_fmt())?;
    }
    if snapshots.len() as u64 == args.limit {
        tell!("only the newest {} are shown; --limit shows more", args.limit);
    }
    Ok(Exit::Good)
}
