//! What a person asks of a collection: one snapshot, what is running. What lists are chosen by is
//! in [`super::list`].

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::rows::{ArchiveResultRow, Columns, CrawlRow, HookRunRow, SnapshotRow, columns};
use super::runners::Runners;
use super::{StoreError, counts, records};
use crate::model::archive_result::OutputFiles;
use crate::model::crawl::{CrawlKind, Stage};
use crate::model::hook_run::{EndedBy, Printed};
use crate::model::id::CrawlId;
use crate::model::url::PageUrl;

columns! {
    /// A snapshot in a list.
    #[derive(Debug, Clone, Serialize, JsonSchema)]
    pub struct ListedSnapshot of "s" {
        pub id: String,
        pub crawl_id: String,
        pub url: String,
        pub title: Option<String>,
        pub depth: u32,
        #[schemars(with = "Stage")]
        pub stage: String,
        pub queued_at: String,
        pub started_at: Option<String>,
        pub sealed_at: Option<String>,
        pub interrupted: bool,
        /// Relative to the collection.
        pub dir: Option<String>,
        pub succeeded: u64,
        pub failed: u64,
        pub skipped: u64,
        pub noresults: u64,
        /// What stood in the page's place, an error page or a bot challenge; absent for a page.
        pub page_error: Option<String>,
        /// Why it may not be saved, as the site or a hook said; absent for what may be.
        pub refused: Option<String> = "s.facts ->> '$.refused'",
    }
}

/// A snapshot with all that belongs to it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShownSnapshot {
    #[serde(flatten)]
    pub snapshot: ListedSnapshot,
    pub tags: Vec<String>,
    /// What hooks learned of the page besides its title.
    pub facts: Map<String, Value>,
    pub results: Vec<ShownResult>,
    /// Hooks of infrastructure plugins, which have no result.
    pub infrastructure: Vec<ShownHook>,
}

/// One plugin's result with its files and hooks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShownResult {
    pub plugin: String,
    /// `queued`, `started`, or how it ended.
    #[schemars(extend("enum" = ["queued", "started", "skipped", "noresults", "succeeded", "failed"]))]
    pub status: String,
    pub output_str: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_json: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Each with its path relative to the plugin's directory.
    pub files: OutputFiles,
    /// Bytes of all files together.
    pub size: u64,
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
    pub hooks: Vec<ShownHook>,
}

/// One run of a hook.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShownHook {
    #[serde(skip)]
    pub plugin: String,
    pub hook: String,
    pub background: bool,
    pub argv: Vec<String>,
    pub pid: Option<i32>,
    pub started_at: String,
    pub ended_at: String,
    pub ready_ms: Option<u64>,
    pub ready_at: Option<String>,
    /// When it was first asked, or made, to end.
    pub stopped_at: Option<String>,
    pub cpu_ms: u64,
    pub peak_memory_kib: u64,
    pub exit_code: Option<i32>,
    pub exit_signal: Option<i32>,
    #[schemars(with = "EndedBy")]
    pub ended_by: String,
    pub printed: Printed,
    /// Records of types that nothing here depends on, kept as they were said.
    pub other_records: Vec<Value>,
    pub remarks: Vec<String>,
}

/// A crawl, and how far it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CrawlStatus {
    pub id: String,
    #[schemars(with = "Stage")]
    pub stage: String,
    /// Whether the runner that works on it is alive.
    pub running: bool,
    pub created_at: String,
    pub started_at: Option<String>,
    pub sealed_at: Option<String>,
    /// `complete`, `interrupted` or `failed`; absent while it has not ended.
    #[schemars(extend("enum" = ["complete", "interrupted", "failed", null]))]
    pub ending: Option<String>,
    pub error: Option<String>,
    pub queued: u64,
    pub started: u64,
    pub sealed: u64,
    /// Those of the sealed ones that are of something else in the page's place.
    pub no_pages: u64,
    /// The URLs of the snapshots that are running.
    pub current: Vec<String>,
}

/// The collection as a whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Status {
    pub snapshots: u64,
    pub crawls: u64,
    /// The most recent crawls, and every one that is not finished.
    pub recent: Vec<CrawlStatus>,
}

/// The ids of all sealed snapshots with a failed result, or with something else in the page's
/// place, the newest first.
pub fn not_good(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT id, url FROM snapshots WHERE +stage = 'sealed' AND (failed > 0 OR page_error IS NOT NULL) ORDER BY seq DESC";
    rows(connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The snapshots that a person means by `what`: an id or the beginning of one, a name in
/// `archive/`, or a URL (the newest first). A URL with a fragment that was not saved means the
/// page; one without a scheme, that of either.
pub fn find(connection: &Connection, what: &str, limit: u64) -> Result<Vec<ListedSnapshot>, StoreError> {
    let sql = format!(
        "SELECT {} FROM snapshots s WHERE s.url = ?1 OR s.archive_name = ?2 OR s.id = ?2 ORDER BY s.seq DESC LIMIT ?3",
        ListedSnapshot::COLUMNS
    );
    let mut exact = Vec::new();
    for url in meant(what) {
        exact = rows(connection, &sql, params![url, what, limit], ListedSnapshot::read)?;
        if !exact.is_empty() {
            break;
        }
    }
    if !exact.is_empty() || what.len() < 8 || !what.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
        return Ok(exact);
    }
    // `g` comes after every digit of an id, so this is the range of ids that begin so, and the
    // index serves it.
    let sql = format!(
        "SELECT {} FROM snapshots s WHERE s.id >= ?1 AND s.id < ?1 || 'g' ORDER BY s.id DESC LIMIT ?2",
        ListedSnapshot::COLUMNS
    );
    rows(connection, &sql, params![what.to_ascii_lowercase(), limit], ListedSnapshot::read)
}

/// The URLs that `what` may be, the likeliest first.
fn meant(what: &str) -> Vec<String> {
    let typed: Vec<PageUrl> = match PageUrl::parse(what) {
        Ok(url) => vec![url],
        Err(_) => {
            ["https", "http"].iter().filter_map(|scheme| PageUrl::parse(&format!("{scheme}://{what}")).ok()).collect()
        }
    };
    let pages = typed.iter().cloned().map(PageUrl::as_link).map(String::from);
    let mut urls: Vec<String> = typed.iter().map(|url| url.as_str().to_owned()).chain(pages).collect();
    urls.dedup();
    // The question is also of ids and names.
    if urls.is_empty() { vec![what.to_owned()] } else { urls }
}

/// All that belongs to a snapshot.
pub fn show(connection: &Connection, snapshot: ListedSnapshot) -> Result<ShownSnapshot, StoreError> {
    let id = &snapshot.id;
    let found = rows(connection, &records::run_query(), [id], HookRunRow::read)?;
    let mut hooks = found.into_iter().map(hook).collect::<rusqlite::Result<Vec<_>>>().map_err(StoreError::read)?;
    let sql = format!(
        "SELECT {} FROM archive_results a WHERE snapshot_id = ?1 ORDER BY coalesce(started_at, ended_at), plugin",
        ArchiveResultRow::COLUMNS
    );
    let found = rows(connection, &sql, [id], ArchiveResultRow::read)?;
    let mut results = found.into_iter().map(result).collect::<rusqlite::Result<Vec<_>>>().map_err(StoreError::read)?;
    for result in &mut results {
        let (own, others) = hooks.into_iter().partition(|hook| hook.plugin == result.plugin);
        (result.hooks, hooks) = (own, others);
    }
    let tags = records::tags(connection, id).map_err(StoreError::read)?;
    let facts: String = connection
        .query_row("SELECT facts FROM snapshots WHERE id = ?1", [id], |row| row.get(0))
        .map_err(StoreError::read)?;
    let facts = SnapshotRow::json("facts", &facts).map_err(StoreError::read)?;
    Ok(ShownSnapshot { tags, facts, results, infrastructure: hooks, snapshot })
}

/// The plugins of a snapshot whose results are not good, and may be tried again.
pub fn failed_plugins(connection: &Connection, snapshot_id: &str) -> Result<BTreeSet<String>, StoreError> {
    super::claim::failed_plugins(connection, snapshot_id).map_err(StoreError::read)
}

/// Whether a crawl has ended with every page good, so that it is neither resumed nor retried; also
/// for a missing crawl.
pub fn wants_nothing_more(connection: &Connection, crawl: CrawlId) -> Result<bool, StoreError> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM crawls WHERE id = ?1 AND (stage != 'sealed' OR queue_lost = 1))
        AND NOT EXISTS (SELECT 1 FROM crawl_counts WHERE crawl_id = ?1
            AND queued + started + interrupted + no_pages + retried_queued + retried_started + retried_no_pages > 0)
        AND NOT EXISTS (SELECT 1 FROM snapshots WHERE crawl_id = ?1 AND (failed > 0 OR page_error IS NOT NULL))";
    connection.query_row(sql, [crawl.to_string()], |row| row.get(0)).map_err(StoreError::read)
}

/// What is running, and what was lately.
pub fn status(connection: &Connection) -> Result<Status, StoreError> {
    let runners = Runners::of(connection);
    let sql = format!(
        "SELECT {} FROM crawls c
         WHERE id IN (SELECT * FROM (SELECT id FROM crawls ORDER BY id DESC LIMIT 5) UNION SELECT id FROM crawls WHERE stage != 'sealed')
         ORDER BY id DESC",
        CrawlRow::COLUMNS
    );
    let found = rows(connection, &sql, [], CrawlRow::read)?;
    let mut recent: Vec<_> = found.into_iter().map(|row| crawl_status(row, &runners)).collect();
    for (crawl, retried) in &mut recent {
        // A retry's snapshots are those of other crawls.
        let (whose, counted) = match retried {
            Some(_) => ("retried_by", counts::of_retry(connection, &crawl.id)),
            None => ("crawl_id", counts::of_crawl(connection, &crawl.id)),
        };
        let counted = counted.map_err(StoreError::read)?;
        (crawl.queued, crawl.started, crawl.sealed, crawl.no_pages) =
            (counted.queued, counted.started, counted.sealed, counted.no_pages);
        if let Some(chosen) = *retried
            && crawl.running
        {
            crawl.queued = chosen.saturating_sub(crawl.started + crawl.sealed);
        }
        let sql = format!("SELECT url FROM snapshots WHERE {whose} = ?1 AND stage = 'started' ORDER BY seq LIMIT 20");
        crawl.current = rows(connection, &sql, [&crawl.id], |row| row.get(0))?;
    }
    let all = counts::of_collection(connection).map_err(StoreError::read)?;
    Ok(Status {
        snapshots: all.snapshots,
        crawls: all.crawls,
        recent: recent.into_iter().map(|(crawl, _)| crawl).collect(),
    })
}

/// A crawl before its snapshots are counted; and for a retry, how many it was to try again.
fn crawl_status(row: CrawlRow, runners: &Runners) -> (CrawlStatus, Option<u64>) {
    let retried = (CrawlKind::parse(&row.kind) == CrawlKind::Retry).then(|| {
        let options: Value = serde_json::from_str(&row.options).unwrap_or_default();
        options["snapshots"].as_u64().unwrap_or(0)
    });
    let status = CrawlStatus {
        running: row.runner.is_some_and(|runner| runners.is_alive(&row.id, &runner)),
        id: row.id,
        stage: row.stage,
        created_at: row.created_at,
        started_at: row.started_at,
        sealed_at: row.sealed_at,
        ending: row.ending,
        error: row.error,
        queued: 0,
        started: 0,
        sealed: 0,
        no_pages: 0,
        current: Vec::new(),
    };
    (status, retried)
}

fn result(row: ArchiveResultRow) -> rusqlite::Result<ShownResult> {
    type Of = ArchiveResultRow;
    Ok(ShownResult {
        output_json: row.output_json.map(|text| Of::json("output_json", &text)).transpose()?,
        files: Of::json("output_files", &row.output_files)?,
        plugin: row.plugin,
        status: row.status,
        output_str: row.output_str,
        error: row.error,
        size: row.output_size,
        started_at: row.started_at,
        ended_at: row.ended_at,
        hooks: Vec::new(),
    })
}

fn hook(row: HookRunRow) -> rusqlite::Result<ShownHook> {
    type Of = HookRunRow;
    Ok(ShownHook {
        argv: Of::json("argv", &row.argv)?,
        printed: Of::json("printed", &row.printed)?,
        other_records: Of::json("other_records", &row.other_records)?,
        remarks: Of::json("remarks", &row.remarks)?,
        plugin: row.plugin,
        hook: row.hook,
        background: row.background,
        pid: row.pid,
        started_at: row.started_at,
        ended_at: row.ended_at,
        ready_ms: row.ready_ms,
        ready_at: row.ready_at,
        stopped_at: row.stopped_at,
        cpu_ms: row.cpu_ms,
        peak_memory_kib: row.peak_memory_kib,
        exit_code: row.exit_code,
        exit_signal: row.exit_signal,
        ended_by: row.ended_by,
    })
}

pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare(sql).map_err(StoreError::read)?;
    let found = statement.query_map(values, read).map_err(StoreError::read)?;
    found.collect::<rusqlite::Result<_>>().map_err(StoreError::read)
}
