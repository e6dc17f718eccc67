//! Processes: the only place that starts one, and everything that is done to them afterwards.
//!
//! A child is known by its handle, never by a number read from somewhere: [`Child`] keeps a pidfd
//! and the kernel keeps the pid until the child is waited for, so a signal cannot reach a stranger.
//! What a child leaves behind becomes a child of ours ([`orphans`]), and is found that way.

mod child;
pub mod holding;
pub mod identity;
mod limits;
pub mod load;
pub mod memory;
pub mod orphans;
mod procfs;
mod signals;
mod spawn;
pub mod stop;
pub mod strays;
mod traffic;
pub mod umask;

pub use child::{Child, ChildEnd, GroupEnd};
pub use limits::{open_files, raise_open_files};
pub use procfs::{command_line, is_stopped};
pub use signals::{is_ignored, restore_default};
pub use spawn::{Launch, Output, SpawnError, run_to_end};
pub use traffic::{Traffic, traffic};

/// A process and all that descend from it, by one look at every process of the machine.
pub fn descendants(pid: i32) -> Vec<i32> {
    memory::trees(&[pid])
}

/// A runtime on the current thread: the kernel sends the parent-death signal when the thread dies
/// that started a child, so the thread that waits for children starts them all.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
