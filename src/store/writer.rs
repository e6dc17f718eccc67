//! The one thread that writes. Changes are applied in the order in which they came, as many at a
//! time as are waiting, and announced when committed.

use parking_lot::Mutex;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::{StoreError, apply};
use crate::files::layout::Layout;
use crate::files::location::{Lost, Place};
use crate::model::event::Event;
use crate::model::hint::Hint;

/// Receives every event after it has been committed. Called on the writing thread.
pub type Listener = Box<dyn Fn(&Event) + Send>;

/// Changes that may wait. When the disk is slower than the crawl, the crawl waits.
const WAITING: usize = 1024;

/// The most changes in one transaction, so that another process gets its turn.
const BATCH: usize = 256;

/// How often it is looked whether the collection is where it was.
const LOOK_EVERY: Duration = Duration::from_secs(1);

type Work = Box<dyn FnOnce(&Transaction) -> WorkDone + Send>;

/// What became of a piece of work.
struct WorkDone {
    /// Whether its changes are to be kept.
    good: bool,
    /// Answers the caller.
    answer: Box<dyn FnOnce() + Send>,
}

enum Change {
    Event(Box<Event>),
    /// Something with an answer, which is given after the commit.
    Work(Work),
    /// Nothing to write; the collection is to be looked for.
    Look,
}

/// Why the thread stopped.
#[derive(Debug, Clone)]
struct Fault {
    reason: String,
    hint: Option<Hint>,
}

/// A handle to the writing thread, which ends when the last handle is dropped.
#[derive(Clone)]
pub struct Writer {
    changes: mpsc::Sender<Change>,
    fault: Arc<Mutex<Option<Fault>>>,
    /// Absent where it could not be held.
    place: Option<Arc<Place>>,
}

impl Writer {
    /// Starts the thread on `connection`.
    pub fn start(connection: Connection, layout: Layout, listeners: Vec<Listener>) -> (Self, JoinHandle<()>) {
        let (changes, receiver) = mpsc::channel(WAITING);
        let fault = Arc::new(Mutex::new(None));
        let held = Place::of(&layout).inspect_err(|error| tracing::warn!("{}: {error}", layout.data().display()));
        let place = held.ok().map(Arc::new);
        let thread = Thread { connection, layout, listeners, fault: fault.clone(), place: place.clone() };
        let handle = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || thread.run(receiver))
            .expect("a thread can be started");
        (Writer { changes, fault, place }, handle)
    }

    /// Hands over an event.
    pub async fn record(&self, event: Event) {
        // When the thread has stopped, the next request to it gets the reason.
        if let Err(mpsc::error::SendError(change)) = self.changes.send(Change::Event(Box::new(event))).await {
            log_warning(&change);
        }
    }

    /// Waits until nothing can be written any more, and says why.
    pub async fn stopped(&self) -> StoreError {
        tokio::select! {
            () = self.changes.closed() => {}
            () = self.out_of_place() => {
                // The thread finds the same, and stops.
                let _ = self.changes.send(Change::Look).await;
                self.changes.closed().await;
            }
        }
        let Fault { reason, hint } = self.fault();
        StoreError::Stopped { reason, hint }
    }

    /// Whether the collection is where it was when the thread was started.
    pub fn is_in_place(&self) -> Result<(), Lost> {
        self.place.as_ref().map_or(Ok(()), |place| place.check_lately())
    }

    /// Returns when the collection has been moved or deleted. While pages load nothing is written,
    /// so this checks by itself.
    async fn out_of_place(&self) {
        while self.is_in_place().is_ok() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Runs `work` in a transaction and returns its answer after the commit; all that was recorded
    /// before is then committed too. Work that fails changes nothing, and its error is the answer.
    pub async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (sender, receiver) = oneshot::channel();
        let work: Work = Box::new(move |transaction| {
            let answer = work(transaction);
            WorkDone {
                good: answer.is_ok(),
                answer: Box::new(move || {
                    // The sender of the request may have gone.
                    let _ = sender.send(answer);
                }),
            }
        });
        // What could not be sent comes back, and is dropped at once: an answer to it would be
        // waited for in vain.
        let sent = self.changes.send(Change::Work(work)).await.is_ok();
        match receiver.await {
            Ok(answer) if sent => answer.map_err(StoreError::write),
            // What was asked may have been dropped a moment before it is said why.
            _ => Err(self.stopped().await),
        }
    }

    fn fault(&self) -> Fault {
        self.fault.lock().clone().unwrap_or_else(|| Fault { reason: "it was shut down".into(), hint: None })
    }
}

struct Thread {
    connection: Connection,
    layout: Layout,
    listeners: Vec<Listener>,
    fault: Arc<Mutex<Option<Fault>>>,
    place: Option<Arc<Place>>,
}

impl Thread {
    fn run(mut self, mut changes: mpsc::Receiver<Change>) {
        while let Some(first) = changes.blocking_recv() {
            let mut batch = vec![first];
            while batch.len() < BATCH
                && let Ok(next) = changes.try_recv()
            {
                batch.push(next);
            }
            if let Err(error) = self.commit(batch) {
                // A crawl whose index cannot be written must end; everything before this batch is
                // safe. The batch is not tried again: what it lacks, such as room on the disk, the
                // hooks lack as well.
                let hint = error.hint();
                let reason = match error {
                    StoreError::Lost(lost) => lost.to_string(),
                    error => format!("{}: {error}", self.layout.database().display()),
                };
                *self.fault.lock() = Some(Fault { reason, hint });
                changes.close();
                // Until the last request that was being sent is there as well: its sender must
                // learn that there is no answer.
                while let Some(change) = changes.blocking_recv() {
                    log_warning(&change);
                }
                return;
            }
        }
    }

    fn commit(&mut self, batch: Vec<Change>) -> Result<(), StoreError> {
        // A transaction of nothing would still take the lock, and make another process wait for it.
        if let Some(events) = only_announced(&batch) {
            events.for_each(|event| self.announce(event));
            return Ok(());
        }
        if let Some(place) = &self.place {
            place.check_lately()?;
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::write)?;
        let mut events = Vec::new();
        let mut answers = Vec::new();
        for change in batch {
            match change {
                Change::Event(event) => {
                    apply::event(&transaction, &event, &self.layout).map_err(StoreError::write)?;
                    events.push(event);
                }
                Change::Work(work) => answers.push(run_exclusive(&transaction, work).map_err(StoreError::write)?),
                Change::Look => {}
            }
        }
        transaction.commit().map_err(StoreError::write)?;
        events.iter().for_each(|event| self.announce(event));
        answers.into_iter().for_each(|answer| answer());
        Ok(())
    }

    fn announce(&self, event: &Event) {
        self.listeners.iter().for_each(|listener| listener(event));
    }
}

/// The events of a batch that changes nothing.
fn only_announced(batch: &[Change]) -> Option<impl Iterator<Item = &Event>> {
    let is_announced = |change: &Change| matches!(change, Change::Event(event) if apply::is_only_announced(event));
    batch.iter().all(is_announced).then(|| {
        batch.iter().filter_map(|change| match change {
            Change::Event(event) => Some(&**event),
            Change::Work(_) | Change::Look => None,
        })
    })
}

/// Logs a warning that could not be recorded.
fn log_warning(change: &Change) {
    if let Change::Event(event) = change
        && let Event::Warning { message, .. } = &**event
    {
        tracing::warn!("{message}");
    }
}

/// Runs work in a savepoint, so that its failure takes nothing else of the batch with it. When the
/// database itself fails, SQLite may have rolled back the whole transaction; the savepoint is gone
/// then, and so is the batch (<https://www.sqlite.org/lang_transaction.html>).
fn run_exclusive(transaction: &Transaction, work: Work) -> rusqlite::Result<Box<dyn FnOnce() + Send>> {
    let run = |sql| transaction.prepare_cached(sql)?.execute([]);
    run("SAVEPOINT work")?;
    let WorkDone { good, answer } = work(transaction);
    if !good {
        run("ROLLBACK TO work")?;
    }
    run("RELEASE work")?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_the_thread_has_stopped_everybody_learns_why() {
        let dir = tempfile::tempdir().unwrap();
        let connection = super::super::open(&dir.path().join("index.sqlite3")).unwrap();
        // Nothing can be written any more, as on a full disk.
        connection.pragma_update(None, "query_only", true).unwrap();
        let (writer, thread) = Writer::start(connection, Layout::new(dir.path().to_owned()), Vec::new());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async move {
            let at = crate::model::timestamp::Timestamp::now();
            let ending = crate::model::event::CrawlEnding::Complete;
            writer.record(Event::CrawlSealed { crawl_id: crate::model::id::CrawlId::new(), ending, at }).await;
            let asked = async |writer: &Writer| writer.ask(|_| Ok(())).await.unwrap_err().to_string();
            let (first, stopped) = tokio::join!(asked(&writer), writer.stopped());
            // Asked after the thread has stopped.
            for told in [first, stopped.to_string(), asked(&writer).await] {
                assert!(told.contains("index.sqlite3: the database cannot be written"), "{told}");
            }
        });
        thread.join().unwrap();
    }

    #[test]
    fn what_changes_nothing_is_told_without_a_transaction() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.sqlite3");
        let connection = super::super::open(&path).unwrap();
        // Another process writes, and takes its time.
        let other = super::super::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let (sender, heard) = std::sync::mpsc::channel();
        let listener: Listener = Box::new(move |event| sender.send(matches!(event, Event::Warning { .. })).unwrap());
        let (writer, thread) = Writer::start(connection, Layout::new(dir.path().to_owned()), vec![listener]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(writer.record(Event::Warning { snapshot_id: None, message: String::new() }));
        assert_eq!(heard.recv_timeout(std::time::Duration::from_secs(30)), Ok(true));
        drop((writer, other));
        thread.join().unwrap();
    }

    #[test]
    fn work_that_fails_changes_nothing_and_stops_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let connection = super::super::open(&dir.path().join("index.sqlite3")).unwrap();
        let (writer, thread) = Writer::start(connection, Layout::new(dir.path().to_owned()), Vec::new());
        let insert =
            |transaction: &Transaction, name: &str| transaction.execute("INSERT INTO tags (name) VALUES (?1)", [name]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let left = runtime.block_on(async move {
            // Both are handed over before either is answered, so that they may share a transaction.
            let (good, bad) = tokio::join!(
                writer.ask(move |transaction| insert(transaction, "kept")),
                writer
                    .ask(move |transaction| insert(transaction, "dropped")
                        .and_then(|_| transaction.execute("NONSENSE", []))),
            );
            good.unwrap();
            assert!(matches!(bad, Err(StoreError::Query { .. })), "{bad:?}");
            writer
                .ask(|transaction| {
                    transaction.query_row("SELECT group_concat(name) FROM tags", [], |row| row.get::<_, String>(0))
                })
                .await
                .unwrap()
        });
        assert_eq!(left, "kept");
        thread.join().unwrap();
    }
}
