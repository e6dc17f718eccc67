//! The hooks of a snapshot one after another, and the end of those that run beside the others.

use futures_util::FutureExt;
use tokio::time::Instant;

use super::loss::{EarlyEnd, unless_broken};
use super::{SnapshotEnd, Work};
use crate::files::remove_dir;
use crate::hook::{RunningHook, Scope, StopReason};
use crate::model::event::Event;
use crate::model::hook_run::EndedBy;
use crate::plan::Step;
use crate::process::orphans::Owner;
use crate::process::stop::Stop;
use crate::rules::record::PageState;
use crate::run::infrastructure::first_to_fail;
use crate::run::steps::{StepEnd, Stepper};
use crate::run::{Hooks, Ledger, limits, mark};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Runs the hooks, and ends all that is left of them. Returns how the attempt ended if the
    /// snapshot went back into the queue.
    pub(super) async fn run_steps(&mut self, steps: &[Step], stop: &Stop) -> Option<SnapshotEnd> {
        let (context, snapshot) = (self.context, self.snapshot);
        let scope = Scope::Snapshot { crawl: &context.crawl, snapshot };
        let mut stepper = Stepper::new(context, stop.clone());
        let mut background: Vec<(RunningHook, &Step)> = Vec::new();
        let mut infrastructure: Vec<RunningHook> = Vec::new();
        let limit = limits::of_snapshot(&context.plan.resource_limits, Instant::now(), &snapshot.dir);
        tokio::pin!(limit);
        let mut lost = self.halt.crawl_lost().clone();
        // The end is a place like any other to wait for those that are to listen.
        for step in steps.iter().map(Some).chain([None]) {
            if !self.halt.is_broken()
                && let Some(how) = first_to_fail(&mut infrastructure).now_or_never()
            {
                self.halt.break_off(EarlyEnd::Infrastructure(how));
            }
            self.check_directory();
            if stop.borrow().is_some() || self.ends_early() {
                break;
            }
            if step.is_none_or(|step| !step.hook.name.background || step.plugin.infrastructure) {
                let released = stepper.all_released(&mut background);
                let over = unless_broken(released, &mut lost, &mut infrastructure, limit.as_mut(), |broken| {
                    self.halt.break_off(broken)
                })
                .await;
                for done in over {
                    self.take_in(done).await;
                }
                self.conclude_good().await;
            }
            let Some(step) = step else { break };
            if stop.borrow().is_some() {
                break;
            }
            if let Some(started_at) = self.plugins.begin(step) {
                // Not sooner: a plugin whose turn never comes keeps what it has.
                if self.attempt.is_repeated {
                    remove_dir(&snapshot.dir.join(&step.plugin.name));
                }
                let event =
                    Event::ResultStarted { snapshot_id: snapshot.id, plugin: step.plugin.name.clone(), at: started_at };
                context.ledger.record(event).await;
            }
            let run = stepper.run(step, scope);
            match unless_broken(run, &mut lost, &mut infrastructure, limit.as_mut(), |broken| {
                self.halt.break_off(broken)
            })
            .await
            {
                StepEnd::Over(done) => {
                    // Nothing that comes after could work without it.
                    if stop.borrow().is_none()
                        && step.plugin.infrastructure
                        && step.hook.name.background
                        && done.has_failed()
                    {
                        self.halt.break_off(EarlyEnd::Infrastructure(done.how_it_ended()));
                    }
                    self.take_in(done).await;
                }
                StepEnd::Background(hook) if hook.plugin.infrastructure => infrastructure.push(hook),
                StepEnd::Background(hook) => background.push((hook, step)),
            }
            self.conclude_good().await;
        }
        // If the user interrupted the page, listeners have received only a part of its events.
        // Hooks that had ended keep their results.
        let reason = if self.halt.is_stopped() { StopReason::Interrupt } else { StopReason::Seal };
        self.check_infrastructure(&mut infrastructure, &mut lost).await;
        let background = background.into_iter().map(|(hook, _)| hook).chain(infrastructure).collect();
        let owner = Owner::Scope { mark: mark(snapshot.id), dir: snapshot.dir.clone() };
        let sealed = stepper.seal(background, steps, &owner, reason).await;
        self.check_sealed_infrastructure(steps, &sealed, &mut lost).await;
        for done in sealed {
            self.take_in(done).await;
        }
        if let Some(end) = self.postpone().await {
            self.remove_infrastructure(steps);
            return Some(end);
        }
        self.conclude_unbegun().await;
        self.plugins.interrupt_rest(if self.halt.is_broken() { EndedBy::Lost } else { EndedBy::Interrupt });
        self.conclude_finished().await;
        self.update_changed_results().await;
        self.remove_infrastructure(steps);
        None
    }

    /// Whether what a hook said of the page makes the hooks after it needless.
    pub(super) fn ends_early(&self) -> bool {
        match self.page.state() {
            Some(PageState::Transient) => self.may_try_again() || self.page.is_refused(),
            Some(PageState::Refused) => true,
            Some(PageState::Error) | None => false,
        }
    }
}
