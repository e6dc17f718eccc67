//! What the documents say is so: their examples run as they stand, and their tables are those of
//! the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::collection::Collection;
use crate::site::Site;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The examples of docs/hooks.md: a path in bold, then a block with the file.
fn examples() -> Vec<(String, String)> {
    let text = document("docs/hooks.md");
    let mut examples = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("\n**`plugins/") {
        let (path, after) = after.split_once("`**\n").unwrap();
        let (_, block) = after.split_once("\n```").unwrap();
        let (file, after) = block.split_once('\n').unwrap().1.split_once("```").unwrap();
        examples.push((path.to_owned(), file.to_owned()));
        rest = after;
    }
    examples
}

#[test]
fn the_examples_run_as_they_stand() {
    let collection = Collection::new();
    let examples = examples();
    assert!(examples.len() >= 6, "{examples:?}");
    for (path, text) in &examples {
        let to = collection.data().join("plugins").join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let from = collection.file("example", text);
        // `install` writes the executable and not this process, which may fork for another test
        // while the file is open ("text file busy").
        let mode = if path.ends_with("config.json") { "644" } else { "755" };
        assert!(Command::new("install").args(["-m", mode, &from]).arg(&to).status().unwrap().success());
    }
    let site = Site::start();
    let url = site.url("/index.html");
    collection
        .run(&[
            "archive",
            "--plugins",
            "dom,wordcount,greeting,languages,stopwatch,configured,headline,traffic",
            "--set",
            "GREETING=ahoy",
            &url,
        ])
        .exits(0);
    for plugin in ["wordcount", "greeting", "languages", "stopwatch", "configured", "headline", "traffic"] {
        let result = collection.result(&url, plugin);
        assert_eq!(result["status"], "succeeded", "{plugin}: {result:#}");
    }
    let words = collection.result(&url, "wordcount");
    assert!(words["output_str"].as_str().unwrap().ends_with(" words"), "{words:#}");
    assert_eq!(collection.result(&url, "headline")["output_str"], "The index");
    let traffic = fs::read_to_string(collection.snapshot_dir(&url).join("traffic/traffic.jsonl")).unwrap();
    assert!(traffic.lines().next().unwrap().contains("/index.html") && traffic.contains("/script.js"), "{traffic}");
    assert_eq!(fs::read_to_string(collection.snapshot_dir(&url).join("configured/greeting.txt")).unwrap(), "ahoy\n");
}

#[test]
fn the_first_steps_run_as_they_stand() {
    let collection = Collection::new();
    let text = document("docs/hooks.md");
    let (_, section) = text.split_once("## Start a plugin\n\n```sh\n").unwrap();
    let steps = collection.file("steps.sh", section.split_once("```").unwrap().0);
    let mut path = vec![Path::new(env!("CARGO_BIN_EXE_tacklebox")).parent().unwrap().to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let mut shell = Command::new("sh");
    shell.arg("-ex").arg(&steps).current_dir(Path::new(&steps).parent().unwrap());
    shell.env("PATH", std::env::join_paths(path).unwrap()).env_remove("TACKLEBOX_DATA");
    let output = shell.output().unwrap();
    assert!(output.status.success(), "{output:#?}");
}

#[test]
fn every_variable_of_the_contract_is_in_the_document() {
    let text = document("docs/hooks.md");
    for (name, meaning) in tacklebox::model::env_vars::ALL {
        assert!(text.contains(&format!("`{name}`")), "docs/hooks.md does not tell of {name}: {meaning}");
    }
}

#[test]
fn the_exit_codes_of_the_document_are_those_of_the_help() {
    let usage = document("docs/usage.md");
    for line in tacklebox::rules::exit::HELP.lines().skip(1) {
        let (code, meaning) = line.trim().split_once(' ').unwrap();
        assert!(usage.contains(&format!("| {code} | {} |", meaning.trim())), "docs/usage.md does not say: {line}");
    }
}

#[test]
fn every_built_in_hook_is_in_the_contracts_list() {
    let text = document("docs/hooks.md").replace('\n', " ");
    let found = tacklebox::plugin::discover::discover(
        &[Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins")],
        std::ffi::OsStr::new(""),
    );
    for hook in found.plugins.values().flat_map(|plugin| &plugin.hooks) {
        let entry = format!("{:02} {}", hook.name.number, hook.name.what);
        assert!(text.contains(&entry), "docs/hooks.md does not list {entry}");
    }
}
