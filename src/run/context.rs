//! What all snapshots of a crawl share.

use std::sync::Arc;

use serde_json::Value;

use super::pace::Concurrency;
use super::silent::SilentHooks;
use crate::files::layout::Layout;
use crate::model::crawl::Crawl;
use crate::plan::Plan;

/// All that a crawl's snapshots share.
pub struct CrawlContext<L, H> {
    pub crawl: Crawl,
    /// The URLs it was given; a long list may be cut, since hooks get it as an argument.
    pub urls: Vec<String>,
    /// What was chosen on the command line.
    pub options: Value,
    pub plan: Plan,
    pub layout: Layout,
    pub ledger: Arc<L>,
    pub hooks: H,
    /// Snapshots at a time.
    pub concurrency: Concurrency,
    /// Bytes of the outputs that a resumed crawl had before; absent for a new one.
    pub bytes_so_far: Option<u64>,
    /// Why pages may be missing although the queue is empty; absent while all that it is to save is
    /// known.
    pub lost: Option<String>,
    pub silent: SilentHooks,
}
