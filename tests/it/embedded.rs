//! What is embedded in a page: frames, framesets, PDFs, pictures, audio and video; and whether
//! bodies are whole.

use std::fs;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::collection::Collection;
use crate::site::Site;

/// The headless shell keeps all frames in one process, and has no viewer of PDFs; full Chrome gives
/// the frames of another site, and its viewer, processes of their own.
const BROWSERS: [&str; 2] = ["CHROME_BINARY=chromium-headless-shell", "CHROME_BINARY=chromium"];

fn outlinks(collection: &Collection, url: &str) -> Value {
    serde_json::from_str(
        &fs::read_to_string(collection.snapshot_dir(url).join("parse_dom_outlinks/outlinks.json")).unwrap(),
    )
    .unwrap()
}

#[test]
fn links_in_frames_are_found_whatever_process_they_have() {
    let files = tempfile::tempdir().unwrap();
    let site = Site::serve(files.path());
    let (here, other) = (|path: &str| site.url(path), |path: &str| site.url_at("localhost", path));
    let page = format!(
        "<!doctype html><base href=/base/><a href=own>1</a><iframe src='{}'></iframe><object data=/embedded.pdf type=application/pdf></object>\
         <iframe srcdoc=\"<base href=/inner/><a href=written>2</a><embed src=/inner.pdf type=application/pdf>\"></iframe>\
         <object data=/drawing.svg type=image/svg+xml></object><iframe src=/framed.pdf></iframe>",
        other("/middle.html"),
    );
    fs::write(files.path().join("page.html"), page).unwrap();
    fs::write(
        files.path().join("middle.html"),
        format!("<a href=/of_another_site>3</a><iframe src='{}'></iframe>", here("/innermost.html")),
    )
    .unwrap();
    fs::write(files.path().join("innermost.html"), "<a href=/deep target=_top>4</a>").unwrap();
    fs::write(
        files.path().join("drawing.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg'><a href='/drawn'><text y='20'>5</text></a></svg>",
    )
    .unwrap();
    let pdf = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/site/document.pdf")).unwrap();
    for name in ["embedded.pdf", "inner.pdf", "framed.pdf"] {
        fs::write(files.path().join(name), &pdf).unwrap();
    }
    let url = here("/page.html");
    for browser in BROWSERS {
        let collection = Collection::new();
        let arguments = [
            "archive",
            "--plugins",
            "parse_dom_outlinks,staticfile",
            "--depth",
            "1",
            "--scope",
            "any",
            "--set",
            browser,
            &url,
        ];
        collection.run(&arguments);
        let links = outlinks(&collection, &url);
        let sorted = |name: &str| {
            let mut list: Vec<&str> =
                links[name].as_array().unwrap().iter().map(|address| address.as_str().unwrap()).collect();
            list.sort_unstable();
            list
        };
        let mut expected =
            vec![here("/base/own"), here("/deep"), here("/inner/written"), here("/drawn"), other("/of_another_site")];
        expected.sort();
        assert_eq!(sorted("hrefs"), expected, "{browser}");
        assert_eq!(sorted("embeds"), [here("/drawing.svg"), here("/embedded.pdf"), here("/inner.pdf")], "{browser}");
        let mut crawled: Vec<String> =
            collection.list().iter().map(|listed| listed["url"].as_str().unwrap().to_owned()).collect();
        crawled.sort();
        expected.extend([url.clone(), here("/embedded.pdf"), here("/inner.pdf"), here("/framed.pdf")]);
        expected.sort();
        assert_eq!(crawled, expected, "{browser}");
    }
}

#[test]
fn the_links_of_a_frameset_are_followed() {
    let files = tempfile::tempdir().unwrap();
    fs::write(
        files.path().join("page.html"),
        "<title>Set</title><frameset cols='30%,70%'><frame src=menu.html><frame src=main.html></frameset>",
    )
    .unwrap();
    fs::write(files.path().join("menu.html"), "<a href=one.html target=main>1</a>").unwrap();
    fs::write(files.path().join("main.html"), "<a href=two.html>2</a>").unwrap();
    for name in ["one.html", "two.html"] {
        fs::write(files.path().join(name), format!("<title>{name}</title>")).unwrap();
    }
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = site.url("/page.html");
    collection.run(&["archive", "--plugins", "title,parse_dom_outlinks", "--depth", "1", &url]).exits(0);
    assert_eq!(outlinks(&collection, &url)["hrefs"], json!([site.url("/one.html"), site.url("/two.html")]));
    assert_eq!(collection.show(&site.url("/two.html"))["title"], "two.html");
}

/// A WAV file of `seconds` seconds with 88200 bytes each.
fn noise(seconds: u32) -> Vec<u8> {
    let length = seconds * 88_200;
    let samples = (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
    let number = |number: u32| number.to_le_bytes();
    let head = [
        &b"RIFF"[..],
        &number(36 + length),
        b"WAVEfmt ",
        &number(16),
        &[1, 0, 1, 0],
        &number(44_100),
        &number(88_200),
        &[2, 0, 16, 0],
        b"data",
        &number(length),
    ];
    head.concat().into_iter().chain(samples).collect()
}

/// The lines of the responses' index about an address.
fn lines_about(collection: &Collection, page: &str, url: &str) -> Vec<Value> {
    let index = fs::read_to_string(collection.snapshot_dir(page).join("responses/index.jsonl")).unwrap();
    let lines = index.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["url"] == url).collect()
}

#[test]
fn what_is_embedded_and_what_plays_is_kept_whole() {
    let files = tempfile::tempdir().unwrap();
    let site = Site::serve(files.path());
    let page = "<!doctype html><title>Parts</title><embed src=embedded.pdf type=application/pdf>\
        <iframe srcdoc='<object data=/inner.pdf type=application/pdf></object>'></iframe>\
        <div><template shadowrootmode=open><embed src=shadow.pdf#page=2 type=application/pdf></template></div>\
        <audio src=played.wav?ranges controls preload=auto></audio>\
        <video preload=none controls><source src=unplayed.wav?ranges type=audio/wav></video>\
        <audio preload=none controls src=/redirect/1/led_to.wav?ranges></audio>\
        <audio preload=none controls src=live.wav?chunked></audio>\
        <video preload=none controls src=list.m3u8></video>";
    fs::write(files.path().join("page.html"), page).unwrap();
    let pdf = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/site/document.pdf")).unwrap();
    let mut kept = Vec::new();
    for name in ["embedded.pdf", "inner.pdf", "shadow.pdf"] {
        fs::write(files.path().join(name), &pdf).unwrap();
        kept.push((site.url(&format!("/{name}")), pdf.clone()));
    }
    for (n, name) in ["played.wav", "unplayed.wav", "live.wav", "led_to.wav"].into_iter().enumerate() {
        let bytes = noise(60 + n as u32);
        fs::write(files.path().join(name), &bytes).unwrap();
        match name {
            "live.wav" => {}
            "led_to.wav" => kept.push((site.url("/redirect/1/led_to.wav?ranges"), bytes)),
            _ => kept.push((site.url(&format!("/{name}?ranges")), bytes)),
        }
    }
    let url = site.url("/page.html");
    for browser in BROWSERS {
        let collection = Collection::new();
        collection.run(&["archive", "--plugins", "responses", "--set", browser, &url]).exits(0);
        assert_eq!(collection.show(&url)["facts"]["missing"], Value::Null, "{browser}");
        for (address, bytes) in &kept {
            let digest = format!("{:x}", Sha256::digest(bytes));
            let lines = lines_about(&collection, &url, address);
            let whole = lines.iter().find(|line| line["body"]["sha256"] == digest.as_str());
            let whole = whole.unwrap_or_else(|| panic!("{browser}: {address} is not whole: {lines:#?}"));
            let path = whole["body"]["path"].as_str().unwrap();
            assert!(
                fs::read(collection.snapshot_dir(&url).join("responses").join(path)).unwrap() == *bytes,
                "{browser}: {address}"
            );
        }
        let live = lines_about(&collection, &url, &site.url("/live.wav?chunked"));
        assert!(
            live.iter().any(|line| line["error"].as_str().is_some_and(|error| error.contains("does not say how long"))),
            "{browser}: {live:#?}"
        );
        let result = collection.result(&url, "responses")["output_str"].as_str().unwrap().to_owned();
        assert!(result.contains("1 of its audio or video came in pieces"), "{browser}: {result}");
    }
}

#[test]
fn parts_beyond_their_limits_are_told() {
    const LONG: &str = "<!doctype html><title>Long</title><audio src=long.wav?ranges controls></audio><embed src=/large/3000000?chunked type=application/pdf>";
    let files = tempfile::tempdir().unwrap();
    let site = Site::serve(files.path());
    fs::write(files.path().join("page.html"), LONG).unwrap();
    fs::write(files.path().join("long.wav"), noise(60)).unwrap();
    let (url, collection) = (site.url("/page.html"), Collection::new());
    collection
        .run(&[
            "archive",
            "--plugins",
            "responses",
            "--set",
            "RESPONSES_MEDIA_MAX_BYTES=2000000",
            "--set",
            "RESPONSES_MAX_BYTES=1000000",
            &url,
        ])
        .exits(0);
    for (part, why) in [
        ("/long.wav?ranges", "it has 5.3 MB, and RESPONSES_MEDIA_MAX_BYTES leaves 2.0 MB for it"),
        ("/large/3000000?chunked", "it has more than 1.0 MB, which RESPONSES_MAX_BYTES allows for it"),
    ] {
        let lines = lines_about(&collection, &url, &site.url(part));
        let told = lines
            .iter()
            .find(|line| line["state"] == "failed" && line["status"].is_null())
            .unwrap_or_else(|| panic!("{lines:#?}"));
        assert_eq!(told["error"], format!("it was not fetched whole: {why}"));
    }
    assert!(
        site.requests()
            .iter()
            .filter(|request| request.is_for("/long.wav"))
            .all(|request| request.header("Range").is_some())
    );
}

/// Text as gzip without its end: a block that is not the last one.
fn cut_gzip(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let head = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
    [head, text.as_bytes().to_vec()].concat()
}

#[test]
fn a_page_whose_compressed_body_is_cut_is_told() {
    let files = tempfile::tempdir().unwrap();
    let site = Site::serve(files.path());
    fs::write(
        files.path().join("cut.html"),
        cut_gzip("<!doctype html><html><head><title>Cut</title></head><body><h1>Cut</h1><p>The end of this is mis"),
    )
    .unwrap();
    fs::write(
        files.path().join("whole.html"),
        cut_gzip("<!doctype html><html><head><title>Whole</title></head><body><h1>Whole</h1></body></html>"),
    )
    .unwrap();
    let (cut, whole) =
        (site.url("/with/Content-Encoding/gzip/cut.html"), site.url("/with/Content-Encoding/gzip/whole.html"));
    let collection = Collection::new();
    collection.run(&["archive", "--plugins", "title,responses", &cut, &whole]).exits(0);
    let told = "the page may be cut off: its HTML has no end";
    assert_eq!(collection.show(&cut)["facts"]["notes"], json!([told]));
    assert_eq!(lines_about(&collection, &cut, &cut)[0]["body_note"], told);
    assert!(collection.result(&cut, "responses")["output_str"].as_str().unwrap().contains(told));
    assert_eq!(collection.show(&whole)["facts"]["notes"], Value::Null);
    assert_eq!(collection.show(&cut)["title"], "Cut");
}
