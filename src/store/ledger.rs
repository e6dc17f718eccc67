//! The store of one crawl in SQLite.

use parking_lot::Mutex;
use std::collections::{BTreeSet, VecDeque};

use rusqlite::Transaction;

use super::claim::{self, Begun, Next, Start};
use super::enqueue::{self, Added, NewCrawl};
use super::interrupted::{self, TakenOver};
use super::runners::{self, Claimed};
use super::{StoreError, Writer};
use crate::files::layout::Layout;
use crate::files::location::Lost;
use crate::model::crawl::Crawl;
use crate::model::event::Event;
use crate::model::snapshot::Candidate;
use crate::model::timestamp::Timestamp;
use crate::run::{Claim, Job, Ledger, LedgerError};

/// A snapshot that is to be done again.
#[derive(Debug, Clone)]
pub struct Retry {
    /// The snapshot's id.
    pub snapshot: String,
    /// The name of its page's host; absent when its address cannot be read.
    pub host: Option<String>,
    /// Those of its plugins that are.
    pub plugins: BTreeSet<String>,
}

/// Snapshots that are to be done again, in this order.
pub type Retries = VecDeque<Retry>;

/// The store of one crawl.
pub struct StoreLedger {
    writer: Writer,
    layout: Layout,
    crawl: Crawl,
    /// Pages with a good snapshot younger than this do not join, given or found.
    archived_since: Option<Timestamp>,
    source: Source,
    /// Shows other runners, also those that cannot see this process, that the crawl is running.
    _claimed: Claimed,
}

/// Where the next snapshot comes from.
enum Source {
    Queue,
    Retries(Mutex<Retries>),
}

impl StoreLedger {
    /// Opens the store of a new crawl.
    pub async fn open(writer: Writer, layout: Layout, new: NewCrawl) -> Result<Self, StoreError> {
        let (crawl, archived_since) = (new.crawl.clone(), new.archived_since);
        let place = layout.clone();
        // From the moment the crawl is visible, it is locked.
        let claimed = runners::claim(&layout, crawl.id);
        writer.ask(move |transaction| enqueue::add_crawl(transaction, &new, &place)).await?;
        Ok(StoreLedger { writer, layout, crawl, archived_since, source: Source::Queue, _claimed: claimed })
    }

    /// Opens the store of an interrupted crawl for `runner`, which is this process; `None` if
    /// another living process has it.
    pub async fn resume(
        writer: Writer,
        layout: Layout,
        crawl: Crawl,
        archived_since: Option<Timestamp>,
        runner: String,
    ) -> Result<Option<(Self, TakenOver)>, StoreError> {
        let id = crawl.id;
        let claimed = runners::claim(&layout, id);
        if matches!(claimed, Claimed::Taken) {
            return Ok(None);
        }
        let taken_over = writer.ask(move |transaction| interrupted::take_over(transaction, id, &runner)).await?;
        let ledger = StoreLedger { writer, layout, crawl, archived_since, source: Source::Queue, _claimed: claimed };
        Ok(taken_over.map(|taken_over| (ledger, taken_over)))
    }

    /// Seals a crawl that was taken over and turned out to have nothing left.
    pub async fn seal_empty(self) -> Result<(), StoreError> {
        let id = self.crawl.id;
        self.writer.ask(move |transaction| interrupted::seal_empty(transaction, id)).await
    }

    /// The same store, for a crawl that retries snapshots of other crawls.
    pub fn for_retries(self, retries: Retries) -> Self {
        StoreLedger { source: Source::Retries(Mutex::new(retries)), ..self }
    }

    /// Takes back a crawl that turned out to have nothing to do, or whose list could not be read to
    /// its end.
    pub async fn discard(self) -> Result<(), StoreError> {
        let id = self.crawl.id;
        self.writer.ask(move |transaction| enqueue::discard_crawl(transaction, id)).await
    }

    /// Adds URLs that were given, the last of what these inputs of the crawl say.
    pub async fn add(&self, given: Vec<Candidate>, consumed: Vec<usize>) -> Result<Added, StoreError> {
        let (crawl, archived_since) = (self.crawl.clone(), self.archived_since);
        let add = move |transaction: &Transaction| {
            let added = enqueue::enqueue(transaction, &crawl, &given, archived_since)?;
            enqueue::mark_consumed(transaction, crawl.id, &consumed)?;
            Ok(added)
        };
        self.writer.ask(add).await
    }
}

/// Takes out the first of which the host is not busy, or says what the others wait for.
fn next_of(retries: &mut Retries, busy: &BTreeSet<String>) -> Result<Retry, Claim> {
    let is_free = |retry: &Retry| !retry.host.as_ref().is_some_and(|host| busy.contains(host));
    let place = retries.iter().take(claim::LOOKED_THROUGH).position(is_free);
    match place.and_then(|place| retries.remove(place)) {
        Some(retry) => Ok(retry),
        None if retries.is_empty() => Err(Claim::Empty),
        None => Err(Claim::Busy),
    }
}

impl Ledger for StoreLedger {
    async fn claim(&self, busy: &BTreeSet<String>) -> Result<Claim, LedgerError> {
        loop {
            let busy = busy.clone();
            let (crawl, layout) = (self.crawl.id, self.layout.clone());
            let (start, only) = match &self.source {
                Source::Queue => {
                    match self.writer.ask(move |transaction| claim::claim(transaction, crawl, &busy, &layout)).await? {
                        Next::Start(start) => (start, None),
                        Next::Waiting(until) => return Ok(Claim::Waiting(until)),
                        Next::Busy => return Ok(Claim::Busy),
                        Next::Empty => return Ok(Claim::Empty),
                    }
                }
                Source::Retries(retries) => {
                    let next = next_of(&mut retries.lock(), &busy);
                    let Retry { snapshot: id, plugins, .. } = match next {
                        Ok(retry) => retry,
                        Err(claim) => return Ok(claim),
                    };
                    let (start, plugins) = self
                        .writer
                        .ask(move |transaction| claim::start_again(transaction, &id, &plugins, crawl, &layout))
                        .await?;
                    (start, Some(plugins))
                }
            };
            match start {
                Start::Ready(begun) => {
                    let Begun { snapshot, attempts, earlier } = *begun;
                    // A retry's snapshots are of other crawls, in whose queues they would not be
                    // found again.
                    let may_wait = matches!(self.source, Source::Queue);
                    return Ok(Claim::Job(Box::new(Job { snapshot, only, attempts, earlier, may_wait })));
                }
                Start::Taken => {}
                Start::Unreadable(message) => self.record(Event::Warning { snapshot_id: None, message }).await,
            }
        }
    }

    async fn is_empty(&self) -> Result<bool, LedgerError> {
        let crawl = self.crawl.id;
        match &self.source {
            Source::Queue => Ok(self.writer.ask(move |transaction| claim::is_empty(transaction, crawl)).await?),
            Source::Retries(retries) => Ok(retries.lock().is_empty()),
        }
    }

    async fn record(&self, event: Event) {
        self.writer.record(event).await;
    }

    async fn enqueue(&self, found: Vec<Candidate>) -> Result<(), LedgerError> {
        let added = self.add(found, Vec::new()).await?;
        for new in added.joined {
            self.writer
                .record(Event::SnapshotQueued {
                    crawl_id: self.crawl.id,
                    snapshot_id: new.id,
                    candidate: new.candidate,
                })
                .await;
        }
        Ok(())
    }

    async fn flush(&self) -> Result<(), LedgerError> {
        Ok(self.writer.ask(|_| Ok(())).await?)
    }

    fn is_in_place(&self) -> Result<(), Lost> {
        self.writer.is_in_place()
    }

    async fn failed(&self) -> LedgerError {
        self.writer.stopped().await.into()
    }
}

impl From<StoreError> for LedgerError {
    fn from(error: StoreError) -> Self {
        LedgerError { hint: error.hint(), message: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_retry_of_a_host_that_is_not_busy_is_next() {
        let retry = |snapshot: &str, host: Option<&str>| Retry {
            snapshot: snapshot.into(),
            host: host.map(str::to_owned),
            plugins: BTreeSet::new(),
        };
        let mut retries =
            Retries::from([retry("1", Some("a")), retry("2", Some("b")), retry("3", None), retry("4", Some("a"))]);
        let hosts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let mut next = |busy: &[&str]| next_of(&mut retries, &hosts(busy)).map(|retry| retry.snapshot);
        assert_eq!(next(&["a"]).unwrap(), "2");
        assert_eq!(next(&["a"]).unwrap(), "3");
        assert!(matches!(next(&["a"]), Err(Claim::Busy)));
        assert_eq!((next(&[]).unwrap(), next(&["b"]).unwrap()), ("1".into(), "4".into()));
        assert!(matches!(next(&["a"]), Err(Claim::Empty)));
    }
}
