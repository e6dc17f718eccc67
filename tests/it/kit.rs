//! For those who write hooks: a plugin from nothing, what is wrong with one, one hook tried.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, fixtures};

/// The fixtures with one fault each: where it is, and what kind of fault.
const PLANTED: &[(&str, &str, Option<u64>, &str)] = &[
    ("broken_background_mark", "on_Snapshot__60_background_mark_bg.sh", None, "name"),
    ("broken_before_required", "on_Snapshot__40_before_required.sh", None, "place"),
    ("broken_binary", "config.json", Some(3), "program"),
    ("broken_config", "config.json", Some(3), "config"),
    ("broken_config_key", "config.json", Some(3), "config"),
    ("broken_crlf", "on_Snapshot__60_crlf.sh", Some(1), "first-line"),
    ("broken_default", "config.json", Some(3), "setting"),
    ("broken_early_worker", "on_Snapshot__22_early_worker.sh", None, "place"),
    ("broken_event_case", "on_snapshot__60_event_case.sh", None, "name"),
    ("broken_exit", "on_Snapshot__60_exit.sh", None, "failed"),
    ("broken_fallback", "config.json", Some(3), "setting"),
    ("broken_late_listener", "on_Snapshot__31_late_listener.bg.sh", None, "place"),
    ("broken_link", "names.txt", None, "link"),
    ("broken_no_first_line", "on_Snapshot__60_no_first_line.sh", Some(1), "first-line"),
    ("broken_no_hook", "", None, "name"),
    ("broken_not_executable", "on_Snapshot__60_not_executable.hook", None, "executable"),
    ("broken_number", "on_Snapshot__60-number.sh", None, "name"),
    ("broken_on_case", "On_Snapshot__60_on_case.sh", None, "name"),
    ("broken_program", "on_Snapshot__60_program.py", Some(1), "program"),
    ("broken_record", "on_Snapshot__60_record.sh", Some(4), "record"),
    ("broken_record_lines", "on_Snapshot__60_record_lines.sh", Some(4), "record"),
    ("broken_record_type", "on_Snapshot__60_record_type.sh", Some(3), "record"),
    ("broken_requirement", "config.json", Some(3), "requirement"),
    ("broken_setting_prefix", "config.json", Some(4), "setting"),
    ("broken_silent", "on_Snapshot__22_silent.bg.sh", None, "ready"),
    ("broken_twin", "on_Snapshot__53_dom.sh", None, "place"),
    ("broken_underscore", "on_Snapshot_60_underscore.sh", None, "name"),
    ("broken_url", "on_Snapshot__60_url.sh", None, "record"),
    ("broken_writable", "on_Snapshot__60_writable.sh", None, "writable"),
];

/// This one is broken in the eyes of the runner, and a test of that: its faults are many.
const NOT_PLANTED: &str = "broken_json";

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap().success());
}

/// Takes from others the right to write there, which files of a checkout have where its owner's
/// umask gave it to them.
fn keep_from_others(dir: &Path) {
    assert!(Command::new("chmod").args(["-R", "o-w"]).arg(dir).status().unwrap().success());
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let collection = Collection::new();
    let dir = PathBuf::from(collection.file("readme", "")).with_file_name("broken");
    fs::create_dir(&dir).unwrap();
    let mut planted: Vec<String> =
        fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    planted.retain(|name| name.starts_with("broken_") && name != NOT_PLANTED);
    planted.sort();
    assert_eq!(planted, PLANTED.iter().map(|(plugin, ..)| *plugin).collect::<Vec<_>>());
    planted.iter().for_each(|plugin| copy(&fixtures().join(plugin), &dir.join(plugin)));
    keep_from_others(&dir);
    fs::set_permissions(dir.join("broken_writable/on_Snapshot__60_writable.sh"), fs::Permissions::from_mode(0o777))
        .unwrap();

    let output =
        collection.run(&["plugin", "check", "--json", "--set", "READY_TIMEOUT=5", dir.to_str().unwrap()]).exits(1);
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in output.json()["findings"].as_array().unwrap() {
        assert!(
            !finding["message"].as_str().unwrap().is_empty() && !finding["remedy"].as_str().unwrap().is_empty(),
            "{finding:#}"
        );
        found.entry(finding["plugin"].as_str().unwrap().into()).or_default().push(finding.clone());
    }
    for (plugin, file, line, rule) in PLANTED {
        let findings = found.remove(*plugin).unwrap_or_default();
        let path = if file.is_empty() { dir.join(plugin) } else { dir.join(plugin).join(file) };
        let told: Vec<_> =
            findings.iter().map(|finding| (&finding["path"], &finding["line"], &finding["rule"])).collect();
        assert_eq!(told, [(&json!(path), &json!(line), &json!(rule))], "{plugin}: {findings:#?}");
    }
    assert!(found.is_empty(), "{found:#?}");
    collection.assert_nothing_is_left();
}

#[test]
fn nothing_is_found_in_the_built_in_plugins() {
    let collection = Collection::new();
    let plugins = PathBuf::from(collection.file("readme", "")).with_file_name("plugins");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins"), &plugins);
    keep_from_others(&plugins);
    let output = collection.run(&["plugin", "check", "--json", plugins.to_str().unwrap()]).exits(0);
    let said = output.json();
    assert_eq!(said["findings"], json!([]));
    assert!(said["plugins"].as_array().unwrap().contains(&json!("chrome")), "{said:#}");
}

#[test]
fn a_check_that_runs_nothing_tells_what_the_files_tell() {
    let collection = Collection::new();
    let marks = collection.file("mark", "");
    let dir = Path::new(&marks).with_file_name("shouts");
    fs::create_dir(&dir).unwrap();
    let hook = collection.file("hook", &format!("#!/bin/sh\necho ran >> {marks}\n"));
    let target = dir.join("on_Snapshot__60_shouts.sh");
    assert!(Command::new("install").args(["-m", "755", &hook]).arg(&target).status().unwrap().success());
    collection
        .run(&["plugin", "check", "--no-run", dir.to_str().unwrap()])
        .exits(0)
        .says("1 plugin checked, nothing found");
    assert_eq!(fs::read_to_string(&marks).unwrap(), "");
    collection.run(&["plugin", "check", dir.to_str().unwrap()]).exits(0);
    assert_eq!(fs::read_to_string(&marks).unwrap(), "ran\n");
    collection.run(&["plugin", "check", "/nowhere"]).exits(2).says("/nowhere");
    assert!(!collection.data().exists(), "a check leaves nothing in the collection");
}

/// The command that a new plugin's README names, run in its directory by somebody who has this
/// program on the PATH.
fn own_test(dir: &Path, command: &str) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_tacklebox")).parent().unwrap();
    let mut path = vec![bin.to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let mut words = command.split(' ');
    let mut test = Command::new(words.next().unwrap());
    test.args(words).current_dir(dir).env("PATH", std::env::join_paths(path).unwrap());
    // Those are of the tests that are running, and not of the plugin.
    test.env_remove("CARGO_TARGET_DIR").env_remove("TACKLEBOX_DATA");
    test.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    test
}

#[test]
fn a_new_plugin_passes_its_own_test_in_every_language() {
    let collection = Collection::new();
    for (lang, test) in [
        ("sh", "./test.sh"),
        ("python", "python3 test_my_python.py"),
        ("node", "node my_node.test.js"),
        ("rust", "cargo test --offline"),
    ] {
        let name = format!("my_{lang}");
        let written = collection.run(&["plugin", "new", &name, "--lang", lang]).exits(0);
        let dir = collection.data().join("plugins").join(&name);
        assert!(written.stdout.contains(dir.to_str().unwrap()), "{written:?}");
        Running::start(&mut own_test(&dir, test)).end().exits(0);
        let shown = test.trim_end_matches(" --offline");
        assert!(fs::read_to_string(dir.join("README.md")).unwrap().contains(&format!("`{shown}`")), "{lang}");
        let program = format!("MY_RUST_BINARY={}", dir.join("target/debug/my_rust_hook").display());
        collection.run(&["plugin", "check", "--set", &program, dir.to_str().unwrap()]).exits(0).says("nothing found");
        // A test that cannot fail is none.
        let hook = fs::read_dir(&dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("on_"));
        let broken = collection.file("broken", "#!/bin/sh\nexit 3\n");
        assert!(Command::new("install").args(["-m", "755", &broken]).arg(hook.unwrap()).status().unwrap().success());
        assert_ne!(Running::start(&mut own_test(&dir, test)).end().code, Some(0), "{lang}");
    }
    let rust = collection.run(&["plugin", "new", "unbuilt", "--lang", "rust"]).exits(0);
    assert!(rust.stdout.contains("cargo build --release"), "{rust:?}");
    let run = collection.run(&["hook", "run", "unbuilt"]).exits(1);
    assert!(run.stdout.contains("build it first: cargo build --release"), "{run:?}");
}

#[test]
fn nothing_is_overwritten_by_a_new_plugin() {
    let collection = Collection::new();
    let into = Path::new(&collection.file("x", "")).with_file_name("own");
    let mine = into.join("mine");
    fs::create_dir_all(&mine).unwrap();
    let into = into.to_str().unwrap();
    collection.run(&["plugin", "new", "mine", "--lang", "sh", "--into", into]).exits(2).says("nothing was written");
    assert_eq!(fs::read_dir(&mine).unwrap().count(), 0);
    collection
        .run(&["plugin", "new", "title", "--lang", "sh", "--into", into])
        .exits(2)
        .says("there is a plugin called title already");
    for wrong in ["Mine", "../mine", "9lives", "my-own"] {
        collection.run(&["plugin", "new", wrong, "--lang", "sh", "--into", into]).exits(2).says("a letter first");
    }
    collection.run(&["plugin", "new", "other", "--lang", "sh", "--into", into]).exits(0);
    assert!(Path::new(into).join("other/on_Snapshot__60_other.sh").is_file());
}

fn hook_run(collection: &Collection, arguments: &[&str]) -> crate::collection::Output {
    collection.run(&[&["hook", "run", "--plugins-dir", fixtures().to_str().unwrap()], arguments].concat())
}

#[test]
fn a_hook_is_run_with_what_it_requires_and_shown_whole() {
    let collection = Collection::new();
    let shown =
        hook_run(&collection, &["--json", "--keep", "--set", "HELLO=1", "requires_hello/after", PAGE]).exits(0).json();
    let data = PathBuf::from(shown["data"].as_str().unwrap());
    assert_eq!(
        (&shown["result"]["status"], &shown["result"]["output_str"]),
        (&json!("succeeded"), &json!("hello_sh was here"))
    );
    let [hook] = shown["hooks"].as_array().unwrap().as_slice() else { panic!("{shown:#}") };
    let argv: Vec<&str> = hook["argv"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    assert_eq!(
        argv[..2],
        [fixtures().join("requires_hello/on_Snapshot__20_after.sh").to_str().unwrap(), &format!("--url={PAGE}")]
    );
    let environment = &hook["environment"];
    assert_eq!(
        (&environment["URL"], &environment["HELLO"], &environment["DATA_DIR"]),
        (&json!(PAGE), &json!("1"), &json!(data))
    );
    assert!(environment.get("HOME").is_none() && shown["inherited_environment"]["HOME"].is_string(), "{shown:#}");
    assert_eq!(
        (&hook["exit"], &hook["ended_by"], &hook["lines"]["records"][0]["type"]),
        (&json!({"code": 0}), &json!("itself"), &json!("ArchiveResult"))
    );
    // What hello_sh left is beside it, in the directory that is kept.
    assert!(Path::new(shown["snapshot_dir"].as_str().unwrap()).join("hello_sh/hello.txt").is_file());
    fs::remove_dir_all(&data).unwrap();

    let text = hook_run(&collection, &["two_hooks/second", PAGE]).exits(0).stdout;
    assert!(
        text.contains("two_hooks/on_Snapshot__21_second.sh") && !text.contains("on_Snapshot__20_first.sh"),
        "{text}"
    );
    for part in ["argv\n", "SNAPSHOT_ID=", "records\n", "by itself, exit code 0", "two_hooks: succeeded"] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    let scratch = text.lines().find_map(|line| line.trim().strip_prefix("DATA_DIR=")).unwrap();
    assert!(!Path::new(scratch).exists(), "{scratch}");
    assert!(!collection.data().exists());
}

#[test]
fn the_exit_code_of_a_hook_run_is_that_of_its_result() {
    let collection = Collection::new();
    let text = hook_run(&collection, &["fails", PAGE]).exits(1).stdout;
    assert!(text.contains("stderr\n") && text.contains("fails: failed"), "{text}");
    hook_run(&collection, &["noresult", PAGE]).exits(0);
    hook_run(&collection, &["requires_missing", PAGE])
        .exits(3)
        .says("it requires the plugin no_such_plugin, which was not found");
    hook_run(&collection, &["broken_config", PAGE]).exits(2).says("config.json: line 3");
    hook_run(&collection, &["no_such_plugin", PAGE]).exits(2).says("there is no plugin of this name");
    hook_run(&collection, &["two_hooks/third", PAGE])
        .exits(2)
        .says("it has on_Snapshot__20_first.sh, on_Snapshot__21_second.sh");
    let failed = hook_run(&collection, &["--json", "--set", "HELLO_SH_ENABLED=false", "requires_hello", PAGE]).exits(3);
    failed.says("HELLO_SH_ENABLED=false (command line)");
}

#[test]
fn a_hook_that_needs_a_page_gets_the_browser_and_a_page_to_look_at() {
    let collection = Collection::new();
    let shown = collection.run(&["hook", "run", "--json", "title"]).exits(0).json();
    assert_eq!(shown["result"]["output_str"], "A page to try hooks on");
    let infrastructure = collection.run(&["hook", "run", "--json", "chrome/chrome_tab"]).exits(0).json();
    let hooks: Vec<&str> =
        infrastructure["hooks"].as_array().unwrap().iter().map(|hook| hook["hook"].as_str().unwrap()).collect();
    assert_eq!(
        hooks,
        ["on_Crawl__00_chrome_install", "on_Crawl__30_chrome_launch.bg", "on_Snapshot__10_chrome_tab.bg"]
    );
    assert_eq!(infrastructure["result"], Value::Null);
}
