//! Elements whose names are those of the document's own properties, and stand in their place for
//! whoever asks for `document.title`.

use std::fs;

use serde_json::{Value, json};

use crate::collection::Collection;
use crate::site::Site;

/// Names of a document's and of a form's properties, each of which some hook reads; and scripts
/// that have spoilt what a text can do.
const PAGE: &str = "<!DOCTYPE html><html><head><title>The  real one</title><base href='/base/'></head><body>
<form name=title></form><img name=baseURI><form name=querySelectorAll></form><form name=contentType></form><form name=characterSet></form>
<form name=childNodes></form><form id=inputs><input name=shadowRoot><input name=outerHTML><input name=nodeType></form>
<div id=host></div><a href=outer>o</a>
<script>
  document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<form><input name=shadowRoot></form><a href=inner>i</a>';
  String.prototype.replace = String.prototype.trim = () => 'forged';
</script></body></html>";

#[test]
fn they_hide_nothing_of_the_page() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("page.html"), PAGE).unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection
        .run(&["archive", "--plugins", "title,dom,parse_dom_outlinks", "--set", "CHROME_WAIT_FOR=load", &url])
        .exits(0);
    let read = |file: &str| fs::read_to_string(collection.snapshot_dir(&url).join(file)).unwrap();
    assert_eq!(read("title/title.txt"), "The real one\n");
    let html = read("dom/output.html");
    assert!(html.starts_with("<!DOCTYPE html>\n<html><head><title>The  real one</title>"), "{html:?}");
    assert!(html.contains("<form id=\"inputs\"><input name=\"shadowRoot\">"), "{html}");
    let inside = "<div id=\"host\"><template shadowrootmode=\"open\"><form><input name=\"shadowRoot\"></form><a href=\"inner\">i</a></template></div>";
    assert!(html.contains(inside), "{html}");
    let links: Value = serde_json::from_str(&read("parse_dom_outlinks/outlinks.json")).unwrap();
    assert_eq!(links["hrefs"], json!([site.url("/base/outer"), site.url("/base/inner")]), "{links:#}");
}

#[test]
fn they_are_not_taken_for_what_hooks_call_their_own() {
    let files = tempfile::tempdir().unwrap();
    let page = "<!doctype html><title>A</title><link rel=icon href='data:,'><h1 id=still>Still</h1><p id=tacklebox>A tackle box</p><div style='height: 3000px'></div>";
    fs::write(files.path().join("page.html"), page).unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection.run(&["archive", "--plugins", "dom,screenshot,pdf", &url]).exits(0);
    for plugin in ["dom", "screenshot", "pdf"] {
        assert_eq!(collection.result(&url, plugin)["status"], "succeeded", "{plugin}");
    }
}
