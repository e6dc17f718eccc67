//! `tacklebox page`, `cdp` and `result`, inside hooks and outside; and what they are made of, used
//! as a library.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::{Value, json};
use tacklebox::browser::endpoint::Endpoint;
use tacklebox::browser::find::find;
use tacklebox::browser::flags::{LaunchOptions, Purpose, arguments};
use tacklebox::browser::launch::Browser;
use tacklebox::browser::page::Page;
use tacklebox::cdp::protocol::Stability;
use tacklebox::cdp::{CdpError, Connection};

use crate::collection::{Collection, Running, files_of};
use crate::output::{closed_pipe, full_disk};
use crate::processes::LIMIT;
use crate::site::Site;

/// Puts a hook of one's own into the collection.
fn hook(collection: &Collection, path: &str, text: &str) {
    let to = collection.data().join("plugins").join(path);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let from = collection.file("hook", text);
    assert!(Command::new("install").args(["-m", "755", &from]).arg(&to).status().unwrap().success());
}

#[test]
fn a_shell_hook_works_on_its_own_page() {
    let collection = Collection::new();
    hook(
        &collection,
        "heard/on_Snapshot__28_heard.bg.sh",
        "#!/bin/sh\nexec tacklebox page listen console --to console.jsonl\n",
    );
    hook(
        &collection,
        "requests/on_Snapshot__28_requests.bg.sh",
        "#!/bin/sh\ntrap : TERM\ntacklebox page listen requests | tee requests.jsonl\n",
    );
    // Whoever comes after it, the screenshot's own hook too, sees what was waited for.
    hook(&collection, "waits/on_Snapshot__45_waits.sh", "#!/bin/sh\nexec tacklebox page wait '#late' --timeout 20\n");
    let work = "#!/bin/sh -e
tacklebox page eval 'document.title' > title.txt
tacklebox page eval '({ list: [1, null], late: document.querySelector(\"#late\").textContent })' > value.json
tacklebox page html > page.html
tacklebox page screenshot page.png
tacklebox page pdf - > page.pdf
tacklebox cdp Page.getFrameTree > tree.json
tacklebox cdp --browser Browser.getVersion | grep -q Chrome
tacklebox cdp --list --json Page.navigate > listed.jsonl
tacklebox result succeeded \"$(cat title.txt)\" --json-output '{\"n\":1}'
";
    hook(&collection, "work/on_Snapshot__60_work.sh", work);
    hook(
        &collection,
        "crawlwide/on_Crawl__40_crawlwide.sh",
        "#!/bin/sh\nexec tacklebox cdp Browser.getVersion > version.json\n",
    );
    let files = tempfile::tempdir().unwrap();
    let page = "<!DOCTYPE html><title>Bait</title><h1>Bait</h1><script>console.log('hello'); \
                addEventListener('load', () => setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<p id=late>come</p>'), 1500))</script>";
    fs::write(files.path().join("page.html"), page).unwrap();
    fs::copy(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/site/document.pdf"),
        files.path().join("document.pdf"),
    )
    .unwrap();
    let site = Site::serve(files.path());
    let (url, file, nowhere) = (site.url("/page.html"), site.url("/document.pdf"), "http://127.0.0.1:1/");
    let plugins = "staticfile,screenshot,heard,requests,waits,work,crawlwide";
    collection.run(&["archive", "--plugins", plugins, "--set", "CHROME_WAIT_FOR=load", &url]).exits(0);

    let dir = collection.snapshot_dir(&url);
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    let result = collection.result(&url, "work");
    assert_eq!(
        (&result["status"], &result["output_str"], &result["output_json"]),
        (&json!("succeeded"), &json!("Bait"), &json!({ "n": 1 })),
        "{result:#}"
    );
    assert_eq!(
        (read("work/title.txt").as_str(), read("work/value.json").as_str()),
        ("Bait\n", "{\"list\":[1,null],\"late\":\"come\"}\n")
    );
    assert!(read("work/page.html").contains("<p id=\"late\">come</p>"));
    assert!(fs::read(dir.join("work/page.pdf")).unwrap().starts_with(b"%PDF-"));
    assert!(read("work/tree.json").contains(&url) && read("work/listed.jsonl").contains("\"stability\":\"stable\""));
    assert!(files_of(&result).iter().all(|file| !file.ends_with(".part")), "{result:#}");
    // The same code took both pictures of the same page.
    assert!(fs::read(dir.join("work/page.png")).unwrap() == fs::read(dir.join("screenshot/screenshot.png")).unwrap());
    let heard: Value = serde_json::from_str(read("heard/console.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(heard["text"], "hello");
    // The first line makes the hook ready, the second is the page itself; none of them is a record.
    let requests: Vec<Value> =
        read("requests/requests.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&requests[0]["listening"], &requests[1]["url"]), (&json!("requests"), &json!(url)));
    for plugin in ["heard", "requests"] {
        assert_eq!(collection.result(&url, plugin)["status"], "succeeded", "{}", collection.result(&url, plugin));
    }
    assert!(fs::read_to_string(collection.crawl_dir().join("crawlwide/version.json")).unwrap().contains("Chrome"));

    collection.run(&["archive", "--plugins", "staticfile,work", &file, nowhere]).exits(1);
    assert_eq!(collection.result(&file, "work")["status"], "skipped");
    let failed = collection.result(nowhere, "work");
    assert!(
        failed["status"] == "failed" && failed["error"].as_str().unwrap().contains("there is no page: "),
        "{failed:#}"
    );
    collection.assert_nothing_is_left();
}

/// A browser of the test's own.
pub async fn browser(home: &std::path::Path) -> Browser {
    let found = find(None, &std::env::var_os("PATH").unwrap()).expect("a Chrome");
    let profile = home.join("profile");
    let wish = LaunchOptions {
        purpose: Purpose::Archiving,
        kind: found.kind,
        profile: &profile,
        sandbox: false,
        size: (800, 600),
        user_agent: None,
        proxy: &[],
        extra: &[],
    };
    Browser::launch(&found.path, arguments(&wish), &profile, &home.join("log"), LIMIT).await.unwrap()
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn one_browser_many_connections_one_connection_many_sessions() {
    let home = tempfile::tempdir().unwrap();
    let (site, collection) = (Site::start(), Collection::new());
    block_on(async {
        let browser = browser(home.path()).await;
        let endpoint =
            Endpoint::parse(&format!("http://127.0.0.1:{}", browser.debugging_port().unwrap().port)).unwrap();
        assert_eq!(endpoint.websocket().await.unwrap(), browser.debugging_port().unwrap().ws_url);
        let protocol = endpoint.protocol().await.unwrap();
        assert_eq!(protocol.command("Page.navigate"), Some(Stability::Stable));
        assert_eq!(protocol.command("Page.captureSnapshot"), Some(Stability::Experimental));
        assert_eq!(protocol.event("Network.responseReceived"), Some(Stability::Stable));

        let (first, mut events) = Connection::open(&browser.debugging_port().unwrap().ws_url).await.unwrap();
        let (second, _) = Connection::open(&browser.debugging_port().unwrap().ws_url).await.unwrap();
        let mut targets = Vec::new();
        for connection in [&first, &second] {
            let made = connection.root().call("Target.createTarget", json!({ "url": "about:blank" })).await.unwrap();
            targets.push(made["targetId"].as_str().unwrap().to_owned());
        }
        // Either connection sees either page, each page through several sessions.
        let mut sessions = Vec::new();
        for connection in [&first, &first, &second] {
            for target in &targets {
                sessions.push((target, connection.attach(target).await.unwrap()));
            }
        }
        let ids: std::collections::BTreeSet<_> =
            sessions.iter().map(|(_, session)| session.id().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 6);
        for (number, (target, session)) in sessions.iter().enumerate() {
            let set = format!("(window.seen ??= []).push({number}), location.hash = '{target}'");
            session.call("Runtime.evaluate", json!({ "expression": set })).await.unwrap();
        }
        for (number, (target, session)) in sessions.iter().enumerate() {
            let params = json!({ "expression": "[seen.join(), location.hash]", "returnByValue": true });
            let answer = session.call("Runtime.evaluate", params).await.unwrap();
            let seen = if number % 2 == 0 { "0,2,4" } else { "1,3,5" };
            assert_eq!(answer["result"]["value"], json!([seen, format!("#{target}")]));
        }
        // An event is told in the session that asked for it, and only there.
        let asking = &sessions[2].1;
        asking.call("Page.enable", json!({})).await.unwrap();
        asking.call("Page.navigate", json!({ "url": site.url("/index.html") })).await.unwrap();
        let loaded = async {
            loop {
                let event = events.next().await.unwrap();
                if event.method == "Page.loadEventFired" {
                    return event;
                }
            }
        };
        let event = tokio::time::timeout(LIMIT, loaded).await.unwrap();
        assert_eq!(event.session_id.as_deref(), asking.id());
        // The end of one connection is not the other's.
        let refused = first.root().call("No.such", json!({})).await.unwrap_err();
        assert!(matches!(refused, CdpError::Refused { code: -32601, .. }), "{refused}");
        drop((events, sessions, first));
        assert!(second.root().call("Browser.getVersion", json!({})).await.is_ok());

        let (page, _) = Page::open(&browser.debugging_port().unwrap().ws_url, targets[1].clone()).await.unwrap();
        texts_come_whole(&page).await;
        commands_outside_a_hook(&collection, &site, &browser, &targets);
        browser.close().await.unwrap();
    });
}

/// In one message or in several.
async fn texts_come_whole(page: &Page) {
    let piece = 2 << 20;
    for (expression, text) in [
        ("'a\\ud800'".to_owned(), "a\u{fffd}".to_owned()),
        (format!("'b'.repeat({piece})"), "b".repeat(piece)),
        // The end of the first piece is in the middle of a character.
        (format!("'c'.repeat({piece} - 1) + '\u{1f600}d'"), "c".repeat(piece - 1) + "\u{1f600}d"),
    ] {
        let found = page.long_text(&expression, LIMIT).await.unwrap();
        assert!(found == text, "{expression}: {} bytes", found.len());
    }
    assert_eq!(page.long_json::<Value>("'[1, null]'", LIMIT).await.unwrap(), json!([1, null]));
    // A script's own JSON has the half in an escape.
    assert_eq!(page.long_json::<Value>("JSON.stringify(['a\\ud800'])", LIMIT).await.unwrap(), json!(["a\u{fffd}"]));
    assert!(matches!(page.long_json::<Value>("'[1'", LIMIT).await, Err(CdpError::Unexpected { .. })));
    let thrown = page.long_text("(() => { throw new Error('not today') })()", LIMIT).await.unwrap_err();
    assert!(thrown.to_string().contains("not today"), "{thrown}");
}

fn commands_outside_a_hook(collection: &Collection, site: &Site, browser: &Browser, targets: &[String]) {
    let http = format!("http://127.0.0.1:{}", browser.debugging_port().unwrap().port);
    let of_page = format!("ws://127.0.0.1:{}/devtools/page/{}", browser.debugging_port().unwrap().port, targets[0]);
    let run = |arguments: &[&str]| collection.run(arguments);
    for (address, target) in [
        (&http, &["--target", targets[0].as_str()][..]),
        (&browser.debugging_port().unwrap().ws_url, &["--target", &targets[0]]),
        (&of_page, &[]),
    ] {
        let title = run(&[&["page", "eval", "document.title", "--cdp-url", address], target].concat()).exits(0);
        assert_eq!(title.stdout, "Tackle box: the index\n", "{address}");
    }
    // Whose page is meant is not guessed.
    run(&["page", "html", "--cdp-url", &http]).exits(2).says(&targets[1]);
    run(&["page", "eval", "1"]).exits(2).says("--cdp-url");
    let with = |arguments: &[&str]| run(&[arguments, &["--cdp-url", &of_page]].concat());
    for (expression, printed) in [
        ("12n", "12n\n"),
        ("undefined", "undefined\n"),
        ("Promise.resolve([1, 'a'])", "[1,\"a\"]\n"),
        ("'a\\nb'", "a\nb\n"),
        ("'a\\ud800'", "a\u{fffd}\n"),
    ] {
        assert_eq!(with(&["page", "eval", expression]).exits(0).stdout, printed, "{expression}");
    }
    with(&["page", "eval", "Promise.reject(new Error('no fish'))"]).exits(1).says("the page threw: Error: no fish");
    // What cannot be read is not waited for.
    let deep = "Array.from({ length: 200 }).reduce((inner) => [inner], 'fish')";
    with(&["page", "eval", deep, "--timeout", "60"])
        .exits(1)
        .says("Runtime.evaluate: Chrome's answer cannot be read: recursion limit exceeded");
    with(&["page", "wait", "#nothing", "--timeout", "2"]).exits(1).says("no element matched #nothing within 2 s");
    with(&["page", "wait", ":("]).exits(1).says("is not a valid selector");
    with(&["cdp", "Page.fly"]).exits(1).says("Page.fly").says("tacklebox cdp --list");
    with(&["cdp", "Page.reload", "{"]).exits(2);
    with(&["page", "eval", "new Promise(() => {})", "--timeout", "0.2"]).exits(1).says("0.2 s");

    for arguments in [
        &["page", "html"][..],
        &["page", "eval", "'a'.repeat(1 << 20)"],
        &["page", "eval", "({ a: 1 })"],
        &["page", "screenshot", "-"],
        &["page", "listen", "requests", "--timeout", "60"],
        &["cdp", "Page.getLayoutMetrics"],
        &["cdp", "--list", "Page.reload"],
    ] {
        let arguments = [arguments, &["--cdp-url", &of_page]].concat();
        collection.run_into(full_disk(), &arguments).exits(1).says("No space left on device");
    }
    for arguments in [&["page", "html"][..], &["page", "eval", "1"], &["cdp", "Page.getLayoutMetrics"]] {
        collection.run_into(closed_pipe(), &[arguments, &["--cdp-url", &of_page]].concat()).exits(0);
    }
    // Refused before anything is connected to.
    run(&["page", "html", "--cdp-url", &of_page.replace("ws://", "wss://")])
        .exits(2)
        .says("write it as ws://HOST:PORT/");

    // What is hidden is waited for, through a change of page too; what happens meanwhile is heard.
    let mut listening = Running::start(&mut collection.command(["page", "listen", "console", "--cdp-url", &of_page]));
    assert_eq!(listening.event().unwrap(), json!({ "listening": "console" }));
    let waiting =
        Running::start(&mut collection.command(["page", "wait", "#seen", "--visible", "--cdp-url", &of_page]));
    with(&["page", "eval", &format!("location.href = '{}', 0", site.url("/console.html"))]).exits(0);
    assert_eq!(listening.event().unwrap()["text"], "plain words");
    let appear = "document.body.insertAdjacentHTML('beforeend', '<p id=seen style=visibility:hidden>fish</p>'), \
                  new Promise(done => requestAnimationFrame(() => { seen.style.visibility = 'visible'; done('shown') }))";
    assert_eq!(with(&["page", "eval", appear]).exits(0).stdout, "shown\n");
    waiting.end().exits(0);
    listening.signal(Signal::SIGTERM);
    let heard = listening.end().exits(0);
    assert!(heard.stdout.contains("thrown on purpose"), "{heard:?}");
    // A limit that was typed ends it as well.
    let brief = with(&["page", "listen", "requests", "--timeout", "0.1"]).exits(0);
    assert_eq!(brief.stdout, "{\"listening\":\"requests\"}\n");
}

#[test]
fn the_protocol_is_listed_by_a_browser_that_is_gone_afterwards() {
    let collection = Collection::new();
    let temporary = tempfile::tempdir().unwrap();
    let list = |arguments: &[&str]| {
        let mut command = collection.command(["cdp", "--list"]);
        Running::start_within(command.args(arguments).env("TMPDIR", temporary.path()), Duration::from_secs(60)).end()
    };
    let line = list(&["page.NAVIGATE"]).exits(0).stdout;
    assert!(line.starts_with("stable        command  Page.navigate(url: string, referrer?: string"), "{line}");
    let events = list(&["--json", "Network.response*"]).exits(0).json_lines();
    assert!(
        events.iter().any(|entry| entry["name"] == "Network.responseReceived" && entry["kind"] == "event"),
        "{events:?}"
    );
    assert!(events.iter().all(|entry| entry["name"].as_str().unwrap().starts_with("Network.response")), "{events:?}");
    list(&["--set", "CHROME_BINARY=/nowhere/chrome"]).exits(1).says("there is no Chrome here");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
    assert!(!collection.data().exists());
}

#[test]
fn a_result_is_a_record() {
    let collection = Collection::new();
    let said = |arguments: &[&str]| collection.run(&[&["result"], arguments].concat());
    let record = said(&["succeeded", "12 \"words\"", "--json-output", "[12]"]).exits(0).json();
    assert_eq!(
        record,
        json!({ "type": "ArchiveResult", "status": "succeeded", "output_str": "12 \"words\"", "output_json": [12] })
    );
    let record = said(&["failed", "no fish"]).exits(0).json();
    assert_eq!((&record["status"], &record["error"]), (&json!("failed"), &json!("no fish")));
    said(&["great"]).exits(2).says("noresults");
    said(&["succeeded", "--json-output", "{"]).exits(2);
}
