//! Restores the database from the files: crawls from `crawl.jsonl`, snapshots from `index.jsonl`.
//! It replays the same events that once were recorded.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, params};

use super::enqueue::{self, NewCrawl};
use super::{apply, records, texts};
use crate::files::crawl_file::{CrawlContents, CrawlLine};
use crate::files::index_file::{Contents, SnapshotLine};
use crate::files::layout::Layout;
use crate::model::archive_result::OutputFiles;
use crate::model::crawl::{Crawl, CrawlKind, Limits};
use crate::model::event::{CrawlEnding, Event, Tally};
use crate::model::hook_run::HookRun;
use crate::model::id::CrawlId;
use crate::model::snapshot::{Facts, Snapshot};
use crate::model::timestamp::Timestamp;
use crate::model::url::Scope;

/// Brings back a crawl. One that did not come to its end has no runner any more, and what was in
/// its queue is not known.
pub fn crawl(transaction: &Transaction, contents: &CrawlContents, dir: &Path, layout: &Layout) -> rusqlite::Result<()> {
    let CrawlLine { id, created_at, limits, options, started_at, sealed_at, ending, given_up } = &contents.crawl;
    let crawl = Crawl { id: *id, created_at: *created_at, dir: dir.to_owned(), limits: *limits };
    let (kind, inputs) = (contents.crawl.kind(), contents.crawl.inputs());
    let new =
        NewCrawl { crawl: crawl.clone(), kind, inputs, options: options.clone(), runner: None, archived_since: None };
    enqueue::add_crawl(transaction, &new, layout)?;
    let event = |event: &Event| apply::event(transaction, event, layout);
    event(&Event::CrawlStarted {
        crawl,
        queued: 0,
        plugins: Vec::new(),
        concurrency: 1,
        snapshot_limit: 0.0,
        at: *started_at,
    })?;
    for run in &contents.runs {
        event(&Event::HookEnded { run: moved(run, dir) })?;
    }
    if let (Some(ending), Some(at)) = (ending.clone(), *sealed_at) {
        event(&Event::CrawlSealed { crawl_id: *id, ending, at })?;
    }
    if *given_up {
        seal_as_given_up(transaction, &id.to_string(), &started_at.to_string())?;
    } else if *ending != Some(CrawlEnding::Complete) && kind == CrawlKind::Archive {
        // What it was given fills its queue once more.
        transaction.execute("UPDATE crawls SET queue_lost = 1 WHERE id = ?1", [id.to_string()])?;
        return Ok(());
    }
    transaction.execute("UPDATE crawl_inputs SET consumed = 1 WHERE crawl_id = ?1", [id.to_string()])?;
    Ok(())
}

/// Restores the snapshot in `dir`, and its crawl, if nothing else has restored that.
pub fn snapshot(transaction: &Transaction, contents: &Contents, dir: &Path, layout: &Layout) -> rusqlite::Result<()> {
    let line = &contents.snapshot;
    // The hooks of a retry are those of its crawl.
    for id in std::iter::once(line.crawl_id).chain(contents.runs.iter().map(|run| run.crawl_id)) {
        if !records::has_crawl(transaction, &id.to_string())? {
            insert_unknown_crawl(transaction, id, line, layout)?;
        }
    }
    let queued_at = line.queued_at.or_else(|| line.id.made_at()).unwrap_or(line.started_at);
    let snapshot = Snapshot {
        id: line.id,
        crawl_id: line.crawl_id,
        parent: line.parent_id,
        url: line.url.clone(),
        depth: line.depth,
        root: line.root.clone(),
        title: line.title.clone(),
        tags: line.tags.iter().cloned().collect(),
        queued_at,
        started_at: line.started_at,
        dir: dir.to_owned(),
        archive_name: records::free_archive_name(transaction, &line.archive_name, line.started_at)?,
    };
    transaction
        .prepare_cached(
            "INSERT INTO snapshots (id, crawl_id, url, root_url, parent_id, depth, title, stage, queued_at, started_at, dir, archive_name, retried_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'started', ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            line.id.to_string(),
            line.crawl_id.to_string(),
            line.url.as_str(),
            line.root.as_str(),
            line.parent_id.map(|id| id.to_string()),
            line.depth,
            line.title,
            queued_at.to_string(),
            line.started_at.to_string(),
            layout.relative(dir).to_string_lossy(),
            snapshot.archive_name,
            line.retried_by.map(|id| id.to_string()),
        ])?;
    let event = |event: Event| apply::event(transaction, &event, layout);
    let facts =
        Facts { title: line.title.clone(), tags: line.tags.iter().cloned().collect(), others: line.facts.clone() };
    event(Event::SnapshotLearned { snapshot_id: line.id, facts })?;
    let plugins = contents.results.iter().map(|result| result.plugin.clone()).collect();
    event(Event::SnapshotStarted { snapshot, plugins })?;
    for result in &contents.results {
        event(Event::ResultEnded { result: result.clone() })?;
    }
    for run in &contents.runs {
        event(Event::HookEnded { run: moved(run, dir) })?;
    }
    event(Event::SnapshotSealed {
        crawl_id: line.crawl_id,
        snapshot_id: line.id,
        url: line.url.to_string(),
        tally: Tally::default(),
        page_error: line.page_error.clone(),
        // It is among the facts.
        refused: None,
        interrupted: line.interrupted,
        at: line.sealed_at.or_else(|| last_end(contents)).unwrap_or(line.started_at),
        indexed_at: None,
    })
}

/// A run of a hook where its snapshot or crawl lies now: the collection may have been moved since.
fn moved(run: &HookRun, dir: &Path) -> HookRun {
    HookRun { cwd: dir.join(&run.plugin), ..run.clone() }
}

/// A crawl that is known only from its snapshots. They show that it ended, but not how.
fn insert_unknown_crawl(
    transaction: &Transaction,
    id: CrawlId,
    line: &SnapshotLine,
    layout: &Layout,
) -> rusqlite::Result<()> {
    let created_at = id.made_at().unwrap_or(line.started_at);
    let crawl = CrawlLine {
        id,
        created_at,
        limits: Limits { depth: line.depth, max_urls: None, scope: Scope::default() },
        options: serde_json::json!({}),
        started_at: line.started_at,
        sealed_at: line.sealed_at.or(Some(line.started_at)),
        ending: Some(CrawlEnding::Complete),
        given_up: false,
    };
    self::crawl(transaction, &CrawlContents { crawl, runs: Vec::new() }, &layout.crawl(id, created_at), layout)?;
    transaction.execute("UPDATE crawls SET ending = NULL WHERE id = ?1", [id.to_string()]).map(|_| ())
}

fn last_end(contents: &Contents) -> Option<Timestamp> {
    contents.results.iter().map(|result| result.ended_at).chain(contents.runs.iter().map(|run| run.ended_at)).max()
}

/// Puts the snapshots into the order in which they joined the queue, which is that of their ids.
pub fn reorder(transaction: &Transaction) -> rusqlite::Result<()> {
    // Places below zero are stepped on, so that no number is given while another snapshot has it:
    // first the snapshot that has it gets a free one above. The texts are gathered when all are in
    // their places.
    transaction.execute_batch(
        "DELETE FROM snapshot_texts;
         CREATE TEMP TABLE places AS SELECT id, row_number() OVER (ORDER BY id) AS place FROM snapshots;
         CREATE UNIQUE INDEX temp.places_by_id ON places (id);
         UPDATE snapshots SET seq = free.place
         FROM (SELECT id, row_number() OVER (ORDER BY seq) AS number FROM snapshots WHERE seq < 0) AS below,
              (SELECT place, row_number() OVER (ORDER BY place) AS number FROM places WHERE place NOT IN (SELECT seq FROM snapshots)) AS free
         WHERE free.number = below.number AND snapshots.id = below.id;
         UPDATE snapshots SET seq = -(SELECT place FROM places WHERE places.id = snapshots.id);
         UPDATE snapshots SET seq = -seq;
         DROP TABLE places;",
    )?;
    texts::collect_again(transaction)
}

/// Says of a result that files of it are gone, so that a retry makes them again. The others stay
/// its files.
pub fn fail_for_lost_files(
    transaction: &Transaction,
    snapshot: &str,
    plugin: &str,
    lost: &BTreeSet<String>,
    error: &str,
) -> rusqlite::Result<()> {
    let files: Option<String> = transaction
        .prepare_cached("SELECT output_files FROM archive_results WHERE snapshot_id = ?1 AND plugin = ?2")?
        .query_row([snapshot, plugin], |row| row.get(0))
        .optional()?;
    let mut files: OutputFiles = files.and_then(|files| serde_json::from_str(&files).ok()).unwrap_or_default();
    files.retain(|path, _| !lost.contains(path));
    let size: u64 = files.values().map(|file| file.size).sum();
    transaction
        .prepare_cached(
            "UPDATE archive_results SET status = 'failed', error = ?3 || coalesce('; before that: ' || error, ''), output_files = ?4, output_size = ?5
             WHERE snapshot_id = ?1 AND plugin = ?2",
        )?
        .execute(params![snapshot, plugin, error, serde_json::to_string(&files).unwrap_or_default(), size])
        .map(|_| ())
}

/// Seals a crawl that was given up, at this time where it was not sealed before.
pub(super) fn seal_as_given_up(transaction: &Transaction, crawl: &str, at: &str) -> rusqlite::Result<()> {
    transaction
        .execute(
            "UPDATE crawls SET stage = 'sealed', runner = NULL, queue_lost = 0, ending = 'interrupted', error = coalesce(error, 'it was given up'),
             sealed_at = coalesce(sealed_at, ?2) WHERE id = ?1",
            [crawl, at],
        )
        .map(|_| ())
}

/// Counts a snapshot's results again.
pub fn recount(transaction: &Transaction, snapshot: &str) -> rusqlite::Result<()> {
    let tally = records::tally(transaction, snapshot)?;
    transaction
        .prepare_cached("UPDATE snapshots SET succeeded = ?2, failed = ?3, skipped = ?4, noresults = ?5 WHERE id = ?1")?
        .execute(params![snapshot, tally.succeeded, tally.failed, tally.skipped, tally.noresults])
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{at_once, open};

    #[test]
    fn snapshots_are_put_in_order_whatever_numbers_they_had() {
        let dir = tempfile::tempdir().unwrap();
        // The second places are those that the first are to have, of either sign.
        for numbers in [&[-2, -1][..], &[-1, -3, -2], &[2, 1, 3], &[i64::MAX, i64::MIN, 0], &[-1, 1, -2, 2, -4, 3], &[]]
        {
            let mut connection = open(&dir.path().join(format!("{numbers:?}"))).unwrap();
            let crawl = "INSERT INTO crawls (id, created_at, dir, depth, scope, options) VALUES ('crawl', '', '', 0, 'host', '{}')";
            connection.execute(crawl, []).unwrap();
            for (id, seq) in numbers.iter().enumerate() {
                let sql = "INSERT INTO snapshots (seq, id, crawl_id, url, root_url, depth, queued_at) VALUES (?1, ?2, 'crawl', ?2, '', 0, '')";
                connection.execute(sql, params![seq, id]).unwrap();
            }
            at_once(&mut connection, reorder).unwrap();
            let sql = "SELECT coalesce(group_concat(id || '@' || seq, ' '), '') FROM (SELECT id, seq FROM snapshots ORDER BY seq)";
            let order: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
            let expected: Vec<String> = (0..numbers.len()).map(|id| format!("{id}@{}", id + 1)).collect();
            assert_eq!(order, expected.join(" "), "{numbers:?}");
        }
    }
}
