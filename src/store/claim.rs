//! Snapshots leave a crawl's queue one at a time, in the order in which they came, and go back into
//! it when another try may do better.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::rows::{Columns, SnapshotRow, understood as read};
use super::{counts, records};
use crate::files::index_file::Contents;
use crate::files::layout::{Layout, archive_name};
use crate::model::id::{CrawlId, SnapshotId};
use crate::model::snapshot::{Facts, Snapshot};
use crate::model::timestamp::Timestamp;
use crate::model::url::PageUrl;
use crate::run::Earlier;

/// The outcome of a request to start a snapshot.
#[derive(Debug)]
pub enum Start {
    Ready(Box<Begun>),
    /// Another process has started it, or has repaired it.
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

/// What the queue answers to a claim.
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
pub const LOOKED_THROUGH: usize = 1000;

/// Takes the next snapshot of a crawl from the queue, of a host that is not among `busy`. What was
/// tried before and may be tried again comes first.
pub fn claim(
    transaction: &Transaction,
    crawl: CrawlId,
    busy: &BTreeSet<String>,
    layout: &Layout,
) -> rusqlite::Result<Next> {
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
        .prepare_cached(
            "SELECT min(not_before) FROM snapshots WHERE crawl_id = ?1 AND stage = 'queued' AND not_before IS NOT NULL",
        )?
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

/// Puts a snapshot back into the queue, not to be taken before `until`. The results of `plugins`
/// go, but for the good ones where `keep_good` says so. Those are of a try whose browser was lost:
/// what it said of the page is not believed.
pub fn postpone(
    transaction: &Transaction,
    id: &str,
    until: Timestamp,
    plugins: &[String],
    keep_good: bool,
) -> rusqlite::Result<()> {
    let mut delete = transaction.prepare_cached(
        "DELETE FROM archive_results WHERE snapshot_id = ?1 AND plugin = ?2
         AND NOT (?3 AND status IN ('succeeded', 'noresults', 'skipped'))",
    )?;
    for plugin in plugins {
        delete.execute(params![id, plugin, keep_good])?;
    }
    transaction
        .prepare_cached(
            "UPDATE snapshots SET stage = 'queued', attempts = attempts + 1, not_before = ?2, page_error = iif(?3, NULL, page_error) WHERE id = ?1",
        )?
        .execute(params![id, until.to_string(), keep_good])
        .map(|_| ())
}

/// Takes a sealed snapshot for another attempt, by the crawl `retry`, at those of `plugins` that
/// are still not good, and says which those are.
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

/// The row of a snapshot, queued or sealed.
static STARTABLE: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {} FROM snapshots s WHERE id = ?1 AND stage IN ('queued', 'sealed')", SnapshotRow::COLUMNS)
});

/// Brings a snapshot, queued or sealed, to `started`. One that was sealed keeps its place.
fn start(transaction: &Transaction, id: &str, layout: &Layout) -> rusqlite::Result<Start> {
    let found = transaction.prepare_cached(&STARTABLE)?.query_row([id], SnapshotRow::read).optional();
    let numbered = found.and_then(|row| row.map(|row| Ok((row.depth()?, row.attempts()?, row))).transpose());
    let found = match unless_unreadable(numbered)? {
        Ok(found) => found,
        Err(reason) => return give_up(transaction, id, reason),
    };
    let Some((depth, attempts, row)) = found else {
        return Ok(Start::Taken);
    };
    let SnapshotRow { crawl_id, url, root_url: root, title, dir, archive_name: name, started_at: started, .. } = row;
    let (parent, queued) = (row.parent_id, row.queued_at);
    let understood = || -> Result<_, String> {
        Ok((
            read(id, str::parse::<SnapshotId>)?,
            read(&crawl_id, str::parse)?,
            read(&url, PageUrl::parse)?,
            read(&root, PageUrl::parse)?,
        ))
    };
    let (id, crawl_id, url, root) = match understood() {
        Ok(understood) => understood,
        Err(reason) => return give_up(transaction, id, reason),
    };
    let started_at = started.and_then(|text| Timestamp::parse(&text).ok()).unwrap_or_else(Timestamp::now);
    let earlier = match unless_unreadable(dir.is_some().then(|| earlier(transaction, id, layout)).transpose())? {
        Ok(earlier) => earlier,
        Err(reason) => return give_up(transaction, &id.to_string(), reason),
    };
    let dir = dir.map_or_else(|| layout.snapshot(id, &url, started_at), |dir| layout.absolute(dir.as_ref()));
    let archive_name = match name {
        Some(name) => name,
        None => records::free_archive_name(transaction, &archive_name(started_at.epoch_micros()), started_at)?,
    };
    transaction
        .prepare_cached(
            "UPDATE snapshots SET stage = 'started', started_at = ?2, sealed_at = NULL, indexed_at = NULL, interrupted = 0, not_before = NULL, dir = ?3, archive_name = ?4 WHERE id = ?1",
        )?
        .execute(params![id.to_string(), started_at.to_string(), layout.relative(&dir).to_string_lossy(), archive_name])?;
    let tags = records::tags(transaction, &id.to_string())?;
    let parent = parent.and_then(|parent| parent.parse().ok());
    let queued_at = Timestamp::parse(&queued).unwrap_or_else(|_| Timestamp::now());
    let snapshot =
        Snapshot { id, crawl_id, parent, url, depth, root, title, tags, queued_at, started_at, dir, archive_name };
    Ok(Start::Ready(Box::new(Begun { snapshot, attempts, earlier })))
}

/// What an earlier attempt left that counts.
fn earlier(transaction: &Transaction, id: SnapshotId, layout: &Layout) -> rusqlite::Result<Earlier> {
    let Contents { snapshot, results, runs } = records::contents(transaction, &id.to_string(), layout)?;
    let facts = Facts { title: snapshot.title, tags: Vec::new(), others: snapshot.facts };
    Ok(Earlier { results, runs, facts, page_error: snapshot.page_error })
}

/// What was read; or, inside, why that is not to be understood. An error is one of the whole index.
fn unless_unreadable<T>(read: rusqlite::Result<T>) -> rusqlite::Result<Result<T, String>> {
    match read {
        Err(error) if error.sqlite_error_code().is_none() => {
            Ok(Err(format!("its row in the index cannot be read: {error}")))
        }
        read => read.map(Ok),
    }
}

/// Seals a snapshot that can never run as failed, so that the queue goes on behind it and lists
/// show it.
fn give_up(transaction: &Transaction, id: &str, reason: String) -> rusqlite::Result<Start> {
    let reason = format!("the snapshot {id} cannot be started: {reason}");
    transaction
        .prepare_cached(
            "UPDATE snapshots SET stage = 'sealed', sealed_at = ?2, failed = max(failed, 1),
             facts = json_set(iif(json_valid(facts), facts, '{}'), '$.error', ?3) WHERE id = ?1",
        )?
        .execute(params![id, Timestamp::now().to_string(), reason])?;
    Ok(Start::Unreadable(reason))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::crawl::{Crawl, Limits};
    use crate::model::snapshot::Candidate;
    use crate::model::url::Scope;
    use crate::store::enqueue::{NewCrawl, NewSnapshot, add_crawl, enqueue};
    use crate::store::open;

    /// A database with a crawl of two pages.
    fn filled(dir: &std::path::Path, layout: &Layout) -> (Connection, Crawl, Vec<NewSnapshot>) {
        let mut connection = open(&dir.join("index.sqlite3")).unwrap();
        let (id, created_at) = (CrawlId::new(), Timestamp::now());
        let crawl = Crawl {
            id,
            created_at,
            dir: layout.crawl(id, created_at),
            limits: Limits { depth: 0, max_urls: None, scope: Scope::Host },
        };
        let candidate = |url| Candidate {
            url: PageUrl::parse(url).unwrap(),
            depth: 0,
            title: None,
            tags: vec!["tag".into()],
            found_by: None,
        };
        let transaction = connection.transaction().unwrap();
        add_crawl(&transaction, &NewCrawl::of_pages(crawl.clone()), layout).unwrap();
        let added =
            enqueue(&transaction, &crawl, &["http://a.example/", "http://b.example/"].map(candidate), None).unwrap();
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
            .query_row("SELECT stage, failed, facts FROM snapshots WHERE id = ?1", [&id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert!(row.0 == "sealed" && row.1 == 1 && row.2.contains("cannot be started"), "{row:?}");
        let busy = BTreeSet::from(["b.example".to_owned()]);
        assert!(matches!(claim(&transaction, crawl.id, &busy, &layout).unwrap(), Next::Busy));
        let second = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
        assert!(
            matches!(&second, Next::Start(Start::Ready(begun)) if begun.snapshot.id == joined[1].id && begun.earlier.is_none()),
            "{second:?}"
        );
        assert!(matches!(claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap(), Next::Empty));
        let later = Timestamp::parse("2999-01-01T00:00:00Z").unwrap();
        postpone(&transaction, &joined[1].id.to_string(), later, &[], false).unwrap();
        assert!(
            matches!(claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap(), Next::Waiting(at) if at == later)
        );
        postpone(&transaction, &joined[1].id.to_string(), Timestamp::now(), &[], false).unwrap();
        let third = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
        assert!(
            matches!(&third, Next::Start(Start::Ready(begun)) if begun.attempts == 2 && begun.earlier.is_some()),
            "{third:?}"
        );
    }

    #[test]
    fn what_an_earlier_attempt_left_that_cannot_be_read_holds_up_nobody() {
        let deep = format!("[{}{}]", "[".repeat(127), "]".repeat(127));
        let damages = [
            "UPDATE snapshots SET depth = -1 WHERE id = ?1 AND ?2 IS NOT NULL",
            "UPDATE snapshots SET facts = 'no JSON' WHERE id = ?1 AND ?2 IS NOT NULL",
            "UPDATE snapshots SET facts = '{\"x\":' || ?2 || '}' WHERE id = ?1",
            "INSERT INTO hook_runs SELECT '00000000-0000-7000-8000-000000000000', crawl_id, id, 'dom', 'hook', 0, '[]', '', 1, '2026-01-01T00:00:00.000Z',
             '2026-01-01T00:00:00.000Z', NULL, 0, 0, 0, NULL, 'itself',
             '{\"stdout_bytes\":0,\"stderr_bytes\":0,\"cut_lines\":0,\"dropped_records\":0}', ?2, '[]', NULL, NULL FROM snapshots WHERE id = ?1",
        ];
        for damage in damages {
            let dir = tempfile::tempdir().unwrap();
            let layout = Layout::new(dir.path().to_owned());
            let (mut connection, crawl, joined) = filled(dir.path(), &layout);
            let transaction = connection.transaction().unwrap();
            let id = joined[0].id.to_string();
            claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
            postpone(&transaction, &id, Timestamp::now(), &[], true).unwrap();
            transaction.execute(damage, [&id, &deep]).unwrap();
            let first = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).expect(damage);
            assert!(
                matches!(&first, Next::Start(Start::Unreadable(reason)) if reason.contains("cannot be read")),
                "{damage}: {first:?}"
            );
            let row: (String, u64, String) = transaction
                .query_row("SELECT stage, failed, facts FROM snapshots WHERE id = ?1", [&id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .unwrap();
            assert!(row.0 == "sealed" && row.1 == 1 && row.2.contains("cannot be started"), "{damage}: {row:?}");
            let second = claim(&transaction, crawl.id, &BTreeSet::new(), &layout).unwrap();
            assert!(
                matches!(&second, Next::Start(Start::Ready(begun)) if begun.snapshot.id == joined[1].id),
                "{damage}: {second:?}"
            );
        }
    }

    #[test]
    fn a_try_that_comes_to_nothing_takes_its_own_results_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path().to_owned());
        let (mut connection, _, joined) = filled(dir.path(), &layout);
        let id = joined[0].id.to_string();
        for (keep_good, left) in [(true, "dom favicon"), (false, "dom")] {
            let transaction = connection.transaction().unwrap();
            transaction
                .execute(
                    "INSERT INTO archive_results (snapshot_id, plugin, status)
                     VALUES (?1, 'dom', 'succeeded'), (?1, 'favicon', 'noresults'), (?1, 'pdf', 'failed')",
                    [&id],
                )
                .unwrap();
            postpone(&transaction, &id, Timestamp::now(), &["favicon".to_owned(), "pdf".to_owned()], keep_good)
                .unwrap();
            let kept = "SELECT group_concat(plugin, ' ' ORDER BY plugin) FROM archive_results WHERE snapshot_id = ?1";
            assert_eq!(transaction.query_row(kept, [&id], |row| row.get::<_, String>(0)).unwrap(), left);
            transaction.rollback().unwrap();
        }
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
        assert!(
            matches!(start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap().0, Start::Taken),
            "nothing is failed"
        );
        transaction
            .execute("INSERT INTO archive_results (snapshot_id, plugin, status) VALUES (?1, 'dom', 'succeeded'), (?1, 'pdf', 'failed')", [&id])
            .unwrap();
        let (first, again) = start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap();
        assert!(matches!(first, Start::Ready(_)) && again == BTreeSet::from(["pdf".to_owned()]), "{first:?} {again:?}");
        assert!(
            matches!(start_again(&transaction, &id, &plugins, crawl.id, &layout).unwrap().0, Start::Taken),
            "it is running"
        );
    }
}
