//! What the proxy could not connect to, or refused to. For Chrome all of these are one error; the
//! reason for a failure is here.
//!
//! A page may ask for as many names as it likes, and a name may fail for another reason each time.
//! So the last word on the destinations that were asked for most recently is kept, and the file is
//! written again from these when it has grown too long.

use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

use super::JOURNAL_FILE;
use super::socks::Destination;
use crate::browser::navigation::NavigationOutcome;
use crate::files::atomic;
use crate::files::own_files;
use crate::stderr::stderr_line;

/// How many destinations are remembered; the oldest is forgotten for a new one.
const MOST: usize = 20_000;

/// How many lines the file has at most.
const MOST_LINES: usize = 2 * MOST;

/// A connection that did not come about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    pub host: String,
    pub port: u16,
    pub outcome: NavigationOutcome,
    /// For people.
    pub reason: String,
}

/// The file, and what is in it.
#[derive(Debug)]
pub struct Journal {
    book: Mutex<JournalFile>,
}

#[derive(Debug)]
struct JournalFile {
    path: PathBuf,
    /// Open for appending.
    file: File,
    lines: usize,
    /// Whether a line is missing, or only a part of it was written.
    is_spoilt: bool,
    words: LastEntries,
}

impl Journal {
    /// Goes on with the file at `path`, should there be one.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = own_files::append(path)?;
        let text = own_files::read(path)?;
        let text = String::from_utf8_lossy(&text);
        let mut words = LastEntries::default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).for_each(|failed| {
            words.take(failed);
        });
        // The writer may have been killed in the middle of a line.
        let is_spoilt = !text.is_empty() && !text.ends_with('\n');
        Ok(Journal {
            book: Mutex::new(JournalFile {
                path: path.to_owned(),
                file,
                lines: text.lines().count(),
                is_spoilt,
                words,
            }),
        })
    }

    /// Writes a line, unless the last one of this destination says the same.
    pub fn write(&self, failed: Failed) {
        let mut book = self.book.lock();
        if let Err(error) = book.take(failed) {
            stderr_line!("{JOURNAL_FILE}: {error}");
        }
    }
}

impl JournalFile {
    fn take(&mut self, failed: Failed) -> io::Result<()> {
        let text = line(&failed)?;
        let is_new = self.words.take(failed);
        if !is_new && !self.is_spoilt {
            return Ok(());
        }
        let written = if self.is_spoilt || self.lines >= MOST_LINES { self.begin_anew() } else { self.append(&text) };
        self.is_spoilt = written.is_err();
        written
    }

    /// One write a line: readers look at it meanwhile.
    fn append(&mut self, line: &str) -> io::Result<()> {
        self.file.write_all(line.as_bytes())?;
        self.lines += 1;
        Ok(())
    }

    /// Puts a file with what is remembered in the place of the present one: readers see one or the
    /// other.
    fn begin_anew(&mut self) -> io::Result<()> {
        let text = self.words.oldest_first().map(line).collect::<io::Result<String>>()?;
        atomic::write(&self.path, text.as_bytes(), atomic::Options::default())?;
        let file = own_files::append(&self.path)?;
        (self.file, self.lines) = (file, self.words.len());
        Ok(())
    }
}

fn line(failed: &Failed) -> io::Result<String> {
    Ok(serde_json::to_string(failed)? + "\n")
}

/// The last word on each of the destinations that were asked for most recently. Pure.
#[derive(Debug, Default)]
struct LastEntries {
    /// The word, and when it was said, counted in words.
    words: HashMap<Destination, (u64, Failed)>,
    by_age: BTreeMap<u64, Destination>,
    next: u64,
}

impl LastEntries {
    /// Adds an entry, forgets the oldest when there are too many, and returns whether this one is
    /// new.
    fn take(&mut self, failed: Failed) -> bool {
        let destination = Destination { host: failed.host.clone(), port: failed.port };
        let earlier = self.words.get(&destination);
        let is_new = earlier.is_none_or(|(_, earlier)| *earlier != failed);
        if let Some((said, _)) = earlier {
            self.by_age.remove(said);
        }
        self.by_age.insert(self.next, destination.clone());
        self.words.insert(destination, (self.next, failed));
        self.next += 1;
        if self.by_age.len() > MOST
            && let Some((_, oldest)) = self.by_age.pop_first()
        {
            self.words.remove(&oldest);
        }
        is_new
    }

    fn len(&self) -> usize {
        self.by_age.len()
    }

    fn oldest_first(&self) -> impl Iterator<Item = &Failed> {
        self.by_age.values().filter_map(|destination| self.words.get(destination)).map(|(_, failed)| failed)
    }
}

/// Why the connection that `url` needs did not come about, by the journal in `directory`.
pub fn why(directory: &Path, url: &str) -> Option<Failed> {
    let url = Url::parse(url).ok()?;
    let (host, port) = (url.host_str()?.trim_matches(['[', ']']), url.port_or_known_default()?);
    let text = fs::read_to_string(directory.join(JOURNAL_FILE)).ok()?;
    // Only lines that can be meant are read as JSON: there may be many thousands.
    let name = serde_json::to_string(host).ok()?;
    let mut lines = text
        .lines()
        .rev()
        .filter(|line| line.contains(&name))
        .filter_map(|line| serde_json::from_str::<Failed>(line).ok());
    lines.find(|failed| failed.host == host && failed.port == port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(host: &str, reason: &str) -> Failed {
        Failed { host: host.into(), port: 80, outcome: NavigationOutcome::Blocked, reason: reason.into() }
    }

    fn lines(directory: &Path) -> usize {
        fs::read_to_string(directory.join(JOURNAL_FILE)).unwrap().lines().count()
    }

    #[test]
    fn the_last_word_counts_and_is_not_repeated() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::create(&dir.path().join(JOURNAL_FILE)).unwrap();
        for (host, reason) in
            [("a.example", "first"), ("::1", "loopback"), ("a.example", "second"), ("a.example", "second")]
        {
            journal.write(failed(host, reason));
        }
        assert_eq!(why(dir.path(), "http://a.example/x").unwrap().reason, "second");
        assert_eq!(why(dir.path(), "http://[::1]/").unwrap().reason, "loopback");
        assert_eq!(why(dir.path(), "https://a.example/x"), None);
        assert_eq!(lines(dir.path()), 3);
    }

    #[test]
    fn after_any_number_of_destinations_the_newest_are_told() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::create(&dir.path().join(JOURNAL_FILE)).unwrap();
        for number in 0..3 * MOST {
            journal.write(failed(&format!("{number}.example"), "gone"));
            // It is asked for over and over, and has one word.
            journal.write(failed("again.example", "gone"));
            if number % 5000 == 0 {
                assert!(why(dir.path(), &format!("http://{number}.example/")).is_some(), "{number}");
            }
        }
        let last = 3 * MOST - 1;
        assert!(why(dir.path(), &format!("http://{last}.example/")).is_some());
        assert!(why(dir.path(), &format!("http://{}.example/", last - MOST / 2)).is_some());
        assert!(why(dir.path(), "http://again.example/").is_some());
        assert_eq!(why(dir.path(), "http://0.example/"), None);
        assert!(lines(dir.path()) <= MOST_LINES, "{}", lines(dir.path()));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the journal, and nothing beside it");
    }

    #[test]
    fn a_name_that_always_fails_for_another_reason_does_not_fill_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::create(&dir.path().join(JOURNAL_FILE)).unwrap();
        for number in 0..=MOST_LINES {
            journal.write(failed("flips.example", &number.to_string()));
        }
        assert_eq!(why(dir.path(), "http://flips.example/").unwrap().reason, MOST_LINES.to_string());
        assert_eq!(lines(dir.path()), 1);
    }

    #[test]
    fn what_was_cut_off_in_the_middle_of_a_line_is_mended() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(JOURNAL_FILE);
        fs::write(&path, line(&failed("a.example", "first")).unwrap() + r#"{"host":"b.exa"#).unwrap();
        let journal = Journal::create(&path).unwrap();
        journal.write(failed("a.example", "first"));
        journal.write(failed("c.example", "third"));
        assert_eq!(why(dir.path(), "http://a.example/").unwrap().reason, "first");
        assert_eq!(why(dir.path(), "http://c.example/").unwrap().reason, "third");
        assert_eq!(lines(dir.path()), 2);
    }
}
