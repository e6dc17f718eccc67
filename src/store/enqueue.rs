//! The intake of a crawl: it is written itself, and URLs join its queue, once each.

use rusqlite::{Statement, Transaction, params};
use serde_json::Value;

use super::{apply, counts};
use crate::files::layout::Layout;
use crate::model::crawl::{Crawl, CrawlKind};
use crate::model::id::{CrawlId, SnapshotId};
use crate::model::snapshot::Candidate;
use crate::model::timestamp::Timestamp;
use crate::model::url::is_route;

/// A crawl that is about to begin.
#[derive(Debug, Clone)]
pub struct NewCrawl {
    pub crawl: Crawl,
    pub kind: CrawlKind,
    /// What it was given: URLs, absolute paths of lists, `-` for standard input.
    pub inputs: Vec<String>,
    /// What was chosen on the command line.
    pub options: Value,
    /// The process that works on it, as [`crate::process::identity::Identity`] writes it: another
    /// one must not take the crawl for one that was interrupted while its list is read. Absent for
    /// a crawl that is brought back from its files.
    pub runner: Option<String>,
    /// Pages with a good snapshot younger than this do not join.
    pub archived_since: Option<Timestamp>,
}

#[cfg(test)]
impl NewCrawl {
    /// A crawl that was given nothing yet, and that no living process works on.
    pub fn of_pages(crawl: Crawl) -> Self {
        NewCrawl {
            crawl,
            kind: CrawlKind::Archive,
            inputs: Vec::new(),
            options: Value::Null,
            runner: None,
            archived_since: None,
        }
    }
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
        .prepare_cached(
            "INSERT INTO crawls (id, created_at, dir, depth, max_urls, scope, options, runner, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            id.to_string(),
            created_at.to_string(),
            layout.relative(dir).to_string_lossy(),
            limits.depth,
            limits.max_urls,
            limits.scope.as_str(),
            new.options.to_string(),
            new.runner,
            new.kind.as_str(),
        ])?;
    let mut insert = transaction.prepare_cached("INSERT INTO crawl_inputs (crawl_id, n, text) VALUES (?1, ?2, ?3)")?;
    for (n, text) in new.inputs.iter().enumerate() {
        insert.execute(params![id.to_string(), n, text])?;
    }
    Ok(())
}

/// Marks inputs of a crawl of which all has joined the queue, by their places.
pub fn mark_consumed(transaction: &Transaction, crawl: CrawlId, inputs: &[usize]) -> rusqlite::Result<()> {
    let mut update =
        transaction.prepare_cached("UPDATE crawl_inputs SET consumed = 1 WHERE crawl_id = ?1 AND n = ?2")?;
    for n in inputs {
        update.execute(params![crawl.to_string(), n])?;
    }
    Ok(())
}

/// Takes a crawl that was never started back out, with its queue.
pub fn discard_crawl(transaction: &Transaction, crawl: CrawlId) -> rusqlite::Result<()> {
    let id = crawl.to_string();
    transaction
        .execute("DELETE FROM snapshot_tags WHERE snapshot_id IN (SELECT id FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued')", [&id])?;
    transaction.execute("DELETE FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued'", [&id])?;
    transaction.execute(
        "DELETE FROM crawl_inputs WHERE crawl_id IN (SELECT id FROM crawls WHERE id = ?1 AND stage = 'queued')",
        [&id],
    )?;
    transaction.execute("DELETE FROM crawls WHERE id = ?1 AND stage = 'queued'", [&id]).map(|_| ())
}

/// Adds candidates to a crawl's queue, each URL once.
pub fn enqueue(
    transaction: &Transaction,
    crawl: &Crawl,
    candidates: &[Candidate],
    archived_since: Option<Timestamp>,
) -> rusqlite::Result<Added> {
    let mut added = Added::default();
    let crawl_id = crawl.id.to_string();
    let mut room = match crawl.limits.max_urls {
        None => u64::MAX,
        Some(limit) => limit.saturating_sub(counts::of_crawl(transaction, &crawl_id)?.snapshots()),
    };
    let mut exists = transaction.prepare_cached("SELECT 1 FROM snapshots WHERE crawl_id = ?1 AND url = ?2")?;
    // `$` comes after `#`, so this is the range of addresses that are this one with a fragment, and
    // the index serves it.
    let mut with_fragment = transaction
        .prepare_cached("SELECT url FROM snapshots WHERE crawl_id = ?1 AND url > ?2 || '#' AND url < ?2 || '$'")?;
    let mut good = transaction.prepare_cached(
        "SELECT 1 FROM snapshots WHERE url = ?1 AND sealed_at >= ?2 AND stage = 'sealed' AND interrupted = 0 AND failed = 0 AND succeeded > 0 AND page_error IS NULL",
    )?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO snapshots (id, crawl_id, url, root_url, parent_id, depth, title, queued_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let now = Timestamp::now().to_string();
    for candidate in candidates {
        let url = candidate.url.as_str();
        let is_found = candidate.found_by.is_some();
        let is_there = exists.exists(params![crawl_id, url])?
            || is_found && is_there_at_some_place(&mut with_fragment, &crawl_id, url)?;
        if is_there {
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

/// Whether a page that a link leads to was given with a fragment that only names a place in it.
fn is_there_at_some_place(with_fragment: &mut Statement, crawl_id: &str, url: &str) -> rusqlite::Result<bool> {
    let mut rows = with_fragment.query(params![crawl_id, url])?;
    while let Some(row) = rows.next()? {
        let other: String = row.get(0)?;
        if other.strip_prefix(url).and_then(|rest| rest.strip_prefix('#')).is_some_and(|fragment| !is_route(fragment)) {
            return Ok(true);
        }
    }
    Ok(false)
}
