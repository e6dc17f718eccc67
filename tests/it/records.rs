//! What hooks say, and the one result of each plugin that is made of it.

use std::fs;

use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, files_of, result_in};

#[test]
fn one_result_for_each_plugin_from_records_exits_and_files() {
    let collection = Collection::new();
    let plugins =
        "several_records,record_then_fails,no_record_files,no_record_no_files,noresult,exits_ten,two_hooks,fails";
    collection.archive(&["--plugins", plugins, PAGE]).exits(1);
    let shown = collection.show(PAGE);
    let error = Some;
    for (plugin, status, output, reason) in [
        ("several_records", "failed", "the second half", error("the second half is missing")),
        (
            "record_then_fails",
            "failed",
            "kept all the same",
            error("on_Snapshot__20_fail.sh ended with exit code 4: record_then_fails: fell over after the record"),
        ),
        ("no_record_files", "succeeded", "", None),
        ("no_record_no_files", "noresults", "", None),
        ("noresult", "noresults", "nothing bites", None),
        ("exits_ten", "skipped", "the hook had nothing to do here (exit code 10)", None),
        ("two_hooks", "succeeded", "catch.txt", None),
        (
            "fails",
            "failed",
            "",
            error(
                "on_Snapshot__20_fail.sh ended with exit code 3: fails: opening the tackle box\nfails: the line is tangled\nfails: giving up",
            ),
        ),
    ] {
        let result = result_in(&shown, plugin);
        let found = (result["status"].as_str(), result["output_str"].as_str(), result["error"].as_str());
        assert_eq!(found, (Some(status), Some(output), reason), "{plugin}");
    }
    assert_eq!(result_in(&shown, "two_hooks")["hooks"].as_array().unwrap().len(), 2);
    let counts = ["succeeded", "failed", "skipped", "noresults"].map(|status| shown[status].as_u64().unwrap());
    assert_eq!(counts, [2, 3, 1, 2]);
    // What left nothing has no directory either.
    assert!(!collection.snapshot_dir(PAGE).join("noresult").exists());
}

#[test]
fn the_cause_of_a_failure_comes_first() {
    let collection = Collection::new();
    let said = collection.archive(&["--plugins", "raises,throws", PAGE]).exits(3);
    for (plugin, cause, hook) in [
        ("raises", "ValueError: no bait: the box is empty", "on_Snapshot__20_raise.py ended with exit code 1: "),
        ("throws", "TypeError: the line is too short", "on_Snapshot__20_throw.js ended with exit code 1: "),
    ] {
        let error = collection.result(PAGE, plugin)["error"].as_str().unwrap().to_owned();
        let mut lines = error.lines();
        assert_eq!(lines.next(), Some(cause), "{error}");
        assert!(lines.next().unwrap().starts_with(hook), "{error}");
        assert!(said.stderr.contains(cause), "{}", said.stderr);
    }
}

#[test]
fn a_record_over_several_lines_is_told_of_and_no_success() {
    let collection = Collection::new();
    let complaint = "ArchiveResult record printed over 5 lines, so it is not understood: print one JSON object a line";
    let said = collection.archive(&["--plugins", "broken_record_lines,hello_sh", PAGE]).exits(1);
    said.says(&format!("broken_record_lines/on_Snapshot__60_record_lines.sh: {complaint}"));
    let result = collection.result(PAGE, "broken_record_lines");
    assert_eq!(result["status"], "failed");
    assert!(result["error"].as_str().unwrap().ends_with(complaint), "{result:#}");
}

#[test]
fn found_addresses_that_are_none_are_told_of_once() {
    let collection = Collection::new();
    let said = collection.archive(&["--plugins", "broken_url", "--depth", "1", PAGE]).exits(0);
    let remark = "broken_url/on_Snapshot__60_url.sh: Snapshot records with 2 bad URLs, which are skipped; the first is \"/about\": ";
    assert_eq!(said.stderr.matches(remark).count(), 1, "{}", said.stderr);
    assert_eq!(collection.list().len(), 1);
}

#[test]
fn files_are_listed_with_size_type_and_hash() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "no_record_files,deep_files", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    let first = json!({ "size": 6, "mimetype": "text/plain", "sha256": "b640e840b19d378660b32fb51ae18d67dccb4a8596a29e7bd72c1b2ae5928f41" });
    let plain = result_in(&shown, "no_record_files");
    assert_eq!(files_of(&plain), ["first.txt", "second.html"]);
    assert_eq!(plain["files"]["first.txt"], first);
    assert_eq!(plain["files"]["second.html"]["mimetype"], "text/html");
    let mut names = vec![
        ".hidden",
        "empty.bin",
        "größe/日本/雪 ☃.txt",
        "it's \"quoted\".txt",
        "one/two/three/four/deep.txt",
        "with space/a file.json",
    ];
    names.sort_unstable();
    let deep = result_in(&shown, "deep_files");
    assert_eq!(files_of(&deep), names);
    assert_eq!(
        deep["files"]["empty.bin"]["sha256"],
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn a_hook_may_tell_of_its_own_page() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "sets_title", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    assert_eq!((&shown["title"], &shown["tags"]), (&json!("A title set by a hook"), &json!(["set-by-a-hook"])));
    assert_eq!(collection.list().len(), 1, "it queues nothing");
    let index = fs::read_to_string(collection.snapshot_dir(PAGE).join("index.jsonl")).unwrap();
    let first: Value = serde_json::from_str(index.lines().next().unwrap()).unwrap();
    assert_eq!((&first["title"], &first["tags"]), (&shown["title"], &shown["tags"]));
}

/// The URLs of a crawl with their depths, in the order of its queue.
fn crawled(arguments: &[&str]) -> Vec<(String, u64)> {
    let collection = Collection::new();
    collection
        .archive(&[&["--plugins", "emits_links", "http://127.0.0.1:1/page/index.html"], arguments].concat())
        .exits(0);
    let mut list = collection.list();
    list.reverse();
    assert!(list.iter().all(|snapshot| snapshot["stage"] == "sealed"), "{list:#?}");
    list.iter()
        .map(|snapshot| (snapshot["url"].as_str().unwrap().to_owned(), snapshot["depth"].as_u64().unwrap()))
        .collect()
}

fn pages(names: &[(&str, u64)]) -> Vec<(String, u64)> {
    names.iter().map(|(name, depth)| (format!("http://{name}"), *depth)).collect()
}

#[test]
fn found_pages_join_as_depth_scope_and_limit_allow() {
    let root = ("127.0.0.1:1/page/index.html", 0);
    let (a, b) = (("127.0.0.1:1/page/a.html", 1), ("127.0.0.1:1/page/b.html", 1));
    assert_eq!(crawled(&[]), pages(&[root]));
    assert_eq!(crawled(&["--depth", "1"]), pages(&[root, a, b]));
    // a.html finds itself and b.html again: each is there once.
    assert_eq!(crawled(&["--depth", "2", "--scope", "prefix"]), pages(&[root, a, b]));
    assert_eq!(
        crawled(&["--depth", "1", "--scope", "any"]),
        pages(&[root, a, b, ("elsewhere.invalid/page/c.html", 1)])
    );
    assert_eq!(crawled(&["--depth", "1", "--max-urls", "2"]), pages(&[root, a]));
}
