//! What all snapshots of a crawl depend on, the shared browser above all: it is watched, and a new
//! one takes the place of one that failed or grew old.

use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::time::Instant;

use super::Ledger;
use super::hooks::Hooks;
use super::steps::{StepEnd, Stepper};
use crate::config::limits::ResourceLimits;
use crate::files::remove_dir;
use crate::hook::{RunningHook, Scope, StopReason};
use crate::plan::Step;
use crate::process::orphans::Owner;

/// How often in a row a crawl may lose its infrastructure with no snapshot in between that came to
/// its seal on it.
const LOSSES: u32 = 8;

/// Snapshots that a browser serves at least before it is renewed for its memory: one that needs too
/// much from the start is no better for being new.
const SERVED_AT_LEAST: u64 = 5;

/// How often the memory of a browser is looked at. It grows by the page, and the look goes through
/// all processes of the machine: milliseconds.
const MEMORY_LOOK_EVERY: Duration = Duration::from_secs(5);

/// Says, once, why what a snapshot runs on is lost.
pub type LossReceiver = watch::Receiver<Option<String>>;

/// The living hooks of infrastructure plugins.
pub struct Infrastructure {
    hooks: Vec<RunningHook>,
    lost: watch::Sender<Option<String>>,
    /// Snapshots that it has served.
    served: u64,
    losses: u32,
    /// When its memory was last looked at.
    memory_seen: Option<Instant>,
}

impl Infrastructure {
    pub fn new(hooks: Vec<RunningHook>) -> Self {
        Infrastructure { hooks, lost: watch::channel(None).0, served: 0, losses: 0, memory_seen: None }
    }

    /// Counts one more snapshot that runs on it, and gives it word of the end.
    pub fn serve(&mut self) -> LossReceiver {
        self.served += 1;
        self.lost.subscribe()
    }

    /// A snapshot came to its seal on it, so it is good for something.
    pub fn has_served(&mut self) {
        self.losses = 0;
    }

    /// Waits until it fails, and notifies the snapshots that use it. May be dropped and called
    /// again.
    pub async fn failed(&mut self) {
        if self.is_lost() {
            return std::future::pending().await;
        }
        let how = first_to_fail(&mut self.hooks).await;
        self.losses += 1;
        self.lost.send_replace(Some(how));
    }

    /// The same, without waiting.
    pub fn has_failed(&mut self) -> bool {
        // It is no matter whether the future resolves now; what it finds is kept.
        let _ = self.failed().now_or_never();
        self.is_lost()
    }

    pub fn is_lost(&self) -> bool {
        self.lost.borrow().is_some()
    }

    /// Why it failed, when it has failed so often that a new one is not tried.
    pub fn is_hopeless(&self) -> Option<String> {
        if self.losses < LOSSES { None } else { self.lost.borrow().clone() }
    }

    /// Why it should be renewed before it fails, if it should. Its memory is looked at now and then
    /// only, so this may be asked after each page.
    pub fn is_old(&mut self, resource_limits: &ResourceLimits, hooks: &impl Hooks) -> Option<String> {
        if let Some(limit) = resource_limits.browser_pages.filter(|limit| self.served >= *limit) {
            let pages = if limit == 1 { "1 page".to_owned() } else { format!("{limit} pages") };
            return Some(format!("the browser has served {pages}; starting a new one"));
        }
        let is_due =
            self.served >= SERVED_AT_LEAST && self.memory_seen.is_none_or(|seen| seen.elapsed() >= MEMORY_LOOK_EVERY);
        let limit = resource_limits.browser_memory.filter(|_| is_due)?;
        self.memory_seen = Some(Instant::now());
        let used = hooks.memory_mib(&self.hooks);
        (used >= limit).then(|| format!("the browser uses {used} MiB; starting a new one"))
    }

    /// Stops it and starts a new one. An error if that fails.
    pub async fn renew<L: Ledger, H: Hooks>(
        &mut self,
        stepper: &mut Stepper<'_, L, H>,
        steps: &[Step],
        scope: Scope<'_>,
    ) -> Result<(), String> {
        for step in steps.iter().filter(|step| step.plugin.infrastructure) {
            // Of what it left only what works in its own directory: the crawl's other hooks go on.
            let owner = Owner::Directory(scope.dir().join(&step.plugin.name));
            stepper.seal(std::mem::take(&mut self.hooks), steps, &owner, StopReason::Seal).await;
        }
        for step in steps.iter().filter(|step| step.plugin.infrastructure) {
            remove_dir(&scope.dir().join(&step.plugin.name));
        }
        for step in steps.iter().filter(|step| step.plugin.infrastructure) {
            match stepper.run(step, scope).await {
                StepEnd::Background(hook) => self.hooks.push(hook),
                StepEnd::Over(done) if done.has_failed() => return Err(done.how_it_ended()),
                StepEnd::Over(_) => {}
            }
        }
        self.lost = watch::channel(None).0;
        self.served = 0;
        self.memory_seen = None;
        Ok(())
    }

    /// Its hooks, to be sealed.
    pub fn into_hooks(self) -> Vec<RunningHook> {
        self.hooks
    }
}

/// Waits for the first of `hooks` that ends badly, and says how. One that has done its work, and
/// ends, is no loss. One that serves until it is asked to end says by its exit code that it was
/// asked, and these were not asked by the runner.
pub async fn first_to_fail(hooks: &mut [RunningHook]) -> String {
    if hooks.is_empty() {
        return std::future::pending().await;
    }
    let ends = hooks.iter_mut().map(|hook| {
        Box::pin(async move {
            let done = hook.over().await;
            if done.has_failed() { done.how_it_ended() } else { std::future::pending().await }
        })
    });
    futures_util::future::select_all(ends).await.0
}
