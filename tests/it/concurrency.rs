//! Many at once: snapshots in one program, programs on one collection.

use std::fs;

use crate::collection::{Collection, Running};

fn list_of(collection: &Collection, name: &str, count: usize) -> String {
    let urls: Vec<String> = (0..count).map(|number| format!("http://127.0.0.1:1/{name}/{number}")).collect();
    collection.file(name, &urls.join("\n"))
}

#[test]
fn two_programs_work_on_one_collection() {
    let collection = Collection::new();
    let lists = ["one", "two"].map(|name| list_of(&collection, name, 200));
    let both = lists
        .map(|list| Running::start(&mut collection.archiving(&["--plugins", "hello_sh", "--concurrency", "2", &list])));
    for running in both {
        let output = running.end().exits(0);
        assert!(!output.stderr.contains("locked"), "{}", output.stderr);
    }
    assert_eq!(collection.query("SELECT status FROM archive_results WHERE plugin = 'hello_sh'"), ["succeeded"; 400]);
    assert_eq!(collection.query("SELECT stage FROM snapshots"), ["sealed"; 400]);
    assert_eq!(collection.query("SELECT ending FROM crawls"), ["complete"; 2]);
    assert_eq!(fs::read_dir(collection.data().join("archive")).unwrap().count(), 400, "a link of its own for each");
    collection.assert_nothing_is_left();
}

#[test]
fn within_a_snapshot_the_order_is_kept() {
    let collection = Collection::new();
    let list = list_of(&collection, "many", 24);
    collection.archive(&["--plugins", "order_a,order_b,order_c,meets", "--concurrency", "8", &list]).exits(0);
    let dirs = collection.query("SELECT dir FROM snapshots");
    assert_eq!(dirs.len(), 24);
    for dir in dirs {
        let log = fs::read_to_string(collection.data().join(dir).join("order.log")).unwrap();
        let numbers: Vec<&str> = log.lines().map(|line| line.trim_start_matches("on_Snapshot__")).collect();
        assert_eq!(
            numbers,
            ["unnumbered.sh", "9_nine.sh", "10_early.sh", "10_late.sh", "20_watch.bg.sh", "100_hundred.sh"]
        );
    }
    // They did run side by side: each has met another.
    assert_eq!(collection.query("SELECT ended_by FROM hook_runs WHERE plugin = 'meets'"), ["itself"; 24]);
    collection.assert_nothing_is_left();
}
