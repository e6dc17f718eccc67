//! A page of which something was saved is worked on again: what is good stays, what was cut short or is of something else than the page is made anew.

use std::fs;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, result_in};
use crate::processes::wait_for;

const BUSY: &str = r#"{"type":"Page","state":"transient","reason":"the server answered 503"}"#;

/// The fixtures go by files in the collection.
fn put(collection: &Collection, name: &str, text: &str) {
    fs::create_dir_all(collection.data()).unwrap();
    fs::write(collection.data().join(name), format!("{text}\n")).unwrap();
}

fn take_away(collection: &Collection, name: &str) {
    fs::remove_file(collection.data().join(name)).unwrap();
}

fn start(collection: &Collection, plugins: &str, settings: &[&str]) -> Running {
    Running::start(&mut collection.archiving(&[&["--json", "--plugins", plugins, PAGE], settings].concat()))
}

/// Asks for an end, and waits until that was heard.
fn interrupt(running: &mut Running) {
    running.signal(Signal::SIGINT);
    running.event_where("the answer", |event| event["message"].as_str().is_some_and(|text| text.starts_with("stopping: ")));
}

/// How often the page was asked for.
fn loads(collection: &Collection) -> usize {
    fs::read_to_string(collection.data().join("loaded")).unwrap().lines().count()
}

fn statuses(shown: &Value) -> Vec<(&str, &str)> {
    let results = shown["results"].as_array().unwrap().iter();
    let mut statuses: Vec<_> = results.map(|result| (result["plugin"].as_str().unwrap(), result["status"].as_str().unwrap())).collect();
    statuses.sort_unstable();
    statuses
}

#[test]
fn a_listener_that_was_cut_short_listens_again() {
    for times in [1, 2] {
        let collection = Collection::new();
        put(&collection, "hang", "");
        let mut running = start(&collection, "hello_sh,bg_exits_early,listens_slowly", &[]);
        running.event_where("the load", |event| event["event"] == "hook_started" && event["plugin"] == "loads_page");
        wait_for("the load itself", || collection.data().join("loaded").exists().then_some(()));
        wait_for("the early one to be over", || (!living(&collection).contains("bg_exits_early")).then_some(()));
        if times == 2 {
            put(&collection, "hold", "");
        }
        interrupt(&mut running);
        if times == 2 {
            running.signal(Signal::SIGINT);
        }
        running.end().exits(130);
        let cut_short = collection.show(PAGE);
        let expected = [("bg_exits_early", "succeeded"), ("hello_sh", "succeeded"), ("listens_slowly", "failed")];
        assert_eq!((statuses(&cut_short), &cut_short["interrupted"]), (expected.to_vec(), &json!(true)), "{times} times");
        let listener = result_in(&cut_short, "listens_slowly");
        assert_eq!(listener["hooks"][0]["ended_by"], "interrupt");
        assert!(listener["error"].as_str().unwrap().starts_with("on_Snapshot__22_listen.bg.sh was interrupted"), "{listener:#}");
        take_away(&collection, "hang");
        let _ = fs::remove_file(collection.data().join("hold"));
        collection.run(&["resume"]).exits(0);
        let carried_on = collection.show(PAGE);
        assert_eq!(result_in(&carried_on, "listens_slowly")["status"], "succeeded");
        for finished in ["hello_sh", "bg_exits_early"] {
            assert_eq!(result_in(&carried_on, finished), result_in(&cut_short, finished));
        }
        assert_eq!(loads(&collection), 2);
        collection.assert_nothing_is_left();
    }
}

/// The hooks that the runner knows to live.
fn living(collection: &Collection) -> String {
    fs::read_to_string(collection.crawl_dir().join(".hooks/hook.pid")).unwrap()
}

#[test]
fn where_all_was_heard_nothing_is_left_to_be_done() {
    let collection = Collection::new();
    put(&collection, "hold", "");
    let mut running = start(&collection, "hello_sh,listens_slowly", &[]);
    let started = running.event_where("the start", |event| event["event"] == "snapshot_started");
    let heard = std::path::Path::new(started["snapshot"]["dir"].as_str().unwrap()).join("listens_slowly/heard.txt");
    wait_for("the seal", || heard.exists().then_some(()));
    interrupt(&mut running);
    take_away(&collection, "hold");
    running.end().exits(130);
    let before = collection.show(PAGE);
    assert_eq!(statuses(&before), [("hello_sh", "succeeded"), ("listens_slowly", "succeeded")]);
    collection.run(&["resume"]).exits(0);
    let after = collection.show(PAGE);
    assert_eq!((&after["results"], &after["interrupted"], &after["stage"]), (&before["results"], &json!(false), &json!("sealed")));
    assert_eq!(loads(&collection), 1, "for nothing it was loaded again");
    collection.assert_nothing_is_left();
}

#[test]
fn what_was_heard_of_a_try_that_came_to_nothing_is_not_kept() {
    let collection = Collection::new();
    put(&collection, "hold", "");
    put(&collection, "page", BUSY);
    let settings = ["--set", "RETRIES=1", "--set", "RETRY_DELAY=0.1"];
    let mut running = start(&collection, "listens_slowly", &settings);
    let started = running.event_where("the start", |event| event["event"] == "snapshot_started");
    let heard = std::path::Path::new(started["snapshot"]["dir"].as_str().unwrap()).join("listens_slowly/heard.txt");
    wait_for("the seal", || heard.exists().then_some(()));
    interrupt(&mut running);
    take_away(&collection, "hold");
    running.end().exits(130);
    assert_eq!(collection.query("SELECT stage || ' ' || attempts FROM snapshots"), ["queued 1"]);
    assert_eq!(collection.query("SELECT status FROM archive_results"), [""; 0]);
    take_away(&collection, "page");
    collection.run(&["resume"]).exits(0);
    assert_eq!(statuses(&collection.show(PAGE)), [("listens_slowly", "succeeded")]);
    assert_eq!(loads(&collection), 2);
}
