//! Servers and pages that are not what was asked for: each is recorded as what it is, tried again
//! where that may help, and harms no page beside it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::bad_servers::{BadServer, unused_address};
use crate::collection::{Collection, Running, result_in};
use crate::site::Site;

/// Beside a page each, for a test that is over before anything else would be.
const SETTINGS: &[&str] = &[
    "RETRIES=2",
    "RETRY_DELAY=0.3",
    "CHROME_PAGELOAD_TIMEOUT=3",
    "TITLE_TIMEOUT=6",
    "DOM_TIMEOUT=6",
    "RESPONSES_MAX_BYTES=1000000",
    "STATICFILE_MAX_BYTES=20000000",
];

/// An https server that nobody trusts, ended with this.
struct Untrusted {
    child: Child,
    port: String,
}

impl Untrusted {
    fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/tls/server.py");
        let mut child =
            Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Untrusted { child, port: port.trim().to_owned() }
    }
}

impl Drop for Untrusted {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn bad_servers_harm_their_own_pages_only() {
    let (site, bad, untrusted) = (Site::start(), BadServer::start(), Untrusted::start());
    let late = unused_address();
    let late_url = format!("http://{late}/");
    let endless = site.url("/redirect/1000000/index.html");
    let self_signed = format!("https://127.0.0.1:{}/", untrusted.port);
    // What is said of each, how often it is tried, and whether it is there when it is asked for
    // once more.
    let cases: Vec<(String, &str, usize, bool)> = vec![
        (bad.url("/silent"), "no page came within", 3, true),
        (bad.url("/byte_by_byte"), "no page came within", 3, true),
        (bad.url("/resets"), "ERR_CONNECTION_RESET", 3, true),
        (bad.url("/promises_more"), "ERR_CONTENT_LENGTH_MISMATCH", 3, true),
        (bad.url("/gzip"), "ERR_CONTENT_DECODING_FAILED", 3, true),
        (bad.url("/too_many"), "the server answered 429 Too Many Requests", 3, true),
        (endless.clone(), "redirects without end", 1, false),
        (bad.https(), "ERR_SSL_PROTOCOL_ERROR", 1, false),
        (self_signed.clone(), "ERR_CERT_AUTHORITY_INVALID", 1, false),
    ];
    let good = [
        site.url("/index.html"),
        bad.url("/unavailable"),
        late_url.clone(),
        bad.url("/promises_less"),
        site.url("/page/a.html"),
    ];
    let (large, large_file) = (bad.url("/large.html"), bad.url("/large.bin"));

    let collection = Collection::new();
    let mut given = vec!["archive", "--json", "--plugins", "title,dom,responses,staticfile", "--concurrency", "4"];
    given.extend(SETTINGS.iter().flat_map(|setting| ["--set", *setting]));
    given.extend(good.iter().chain(cases.iter().map(|case| &case.0)).chain([&large, &large_file]).map(String::as_str));
    let mut running = Running::start(&mut collection.command(&given));
    let postponed = |event: &Value, url: &str| event["event"] == "snapshot_postponed" && event["url"] == *url;
    running.event_where("the refused page is put off", |event| postponed(event, &late_url));
    let _late = BadServer::start_at(late);
    let output = running.end().exits(1);
    let events = output.json_lines();
    let put_off = |url: &str| events.iter().filter(|event| postponed(event, url)).count();

    for url in &good {
        let shown = collection.show(url);
        assert!(shown["stage"] == "sealed" && shown["page_error"].is_null(), "{shown:#}");
        for plugin in ["title", "dom", "responses"] {
            assert_eq!(result_in(&shown, plugin)["status"], "succeeded", "{url} {plugin}: {shown:#}");
        }
    }
    for (url, reason, tries, _) in &cases {
        let shown = collection.show(url);
        assert!(text(&shown, "page_error").contains(reason), "{url}: {reason:?} is not in {shown:#}");
        assert_eq!(put_off(url), tries - 1, "{url}: {shown:#}");
        let listed = collection.list().into_iter().find(|listed| listed["url"] == **url).unwrap();
        assert_eq!(listed["page_error"], shown["page_error"]);
        let index = std::fs::read_to_string(collection.snapshot_dir(url).join("index.jsonl")).unwrap();
        let snapshot: Value = serde_json::from_str(index.lines().next().unwrap()).unwrap();
        assert_eq!(snapshot["page_error"], shown["page_error"]);
    }
    // A page of 100 MB is a page if enough of it is there in time, and none if it is not.
    let shown = collection.show(&large);
    let outcome = text(&shown["facts"], "navigation");
    match outcome {
        "slow" | "loaded" => assert!(shown["page_error"].is_null(), "{shown:#}"),
        _ => assert!(outcome == "timeout" && text(&shown, "page_error").contains("no page came within"), "{shown:#}"),
    }
    // A file that is too large is a failure of the plugin that takes files.
    let result = collection.result(&large_file, "staticfile");
    assert!(result["status"] == "failed" && text(&result, "error").contains("STATICFILE_MAX_BYTES"), "{result:#}");

    // The third try came, not before it was asked to, and of the first two nothing is left.
    let tries = bad.seen("/unavailable");
    assert_eq!((tries.len(), put_off(&good[1])), (3, 2), "{tries:?}");
    for (before, after) in tries.iter().zip(&tries[1..]) {
        assert!(after.came - before.came >= Duration::from_secs(2), "{tries:?}");
    }
    let shown = collection.show(&good[1]);
    assert_eq!((&shown["facts"]["status"], &result_in(&shown, "title")["output_str"]), (&200.into(), &"A page".into()));
    let requests = std::fs::read_to_string(collection.snapshot_dir(&good[1]).join("responses/index.jsonl")).unwrap();
    assert!(!requests.contains("503"), "{requests}");
    collection.assert_nothing_is_left();

    // What is no page is tried again with all its plugins when the user says so, and is good then
    // if it is.
    let ids: Vec<String> =
        cases.iter().filter(|case| case.3).map(|case| text(&collection.show(&case.0), "id").to_owned()).collect();
    let all: Vec<&str> = good.iter().chain(cases.iter().map(|case| &case.0)).map(String::as_str).collect();
    let again = collection.archive(&[&["--plugins", "hello_sh", "--skip-archived=1h"], &all[..]].concat()).exits(0);
    again.says(&format!("{} pages already archived", good.len()));
    bad.mend();
    collection.run(&[&["retry"], &ids.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat()).exits(0);
    for id in &ids {
        let shown = collection.show(id);
        let statuses: Vec<&str> = ["title", "dom", "responses"]
            .iter()
            .map(|plugin| text(&result_in(&shown, plugin), "status").to_owned().leak() as &str)
            .collect();
        assert!(shown["page_error"].is_null() && statuses == ["succeeded"; 3], "{shown:#}");
        assert_eq!(
            (&shown["facts"]["status"], &shown["facts"]["navigation"]),
            (&200.into(), &"loaded".into()),
            "{shown:#}"
        );
    }
    collection.assert_nothing_is_left();
}

#[test]
fn errors_and_bot_challenges_are_called_so() {
    let (site, bad) = (Site::start(), BadServer::start());
    let error_pages = [
        (site.url("/status/403"), "the server answered 403 Forbidden"),
        (site.url("/status/404"), "the server answered 404 Not Found"),
        (site.url("/status/500"), "the server answered 500 Internal Server Error"),
        (bad.url("/challenge/cloudflare"), "the page is behind a bot challenge (Cloudflare)"),
        (bad.url("/challenge/cloudflare_script"), "the page is behind a bot challenge (Cloudflare)"),
        (bad.url("/challenge/amazon"), "the page is behind a bot challenge (AWS WAF)"),
        (bad.url("/challenge/captcha"), "the page is behind a bot challenge (a captcha)"),
        (bad.url("/challenge/datadome"), "the page is behind a bot challenge (DataDome)"),
    ];
    let login = bad.url("/form/login");
    let collection = Collection::new();
    let mut given = vec!["archive", "--plugins", "title", &login];
    given.extend(error_pages.iter().map(|page| page.0.as_str()));
    // A title is saved of what stands there, so nothing has failed but to find the page.
    collection.run(&given).exits(1).says("8 error pages");
    let list = collection.run(&["list"]).exits(0).stdout;
    for (url, reason) in &error_pages {
        assert_eq!(collection.show(url)["page_error"], *reason, "{url}");
        let line = list.lines().find(|line| line.contains(url.as_str())).unwrap();
        assert!(line.contains("error page") && line.contains(reason), "{line}");
        assert!(collection.run(&["show", url]).stdout.contains(&format!("error     {reason}")), "{url}");
    }
    assert!(collection.show(&login)["page_error"].is_null(), "{:#}", collection.show(&login));
    let line = list.lines().find(|line| line.contains(&login)).unwrap();
    assert!(!line.contains("error page"), "{line}");
    let status = collection.run(&["status"]).exits(0).stdout;
    assert!(status.contains("9 done, 8 error pages"), "{status}");
}

#[test]
fn a_busy_host_is_asked_gently_and_holds_up_no_other() {
    let server = BadServer::start();
    let slow: Vec<String> = (0..5).map(|number| server.url(&format!("/slow/{number}"))).collect();
    let others: Vec<String> = (0..3).map(|number| server.url_at("localhost", &format!("/quick/{number}"))).collect();
    let collection = Collection::new();
    // The pages of the one host all come first.
    let list =
        collection.file("urls.txt", &slow.iter().chain(&others).map(|url| format!("{url}\n")).collect::<String>());
    let limits =
        ["--set", "MAX_PER_HOST=1", "--set", "HOST_DELAY=1.2", "--set", "CHROME_SCROLL=false", "--concurrency", "4"];
    collection.run(&[&["archive", "--plugins", "title", &list], &limits[..]].concat()).exits(0);
    let mut visits = server.seen("/slow/");
    visits.sort_by_key(|visit| visit.came);
    assert_eq!(visits.len(), 5, "{visits:?}");
    for (before, after) in visits.iter().zip(&visits[1..]) {
        assert!(after.came >= before.answered.unwrap(), "two at a time: {visits:#?}");
        // Starts are counted where a page begins, and its first request may come a little sooner
        // after that than the other's.
        assert!(after.came - before.came >= Duration::from_millis(700), "too soon: {visits:#?}");
    }
    let starts = |host: &str| {
        collection
            .query(&format!("SELECT started_at FROM snapshots WHERE url LIKE 'http://{host}%' ORDER BY started_at"))
    };
    let times: Vec<_> =
        starts("127.0.0.1").iter().map(|time| tacklebox::model::timestamp::Timestamp::parse(time).unwrap()).collect();
    for pair in times.windows(2) {
        assert!(pair[1].millis_since(pair[0]) >= 1200, "{times:?}");
    }
    let last_of_others = server.seen("/quick/").iter().map(|visit| visit.came).max().unwrap();
    assert!(last_of_others < visits[4].came, "the other host went on meanwhile: {visits:#?}");
}

#[test]
fn robots_txt_is_kept_to_when_that_is_asked() {
    let rules = "User-agent: *\nDisallow: /\n\nUser-agent: tacklebox\nDisallow: /private\n";
    let (site, closed, open) =
        (BadServer::start().with_robots(200, rules), BadServer::start().with_robots(503, ""), BadServer::start());
    let (private, public, unknown, free) =
        (site.url("/private/1"), site.url("/public/1"), closed.url("/1"), open.url("/1"));
    let collection = Collection::new();
    let robots = [
        "--set",
        "ROBOTS_ENABLED=true",
        "--set",
        "RETRIES=1",
        "--set",
        "RETRY_DELAY=0.1",
        "--plugins",
        "title,responses",
    ];

    collection.run(&[&["archive", &private, &public, &free], &robots[..]].concat()).exits(0).says("1 refused");
    assert_eq!((site.seen("/private/").len(), site.seen("/public/1").len(), open.seen("/1").len()), (0, 1, 1));
    let asked = site.seen("/robots.txt");
    assert!((1..=2).contains(&asked.len()), "{asked:#?}");
    let agent = |head: &str| head.lines().find_map(|line| line.strip_prefix("User-Agent: ").map(str::to_owned));
    assert_eq!(agent(&asked[0].head), agent(&site.seen("/public/1")[0].head), "it is the page's own browser that asks");
    let shown = collection.show(&private);
    let reason = format!("robots.txt of {} disallows it for tacklebox", site.url(""));
    assert!(shown["refused"] == *reason && shown["page_error"].is_null(), "{shown:#}");
    for plugin in ["title", "responses"] {
        let result = result_in(&shown, plugin);
        assert_eq!(
            (&result["status"], &result["output_str"], result["hooks"].as_array().unwrap().len()),
            (&"skipped".into(), &reason.as_str().into(), 0)
        );
        assert_eq!(result_in(&collection.show(&public), plugin)["status"], "succeeded");
    }
    assert!(collection.run(&["list"]).stdout.contains(&format!("refused: {reason}")));
    // Neither archived nor failed.
    collection.run(&["retry"]).exits(0).says("nothing has failed");
    collection
        .archive(&["--plugins", "hello_sh", "--skip-archived=1h", &private, &public])
        .exits(0)
        .says("1 page already archived");

    // While nobody knows what is allowed, nothing is asked for; the page is tried again.
    collection.run(&[&["archive", &unknown], &robots[..]].concat()).exits(1);
    assert_eq!((closed.seen("/robots.txt").len(), closed.seen("/1").len()), (2, 0));
    let shown = collection.show(&unknown);
    assert!(text(&shown, "page_error").contains("is not known: the server answered 503"), "{shown:#}");
    let closed = closed.with_robots(200, "");
    collection.run(&["retry", "--set", "ROBOTS_ENABLED=true"]).exits(0);
    assert_eq!((closed.seen("/1").len(), &collection.show(&unknown)["page_error"]), (1, &Value::Null));
    collection.assert_nothing_is_left();
}
