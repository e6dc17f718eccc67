//! What the program speaks of: ids, times, addresses, crawls, snapshots, results, events. No I/O.

pub mod archive_result;
pub mod crawl;
pub mod env_vars;
pub mod event;
pub mod hint;
pub mod hook_run;
pub mod id;
pub mod limit;
pub mod login;
pub mod mimetype;
pub mod moments;
pub mod size;
pub mod snapshot;
pub mod timestamp;
pub mod url;
