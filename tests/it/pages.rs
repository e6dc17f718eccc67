//! Real pages in a real browser: what a person would see is what was saved, and nothing of it is
//! missed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::bad_servers::unused_address;
use crate::collection::{Collection, Output, Running};
use crate::processes::{LIMIT, wait_for};
use crate::site::Site;

/// Writes `count` pages, each with a style, a script, three pictures and a fetch of its own, and
/// two lines for the console.
pub fn write_pages(dir: &Path, count: usize) {
    fs::write(dir.join("common.css"), "body { font: 16px serif }").unwrap();
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site/image.png")).unwrap();
    for page in 1..=count {
        let at = dir.join(format!("p{page}"));
        fs::create_dir(&at).unwrap();
        let pictures: String = (0..3).map(|n| format!("<img src='img{n}.png'>")).collect();
        let html = format!(
            "<!DOCTYPE html><title>Page {page}</title><link rel=icon href=data:,><link rel=stylesheet href=/common.css>\
             <link rel=stylesheet href=style.css><script defer src=app.js></script><h1>{page}</h1>{pictures}<p id=late></p>"
        );
        fs::write(at.join("index.html"), html).unwrap();
        fs::write(at.join("style.css"), format!("h1 {{ margin: {page}px }}")).unwrap();
        fs::write(at.join("data.json"), format!("{{\"page\":{page}}}")).unwrap();
        let script = "console.log('begins'); fetch('data.json').then(r => r.json()).then(d => { document.title = `Page ${d.page}, loaded`; console.warn('loaded', d.page); });";
        fs::write(at.join("app.js"), script).unwrap();
        for n in 0..3 {
            fs::write(at.join(format!("img{n}.png")), &picture).unwrap();
        }
    }
}

/// A setting by which Chrome finds `no-such-host.invalid` nowhere, whatever this machine's resolver
/// answers, or whether it answers at all.
pub const NO_SUCH_HOST: &str = "CHROME_ARGS_EXTRA=--host-resolver-rules=MAP no-such-host.invalid ~NOTFOUND";

/// Archives with the built-in plugins.
fn archive(collection: &Collection, arguments: &[&str]) -> Output {
    collection.run(&[&["archive"], arguments].concat())
}

pub fn json_lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Keeps all cores busy until it is dropped.
struct Load(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Load {
    fn begin() -> Self {
        let over = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        for _ in 0..std::thread::available_parallelism().unwrap().get() {
            let over = over.clone();
            std::thread::spawn(move || while !over.load(std::sync::atomic::Ordering::Relaxed) {});
        }
        Load(over)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn nothing_is_missed_on_a_loaded_machine() {
    const PAGES: usize = 12;
    let files = tempfile::tempdir().unwrap();
    write_pages(files.path(), PAGES);
    let site = Site::serve(files.path());
    let collection = Collection::new();
    let urls: Vec<String> = (1..=PAGES).map(|page| site.url(&format!("/p{page}/"))).collect();
    let load = Load::begin();
    let run = archive(
        &collection,
        &[
            &["--plugins", "responses,consolelog,title", "--concurrency", "4"],
            &urls.iter().map(String::as_str).collect::<Vec<_>>()[..],
        ]
        .concat(),
    );
    drop(load);
    run.exits(0);
    let mut listed = 0;
    for (index, url) in urls.iter().enumerate() {
        let (page, dir) = (index + 1, collection.snapshot_dir(url));
        let responses = json_lines(&dir.join("responses/index.jsonl"));
        assert_eq!(responses[0]["url"], url.as_str(), "the page itself comes first");
        let own = |path: &str| site.url(path);
        let mut expected = vec![url.clone(), own("/common.css")];
        expected.extend(
            ["style.css", "app.js", "img0.png", "img1.png", "img2.png", "data.json"]
                .map(|name| own(&format!("/p{page}/{name}"))),
        );
        let mut seen: Vec<String> = responses
            .iter()
            .filter(|line| line["status"] == 200)
            .map(|line| line["url"].as_str().unwrap().to_owned())
            .collect();
        seen.retain(|url| !url.starts_with("data:"));
        listed += seen.len();
        expected.sort();
        seen.sort();
        assert_eq!(seen, expected);
        for line in responses.iter().filter(|line| !line["url"].as_str().unwrap().starts_with("data:")) {
            let body =
                dir.join("responses").join(line["body"]["path"].as_str().unwrap_or_else(|| panic!("no body: {line}")));
            let path = line["url"].as_str().unwrap().strip_prefix(&site.url("")).unwrap();
            let path = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            assert_eq!(
                fs::read(body).unwrap(),
                fs::read(files.path().join(path.trim_start_matches('/'))).unwrap(),
                "{line}"
            );
        }
        let console = json_lines(&dir.join("consolelog/console.jsonl"));
        let texts: Vec<&str> = console.iter().map(|line| line["text"].as_str().unwrap()).collect();
        assert!(texts.contains(&"begins") && texts.contains(&format!("loaded {page}").as_str()), "{texts:?}");
        assert_eq!(collection.result(url, "title")["output_str"], format!("Page {page}, loaded"));
    }
    assert_eq!(listed, site.answered(|_| true), "every request that the server answered is listed");
}

#[test]
fn a_listener_that_comes_too_late_says_so() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("index.html"), "<!DOCTYPE html><title>Held</title><script src=/held/late.js></script>")
        .unwrap();
    fs::write(files.path().join("late.js"), "console.log('late')").unwrap();
    let site = Site::serve(files.path());
    let collection = Collection::new();
    let listeners = [("consolelog", 21), ("responses", 24), ("redirects", 25), ("headers", 27)];
    // The built-in ones, as they are where the machine is too busy to start them in time. They begin
    // only when the page is there, so that no limit is long enough for them.
    let late = collection.file(
        "late",
        "#!/bin/sh\nuntil [ -e \"$DATA_DIR/go\" ]; do sleep 0.1; done\nexec tacklebox hook \"$0\" \"$@\"\n",
    );
    for (plugin, number) in listeners {
        let to = collection.data().join("plugins").join(plugin);
        fs::create_dir_all(&to).unwrap();
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins").join(plugin).join("config.json");
        fs::copy(config, to.join("config.json")).unwrap();
        let hook = to.join(format!("on_Snapshot__{number}_{plugin}.bg"));
        assert!(Command::new("install").args(["-m", "755", &late]).arg(hook).status().unwrap().success());
    }
    let url = site.url("/");
    let arguments =
        ["archive", "--plugins", "title,responses,consolelog,redirects,headers", "--set", "READY_TIMEOUT=0.3", &url];
    let running = Running::start(&mut collection.command(arguments));
    // With the page there, Chrome answers those that come now.
    site.wait_for_request("/held/late.js", LIMIT).expect("the page is there, and its script is asked for");
    fs::write(collection.data().join("go"), "").unwrap();
    let logs = collection.snapshot_dir(&url).join(".hooks");
    for (plugin, number) in listeners {
        let log = logs.join(plugin).join(format!("on_Snapshot__{number}_{plugin}.bg.stdout.log"));
        wait_for(plugin, || fs::metadata(&log).is_ok_and(|log| log.len() > 0).then_some(()));
    }
    site.let_go();
    running.end().exits(1);
    for (plugin, _) in listeners {
        let result = collection.result(&url, plugin);
        assert_eq!(result["status"], "failed", "{plugin}: {result}");
        assert!(result["error"].as_str().unwrap().starts_with("attached too late"), "{plugin}: {result}");
    }
    // What was heard is saved.
    assert!(!json_lines(&collection.snapshot_dir(&url).join("consolelog/console.jsonl")).is_empty());
    assert_eq!(collection.result(&url, "title")["status"], "succeeded");
}

/// What must be the same whenever a page is archived: statuses, and the bytes of everything that
/// bears no date.
fn essence(collection: &Collection, url: &str) -> BTreeMap<String, Value> {
    let shown = collection.show(url);
    let mut essence = BTreeMap::new();
    for result in shown["results"].as_array().unwrap() {
        let plugin = result["plugin"].as_str().unwrap();
        essence.insert(plugin.to_owned(), serde_json::json!([result["status"], result["output_str"]]));
        for (path, file) in result["files"].as_object().unwrap() {
            // PDFs, headers and listings of requests hold times.
            let dated =
                matches!(plugin, "pdf" | "headers") || path.ends_with("index.jsonl") || path.ends_with("console.jsonl");
            let value = if dated { Value::from("dated") } else { file["sha256"].clone() };
            essence.insert(format!("{plugin}/{path}"), value);
        }
    }
    essence
}

#[test]
fn the_same_pages_one_by_one_and_side_by_side() {
    let files = tempfile::tempdir().unwrap();
    write_pages(files.path(), 4);
    let site = Site::serve(files.path());
    let urls: Vec<String> = (1..=4).map(|page| site.url(&format!("/p{page}/"))).collect();
    let archived = |concurrency: &str| {
        let collection = Collection::new();
        let arguments: Vec<&str> =
            ["--concurrency", concurrency].into_iter().chain(urls.iter().map(String::as_str)).collect();
        archive(&collection, &arguments).exits(0);
        // What Chrome and all hooks left is what the index says, and nothing else.
        assert!(collection.run(&["doctor"]).exits(0).stdout.ends_with(": no problems\n"));
        urls.iter().map(|url| essence(&collection, url)).collect::<Vec<_>>()
    };
    assert_eq!(archived("1"), archived("4"));
}

/// Width and height of a screenshot, and its pixel at `x`, `y`.
pub fn pixels(path: &Path) -> (u32, u32, impl Fn(u32, u32) -> [u8; 3] + use<>) {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).unwrap())).read_info().unwrap();
    let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut buffer).unwrap();
    let bytes = frame.color_type.samples();
    let (width, height) = (frame.width, frame.height);
    (width, height, move |x, y| {
        let at = (y as usize * width as usize + x as usize) * bytes;
        [buffer[at], buffer[at + 1], buffer[at + 2]]
    })
}

#[test]
fn a_page_is_saved_as_a_person_would_see_it() {
    let site = Site::start();
    let collection = Collection::new();
    let (late, lazy, tall) = (site.url("/late_title.html"), site.url("/lazy.html"), site.url("/tall.html"));
    archive(&collection, &["--plugins", "title,screenshot,dom", &late, &lazy, &tall]).exits(0);

    assert_eq!(collection.result(&late, "title")["output_str"], "Late title");

    let (_, height, pixel) = pixels(&collection.snapshot_dir(&lazy).join("screenshot/screenshot.png"));
    let shows = |colour: [u8; 3]| (0..height).any(|y| (0..1440).step_by(50).any(|x| pixel(x, y) == colour));
    assert!(shows([255, 0, 255]), "the picture with loading=lazy is there");
    assert!(shows([0, 255, 255]), "the picture that an IntersectionObserver brings is there");

    let (width, height, pixel) = pixels(&collection.snapshot_dir(&tall).join("screenshot/screenshot.png"));
    assert_eq!((width, height), (1440, 20_000));
    assert_eq!(pixel(700, 19_950), [255, 0, 128], "the last band of a page beyond the largest texture");
    assert_ne!(pixel(700, 19_850), [255, 0, 128]);
}

#[test]
fn what_is_no_page_is_saved_as_what_it_is() {
    let site = Site::start();
    let collection = Collection::new();
    let (pdf, picture, download) = (site.url("/document.pdf"), site.url("/image.png"), site.url("/download"));
    archive(&collection, &[&pdf, &picture, &download]).exits(0);
    for (url, original) in [(&pdf, Some("document.pdf")), (&picture, Some("image.png")), (&download, None)] {
        let taken = collection.result(url, "staticfile");
        assert_eq!(taken["status"], "succeeded", "{taken}");
        let name = taken["files"].as_object().unwrap().keys().find(|name| *name != "result.json").unwrap();
        let bytes = fs::read(collection.snapshot_dir(url).join("staticfile").join(name)).unwrap();
        match original {
            Some(original) => assert_eq!(
                bytes,
                fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site").join(original)).unwrap()
            ),
            None => assert_eq!(bytes.len(), 200 * 1024),
        }
        for plugin in ["screenshot", "pdf", "dom", "title", "parse_dom_outlinks"] {
            let result = collection.result(url, plugin);
            assert_eq!(result["status"], "skipped", "{plugin}: {result}");
            assert!(result["output_str"].as_str().unwrap().contains("staticfile"), "{result}");
        }
    }
    collection.run(&["doctor"]).exits(0);
}

#[test]
fn failures_of_navigation_are_told_apart() {
    let site = Site::start();
    let collection = Collection::new();
    let cases = [
        ("http://no-such-host.invalid/".to_owned(), "dns"),
        ("http://127.0.0.1:1/".to_owned(), "blocked"),
        (format!("http://{}/", unused_address()), "connection"),
        (site.url("/redirect/30/index.html"), "redirect_loop"),
        (site.url("/status/404"), "http_error"),
        (site.url("/status/204"), "empty"),
        (site.url("/hang"), "timeout"),
        (site.url("/index.html"), "loaded"),
        (site.url("/redirect_js.html"), "loaded"),
    ];
    let mut arguments =
        vec!["--plugins", "title", "--set", "CHROME_PAGELOAD_TIMEOUT=6", "--set", NO_SUCH_HOST, "--concurrency", "4"];
    arguments.extend(cases.iter().map(|(url, _)| url.as_str()));
    archive(&collection, &arguments).exits(1);
    for (url, outcome) in &cases {
        let shown = collection.show(url);
        assert_eq!(shown["facts"]["navigation"], *outcome, "{url}: {}", shown["facts"]);
        let title = collection.result(url, "title");
        let has_page = matches!(*outcome, "http_error" | "slow" | "loaded");
        assert_eq!(title["status"] == "failed", !has_page, "{url}: {title}");
        if !has_page {
            assert!(title["error"].as_str().unwrap().starts_with("there is no page: "), "{title}");
        }
    }
    // Two connections may stay open for `networkidle2`, the default; for `load` none that belongs
    // to the page.
    let slow = site.url("/slow_asset.html");
    archive(
        &collection,
        &["--plugins", "title", "--set", "CHROME_PAGELOAD_TIMEOUT=3", "--set", "CHROME_WAIT_FOR=load", &slow],
    )
    .exits(0);
    let facts = &collection.show(&slow)["facts"];
    assert_eq!(facts["navigation"], "slow", "{facts}");
    assert!(facts["navigation_error"].as_str().unwrap().starts_with("the page was still loading after 3 s"), "{facts}");
    let redirected = collection.show(&site.url("/redirect_js.html"));
    assert_eq!(redirected["facts"]["final_url"], site.url("/index.html?from=redirect_js"));
}

#[test]
fn a_page_that_takes_longer_than_its_hook_may_is_kept() {
    let site = Site::start();
    let collection = Collection::new();
    let url = site.url("/slow_asset.html");
    // The page alone would take all the time that there is, and the delay that again.
    let settings =
        ["CHROME_TIMEOUT=8", "CHROME_PAGELOAD_TIMEOUT=60", "CHROME_WAIT_FOR=load", "CHROME_DELAY_AFTER_LOAD=30"];
    let settings: Vec<&str> = settings.iter().flat_map(|setting| ["--set", *setting]).collect();
    archive(&collection, &[&["--plugins", "title", &url], &settings[..]].concat()).exits(0);
    let facts = &collection.show(&url)["facts"];
    assert_eq!(facts["navigation"], "slow", "{facts}");
    assert_eq!(collection.result(&url, "title")["status"], "succeeded");
    // A page that is there in time, with a delay that is longer than all the time.
    let url = site.url("/index.html");
    archive(&collection, &[&["--plugins", "title", &url], &settings[..]].concat()).exits(0);
    let facts = &collection.show(&url)["facts"];
    assert_eq!(facts["navigation"], "loaded", "{facts}");
    assert_eq!(collection.result(&url, "title")["status"], "succeeded");
}

#[test]
fn a_navigation_that_is_stopped_says_so() {
    let site = Site::start();
    let collection = Collection::new();
    let url = site.url("/hang");
    let running = Running::start(&mut collection.command(["archive", "--plugins", "title", &url]));
    site.wait_for_request("/hang", LIMIT).expect("the page is asked for");
    running.signal(Signal::SIGTERM);
    running.end().exits(130);
    let facts = &collection.show(&url)["facts"];
    assert_eq!(facts["navigation"], "error", "{facts}");
    assert_eq!(facts["navigation_error"], "it was stopped before the page had loaded");
}

#[test]
fn pages_do_not_see_each_others_cookies_and_stubborn_ones_do_not_stop_it() {
    let site = Site::start();
    let collection = Collection::new();
    let (dialog, popup, cookie, again) =
        (site.url("/dialog.html"), site.url("/popup.html"), site.url("/set-cookie"), site.url("/set-cookie?again"));
    archive(&collection, &["--plugins", "title,dom", "--concurrency", "1", &cookie, &again, &dialog, &popup]).exits(0);
    let html = fs::read_to_string(collection.snapshot_dir(&again).join("dom/output.html")).unwrap();
    assert!(!html.contains("bait=worm"), "{html}");
}
