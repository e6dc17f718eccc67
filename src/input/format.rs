//! Files that are not a list of URLs: their format, by how they begin, and how a list can be made of
//! them. Pure.

use std::fmt;

use serde_json::Value;

use super::characters::trim;
use super::line::{self, Line, Shape};
use crate::model::url::Schemes;

/// A file of another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// What it looks like, with its article.
    pub what: String,
    /// How it can be made a list; absent when no common program does it.
    pub conversion: Option<Conversion>,
}

/// How a file of another format can be made a list of URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conversion {
    Gunzip,
    Bunzip2,
    Xz,
    Zstd,
    Unzip,
    Utf32,
    /// The table with the addresses of a browser's database.
    Sqlite,
    /// The `href` of each HTML link.
    Hrefs,
    Rss,
    Atom,
    Opml,
    Sitemap,
    /// The `URL=` line of a desktop shortcut.
    Shortcut,
    /// The items of a JSON array; with a key, of the array that it names.
    JsonItems(Option<String>),
    /// Every `url` in a JSON document.
    JsonUrls,
    /// JSON objects, one on each line.
    JsonLines,
    /// A column of a table with a header, counted from 0.
    Column {
        column: usize,
        delimiter: char,
    },
    /// A column of a table of which neither the column nor the delimiter is known.
    UnknownColumn,
    Markdown,
    Bullets,
}

impl Foreign {
    fn new(what: &str, conversion: Conversion) -> Self {
        Foreign { what: what.to_owned(), conversion: Some(conversion) }
    }

    fn without_conversion(what: &str) -> Self {
        Foreign { what: what.to_owned(), conversion: None }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it looks like {}, not like a list with one URL per line; none of it was taken", self.what)
    }
}

/// Binary formats, by their first bytes. UTF-16 must be decoded already.
pub fn of_bytes(head: &[u8]) -> Option<Foreign> {
    const MAGIC: &[(&[u8], &str, Conversion)] = &[
        (b"\x1f\x8b", "gzip", Conversion::Gunzip),
        (b"BZh", "bzip2", Conversion::Bunzip2),
        (b"\xfd7zXZ\0", "xz", Conversion::Xz),
        (b"\x28\xb5\x2f\xfd", "zstd", Conversion::Zstd),
        (b"PK\x03\x04", "a ZIP archive", Conversion::Unzip),
        (b"SQLite format 3\0", "an SQLite database", Conversion::Sqlite),
        (b"\xff\xfe\0\0", "UTF-32", Conversion::Utf32),
        (b"\0\0\xfe\xff", "UTF-32", Conversion::Utf32),
    ];
    const OTHERS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"bplist00", "a binary property list"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
    ];
    if let Some((_, what, conversion)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some(Foreign::new(what, conversion.clone()));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(Foreign::without_conversion(what));
    }
    let is_binary = |byte: &&u8| **byte < 0x20 && !b"\t\n\x0b\x0c\r\x1b".contains(byte);
    // A list may have one or another of them in a title.
    (head.iter().filter(is_binary).count() * 8 > head.len()).then(|| Foreign::without_conversion("a binary file"))
}

/// Text formats, by the beginning of the file; `is_whole` when that is all of it. Empty lines and
/// comments are ignored.
pub fn of_text(head: &[u8], is_whole: bool, schemes: Schemes) -> Option<Foreign> {
    let text = String::from_utf8_lossy(head);
    let mut lines: Vec<&str> = text.split(['\n', '\r']).collect();
    // What is left of the last line may be half of one.
    let is_first_whole = is_whole || lines.len() > 1;
    if !is_whole && lines.len() > 1 {
        lines.pop();
    }
    let lines: Vec<&str> =
        lines.into_iter().map(trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let first = *lines.first()?;
    let by_beginning = match first.as_bytes()[0] {
        b'<' => markup(first, &text),
        b'[' => bracket(first, lines.get(1).copied()),
        b'{' => json_document(first, lines.get(1).copied(), is_first_whole),
        _ => beginning(first).or_else(|| table_with_header(first)),
    };
    by_beginning.or_else(|| shape(&lines, schemes))
}

fn beginning(first: &str) -> Option<Foreign> {
    [
        ("WARC/", "a WARC file"),
        ("MIME-Version:", "a saved page (MHTML)"),
        ("From: <Saved by", "a saved page (MHTML)"),
        ("BEGIN:VCARD", "a vCard file"),
    ]
    .into_iter()
    .find_map(|(beginning, what)| first.starts_with(beginning).then(|| Foreign::without_conversion(what)))
}

/// What begins with `<` and is no `<URL>`.
fn markup(first: &str, text: &str) -> Option<Foreign> {
    let lower = text.to_ascii_lowercase();
    let inner = first[1..].to_ascii_lowercase();
    if ["http:", "https:", "file:", "url:", "ftp:", "mailto:"].iter().any(|scheme| inner.starts_with(scheme)) {
        return None;
    }
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?' | '/')) {
        return None;
    }
    let has = |tag: &str| lower.contains(tag);
    if has("netscape-bookmark-file") {
        Some(Foreign::new("bookmarks of a browser (Netscape format)", Conversion::Hrefs))
    } else if has("<!doctype html") || has("<html") {
        Some(Foreign::new("an HTML page", Conversion::Hrefs))
    } else if has("<rss") || has("<rdf:rdf") {
        Some(Foreign::new("an RSS feed", Conversion::Rss))
    } else if has("<feed") {
        Some(Foreign::new("an Atom feed", Conversion::Atom))
    } else if has("<opml") {
        Some(Foreign::new("an OPML outline", Conversion::Opml))
    } else if has("<urlset") || has("<sitemapindex") {
        Some(Foreign::new("a sitemap", Conversion::Sitemap))
    } else if inner.starts_with("?xml") || has("<plist") {
        Some(Foreign::without_conversion("XML"))
    } else {
        Some(Foreign::new("HTML", Conversion::Hrefs))
    }
}

/// What begins with `[`: JSON, or a shortcut of a desktop. A Markdown link and a `[URL]` do, too.
fn bracket(first: &str, second: Option<&str>) -> Option<Foreign> {
    if first == "[InternetShortcut]" || first == "[Desktop Entry]" {
        return Some(Foreign::new("a shortcut", Conversion::Shortcut));
    }
    let next = trim(&first[1..]).chars().next().or_else(|| second.and_then(|line| line.chars().next()));
    matches!(next, None | Some('{' | '[' | '"' | ']'))
        .then(|| Foreign::new("a JSON array", Conversion::JsonItems(None)))
}

/// JSON that is not an object with a `url` on each line.
fn json_document(first: &str, second: Option<&str>, is_whole: bool) -> Option<Foreign> {
    if first.starts_with("{\\rtf") {
        return Some(Foreign::without_conversion("an RTF document"));
    }
    let items = |text: &str| {
        ["items", "bookmarks", "links", "urls", "data", "list"]
            .into_iter()
            .find(|key| text.contains(&format!("\"{key}\"")))
    };
    let document = |what: &str, items: Option<&str>| {
        let conversion = items.map_or(Conversion::JsonUrls, |key| Conversion::JsonItems(Some(key.to_owned())));
        Some(Foreign::new(what, conversion))
    };
    match serde_json::from_str::<Value>(first) {
        Ok(Value::Object(fields))
            if !fields.contains_key("url") && fields.values().any(|value| value.is_array() || value.is_object()) =>
        {
            let list = fields.iter().find(|(_, value)| value.is_array()).map(|(key, _)| key.as_str());
            let is_feed =
                fields.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
            let list = list.filter(|key| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
            document(if is_feed { "a JSON feed" } else { "a JSON document" }, list)
        }
        Ok(_) => None,
        // The object goes on in the next line; where that begins another one, this is a broken line
        // among good ones.
        Err(error) if error.is_eof() && second.is_some_and(|second| !second.starts_with('{')) => {
            if first == "{" && items(first).is_none() && second.is_some_and(|second| second.starts_with("\"url\"")) {
                return Some(Foreign::new("JSON objects over several lines", Conversion::JsonLines));
            }
            document("a JSON document over several lines", None)
        }
        Err(error) if error.is_eof() && second.is_none() && !is_whole => document("a JSON document", items(first)),
        Err(_) => None,
    }
}

/// A first line with names of columns, one of which holds the addresses.
fn table_with_header(first: &str) -> Option<Foreign> {
    const NAMES: &[&str] = &[
        "url",
        "urls",
        "uri",
        "link",
        "links",
        "href",
        "address",
        "website",
        "web address",
        "page url",
        "page_url",
        "location",
        "given_url",
        "resolved_url",
    ];
    if first.contains("://") {
        return None;
    }
    [('\t', "a table with tabs between its columns"), (',', "CSV"), (';', "CSV with semicolons"), ('|', "a table")]
        .into_iter()
        .find_map(|(delimiter, what)| {
            let names: Vec<String> =
                first.split(delimiter).map(|name| trim(name).trim_matches('"').to_ascii_lowercase()).collect();
            let column = names.iter().position(|name| NAMES.contains(&name.as_str())).filter(|_| names.len() > 1)?;
            Some(Foreign::new(what, Conversion::Column { column, delimiter }))
        })
}

/// What most of the lines look like when hardly any is taken.
fn shape(lines: &[&str], schemes: Schemes) -> Option<Foreign> {
    let read: Vec<_> = lines.iter().map(|line| line::read(line.as_bytes(), schemes)).collect();
    let good = read.iter().filter(|line| matches!(line, Ok(Line::Page { .. }))).count();
    let count =
        |shape: Shape| read.iter().filter(|line| matches!(line, Err(refusal) if refusal.shape == shape)).count();
    let is_most = |shape: Shape| lines.len() > 1 && good * 10 <= lines.len() && count(shape) * 2 > lines.len();
    if is_most(Shape::MarkdownLink) {
        Some(Foreign::new("a Markdown list", Conversion::Markdown))
    } else if is_most(Shape::Bullet) {
        Some(Foreign::new("a list with bullets or numbers", Conversion::Bullets))
    } else if is_most(Shape::Table) {
        Some(Foreign::new("a table", Conversion::UnknownColumn))
    } else {
        None
    }
}
