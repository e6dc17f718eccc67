//! Whether a crawl's runner is alive: by the process that the crawl's row names, and by the lock
//! that a runner holds for as long as it is at work. Either is enough: a runner in another PID
//! namespace is known only by its lock, and some file systems have no locks.

use std::path::Path;

use rusqlite::Connection;
use uuid::Uuid;

use crate::files::layout::Layout;
use crate::model::id::CrawlId;
use crate::process::holding::{Holdings, Pinned};
use crate::process::identity::Identity;

/// The runners of a collection.
#[derive(Debug)]
pub struct Runners(Option<Holdings>);

impl Runners {
    /// Of the collection that has this index.
    pub fn of(connection: &Connection) -> Self {
        let data = connection.path().and_then(|path| Path::new(path).parent());
        Runners(data.map(|data| Holdings::new(&Layout::new(data.to_owned()).runners())))
    }

    /// Whether the runner of a crawl is alive, of which `named` is what the crawl's row says.
    pub fn is_alive(&self, crawl: &str, named: &str) -> bool {
        Identity::names_living(named)
            || self
                .0
                .as_ref()
                .zip(Uuid::parse_str(crawl).ok())
                .is_some_and(|(holdings, id)| holdings.is_held(id.as_u128()))
    }
}

/// What the runner of a crawl holds while it works on it.
#[derive(Debug)]
pub enum Claimed {
    Pinned(Pinned),
    /// There are no locks here.
    Unlocked,
    /// Another runner has it.
    Taken,
}

/// Takes hold of a crawl for this process.
pub fn claim(layout: &Layout, crawl: CrawlId) -> Claimed {
    match Holdings::new(&layout.runners()).hold(crawl.as_u128()) {
        Ok(Some(held)) => Claimed::Pinned(held),
        Ok(None) => Claimed::Taken,
        Err(error) => {
            tracing::debug!(
                "{}: {error}; a runner in another container cannot be told of this one",
                layout.runners().display()
            );
            Claimed::Unlocked
        }
    }
}
