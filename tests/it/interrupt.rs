//! Ctrl-C and its relatives: what runs is sealed, what waits stays in the queue, and nothing is
//! left behind.

use std::os::unix::process::CommandExt;
use std::process::Stdio;

use nix::sys::signal::{SigHandler, Signal, signal};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::collection::{Collection, Output, PAGE, Running, result_in};
use crate::processes::wait_for;

const SECOND: &str = "http://127.0.0.1:1/second";
const THIRD: &str = "http://127.0.0.1:1/third";

/// Starts to archive three pages one after another, and waits until a hook of the first runs.
fn start_with(collection: &Collection, plugins: &str, awaited: &str, settings: &[&str]) -> Running {
    let arguments = ["--json", "--concurrency", "1", "--plugins", plugins, PAGE, SECOND, THIRD];
    let mut running = Running::start(&mut collection.archiving(&[&arguments, settings].concat()));
    running.event_where("the hook", |event| event["event"] == "hook_started" && event["hook"] == awaited);
    running
}

/// The first page was cut short and is sealed; the others wait; nothing is alive.
fn is_interrupted(collection: &Collection, output: Output, hanging: &str) {
    output.exits(130).says("interrupted; `tacklebox resume");
    let shown = collection.show(PAGE);
    assert_eq!((&shown["stage"], &shown["interrupted"]), (&json!("sealed"), &json!(true)));
    assert_eq!(result_in(&shown, "hello_sh")["status"], "succeeded");
    let result = result_in(&shown, hanging);
    assert_eq!((&result["status"], &result["hooks"][0]["ended_by"]), (&json!("failed"), &json!("interrupt")));
    assert!(result["error"].as_str().unwrap().ends_with("was interrupted"), "{result:#}");
    for waiting in [SECOND, THIRD] {
        assert_eq!(collection.show(waiting)["stage"], "queued");
    }
    let crawl = collection.run(&["status", "--json"]).json()["recent"][0].clone();
    assert_eq!(
        (&crawl["stage"], &crawl["ending"], &crawl["queued"]),
        (&json!("sealed"), &json!("interrupted"), &json!(2))
    );
    collection.assert_nothing_is_left();
}

#[test]
fn each_of_the_signals_that_ask_for_an_end_seals() {
    for asked in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let collection = Collection::new();
        let running = start_with(&collection, "hello_sh,hangs,sets_title", "on_Snapshot__20_hang.sh", &[]);
        running.signal(asked);
        is_interrupted(&collection, running.end(), "hangs");
        // A plugin whose turn never came has a result that says so.
        assert_eq!(collection.result(PAGE, "sets_title")["error"], "the plugin was interrupted");
    }
}

#[test]
fn the_crawls_own_hooks_finish_their_work_and_none_is_begun() {
    let collection = Collection::new();
    let running = start_with(&collection, "hello_sh,hangs,crawl_hooks", "on_Snapshot__20_hang.sh", &[]);
    running.signal(Signal::SIGINT);
    is_interrupted(&collection, running.end(), "hangs");
    assert!(collection.crawl_dir().join("crawl_hooks/watched.txt").is_file());
    assert_eq!(
        collection.query("SELECT hook FROM hook_runs WHERE hook LIKE 'on_CrawlEnd%'"),
        [""; 0],
        "the crawl is not at its end"
    );
}

#[test]
fn asked_twice_it_ends_at_once() {
    let collection = Collection::new();
    let hook = "on_Snapshot__20_hang.py";
    // With this grace only a second signal can end it before the limit of the test.
    let mut running = start_with(&collection, "hello_sh,hangs_deaf", hook, &["--set", "SEAL_GRACE=3600"]);
    let log = collection.snapshot_dir(PAGE).join(format!(".hooks/hangs_deaf/{hook}.stdout.log"));
    wait_for("the hook to be deaf", || std::fs::read_to_string(&log).ok().filter(|text| text.contains("deaf")));
    running.signal(Signal::SIGINT);
    running.event_where("the answer", |event| {
        event["message"].as_str().is_some_and(|text| text.starts_with("stopping: "))
    });
    running.signal(Signal::SIGINT);
    is_interrupted(&collection, running.end(), "hangs_deaf");
}

#[test]
fn while_the_list_is_still_read_it_is_heard() {
    let collection = Collection::new();
    let mut running = Running::start(collection.archiving(&["--plugins", "hello_sh", "-"]).stdin(Stdio::piped()));
    // The list is never closed: what was read so far is the queue. It is written in batches, so it
    // takes some hundreds to see any.
    let lines: String = (0..1000).map(|number| format!("{PAGE}/{number}\n")).collect();
    let list = running.begin_to_tell(&lines);
    let index = collection.data().join("index.sqlite3");
    let queued = || {
        let database = Connection::open_with_flags(&index, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        database.query_row("SELECT 1 FROM snapshots", [], |_| Ok(())).ok()
    };
    wait_for("the first batch of the list", queued);
    wait_for("the signals to be listened for", || running.handles(Signal::SIGINT).then_some(()));
    running.signal(Signal::SIGINT);
    let output = running.end().exits(130);
    drop(list);
    assert!(!output.stderr.contains("panicked"), "{}", output.stderr);
    let listed = collection.list();
    assert!(!listed.is_empty() && listed.iter().all(|snapshot| snapshot["stage"] == "queued"), "{listed:?}");
    collection.assert_nothing_is_left();
}

#[test]
fn before_the_first_snapshot_nothing_is_begun() {
    let collection = Collection::new();
    let mut running = Running::start(&mut collection.archiving(&["--json", "--plugins", "crawl_hangs,hello_sh", PAGE]));
    running.event_where("the hook", |event| event["event"] == "hook_started" && event["plugin"] == "crawl_hangs");
    running.signal(Signal::SIGINT);
    running.end().exits(130);
    assert_eq!(collection.show(PAGE)["stage"], "queued");
    collection.assert_nothing_is_left();
}

#[test]
fn a_signal_that_was_ignored_from_the_start_stays_so() {
    let collection = Collection::new();
    let mut command =
        collection.archiving(&["--json", "--plugins", "hello_sh,hangs", "--set", "HANGS_TIMEOUT=2", PAGE]);
    // As `nohup` starts a program.
    // SAFETY: a system call that may be made between fork and exec.
    unsafe {
        command.pre_exec(|| Ok(signal(Signal::SIGHUP, SigHandler::SigIgn).map(|_| ())?));
    }
    let mut running = Running::start(&mut command);
    running.event_where("the hook", |event| event["event"] == "hook_started" && event["plugin"] == "hangs");
    running.signal(Signal::SIGHUP);
    running.end().exits(1);
    assert_eq!(collection.result(PAGE, "hangs")["error"], "on_Snapshot__20_hang.sh timed out after 2 s");
    assert_eq!(collection.show(PAGE)["interrupted"], false);
}
