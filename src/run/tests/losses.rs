//! The shared browser fails, or grows old.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::fakes::{End, Part, Recorded, Stage, sleep};
use crate::model::event::CrawlEnding;

const HOOKS: &[&str] = &["chrome!/on_Crawl__10_launch.bg", "quick/on_Snapshot__40_quick", "work/on_Snapshot__50_work"];

/// The browser number `n`, from 0, lives for `lives(n)` milliseconds; `quick` takes 100 ms, `work`
/// a second.
async fn crawl(stage: Stage, lives: fn(usize) -> Option<u64>) -> Recorded {
    let browsers = Arc::new(AtomicUsize::new(0));
    stage
        .run(move |mut part: Part| {
            let browsers = browsers.clone();
            async move {
                match part.plugin.as_str() {
                    "chrome" => {
                        part.is_ready();
                        match lives(browsers.fetch_add(1, Ordering::Relaxed)) {
                            Some(ms) => {
                                sleep(ms).await;
                                End::exit(1)
                            }
                            None => part.until_asked().await,
                        }
                    }
                    "quick" => {
                        sleep(100).await;
                        End::exit(0)
                    }
                    _ => {
                        sleep(1000).await;
                        End::exit(0)
                    }
                }
            }
        })
        .await
}

#[tokio::test(start_paused = true)]
async fn what_ran_goes_back_into_the_queue_and_runs_alone() {
    let mut stage = Stage::new(HOOKS, &["a/1", "b/2", "c/3"]);
    stage.concurrency = 2;
    let recorded = crawl(stage, |number| (number == 0).then_some(500)).await;
    let lost = "chrome/on_Crawl__10_launch.bg ended with exit code 1";
    // Both learn of it at the same moment, in any order.
    let (first, second) = if recorded.lines(&["postponed"])[0].contains("/1") { (1, 2) } else { (2, 1) };
    assert_eq!(
        recorded.lines(&["begin", "postponed", "warning", "sealed"]),
        [
            "0 begin /1".to_owned(),
            "0 begin /2".to_owned(),
            format!("500 postponed /{first} for 0: {lost}"),
            format!("500 postponed /{second} for 0: {lost}"),
            "500 warning the browser failed; starting a new one".to_owned(),
            // One at a time; what was good already is not done again.
            format!("500 begin /{first}"),
            format!("1500 sealed /{first} (2 without results)"),
            format!("1500 begin /{second}"),
            format!("2500 sealed /{second} (2 without results)"),
            "2500 begin /3".to_owned(),
            "3600 sealed /3 (2 without results)".to_owned(),
        ]
    );
    assert_eq!(recorded.ending, CrawlEnding::Complete);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_loses_it_alone_fails_for_that_reason() {
    let recorded = crawl(Stage::new(HOOKS, &["a/1", "b/2"]), |number| (number < 2).then_some(500)).await;
    assert_eq!(
        recorded.lines(&["begin", "sealed"]),
        [
            "0 begin /1",
            "500 begin /1",
            "1000 sealed /1 (1 failed, 1 without results)",
            "1000 begin /2",
            "2100 sealed /2 (2 without results)"
        ]
    );
    let failed: Vec<&str> = recorded.lines(&["result"]).into_iter().filter(|line| line.contains("failed")).collect();
    let [failed] = failed[..] else { panic!("{failed:?}") };
    assert!(
        failed.starts_with("1000 result /1 work failed: chrome/on_Crawl__10_launch.bg ended with exit code 1"),
        "{failed}"
    );
}

#[tokio::test(start_paused = true)]
async fn after_eight_in_a_row_none_is_started_any_more() {
    let pages: Vec<String> = (1..=20).map(|number| format!("a/{number}")).collect();
    let recorded = crawl(Stage::new(HOOKS, &pages.iter().map(String::as_str).collect::<Vec<_>>()), |_| Some(50)).await;
    assert_eq!(recorded.lines(&["start"]).iter().filter(|line| line.contains("chrome")).count(), 8);
    assert!(
        matches!(&recorded.ending, CrawlEnding::Failed { error } if error.starts_with("chrome/on_Crawl__10_launch.bg ended with exit code 1"))
    );
}

#[tokio::test(start_paused = true)]
async fn it_is_renewed_after_so_many_pages_unless_there_are_no_more() {
    let mut stage = Stage::new(HOOKS, &["a/1", "b/2", "c/3", "d/4"]);
    stage.plan.resource_limits.browser_pages = Some(2);
    let recorded = crawl(stage, |_| None).await;
    assert_eq!(recorded.lines(&["warning"]), ["2200 warning the browser has served 2 pages; starting a new one"]);
    let launches: Vec<&str> =
        recorded.lines(&["start", "over"]).into_iter().filter(|line| line.contains("chrome")).collect();
    assert_eq!(launches, ["0 start chrome", "2200 over chrome seal", "2200 start chrome", "4400 over chrome seal"]);
}

#[tokio::test(start_paused = true)]
async fn a_browser_that_does_not_start_ends_the_crawl() {
    let recorded = Stage::new(HOOKS, &["a/1"]).run(|_| async { End::exit(3) }).await;
    assert!(recorded.lines(&["begin"]).is_empty());
    let error = "chrome/on_Crawl__10_launch.bg ended with exit code 3".to_owned();
    assert_eq!(recorded.ending, CrawlEnding::Failed { error });
}
