//! Numbers that are asked for often and would take long to count: triggers keep them beside the
//! rows (`migrations/0004_counts.sql`), so that they are always right. What they should be is
//! counted here as well, for `doctor`.

use rusqlite::{Connection, Transaction};

/// How many of a crawl's snapshots there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrawlCounts {
    pub queued: u64,
    pub started: u64,
    pub sealed: u64,
    /// Those of the sealed ones that are of something else in the page's place.
    pub no_pages: u64,
}

impl CrawlCounts {
    pub fn snapshots(self) -> u64 {
        self.queued + self.started + self.sealed
    }
}

/// How many of all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollectionCounts {
    pub snapshots: u64,
    pub crawls: u64,
}

/// A crawl's own snapshots.
pub fn of_crawl(connection: &Connection, crawl: &str) -> rusqlite::Result<CrawlCounts> {
    read(connection, "SELECT queued, started, sealed, no_pages FROM crawl_counts WHERE crawl_id = ?1", crawl)
}

/// The snapshots of any crawl that a retry has taken, and no other after it.
pub fn of_retry(connection: &Connection, crawl: &str) -> rusqlite::Result<CrawlCounts> {
    read(
        connection,
        "SELECT retried_queued, retried_started, retried_sealed, retried_no_pages FROM crawl_counts WHERE crawl_id = ?1",
        crawl,
    )
}

fn read(connection: &Connection, sql: &str, crawl: &str) -> rusqlite::Result<CrawlCounts> {
    let read = |row: &rusqlite::Row| {
        Ok(CrawlCounts { queued: row.get(0)?, started: row.get(1)?, sealed: row.get(2)?, no_pages: row.get(3)? })
    };
    connection.prepare_cached(sql)?.query_row([crawl], read)
}

/// All snapshots and crawls.
pub fn of_collection(connection: &Connection) -> rusqlite::Result<CollectionCounts> {
    let read = |row: &rusqlite::Row| Ok(CollectionCounts { snapshots: row.get(0)?, crawls: row.get(1)? });
    connection.query_row("SELECT snapshots, crawls FROM collection_counts", [], read)
}

/// The crawls whose numbers are not those of their snapshots, and whether those of the whole
/// collection are wrong. Counts everything.
pub fn wrong(connection: &Connection) -> rusqlite::Result<(Vec<String>, bool)> {
    let differing =
        |kept: &str, anew: &str| format!("SELECT * FROM (SELECT * FROM {kept} EXCEPT SELECT * FROM {anew})");
    let both = |table: &str| {
        let anew = format!("{table}_anew");
        format!("{} UNION {}", differing(table, &anew), differing(&anew, table))
    };
    let mut statement =
        connection.prepare(&format!("SELECT DISTINCT crawl_id FROM ({}) ORDER BY 1", both("crawl_counts")))?;
    let crawls = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok((crawls, connection.prepare(&both("collection_counts"))?.exists([])?))
}

/// Counts everything again.
pub fn recount_all(transaction: &Transaction) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "DELETE FROM crawl_counts; INSERT INTO crawl_counts SELECT * FROM crawl_counts_anew;
         DELETE FROM collection_counts; INSERT INTO collection_counts SELECT * FROM collection_counts_anew;",
    )
}
