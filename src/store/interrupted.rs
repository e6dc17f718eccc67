//! Crawls that were interrupted, and on which no living runner works any more: resumed by this
//! process, given up, or sealed.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde_json::Value;

use super::reader::rows;
use super::rows::{Columns, CrawlRow, columns};
use super::runners::Runners;
use super::{StoreError, at_once, counts, restore};
use crate::files::layout::Layout;
use crate::model::crawl::{Crawl, Limits, Stage};
use crate::model::id::CrawlId;
use crate::model::timestamp::Timestamp;
use crate::model::url::Scope;
use crate::process::identity::Identity;

/// A crawl that was interrupted, and can be resumed.
#[derive(Debug, Clone)]
pub struct Resumable {
    pub crawl: Crawl,
    /// What was chosen on its command line.
    pub options: Value,
    /// Snapshots that are to be begun, or done again in part.
    pub open: u64,
    pub queue: QueueState,
    /// Bytes of the outputs that are there.
    pub bytes: u64,
}

/// How much is known of what a crawl has still to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueState {
    /// All: it is in the queue.
    Complete,
    /// Not all that it was given has been read, so it is read again.
    Partial,
    /// Its queue was lost with the index. What it was given is read again, and what it had found is
    /// not known.
    Lost,
}

impl QueueState {
    fn of(is_queue_lost: bool, has_unread: bool) -> Self {
        match (is_queue_lost, has_unread) {
            (true, _) => QueueState::Lost,
            (false, true) => QueueState::Partial,
            (false, false) => QueueState::Complete,
        }
    }
}

columns! {
    /// Something that a crawl was given: a row of `crawl_inputs`.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CrawlInput of "i" {
        /// Its place among all that the crawl was given.
        pub n: usize,
        /// A URL, the absolute path of a list, or `-` for standard input.
        pub text: String,
        /// Whether all that it says has joined the queue.
        pub consumed: bool,
    }
}

/// A crawl that this process has taken over.
#[derive(Debug, Clone)]
pub struct TakenOver {
    /// How many snapshots are in its queue.
    pub queued: u64,
    pub queue: QueueState,
    /// Whether it was begun, and not sealed.
    pub is_begun: bool,
    /// All that it was given.
    pub inputs: Vec<CrawlInput>,
}

/// Crawls with something left to do, be it only to come to their end, on which no living runner
/// works; the oldest first.
pub fn resumable(connection: &Connection, layout: &Layout) -> Result<Vec<Resumable>, StoreError> {
    // What a retry works on just now is not open, whichever crawl it is of.
    let living = Value::from(living(connection).map_err(StoreError::read)?).to_string();
    let runners = Runners::of(connection);
    let sql = format!(
        "SELECT {},
             n.queued + n.started + n.interrupted - (SELECT count(*) FROM snapshots s WHERE s.crawl_id = c.id AND s.stage = 'started'
                AND s.retried_by IN (SELECT value FROM json_each(?1))) AS open, n.output_bytes,
             EXISTS (SELECT 1 FROM crawl_inputs i WHERE i.crawl_id = c.id AND i.consumed = 0) AS has_unread
         FROM crawls c JOIN crawl_counts n ON n.crawl_id = c.id
         WHERE c.id IN (SELECT crawl_id FROM crawl_counts WHERE queued + started + interrupted > 0
                        UNION SELECT id FROM crawls WHERE stage != 'sealed' AND kind = 'archive'
                        UNION SELECT id FROM crawls WHERE queue_lost = 1)
         ORDER BY c.id",
        CrawlRow::COLUMNS
    );
    let found = rows(connection, &sql, [living], |row| {
        Ok(UnfinishedCrawl {
            crawl: CrawlRow::read(row)?,
            open: row.get("open")?,
            bytes: row.get("output_bytes")?,
            has_unread: row.get("has_unread")?,
        })
    })?;
    Ok(found.into_iter().filter_map(|left| resumable_crawl(left, &runners, layout)).collect())
}

/// A crawl's row, and what else is asked of the crawl.
struct UnfinishedCrawl {
    crawl: CrawlRow,
    open: u64,
    bytes: u64,
    has_unread: bool,
}

/// The crawl of a row; `None` when its runner is alive, nothing of it is left, or the
/// row is invalid.
fn resumable_crawl(left: UnfinishedCrawl, runners: &Runners, layout: &Layout) -> Option<Resumable> {
    let UnfinishedCrawl { crawl: row, open, bytes, has_unread } = left;
    let has_nothing_left = open == 0 && row.stage == "sealed" && !row.queue_lost;
    if has_nothing_left || row.runner.is_some_and(|runner| runners.is_alive(&row.id, &runner)) {
        return None;
    }
    let limits = Limits {
        depth: row.depth.try_into().ok()?,
        max_urls: row.max_urls.map(u64::try_from).transpose().ok()?,
        scope: Scope::parse(&row.scope)?,
    };
    let (id, created_at) = (row.id.parse().ok()?, Timestamp::parse(&row.created_at).ok()?);
    Some(Resumable {
        crawl: Crawl { id, created_at, dir: layout.absolute(row.dir.as_ref()), limits },
        options: serde_json::from_str(&row.options).unwrap_or_default(),
        open,
        queue: QueueState::of(row.queue_lost, has_unread),
        bytes,
    })
}

/// The crawls that a living process works on.
fn living(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT id, runner FROM crawls WHERE runner IS NOT NULL")?;
    let crawls: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let runners = Runners::of(connection);
    Ok(crawls.into_iter().filter(|(id, runner)| runners.is_alive(id, runner)).map(|(id, _)| id).collect())
}

/// What dead runners left.
#[derive(Debug, Default)]
pub struct SettledCrawls {
    pub seen: bool,
    /// Directories of crawls that were sealed, because they will not be resumed.
    pub sealed: Vec<PathBuf>,
}

/// Seals the crawls whose runner died and which are not resumed: retries, whose pages are those
/// of other crawls.
pub fn settle_dead(connection: &mut Connection, layout: &Layout) -> Result<SettledCrawls, StoreError> {
    at_once(connection, |transaction| seal_dead(transaction, layout)).map_err(StoreError::write)
}

fn seal_dead(transaction: &Transaction, layout: &Layout) -> rusqlite::Result<SettledCrawls> {
    let mut statement =
        transaction.prepare("SELECT id, runner FROM crawls WHERE stage != 'sealed' AND runner IS NOT NULL")?;
    let crawls: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let runners = Runners::of(transaction);
    let dead: Vec<String> =
        crawls.into_iter().filter(|(id, runner)| !runners.is_alive(id, runner)).map(|(id, _)| id).collect();
    let mut sealed = Vec::new();
    for id in &dead {
        let mut settled = transaction.prepare_cached(
            "UPDATE crawls SET stage = 'sealed', ending = 'interrupted', error = 'its runner was killed', runner = NULL, sealed_at = ?2
             WHERE id = ?1 AND kind != 'archive'
             AND (SELECT queued + started + interrupted FROM crawl_counts WHERE crawl_id = ?1) = 0 RETURNING dir",
        )?;
        let dir: Option<String> =
            settled.query_row([id, &Timestamp::now().to_string()], |row| row.get(0)).optional()?;
        sealed.extend(dir.map(|dir| layout.absolute(dir.as_ref())));
    }
    Ok(SettledCrawls { seen: !dead.is_empty(), sealed })
}

/// Takes a crawl over for `runner`, which is this process and holds its lock; `None` when another
/// living one has it. What was begun and not finished goes back to the queue; results that were
/// finished stay.
pub fn take_over(transaction: &Transaction, crawl: CrawlId, runner: &str) -> rusqlite::Result<Option<TakenOver>> {
    let id = crawl.to_string();
    let (earlier, stage, is_queue_lost): (Option<String>, String, bool) =
        transaction.query_row("SELECT runner, stage, queue_lost FROM crawls WHERE id = ?1", [&id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    if earlier.as_deref().is_some_and(Identity::names_living) {
        return Ok(None);
    }
    let mut begun = transaction.prepare(
        "SELECT s.id, s.stage, r.id, r.runner FROM snapshots s LEFT JOIN crawls r ON r.id = s.retried_by
         WHERE s.crawl_id = ?1 AND s.stage = 'started' UNION ALL
         SELECT s.id, s.stage, NULL, NULL FROM snapshots s WHERE s.crawl_id = ?1 AND s.interrupted = 1 AND s.stage = 'sealed'",
    )?;
    let runners = Runners::of(transaction);
    let mut rows = begun.query([&id])?;
    while let Some(row) = rows.next()? {
        let (snapshot, stage): (String, String) = (row.get(0)?, row.get(1)?);
        let (retry, retrier): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        if retry.zip(retrier).is_some_and(|(retry, retrier)| runners.is_alive(&retry, &retrier)) {
            continue;
        }
        // What the user's request to stop cut short says "failed"; what a runner left when it was
        // killed says that it was not finished.
        let unfinished = if stage == "sealed" { "'queued', 'started', 'failed'" } else { "'queued', 'started'" };
        transaction.execute(
            &format!("DELETE FROM archive_results WHERE snapshot_id = ?1 AND status IN ({unfinished})"),
            [&snapshot],
        )?;
        transaction.execute(
            "UPDATE snapshots SET stage = 'queued', interrupted = 0, sealed_at = NULL, indexed_at = NULL WHERE id = ?1",
            [&snapshot],
        )?;
    }
    let queued = counts::of_crawl(transaction, &id)?.queued;
    transaction.execute("UPDATE crawls SET runner = ?2 WHERE id = ?1", [id.as_str(), runner])?;
    let inputs = inputs(transaction, &id)?;
    let queue = QueueState::of(is_queue_lost, inputs.iter().any(|input| !input.consumed));
    Ok(Some(TakenOver { queued, queue, is_begun: stage == Stage::Started.as_str(), inputs }))
}

/// All that a crawl was given, in its order.
fn inputs(connection: &Connection, crawl: &str) -> rusqlite::Result<Vec<CrawlInput>> {
    let sql = format!("SELECT {} FROM crawl_inputs i WHERE crawl_id = ?1 ORDER BY n", CrawlInput::COLUMNS);
    connection.prepare(&sql)?.query_map([crawl], CrawlInput::read)?.collect()
}

/// Seals a crawl that was taken over and turned out to have nothing left.
pub fn seal_empty(transaction: &Transaction, crawl: CrawlId) -> rusqlite::Result<()> {
    transaction
        .execute(
            "UPDATE crawls SET runner = NULL, stage = 'sealed', ending = coalesce(ending, 'complete') WHERE id = ?1",
            [crawl.to_string()],
        )
        .map(|_| ())
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

/// Gives up what a crawl has not begun; `None` when another living process has it. What was begun
/// stays, sealed as it is.
pub fn abandon(connection: &mut Connection, crawl: CrawlId, layout: &Layout) -> Result<Option<Abandoned>, StoreError> {
    at_once(connection, |transaction| give_up(transaction, crawl, layout)).map_err(StoreError::write)
}

fn give_up(transaction: &Transaction, crawl: CrawlId, layout: &Layout) -> rusqlite::Result<Option<Abandoned>> {
    let (id, now) = (crawl.to_string(), Timestamp::now().to_string());
    let runner: Option<String> =
        transaction.query_row("SELECT runner FROM crawls WHERE id = ?1", [&id], |row| row.get(0))?;
    if runner.is_some_and(|runner| Runners::of(transaction).is_alive(&id, &runner)) {
        return Ok(None);
    }
    let never = "crawl_id = ?1 AND stage = 'queued' AND dir IS NULL";
    transaction.execute(
        &format!("DELETE FROM snapshot_tags WHERE snapshot_id IN (SELECT id FROM snapshots WHERE {never})"),
        [&id],
    )?;
    let removed = transaction.execute(&format!("DELETE FROM snapshots WHERE {never}"), [&id])? as u64;
    let mut begun = transaction.prepare(
        "SELECT id, dir, archive_name FROM snapshots WHERE crawl_id = ?1 AND dir IS NOT NULL AND stage != 'sealed'
         AND NOT (stage = 'started' AND retried_by IS NOT NULL AND retried_by IN (SELECT value FROM json_each(?2)))",
    )?;
    let rows = begun.query_map([&id, &Value::from(living(transaction)?).to_string()], |row| {
        Ok(Unfinished {
            id: row.get(0)?,
            dir: layout.absolute(row.get::<_, String>(1)?.as_ref()),
            archive_name: row.get(2)?,
            plugins: Vec::new(),
        })
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
    restore::seal_as_given_up(transaction, &id, &now)?;
    Ok(Some(Abandoned { removed, begun }))
}
