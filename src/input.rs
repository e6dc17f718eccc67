//! What the user gives to be archived: URLs, files with URLs, standard input. A bad line is
//! reported, and the rest goes on.

mod characters;
mod format;
mod line;
mod lines;
mod utf16;

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::model::hint::Hint;
use crate::model::snapshot::Candidate;
use crate::model::url::{PageUrl, Schemes, UrlError, with_scheme};

pub use format::{Conversion, Foreign};
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
    #[error("{argument}: not a URL ({error}), and there is no such file")]
    Neither { argument: String, error: UrlError },
    #[error("{argument}: {error}")]
    Refused { argument: String, error: UrlError },
    #[error(
        "{0}: there is no such file, and a URL needs a host with a dot; write https://{0}/ if a host has this name"
    )]
    Word(String),
    #[error("{0}: there is no such file")]
    Age(String),
    #[error("{0}: there is no such file; write https://{0}/ if a site has this name")]
    NoFile(String),
    #[error("{0}: it is a directory, not a file with URLs")]
    Directory(String),
    #[error("{argument}: {reason}")]
    NoUrl { argument: String, reason: String },
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

impl SourceError {
    /// What can be done about it.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            SourceError::Age(age) => Some(Hint::GiveAgeToOption(age.clone())),
            SourceError::Refused { error, .. } => error.hint(),
            _ => None,
        }
    }
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
            NotUrl::NotExact(reason) => Err(SourceError::NoUrl { argument: shown(argument), reason }),
            NotUrl::Url(UrlError::NoScheme(_))
                if is_word && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) =>
            {
                Err(SourceError::NoFile(shown(argument)))
            }
            NotUrl::Url(UrlError::NoUrl) if is_age(argument) => Err(SourceError::Age(shown(argument))),
            NotUrl::Url(UrlError::NoUrl) if is_word && !argument.contains('.') => {
                Err(SourceError::Word(shown(argument)))
            }
            NotUrl::Url(error) => match with_scheme(argument).map(|whole| page(&whole, schemes)) {
                Some(Ok(url)) => Ok(Source::Page(url)),
                _ if matches!(error, UrlError::NoUrl | UrlError::NoScheme(_) | UrlError::Empty) => {
                    Err(SourceError::Neither { argument: shown(argument), error })
                }
                _ => Err(SourceError::Refused { argument: shown(argument), error }),
            },
        }
    }
}

/// Whether this looks like the age of an option, given without the `=`.
fn is_age(argument: &str) -> bool {
    let number = argument.trim_end_matches(['s', 'm', 'h', 'd', 'w']);
    argument.len() == number.len() + 1 && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Why an argument is not a URL.
enum NotUrl {
    Url(UrlError),
    /// It has more in it than a URL.
    NotExact(String),
}

/// An argument that is a URL as it is.
fn page(argument: &str, schemes: Schemes) -> Result<PageUrl, NotUrl> {
    let address = characters::trim(argument);
    let url = schemes.parse(address).map_err(NotUrl::Url)?;
    characters::check(address).map_err(NotUrl::NotExact)?;
    let space = address.find(char::is_whitespace).filter(|_| !url.is_file());
    match space {
        None => Ok(url),
        Some(at) if address[at..].contains("://") => {
            Err(NotUrl::NotExact("it has more than one URL; give each as a separate argument".into()))
        }
        Some(_) => {
            Err(NotUrl::NotExact("it has white space; write %20 for a space of the URL, and leave out the rest".into()))
        }
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
