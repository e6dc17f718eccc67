//! What a hook did when.

use schemars::JsonSchema;
use serde::Serialize;

/// A part of a hook's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Span {
    pub kind: SpanKind,
    pub from_ms: u64,
    pub to_ms: u64,
}

/// What the hook did in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    /// It ran in the foreground; the next hook waited for its end.
    Foreground,
    /// In the background, not ready yet; the next hook in the foreground waited for that.
    Waiting,
    /// In the background, while others ran.
    Listening,
    /// It had been asked to end.
    Ending,
}

impl SpanKind {
    pub const ALL: [SpanKind; 4] = [SpanKind::Foreground, SpanKind::Waiting, SpanKind::Listening, SpanKind::Ending];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            SpanKind::Foreground => "foreground",
            SpanKind::Waiting => "waited for until ready",
            SpanKind::Listening => "listening",
            SpanKind::Ending => "ending",
        }
    }
}

/// The parts of a hook's life, without gaps. Clocks may be set: what does not lie between start and
/// end is moved there.
pub fn of(background: bool, start: u64, ready: Option<u64>, stop: Option<u64>, end: u64) -> Vec<Span> {
    let stop = stop.unwrap_or(end).clamp(start, end);
    let parts = if background {
        let ready = ready.unwrap_or(stop).clamp(start, stop);
        vec![(SpanKind::Waiting, start, ready), (SpanKind::Listening, ready, stop), (SpanKind::Ending, stop, end)]
    } else {
        vec![(SpanKind::Foreground, start, stop), (SpanKind::Ending, stop, end)]
    };
    parts
        .into_iter()
        .filter(|(_, from, to)| to > from)
        .map(|(kind, from_ms, to_ms)| Span { kind, from_ms, to_ms })
        .collect()
}
