//! What the program says: JSON for machines, exit codes, the files that tell of a snapshot.

use std::fs::{self, File};
use std::io::{self, PipeWriter};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, fixtures, result_in};
use crate::processes;

#[test]
fn show_tells_all_of_a_snapshot() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,fails", PAGE]).exits(1);
    let shown = collection.show(PAGE);
    let hello = result_in(&shown, "hello_sh");
    assert_eq!(
        (&hello["status"], &hello["output_str"], &hello["size"]),
        (&json!("succeeded"), &json!("hello.txt"), &json!(PAGE.len() + 1))
    );
    let file = &hello["files"]["hello.txt"];
    assert_eq!((&file["size"], &file["mimetype"]), (&json!(PAGE.len() + 1), &json!("text/plain")));
    assert_eq!(file["sha256"].as_str().map(str::len), Some(64));
    let hook = &hello["hooks"][0];
    assert_eq!(
        (&hook["hook"], &hook["exit_code"], &hook["ended_by"]),
        (&json!("on_Snapshot__10_hello.sh"), &json!(0), &json!("itself"))
    );
    assert!(hook["started_at"].as_str() <= hook["ended_at"].as_str());
    assert!(hook["cpu_ms"].is_u64() && hook["peak_memory_kib"].as_u64() > Some(0) && hook["pid"].is_u64(), "{hook:#}");
    // By any name that a person may have at hand.
    let id = shown["id"].as_str().unwrap();
    let archive_name = collection.query("SELECT archive_name FROM snapshots").remove(0);
    for name in [id, &id[..13], &archive_name] {
        assert_eq!(collection.show(name)["id"], id, "{name}");
    }
    let text = collection.run(&["show", PAGE]).exits(0).stdout;
    assert!(text.contains("hello_sh succeeded hello.txt") && text.contains("fails: giving up"), "{text}");
}

#[test]
fn exit_codes() {
    let collection = Collection::new();
    collection.run(&["list"]).exits(3).says("there is no collection in");
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    collection.archive(&["--plugins", "hello_sh,fails", PAGE]).exits(1);
    collection.archive(&["--plugins", "fails", PAGE]).exits(3);
    collection.run(&["show", "http://127.0.0.1:1/never"]).exits(3).says("no snapshot has this URL or id");
    collection.run(&["list", "--stage", "nowhere"]).exits(2);
    collection.run(&["--help"]).exits(0);
    collection.run(&["--version"]).exits(0);
}

#[test]
fn list_and_status() {
    let collection = Collection::new();
    let other = "http://127.0.0.1:1/other";
    collection.archive(&["--plugins", "hello_sh,sets_title", PAGE, other]).exits(0);
    collection.archive(&["--plugins", "hello_sh,fails", PAGE]).exits(1);
    let list = collection.list();
    let of = |key: &str| list.iter().map(|snapshot| snapshot[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("url"), [PAGE, other, PAGE]);
    assert_eq!(of("failed"), [1, 0, 0]);
    assert_eq!(of("title"), [json!(null), json!("A title set by a hook"), json!("A title set by a hook")]);
    assert_eq!(of("stage"), ["sealed"; 3]);
    let count =
        |arguments: &[&str]| collection.run(&[&["list", "--json"], arguments].concat()).exits(0).json_lines().len();
    assert_eq!(
        [count(&["--failed"]), count(&["title set"]), count(&["other"]), count(&["--limit", "1"])],
        [1, 2, 1, 1]
    );
    assert_eq!(count(&["--stage", "queued"]), 0);

    let status = collection.run(&["status", "--json"]).exits(0).json();
    assert_eq!((&status["snapshots"], &status["crawls"]), (&json!(3), &json!(2)));
    let newest = &status["recent"][0];
    assert_eq!(
        (&newest["stage"], &newest["ending"], &newest["running"], &newest["sealed"]),
        (&json!("sealed"), &json!("complete"), &json!(false), &json!(1))
    );
    for command in ["list", "status", "config", "plugins"] {
        assert!(!collection.run(&[command]).exits(0).stdout.is_empty(), "{command}");
    }
}

/// One column of one row.
fn now_in(database: &Connection, sql: &str, ids: &[&str]) -> String {
    database.query_row(sql, rusqlite::params_from_iter(ids), |row| row.get(0)).unwrap()
}

#[test]
fn what_an_event_tells_is_in_the_database_already() {
    let collection = Collection::new();
    let pages: Vec<String> = (0..10).map(|number| format!("{PAGE}/{number}")).collect();
    let mut arguments = vec!["--json", "--plugins", "hello_sh,ready_bg,sets_title,emits_links,fails", "--depth", "1"];
    arguments.extend(pages.iter().map(String::as_str));
    let mut running = Running::start(&mut collection.archiving(&arguments));
    let first = running.event().unwrap();
    assert_eq!((&first["event"], &first["queued"]), (&json!("crawl_started"), &json!(10)));
    let database = collection.database();
    let (mut results, mut sealed, mut last) = (0, 0, Value::Null);
    while let Some(event) = running.event() {
        match event["event"].as_str().unwrap() {
            "result_ended" => {
                let result = &event["result"];
                let ids = [result["snapshot_id"].as_str().unwrap(), result["plugin"].as_str().unwrap()];
                assert_eq!(
                    now_in(&database, "SELECT status FROM archive_results WHERE snapshot_id = ? AND plugin = ?", &ids),
                    result["status"]
                );
                results += 1;
            }
            "snapshot_sealed" => {
                let id = event["snapshot_id"].as_str().unwrap();
                assert_eq!(now_in(&database, "SELECT stage FROM snapshots WHERE id = ?", &[id]), "sealed");
                let living = processes::of_snapshot(id);
                assert!(living.is_empty(), "{living:?}");
                sealed += 1;
            }
            "snapshot_queued" => {
                let id = event["snapshot_id"].as_str().unwrap();
                assert_eq!(now_in(&database, "SELECT CAST(depth AS TEXT) FROM snapshots WHERE id = ?", &[id]), "1");
            }
            "hook_ended" => {
                let id = event["run"]["id"].as_str().unwrap();
                assert_eq!(now_in(&database, "SELECT hook FROM hook_runs WHERE id = ?", &[id]), event["run"]["hook"]);
            }
            _ => {}
        }
        last = event;
    }
    running.end().exits(1);
    // The ten and the two that they all found.
    assert_eq!((sealed, results), (12, 60));
    assert_eq!((&last["event"], &last["ending"]), (&json!("crawl_sealed"), &json!({ "how": "complete" })));
}

/// A disk without room, for what is written to it.
pub fn full_disk() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// A pipe that nobody reads any more.
pub fn closed_pipe() -> PipeWriter {
    io::pipe().unwrap().1
}

#[test]
fn what_cannot_be_written_is_a_failure_and_what_nobody_reads_is_none() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["show", PAGE],
        &["show", PAGE, "--timeline"],
        &["show", PAGE, "--svg", "-"],
        &["status"],
        &["status", "--json"],
        &["plugins"],
        &["config"],
        &["schema"],
        &["install", "--list"],
        &["completions", "bash"],
        &["doctor"],
        &["result", "succeeded"],
    ] {
        collection
            .run_into(full_disk(), arguments)
            .exits(1)
            .says("tacklebox: standard output: No space left on device");
        collection.run_into(closed_pipe(), arguments).exits(0);
    }
}

#[test]
fn nobody_has_to_read_the_events() {
    let collection = Collection::new();
    let mut running = Running::start(&mut collection.archiving(&["--json", "--plugins", "hello_sh", PAGE]));
    running.close_stdout();
    running.end().exits(0);
    assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded");
}

#[test]
fn events_that_cannot_be_written_are_missed() {
    let collection = Collection::new();
    let plugins = fixtures();
    let arguments = ["archive", "--json", "--plugins-dir", plugins.to_str().unwrap(), "--plugins", "hello_sh", PAGE];
    let said = collection.run_into(full_disk(), &arguments).exits(1);
    said.says("standard output: No space left on device (os error 28); no more events are written to it");
    assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded");
}

#[test]
fn a_snapshots_directory_tells_its_own_story() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,fails,ready_bg", PAGE]).exits(1);
    let dir = collection.snapshot_dir(PAGE);
    let text = fs::read_to_string(dir.join("index.jsonl")).unwrap();
    let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str, key: &str| {
        let mut values: Vec<&str> = records
            .iter()
            .filter(|record| record["type"] == kind)
            .map(|record| record[key].as_str().unwrap())
            .collect();
        values.sort_unstable();
        values
    };
    assert_eq!(of("Snapshot", "url"), [PAGE]);
    assert_eq!(of("ArchiveResult", "plugin"), ["fails", "hello_sh", "ready_bg"]);
    assert_eq!(
        of("HookRun", "hook"),
        ["on_Snapshot__10_hello.sh", "on_Snapshot__20_fail.sh", "on_Snapshot__20_listen.bg.sh"]
    );
    // The link is relative, so that it survives when the collection is moved.
    let links: Vec<_> =
        fs::read_dir(collection.data().join("archive")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(links.len(), 1);
    assert!(fs::read_link(&links[0]).unwrap().is_relative());
    assert_eq!(fs::canonicalize(&links[0]).unwrap(), fs::canonicalize(&dir).unwrap());
    let day = dir.parent().unwrap();
    assert_eq!(day.file_name().unwrap(), "127.0.0.1_1");
}

#[test]
fn whoever_waits_for_a_large_index_of_an_earlier_version_is_told_why() {
    let announced = "index.sqlite3: of an earlier version, and brought up to date now";
    for (bytes, is_announced) in [(0, false), (300 << 20, true)] {
        let collection = Collection::new();
        fs::create_dir_all(collection.data()).unwrap();
        let path = collection.data().join("index.sqlite3");
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(include_str!("../../migrations/0001_initial.sql")).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        drop(old);
        // Nothing but a hole in the file: SQLite counts its pages itself.
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_len(file.metadata().unwrap().len().max(bytes)).unwrap();
        let listed = collection.run(&["list", "text"]).exits(0);
        assert_eq!(listed.stderr.contains(announced), is_announced, "{}", listed.stderr);
        assert_eq!(collection.run(&["list", "text"]).exits(0).stderr, "");
    }
}

#[test]
fn the_end_of_a_page_is_told_in_few_words() {
    let collection = Collection::new();
    let (names, page) = (["tangled_one", "tangled_three", "tangled_two"], "http://127.0.0.1:1/c?x=1&y=2");
    names.iter().for_each(|name| collection.drop_in("fails", name));
    let said = collection.archive(&["--plugins", "tangled_*,hello_sh,noresult", page]).exits(1);
    let failures: Vec<&str> = said.stderr.lines().filter(|line| line.starts_with("  failed")).collect();
    assert_eq!(failures.len(), 1, "{}", said.stderr);
    assert!(
        failures[0]
            .starts_with("  failed 3 plugins (tangled_one, tangled_three, tangled_two): on_Snapshot__20_fail.sh ended"),
        "{}",
        failures[0]
    );
    // Success is told from nothing to save, and the command can be pasted into a shell.
    let said = said.says(&format!("[1/1] done {page} (1 succeeded, 3 failed, 1 without results)"));
    said.says(&format!("tacklebox show --data {} '{page}'", collection.data().display()));
}
