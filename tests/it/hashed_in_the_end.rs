//! What a result says of its files is true of what is there when the page is sealed.

use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::collection::{Collection, PAGE, files_of, result_in};
use crate::planted_links::add_plugin;

/// Each file is as its result says.
#[track_caller]
fn assert_true(collection: &Collection, plugin: &str) -> Value {
    let result = collection.result(PAGE, plugin);
    let dir = collection.snapshot_dir(PAGE).join(plugin);
    for (name, told) in result["files"].as_object().unwrap() {
        let bytes = fs::read(dir.join(name)).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&told["size"], &told["sha256"]), (&bytes.len().into(), &sha256.into()), "{plugin}/{name}");
    }
    let index = fs::read_to_string(collection.snapshot_dir(PAGE).join("index.jsonl")).unwrap();
    let line = index
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|line| line["plugin"] == plugin && line["type"] == "ArchiveResult");
    assert_eq!(line.unwrap()["output_files"], result["files"]);
    collection.run(&["doctor"]).exits(0);
    result
}

#[test]
fn what_a_hook_left_behind_writes_counts() {
    // With its mark and without, holding the file open and opening it for each line, from within
    // its directory and from without.
    for (what, writer) in [
        ("open", "setsid sh -c 'while :; do echo line; sleep 0.01; done' >grows.txt 2>/dev/null </dev/null &"),
        ("opened", "setsid sh -c 'while :; do echo line >>grows.txt; sleep 0.01; done' >/dev/null 2>&1 </dev/null &"),
        (
            "without a mark",
            "HERE=$PWD; (cd / && exec setsid env -i PATH=$PATH sh -c 'while :; do echo line; sleep 0.01; done') >grows.txt 2>/dev/null </dev/null &",
        ),
    ] {
        let collection = Collection::new();
        add_plugin(
            &collection,
            "grows",
            "on_Snapshot__05_grow.sh",
            &format!("{writer}\nwhile [ ! -s grows.txt ]; do sleep 0.01; done"),
        );
        // Between its end and the seal others have their time.
        add_plugin(
            &collection,
            "waits",
            "on_Snapshot__50_wait.sh",
            "while [ $(wc -c <../grows/grows.txt) -lt 200 ]; do sleep 0.02; done; echo done >file",
        );
        let ended = collection.archive(&["--plugins", "grows,waits,hello_sh", PAGE]).exits(0);
        assert!(ended.stderr.contains("ended a process that a hook had left behind"), "{what}: {}", ended.stderr);
        let result = assert_true(&collection, "grows");
        assert!(result["files"]["grows.txt"]["size"].as_u64().unwrap() > 100, "{what}: {result}");
        collection.assert_nothing_is_left();
    }
}

#[test]
fn what_another_hook_changes_is_hashed_again() {
    let collection = Collection::new();
    let script = "echo more >>../hello_sh/hello.txt; echo new >../hello_sh/new.txt; rm ../victim/*";
    add_plugin(&collection, "victim", "on_Snapshot__05_victim.sh", "echo x >x");
    add_plugin(&collection, "changes", "on_Snapshot__90_change.sh", script);
    collection.archive(&["--plugins", "hello_sh,victim,changes", PAGE]);
    assert_eq!(files_of(&assert_true(&collection, "hello_sh")), ["hello.txt", "new.txt"]);
    let victim = result_in(&collection.show(PAGE), "victim");
    assert_eq!((&victim["status"], files_of(&victim).len()), (&"failed".into(), 0), "{victim}");
    assert!(victim["error"].as_str().unwrap().contains("its files were removed"), "{victim}");
}
