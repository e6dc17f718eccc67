//! A page is saved when it is what a person would see after waiting, and what never comes costs
//! itself and not the page.

use std::fs;

use serde_json::Value;

use crate::collection::Collection;
use crate::pages::pixels;
use crate::site::Site;

fn facts(collection: &Collection, url: &str) -> Value {
    collection.show(url)["facts"].clone()
}

fn dom(collection: &Collection, url: &str) -> String {
    fs::read_to_string(collection.snapshot_dir(url).join("dom/output.html")).unwrap()
}

#[test]
fn what_hangs_is_left_out_and_told() {
    let (site, collection) = (Site::start(), Collection::new());
    let pages = [
        ("script", vec!["/hang?script"]),
        ("defer", vec!["/hang?defer"]),
        ("style", vec!["/hang?style"]),
        ("two", vec!["/hang?one", "/hang?two", "/hang?picture"]),
    ];
    let urls: Vec<String> = pages.iter().map(|(name, _)| site.url(&format!("waits/{name}.html"))).collect();
    let all: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection
        .run(
            &[&["archive", "--plugins", "title,dom,screenshot,pdf", "--set", "CHROME_SETTLE_TIMEOUT=1"], &all[..]]
                .concat(),
        )
        .exits(0);
    for (url, (name, missing)) in urls.iter().zip(&pages) {
        assert!(dom(&collection, url).contains("The last words."), "{name}");
        let told = facts(&collection, url)["missing"].as_str().unwrap_or_default().to_owned();
        for missing in missing {
            assert!(told.contains(missing), "{name}: {told}");
        }
        for plugin in ["title", "dom", "screenshot", "pdf"] {
            assert_eq!(collection.result(url, plugin)["status"], "succeeded", "{name} {plugin}");
        }
        let said = collection.result(url, "screenshot")["output_str"].as_str().unwrap().to_owned();
        assert!(said.contains(&format!("without {} of the files", missing.len())), "{said}");
        let (_, _, pixel) = pixels(&collection.snapshot_dir(url).join("screenshot/screenshot.png"));
        assert!((0..400).any(|x| (0..200).any(|y| pixel(x, y)[0] < 100)), "{name}: the text is painted");
    }
}

#[test]
fn what_comes_late_is_waited_for() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = site.url("waits/slow.html");
    collection.run(&["archive", "--plugins", "title,dom,screenshot", &url]).exits(0);
    assert_eq!(collection.result(&url, "title")["output_str"], "All there");
    let (_, _, pixel) = pixels(&collection.snapshot_dir(&url).join("screenshot/screenshot.png"));
    assert_eq!(pixel(200, 300), [0, 255, 255], "the picture has come, and nothing covers it");
    assert_eq!(facts(&collection, &url)["missing"], Value::Null);
}

#[test]
fn what_has_no_end_is_not_waited_for() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = site.url("waits/polls.html");
    collection.run(&["archive", "--plugins", "title", &url]).exits(0);
    // Ten seconds and more, were it waited for.
    let facts = facts(&collection, &url);
    let took = facts["load_ms"].as_u64().unwrap();
    assert!(took < 9_000, "{facts:#}");
}

#[test]
fn what_other_processes_get_is_not_waited_for_in_vain() {
    let (site, other) =
        (Site::start(), Site::serve_at("127.0.0.2", concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/site")));
    let frame = other.url_at("127.0.0.2", "waits/polls.html");
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("index.html"),
        format!("<!doctype html><title>Frames</title><link rel=icon href=data:,><iframe src='{frame}'></iframe>"),
    )
    .unwrap();
    let frames = Site::serve(dir.path());
    // In full Chromium a frame of another site has a process of its own.
    for browser in ["chromium-headless-shell", "chromium"] {
        let collection = Collection::new();
        let urls = [site.url("worker.html"), frames.url("index.html")];
        collection
            .run(&["archive", "--plugins", "title", "--set", &format!("CHROME_BINARY={browser}"), &urls[0], &urls[1]])
            .exits(0);
        for url in &urls {
            let facts = facts(&collection, url);
            assert!(
                facts["missing"].is_null() && facts["load_ms"].as_u64().unwrap() < 9_000,
                "{browser} {url}: {facts:#}"
            );
        }
    }
}

#[test]
fn text_is_painted_without_its_font() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = site.url("waits/font.html");
    collection.run(&["archive", "--plugins", "screenshot", "--set", "CHROME_SETTLE_TIMEOUT=1", &url]).exits(0);
    let (_, _, pixel) = pixels(&collection.snapshot_dir(&url).join("screenshot/screenshot.png"));
    assert!((0..800).any(|x| (0..200).any(|y| pixel(x, y) == [0, 0, 255])), "the text is there");
    assert!(facts(&collection, &url)["missing"].as_str().unwrap_or_default().contains("/hang?font (Font)"));
}

#[test]
fn what_appears_on_the_way_down_stays() {
    let (site, collection) = (Site::start(), Collection::new());
    let urls: Vec<String> =
        ["toggled", "once", "scrolled", "tweened"].iter().map(|how| site.url(&format!("appears/{how}.html"))).collect();
    let all: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection.run(&[&["archive", "--plugins", "screenshot"], &all[..]].concat()).exits(0);
    for url in &urls {
        let (_, height, pixel) = pixels(&collection.snapshot_dir(url).join("screenshot/screenshot.png"));
        assert_eq!(height, 7200, "{url}");
        let faded: Vec<u32> = (0..12).filter(|section| pixel(700, section * 600 + 300) != [0, 0, 255]).collect();
        assert!(faded.is_empty(), "{url}: {faded:?}");
    }
}

#[test]
fn a_list_of_what_is_in_view_says_so() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = site.url("appears/virtual.html");
    collection.run(&["archive", "--plugins", "title", &url]).exits(0);
    let notes = facts(&collection, &url)["notes"].to_string();
    assert!(notes.contains("it keeps only what is in view"), "{notes}");
}
