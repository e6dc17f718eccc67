//! One hook from start to end.
//!
//! [`state`] decides and does nothing; [`drive`] does what it decided. [`invocation`] says what a
//! hook is started with, [`output`] reads what it prints, [`attachment`] sees when one listens that
//! says nothing, [`pidfile`] leaves the evidence that a crashed runner's successor needs, and
//! [`seal`] ends all hooks of a snapshot or a crawl.

pub mod attachment;
pub mod cause;
pub mod done;
pub mod drive;
pub mod hook_records;
pub mod invocation;
pub mod misprinted;
pub mod output;
pub mod pidfile;
pub mod seal;
pub mod state;

pub use crate::process::stop::StopReason;
pub use done::HookDone;
pub use drive::{Notices, Politeness, Release, RunningHook, start};
pub use invocation::{RunEnvironment, Scope};
