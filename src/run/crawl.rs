//! One crawl: its own hooks, the snapshots between them, the seal.

use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::mpsc;

use super::context::CrawlContext;
use super::dispatcher::{Dispatched, dispatch};
use super::hooks::Hooks;
use super::infrastructure::Infrastructure;
use super::steps::{StepEnd, Stepper};
use super::{Ledger, LedgerError};
use crate::files::{crawl_file, remove_dir, remove_empty};
use crate::hook::{HookDone, Notices, RunningHook, Scope, StopReason};
use crate::model::event::{CrawlEnding, Event};
use crate::model::hook_run::HookRun;
use crate::model::timestamp::Timestamp;
use crate::plan::Step;
use crate::process::orphans::Owner;
use crate::process::stop::{Stop, escalation};

/// Announces what hooks want the person at the keyboard to know, as it comes.
pub fn announce_notices<L: Ledger>(ledger: Arc<L>) -> Notices {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some((snapshot_id, message)) = receiver.recv().await {
            ledger.record(Event::Warning { snapshot_id, message }).await;
        }
    });
    sender
}

/// Runs a crawl until its queue is empty, the user stops it, or it cannot go on; in each case until
/// nothing of it is alive.
pub async fn run_crawl<L: Ledger, H: Hooks>(
    context: CrawlContext<L, H>,
    queued: u64,
    stop: Stop,
) -> Result<CrawlEnding, LedgerError> {
    let context = Arc::new(context);
    let (crawl, ledger) = (&context.crawl, &*context.ledger);
    let reaper = tokio::spawn(context.hooks.adopt_orphans());
    let plugins = context.plan.resulting_plugins().into_iter().map(str::to_owned).collect();
    let snapshot_limit = context.plan.snapshot_time().as_secs_f64();
    let started_at = Timestamp::now();
    ledger
        .record(Event::CrawlStarted {
            crawl: crawl.clone(),
            queued,
            plugins,
            concurrency: context.concurrency.start(),
            snapshot_limit,
            at: started_at,
        })
        .await;
    ledger.flush().await?;
    if let Err(error) = std::fs::create_dir_all(&crawl.dir) {
        let message = format!("{}: {error}", crawl.dir.display());
        ledger.record(Event::Warning { snapshot_id: None, message }).await;
    }
    write_file(&context, started_at, None, &[]).await;

    let announcement = tokio::spawn(announce_stop(context.ledger.clone(), stop.clone()));
    let scope = Scope::Crawl { crawl, urls: &context.urls };
    let mut stepper = Stepper::new(&context, stop.clone());
    // A resumed crawl finds what an earlier browser left behind.
    for step in context.plan.crawl.iter().filter(|step| step.plugin.infrastructure) {
        remove_dir(&crawl.dir.join(&step.plugin.name));
    }
    context.hooks.forget_dead(&crawl.dir);
    // One whose runner was killed when all pages were saved has only its end to come to.
    let opening_steps = if queued > 0 { &context.plan.crawl[..] } else { &[] };
    let mut opening = open(&mut stepper, ledger, opening_steps, scope, &stop).await;
    let ending = match opening.failure.take() {
        Some(error) => CrawlEnding::Failed { error },
        None => match dispatch(&context, &mut opening.infrastructure, &mut stepper, &stop).await {
            Dispatched::All => {
                context.lost.clone().map_or(CrawlEnding::Complete, |error| CrawlEnding::Failed { error })
            }
            Dispatched::Interrupted => CrawlEnding::Interrupted,
            Dispatched::Limited(limit) => CrawlEnding::Limited { limit },
            Dispatched::InfrastructureEnded(error) => CrawlEnding::Failed { error },
            Dispatched::Ledger(error) => CrawlEnding::Failed { error: error.to_string() },
        },
    };
    let whose =
        Owner::Scope { mark: format!("{}={}", crate::model::env_vars::CRAWL_ID, crawl.id), dir: crawl.dir.clone() };
    let background = opening.infrastructure.into_hooks().into_iter().chain(opening.others).collect();
    let mut over = opening.over;
    over.extend(stepper.seal(background, &context.plan.crawl, &whose, StopReason::Seal).await);
    for step in &context.plan.crawl_end {
        // An interrupted crawl is not at its end, and the user does not want to wait for more
        // hooks. The same holds if the index cannot be written.
        if stop.borrow().is_some() || ledger.failed().now_or_never().is_some() {
            break;
        }
        // A crawl-end hook that was named .bg has nothing to run beside; it is sealed at once.
        match stepper.run(step, scope).await {
            StepEnd::Background(hook) => {
                over.extend(stepper.seal(vec![hook], &context.plan.crawl_end, &Owner::Any, StopReason::Seal).await)
            }
            StepEnd::Over(done) => over.push(done),
        }
    }
    stepper.seal(Vec::new(), &[], &Owner::Any, StopReason::Seal).await;
    for step in context.plan.crawl.iter().filter(|step| step.plugin.infrastructure) {
        remove_dir(&crawl.dir.join(&step.plugin.name));
    }
    // Chrome recreates its profile where it was, if that was moved away.
    if ledger.is_in_place().is_err_and(|lost| !lost.has_directory()) {
        remove_empty(&crawl.dir, context.layout.data());
    }
    context.hooks.close();
    announcement.abort();
    reaper.abort();
    let runs: Vec<HookRun> = over.into_iter().map(|done| done.run).collect();
    let at = Timestamp::now();
    write_file(&context, started_at, Some((&ending, at)), &runs).await;
    ledger.record(Event::CrawlSealed { crawl_id: crawl.id, ending: ending.clone(), at }).await;
    ledger.flush().await?;
    Ok(ending)
}

/// Writes what is known of the crawl into its own directory.
async fn write_file<L: Ledger, H>(
    context: &CrawlContext<L, H>,
    started_at: Timestamp,
    end: Option<(&CrawlEnding, Timestamp)>,
    runs: &[HookRun],
) {
    if let Err(error) = crawl_file::write(&context.crawl, &context.options, started_at, end, runs) {
        let message = format!("{}: {error}", context.crawl.dir.join(crawl_file::FILE_NAME).display());
        context.ledger.record(Event::Warning { snapshot_id: None, message }).await;
    }
}

/// Reports that a request to stop was received, since what follows may take as long as the hooks'
/// grace.
async fn announce_stop<L: Ledger>(ledger: Arc<L>, mut stop: Stop) {
    escalation(&mut stop, None).await;
    let message = "stopping: finishing pages in progress; press Ctrl-C again to stop now".into();
    ledger.record(Event::Warning { snapshot_id: None, message }).await;
}

/// The crawl's background hooks after its opening.
struct Opening {
    infrastructure: Infrastructure,
    others: Vec<RunningHook>,
    /// Those of its opening that are over.
    over: Vec<HookDone>,
    /// Why the crawl cannot go on.
    failure: Option<String>,
}

async fn open<L: Ledger, H: Hooks>(
    stepper: &mut Stepper<'_, L, H>,
    ledger: &L,
    steps: &[Step],
    scope: Scope<'_>,
    stop: &Stop,
) -> Opening {
    let (mut infrastructure, mut others, mut over, mut failure) = (Vec::new(), Vec::new(), Vec::new(), None);
    for step in steps {
        if stop.borrow().is_some() {
            break;
        }
        match stepper.run(step, scope).await {
            StepEnd::Background(hook) if step.plugin.infrastructure => infrastructure.push(hook),
            StepEnd::Background(hook) => others.push(hook),
            StepEnd::Over(done) if done.has_failed() => {
                let how = done.how_it_ended();
                over.push(done);
                if step.plugin.infrastructure && stop.borrow().is_none() {
                    failure = Some(how);
                    break;
                }
                ledger.record(Event::Warning { snapshot_id: None, message: how }).await;
            }
            StepEnd::Over(done) => over.push(done),
        }
    }
    Opening { infrastructure: Infrastructure::new(infrastructure), others, over, failure }
}
