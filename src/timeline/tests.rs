use serde_json::json;

use super::*;
use crate::model::hook_run::{Printed, Usage};
use crate::model::id::HookRunId;

/// The clock of these tests begins here.
fn at(ms: u64) -> Timestamp {
    Timestamp::parse("2026-11-20T12:00:00Z").unwrap().after(std::time::Duration::from_millis(ms))
}

fn run(crawl: CrawlId, hook: &str, start: u64, end: u64) -> HookRun {
    HookRun {
        id: HookRunId::new(),
        crawl_id: crawl,
        snapshot_id: None,
        plugin: "plugin".into(),
        hook: hook.into(),
        background: hook.ends_with(".bg"),
        argv: Vec::new(),
        cwd: "/".into(),
        pid: Some(1),
        started_at: at(start),
        ended_at: at(end),
        ready_ms: None,
        ready_at: None,
        stopped_at: None,
        usage: Usage { cpu_ms: 7, peak_memory_kib: 8 },
        exit: None,
        ended_by: EndedBy::Itself,
        printed: Printed::default(),
        other_records: Vec::new(),
        remarks: Vec::new(),
    }
}

fn listener(crawl: CrawlId, hook: &str, [start, ready, stop, end]: [u64; 4]) -> HookRun {
    HookRun {
        ready_at: Some(at(ready)),
        stopped_at: Some(at(stop)),
        ended_by: EndedBy::Seal,
        ..run(crawl, hook, start, end)
    }
}

fn recorded(crawl: CrawlId, start: u64, sealed: Option<u64>, runs: Vec<HookRun>) -> Recorded {
    Recorded {
        id: SnapshotId::new(),
        crawl_id: crawl,
        url: "http://a/".into(),
        queued_at: at(0),
        started_at: at(start),
        sealed_at: sealed.map(at),
        indexed_at: sealed.map(|ms| at(ms + 2)),
        runs,
    }
}

fn span(kind: SpanKind, from_ms: u64, to_ms: u64) -> Span {
    Span { kind, from_ms, to_ms }
}

/// A tab and a listener around two hooks in the foreground.
fn page(crawl: CrawlId, start: u64) -> Recorded {
    let from = |ms: u64| start + ms;
    let mut navigate = run(crawl, "on_Snapshot__30_navigate", from(60), from(160));
    navigate.other_records = vec![
        json!({ "type": "Navigation", "started_at": at(from(70)), "moments": { "DOMContentLoaded": 20, "load": 35, "later": 1 } }),
    ];
    let runs = vec![
        listener(crawl, "on_Snapshot__10_tab.bg", [from(5), from(40), from(205), from(220)]),
        listener(crawl, "on_Snapshot__21_listen.bg", [from(41), from(55), from(190), from(200)]),
        navigate,
        run(crawl, "on_Snapshot__51_picture", from(165), from(185)),
    ];
    recorded(crawl, start, Some(from(230)), runs)
}

#[test]
fn a_page_is_laid_out_from_its_start() {
    let timeline = Timeline::of(vec![page(CrawlId::new(), 1000)]).unwrap();
    let track = &timeline.snapshots[0];
    assert_eq!(
        (timeline.started_at, timeline.length_ms, track.waited_ms, track.earlier_attempts),
        (at(1000), 232, 1000, 0)
    );
    let rows: Vec<_> = track
        .hooks
        .iter()
        .map(|row| (row.place, row.what(), row.start_ms, row.end_ms, row.ready_ms, row.lane))
        .collect();
    assert_eq!(
        rows,
        [
            (10, "tab".into(), 5, 220, Some(40), 1),
            (21, "listen".into(), 41, 200, Some(55), 2),
            (30, "navigate".into(), 60, 160, None, 0),
            (51, "picture".into(), 165, 185, None, 0)
        ]
    );
    use SpanKind::*;
    assert_eq!(track.hooks[0].spans, [span(Waiting, 5, 40), span(Listening, 40, 205), span(Ending, 205, 220)]);
    assert_eq!(track.hooks[3].spans, [span(Foreground, 165, 185)]);
    let moments: Vec<_> = track.moments.iter().map(|moment| (moment.kind, moment.at_ms)).collect();
    use MomentKind as M;
    assert_eq!(
        moments,
        [
            (M::Started, 0),
            (M::Navigation, 70),
            (M::DomContentLoaded, 90),
            (M::Load, 105),
            (M::Seal, 190),
            (M::Sealed, 230),
            (M::Indexed, 232)
        ]
    );
    assert_eq!(track.lanes, 3);
}

#[test]
fn every_millisecond_is_in_one_share() {
    let timeline = Timeline::of(vec![page(CrawlId::new(), 0)]).unwrap();
    let shares = timeline.snapshots[0].shares;
    // Waiting: 5 to 40 and 41 to 55; ending: 190 to 200 and 205 to 220.
    assert_eq!(shares, Shares { foreground_ms: 120, waiting_ms: 49, ending_ms: 25, between_ms: 38 });
    assert_eq!(shares.total_ms(), timeline.length_ms);
}

#[test]
fn several_share_one_scale_in_the_order_of_their_start() {
    let crawl = CrawlId::new();
    let timeline = Timeline::of(vec![page(crawl, 300), page(crawl, 100)]).unwrap();
    let tracks: Vec<_> =
        timeline.snapshots.iter().map(|track| (track.start_ms, track.end_ms, track.hooks[0].start_ms)).collect();
    assert_eq!((timeline.started_at, timeline.length_ms, tracks), (at(100), 432, vec![(0, 232, 5), (200, 432, 205)]));
    assert_eq!(Timeline::of(Vec::new()), None);
}

#[test]
fn the_last_attempt_is_shown_and_the_others_counted() {
    let (crawl, retry) = (CrawlId::new(), CrawlId::new());
    let runs = vec![
        run(crawl, "on_Snapshot__10_a", 0, 10),
        run(crawl, "on_Snapshot__20_b", 10, 20),
        // The same hook again, in the same crawl.
        run(crawl, "on_Snapshot__10_a", 5_000, 5_010),
        // Another hook, in another crawl.
        run(retry, "on_Snapshot__20_b", 90_000, 90_010),
        run(retry, "on_Snapshot__30_c", 90_010, 90_020),
    ];
    let timeline = Timeline::of(vec![recorded(crawl, 0, Some(90_030), runs)]).unwrap();
    let track = &timeline.snapshots[0];
    let names: Vec<_> = track.hooks.iter().map(|row| (row.what(), row.start_ms)).collect();
    assert_eq!((track.earlier_attempts, timeline.length_ms, names), (2, 32, vec![("b".into(), 0), ("c".into(), 10)]));
}

#[test]
fn what_an_earlier_version_wrote_is_shown_as_far_as_it_goes() {
    let crawl = CrawlId::new();
    let old = HookRun { ready_ms: Some(30), ended_by: EndedBy::Seal, ..run(crawl, "on_Snapshot__10_tab.bg", 5, 100) };
    let track = Timeline::of(vec![recorded(crawl, 0, None, vec![old])]).unwrap().snapshots.remove(0);
    assert_eq!(track.hooks[0].spans, [span(SpanKind::Waiting, 5, 35), span(SpanKind::Listening, 35, 100)]);
    assert_eq!(track.moments, [Moment { kind: MomentKind::Started, at_ms: 0 }]);
}

#[test]
fn a_clock_that_was_set_back_makes_no_span_that_ends_before_it_begins() {
    for ready in [None, Some(1), Some(50), Some(500)] {
        for stop in [None, Some(1), Some(50), Some(500)] {
            for background in [false, true] {
                let spans = spans::of(background, 10, ready, stop, 100);
                assert!(spans.iter().all(|span| span.from_ms < span.to_ms), "{spans:?}");
                assert!(spans.windows(2).all(|pair| pair[0].to_ms == pair[1].from_ms), "{spans:?}");
                assert_eq!((spans.first().unwrap().from_ms, spans.last().unwrap().to_ms), (10, 100));
            }
        }
    }
    let crawl = CrawlId::new();
    let backwards =
        Timeline::of(vec![recorded(crawl, 100, Some(50), vec![run(crawl, "on_Snapshot__10_a", 120, 60)])]).unwrap();
    assert_eq!((backwards.length_ms, backwards.snapshots[0].hooks[0].spans.len()), (20, 0));
}

#[test]
fn no_two_on_one_line_overlap() {
    let crawl = CrawlId::new();
    let runs =
        (0..40).map(|n| run(crawl, &format!("on_Snapshot__{n:02}_x.bg"), n * 7 % 31, n * 7 % 31 + 3 + n % 5)).collect();
    let track = Timeline::of(vec![recorded(crawl, 0, None, runs)]).unwrap().snapshots.remove(0);
    for (index, one) in track.hooks.iter().enumerate() {
        for other in &track.hooks[..index] {
            assert!(one.lane != other.lane || other.end_ms <= one.start_ms, "{other:?} {one:?}");
        }
    }
    assert!(track.lanes < 40 && track.hooks.iter().all(|row| row.lane > 0), "the first line is the foreground's");
}
