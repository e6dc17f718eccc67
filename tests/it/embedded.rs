//! What is embedded in a page: frames, framesets, PDFs, pictures, audio and video.

use std::fs;

use serde_json::{Value, json};

use crate::collection::Collection;
use crate::site::Site;

/// The headless shell keeps all frames in one process, and has no viewer of PDFs; full Chrome gives the frames of another site, and its viewer, processes of their own.
const BROWSERS: [&str; 2] = ["CHROME_BINARY=chromium-headless-shell", "CHROME_BINARY=chromium"];

fn outlinks(collection: &Collection, url: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(collection.snapshot_dir(url).join("parse_dom_outlinks/outlinks.json")).unwrap()).unwrap()
}

#[test]
fn links_in_frames_are_found_whatever_process_they_have() {
    let files = tempfile::tempdir().unwrap();
    let site = Site::serve(files.path());
    let (here, other) = (|path: &str| site.url(path), |path: &str| site.url_at("localhost", path));
    let page = format!(
        "<!doctype html><base href=/base/><a href=own>1</a><iframe src='{}'></iframe><object data=/embedded.pdf type=application/pdf></object>\
         <iframe srcdoc=\"<base href=/inner/><a href=written>2</a><embed src=/inner.pdf type=application/pdf>\"></iframe>\
         <object data=/drawing.svg type=image/svg+xml></object><iframe src=/framed.pdf></iframe>",
        other("/middle.html"),
    );
    fs::write(files.path().join("page.html"), page).unwrap();
    fs::write(files.path().join("middle.html"), format!("<a href=/of_another_site>3</a><iframe src='{}'></iframe>", here("/innermost.html")))
        .unwrap();
    fs::write(files.path().join("innermost.html"), "<a href=/deep target=_top>4</a>").unwrap();
    fs::write(files.path().join("drawing.svg"), "<svg xmlns='http://www.w3.org/2000/svg'><a href='/drawn'><text y='20'>5</text></a></svg>").unwrap();
    let pdf = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/site/document.pdf")).unwrap();
    for name in ["embedded.pdf", "inner.pdf", "framed.pdf"] {
        fs::write(files.path().join(name), &pdf).unwrap();
    }
    let url = here("/page.html");
    for browser in BROWSERS {
        let collection = Collection::new();
        let arguments = ["archive", "--plugins", "parse_dom_outlinks,staticfile", "--depth", "1", "--scope", "any", "--set", browser, &url];
        collection.run(&arguments);
        let links = outlinks(&collection, &url);
        let sorted = |name: &str| {
            let mut list: Vec<&str> = links[name].as_array().unwrap().iter().map(|address| address.as_str().unwrap()).collect();
            list.sort_unstable();
            list
        };
        let mut expected = vec![here("/base/own"), here("/deep"), here("/inner/written"), here("/drawn"), other("/of_another_site")];
        expected.sort();
        assert_eq!(sorted("hrefs"), expected, "{browser}");
        assert_eq!(sorted("embeds"), [here("/drawing.svg"), here("/embedded.pdf"), here("/inner.pdf")], "{browser}");
        let mut crawled: Vec<String> = collection.list().iter().map(|listed| listed["url"].as_str().unwrap().to_owned()).collect();
        crawled.sort();
        expected.extend([url.clone(), here("/embedded.pdf"), here("/inner.pdf"), here("/framed.pdf")]);
        expected.sort();
        assert_eq!(crawled, expected, "{browser}");
    }
}

#[test]
fn the_links_of_a_frameset_are_followed() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("page.html"), "<title>Set</title><frameset cols='30%,70%'><frame src=menu.html><frame src=main.html></frameset>")
        .unwrap();
    fs::write(files.path().join("menu.html"), "<a href=one.html target=main>1</a>").unwrap();
    fs::write(files.path().join("main.html"), "<a href=two.html>2</a>").unwrap();
    for name in ["one.html", "two.html"] {
        fs::write(files.path().join(name), format!("<title>{name}</title>")).unwrap();
    }
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection.run(&["archive", "--plugins", "title,parse_dom_outlinks", "--depth", "1", &url]).exits(0);
    assert_eq!(outlinks(&collection, &url)["hrefs"], json!([site.url("/one.html"), site.url("/two.html")]));
    assert_eq!(collection.show(&site.url("/two.html"))["title"], "two.html");
}
