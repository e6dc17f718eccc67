//! Whether what stands there is the page: judged outside the page's own world, so that no page can
//! pass for a bot challenge or hide one; and pages with nothing.

use std::fs;

use crate::collection::Collection;
use crate::site::Site;

/// Scripts that make every question about the document say yes, or no.
const YES: &str = "<script>document.querySelector = () => true; document.querySelectorAll = () => [1, 2]; window._cf_chl_opt = {}; \
    window.gokuProps = {}; Element.prototype.matches = () => true; RegExp.prototype.test = () => true; Array.prototype.some = () => true</script>";
const NO: &str = "<script>document.querySelector = () => null; document.querySelectorAll = () => []; RegExp.prototype.test = () => false; \
    Object.defineProperty(document, 'body', { get: () => null }); Array.prototype.some = () => false</script>";

#[test]
fn a_page_neither_passes_for_a_bot_challenge_nor_hides_one() {
    let (files, collection) = (tempfile::tempdir().unwrap(), Collection::new());
    let article = "<p>An article with a text of its own.</p>".repeat(80);
    let pages = [
        ("article", format!("<title>A</title>{article}{YES}"), None),
        ("with_form", format!("<title>A</title><form id=challenge-form action=/solve><input></form>{article}"), None),
        (
            "quotes",
            "<title>A</title><p>They set window._cf_chl_opt = {}, and window.gokuProps = {}.</p>".to_owned(),
            None,
        ),
        ("clobbered", "<title>A</title><img name=body><form name=links></form><p>Text</p>".to_owned(), None),
        (
            "cloudflare",
            format!("<title>Just a moment...</title><script>window._cf_chl_opt = {{}}</script><h1>Checking</h1>{NO}"),
            Some("Cloudflare"),
        ),
        (
            "human",
            format!("<title>Access denied</title><div id=px-captcha>Press and hold</div><img name=body>{NO}"),
            Some("HUMAN"),
        ),
        (
            "amazon",
            format!("<title>Human</title><script>window.gokuProps = {{}}</script><p>Confirm</p>{NO}"),
            Some("AWS WAF"),
        ),
        ("captcha", format!("<title>Robot?</title><div class=g-recaptcha></div>{NO}"), Some("a captcha")),
    ];
    for (name, html, _) in &pages {
        fs::write(files.path().join(format!("{name}.html")), format!("<!doctype html>{html}")).unwrap();
    }
    let site = Site::serve(files.path());
    let urls = pages.each_ref().map(|(name, ..)| site.url(&format!("/{name}.html")));
    collection.run(&[&["archive", "--plugins", "title"], &urls.each_ref().map(String::as_str)[..]].concat());
    for (url, (name, _, service)) in urls.iter().zip(&pages) {
        let expected = service.map(|service| format!("the page is behind a bot challenge ({service})"));
        assert_eq!(collection.show(url)["page_error"].as_str(), expected.as_deref(), "{name}");
    }
}

#[test]
fn a_page_with_nothing_is_no_good_page() {
    const EMPTY: &str = "the server answered with an empty page";
    const BLANK: &str = "the page is blank: its document has no text and no elements";
    let (files, collection) = (tempfile::tempdir().unwrap(), Collection::new());
    let pages = [
        ("empty.html", "", Some(EMPTY)),
        ("empty.txt", "", Some(EMPTY)),
        ("empty.json", "", Some(EMPTY)),
        ("empty.svg", "", Some(EMPTY)),
        ("space.html", " \n", Some(BLANK)),
        ("blank.html", "<html><head><meta charset=utf-8></head><body> </body></html>", Some(BLANK)),
        ("script.html", "<html><body><script>1</script></body></html>", None),
        ("picture.html", "<html><body style='background: blue'></body></html>", None),
        ("titled.html", "<title>A title</title>", None),
    ];
    for (name, html, _) in pages {
        fs::write(files.path().join(name), html).unwrap();
    }
    let site = Site::serve(files.path());
    let urls = pages.map(|(name, ..)| site.url(name));
    let arguments = |first: &'static [&'static str]| {
        first.iter().copied().chain(urls.iter().map(String::as_str)).collect::<Vec<_>>()
    };
    collection.run(&arguments(&["archive", "--plugins", "title,responses"]));
    for (url, (name, _, why)) in urls.iter().zip(pages) {
        let shown = collection.show(url);
        assert_eq!(shown["page_error"].as_str(), why, "{name}");
        assert_eq!(shown["facts"]["navigation_error"].as_str(), why, "{name}");
    }
    // What is no good page is tried again.
    let asked = |path: &str| site.count(|request| request.is_for(path));
    collection.run(&arguments(&["archive", "--skip-archived", "--plugins", "title,responses"]));
    assert_eq!((asked("/empty.html"), asked("/blank.html"), asked("/titled.html")), (2, 2, 1));
}
