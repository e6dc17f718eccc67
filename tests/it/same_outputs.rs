//! What is saved stays the same, whatever is made faster: pages of `fixtures/site` against the
//! outputs in `fixtures/outputs`.
//!
//! Those hold what every machine saves: nothing of times, ports, the version of Chrome, or the
//! letters of its fonts. When outputs are meant to change, `TACKLEBOX_RENEW_OUTPUTS=1 cargo test
//! --test it same_outputs` writes them anew; their difference is then part of the commit.
//! `benches/compare` looks closer, at two builds on one machine.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::collection::{Collection, files_of};
use crate::pages::{json_lines, pixels};
use crate::site::Site;

const PLUGINS: &str =
    "consolelog,dom,headers,parse_dom_outlinks,pdf,redirects,responses,screenshot,ssl,staticfile,title";

/// Name of the file with the reference, path of the page.
const PAGES: [(&str, &str); 11] = [
    ("console", "console.html"),
    ("cookie", "set-cookie"),
    ("document", "document.pdf"),
    ("frames", "frames.html?other=page/b.html"),
    ("late_title", "late_title.html"),
    ("lazy", "lazy.html"),
    ("not_found", "status/404"),
    ("redirects", "redirect/2/redirect_js.html"),
    ("tall", "tall.html"),
    ("unicode", "unicode.html"),
    ("worker", "worker.html"),
];

/// Pages that look the same in any font. Of the pictures of others only the size is compared.
const COLOURFUL: [&str; 2] = ["lazy", "tall"];
/// Rows and columns of the fields of which a picture's mean colours are taken.
const FIELDS: u32 = 16;
/// How far the red, green or blue (0 to 255) of a field may be from the reference: more than the
/// numbers and the headline of these pages make.
const TOLERANCE: u8 = 16;
/// Every so many pixels one is looked at, across and down.
const SAMPLED: usize = 4;

#[test]
fn what_is_saved_is_what_was_saved_before() {
    let site = Site::start();
    let collection = Collection::new();
    let urls = PAGES.map(|(_, path)| site.url(path));
    let arguments: Vec<&str> =
        ["archive", "--plugins", PLUGINS].into_iter().chain(urls.iter().map(String::as_str)).collect();
    // One of them is a page that is not there.
    collection.run(&arguments).exits(1);

    let renew = std::env::var_os("TACKLEBOX_RENEW_OUTPUTS").is_some_and(|value| value == "1");
    let mut differences = Vec::new();
    for ((name, _), url) in PAGES.iter().zip(&urls) {
        let saved = saved(&collection, name, url, &site);
        let file = outputs().join(format!("{name}.json"));
        if renew {
            fs::write(&file, serde_json::to_string_pretty(&saved).unwrap() + "\n").unwrap();
        }
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        compare(name, &serde_json::from_str(&text).unwrap(), &saved, &mut differences);
    }
    assert!(differences.is_empty(), "reference, then what was saved now:\n{}", differences.join("\n"));

    let there: BTreeSet<_> =
        fs::read_dir(outputs()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(
        there,
        PAGES.iter().map(|(name, _)| format!("{name}.json")).collect(),
        "a reference for each page, and no other"
    );
    collection.assert_nothing_is_left();
}

fn outputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/outputs")
}

/// All that a page's snapshot has and every machine would save.
fn saved(collection: &Collection, name: &str, url: &str, site: &Site) -> Value {
    let shown = collection.show(url);
    let dir = collection.snapshot_dir(url);
    let text = |file: &str| fs::read_to_string(dir.join(file)).ok();
    let lines = |file: &str| if dir.join(file).exists() { json_lines(&dir.join(file)) } else { Vec::new() };
    let screenshot = dir.join("screenshot/screenshot.png");
    let result = |result: &Value| {
        let entry =
            json!({ "status": result["status"], "output_str": result["output_str"], "files": files_of(result) });
        (result["plugin"].as_str().unwrap().to_owned(), entry)
    };
    let mut results: Vec<(String, Value)> = shown["results"].as_array().unwrap().iter().map(result).collect();
    results.sort_by(|a, b| a.0.cmp(&b.0));
    let facts = &shown["facts"];
    let all = json!({
        "url": url,
        "title": shown["title"],
        "page_error": shown["page_error"],
        "facts": { "navigation": facts["navigation"], "status": facts["status"], "final_url": facts["final_url"] },
        "results": results.into_iter().collect::<Map<_, _>>(),
        "title.txt": text("title/title.txt"),
        "dom": text("dom/output.html").map(|html| html.lines().map(str::to_owned).collect::<Vec<_>>()),
        "links": text("parse_dom_outlinks/outlinks.json").map(|links| serde_json::from_str::<Value>(&links).unwrap()),
        "console": console(lines("consolelog/console.jsonl")),
        "redirects": lines("redirects/redirects.jsonl").iter().map(|line| only(line, &["from", "to", "status", "kind"])).collect::<Vec<_>>(),
        "headers": text("headers/headers.json").map(|text| response(&serde_json::from_str(&text).unwrap())),
        "responses": responses(lines("responses/index.jsonl")),
        "picture": screenshot.exists().then(|| picture(&screenshot, COLOURFUL.contains(&name))),
    });
    serde_json::from_str(&all.to_string().replace(&site.host(), "site.test")).unwrap()
}

fn only(value: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| ((*key).to_owned(), value[*key].clone())).collect::<Map<_, _>>().into()
}

/// What the page said in its order, then exceptions, which come as they please.
fn console(lines: Vec<Value>) -> Vec<Value> {
    let (mut said, mut thrown): (Vec<Value>, Vec<Value>) =
        lines.into_iter().partition(|line| line["source"] == "console");
    thrown.sort_by_key(|line| line["text"].to_string());
    said.append(&mut thrown);
    said.iter().map(|line| only(line, &["level", "source", "text", "context", "url", "line", "column"])).collect()
}

/// A response with those request headers that are the page's doing and not Chrome's.
fn response(line: &Value) -> Value {
    let mut kept = only(
        line,
        &[
            "url",
            "method",
            "status",
            "type",
            "mimetype",
            "state",
            "error",
            "protocol",
            "remote_address",
            "response_headers",
        ],
    );
    for name in ["Cookie", "Host", "Referer"] {
        if let Some(value) = line["request_headers"].get(name) {
            kept[name] = value.clone();
        }
    }
    if let Some(body) = line["body"].as_object() {
        kept["body"] = only(&body.clone().into(), &["path", "size", "sha256"]);
    }
    if let Some(headers) = kept["response_headers"].as_object_mut() {
        headers.retain(|name, _| !name.eq_ignore_ascii_case("date"));
    }
    kept.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    kept
}

/// The page's own, then the others, which arrive as they please.
fn responses(lines: Vec<Value>) -> Vec<Value> {
    let mut lines: Vec<Value> = lines.iter().map(response).collect();
    if let Some((_, others)) = lines.split_first_mut() {
        // Two frames may ask for the same, in either order.
        others.sort_by_key(|line| (line["url"].to_string(), line.to_string()));
    }
    lines
}

/// Its size, and if wanted a line of mean colours (red, green, blue, in hexadecimal) for each row
/// of fields.
fn picture(path: &Path, coloured: bool) -> Value {
    let (width, height, pixel) = pixels(path);
    let field = |number: u32, length: u32| (number * length / FIELDS..(number + 1) * length / FIELDS).step_by(SAMPLED);
    let mean = |column: u32, row: u32| {
        let (mut sums, mut count) = ([0_u64; 3], 0);
        for y in field(row, height) {
            for x in field(column, width) {
                let colour = pixel(x, y);
                (0..3).for_each(|part| sums[part] += u64::from(colour[part]));
                count += 1;
            }
        }
        let [red, green, blue] = sums.map(|sum| sum / count);
        format!("{red:02x}{green:02x}{blue:02x}")
    };
    let line = |row: u32| (0..FIELDS).map(|column| mean(column, row)).collect::<Vec<_>>().join(" ");
    let fields = coloured.then(|| (0..FIELDS).map(line).collect::<Vec<_>>());
    json!({ "width": width, "height": height, "fields": fields })
}

/// Says where two values differ, and how.
fn compare(at: &str, reference: &Value, saved: &Value, differences: &mut Vec<String>) {
    match (reference, saved) {
        (Value::Object(old), Value::Object(new)) => {
            for key in old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))) {
                compare(&format!("{at}: {key}"), &reference[key], &saved[key], differences);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (number, (old, new)) in old.iter().zip(new).enumerate() {
                compare(&format!("{at}, {number}"), old, new, differences);
            }
        }
        (Value::String(old), Value::String(new)) if at.contains(": fields, ") && alike(old, new) => {}
        _ if reference == saved => {}
        _ => differences.push(format!("{at}: {reference} became {saved}")),
    }
}

/// Whether two lines of colours are near enough to each other.
fn alike(old: &str, new: &str) -> bool {
    let parts = |line: &str| {
        line.split(' ').flat_map(|colour| u32::from_str_radix(colour, 16).unwrap().to_be_bytes()).collect::<Vec<u8>>()
    };
    let (old, new) = (parts(old), parts(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.abs_diff(*b) <= TOLERANCE)
}
