//! A document that is at rest is brought into the state in which it is saved: it has the time that
//! it is set to have, what loads lazily is there, and so is what others fetch of it.

use std::path::Path;
use std::time::{Duration, Instant};

use super::page_load::PageLoad;
use super::scroll;
use crate::browser::page::Page;
use crate::browser::parts::{self, Fetching, Parts};
use crate::native::{Context, HookError, write_atomically};
use crate::rules::deadline::until;
use crate::stderr::stderr_line;

/// How long a page may be scrolled to bring what loads lazily.
const LAZY_LIMIT: Duration = Duration::from_secs(10);

/// How long the plugin that fetches parts of the page may take to begin.
const UNTIL_FETCHED: Duration = Duration::from_secs(1);

/// Gives a page that has loaded the time it is set to have, and brings what loads lazily within
/// `left`.
pub async fn settle(
    context: &Context,
    page: &Page,
    load: &mut PageLoad,
    left: impl Fn() -> Duration,
) -> Result<scroll::ScrollReport, HookError> {
    load.during(tokio::time::sleep(context.seconds("CHROME_DELAY_AFTER_LOAD", 0.0)?)).await;
    if !context.switch("CHROME_SCROLL", true)? {
        return Ok(scroll::ScrollReport::default());
    }
    if let Err(error) = load.during(scroll::down(page, left().min(LAZY_LIMIT))).await {
        // A page that cannot be scrolled can still be saved as it is.
        stderr_line!("the page could not be scrolled: {error}");
        return Ok(scroll::ScrollReport::default());
    }
    wait_for_what_was_scrolled_to(load).await;
    load.during(scroll::up(page)).await.or_else(|error| {
        stderr_line!("the page could not be scrolled back to its top: {error}");
        Ok(scroll::ScrollReport::default())
    })
}

/// Waits for what the way down has asked for.
async fn wait_for_what_was_scrolled_to(load: &mut PageLoad) {
    load.process_received().await;
    let end = Instant::now() + load.patience;
    while load.pending.is_under_way(Instant::now()) {
        let again = load.pending.next_silence(Instant::now()).map_or(end, |silence| silence.min(end));
        tokio::select! {
            // What comes next says that the page is gone.
            event = load.next() => if event.is_err() {
                return;
            },
            () = until(Some(again)) => {}
        }
        // Also for a page whose events never stop.
        if Instant::now() >= end {
            return;
        }
    }
}

/// Keeps the page until the parts that Chrome has not requested, or not completely, have been
/// fetched (see [`parts`]), or no time is `left`.
pub async fn let_parts_be_fetched(
    snap_dir: &Path,
    load: &mut PageLoad,
    found: &Parts,
    left: impl Fn() -> Duration,
) -> Result<(), HookError> {
    load.process_received().await;
    if found.is_empty() && !load.watch.plays {
        return Ok(());
    }
    let (name, text) = parts::to_file(found).map_err(HookError::new)?;
    write_atomically(name, text)?;
    let begun = Instant::now();
    while !left().is_zero() {
        match parts::fetching(snap_dir) {
            Fetching::NoFetcher | Fetching::Ended => break,
            Fetching::NotYet if begun.elapsed() > UNTIL_FETCHED => break,
            Fetching::NotYet | Fetching::Busy => load.during(tokio::time::sleep(parts::LOOK_EVERY / 2)).await,
        }
    }
    Ok(())
}
