//! A page of which something was saved is worked on again: what is good stays, what was cut short
//! or is of something else than the page is made anew.

use std::fs;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::collection::{Collection, Output, PAGE, Running, fixtures, result_in};
use crate::processes::wait_for;

const GONE: &str = r#"{"type":"Page","state":"error","reason":"the connection was refused"}"#;
const BUSY: &str = r#"{"type":"Page","state":"transient","reason":"the server answered 503"}"#;

/// A collection in whose plugins are two that save the page, `first` and `second`.
fn with_two_that_save() -> Collection {
    let collection = Collection::new();
    ["first", "second"].iter().for_each(|name| collection.drop_in("saves_page", name));
    collection
}

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
    running.event_where("the answer", |event| {
        event["message"].as_str().is_some_and(|text| text.starts_with("stopping: "))
    });
}

fn retry(collection: &Collection) -> Output {
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap()])
}

/// How often the page was asked for.
fn loads(collection: &Collection) -> usize {
    fs::read_to_string(collection.data().join("loaded")).unwrap().lines().count()
}

fn saved(collection: &Collection, plugin: &str) -> String {
    fs::read_to_string(collection.snapshot_dir(PAGE).join(plugin).join("saved.txt")).unwrap()
}

fn statuses(shown: &Value) -> Vec<(&str, &str)> {
    let results = shown["results"].as_array().unwrap().iter();
    let mut statuses: Vec<_> =
        results.map(|result| (result["plugin"].as_str().unwrap(), result["status"].as_str().unwrap())).collect();
    statuses.sort_unstable();
    statuses
}

/// Archives the page until `second` hangs, with what `first` saved in the books.
fn half_way(collection: &Collection, settings: &[&str]) -> Running {
    put(collection, "hang-second", "");
    let mut running = start(collection, "first,second", settings);
    running.event_where("the second", |event| event["event"] == "hook_started" && event["plugin"] == "second");
    running
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
        let interrupted = collection.show(PAGE);
        let expected = [("bg_exits_early", "succeeded"), ("hello_sh", "succeeded"), ("listens_slowly", "failed")];
        assert_eq!(
            (statuses(&interrupted), &interrupted["interrupted"]),
            (expected.to_vec(), &json!(true)),
            "{times} times"
        );
        let listener = result_in(&interrupted, "listens_slowly");
        assert_eq!(listener["hooks"][0]["ended_by"], "interrupt");
        assert!(
            listener["error"].as_str().unwrap().starts_with("on_Snapshot__22_listen.bg.sh was interrupted"),
            "{listener:#}"
        );
        take_away(&collection, "hang");
        let _ = fs::remove_file(collection.data().join("hold"));
        collection.run(&["resume"]).exits(0);
        let carried_on = collection.show(PAGE);
        assert_eq!(result_in(&carried_on, "listens_slowly")["status"], "succeeded");
        for finished in ["hello_sh", "bg_exits_early"] {
            assert_eq!(result_in(&carried_on, finished), result_in(&interrupted, finished));
        }
        assert_eq!(loads(&collection), 2);
        collection.assert_nothing_is_left();
    }
}

/// Ctrl-C when the listener writes down what it has heard.
fn interrupt_in_the_seal(running: &mut Running) {
    let started = running.event_where("the start", |event| event["event"] == "snapshot_started");
    let heard = std::path::Path::new(started["snapshot"]["dir"].as_str().unwrap()).join("listens_slowly/heard.txt");
    wait_for("the seal", || heard.exists().then_some(()));
    interrupt(running);
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
    interrupt_in_the_seal(&mut running);
    take_away(&collection, "hold");
    running.end().exits(130);
    let before = collection.show(PAGE);
    assert_eq!(statuses(&before), [("hello_sh", "succeeded"), ("listens_slowly", "succeeded")]);
    collection.run(&["resume"]).exits(0);
    let after = collection.show(PAGE);
    assert_eq!(
        (&after["results"], &after["interrupted"], &after["stage"]),
        (&before["results"], &json!(false), &json!("sealed"))
    );
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
    interrupt_in_the_seal(&mut running);
    take_away(&collection, "hold");
    running.end().exits(130);
    assert_eq!(collection.query("SELECT stage || ' ' || attempts FROM snapshots"), ["queued 1"]);
    assert_eq!(collection.query("SELECT status FROM archive_results"), [""; 0]);
    take_away(&collection, "page");
    collection.run(&["resume"]).exits(0);
    assert_eq!(statuses(&collection.show(PAGE)), [("listens_slowly", "succeeded")]);
    assert_eq!(loads(&collection), 2);
}

#[test]
fn a_retry_while_the_site_is_down_harms_nothing_that_is_good() {
    let collection = with_two_that_save();
    put(&collection, "fail-second", "");
    collection.archive(&["--plugins", "first,second", PAGE]).exits(1);
    let before = collection.show(PAGE);
    assert_eq!(statuses(&before), [("first", "succeeded"), ("second", "failed")]);
    take_away(&collection, "fail-second");
    put(&collection, "page", GONE);
    for _ in 0..2 {
        retry(&collection).exits(3);
        let after = collection.show(PAGE);
        assert_eq!(
            (result_in(&after, "first"), saved(&collection, "first").as_str()),
            (result_in(&before, "first"), "the page\n")
        );
        assert_eq!(after["page_error"], Value::Null, "what is good is of the page");
        // What it saved is not the page.
        let second = result_in(&after, "second");
        assert_eq!((&second["status"], &second["error"]), (&json!("failed"), &json!("the connection was refused")));
    }
    take_away(&collection, "page");
    retry(&collection).exits(0);
    let mended = collection.show(PAGE);
    assert_eq!(statuses(&mended), [("first", "succeeded"), ("second", "succeeded")]);
    assert_eq!(result_in(&mended, "first"), result_in(&before, "first"));
    assert_eq!(saved(&collection, "second"), "the page\n");
    retry(&collection).exits(0).says("nothing has failed");
}

#[test]
fn a_page_that_is_busy_when_it_is_carried_on_keeps_what_is_good() {
    for asked in [Signal::SIGINT, Signal::SIGKILL] {
        let collection = with_two_that_save();
        let running = half_way(&collection, &["--set", "RETRIES=1", "--set", "RETRY_DELAY=0.1"]);
        running.signal(asked);
        running.end();
        let first = collection.result(PAGE, "first");
        assert_eq!(first["status"], "succeeded");
        take_away(&collection, "hang-second");
        put(&collection, "page", BUSY);
        collection.run(&["resume"]).exits(1);
        assert_eq!(loads(&collection), 3, "the first, one that was put off, and the last");
        let after = collection.show(PAGE);
        assert_eq!((result_in(&after, "first"), saved(&collection, "first").as_str()), (first.clone(), "the page\n"));
        assert_eq!(
            (&result_in(&after, "second")["error"], &after["page_error"]),
            (&json!("the server answered 503"), &Value::Null)
        );
        take_away(&collection, "page");
        retry(&collection).exits(0);
        let mended = collection.show(PAGE);
        assert_eq!(
            (statuses(&mended), result_in(&mended, "first")),
            (vec![("first", "succeeded"), ("second", "succeeded")], first)
        );
    }
}

#[test]
fn what_is_not_the_page_stays_known_as_that() {
    for asked in [Signal::SIGINT, Signal::SIGKILL] {
        let collection = with_two_that_save();
        put(&collection, "page", GONE);
        let running = half_way(&collection, &[]);
        running.signal(asked);
        running.end();
        take_away(&collection, "hang-second");
        take_away(&collection, "page");
        collection.run(&["resume"]).exits(1);
        let after = collection.show(PAGE);
        assert_eq!(statuses(&after), [("first", "succeeded"), ("second", "succeeded")]);
        assert_eq!(after["page_error"], "the connection was refused", "the first has saved that, after {asked}");
        retry(&collection).exits(0);
        assert_eq!(
            (saved(&collection, "first").as_str(), &collection.show(PAGE)["page_error"]),
            ("the page\n", &Value::Null)
        );
    }
}

#[test]
fn what_was_through_before_the_page_was_loaded_is_not_of_it() {
    let collection = with_two_that_save();
    put(&collection, "hang", "");
    let mut running = start(&collection, "hello_sh,first", &[]);
    running.event_where("the load", |event| event["event"] == "hook_started" && event["plugin"] == "loads_page");
    interrupt(&mut running);
    running.end().exits(130);
    assert_eq!(statuses(&collection.show(PAGE)), [("first", "failed"), ("hello_sh", "succeeded")]);
    take_away(&collection, "hang");
    put(&collection, "page", GONE);
    collection.run(&["resume"]).exits(1);
    let after = collection.show(PAGE);
    assert_eq!(
        (statuses(&after), &after["page_error"]),
        (vec![("first", "succeeded"), ("hello_sh", "succeeded")], &json!("the connection was refused"))
    );
}
