//! Progress for people on a terminal: a bar for the crawl, and one for every running snapshot with
//! the plugin that is at work. All other lines appear above.

mod screen;

use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::plain::Lines;
use super::{Palette, escape_control, shortened};
use crate::model::event::Event;
use crate::model::id::SnapshotId;
use crate::stderr;
use screen::Screen;

/// How often the terminal is looked after: what is new is drawn then, and what was drawn is drawn
/// again where its size has changed.
const TICK: Duration = Duration::from_millis(100);

/// After how many ticks the bars are drawn again although nothing has happened: the time goes on.
const IDLE_TICKS: u32 = 5;

/// The bars, drawn on stderr.
pub struct Progress {
    state: Arc<Mutex<State>>,
    /// Dropped to end the thread that draws.
    ended: Option<Sender<()>>,
    /// Closed when that thread has ended.
    drawing: Receiver<()>,
}

struct State {
    lines: Lines,
    palette: Palette,
    screen: Screen,
    /// What is to appear above the bars.
    pending: Vec<String>,
    /// Absent before and after the crawl.
    crawl: Option<Crawl>,
    running: Vec<Page>,
    is_new: bool,
}

/// The crawl's own bar.
struct Crawl {
    began: Instant,
    total: u64,
    done: u64,
}

/// A page that is at work.
struct Page {
    id: SnapshotId,
    url: String,
    plugin: String,
    total: u64,
    done: u64,
}

impl Progress {
    pub fn new(palette: Palette) -> Self {
        let state = State {
            lines: Lines::new(palette),
            palette,
            screen: Screen::default(),
            pending: Vec::new(),
            crawl: None,
            running: Vec::new(),
            is_new: false,
        };
        let state = Arc::new(Mutex::new(state));
        let shown = state.clone();
        // What others have to say goes above the bars, too.
        stderr::lines_go_above(Some(Box::new(move |line| {
            let mut state = lock(&shown);
            state.pending.push(line.to_owned());
            state.is_new = true;
        })));
        let (ended, end) = channel();
        let drawn = state.clone();
        let (is_drawing, drawing) = channel();
        std::thread::spawn(move || {
            let _until_its_end: Sender<()> = is_drawing;
            let mut idle = 0;
            while end.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                idle += 1;
                let text = {
                    let mut state = lock(&drawn);
                    let is_due =
                        state.is_new || state.screen.is_resized() || (idle >= IDLE_TICKS && state.crawl.is_some());
                    is_due.then(|| state.draw())
                };
                if let Some(text) = text {
                    // The crawl does not wait for this: a terminal that is stopped (Ctrl-S) takes
                    // nothing until it continues.
                    write(&text);
                    idle = 0;
                }
            }
        });
        Progress { state, ended: Some(ended), drawing }
    }

    /// Takes one event.
    pub fn on_event(&self, event: &Event) {
        lock(&self.state).on_event(event);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        stderr::lines_go_above(None);
        drop(self.ended.take());
        // A terminal that takes nothing must not block the program: what is shown there stays as it
        // is.
        if self.drawing.recv_timeout(stderr::PATIENCE) == Err(RecvTimeoutError::Timeout)
            || !stderr::takes_more(stderr::PATIENCE)
        {
            return;
        }
        let mut state = lock(&self.state);
        state.crawl = None;
        state.running.clear();
        write(&state.draw());
    }
}

fn write(text: &str) {
    // An error is ignored: the terminal is gone.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn lock(state: &Mutex<State>) -> parking_lot::MutexGuard<'_, State> {
    state.lock()
}

impl State {
    fn on_event(&mut self, event: &Event) {
        self.pending.extend(self.lines.lines(event));
        match event {
            Event::CrawlStarted { queued, .. } => {
                self.crawl = Some(Crawl { began: Instant::now(), total: *queued, done: 0 })
            }
            Event::SnapshotQueued { .. } => self.crawl.iter_mut().for_each(|crawl| crawl.total += 1),
            Event::SnapshotStarted { snapshot, plugins } => {
                let url = shortened(&escape_control(snapshot.url.as_str()), 60);
                self.running.push(Page {
                    id: snapshot.id,
                    url,
                    plugin: String::new(),
                    total: plugins.len() as u64,
                    done: 0,
                });
            }
            Event::HookStarted { snapshot_id: Some(id), plugin, background: false, .. } => {
                self.page(*id).for_each(|page| page.plugin.clone_from(plugin));
            }
            Event::ResultEnded { result } => self.page(result.snapshot_id).for_each(|page| page.done += 1),
            Event::SnapshotSealed { snapshot_id, .. } => {
                self.running.retain(|page| page.id != *snapshot_id);
                self.crawl.iter_mut().for_each(|crawl| crawl.done += 1);
            }
            Event::SnapshotPostponed { snapshot_id, .. } => self.running.retain(|page| page.id != *snapshot_id),
            Event::CrawlSealed { .. } => {
                self.crawl = None;
                self.running.clear();
            }
            _ => {}
        }
        self.is_new = true;
    }

    fn page(&mut self, id: SnapshotId) -> impl Iterator<Item = &mut Page> {
        self.running.iter_mut().filter(move |page| page.id == id)
    }

    /// What brings the terminal up to date.
    fn draw(&mut self) -> String {
        let pages = self.running.iter().map(|page| {
            format!(
                "  {} {}/{} {} {}",
                bar(self.palette, page.done, page.total, 12),
                page.done,
                page.total,
                page.url,
                page.plugin
            )
        });
        let crawl = self.crawl.iter().map(|crawl| crawl.line(self.palette));
        let bars: Vec<String> = pages.chain(crawl).collect();
        self.is_new = false;
        self.screen.draw(&std::mem::take(&mut self.pending), bars)
    }
}

impl Crawl {
    fn line(&self, palette: Palette) -> String {
        let elapsed = self.began.elapsed();
        let bar = bar(palette, self.done, self.total, 30);
        let rest = match left(self.done, self.total, elapsed) {
            Some(left) => format!("  {}  {} elapsed, {} left", rate(self.done, elapsed), time(elapsed), time(left)),
            // There is no basis for an estimate yet.
            None => format!("  {} elapsed", time(elapsed)),
        };
        format!("{bar} {}/{} pages{rest}", self.done, self.total)
    }
}

/// How long the rest will take, if it goes on like that; `None` before the first page is done and
/// after the last.
fn left(done: u64, total: u64, elapsed: Duration) -> Option<Duration> {
    let rest = total.checked_sub(done).filter(|rest| *rest > 0 && done > 0)?;
    Some(elapsed.mul_f64(rest as f64 / done as f64))
}

/// Pages a second, or a minute when they are slow.
fn rate(done: u64, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    if rate >= 1.0 { format!("{rate:.1}/s") } else { format!("{:.1}/min", rate * 60.0) }
}

/// `40s`, `12m`, `3h 5m`, `2d 4h`
fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) => format!("{seconds}s"),
        (0, 0, minutes) => format!("{minutes}m {}s", seconds % 60),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

fn bar(palette: Palette, done: u64, total: u64, width: u64) -> String {
    let full = (done.min(total) * width).checked_div(total).unwrap_or(0) as usize;
    format!("{}{}", palette.green(&"━".repeat(full)), palette.dim(&"─".repeat(width as usize - full)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_left_is_told_before_there_is_one() {
        let line = |done, total| {
            Crawl { began: Instant::now() - Duration::from_secs(60), total, done }.line(Palette { on: false })
        };
        assert_eq!(line(0, 4), format!("{} 0/4 pages  1m 0s elapsed", "─".repeat(30)));
        assert!(line(1, 4).ends_with("1/4 pages  1.0/min  1m 0s elapsed, 3m 0s left"), "{}", line(1, 4));
        assert!(line(4, 4).ends_with("4/4 pages  1m 0s elapsed"), "{}", line(4, 4));
    }
}
