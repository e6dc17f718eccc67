//! Commands that make a list of URLs of a file in another format.

use crate::input::{Conversion, Foreign};

/// Why a file is refused, and what to do.
pub fn words(foreign: &Foreign) -> String {
    let Some(conversion) = &foreign.conversion else {
        return format!("{foreign}. Write the URLs into a text file, one per line");
    };
    let note = match conversion {
        Conversion::Sqlite => " (for Firefox's places.sqlite; in Chrome's History the table is urls)",
        Conversion::UnknownColumn => " (0 is the first column; set the column of the URLs and the table's delimiter)",
        _ => "",
    };
    format!("{foreign}. To make a list of it: {} | tacklebox archive -{note}", command(conversion))
}

fn command(conversion: &Conversion) -> String {
    match conversion {
        Conversion::Gunzip => "gunzip -c < FILE".into(),
        Conversion::Bunzip2 => "bunzip2 -c < FILE".into(),
        Conversion::Xz => "xz -dc < FILE".into(),
        Conversion::Zstd => "zstd -dc < FILE".into(),
        Conversion::Unzip => "unzip -p FILE".into(),
        Conversion::Utf32 => "iconv -f UTF-32 -t UTF-8 FILE".into(),
        Conversion::Sqlite => "sqlite3 FILE 'SELECT url FROM moz_places'".into(),
        Conversion::Hrefs => "grep -oiE 'href=\"https?://[^\"]+' FILE | cut -c7- | sed 's/&amp;/\\&/g'".into(),
        Conversion::Rss => xml(r#"e.text for e in E.parse(sys.stdin).findall(".//{*}item/{*}link")"#),
        Conversion::Atom => xml(
            r#"e.get("href") for e in E.parse(sys.stdin).findall(".//{*}entry/{*}link") if e.get("rel", "alternate") == "alternate""#,
        ),
        Conversion::Opml => {
            xml(r#"e.get("htmlUrl") or e.get("url") for e in E.parse(sys.stdin).findall(".//outline")"#)
        }
        Conversion::Sitemap => xml(r#"e.text for e in E.parse(sys.stdin).findall(".//{*}loc")"#),
        Conversion::Shortcut => "sed -n 's/^URL=//p' FILE".into(),
        Conversion::JsonItems(key) => format!("jq -rc '.{}[]' FILE", key.as_deref().unwrap_or_default()),
        Conversion::JsonUrls => "jq -r '.. | .url? // empty' FILE".into(),
        Conversion::JsonLines => "jq -c . FILE".into(),
        Conversion::Column { column, delimiter } => {
            let delimiter = delimiter.escape_default();
            format!(
                "python3 -c 'import csv, sys; [print(row[{column}]) for row in list(csv.reader(sys.stdin, delimiter=\"{delimiter}\"))[1:] if row]' < FILE"
            )
        }
        Conversion::UnknownColumn => {
            "python3 -c 'import csv, sys; [print(row[0]) for row in csv.reader(sys.stdin, delimiter=\",\")]' < FILE"
                .into()
        }
        Conversion::Markdown => r"sed -nE 's/.*\]\((https?:[^ ]+)\).*/\1/p' FILE".into(),
        Conversion::Bullets => r"sed -E 's/^ *([-*+•]|[0-9]+[.)]) +//' FILE".into(),
    }
}

fn xml(expression: &str) -> String {
    format!(
        "python3 -c 'import sys, xml.etree.ElementTree as E; [print(x.strip()) for x in ({expression}) if x]' < FILE"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_as_they_were_read_last() {
        let all = [
            Conversion::Gunzip,
            Conversion::Bunzip2,
            Conversion::Xz,
            Conversion::Zstd,
            Conversion::Unzip,
            Conversion::Utf32,
            Conversion::Sqlite,
            Conversion::Hrefs,
            Conversion::Rss,
            Conversion::Atom,
            Conversion::Opml,
            Conversion::Sitemap,
            Conversion::Shortcut,
            Conversion::JsonItems(None),
            Conversion::JsonItems(Some("items".into())),
            Conversion::JsonUrls,
            Conversion::JsonLines,
            Conversion::Column { column: 2, delimiter: '\t' },
            Conversion::UnknownColumn,
            Conversion::Markdown,
            Conversion::Bullets,
        ];
        let foreign = |conversion| Foreign { what: "something".into(), conversion };
        let lines: Vec<String> =
            all.map(Some).into_iter().chain([None]).map(|conversion| words(&foreign(conversion))).collect();
        insta::assert_snapshot!("conversions", lines.join("\n"));
    }
}
