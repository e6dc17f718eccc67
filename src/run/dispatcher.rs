//! Takes snapshots from the queue and keeps as many running as it may, on a browser that is
//! replaced when it fails or grows old.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::context::CrawlContext;
use super::hooks::Hooks;
use super::hosts::Hosts;
use super::infrastructure::Infrastructure;
use super::limits::{self, ResourceUsage};
use super::pace::Pace;
use super::snapshot::{SnapshotEnd, run_snapshot};
use super::steps::Stepper;
use super::{Claim, Job, Ledger, LedgerError};
use crate::hook::Scope;
use crate::model::event::Event;
use crate::model::id::SnapshotId;
use crate::model::limit::Limit;
use crate::model::timestamp::Timestamp;
use crate::process::stop::{Stop, escalation};
use crate::rules::deadline::until;

/// Why the dispatcher came to its end. In every case no snapshot is running any more.
#[derive(Debug)]
pub enum Dispatched {
    /// The queue is empty.
    All,
    /// The user asked to stop.
    Interrupted,
    Limited(Limit),
    /// A crawl's infrastructure, such as its browser, could not be kept up; the text says which and
    /// why.
    InfrastructureEnded(String),
    /// The queue could not be read or written.
    Ledger(LedgerError),
}

/// Runs the crawl's snapshots, as many at a time as `context.concurrency` says.
pub async fn dispatch<L: Ledger, H: Hooks>(
    context: &Arc<CrawlContext<L, H>>,
    infrastructure: &mut Infrastructure,
    stepper: &mut Stepper<'_, L, H>,
    stop: &Stop,
) -> Dispatched {
    let resource_limits = &context.plan.resource_limits;
    Dispatcher {
        context,
        infrastructure,
        stop: stop.clone(),
        running: JoinSet::new(),
        pace: Pace::new(context.concurrency),
        hosts: Hosts::new(resource_limits.per_host, resource_limits.host_delay),
        used: ResourceUsage { since: Instant::now(), bytes: context.bytes_so_far.unwrap_or(0) },
        suspects: HashSet::new(),
        over: None,
        queue: QueueState::Unknown,
        renewal: None,
    }
    .run(stepper)
    .await
}

/// What is known of what the queue still has.
#[derive(Clone, Copy, PartialEq)]
enum QueueState {
    Unknown,
    /// Nothing before this time.
    Waiting(Instant),
    Empty,
}

struct Ended {
    id: SnapshotId,
    host: String,
    end: SnapshotEnd,
}

struct Dispatcher<'a, L, H> {
    context: &'a Arc<CrawlContext<L, H>>,
    infrastructure: &'a mut Infrastructure,
    stop: Stop,
    running: JoinSet<Ended>,
    pace: Pace,
    hosts: Hosts,
    used: ResourceUsage,
    /// Snapshots that ran when the browser failed. Each is tried once more with no other beside it,
    /// so that the one that brings the browser down takes no other with it. They come first in the
    /// queue; as long as there are any, one snapshot runs at a time.
    suspects: HashSet<SnapshotId>,
    /// Why no more snapshots are started.
    over: Option<Dispatched>,
    queue: QueueState,
    /// The browser is to be replaced as soon as nothing runs on it.
    renewal: Option<String>,
}

impl<L: Ledger, H: Hooks> Dispatcher<'_, L, H> {
    async fn run(mut self, stepper: &mut Stepper<'_, L, H>) -> Dispatched {
        let mut asked = self.stop.clone();
        loop {
            // What is there to end is found before another page depends on it.
            if self.infrastructure.has_failed() {
                self.renewal = None;
            }
            self.begin_snapshots().await;
            if self.running.is_empty() {
                if let Some(over) = self.over.take() {
                    return self.unless_all_is_done(over).await;
                }
                if self.stop.borrow().is_some() {
                    return Dispatched::Interrupted;
                }
                if self.queue == QueueState::Empty {
                    return Dispatched::All;
                }
                if let Some(end) = self.renew_if_needed(stepper).await {
                    return end;
                }
            }
            let next_look = self.next_look();
            tokio::select! {
                Some(ended) = self.running.join_next() => match ended {
                    Ok(ended) => self.take_in(ended),
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                },
                _ = escalation(&mut asked, None), if self.over.is_none() => self.over = Some(Dispatched::Interrupted),
                error = self.context.ledger.failed(), if !matches!(self.over, Some(Dispatched::Ledger(_))) => {
                    self.over = Some(Dispatched::Ledger(error));
                }
                () = self.infrastructure.failed() => {}
                () = until(next_look) => self.queue = QueueState::Unknown,
            }
        }
    }

    /// A limit that is reached with the last page keeps nothing from being done.
    async fn unless_all_is_done(&self, over: Dispatched) -> Dispatched {
        if !matches!(over, Dispatched::Limited(_)) {
            return over;
        }
        match self.context.ledger.is_empty().await {
            Ok(true) => Dispatched::All,
            Ok(false) => over,
            Err(error) => Dispatched::Ledger(error),
        }
    }

    /// Begins as many snapshots as may run now.
    async fn begin_snapshots(&mut self) {
        self.check_ceilings();
        loop {
            let may = self.over.is_none()
                && self.stop.borrow().is_none()
                && self.renewal.is_none()
                && !self.infrastructure.is_lost()
                && self.running.len() < self.at_a_time();
            if !may {
                return;
            }
            if self.queue != QueueState::Unknown {
                return;
            }
            let now = Instant::now();
            match self.context.ledger.claim(&self.hosts.busy(now)).await {
                Ok(Claim::Job(job)) => {
                    self.begin(*job);
                    self.check_ceilings();
                }
                Ok(Claim::Waiting(until)) => {
                    let wait = Duration::from_millis(until.millis_since(Timestamp::now()).max(10));
                    self.queue = QueueState::Waiting(now + wait);
                }
                // A running snapshot's end makes room; a delay's end is known. Meanwhile the time
                // of a page of another host may come.
                Ok(Claim::Busy) => {
                    let look_again = now + BUSY_LOOK;
                    self.queue = QueueState::Waiting(self.hosts.next_free(now).unwrap_or(look_again).min(look_again));
                }
                // A running snapshot may still find pages, so an empty queue is the end only when
                // nothing runs.
                Ok(Claim::Empty) => self.queue = QueueState::Empty,
                Err(error) => self.over = Some(Dispatched::Ledger(error)),
            }
        }
    }

    fn at_a_time(&mut self) -> usize {
        if self.suspects.is_empty() { self.pace.at_a_time(self.running.len()) } else { 1 }
    }

    fn begin(&mut self, job: Job) {
        let (id, host) = (job.snapshot.id, job.snapshot.url.host().to_owned());
        self.hosts.begin(&host, Instant::now());
        let may_lose = job.may_wait && !self.suspects.contains(&id);
        let snapshot =
            run_snapshot(self.context.clone(), job, self.stop.clone(), self.infrastructure.serve(), may_lose);
        self.running.spawn(async move { Ended { id, host, end: snapshot.await } });
    }

    fn take_in(&mut self, ended: Ended) {
        let Ended { id, host, end } = ended;
        self.queue = QueueState::Unknown;
        self.hosts.end(&host);
        match end {
            SnapshotEnd::Sealed { bytes, is_lost } => {
                self.used.bytes += bytes;
                self.suspects.remove(&id);
                if !is_lost {
                    self.infrastructure.has_served();
                }
                let resource_limits = &self.context.plan.resource_limits;
                if self.renewal.is_none() && !self.infrastructure.is_lost() {
                    self.renewal = self.infrastructure.is_old(resource_limits, &self.context.hooks);
                }
            }
            SnapshotEnd::Lost => {
                self.suspects.insert(id);
            }
            // It was no worse for the browser than others.
            SnapshotEnd::Postponed => {
                self.suspects.remove(&id);
            }
        }
    }

    fn check_ceilings(&mut self) {
        if self.over.is_none() && self.queue != QueueState::Empty {
            self.over = limits::of_crawl(&self.context.plan.resource_limits, &self.used, self.context.layout.data())
                .map(Dispatched::Limited);
        }
    }

    /// Replaces the browser, now that nothing runs on it, when it failed or is to be replaced. How
    /// the crawl ends, when that cannot be done.
    async fn renew_if_needed(&mut self, stepper: &mut Stepper<'_, L, H>) -> Option<Dispatched> {
        if let Some(how) = self.infrastructure.is_hopeless() {
            return Some(Dispatched::InfrastructureEnded(format!(
                "{how} (it failed several times in a row; giving up)"
            )));
        }
        if !self.infrastructure.is_lost() {
            self.renewal.as_ref()?;
            // A new one would have nothing to do.
            match self.context.ledger.is_empty().await {
                Ok(false) => {}
                Ok(true) => return Some(Dispatched::All),
                Err(error) => return Some(Dispatched::Ledger(error)),
            }
        }
        let why = self.renewal.take().unwrap_or_else(|| "the browser failed; starting a new one".into());
        self.context.ledger.record(Event::Warning { snapshot_id: None, message: why }).await;
        let scope = Scope::Crawl { crawl: &self.context.crawl, urls: &self.context.urls };
        let renewed = self.infrastructure.renew(stepper, &self.context.plan.crawl, scope).await;
        renewed.err().filter(|_| self.stop.borrow().is_none()).map(Dispatched::InfrastructureEnded)
    }

    fn time_is_up(&self) -> Option<Instant> {
        self.context.plan.resource_limits.time.map(|limit| self.used.since + limit)
    }

    /// When to ask the queue again although nothing has happened.
    fn next_look(&mut self) -> Option<Instant> {
        let may_begin = self.over.is_none() && self.running.len() < self.at_a_time();
        match self.queue {
            // Not later than the crawl's time limit, which is to be reported then.
            QueueState::Waiting(until) if may_begin => Some(until.min(self.time_is_up().unwrap_or(until))),
            // Something was just replaced: look at once.
            QueueState::Unknown if self.running.is_empty() => Some(Instant::now()),
            // More may be borne by then.
            QueueState::Unknown if self.over.is_none() && self.suspects.is_empty() => self.pace.next_look(),
            _ => None,
        }
    }
}

/// How soon to look again for something to do, while all that could begin is of hosts that are
/// busy.
const BUSY_LOOK: Duration = Duration::from_secs(1);
