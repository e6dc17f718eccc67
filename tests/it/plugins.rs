//! Plugins: found by their files, in several places; what is wrong with one is said and stops no
//! other.

use std::fs;

use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, fixtures, result_in};

fn listing(collection: &Collection) -> Value {
    collection.run(&["plugins", "--json", "--plugins-dir", fixtures().to_str().unwrap()]).exits(0).json()
}

fn plugin<'a>(listing: &'a Value, name: &str) -> Option<&'a Value> {
    listing["plugins"].as_array().unwrap().iter().find(|plugin| plugin["name"] == name)
}

#[test]
fn a_broken_config_disables_its_plugin_and_names_file_and_line() {
    let collection = Collection::new();
    let output = collection.archive(&["--plugins", "broken_config,wrong_config,hello_sh", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    assert_eq!(result_in(&shown, "hello_sh")["status"], "succeeded");
    let mut output = output;
    for (name, line) in [("broken_config", "line 3: "), ("wrong_config", "line 4: ")] {
        let reason = format!("{}: {line}", fixtures().join(name).join("config.json").display());
        let result = result_in(&shown, name);
        assert_eq!(result["status"], "skipped");
        assert!(result["output_str"].as_str().unwrap().starts_with(&reason), "{result:#}");
        output = output.says(&format!("the plugin {name} is skipped: {reason}"));
    }
    let broken: Vec<Value> =
        listing(&collection)["broken"].as_array().unwrap().iter().map(|fault| fault["path"].clone()).collect();
    let config = |name: &str| json!(fixtures().join(name).join("config.json"));
    assert_eq!(broken, [config("broken_config"), config("wrong_config")]);
}

#[test]
fn a_requirement_is_pulled_in() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "requires_hello", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    assert_eq!(result_in(&shown, "requires_hello")["output_str"], "hello_sh was here");
    assert_eq!(result_in(&shown, "hello_sh")["status"], "succeeded");
}

#[test]
fn without_its_requirement_a_plugin_is_skipped_with_the_reason() {
    for (arguments, plugin, reason) in [
        (
            vec!["--plugins", "requires_missing,noop"],
            "requires_missing",
            "it requires the plugin no_such_plugin, which was not found",
        ),
        (
            vec!["--plugins", "requires_hello,noop", "--set", "HELLO_SH_ENABLED=false"],
            "requires_hello",
            "it requires the plugin hello_sh, which is off: HELLO_SH_ENABLED=false (command line)",
        ),
        (
            vec!["--plugins", "requires_hello,noop", "--skip", "hello_sh"],
            "requires_hello",
            "it requires the plugin hello_sh, which is excluded",
        ),
    ] {
        let collection = Collection::new();
        collection
            .archive(&[arguments, vec![PAGE]].concat())
            .exits(0)
            .says(&format!("the plugin {plugin} is skipped: {reason}"));
        let shown = collection.show(PAGE);
        let result = result_in(&shown, plugin);
        assert_eq!((result["status"].as_str(), result["output_str"].as_str()), (Some("skipped"), Some(reason)));
        assert_eq!(result_in(&shown, "noop")["status"], "noresults");
    }
}

#[test]
fn a_misnamed_hook_is_warned_of_and_the_others_run() {
    let collection = Collection::new();
    let dir = fixtures().join("bad_hook_name");
    let output = collection.archive(&["--plugins", "bad_hook_name", PAGE]).exits(0);
    output
        .says(&format!("{}: not a hook: no event", dir.join("on_Snapshot_oops").display()))
        .says(&format!("{}: not a hook: unknown event \"Nothing\"", dir.join("on_Nothing__10_x.sh").display()));
    let result = collection.result(PAGE, "bad_hook_name");
    assert_eq!((result["status"].as_str(), result["output_str"].as_str()), (Some("succeeded"), Some("good")));
    let warnings = listing(&collection)["warnings"].to_string();
    assert!(warnings.contains("on_Snapshot_oops") && warnings.contains("on_Nothing__10_x.sh"), "{warnings}");
}

#[test]
fn hidden_directories_are_passed_over_in_silence() {
    let collection = Collection::new();
    for name in [".git", "_draft"] {
        collection.drop_in("hello_sh", name);
    }
    fs::create_dir_all(collection.data().join("plugins/notes")).unwrap();
    let listing = listing(&collection);
    for name in [".git", "_draft", "_hidden", "notes"] {
        assert!(plugin(&listing, name).is_none(), "{name}");
    }
    assert!(!listing["warnings"].to_string().contains("_hidden"));
    let output = collection.archive(&["--plugins", "_hidden", PAGE]).exits(2);
    output.says("no plugin matches \"_hidden\"");
}

#[test]
fn the_list_tells_what_runs_in_which_order_and_what_does_not() {
    let collection = Collection::new();
    let listing = listing(&collection);
    let hello = plugin(&listing, "hello_sh").unwrap();
    assert_eq!(
        (&hello["dir"], &hello["hooks"]),
        (&json!(fixtures().join("hello_sh")), &json!(["on_Snapshot__10_hello.sh"]))
    );
    assert_eq!(hello["off"], Value::Null);
    assert_eq!(
        plugin(&listing, "requires_missing").unwrap()["off"],
        "it requires the plugin no_such_plugin, which was not found"
    );
    let order: Vec<&str> = listing["order"].as_array().unwrap().iter().map(|hook| hook.as_str().unwrap()).collect();
    let place =
        |hook: &str| order.iter().position(|other| *other == hook).unwrap_or_else(|| panic!("no {hook} in {order:?}"));
    let (hello, python) = (place("hello_sh/on_Snapshot__10_hello.sh"), place("hello_python/on_Snapshot__11_hello.py"));
    assert!(
        place("crawl_hooks/on_Crawl__20_begin.sh") < hello
            && hello < python
            && python < place("crawl_hooks/on_CrawlEnd__10_end.sh")
    );
    assert_eq!(listing["search_path"].as_array().unwrap().last(), Some(&json!(fixtures())));
}

#[test]
fn a_plugin_that_is_dropped_in_runs() {
    let collection = Collection::new();
    for name in ["hello_sh", "hello_python", "hello_node"] {
        collection.drop_in(name, &format!("my_{name}"));
    }
    collection.run(&["archive", "--plugins", "my_*", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    for name in ["my_hello_sh", "my_hello_python", "my_hello_node"] {
        let result = result_in(&shown, name);
        assert_eq!(
            (&result["status"], &result["files"]["hello.txt"]["mimetype"]),
            (&json!("succeeded"), &json!("text/plain"))
        );
    }
}

#[test]
fn a_later_directory_replaces_a_plugin_whole() {
    let collection = Collection::new();
    collection.drop_in("noresult", "hello_sh");
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    let result = collection.result(PAGE, "hello_sh");
    assert_eq!((result["status"].as_str(), result["hooks"].as_array().unwrap().len()), (Some("noresults"), 1));
}

#[test]
fn directories_are_taken_from_the_environment_too() {
    for variable in ["TACKLEBOX_PLUGINS", "ABX_PLUGINS_DIR"] {
        let collection = Collection::new();
        let mut command = collection.command(["archive", "--plugins", "hello_sh", PAGE]);
        command.env(variable, format!("/nowhere:{}", fixtures().display()));
        Running::start(&mut command).end().exits(0).says("/nowhere: the plugin directory cannot be read");
        assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded");
    }
}

#[test]
fn a_plugin_that_is_not_there_is_a_mistake() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh,helo_sh", PAGE]).exits(2).says("no plugin matches \"helo_sh\"");
    collection.archive(&["--plugins", "hello_sh", "--skip", "hello_sh", PAGE]).exits(3).says("no plugin left to run");
    collection
        .run(&["archive", "--plugins-dir", "/nowhere", PAGE])
        .exits(2)
        .says("--plugins-dir /nowhere: there is no such directory");
}
