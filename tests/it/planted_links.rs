//! A hook may put links, pipes and second names of files wherever it can write. The runner writes,
//! removes and reads nothing through them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::collection::{Collection, PAGE, files_of, result_in};

/// Adds a plugin of one hook in sh to a collection.
pub fn add_plugin(collection: &Collection, name: &str, hook: &str, script: &str) {
    let dir = collection.data().join("plugins").join(name);
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join(hook);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A directory beside the collection with a file in it, both of which are to stay as they are.
fn outside(collection: &Collection) -> PathBuf {
    let dir = collection.data().with_file_name("outside");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("precious"), "as it was").unwrap();
    dir
}

#[track_caller]
fn assert_as_it_was(outside: &Path) {
    let entries: Vec<_> = fs::read_dir(outside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(entries, ["precious"]);
    assert_eq!(fs::read_to_string(outside.join("precious")).unwrap(), "as it was");
}

/// What the hook does before [`hello_sh`](../../fixtures/plugins/hello_sh) runs; `$OUT` is the
/// directory that is to stay as it is.
const PLANTED: [(&str, &str); 9] = [
    ("another plugin's directory", "ln -s $OUT ../hello_sh"),
    ("a file in the place of another plugin's directory", "echo x >../hello_sh"),
    ("the index", "ln -s $OUT/precious ../index.jsonl; ln -s $OUT/precious ../index.jsonl.tmp"),
    ("the index, by a second name", "ln $OUT/precious ../index.jsonl.tmp; ln $OUT/precious ../index.jsonl"),
    ("all logs", "rm -rf ../.hooks; ln -s $OUT ../.hooks"),
    ("logs", "mkdir -p ../.hooks; ln -s $OUT ../.hooks/hello_sh"),
    (
        "a log",
        "mkdir -p ../.hooks/hello_sh; ln -s $OUT/precious ../.hooks/hello_sh/on_Snapshot__10_hello.sh.stdout.log",
    ),
    (
        "a log, by a second name",
        "mkdir -p ../.hooks/hello_sh; ln $OUT/precious ../.hooks/hello_sh/on_Snapshot__10_hello.sh.stdout.log",
    ),
    (
        "pipes",
        "mkdir -p ../.hooks/hello_sh; mkfifo ../.hooks/hello_sh/on_Snapshot__10_hello.sh.stdout.log ../index.jsonl ../index.jsonl.tmp pipe",
    ),
];

#[test]
fn nothing_is_written_through_a_planted_link() {
    for (what, script) in PLANTED {
        let collection = Collection::new();
        let out = outside(&collection);
        add_plugin(
            &collection,
            "plants",
            "on_Snapshot__05_plant.sh",
            &format!("OUT={}; {script}\necho planted >own.txt", out.display()),
        );
        collection.archive(&["--plugins", "plants,hello_sh", PAGE]).exits(0);
        assert_as_it_was(&out);
        let shown = collection.show(PAGE);
        assert_eq!(files_of(&result_in(&shown, "plants")), ["own.txt"], "{what}");
        assert_eq!(files_of(&result_in(&shown, "hello_sh")), ["hello.txt"], "{what}");
        let dir = collection.snapshot_dir(PAGE);
        for own in ["index.jsonl", "hello_sh", "hello_sh/hello.txt", ".hooks", ".hooks/hello_sh"] {
            assert!(dir.join(own).exists() && !dir.join(own).is_symlink(), "{what}: {own}");
        }
        assert!(
            fs::read_to_string(dir.join(".hooks/hello_sh/on_Snapshot__10_hello.sh.stdout.log"))
                .unwrap()
                .contains("succeeded"),
            "{what}"
        );
        collection.run(&["doctor"]).exits(0);
        // What was planted is still there when the page is done again.
        collection.archive(&["--plugins", "plants,hello_sh", PAGE]).exits(0);
        assert_as_it_was(&out);
    }
}

#[test]
fn a_link_in_the_place_of_the_snapshot_is_told() {
    for (what, script) in
        [("moved", "mv $SNAP_DIR $SNAP_DIR.away; ln -s $OUT $SNAP_DIR"), ("removed", "rm -rf $SNAP_DIR")]
    {
        let collection = Collection::new();
        let out = outside(&collection);
        add_plugin(&collection, "plants", "on_Snapshot__15_plant.sh", &format!("OUT={}; {script}", out.display()));
        let ended = collection.archive(&["--plugins", "plants,hello_sh,order_c", PAGE]).exits(3);
        ended.says("was removed, moved or replaced while the page was saved");
        assert_as_it_was(&out);
        let shown = collection.show(PAGE);
        for plugin in ["plants", "hello_sh"] {
            let result = result_in(&shown, plugin);
            assert_eq!((&result["status"], files_of(&result).len()), (&"failed".into(), 0), "{what}: {result}");
            assert!(result["error"].as_str().unwrap().contains("was removed, moved or replaced"), "{what}: {result}");
        }
        // A retry takes nothing for what it should write to.
        fs::remove_dir_all(collection.data().join("plugins/plants")).unwrap();
        let mut retry = collection.command(["retry", "--plugins", "hello_sh"]);
        retry.arg("--plugins-dir").arg(crate::collection::fixtures());
        crate::collection::Running::start(&mut retry).end();
        assert_as_it_was(&out);
        assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded", "{what}");
    }
}

#[test]
fn a_pipe_in_the_place_of_the_browsers_address_holds_nobody_up() {
    let collection = Collection::new();
    add_plugin(
        &collection,
        "plants",
        "on_Snapshot__05_plant.sh",
        "mkdir -p ../chrome; mkfifo ../chrome/cdp_url.txt; echo planted >own.txt",
    );
    add_plugin(&collection, "silent", "on_Snapshot__06_silent.bg.sh", "sleep 3; echo done >file");
    collection.archive(&["--plugins", "plants,silent,hello_sh", PAGE]).exits(0);
    assert_eq!(files_of(&collection.result(PAGE, "hello_sh")), ["hello.txt"]);
}

#[test]
fn doctor_reads_nothing_through_a_planted_link() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    let index = collection.snapshot_dir(PAGE).join("index.jsonl");
    let moved = collection.data().with_file_name("moved");
    fs::rename(&index, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &index).unwrap();
    assert!(collection.run(&["doctor"]).stdout.contains("it is a link, which is not followed"));
    collection.run(&["doctor", "--repair"]).exits(0);
    assert!(!index.is_symlink() && moved.exists() && index.is_file());
    // A pipe is not waited for, whether the index knows the snapshot or not.
    fs::remove_file(&index).unwrap();
    nix::unistd::mkfifo(&index, nix::sys::stat::Mode::S_IRWXU).unwrap();
    assert!(collection.run(&["doctor"]).stdout.contains("it is not a regular file"));
    for file in fs::read_dir(collection.data()).unwrap().map(|entry| entry.unwrap().path()) {
        if file.file_name().unwrap().to_string_lossy().starts_with("index.sqlite3") {
            fs::remove_file(file).unwrap();
        }
    }
    assert!(collection.run(&["doctor", "--repair"]).stdout.contains("it is not a regular file"));
}

#[test]
fn what_is_no_file_is_not_read() {
    let collection = Collection::new();
    let script = "mkfifo pipe; ln -s /dev/zero zero; mknod device c 1 5 2>/dev/null; ln -s . itself; echo text >file";
    add_plugin(&collection, "plants", "on_Snapshot__05_plant.sh", script);
    collection.archive(&["--plugins", "plants", PAGE]).exits(0);
    assert_eq!(files_of(&collection.result(PAGE, "plants")), ["file"]);
}
