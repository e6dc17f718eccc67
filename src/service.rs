//! What the program can be asked to do with a collection: start, resume, retry and abandon crawls;
//! list and show what there is.
//!
//! Typed options go in, values come out, and a [`Listener`] receives events and notices while the
//! work is done. Nothing in here prints, or knows about terminals, HTTP or exit codes: the command
//! line and a server can both use it.

mod abandon;
mod collection;
mod crawl;
mod error;
mod given;
mod import;
mod install;
mod links;
mod list;
mod listener;
mod notice;
mod plan;
mod request;
mod resume;
mod retry;
mod shared_browser;
mod show;
mod start;
mod status;
mod timeline;
pub mod trial;

pub use crate::files::crawl_file::CrawlFileLine;
pub use crate::files::index_file::IndexLine;
pub use crate::model::hint::Hint;
pub use crate::store::interrupted::QueueState;
pub use abandon::abandon;
pub use collection::{Collection, CollectionOptions, NetworkPolicy, builtin_directory};
pub use crawl::{CrawlEnd, CrawlReport, Idle};
pub use error::{Error, ErrorKind, Input};
pub use given::GivenCounts;
pub use install::{Outcome, State, install, list_tools};
pub use list::{ListedSnapshot, SnapshotFilter, list};
pub use listener::{Listener, StopSource};
pub use notice::Notice;
pub use plan::make_plan;
pub use request::RequestOptions;
pub use resume::{Interrupted, ResumeOptions, interrupted, resume};
pub use retry::{RetryOptions, retry};
pub use show::{ShownHook, ShownResult, ShownSnapshot, newest, show};
pub use start::{StartOptions, start};
pub use status::{CrawlStatus, Status, status};
pub use timeline::{TimelineChoice, timeline};
