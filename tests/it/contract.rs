//! What a hook can rely on: order, arguments, environment, directory, group, signals, descriptors.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::libc;
use nix::sys::signal::{SigHandler, SigSet, SigmaskHow, Signal, signal, sigprocmask};
use serde_json::{Value, json};

use crate::collection::{Collection, PAGE, Running, fixtures, result_in};

#[test]
fn hooks_run_in_order_over_all_plugins() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "order_a,order_b,order_c", PAGE]).exits(0);
    let log = fs::read_to_string(collection.snapshot_dir(PAGE).join("order.log")).unwrap();
    let order = [
        "on_Snapshot__unnumbered.sh",
        "on_Snapshot__9_nine.sh",
        "on_Snapshot__10_early.sh",
        "on_Snapshot__10_late.sh",
        "on_Snapshot__20_watch.bg.sh",
        "on_Snapshot__100_hundred.sh",
    ];
    assert_eq!(log.lines().collect::<Vec<_>>(), order);
    collection.assert_nothing_is_left();
}

/// Started as under `nohup` and by a careless parent: signals ignored and blocked, a descriptor
/// left open.
fn start_carelessly(
    collection: &Collection,
    ignored: &'static [Signal],
    blocked: &'static [Signal],
    arguments: &[&str],
) -> Running {
    let mut command = collection.archiving(arguments);
    // SAFETY: between fork and exec only async-signal-safe system calls are made.
    unsafe {
        command.pre_exec(move || {
            for ignored in ignored {
                signal(*ignored, SigHandler::SigIgn)?;
            }
            for blocked in blocked {
                sigprocmask(SigmaskHow::SIG_BLOCK, Some(&SigSet::from(*blocked)), None)?;
            }
            if libc::dup2(0, 9) < 0 { Err(std::io::Error::last_os_error()) } else { Ok(()) }
        });
    }
    Running::start(&mut command)
}

fn environment(collection: &Collection) -> Value {
    let written = collection.snapshot_dir(PAGE).join("environment/environment.json");
    serde_json::from_str(&fs::read_to_string(written).unwrap()).unwrap()
}

#[test]
fn a_hook_is_started_cleanly_whatever_its_runner_was_started_with() {
    use Signal::{SIGHUP, SIGINT, SIGTTOU, SIGUSR1, SIGUSR2};
    let careless: [(&[Signal], &[Signal]); 4] =
        [(&[], &[]), (&[SIGINT, SIGHUP, SIGUSR2], &[]), (&[SIGINT, SIGHUP], &[SIGUSR1]), (&[SIGTTOU, SIGHUP], &[])];
    for (ignored, blocked) in careless {
        let collection = Collection::new();
        let running = start_carelessly(&collection, ignored, blocked, &["--plugins", "environment", PAGE]);
        let runner = running.pid();
        running.end().exits(0);
        let facts = environment(&collection);
        // But for the two that the C library keeps for its threads, and sets right where it needs
        // them.
        let has_ignored = u64::from_str_radix(facts["sig_ign"].as_str().unwrap(), 16).unwrap() & !(0b11 << 31);
        assert_eq!(has_ignored, 0, "{has_ignored:x}, with {ignored:?} and {blocked:?}");
        assert_eq!(facts["sig_blk"], "0000000000000000", "{ignored:?} and {blocked:?}");
        assert_eq!(facts["fds"].as_object().unwrap().keys().collect::<Vec<_>>(), ["0", "1", "2"]);
        assert_eq!(facts["stdin_is_dev_null"], true);
        assert_eq!(facts["leads_its_group"], true);
        assert_ne!(facts["pgid"], runner);
        let shown = &collection.result(PAGE, "environment")["hooks"][0];
        assert_eq!(shown["pid"], facts["pid"], "the account names the process");
    }
}

#[test]
fn a_hook_is_told_where_and_what_for() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "environment", "--set", "ENVIRONMENT_TIMEOUT=77", PAGE]).exits(0);
    let facts = environment(&collection);
    let (shown, snapshot) = (collection.show(PAGE), collection.snapshot_dir(PAGE));
    let (id, crawl, hook) =
        (shown["id"].as_str().unwrap(), shown["crawl_id"].as_str().unwrap(), "on_Snapshot__20_environment.sh");
    let path = fixtures().join("environment").join(hook);
    assert_eq!(facts["argv"], json!([path, format!("--url={PAGE}"), format!("--snapshot-id={id}")]));
    assert_eq!(facts["cwd"], json!(snapshot.join("environment")));

    let (data, crawl_dir) = (collection.data(), collection.crawl_dir());
    for (key, value) in [
        ("URL", json!(PAGE)),
        ("SNAPSHOT_ID", json!(id)),
        ("ROOT_URL", json!(PAGE)),
        ("SNAPSHOT_DEPTH", json!("0")),
        ("CRAWL_ID", json!(crawl)),
        ("PLUGIN", json!("environment")),
        ("HOOK_NAME", json!(hook)),
        ("SNAP_DIR", json!(snapshot)),
        ("SNAPSHOT_DIR", json!(snapshot)),
        ("CRAWL_DIR", json!(crawl_dir)),
        ("CRAWL_OUTPUT_DIR", json!(crawl_dir)),
        ("DATA_DIR", json!(data)),
        ("LIB_DIR", json!(data.join("lib"))),
        ("PERSONAS_DIR", json!(data.join("personas"))),
        ("ACTIVE_PERSONA", json!("Default")),
        ("TIMEOUT", json!("77")),
        ("ENVIRONMENT_TIMEOUT", json!("77")),
    ] {
        assert_eq!(facts["env"][key], value, "{key}");
    }
    let context: Value = serde_json::from_str(facts["env"]["EXTRA_CONTEXT"].as_str().unwrap()).unwrap();
    let expected = json!({ "plugin": "environment", "hook_name": hook, "crawl_id": crawl, "snapshot_id": id, "snapshot_depth": 0 });
    assert_eq!(context, expected);
    assert!(!facts["env"]["TACKLEBOX_RUN"].as_str().unwrap().is_empty());
    let own = Path::new(env!("CARGO_BIN_EXE_tacklebox")).parent().unwrap();
    let path = facts["env"]["PATH"].as_str().unwrap();
    assert!(path.starts_with(&format!("{}:{}:", own.display(), data.join("lib/bin").display())), "{path}");
    assert!(path.ends_with(&std::env::var("PATH").unwrap()), "{path}");
}

#[test]
fn the_modules_of_the_collection_are_named_when_there_are_any() {
    let collection = Collection::new();
    let modules = collection.data().join("lib/node_modules");
    fs::create_dir_all(&modules).unwrap();
    collection.archive(&["--plugins", "environment", PAGE]).exits(0);
    let facts = environment(&collection);
    assert_eq!((&facts["env"]["NODE_PATH"], &facts["env"]["NODE_MODULES_DIR"]), (&json!(modules), &json!(modules)));
}

#[test]
fn a_hook_that_is_not_executable_is_run_by_what_its_ending_names() {
    let collection = Collection::new();
    let output = collection.archive(&["--plugins", "not_executable_*", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    for (plugin, said) in [
        ("not_executable_sh", "run by bash"),
        ("not_executable_py", "run by python3"),
        ("not_executable_js", "run by node"),
    ] {
        let result = result_in(&shown, plugin);
        assert_eq!((result["status"].as_str(), result["output_str"].as_str()), (Some("succeeded"), Some(said)));
    }
    let other = fixtures().join("not_executable_other/on_Snapshot__20_plain.txt");
    output.says(&format!("{}: skipped: it is not executable", other.display()));
    assert_eq!(shown["results"].as_array().unwrap().len(), 3);
}

#[test]
fn a_hook_runs_in_any_language() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_*", PAGE]).exits(0);
    let shown = collection.show(PAGE);
    for plugin in ["hello_sh", "hello_python", "hello_node"] {
        assert_eq!(result_in(&shown, plugin)["output_str"], "hello.txt", "{plugin}");
        let text = fs::read_to_string(collection.snapshot_dir(PAGE).join(plugin).join("hello.txt")).unwrap();
        assert_eq!(text, format!("{PAGE}\n"));
    }
}

#[test]
fn a_background_hook_runs_beside_the_others_until_the_seal() {
    let collection = Collection::new();
    let plugins = "ready_bg,bg_exits_early,waits_for_early,sets_title";
    let events = collection.archive(&["--json", "--plugins", plugins, PAGE]).exits(0).json_lines();
    let place = |event: &str, plugin: &str| {
        let is_it = |told: &Value| {
            let about = if event == "hook_ended" { &told["run"] } else { told };
            told["event"] == event && about["plugin"] == plugin
        };
        events.iter().position(is_it).unwrap_or_else(|| panic!("no {event} of {plugin}: {events:#?}"))
    };
    let shown = collection.show(PAGE);
    let listener = result_in(&shown, "ready_bg");
    assert_eq!((listener["status"].as_str(), listener["output_str"].as_str()), (Some("succeeded"), Some("late.txt")));
    assert_eq!(listener["hooks"][0]["ended_by"], "seal");
    assert!(listener["hooks"][0]["ready_ms"].is_u64());
    assert_eq!(listener["files"]["late.txt"]["size"], 22);
    // The hook after it ran while it was there.
    assert!(place("hook_started", "ready_bg") < place("hook_started", "sets_title"));
    assert!(place("hook_ended", "sets_title") < place("hook_ended", "ready_bg"));
    let early = result_in(&shown, "bg_exits_early");
    assert_eq!((early["status"].as_str(), early["hooks"][0]["ended_by"].as_str()), (Some("succeeded"), Some("itself")));
    collection.assert_nothing_is_left();
}

#[test]
fn a_first_line_that_names_tacklebox_means_the_program_that_runs() {
    let collection = Collection::new();
    let at = |path: &str| collection.data().with_file_name(path);
    let (plugin, others, copy) = (at("plugins/whoever"), at("others"), at("tacklebox-old"));
    for dir in [&plugin, &others] {
        fs::create_dir_all(dir).unwrap();
    }
    let script = |path: std::path::PathBuf, text: &str| {
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    script(plugin.join("on_Snapshot__10_whoever"), "#!/usr/bin/env -S tacklebox --version\n");
    script(others.join("tacklebox"), "#!/bin/sh\necho another\n");
    let status = Command::new("cp").arg(env!("CARGO_BIN_EXE_tacklebox")).arg(&copy).status().unwrap();
    assert!(status.success());
    let arguments =
        ["archive", "--plugins-dir", plugin.parent().unwrap().to_str().unwrap(), "--plugins", "whoever", PAGE];
    let mut command = collection.command_of(&copy, &collection.data(), arguments);
    let path = std::env::join_paths([others.as_path(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    Running::start(command.env("PATH", path)).end().exits(0);
    let log = collection.snapshot_dir(PAGE).join(".hooks/whoever/on_Snapshot__10_whoever.stdout.log");
    assert_eq!(fs::read_to_string(log).unwrap(), format!("tacklebox {}\n", env!("CARGO_PKG_VERSION")));
}
