//! How hooks are started, and what they leave is ended. The runner does so through [`Hooks`], so
//! that its decisions can be tested without a process.

use std::collections::BTreeSet;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::hook::pidfile::{self, LivingHooks};
use crate::hook::{self, Notices, Politeness, RunEnvironment, RunningHook, Scope};
use crate::plan::{Step, StopLimits};
use crate::process::memory;
use crate::process::orphans::{self, Infrastructure, Owner, Selection};

/// All that the runner does with processes.
pub trait Hooks: Send + Sync + 'static {
    /// Becomes the one to whom the processes fall that hooks leave behind. What is returned takes
    /// their status as they end, until it is dropped.
    fn adopt_orphans(&self) -> impl Future<Output = ()> + Send + 'static;

    /// Starts a hook. Whatever goes wrong, even the start, is in what [`RunningHook::done`]
    /// returns.
    fn start(&self, step: &Step, scope: Scope<'_>, limits: StopLimits, politeness: Politeness) -> RunningHook;

    /// Ends the processes of `owner` that hooks left, and returns what to say of each;
    /// `depended_on` are the plugins of infrastructure.
    fn end_left(
        &self,
        owner: &Owner,
        depended_on: &Infrastructure,
        selection: Selection,
        grace: Duration,
    ) -> impl Future<Output = Vec<String>> + Send;

    /// The plugins of which something is left that still works on their files: it has `mark` in its
    /// environment, or works in `dir`.
    fn plugins_with_processes(&self, mark: &str, dir: &Path) -> BTreeSet<String>;

    /// MiB that these hooks use, with all that they have started.
    fn memory_mib(&self, hooks: &[RunningHook]) -> u64;

    /// Removes the evidence of hooks of an earlier runner that are dead.
    fn forget_dead(&self, scope_dir: &Path);

    /// No hook will be started any more, and none lives.
    fn close(&self);
}

/// Hooks as processes of this machine.
pub struct HookProcesses {
    pub run_environment: RunEnvironment,
    /// What hooks want the person at the keyboard to know.
    pub notices: Notices,
    /// The evidence of those that live.
    pub living: Arc<LivingHooks>,
}

impl Hooks for HookProcesses {
    fn adopt_orphans(&self) -> impl Future<Output = ()> + Send + 'static {
        if let Err(error) = orphans::become_reaper() {
            tracing::warn!("processes that hooks leave behind may be missed: {error}");
        }
        orphans::reap_as_they_end()
    }

    fn start(&self, step: &Step, scope: Scope<'_>, limits: StopLimits, politeness: Politeness) -> RunningHook {
        hook::start(step, scope, &self.run_environment, limits, politeness, &self.notices, &self.living)
    }

    async fn end_left(
        &self,
        owner: &Owner,
        depended_on: &Infrastructure,
        selection: Selection,
        grace: Duration,
    ) -> Vec<String> {
        orphans::end(owner, depended_on, selection, grace).await
    }

    fn plugins_with_processes(&self, mark: &str, dir: &Path) -> BTreeSet<String> {
        orphans::plugins_with_leftovers(mark, dir)
    }

    fn memory_mib(&self, hooks: &[RunningHook]) -> u64 {
        let pids: Vec<i32> = hooks.iter().filter_map(|hook| hook.pid).collect();
        memory::of_trees(&pids) >> 20
    }

    fn forget_dead(&self, scope_dir: &Path) {
        pidfile::clear_all(scope_dir);
    }

    fn close(&self) {
        self.living.close();
    }
}
