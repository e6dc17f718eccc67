//! Titles of any length and of any kind of document.

use std::fs;

use tacklebox::rules::record::MAX_TITLE;

use crate::collection::Collection;
use crate::site::Site;

/// More than a hook's line may have.
const LENGTH: usize = 3_000_000;

#[test]
fn a_title_of_any_length_is_saved_whole_and_cut_for_the_index() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("long.html"), format!("<title>{}</title><h1>A page</h1>", "T".repeat(LENGTH))).unwrap();
    fs::write(files.path().join("script.html"), format!("<script>document.title = 'é'.repeat({LENGTH})</script>"))
        .unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let urls = ["/long.html", "/script.html"].map(|path| site.url(path));
    collection.run(&[&["archive", "--plugins", "title"], &urls.each_ref().map(String::as_str)[..]].concat()).exits(0);
    for (url, letter) in urls.iter().zip(["T", "é"]) {
        let saved = fs::read_to_string(collection.snapshot_dir(url).join("title/title.txt")).unwrap();
        assert!(saved == letter.repeat(LENGTH) + "\n", "{} bytes", saved.len());
        let kept = letter.repeat(MAX_TITLE - 1) + "…";
        let result = collection.result(url, "title");
        assert_eq!(result["output_str"], format!("{kept} (cut: it has {LENGTH} characters, all of them in title.txt)"));
        assert_eq!(collection.show(url)["title"], kept);
    }
}

#[test]
fn an_address_of_any_length_takes_no_fact_with_it() {
    let files = tempfile::tempdir().unwrap();
    fs::write(
        files.path().join("page.html"),
        "<title>A page</title><script>history.replaceState(0, '', '?' + 'q'.repeat(1500000))</script>",
    )
    .unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection.run(&["archive", "--plugins", "title", &url]).exits(0);
    let facts = &collection.show(&url)["facts"];
    assert_eq!(
        (&facts["navigation"], &facts["status"], facts["final_url"].is_null()),
        (&"loaded".into(), &200.into(), true),
        "{facts:#}"
    );
}

#[test]
fn documents_that_are_no_html_have_titles_too() {
    let files = tempfile::tempdir().unwrap();
    let documents = [
        (
            "drawing.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><title>A  drawing</title><text y='20'>x</text></svg>",
            Some("A drawing"),
        ),
        (
            "atom.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><title>A feed</title><entry><title>No</title></entry></feed>",
            Some("A feed"),
        ),
        (
            "rss.xml",
            "<rss version='2.0'><channel><title>A channel</title><item><title>No</title></item></channel></rss>",
            Some("A channel"),
        ),
        ("data.xml", "<a><b><title>No</title></b></a>", None),
        (
            "page.xhtml",
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>A page</title></head><body/></html>",
            Some("A page"),
        ),
    ];
    for (name, text, _) in documents {
        fs::write(files.path().join(name), text).unwrap();
    }
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    // A style of its own: the document is then shown as it is, and not as a tree.
    fs::write(files.path().join("styled.xml"), "<?xml-stylesheet href='x.css'?><feed><title>Styled</title></feed>")
        .unwrap();
    let urls = documents.map(|(name, ..)| site.url(name));
    let styled = site.url("/styled.xml");
    collection
        .run(&[&["archive", "--plugins", "title", &styled], &urls.each_ref().map(String::as_str)[..]].concat())
        .exits(0);
    for (url, (_, _, title)) in urls.iter().zip(documents) {
        assert_eq!(collection.show(url)["title"].as_str(), title, "{url}");
    }
    assert_eq!(collection.show(&styled)["title"], "Styled");
}
