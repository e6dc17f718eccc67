//! What was given on its way into the queue: lists are read, and what becomes of every line is told and counted.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use super::Failure;
use crate::exit::Exit;
use crate::input::{Entry, LeftOut, Lines, Source, SourceError, given};
use crate::report::harmless;
use crate::run::signals;
use crate::secrets::Secrets;
use crate::secrets::names::without_passwords;
use crate::snapshot::Candidate;
use crate::store::StoreLedger;
use crate::tell::tell;
use crate::url::{PageUrl, Schemes};

/// How many URLs are added to the queue in one transaction.
const BATCH: usize = 500;

/// How many of the given URLs the crawl's own hooks are told of.
const TOLD_URLS: usize = 10_000;

/// How many of the lines of which only the URL was taken are shown.
const SHOWN_LEFT_OUT: usize = 20;

/// How much of a list is read at a time.
const BUFFER: usize = 64 * 1024;

/// An argument that can be read from.
pub enum Opened {
    Page(PageUrl),
    List { name: String, reader: Box<dyn BufRead + Send> },
}

impl Opened {
    /// Opens a list, so that one that cannot be read is told of before anything is done.
    pub fn new(source: Source) -> Result<Self, SourceError> {
        let name = source.to_string();
        let reader: Box<dyn BufRead + Send> = match source {
            Source::Page(url) => return Ok(Opened::Page(url)),
            Source::Stdin => Box::new(BufReader::with_capacity(BUFFER, std::io::stdin())),
            Source::File(path) => match File::open(&path) {
                Ok(file) => Box::new(BufReader::with_capacity(BUFFER, file)),
                Err(source) => return Err(SourceError::Unreadable { path, source }),
            },
        };
        Ok(Opened::List { name, reader })
    }
}

/// What became of all that was given; clones share one count.
#[derive(Debug, Clone, Default)]
pub struct TakenIn(Arc<Mutex<Counts>>);

/// See [`TakenIn`].
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub joined: u64,
    refused_lines: u64,
    /// Whole lists, of another format.
    refused_lists: u64,
    duplicates: u64,
    archived: u64,
    over_limit: u64,
}

impl TakenIn {
    pub fn counts(&self) -> Counts {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What joined of lists that were read once more. That the crawl had the rest already is no news.
    pub fn joined_again(&self) -> u64 {
        self.count(|counts| counts.duplicates = 0);
        self.counts().joined
    }

    /// Says it, unless all was taken.
    pub fn tell(&self) {
        let counts = self.counts();
        let number = |count: u64, one: &str, many: &str| (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }));
        let others: Vec<String> = [
            number(counts.refused_lines, "line refused", "lines refused"),
            number(counts.refused_lists, "list refused", "lists refused"),
            number(counts.duplicates, "URL given more than once", "URLs given more than once"),
            number(counts.archived, "page skipped that has a good snapshot already", "pages skipped that have a good snapshot already"),
            number(counts.over_limit, "URL beyond --max-urls", "URLs beyond --max-urls"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !others.is_empty() {
            tell!("of what was given: {} taken, {}", counts.joined, others.join(", "));
        }
    }

    /// What the refusals mean for the exit code.
    pub fn exit(&self) -> Exit {
        let counts = self.counts();
        if counts.refused_lines + counts.refused_lists > 0 { Exit::Refused } else { Exit::Good }
    }
}

impl Counts {
    /// That everything is there already is what was wanted.
    pub fn exit_without_work(&self) -> Exit {
        if self.archived > 0 {
            return Exit::Good;
        }
        tell!("there is nothing to archive");
        Exit::Nothing
    }
}

/// How what was given is taken in.
pub struct Intake {
    pub schemes: Schemes,
    pub stop: signals::Stop,
    pub taken: TakenIn,
}

impl Intake {
    /// Adds all that was given to the crawl's queue, and returns the first of the URLs that joined. Names and passwords of addresses go to `secrets`.
    pub async fn take_in_all(self, ledger: &StoreLedger, sources: Vec<Opened>, secrets: &mut Secrets) -> Result<Vec<String>, Failure> {
        let mut queue = Queue { ledger, taken: self.taken, batch: Vec::new(), urls: Vec::new(), secrets };
        let mut stop = self.stop;
        for source in sources {
            match source {
                Opened::Page(url) => queue.push(given(url)).await?,
                Opened::List { name, reader } => take_in(&name, reader, self.schemes, &mut queue, &mut stop).await?,
            }
        }
        queue.flush().await?;
        Ok(queue.urls)
    }
}

/// Takes in a list, until its end or until the user stops it.
async fn take_in(
    name: &str,
    reader: Box<dyn BufRead + Send>,
    schemes: Schemes,
    queue: &mut Queue<'_>,
    stop: &mut signals::Stop,
) -> Result<(), Failure> {
    let mut lines = read_aside(reader, schemes);
    let name = harmless(name);
    let mut left_out: (u64, Vec<LeftOut>) = (0, Vec::new());
    loop {
        let next = tokio::select! {
            biased;
            _ = signals::escalation(stop, None) => None,
            line = lines.recv() => line,
        };
        let Some(entry) = next else { break };
        match entry.map_err(|error| Failure::usage(format!("{name}: {error}")))? {
            Entry::Page { page, left_out: more } => {
                if let Some(more) = more {
                    left_out.0 += 1;
                    left_out.1.push(more);
                    left_out.1.truncate(SHOWN_LEFT_OUT);
                }
                queue.push(*page).await?;
            }
            Entry::Refused(bad) => {
                queue.taken.count(|counts| counts.refused_lines += 1);
                tell!("{name}, line {}: refused: {}: {}", bad.number, harmless(&bad.reason), harmless(&without_passwords(&bad.text)));
            }
            Entry::Foreign(foreign) => {
                queue.taken.count(|counts| counts.refused_lists += 1);
                tell!("{name}: refused: {}", harmless(&foreign.to_string()));
            }
        }
    }
    let (count, shown) = left_out;
    if count > 0 {
        let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
        let shown: Vec<String> = shown.iter().map(|more| format!("line {}: {}", more.line, harmless(&without_passwords(&more.text)))).collect();
        let rest = if count > SHOWN_LEFT_OUT as u64 { "; ..." } else { "" };
        tell!("{name}: of {lines} only the URL was taken, not what follows it ({}{rest})", shown.join("; "));
    }
    Ok(())
}

/// The crawl's queue, to which URLs are added many at a time.
struct Queue<'a> {
    ledger: &'a StoreLedger,
    taken: TakenIn,
    batch: Vec<Candidate>,
    /// The first of those that joined.
    urls: Vec<String>,
    secrets: &'a mut Secrets,
}

impl Queue<'_> {
    async fn push(&mut self, candidate: Candidate) -> Result<(), Failure> {
        take_login(&candidate.url, self.secrets);
        self.batch.push(candidate);
        if self.batch.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), Failure> {
        let added = self.ledger.add(std::mem::take(&mut self.batch)).await.map_err(Failure::nothing)?;
        self.taken.count(|counts| {
            counts.joined += added.joined.len() as u64;
            counts.duplicates += added.duplicates;
            counts.archived += added.archived;
            counts.over_limit += added.over_limit;
        });
        let room = TOLD_URLS.saturating_sub(self.urls.len());
        self.urls.extend(added.joined.into_iter().take(room).map(|new| new.candidate.url.into()));
        Ok(())
    }
}

/// Sets the name and password of an address aside, for all addresses there.
pub fn take_login(url: &PageUrl, secrets: &mut Secrets) {
    if let Some(login) = url.login()
        && !secrets.add_login(login.clone())
    {
        tell!("{}: another name or password was given for this place before; that one is used", harmless(url.as_str()));
    }
}

/// Reads lines on a thread of their own: a terminal or a pipe may keep a reader waiting for ever, and Ctrl-C must be heard meanwhile. Nobody
/// waits for that thread.
fn read_aside(reader: Box<dyn BufRead + Send>, schemes: Schemes) -> mpsc::Receiver<std::io::Result<Entry>> {
    let (sender, receiver) = mpsc::channel(BATCH);
    std::thread::spawn(move || {
        for entry in Lines::new(reader, schemes) {
            if sender.blocking_send(entry).is_err() {
                break;
            }
        }
    });
    receiver
}
