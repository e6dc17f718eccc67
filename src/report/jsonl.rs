//! `--json`: every event as a JSON line on stdout.

use std::io::Write;

use crate::event::Event;

/// Writes events to stdout until nobody reads them any more.
pub fn listener() -> impl Fn(&Event) + Send {
    let open = std::cell::Cell::new(true);
    move |event| {
        if open.get() {
            // `tacklebox archive --json | head` closes the pipe; the crawl goes on.
            open.set(print(event).is_ok());
        }
    }
}

fn print(event: &Event) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    serde_json::to_writer(&mut stdout, event)?;
    stdout.write_all(b"\n")?;
    stdout.flush()
}
