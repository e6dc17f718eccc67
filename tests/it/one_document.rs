//! All results of a snapshot are of one document, whatever the page does to go on to another.

use std::fs;

use serde_json::Value;

use crate::collection::Collection;
use crate::pages::pixels;
use crate::site::Site;

const GREEN: [u8; 3] = [0, 128, 0];

/// What was saved of a page, as far as it tells of which document it is.
#[derive(Debug, PartialEq)]
struct Saved {
    title: String,
    /// The heading in the DOM.
    heading: String,
    is_green: bool,
    /// The address in headers.json.
    headers_of: String,
    final_url: String,
}

fn saved(collection: &Collection, url: &str) -> Saved {
    let dir = collection.snapshot_dir(url);
    let read = |path: &str| fs::read_to_string(dir.join(path)).unwrap_or_else(|error| panic!("{url}: {path}: {error}"));
    let html = read("dom/output.html");
    let heading = html
        .split_once("<h1>")
        .and_then(|(_, rest)| rest.split_once("</h1>"))
        .map_or(String::new(), |(heading, _)| heading.to_owned());
    let (_, _, pixel) = pixels(&dir.join("screenshot/screenshot.png"));
    let headers: Value = serde_json::from_str(&read("headers/headers.json")).unwrap();
    Saved {
        title: read("title/title.txt").trim().to_owned(),
        heading,
        is_green: pixel(700, 900) == GREEN,
        headers_of: headers["url"].as_str().unwrap().to_owned(),
        final_url: collection.show(url)["facts"]["final_url"].as_str().unwrap().to_owned(),
    }
}

fn archive(collection: &Collection, urls: &[String], more: &[&str]) {
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection.run(&[&["archive", "--plugins", "title,dom,screenshot,headers"], more, &urls].concat()).exits(0);
}

fn of_first(url: &str) -> Saved {
    let name = || "The first page".to_owned();
    Saved { title: name(), heading: name(), is_green: true, headers_of: url.to_owned(), final_url: url.to_owned() }
}

#[test]
fn a_page_that_is_at_rest_brings_no_other_in_its_place() {
    let (site, collection) = (Site::start(), Collection::new());
    let ways = [
        "script", "replace", "form", "post", "link", "open", "api", "frame", "back", "reload", "close", "dead",
        "error", "file", "blank", "blob", "data", "deaf",
    ];
    let mut urls: Vec<String> =
        ways.iter().map(|way| site.url(&format!("goes_on/first.html?way={way}&after=1500"))).collect();
    urls.push(site.url("goes_on/first.html?way=meta&after=4000"));
    urls.push(site.url("with/Refresh/4;url=%2Fgoes_on%2Fnext.html/goes_on/first.html?way=meta&after=90000"));
    // So that they are at work when the page wants to go on.
    archive(&collection, &urls, &["--set", "CHROME_DELAY_AFTER_LOAD=4"]);
    for url in &urls {
        assert_eq!(saved(&collection, url), of_first(url), "{url}");
        assert_eq!(site.count(|request| request.is_for("/goes_on/next.html")), 0, "{url}");
    }
    collection.assert_nothing_is_left();
}

#[test]
fn a_page_that_leads_on_at_once_is_followed() {
    let (site, collection) = (Site::start(), Collection::new());
    let urls: Vec<String> = [("script", 100), ("replace", 0), ("form", 200), ("frame", 50), ("meta", 2000)]
        .iter()
        .map(|(way, after)| site.url(&format!("goes_on/first.html?way={way}&after={after}")))
        .collect();
    archive(&collection, &urls, &[]);
    for url in &urls {
        let saved = saved(&collection, url);
        assert_eq!(
            (saved.title.as_str(), saved.heading.as_str(), saved.is_green),
            ("The next page", "The next page", false),
            "{url}"
        );
        assert!(
            saved.final_url.contains("/goes_on/next.html") && saved.headers_of == saved.final_url,
            "{url}: {saved:?}"
        );
    }
}

#[test]
fn a_page_that_is_only_the_way_to_another_is_waited_for() {
    let (site, collection) = (Site::start(), Collection::new());
    let mut urls: Vec<String> =
        [("script", 1000), ("script", 2500), ("form", 1200), ("reload", 1000), ("refresh", 1500)]
            .iter()
            .map(|(way, after)| site.url(&format!("goes_on/waiting.html?way={way}&after={after}")))
            .collect();
    urls.push(site.url("goes_on/waiting.html?way=script&after=4500&says=Checking%20your%20browser"));
    urls.push(site.url("goes_on/outside.html"));
    archive(&collection, &urls, &[]);
    for url in &urls {
        let saved = saved(&collection, url);
        assert_eq!(
            (saved.title.as_str(), saved.heading.as_str(), saved.is_green),
            ("The next page", "The next page", false),
            "{url}"
        );
        assert!(
            saved.final_url.contains("/goes_on/next.html") && saved.headers_of == saved.final_url,
            "{url}: {saved:?}"
        );
        assert_eq!(collection.show(url)["facts"]["notes"], Value::Null, "{url}");
    }
}

#[test]
fn a_page_that_does_not_go_on_after_all_says_so() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = |way: &str| site.url(&format!("goes_on/waiting.html?way={way}&after=1000"));
    let urls = [url("nowhere"), url("content")];
    archive(&collection, &urls, &[]);
    let [in_vain, with_content] = &urls;
    assert_eq!(saved(&collection, in_vain).heading, "Hello");
    let notes = collection.show(in_vain)["facts"]["notes"].to_string();
    assert!(notes.contains("looks as if it led on to another"), "{notes}");
    // It got a content meanwhile, and is the page that was meant.
    assert_eq!(saved(&collection, with_content).heading, "The content");
    assert_eq!(collection.show(with_content)["facts"]["notes"], Value::Null);
}

#[test]
fn what_is_no_page_does_not_take_the_place_of_one() {
    let (site, collection) = (Site::start(), Collection::new());
    let urls: Vec<String> = ["blank", "blob", "data"]
        .iter()
        .map(|way| site.url(&format!("goes_on/first.html?way={way}&after=50")))
        .collect();
    archive(&collection, &urls, &[]);
    for url in &urls {
        assert_eq!(saved(&collection, url), of_first(url), "{url}");
    }
}

#[test]
fn the_empty_page_and_chromes_own_are_no_success() {
    let (site, collection) = (Site::start(), Collection::new());
    let urls: Vec<String> =
        ["back", "dead"].iter().map(|way| site.url(&format!("goes_on/first.html?way={way}&after=50"))).collect();
    let all: Vec<&str> = urls.iter().map(String::as_str).collect();
    collection.run(&[&["archive", "--plugins", "title,dom", "--set", "RETRIES=0"], &all[..]].concat());
    for url in &urls {
        for plugin in ["title", "dom"] {
            assert_eq!(collection.result(url, plugin)["status"], "failed", "{url} {plugin}");
        }
    }
}

#[test]
fn a_document_that_a_hook_brings_before_the_first_was_saved_is_the_one_that_is_told_of() {
    let (site, collection) = (Site::start(), Collection::new());
    collection.drop_in("goes_early", "goes_early");
    let url = site.url("goes_on/first.html?way=script&after=600000");
    collection
        .run(&["archive", "--plugins", "title,dom,goes_early", "--set", "CHROME_DELAY_AFTER_LOAD=6", &url])
        .exits(0);
    let facts = collection.show(&url)["facts"].clone();
    assert!(facts["final_url"].as_str().unwrap().ends_with("/goes_on/next.html"), "{facts:#}");
    assert!(facts["notes"].to_string().contains("came in the place of"), "{facts:#}");
    for plugin in ["title", "dom"] {
        let result = collection.result(&url, plugin);
        assert!(!result["output_str"].as_str().unwrap().contains("another document"), "{result}");
    }
    assert_eq!(collection.result(&url, "title")["output_str"], "The next page");
}

#[test]
fn a_result_of_another_document_says_so() {
    let (site, url) = {
        let site = Site::start();
        let url = site.url("goes_on/first.html?way=script&after=600000");
        (site, url)
    };
    for (fixture, says) in [("goes_elsewhere", "from another document"), ("rewrites_page", "replaced all its content")]
    {
        let collection = Collection::new();
        collection.drop_in(fixture, fixture);
        collection.run(&["archive", "--plugins", &format!("title,dom,{fixture}"), &url]).exits(0);
        for plugin in ["title", "dom"] {
            let result = collection.result(&url, plugin);
            assert_eq!(result["status"], "succeeded", "{fixture}: {result}");
            assert!(result["output_str"].as_str().unwrap().contains(says), "{fixture}: {result}");
        }
    }
    drop(site);
}
