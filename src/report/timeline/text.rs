//! A timeline on a terminal: one line a hook, in the order of their start, with the moments between
//! them.

use super::{account, beginning, escape_control, shortened};
use crate::report::Palette;
use crate::timeline::{Moment, Row, Span, SpanKind, Timeline, Track};

/// The least columns that a bar has, however narrow the terminal.
const LEAST_BAR: usize = 20;

/// The most columns for a hook's name.
const NAME: usize = 24;

/// How it is to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub palette: Palette,
    /// Whether there is more than ASCII.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
}

impl Look {
    fn bar(self, kind: SpanKind) -> char {
        match (kind, self.unicode) {
            (SpanKind::Foreground, true) => '█',
            (SpanKind::Waiting, true) => '░',
            (SpanKind::Listening, true) => '─',
            (SpanKind::Ending, true) => '▒',
            (SpanKind::Foreground, false) => '#',
            (SpanKind::Waiting, false) => '.',
            (SpanKind::Listening, false) => '-',
            (SpanKind::Ending, false) => 'x',
        }
    }

    fn paint(self, kind: SpanKind, text: &str) -> String {
        match kind {
            SpanKind::Foreground => self.palette.green(text),
            SpanKind::Waiting => self.palette.yellow(text),
            SpanKind::Listening => self.palette.dim(text),
            SpanKind::Ending => self.palette.red(text),
        }
    }

    fn name(self, name: &str) -> String {
        let name = escape_control(name);
        if self.unicode { shortened(&name, NAME) } else { name.chars().take(NAME).collect() }
    }
}

/// All of it.
pub fn lines(timeline: &Timeline, look: Look) -> Vec<String> {
    let names = timeline.snapshots.iter().flat_map(|track| {
        let moments = track.moments.iter().map(|moment| moment.kind.name().chars().count());
        track.hooks.iter().map(move |row| look.name(&row.what()).chars().count()).chain(moments)
    });
    let name = names.max().unwrap_or(0).max("HOOK".len());
    let head = Head { name };
    let frame = Frame {
        look,
        head,
        columns: look.width.saturating_sub(head.width()).max(LEAST_BAR),
        length: timeline.length_ms,
    };
    let mut lines = Vec::new();
    for track in &timeline.snapshots {
        lines.extend(frame.track(track, timeline));
        lines.push(String::new());
    }
    let legend = SpanKind::ALL
        .map(|kind| format!("{} {}", look.paint(kind, &look.bar(kind).to_string().repeat(3)), kind.name()));
    lines.push(format!("{}; all times in ms", legend.join("  ")));
    lines
}

/// The columns before the bars.
#[derive(Debug, Clone, Copy)]
struct Head {
    name: usize,
}

impl Head {
    fn line(self, place: &str, name: &str, [start, length, ready, cpu]: [&str; 4]) -> String {
        format!("{place:>5}  {name:<width$}  {start:>6}  {length:>6}  {ready:>6}  {cpu:>5}  ", width = self.name)
    }

    fn width(self) -> usize {
        self.line("", "", [""; 4]).chars().count()
    }
}

/// What is the same for every line.
#[derive(Debug, Clone, Copy)]
struct Frame {
    look: Look,
    head: Head,
    /// How many the bars have.
    columns: usize,
    /// Milliseconds that they stand for.
    length: u64,
}

impl Frame {
    fn track(self, track: &Track, timeline: &Timeline) -> Vec<String> {
        let paint = self.look.palette;
        let mut lines = vec![
            paint.bold(&escape_control(&track.url)),
            format!("  began {} ms after {}; {}", track.start_ms, timeline.started_at, beginning(track)),
            format!("  {}", account(track.shares)),
        ];
        let end = format!("{} ms", self.length);
        let scale = format!("0{end:>width$}", width = self.columns.saturating_sub(1));
        lines.push(paint.dim(&(self.head.line("PLACE", "HOOK", ["START", "LENGTH", "READY", "CPU"]) + &scale)));
        // A moment comes before the hooks that began in it.
        let mut rows: Vec<(u64, u8, String)> =
            track.moments.iter().map(|moment| (moment.at_ms, 0, self.moment(moment))).collect();
        rows.extend(track.hooks.iter().map(|row| (row.start_ms, 1, self.row(row))));
        rows.sort_by_key(|(at, after, _)| (*at, *after));
        lines.extend(rows.into_iter().map(|(.., line)| line));
        lines
    }

    fn row(self, row: &Row) -> String {
        let (start, length) = (row.start_ms.to_string(), (row.end_ms - row.start_ms).to_string());
        let ready = row.ready_ms.map(|ms| ms.to_string()).unwrap_or_default();
        let head = self.head.line(
            &row.place.to_string(),
            &self.look.name(&row.what()),
            [&start, &length, &ready, &row.cpu_ms.to_string()],
        );
        (head + &self.bar(row)).trim_end().to_owned()
    }

    fn moment(self, moment: &Moment) -> String {
        let mark = if self.look.unicode { "│" } else { "|" };
        let head = self.head.line("", moment.kind.name(), [&moment.at_ms.to_string(), "", "", ""]);
        let line = format!("{head}{}{mark}", " ".repeat(self.column(moment.at_ms)));
        self.look.palette.dim(&line)
    }

    fn bar(self, row: &Row) -> String {
        let mut cells: Vec<Option<SpanKind>> = vec![None; self.columns];
        // What took no time, to the millisecond, happened all the same.
        let point = [Span {
            kind: if row.background { SpanKind::Waiting } else { SpanKind::Foreground },
            from_ms: row.start_ms,
            to_ms: row.end_ms,
        }];
        for span in if row.spans.is_empty() { &point[..] } else { &row.spans } {
            let from = self.column(span.from_ms);
            let to = self.columns_until(span.to_ms).max(from + 1);
            // Of two that meet in one column the first is seen, unless it has others.
            let from = if to > from + 1 && cells[from].is_some() { from + 1 } else { from };
            cells[from..to.min(self.columns)].iter_mut().for_each(|cell| *cell = cell.or(Some(span.kind)));
        }
        let parts = cells.chunk_by(|one, other| one == other).map(|part| match part[0] {
            None => " ".repeat(part.len()),
            Some(kind) => self.look.paint(kind, &self.look.bar(kind).to_string().repeat(part.len())),
        });
        parts.collect()
    }

    fn column(self, at: u64) -> usize {
        self.columns_until(at).min(self.columns - 1)
    }

    fn columns_until(self, at: u64) -> usize {
        let columns = self.columns as u64;
        (at.saturating_mul(columns) / self.length.max(1)).min(columns) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hook_run::EndedBy;
    use crate::model::id::{CrawlId, SnapshotId};
    use crate::model::timestamp::Timestamp;
    use crate::timeline::{MomentKind, Shares};

    fn row(place: u64, what: &str, spans: &[(SpanKind, u64, u64)]) -> Row {
        let spans: Vec<Span> =
            spans.iter().map(|(kind, from_ms, to_ms)| Span { kind: *kind, from_ms: *from_ms, to_ms: *to_ms }).collect();
        let ready = spans.iter().find(|span| span.kind == SpanKind::Listening).map(|span| span.from_ms);
        Row {
            place,
            plugin: "p".into(),
            hook: format!("on_Snapshot__{place}_{what}"),
            background: ready.is_some(),
            lane: 0,
            start_ms: spans[0].from_ms,
            end_ms: spans[spans.len() - 1].to_ms,
            ready_ms: ready,
            stop_ms: None,
            cpu_ms: 3,
            peak_memory_kib: 1,
            ended_by: EndedBy::Itself,
            spans,
        }
    }

    fn timeline() -> Timeline {
        use SpanKind::*;
        let at = Timestamp::parse("2026-11-20T12:00:00Z").unwrap();
        let hooks = vec![
            row(10, "tab", &[(Waiting, 0, 20), (Listening, 20, 80), (Ending, 80, 100)]),
            row(51, "shot", &[(Foreground, 40, 60)]),
        ];
        let track = Track {
            id: SnapshotId::new(),
            crawl_id: CrawlId::new(),
            url: "http://a/\u{1b}[2J".into(),
            queued_at: at,
            waited_ms: 4,
            earlier_attempts: 0,
            start_ms: 0,
            end_ms: 100,
            shares: Shares { foreground_ms: 20, waiting_ms: 20, ending_ms: 20, between_ms: 40 },
            moments: vec![Moment { kind: MomentKind::Load, at_ms: 30 }],
            hooks,
            lanes: 2,
        };
        Timeline { started_at: at, length_ms: 100, snapshots: vec![track] }
    }

    fn drawn(unicode: bool, colours: bool, width: usize) -> String {
        lines(&timeline(), Look { palette: Palette { on: colours }, unicode, width }).join("\n")
    }

    #[test]
    fn bars_are_to_scale() {
        // Twenty columns for the bars.
        let text = drawn(false, false, 64);
        let rows: Vec<&str> = text.lines().skip(3).take(4).collect();
        assert_eq!(
            rows,
            [
                "PLACE  HOOK   START  LENGTH   READY    CPU  0             100 ms",
                "   10  tab        0     100      20      3  ....------------xxxx",
                "       load      30                               |",
                "   51  shot      40      20              3          ####",
            ]
        );
    }

    #[test]
    fn without_unicode_there_is_only_ascii_and_without_colours_no_escape() {
        let text = drawn(false, false, 100);
        // The page's own address is shown as it is, but for what a terminal would obey.
        assert!(text.replace('\u{fffd}', "").is_ascii() && !text.contains('\u{1b}'), "{text}");
        let text = drawn(true, false, 100);
        assert!(["█", "░", "─", "▒", "│"].iter().all(|mark| text.contains(mark)), "{text}");
        assert!(drawn(true, true, 100).contains("\u{1b}[32m█"));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [70, 80, 120, 200] {
            let text = drawn(true, false, width);
            let widest = text.lines().skip(3).take(4).map(|line| line.chars().count()).max();
            assert_eq!(widest, Some(width));
        }
    }
}
