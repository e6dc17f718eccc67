//! What is given to be archived: arguments, files, standard input, good lines and bad ones.

use serde_json::json;

use crate::collection::{Collection, PAGE};

const HELLO: [&str; 2] = ["--plugins", "hello_sh"];

fn urls(collection: &Collection) -> Vec<String> {
    let mut urls: Vec<String> = collection.list().iter().map(|snapshot| snapshot["url"].as_str().unwrap().to_owned()).collect();
    urls.reverse();
    urls
}

fn with<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&HELLO[..], arguments].concat()
}

#[test]
fn bad_lines_are_reported_and_the_rest_is_archived() {
    let collection = Collection::new();
    let list = "# a comment\nhttp://127.0.0.1:1/a\n\nno url\nhttp://127.0.0.1:1/b\nftp://127.0.0.1:1/c\n{\"title\":\"no url\"}\nhttp://127.0.0.1:1/d";
    let file = collection.file("list.txt", list);
    let output = collection.archive(&with(&[&file])).exits(0);
    output
        .says(&format!("{file}, line 4: passed over: "))
        .says(&format!("{file}, line 6: passed over: ftp: addresses are refused"))
        .says(&format!("{file}, line 7: passed over: it is not a JSON object with a `url`"))
        .says("3 lines could not be understood");
    assert_eq!(urls(&collection), ["a", "b", "d"].map(|name| format!("http://127.0.0.1:1/{name}")));
}

#[test]
fn standard_input_is_a_list_as_well() {
    let collection = Collection::new();
    let output = collection.archive_from("http://127.0.0.1:1/a\nbad\nhttp://127.0.0.1:1/b\n", &with(&["-"])).exits(0);
    output.says("standard input, line 2: passed over: ");
    assert_eq!(urls(&collection).len(), 2);
}

#[test]
fn json_lines_bring_titles_and_tags() {
    let collection = Collection::new();
    let list =
        "{\"url\":\"http://127.0.0.1:1/page\",\"title\":\"A page\",\"tags\":[\"b\",\"a\"]}\n{\"url\":\"http://127.0.0.1:1/b\",\"tags\":\"x, y\"}\n";
    collection.archive_from(list, &with(&["-"])).exits(0);
    let shown = collection.show(PAGE);
    assert_eq!((&shown["title"], &shown["tags"]), (&json!("A page"), &json!(["a", "b"])));
    assert_eq!(collection.show("http://127.0.0.1:1/b")["tags"], json!(["x", "y"]));
    assert_eq!(collection.run(&["list", "--json", "--tag", "x"]).json_lines().len(), 1);
}

#[test]
fn a_url_is_archived_once_however_often_it_is_given() {
    let collection = Collection::new();
    let file = collection.file("list.txt", &format!("{PAGE}\nHTTP://127.0.0.1:1/page\n{PAGE}#part\n"));
    let output = collection.archive(&with(&[PAGE, &file, PAGE]));
    let listed = urls(&collection);
    output.exits(0).says("URLs were given more than once");
    assert_eq!(listed.iter().filter(|url| *url == PAGE).count(), 1, "{listed:?}");
}

#[test]
fn what_cannot_be_understood_is_a_usage_error() {
    let collection = Collection::new();
    collection.run(&["archive"]).exits(2);
    collection.run(&["archive", "--no-such-option", PAGE]).exits(2).says("--no-such-option");
    collection.run(&["archive", "--depth", "deep", PAGE]).exits(2);
    collection.run(&["archive", "--concurrency", "0", PAGE]).exits(2);
    collection.run(&["archve", PAGE]).exits(2);
    collection.archive(&with(&["example.org/page"])).exits(2).says("did you mean https://example.org/page ?");
    collection.archive(&with(&["/no/such/list.txt"])).exits(2).says("and there is no such file");
    collection.archive_from("one\ntwo\n", &with(&["-"])).exits(2).says("2 lines could not be understood").says("there is nothing to archive");
    let file = collection.file("not_a_directory", "");
    collection.run_at(&file, &["archive", PAGE]).exits(2).says("it is there and is no directory");
    assert!(!collection.data().join("index.sqlite3").exists() || collection.list().is_empty());
}

#[test]
fn nothing_to_archive_is_told_by_the_exit_code() {
    let collection = Collection::new();
    let empty = collection.file("empty.txt", "# nothing but a comment\n\n");
    collection.archive(&with(&[&empty])).exits(3).says("there is nothing to archive");
    assert_eq!(collection.query("SELECT id FROM crawls"), [""; 0], "no empty crawl is kept");
    collection.archive(&with(&[PAGE])).exits(0);
    let again = collection.archive(&with(&["--skip-archived", "1h", PAGE])).exits(0);
    again.says("1 page has a good snapshot already");
    assert_eq!(urls(&collection).len(), 1);
}

#[test]
fn found_pages_that_are_archived_are_passed_over_too() {
    let collection = Collection::new();
    collection.archive(&with(&["http://127.0.0.1:1/page/a.html"])).exits(0);
    collection.archive(&["--plugins", "emits_links", "--depth", "1", "--skip-archived", "1h", PAGE]).exits(0);
    assert_eq!(urls(&collection), ["page/a.html", "page", "page/b.html"].map(|name| format!("http://127.0.0.1:1/{name}")));
}

#[test]
fn a_list_that_cannot_be_read_leaves_nothing_behind() {
    let collection = Collection::new();
    // So many that some are in the queue before the end is read.
    let lines: String = (0..600).map(|number| format!("{{\"url\":\"{PAGE}/{number}\",\"tags\":[\"a\"]}}\n")).collect();
    let list = collection.file("list.txt", &lines);
    // Reading a process's memory from its beginning is an I/O error, for everybody (proc(5)).
    let output = collection.archive(&with(&[&list, "/proc/self/mem"])).exits(2);
    output.says("/proc/self/mem: ");
    assert_eq!(collection.query("SELECT id FROM crawls UNION ALL SELECT id FROM snapshots"), [""; 0]);
}

#[test]
fn a_depth_without_a_plugin_that_finds_links_is_an_error() {
    let collection = Collection::new();
    let refused = |arguments: &[&str], reason: &str| {
        let output = collection.run(&[&["archive", "--depth", "1", PAGE], arguments].concat()).exits(2);
        output.says("--depth 1 follows links, and no plugin that runs finds any; parse_dom_outlinks does, and it is ").says(reason);
    };
    refused(&["--plugins", "title"], "off: not among --plugins");
    refused(&["--plugins", "title,screenshot,robots"], "off: not among --plugins");
    refused(&["--skip", "parse_dom_outlinks"], "off: --skip");
    refused(&["--set", "PARSE_DOM_OUTLINKS_ENABLED=false"], "off: PARSE_DOM_OUTLINKS_ENABLED=false (--set)");
    assert!(!collection.data().join("index.sqlite3").exists(), "nothing was begun");
    collection.run(&["archive", "--depth", "0", "--plugins", "title", PAGE]).exits(3);
    // Whether a plugin of somebody else finds links is not known before it has run, unless it says so or is named so.
    let output = collection.archive(&["--depth", "1", "--plugins", "emits_links", PAGE]).exits(0);
    output.says("it is not known whether a plugin that runs finds any: emits_links.");
    assert_eq!(urls(&collection).len(), 4);
    collection.drop_in("emits_links", "says_so");
    std::fs::write(collection.data().join("plugins/says_so/config.json"), r#"{"x-finds-links": true}"#).unwrap();
    collection.drop_in("emits_links", "parse_my_urls");
    for plugin in ["says_so", "parse_my_urls"] {
        let output = collection.archive(&["--depth", "1", "--plugins", plugin, PAGE]).exits(0);
        assert!(!output.stderr.contains("follows links"), "{}", output.stderr);
    }
    std::fs::write(collection.data().join("plugins/says_so/config.json"), r#"{"x-finds-links": false}"#).unwrap();
    collection.run(&["archive", "--depth", "1", "--plugins", "says_so", PAGE]).exits(2);
}
