//! `retry`: what failed is tried again, what is good stays as it is.

use std::fs;

use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, files_of, fixtures, result_in};

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
    fs::write(collection.data().join("plugins/fails_until_mended/config.json"), r#"{"required_plugins": ["says_facts"]}"#).unwrap();
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
    assert_eq!((&records[0]["title"], &records[0]["tags"]), (&json!("A title set by a hook"), &json!(["set-by-a-hook"])));
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
    retry(&collection, &[&id[..8]]).exits(2).says("several snapshots begin so");
    let status = collection.run(&["status", "--json"]).exits(0).json();
    assert_eq!((&status["recent"][0]["sealed"], &status["recent"][1]["sealed"]), (&json!(1), &json!(2)), "the retry, the crawl");
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
    fs::write(collection.data().join("plugins/lacking/config.json"), r#"{"required_plugins": ["no_such_plugin"]}"#).unwrap();
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
