//! A collection, or its index, is taken away while a crawl is at work on it: the crawl ends at once
//! and says what to do, and nothing is put in its place.

use std::fs;
use std::path::Path;

use crate::collection::{Collection, Output, Running};
use crate::processes::{LIMIT, wait_for};
use crate::site::Site;

/// Archives pages of which the second does not come, does something to the collection while that is
/// waited for, and returns how the crawl ended.
fn archive_while(site: &Site, collection: &Collection, harm: impl FnOnce(&Path)) -> Output {
    let (first, waiting, last) = pages(site);
    // No limit of the page's could end it within that of the test.
    let settings = ["--set", "CHROME_TIMEOUT=600", "--set", "CHROME_PAGELOAD_TIMEOUT=600"];
    let arguments = ["--json", "--concurrency", "1", "--plugins", "title,dom", &first, &waiting, &last];
    let mut running = Running::start(&mut collection.archiving(&[&arguments[..], &settings].concat()));
    running.event_where("the first page", |event| event["event"] == "snapshot_sealed");
    site.wait_for_request("/slow/600000/page/a.html", LIMIT).expect("the second page is asked for");
    harm(&collection.data());
    let output = running.end();
    assert!(output.code.is_some_and(|code| code != 0), "{output:#?}");
    output
}

fn pages(site: &Site) -> (String, String, String) {
    (site.url("/page/a.html?1"), site.url("/slow/600000/page/a.html"), site.url("/page/a.html?3"))
}

#[test]
fn an_index_that_is_deleted_ends_the_crawl_and_is_made_anew() {
    for names in [&["index.sqlite3"][..], &["index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm"]] {
        let (site, collection) = (Site::start(), Collection::new());
        let ended = archive_while(&site, &collection, |data| {
            names.iter().for_each(|name| fs::remove_file(data.join(name)).unwrap())
        });
        ended
            .says("was deleted or moved away during the crawl")
            .says("tacklebox doctor --repair")
            .says("tacklebox resume");
        assert!(!collection.data().join("index.sqlite3").exists(), "no other was begun");
        collection.run(&["doctor", "--repair"]);
        let (first, waiting, last) = pages(&site);
        assert_eq!(collection.show(&first)["succeeded"], 2);
        collection.run(&["resume", "--set", "CHROME_PAGELOAD_TIMEOUT=1", "--set", "RETRIES=0"]).exits(1);
        assert_eq!(collection.show(&last)["succeeded"], 2);
        assert_eq!(collection.show(&waiting)["stage"], "sealed");
    }
}

#[test]
fn an_index_that_is_replaced_ends_the_crawl() {
    let (site, collection) = (Site::start(), Collection::new());
    let ended = archive_while(&site, &collection, |data| {
        fs::copy(data.join("index.sqlite3"), data.join("copy")).unwrap();
        fs::rename(data.join("copy"), data.join("index.sqlite3")).unwrap();
    });
    ended.says("was replaced by another file");
}

#[test]
fn an_index_that_is_written_over_ends_the_crawl() {
    for content in ["", "something else"] {
        let (site, collection) = (Site::start(), Collection::new());
        // A whole index is there before, so that its log does not hold all of it.
        collection.archive(&["--plugins", "title", &site.url("/page/a.html?0")]).exits(0);
        let ended = archive_while(&site, &collection, |data| fs::write(data.join("index.sqlite3"), content).unwrap());
        ended.says("was overwritten or truncated by another program").says("tacklebox doctor --repair");
        collection.run(&["doctor", "--repair"]);
        let (first, ..) = pages(&site);
        assert_eq!(collection.show(&first)["succeeded"], 2);
    }
}

#[test]
fn a_collection_that_is_moved_is_carried_on_where_it_is() {
    let (site, collection) = (Site::start(), Collection::new());
    let data = collection.data();
    let elsewhere = data.with_file_name("elsewhere");
    let ended = archive_while(&site, &collection, |data| fs::rename(data, &elsewhere).unwrap());
    ended
        .says(&format!("was moved from {} to {}", data.display(), elsewhere.display()))
        .says("tacklebox resume --data");
    assert!(
        !data.exists(),
        "nothing is put in its place: {:?}",
        walkdir::WalkDir::new(&data).into_iter().flatten().collect::<Vec<_>>()
    );
    let resume = ["resume", "--set", "CHROME_PAGELOAD_TIMEOUT=1", "--set", "RETRIES=0"];
    collection.run_at(elsewhere.to_str().unwrap(), &resume).exits(1);
    fs::rename(&elsewhere, &data).unwrap();
    let (first, _, last) = pages(&site);
    assert_eq!((&collection.show(&first)["succeeded"], &collection.show(&last)["succeeded"]), (&2.into(), &2.into()));
}

#[test]
fn a_collection_that_is_deleted_stays_so() {
    let (site, collection) = (Site::start(), Collection::new());
    archive_while(&site, &collection, |data| {
        // Hooks and Chrome still write in it.
        wait_for("its removal", || fs::remove_dir_all(data).ok());
    })
    .says("was deleted during the crawl");
    assert!(!collection.data().exists());
}
