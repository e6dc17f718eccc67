//! A person asks the crawl to stop.

use super::fakes::{End, Part, Stage, sleep};
use crate::hook::StopReason;
use crate::model::event::CrawlEnding;

const HOOKS: &[&str] = &[
    "done/on_Snapshot__10_done",
    "listen/on_Snapshot__20_listen.bg",
    "work/on_Snapshot__50_work",
    "last/on_CrawlEnd__50_last",
];

/// `done` is over at once, `listen` takes 5 s to end, `work` a minute.
async fn play(part: Part) -> End {
    match part.plugin.as_str() {
        "listen" => {
            *part.linger.lock() = 5000;
            part.until_asked().await
        }
        "work" => {
            sleep(30_000).await;
            End::exit(0)
        }
        _ => End::exit(0),
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_request_seals_what_runs() {
    let stage = Stage::new(HOOKS, &["a/1", "a/2"]);
    stage.stop_after(2000, StopReason::Interrupt);
    let recorded = stage.run(play).await;
    assert_eq!(recorded.ending, CrawlEnding::Interrupted);
    assert_eq!(
        recorded.lines(&["begin", "over"]),
        ["0 begin /1", "0 over done itself /1", "2000 over work interrupt /1", "7000 over listen interrupt /1"]
    );
    let results = recorded.lines(&["result"]);
    assert_eq!((results.len(), results[0]), (3, "0 result /1 done noresults"), "what was over before keeps its result");
    assert_eq!(recorded.lines(&["sealed"]), ["7000 sealed /1 (2 failed, 1 without results) interrupted"]);
}

#[tokio::test(start_paused = true)]
async fn the_second_request_waits_for_nothing() {
    let stage = Stage::new(HOOKS, &["a/1", "a/2"]);
    stage.stop_after(2000, StopReason::Interrupt);
    stage.stop_after(3000, StopReason::Abort);
    let recorded = stage.run(play).await;
    assert_eq!(recorded.lines(&["over"])[2], "3000 over listen interrupt /1");
    assert_eq!(recorded.lines(&["sealed"]), ["3000 sealed /1 (2 failed, 1 without results) interrupted"]);
}
