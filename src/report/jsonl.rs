//! `--json`: every event as a JSON line on stdout.

use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, OnceLock};

use crate::model::event::Event;
use crate::stderr::stderr_line;

/// Writes events to stdout until the reader has gone, or they cannot be written; the crawl
/// continues.
#[derive(Debug, Clone, Default)]
pub struct JsonLines {
    /// Why the first event was not written.
    broken: Arc<OnceLock<io::Error>>,
}

impl JsonLines {
    /// Takes in an event.
    pub fn on_event(&self, event: &Event) {
        if self.broken.get().is_none()
            && let Err(error) = print(event)
        {
            let _ = self.broken.set(error);
            if let Some(error) = self.fault() {
                stderr_line!("standard output: {error}; no more events are written to it");
            }
        }
    }

    /// Why events are missing, if they are: a reader that has gone, as in `tacklebox archive --json
    /// | head`, is no fault.
    pub fn fault(&self) -> Option<&io::Error> {
        self.broken.get().filter(|error| error.kind() != ErrorKind::BrokenPipe)
    }
}

fn print(event: &Event) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    serde_json::to_writer(&mut stdout, event)?;
    stdout.write_all(b"\n")?;
    stdout.flush()
}
