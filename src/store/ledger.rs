//! The books of one crawl, kept in SQLite.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::queue::{self, Added, NewCrawl, Start};
use super::{StoreError, Writer};
use crate::crawl::Crawl;
use crate::event::Event;
use crate::layout::Layout;
use crate::run::{Job, Ledger, LedgerError};
use crate::snapshot::Candidate;
use crate::timestamp::Timestamp;

/// Snapshots that are to be done again, and which plugins of each.
pub type Retries = VecDeque<(String, BTreeSet<String>)>;

/// The books of one crawl.
pub struct StoreLedger {
    writer: Writer,
    layout: Layout,
    crawl: Crawl,
    /// Pages with a good snapshot younger than this do not join, given or found.
    archived_since: Option<Timestamp>,
    source: Source,
}

/// Where the next snapshot comes from.
enum Source {
    Queue,
    Retries(Mutex<Retries>),
}

impl StoreLedger {
    /// Opens the books of a new crawl.
    pub async fn open(writer: Writer, layout: Layout, new: NewCrawl) -> Result<Self, StoreError> {
        let (crawl, archived_since) = (new.crawl.clone(), new.archived_since);
        let place = layout.clone();
        writer.ask(move |transaction| queue::add_crawl(transaction, &new, &place)).await?;
        Ok(StoreLedger { writer, layout, crawl, archived_since, source: Source::Queue })
    }

    /// The same books, for a crawl that does snapshots again which other crawls began.
    pub fn for_retries(self, retries: Retries) -> Self {
        StoreLedger { source: Source::Retries(Mutex::new(retries)), ..self }
    }

    /// Takes back a crawl that turned out to have nothing to do, or whose list could not be read to its end.
    pub async fn discard(self) -> Result<(), StoreError> {
        let id = self.crawl.id;
        self.writer.ask(move |transaction| queue::discard_crawl(transaction, id)).await
    }

    /// Adds URLs that were given.
    pub async fn add(&self, given: Vec<Candidate>) -> Result<Added, StoreError> {
        let (crawl, archived_since) = (self.crawl.clone(), self.archived_since);
        self.writer.ask(move |transaction| queue::enqueue(transaction, &crawl, &given, archived_since)).await
    }
}

impl Ledger for StoreLedger {
    async fn claim(&self) -> Result<Option<Job>, LedgerError> {
        loop {
            let (crawl, layout) = (self.crawl.id, self.layout.clone());
            let (start, only) = match &self.source {
                Source::Queue => {
                    let Some(start) = self.writer.ask(move |transaction| queue::claim(transaction, crawl, &layout)).await? else { return Ok(None) };
                    (start, None)
                }
                Source::Retries(retries) => {
                    let next = retries.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some((id, plugins)) = next else { return Ok(None) };
                    let (start, plugins) = self.writer.ask(move |transaction| queue::start_again(transaction, &id, &plugins, crawl, &layout)).await?;
                    (start, Some(plugins))
                }
            };
            match start {
                Start::Ready(snapshot) => return Ok(Some(Job { snapshot: *snapshot, only })),
                Start::Taken => {}
                Start::Unreadable(message) => self.record(Event::Warning { snapshot_id: None, message }).await,
            }
        }
    }

    async fn record(&self, event: Event) {
        self.writer.record(event).await;
    }

    async fn enqueue(&self, found: Vec<Candidate>) -> Result<(), LedgerError> {
        let added = self.add(found).await?;
        for new in added.joined {
            self.writer.record(Event::SnapshotQueued { crawl_id: self.crawl.id, snapshot_id: new.id, candidate: new.candidate }).await;
        }
        Ok(())
    }

    async fn flush(&self) -> Result<(), LedgerError> {
        Ok(self.writer.ask(|_| Ok(())).await?)
    }
}

impl From<StoreError> for LedgerError {
    fn from(error: StoreError) -> Self {
        LedgerError(error.to_string())
    }
}
