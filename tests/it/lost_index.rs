//! A crawl that was cut short, and whose index was lost then: what it was given is read again, and
//! what cannot be known any more is said.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running};
use crate::processes::wait_for;

const HALF: &str = "http://127.0.0.1:1/half";
const LAST: &str = "http://127.0.0.1:1/last";
const SAVED: &str = "all its pages are saved";

/// Archives one page after another until the hook of [`HALF`] hangs, and ends the runner by a
/// signal.
fn interrupted(collection: &Collection, how: Signal, given: &[&str], input: &str) {
    let arguments = ["--json", "--concurrency", "1", "--plugins", "hello_sh,half_written"];
    let mut running = Running::start(collection.archiving(&[&arguments, given].concat()).stdin(Stdio::piped()));
    running.tell(input);
    running.event_where("the seal of the page before it", |event| {
        event["event"] == "snapshot_sealed" && event["url"] == PAGE
    });
    wait_for("the half", || half(collection).filter(|half| half.exists()));
    running.signal(how);
    running.end();
    fs::write(collection.data().join("go"), "").unwrap();
}

/// What the hook writes before it hangs, when it has come so far.
fn half(collection: &Collection) -> Option<PathBuf> {
    let dir = collection.show(HALF)["dir"].as_str().map(|dir| collection.data().join(dir))?;
    Some(dir.join("half_written/half.txt"))
}

/// Loses the index, and has it made anew.
fn lose_index(collection: &Collection) {
    for companion in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(collection.data().join(format!("index.sqlite3{companion}")));
    }
    let repaired = collection.run(&["doctor", "--repair", "--json"]);
    assert!(
        repaired.json_lines().iter().any(|line| line["kind"] == "index_gone" && line["outcome"] == "mended"),
        "{repaired:#?}"
    );
}

fn urls(collection: &Collection) -> Vec<String> {
    collection
        .query("SELECT url FROM snapshots WHERE stage = 'sealed' AND interrupted = 0 AND succeeded = 2 ORDER BY url")
}

fn ending(collection: &Collection) -> (String, String) {
    let crawl = |column: &str| collection.query(&format!("SELECT coalesce({column}, '') FROM crawls")).remove(0);
    (crawl("ending"), crawl("error"))
}

#[test]
fn what_it_was_given_is_read_again() {
    for how in [Signal::SIGKILL, Signal::SIGINT] {
        let collection = Collection::new();
        let list = collection.file("list", &format!("{HALF}\n{LAST}\n"));
        interrupted(&collection, how, &[PAGE, &list], "");
        lose_index(&collection);
        let before = collection.show(PAGE);
        // It reads the list where it is, and as it is by now.
        fs::write(&list, format!("{HALF}\n{LAST}\n{LAST}/2\n")).unwrap();
        let resumed = Running::start(collection.command(["resume"]).current_dir("/")).end().exits(0);
        let resumed =
            resumed.says("its queue was lost with the index, so its input is read again").says("3 pages are left");
        assert!(!resumed.stderr.contains(SAVED), "{}", resumed.stderr);
        assert_eq!(urls(&collection), [HALF, LAST, &format!("{LAST}/2"), PAGE], "{how}");
        assert_eq!((collection.show(PAGE), ending(&collection)), (before, ("complete".into(), String::new())));
        collection.run(&["resume"]).exits(0).says("no interrupted crawl");
        collection.run(&["doctor"]).exits(if how == Signal::SIGKILL { 1 } else { 0 });
    }
}

#[test]
fn the_next_archive_carries_it_on() {
    let collection = Collection::new();
    interrupted(&collection, Signal::SIGINT, &[PAGE, HALF, LAST], "");
    lose_index(&collection);
    let other = "http://127.0.0.1:1/other";
    collection.archive(&["--plugins", "hello_sh", other]).exits(0).says("its queue was lost with the index");
    assert_eq!(urls(&collection), [HALF, LAST, PAGE]);
}

#[test]
fn what_cannot_be_known_any_more_is_said() {
    // Each with the words that tell what is missing.
    for missing in ["standard input", "no such file", "had found"] {
        let collection = Collection::new();
        let list = collection.file("list", &format!("{HALF}\n{LAST}\n"));
        let (given, input): (&[&str], String) = match missing {
            "standard input" => (&[PAGE, "-"], format!("{HALF}\n{LAST}\n")),
            "no such file" => (&[PAGE, &list], String::new()),
            _ => (&["--depth", "1", PAGE, HALF, LAST], String::new()),
        };
        interrupted(&collection, Signal::SIGINT, given, &input);
        lose_index(&collection);
        if missing == "no such file" {
            fs::remove_file(&list).unwrap();
        }
        // It is not forgotten when this is cut short as well.
        fs::remove_file(collection.data().join("go")).unwrap();
        let mut resuming = Running::start(&mut collection.command(["resume", "--json"]));
        resuming.event_where("the hook", |event| event["event"] == "hook_started" && event["plugin"] == "half_written");
        resuming.signal(Signal::SIGKILL);
        resuming.end().says(missing);
        fs::write(collection.data().join("go"), "").unwrap();
        let resumed = collection.run(&["resume"]).exits(1).says(missing).says("some pages are unknown now");
        assert!(!resumed.stderr.contains(SAVED), "{}", resumed.stderr);
        // The page that was at work when it was interrupted is known in any case.
        assert!(urls(&collection).starts_with(&[HALF.to_owned()]), "{:?}", urls(&collection));
        assert_eq!(urls(&collection).len(), if missing == "had found" { 3 } else { 2 });
        let (ending, error) = ending(&collection);
        assert!(
            ending == "failed" && error.contains("some pages are unknown now") && error.contains(missing),
            "{ending}: {error}"
        );
        collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    }
}

#[test]
fn where_nothing_is_missing_it_comes_to_its_end() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,crawl_hooks", PAGE]).exits(0);
    // As if its runner had been killed when the last page was saved.
    let file = collection.crawl_dir().join("crawl.jsonl");
    let text = fs::read_to_string(&file).unwrap();
    let mut crawl: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    (crawl["sealed_at"], crawl["ending"]) = (Value::Null, Value::Null);
    fs::write(&file, format!("{crawl}\n")).unwrap();
    lose_index(&collection);
    collection.run(&["resume"]).exits(0).says(SAVED);
    assert_eq!(ending(&collection).0, "complete");
    collection.run(&["doctor"]).exits(0);
}

#[test]
fn what_was_given_up_stays_so() {
    let collection = Collection::new();
    interrupted(&collection, Signal::SIGKILL, &[PAGE, HALF, LAST], "");
    collection.run(&["resume", "--abandon"]).exits(0);
    let status = || collection.run(&["status", "--json"]).json()["recent"][0].clone();
    let before = status();
    assert_eq!((&before["ending"], &before["error"]), (&json!("interrupted"), &json!("it was given up")));
    lose_index(&collection);
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    let after = status();
    assert_eq!((&after["ending"], &after["error"]), (&before["ending"], &before["error"]));
    collection.run(&["doctor"]).exits(0);
}
