//! One step: a hook is started, and the next one waits for it as long as the contract says.

use super::context::CrawlContext;
use super::hooks::Hooks;
use super::silent::{Silence, TOGETHER};
use crate::hook::{self, HookDone, Politeness, Release, RunningHook, Scope, StopReason};
use crate::model::event::Event;
use crate::model::timestamp::Timestamp;
use crate::plan::{Step, StopLimits};
use crate::process::orphans::{Infrastructure, Owner};
use crate::process::stop::{Stop, escalation};
use crate::run::Ledger;

/// Where a step's hook is when the next one may begin.
pub enum StepEnd {
    Over(HookDone),
    Background(RunningHook),
}

/// Starts hooks and reports their beginning and end.
pub struct Stepper<'a, L, H> {
    context: &'a CrawlContext<L, H>,
    /// The plugins that others depend on.
    infrastructure: Infrastructure,
    stop: Stop,
}

impl<'a, L: Ledger, H: Hooks> Stepper<'a, L, H> {
    pub fn new(context: &'a CrawlContext<L, H>, stop: Stop) -> Self {
        Stepper { context, infrastructure: Infrastructure(context.plan.infrastructure()), stop }
    }

    /// Runs one step until the next may begin. When the user asks to stop, the hook is asked as
    /// well.
    pub async fn run(&mut self, step: &Step, scope: Scope<'_>) -> StepEnd {
        self.context
            .ledger
            .record(Event::HookStarted {
                crawl_id: scope.crawl().id,
                snapshot_id: scope.snapshot().map(|snapshot| snapshot.id),
                plugin: step.plugin.name.clone(),
                hook: step.hook.name.file_name.clone(),
                background: step.hook.name.background,
                at: Timestamp::now(),
            })
            .await;
        let (known, limits) = (self.context.silent.known(step), self.context.plan.limits);
        let (politeness, limits) = match known {
            Some(Silence::Listens) => {
                (Politeness::Silent, StopLimits { ready: limits.ready.saturating_mul(TOGETHER), ..limits })
            }
            _ => (Politeness::Unknown, limits),
        };
        let mut hook = self.context.hooks.start(step, scope, limits, politeness);
        if step.hook.name.background {
            if known == Some(Silence::Complete) {
                return StepEnd::Background(hook.not_awaited());
            }
            // Those that only listen to a page have nothing to do with one another: they get ready
            // side by side.
            if scope.snapshot().is_some() && !step.plugin.infrastructure {
                return StepEnd::Background(hook);
            }
            let released = tokio::select! {
                released = hook.released() => released,
                _ = escalation(&mut self.stop, None) => return StepEnd::Background(hook),
            };
            if released.is_some() {
                return StepEnd::Background(hook);
            }
        }
        let mut asked = None;
        loop {
            tokio::select! {
                _ = hook.over() => break,
                reason = escalation(&mut self.stop, asked) => {
                    hook.stop(reason);
                    asked = Some(reason);
                }
            }
        }
        let done = hook.done().await;
        self.report(&done).await;
        StepEnd::Over(done)
    }

    /// Waits until all background hooks of a snapshot are ready, over or passed over. Those that
    /// are over are taken out and returned.
    pub async fn all_released(&mut self, background: &mut Vec<(RunningHook, &Step)>) -> Vec<HookDone> {
        let mut over = Vec::new();
        let mut place = 0;
        while let Some((hook, step)) = background.get_mut(place) {
            if !hook.is_awaited() {
                place += 1;
                continue;
            }
            let released = tokio::select! {
                released = hook.released() => released,
                _ = escalation(&mut self.stop, None) => return over,
            };
            match released {
                Some(Release::Attached) => self.context.silent.remember(step, Silence::Listens),
                Some(_) => {}
                None => {
                    let done = background.remove(place).0.done().await;
                    self.report(&done).await;
                    over.push(done);
                }
            }
        }
        over
    }

    /// Ends the background hooks of a scope, for `reason` unless the user wants that at once, and
    /// reports each, and what they left behind.
    pub async fn seal(
        &mut self,
        hooks: Vec<RunningHook>,
        steps: &[Step],
        owner: &Owner,
        reason: StopReason,
    ) -> Vec<HookDone> {
        let reason = (*self.stop.borrow()).filter(|asked| *asked == StopReason::Abort).unwrap_or(reason);
        let stoppers: Vec<_> = hooks.iter().map(RunningHook::stopper).collect();
        let (depended_on, starter) = (&self.infrastructure, &self.context.hooks);
        let sealing =
            hook::seal::seal(hooks, reason, |selection, grace| starter.end_left(owner, depended_on, selection, grace));
        tokio::pin!(sealing);
        let sealed = tokio::select! {
            sealed = &mut sealing => sealed,
            () = aborted(&mut self.stop) => {
                stoppers.iter().for_each(|stopper| stopper.stop(StopReason::Abort));
                sealing.await
            }
        };
        for done in &sealed.hooks {
            if done.silent {
                let same =
                    |step: &&Step| step.hook.name.file_name == done.run.hook && step.plugin.name == done.run.plugin;
                if let Some(step) = steps.iter().find(same) {
                    self.context.silent.remember(step, Silence::Complete);
                }
            }
            self.report(done).await;
        }
        for stray in &sealed.strays {
            let message = format!("ended a process that a hook had left behind: {stray}");
            self.context.ledger.record(Event::Warning { snapshot_id: None, message }).await;
        }
        sealed.hooks
    }

    async fn report(&self, done: &HookDone) {
        self.context.ledger.record(Event::HookEnded { run: done.run.clone() }).await;
        for remark in &done.run.remarks {
            let message = format!("{}/{}: {remark}", done.run.plugin, done.run.hook);
            self.context.ledger.record(Event::Warning { snapshot_id: done.run.snapshot_id, message }).await;
        }
    }
}

async fn aborted(stop: &mut Stop) {
    while escalation(stop, Some(StopReason::Interrupt)).await < StopReason::Abort {}
}
