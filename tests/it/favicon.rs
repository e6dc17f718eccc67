//! The page's icon, as the page names it and as its server gives it.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::collection::{Collection, files_of};
use crate::site::Site;

/// A small icon of the old kind: one entry, and nothing that anybody would draw.
const ICO: &[u8] = b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x04\0\0\0\x16\0\0\0ICON";

fn picture() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site/image.png")).unwrap()
}

/// A site of pages with this in their heads.
fn site_of(pages: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let files = tempfile::tempdir().unwrap();
    for (name, head) in pages {
        fs::write(files.path().join(name), format!("<!doctype html><title>{name}</title>{head}<h1>{name}</h1>"))
            .unwrap();
    }
    let site = Site::serve(files.path());
    (files, site)
}

fn archive(collection: &Collection, urls: &[&str]) {
    collection.run(&[&["archive", "--plugins", "favicon"], urls].concat()).exits(0);
}

/// The one file that the hook left for a page: its name and its bytes.
fn saved(collection: &Collection, url: &str) -> (String, Vec<u8>) {
    let result = collection.result(url, "favicon");
    assert_eq!(result["status"], "succeeded", "{result:#}");
    let [name] = files_of(&result)[..] else { panic!("{result:#}") };
    let bytes = fs::read(collection.snapshot_dir(url).join("favicon").join(name)).unwrap();
    assert_eq!(result["output_str"], format!("{name} ({} bytes)", bytes.len()));
    (name.to_owned(), bytes)
}

#[test]
fn the_best_icon_is_saved_byte_for_byte_under_the_name_of_what_it_is() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let inline = format!("<link rel=icon href='data:image/png;base64,{}'>", STANDARD.encode(picture()));
    let (files, site) = site_of(&[
        // The server calls it a file of unknown kind; the form's name is that of a method by which
        // it could be looked for.
        (
            "link.html",
            "<link rel=icon sizes=16x16 href=/missing><link rel='shortcut icon' sizes=48x48 href=/icon.unknown><form name=querySelectorAll></form>",
        ),
        ("site.html", "<script>document.cookie = 'bait=worm'; Array.prototype.map = JSON.stringify = null;</script>"),
        // The best is not there, the next is a page, the third never ends.
        (
            "next.html",
            "<link rel=icon href=/no.svg><link rel=icon href=/link.html><link rel=apple-touch-icon href=/large/3000000?chunked>",
        ),
        ("inline.html", &inline),
        (
            "late.html",
            &format!(
                "<script>onload = () => document.head.insertAdjacentHTML('beforeend', `<link rel=icon href=\"data:,{svg}\">`)</script>"
            ),
        ),
    ]);
    fs::write(files.path().join("icon.unknown"), picture()).unwrap();
    fs::write(files.path().join("favicon.ico"), ICO).unwrap();
    let collection = Collection::new();
    let url = |name: &str| site.url(name);
    archive(
        &collection,
        &[&url("link.html"), &url("site.html"), &url("next.html"), &url("inline.html"), &url("late.html")],
    );
    assert_eq!(saved(&collection, &url("link.html")), ("favicon.png".into(), picture()));
    assert_eq!(saved(&collection, &url("site.html")), ("favicon.ico".into(), ICO.to_vec()));
    assert_eq!(saved(&collection, &url("next.html")), ("favicon.ico".into(), ICO.to_vec()));
    assert_eq!(saved(&collection, &url("inline.html")), ("favicon.png".into(), picture()));
    assert_eq!(saved(&collection, &url("late.html")), ("favicon.svg".into(), svg.into()));
    // It is the page that asks: with its cookies, and not those of the others.
    let asked = |path: &str| site.count(|request| request.is_for(path));
    let with_cookie =
        site.count(|request| request.is_for("/favicon.ico") && request.header("Cookie") == Some("bait=worm"));
    assert_eq!(
        (asked("/favicon.ico"), with_cookie, asked("/missing"), asked("/no.svg")),
        (2, 1, 0, 1),
        "{:#?}",
        site.requests()
    );
    collection.assert_nothing_is_left();
}

#[test]
fn what_is_no_icon_is_not_saved_as_one() {
    let (_files, site) = site_of(&[
        ("plain.html", ""),
        ("page.html", "<link rel=icon href=/plain.html>"),
        ("none.html", "<link rel=icon href=data:,>"),
        ("file.html", "<link rel=icon href=file:///etc/hostname><link rel=icon href=javascript:1>"),
    ]);
    let collection = Collection::new();
    let (plain, page, none, file) =
        (site.url("plain.html"), site.url("page.html"), site.url("none.html"), site.url("file.html"));
    archive(&collection, &[&plain, &page, &none, &file]);
    let why = |url: &str| {
        let result = collection.result(url, "favicon");
        assert_eq!((&result["status"], files_of(&result).len()), (&"noresults".into(), 0), "{result:#}");
        result["output_str"].as_str().unwrap().to_owned()
    };
    assert_eq!(why(&plain), format!("no icon: {}: the server answered 404", site.url("favicon.ico")));
    assert_eq!(why(&page), format!("no icon: {plain}: it is not an image"));
    assert_eq!(why(&none), "the page has no icon");
    assert_eq!(why(&file), why(&plain));
}

#[test]
fn an_icon_that_is_too_large_is_given_up() {
    let inline = format!("<link rel=icon href='data:image/png;base64,{}'>", STANDARD.encode(picture()));
    let (files, site) = site_of(&[
        ("told.html", "<link rel=icon href=/icon.png>"),
        ("untold.html", "<link rel=icon href=/large/5000?chunked>"),
        ("inline.html", &inline),
    ]);
    fs::write(files.path().join("icon.png"), picture()).unwrap();
    let collection = Collection::new();
    let pages = [
        ("told.html", site.url("icon.png")),
        ("untold.html", site.url("large/5000?chunked")),
        ("inline.html", "data:".into()),
    ];
    let urls = pages.each_ref().map(|(name, _)| site.url(name));
    let given = ["archive", "--plugins", "favicon", "--set", "FAVICON_MAX_BYTES=1000"];
    collection.run(&[&given[..], &urls.each_ref().map(String::as_str)].concat()).exits(0);
    for (url, (_, icon)) in urls.iter().zip(&pages) {
        let result = collection.result(url, "favicon");
        let reason = format!("no icon: {icon}: it has more than 1000 bytes; FAVICON_MAX_BYTES sets this limit");
        assert_eq!((&result["status"], &result["output_str"]), (&"noresults".into(), &reason.into()));
    }
}
