//! `tacklebox status`: what is running, and what was lately.

use super::{Common, Failure};
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;
use crate::service::{self, CrawlStatus};

/// Show what is running, and how the last crawls ended
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(common: &Common, _: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    let status = service::status(&collection)?;
    if common.json {
        super::print_json(&status)?;
        return Ok(Exit::Good);
    }
    let paint = Palette { on: colours_on_stdout() };
    super::print(&format!(
        "{}: {} snapshots, {} crawls",
        collection.layout.data().display(),
        status.snapshots,
        status.crawls
    ))?;
    for crawl in &status.recent {
        let no_pages = match crawl.no_pages {
            0 => String::new(),
            1 => ", 1 error page".into(),
            count => format!(", {count} error pages"),
        };
        let done = format!("{} done{no_pages}", crawl.sealed);
        super::print(&format!(
            "{} {}: {done}, {} running, {} waiting",
            crawl.id,
            state(crawl, paint),
            crawl.started,
            crawl.queued
        ))?;
        if let Some(error) = &crawl.error {
            super::print(&format!(
                "  {}",
                paint.red(&error.lines().map(escape_control).collect::<Vec<_>>().join("\n  "))
            ))?;
        }
        if crawl.running {
            crawl.current.iter().try_for_each(|url| super::print(&format!("  {}", escape_control(url))))?;
        }
    }
    Ok(Exit::Good)
}

fn state(crawl: &CrawlStatus, paint: Palette) -> String {
    match (crawl.stage.as_str(), crawl.running, crawl.ending.as_deref()) {
        ("started", true, _) => paint.green("running"),
        ("started", false, _) => paint.red("crashed"),
        ("sealed", _, Some("complete")) => "complete".into(),
        (_, _, Some(ending)) => paint.yellow(ending),
        (stage, ..) => stage.into(),
    }
}
