//! A window that is handed on shows nothing of the pages that it had before.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use crate::collection::Collection;
use crate::site::Site;

fn site() -> Site {
    Site::serve(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/windows"))
}

/// The CDP target that the page of `url` was, as the fixture `notes_window` wrote it down.
fn window_of(collection: &Collection, url: &str) -> String {
    let path = collection.snapshot_dir(url).join("notes_window/target_id.txt");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn windows_of(collection: &Collection, urls: &[String]) -> BTreeSet<String> {
    urls.iter().map(|url| window_of(collection, url)).collect()
}

/// Archives `urls` one after another with the plugins title, dom and notes_window.
fn archive(collection: &Collection, urls: &[String], more: &[&str]) {
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection
        .archive(&[&["--plugins", "title,dom,notes_window", "--concurrency", "1"], more, &urls].concat())
        .exits(0);
}

/// What the page `leaves.html` found when it came.
fn found(collection: &Collection, url: &str) -> Value {
    let html = fs::read_to_string(collection.snapshot_dir(url).join("dom/output.html")).unwrap();
    assert!(html.contains("left everything"), "{html}");
    let (_, rest) = html.split_once("<pre id=\"found\">").unwrap();
    serde_json::from_str(rest.split_once("</pre>").unwrap().0).unwrap()
}

#[test]
fn the_next_page_of_a_site_has_the_window_of_the_last_and_finds_nothing_in_it() {
    let (site, collection, other) = (site(), Collection::new(), Collection::new());
    let urls: Vec<String> = (1..=4).map(|number| site.url(&format!("leaves.html?{number}"))).collect();
    archive(&other, &urls[..1], &["--set", "CHROME_REUSE_WINDOWS=false"]);
    let fresh = found(&other, &urls[0]);
    assert_eq!((&fresh["cookie"], &fresh["controlled"]), (&"".into(), &false.into()), "{fresh:#}");
    let pictures = || site.count(|request| request.is_for("/with/Cache-Control/max-age=600/img/5.png"));
    let before = pictures();
    archive(&collection, &urls, &[]);
    assert_eq!(windows_of(&collection, &urls).len(), 1, "one window served them all");
    for url in &urls {
        assert_eq!(found(&collection, url), fresh, "{url}");
    }
    assert_eq!(pictures() - before, urls.len(), "each page asked for its picture");
    collection.assert_nothing_is_left();
}

#[test]
fn pages_of_different_sites_have_different_windows() {
    let (site, collection) = (site(), Collection::new());
    let urls = [
        site.url("plain.html?1"),
        site.url_at("localhost", "plain.html?2"),
        site.url("plain.html?3"),
        site.url_at("localhost", "plain.html?4"),
    ];
    archive(&collection, &urls, &[]);
    let window = |at: usize| window_of(&collection, &urls[at]);
    assert_ne!(window(0), window(1));
    assert_ne!(window(1), window(2));
}

#[test]
fn what_cannot_be_taken_away_again_ends_the_window() {
    let (site, collection) = (site(), Collection::new());
    // An answer that the browser keeps for good; an address with a password; a page that went to
    // another site; a worker that outlives its page.
    let faulty = [
        site.url("with/Accept-CH/Sec-CH-UA-Arch/plain.html"),
        site.url("private/password").replace("http://", "http://me:p%40ss@"),
        site.url("redirect/1/") + &site.url_at("localhost", "plain.html?elsewhere"),
        site.url("lives_on.html"),
    ];
    let good: Vec<String> = (1..=faulty.len()).map(|number| site.url(&format!("plain.html?{number}"))).collect();
    let urls: Vec<String> =
        faulty.iter().zip(&good).flat_map(|(faulty, good)| [faulty.clone(), good.clone()]).collect();
    archive(&collection, &urls, &[]);
    let windows: Vec<String> = urls.iter().map(|url| window_of(&collection, url)).collect();
    for (at, url) in urls.iter().enumerate().step_by(2) {
        assert!(!windows[at + 1..].contains(&windows[at]), "{url}: its window was handed on: {windows:?}");
    }
}

#[test]
fn a_page_that_asks_whether_it_may_be_left_is_left() {
    let (site, collection) = (site(), Collection::new());
    let urls: Vec<String> = ["asks.html?1", "asks.html?2", "plain.html"].map(|name| site.url(name)).to_vec();
    archive(&collection, &urls, &[]);
    assert_eq!(windows_of(&collection, &urls).len(), 1);
    collection.assert_nothing_is_left();
}

#[test]
fn without_reuse_every_page_has_a_window_of_its_own() {
    let (site, collection) = (site(), Collection::new());
    let urls: Vec<String> = (1..=3).map(|number| site.url(&format!("plain.html?{number}"))).collect();
    archive(&collection, &urls, &["--set", "CHROME_REUSE_WINDOWS=false"]);
    assert_eq!(windows_of(&collection, &urls).len(), 3);
}

#[test]
fn what_a_hook_left_listening_does_not_hear_the_next_page() {
    let (site, collection) = (site(), Collection::new());
    let [waits, listened, next] =
        ["plain.html?waits", "says.html?listened", "says.html?next"].map(|name| site.url(name));
    let arguments = ["--plugins", "listens_on,notes_window", "--concurrency", "2", &waits, &listened, &next];
    collection.archive(&arguments).exits(0).says("ended a process that a hook had left behind");
    assert_eq!(
        window_of(&collection, &listened),
        window_of(&collection, &next),
        "the test needs the same window for both"
    );
    let heard = fs::read_to_string(collection.snapshot_dir(&listened).join("listens_on/heard.jsonl")).unwrap();
    assert!(heard.contains("said by ?listened") && !heard.contains("said by ?next"), "{heard}");
    collection.assert_nothing_is_left();
}

#[test]
fn a_document_after_the_one_that_was_judged_ends_the_window() {
    let (site, collection) = (site(), Collection::new());
    let first = site.url("plain.html?first");
    let going =
        ["plain.html?goes_on", "plain.html?asks_in_vain", "refreshes.html?refreshes"].map(|name| site.url(name));
    let mut urls = vec![first.clone(), site.url("plain.html?stays")];
    urls.extend(going.iter().enumerate().flat_map(|(at, url)| [url.clone(), site.url(&format!("plain.html?{at}"))]));
    let named: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection.archive(&[&["--plugins", "goes_on,notes_window", "--concurrency", "1"], &named[..]].concat()).exits(0);
    let window = |url: &str| window_of(&collection, url);
    assert_eq!(window(&first), window(&urls[1]), "the hook takes no window from a page that it leaves alone");
    for url in &going {
        let next = &urls[urls.iter().position(|other| other == url).unwrap() + 1];
        assert_ne!(window(url), window(next), "the window of {url} was handed on");
    }
}

#[test]
fn what_a_page_does_after_it_has_settled_counts_as_long_as_it_is_loaded() {
    let (site, collection) = (site(), Collection::new());
    let urls = ["late_frame.html", "plain.html?1", "plain.html?2"].map(|name| site.url(name));
    archive(&collection, &urls, &["--set", "CHROME_WAIT_FOR=load", "--set", "CHROME_DELAY_AFTER_LOAD=1.5"]);
    let [late, first, second] = urls.each_ref().map(|url| window_of(&collection, url));
    assert_ne!(late, first, "the window of the late frame was handed on");
    assert_eq!(first, second, "others are handed on with these settings");
}

#[test]
fn a_tab_hook_that_waits_for_the_browser_hears_that_it_is_to_end() {
    const HEARS_SIGTERM: u64 = 1 << (Signal::SIGTERM as u64 - 1);
    let home = tempfile::tempdir().unwrap();
    let [crawl, snapshot] = ["crawl", "snapshot"].map(|name| home.path().join(name));
    for dir in [&crawl, &snapshot] {
        fs::create_dir_all(dir.join("chrome")).unwrap();
    }
    let mut hook = Command::new(env!("CARGO_BIN_EXE_tacklebox"))
        .args([
            "hook",
            concat!(env!("CARGO_MANIFEST_DIR"), "/plugins/chrome/on_Snapshot__10_chrome_tab.bg"),
            "--url=http://127.0.0.1:1/",
        ])
        .envs([("CRAWL_DIR", &crawl), ("SNAP_DIR", &snapshot)])
        .env("CHROME_LAUNCH_TIMEOUT", "60")
        .current_dir(snapshot.join("chrome"))
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let mut until = |what: &str, is_so: &mut dyn FnMut(&mut std::process::Child) -> bool| {
        while !is_so(&mut hook) {
            if begun.elapsed() > Duration::from_secs(20) {
                hook.kill().unwrap();
                panic!("not within 20 s: {what}");
            }
            thread::sleep(Duration::from_millis(5));
        }
    };
    until("it hears SIGTERM", &mut |hook| {
        let status = fs::read_to_string(format!("/proc/{}/status", hook.id())).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap().trim();
        u64::from_str_radix(caught, 16).unwrap() & HEARS_SIGTERM != 0
    });
    until("it ends", &mut |hook| {
        kill(Pid::from_raw(hook.id() as i32), Signal::SIGTERM).unwrap();
        hook.try_wait().unwrap().is_some()
    });
    assert_eq!(hook.wait().unwrap().code(), Some(130));
}
