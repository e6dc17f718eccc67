//! Tests that a query of a large collection takes as many steps as of a small one, counted in
//! instructions of SQLite's virtual machine: time would depend on the machine, and a query plan
//! does not give the cost.
//!
//! The numbers are tied to the version of SQLite that is compiled in: another one may count or plan
//! otherwise. A test that fails after an upgrade is to be judged anew, by `EXPLAIN QUERY PLAN`,
//! before its bound is changed.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::{Connection, params};

use super::claim::{self, Next};
use super::enqueue::{self, NewCrawl};
use super::{counts, interrupted, open, reader};
use crate::files::layout::Layout;
use crate::model::crawl::{Crawl, Limits, Stage};
use crate::model::id::CrawlId;
use crate::model::snapshot::Candidate;
use crate::model::timestamp::Timestamp;
use crate::model::url::{PageUrl, Scope};
use crate::store::list::{self, Filter};

/// A crawl that was interrupted, and one that is complete.
const CUT_SHORT: &str = "00000002-0000-7000-8000-000000000000";
const COMPLETE: &str = "00000001-0000-7000-8000-000000000000";

/// `size` sealed snapshots, as many queued ones, as many crawls of nothing.
fn filled(dir: &Path, size: u64) -> Connection {
    let connection = open(&dir.join("index.sqlite3")).unwrap();
    let insert = |sql: &str| {
        let numbers =
            format!("WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {size})");
        let (into, what) = sql.split_once("SELECT").unwrap();
        connection.execute(&format!("INSERT INTO {into} {numbers} SELECT {what}"), []).unwrap();
    };
    let crawl = "INSERT INTO crawls (id, stage, created_at, dir, depth, scope, options, runner, kind) VALUES (?1, ?2, '2026-01-01T00:00:00.000Z', '', 0, 'host', '{}', ?3, 'archive')";
    connection.execute(crawl, params![COMPLETE, "sealed", None::<String>]).unwrap();
    connection.execute(crawl, params![CUT_SHORT, "started", "1 1 another-boot"]).unwrap();
    insert(
        "crawls SELECT printf('00000000-0000-7000-8000-%012x', n), 'sealed', '2026-01-01T00:00:00.000Z', NULL, NULL, '', 0, NULL, 'host', '{}',
         'complete', NULL, NULL, 0, 'archive' FROM numbers",
    );
    insert(&format!(
        "snapshots (id, crawl_id, url, root_url, depth, stage, queued_at, sealed_at, dir, archive_name, succeeded, failed, page_error)
         SELECT printf('00000001-0000-7000-8000-%012x', n), '{COMPLETE}', 'http://a.example/' || n, '', 0, 'sealed', '2026-01-01T00:00:00.000Z',
         '2026-01-01T00:00:00.000Z', 'dir', printf('%d.000000', n), 1, n = 7, iif(n = 9, 'challenge', NULL) FROM numbers"
    ));
    insert(&format!(
        "snapshots (id, crawl_id, url, root_url, depth, stage, queued_at) SELECT printf('00000002-0000-7000-8000-%012x', n), '{CUT_SHORT}',
         'http://b.example/' || n, 'http://b.example/', 0, 'queued', '2026-01-01T00:00:00.000Z' FROM numbers"
    ));
    insert(
        "archive_results (snapshot_id, plugin, status, output_size) SELECT printf('00000001-0000-7000-8000-%012x', n), 'dom', 'succeeded', n FROM numbers",
    );
    insert(&format!(
        "hook_runs SELECT printf('run-%d', n), '{COMPLETE}', printf('00000001-0000-7000-8000-%012x', n), 'dom', 'hook', 0, '[]', '', 1, '', '', NULL, 0, 0, 0,
         NULL, 'itself', '{{\"stdout_bytes\":0,\"stderr_bytes\":0,\"cut_lines\":0,\"dropped_records\":0}}', '[]', '[]', NULL, NULL FROM numbers"
    ));
    connection.execute_batch("INSERT INTO tags VALUES (1, 'all'), (2, 'rare')").unwrap();
    insert("snapshot_tags SELECT printf('00000001-0000-7000-8000-%012x', n), 1 FROM numbers");
    insert("snapshot_tags SELECT printf('00000001-0000-7000-8000-%012x', n), 2 FROM numbers WHERE n = 3");
    connection
}

/// Counts the steps that SQLite takes for what is asked from here on.
fn counting(connection: &Connection) -> Arc<AtomicU64> {
    let counted = Arc::new(AtomicU64::new(0));
    let counter = counted.clone();
    let count = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    connection.progress_handler(1, Some(count)).unwrap();
    counted
}

/// What is asked, by name, and how many steps the answer took.
fn steps(size: u64) -> Vec<(&'static str, u64)> {
    let dir = tempfile::tempdir().unwrap();
    let mut connection = filled(dir.path(), size);
    let layout = Layout::new(dir.path().to_owned());
    let counted = counting(&connection);
    let mut steps = Vec::new();
    let mut asked = |name| steps.push((name, counted.swap(0, Ordering::Relaxed)));

    let limits = |limit| Filter { limit, ..Filter::default() };
    let listed = |filter: Filter| list::newest(&connection, &filter).unwrap().len();
    assert_eq!(listed(limits(20)), 20);
    asked("list");
    for stage in [Stage::Queued, Stage::Sealed] {
        assert_eq!(listed(Filter { stage: Some(stage), ..limits(20) }), 20);
        asked("list --stage");
    }
    assert_eq!(listed(Filter { stage: Some(Stage::Started), ..limits(20) }), 0);
    asked("list --stage started");
    assert_eq!(listed(Filter { failed: true, ..limits(20) }), 2);
    asked("list --failed");
    assert_eq!(listed(Filter { tag: Some("rare".into()), ..limits(20) }), 1);
    asked("list --tag rare");
    assert_eq!(listed(Filter { tag: Some("all".into()), ..limits(20) }), 20);
    asked("list --tag all");
    assert_eq!(reader::not_good(&connection).unwrap().len(), 2);
    asked("retry");
    for what in [
        "http://a.example/5",
        "5.000000",
        "00000001-0000-7000-8000-000000000005",
        "00000001-0000-7000-8000-00000000000",
    ] {
        let found = reader::find(&connection, what, 2).unwrap();
        reader::show(&connection, found[0].clone()).unwrap();
        asked("show");
    }
    assert_eq!(reader::status(&connection).unwrap().snapshots, 2 * size);
    asked("status");
    let resumable = interrupted::resumable(&connection, &layout).unwrap();
    assert!(matches!(&resumable[..], [only] if only.open == size));
    asked("resumable");

    assert!(interrupted::settle_dead(&mut connection, &layout).unwrap().seen);
    asked("settle_dead");
    let transaction = connection.transaction().unwrap();
    let id: CrawlId = CUT_SHORT.parse().unwrap();
    assert_eq!(interrupted::take_over(&transaction, id, "1 1 this-boot").unwrap().unwrap().queued, size);
    asked("take_over");
    assert!(!claim::is_empty(&transaction, id).unwrap());
    asked("is_empty");
    assert!(matches!(claim::claim(&transaction, id, &BTreeSet::new(), &layout).unwrap(), Next::Start(_)));
    asked("claim");
    let created_at = Timestamp::now();
    let crawl = Crawl {
        id,
        created_at,
        dir: layout.crawl(id, created_at),
        limits: Limits { depth: 0, max_urls: Some(size), scope: Scope::Host },
    };
    let candidate = Candidate {
        url: PageUrl::parse("http://b.example/new").unwrap(),
        depth: 0,
        title: None,
        tags: Vec::new(),
        found_by: None,
    };
    assert_eq!(enqueue::enqueue(&transaction, &crawl, &[candidate], Some(created_at)).unwrap().over_limit, 1);
    asked("enqueue");
    let new = Crawl { id: CrawlId::new(), ..crawl };
    enqueue::add_crawl(&transaction, &NewCrawl::of_pages(new.clone()), &layout).unwrap();
    enqueue::discard_crawl(&transaction, new.id).unwrap();
    asked("discard_crawl");
    steps
}

#[test]
fn no_question_takes_longer_in_a_large_collection() {
    for ((what, small), (_, large)) in steps(100).into_iter().zip(steps(5000)) {
        assert!(small > 0 && large <= small + 10, "{what}: {small} steps of 100 snapshots, {large} of 5000");
    }
}

#[test]
fn a_text_costs_some_steps_for_64_snapshots_and_none_for_what_is_left_out() {
    let steps = |size| {
        let dir = tempfile::tempdir().unwrap();
        let connection = filled(dir.path(), size);
        let counted = counting(&connection);
        let of = |filter: Filter, expected| {
            let filter = Filter { limit: 20, ..filter };
            assert_eq!(list::newest(&connection, &filter).unwrap().len(), expected, "{filter:?}");
            counted.swap(0, Ordering::Relaxed)
        };
        let text = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
        let looking = [
            text("nowhere"),
            text("\u{fc}"),
            Filter { stage: Some(Stage::Sealed), ..text("nowhere") },
            Filter { tag: Some("all".into()), ..text("nowhere") },
        ]
        .map(|filter| of(filter, 0));
        let left_out = [
            of(text("example"), 20),
            of(Filter { failed: true, ..text("example") }, 2),
            of(Filter { tag: Some("rare".into()), ..text("example") }, 1),
            of(Filter { stage: Some(Stage::Started), ..text("example") }, 0),
        ];
        (looking, left_out)
    };
    // More than are looked through for a text that is left to few.
    let (small, large) = (steps(1500), steps(6500));
    let blocks = 2 * 5000 / 64 + 1;
    for (small, large) in small.0.into_iter().zip(large.0) {
        assert!(large > small && large <= small + 10 * blocks, "{small} steps of 3000 snapshots, {large} of 13000");
    }
    for (small, large) in small.1.into_iter().zip(large.1) {
        assert!(small > 0 && large <= small + 10, "{small} steps of 3000 snapshots, {large} of 13000");
    }
}

#[test]
fn what_is_counted_is_what_is_kept_whatever_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut connection = filled(dir.path(), 10);
    let agrees = |connection: &Connection, what: &str| {
        assert_eq!(counts::wrong(connection).unwrap(), (Vec::new(), false), "{what}")
    };
    agrees(&connection, "rows that were added");
    // Of every change two, there and back, so that no number is right by chance.
    for change in [
        "UPDATE snapshots SET stage = 'started' WHERE url LIKE 'http://b%' AND url < 'http://b.example/5'",
        "UPDATE snapshots SET stage = 'sealed', page_error = 'challenge', interrupted = 1 WHERE stage = 'started' AND seq % 2 = 0",
        "UPDATE snapshots SET interrupted = 0, page_error = 'captcha' WHERE interrupted = 1 AND seq % 4 = 0",
        "UPDATE snapshots SET retried_by = (SELECT min(id) FROM crawls) WHERE seq % 3 = 0",
        "UPDATE snapshots SET stage = 'started', page_error = NULL WHERE retried_by IS NOT NULL AND seq % 2 = 0",
        "UPDATE snapshots SET retried_by = (SELECT max(id) FROM crawls) WHERE seq % 6 = 0",
        "UPDATE snapshots SET stage = 'queued' WHERE stage = 'started'",
        "UPDATE snapshots SET seq = -seq",
        "UPDATE archive_results SET output_size = output_size * 2 WHERE id % 2 = 0",
        "INSERT INTO archive_results (snapshot_id, plugin, output_size) SELECT id, 'pdf', 5 FROM snapshots",
        "INSERT INTO archive_results (snapshot_id, plugin) SELECT id, 'pdf' FROM snapshots WHERE true
         ON CONFLICT (snapshot_id, plugin) DO UPDATE SET output_size = 0 WHERE id % 2 = 0",
        "DELETE FROM archive_results WHERE snapshot_id LIKE '00000002%'",
        "DELETE FROM snapshots WHERE id LIKE '00000002%' AND stage = 'queued'",
        "UPDATE snapshots SET retried_by = '00000009-0000-7000-8000-000000000000' WHERE seq % 2 = 0",
        "INSERT INTO crawls SELECT '00000009-0000-7000-8000-000000000000', stage, created_at, NULL, NULL, dir, 0, NULL, scope, '{}', NULL, NULL, NULL, 0, kind
         FROM crawls LIMIT 1",
        "DELETE FROM crawls WHERE id LIKE '00000000%'",
    ] {
        assert!(connection.execute(change, []).unwrap() > 0, "{change}");
        agrees(&connection, change);
    }
    let transaction = connection.transaction().unwrap();
    transaction
        .execute_batch("UPDATE crawl_counts SET sealed = sealed + 1; UPDATE collection_counts SET crawls = 99")
        .unwrap();
    let (crawls, is_total_wrong) = counts::wrong(&transaction).unwrap();
    assert!(crawls.len() == 3 && is_total_wrong, "{crawls:?}");
    counts::recount_all(&transaction).unwrap();
    agrees(&transaction, "counted anew");
}
