//! Pages that mean harm: each harms its own snapshot and no other, says why, and leaves nothing
//! behind.

use std::fs;

use walkdir::WalkDir;

use crate::collection::{Collection, result_in};
use crate::site::Site;

/// How the navigation of each page ends; where there is a page, it is saved.
const PAGES: &[(&str, &[&str])] = &[
    ("busy", &["loaded", "slow"]),
    ("windows", &["loaded", "slow"]),
    ("dialogs", &["loaded", "slow"]),
    ("dialogs_at_once", &["timeout"]),
    ("downloads", &["loaded", "slow"]),
    ("redirects", &["redirect_loop"]),
    ("restless", &["loaded", "slow"]),
    ("endless", &["loaded", "slow"]),
    ("huge", &["loaded", "slow", "timeout"]),
    ("prompts", &["loaded", "slow"]),
    ("service_worker", &["loaded", "slow"]),
    ("files", &["loaded", "slow"]),
    ("nowhere", &["connection"]),
];

#[test]
fn each_harms_nothing_but_itself() {
    let site = Site::start();
    let collection = Collection::new();
    let (before, after) = (site.url("/index.html"), site.url("/page/a.html"));
    let endless = site.url("/redirect/1000000/index.html");
    let hostile: Vec<String> = PAGES.iter().map(|(name, _)| site.url(&format!("/hostile/{name}.html"))).collect();
    let settings = [
        "TITLE_TIMEOUT=9",
        "DOM_TIMEOUT=12",
        "CHROME_PAGELOAD_TIMEOUT=7",
        "CHROME_TIMEOUT=10",
        "SCREENSHOT_TIMEOUT=20",
    ];
    let mut given = vec!["archive", "--plugins", "title,dom,screenshot,responses", "--concurrency", "4", &before];
    given.extend(hostile.iter().map(String::as_str).chain([endless.as_str(), after.as_str()]));
    given.extend(settings.iter().flat_map(|setting| ["--set", *setting]));
    collection.run(&given).exits(1);
    for good in [&before, &after] {
        let shown = collection.show(good);
        for plugin in ["title", "dom", "screenshot", "responses"] {
            assert_eq!(result_in(&shown, plugin)["status"], "succeeded", "{good} {plugin}: {shown:#}");
        }
    }
    for (url, (name, outcomes)) in hostile.iter().zip(PAGES) {
        let shown = collection.show(url);
        let navigation = shown["facts"]["navigation"].as_str().unwrap_or_default();
        assert!(shown["stage"] == "sealed" && outcomes.contains(&navigation), "{name}: {shown:#}");
        let has_page = matches!(navigation, "loaded" | "slow");
        for result in shown["results"].as_array().unwrap() {
            // Whatever fails says why; and a page that can be looked at is saved.
            let reason = result["error"].as_str().unwrap_or_default();
            let is_saved =
                result["status"] == "succeeded" || (result["plugin"] == "title" && result["status"] == "noresults");
            // These keep their page from those who work on it, or take it away under their hands;
            // how often depends on the machine.
            let may_fail = !has_page || ["busy", "restless", "dialogs", "huge"].contains(name);
            assert!(
                is_saved || (may_fail && !reason.is_empty()) || result["plugin"] == "responses",
                "{name}: {result:#}"
            );
        }
    }
    let of = |name: &str| collection.show(&site.url(&format!("/hostile/{name}.html")));
    assert_eq!(collection.show(&endless)["facts"]["navigation"], "redirect_loop");
    assert!(
        of("redirects")["facts"]["navigation_error"].as_str().unwrap().contains("it went on to another"),
        "{:#}",
        of("redirects")
    );
    // Chrome's own page about a server that is not there is not taken for one.
    assert_eq!(
        result_in(&of("nowhere"), "dom")["error"],
        "there is no page: the server could not be reached, or broke off (net::ERR_CONNECTION_REFUSED)"
    );
    // The hook says so itself, or the runner of a hook that took too long to begin. After 10 s
    // Chrome's silence would be the reason.
    let busy = result_in(&of("busy"), "title")["error"].as_str().unwrap_or_default().to_owned();
    assert!(
        busy == "it was not done after 9 s; TITLE_TIMEOUT sets the limit" || busy.contains("timed out after 9 s"),
        "{busy}"
    );

    // None of the windows came to be, no download was kept, and no file of this machine got into an
    // output.
    assert_eq!(site.count(|request| request.path.starts_with("/hostile/windows.html?")), 0);
    for entry in WalkDir::new(collection.data()).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let bytes = fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !entry.path().to_string_lossy().contains("gift") && !text.contains("root:x:0"),
            "{}",
            entry.path().display()
        );
    }
    collection.assert_nothing_is_left();
}

#[test]
fn files_are_archived_only_when_that_is_allowed() {
    let collection = Collection::new();
    fs::create_dir_all(collection.data()).unwrap();
    let file = collection.file(
        "page.html",
        "<title>A page of mine</title><a href=other.html>o</a><a href=/etc/passwd>p</a><a href=javascript:1>j</a>",
    );
    collection.file("other.html", "<title>Another</title>");
    let url = format!("file://{file}");
    let other = url.replace("page.html", "other.html");
    let refused = collection.run(&["archive", "--plugins", "title", &url]).exits(2);
    refused.says("file: URLs are refused; --allow-scheme file, or the setting ALLOW_SCHEMES=file, allows them");
    let list = collection.file("list.txt", &format!("{url}\n\u{1b}[2Jfile:///x\nchrome://settings\n"));
    let refused = collection.run(&["archive", "--plugins", "title", &list]).exits(4);
    assert!(!refused.stderr.contains('\u{1b}'), "{:?}", refused.stderr);
    refused.says("list.txt, line 1: refused: file: URLs are refused").says("line 3: refused: chrome: URLs are refused");

    let plugins = "title,parse_dom_outlinks";
    collection
        .run(&["archive", "--plugins", plugins, "--allow-scheme", "file", "--depth", "1", "--scope", "any", &url])
        .exits(0);
    let urls: Vec<String> = collection.list().iter().map(|listed| listed["url"].as_str().unwrap().to_owned()).collect();
    assert_eq!(urls, [other.as_str(), url.as_str()]);
    assert_eq!(collection.result(&other, "title")["output_str"], "Another");
    assert_eq!(collection.snapshot_dir(&url).parent().unwrap().file_name().unwrap(), "file");
}
