//! Hooks that fail, hang, flood and babble: each harms nothing but its own result.

use std::fs;
use std::os::unix::process::CommandExt;

use nix::sys::resource::{Resource, setrlimit};
use serde_json::{Value, json};

use crate::collection::{Collection, Output, PAGE, Running, files_of, result_in};
use crate::processes::LIMIT;

/// Runs a plugin beside a good one, which must not notice; what became of it, with the collection
/// and what was said.
fn beside(plugin: &str, arguments: &[&str]) -> (Value, Collection, Output) {
    let collection = Collection::new();
    let selection = format!("hello_sh,sets_title,{plugin}");
    let output = collection.archive(&[&["--plugins", &selection, PAGE], arguments].concat());
    let result = unharmed(&collection, plugin);
    (result, collection, output)
}

/// The good plugins, one that ran before and one that ran after, have succeeded; nothing is alive.
fn unharmed(collection: &Collection, plugin: &str) -> Value {
    let shown = collection.show(PAGE);
    assert_eq!(shown["stage"], "sealed");
    for good in ["hello_sh", "sets_title"] {
        assert_eq!(result_in(&shown, good)["status"], "succeeded", "{good}");
    }
    collection.assert_nothing_is_left();
    result_in(&shown, plugin)
}

fn failed_with(result: &Value, reason: &str) {
    assert_eq!((result["status"].as_str(), result["error"].as_str()), (Some("failed"), Some(reason)));
}

fn log_size(collection: &Collection, log: &str) -> u64 {
    fs::metadata(collection.snapshot_dir(PAGE).join(".hooks").join(log)).unwrap().len()
}

#[test]
fn one_that_fails() {
    let (result, collection, output) = beside("fails", &[]);
    output.exits(1).says("failed fails: on_Snapshot__20_fail.sh ended with exit code 3: fails: opening the tackle box");
    assert_eq!(result["hooks"][0]["exit_code"], 3);
    let log = fs::read_to_string(collection.snapshot_dir(PAGE).join(".hooks/fails/on_Snapshot__20_fail.sh.stderr.log"))
        .unwrap();
    assert_eq!(log.lines().count(), 3);
}

#[test]
fn one_that_hangs() {
    let (result, _, output) = beside("hangs", &["--set", "HANGS_TIMEOUT=0.5"]);
    output.exits(1);
    failed_with(&result, "on_Snapshot__20_hang.sh timed out after 0.5 s");
    assert_eq!(result["hooks"][0]["ended_by"], "timeout");
}

#[test]
fn one_that_hangs_and_is_deaf() {
    // A machine that is busy enough ends it before Python has made it deaf: then it gets more time.
    let deaf = (0..7).map(|doubled| 1 << doubled).find_map(|limit| {
        let timeout = format!("HANGS_DEAF_TIMEOUT={limit}");
        let (result, _, output) = beside("hangs_deaf", &["--set", &timeout, "--set", "SEAL_GRACE=0.2"]);
        output.exits(1);
        failed_with(&result, &format!("on_Snapshot__20_hang.py timed out after {limit} s"));
        let hook = result["hooks"][0].clone();
        (hook["printed"]["stdout_bytes"].as_u64() > Some(0)).then_some(hook)
    });
    assert_eq!(deaf.expect("it becomes deaf within a minute")["exit_signal"], 9);
}

#[test]
fn one_that_prints_a_gigabyte() {
    let collection = Collection::new();
    let settings = ["--set", "FLOODS_STDOUT_TIMEOUT=600", "--set", "MAX_LOG_BYTES=10000"];
    let mut command =
        collection.archiving(&[&["--plugins", "hello_sh,sets_title,floods_stdout", PAGE], &settings[..]].concat());
    // Whoever keeps what is printed does not get far with less than half of it in memory.
    // SAFETY: a system call that may be made between fork and exec.
    unsafe {
        command.pre_exec(|| Ok(setrlimit(Resource::RLIMIT_AS, 400 << 20, 400 << 20)?));
    }
    // A slow machine takes its time for a gigabyte.
    Running::start_within(&mut command, 5 * LIMIT).end().exits(0);
    let result = unharmed(&collection, "floods_stdout");
    assert_eq!(
        (result["status"].as_str(), result["output_str"].as_str()),
        (Some("succeeded"), Some("1000000000 bytes of noise"))
    );
    assert!(result["hooks"][0]["printed"]["stdout_bytes"].as_u64() > Some(1_000_000_000));
    let size = log_size(&collection, "floods_stdout/on_Snapshot__20_flood.sh.stdout.log");
    assert!((10_000..10_100).contains(&size), "{size}");
}

#[test]
fn one_that_comes_to_its_result_after_a_hundred_thousand_records() {
    let (result, ..) = beside("talks_on", &["--set", "MAX_LOG_BYTES=10000"]);
    failed_with(&result, "it came to nothing");
    assert_eq!(result["hooks"][0]["printed"]["dropped_records"], 1_000);
}

#[test]
fn one_whose_records_are_deep() {
    let (result, collection, output) = beside("nests", &[]);
    output.exits(0).says("Weather record is invalid: it has more than 100 levels");
    assert_eq!(result["output_str"], "nested");
    let kept =
        collection.query("SELECT CAST(json_array_length(other_records) AS TEXT) FROM hook_runs WHERE plugin = 'nests'");
    assert_eq!(kept, ["1"]);
    // It reads all that the index and the files say.
    collection.run(&["doctor"]).exits(0);
}

#[test]
fn one_with_an_endless_line() {
    let (result, collection, output) = beside("long_line", &["--set", "MAX_LOG_BYTES=1000"]);
    output.exits(0);
    assert_eq!(
        (result["status"].as_str(), result["output_str"].as_str()),
        (Some("succeeded"), Some("after the long line"))
    );
    assert_eq!(result["hooks"][0]["printed"]["cut_lines"], 1);
    assert!(log_size(&collection, "long_line/on_Snapshot__20_long.sh.stdout.log") < 1100);
}

#[test]
fn one_that_does_not_speak_utf8() {
    let (result, ..) = beside("non_utf8", &[]);
    assert_eq!((result["status"].as_str(), result["output_str"].as_str()), (Some("succeeded"), Some("caf\u{fffd}")));
}

#[test]
fn one_that_speaks_broken_json() {
    let (result, _, output) = beside("broken_json", &[]);
    assert_eq!(result["status"], "failed", "a broken success is none");
    let reason = result["error"].as_str().unwrap();
    assert!(reason.starts_with("on_Snapshot__20_broken.sh: broken record is invalid: EOF while parsing"), "{reason}");
    let hook = &result["hooks"][0];
    assert_eq!(hook["other_records"].as_array().unwrap().len(), 2, "unknown types are kept");
    let remarks = || hook["remarks"].as_array().unwrap().iter().map(|remark| remark.as_str().unwrap());
    assert_eq!(remarks().filter(|remark| remark.contains("unknown type \"Barnacle\"")).count(), 1);
    assert!(remarks().any(|remark| remark.contains("unknown variant `triumphant`")), "{hook:#}");
    output.exits(1).says("unknown type \"Barnacle\"");
}

#[test]
fn one_that_ignores_sigterm() {
    let (result, _, output) = beside("ignores_sigterm", &["--set", "SEAL_GRACE=0.3"]);
    output.exits(1);
    failed_with(&result, "on_Snapshot__20_listen.bg.sh did not end after SIGTERM and was killed");
    assert_eq!((&result["hooks"][0]["ended_by"], &result["hooks"][0]["exit_signal"]), (&json!("seal_kill"), &json!(9)));
}

#[test]
fn one_that_should_listen_and_fails_instead() {
    let (result, _, output) = beside("bg_fails_early", &["--set", "READY_TIMEOUT=600"]);
    output.exits(1);
    failed_with(&result, "on_Snapshot__20_listen.bg.sh ended with exit code 1: bg_fails_early: no water in the pond");
    assert_eq!(result["hooks"][0]["ended_by"], "itself");
}

/// Whether the hooks after a plugin's first one did not wait for it, by its own account: the clock
/// would tell of how busy the machine is as well.
fn was_passed_over(result: &Value) -> bool {
    result["hooks"][0]["remarks"].to_string().contains("the hooks after it did not wait")
}

#[test]
fn one_that_listens_in_silence_is_waited_for_once() {
    let collection = Collection::new();
    let second = "http://127.0.0.1:1/second";
    let settings = ["--concurrency", "1", "--set", "READY_TIMEOUT=0.7"];
    let output =
        collection.archive(&[&["--plugins", "hello_sh,silent_bg,sets_title", PAGE, second], &settings[..]].concat());
    output
        .exits(0)
        .says("silent_bg/on_Snapshot__20_listen.bg.sh: printed no line within 0.7 s; the hooks after it did not wait");
    unharmed(&collection, "silent_bg");
    for (url, is_waited_for) in [(PAGE, true), (second, false)] {
        let silent = collection.result(url, "silent_bg");
        assert_eq!((silent["status"].as_str(), silent["output_str"].as_str()), (Some("succeeded"), Some("late.txt")));
        assert_eq!(was_passed_over(&silent), is_waited_for, "{silent:#}");
    }
}

#[test]
fn one_that_is_known_to_be_silent_is_complained_of_once() {
    let collection = Collection::new();
    let second = "http://127.0.0.1:1/second";
    // The other one is waited for on both pages, so that on both the silent one's limit passes as
    // well.
    collection
        .archive(&[
            "--concurrency",
            "1",
            "--set",
            "READY_TIMEOUT=0.7",
            "--plugins",
            "silent_bg,speaks_late",
            PAGE,
            second,
        ])
        .exits(0);
    let remarks = |url| collection.result(url, "silent_bg")["hooks"][0]["remarks"].as_array().unwrap().len();
    assert_eq!((remarks(PAGE), remarks(second)), (1, 0));
}

#[test]
fn one_that_gets_ready_too_late_is_waited_for_again() {
    let collection = Collection::new();
    let second = "http://127.0.0.1:1/second";
    collection
        .archive(&["--concurrency", "1", "--set", "READY_TIMEOUT=0.7", "--plugins", "speaks_late", PAGE, second])
        .exits(0);
    for url in [PAGE, second] {
        let result = collection.result(url, "speaks_late");
        assert_eq!(result["hooks"][0]["hook"], "on_Snapshot__20_listen.bg.sh");
        assert!(was_passed_over(&result), "{result:#}");
    }
    collection.assert_nothing_is_left();
}

#[test]
fn one_that_points_at_what_is_not_its_own() {
    let (result, collection, output) = beside("symlink_escape", &[]);
    assert_eq!((result["status"].as_str(), files_of(&result)), (Some("succeeded"), vec!["regular.txt"]));
    let dir = collection.snapshot_dir(PAGE).join("symlink_escape");
    let output = output.exits(0);
    for link in ["outside_file", "outside_dir"] {
        let complaint =
            format!("{} leads out of its plugin's directory and was not followed", dir.join(link).display());
        assert_eq!(output.stderr.matches(&complaint).count(), 1, "{}", output.stderr);
    }
    assert!(!output.stderr.contains("inside.txt"));
}

#[test]
fn one_that_puts_a_link_in_its_own_place() {
    let (result, collection, output) = beside("symlink_itself", &[]);
    assert_eq!(files_of(&result), [""; 0]);
    let link = collection.snapshot_dir(PAGE).join("symlink_itself");
    output.exits(0).says(&format!("{} was replaced by a link, which was not followed", link.display()));
}

#[test]
fn one_that_cannot_be_started() {
    let (result, _, output) = beside("no_interpreter", &[]);
    output.exits(1);
    let reason = result["error"].as_str().unwrap();
    assert!(reason.starts_with("on_Snapshot__20_lost could not be started: "), "{reason}");
    assert!(reason.contains("the file, or the interpreter in its first line, does not exist"), "{reason}");
    assert_eq!((&result["hooks"][0]["ended_by"], &result["hooks"][0]["pid"]), (&json!("not_started"), &Value::Null));
}
