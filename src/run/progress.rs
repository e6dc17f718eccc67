//! How far the plugins of a snapshot are.

use std::collections::BTreeMap;

use tokio::time::Instant;

use crate::model::hook_run::EndedBy;
use crate::model::timestamp::Timestamp;
use crate::plan::{Plan, Step};
use crate::rules::outcome::{HookEnding, is_bad};

/// The plugins of a snapshot that have a result, and how far each is.
pub struct Plugins(BTreeMap<String, Progress>);

#[derive(Default)]
struct Progress {
    /// Hooks that have not ended.
    open: usize,
    started_at: Option<Timestamp>,
    endings: Vec<Ended>,
    concluded: bool,
}

/// How a hook ended, and when.
pub struct Ended {
    pub how: HookEnding,
    pub at: Instant,
    pub stamp: Timestamp,
}

impl Ended {
    fn now(how: HookEnding) -> Self {
        Ended { how, at: Instant::now(), stamp: Timestamp::now() }
    }
}

impl Plugins {
    pub fn of(plan: &Plan) -> Self {
        let mut plugins: BTreeMap<String, Progress> = BTreeMap::new();
        for step in plan.snapshot.iter().filter(|step| !step.plugin.infrastructure) {
            plugins.entry(step.plugin.name.clone()).or_default().open += 1;
        }
        Plugins(plugins)
    }

    /// Notes the start of a step's hook; the time, when it is the plugin's first.
    pub fn begin(&mut self, step: &Step) -> Option<Timestamp> {
        let progress = self.0.get_mut(&step.plugin.name)?;
        if progress.started_at.is_some() {
            return None;
        }
        progress.started_at = Some(Timestamp::now());
        progress.started_at
    }

    pub fn started_at(&self, plugin: &str) -> Option<Timestamp> {
        self.0.get(plugin)?.started_at
    }

    pub fn end(&mut self, plugin: &str, ending: HookEnding) {
        if let Some(progress) = self.0.get_mut(plugin) {
            progress.open = progress.open.saturating_sub(1);
            progress.endings.push(Ended::now(ending));
        }
    }

    /// Whether a hook of this attempt has failed.
    pub fn has_bad(&self) -> bool {
        self.0.values().flat_map(|progress| &progress.endings).any(|ended| is_bad(&ended.how))
    }

    /// The plugins of which no hook was started.
    pub fn take_unbegun(&mut self) -> Vec<String> {
        let unbegun = self.0.iter_mut().filter(|(_, progress)| progress.started_at.is_none() && !progress.concluded);
        unbegun
            .map(|(name, progress)| {
                (progress.open, progress.concluded) = (0, true);
                name.clone()
            })
            .collect()
    }

    /// The hooks that were never started count as interrupted, or as lost with what they would have
    /// worked on.
    pub fn interrupt_rest(&mut self, ended_by: EndedBy) {
        for progress in self.0.values_mut().filter(|progress| !progress.concluded && progress.open > 0) {
            progress.open = 0;
            progress.endings.push(Ended::now(HookEnding {
                hook: "the plugin".into(),
                ended_by: Some(ended_by),
                ..HookEnding::default()
            }));
        }
    }

    /// Whether there is a plugin all of whose hooks are over, and which has no result yet.
    pub fn has_finished(&self) -> bool {
        self.0.values().any(|progress| progress.open == 0 && !progress.concluded)
    }

    /// The plugins all of whose hooks are over and that are `wanted`, by name and by how those
    /// ended.
    pub fn take_finished(&mut self, wanted: impl Fn(&str, &[Ended]) -> bool) -> Vec<(String, Vec<Ended>)> {
        self.0
            .iter_mut()
            .filter(|(name, progress)| progress.open == 0 && !progress.concluded && wanted(name, &progress.endings))
            .map(|(name, progress)| {
                progress.concluded = true;
                (name.clone(), std::mem::take(&mut progress.endings))
            })
            .collect()
    }
}
