//! The name of a saved file: what the server or the address calls it, made safe. Pure.

use super::disposition::{Disposition, percent_decoded};
use crate::browser::static_file::{PART_FILE, RESULT_FILE};
use crate::model::mimetype::usual_ending;

/// Bytes; file systems take 255, and a name is often made longer by those who copy it.
const MAX_LENGTH: usize = 200;

/// What a file without any name is called.
const NAMELESS: &str = "file";

/// Endings that say what made a file and not what it is.
const MAKERS: &[&str] =
    &["php", "php5", "phtml", "asp", "aspx", "ashx", "jsp", "cgi", "pl", "do", "htm", "html", "xhtml", "shtml"];

/// The name to save a file under. `head` is how its contents begin.
pub fn file_name(disposition: Option<&str>, url: &str, mimetype: &str, head: &[u8]) -> String {
    let offered = disposition.and_then(|value| Disposition::parse(value).file_name).and_then(|name| safe(&name));
    let name = offered.or_else(|| last_segment(url).and_then(|name| safe(&name))).unwrap_or_else(|| NAMELESS.into());
    let name = cut(&with_ending(name, mimetype, head));
    // What lies beside it, also on file systems that ignore case.
    let is_taken = |taken: &str| name.eq_ignore_ascii_case(taken) || name.eq_ignore_ascii_case(&format!("{taken}.tmp"));
    if is_taken(RESULT_FILE) || is_taken(PART_FILE) { format!("{NAMELESS}_{name}") } else { name }
}

/// The mimetype that a name suggests.
pub fn mimetype_of(name: &str) -> Option<String> {
    mime_guess::from_path(name).first().map(|guess| guess.essence_str().to_owned())
}

/// The last part of the address's path that is not empty, decoded.
pub fn last_segment(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let segment = url.path_segments()?.rfind(|segment| !segment.is_empty())?.to_owned();
    Some(
        percent_decoded(&segment).map_or_else(|| segment.clone(), |bytes| String::from_utf8_lossy(&bytes).into_owned()),
    )
}

/// One component of a path, visible to everybody and the same everywhere; nothing when nothing is
/// left of it.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim_matches(['.', ' ']).is_empty())?;
    let shown: String = last
        .chars()
        .filter(|character| !character.is_control() && !is_invisible(*character))
        .map(|character| if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { character })
        .collect();
    let trimmed = shown.trim_matches(|character: char| character == '.' || character.is_whitespace());
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Characters that show nothing, or turn round what follows, and so make a name look like another.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

/// Adds the ending of its type to a name that has none that is known.
fn with_ending(name: String, mimetype: &str, head: &[u8]) -> String {
    let Some(ending) = ending_of(mimetype, head) else { return name };
    let is_known = name.rsplit_once('.').is_some_and(|(_, present)| {
        let present = present.to_ascii_lowercase();
        let says_what = !MAKERS.contains(&present.as_str()) || mimetype == "text/html";
        says_what && (present == ending || mime_guess::from_ext(&present).first().is_some())
    });
    if is_known { name } else { format!("{name}.{ending}") }
}

fn ending_of(mimetype: &str, head: &[u8]) -> Option<&'static str> {
    if let Some(ending) = usual_ending(mimetype) {
        return Some(ending);
    }
    let by_contents = || infer::get(head).map(|kind| kind.extension());
    match mimetype {
        "application/octet-stream" | "binary/octet-stream" => by_contents().or(Some("bin")),
        _ if mimetype.ends_with("+json") => Some("json"),
        _ if mimetype.ends_with("+xml") => Some("xml"),
        _ => by_contents(),
    }
}

/// Shortens a name and keeps its ending.
fn cut(name: &str) -> String {
    if name.len() <= MAX_LENGTH {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 16 && !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let room = MAX_LENGTH - ending.len();
    let end = (0..=room.min(stem.len())).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or(0);
    format!("{}{ending}", stem[..end].trim_end_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        let attachment = |name: &str| Some(format!("attachment; filename=\"{name}\""));
        for (disposition, url, mimetype, expected) in [
            (None, "http://a/b/c.pdf?d=e.txt", "application/pdf", "c.pdf"),
            (None, "http://a/", "application/json", "file.json"),
            (None, "http://a/feed/", "application/rss+xml", "feed.xml"),
            (None, "http://a/pdf/2401.01234", "application/pdf", "2401.01234.pdf"),
            (None, "http://a/download.php", "application/pdf", "download.php.pdf"),
            (None, "http://a/photo", "image/jpeg", "photo.jpg"),
            (None, "http://a/a.tar.gz", "application/octet-stream", "a.tar.gz"),
            (None, "http://a/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "text/plain", "passwd.txt"),
            (None, "http://a/caf%C3%A9%20menu.txt", "text/plain", "café menu.txt"),
            (None, "http://a/bad%ff%.txt", "text/plain", "bad%ff%.txt"),
            (None, "http://a/.htaccess", "text/plain", "htaccess.txt"),
            (None, "http://a/x.bin", "application/x-never-heard-of", "x.bin"),
            (None, "http://a/Result.JSON", "application/json", "file_Result.JSON"),
            (attachment("result.json"), "http://a/", "application/json", "file_result.json"),
            (attachment("download.part"), "http://a/", "application/octet-stream", "download.part.bin"),
            (attachment("../../../etc/cron.d/x.sh"), "http://a/", "application/x-sh", "x.sh"),
            (attachment("C:\\users\\me\\a.txt"), "http://a/", "text/plain", "a.txt"),
            (attachment(".."), "http://a/name.zip", "application/zip", "name.zip"),
            (attachment("/"), "http://a/", "text/csv", "file.csv"),
            (attachment("a\u{202e}fdp.exe"), "http://a/", "application/octet-stream", "afdp.exe"),
            (attachment("a\r\nb\u{0}c.txt"), "http://a/", "text/plain", "abc.txt"),
            (attachment("what? <now>: \\\"x\\\"|*.txt"), "http://a/", "text/plain", "what_ _now__ _x___.txt"),
            (attachment("page"), "http://a/", "text/html", "page.html"),
            (Some("attachment".into()), "not a url", "text/plain", "file.txt"),
        ] {
            assert_eq!(
                file_name(disposition.as_deref(), url, mimetype, b""),
                expected,
                "{disposition:?} {url} {mimetype}"
            );
        }
        assert_eq!(file_name(None, "http://a/x", "application/octet-stream", b"%PDF-1.7"), "x.pdf");
        assert_eq!(file_name(None, "http://a/x", "application/octet-stream", b"?"), "x.bin");
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = file_name(
            Some(&format!("attachment; filename={}.pdf", "ü".repeat(300))),
            "http://a/",
            "application/pdf",
            b"",
        );
        assert!(name.len() <= MAX_LENGTH && name.len() > MAX_LENGTH - 4 && name.ends_with("ü.pdf"), "{name}");
        assert_eq!(file_name(Some(&"x".repeat(999)), "http://a/", "application/pdf", b""), "file.pdf");
    }

    proptest! {
        #[test]
        fn every_name_is_one_safe_component(offered in "\\PC{0,300}|[./\\\\\u{0}-\u{20}%a-f0-9\"]{0,300}", path in "[./%a-f0-9-]{0,300}", mimetype in "image/png|text/plain|x/y|") {
            for disposition in [Some(format!("attachment; filename=\"{offered}\"")), Some(format!("attachment; filename*=UTF-8''{offered}")), None] {
                let name = file_name(disposition.as_deref(), &format!("http://a/{path}"), &mimetype, offered.as_bytes());
                prop_assert!(!name.is_empty() && name.len() <= MAX_LENGTH, "{name:?}");
                prop_assert!(!name.starts_with('.') && !name.contains(['/', '\\', '\u{0}']) && !name.chars().any(char::is_control), "{name:?}");
                prop_assert!(!name.eq_ignore_ascii_case(RESULT_FILE) && name != PART_FILE, "{name:?}");
            }
        }
    }
}
