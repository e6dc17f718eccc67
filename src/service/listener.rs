//! Listeners, which receive the events and notices of a request, and sources of a stop.

use super::notice::Notice;
use crate::model::event::Event;
use crate::process::stop::{self, Stop};

/// Receives events and notices while a request is done.
pub trait Listener: Send + Sync {
    /// Something happened in the crawl. It is committed. Called on the thread that writes the
    /// database, so it must not wait for long.
    fn on_event(&self, _event: &Event) {}

    /// Something that is no event of a crawl, and that a person may want to know.
    fn on_notice(&self, _notice: Notice) {}
}

/// Who may stop a crawl.
#[derive(Debug, Clone)]
pub enum StopSource {
    /// SIGINT, SIGTERM and SIGHUP to this process.
    Signals,
    /// The holder of the other end.
    Channel(Stop),
}

impl StopSource {
    /// Begins to listen. To be called within a runtime.
    pub(super) fn listen(&self) -> std::io::Result<Stop> {
        match self {
            StopSource::Signals => stop::listen(),
            StopSource::Channel(stop) => Ok(stop.clone()),
        }
    }
}
