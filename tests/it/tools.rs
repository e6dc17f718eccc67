//! Tools: what a plugin needs is told when it is missing, installed when asked for, and found by
//! its hook.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::collection::{Collection, Output, PAGE, Running, fixtures, result_in};
use crate::processes::{LIMIT, wait_for};

/// `tacklebox install` with the fixtures at hand, and these directories first on the PATH.
pub fn installing(collection: &Collection, first: &Path, arguments: &[&str]) -> Command {
    let mut command = collection.command(["install"]);
    command.arg("--plugins-dir").arg(fixtures()).args(arguments).env("PATH", with_first(first));
    command
}

fn install(collection: &Collection, first: &Path, arguments: &[&str]) -> Output {
    Running::start(&mut installing(collection, first, arguments)).end()
}

fn with_first(dir: &Path) -> String {
    format!("{}:{}", dir.display(), std::env::var("PATH").unwrap())
}

/// A directory for the PATH with one program in it.
pub fn program(collection: &Collection, name: &str, script: &str) -> PathBuf {
    let dir = collection.data().join("../programs");
    fs::create_dir_all(&dir).unwrap();
    let source = collection.file("script", script);
    // `install` writes it and not this process, which may fork for another test while the file is
    // open ("text file busy").
    assert!(Command::new("install").args(["-m", "755", &source]).arg(dir.join(name)).status().unwrap().success());
    dir.canonicalize().unwrap()
}

#[test]
fn without_its_tool_a_plugin_is_skipped_and_says_what_to_type() {
    let collection = Collection::new();
    let reason = "needs no-such-angler, which is not installed";
    let output = collection.archive(&[
        "--plugins",
        "needs_*,requires_needs_missing,hello_sh",
        "--skip",
        "needs_newer,needs_packages",
        PAGE,
    ]);
    let hint = "`tacklebox install needs_missing` installs what it needs";
    output.exits(0).says(&format!("the plugin needs_missing is skipped: {reason}; {hint}"));
    let shown = collection.show(PAGE);
    let through = format!("it requires the plugin needs_missing, which is skipped: {reason}");
    let unserved = "needs no-such-extension, which only chromewebstore offers; tacklebox cannot install from there";
    for (plugin, reason) in
        [("needs_missing", reason), ("requires_needs_missing", &through), ("needs_unserved", unserved)]
    {
        let result = result_in(&shown, plugin);
        assert_eq!((&result["status"], &result["output_str"]), (&json!("skipped"), &json!(reason)));
    }
    assert_eq!(result_in(&shown, "hello_sh")["status"], "succeeded");
    // What a person has chosen is not there: no installation would mend that.
    let collection = Collection::new();
    let chosen = "NEEDS_MISSING_BINARY=/nowhere/angler (command line): there is no such program";
    collection
        .archive(&["--plugins", "needs_missing,hello_sh", "--set", "NEEDS_MISSING_BINARY=/nowhere/angler", PAGE])
        .exits(0)
        .says(chosen);
}

#[test]
fn a_tool_of_the_system_is_found_and_one_that_is_too_old_is_told_of() {
    let collection = Collection::new();
    let dir = program(&collection, "reel", "#!/bin/sh\necho reel 1.9.0\n");
    let archive = |collection: &Collection| {
        let mut command = collection.archiving(&["--plugins", "needs_newer", PAGE]);
        Running::start(command.env("PATH", with_first(&dir))).end().exits(0)
    };
    // Nobody has asked for its version yet, and archiving starts nothing to do so.
    assert!(!archive(&collection).stderr.contains("2.0"));
    let path = dir.join("reel");
    assert_eq!(collection.result(PAGE, "needs_newer")["output_str"], json!(path));

    let listed = install(&collection, &dir, &["needs_newer", "--json"]).exits(1).json();
    assert_eq!(
        (&listed[0]["state"], &listed[0]["version"], &listed[0]["path"]),
        (&json!("too_old"), &json!("1.9.0"), &json!(path))
    );
    archive(&collection).says(&format!("needs_newer needs reel >= 2.0, but 1.9.0 is installed ({})", path.display()));

    program(&collection, "reel", "#!/bin/sh\necho this is reel 2.1\n");
    assert!(!archive(&collection).stderr.contains("needs reel"), "another program is there, of which nothing is known");
    let listed = install(&collection, &dir, &["needs_newer", "--json"]).exits(0).json();
    assert_eq!((&listed[0]["state"], &listed[0]["version"]), (&json!("there"), &json!("2.1")));
}

#[test]
fn an_interrupted_installation_leaves_nothing() {
    let collection = Collection::new();
    // In the place of npm, as the real one cannot be told when to be slow.
    let dir = program(&collection, "npm", "#!/bin/sh\necho half > \"$3/half\"\nsleep 1000\n");
    let running = Running::start(&mut installing(&collection, &dir, &["needs_missing"]));
    let root = collection.data().join("lib/npm/packages/no-such-angler");
    wait_for("the installation", || root.join("half").exists().then_some(()));
    running.signal(Signal::SIGINT);
    running.end().exits(130).says("interrupted");
    assert!(!root.exists());
    let recorded: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(collection.data().join("lib/installed.json")).unwrap()).unwrap();
    assert_eq!(recorded, Vec::<Value>::new());
    collection.assert_nothing_is_left();
}

#[test]
fn what_fails_is_told_and_leaves_nothing() {
    let collection = Collection::new();
    let dir = program(&collection, "npm", "#!/bin/sh\necho 'npm: no such fish' >&2\nexit 7\n");
    let output =
        install(&collection, &dir, &["needs_missing", "needs_unserved", "--json"]).exits(1).says("npm: no such fish");
    let listed = output.json();
    assert_eq!(listed[0]["state"], "missing");
    let reason = listed[0]["reasons"][0].as_str().unwrap();
    assert!(reason.starts_with("npm: ") && reason.ends_with("exit code 7"), "{reason}");
    assert_eq!(listed[1]["reasons"], json!(["chromewebstore: tacklebox cannot install from there"]));
    assert!(!collection.data().join("lib/npm/packages/no-such-angler").exists());
}

/// Needs the registries of npm and PyPI.
#[test]
fn packages_are_installed_once_and_found_by_the_hook() {
    let collection = Collection::new();
    collection
        .archive(&["--plugins", "needs_packages,hello_sh", PAGE])
        .exits(0)
        .says("needs semver, six, which are not installed; `tacklebox install needs_packages` installs");
    // The way to the registries is part of the environment: proxies, certificates, a configuration
    // of npm at home.
    let mut command = installing(&collection, Path::new("/nowhere"), &["needs_packages", "--json"]);
    command.envs(std::env::vars_os()).envs([
        ("npm_config_fetch_retries", "5"),
        ("PIP_RETRIES", "10"),
        ("PIP_DEFAULT_TIMEOUT", "60"),
    ]);
    let listed = Running::start_within(&mut command, 5 * LIMIT).end().exits(0).json();
    let lib = collection.data().join("lib");
    let versions: Vec<(&Value, &Value)> =
        listed.as_array().unwrap().iter().map(|tool| (&tool["name"], &tool["version"])).collect();
    assert_eq!(versions, [(&json!("semver"), &json!("7.7.2")), (&json!("six"), &json!("1.17.0"))]);
    assert_eq!(listed[0]["path"], json!(lib.join("bin/semver")));
    assert!(
        fs::canonicalize(lib.join("bin/semver"))
            .unwrap()
            .starts_with(lib.join("npm/packages/needs_packages").canonicalize().unwrap())
    );

    collection.archive(&["--plugins", "needs_packages", PAGE]).exits(0);
    let result = collection.result(PAGE, "needs_packages");
    assert_eq!(result["output_str"], "1.10.0 4.5.6 1.17.0", "{result:#}");
    assert_eq!(result["output_json"]["program"], json!(lib.join("bin/semver")));

    // With nothing left that could install, what is there still counts.
    let dir = program(&collection, "npm", "#!/bin/sh\nexit 7\n");
    program(&collection, "python3", "#!/bin/sh\nexit 7\n");
    let again = install(&collection, &dir, &["needs_packages", "--json"]).exits(0);
    assert_eq!(again.json(), listed);
    assert!(!again.stderr.contains("installing"), "{}", again.stderr);
    assert_eq!(install(&collection, &dir, &["needs_packages", "--list", "--json"]).exits(0).json(), listed);
}
