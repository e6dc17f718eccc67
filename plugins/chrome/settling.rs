//! A document that is at rest is brought into the state in which it is saved: it has the time that
//! it is set to have, what loads lazily is there, and so is what others fetch of it.

use std::path::Path;
use std::time::{Duration, Instant};

use super::heard::Heard;
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
    heard: &mut Heard,
    left: impl Fn() -> Duration,
) -> Result<scroll::Way, HookError> {
    heard.during(tokio::time::sleep(context.seconds("CHROME_DELAY_AFTER_LOAD", 0.0)?)).await;
    if !context.switch("CHROME_SCROLL", true)? {
        return Ok(scroll::Way::default());
    }
    if let Err(error) = heard.during(scroll::down(page, left().min(LAZY_LIMIT))).await {
        // A page that cannot be scrolled can still be saved as it is.
        stderr_line!("the page could not be scrolled: {error}");
        return Ok(scroll::Way::default());
    }
    wait_for_what_was_scrolled_to(heard).await;
    heard.during(scroll::up(page)).await.or_else(|error| {
        stderr_line!("the page could not be scrolled back to its top: {error}");
        Ok(scroll::Way::default())
    })
}

/// Waits for what the way down has asked for.
async fn wait_for_what_was_scrolled_to(heard: &mut Heard) {
    heard.hear_what_has_come().await;
    let end = Instant::now() + heard.patience;
    while heard.pending.is_under_way(Instant::now()) {
        let again = heard.pending.next_silence(Instant::now()).map_or(end, |silence| silence.min(end));
        tokio::select! {
            // What comes next says that the page is gone.
            event = heard.next() => if event.is_err() {
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
    heard: &mut Heard,
    found: &Parts,
    left: impl Fn() -> Duration,
) -> Result<(), HookError> {
    heard.hear_what_has_come().await;
    if found.is_empty() && !heard.watch.plays {
        return Ok(());
    }
    let (name, text) = parts::to_file(found).map_err(HookError::new)?;
    write_atomically(name, text)?;
    let begun = Instant::now();
    while !left().is_zero() {
        match parts::fetching(snap_dir) {
            Fetching::Nobody | Fetching::Over => break,
            Fetching::NotYet if begun.elapsed() > UNTIL_FETCHED => break,
            Fetching::NotYet | Fetching::Busy => heard.during(tokio::time::sleep(parts::LOOK_EVERY / 2)).await,
        }
    }
    Ok(())
}
