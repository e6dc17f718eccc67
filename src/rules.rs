//! Decisions without I/O: what a line of a hook means, how a plugin did, which found pages join,
//! what limits there are.

pub mod deadline;
pub mod exit;
pub mod frontier;
pub mod outcome;
pub mod record;
