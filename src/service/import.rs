//! What was given on its way into the queue: lists are read, and what becomes of each line is
//! counted.

use std::fs::File;
use std::io::{BufRead, BufReader};

use tokio::sync::mpsc;

use super::error::Error;
use super::given::GivenCounts;
use super::listener::Listener;
use super::notice::Notice;
use crate::input::{BadLine, Entry, LeftOut, Lines, Source, SourceError, given};
use crate::model::snapshot::Candidate;
use crate::model::url::{PageUrl, Schemes};
use crate::process::stop;
use crate::secrets::Secrets;
use crate::secrets::names::without_passwords;
use crate::store::StoreLedger;

/// How many URLs are added to the queue in one transaction.
const BATCH: usize = 500;

/// How many of the given URLs the crawl's own hooks are given.
const HOOK_URLS: usize = 10_000;

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
    /// Opens a list, so that one that cannot be read is reported before anything is done.
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

/// What an import works with.
pub struct ImportContext<'a> {
    pub ledger: &'a StoreLedger,
    pub schemes: Schemes,
    pub stop: stop::Stop,
    pub listener: &'a dyn Listener,
    pub counts: &'a mut GivenCounts,
    /// Names and passwords of addresses go here.
    pub secrets: &'a mut Secrets,
}

/// Takes what was given into the crawl's queue, many URLs at a time.
pub struct Importer<'a> {
    context: ImportContext<'a>,
    batch: Vec<Candidate>,
    /// Inputs of which all is in the queue or in the batch, by their places.
    consumed: Vec<usize>,
    /// The first of those that joined.
    urls: Vec<String>,
}

impl<'a> Importer<'a> {
    pub fn new(context: ImportContext<'a>) -> Self {
        Importer { context, batch: Vec::new(), consumed: Vec::new(), urls: Vec::new() }
    }

    /// Adds all that was given to the queue, each with its place among the crawl's inputs, until
    /// its end or until the user stops it. Returns the first of the URLs that joined.
    pub async fn import(mut self, sources: Vec<(usize, Opened)>) -> Result<Vec<String>, Error> {
        for (n, source) in sources {
            let is_read = match source {
                Opened::Page(url) => {
                    self.push(given(url)).await?;
                    true
                }
                Opened::List { name, reader } => self.import_list(&name, reader).await?,
            };
            if is_read {
                self.consumed.push(n);
            }
        }
        self.flush().await?;
        Ok(self.urls)
    }

    /// Whether the list was read to its end.
    async fn import_list(&mut self, name: &str, reader: Box<dyn BufRead + Send>) -> Result<bool, Error> {
        let mut is_stopped = false;
        let mut lines = read_on_thread(reader, self.context.schemes);
        let (mut left_out, mut shown) = (0, Vec::new());
        loop {
            let next = tokio::select! {
                biased;
                _ = stop::escalation(&mut self.context.stop, None) => {
                    is_stopped = true;
                    None
                }
                line = lines.recv() => line,
            };
            let Some(entry) = next else { break };
            match entry.map_err(|error| Error::bad_request(format!("{name}: {error}")))? {
                Entry::Page { page, left_out: more } => {
                    if let Some(more) = more {
                        left_out += 1;
                        if shown.len() < SHOWN_LEFT_OUT {
                            shown.push(LeftOut { text: without_passwords(&more.text), ..more });
                        }
                    }
                    self.push(*page).await?;
                }
                Entry::Refused(bad) => {
                    self.context.counts.refused_lines += 1;
                    let (list, text) = (name.to_owned(), without_passwords(&bad.text));
                    let BadLine { number: line, reason, hint, .. } = bad;
                    self.context.listener.on_notice(Notice::LineRefused { list, line, reason, hint, text });
                }
                Entry::Foreign(foreign) => {
                    self.context.counts.refused_lists += 1;
                    self.context.listener.on_notice(Notice::ListRefused { list: name.to_owned(), foreign });
                }
            }
        }
        if left_out > 0 {
            self.context.listener.on_notice(Notice::TextLeftOut { list: name.to_owned(), lines: left_out, shown });
        }
        Ok(!is_stopped)
    }

    async fn push(&mut self, candidate: Candidate) -> Result<(), Error> {
        take_login(&candidate.url, self.context.secrets, self.context.listener);
        self.batch.push(candidate);
        if self.batch.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), Error> {
        let added =
            self.context.ledger.add(std::mem::take(&mut self.batch), std::mem::take(&mut self.consumed)).await?;
        self.context.counts.joined += added.joined.len() as u64;
        self.context.counts.duplicates += added.duplicates;
        self.context.counts.archived += added.archived;
        self.context.counts.over_limit += added.over_limit;
        let room = HOOK_URLS.saturating_sub(self.urls.len());
        self.urls.extend(added.joined.into_iter().take(room).map(|new| new.candidate.url.into()));
        Ok(())
    }
}

/// Sets the name and password of an address aside, for all addresses there.
pub fn take_login(url: &PageUrl, secrets: &mut Secrets, listener: &dyn Listener) {
    if let Some(login) = url.login()
        && !secrets.add_login(login.clone())
    {
        listener.on_notice(Notice::OtherLoginUsed { url: url.to_string() });
    }
}

/// Reads lines on a separate thread: a terminal or a pipe may block a reader for ever, and Ctrl-C
/// must work meanwhile. That thread is never joined.
fn read_on_thread(reader: Box<dyn BufRead + Send>, schemes: Schemes) -> mpsc::Receiver<std::io::Result<Entry>> {
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
