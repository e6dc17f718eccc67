//! A crawl, or a page, that reaches a limit says which, stops there, and is carried on with
//! another.

use serde_json::Value;

use crate::collection::{Collection, Output};

const PAGES: [&str; 4] =
    ["http://127.0.0.1:1/1", "http://127.0.0.1:1/2", "http://127.0.0.1:1/3", "http://127.0.0.1:1/4"];

/// Archives the pages one after another with a plugin that leaves `bytes` bytes of each after
/// `seconds`.
fn archive(collection: &Collection, plugin: &str, more: &[&str]) -> Output {
    collection.archive(&[&["--concurrency", "1", "--plugins", plugin], more, &PAGES[..]].concat())
}

fn stages(collection: &Collection) -> Vec<String> {
    collection.query("SELECT stage FROM snapshots ORDER BY seq")
}

/// What was left is done under another limit.
fn carried_on(collection: &Collection, setting: &str) {
    let queued = stages(collection).iter().filter(|stage| *stage == "queued").count();
    assert!(queued > 0);
    assert!(collection.run(&["status"]).stdout.contains(&format!("{queued} waiting")));
    collection.run(&["resume", "--set", setting]).exits(0);
    assert_eq!(stages(collection), ["sealed"; 4]);
    assert_eq!(collection.query("SELECT count(*) || '' FROM archive_results WHERE status = 'succeeded'"), ["4"]);
    assert_eq!(collection.query("SELECT ending FROM crawls"), ["complete"]);
    collection.run(&["resume"]).exits(0).says("nothing to resume");
    collection.assert_nothing_is_left();
}

#[test]
fn bytes_of_a_crawl() {
    let collection = Collection::new();
    // Each page has 1000 bytes, and the second is the one with which the limit is reached.
    archive(&collection, "leaves_bytes", &["--set", "MAX_BYTES=1500"])
        .exits(1)
        .says("limit: MAX_BYTES: the crawl has saved 2000 bytes; the limit is 1500");
    assert_eq!(stages(&collection), ["sealed", "sealed", "queued", "queued"]);
    // What there was before counts.
    collection.run(&["resume", "--set", "MAX_BYTES=1900"]).exits(3).says("MAX_BYTES: the crawl has saved 2000 bytes");
    carried_on(&collection, "MAX_BYTES=1000000");
}

#[test]
fn a_limit_that_is_reached_with_the_last_page_stops_nothing() {
    let collection = Collection::new();
    archive(&collection, "leaves_bytes", &["--set", "MAX_BYTES=3500"]).exits(0);
    assert_eq!(collection.query("SELECT ending FROM crawls"), ["complete"]);
}

#[test]
fn time_of_a_crawl() {
    let collection = Collection::new();
    // The first page takes all the time that there is.
    archive(&collection, "leaves_bytes", &["--set", "MAX_TIME=2", "--set", "PAUSE=2"])
        .exits(1)
        .says("limit: MAX_TIME: the crawl has run for 2 s");
    assert_eq!(stages(&collection), ["sealed", "queued", "queued", "queued"], "the page at work was finished");
    carried_on(&collection, "MAX_TIME=60");
}

#[test]
fn time_of_a_crawl_that_only_waits() {
    let collection = Collection::new();
    let waiting = ["--set", "RETRIES=1", "--set", "AFTER=3600", "--set", "MAX_RETRY_DELAY=3600", "--set", "MAX_TIME=2"];
    archive(&collection, "passing_failure", &waiting).exits(3).says("limit: MAX_TIME");
    assert_eq!(stages(&collection), ["queued"; 4]);
}

#[test]
fn free_disk() {
    let collection = Collection::new();
    archive(&collection, "leaves_bytes", &["--set", "MIN_FREE_DISK=9000000000000000"])
        .exits(3)
        .says("limit: MIN_FREE_DISK:");
    assert_eq!(stages(&collection), ["queued"; 4]);
    carried_on(&collection, "MIN_FREE_DISK=1");
}

#[test]
fn bytes_and_time_of_a_page() {
    let collection = Collection::new();
    let url = PAGES[0];
    let plugins = ["--plugins", "grows_for_ever", "--set", "TIMEOUT=20", url];
    collection.archive(&[&["--set", "SNAPSHOT_MAX_BYTES=1000000"], &plugins[..]].concat()).exits(3);
    assert!(error_of(&collection, url, "grows_for_ever").contains("SNAPSHOT_MAX_BYTES sets this limit"));

    let collection = Collection::new();
    // No other limit could end it within that of the test.
    let settings = ["--set", "SNAPSHOT_TIMEOUT=1", "--set", "TIMEOUT=600"];
    let output = collection.archive(&[&["--json", "--plugins", "hangs,hello_sh", url], &settings[..]].concat());
    let error = error_of(&collection, url, "hangs");
    assert!(error.contains("the snapshot has taken 1 s; SNAPSHOT_TIMEOUT sets this limit"), "{error}");
    let started = output.json_lines().into_iter().find(|event| event["event"] == "crawl_started").unwrap();
    assert_eq!(started["snapshot_limit"], 1.0);
}

#[test]
fn the_longest_that_a_page_can_take_is_said() {
    let collection = Collection::new();
    // Two foreground hooks of at most 5 s and 10 s to stop, and the grace of the seal.
    let settings = ["--set", "TIMEOUT=5", "--set", "SEAL_GRACE=10"];
    let given = [&["--plugins", "hello_sh,hello_python"], &settings[..], &[PAGES[0]]].concat();
    let output = collection.archive(&[&["--json"], &given[..]].concat()).exits(0);
    let started = output.json_lines().into_iter().find(|event| event["event"] == "crawl_started").unwrap();
    assert_eq!(started["snapshot_limit"], 40.0);
    collection.archive(&given).exits(0).says("at most 40 s each");
}

#[test]
fn urls_of_a_crawl() {
    let collection = Collection::new();
    archive(&collection, "leaves_bytes", &["--max-urls", "2"]).exits(0).says("2 taken, 2 URLs beyond --max-urls");
    assert_eq!(stages(&collection), ["sealed"; 2]);
}

fn error_of(collection: &Collection, url: &str, plugin: &str) -> String {
    let result: Value = collection.result(url, plugin);
    assert_eq!(result["status"], "failed", "{result:#}");
    result["error"].as_str().unwrap_or_default().to_owned()
}
