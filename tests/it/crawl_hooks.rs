//! Hooks of the crawl: once before the first snapshot, all along, and once after the last.

use std::fs;

use crate::collection::{Collection, PAGE};

const OTHER: &str = "http://127.0.0.1:1/other";

#[test]
fn they_enclose_the_snapshots() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "crawl_hooks,hello_sh", PAGE, OTHER]).exits(0);
    let log = fs::read_to_string(collection.crawl_dir().join("crawl.log")).unwrap();
    let begin = ["on_Crawl__20_begin.sh", "on_Crawl__25_watch.bg.sh"];
    let end = ["on_Crawl__25_watch.bg.sh stopped", "on_CrawlEnd__10_end.sh"];
    assert_eq!(log.lines().collect::<Vec<_>>(), [begin, end].concat());
    let times = |what: &str, hook: &str| {
        collection.query(&format!("SELECT {what} FROM hook_runs WHERE hook = '{hook}' ORDER BY 1"))
    };
    let hello = "on_Snapshot__10_hello.sh";
    assert_eq!(times("plugin", hello).len(), 2);
    assert!(times("ended_at", "on_Crawl__20_begin.sh")[0] <= times("started_at", hello)[0]);
    assert!(times("ended_at", "on_Crawl__25_watch.bg.sh")[0] >= times("ended_at", hello)[1]);
    assert!(times("started_at", "on_CrawlEnd__10_end.sh")[0] >= times("ended_at", "on_Crawl__25_watch.bg.sh")[0]);
    assert!(collection.crawl_dir().join("crawl_hooks/watched.txt").is_file());
    collection.assert_nothing_is_left();
}

#[test]
fn they_are_told_of_all_urls() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "crawl_argv,crawl_setup,hello_sh", PAGE, OTHER]).exits(0);
    let id = collection.query("SELECT id FROM crawls").remove(0);
    let expected = format!("--crawl-id={id}\0--source-url={PAGE}\n{OTHER}\0");
    for file in ["crawl_argv/crawl.argv", "crawl_argv/crawl_end.argv"] {
        assert_eq!(fs::read_to_string(collection.crawl_dir().join(file)).unwrap(), expected, "{file}");
    }
    assert_eq!(
        fs::read_to_string(collection.crawl_dir().join("crawl_setup/argv.txt")).unwrap(),
        format!("--url={PAGE}\n")
    );
}

#[test]
fn one_that_fails_stops_nothing() {
    let collection = Collection::new();
    let output = collection.archive(&["--plugins", "crawl_fails,hello_sh", PAGE]).exits(0);
    output.says("crawl_fails/on_Crawl__20_fail.sh ended with exit code 1: crawl_fails: the weather is bad");
    assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded");
    assert_eq!(collection.query("SELECT CAST(exit_code AS TEXT) FROM hook_runs WHERE plugin = 'crawl_fails'"), ["1"]);
}

#[test]
fn infrastructure_that_fails_ends_the_crawl_before_it_begins() {
    let collection = Collection::new();
    let output = collection.archive(&["--plugins", "crawl_infrastructure_fails,hello_sh", PAGE]).exits(3);
    output
        .says("the crawl failed: crawl_infrastructure_fails/on_Crawl__20_fail.sh ended with exit code 1")
        .says("the boat leaks");
    let shown = collection.show(PAGE);
    assert_eq!((shown["stage"].as_str(), shown["results"].as_array().unwrap().len()), (Some("queued"), 0));
    let status = collection.run(&["status", "--json"]).exits(0).json();
    assert_eq!(status["recent"][0]["ending"], "failed");
    assert!(status["recent"][0]["error"].as_str().unwrap().ends_with("sunk"), "{status:#}");
    collection.assert_nothing_is_left();
}

#[test]
fn infrastructure_that_ends_well_is_no_loss() {
    let collection = Collection::new();
    let pages: Vec<String> = (0..4).map(|number| format!("{PAGE}/{number}")).collect();
    let mut arguments = vec!["--concurrency", "1", "--plugins", "infrastructure_ends,hello_sh"];
    arguments.extend(pages.iter().map(String::as_str));
    collection.archive(&arguments).exits(0);
    assert_eq!(collection.list().iter().filter(|snapshot| snapshot["succeeded"] == 1).count(), pages.len());
}
