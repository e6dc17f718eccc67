//! The browser fails in the middle of a crawl, in every way it can: what it takes along is tried
//! again, or is the one page that did it.
//!
//! `TACKLEBOX_FAULTS=long` gives each fault a crawl of 50 pages to itself; else they share crawls
//! of a few.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use walkdir::WalkDir;

use crate::collection::{Collection, Output, Running, result_in};
use crate::processes;
use crate::site::Site;

const PLUGINS: &str = "harms,title,dom,screenshot,responses";

const SAVED: [&str; 4] = ["title", "dom", "screenshot", "responses"];

/// How long a crawl may take.
const LIMIT: Duration = Duration::from_secs(600);

fn is_long() -> bool {
    std::env::var("TACKLEBOX_FAULTS").is_ok_and(|value| value == "long")
}

/// So many pages that are no harm, of which there are `few` in the short form.
fn pages(site: &Site, few: usize) -> Vec<String> {
    let count = if is_long() { 50 } else { few };
    (0..count).map(|number| site.url(&format!("/page/a.html?number={number}"))).collect()
}

/// The same with pages at the end that take their time, so that something is at work whenever a
/// test comes to do its harm.
fn pages_then_slow_ones(site: &Site, few: usize) -> Vec<String> {
    let slow = (0..3).map(|number| site.url(&format!("/slow/3000/page/a.html?number=slow-{number}")));
    pages(site, few).into_iter().chain(slow).collect()
}

/// The faults, each in a crawl of its own or all in one.
fn grouped<T: Clone>(faults: &[T]) -> Vec<Vec<T>> {
    if is_long() { faults.iter().map(|fault| vec![fault.clone()]).collect() } else { vec![faults.to_vec()] }
}

/// A crawl that is under way, and whose events are read.
struct Crawl {
    collection: Collection,
    running: Running,
    events: Vec<Value>,
}

impl Crawl {
    fn start(urls: &[String], settings: &[&str]) -> Self {
        Crawl::start_in(Collection::new(), urls, settings)
    }

    fn start_in(collection: Collection, urls: &[String], settings: &[&str]) -> Self {
        let list = collection.file("list.txt", &urls.join("\n"));
        let mut command = collection.archiving(&["--plugins", PLUGINS, "--concurrency", "3", "--json", &list]);
        command.args(settings.iter().flat_map(|setting| ["--set", *setting]));
        let running = Running::start_within(&mut command, LIMIT);
        Crawl { collection, running, events: Vec::new() }
    }

    /// Reads events until one is as wanted.
    #[track_caller]
    fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let Some(event) = self.running.event() else { panic!("it ended before {what}: {:#?}", self.warnings()) };
            self.events.push(event.clone());
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Reads events until so many snapshots more are sealed, and one runs.
    fn until_sealed(&mut self, count: usize) {
        for _ in 0..count {
            self.until("snapshots are sealed", is("snapshot_sealed"));
        }
        self.until("a page is at work", |event| {
            is("hook_ended")(event) && event["run"]["hook"] == "on_Snapshot__30_chrome_navigate"
        });
    }

    fn browser(&self) -> Pid {
        processes::wait_for("the browser", || {
            let text = fs::read_to_string(self.collection.crawl_dir().join("chrome/chrome.pid")).ok()?;
            Some(Pid::from_raw(text.trim().parse().ok()?))
        })
    }

    fn warnings(&self) -> Vec<&str> {
        self.events
            .iter()
            .filter(|event| event["event"] == "warning")
            .filter_map(|event| event["message"].as_str())
            .collect()
    }

    /// Sends the browser a signal, and says how long it took until that was noticed, and until
    /// snapshots began on another.
    fn harm(&mut self, signal: Signal) -> (Duration, Duration) {
        let (before, at) = (self.browser(), Instant::now());
        kill(before, signal).unwrap();
        self.until("it is noticed", is("snapshot_postponed"));
        let noticed = at.elapsed();
        self.until("snapshots begin on another browser", is("snapshot_started"));
        let replaced = at.elapsed();
        assert_ne!(self.browser(), before);
        (noticed, replaced)
    }

    fn end(mut self) -> Ended {
        while let Some(event) = self.running.event() {
            self.events.push(event);
        }
        let Crawl { collection, running, events } = self;
        let output = running.end();
        assert_nothing_is_left(&collection);
        // The browser and its processes are ours, however it ended.
        assert!(!output.stderr.contains("a hook had left behind"), "{}", output.stderr);
        Ended { collection, output, events }
    }
}

/// A crawl that is over.
struct Ended {
    collection: Collection,
    output: Output,
    events: Vec<Value>,
}

impl Ended {
    /// All that is wanted of these pages is there.
    #[track_caller]
    fn assert_saved(&self, urls: &[String]) {
        for url in urls {
            let shown = self.collection.show(url);
            assert_eq!((&shown["stage"], &shown["failed"]), (&"sealed".into(), &0.into()), "{shown:#}");
            for plugin in SAVED {
                assert_eq!(result_in(&shown, plugin)["status"], "succeeded", "{url} {plugin}: {shown:#}");
            }
        }
    }

    /// How long a page's snapshot took, from its last start to its seal.
    fn seconds(&self, url: &str) -> f64 {
        let sealed = self.collection.query(&format!(
            "SELECT CAST((julianday(s.sealed_at) - julianday(min(r.started_at))) * 86400 AS TEXT) FROM snapshots s
             JOIN archive_results r ON r.snapshot_id = s.id WHERE s.url = '{url}'"
        ));
        sealed[0].parse().unwrap()
    }

    fn count(&self, kind: &str) -> usize {
        self.events.iter().filter(|event| event["event"] == kind).count()
    }
}

fn assert_nothing_is_left(collection: &Collection) {
    collection.assert_nothing_is_left();
    let entries = WalkDir::new(collection.data()).into_iter().flatten();
    let left: Vec<_> =
        entries.filter(|entry| entry.file_name() == "profile" || entry.file_name() == "chrome.pid").collect();
    assert!(left.is_empty(), "{left:?}");
}

fn is(kind: &str) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == kind
}

fn is_new_browser(event: &Value) -> bool {
    is("hook_started")(event) && event["hook"] == "on_Crawl__30_chrome_launch.bg"
}

/// The failed results of a snapshot say these reasons; there is at least one.
#[track_caller]
fn assert_failed_for(shown: &Value, reasons: &[&str]) {
    let failed: Vec<&Value> =
        shown["results"].as_array().unwrap().iter().filter(|result| result["status"] == "failed").collect();
    assert!(!failed.is_empty(), "{shown:#}");
    for result in failed {
        let error = result["error"].as_str().unwrap_or_default();
        assert!(reasons.iter().any(|reason| error.contains(reason)), "{error:?}: {result:#}");
    }
}

#[test]
fn a_browser_that_is_killed_or_stopped_costs_no_page() {
    for signals in grouped(&[Signal::SIGKILL, Signal::SIGSTOP]) {
        let site = Site::start();
        let urls = pages_then_slow_ones(&site, 10);
        let mut crawl = Crawl::start(&urls, &[]);
        for signal in signals {
            // The pages that the fault before took along are through by then: each is tried again
            // once, and no more.
            crawl.until_sealed(3.max(urls.len() / 4));
            let (noticed, replaced) = crawl.harm(signal);
            eprintln!("{signal}: noticed after {noticed:.1?}, another browser was at work after {replaced:.1?}");
            assert!(noticed < Duration::from_secs(60), "{noticed:?}");
        }
        let ended = crawl.end();
        assert_eq!(ended.output.code, Some(0), "{:#?}", ended.output.stderr);
        ended.assert_saved(&urls);
        assert!((1..=6).contains(&ended.count("snapshot_postponed")));
    }
}

#[test]
fn a_launch_hook_that_somebody_else_ends_costs_no_page() {
    for _ in grouped(&[()]) {
        let site = Site::start();
        let urls = pages_then_slow_ones(&site, 10);
        let mut crawl = Crawl::start(&urls, &[]);
        crawl.until_sealed(3);
        let launch = crawl.events.iter().find(|event| is_new_browser(event)).expect("there is a browser");
        kill(pid_of_hook(&crawl.collection, launch["hook"].as_str().unwrap()), Signal::SIGTERM).unwrap();
        crawl.until("snapshots begin on another browser", is_new_browser);
        let ended = crawl.end();
        assert_eq!(ended.output.code, Some(0), "{:#?}", ended.output.stderr);
        ended.assert_saved(&urls);
        let ends = ended
            .collection
            .query("SELECT ended_by FROM hook_runs WHERE hook = 'on_Crawl__30_chrome_launch.bg' ORDER BY started_at");
        assert_eq!(ends, ["itself", "seal"], "the second is asked to end, which is no loss");
        assert!((1..=3).contains(&ended.count("snapshot_postponed")));
    }
}

#[test]
fn a_part_of_the_browser_that_is_frozen_costs_no_page() {
    // What is stopped lives on, and Chrome answers all the same.
    let parts = ["the launch hook", "network.mojom.NetworkService", "--type=gpu-process"];
    for parts in grouped(&parts) {
        let site = Site::start();
        let urls = pages_then_slow_ones(&site, 14);
        let mut crawl = Crawl::start(&urls, &[]);
        for part in parts {
            crawl.until_sealed(3);
            let pid = if part.starts_with("the ") {
                pid_of_hook(&crawl.collection, "on_Crawl__30_chrome_launch.bg")
            } else {
                of_chrome(&crawl, part)
            };
            let at = Instant::now();
            kill(pid, Signal::SIGSTOP).unwrap();
            crawl.until("snapshots begin on another browser", is_new_browser);
            eprintln!("{part}: replaced after {:.1?}", at.elapsed());
            assert!(at.elapsed() < Duration::from_secs(60), "{part}");
        }
        let ended = crawl.end();
        assert_eq!(ended.output.code, Some(0), "{:#?}", ended.output.stderr);
        ended.assert_saved(&urls);
    }
}

/// That process of a crawl's browser which has this in its command line.
fn of_chrome(crawl: &Crawl, part: &str) -> Pid {
    let browser = crawl.browser().as_raw();
    let process = processes::wait_for(part, || {
        processes::below(browser).into_iter().find(|process| process.command.contains(part))
    });
    Pid::from_raw(process.pid)
}

/// A living hook's process, as the crawl's pid file tells it.
fn pid_of_hook(collection: &Collection, hook: &str) -> Pid {
    let living = fs::read_to_string(collection.crawl_dir().join(".hooks/hook.pid")).unwrap();
    let line = living
        .lines()
        .find(|line| line.trim_end().ends_with(hook))
        .unwrap_or_else(|| panic!("{hook} is not alive: {living}"));
    Pid::from_raw(line.split(' ').next().unwrap().parse().unwrap())
}

/// A page that harms itself: its address, and what each of its failed results may say.
const HARMFUL: [(&str, &[&str]); 6] = [
    ("/page/a.html?harm=crash", &["the page crashed"]),
    ("/page/a.html?harm=chrome-crash", &["the page crashed"]),
    ("/page/a.html?harm=ballast", &["the page crashed"]),
    ("/page/a.html?harm=chrome-hang", &["it was not done after", "timed out after", "no answer within"]),
    ("/hostile/hungry.html", &["the page crashed"]),
    ("/hostile/busy.html", &["it was not done after 8 s", "timed out after 8 s", "no answer within"]),
];

#[test]
fn a_page_that_harms_its_own_process_fails_alone() {
    for harmful in grouped(&HARMFUL) {
        let site = Site::start();
        let good = pages(&site, 4);
        let bad: Vec<String> = harmful.iter().map(|(path, _)| site.url(path)).collect();
        let mut urls = good.clone();
        for (place, url) in bad.iter().enumerate() {
            urls.insert(good.len() / 3 + place, url.clone());
        }
        let limits = [
            "TITLE_TIMEOUT=8",
            "DOM_TIMEOUT=8",
            "SCREENSHOT_TIMEOUT=8",
            "CHROME_TIMEOUT=12",
            "CHROME_PAGELOAD_TIMEOUT=6",
        ];
        let heap = "CHROME_ARGS_EXTRA=--js-flags=--max-old-space-size=150";
        let mut crawl = Crawl::start(&urls, &[&limits[..], &[heap]].concat());
        if let Some(url) = bad.iter().find(|url| url.contains("ballast")) {
            // What is not read holds up the crawl.
            crawl.until("that page's start", |event| {
                is("snapshot_started")(event) && event["snapshot"]["url"] == url.as_str()
            });
            let data = crawl.collection.data();
            let marker = processes::wait_for("the page with ballast", || {
                let mut entries = WalkDir::new(&data).into_iter().flatten();
                entries.find(|entry| entry.file_name() == "ballast").map(|entry| entry.into_path())
            });
            kill(heaviest_renderer(&data), Signal::SIGKILL).unwrap();
            fs::remove_file(marker).unwrap();
        }
        let ended = crawl.end();
        assert_eq!(ended.output.code, Some(1), "{:#?}", ended.output.stderr);
        ended.assert_saved(&good);
        assert_eq!(ended.events.iter().filter(|event| is_new_browser(event)).count(), 1, "no other browser was needed");
        for ((path, reasons), url) in harmful.iter().zip(&bad) {
            let seconds = ended.seconds(url);
            eprintln!("{path}: over after {seconds:.1} s");
            assert_failed_for(&ended.collection.show(url), reasons);
            assert!(seconds < 60.0, "{path}: {seconds}");
        }
    }
}

/// The process that serves a page, of those of a collection the one with the most memory.
fn heaviest_renderer(data: &Path) -> Pid {
    let resident = |pid: i32| {
        let statm = fs::read_to_string(format!("/proc/{pid}/statm")).unwrap_or_default();
        statm.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0)
    };
    let renderers =
        processes::of_collection(data).into_iter().filter(|process| process.command.contains("--type=renderer"));
    Pid::from_raw(renderers.max_by_key(|process| resident(process.pid)).expect("there is a renderer").pid)
}

#[test]
fn a_page_that_brings_the_browser_down_fails_alone() {
    let site = Site::start();
    let good = pages(&site, 6);
    let bad = site.url("/page/a.html?harm=browser");
    let mut urls = good.clone();
    urls.insert(good.len() / 2, bad.clone());
    let ended = Crawl::start(&urls, &[]).end();
    assert_eq!(ended.output.code, Some(1), "{:#?}", ended.output.stderr);
    ended.assert_saved(&good);
    assert_failed_for(&ended.collection.show(&bad), &["Chrome ended by itself"]);
    let browsers = ended.events.iter().filter(|event| is_new_browser(event)).count();
    assert_eq!(browsers, 3, "the first, one after each of its two tries");
}

#[test]
fn where_no_browser_can_be_started_any_more_the_rest_stays_queued() {
    let site = Site::start();
    let urls = pages_then_slow_ones(&site, 5);
    let collection = Collection::new();
    let gone = collection.file("gone", "");
    fs::remove_file(&gone).unwrap();
    let chrome =
        tacklebox::browser::find::find(None, &std::env::var_os("PATH").unwrap()).expect("there is a Chrome").path;
    let wrapper = collection
        .file("chrome-of-mine", &format!("#!/bin/sh\n[ -e {gone} ] && exit 1\nexec {} \"$@\"\n", chrome.display()));
    assert!(Command::new("chmod").args(["+x", &wrapper]).status().unwrap().success());
    let mut crawl = Crawl::start_in(collection, &urls, &[&format!("CHROME_BINARY={wrapper}")]);
    crawl.until_sealed(1);
    fs::write(&gone, "").unwrap();
    kill(crawl.browser(), Signal::SIGKILL).unwrap();
    let ended = crawl.end();
    assert!(ended.output.stderr.contains("Chrome exited during start-up with exit code 1"), "{}", ended.output.stderr);
    assert_ne!(ended.output.code, Some(0));
    let stages = ended.collection.query("SELECT DISTINCT stage FROM snapshots ORDER BY stage");
    assert_eq!(stages, ["queued", "sealed"]);
    assert_eq!(ended.collection.query("SELECT ending FROM crawls"), ["failed"]);
    fs::remove_file(&gone).unwrap();
    ended.collection.run(&["resume"]).exits(0);
    ended.assert_saved(&urls);
    assert_nothing_is_left(&ended.collection);
}

#[test]
fn a_browser_is_renewed_before_it_grows_old() {
    let site = Site::start();
    let urls = pages(&site, 12);
    let renewals = |setting: &str, says: &str| {
        let ended = Crawl::start(&urls, &[setting]).end();
        assert_eq!(ended.output.code, Some(0), "{:#?}", ended.output.stderr);
        ended.assert_saved(&urls);
        assert_eq!(ended.count("snapshot_postponed"), 0);
        let browsers = ended.events.iter().filter(|event| is_new_browser(event)).count();
        let told = ended.output.stderr.lines().filter(|line| line.contains(says)).count();
        assert_eq!(told + 1, browsers);
        browsers
    };
    let by_pages = renewals("BROWSER_MAX_PAGES=5", "the browser has served 5 pages");
    // None is begun on a browser that has had its share, and those at work finish on it.
    assert!((urls.len() / 5..=urls.len() / 5 + 1).contains(&by_pages), "{by_pages}");
    // No browser is as small as that. It serves a few pages all the same.
    let by_memory = renewals("BROWSER_MAX_MEMORY=1", "MiB; starting a new one");
    assert!((2..=urls.len() / 5 + 1).contains(&by_memory), "{by_memory}");
}

#[test]
fn what_other_hooks_of_the_crawl_left_outlives_the_browser() {
    let site = Site::start();
    let urls = pages(&site, 3);
    let collection = Collection::new();
    let list = collection.file("list.txt", &urls.join("\n"));
    let ended = collection
        .archive(&["--plugins", "title,serves_on", "--concurrency", "1", "--set", "BROWSER_MAX_PAGES=1", &list])
        .exits(0);
    // After the last page there is nothing that would need a new one.
    assert_eq!(
        ended.stderr.matches("the browser has served 1 page; starting a new one").count(),
        urls.len() - 1,
        "{}",
        ended.stderr
    );
    for url in &urls {
        assert_eq!(collection.result(url, "serves_on")["status"], "succeeded", "{url}");
    }
    assert_nothing_is_left(&collection);
}

#[test]
fn a_browser_of_its_own_takes_only_its_page_along() {
    for signals in grouped(&[Signal::SIGKILL, Signal::SIGSTOP]) {
        let site = Site::start();
        let urls = pages(&site, 5);
        let slow = [site.url("/slow/3000/page/a.html?number=a"), site.url("/slow/3000/page/a.html?number=b")];
        let mut all = urls.clone();
        all.splice(1..1, slow[..signals.len()].iter().cloned());
        let mut crawl = Crawl::start(&all, &["CHROME_PER_PAGE=true", "CHROME_HANG_TIMEOUT=5"]);
        for (signal, url) in signals.iter().zip(&slow) {
            let path = url
                .split_once("127.0.0.1")
                .and_then(|(_, rest)| rest.split_once('/'))
                .map(|(_, path)| format!("/{path}"))
                .unwrap();
            site.wait_for_request(&path, LIMIT).expect("the page is asked for");
            let id = crawl
                .until("its start", |event| is("snapshot_started")(event) && event["snapshot"]["url"] == url.as_str());
            let dir = Path::new(id["snapshot"]["dir"].as_str().unwrap()).join("chrome/chrome.pid");
            let pid = fs::read_to_string(crawl.collection.data().join(dir)).unwrap();
            kill(Pid::from_raw(pid.trim().parse().unwrap()), *signal).unwrap();
        }
        let ended = crawl.end();
        assert_eq!(ended.output.code, Some(1), "{:#?}", ended.output.stderr);
        ended.assert_saved(&urls);
        for url in &slow[..signals.len()] {
            assert_failed_for(
                &ended.collection.show(url),
                &["Chrome ended by itself", "somebody stopped Chrome (SIGSTOP)", "connection"],
            );
        }
    }
}

#[test]
fn a_retry_loses_what_ran_and_no_more() {
    let site = Site::start();
    let urls = pages_then_slow_ones(&site, 6);
    let first = Crawl::start(&urls, &["TITLE_TIMEOUT=0.001"]).end();
    assert_eq!(first.output.code, Some(1));
    let collection = first.collection;
    let mut retry = collection.command(["retry", "--json", "--concurrency", "2", "--set", "TITLE_TIMEOUT=30"]);
    retry.arg("--plugins-dir").arg(crate::collection::fixtures());
    let mut running = Running::start_within(&mut retry, LIMIT);
    let crawl = running.event_where("the crawl", is("crawl_started"));
    running.event_where("a page is at work", |event| {
        is("hook_ended")(event) && event["run"]["hook"] == "on_Snapshot__30_chrome_navigate"
    });
    let pid = collection.data().join(crawl["crawl"]["dir"].as_str().unwrap()).join("chrome/chrome.pid");
    kill(Pid::from_raw(fs::read_to_string(pid).unwrap().trim().parse().unwrap()), Signal::SIGKILL).unwrap();
    running.end().exits(1);
    assert_nothing_is_left(&collection);
    let shown: Vec<Value> = urls.iter().map(|url| collection.show(url)).collect();
    let (lost, good): (Vec<_>, Vec<_>) = shown.iter().partition(|shown| shown["failed"] != 0);
    assert!((1..=2).contains(&lost.len()) && good.len() == urls.len() - lost.len(), "{lost:#?}");
    lost.iter().for_each(|lost| assert_failed_for(lost, &["Chrome ended by itself"]));
}
