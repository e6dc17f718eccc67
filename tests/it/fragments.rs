//! A fragment that was given is opened and kept; one of a link only counts where it is a route.

use std::collections::BTreeSet;
use std::fs;

use crate::collection::Collection;
use crate::site::Site;

fn urls(collection: &Collection) -> BTreeSet<String> {
    collection.list().iter().map(|snapshot| snapshot["url"].as_str().unwrap().to_owned()).collect()
}

/// A page's address with each of these fragments.
fn at(page: &str, fragments: &[&str]) -> Vec<String> {
    fragments.iter().map(|fragment| format!("{page}{fragment}")).collect()
}

#[test]
fn pages_that_were_given_are_opened_with_their_fragments_in_a_window_that_is_used_again() {
    let (site, collection) = (Site::start(), Collection::new());
    let page = site.url("/places.html");
    let given = at(
        &page,
        &[
            "#about",
            "#team",
            "",
            "#/a",
            "#!b",
            "#view=2&x=3",
            "#View:uri=http://x/y",
            "#page/2",
            "#?q=1",
            "#TiddlerOne",
        ],
    );
    let list = collection.file("list.txt", &given.join("\n"));
    collection.archive(&["--plugins", "title,dom,notes_window", "--concurrency", "1", &list]).exits(0);
    assert_eq!(urls(&collection), given.iter().cloned().collect());
    let mut windows = BTreeSet::new();
    for url in &given {
        let shown = collection.show(url);
        let fragment = url.strip_prefix(&page).unwrap();
        assert_eq!(
            (shown["url"].as_str(), shown["facts"]["final_url"].as_str()),
            (Some(url.as_str()), Some(url.as_str()))
        );
        assert_eq!(shown["title"].as_str().unwrap(), format!("place {fragment}").trim());
        let dir = collection.snapshot_dir(url);
        let seen = if fragment.is_empty() { "the whole".to_owned() } else { fragment.replace('&', "&amp;") };
        let html = fs::read_to_string(dir.join("dom/output.html")).unwrap();
        assert!(html.contains(&format!("this is {seen}</p>")), "{url}: {html}");
        windows.insert(fs::read_to_string(dir.join("notes_window/target_id.txt")).unwrap());
    }
    assert_eq!(windows.len(), 1, "one window served them all");
}

#[test]
fn a_directive_for_a_text_is_given_to_the_browser_as_it_stands() {
    let (site, collection) = (Site::start(), Collection::new());
    let url = site.url("/places.html#:~:text=leaf");
    collection.archive(&["--plugins", "title", &url]).exits(0);
    assert_eq!(urls(&collection), BTreeSet::from([url]));
}

#[test]
fn links_are_compared_without_fragments_that_are_no_routes() {
    let (site, collection) = (Site::start(), Collection::new());
    let page = site.url("/places.html");
    collection.archive(&["--plugins", "parse_dom_outlinks", "--depth", "1", &format!("{page}#about")]).exits(0);
    let mut expected: BTreeSet<String> = at(&page, &["#about", "#/inbox", "#page/2"]).into_iter().collect();
    expected.insert(site.url("/page/a.html"));
    assert_eq!(urls(&collection), expected);
}

#[test]
fn a_link_of_another_page_does_not_bring_a_page_again_that_was_given_with_a_fragment() {
    let collection = Collection::new();
    // The fixture offers page/a.html and page/b.html.
    let given =
        ["http://127.0.0.1:1/x", "http://127.0.0.1:1/page/a.html#part", "http://127.0.0.1:1/page/b.html#/route"];
    collection.archive(&[&["--plugins", "emits_links", "--depth", "1"], &given[..]].concat()).exits(0);
    let mut expected: BTreeSet<String> = given.iter().map(|url| (*url).to_owned()).collect();
    expected.insert("http://127.0.0.1:1/page/b.html".into());
    assert_eq!(urls(&collection), expected);
}

#[test]
fn what_is_archived_at_one_place_is_not_taken_for_another() {
    let collection = Collection::new();
    let page = "http://127.0.0.1:1/page";
    let [about, team] = ["#about", "#team"].map(|fragment| format!("{page}{fragment}"));
    collection.archive(&["--plugins", "hello_sh", &about]).exits(0);
    collection
        .archive(&["--plugins", "hello_sh", "--skip-archived=1h", &about, &team])
        .exits(0)
        .says("1 page already archived");
    assert_eq!(collection.list().len(), 2);
    collection.archive(&["--plugins", "hello_sh", page]).exits(0);
    let shown = |what: &str| collection.show(what)["url"].as_str().unwrap().to_owned();
    assert_eq!([shown(&about), shown(&team), shown(page)], [about.clone(), team.clone(), page.to_owned()]);
    // Without a snapshot of that place, it is the page that is meant.
    assert_eq!([shown(&format!("{page}#elsewhere")), shown("127.0.0.1:1/page#team")], [page.to_owned(), team]);
}
