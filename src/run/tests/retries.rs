//! Pages that cannot be loaded for now.

use std::time::Duration;

use serde_json::json;

use super::fakes::{End, Part, Stage, sleep};
use crate::model::event::CrawlEnding;
use crate::run::tests::fakes::Recorded;

const HOOKS: &[&str] = &["chrome!/on_Snapshot__10_load", "work/on_Snapshot__50_work"];

/// A page that is transient in its first `times` tries, after a second each, and says when to come
/// again.
async fn crawl(times: usize, retries: u32, retry_after: Option<f64>) -> Recorded {
    let mut stage = Stage::new(HOOKS, &["a/1"]);
    stage.plan.resource_limits.retries = retries;
    stage.plan.resource_limits.retry_delay = Duration::from_secs(10);
    stage
        .run(move |part: Part| async move {
            sleep(1000).await;
            if part.plugin == "chrome" && part.nth < times {
                return End::exit(0).prints(
                    json!({"type": "Page", "state": "transient", "reason": "503", "retry_after": retry_after}),
                );
            }
            End::exit(0)
        })
        .await
}

#[tokio::test(start_paused = true)]
async fn each_try_waits_twice_as_long_and_counts() {
    let recorded = crawl(2, 2, None).await;
    let luck = recorded.snapshots[0].id.spread();
    // To the millisecond, as times are written.
    let wait = |seconds: f64| Duration::from_secs_f64(seconds * (1.0 + luck / 2.0)).as_millis();
    let (first, second) = (wait(10.0), wait(20.0));
    assert_eq!(
        recorded.lines(&["begin", "postponed"]),
        [
            "0 begin /1".to_owned(),
            format!("1000 postponed /1 for {first}: 503"),
            format!("{} begin /1", 1000 + first),
            format!("{} postponed /1 for {second}: 503", 2000 + first),
            format!("{} begin /1", 2000 + first + second),
        ]
    );
    assert_eq!(recorded.lines(&["sealed"]), [format!("{} sealed /1 (1 without results)", 4000 + first + second)]);
    assert_eq!(recorded.ending, CrawlEnding::Complete);
}

#[tokio::test(start_paused = true)]
async fn a_server_may_ask_for_more_time() {
    let recorded = crawl(1, 1, Some(100.0)).await;
    assert_eq!(
        recorded.lines(&["begin", "postponed"]),
        ["0 begin /1", "1000 postponed /1 for 100000: 503", "101000 begin /1"]
    );
}

#[tokio::test(start_paused = true)]
async fn after_the_last_try_what_is_there_is_saved_as_an_error_page() {
    let recorded = crawl(9, 0, None).await;
    assert!(recorded.lines(&["postponed"]).is_empty());
    assert_eq!(
        recorded.lines(&["start", "sealed"]),
        ["0 start chrome /1", "1000 start work /1", "2000 sealed /1 (1 without results) error page"]
    );
}
