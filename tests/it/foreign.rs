//! Hooks of an older dialect: in Node with puppeteer-core, started by suffix, polling `../chrome`
//! for the page, and silent until the page is over.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::collection::{Collection, Output, Running, files_of, result_in};
use crate::processes::{self, LIMIT};
use crate::site::Site;

/// Where `tests/run` installs puppeteer-core.
fn lib_dir() -> PathBuf {
    let lib = Path::new(env!("CARGO_BIN_EXE_tacklebox")).with_file_name("foreign");
    assert!(
        lib.join("node_modules/puppeteer-core").is_dir(),
        "puppeteer-core is not in {}: tests/run installs it",
        lib.display()
    );
    lib
}

fn running(collection: &Collection, arguments: &[&str]) -> Running {
    let foreign = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/foreign");
    let mut command = collection.command(["archive"]);
    command.arg("--plugins-dir").arg(foreign).env("LIB_DIR", lib_dir()).args(arguments);
    // On a busy machine it takes time until a listener is seen to listen; one that never is would
    // be passed over all the same.
    command.args(["--set", "READY_TIMEOUT=60"]);
    Running::start_within(&mut command, 3 * LIMIT)
}

fn lines(snapshot: &Path, file: &str) -> Vec<String> {
    let path = snapshot.join(file);
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Whether one of the listeners was not seen to listen before the time for that was over.
fn was_passed_over(output: &Output) -> bool {
    output.stderr.contains("the hooks after it did not wait")
}

#[test]
fn ten_foreign_hooks_beside_our_own_leave_no_process() {
    let (collection, site) = (Collection::new(), Site::start());
    let pages = ["console.html", "redirect/2/unicode.html"].map(|path| site.url(path));
    let arguments = ["--json", "--concurrency", "1", "--set", "SEAL_GRACE=2", &pages[0], &pages[1]];
    let mut archiving = running(&collection, &arguments);
    for _ in &pages {
        let sealed = archiving.event_where("the seal", |event| event["event"] == "snapshot_sealed");
        let living = processes::of_snapshot(sealed["snapshot_id"].as_str().unwrap());
        assert!(living.is_empty(), "sealed, and alive: {living:?}");
    }
    let output = archiving.end().exits(0).says("ended a process that a hook had left behind: ");
    assert!(!was_passed_over(&output), "{}", output.stderr);
    collection.assert_nothing_is_left();

    for page in &pages {
        let shown = collection.show(page);
        let foreign: Vec<&Value> = shown["results"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|result| result["plugin"].as_str().unwrap().starts_with("foreign"))
            .collect();
        assert_eq!(foreign.len(), 12);
        for result in foreign {
            assert_eq!(result["status"], "succeeded", "{result:#}");
        }
        for (plugin, file) in
            [("foreign_screenshot", "screenshot.png"), ("foreign_pdf", "output.pdf"), ("foreign_dom", "output.html")]
        {
            assert_eq!(files_of(&result_in(&shown, plugin)), [file]);
        }
        assert_eq!(result_in(&shown, "foreign_strict")["output_str"], page.as_str());
        assert!(shown["title"].as_str().unwrap().ends_with(" (by a foreign hook)"), "{}", shown["title"]);
        // Whatever was listening heard the page from its first request, on the first page as on the
        // later ones.
        let snapshot = collection.snapshot_dir(page);
        let heard = lines(&snapshot, "foreign_responses/index.jsonl");
        assert!(heard.iter().any(|line| line.contains(page)), "{heard:#?}");
        assert_eq!(lines(&snapshot, "foreign_redirects/hops.txt")[0], *page);
        assert!(!lines(&snapshot, "foreign_network/urls.txt").is_empty());
    }
    let console = lines(&collection.snapshot_dir(&pages[0]), "foreign_console/console.jsonl");
    let ours = lines(&collection.snapshot_dir(&pages[0]), "consolelog/console.jsonl");
    assert!(!console.is_empty() && console.len() <= ours.len(), "{console:#?} {ours:#?}");
    assert_eq!(lines(&collection.snapshot_dir(&pages[1]), "foreign_redirects/hops.txt").len(), 3);
}

#[test]
fn silent_listeners_of_pages_side_by_side_miss_nothing() {
    let (collection, site) = (Collection::new(), Site::start());
    let pages: Vec<String> = (0..6).map(|number| site.url(&format!("index.html?{number}"))).collect();
    let plugins = "foreign_console,foreign_responses,foreign_redirects,foreign_dom";
    let mut arguments = vec!["--concurrency", "3", "--set", "SEAL_GRACE=2", "--plugins", plugins];
    arguments.extend(pages.iter().map(String::as_str));
    let output = running(&collection, &arguments).end().exits(0);
    assert!(!was_passed_over(&output), "{}", output.stderr);
    for page in &pages {
        let snapshot = collection.snapshot_dir(page);
        let heard = lines(&snapshot, "foreign_responses/index.jsonl");
        assert!(heard.iter().any(|line| line.contains(page)), "{page}: {heard:#?}");
        assert_eq!(lines(&snapshot, "foreign_redirects/hops.txt")[0], *page);
    }
    collection.assert_nothing_is_left();
}

#[test]
fn with_a_browser_for_each_page_the_first_page_is_the_right_one() {
    let (collection, site) = (Collection::new(), Site::start());
    let pages: Vec<String> = (0..4).map(|number| site.url(&format!("index.html?{number}"))).collect();
    let mut arguments = vec!["--concurrency", "4", "--set", "CHROME_PER_PAGE=true", "--plugins", "foreign_first,title"];
    arguments.extend(pages.iter().map(String::as_str));
    running(&collection, &arguments).end().exits(0);
    for page in &pages {
        let shown = collection.show(page);
        assert_eq!(result_in(&shown, "foreign_first")["output_str"], page.as_str());
        assert_eq!(result_in(&shown, "title")["status"], "succeeded");
    }
    collection.assert_nothing_is_left();
}
