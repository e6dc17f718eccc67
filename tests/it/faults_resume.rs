//! Crawls whose runner is killed, or stopped, are carried on: nothing is lost, nothing is done
//! twice, nothing is left of the dead.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::sys::signal::Signal;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::collection::{Collection, PAGE, Running, files_of, result_in};
use crate::pages::write_pages;
use crate::processes::{self, wait_for, within};
use crate::site::Site;

const HALF: &str = "http://127.0.0.1:1/half";
const LAST: &str = "http://127.0.0.1:1/last";
const PLUGINS: &str = "hello_sh,half_written,sets_title";

/// How long what a killed runner started natively may live on.
const DIES_WITHIN: Duration = Duration::from_secs(10);

/// Three pages, one after another; the second is half written and its hook waits.
fn half_way(collection: &Collection, command: &[&str]) -> Running {
    let mut running = Running::start(&mut collection.command(command));
    let written = |event: &Value| {
        event["event"] == "hook_started"
            && event["plugin"] == "half_written"
            && collection.show(HALF)["stage"] == "started"
    };
    running.event_where("the hook", written);
    let half = collection.snapshot_dir(HALF).join("half_written/half.txt");
    wait_for("the half", || half.exists().then_some(()));
    running
}

fn archiving(collection: &Collection) -> Running {
    let fixtures = crate::collection::fixtures();
    let dir = fixtures.to_str().unwrap();
    half_way(
        collection,
        &["archive", "--json", "--plugins-dir", dir, "--concurrency", "1", "--plugins", PLUGINS, PAGE, HALF, LAST],
    )
}

/// The runner of three pages is killed at the second.
fn killed() -> Collection {
    let collection = Collection::new();
    kill(archiving(&collection));
    collection
}

fn kill(running: Running) {
    running.signal(Signal::SIGKILL);
    assert_eq!(running.end().code, None);
}

fn let_go(collection: &Collection) {
    fs::write(collection.data().join("go"), "").unwrap();
}

#[track_caller]
fn assert_whole(collection: &Collection) {
    collection.assert_nothing_is_left();
    let doctor = collection.run(&["doctor", "--json"]);
    let findings = doctor.json_lines();
    assert_eq!((doctor.code, findings.len()), (Some(0), 1), "{findings:#?}");
    assert_eq!(collection.query("PRAGMA integrity_check"), ["ok"]);
    assert_eq!(collection.query("SELECT id FROM snapshots WHERE stage != 'sealed'"), [""; 0]);
}

/// The three pages are there, the half one is whole, and what was finished before is what it was.
#[track_caller]
fn assert_carried_on(collection: &Collection, before: &Finished) {
    assert_whole(collection);
    assert_eq!(&Finished::of(collection), before);
    let half = collection.result(HALF, "half_written");
    assert_eq!((&half["status"], files_of(&half)), (&json!("succeeded"), vec!["whole.txt"]));
    let files: Vec<_> = fs::read_dir(collection.snapshot_dir(HALF).join("half_written"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["whole.txt"]);
    for url in [PAGE, HALF, LAST] {
        assert_eq!(collection.show(url)["succeeded"], 3, "{url}");
    }
    assert_eq!(collection.query("SELECT ending FROM crawls ORDER BY id")[0], "complete");
}

/// What was finished when the second page was half written.
#[derive(Debug, PartialEq)]
struct Finished {
    page: Value,
    hello: Value,
    files: BTreeMap<String, SystemTime>,
}

impl Finished {
    fn of(collection: &Collection) -> Self {
        let mut files = BTreeMap::new();
        for dir in [collection.snapshot_dir(PAGE), collection.snapshot_dir(HALF).join("hello_sh")] {
            for entry in WalkDir::new(dir).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
                files.insert(entry.path().display().to_string(), entry.metadata().unwrap().modified().unwrap());
            }
        }
        assert!(files.len() >= 4, "{files:?}");
        Finished { page: collection.show(PAGE), hello: collection.result(HALF, "hello_sh"), files }
    }
}

#[test]
fn a_killed_crawl_is_carried_on() {
    let collection = killed();
    let before = Finished::of(&collection);
    assert_eq!(
        (&collection.show(HALF)["stage"], &collection.show(LAST)["stage"]),
        (&json!("started"), &json!("queued"))
    );
    // A hook of the dead runner that goes on when it may would write into what is made anew. The
    // one in its place may begin before.
    fs::write(collection.data().join("carried_on"), "").unwrap();
    let mut resuming = Running::start(&mut collection.command(["resume", "--json"]));
    resuming.event_where("the start", |event| event["event"] == "crawl_started");
    let_go(&collection);
    resuming.end().exits(0).says("resuming the crawl of").says("ended a process left behind by a killed crawl");
    assert_carried_on(&collection, &before);
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
}

#[test]
fn an_interrupted_crawl_is_carried_on() {
    let collection = Collection::new();
    let running = archiving(&collection);
    running.signal(Signal::SIGINT);
    running.end().exits(130).says("resume");
    let before = Finished::of(&collection);
    let_go(&collection);
    collection.run(&["resume"]).exits(0);
    assert_carried_on(&collection, &before);
}

#[test]
fn the_next_archive_carries_it_on() {
    let collection = killed();
    let before = Finished::of(&collection);
    let_go(&collection);
    let other = "http://127.0.0.1:1/other";
    collection.archive(&["--no-resume", "--plugins", "hello_sh", other]).exits(0);
    assert_eq!(
        (&collection.show(HALF)["stage"], &collection.show(LAST)["stage"]),
        (&json!("started"), &json!("queued"))
    );
    collection.archive(&["--plugins", "hello_sh", other]).exits(0).says("will be resumed after this one");
    assert_carried_on(&collection, &before);
    assert_eq!(collection.query("SELECT id FROM snapshots").len(), 5);
}

#[test]
fn it_may_be_given_up() {
    let collection = killed();
    let page = collection.show(PAGE);
    collection.run(&["resume", "--abandon"]).exits(0).says("pages removed from its queue: 1");
    assert_whole(&collection);
    assert_eq!(collection.query("SELECT url FROM snapshots ORDER BY seq"), [PAGE, HALF]);
    let half = collection.show(HALF);
    let result = result_in(&half, "half_written");
    assert_eq!(
        (&result["status"], &half["succeeded"], &half["failed"]),
        (&json!("failed"), &json!(1), &json!(2)),
        "{half:#}"
    );
    assert!(!collection.snapshot_dir(HALF).join("half_written").exists());
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    let_go(&collection);
    let fixtures = crate::collection::fixtures();
    collection.run(&["retry", "--plugins-dir", fixtures.to_str().unwrap()]).exits(0);
    assert_eq!((collection.show(HALF)["succeeded"].clone(), collection.show(PAGE)), (json!(3), page));
    assert_whole(&collection);
}

#[test]
fn a_killed_retry_is_carried_on() {
    let collection = Collection::new();
    fs::create_dir_all(collection.data()).unwrap();
    fs::write(collection.data().join("fail"), "").unwrap();
    collection.archive(&["--plugins", PLUGINS, PAGE, HALF, LAST]).exits(1);
    fs::remove_file(collection.data().join("fail")).unwrap();
    let before = Finished::of(&collection);
    let fixtures = crate::collection::fixtures();
    let retry = ["retry", "--json", "--plugins-dir", fixtures.to_str().unwrap()];
    let retrying = half_way(&collection, &retry);
    // Nobody else may take what a living retry is at.
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    kill(retrying);
    let_go(&collection);
    collection.run(&["resume"]).exits(0).says("1 page is left");
    assert_carried_on(&collection, &before);
    collection.run(&["retry"]).exits(0).says("nothing has failed");
}

#[test]
fn a_list_that_was_half_read_is_read_on() {
    for asked in [Signal::SIGKILL, Signal::SIGINT] {
        let collection = Collection::new();
        // More than are taken in at once, and some that come later.
        let lines: String = (0..510).map(|number| format!("{PAGE}/{number}\n")).collect();
        let list = collection.data().parent().unwrap().join("list");
        mkfifo(&list, Mode::S_IRWXU).unwrap();
        let arguments = ["--plugins", "noop", "--concurrency", "8", "list"];
        let running = Running::start(&mut collection.archiving(&arguments));
        let mut pipe = fs::OpenOptions::new().write(true).open(&list).unwrap();
        std::io::Write::write_all(&mut pipe, lines.as_bytes()).unwrap();
        let index = collection.data().join("index.sqlite3");
        let joined = || {
            let database = Connection::open_with_flags(&index, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
            database.query_row("SELECT 1 FROM snapshots", [], |_| Ok(())).ok()
        };
        wait_for("the first batch", joined);
        wait_for("the signals to be listened for", || running.handles(Signal::SIGINT).then_some(()));
        running.signal(asked);
        let ended = running.end();
        assert_eq!(ended.code, if asked == Signal::SIGINT { Some(130) } else { None }, "{ended:#?}");
        drop(pipe);
        fs::remove_file(&list).unwrap();
        fs::write(&list, format!("{lines}{LAST}\n")).unwrap();
        let output = Running::start(collection.command(["resume"]).current_dir("/")).end();
        output.exits(0);
        assert_eq!(collection.query("SELECT DISTINCT url FROM snapshots WHERE succeeded + noresults = 1").len(), 511);
        assert_whole(&collection);
    }
}

#[test]
fn two_at_once_share_a_collection_and_one_is_killed() {
    let collection = Collection::new();
    let pages = |range: std::ops::Range<u32>| range.map(|number| format!("{PAGE}/{number}\n")).collect::<String>();
    let lists = [collection.file("a", &pages(0..60)), collection.file("b", &pages(30..90))];
    let start = |list: &str| {
        let arguments =
            ["--json", "--no-resume", "--plugins", "hello_sh,sets_title,ready_bg", "--concurrency", "2", list];
        Running::start_within(&mut collection.archiving(&arguments), Duration::from_secs(300))
    };
    let (mut dying, other) = (start(&lists[0]), start(&lists[1]));
    for _ in 0..10 {
        dying.event_where("a seal", |event| event["event"] == "snapshot_sealed");
    }
    dying.signal(Signal::SIGKILL);
    let died = dying.end();
    // The other one is at work still: what it works on is not to be taken.
    let resumed = collection.run(&["resume"]).exits(0);
    let lived = other.end().exits(0);
    for output in [&died, &lived, &resumed] {
        assert!(!output.stderr.contains("locked"), "{}", output.stderr);
    }
    let counted = "SELECT crawl_id || ' ' || count(*) || ' ' || count(DISTINCT url) || ' ' || sum(succeeded) FROM snapshots GROUP BY crawl_id";
    let counts = collection.query(counted);
    assert!(counts.len() == 2 && counts.iter().all(|count| count.ends_with(" 60 60 180")), "{counts:?}");
    assert_whole(&collection);
}

#[test]
fn only_one_of_two_carries_it_on() {
    let collection = Collection::new();
    let running = archiving(&collection);
    collection.run(&["resume"]).exits(0).says("no interrupted crawl");
    let before = Finished::of(&collection);
    kill(running);
    let_go(&collection);
    let resumes = [0, 1].map(|_| Running::start(&mut collection.command(["resume"])));
    let outputs = resumes.map(|resume| resume.end().exits(0));
    assert!(!outputs.iter().any(|output| output.stderr.contains("locked")), "{outputs:#?}");
    let ran = outputs.iter().filter(|output| output.stderr.contains(" at a time, ")).count();
    assert_eq!(ran, 1, "{outputs:#?}");
    assert_carried_on(&collection, &before);
    assert_eq!(
        collection
            .query(&format!("SELECT hook FROM hook_runs JOIN snapshots s ON s.id = snapshot_id WHERE url = '{LAST}'"))
            .len(),
        3
    );
}

/// Every fixture with a bad habit that is a page's own, one that ends badly among them.
const MISBEHAVING: &[(&str, &str)] = &[
    ("bg_exits_early", "succeeded"),
    ("bg_fails_early", "failed"),
    ("broken_json", "failed"),
    ("exits_ten", "skipped"),
    ("fails", "failed"),
    ("floods_stdout", "failed"),
    ("forks_and_leaves", "succeeded"),
    ("forks_and_leaves_cleared", "succeeded"),
    ("hangs", "failed"),
    ("hangs_deaf", "failed"),
    ("hangs_with_deaf_child", "failed"),
    ("holds_pipe", "succeeded"),
    ("ignores_sigterm", "failed"),
    ("leaves_a_flood", "succeeded"),
    ("long_line", "succeeded"),
    ("no_interpreter", "failed"),
    ("non_utf8", "succeeded"),
    ("record_then_fails", "failed"),
    ("silent_bg", "succeeded"),
    ("symlink_escape", "succeeded"),
    ("symlink_itself", "succeeded"),
];

#[test]
fn all_that_misbehaves_at_once_harms_no_other() {
    let collection = Collection::new();
    let good = ["hello_sh", "sets_title", "ready_bg", "deep_files", "no_record_files", "two_hooks", "hello_python"];
    let selection: Vec<&str> = MISBEHAVING.iter().map(|(name, _)| *name).chain(good).collect();
    let settings = [
        "HANGS_TIMEOUT=1",
        "HANGS_DEAF_TIMEOUT=1",
        "HANGS_WITH_DEAF_CHILD_TIMEOUT=1",
        // More than any machine prints in that time.
        "FLOOD_BYTES=1000000000000000",
        "FLOODS_STDOUT_TIMEOUT=1",
        "SEAL_GRACE=3",
        "READY_TIMEOUT=2",
    ]
    .map(|setting| ["--set", setting])
    .concat();
    let pages: Vec<String> = (0..if is_long() { 12 } else { 3 }).map(|number| format!("{PAGE}/{number}")).collect();
    let mut arguments = vec!["--concurrency", "3", "--plugins"];
    let selection = selection.join(",");
    arguments.push(&selection);
    arguments.extend(settings);
    arguments.extend(pages.iter().map(String::as_str));
    // The limits of a page's hooks add up to half a minute; the rest is for a machine with much
    // else to do. A hook that is waited for in vain has ten minutes.
    let limit = Duration::from_secs(300 * pages.len().div_ceil(3) as u64);
    Running::start_within(&mut collection.archiving(&arguments), limit).end().exits(1);
    for page in &pages {
        let shown = collection.show(page);
        for name in good {
            let result = result_in(&shown, name);
            assert_eq!(result["status"], "succeeded", "{result:#}");
        }
        let became =
            MISBEHAVING.iter().map(|(name, _)| (*name, result_in(&shown, name)["status"].as_str().unwrap().to_owned()));
        let expected = MISBEHAVING.iter().map(|(name, status)| (*name, (*status).to_owned()));
        assert_eq!(became.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    assert_eq!(collection.query("SELECT id FROM archive_results WHERE status IN ('queued', 'started')"), [""; 0]);
    collection.assert_nothing_is_left();
}

fn is_long() -> bool {
    std::env::var("TACKLEBOX_FAULTS").is_ok_and(|form| form == "long")
}

/// Numbers that are the same for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    /// With a seed of its own each time in the long form, else always the same.
    fn thrown() -> Self {
        let given = std::env::var("TACKLEBOX_FAULTS_SEED").ok().map(|seed| seed.parse().expect("a number"));
        let fresh = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
        let seed = given.unwrap_or_else(|| if is_long() { fresh() } else { 1 });
        println!("TACKLEBOX_FAULTS_SEED={seed}");
        Dice(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

#[test]
fn killed_at_random_every_page_is_there_once() {
    let (pages, kills) = if is_long() { (220, 30) } else { (24, 4) };
    let mut dice = Dice::thrown();
    let files = tempfile::tempdir().unwrap();
    write_pages(files.path(), pages);
    let site = Site::serve(files.path());
    let collection = Collection::new();
    let urls: String = (1..=pages).map(|page| site.url(&format!("/p{page}/\n"))).collect();
    let list = collection.file("list", &urls);
    let (mut hits, mut begun) = (BTreeMap::<String, u32>::new(), 0);
    // At least so many events tell of a page; the kills come before all pages are done, and the
    // last of them when they are.
    let apart = 22 * pages as u64 / kills * 4 / 3;
    for life in 0..kills {
        let arguments: &[&str] = if life == 0 {
            &["archive", "--json", "--plugins", "title,dom,responses,headers", "--concurrency", "2", &list]
        } else {
            &["resume", "--json"]
        };
        let mut running = Running::start_within(&mut collection.command(arguments), Duration::from_secs(1800));
        let is_last = life + 1 == kills;
        let stage = if !is_last {
            let stage = live(&mut running, dice.below(apart));
            // Between two events, too.
            if is_long() {
                std::thread::sleep(Duration::from_millis(dice.below(60)));
            }
            stage
        } else {
            for _ in collection.query("SELECT id FROM snapshots WHERE stage != 'sealed'") {
                running.event_where("a seal", |event| event["event"] == "snapshot_sealed");
            }
            "the end".to_owned()
        };
        running.signal(Signal::SIGKILL);
        let output = running.end();
        // To its end a crawl may come while it is killed.
        assert!(
            output.code.is_none() || is_last && output.code == Some(0),
            "it ended before it was killed: {}",
            output.stderr
        );
        assert!(!output.stderr.contains("locked"), "{}", output.stderr);
        *hits.entry(stage).or_default() += 1;
        begun += output.stdout.matches("\"snapshot_started\"").count();
        // Every second time the next one begins at once, with what dies still about.
        if life % 2 == 0 {
            let alive = || Some(processes::of_or_naming(&collection.data())).filter(|living| !living.is_empty());
            let gone = within(DIES_WITHIN, || alive().is_none().then_some(()));
            assert!(gone.is_some(), "{DIES_WITHIN:?} after the kill: {:#?}", alive());
        }
    }
    let last =
        Running::start_within(&mut collection.command(["resume", "--json"]), Duration::from_secs(1800)).end().exits(0);
    begun += last.stdout.matches("\"snapshot_started\"").count();

    let expected: Vec<String> = urls.lines().map(str::to_owned).collect();
    assert_eq!(collection.query("SELECT url FROM snapshots ORDER BY seq"), expected, "every URL once");
    let results = "SELECT s.url || ' ' || group_concat(r.plugin || ' ' || r.status, ' ' ORDER BY r.plugin) FROM snapshots s JOIN archive_results r \
                   ON r.snapshot_id = s.id GROUP BY s.id ORDER BY s.seq";
    for (url, said) in expected.iter().zip(collection.query(results)) {
        assert_eq!(said, format!("{url} dom succeeded headers succeeded responses succeeded title succeeded"));
    }
    // The Chrome of the last runner that was killed ends by itself, and the last `resume`, which had nothing to do, may be
    // faster.
    let alive = || Some(processes::of_or_naming(&collection.data())).filter(|living| !living.is_empty());
    let gone = within(DIES_WITHIN, || alive().is_none().then_some(()));
    assert!(gone.is_some(), "{DIES_WITHIN:?} after the last: {:#?}", alive());
    assert_whole(&collection);
    assert_books_and_links_agree(&collection, pages);
    assert_eq!(collection.query("SELECT ending FROM crawls"), ["complete"]);
    println!("{pages} pages, {kills} kills; hit at: {hits:?}; pages begun again: {}", begun - pages);
}

/// Hears so many events; what the last was.
fn live(running: &mut Running, events: u64) -> String {
    let mut last = "the start".to_owned();
    for _ in 0..events {
        let Some(event) = running.event() else { break };
        last = event["event"].as_str().unwrap().to_owned();
    }
    last
}

/// Each snapshot's `index.jsonl` says what the index says, and each link leads to its directory.
fn assert_books_and_links_agree(collection: &Collection, pages: usize) {
    let data = collection.data();
    let links: Vec<_> = fs::read_dir(data.join("archive")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(links.len(), pages);
    for row in collection.query("SELECT json_array(id, dir, archive_name, url) FROM snapshots") {
        let [id, dir, name, url] = serde_json::from_str::<[String; 4]>(&row).unwrap();
        let dir = data.join(dir);
        assert_eq!(fs::canonicalize(data.join("archive").join(name)).unwrap(), fs::canonicalize(&dir).unwrap());
        let text = fs::read_to_string(dir.join("index.jsonl")).unwrap();
        let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&records[0]["id"], &records[0]["url"]), (&json!(id), &json!(url)));
        let mut said: Vec<(String, String)> =
            records.iter().filter(|record| record["type"] == "ArchiveResult").map(ended).collect();
        let database = collection.database();
        let mut statement = database
            .prepare("SELECT plugin, ended_at FROM archive_results WHERE snapshot_id = ?1 ORDER BY plugin")
            .unwrap();
        let known: Vec<(String, String)> = statement
            .query_map([&id], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        said.sort();
        assert_eq!(said, known, "{url}");
    }
}

fn ended(record: &Value) -> (String, String) {
    (record["plugin"].as_str().unwrap().to_owned(), record["ended_at"].as_str().unwrap().to_owned())
}
