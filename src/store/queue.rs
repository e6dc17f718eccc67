//! The queue of a crawl: URLs join it once each, and leave it one at a time in the order in which they came.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;

use super::apply;
use crate::crawl::Crawl;
use crate::id::{CrawlId, SnapshotId};
use crate::layout::{Layout, archive_name};
use crate::snapshot::{Candidate, Snapshot};
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
        .prepare_cached("INSERT INTO crawls (id, created_at, dir, depth, max_urls, scope, options) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            id.to_string(),
            created_at.to_string(),
            layout.relative(dir).to_string_lossy(),
            limits.depth,
            limits.max_urls,
            scope_word(limits.scope),
            new.options.to_string(),
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
        Some(limit) => {
            let count: u64 = transaction.query_row("SELECT count(*) FROM snapshots WHERE crawl_id = ?1", [&crawl_id], |row| row.get(0))?;
            limit.saturating_sub(count)
        }
    };
    let mut exists = transaction.prepare_cached("SELECT 1 FROM snapshots WHERE crawl_id = ?1 AND url = ?2")?;
    let mut good = transaction.prepare_cached(
        "SELECT 1 FROM snapshots WHERE url = ?1 AND sealed_at >= ?2 AND stage = 'sealed' AND interrupted = 0 AND failed = 0 AND succeeded > 0",
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
    Ready(Box<Snapshot>),
    /// Another process has started it, or has mended it.
    Taken,
    /// Its row cannot be understood, and says so by now; the text is for people.
    Unreadable(String),
}

/// Takes the next snapshot of a crawl from the queue; nothing when that is empty.
pub fn claim(transaction: &Transaction, crawl: CrawlId, layout: &Layout) -> rusqlite::Result<Option<Start>> {
    let next: Option<String> = transaction
        .prepare_cached("SELECT id FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued' ORDER BY seq LIMIT 1")?
        .query_row([crawl.to_string()], |row| row.get(0))
        .optional()?;
    next.map(|id| start(transaction, &id, layout)).transpose()
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
    if let Start::Ready(snapshot) = &start {
        transaction.prepare_cached("UPDATE snapshots SET retried_by = ?2 WHERE id = ?1")?.execute([snapshot.id.to_string(), retry.to_string()])?;
    }
    Ok((start, plugins))
}

/// The plugins of a snapshot whose results are not good, and may be tried again.
pub fn failed_plugins(connection: &Connection, snapshot_id: &str) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare_cached("SELECT plugin FROM archive_results WHERE snapshot_id = ?1 AND status IN ('failed', 'started', 'queued')")?
        .query_map([snapshot_id], |row| row.get(0))?
        .collect()
}

/// Brings a snapshot, queued or sealed, to `started`. One that was sealed keeps its place.
fn start(transaction: &Transaction, id: &str, layout: &Layout) -> rusqlite::Result<Start> {
    type Row = (String, String, String, u32, Option<String>, Option<String>, Option<String>, Option<String>);
    let found: Option<Row> = transaction
        .prepare_cached(
            "SELECT crawl_id, url, root_url, depth, title, dir, archive_name, started_at FROM snapshots WHERE id = ?1 AND stage IN ('queued', 'sealed')",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?)))
        .optional()?;
    let Some((crawl_id, url, root, depth, title, dir, name, started)) = found else { return Ok(Start::Taken) };
    let understood = || -> Result<_, String> { Ok((parsed(id)?, parsed(&crawl_id)?, page(&url)?, page(&root)?)) };
    let (id, crawl_id, url, root) = match understood() {
        Ok(understood) => understood,
        Err(reason) => return give_up(transaction, id, format!("the snapshot {id} cannot be started: {reason}")),
    };
    let started_at = started.and_then(|text| Timestamp::parse(&text).ok()).unwrap_or_else(Timestamp::now);
    let dir = dir.map_or_else(|| layout.snapshot(id, &url, started_at), |dir| layout.absolute(dir.as_ref()));
    let archive_name = match name {
        Some(name) => name,
        None => free_archive_name(transaction, started_at)?,
    };
    transaction
        .prepare_cached(
            "UPDATE snapshots SET stage = 'started', started_at = ?2, sealed_at = NULL, interrupted = 0, dir = ?3, archive_name = ?4 WHERE id = ?1",
        )?
        .execute(params![id.to_string(), started_at.to_string(), layout.relative(&dir).to_string_lossy(), archive_name])?;
    let tags = transaction
        .prepare_cached("SELECT name FROM tags JOIN snapshot_tags ON tag_id = tags.id WHERE snapshot_id = ?1 ORDER BY name")?
        .query_map([id.to_string()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (parent, queued_at) = origin(transaction, id)?;
    Ok(Start::Ready(Box::new(Snapshot { id, crawl_id, parent, url, depth, root, title, tags, queued_at, started_at, dir, archive_name })))
}

/// Who found a snapshot, and when it joined the queue.
fn origin(transaction: &Transaction, id: SnapshotId) -> rusqlite::Result<(Option<SnapshotId>, Timestamp)> {
    let read = |row: &rusqlite::Row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?));
    let (parent, queued_at) =
        transaction.prepare_cached("SELECT parent_id, queued_at FROM snapshots WHERE id = ?1")?.query_row([id.to_string()], read)?;
    Ok((parent.and_then(|parent| parent.parse().ok()), Timestamp::parse(&queued_at).unwrap_or_else(|_| Timestamp::now())))
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
        let first = claim(&transaction, crawl.id, &layout).unwrap();
        assert!(matches!(&first, Some(Start::Unreadable(reason)) if reason.contains("no url")), "{first:?}");
        let row: (String, u64, String) = transaction
            .query_row("SELECT stage, failed, facts FROM snapshots WHERE id = ?1", [&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap();
        assert!(row.0 == "sealed" && row.1 == 1 && row.2.contains("cannot be started"), "{row:?}");
        let second = claim(&transaction, crawl.id, &layout).unwrap();
        assert!(matches!(&second, Some(Start::Ready(snapshot)) if snapshot.id == joined[1].id), "{second:?}");
        assert!(claim(&transaction, crawl.id, &layout).unwrap().is_none());
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
