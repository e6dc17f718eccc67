//! Two PID namespaces, such as two containers, on one collection: in each the other's process ids
//! mean nothing, and a living crawl is left alone all the same.

use std::fs;
use std::process::{Command, Stdio};

use nix::sys::signal::Signal;
use serde_json::json;
use tacklebox::files::layout::Layout;
use tacklebox::model::id::CrawlId;
use tacklebox::process::holding::Holdings;

use crate::collection::{Collection, PAGE, Running};
use crate::processes::wait_for;

const HALF: &str = "http://127.0.0.1:1/half";
const LAST: &str = "http://127.0.0.1:1/last";

/// What starts a program in a PID namespace of its own, with the /proc of that; both end with
/// whoever is killed.
const APART: [&str; 5] = ["--pid", "--fork", "--mount-proc", "--kill-child=SIGKILL", "--"];

/// Whether this user may make namespaces.
fn may_be_apart() -> bool {
    let tried = Command::new("unshare").args(APART).arg("true").stdin(Stdio::null()).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

/// The same command in a namespace of its own.
fn apart(command: &Command) -> Command {
    let mut apart = Command::new("unshare");
    apart.args(APART).arg(command.get_program()).args(command.get_args()).env_clear();
    apart.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
    apart.current_dir(command.get_current_dir().unwrap());
    apart.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    apart
}

/// Waits until the hook of [`HALF`] has written what it writes before it hangs.
fn half_way(collection: &Collection, running: &mut Running) {
    running.event_where("the hook", |event| {
        event["event"] == "hook_started" && event["plugin"] == "half_written" && stage(collection) == "started"
    });
    let half = collection.snapshot_dir(HALF).join("half_written/half.txt");
    wait_for("the half", || half.exists().then_some(()));
}

fn stage(collection: &Collection) -> String {
    collection.show(HALF)["stage"].as_str().unwrap().to_owned()
}

const CRAWL: [&str; 8] = ["--json", "--concurrency", "1", "--plugins", "hello_sh,half_written", PAGE, HALF, LAST];

/// A crawl is at work whose runner's number is nobody's here: nobody takes it, gives it up, repairs
/// beneath it or calls it dead.
fn assert_left_alone(collection: &Collection) {
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    collection.run(&["resume", "--abandon"]).exits(0).says("no interrupted crawl");
    let other = "http://127.0.0.1:1/other";
    let archived = collection.archive(&["--plugins", "hello_sh", other]).exits(0);
    assert!(!archived.stderr.contains("cut short"), "{}", archived.stderr);
    let status = collection.run(&["status", "--json"]).json();
    assert_eq!(
        (&status["recent"][1]["stage"], &status["recent"][1]["running"]),
        (&json!("started"), &json!(true)),
        "{status:#}"
    );
    let doctor = collection.run(&["doctor", "--json"]).exits(0);
    assert_eq!(doctor.json_lines().len(), 1, "{doctor:#?}");
    collection
        .run(&["doctor", "--repair"])
        .exits(3)
        .says("a crawl is running (in a process that is not visible from here");
    assert_eq!(stage(collection), "started");
}

/// A crawl in another PID namespace, in the middle of its second page; `None` where this user may
/// make none.
fn half_done_elsewhere(collection: &Collection) -> Option<Running> {
    if !may_be_apart() {
        eprintln!("not tried: this user may make no PID namespaces");
        return None;
    }
    let mut running = Running::start(&mut apart(&collection.archiving(&CRAWL)));
    half_way(collection, &mut running);
    Some(running)
}

#[test]
fn a_living_crawl_of_another_namespace_is_left_alone() {
    let collection = Collection::new();
    let Some(running) = half_done_elsewhere(&collection) else { return };
    assert_left_alone(&collection);
    fs::write(collection.data().join("go"), "").unwrap();
    // The hook that had to wait says so by its exit code.
    running.end().exits(1);
    let done = "SELECT url FROM snapshots WHERE stage = 'sealed' AND succeeded + failed = 2 ORDER BY seq";
    assert_eq!(collection.query(done), [PAGE, HALF, LAST]);
    assert_eq!(
        collection.query("SELECT count(*) || '' FROM hook_runs WHERE plugin = 'half_written'"),
        ["3"],
        "each was run once"
    );
    collection.assert_nothing_is_left();
}

#[test]
fn a_dead_crawl_of_another_namespace_is_carried_on() {
    let collection = Collection::new();
    let Some(running) = half_done_elsewhere(&collection) else { return };
    running.signal(Signal::SIGKILL);
    running.end();
    let data = Layout::new(collection.data());
    wait_for("the runner to be dead", || (!Holdings::new(&data.runners()).is_any_held()).then_some(()));
    fs::write(collection.data().join("go"), "").unwrap();
    collection.run(&["resume"]).exits(0).says("2 pages are left");
    assert_eq!(collection.query("SELECT url FROM snapshots WHERE succeeded = 2 ORDER BY seq"), [PAGE, HALF, LAST]);
    collection.assert_nothing_is_left();
}

/// The same where nobody may make namespaces: the row names a process that is dead, and somebody
/// holds the crawl's lock.
#[test]
fn a_crawl_whose_lock_is_held_is_alive_whatever_its_number_says() {
    let collection = Collection::new();
    let mut running = Running::start(&mut collection.archiving(&CRAWL));
    half_way(&collection, &mut running);
    running.signal(Signal::SIGKILL);
    running.end();
    fs::write(collection.data().join("go"), "").unwrap();
    // What it left is ended, and is no concern of this test.
    crate::processes::of_collection(&collection.data()).iter().for_each(crate::processes::Process::kill);
    wait_for("the end of the hooks", || crate::processes::of_collection(&collection.data()).is_empty().then_some(()));
    let id: CrawlId = collection.query("SELECT id FROM crawls")[0].parse().unwrap();
    let holdings = Holdings::new(&Layout::new(collection.data()).runners());
    let held = holdings.hold(id.as_u128()).unwrap().expect("the lock went with its runner");
    assert_left_alone(&collection);
    drop(held);
    // Without locks the number decides, as on a file system that keeps none.
    let lock_file = Layout::new(collection.data()).runners();
    fs::remove_file(&lock_file).unwrap();
    fs::create_dir(&lock_file).unwrap();
    collection.run(&["resume"]).exits(0).says("2 pages are left");
    assert_eq!(collection.query("SELECT url FROM snapshots WHERE succeeded = 2 ORDER BY seq"), [PAGE, HALF, LAST]);
}
