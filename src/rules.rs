//! Decisions without I/O: what a line of a hook means, how a plugin did, which found pages join,
//! which exit code a command has.

pub mod deadline;
pub mod exit;
pub mod frontier;
pub mod outcome;
pub mod record;
