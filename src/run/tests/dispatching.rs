//! Which snapshot runs when.

use std::time::Duration;

use serde_json::json;

use super::fakes::{End, Part, Stage, sleep};
use crate::model::event::CrawlEnding;
use crate::model::limit::Limit;

const WORK: &[&str] = &["work/on_Snapshot__50_work"];

async fn takes_a_second(_: Part) -> End {
    sleep(1000).await;
    End::exit(0)
}

#[tokio::test(start_paused = true)]
async fn as_many_run_at_a_time_as_was_said() {
    let mut stage = Stage::new(WORK, &["a/1", "b/2", "c/3"]);
    stage.concurrency = 2;
    let recorded = stage.run(takes_a_second).await;
    assert_eq!(recorded.lines(&["begin"]), ["0 begin /1", "0 begin /2", "1000 begin /3"]);
    assert_eq!(recorded.ending, CrawlEnding::Complete);
}

#[tokio::test(start_paused = true)]
async fn a_host_has_its_number_and_its_pause() {
    let mut stage = Stage::new(WORK, &["a/1", "a/2", "b/3", "a/4"]);
    stage.concurrency = 3;
    stage.plan.resource_limits.per_host = Some(1);
    let recorded = stage.run(takes_a_second).await;
    assert_eq!(recorded.lines(&["begin"]), ["0 begin /1", "0 begin /3", "1000 begin /2", "2000 begin /4"]);

    let mut stage = Stage::new(WORK, &["a/1", "a/2", "b/3"]);
    stage.concurrency = 3;
    stage.plan.resource_limits.host_delay = Duration::from_millis(2500);
    let recorded = stage.run(takes_a_second).await;
    assert_eq!(recorded.lines(&["begin"]), ["0 begin /1", "0 begin /3", "2500 begin /2"]);
}

#[tokio::test(start_paused = true)]
async fn an_empty_queue_is_the_end_only_when_nothing_runs() {
    let mut stage = Stage::new(WORK, &["a/1", "a/2"]);
    stage.concurrency = 2;
    let recorded = stage
        .run(|part| async move {
            match part.page.as_str() {
                "/1" => {
                    sleep(3000).await;
                    End::exit(0).prints(json!({"type": "Snapshot", "url": "http://a/found"}))
                }
                _ => takes_a_second(part).await,
            }
        })
        .await;
    assert_eq!(recorded.lines(&["begin"]), ["0 begin /1", "0 begin /2", "3000 begin /found"]);
    assert_eq!(recorded.ending, CrawlEnding::Complete);
}

#[tokio::test(start_paused = true)]
async fn no_more_begin_when_the_time_is_up_and_those_that_run_are_finished() {
    let mut stage = Stage::new(WORK, &["a/1", "a/2", "a/3", "a/4"]);
    let limit = Duration::from_millis(1500);
    stage.plan.resource_limits.time = Some(limit);
    let recorded = stage.run(takes_a_second).await;
    assert_eq!(
        recorded.lines(&["begin", "sealed"]),
        ["0 begin /1", "1000 sealed /1 (1 without results)", "1000 begin /2", "2000 sealed /2 (1 without results)"]
    );
    assert_eq!(recorded.ending, CrawlEnding::Limited { limit: Limit::Time { limit } });
}

/// Each page has 1000 bytes.
async fn saves_a_thousand_bytes(part: Part) -> End {
    std::fs::write(part.dir.join("file"), [0; 1000]).unwrap();
    End::exit(0)
}

#[tokio::test(start_paused = true)]
async fn bytes_are_counted_and_a_limit_reached_with_the_last_page_stops_nothing() {
    let bytes = |limit| {
        let mut stage = Stage::new(WORK, &["a/1", "a/2", "a/3"]);
        stage.plan.resource_limits.bytes = Some(limit);
        stage.run(saves_a_thousand_bytes)
    };
    let recorded = bytes(1500).await;
    assert_eq!(recorded.lines(&["begin"]), ["0 begin /1", "0 begin /2"]);
    assert_eq!(recorded.ending, CrawlEnding::Limited { limit: Limit::Bytes { used: 2000, limit: 1500 } });
    assert_eq!(bytes(2500).await.ending, CrawlEnding::Complete);
}

#[tokio::test(start_paused = true)]
async fn nothing_begins_where_too_little_is_free() {
    let mut stage = Stage::new(WORK, &["a/1"]);
    stage.plan.resource_limits.free_disk = Some(u64::MAX);
    let data = stage.data();
    let recorded = stage.run(takes_a_second).await;
    assert!(recorded.lines(&["begin"]).is_empty());
    assert!(
        matches!(&recorded.ending, CrawlEnding::Limited { limit: Limit::FreeDisk { wanted: u64::MAX, place, .. } } if *place == data),
        "{:?}",
        recorded.ending
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_has_its_own_limits_of_time_and_bytes() {
    let hooks = &["first/on_Snapshot__10_first", "second/on_Snapshot__20_second"];
    let mut stage = Stage::new(hooks, &["a/1"]);
    stage.plan.resource_limits.snapshot_time = Some(Duration::from_millis(1700));
    let recorded = stage.run(takes_a_second).await;
    let why = "the snapshot has taken 1.7 s; SNAPSHOT_TIMEOUT sets this limit";
    let [first, second] = recorded.lines(&["result"])[..] else { panic!("{:?}", recorded.lines(&["result"])) };
    assert_eq!(first, "1000 result /1 first noresults");
    assert!(second.starts_with(&format!("1700 result /1 second failed: {why}")), "{second}");

    let mut stage = Stage::new(hooks, &["a/1"]);
    stage.plan.resource_limits.snapshot_bytes = Some(999);
    let recorded = stage
        .run(|part| async move {
            sleep(500).await;
            if part.plugin == "second" {
                saves_a_thousand_bytes(part).await;
                sleep(10_000).await;
            }
            End::exit(0)
        })
        .await;
    let results = recorded.lines(&["result"]);
    // It is measured each second; the directory has the file by the second look.
    assert!(
        results[1].starts_with("2000 result /1 second failed: the snapshot has 1000 bytes, and may have 999;"),
        "{results:?}"
    );
}
