//! `crawl.jsonl` in a crawl's directory: what the database knows of the crawl itself, so that it
//! can be rebuilt when it is lost. What the crawl saved says so itself, in each snapshot's
//! `index.jsonl`.

use std::io;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::index_file::{earlier_records, is_plain_name, write_atomically};
use crate::model::crawl::{Crawl, CrawlKind, Limits};
use crate::model::event::CrawlEnding;
use crate::model::hook_run::HookRun;
use crate::model::id::CrawlId;
use crate::model::timestamp::Timestamp;

/// The name of the file.
pub const FILE_NAME: &str = "crawl.jsonl";

/// One line of the file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type")]
pub enum CrawlFileLine {
    Crawl(Box<CrawlLine>),
    HookRun(Box<HookRun>),
}

/// The crawl itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CrawlLine {
    pub id: CrawlId,
    pub created_at: Timestamp,
    pub limits: Limits,
    /// What was chosen on the command line.
    pub options: Value,
    pub started_at: Timestamp,
    /// When it ended, and how; absent while it has not.
    pub sealed_at: Option<Timestamp>,
    pub ending: Option<CrawlEnding>,
    /// Whether what was left of it then was given up by the user; absent while it was not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given_up: bool,
}

impl CrawlLine {
    /// What kind of crawl it is, which its options show.
    pub fn kind(&self) -> CrawlKind {
        let is_given = |key: &str| !self.options[key].is_null();
        let kinds = [("what", CrawlKind::Archive), ("retry", CrawlKind::Retry), ("trial", CrawlKind::Trial)];
        kinds.into_iter().find(|(key, _)| is_given(key)).map_or(CrawlKind::Unknown, |(_, kind)| kind)
    }

    /// What it was given: URLs, absolute paths of lists, `-` for standard input.
    pub fn inputs(&self) -> Vec<String> {
        self.options["what"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// All that a file says.
#[derive(Debug, Clone, PartialEq)]
pub struct CrawlContents {
    pub crawl: CrawlLine,
    /// Of the crawl's own hooks.
    pub runs: Vec<HookRun>,
}

/// Rewrites the file, whole or not at all, in the crawl's directory, which is not made here. A
/// crawl that is resumed keeps its first start and the runs of its hooks.
pub fn write(
    crawl: &Crawl,
    options: &Value,
    started_at: Timestamp,
    end: Option<(&CrawlEnding, Timestamp)>,
    runs: &[HookRun],
) -> io::Result<()> {
    let path = crawl.dir.join(FILE_NAME);
    let earlier = read(&path);
    let first = CrawlLine {
        id: crawl.id,
        created_at: crawl.created_at,
        limits: crawl.limits,
        options: options.clone(),
        started_at: earlier.as_ref().map_or(started_at, |earlier| earlier.crawl.started_at),
        sealed_at: end.map(|(_, at)| at),
        ending: end.map(|(ending, _)| ending.clone()),
        given_up: false,
    };
    let kept = earlier.into_iter().flat_map(|earlier| earlier.runs).chain(runs.iter().cloned());
    replace(&path, CrawlContents { crawl: first, runs: kept.collect() })
}

/// Records in the crawl's file that it was given up at this time, so that it is not resumed. A
/// crawl that was not begun has no file.
pub fn give_up(dir: &Path, at: Timestamp) -> io::Result<()> {
    let path = dir.join(FILE_NAME);
    let Some(mut contents) = read(&path) else { return Ok(()) };
    contents.crawl.sealed_at.get_or_insert(at);
    contents.crawl.ending.get_or_insert(CrawlEnding::Interrupted);
    contents.crawl.given_up = true;
    replace(&path, contents)
}

fn replace(path: &Path, CrawlContents { crawl, runs }: CrawlContents) -> io::Result<()> {
    let runs = runs.into_iter().map(|run| CrawlFileLine::HookRun(Box::new(run)));
    let all = std::iter::once(CrawlFileLine::Crawl(Box::new(crawl))).chain(runs);
    write_atomically(path, &all.map(|line| serde_json::to_string(&line)).collect::<Result<Vec<_>, _>>()?)
}

/// Reads a file; `None` when it is missing or has no crawl. An invalid line is skipped.
pub fn read(path: &Path) -> Option<CrawlContents> {
    let (mut crawl, mut runs) = (None, Vec::new());
    for line in earlier_records(path).into_iter().filter_map(|record| serde_json::from_value(record).ok()) {
        match line {
            CrawlFileLine::Crawl(line) => crawl = Some(*line),
            CrawlFileLine::HookRun(run) if is_plain_name(&run.plugin) => runs.push(*run),
            CrawlFileLine::HookRun(_) => {}
        }
    }
    Some(CrawlContents { crawl: crawl?, runs })
}
