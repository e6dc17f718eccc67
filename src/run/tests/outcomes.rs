//! What hooks said, and how they ended, as results.

use serde_json::json;

use super::fakes::{End, Part, Stage, sleep};

#[tokio::test(start_paused = true)]
async fn each_status_has_its_way() {
    let names = ["saves", "fails", "skips", "says_nothing", "listens", "overruns"];
    let hooks: Vec<String> = names
        .iter()
        .map(|name| format!("{name}/on_Snapshot__10_{name}{}", if *name == "listens" { ".bg" } else { "" }))
        .collect();
    let hooks: Vec<&str> = hooks.iter().map(String::as_str).collect();
    let recorded = Stage::new(&hooks, &["a/1"])
        .run(|mut part: Part| async move {
            match part.plugin.as_str() {
                "saves" => {
                    End::exit(0).prints(json!({"type": "ArchiveResult", "status": "succeeded", "output_str": "x"}))
                }
                "fails" => End::exit(1),
                "skips" => End::exit(10),
                "listens" => {
                    part.is_ready();
                    std::fs::write(part.dir.join("heard"), "x").unwrap();
                    part.until_asked().await
                }
                "overruns" => {
                    sleep(100_000).await;
                    End::exit(0)
                }
                _ => End::exit(0),
            }
        })
        .await;
    let results = recorded.lines(&["result"]);
    let starts = [
        "0 result /1 saves succeeded",
        "0 result /1 skips skipped",
        "0 result /1 says_nothing noresults",
        // What fails may have a reason that is known only in the end.
        "60000 result /1 fails failed: ",
        "60000 result /1 listens succeeded",
        "60000 result /1 overruns failed: ",
    ];
    assert_eq!(results.len(), starts.len(), "{results:#?}");
    for start in starts {
        assert!(results.iter().any(|line| line.starts_with(start)), "{start}: {results:#?}");
    }
    assert!(results.iter().any(|line| line.contains("overruns failed") && line.contains("60 s")), "{results:#?}");
    assert_eq!(recorded.lines(&["sealed"]), ["60000 sealed /1 (2 succeeded, 2 failed, 1 skipped, 1 without results)"]);
}

#[tokio::test(start_paused = true)]
async fn a_background_hook_is_waited_for_until_it_is_ready_and_ends_with_the_page() {
    let recorded = Stage::new(&["listens/on_Snapshot__10_listens.bg", "work/on_Snapshot__50_work"], &["a/1"])
        .run(|mut part: Part| async move {
            if part.plugin == "listens" {
                *part.linger.lock() = 300;
                sleep(2000).await;
                part.is_ready();
                return part.until_asked().await;
            }
            sleep(1000).await;
            End::exit(0)
        })
        .await;
    assert_eq!(
        recorded.lines(&["start", "over"]),
        ["0 start listens /1", "2000 start work /1", "3000 over work itself /1", "3300 over listens seal /1"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_that_may_not_be_saved_skips_what_has_not_begun() {
    let recorded = Stage::new(&["robots/on_Snapshot__10_robots", "work/on_Snapshot__50_work"], &["a/1"])
        .run(|part: Part| async move {
            assert_eq!(part.plugin, "robots");
            End::exit(0).prints(json!({"type": "Page", "state": "refused", "reason": "robots.txt"}))
        })
        .await;
    assert_eq!(
        recorded.lines(&["result", "sealed"]),
        [
            "0 result /1 robots noresults",
            "0 result /1 work skipped",
            "0 sealed /1 (1 skipped, 1 without results) refused"
        ]
    );
}
