//! Files that are no list of URLs: what they look like by their beginning, and what makes a list of
//! them. Pure.

use std::fmt;

use serde_json::Value;

use super::characters::trim;
use super::line::{self, Line, Shape};
use crate::model::url::Schemes;

/// A file of another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// With its article.
    what: String,
    /// A command that writes a list.
    command: Option<String>,
    /// What must be said of that.
    note: &'static str,
}

impl Foreign {
    fn new(what: &str, command: &str) -> Self {
        Foreign { what: what.to_owned(), command: Some(command.to_owned()), note: "" }
    }

    fn nothing_helps(what: &str) -> Self {
        Foreign { what: what.to_owned(), command: None, note: "" }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it looks like {}, not like a list with a URL a line, and nothing of it is taken. ", self.what)?;
        match &self.command {
            Some(command) => write!(f, "This makes a list of it: {command} | tacklebox archive -{}", self.note),
            None => f.write_str("Write the URLs into a text file, one a line"),
        }
    }
}

/// Formats that are no text, by their first bytes. UTF-16 must be decoded already.
pub fn of_bytes(head: &[u8]) -> Option<Foreign> {
    const MAGIC: &[(&[u8], &str, &str)] = &[
        (b"\x1f\x8b", "gzip", "gunzip -c < FILE"),
        (b"BZh", "bzip2", "bunzip2 -c < FILE"),
        (b"\xfd7zXZ\0", "xz", "xz -dc < FILE"),
        (b"\x28\xb5\x2f\xfd", "zstd", "zstd -dc < FILE"),
        (b"PK\x03\x04", "a ZIP archive", "unzip -p FILE"),
        (b"SQLite format 3\0", "an SQLite database", "sqlite3 FILE 'SELECT url FROM moz_places'"),
        (b"\xff\xfe\0\0", "UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"),
        (b"\0\0\xfe\xff", "UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"),
    ];
    const OTHERS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"bplist00", "a binary property list"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
    ];
    if let Some((_, what, command)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        let note = if head.starts_with(b"SQLite") {
            " (of Firefox's places.sqlite; in Chrome's History the table is urls)"
        } else {
            ""
        };
        return Some(Foreign { note, ..Foreign::new(what, command) });
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(Foreign::nothing_helps(what));
    }
    let is_binary = |byte: &&u8| **byte < 0x20 && !b"\t\n\x0b\x0c\r\x1b".contains(byte);
    // A list may have one or another of them in a title.
    (head.iter().filter(is_binary).count() * 8 > head.len()).then(|| Foreign::nothing_helps("a binary file"))
}

/// Text formats, by the beginning of the file; `is_whole` when that is all of it. An empty line, or
/// a comment, tells nothing.
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
    .find_map(|(beginning, what)| first.starts_with(beginning).then(|| Foreign::nothing_helps(what)))
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
    let xml = |what: &str, expression: &str| {
        let command = format!(
            "python3 -c 'import sys, xml.etree.ElementTree as E; [print(x.strip()) for x in ({expression}) if x]' < FILE"
        );
        Some(Foreign::new(what, &command))
    };
    let hrefs = "grep -oiE 'href=\"https?://[^\"]+' FILE | cut -c7- | sed 's/&amp;/\\&/g'";
    let has = |tag: &str| lower.contains(tag);
    if has("netscape-bookmark-file") {
        Some(Foreign::new("bookmarks of a browser (Netscape format)", hrefs))
    } else if has("<!doctype html") || has("<html") {
        Some(Foreign::new("an HTML page", hrefs))
    } else if has("<rss") || has("<rdf:rdf") {
        xml("an RSS feed", r#"e.text for e in E.parse(sys.stdin).findall(".//{*}item/{*}link")"#)
    } else if has("<feed") {
        xml(
            "an Atom feed",
            r#"e.get("href") for e in E.parse(sys.stdin).findall(".//{*}entry/{*}link") if e.get("rel", "alternate") == "alternate""#,
        )
    } else if has("<opml") {
        xml("an OPML outline", r#"e.get("htmlUrl") or e.get("url") for e in E.parse(sys.stdin).findall(".//outline")"#)
    } else if has("<urlset") || has("<sitemapindex") {
        xml("a sitemap", r#"e.text for e in E.parse(sys.stdin).findall(".//{*}loc")"#)
    } else if inner.starts_with("?xml") || has("<plist") {
        Some(Foreign::nothing_helps("XML"))
    } else {
        Some(Foreign::new("HTML", hrefs))
    }
}

/// What begins with `[`: JSON, or a shortcut of a desktop. A Markdown link and a `[URL]` do, too.
fn bracket(first: &str, second: Option<&str>) -> Option<Foreign> {
    if first == "[InternetShortcut]" || first == "[Desktop Entry]" {
        return Some(Foreign::new("a shortcut", "sed -n 's/^URL=//p' FILE"));
    }
    let next = trim(&first[1..]).chars().next().or_else(|| second.and_then(|line| line.chars().next()));
    matches!(next, None | Some('{' | '[' | '"' | ']')).then(|| Foreign::new("a JSON array", "jq -rc '.[]' FILE"))
}

/// JSON that is not an object with a `url` on each line.
fn json_document(first: &str, second: Option<&str>, is_whole: bool) -> Option<Foreign> {
    if first.starts_with("{\\rtf") {
        return Some(Foreign::nothing_helps("an RTF document"));
    }
    let items = |text: &str| {
        ["items", "bookmarks", "links", "urls", "data", "list"]
            .into_iter()
            .find(|key| text.contains(&format!("\"{key}\"")))
    };
    let document = |what: &str, items: Option<&str>| {
        let command = items
            .map_or_else(|| "jq -r '.. | .url? // empty' FILE".to_owned(), |key| format!("jq -rc '.{key}[]' FILE"));
        Some(Foreign::new(what, &command))
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
                return Some(Foreign::new("JSON objects over several lines", "jq -c . FILE"));
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
    [
        ('\t', "\\t", "a table with tabs between its columns"),
        (',', ",", "CSV"),
        (';', ";", "CSV with semicolons"),
        ('|', "|", "a table"),
    ]
    .into_iter()
    .find_map(|(delimiter, written, what)| {
        let names: Vec<String> =
            first.split(delimiter).map(|name| trim(name).trim_matches('"').to_ascii_lowercase()).collect();
        let column = names.iter().position(|name| NAMES.contains(&name.as_str())).filter(|_| names.len() > 1)?;
        let rows = format!("csv.reader(sys.stdin, delimiter=\"{written}\")");
        Some(Foreign::new(
            what,
            &format!("python3 -c 'import csv, sys; [print(row[{column}]) for row in list({rows})[1:] if row]' < FILE"),
        ))
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
        Some(Foreign::new("a Markdown list", r"sed -nE 's/.*\]\((https?:[^ ]+)\).*/\1/p' FILE"))
    } else if is_most(Shape::Bullet) {
        Some(Foreign::new("a list with bullets or numbers", r"sed -E 's/^ *([-*+•]|[0-9]+[.)]) +//' FILE"))
    } else if is_most(Shape::Table) {
        let command =
            "python3 -c 'import csv, sys; [print(row[0]) for row in csv.reader(sys.stdin, delimiter=\",\")]' < FILE";
        let note = " (0 is the first column; write that of the URLs, and the delimiter that the table has)";
        Some(Foreign { note, ..Foreign::new("a table", command) })
    } else {
        None
    }
}
