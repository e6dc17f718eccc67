//! Takes snapshots from the queue and keeps as many running as it may.

use std::sync::Arc;

use futures_util::FutureExt;
use tokio::task::JoinSet;

use super::crawl::{CrawlContext, has_failed, how_it_ended};
use super::signals::{Stop, escalation};
use super::snapshot::run_snapshot;
use super::{Ledger, LedgerError};
use crate::hook::RunningHook;

/// Why the dispatcher came to its end. In every case no snapshot is running any more.
#[derive(Debug)]
pub enum Dispatched {
    /// The queue is empty.
    All,
    /// The user asked to stop.
    Interrupted,
    /// A crawl's infrastructure, such as its browser, ended by itself; the text says which and how.
    InfrastructureEnded(String),
    /// The queue could not be read or written.
    Ledger(LedgerError),
}

/// Runs the crawl's snapshots, at most `context.concurrency` at a time, while `infrastructure` stands.
pub async fn dispatch<L: Ledger>(context: &Arc<CrawlContext<L>>, infrastructure: &mut [RunningHook], stop: &Stop) -> Dispatched {
    let mut running = JoinSet::new();
    let mut why_not_more = None;
    let mut asked = stop.clone();
    loop {
        // What is there to end is found before another page depends on it.
        if why_not_more.is_none() {
            why_not_more = first_to_fail(infrastructure).now_or_never().map(Dispatched::InfrastructureEnded);
        }
        // Who asked to stop wants what is queued to stay so.
        while why_not_more.is_none() && stop.borrow().is_none() && running.len() < context.concurrency {
            match context.ledger.claim().await {
                Ok(Some(job)) => {
                    running.spawn(run_snapshot(context.clone(), job, stop.clone()));
                }
                // A running snapshot may still find pages, so an empty queue is the end only when nothing runs.
                Ok(None) => break,
                Err(error) => why_not_more = Some(Dispatched::Ledger(error)),
            }
        }
        if running.is_empty() {
            return why_not_more.unwrap_or(if stop.borrow().is_some() { Dispatched::Interrupted } else { Dispatched::All });
        }
        tokio::select! {
            Some(ended) = running.join_next() => {
                if let Err(panic) = ended {
                    std::panic::resume_unwind(panic.into_panic());
                }
            }
            _ = escalation(&mut asked, None), if why_not_more.is_none() => why_not_more = Some(Dispatched::Interrupted),
            how = first_to_fail(infrastructure), if why_not_more.is_none() => why_not_more = Some(Dispatched::InfrastructureEnded(how)),
        }
    }
}

/// Waits for the first of `hooks` that ends badly, and says how. One that has done its work, and ends, is no loss.
async fn first_to_fail(hooks: &mut [RunningHook]) -> String {
    if hooks.is_empty() {
        return std::future::pending().await;
    }
    let ends = hooks.iter_mut().map(|hook| {
        Box::pin(async move {
            let done = hook.over().await;
            if has_failed(done) { how_it_ended(done) } else { std::future::pending().await }
        })
    });
    futures_util::future::select_all(ends).await.0
}
