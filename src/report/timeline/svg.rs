//! A timeline as self-contained SVG, with colours for light and dark, and shapes that distinguish
//! the parts without colours.

use std::fmt::Write;

use super::{account, beginning, escape_control, shortened};
use crate::timeline::{MomentKind, Row, SpanKind, Timeline, Track};

const WIDTH: u64 = 1000;
/// Where the bars begin and how wide they are, in the picture's units, as all here.
const LEFT: u64 = 200;
const BARS: u64 = 700;
const MARGIN: u64 = 16;
const BAR: u64 = 14;
/// About the width of a letter of a small text.
const LETTER: u64 = 7;

/// How high a line is, and the bar on it.
#[derive(Clone, Copy)]
struct Line {
    height: u64,
    bar: u64,
}

const FULL: Line = Line { height: 20, bar: BAR };
/// Of background hooks, where several snapshots are to be seen at once.
const LOW: Line = Line { height: 11, bar: 8 };

const STYLE: &str = "\
text{font:12px ui-sans-serif,system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.dim{fill:#59636e;font-size:11px}.paper{fill:#fff}\
.grid{stroke:#d1d9e0}.moment{stroke:#59636e;stroke-dasharray:3 2}.foreground{fill:#1a7f37;stroke:#fff}.waiting{fill:#d4a72c}.listening{fill:#8c959f}.ending{fill:#cf222e}\
.inside{fill:#fff;font-size:11px}.stripe{stroke:#fff;stroke-width:2}\
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.dim{fill:#9198a1}.paper{fill:#0d1117}.grid{stroke:#3d444d}.moment{stroke:#9198a1}\
.foreground{fill:#3fb950;stroke:#0d1117}.waiting{fill:#d29922}.listening{fill:#656c76}.ending{fill:#f85149}.inside{fill:#0d1117}.stripe{stroke:#0d1117}}";

/// The stripes over waiting and ending, so that they can be distinguished in grey, too.
const STRIPES: &str = "\
<pattern id=\"waiting\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"stripe\" d=\"M0 0V6\"/></pattern>\
<pattern id=\"ending\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path class=\"stripe\" d=\"M0 0V4\"/></pattern>";

/// The whole file. One snapshot has a line for each hook, several have as few lines as they need.
pub fn picture(timeline: &Timeline) -> String {
    let alone = timeline.snapshots.len() == 1;
    let mut canvas = Canvas { body: String::new(), length: timeline.length_ms.max(1), y: MARGIN };
    for track in &timeline.snapshots {
        canvas.track(track, alone);
    }
    canvas.axis();
    canvas.legend();
    let (height, body) = (canvas.y + MARGIN, canvas.body);
    let title = if alone { "Where the time of a page went" } else { "Where the time of several pages went" };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <defs>{STRIPES}</defs>\n<rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>\n{body}</svg>\n"
    )
}

struct Canvas {
    body: String,
    /// Milliseconds that the bars stand for.
    length: u64,
    y: u64,
}

impl Canvas {
    fn track(&mut self, track: &Track, alone: bool) {
        self.text("title", MARGIN, self.y + 12, "start", &shortened(&escape_control(&track.url), 120));
        self.text("dim", MARGIN, self.y + 28, "start", &format!("{}; {}", account(track.shares), beginning(track)));
        self.y += 40;
        if alone {
            self.moment_names(track);
        }
        let top = self.y;
        // Of several snapshots the foreground is what a reader follows; the rest is there for the
        // shape of it.
        let place = |line: usize| match line {
            line if alone => (top + line as u64 * FULL.height, FULL),
            0 => (top, FULL),
            line => (top + FULL.height + (line as u64 - 1) * LOW.height, LOW),
        };
        let bottom = place(if alone { track.hooks.len() } else { track.lanes }).0;
        for moment in &track.moments {
            let x = self.x(moment.at_ms);
            let (name, at) = (moment.kind.name(), moment.at_ms);
            self.add(format_args!(
                "<path class=\"moment\" d=\"M{x} {top}V{bottom}\"><title>{name}, {at} ms</title></path>"
            ));
        }
        for (index, row) in track.hooks.iter().enumerate() {
            let (y, line) = place(if alone { index } else { row.lane });
            let y = y + (line.height - line.bar) / 2;
            self.row(row, y, line.bar);
            let what = shortened(&escape_control(&row.what()), 24);
            if alone {
                self.text("", LEFT - 8, y + 11, "end", &format!("{what} {}", row.place));
                self.text("dim", WIDTH - MARGIN, y + 11, "end", &format!("{} ms", row.end_ms - row.start_ms));
            } else if !row.background
                && self.x(row.end_ms) - self.x(row.start_ms) > (what.chars().count() as u64 + 1) * LETTER
            {
                self.text("inside", self.x(row.start_ms) + 4, y + 11, "start", &what);
            }
        }
        if !alone {
            self.text("dim", LEFT - 8, top + 14, "end", "foreground");
            if track.lanes > 1 {
                self.text("dim", LEFT - 8, top + FULL.height + 9, "end", "background");
            }
        }
        self.y = bottom + if alone { 4 } else { MARGIN };
    }

    /// Each on the first line on which it does not touch the one before.
    fn moment_names(&mut self, track: &Track) {
        let mut ends: Vec<u64> = Vec::new();
        let mut names = Vec::new();
        for moment in track.moments.iter().filter(|moment| moment.kind != MomentKind::Started) {
            let text = format!("{} {}", moment.kind.name(), moment.at_ms);
            let width = text.chars().count() as u64 * LETTER;
            let x = self.x(moment.at_ms).min((WIDTH - MARGIN).saturating_sub(width));
            let line = ends.iter().position(|end| *end <= x).unwrap_or(ends.len());
            if line == ends.len() {
                ends.push(0);
            }
            ends[line] = x + width + LETTER;
            names.push((x, line as u64, self.x(moment.at_ms), text));
        }
        let bottom = self.y + ends.len() as u64 * 14;
        for (x, line, foot, text) in names {
            let y = self.y + line * 14;
            self.add(format_args!("<path class=\"moment\" d=\"M{foot} {}V{bottom}\"/>", y + 11));
            self.text("dim", x, y + 9, "start", &text);
        }
        self.y = bottom;
    }

    fn row(&mut self, row: &Row, y: u64, bar: u64) {
        let (name, start, end) = (escaped(&escape_control(&row.hook)), row.start_ms, row.end_ms);
        let ready = row.ready_ms.map(|ms| format!(", ready {ms}")).unwrap_or_default();
        self.add(format_args!("<g><title>{name}: {start} to {end} ms{ready}, CPU {} ms</title>", row.cpu_ms));
        for span in &row.spans {
            let (x, to) = (self.x(span.from_ms), self.x(span.to_ms));
            let width = to.saturating_sub(x).max(1);
            let class = class(span.kind);
            // What only listens is thin: nothing waits for it.
            let (y, height) =
                if span.kind == SpanKind::Listening { (y + bar / 2 - bar / 7, bar / 7 * 2) } else { (y, bar) };
            self.add(format_args!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
            ));
            if matches!(span.kind, SpanKind::Waiting | SpanKind::Ending) {
                self.add(format_args!(
                    "<rect fill=\"url(#{class})\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
                ));
            }
        }
        self.add(format_args!("</g>"));
    }

    fn axis(&mut self) {
        let step = step(self.length);
        let y = self.y + 6;
        self.add(format_args!("<path class=\"grid\" d=\"M{LEFT} {y}H{}\"/>", LEFT + BARS));
        for tick in (0..=self.length / step).map(|number| number * step) {
            let x = self.x(tick);
            self.add(format_args!("<path class=\"grid\" d=\"M{x} {y}V{}\"/>", y + 5));
            self.text("dim", x, y + 18, "middle", &if tick == 0 { "0 ms".to_owned() } else { tick.to_string() });
        }
        self.y = y + 30;
    }

    fn legend(&mut self) {
        let y = self.y;
        for (index, kind) in SpanKind::ALL.into_iter().enumerate() {
            let (x, class) = (LEFT + index as u64 * 170, class(kind));
            let (top, height) = if kind == SpanKind::Listening { (y + BAR / 2 - 2, 4) } else { (y, BAR) };
            self.add(format_args!("<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"24\" height=\"{height}\"/>"));
            if matches!(kind, SpanKind::Waiting | SpanKind::Ending) {
                self.add(format_args!(
                    "<rect fill=\"url(#{class})\" x=\"{x}\" y=\"{y}\" width=\"24\" height=\"{BAR}\"/>"
                ));
            }
            self.text("dim", x + 30, y + 11, "start", kind.name());
        }
        self.y = y + BAR;
    }

    fn x(&self, at: u64) -> u64 {
        LEFT + (at.min(self.length).saturating_mul(BARS)) / self.length
    }

    fn text(&mut self, class: &str, x: u64, y: u64, anchor: &str, text: &str) {
        let text = escaped(text);
        self.add(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>"));
    }

    fn add(&mut self, element: std::fmt::Arguments) {
        // Writing into a String does not fail.
        let _ = writeln!(self.body, "{element}");
    }
}

fn class(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Foreground => "foreground",
        SpanKind::Waiting => "waiting",
        SpanKind::Listening => "listening",
        SpanKind::Ending => "ending",
    }
}

/// From one mark of the scale to the next: 1, 2 or 5 with zeros, ten marks at most.
fn step(length: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if length / step <= 10 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Names and addresses come from strangers, and a browser obeys markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no place for these two.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_few_and_round_marks() {
        for (length, expected) in [(1, 1), (10, 1), (11, 2), (99, 10), (3_012, 500), (60_000, 10_000)] {
            assert_eq!(step(length), expected, "{length}");
        }
        assert!(u64::MAX / step(u64::MAX) <= 10);
    }

    #[test]
    fn markup_of_strangers_is_text() {
        assert_eq!(escaped("<a href=\"x\">&\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp;\u{fffd}");
    }
}
