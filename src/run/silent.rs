//! Background hooks that do not print before they are stopped: what is learned of them, so that
//! later snapshots wait for them no longer than they must.

use std::collections::BTreeMap;
use std::path::PathBuf;

use parking_lot::Mutex;

use crate::plan::Step;

/// What is known of a background hook that does not print when it is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// It was seen to listen to the page. Later snapshots start it together with others of its
    /// kind, and the first foreground hook waits for all of them.
    Listens,
    /// Nothing shows when it is ready. Later snapshots do not wait for it.
    Complete,
}

/// How many times as long hooks that listen without saying so may take to get there: they begin
/// together and share the processors.
pub const TOGETHER: u32 = 4;

/// Background hooks that do not print before they are stopped.
#[derive(Debug, Default)]
pub struct SilentHooks(Mutex<BTreeMap<PathBuf, Silence>>);

impl SilentHooks {
    pub fn known(&self, step: &Step) -> Option<Silence> {
        self.0.lock().get(&step.hook.path).copied()
    }

    /// What was known before stands: a hook that has been seen to listen is waited for, though a
    /// page was over too fast once.
    pub fn remember(&self, step: &Step, silence: Silence) {
        self.0.lock().entry(step.hook.path.clone()).or_insert(silence);
    }
}
