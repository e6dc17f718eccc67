//! Makes the index of a collection of any size, to measure on: `cargo bench --bench collection --
//! DIR --sealed 1000000 --crawls 100 --queued 1000000`.
//!
//! The rows are written by the store itself, from what `index.jsonl` would say; there are no files
//! of the pages. `benches/scale --look DIR` measures how long questions to it take.
#![expect(clippy::disallowed_macros, reason = "a bench has no other program's output to think of")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;

use serde_json::{Map, json};
use tacklebox::files::crawl_file::{CrawlContents, CrawlLine};
use tacklebox::files::index_file::{Contents, SnapshotLine};
use tacklebox::files::layout::{Layout, archive_name};
use tacklebox::model::archive_result::{ArchiveResult, OutputFile, OutputFiles, ResultStatus};
use tacklebox::model::crawl::{Crawl, CrawlKind, Limits};
use tacklebox::model::event::CrawlEnding;
use tacklebox::model::hook_run::{EndedBy, ExitStatus, HookRun, Printed, Usage};
use tacklebox::model::id::{CrawlId, HookRunId, SnapshotId};
use tacklebox::model::snapshot::Candidate;
use tacklebox::model::timestamp::Timestamp;
use tacklebox::model::url::{PageUrl, Scope};
use tacklebox::store::enqueue::NewCrawl;
use tacklebox::store::{self, StoreLedger, Writer, restore};

type Done = Result<(), Box<dyn Error>>;

const PLUGINS: [&str; 3] = ["dom", "screenshot", "title"];

/// Snapshots in one transaction.
const BATCH: u64 = 1000;

const LIMITS: Limits = Limits { depth: 0, max_urls: None, scope: Scope::Host };

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |name: &str, default: u64| match arguments.iter().position(|argument| argument == name) {
        Some(at) => arguments
            .get(at + 1)
            .ok_or(format!("{name}: a number is missing"))?
            .parse()
            .map_err(|error| format!("{name}: {error}")),
        None => Ok(default),
    };
    let Some(dir) = arguments.first().filter(|argument| !argument.starts_with('-')) else {
        // `cargo bench` without arguments has nothing to make.
        eprintln!("usage: cargo bench --bench collection -- DIR [--sealed N] [--crawls N] [--queued N]");
        return Ok(());
    };
    let (sealed, queued) = (number("--sealed", 0)?, number("--queued", 0)?);
    let crawls = number("--crawls", 1)?.max(1);
    let layout = Layout::new(std::path::absolute(dir)?);
    make_sealed(&layout, sealed, crawls)?;
    make_queued(&layout, queued)
}

/// `sealed` snapshots with three results each, of `crawls` crawls that are complete.
fn make_sealed(layout: &Layout, sealed: u64, crawls: u64) -> Done {
    let mut connection = store::open(&layout.database())?;
    let of_one = sealed.div_ceil(crawls).max(1);
    let mut crawl = CrawlId::new();
    let mut micros = Timestamp::now().epoch_micros();
    for first in (0..sealed).step_by(BATCH as usize) {
        store::at_once(&mut connection, |transaction| {
            for number in first..sealed.min(first + BATCH) {
                if number.is_multiple_of(of_one) {
                    crawl = CrawlId::new();
                    let contents = complete(crawl);
                    restore::crawl(transaction, &contents, &layout.crawl(crawl, contents.crawl.created_at), layout)?;
                }
                micros += 1;
                let contents = contents(layout, crawl, number, archive_name(micros));
                let line = &contents.snapshot;
                restore::snapshot(
                    transaction,
                    &contents,
                    &layout.snapshot(line.id, &line.url, line.started_at),
                    layout,
                )?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// A crawl of `queued` snapshots of which none has begun.
fn make_queued(layout: &Layout, queued: u64) -> Done {
    if queued == 0 {
        return Ok(());
    }
    let (id, created_at) = (CrawlId::new(), Timestamp::now());
    let crawl = Crawl { id, created_at, dir: layout.crawl(id, created_at), limits: LIMITS };
    let (writer, thread) = Writer::start(store::open(&layout.database())?, layout.clone(), Vec::new());
    tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
        let new = NewCrawl {
            crawl,
            kind: CrawlKind::Archive,
            inputs: vec!["list.txt".into()],
            options: json!({ "what": ["list.txt"] }),
            runner: None,
            archived_since: None,
        };
        let ledger = StoreLedger::open(writer, layout.clone(), new).await?;
        for first in (0..queued).step_by(BATCH as usize) {
            let candidate = |number| Candidate {
                url: url("queued", number),
                depth: 0,
                title: None,
                tags: Vec::new(),
                found_by: None,
            };
            ledger.add((first..queued.min(first + BATCH)).map(candidate).collect(), Vec::new()).await?;
        }
        Ok::<(), store::StoreError>(())
    })?;
    thread.join().map_err(|_| "the writer has failed".into())
}

fn complete(id: CrawlId) -> CrawlContents {
    let at = Timestamp::now();
    let crawl = CrawlLine {
        id,
        created_at: at,
        limits: LIMITS,
        options: json!({ "what": ["list.txt"], "plugins": PLUGINS, "set": [] }),
        started_at: at,
        sealed_at: Some(at),
        ending: Some(CrawlEnding::Complete),
        given_up: false,
    };
    CrawlContents { crawl, runs: Vec::new() }
}

/// One in fifty has a failed result, one in a hundred no page, one in a thousand a tag of its own
/// beside that of all.
fn contents(layout: &Layout, crawl_id: CrawlId, number: u64, archive_name: String) -> Contents {
    let (id, at, url) = (SnapshotId::new(), Timestamp::now(), url("sealed", number));
    let dir = layout.snapshot(id, &url, at);
    let verdict = |plugin: usize| {
        if number.is_multiple_of(50) && plugin == 0 { ResultStatus::Failed } else { ResultStatus::Succeeded }
    };
    let mut tags = BTreeSet::from(["all".to_owned()]);
    if number.is_multiple_of(1000) {
        tags.insert("one-in-a-thousand".to_owned());
    }
    let snapshot = SnapshotLine {
        id,
        crawl_id,
        parent_id: None,
        root: url.clone(),
        url,
        depth: 0,
        title: Some(format!("The title of page {number}")),
        tags,
        queued_at: Some(at),
        started_at: at,
        sealed_at: Some(at),
        interrupted: false,
        page_error: (number % 100 == 7).then(|| "the server answered 404".to_owned()),
        retried_by: None,
        archive_name,
        facts: Map::from_iter([("http_status".to_owned(), json!(200))]),
    };
    let results =
        PLUGINS.iter().enumerate().map(|(plugin, name)| result(id, name, verdict(plugin), number, at)).collect();
    let runs = PLUGINS.iter().map(|name| run(crawl_id, id, name, dir.clone(), at)).collect();
    Contents { snapshot, results, runs }
}

fn result(snapshot_id: SnapshotId, plugin: &str, status: ResultStatus, number: u64, at: Timestamp) -> ArchiveResult {
    let file =
        OutputFile { size: 1000 + number % 1000, mimetype: "text/html".into(), sha256: format!("{number:064x}") };
    let output_files: OutputFiles = BTreeMap::from([("output.html".to_owned(), file)]);
    let error = (status == ResultStatus::Failed).then(|| "the hook ended with exit code 1".to_owned());
    let output_str = "output.html".to_owned();
    ArchiveResult {
        snapshot_id,
        plugin: plugin.into(),
        status,
        output_str,
        output_json: None,
        cmd: None,
        error,
        output_files,
        started_at: at,
        ended_at: at,
    }
}

fn run(crawl_id: CrawlId, snapshot_id: SnapshotId, plugin: &str, cwd: PathBuf, at: Timestamp) -> HookRun {
    let hook = format!("on_Snapshot__50_{plugin}");
    HookRun {
        id: HookRunId::new(),
        crawl_id,
        snapshot_id: Some(snapshot_id),
        plugin: plugin.into(),
        argv: vec![format!("/plugins/{plugin}/{hook}"), format!("--snapshot-id={snapshot_id}")],
        hook,
        background: false,
        cwd,
        pid: Some(4242),
        started_at: at,
        ended_at: at,
        ready_ms: None,
        ready_at: None,
        stopped_at: None,
        usage: Usage { cpu_ms: 20, peak_memory_kib: 20_000 },
        exit: Some(ExitStatus::Code(0)),
        ended_by: EndedBy::Itself,
        printed: Printed::default(),
        other_records: Vec::new(),
        remarks: Vec::new(),
    }
}

/// A thousand hosts in turn.
fn url(kind: &str, number: u64) -> PageUrl {
    let text = format!("http://{kind}-{}.example/page/{number}", number % 1000);
    PageUrl::parse(&text).expect("a plain address")
}
