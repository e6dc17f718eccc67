//! The hooks that listen to a page: what they could not hear they do not pass over, and no page
//! fills the disk through them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use tacklebox::browser::launch::Browser;
use tacklebox::cdp::Connection;

use crate::collection::{Collection, Running};
use crate::page_commands::{block_on, browser};
use crate::pages::json_lines;
use crate::site::Site;

const LISTENERS: [(&str, &str); 5] = [
    ("consolelog", "on_Snapshot__21_consolelog.bg"),
    ("ssl", "on_Snapshot__23_ssl.bg"),
    ("responses", "on_Snapshot__24_responses.bg"),
    ("redirects", "on_Snapshot__25_redirects.bg"),
    ("headers", "on_Snapshot__27_headers.bg"),
];

/// All of them, ready at the page `target`.
fn listen(browser: &Browser, target: &str) -> (tempfile::TempDir, Vec<Running>) {
    let snapshot = tempfile::tempdir().unwrap();
    let dir = snapshot.path();
    fs::create_dir(dir.join("chrome")).unwrap();
    fs::write(dir.join("chrome/cdp_url.txt"), &browser.debugging_port().unwrap().ws_url).unwrap();
    fs::write(dir.join("chrome/target_id.txt"), target).unwrap();
    let start = |(plugin, hook): (&str, &str)| {
        fs::create_dir(dir.join(plugin)).unwrap();
        let hook = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins").join(plugin).join(hook);
        let mut command = Command::new(env!("CARGO_BIN_EXE_tacklebox"));
        command
            .arg("hook")
            .arg(hook)
            .env("SNAP_DIR", dir)
            .current_dir(dir.join(plugin))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut listener = Running::start(&mut command);
        assert_eq!(listener.line().as_deref(), Some("listening\n"), "{plugin}");
        listener
    };
    let listeners = LISTENERS.map(start).into();
    (snapshot, listeners)
}

/// The results of all of them, when they have ended.
fn results(listeners: Vec<Running>) -> Vec<Value> {
    let result = |listener: Running| serde_json::from_str(listener.end().stdout.lines().last().unwrap()).unwrap();
    listeners.into_iter().map(result).collect()
}

#[track_caller]
fn assert_all_failed_for(reason: &str, results: &[Value]) {
    for ((plugin, _), result) in LISTENERS.iter().zip(results) {
        assert!(
            result["status"] == "failed" && result["error"].as_str().unwrap().contains(reason),
            "{plugin}: {result:#}"
        );
    }
}

#[test]
fn a_listener_that_could_not_hear_all_has_failed() {
    let (site, home) = (Site::start(), tempfile::tempdir().unwrap());
    block_on(async {
        let browser = browser(home.path()).await;
        let (connection, mut events) = Connection::open(&browser.debugging_port().unwrap().ws_url).await.unwrap();
        let root = connection.root();
        let open = async || {
            root.call("Target.createTarget", json!({ "url": "about:blank" })).await.unwrap()["targetId"]
                .as_str()
                .unwrap()
                .to_owned()
        };

        // It comes when the page is there already.
        let loaded = open().await;
        let session = connection.attach(&loaded).await.unwrap();
        session.call("Page.enable", json!({})).await.unwrap();
        session.call("Page.navigate", json!({ "url": site.url("/index.html") })).await.unwrap();
        while events.next().await.unwrap().method != "Page.loadEventFired" {}
        let (_late, listeners) = listen(&browser, &loaded);
        for listener in &listeners {
            listener.signal(Signal::SIGTERM);
        }
        assert_all_failed_for("attached too late", &results(listeners));

        // What is over when its page is closed has heard all of it.
        let closed = open().await;
        let (_closed, listeners) = listen(&browser, &closed);
        root.call("Target.closeTarget", json!({ "targetId": closed })).await.unwrap();
        for ((plugin, _), result) in LISTENERS.iter().zip(results(listeners)) {
            assert_eq!(result["status"], "noresults", "{plugin}: {result:#}");
        }

        // The connection ends, and the page may have gone on.
        let (_cut, listeners) = listen(&browser, &open().await);
        kill(Pid::from_raw(browser.pid()), Signal::SIGKILL).unwrap();
        assert_all_failed_for(
            "events after it stopped listening are missing: the connection to Chrome was lost",
            &results(listeners),
        );
    });
}

#[test]
fn the_console_takes_no_more_room_than_it_may() {
    let files = tempfile::tempdir().unwrap();
    let page = "<!DOCTYPE html><title>x</title><script>
      console.log('x'.repeat(200_000));
      for (let number = 0; number < 50; number++) console.error('y'.repeat(1000));
    </script>";
    fs::write(files.path().join("page.html"), page).unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    let limits = ["--set", "CHROME_WAIT_FOR=load", "--set", "CONSOLELOG_MAX_BYTES=80000"];
    collection.run(&[&["archive", "--plugins", "consolelog", &url], &limits[..]].concat()).exits(0);
    let file = collection.snapshot_dir(&url).join("consolelog/console.jsonl");
    let lines = json_lines(&file);
    assert!((70_000..=80_000).contains(&fs::metadata(&file).unwrap().len()), "{} lines", lines.len());
    assert_eq!(
        (lines[0]["text"].as_str().unwrap().len(), &lines[0]["left_out"]),
        (64 << 10, &json!(200_000 - (64 << 10)))
    );
    assert_eq!((lines[1]["text"].as_str().unwrap().len(), &lines[1]["left_out"]), (1000, &Value::Null));
    let said = format!(
        "51 messages, 50 errors; only the first {} are saved, CONSOLELOG_MAX_BYTES sets this limit",
        lines.len()
    );
    assert_eq!(collection.result(&url, "consolelog")["output_str"], said);
}
