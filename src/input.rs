//! What a person gives to be archived: URLs, files with URLs, standard input. A bad line is reported and stops nothing.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::record::split_tags;
use crate::snapshot::Candidate;
use crate::url::{MAX_LENGTH, PageUrl, Schemes};

/// The longest line of a list, in bytes; what follows in that line is passed over.
const MAX_LINE: u64 = 4 * MAX_LENGTH as u64;

/// The greatest depth that a list may give a page.
const MAX_DEPTH: u32 = 1_000_000;

/// One argument of `archive`, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Page(PageUrl),
    File(PathBuf),
    Stdin,
}

/// Why an argument is neither a URL nor a list.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("{argument}: not a URL ({reason}), and there is no such file")]
    Neither { argument: String, reason: String },
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

impl Source {
    /// Understands an argument: `-`, a URL, or the path of a file.
    pub fn parse(argument: &str, schemes: Schemes) -> Result<Self, SourceError> {
        if argument == "-" {
            return Ok(Source::Stdin);
        }
        let path = PathBuf::from(argument);
        match schemes.parse(argument) {
            Ok(url) => Ok(Source::Page(url)),
            // Not only regular files: `archive <(some-command)` gives the path of a pipe.
            Err(_) if path.exists() && !path.is_dir() => Ok(Source::File(path)),
            Err(reason) => Err(SourceError::Neither { argument: argument.chars().take(300).collect(), reason: reason.to_string() }),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Page(url) => url.fmt(f),
            Source::File(path) => path.display().fmt(f),
            Source::Stdin => f.write_str("standard input"),
        }
    }
}

/// A line that names no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub number: u64,
    /// Its beginning.
    pub text: String,
    pub reason: String,
}

/// Reads a list line by line.
pub struct Lines<R> {
    reader: R,
    schemes: Schemes,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R, schemes: Schemes) -> Self {
        Lines { reader, schemes, number: 0 }
    }

    /// The next line of at most [`MAX_LINE`] bytes, without its end; whether it was cut.
    fn next_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut line = Vec::new();
        if self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let cut = line.last() != Some(&b'\n') && line.len() as u64 == MAX_LINE && self.skip_to_end_of_line()?;
        self.number += 1;
        Ok(Some((line, cut)))
    }

    fn skip_to_end_of_line(&mut self) -> io::Result<bool> {
        let mut skipped = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(skipped);
            }
            skipped = true;
            match buffer.iter().position(|byte| *byte == b'\n') {
                Some(end) => {
                    self.reader.consume(end + 1);
                    return Ok(true);
                }
                None => {
                    let count = buffer.len();
                    self.reader.consume(count);
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Result<Candidate, BadLine>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (line, cut) = match self.next_line().transpose()? {
                Ok(line) => line,
                Err(error) => return Some(Err(error)),
            };
            let text = String::from_utf8_lossy(&line);
            let read = if cut { Err(format!("the line is longer than {MAX_LINE} bytes")) } else { read_line(&text, self.schemes) };
            match read {
                Ok(None) => {}
                Ok(Some(candidate)) => return Some(Ok(Ok(candidate))),
                Err(reason) => {
                    let text = text.trim().chars().take(100).collect::<String>().replace(char::is_control, "\u{fffd}");
                    return Some(Ok(Err(BadLine { number: self.number, text, reason })));
                }
            }
        }
    }
}

/// One line of a list. `None`: blank, or a comment.
fn read_line(line: &str, schemes: Schemes) -> Result<Option<Candidate>, String> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    if line.starts_with('{') {
        return read_object(line, schemes).map(Some);
    }
    let url = schemes.parse(line).map_err(|error| error.to_string())?;
    Ok(Some(given(url)))
}

fn read_object(line: &str, schemes: Schemes) -> Result<Candidate, String> {
    #[derive(Deserialize)]
    struct Entry {
        url: String,
        title: Option<String>,
        #[serde(default)]
        tags: Value,
        #[serde(default)]
        depth: u32,
    }
    let entry: Entry = serde_json::from_str(line).map_err(|error| format!("it is not a JSON object with a `url`: {error}"))?;
    if entry.depth > MAX_DEPTH {
        return Err(format!("`depth` is {}; no crawl goes beyond {MAX_DEPTH}", entry.depth));
    }
    let url = schemes.parse(&entry.url).map_err(|error| error.to_string())?;
    let tags = match entry.tags {
        Value::Null => Vec::new(),
        Value::String(text) => split_tags(&text),
        Value::Array(list) => {
            list.into_iter().map(|tag| tag.as_str().map(str::to_owned).ok_or("`tags` must be texts".to_owned())).collect::<Result<_, _>>()?
        }
        _ => return Err("`tags` must be a list of texts, or one text with commas".into()),
    };
    Ok(Candidate { title: entry.title, tags, depth: entry.depth, ..given(url) })
}

/// A page that was given as a bare URL.
pub fn given(url: PageUrl) -> Candidate {
    Candidate { url, depth: 0, title: None, tags: Vec::new(), found_by: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &[u8]) -> Vec<Result<Candidate, BadLine>> {
        Lines::new(text, Schemes::default()).map(Result::unwrap).collect()
    }

    #[test]
    fn lists() {
        let list = "\u{feff}# comment\nhttp://a/\r\n\nnonsense\n{\"url\":\"http://b/\",\"title\":\"B\",\"tags\":\"x,y\",\"depth\":1}\n{\"title\":1}\nftp://c/";
        let lines = read(list.as_bytes());
        assert_eq!(lines[0].as_ref().unwrap().url.as_str(), "http://a/");
        let bad = lines[1].as_ref().unwrap_err();
        assert_eq!((bad.number, bad.text.as_str()), (4, "nonsense"));
        let object = lines[2].as_ref().unwrap();
        assert_eq!((object.title.as_deref(), object.tags.len(), object.depth), (Some("B"), 2, 1));
        assert_eq!(lines[3].as_ref().unwrap_err().number, 6);
        assert!(lines[4].as_ref().unwrap_err().reason.starts_with("ftp: addresses are refused"));
    }

    #[test]
    fn a_line_of_many_megabytes_is_one_bad_line() {
        let mut list = vec![b'x'; 3 * MAX_LINE as usize];
        list.extend_from_slice(b"\nhttp://a/\n");
        let lines = read(&list);
        assert_eq!((lines.len(), lines[0].as_ref().unwrap_err().number), (2, 1));
        assert!(lines[1].is_ok());
    }

    #[test]
    fn arguments() {
        assert_eq!(Source::parse("-", Schemes::default()).unwrap(), Source::Stdin);
        assert!(matches!(Source::parse("https://a.example", Schemes::default()).unwrap(), Source::Page(_)));
        assert!(matches!(Source::parse("Cargo.toml", Schemes::default()).unwrap(), Source::File(_)));
        let error = Source::parse("a.example/x", Schemes::default()).unwrap_err().to_string();
        assert_eq!(error, "a.example/x: not a URL (it has no scheme; did you mean https://a.example/x ?), and there is no such file");
    }

    proptest! {
        #[test]
        fn a_list_of_anything_gives_a_page_or_a_harmless_reason_for_every_line(
            lines in proptest::collection::vec(
                prop_oneof![
                    "(?s)[^\n]{0,80}",
                    Just("\u{1b}]0;title\u{7}\u{1b}[2J".to_owned()),
                    Just("\0http://a.example/\0".to_owned()),
                    Just("{\"url\":\"http://a.example/\",\"tags\":[1],\"depth\":-1}".to_owned()),
                    Just(format!("http://a.example/{}", "%2e%2e/".repeat(2000))),
                    "(http|ftp|file|data|javascript|about)://[a-z\u{e4}\u{202e}.:@%/\\\\]{0,40}",
                    "[a-z]".prop_map(|letter| letter.repeat(MAX_LINE as usize + 10)),
                ],
                0..12,
            ),
        ) {
            let text = lines.join("\n");
            let wanted = text.split('\n').filter(|line| {
                let line = line.trim_start_matches('\u{feff}').trim();
                !line.is_empty() && !line.starts_with('#')
            });
            let read = read(text.as_bytes());
            prop_assert_eq!(read.len(), wanted.count());
            for bad in read.into_iter().filter_map(Result::err) {
                prop_assert!(!bad.text.contains(char::is_control) && bad.number >= 1 && !bad.reason.is_empty());
            }
        }

        #[test]
        fn no_list_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }
    }
}
