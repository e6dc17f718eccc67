//! Where the time of a page went: recorded points in time -> tracks, rows and spans, all in
//! milliseconds on one scale. Pure; drawing is elsewhere.
//!
//! [`attempt`] finds the runs that belong together, [`spans`] cuts a run into its parts, [`lanes`]
//! lets short rows share a line, [`shares`] adds up.

mod attempt;
mod lanes;
mod shares;
mod spans;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::hook_run::{EndedBy, HookRun};
use crate::model::id::{CrawlId, SnapshotId};
use crate::model::moments::NavigationTimes;
use crate::model::timestamp::Timestamp;
use crate::plugin::HookName;

pub use shares::Shares;
pub use spans::{Span, SpanKind};

/// What was recorded of one snapshot.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub id: SnapshotId,
    pub crawl_id: CrawlId,
    pub url: String,
    pub queued_at: Timestamp,
    /// The start of its first attempt.
    pub started_at: Timestamp,
    pub sealed_at: Option<Timestamp>,
    pub indexed_at: Option<Timestamp>,
    pub runs: Vec<HookRun>,
}

/// Snapshots on one scale. Every `_ms` is in milliseconds after `started_at`, unless it says
/// otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// The start of the earliest snapshot.
    pub started_at: Timestamp,
    /// From there to the end of the last.
    pub length_ms: u64,
    /// In the order of their start.
    pub snapshots: Vec<Track>,
}

/// One snapshot: its last attempt.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Track {
    pub id: SnapshotId,
    pub crawl_id: CrawlId,
    pub url: String,
    pub queued_at: Timestamp,
    /// Milliseconds from the queue to the start of the first attempt.
    pub waited_ms: u64,
    /// Attempts whose hooks are not shown.
    pub earlier_attempts: u64,
    pub start_ms: u64,
    pub end_ms: u64,
    pub shares: Shares,
    /// In the order of time.
    pub moments: Vec<Moment>,
    /// In the order of their start.
    pub hooks: Vec<Row>,
    /// How many lines it takes when hooks that do not overlap share one.
    pub lanes: usize,
}

/// Something that happened to a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moment {
    pub kind: MomentKind,
    pub at_ms: u64,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// Its turn in the queue came.
    Started,
    /// The browser was asked for the page.
    Navigation,
    /// The head of the page was there.
    Response,
    DomContentLoaded,
    Load,
    /// At most two connections for half a second.
    NetworkAlmostIdle,
    /// No connection for half a second.
    NetworkIdle,
    /// What was waited for had come, or was given up.
    Settled,
    /// The page was scrolled to its end and back.
    Scrolled,
    /// The first hook was asked to end because the work was done.
    Seal,
    /// All hooks were over, and the results made.
    Sealed,
    /// index.jsonl was there.
    Indexed,
}

impl MomentKind {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            MomentKind::Started => "started",
            MomentKind::Navigation => "navigation",
            MomentKind::Response => "response",
            MomentKind::DomContentLoaded => "DOMContentLoaded",
            MomentKind::Load => "load",
            MomentKind::NetworkAlmostIdle => "network almost idle",
            MomentKind::NetworkIdle => "network idle",
            MomentKind::Settled => "settled",
            MomentKind::Scrolled => "scrolled",
            MomentKind::Seal => "seal begins",
            MomentKind::Sealed => "sealed",
            MomentKind::Indexed => "index written",
        }
    }
}

/// One hook.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    /// Its place in the order over all plugins.
    pub place: u64,
    pub plugin: String,
    pub hook: String,
    pub background: bool,
    /// The line on which it is when hooks that do not overlap share one; the foreground has the
    /// first.
    pub lane: usize,
    pub start_ms: u64,
    pub end_ms: u64,
    /// When a background hook let the others begin; absent when it did not.
    pub ready_ms: Option<u64>,
    /// When it was asked, or made, to end; absent when it ended by itself.
    pub stop_ms: Option<u64>,
    /// Milliseconds of processor time.
    pub cpu_ms: u64,
    pub peak_memory_kib: u64,
    pub ended_by: EndedBy,
    pub spans: Vec<Span>,
}

impl Row {
    /// What it does: `chrome_tab` of `on_Snapshot__10_chrome_tab.bg`.
    pub fn what(&self) -> String {
        HookName::parse(&self.hook).ok().flatten().map_or_else(|| self.hook.clone(), |name| name.what)
    }
}

impl Timeline {
    /// Lays out what was recorded; `None` when that is nothing.
    pub fn of(recorded: Vec<Recorded>) -> Option<Timeline> {
        let attempts: Vec<_> = recorded.into_iter().map(attempt::last).collect();
        let started_at = attempts.iter().map(|attempt| attempt.started_at).min()?;
        let scale = Scale { zero: started_at };
        let mut snapshots: Vec<Track> = attempts.into_iter().map(|attempt| track(attempt, scale)).collect();
        snapshots.sort_by_key(|track| (track.start_ms, track.id));
        let length_ms = snapshots.iter().map(|track| track.end_ms).max().unwrap_or(0);
        Some(Timeline { started_at, length_ms, snapshots })
    }
}

/// From points in time to milliseconds.
#[derive(Debug, Clone, Copy)]
struct Scale {
    zero: Timestamp,
}

impl Scale {
    fn ms(self, at: Timestamp) -> u64 {
        at.millis_since(self.zero)
    }
}

fn track(attempt: attempt::Attempt, scale: Scale) -> Track {
    let attempt::Attempt { recorded, started_at, earlier } = attempt;
    let mut hooks: Vec<Row> = recorded.runs.iter().map(|run| row(run, scale)).collect();
    hooks.sort_by_key(|row| (row.start_ms, row.place));
    let lanes = lanes::assign(&mut hooks);
    let start_ms = scale.ms(started_at);
    let moments = moments(&recorded, started_at, scale);
    let ends = hooks.iter().map(|row| row.end_ms).chain(moments.iter().map(|moment| moment.at_ms));
    let end_ms = ends.max().unwrap_or(start_ms);
    Track {
        id: recorded.id,
        crawl_id: recorded.crawl_id,
        url: recorded.url,
        queued_at: recorded.queued_at,
        waited_ms: recorded.started_at.millis_since(recorded.queued_at),
        earlier_attempts: earlier,
        start_ms,
        end_ms,
        shares: shares::of(&hooks, start_ms, end_ms),
        moments,
        hooks,
        lanes,
    }
}

fn row(run: &HookRun, scale: Scale) -> Row {
    let (start_ms, end_ms) = (scale.ms(run.started_at), scale.ms(run.ended_at));
    // Earlier versions kept the length alone.
    let ready_ms = run.ready_at.map(|at| scale.ms(at)).or_else(|| run.ready_ms.map(|ms| start_ms.saturating_add(ms)));
    let stop_ms = run.stopped_at.map(|at| scale.ms(at));
    Row {
        place: HookName::parse(&run.hook).ok().flatten().map_or(0, |name| name.number),
        plugin: run.plugin.clone(),
        hook: run.hook.clone(),
        background: run.background,
        lane: 0,
        start_ms,
        end_ms: end_ms.max(start_ms),
        ready_ms,
        stop_ms,
        cpu_ms: run.usage.cpu_ms,
        peak_memory_kib: run.usage.peak_memory_kib,
        ended_by: run.ended_by,
        spans: spans::of(run.background, start_ms, ready_ms, stop_ms, end_ms.max(start_ms)),
    }
}

fn moments(recorded: &Recorded, started_at: Timestamp, scale: Scale) -> Vec<Moment> {
    let is_of_seal = |run: &&HookRun| matches!(run.ended_by, EndedBy::Seal | EndedBy::SealKill);
    let seal = recorded.runs.iter().filter(is_of_seal).filter_map(|run| run.stopped_at).min();
    let mut moments: Vec<Moment> = [
        (MomentKind::Started, Some(started_at)),
        (MomentKind::Seal, seal),
        (MomentKind::Sealed, recorded.sealed_at),
        (MomentKind::Indexed, recorded.indexed_at),
    ]
    .into_iter()
    .filter_map(|(kind, at)| Some(Moment { kind, at_ms: scale.ms(at?) }))
    .collect();
    if let Some(times) = navigation(&recorded.runs) {
        let begun = scale.ms(times.started_at);
        let passed = times.moments;
        let of_page = [
            (MomentKind::Navigation, Some(0)),
            (MomentKind::Response, passed.response),
            (MomentKind::DomContentLoaded, passed.dom_content_loaded),
            (MomentKind::Load, passed.load),
            (MomentKind::NetworkAlmostIdle, passed.network_almost_idle),
            (MomentKind::NetworkIdle, passed.network_idle),
            (MomentKind::Settled, passed.settled),
            (MomentKind::Scrolled, passed.scrolled),
        ];
        moments.extend(
            of_page.into_iter().filter_map(|(kind, after)| Some(Moment { kind, at_ms: begun.saturating_add(after?) })),
        );
    }
    moments.sort_by_key(|moment| (moment.at_ms, moment.kind));
    moments
}

/// What the hook that loaded the page said of it.
fn navigation(runs: &[HookRun]) -> Option<NavigationTimes> {
    let records = runs.iter().flat_map(|run| &run.other_records);
    // Any hook may print such a record; an invalid one is ignored.
    records
        .filter(|record| record["type"] == "Navigation")
        .find_map(|record| serde_json::from_value(record.clone()).ok())
}

#[cfg(test)]
mod tests;
