//! What the proxy could not, or would not, connect to. To Chrome all of these are one error; whoever has to explain a failure looks here.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use url::Url;

use super::JOURNAL_FILE;
use super::socks::Destination;
use crate::browser::page::NavigationOutcome;

/// A page may ask for as many names as it likes; this many are remembered.
const MOST: usize = 20_000;

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
    file: File,
    known: Mutex<HashMap<Destination, String>>,
}

impl Journal {
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Journal { file, known: Mutex::default() })
    }

    /// Writes a line, unless the last one of this destination says the same.
    pub fn write(&self, failed: &Failed) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let destination = Destination { host: failed.host.clone(), port: failed.port };
        if known.get(&destination) == Some(&failed.reason) || (known.len() >= MOST && !known.contains_key(&destination)) {
            return;
        }
        let line = serde_json::to_string(failed).map_err(io::Error::other);
        // One write a line: readers look at it meanwhile.
        if let Err(error) = line.and_then(|line| (&self.file).write_all(format!("{line}\n").as_bytes())) {
            eprintln!("{JOURNAL_FILE}: {error}");
        }
        known.insert(destination, failed.reason.clone());
    }
}

/// Why the connection that `url` needs did not come about, by the journal in `directory`.
pub fn why(directory: &Path, url: &str) -> Option<Failed> {
    let url = Url::parse(url).ok()?;
    let (host, port) = (url.host_str()?.trim_matches(['[', ']']), url.port_or_known_default()?);
    let text = std::fs::read_to_string(directory.join(JOURNAL_FILE)).ok()?;
    let mut lines = text.lines().rev().filter_map(|line| serde_json::from_str::<Failed>(line).ok());
    lines.find(|failed| failed.host == host && failed.port == port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts_and_is_not_repeated() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::create(&dir.path().join(JOURNAL_FILE)).unwrap();
        let failed = |host: &str, reason: &str| Failed { host: host.into(), port: 80, outcome: NavigationOutcome::Blocked, reason: reason.into() };
        for (host, reason) in [("a.example", "first"), ("::1", "loopback"), ("a.example", "second"), ("a.example", "second")] {
            journal.write(&failed(host, reason));
        }
        assert_eq!(why(dir.path(), "http://a.example/x").unwrap().reason, "second");
        assert_eq!(why(dir.path(), "http://[::1]/").unwrap().reason, "loopback");
        assert_eq!(why(dir.path(), "https://a.example/x"), None);
        assert_eq!(std::fs::read_to_string(dir.path().join(JOURNAL_FILE)).unwrap().lines().count(), 3);
    }
}
