//! What a crawl shows while it runs: progress or lines on stderr, JSON lines on stdout.

use parking_lot::Mutex;
use std::io::IsTerminal;

use super::notices;
use crate::model::event::Event;
use crate::report::jsonl::JsonLines;
use crate::report::progress::Progress;
use crate::report::{Palette, colours_on_stderr, plain};
use crate::service::{Listener, Notice};
use crate::stderr::stderr_line;

/// Shows one crawl.
pub struct Screen {
    paint: Palette,
    view: Mutex<View>,
    /// For machines, when asked for.
    json: Option<JsonLines>,
}

enum View {
    Progress(Progress),
    Lines(plain::Lines),
}

impl Screen {
    pub fn new(json: bool) -> Self {
        let paint = Palette { on: colours_on_stderr() };
        let can_draw = std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let view = if can_draw { View::Progress(Progress::new(paint)) } else { View::Lines(plain::Lines::new(paint)) };
        Screen { paint, view: Mutex::new(view), json: json.then(JsonLines::default) }
    }

    /// Takes the progress bars away; what is printed from here on stands below what was printed so
    /// far.
    pub fn finish(&self) {
        *self.view.lock() = View::Lines(plain::Lines::new(self.paint));
    }

    /// Whether all events could be written as JSON, if that was asked for.
    pub fn has_written_all(&self) -> bool {
        self.json.as_ref().is_none_or(|json| json.fault().is_none())
    }
}

impl Listener for Screen {
    fn on_event(&self, event: &Event) {
        match &*self.view.lock() {
            View::Progress(progress) => progress.on_event(event),
            View::Lines(lines) => lines.lines(event).iter().for_each(|line| stderr_line!("{line}")),
        }
        if let Some(json) = &self.json {
            json.on_event(event);
        }
    }

    fn on_notice(&self, notice: Notice) {
        stderr_line!("{}", notices::words(&notice, self.paint));
    }
}
