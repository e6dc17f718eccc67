//! The committed JSON Schemas are those of the program, and what the program reads and writes is as
//! they say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};
use tacklebox::plugin::Manifest;
use tacklebox::rules::record;
use walkdir::WalkDir;

use crate::collection::{Collection, PAGE, fixtures};

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(committed().join(format!("{name}.schema.json"))).unwrap()).unwrap()
}

fn validator(name: &str) -> Validator {
    jsonschema::options()
        .with_registry(&referencing::SPECIFICATIONS)
        .should_validate_formats(true)
        .build(&schema(name))
        .unwrap()
}

#[track_caller]
fn assert_valid<'a>(name: &str, values: impl IntoIterator<Item = &'a Value>) {
    let validator = validator(name);
    let mut count = 0;
    for value in values {
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "schemas/{name}.schema.json refuses {value:#}: {errors:#?}");
        count += 1;
    }
    assert!(count > 0, "nothing was there for schemas/{name}.schema.json");
}

/// The text files of a directory.
fn files(directory: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(directory).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())).collect()
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let collection = Collection::new();
    let fresh = collection.data().with_file_name("schemas");
    collection.run(&["schema", "--write", fresh.to_str().unwrap()]).exits(0);
    let (fresh, committed) = (files(&fresh), files(&committed()));
    let names: BTreeSet<_> = fresh.keys().chain(committed.keys()).collect();
    let stale: Vec<_> = names.into_iter().filter(|name| fresh.get(*name) != committed.get(*name)).collect();
    assert!(
        stale.is_empty(),
        "{stale:?} in schemas/ are not what the program says; `cargo run -- schema --write schemas` renews them"
    );

    let listed = collection.run(&["schema"]).exits(0).stdout;
    let document = include_str!("../../docs/schemas.md");
    for name in committed.keys() {
        let name = name.trim_end_matches(".schema.json");
        assert_eq!(collection.run(&["schema", name]).exits(0).json(), schema(name));
        assert!(listed.contains(name) && document.contains(&format!("`{name}`")), "{name}");
    }
    collection.run(&["schema", "weather"]).exits(2);
    collection
        .run(&["schema", "--write", "/dev/null/x"])
        .exits(3)
        .says("/dev/null/x/config.schema.json: it cannot be written");
}

#[test]
fn every_config_json_is_as_its_schema_says() {
    let config = validator("config");
    let directories = [Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins"), fixtures()];
    let entries = directories.iter().flat_map(|directory| WalkDir::new(directory).into_iter().flatten());
    let mut refused = Vec::new();
    let mut accepted = 0;
    for path in entries.map(walkdir::DirEntry::into_path).filter(|path| path.ends_with("config.json")) {
        let text = fs::read_to_string(&path).unwrap();
        // What is no JSON at all is no schema's affair.
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        assert_eq!(config.is_valid(&value), Manifest::parse(&text).is_ok(), "{}", path.display());
        if config.is_valid(&value) { accepted += 1 } else { refused.push(path) }
    }
    assert!(accepted >= 15, "{accepted}");
    assert_eq!(refused, [fixtures().join("wrong_config/config.json")]);
}

#[test]
fn the_schema_of_config_json_accepts_what_the_program_accepts() {
    let config = validator("config");
    for (value, is_accepted) in [
        (json!({}), true),
        (json!({ "title": null, "x-runtimes": ["node"], "anything": 1 }), true),
        (
            json!({ "required_binaries": ["wget", { "name": "{GIT_BINARY}", "binproviders": "apt,brew", "min_version": null }] }),
            true,
        ),
        (
            json!({ "properties": { "A": { "type": ["integer", "null"], "x-aliases": ["B"], "x-fallback": "C", "x-sensitive": true } } }),
            true,
        ),
        (json!([]), false),
        (json!({ "title": 1 }), false),
        (json!({ "x-infrastructure": "yes" }), false),
        (json!({ "required_plugins": "chrome" }), false),
        (json!({ "properties": { "A": true } }), false),
        (json!({ "properties": { "A": { "type": "strng" } } }), false),
        (json!({ "properties": { "A": { "minimum": "low" } } }), false),
        (json!({ "properties": { "A": { "x-aliases": "B" } } }), false),
        (json!({ "properties": { "A": { "x-fallback": ["B"] } } }), false),
    ] {
        assert_eq!(config.is_valid(&value), is_accepted, "the schema on {value}");
        assert_eq!(Manifest::parse(&value.to_string()).is_ok(), is_accepted, "the program on {value}");
    }
}

#[test]
fn the_schema_of_records_accepts_what_the_program_accepts() {
    let records = validator("records");
    for (value, is_accepted) in [
        (json!({ "type": "ArchiveResult", "status": "succeeded" }), true),
        (
            json!({ "type": "ArchiveResult", "status": "noresult", "output_str": null, "output_json": [1], "cmd": ["a"], "more": 1 }),
            true,
        ),
        (json!({ "type": "ArchiveResult", "status": "failed", "output_str": 12, "error": null }), true),
        (json!({ "type": "ArchiveResult" }), false),
        (json!({ "type": "ArchiveResult", "status": "great" }), false),
        (json!({ "type": "ArchiveResult", "status": "failed", "error": 5 }), false),
        (json!({ "type": "Snapshot", "url": "http://a/", "depth": 1, "tags": "a, b", "via": "c" }), true),
        (json!({ "type": "Snapshot", "id": "x", "title": null, "tags": ["a"], "status": 200 }), true),
        (json!({ "type": "Snapshot", "url": "http://a/", "tags": null, "depth": null }), true),
        (json!({ "type": "Snapshot", "url": 1 }), false),
        (json!({ "type": "Snapshot", "url": "http://a/", "depth": -1 }), false),
        (json!({ "type": "Snapshot", "url": "http://a/", "depth": 4_294_967_296_u64 }), false),
        (json!({ "type": "Snapshot", "url": "http://a/", "tags": [1] }), false),
        (json!({ "type": "Tag", "name": " news " }), true),
        (json!({ "type": "Tag", "name": " " }), false),
        (json!({ "type": "Tag" }), false),
        (json!({ "type": "Notice", "message": "" }), true),
        (json!({ "type": "Notice", "message": 1 }), false),
        (json!({ "type": "Binary", "name": "wget" }), true),
        (json!({ "type": "Machine" }), true),
        (json!({ "type": "Process", "pid": "7" }), true),
        (json!({ "type": "Weather", "sun": true }), true),
        (json!({ "type": 7 }), false),
        (json!({ "status": "succeeded" }), false),
    ] {
        assert_eq!(records.is_valid(&value), is_accepted, "the schema on {value}");
        assert_eq!(matches!(record::parse(&value.to_string()), Ok(Some(_))), is_accepted, "the program on {value}");
    }
    // One that says nothing is refused where it is known whose it is.
    assert!(!records.is_valid(&json!({ "type": "Snapshot", "title": "whose?" })));
}

/// The values that tell the variants of a schema apart.
fn kinds(name: &str, tag: &str) -> BTreeSet<String> {
    let variants = schema(name)["oneOf"].as_array().unwrap().clone();
    variants.iter().map(|variant| variant["properties"][tag]["const"].as_str().unwrap().to_owned()).collect()
}

fn kinds_of(values: &[Value], tag: &str) -> BTreeSet<String> {
    values.iter().map(|value| value[tag].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_the_program_writes_is_as_its_schemas_say() {
    let collection = Collection::new();
    let root = "http://127.0.0.1:1/page/index.html";
    let plugins = "hello_sh,fails,sets_title,says_facts,emits_links,ready_bg,exits_ten,noresult,deep_files,symlink_escape,crawl_hooks,several_records,passing_failure";
    let again = ["--set", "RETRIES=1", "--set", "RETRY_DELAY=0"];
    let mut events = collection
        .archive(&[&again[..], &["--json", "--plugins", plugins, "--depth", "1", root, PAGE]].concat())
        .json_lines();
    let fixtures = fixtures();
    let fixtures = fixtures.to_str().unwrap();
    let retried = collection.run(&["retry", "--json", "--plugins-dir", fixtures, root]).json_lines();
    assert!(kinds_of(&retried, "event").contains("result_ended"), "{retried:#?}");
    events.extend(retried);
    let gone = ["--json", "--plugins", "passing_failure", "--set", "STATE=error", "http://127.0.0.1:1/gone"];
    events.extend(collection.archive(&gone).exits(1).json_lines());
    assert_valid("events", &events);
    assert_eq!(kinds_of(&events, "event"), kinds("events", "event"), "every kind of event was seen");

    assert_valid("list", &collection.list());
    assert_valid("show", [&collection.show(root), &collection.show(PAGE)]);
    let timeline = collection.run(&["show", "--timeline", "--json", root, PAGE]).json();
    assert_valid("timeline", [&timeline]);
    assert_valid("status", [&collection.run(&["status", "--json"]).json()]);
    let listed = collection.run(&["plugins", "--json", "--plugins-dir", fixtures]).json();
    assert!(!listed["broken"].as_array().unwrap().is_empty() && !listed["warnings"].as_array().unwrap().is_empty());
    assert_valid("plugins", [&listed]);
    fs::write(collection.data().join("config.toml"), "timeout = 5").unwrap();
    assert_valid("settings", [&collection.run(&["config", "--json", "--set", "SETTINGS_COUNT=4"]).json()]);

    let dir = collection.snapshot_dir(root);
    let lines: Vec<Value> = fs::read_to_string(dir.join("index.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_valid("index", &lines);
    let crawls = WalkDir::new(collection.data().join("users/default/crawls"))
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_name() == "crawl.jsonl");
    let of_crawls: Vec<Value> = crawls
        .flat_map(|file| {
            fs::read_to_string(file.path())
                .unwrap()
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect::<Vec<_>>()
        })
        .collect();
    assert_valid("crawl", &of_crawls);
    assert_eq!(kinds_of(&of_crawls, "type"), kinds("crawl", "type"));
    fs::write(dir.join("extra.txt"), "").unwrap();
    fs::write(dir.join("left.tmp"), "").unwrap();
    let found: Vec<Value> = [&["doctor", "--json"][..], &["doctor", "--json", "--repair"]]
        .iter()
        .flat_map(|say| collection.run(say).json_lines())
        .collect();
    assert_valid("doctor", &found);
    assert_eq!(kinds_of(&found, "type"), kinds("doctor", "type"));
    assert_eq!(kinds_of(&lines, "type"), kinds("index", "type"));

    // What those hooks said, from their logs.
    let logs = WalkDir::new(dir.join(".hooks"))
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().to_string_lossy().ends_with(".stdout.log"));
    let said: Vec<Value> = logs
        .flat_map(|log| fs::read_to_string(log.path()).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect();
    assert!(kinds_of(&said, "type").is_superset(&["ArchiveResult", "Snapshot"].map(String::from).into()), "{said:#?}");
    assert_valid("records", &said);

    // And a schema that accepts everything would be none.
    for (name, value) in [
        ("events", &events[0]),
        ("list", &collection.list()[0]),
        ("show", &collection.show(root)),
        ("timeline", &timeline),
        ("status", &collection.run(&["status", "--json"]).json()),
        ("plugins", &listed),
        ("index", &lines[0]),
        ("crawl", &of_crawls[0]),
        ("doctor", &found[0]),
    ] {
        let validator = validator(name);
        for key in value.as_object().unwrap().keys() {
            let mut without = value.clone();
            without.as_object_mut().unwrap().shift_remove(key);
            assert!(!validator.is_valid(&without), "schemas/{name}.schema.json does not miss {key}");
        }
    }
}
