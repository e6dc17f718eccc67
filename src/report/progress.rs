//! Progress for people on a terminal: a bar for the crawl, and one for every running snapshot with the plugin that is at work.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::plain::Lines;
use super::{Palette, harmless, shortened};
use crate::event::Event;
use crate::id::SnapshotId;

/// The bars, drawn on stderr.
pub struct Progress {
    bars: MultiProgress,
    crawl: ProgressBar,
    running: Mutex<HashMap<SnapshotId, ProgressBar>>,
    lines: Mutex<Lines>,
}

impl Progress {
    pub fn new(palette: Palette) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        let crawl = bars.add(ProgressBar::new(0));
        let template = if palette.on {
            "{bar:30.green/dim} {pos}/{len} pages  {rate}  {elapsed} elapsed, {eta} left"
        } else {
            "{bar:30} {pos}/{len} pages  {rate}  {elapsed} elapsed, {eta} left"
        };
        crawl.set_style(style(template).with_key("rate", rate).progress_chars("━━─"));
        Progress { bars, crawl, running: Mutex::default(), lines: Mutex::new(Lines::new(palette)) }
    }

    /// Hears one event.
    pub fn hear(&self, event: &Event) {
        if let Some(line) = self.lines.lock().unwrap_or_else(PoisonError::into_inner).line(event) {
            // When stderr is gone there is nobody to tell.
            let _ = self.bars.println(line);
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::CrawlStarted { queued, .. } => {
                self.crawl.set_length(*queued);
                self.crawl.reset_elapsed();
                self.crawl.enable_steady_tick(Duration::from_millis(250));
            }
            Event::SnapshotQueued { .. } => self.crawl.inc_length(1),
            Event::SnapshotStarted { snapshot, plugins } => {
                let bar = self.bars.insert_before(&self.crawl, ProgressBar::new(plugins.len() as u64));
                bar.set_style(style("  {bar:12} {pos}/{len} {msg}").progress_chars("━━─"));
                bar.set_prefix(shortened(&harmless(snapshot.url.as_str()), 60));
                bar.set_message(bar.prefix());
                running.insert(snapshot.id, bar);
            }
            Event::HookStarted { snapshot_id: Some(id), plugin, background: false, .. } => {
                if let Some(bar) = running.get(id) {
                    bar.set_message(format!("{} {plugin}", bar.prefix()));
                }
            }
            Event::ResultEnded { result } => {
                if let Some(bar) = running.get(&result.snapshot_id) {
                    bar.inc(1);
                }
            }
            Event::SnapshotSealed { snapshot_id, .. } => {
                if let Some(bar) = running.remove(snapshot_id) {
                    bar.finish_and_clear();
                    self.bars.remove(&bar);
                }
                self.crawl.inc(1);
            }
            Event::CrawlSealed { .. } => self.crawl.finish_and_clear(),
            _ => {}
        }
    }
}

/// Pages a second, or a minute when they are slow.
fn rate(state: &ProgressState, out: &mut dyn Write) {
    let rate = state.per_sec();
    // What cannot be written on a terminal is not worth a word.
    let _ = if rate >= 1.0 { write!(out, "{rate:.1}/s") } else { write!(out, "{:.1}/min", rate * 60.0) };
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
