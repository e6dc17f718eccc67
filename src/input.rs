//! What a person gives to be archived: URLs, files with URLs, standard input. A bad line is
//! reported and stops nothing.

mod characters;
mod format;
mod line;
mod lines;
mod utf16;

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::model::snapshot::Candidate;
use crate::model::url::{PageUrl, Schemes, UrlError, with_scheme};

pub use format::Foreign;
pub use lines::{BadLine, Entry, LeftOut, Lines};

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
    #[error(
        "{0}: there is no such file, and it is no URL, as its host has no dot; write https://{0}/ if a host has this name"
    )]
    Word(String),
    #[error("{0}: there is no such file; an age belongs to its option, with a =, as in --skip-archived={0}")]
    Age(String),
    #[error("{0}: there is no such file; write https://{0}/ if a site has this name")]
    NoFile(String),
    #[error("{0}: it is a directory; give the URLs, or a file with them")]
    Directory(String),
    #[error("{argument}: it is no URL: {reason}")]
    NoUrl { argument: String, reason: String },
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

/// How names of lists and of other files end. A word that ends so is the name of a file, and not of
/// a site, although md and zip are domains.
const ENDINGS: &[&str] = &[
    "txt", "text", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "xml", "rss", "atom", "opml", "md",
    "markdown", "zip", "gz", "xz", "bz2", "zst", "db", "sqlite", "log", "list", "lst", "url", "webloc", "pdf", "docx",
    "xlsx", "warc",
];

impl Source {
    /// Understands an argument: `-`, a URL, the path of a file, or a URL without its scheme.
    pub fn parse(argument: &str, schemes: Schemes) -> Result<Self, SourceError> {
        if argument == "-" {
            return Ok(Source::Stdin);
        }
        let error = match page(argument, schemes) {
            Ok(url) => return Ok(Source::Page(url)),
            Err(error) => error,
        };
        let path = PathBuf::from(argument);
        if path.is_dir() {
            return Err(SourceError::Directory(shown(argument)));
        }
        // Not only regular files: `archive <(some-command)` gives the path of a pipe.
        if path.exists() {
            return Ok(Source::File(path));
        }
        let is_word = !argument.contains(['/', '?', '#', ':', '@']) && !argument.contains(char::is_whitespace);
        let ending = argument.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match error {
            NoPage::NotExact(reason) => Err(SourceError::NoUrl { argument: shown(argument), reason }),
            NoPage::Url(UrlError::NoScheme(_))
                if is_word && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) =>
            {
                Err(SourceError::NoFile(shown(argument)))
            }
            NoPage::Url(UrlError::NoUrl) if is_age(argument) => Err(SourceError::Age(shown(argument))),
            NoPage::Url(UrlError::NoUrl) if is_word && !argument.contains('.') => {
                Err(SourceError::Word(shown(argument)))
            }
            NoPage::Url(error) => match with_scheme(argument).map(|whole| page(&whole, schemes)) {
                Some(Ok(url)) => Ok(Source::Page(url)),
                _ => Err(SourceError::Neither { argument: shown(argument), reason: error.to_string() }),
            },
        }
    }
}

/// Whether somebody gave an option its age without the `=`.
fn is_age(argument: &str) -> bool {
    let number = argument.trim_end_matches(['s', 'm', 'h', 'd', 'w']);
    argument.len() == number.len() + 1 && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Why an argument is no page.
enum NoPage {
    Url(UrlError),
    /// It holds more than an address.
    NotExact(String),
}

/// An argument that is an address as it stands.
fn page(argument: &str, schemes: Schemes) -> Result<PageUrl, NoPage> {
    let address = characters::trim(argument);
    let url = schemes.parse(address).map_err(NoPage::Url)?;
    characters::check(address).map_err(NoPage::NotExact)?;
    let space = address.find(char::is_whitespace).filter(|_| !url.is_file());
    match space {
        None => Ok(url),
        Some(at) if address[at..].contains("://") => {
            Err(NoPage::NotExact("there is more than one URL in it; give each as an argument of its own".into()))
        }
        Some(_) => Err(NoPage::NotExact(
            "white space stands in it; write %20 for a space that belongs to the address, and leave out what does not"
                .into(),
        )),
    }
}

fn shown(argument: &str) -> String {
    argument.chars().take(300).collect()
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

/// A page that was given as a bare URL.
pub fn given(url: PageUrl) -> Candidate {
    Candidate { url, depth: 0, title: None, tags: Vec::new(), found_by: None }
}

#[cfg(test)]
mod tests;
