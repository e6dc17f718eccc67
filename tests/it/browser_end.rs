//! After the command has ended, in success, in failure or by Ctrl-C, no browser is alive and its
//! profile is gone.

use std::time::Duration;

use nix::sys::signal::Signal;
use walkdir::WalkDir;

use crate::collection::{Collection, Running};
use crate::pages::NO_SUCH_HOST;
use crate::site::Site;

fn assert_no_browser_is_left(collection: &Collection) {
    collection.assert_nothing_is_left();
    let entries = WalkDir::new(collection.data()).into_iter().flatten();
    let profiles: Vec<_> =
        entries.filter(|entry| entry.file_name() == "profile" || entry.file_name() == "chrome.pid").collect();
    assert!(profiles.is_empty(), "{profiles:?}");
}

#[test]
fn in_success_and_in_failure() {
    let site = Site::start();
    let collection = Collection::new();
    collection
        .run(&[
            "archive",
            "--plugins",
            "title",
            "--set",
            NO_SUCH_HOST,
            &site.url("/index.html"),
            "http://no-such-host.invalid/",
        ])
        .exits(1);
    assert_no_browser_is_left(&collection);
}

#[test]
fn by_interrupts() {
    for signals in [vec![Signal::SIGINT], vec![Signal::SIGTERM], vec![Signal::SIGINT, Signal::SIGINT]] {
        let site = Site::start();
        let collection = Collection::new();
        let (hanging, waiting) = (site.url("/hang"), site.url("/index.html"));
        let running = Running::start(&mut collection.command([
            "archive",
            "--plugins",
            "title,responses",
            "--concurrency",
            "1",
            &hanging,
            &waiting,
        ]));
        site.wait_for_request("/hang", Duration::from_secs(60)).expect("the page is asked for");
        for signal in signals {
            running.signal(signal);
        }
        running.end().exits(130);
        assert_no_browser_is_left(&collection);
        assert_eq!(collection.query("SELECT stage FROM snapshots ORDER BY seq"), ["sealed", "queued"]);
    }
}

#[test]
fn when_the_browser_cannot_be_started() {
    let collection = Collection::new();
    let output =
        collection.run(&["archive", "--plugins", "title", "--set", "CHROME_BINARY=/bin/false", "http://127.0.0.1:1/"]);
    output.exits(3).says("Chrome exited during start-up with exit code 1");
    let output = collection.run(&[
        "archive",
        "--plugins",
        "title",
        "--set",
        "CHROME_BINARY=/nowhere/chrome",
        "http://127.0.0.1:1/",
    ]);
    output.exits(3).says("CHROME_BINARY=/nowhere/chrome: there is no such program");
    assert_no_browser_is_left(&collection);
}
