//! Pictures and prints: all of the page is in them, and nothing of them is in the page.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::collection::Collection;
use crate::pages::pixels;
use crate::site::Site;

/// The colour of the last line of the pages in `fixtures/site/scroll`.
const LAST: [u8; 3] = [255, 0, 128];

/// Pages of a PDF of Chrome's, whose objects are not compressed.
fn pages_of(pdf: &Path) -> usize {
    let bytes = fs::read(pdf).unwrap();
    bytes.split(|byte| *byte == b'\n').filter(|line| line.ends_with(b"/Type /Page")).count()
}

/// Whether there is any letter in a PDF of Chrome's.
fn has_text(pdf: &Path) -> bool {
    fs::read(pdf).unwrap().windows(5).any(|bytes| bytes == b"/Font")
}

fn output(collection: &Collection, url: &str, plugin: &str) -> String {
    let result = collection.result(url, plugin);
    assert_eq!(result["status"], "succeeded", "{url}: {result}");
    result["output_str"].as_str().unwrap().to_owned()
}

fn archived(urls: &[String], plugins: &str) -> Collection {
    let collection = Collection::new();
    collection
        .run(&[&["archive", "--plugins", plugins], &urls.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat())
        .exits(0);
    collection
}

#[test]
fn all_that_a_page_scrolls_inside_itself_is_pictured_and_printed() {
    let site = Site::start();
    let names = ["grid", "body", "fixed", "locked", "wrapper", "shadow", "frame", "nested", "important", "chat"];
    let urls = names.map(|name| site.url(&format!("/scroll/{name}.html")));
    let (seen, alone) = (archived(&urls, "screenshot,pdf,dom"), archived(&urls, "dom"));
    for (name, url) in names.iter().zip(&urls) {
        let dir = seen.snapshot_dir(url);
        let (_, height, pixel) = pixels(&dir.join("screenshot/screenshot.png"));
        assert!((6050..11_000).contains(&height), "{name}: {height}");
        assert!((height - 150..height).any(|y| pixel(1000, y) == LAST), "{name}: the last line is there");
        assert!(pages_of(&dir.join("pdf/output.pdf")) >= 6, "{name}: all of it is printed");
        for plugin in ["screenshot", "pdf"] {
            let output = output(&seen, url, plugin);
            assert!(output.contains(", with all that scrolls in ") && !output.contains(';'), "{name}: {output}");
        }
        let html =
            |collection: &Collection| fs::read_to_string(collection.snapshot_dir(url).join("dom/output.html")).unwrap();
        assert_eq!(html(&seen), html(&alone), "{name}: nothing of it stays in the page");
    }
}

#[test]
fn what_cannot_be_opened_out_is_told() {
    let site = Site::start();
    let [virtual_list, frameset, board, long, other] =
        ["virtual", "frameset", "board", "long", "other_site"].map(|name| site.url(&format!("/scroll/{name}.html")));
    let urls = [virtual_list, frameset, board, long, other];
    let collection = archived(&urls, "screenshot,pdf");
    let said = |url: &str, plugin: &str| output(&collection, url, plugin);
    let [virtual_list, frameset, board, long, other] = urls.each_ref();
    for plugin in ["screenshot", "pdf"] {
        assert!(
            said(virtual_list, plugin)
                .ends_with(" pixels of div#list are blank, as it makes its rows only while it is scrolled")
        );
        assert!(
            said(frameset, plugin).ends_with("; of what frame scrolls only what fits into it is there"),
            "{}",
            said(frameset, plugin)
        );
        assert!(said(other, plugin).contains("; of what the frame http://localhost:"), "{}", said(other, plugin));
    }
    assert!(
        said(board, "pdf").ends_with("; of what div#board scrolls only what fits into it is there"),
        "{}",
        said(board, "pdf")
    );
    let (width, _, pixel) = pixels(&collection.snapshot_dir(board).join("screenshot/screenshot.png"));
    assert!(width == 3000 && pixel(2900, 10) == LAST, "what scrolls to the side is pictured: {width}");
    // Of a page like others nothing is said.
    assert_eq!([said(long, "screenshot"), said(long, "pdf")], ["screenshot.png (1440 x 6050)", "output.pdf"]);
}

/// Puts a built-in plugin into the collection, with another number.
fn renumber(collection: &Collection, plugin: &str, number: u32) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins").join(plugin);
    let to = collection.data().join("plugins").join(plugin);
    fs::create_dir_all(&to).unwrap();
    fs::copy(from.join("config.json"), to.join("config.json")).unwrap();
    let hook = fs::read_dir(&from).unwrap().map(|entry| entry.unwrap().path()).find(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("on_Snapshot__")
    });
    // Not written by this process: see `Collection::drop_in`.
    let status = Command::new("install")
        .args(["-m", "755"])
        .arg(hook.unwrap())
        .arg(to.join(format!("on_Snapshot__{number}_{plugin}")))
        .status();
    assert!(status.unwrap().success());
}

#[test]
fn nothing_that_is_pictured_or_printed_reaches_another_result() {
    const OTHERS: &str = "dom,title,parse_dom_outlinks,accessibility";
    let site = Site::start();
    let urls = ["handlers", "scroller"].map(|name| site.url(&format!("/print/{name}.html")));
    let alone = archived(&urls, OTHERS);
    let files = |collection: &Collection, url: &str, plugin: &str| -> Value {
        let result = collection.result(url, plugin);
        assert_eq!(result["status"], "succeeded", "{url}: {result}");
        serde_json::json!([result["output_str"], result["files"]])
    };
    let mut pictures: Vec<Vec<Value>> = Vec::new();
    for (pdf, screenshot) in [(31, 32), (32, 31), (80, 31), (31, 80)] {
        let collection = Collection::new();
        renumber(&collection, "pdf", pdf);
        renumber(&collection, "screenshot", screenshot);
        let plugins = format!("{OTHERS},pdf,screenshot");
        collection.run(&["archive", "--plugins", &plugins, &urls[0], &urls[1]]).exits(0);
        for url in &urls {
            for plugin in OTHERS.split(',') {
                assert_eq!(
                    files(&collection, url, plugin),
                    files(&alone, url, plugin),
                    "{plugin} of {url} after pdf {pdf}, screenshot {screenshot}"
                );
            }
        }
        pictures.push(urls.iter().map(|url| files(&collection, url, "screenshot")).collect());
    }
    assert!(pictures.iter().all(|pictures_of_an_order| *pictures_of_an_order == pictures[0]), "{pictures:#?}");
}

#[test]
fn a_print_version_that_has_lost_the_text_is_printed_as_on_screen() {
    let site = Site::start();
    let lost = ["none", "unseen", "clear", "forbidden"].map(|name| site.url(&format!("/print/{name}.html")));
    let good = ["plain", "elsewhere"].map(|name| site.url(&format!("/print/{name}.html")));
    let collection = archived(&[&lost[..], &good[..]].concat(), "pdf");
    for url in &lost {
        assert_eq!(
            output(&collection, url, "pdf"),
            "output.pdf, printed as on screen, as the print version had lost the page's text",
            "{url}"
        );
        assert!(has_text(&collection.snapshot_dir(url).join("pdf/output.pdf")), "{url}");
    }
    for url in &good {
        assert_eq!(output(&collection, url, "pdf"), "output.pdf", "{url}");
    }
}

#[test]
fn a_picture_that_shows_nothing_of_a_text_is_none() {
    let site = Site::start();
    let [hung, covered, empty] = ["hung_font", "covered", "empty"].map(|name| site.url(&format!("/white/{name}.html")));
    let collection = Collection::new();
    collection
        .run(&["archive", "--plugins", "screenshot", "--set", "CHROME_SETTLE_TIMEOUT=1", &hung, &covered, &empty])
        .exits(1);
    output(&collection, &hung, "screenshot");
    let (_, _, pixel) = pixels(&collection.snapshot_dir(&hung).join("screenshot/screenshot.png"));
    assert!((0..200).any(|y| (0..600).any(|x| pixel(x, y) != [255; 3])), "the text is drawn, in another font");
    let result = collection.result(&covered, "screenshot");
    assert_eq!(result["status"], "failed", "{result}");
    assert_eq!(
        result["error"],
        "the picture is of one colour only, although the page has text (\"text behind a preloader\")"
    );
    assert!(result["files"].as_object().is_none_or(|files| !files.contains_key("screenshot.png")), "{result}");
    assert_eq!(output(&collection, &empty, "screenshot"), "screenshot.png (1440 x 2000)");
}
