//! Settings: where they come from, which one wins, and how a hook sees them.

use std::fs;

use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, fixtures};

fn seen(collection: &Collection) -> Value {
    let written = collection.snapshot_dir(PAGE).join("settings/settings.json");
    serde_json::from_str(&fs::read_to_string(written).unwrap()).unwrap()
}

#[test]
fn defaults_reach_the_hook_as_text() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "settings", PAGE]).exits(0);
    let expected = json!({
        "SETTINGS_ENABLED": "true",
        "SETTINGS_TIMEOUT": "60",
        "SETTINGS_BINARY": null,
        "SETTINGS_USER_AGENT": "",
        "SETTINGS_NAME": "pike",
        "SETTINGS_COUNT": "3",
        "SETTINGS_RATIO": "0.5",
        "SETTINGS_FLAG": "false",
        "SETTINGS_ARGS": r#"["--line","two words","comma,inside"]"#,
        "SETTINGS_LIMITS": r#"{"small":1,"large":2}"#,
        "SETTINGS_MODE": "float",
        "TIMEOUT": "60",
        "USER_AGENT": "",
    });
    assert_eq!(seen(&collection), expected);
}

#[test]
fn every_layer_is_read_and_the_upper_one_wins() {
    let collection = Collection::new();
    fs::create_dir_all(collection.data()).unwrap();
    let file = "SETTINGS_COUNT = 4\nUSER_AGENT = \"Angler/1.0\"\n[settings]\nratio = 0.25\nflag = true\nargs = [\"from the file\"]\n";
    fs::write(collection.data().join("config.toml"), file).unwrap();
    let mut command =
        collection.archiving(&["--plugins", "settings", "--set", "SETTINGS_MODE=sink", "--set", "TIMEOUT=33", PAGE]);
    // The first three by their own name, an older one, and one that the command line overrides.
    command
        .env("SETTINGS_RATIO", "0.75")
        .env("FISH_NAME", "eel")
        .env("SETTINGS_FLAG", "Off")
        .env("SETTINGS_MODE", "troll");
    Running::start(&mut command).end().exits(0);
    let seen = seen(&collection);
    for (key, value) in [
        ("SETTINGS_COUNT", "4"),
        ("SETTINGS_RATIO", "0.75"),
        ("SETTINGS_FLAG", "false"),
        ("SETTINGS_ARGS", r#"["from the file"]"#),
        ("SETTINGS_NAME", "eel"),
        ("SETTINGS_MODE", "sink"),
        ("SETTINGS_USER_AGENT", "Angler/1.0"),
        ("SETTINGS_TIMEOUT", "33"),
        ("TIMEOUT", "33"),
    ] {
        assert_eq!(seen[key], value, "{key}");
    }
}

#[test]
fn a_plugins_own_key_comes_before_the_global_one() {
    let collection = Collection::new();
    collection
        .archive(&["--plugins", "settings", "--set", "TIMEOUT=33", "--set", "SETTINGS_TIMEOUT=44", PAGE])
        .exits(0);
    let seen = seen(&collection);
    assert_eq!((&seen["SETTINGS_TIMEOUT"], &seen["TIMEOUT"]), (&json!("44"), &json!("44")));
}

#[test]
fn a_value_that_cannot_be_used_is_named_with_its_origin() {
    let collection = Collection::new();
    collection.archive(&["--set", "SETTINGS_COUNT=11", PAGE]).exits(2).says("SETTINGS_COUNT=11 (command line): ");
    collection.archive(&["--set", "TIMEOUT=soon", PAGE]).exits(2).says("TIMEOUT=soon (command line): ");
    collection.archive(&["--set", "TIMEOUT", PAGE]).exits(2).says("--set TIMEOUT: it is not of the form KEY=VALUE");
    fs::create_dir_all(collection.data()).unwrap();
    let config = collection.data().join("config.toml");
    fs::write(&config, "TIMEOUT = 5\nnot toml\n").unwrap();
    collection.archive(&[PAGE]).exits(2).says(&format!("{}: ", config.display())).says("line 2");
    fs::write(&config, "TIMEOUT = 0\n").unwrap();
    collection.archive(&[PAGE]).exits(2).says(&format!("TIMEOUT=0 ({})", config.display()));
}

#[test]
fn a_setting_that_nobody_declares_is_warned_of_and_handed_on() {
    let collection = Collection::new();
    let output = collection.archive(&["--plugins", "environment", "--set", "ENVIRONMNT_TIMEOUT=5", PAGE]).exits(0);
    output.says("--set ENVIRONMNT_TIMEOUT: no plugin declares this setting");
    let text = fs::read_to_string(collection.snapshot_dir(PAGE).join("environment/environment.json")).unwrap();
    let facts: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(facts["env"]["ENVIRONMNT_TIMEOUT"], "5");
    let config = collection.data().join("config.toml");
    fs::write(&config, "timeout = 50\ntimeot = 5\n").unwrap();
    let output = collection
        .archive(&["--plugins", "hello_sh", PAGE])
        .exits(0)
        .says(&format!("{}: TIMEOT: no plugin declares", config.display()));
    assert!(!output.stderr.contains("TIMEOUT"), "{}", output.stderr);
}

#[test]
fn a_plugin_is_switched_off_by_any_name_of_its_setting() {
    let collection = Collection::new();
    let mut command = collection.archiving(&["--plugins", "settings,hello_sh", PAGE]);
    Running::start(command.env("SAVE_SETTINGS", "false")).end().exits(0);
    let shown = collection.show(PAGE);
    assert_eq!(shown["results"].as_array().unwrap().len(), 1, "{shown:#}");
}

#[test]
fn config_tells_value_and_origin() {
    let collection = Collection::new();
    let mut command =
        collection.command(["config", "--json", "--set", "TIMEOUT=33", "--plugins-dir", fixtures().to_str().unwrap()]);
    command.env("FISH_NAME", "eel");
    let settings = Running::start(&mut command).end().exits(0).json();
    let setting = |key: &str| {
        let found = settings.as_array().unwrap().iter().find(|entry| entry["setting"]["key"] == key);
        found.unwrap_or_else(|| panic!("no {key}"))["setting"].clone()
    };
    assert_eq!(setting("TIMEOUT"), json!({ "key": "TIMEOUT", "value": 33, "origin": "command_line" }));
    assert_eq!(
        setting("SETTINGS_NAME"),
        json!({ "key": "SETTINGS_NAME", "value": "eel", "origin": "environment", "through": "FISH_NAME" })
    );
    assert_eq!(setting("SETTINGS_COUNT"), json!({ "key": "SETTINGS_COUNT", "value": 3, "origin": "default" }));
    assert_eq!(setting("SETTINGS_TIMEOUT")["through"], "TIMEOUT");
}

#[test]
fn a_user_has_crawls_of_their_own_directory_and_resumes_there() {
    let collection = Collection::new();
    collection.archive(&["--user", "../x", "--plugins", "hello_sh", PAGE]).exits(2).says("--user ../x: use letters");
    let mut running = Running::start(&mut collection.archiving(&[
        "--json",
        "--user",
        "anna",
        "--concurrency",
        "1",
        "--plugins",
        "hello_sh,hangs",
        PAGE,
        OTHER,
    ]));
    running.event_where("the hook", |event| {
        event["event"] == "hook_started" && event["hook"] == "on_Snapshot__20_hang.sh"
    });
    running.signal(nix::sys::signal::Signal::SIGINT);
    running.end().exits(130);
    // What is resumed stays where it began, whoever resumes it.
    collection.run(&["resume", "--set", "HANGS_TIMEOUT=1"]);
    let list = collection.list();
    assert_eq!(list.len(), 2);
    for snapshot in list {
        assert!(snapshot["dir"].as_str().unwrap().starts_with("users/anna/snapshots/"), "{snapshot}");
    }
    collection.run(&["doctor"]).exits(0);
}

const OTHER: &str = "http://127.0.0.1:1/other";
