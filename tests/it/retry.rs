//! `retry`: what failed is tried again, what is good stays as it is.

use std::fs;

use nix::sys::signal::Signal;
use serde_json::{Value, json};
use tacklebox::model::timestamp::Timestamp;

use crate::collection::{Collection, PAGE, Running, files_of, fixtures, result_in};

fn retry(collection: &Collection, arguments: &[&str]) -> crate::collection::Output {
    let fixtures = fixtures();
    collection.run(&[&["retry", "--plugins-dir", fixtures.to_str().unwrap()], arguments].concat())
}

fn mended(collection: &Collection) {
    fs::write(collection.data().join("mended"), "").unwrap();
}

#[test]
fn only_what_failed_is_run_again() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,ready_bg,fails_until_mended", PAGE]).exits(1);
    let before = collection.show(PAGE);
    let failed = result_in(&before, "fails_until_mended");
    assert_eq!((&failed["status"], files_of(&failed)), (&json!("failed"), vec!["broken.txt"]));

    retry(&collection, &[]).exits(3);
    assert_eq!(collection.result(PAGE, "fails_until_mended")["status"], "failed", "not mended yet");

    mended(&collection);
    retry(&collection, &[]).exits(0);
    let after = collection.show(PAGE);
    let repaired = result_in(&after, "fails_until_mended");
    assert_eq!((&repaired["status"], &repaired["output_str"]), (&json!("succeeded"), &json!("whole.txt")));
    assert_eq!((files_of(&repaired), &repaired["error"]), (vec!["whole.txt"], &Value::Null));
    assert!(!collection.snapshot_dir(PAGE).join("fails_until_mended/broken.txt").exists());
    assert!(repaired["started_at"].as_str() > failed["started_at"].as_str());
    assert_eq!(repaired["hooks"].as_array().unwrap().len(), 3, "every attempt is accounted for");
    for good in ["hello_sh", "ready_bg"] {
        assert_eq!(result_in(&after, good), result_in(&before, good));
    }
    let same = |key: &str| assert_eq!(after[key], before[key], "{key}");
    ["id", "dir", "crawl_id", "started_at"].into_iter().for_each(same);
    assert_eq!((&after["stage"], &after["succeeded"], &after["failed"]), (&json!("sealed"), &json!(3), &json!(0)));
    collection.assert_nothing_is_left();
}

#[test]
fn the_index_beside_the_files_follows() {
    let collection = Collection::new();
    // What it requires runs again with it, and says other facts then.
    collection.drop_in("fails_until_mended", "fails_until_mended");
    fs::write(
        collection.data().join("plugins/fails_until_mended/config.json"),
        r#"{"required_plugins": ["says_facts"]}"#,
    )
    .unwrap();
    collection.archive(&["--plugins", "hello_sh,sets_title,fails_until_mended", PAGE]).exits(1);
    mended(&collection);
    retry(&collection, &[PAGE]).exits(0);
    let text = fs::read_to_string(collection.snapshot_dir(PAGE).join("index.jsonl")).unwrap();
    let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut results: Vec<(&str, &str)> = records
        .iter()
        .filter(|record| record["type"] == "ArchiveResult")
        .map(|record| (record["plugin"].as_str().unwrap(), record["status"].as_str().unwrap()))
        .collect();
    results.sort_unstable();
    assert_eq!(results, [("fails_until_mended", "succeeded"), ("hello_sh", "succeeded"), ("sets_title", "succeeded")]);
    assert_eq!(records.iter().filter(|record| record["type"] == "HookRun").count(), 6);
    assert_eq!(records[0]["facts"], json!({ "http_status": 200, "first": true, "second": true }));
    assert_eq!(collection.show(PAGE)["facts"], records[0]["facts"]);
    assert_eq!(
        (&records[0]["title"], &records[0]["tags"]),
        (&json!("A title set by a hook"), &json!(["set-by-a-hook"]))
    );
}

#[test]
fn a_snapshot_or_a_plugin_may_be_chosen() {
    let collection = Collection::new();
    let other = "http://127.0.0.1:1/other";
    collection.archive(&["--plugins", "hello_sh,fails_until_mended,fails", PAGE, other]).exits(1);
    mended(&collection);
    retry(&collection, &["--plugins", "fails_until_mended", other]).exits(0);
    assert_eq!(collection.result(other, "fails_until_mended")["status"], "succeeded");
    assert_eq!(collection.result(other, "fails")["hooks"].as_array().unwrap().len(), 1, "it was not chosen");
    assert_eq!(collection.result(PAGE, "fails_until_mended")["status"], "failed");
    retry(&collection, &["http://127.0.0.1:1/never"]).exits(2).says("no snapshot has this URL or id");
    let id = collection.show(PAGE)["id"].as_str().unwrap().to_owned();
    retry(&collection, &[&id[..8]]).exits(2).says("several snapshots match");
    let status = collection.run(&["status", "--json"]).exits(0).json();
    assert_eq!(
        (&status["recent"][0]["sealed"], &status["recent"][1]["sealed"]),
        (&json!(1), &json!(2)),
        "the retry, the crawl"
    );
}

#[test]
fn where_nothing_failed_nothing_is_done() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    retry(&collection, &[]).exits(0).says("nothing has failed");
    assert_eq!(collection.query("SELECT id FROM crawls").len(), 1);
}

#[test]
fn what_does_not_run_again_keeps_what_it_has() {
    let collection = Collection::new();
    collection.drop_in("fails_until_mended", "gone");
    collection.drop_in("fails_until_mended", "lacking");
    collection.archive(&["--plugins", "hello_sh,fails_until_mended,gone,lacking", PAGE]).exits(1);
    let before = collection.show(PAGE);
    // One is no longer installed, the other requires something that is not there.
    fs::remove_dir_all(collection.data().join("plugins/gone")).unwrap();
    fs::write(collection.data().join("plugins/lacking/config.json"), r#"{"required_plugins": ["no_such_plugin"]}"#)
        .unwrap();
    mended(&collection);
    retry(&collection, &[]).exits(0).says("the plugin lacking is skipped: it requires the plugin no_such_plugin");
    let after = collection.show(PAGE);
    assert_eq!(result_in(&after, "fails_until_mended")["status"], "succeeded");
    for name in ["gone", "lacking"] {
        assert_eq!(result_in(&after, name), result_in(&before, name));
        assert!(collection.snapshot_dir(PAGE).join(name).join("broken.txt").exists(), "{name}");
    }
    assert_eq!(after["failed"], 2);
}

#[test]
fn what_cannot_be_cleared_away_is_told() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,fails_until_mended", PAGE]).exits(1);
    let dir = collection.snapshot_dir(PAGE).join("fails_until_mended");
    fs::remove_dir_all(&dir).unwrap();
    fs::write(&dir, "in the way").unwrap();
    retry(&collection, &[]).exits(3).says(&format!("WARN {}: Not a directory", dir.display()));
}

#[test]
fn a_busy_host_is_asked_gently_and_holds_up_no_other() {
    let collection = Collection::new();
    let other = "http://localhost:1/other";
    let pages = [other, "http://127.0.0.1:1/1", "http://127.0.0.1:1/2", "http://127.0.0.1:1/3"];
    collection.archive(&[&["--plugins", "fails_until_mended"], &pages[..]].concat()).exits(3);
    mended(&collection);
    // The newest are tried first, so all of the one host come before the other.
    let limits = ["--json", "--concurrency", "4", "--set", "MAX_PER_HOST=1", "--set", "HOST_DELAY=0.7"];
    let events = retry(&collection, &limits).exits(0).json_lines();
    let of = |event: &Value, kind: &str, url: &str| {
        event["event"] == kind && [&event["url"], &event["snapshot"]["url"]].iter().any(|is| *is == url)
    };
    let place = |kind: &str, url: &str| events.iter().position(|event| of(event, kind, url)).unwrap();
    for pair in pages[1..].windows(2) {
        assert!(place("snapshot_sealed", pair[1]) < place("snapshot_started", pair[0]), "two at a time: {events:#?}");
    }
    assert!(
        place("snapshot_started", other) < place("snapshot_started", pages[2]),
        "the other host went on meanwhile: {events:#?}"
    );
    let starts =
        "SELECT r.started_at FROM hook_runs r JOIN snapshots s ON s.id = r.snapshot_id AND s.retried_by = r.crawl_id
                  WHERE s.url LIKE 'http://127%' ORDER BY r.started_at";
    let times: Vec<Timestamp> = collection.query(starts).iter().map(|time| Timestamp::parse(time).unwrap()).collect();
    // A hook may start a little later after its page's turn has come than another; two pauses leave
    // room for that.
    assert!(times.len() == 3 && times[2].millis_since(times[0]) >= 700, "{times:?}");
}

#[test]
fn what_is_left_of_a_retry_is_for_another_one() {
    let collection = Collection::new();
    let half = "http://127.0.0.1:1/half";
    collection.archive(&["--plugins", "hello_sh,fails_until_mended", PAGE]).exits(1);
    retry(&collection, &["--set", "MIN_FREE_DISK=9000000000000000"])
        .exits(3)
        .says("the minimum is")
        .says("free some disk space, then `tacklebox retry");
    mended(&collection);
    fs::write(collection.data().join("fail"), "").unwrap();
    collection.archive(&["--plugins", "hello_sh,half_written", half]).exits(1);
    fs::remove_file(collection.data().join("fail")).unwrap();

    let mut command =
        collection.command(["retry", "--json", "--concurrency", "1", "--plugins-dir", fixtures().to_str().unwrap()]);
    let mut retrying = Running::start(&mut command);
    retrying.event_where("the hook", |event| event["event"] == "hook_started" && event["plugin"] == "half_written");
    retrying.signal(Signal::SIGINT);
    let stopped = retrying.end().exits(130).says("interrupted; `tacklebox retry --data");
    assert!(!stopped.stderr.contains("tacklebox resume"), "{}", stopped.stderr);
    fs::write(collection.data().join("go"), "").unwrap();
    retry(&collection, &[]).exits(0);
    for (url, plugin) in [(half, "half_written"), (PAGE, "fails_until_mended")] {
        assert_eq!(collection.result(url, plugin)["output_str"], "whole.txt");
    }
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    retry(&collection, &[]).exits(0).says("nothing has failed");
}
