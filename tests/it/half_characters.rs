//! Texts that hold one half of a surrogate pair, as JavaScript's may: Chrome writes them down as
//! they are, and everybody has to read them.

use std::fs;

use serde_json::Value;

use crate::collection::Collection;
use crate::site::Site;

/// Each text ends with an emoji that was cut in two. The attribute is read by seo, the text node is
/// in the accessibility tree, too.
const PAGE: &str = "<!DOCTYPE html><meta name=description content=x><title>x</title><h1>x</h1><p>x</p><script>
  const cut = text => (text + '\u{1f600}').slice(0, -1);
  document.title = cut('title');
  document.querySelector('meta').content = cut('attribute');
  document.querySelector('h1').textContent = cut('heading');
  document.querySelector('p').textContent = cut('node');
  console.log(cut('line'));
</script>";

#[test]
fn a_page_with_half_characters_is_read_by_all() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("page.html"), PAGE).unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection
        .run(&["archive", "--plugins", "consolelog,seo,accessibility,dom,title", "--set", "CHROME_WAIT_FOR=load", &url])
        .exits(0);
    let dir = collection.snapshot_dir(&url);
    for (plugin, file, texts) in [
        ("title", "title.txt", &["title"][..]),
        ("consolelog", "console.jsonl", &["line"]),
        ("accessibility", "accessibility.json", &["heading", "node"]),
        ("seo", "seo.json", &["title", "attribute", "heading"]),
        ("dom", "output.html", &["title", "attribute", "heading", "node"]),
    ] {
        let result = collection.result(&url, plugin);
        assert_eq!(result["status"], Value::from("succeeded"), "{plugin}: {result:#}");
        let read = fs::read_to_string(dir.join(plugin).join(file)).unwrap();
        for text in texts {
            assert!(read.contains(&format!("{text}\u{fffd}")), "{plugin}: {text} in {read}");
        }
    }
}
