//! The queue of a crawl: URLs join it once each, and leave it one at a time in the order in which they came.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::Value;

use super::{apply, counts, records, restore};
use crate::crawl::{Crawl, Stage};
use crate::id::{CrawlId, SnapshotId};
use crate::layout::{Layout, archive_name};
use crate::process::identity::Identity;
use crate::run::Earlier;
use crate::run::index_file::Contents;
use crate::snapshot::{Candidate, Facts, Snapshot};
use crate::timestamp::Timestamp;
use crate::url::{PageUrl, Scope};

/// A crawl that is about to begin.
#[derive(Debug, Clone)]
pub struct NewCrawl {
    pub crawl: Crawl,
    /// What was chosen on the command line.
    pub options: Value,
    /// Pages with a good snapshot younger than this do not join.
    pub archived_since: Option<Timestamp>,
}

/// A page that joined the queue.
#[derive(Debug, Clone)]
pub struct NewSnapshot {
    pub id: SnapshotId,
    pub candidate: Candidate,
}

/// What became of candidates.
#[derive(Debug, Clone, Default)]
pub struct Added {
    pub joined: Vec<NewSnapshot>,
    /// In the crawl already.
    pub duplicates: u64,
    /// Passed over because a good snapshot is young enough.
    pub archived: u64,
    /// Beyond the crawl's limit of URLs.
    pub over_limit: u64,
}

/// Writes a new crawl without any snapshots.
pub fn add_crawl(transaction: &Transaction, new: &NewCrawl, layout: &Layout) -> rusqlite::Result<()> {
    let Crawl { id, created_at, dir, limits } = &new.crawl;
    transaction
        .prepare_cached("INSERT INTO crawls (id, created_at, dir, depth, max_urls, scope, options, runner) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            id.to_string(),
            created_at.to_string(),
            layout.relative(dir).to_string_lossy(),
            limits.depth,
            limits.max_urls,
            scope_word(limits.scope),
            new.options.to_string(),
            // Another process must not take it for one that was cut short while its list is read.
            Identity::own().to_string(),
        ])
        .map(|_| ())
}

/// Takes a crawl that was never started back out, with its queue.
pub fn discard_crawl(transaction: &Transaction, crawl: CrawlId) -> rusqlite::Result<()> {
    let id = crawl.to_string();
    transaction
        .execute("DELETE FROM snapshot_tags WHERE snapshot_id IN (SELECT id FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued')", [&id])?;
    transaction.execute("DELETE FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued'", [&id])?;
    transaction.execute("DELETE FROM crawls WHERE id = ?1 AND stage = 'queued'", [&id]).map(|_| ())
}

/// Adds candidates to a crawl's queue, each URL once.
pub fn enqueue(transaction: &Transaction, crawl: &Crawl, candidates: &[Candidate], archived_since: Option<Timestamp>) -> rusqlite::Result<Added> {
    let mut added = Added::default();
    let crawl_id = crawl.id.to_string();
    let mut room = match crawl.limits.max_urls {
        None => u64::MAX,
        Some(limit) => limit.saturating_sub(counts::of_crawl(transaction, &crawl_id)?.snapshots()),
    };
    let mut exists = transaction.prepare_cached("SELECT 1 FROM snapshots WHERE crawl_id = ?1 AND url = ?2")?;
    let mut good = transaction.prepare_cached(
        "SELECT 1 FROM snapshots WHERE url = ?1 AND sealed_at >= ?2 AND stage = 'sealed' AND interrupted = 0 AND failed = 0 AND succeeded > 0 AND page_error IS NULL",
    )?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO snapshots (id, crawl_id, url, root_url, parent_id, depth, title, queued_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let now = Timestamp::now().to_string();
    for candidate in candidates {
        let url = candidate.url.as_str();
        if exists.exists(params![crawl_id, url])? {
            added.duplicates += 1;
            continue;
        }
        if let Some(since) = archived_since
            && good.exists(params![url, since.to_string()])?
        {
            added.archived += 1;
            continue;
        }
        if room == 0 {
            added.over_limit += 1;
            continue;
        }
        room -= 1;
        let id = SnapshotId::new();
        let (parent, root) = match &candidate.found_by {
            Some((parent, root)) => (Some(parent.to_string()), root.as_str()),
            None => (None, url),
        };
        insert.execute(params![id.to_string(), crawl_id, url, root, parent, candidate.depth, candidate.title, now])?;
        apply::tag(transaction, &id.to_string(), &candidate.tags)?;
        added.joined.push(NewSnapshot { id, candidate: candidate.clone() });
    }
    Ok(added)
}

/// What came of a wish to start a snapshot.
#[derive(Debug)]
pub enum Start {
    Ready(Box<Begun>),
    /// Another process has started it, or has mended it.
    Taken,
    /// Its row cannot be understood, and says so by now; the text is for people.
    Unreadable(String),
}

/// A snapshot that has been started.
#[derive(Debug)]
pub struct Begun {
    pub snapshot: Snapshot,
    /// Tries that came to nothing before this one.
    pub attempts: u32,
    /// What an earlier attempt left that counts; absent when this is the first.
    pub earlier: Option<Earlier>,
}

/// What the queue has for whoever asks.
#[derive(Debug)]
pub enum Next {
    Start(Start),
    /// All that is left waits until then.
    Waiting(Timestamp),
    /// What is left is of hosts that are busy.
    Busy,
    Empty,
}

/// How many waiting snapshots are looked through for one whose host is not busy.
const LOOKED_THROUGH: usize = 1000;

/// Takes the next snapshot of a crawl from the queue, of a host that is not among `busy`. What was tried before and may be tried again comes first.
pub fn claim(transaction: &Transaction, crawl: CrawlId, busy: &BTreeSet<String>, layout: &Layout) -> rusqlite::Result<Next> {
    let now = Timestamp::now();
    let limit = if busy.is_empty() { 1 } else { LOOKED_THROUGH };
    let mut left = false;
    for sql in [
        "SELECT id, url FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued' AND not_before IS NOT NULL AND not_before <= ?2
         ORDER BY not_before LIMIT ?3",
        "SELECT id, url FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued' AND not_before IS NULL AND ?2 IS NOT NULL ORDER BY seq LIMIT ?3",
    ] {
        let mut statement = transaction.prepare_cached(sql)?;
        let mut rows = statement.query(params![crawl.to_string(), now.to_string(), limit])?;
        while let Some(row) = rows.next()? {
            let (id, url): (String, String) = (row.get(0)?, row.get(1)?);
            // What cannot be read as a URL is of no host, and is given up when it is started.
            if PageUrl::parse(&url).is_ok_and(|url| busy.contains(url.host())) {
                left = true;
                continue;
            }
            return start(transaction, &id, layout).map(Next::Start);
        }
    }
    let earliest: Option<String> = transaction
        .prepare_cached("SELECT min(not_before) FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued' AND not_before IS NOT NULL")?
        .query_row([crawl.to_string()], |row| row.get(0))?;
    Ok(match earliest {
        _ if left => Next::Busy,
        Some(text) => Next::Waiting(Timestamp::parse(&text).unwrap_or(now)),
        None => Next::Empty,
    })
}

/// Whether nothing of a crawl is in the queue.
pub fn is_empty(connection: &Connection, crawl: CrawlId) -> rusqlite::Result<bool> {
    Ok(counts::of_crawl(connection, &crawl.to_string())?.queued == 0)
}

/// A crawl that was cut short, and can be carried on.
#[derive(Debug, Clone)]
pub struct Resumable {
    pub crawl: Crawl,
    /// What was chosen on its command line.
    pub options: Value,
    /// Snapshots that are to be begun, or done again in part.
    pub open: u64,
    /// Bytes of the outputs that are there.
    pub bytes: u64,
}

/// A crawl that this process has taken over.
#[derive(Debug, Clone, Copy)]
pub struct TakenOver {
    /// How many snapshots are in its queue.
    pub queued: u64,
    /// How far it had come: one that is queued has not read all that it was given.
    pub stage: Stage,
}

/// Crawls with something left to do, be it only to come to their end, on which no living runner works; the oldest first.
pub fn resumable(connection: &Connection, layout: &Layout) -> rusqlite::Result<Vec<Resumable>> {
    let mut found = Vec::new();
    let mut statement = connection.prepare(
        "SELECT c.id, c.created_at, c.dir, c.depth, c.max_urls, c.scope, c.options, c.runner, c.stage,
             n.queued + n.started + n.interrupted - (SELECT count(*) FROM snapshots s WHERE s.crawl_id = c.id AND s.stage = 'started'
                AND s.retried_by IN (SELECT value FROM json_each(?1))) AS open, n.output_bytes
         FROM crawls c JOIN crawl_counts n ON n.crawl_id = c.id
         WHERE c.id IN (SELECT crawl_id FROM crawl_counts WHERE queued + started + interrupted > 0
                        UNION SELECT id FROM crawls WHERE stage != 'sealed' AND options ->> '$.what' IS NOT NULL)
         ORDER BY c.id",
    )?;
    // What a retry works on just now is not open, whichever crawl it is of.
    let mut rows = statement.query([Value::from(living(connection)?).to_string()])?;
    while let Some(row) = rows.next()? {
        let (stage, open): (String, u64) = (row.get(8)?, row.get(9)?);
        if is_alive(row.get::<_, Option<String>>(7)?.as_deref()) || open == 0 && stage == "sealed" {
            continue;
        }
        let (id, created, scope, options): (String, String, String, String) = (row.get(0)?, row.get(1)?, row.get(5)?, row.get(6)?);
        // A row that cannot be understood is no crawl that could be carried on.
        let (Ok(id), Ok(created_at), Ok(scope)) = (id.parse(), Timestamp::parse(&created), serde_json::from_value(Value::String(scope))) else {
            continue;
        };
        let limits = crate::crawl::Limits { depth: row.get(3)?, max_urls: row.get(4)?, scope };
        let dir = layout.absolute(row.get::<_, String>(2)?.as_ref());
        let options = serde_json::from_str(&options).unwrap_or_default();
        found.push(Resumable { crawl: Crawl { id, created_at, dir, limits }, options, open, bytes: row.get(10)? });
    }
    Ok(found)
}

/// The crawls that a living process works on.
fn living(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT id, runner FROM crawls WHERE runner IS NOT NULL")?;
    let crawls: Vec<(String, String)> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(crawls.into_iter().filter(|(_, runner)| is_alive(Some(runner))).map(|(id, _)| id).collect())
}

/// What dead runners left.
#[derive(Debug, Default)]
pub struct Dead {
    pub seen: bool,
    /// Directories of crawls that were sealed, as nobody will carry them on.
    pub sealed: Vec<PathBuf>,
}

/// Seals the crawls whose runner died and which are not carried on: retries, whose pages are those of other crawls.
pub fn settle_dead(transaction: &Transaction, layout: &Layout) -> rusqlite::Result<Dead> {
    let mut statement = transaction.prepare("SELECT id, runner FROM crawls WHERE stage != 'sealed' AND runner IS NOT NULL")?;
    let crawls: Vec<(String, String)> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let dead: Vec<String> = crawls.into_iter().filter(|(_, runner)| !is_alive(Some(runner))).map(|(id, _)| id).collect();
    let mut sealed = Vec::new();
    for id in &dead {
        let mut settled = transaction.prepare_cached(
            "UPDATE crawls SET stage = 'sealed', ending = 'interrupted', error = 'its runner was killed', runner = NULL, sealed_at = ?2
             WHERE id = ?1 AND options ->> '$.what' IS NULL
             AND (SELECT queued + started + interrupted FROM crawl_counts WHERE crawl_id = ?1) = 0 RETURNING dir",
        )?;
        let dir: Option<String> = settled.query_row([id, &Timestamp::now().to_string()], |row| row.get(0)).optional()?;
        sealed.extend(dir.map(|dir| layout.absolute(dir.as_ref())));
    }
    Ok(Dead { seen: !dead.is_empty(), sealed })
}

/// Takes a crawl over for this process; `None` when another living one has it. What was begun and not finished
/// goes back to the queue; results that were finished stay.
pub fn take_over(transaction: &Transaction, crawl: CrawlId) -> rusqlite::Result<Option<TakenOver>> {
    let id = crawl.to_string();
    let (runner, stage): (Option<String>, String) =
        transaction.query_row("SELECT runner, stage FROM crawls WHERE id = ?1", [&id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if is_alive(runner.as_deref()) {
        return Ok(None);
    }
    let mut begun = transaction.prepare(
        "SELECT s.id, s.stage, r.runner FROM snapshots s LEFT JOIN crawls r ON r.id = s.retried_by
         WHERE s.crawl_id = ?1 AND s.stage = 'started' UNION ALL
         SELECT s.id, s.stage, NULL FROM snapshots s WHERE s.crawl_id = ?1 AND s.interrupted = 1 AND s.stage = 'sealed'",
    )?;
    let mut rows = begun.query([&id])?;
    while let Some(row) = rows.next()? {
        let (snapshot, stage, retrier): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if is_alive(retrier.as_deref()) {
            continue;
        }
        // What the user's request to stop cut short says "failed"; what a runner left when it was killed says that it was not finished.
        let unfinished = if stage == "sealed" { "'queued', 'started', 'failed'" } else { "'queued', 'started'" };
        transaction.execute(&format!("DELETE FROM archive_results WHERE snapshot_id = ?1 AND status IN ({unfinished})"), [&snapshot])?;
        transaction
            .execute("UPDATE snapshots SET stage = 'queued', interrupted = 0, sealed_at = NULL, indexed_at = NULL WHERE id = ?1", [&snapshot])?;
    }
    let queued = counts::of_crawl(transaction, &id)?.queued;
    transaction.execute("UPDATE crawls SET runner = ?2 WHERE id = ?1", [&id, &Identity::own().to_string()])?;
    Ok(Some(TakenOver { queued, stage: Stage::parse(&stage).unwrap_or(Stage::Started) }))
}

/// What was given up of a crawl.
#[derive(Debug, Default)]
pub struct Abandoned {
    /// How many snapshots were taken out of the queue.
    pub removed: u64,
    /// Snapshots that had been begun, sealed as they are by now.
    pub begun: Vec<Unfinished>,
}

/// A snapshot that was given up before it was finished.
#[derive(Debug)]
pub struct Unfinished {
    pub id: String,
    pub dir: PathBuf,
    pub archive_name: Option<String>,
    /// Whose results are failed for that reason.
    pub plugins: Vec<String>,
}

/// Why a result that was given up is failed.
const GIVEN_UP: &str = "the crawl was given up before this was finished";

/// Gives up what a crawl has not begun. What was begun stays, sealed as it is.
pub fn abandon(transaction: &Transaction, crawl: CrawlId, layout: &Layout) -> rusqlite::Result<Option<Abandoned>> {
    let (id, now) = (crawl.to_string(), Timestamp::now().to_string());
    let runner: Option<String> = transaction.query_row("SELECT runner FROM crawls WHERE id = ?1", [&id], |row| row.get(0))?;
    if is_alive(runner.as_deref()) {
        return Ok(None);
    }
    let never = "crawl_id = ?1 AND stage = 'queued' AND dir IS NULL";
    transaction.execute(&format!("DELETE FROM snapshot_tags WHERE snapshot_id IN (SELECT id FROM snapshots WHERE {never})"), [&id])?;
    let removed = transaction.execute(&format!("DELETE FROM snapshots WHERE {never}"), [&id])? as u64;
    let mut begun = transaction.prepare(
        "SELECT id, dir, archive_name FROM snapshots WHERE crawl_id = ?1 AND dir IS NOT NULL AND stage != 'sealed'
         AND NOT (stage = 'started' AND retried_by IS NOT NULL AND retried_by IN (SELECT value FROM json_each(?2)))",
    )?;
    let rows = begun.query_map([&id, &Value::from(living(transaction)?).to_string()], |row| {
        Ok(Unfinished { id: row.get(0)?, dir: layout.absolute(row.get::<_, String>(1)?.as_ref()), archive_name: row.get(2)?, plugins: Vec::new() })
    })?;
    let mut begun = rows.collect::<rusqlite::Result<Vec<Unfinished>>>()?;
    for snapshot in &mut begun {
        snapshot.plugins = transaction
            .prepare_cached(
                "UPDATE archive_results SET status = 'failed', error = ?2, started_at = coalesce(started_at, ?3), ended_at = ?3
                 WHERE snapshot_id = ?1 AND status IN ('queued', 'started') RETURNING plugin",
            )?
            .query_map([&snapshot.id, GIVEN_UP, &now], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        // Where nothing was saved at all, no result says so.
        transaction.execute(
            "UPDATE snapshots SET stage = 'sealed', sealed_at = ?2, not_before = NULL,
             page_error = CASE WHEN EXISTS (SELECT 1 FROM archive_results WHERE snapshot_id = ?1) THEN page_error ELSE ?3 END WHERE id = ?1",
            [&snapshot.id, &now, GIVEN_UP],
        )?;
        restore::recount(transaction, &snapshot.id)?;
    }
    transaction.execute("UPDATE snapshots SET interrupted = 0 WHERE crawl_id = ?1 AND interrupted = 1", [&id])?;
    transaction.execute(
        "UPDATE crawls SET stage = 'sealed', runner = NULL, ending = 'interrupted', error = coalesce(error, 'it was given up'),
         sealed_at = coalesce(sealed_at, ?2) WHERE id = ?1",
        [&id, &now],
    )?;
    Ok(Some(Abandoned { removed, begun }))
}

fn is_alive(runner: Option<&str>) -> bool {
    runner.and_then(Identity::parse).is_some_and(|runner| Identity::is_alive_still(&runner))
}

/// Puts a snapshot back into the queue, not to be taken before `until`. Good results stay where `keep_good` says so.
pub fn postpone(transaction: &Transaction, id: &str, until: Timestamp, keep_good: bool) -> rusqlite::Result<()> {
    let which = if keep_good { " AND status NOT IN ('succeeded', 'noresults', 'skipped')" } else { "" };
    transaction.prepare_cached(&format!("DELETE FROM archive_results WHERE snapshot_id = ?1{which}"))?.execute([id])?;
    transaction
        .prepare_cached("UPDATE snapshots SET stage = 'queued', attempts = attempts + 1, not_before = ?2 WHERE id = ?1")?
        .execute([id, &until.to_string()])
        .map(|_| ())
}

/// Takes a sealed snapshot for another attempt, by the crawl `retry`, at those of `plugins` that are still not good, and says which those are.
pub fn start_again(
    transaction: &Transaction,
    id: &str,
    plugins: &BTreeSet<String>,
    retry: CrawlId,
    layout: &Layout,
) -> rusqlite::Result<(Start, BTreeSet<String>)> {
    let plugins: BTreeSet<String> = failed_plugins(transaction, id)?.intersection(plugins).cloned().collect();
    let start = if plugins.is_empty() { Start::Taken } else { start(transaction, id, layout)? };
    if let Start::Ready(begun) = &start {
        transaction
            .prepare_cached("UPDATE snapshots SET retried_by = ?2 WHERE id = ?1")?
            .execute([begun.snapshot.id.to_string(), retry.to_string()])?;
    }
    Ok((start, plugins))
}

/// The plugins of a snapshot whose results are not good, and may be tried again.
pub fn failed_plugins(connection: &Connection, snapshot_id: &str) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare_cached(
            "SELECT plugin FROM archive_results WHERE snapshot_id = ?1
             AND (status IN ('failed', 'started', 'queued') OR EXISTS (SELECT 1 FROM snapshots WHERE id = ?1 AND page_error IS NOT NULL))",
        )?
        .query_map([snapshot_id], |row| row.get(0))?
        .collect()
}

/// What the row of a snapshot says that is about to be started.
struct StartRow {
    crawl_id: String,
    url: String,
    root: String,
    depth: u32,
    title: Option<String>,
    dir: Option<String>,
    name: Option<String>,
    started: Option<String>,
    attempts: u32,
    parent: Option<String>,
    queued: String,
}

impl StartRow {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(StartRow {
            crawl_id: row.get(0)?,
            url: row.get(1)?,
            root: row.get(2)?,
            depth: row.get(3)?,
            title: row.get(4)?,
            dir: row.get(5)?,
            name: row.get(6)?,
            started: row.get(7)?,
            attempts: row.get(8)?,
            parent: row.get(9)?,
            queued: row.get(10)?,
        })
    }
}

/// Brings a snapshot, queued or sealed, to `started`. One that was sealed keeps its place.
fn start(transaction: &Transaction, id: &str, layout: &Layout) -> rusqlite::Result<Start> {
    let found = transaction
        .prepare_cached(
            "SELECT crawl_id, url, root_url, depth, title, dir, archive_name, started_at, attempts, parent_id, queued_at FROM snapshots
             WHERE id = ?1 AND stage IN ('queued', 'sealed')",
        )?
        .query_row([id], StartRow::read)
        .optional()?;
    let Some(StartRow { crawl_id, url, root, depth, title, dir, name, started, attempts, parent, queued }) = found else {
        return Ok(Start::Taken);
    };
    let understood = || -> Result<_, String> { Ok((parsed::<SnapshotId>(id)?, parsed(&crawl_id)?, page(&url)?, page(&root)?)) };
    let (id, crawl_id, url, root) = match understood() {
        Ok(understood) => understood,
        Err(reason) => return give_up(transaction, id, format!("the snapshot {id} cannot be started: {reason}")),
    };
    let started_at = started.and_then(|text| Timestamp::parse(&text).ok()).unwrap_or_else(Timestamp::now);
    let earlier = dir.is_some().then(|| earlier(transaction, id, layout)).transpose()?;
    let dir = dir.map_or_else(|| layout.snapshot(id, &url, started_at), |dir| layout.absolute(dir.as_ref()));
    let archive_name = match name {
        Some(name) => name,
        None => free_archive_name(transaction, started_at)?,
    };
    transaction
        .prepare_cached(
            "UPDATE snapshots SET stage = 'started', started_at = ?2, sealed_at = NULL, indexed_at = NULL, interrupted = 0, not_before = NULL, page_error = NULL, dir = ?3, archive_name = ?4 WHERE id = ?1",
        )?
        .execute(params![id.to_string(), started_at.to_string(), layout.relative(&dir).to_string_lossy(), archive_name])?;
    let tags = transaction
        .prepare_cached("SELECT name FROM tags JOIN snapshot_tags ON tag_id = tags.id WHERE snapshot_id = ?1 ORDER BY name")?
        .query_map([id.to_string()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let parent = parent.and_then(|parent| parent.parse().ok());
    let queued_at = Timestamp::parse(&queued).unwrap_or_else(|_| Timestamp::now());
    let snapshot = Snapshot { id, crawl_id, parent, url, depth, root, title, tags, queued_at, started_at, dir, archive_name };
    Ok(Start::Ready(Box::new(Begun { snapshot, attempts, earlier })))
}

/// What an earlier attempt left that counts.
fn earlier(transaction: &Transaction, id: SnapshotId, layout: &Layout) -> rusqlite::Result<Earlier> {
    let Contents { snapshot, results, runs } = records::contents(transaction, &id.to_string(), layout)?;
    Ok(Earlier { results, runs, facts: Facts { title: snapshot.title, tags: Vec::new(), others: snapshot.facts } })
}

/// The first free name at or after a time. Names are given in one transaction at a time, and the index of them is as long as the collection.
fn free_archive_name(transaction: &Transaction, at: Timestamp) -> rusqlite::Result<String> {
    let mut taken = transaction.prepare_cached("SELECT 1 FROM snapshots WHERE archive_name = ?1")?;
    let mut micros = at.epoch_micros();
    while taken.exists([archive_name(micros)])? {
        micros += 1;
    }
    Ok(archive_name(micros))
}

/// Seals a snapshot that can never run as failed, so that the queue goes on behind it and lists show it.
fn give_up(transaction: &Transaction, id: &str, reason: String) -> rusqlite::Result<Start> {
    transaction
        .prepare_cached("UPDATE snapshots SET stage = 'sealed', sealed_at = ?2, failed = 1, facts = json_set(facts, '$.error', ?3) WHERE id = ?1")?
        .execute(params![id, Timestamp::now().to_string(), reason])?;
    Ok(Start::Unreadable(reason))
}

fn parsed<T: std::str::FromStr<Err = uuid::Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

fn page(text: &str) -> Result<PageUrl, String> {
    PageUrl::parse(text).map_err(|error| format!("{text}: {error}"))
}

fn scope_word(scope: Scope) -> String {
    match serde_json::to_value(scope) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crawl::Limits;

    /// A database with a crawl of two pages.
    fn filled(dir: &std::path::Path, layout: &Layout) -> (Connection, Crawl, Vec<NewSnapshot>) {
        let mut connection = super::super::open(&dir.join("index.sqlite3")).unwrap();
        let (id, created_at) = (CrawlId::new(), Timestamp::now());
        let crawl = Crawl { id, created_at, dir: layout.crawl(id, created_at), limits: Limits { depth: 0, max_urls: None, scope: Scope::Host } };
        let candidate = |url| Candidate { url: PageUrl::parse(url).unwrap(), depth: 0, title: None, tags: vec!["tag".into()], found_by: None };
        let transaction = connection.transaction().unwrap();
        add_crawl(&transaction, &NewCrawl { crawl: crawl.clone(), options: Value::Null, archived_since: None }, layout).unwrap();
        let added = enqueue(&transaction, &crawl, &["http://a.example/", "http://b.example/"].map(candidate), None).unwrap();
        transaction.commit().unwrap();
        (connection, crawl, added.joined)
    }

    #[test]
    fn a_row_that_cannot_be_understood_is_sealed_as_failed() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path().to_owned());
        let (mut connection, crawl, joined) = filled(dir.path(), &layout);
        let transaction = connection.transaction().unwrap();
        let id = joined[0].id.to_string();
        transaction.execute("UPDATE snapshots SET url = 'no url' WHERE id = ?1", [&id]).unwrap();
        let first = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
        assert!(matches!(&first, Next::Start(Start::Unreadable(reason)) if reason.contains("no url")), "{first:?}");
        let row: (String, u64, String) = transaction
            .query_row("SELECT stage, failed, facts FROM snapshots WHERE id = ?1", [&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap();
        assert!(row.0 == "sealed" && row.1 == 1 && row.2.contains("cannot be started"), "{row:?}");
        let busy = BTreeSet::from(["b.example".to_owned()]);
        assert!(matches!(claim(&transaction, crawl.id, &busy, &layout).unwrap(), Next::Busy));
        let second = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
        assert!(matches!(&second, Next::Start(Start::Ready(begun)) if begun.snapshot.id == joined[1].id && begun.earlier.is_none()), "{second:?}");
        assert!(matches!(claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap(), Next::Empty));
        let later = Timestamp::parse("2999-01-01T00:00:00Z").unwrap();
        postpone(&transaction, &joined[1].id.to_string(), later, false).unwrap();
        assert!(matches!(claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap(), Next::Waiting(at) if at == later));
        postpone(&transaction, &joined[1].id.to_string(), Timestamp::now(), false).unwrap();
        let third = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
        assert!(matches!(&third, Next::Start(Start::Ready(begun)) if begun.attempts == 2 && begun.earlier.is_some()), "{third:?}");
    }

    #[test]
    fn a_snapshot_is_taken_once_and_only_for_what_is_not_good() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path().to_owned());
        let (mut connection, crawl, joined) = filled(dir.path(), &layout);
        let transaction = connection.transaction().unwrap();
        let id = joined[0].id.to_string();
        let plugins = BTreeSet::from(["dom".to_owned(), "pdf".to_owned()]);
        transaction.execute("UPDATE snapshots SET stage = 'sealed' WHERE id = ?1", [&id]).unwrap();
        assert!(matches!(start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap().0, Start::Taken), "nothing is failed");
        transaction
            .execute("INSERT INTO archive_results (snapshot_id, plugin, status) VALUES (?1, 'dom', 'succeeded'), (?1, 'pdf', 'failed')", [&id])
            .unwrap();
        let (first, again) = start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap();
        assert!(matches!(first, Start::Ready(_)) && again == BTreeSet::from(["pdf".to_owned()]), "{first:?} {again:?}");
        assert!(matches!(start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap().0, Start::Taken), "it is running");
    }
}
