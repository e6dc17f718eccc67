//! A collection that an earlier version made, as `fixtures/collections/make-0007` tells, in the
//! hands of this one.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;

use crate::collection::Collection;

/// Where it was made.
const MADE: &str = "/tmp/made";

/// The last URL of a list of which the earlier version had read the first three when it was
/// stopped.
const UNREAD: &str = "http://five.example/four";

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/collections").join(name)
}

/// The collection with its plugins and lists, as if it had been made where it is now.
fn unpacked() -> Collection {
    let collection = Collection::new();
    let data = collection.data();
    let home = data.parent().unwrap();
    let status = Command::new("tar").arg("-xzpf").arg(fixture("0007.tar.gz")).arg("-C").arg(home).status().unwrap();
    assert!(status.success());
    fs::rename(home.join("collection"), &data).unwrap();
    let lines: Vec<String> = ["one", "two", "three", "four"].map(|name| format!("http://five.example/{name}")).into();
    collection.file("half.txt", &lines.join("\n"));
    let index = Connection::open(data.join("index.sqlite3")).unwrap();
    let version: i64 = index.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, 7);
    index.execute("UPDATE crawls SET options = replace(options, ?1, ?2)", [MADE, home.to_str().unwrap()]).unwrap();
    collection
}

fn findings(collection: &Collection) -> Vec<String> {
    let lines = collection.run(&["doctor", "--json"]).json_lines();
    lines.iter().filter_map(|line| line["kind"].as_str()).map(str::to_owned).collect()
}

#[test]
fn it_is_listed_as_before_and_carried_on() {
    let collection = unpacked();
    let expected: Vec<Value> = fs::read_to_string(fixture("0007.list.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(collection.list(), expected);
    let kinds = collection.query("SELECT kind FROM crawls ORDER BY id");
    assert_eq!(
        kinds,
        ["archive", "archive", "retry", "archive", "archive", "archive", "archive", "archive", "retry", "archive"]
    );
    // The queue of the first was lost, and the list of the other was read to its half.
    let unread = collection.query("SELECT text FROM crawl_inputs WHERE consumed = 0 ORDER BY crawl_id, n");
    let half = collection.data().with_file_name("half.txt").to_string_lossy().into_owned();
    assert_eq!(unread, ["http://two.example/one", "http://two.example/half", "http://two.example/last", &half]);
    // What the killed runner left, as the earlier version says as well.
    assert_eq!(findings(&collection), ["crawl_died", "pid_file"]);

    fs::write(collection.data().join("go"), "").unwrap();
    collection.run(&["resume"]).exits(0);
    assert_eq!(
        collection.query("SELECT id FROM crawls WHERE stage != 'sealed' OR queue_lost = 1 OR runner IS NOT NULL"),
        [""; 0]
    );
    assert_eq!(collection.query("SELECT url FROM snapshots WHERE stage != 'sealed' OR interrupted = 1"), [""; 0]);
    assert_eq!(collection.query("SELECT text FROM crawl_inputs WHERE consumed = 0"), [""; 0]);
    assert_eq!(collection.show(UNREAD)["succeeded"], 1);
    for page in
        ["http://two.example/last", "http://four.example/half", "http://six.example/half", "http://seven.example/last"]
    {
        assert_eq!(
            (&collection.show(page)["succeeded"], &collection.show(page)["failed"]),
            (&2.into(), &0.into()),
            "{page}"
        );
    }
    assert_eq!(findings(&collection), [""; 0]);
}

#[test]
fn a_new_index_says_the_same_of_its_crawls() {
    let collection = unpacked();
    fs::write(collection.data().join("go"), "").unwrap();
    collection.run(&["resume"]).exits(0);
    let crawls = || collection.query("SELECT id || ' ' || kind FROM crawls ORDER BY id");
    let inputs = || {
        collection.query(
            "SELECT crawl_id || ' ' || n || ' ' || consumed || ' ' || text FROM crawl_inputs ORDER BY crawl_id, n",
        )
    };
    // Its files still name the place where it was made.
    let moved = |inputs: Vec<String>| -> Vec<String> {
        let home = collection.data().parent().unwrap().to_string_lossy().into_owned();
        inputs.iter().map(|input| input.replace(MADE, &home)).collect()
    };
    let before = (crawls(), moved(inputs()));
    assert!(before.1.len() > 10, "{before:#?}");
    fs::remove_file(collection.data().join("index.sqlite3")).unwrap();
    // Of the retry whose runner was killed the file says that it has not ended, so it is found.
    let repaired = collection.run(&["doctor", "--repair", "--json"]).exits(1).json_lines();
    let kinds: Vec<&str> = repaired.iter().filter_map(|line| line["kind"].as_str()).collect();
    assert_eq!(kinds, ["index_gone", "crawl_died"]);
    assert_eq!((crawls(), moved(inputs())), before);
}
