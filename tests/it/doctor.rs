//! `doctor`: damage of every kind is done to a real collection, found, and mended where that loses
//! nothing; a lost index is made anew.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use nix::sys::signal::Signal;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::collection::{Collection, Output, PAGE, Running, fixtures, result_in};
use crate::processes::{self, wait_for};

const OTHER: &str = "http://127.0.0.1:1/other";

/// What the doctor said, line by line.
struct Said {
    findings: Vec<Value>,
    summary: Value,
    code: Option<i32>,
}

fn doctor(collection: &Collection, arguments: &[&str]) -> Said {
    let output = collection.run(&[&["doctor", "--json"], arguments].concat());
    let mut lines = output.json_lines();
    let summary = lines.pop().unwrap_or_else(|| panic!("{output:#?}"));
    assert_eq!(summary["type"], "summary", "{output:#?}");
    Said { findings: lines, summary, code: output.code }
}

impl Said {
    /// The kinds of what was found, sorted.
    fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self.findings.iter().map(|finding| finding["kind"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        kinds
    }
}

#[track_caller]
fn assert_healthy(collection: &Collection) {
    let said = doctor(collection, &[]);
    assert_eq!((said.code, &said.findings), (Some(0), &vec![]));
}

fn write_index(collection: &Collection, sql: &str) {
    let database = Connection::open(collection.data().join("index.sqlite3")).unwrap();
    database.pragma_update(None, "foreign_keys", false).unwrap();
    database.execute_batch(sql).unwrap();
}

/// Two pages, one of them with a failed result; hooks of the crawl, facts, tags, background hooks.
fn archived() -> Collection {
    let collection = Collection::new();
    collection
        .archive(&[
            "--plugins",
            "hello_sh,ready_bg,sets_title,says_facts,fails_until_mended,crawl_hooks,deep_files,no_record_no_files",
            PAGE,
            OTHER,
        ])
        .exits(1);
    collection
}

fn link_of(collection: &Collection, url: &str) -> PathBuf {
    let name = &collection.query(&format!("SELECT archive_name FROM snapshots WHERE url = '{url}'"))[0];
    collection.data().join("archive").join(name)
}

#[test]
fn where_nothing_is_wrong_nothing_is_found() {
    let collection = archived();
    assert_healthy(&collection);
    let said = doctor(&collection, &["--repair"]);
    assert_eq!((said.code, said.findings.len()), (Some(0), 0));
    assert!(said.summary["hashed_bytes"].as_u64() > Some(0) && said.summary["snapshots"] == 2, "{}", said.summary);
    let quick = doctor(&collection, &["--quick"]).summary;
    assert_eq!((&quick["hashed_bytes"], &quick["files"]), (&json!(0), &said.summary["files"]));
    let plain = collection.run(&["doctor"]).exits(0);
    assert!(plain.stdout.ends_with("files checked: no problems\n"), "{}", plain.stdout);
    // A retry's books agree with its files as well.
    fs::write(collection.data().join("mended"), "").unwrap();
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap()]).exits(0);
    assert_healthy(&collection);
    let none = Collection::new();
    for arguments in [&["doctor"][..], &["doctor", "--repair"]] {
        none.run(arguments).exits(3).says("there is no collection");
    }
    assert!(!none.data().exists());
}

#[test]
fn what_can_be_mended_is_mended() {
    let collection = archived();
    let dir = collection.snapshot_dir(PAGE);
    let before = collection.show(PAGE);
    fs::create_dir(dir.join("chrome")).unwrap();
    fs::write(dir.join("chrome/url.txt"), PAGE).unwrap();
    fs::create_dir(collection.crawl_dir().join("chrome")).unwrap();
    fs::write(dir.join("hello_sh/hello.txt.part"), "hel").unwrap();
    fs::write(dir.join("index.jsonl.tmp"), "{").unwrap();
    fs::write(dir.join(".hooks/hello_sh/hook.pid"), "1 1 another-boot on_Snapshot__50_hello.sh\n").unwrap();
    fs::remove_file(dir.join("deep_files").join(first_file(&before, "deep_files"))).unwrap();
    fs::write(dir.join("index.jsonl"), "{\"type\":\"Snapshot\"}\n").unwrap();
    fs::remove_file(link_of(&collection, PAGE)).unwrap();
    fs::remove_file(link_of(&collection, OTHER)).unwrap();
    symlink("nowhere", link_of(&collection, OTHER)).unwrap();
    symlink("nowhere", collection.data().join("archive/1.000000")).unwrap();
    fs::remove_file(collection.snapshot_dir(OTHER).join("index.jsonl")).unwrap();
    write_index(&collection, &format!("UPDATE snapshots SET succeeded = 99 WHERE url = '{OTHER}'"));
    write_index(
        &collection,
        "UPDATE crawl_counts SET sealed = 7, output_bytes = 0; UPDATE collection_counts SET snapshots = 9",
    );
    write_index(&collection, "INSERT INTO snapshot_texts VALUES (0, '', '')");
    let kinds = [
        "counts",
        "counts",
        "files_gone",
        "index_file",
        "index_file",
        "leftover",
        "leftover",
        "leftover",
        "leftover",
        "link",
        "link",
        "link_unknown",
        "pid_file",
        "texts",
    ];
    assert_eq!(collection.run(&["list", "--json", PAGE]).exits(0).stdout, "");
    let found = doctor(&collection, &[]);
    assert_eq!((found.code, found.kinds()), (Some(1), kinds.to_vec()), "{:#?}", found.findings);
    assert!(found.findings.iter().all(|finding| finding["outcome"] == "found" && finding["mendable"] == true));
    assert_eq!(
        doctor(&collection, &["--quick"]).kinds(),
        kinds,
        "looking changes nothing, and none of these needs a hash"
    );

    let mended = doctor(&collection, &["--repair"]);
    assert_eq!((mended.code, mended.kinds()), (Some(0), kinds.to_vec()), "{:#?}", mended.findings);
    assert!(mended.findings.iter().all(|finding| finding["outcome"] == "mended"));
    assert_eq!(mended.summary["mended"], kinds.len());
    assert_healthy(&collection);
    assert_eq!(collection.run(&["list", "--json", PAGE]).json()["url"], PAGE);
    let status = collection.run(&["status", "--json"]).json();
    assert_eq!((&status["snapshots"], &status["recent"][0]["sealed"]), (&json!(2), &json!(2)));
    for gone in ["chrome", "hello_sh/hello.txt.part", "index.jsonl.tmp", ".hooks/hello_sh/hook.pid"] {
        assert!(!dir.join(gone).exists(), "{gone}");
    }
    assert_eq!(
        fs::canonicalize(link_of(&collection, OTHER)).unwrap(),
        fs::canonicalize(collection.snapshot_dir(OTHER)).unwrap()
    );

    // What was lost is failed, what was not is as it was, and a retry makes it again.
    let after = collection.show(PAGE);
    let lost = result_in(&after, "deep_files");
    assert_eq!(lost["status"], "failed");
    assert!(lost["error"].as_str().unwrap().starts_with("its files are missing: "), "{lost:#}");
    assert_eq!((&after["failed"], &after["succeeded"]), (&json!(2), &json!(before["succeeded"].as_u64().unwrap() - 1)));
    assert_eq!(result_in(&after, "hello_sh"), result_in(&before, "hello_sh"));
    fs::write(collection.data().join("mended"), "").unwrap();
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap()]).exits(0);
    assert_eq!(result_in(&collection.show(PAGE), "deep_files")["files"], result_in(&before, "deep_files")["files"]);
    assert_healthy(&collection);
}

fn first_file(shown: &Value, plugin: &str) -> String {
    result_in(shown, plugin)["files"].as_object().unwrap().keys().next().unwrap().clone()
}

#[test]
fn what_a_person_must_decide_is_only_told() {
    let collection = archived();
    let dir = collection.snapshot_dir(PAGE);
    let hello = dir.join("hello_sh/hello.txt");
    let good = fs::read(&hello).unwrap();
    // The same size, another content.
    fs::write(&hello, vec![b'x'; good.len()]).unwrap();
    fs::write(dir.join("ready_bg/late.txt"), "longer than what was saved, by far").unwrap();
    fs::write(dir.join("hello_sh/notes.txt"), "mine").unwrap();
    fs::write(dir.join("my.txt"), "mine").unwrap();
    fs::create_dir_all(dir.parent().unwrap().join("not-a-snapshot")).unwrap();
    write_index(&collection, "INSERT INTO archive_results (snapshot_id, plugin) VALUES ('nobody', 'x')");
    let kinds = ["file_changed", "file_extra", "file_extra", "file_size", "index_inconsistent", "snapshot_unknown"];
    for arguments in [&[][..], &["--repair"]] {
        let said = doctor(&collection, arguments);
        assert_eq!((said.code, said.kinds()), (Some(1), kinds.to_vec()), "{:#?}", said.findings);
        assert!(said.findings.iter().all(|finding| finding["outcome"] == "found" && finding["mendable"] == false));
    }
    assert_eq!(doctor(&collection, &["--quick"]).kinds(), kinds[1..], "a hash is not looked at");
    assert!(dir.join("hello_sh/notes.txt").exists() && dir.join("my.txt").exists());
    let plain = collection.run(&["doctor"]).exits(1).stdout;
    assert!(
        plain.contains("hello_sh/notes.txt\n  no result names this file\n")
            && plain.ends_with("6 problems, 0 repaired\n"),
        "{plain}"
    );
    // The remedy that is given for a changed file is one.
    fs::remove_file(&hello).unwrap();
    assert!(doctor(&collection, &["--repair"]).kinds().contains(&"files_gone"));
    collection.run(&["retry", "--plugins", "hello_sh", "--plugins-dir", fixtures().to_str().unwrap(), PAGE]).exits(0);
    assert_eq!(fs::read(&hello).unwrap(), good);
}

#[test]
fn a_snapshot_whose_directory_is_gone_can_be_made_again() {
    let collection = archived();
    let dir = collection.snapshot_dir(PAGE);
    fs::remove_dir_all(&dir).unwrap();
    let said = doctor(&collection, &["--repair"]);
    assert_eq!(said.code, Some(0), "{:#?}", said.findings);
    assert!(said.kinds().contains(&"directory_gone"));
    assert_healthy(&collection);
    fs::write(collection.data().join("mended"), "").unwrap();
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap()]).exits(0);
    assert!(dir.join("hello_sh/hello.txt").is_file());
    assert_healthy(&collection);
}

#[test]
fn what_the_index_lost_is_taken_in_again() {
    let collection = archived();
    let (before, listed) = (collection.show(PAGE), collection.list().len());
    let id = before["id"].as_str().unwrap();
    write_index(
        &collection,
        &format!(
            "DELETE FROM hook_runs WHERE snapshot_id = '{id}'; DELETE FROM archive_results WHERE snapshot_id = '{id}';
             DELETE FROM snapshot_tags WHERE snapshot_id = '{id}'; DELETE FROM snapshots WHERE id = '{id}'"
        ),
    );
    assert_eq!(doctor(&collection, &[]).kinds(), ["link_unknown", "snapshot_unknown"]);
    let said = doctor(&collection, &["--repair"]);
    assert_eq!(
        (said.code, said.kinds()),
        (Some(0), vec!["snapshot_unknown"]),
        "its link is its own again: {:#?}",
        said.findings
    );
    assert_eq!((collection.show(PAGE), collection.list().len()), (before, listed));
    assert_healthy(&collection);
}

/// What the commands say of a collection, as far as a new index can know it.
fn told(collection: &Collection) -> Vec<Value> {
    let mut all = vec![collection.run(&["status", "--json"]).exits(0).json()];
    all.extend(collection.list());
    all.extend([PAGE, OTHER].map(|url| collection.show(url)));
    all
}

fn rebuilt(collection: &Collection, kind: &str) {
    let said = doctor(collection, &["--repair"]);
    assert_eq!((said.code, said.kinds()), (Some(0), vec![kind]), "{:#?}", said.findings);
    assert_healthy(collection);
}

#[test]
fn a_lost_index_is_made_anew() {
    let collection = archived();
    // A second crawl, interrupted in its one page, and a retry of the first.
    let arguments =
        ["--json", "--depth", "1", "--max-urls", "1", "--plugins", "hangs,says_facts", "http://127.0.0.1:1/third"];
    let mut running = Running::start(&mut collection.archiving(&arguments));
    running.event_where("the hook", |event| event["event"] == "hook_started" && event["plugin"] == "hangs");
    running.signal(Signal::SIGINT);
    running.end().exits(130);
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap(), PAGE]).exits(3);
    let before = told(&collection);
    let crawls = "SELECT json_array(id, stage, created_at, started_at, sealed_at, dir, depth, max_urls, scope, options, ending, error) FROM crawls ORDER BY id";
    let runs = "SELECT json_array(id, crawl_id, snapshot_id, hook, cwd, argv) FROM hook_runs ORDER BY id";
    let rows = [crawls, runs].map(|sql| collection.query(sql));
    let status = || collection.run(&["status", "--json"]).json();
    let counted = status();
    assert_eq!(
        (&counted["snapshots"], &counted["crawls"], &counted["recent"][0]["sealed"]),
        (&json!(3), &json!(3), &json!(1)),
        "{counted:#}"
    );
    assert!(rows[1].iter().any(|run| run.contains("on_CrawlEnd")), "hooks of the crawl are among them");
    let index = collection.data().join("index.sqlite3");
    fs::remove_file(&index).unwrap();

    let url = "http://127.0.0.1:1/new";
    for command in [
        &["list"][..],
        &["status"],
        &["show", PAGE],
        &["retry"],
        &["resume"],
        &["resume", "--abandon"],
        &["archive", url],
    ] {
        collection
            .run(command)
            .exits(3)
            .says("the index is missing, but snapshots exist; `tacklebox doctor --repair --data ");
    }
    assert!(!index.exists());
    assert_eq!(doctor(&collection, &[]).kinds(), ["index_gone"]);
    rebuilt(&collection, "index_gone");
    assert_eq!(told(&collection), before);
    assert_eq!([crawls, runs].map(|sql| collection.query(sql)), rows);
    assert_eq!(status(), counted);
    assert_eq!(collection.run(&["list", "--json", "1/third"]).json()["url"], "http://127.0.0.1:1/third");
    assert!(!collection.query("SELECT urls FROM snapshot_texts").is_empty());

    // And it is an index like any other.
    fs::write(collection.data().join("mended"), "").unwrap();
    collection.run(&["retry", "--plugins-dir", fixtures().to_str().unwrap(), PAGE]).exits(0);
    collection.archive(&["--no-resume", "--plugins", "hello_sh", url]).exits(0);
    assert_eq!(collection.list()[0]["url"], url);
    assert_healthy(&collection);
}

#[test]
fn a_broken_index_is_put_aside() {
    let collection = archived();
    let before = told(&collection);
    let index = collection.data().join("index.sqlite3");
    let whole = fs::read(&index).unwrap();
    assert!(whole.len() > 20_000);
    let broken: [&[u8]; 3] = [b"this is no database, but it is longer than nothing", &whole[..whole.len() / 2], b""];
    for (number, broken) in broken.into_iter().enumerate() {
        fs::write(&index, broken).unwrap();
        let refused: Output = collection.run(&["list"]).exits(3);
        assert!(refused.stderr.contains("`tacklebox doctor --repair"), "{number}: {}", refused.stderr);
        rebuilt(&collection, if broken.is_empty() { "index_gone" } else { "index_damaged" });
        assert_eq!(told(&collection), before, "{number}");
    }
    let aside: Vec<PathBuf> = beside(&index)
        .into_iter()
        .filter(|path| path.to_string_lossy().contains(".broken-") && path.to_string_lossy().ends_with('Z'))
        .collect();
    assert_eq!(aside.len(), 3, "{aside:?}");
    assert!(aside.iter().any(|path| fs::read(path).unwrap() == whole[..whole.len() / 2]));
}

#[test]
fn a_broken_look_up_table_costs_no_new_index() {
    let collection = archived();
    // What is to be in the table is changed behind its back: what is sealed, instead of what is
    // started.
    write_index(
        &collection,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '= ''start', '= ''seal') WHERE name = 'snapshots_started'",
    );
    rebuilt(&collection, "index_damaged");
    let files = beside(&collection.data().join("index.sqlite3"));
    assert!(!files.iter().any(|path| path.to_string_lossy().contains(".broken-")), "{files:?}");
}

fn beside(index: &Path) -> Vec<PathBuf> {
    fs::read_dir(index.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn files_of_an_earlier_version_are_enough() {
    let collection = archived();
    let crawl = collection.crawl_dir();
    let before = collection.show(PAGE);
    // That wrote no crawl.jsonl, and knew less of a snapshot.
    fs::remove_file(crawl.join("crawl.jsonl")).unwrap();
    for url in [PAGE, OTHER] {
        let path = collection.snapshot_dir(url).join("index.jsonl");
        let text = fs::read_to_string(&path).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        let mut first: Value = serde_json::from_str(first).unwrap();
        for key in ["parent_id", "queued_at", "sealed_at", "interrupted", "retried_by"] {
            first.as_object_mut().unwrap().shift_remove(key).unwrap_or_else(|| panic!("{key}"));
        }
        fs::write(&path, format!("{first}\n{rest}")).unwrap();
    }
    fs::remove_file(collection.data().join("index.sqlite3")).unwrap();
    rebuilt(&collection, "index_gone");
    let after = collection.show(PAGE);
    for key in [
        "id",
        "url",
        "title",
        "tags",
        "facts",
        "results",
        "infrastructure",
        "dir",
        "crawl_id",
        "stage",
        "started_at",
        "succeeded",
        "failed",
    ] {
        assert_eq!(after[key], before[key], "{key}");
    }
    assert_eq!(collection.run(&["status", "--json"]).json()["crawls"], 1);
}

#[test]
fn what_a_killed_run_left_is_ended_and_a_living_run_is_left_alone() {
    let collection = Collection::new();
    let arguments = ["--json", "--plugins", "hello_sh,hangs_with_deaf_child", PAGE];
    let mut killed = Running::start(&mut collection.archiving(&arguments));
    killed.event_where("the hook", |event| {
        event["event"] == "hook_started" && event["plugin"] == "hangs_with_deaf_child"
    });
    wait_for("the child", || (processes::of_collection(&collection.data()).len() >= 2).then_some(()));

    // As long as the runner lives, its processes are its own.
    let during = doctor(&collection, &[]);
    assert_eq!((during.code, during.findings.len()), (Some(0), 0), "{:#?}", during.findings);
    collection.run(&["doctor", "--repair"]).exits(3).says("a crawl is running (process ");
    assert!(processes::of_collection(&collection.data()).len() >= 2);

    killed.signal(Signal::SIGKILL);
    killed.end();
    let left = processes::of_collection(&collection.data());
    assert!(!left.is_empty());
    let evidence = fs::read_to_string(collection.crawl_dir().join(".hooks/hook.pid")).unwrap();
    let names_a_living_hook = |line: &str| {
        line.contains(" hangs_with_deaf_child/") && left.iter().any(|left| line.starts_with(&format!("{} ", left.pid)))
    };
    assert!(evidence.lines().any(names_a_living_hook), "{evidence}");
    let found = doctor(&collection, &[]);
    let kinds = found.kinds();
    assert!(kinds.contains(&"crawl_died") && kinds.contains(&"stray"), "{:#?}", found.findings);
    assert_eq!(processes::of_collection(&collection.data()).len(), left.len(), "looking ends nobody");

    let mended = doctor(&collection, &["--repair"]);
    assert_eq!(mended.code, Some(1), "a crawl that died is for `resume`: {:#?}", mended.findings);
    assert!(
        mended.findings.iter().all(|finding| (finding["outcome"] == "mended") != (finding["kind"] == "crawl_died")),
        "{:#?}",
        mended.findings
    );
    assert!(mended.kinds().contains(&"pid_file"), "the hook's line is of the dead by then: {:#?}", mended.findings);
    collection.assert_nothing_is_left();
    assert_eq!(doctor(&collection, &[]).kinds(), ["crawl_died"]);
}
