//! `show --timeline` and `--svg`: where the time of pages went.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::collection::{Collection, Output, PAGE, Running};
use crate::site::Site;

const OTHER: &str = "http://127.0.0.1:1/other";

fn timeline(collection: &Collection, arguments: &[&str]) -> Value {
    collection.run(&[&["show", "--timeline", "--json"], arguments].concat()).exits(0).json()
}

fn urls(timeline: &Value) -> Vec<&str> {
    timeline["snapshots"].as_array().unwrap().iter().map(|track| track["url"].as_str().unwrap()).collect()
}

/// The moments of a snapshot in the order of time.
fn moments(track: &Value) -> Vec<(&str, u64)> {
    track["moments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|moment| (moment["kind"].as_str().unwrap(), moment["at_ms"].as_u64().unwrap()))
        .collect()
}

fn kinds(track: &Value) -> Vec<&str> {
    moments(track).into_iter().map(|(kind, _)| kind).collect()
}

/// What its hooks did when, without what only the index knows.
fn hooks(timeline: &Value) -> Vec<&Value> {
    timeline["snapshots"].as_array().unwrap().iter().map(|track| &track["hooks"]).collect()
}

#[test]
fn each_hook_has_its_place_its_time_and_its_parts() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,ready_bg,two_hooks", PAGE]).exits(0);
    let told = timeline(&collection, &[PAGE]);
    let track = &told["snapshots"][0];
    let rows = track["hooks"].as_array().unwrap();
    let names: Vec<_> =
        rows.iter().map(|row| (row["place"].as_u64().unwrap(), row["plugin"].as_str().unwrap())).collect();
    assert_eq!(
        names,
        [(10, "hello_sh"), (20, "two_hooks"), (20, "ready_bg"), (21, "two_hooks")],
        "in the order of their start"
    );
    let listener = &rows[2];
    let at = |row: &Value, name: &str| row[name].as_u64().unwrap_or_else(|| panic!("{name} of {row:#}"));
    let times = ["start_ms", "ready_ms", "stop_ms", "end_ms"].map(|name| at(listener, name));
    assert!(times.is_sorted(), "{times:?}");
    assert!(
        at(&rows[3], "start_ms") >= times[1] && at(&rows[3], "end_ms") <= times[2],
        "it ran between readiness and seal: {told:#}"
    );
    assert_eq!(kinds(track), ["started", "seal", "sealed", "indexed"]);
    assert!(
        rows.iter()
            .filter(|row| !row["background"].as_bool().unwrap())
            .all(|row| row["ready_ms"].is_null() && row["stop_ms"].is_null())
    );
    let shares: u64 = track["shares"].as_object().unwrap().values().map(|share| share.as_u64().unwrap()).sum();
    assert_eq!(json!(shares), told["length_ms"]);

    // The same is in the record of the hook, in the index and in the file.
    let shown = collection.show(PAGE);
    let results = shown["results"].as_array().unwrap();
    let hook = &results.iter().find(|result| result["plugin"] == "ready_bg").unwrap()["hooks"][0];
    assert!(
        hook["started_at"].as_str() <= hook["ready_at"].as_str()
            && hook["ready_at"].as_str() <= hook["stopped_at"].as_str(),
        "{hook:#}"
    );
    let index = fs::read_to_string(collection.snapshot_dir(PAGE).join("index.jsonl")).unwrap();
    let lines = index.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let recorded = lines.into_iter().find(|line| line["type"] == "HookRun" && line["plugin"] == "ready_bg").unwrap();
    assert_eq!((&recorded["ready_at"], &recorded["stopped_at"]), (&hook["ready_at"], &hook["stopped_at"]));
}

fn printed(collection: &Collection, variables: &[(&str, &str)]) -> String {
    let mut command = collection.command(["show", "--timeline", PAGE]);
    command.envs(variables.iter().copied());
    Running::start(&mut command).end().exits(0).stdout.clone()
}

#[test]
fn people_see_a_line_for_each_hook() {
    let collection = Collection::new();
    // A hook that is deaf until it is killed takes its time to end, and one in Python beside which
    // it listens, so that there is something to see.
    collection.archive(&["--plugins", "hello_sh,ignores_sigterm,not_executable_py", "--set", "SEAL_GRACE=0.2", PAGE]);
    let plain = printed(&collection, &[("COLUMNS", "90")]);
    assert!(plain.is_ascii(), "{plain}");
    let bar = |what: &str| {
        plain.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what} is not in {plain}")).to_owned()
    };
    assert!(bar("   10  hello").contains('#'), "{plain}");
    assert!(bar("   20  listen").contains('-') && bar("   20  listen").contains('x'), "{plain}");
    for moment in ["seal begins", "sealed", "index written"] {
        assert!(bar(moment).ends_with('|'), "{plain}");
    }
    let head = plain.lines().position(|line| line.starts_with("PLACE")).unwrap();
    assert!(plain.lines().skip(head).take(7).all(|line| line.chars().count() <= 90), "{plain}");
    let unicode = printed(&collection, &[("LC_ALL", "C.UTF-8")]);
    assert!(unicode.contains('█') && unicode.contains('│') && !unicode.contains('\u{1b}'), "{unicode}");
    assert!(
        printed(&collection, &[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")]).is_ascii(),
        "the first that is set counts"
    );
    assert!(printed(&collection, &[("LC_ALL", "C.UTF-8"), ("TERM", "dumb")]).is_ascii());
}

/// Two pages whose hooks hang at the same time, then interrupted.
fn two_at_once(collection: &Collection) -> Output {
    let mut running = Running::start(&mut collection.archiving(&[
        "--json",
        "--concurrency",
        "2",
        "--plugins",
        "hangs,ready_bg",
        PAGE,
        OTHER,
    ]));
    let mut begun = BTreeSet::new();
    while begun.len() < 2 {
        let event =
            running.event_where("both hooks", |event| event["event"] == "hook_started" && event["plugin"] == "hangs");
        begun.insert(event["snapshot_id"].to_string());
    }
    running.signal(Signal::SIGINT);
    running.end()
}

#[test]
fn several_snapshots_are_shown_on_one_scale() {
    let collection = Collection::new();
    let third = "http://127.0.0.1:1/third";
    collection.archive(&["--plugins", "hello_sh", third]).exits(0);
    two_at_once(&collection).exits(130);
    let set = |told: &Value| -> BTreeSet<String> { urls(told).into_iter().map(str::to_owned).collect() };
    let both = BTreeSet::from([PAGE, OTHER].map(str::to_owned));

    assert_eq!(urls(&timeline(&collection, &[PAGE])), [PAGE]);
    let beside = timeline(&collection, &["--beside", PAGE]);
    assert_eq!(set(&beside), both, "the third was over before they began");
    let tracks = beside["snapshots"].as_array().unwrap();
    assert!(tracks[0]["start_ms"] == 0 && tracks[1]["start_ms"].as_u64() <= tracks[0]["end_ms"].as_u64(), "{beside:#}");
    assert_eq!(beside["length_ms"].as_u64(), tracks.iter().filter_map(|track| track["end_ms"].as_u64()).max());

    let crawl = collection.show(PAGE)["crawl_id"].as_str().unwrap().to_owned();
    assert_eq!(set(&timeline(&collection, &["--crawl", &crawl])), both);
    assert_eq!(timeline(&collection, &["--crawl", &crawl, PAGE]), beside);
    assert_eq!(urls(&timeline(&collection, &[PAGE, third, OTHER, third])).len(), 3);
    let text = collection.run(&["show", "--timeline", PAGE, third]).exits(0).stdout;
    assert!(text.find(third).unwrap() < text.find(PAGE).unwrap(), "the earlier is first: {text}");

    let nowhere = collection.run(&["show", PAGE, OTHER]);
    nowhere.exits(2).says("with --timeline or --svg, several");
    collection.run(&["show", "--crawl", &crawl]).exits(2);
    collection.run(&["show", "--beside", PAGE]).exits(2);
    collection.run(&["show", "--timeline"]).exits(2);
    collection.run(&["show", "--timeline", "--crawl", "00000000"]).exits(3).says("no crawl has this id");
    collection.run(&["show", "--timeline", "http://127.0.0.1:1/never"]).exits(3).says("no snapshot has this URL or id");
}

#[test]
fn what_has_not_begun_has_no_timeline() {
    let collection = Collection::new();
    let mut running =
        Running::start(&mut collection.archiving(&["--json", "--concurrency", "1", "--plugins", "hangs", PAGE, OTHER]));
    running.event_where("the hook", |event| event["event"] == "hook_started");
    running.signal(Signal::SIGINT);
    running.end().exits(130);
    collection.run(&["show", "--timeline", OTHER]).exits(3).says("none of these has started");
    // The one that was stopped has what there was.
    let told = timeline(&collection, &[PAGE]);
    let hook = &told["snapshots"][0]["hooks"][0];
    assert_eq!((&hook["ended_by"], &hook["spans"][0]["kind"]), (&json!("interrupt"), &json!("foreground")));
    assert!(hook["stop_ms"].is_u64() && !kinds(&told["snapshots"][0]).contains(&"seal"), "{told:#}");
}

#[test]
fn a_new_index_knows_the_times_that_the_files_know() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,ready_bg", PAGE]).exits(0);
    let before = timeline(&collection, &[PAGE]);
    fs::remove_file(collection.data().join("index.sqlite3")).unwrap();
    collection.run(&["doctor", "--repair"]).exits(0);
    let after = timeline(&collection, &[PAGE]);
    assert_eq!(hooks(&after), hooks(&before));
    assert_eq!(
        kinds(&after["snapshots"][0]),
        ["started", "seal", "sealed"],
        "a file does not know when it was written"
    );
}

#[test]
fn what_an_earlier_version_recorded_is_shown() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "ready_bg,hello_sh", PAGE]).exits(0);
    let forget = "UPDATE hook_runs SET ready_at = NULL, stopped_at = NULL; UPDATE snapshots SET indexed_at = NULL";
    rusqlite::Connection::open(collection.data().join("index.sqlite3")).unwrap().execute_batch(forget).unwrap();
    let told = timeline(&collection, &[PAGE]);
    let track = &told["snapshots"][0];
    let listener = track["hooks"].as_array().unwrap().iter().find(|row| row["plugin"] == "ready_bg").unwrap();
    // Of its readiness there was always the length.
    assert!(listener["ready_ms"].is_u64() && listener["stop_ms"].is_null(), "{listener:#}");
    assert_eq!(kinds(track), ["started", "sealed"]);
}

#[test]
fn a_retry_is_shown_without_the_days_before_it() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,fails", PAGE]).exits(1);
    let fixtures = crate::collection::fixtures();
    collection.run(&["retry", "--plugins-dir", fixtures.to_str().unwrap(), PAGE]).exits(3);
    let told = timeline(&collection, &[PAGE]);
    let track = &told["snapshots"][0];
    let plugins: Vec<_> =
        track["hooks"].as_array().unwrap().iter().map(|row| row["plugin"].as_str().unwrap()).collect();
    assert_eq!((plugins, &track["earlier_attempts"], &track["start_ms"]), (vec!["fails"], &json!(1), &json!(0)));
    assert!(told["started_at"].as_str() > collection.show(PAGE)["started_at"].as_str());
}

#[test]
fn a_picture_is_whole_xml_whatever_the_address() {
    let collection = Collection::new();
    let url = "http://127.0.0.1:1/?a=1&b='<x>'";
    collection.archive(&["--plugins", "hello_sh,ready_bg", url, OTHER]).exits(0);
    let one = collection.data().with_file_name("one.svg");
    collection.run(&["show", "--svg", one.to_str().unwrap(), url]).exits(0);
    let several = collection.data().with_file_name("several.svg");
    fs::write(&several, collection.run(&["show", "--svg", "-", url, OTHER]).exits(0).stdout).unwrap();
    for picture in [&one, &several] {
        // Python comes with a parser that takes nothing but well-formed XML.
        let read = "import sys, xml.dom.minidom as m; d = m.parse(sys.argv[1]); print(d.documentElement.tagName, len(d.getElementsByTagName('rect')))";
        let output = Command::new("python3").args(["-c", read]).arg(picture).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let rects: usize = said
            .strip_prefix("svg ")
            .unwrap_or_else(|| panic!("{said} {}", String::from_utf8_lossy(&output.stderr)))
            .trim()
            .parse()
            .unwrap();
        assert!(rects > 8, "{said}");
        let text = fs::read_to_string(picture).unwrap();
        assert!(
            text.contains("prefers-color-scheme:dark") && text.contains("a=1&amp;b=") && !text.contains("href"),
            "{text}"
        );
    }
    collection
        .run(&["show", "--svg", "/nowhere/x.svg", url])
        .exits(3)
        .says("--svg /nowhere/x.svg: it cannot be written");
}

#[test]
fn a_page_in_the_browser_tells_its_moments() {
    let site = Site::start();
    let collection = Collection::new();
    let url = site.url("index.html");
    collection.run(&["archive", "--plugins", "title", &url]).exits(0);
    let told = timeline(&collection, &[&url]);
    let track = &told["snapshots"][0];
    let passed = moments(track);
    let at = |kind: &str| {
        passed.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("{kind} is not in {passed:?}")).1
    };
    let order =
        ["started", "navigation", "response", "dom_content_loaded", "load", "settled", "scrolled", "sealed"].map(at);
    assert!(order.is_sorted(), "{passed:?}");
    assert!(
        at("dom_content_loaded") <= at("network_almost_idle") && at("network_almost_idle") <= at("settled"),
        "{passed:?}"
    );
    let navigate = track["hooks"].as_array().unwrap().iter().find(|row| row["place"] == 30).unwrap();
    assert!(
        navigate["start_ms"].as_u64() <= Some(at("navigation")) && Some(at("scrolled")) <= navigate["end_ms"].as_u64(),
        "{told:#}"
    );
    let shown = collection.show(&url);
    let remarks = |hook: &Value| hook["remarks"].as_array().unwrap().len();
    assert!(shown["infrastructure"].as_array().unwrap().iter().all(|hook| remarks(hook) == 0), "{shown:#}");
}
