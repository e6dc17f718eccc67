//! What hooks leave behind is ended before their snapshot is sealed, in whatever group, session or
//! environment it hides.

use std::fs;
use std::path::Path;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;

use crate::collection::{Collection, PAGE, Running, result_in};
use crate::processes;

/// A page after the one with the leftovers, so that the crawl's own end cannot be what cleans up.
const NEXT: &str = "http://127.0.0.1:1/next";

/// Runs a plugin on two pages, one after the other, and looks for what it left as each is announced
/// to be sealed.
fn leaves_nothing(plugin: &str, pid_file: &str, reported: &str) {
    let collection = Collection::new();
    let plugins = format!("hello_sh,{plugin}");
    let arguments = ["--json", "--concurrency", "1", "--set", "SEAL_GRACE=0.5", "--plugins", &plugins, PAGE, NEXT];
    let mut running = Running::start(&mut collection.archiving(&arguments));
    for _ in 0..2 {
        let sealed = running.event_where("the seal", |event| event["event"] == "snapshot_sealed");
        let living = processes::of_snapshot(sealed["snapshot_id"].as_str().unwrap());
        assert!(living.is_empty(), "sealed, and alive: {living:?}");
    }
    running.end().exits(0).says(reported);
    for page in [PAGE, NEXT] {
        let shown = collection.show(page);
        for good in ["hello_sh", plugin] {
            assert_eq!(result_in(&shown, good)["status"], "succeeded", "{good}");
        }
        let pid = fs::read_to_string(collection.snapshot_dir(page).join(plugin).join(pid_file)).unwrap();
        let command = fs::read(format!("/proc/{}/cmdline", pid.trim())).unwrap_or_default();
        assert_ne!(command, b"sleep\x00600\x00", "{pid}");
    }
    collection.assert_nothing_is_left();
}

/// What follows is its command line, which may still be that of the shell on its way to becoming
/// `sleep`.
const ENDED: &str = "ended a process that a hook had left behind: ";

#[test]
fn a_daemon_in_a_session_of_its_own() {
    leaves_nothing("forks_and_leaves", "daemon.pid", ENDED);
}

#[test]
fn a_daemon_without_any_mark_on_it() {
    leaves_nothing("forks_and_leaves_cleared", "daemon.pid", ENDED);
}

#[test]
fn a_grandchild_that_holds_the_output() {
    leaves_nothing(
        "holds_pipe",
        "grandchild.pid",
        "left a process behind that kept its output open; abandoned after 1 s",
    );
}

#[test]
fn what_ran_before_the_program_is_nobodys_leftover() {
    let collection = Collection::new();
    let pid_file = collection.file("before.pid", "");
    let script = format!("sleep 600 >/dev/null 2>&1 & echo $! >{pid_file}; exec \"$@\"");
    let fixtures = crate::collection::fixtures();
    let program = [env!("CARGO_BIN_EXE_tacklebox"), "archive", "--plugins-dir", fixtures.to_str().unwrap()];
    let arguments = [&["-c", &script, "sh"], &program[..], &["--plugins", "hello_sh,forks_and_leaves", PAGE]].concat();
    let output = Running::start(&mut collection.command_of(Path::new("/bin/sh"), &collection.data(), arguments)).end();
    let pid: i32 = fs::read_to_string(&pid_file).unwrap().trim().parse().unwrap();
    let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if !command.is_empty() {
        kill(Pid::from_raw(pid), Signal::SIGKILL).unwrap();
    }
    output.exits(0).says(ENDED);
    assert_eq!(command, b"sleep\x00600\x00", "it is alive at the end");
    collection.assert_nothing_is_left();
}

#[test]
fn what_is_just_ending_is_no_leftover() {
    // A daemon that forks twice and has nothing to do, and children that end a moment after the
    // hook.
    let collection = Collection::new();
    let script =
        "(setsid sh -c 'sleep 0.05 &' &) >/dev/null 2>&1; sleep 0.1 >/dev/null 2>&1 & (exec true) & echo x >file";
    crate::planted_links::add_plugin(&collection, "double_fork", "on_Snapshot__95_fork.sh", script);
    let pages: Vec<String> = (0..4).map(|number| format!("{PAGE}/{number}")).collect();
    let mut arguments = vec!["--plugins", "double_fork"];
    arguments.extend(pages.iter().map(String::as_str));
    let output = collection.archive(&arguments).exits(0);
    assert!(!output.stderr.contains(ENDED), "{}", output.stderr);
    collection.assert_nothing_is_left();
}

#[test]
fn another_snapshots_hooks_are_left_alone() {
    // While one page's leftovers are cleaned up, the other page's hooks go on.
    let collection = Collection::new();
    let pages: Vec<String> = (0..6).map(|number| format!("{PAGE}/{number}")).collect();
    let mut arguments =
        vec!["--concurrency", "3", "--plugins", "forks_and_leaves,forks_and_leaves_cleared,ready_bg,hello_python"];
    arguments.extend(pages.iter().map(String::as_str));
    collection.archive(&arguments).exits(0);
    for page in &pages {
        let shown = collection.show(page);
        assert_eq!(shown["succeeded"], json!(4), "{shown:#}");
    }
    collection.assert_nothing_is_left();
}

#[test]
fn a_flood_from_a_grandchild_is_given_up() {
    let collection = Collection::new();
    collection
        .archive(&["--plugins", "leaves_a_flood,hello_sh", PAGE])
        .exits(0)
        .says("left a process behind that kept its output open");
    let shown = collection.show(PAGE);
    for plugin in ["leaves_a_flood", "hello_sh"] {
        assert_eq!(result_in(&shown, plugin)["status"], "succeeded", "{plugin}");
    }
    collection.assert_nothing_is_left();
}

#[test]
fn a_child_that_ignores_the_timeout_of_its_parent() {
    let collection = Collection::new();
    let arguments =
        ["--json", "--set", "HANGS_WITH_DEAF_CHILD_TIMEOUT=1", "--plugins", "hangs_with_deaf_child,hello_sh", PAGE];
    let mut running = Running::start(&mut collection.archiving(&arguments));
    let started = running.event_where("the snapshot's start", |event| event["event"] == "snapshot_started");
    let ended =
        |event: &serde_json::Value| event["event"] == "hook_ended" && event["run"]["plugin"] == "hangs_with_deaf_child";
    running.event_where("the hook's end", ended);
    let dir = std::path::Path::new(started["snapshot"]["dir"].as_str().unwrap());
    let pid = fs::read_to_string(dir.join("hangs_with_deaf_child/child.pid")).unwrap();
    let command = fs::read(format!("/proc/{}/cmdline", pid.trim())).unwrap_or_default();
    assert_ne!(command, b"sleep\x00600\x00", "the next hook would have had company");
    running.end().exits(1);
    collection.assert_nothing_is_left();
}
