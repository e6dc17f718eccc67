//! Files of which the server did not say how long they are: their ends say whether they are whole,
//! and none is thrown away for its end.

use std::fs;

use serde_json::{Value, json};

use crate::collection::{Collection, files_of};
use crate::site::Site;

#[test]
fn a_file_is_kept_whatever_its_end_is() {
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("pixel.gif", b"GIF89a\x01\0\x01\0\0\0\0;\n".to_vec(), "end_mark"),
        ("signed.pdf", [&b"%PDF-1.4\n%%EOF\n"[..], &[b'%'; 10_000]].concat(), "no_end"),
        ("stream.wav", b"RIFF\x24\xf0\xff\x7fWAVEfmt ".to_vec(), "unknown"),
        ("fragment.html", b"<p>One</p> two".to_vec(), "unknown"),
        ("timed.json", b"{\"a\": 1}<!-- 3 ms -->".to_vec(), "no_end"),
    ];
    let files = tempfile::tempdir().unwrap();
    for (name, bytes, _) in &cases {
        fs::write(files.path().join(name), bytes).unwrap();
    }
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let url = |name: &str| site.url(&format!("/with/Content-Disposition/attachment/{name}?chunked"));
    let urls = cases.each_ref().map(|(name, ..)| url(name));
    collection
        .run(&[&["archive", "--plugins", "staticfile,title"], &urls.each_ref().map(String::as_str)[..]].concat())
        .exits(1);
    for ((name, bytes, whole), url) in cases.iter().zip(&urls) {
        let result = collection.result(url, "staticfile");
        assert!(files_of(&result).len() == 2 && files_of(&result).contains(name), "{result:#}");
        let dir = collection.snapshot_dir(url).join("staticfile");
        assert!(fs::read(dir.join(name)).unwrap() == *bytes, "{name}");
        let account: Value = serde_json::from_slice(&fs::read(dir.join("result.json")).unwrap()).unwrap();
        assert_eq!(
            (&account["whole"], &account["filename"], &account["error"]),
            (&json!(whole), &json!(name), &Value::Null),
            "{account:#}"
        );
        let is_saved = format!("{name} is saved, but it looks truncated ({} bytes after", bytes.len());
        match *whole {
            "no_end" => assert!(
                result["status"] == "failed" && result["error"].as_str().unwrap().starts_with(&is_saved),
                "{result:#}"
            ),
            _ => assert_eq!(result["status"], "succeeded", "{result:#}"),
        }
        assert_eq!(collection.result(url, "title")["output_str"], "it is a file, not a page; see staticfile/");
    }
    collection.run(&["doctor"]).exits(0);
}
