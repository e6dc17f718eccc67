//! The way to the document that is to be saved: the page is asked for and followed where it leads,
//! until one document is at rest, and held.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::heard::Heard;
use super::judge::{Ended, Limits};
use super::rest::Rest;
use super::soon::{self, BETWEEN_LOOKS, MANY_WAITS};
use crate::browser::navigation::Missing;
use crate::browser::page::Page;
use crate::browser::static_file;
use crate::cdp::CdpError;
use crate::rules::deadline::until;
use crate::stderr::stderr_line;

/// How long Chrome may take to answer, when there is no time left.
pub const LEAST: Duration = Duration::from_millis(200);

/// How long Chrome may take to hold a document. A page whose scripts never end can neither answer
/// nor go on.
const HOLD: Duration = Duration::from_secs(5);

/// How long Chrome may take to say what a page looks like that may be only the way to another.
const GLANCE: Duration = Duration::from_secs(1);

/// How often a page is loaded again without what hangs: what it asks for next may hang as well.
const MANY_LOADS: usize = 4;

/// Where the page is asked for, and how long that may take.
pub struct Wish<'a> {
    pub url: &'a str,
    pub snap_dir: &'a Path,
    pub limits: Limits,
    /// When this hook began.
    pub begun: Instant,
    /// When it must have ended.
    pub end: tokio::time::Instant,
}

/// What was found out on the way.
#[derive(Debug, Default)]
pub struct Found {
    /// What the page was loaded without, as it hung.
    pub left_out: Vec<Missing>,
    /// How long it was waited for that the page goes on, which it looks as if it did and did not.
    pub waited_in_vain: Option<Duration>,
}

/// Whether the page is to be asked for, or is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Asking,
    WhatIsThere,
}

/// Whether a page has gone on.
enum Going {
    On,
    Nowhere,
}

pub struct Arrival<'a> {
    pub page: &'a Page,
    pub heard: &'a mut Heard,
    pub wish: &'a Wish<'a>,
    pub found: &'a mut Found,
}

impl Arrival<'_> {
    /// Goes to the page and over to where it leads, until one document is at rest and held.
    pub async fn arrive(&mut self, start: Start) -> Ended {
        let mut deadline = tokio::time::Instant::now() + self.wish.limits.page;
        let mut ended = self.follow(start, &mut deadline).await;
        let (mut reloads, mut waits, mut is_looked_at) = (0, 0, false);
        loop {
            match &ended {
                Ended::Settled if !is_looked_at && waits < MANY_WAITS && self.heard.watch.has_document() => {
                    match self.wait_for_going_on(deadline).await {
                        Ok(Going::On) => waits += 1,
                        Ok(Going::Nowhere) => is_looked_at = true,
                        Err(error) => return Ended::Lost(error),
                    }
                    ended = self.follow(Start::WhatIsThere, &mut deadline).await;
                }
                Ended::Hangs(hanging) if reloads < MANY_LOADS => {
                    reloads += 1;
                    self.found.left_out.extend(hanging.iter().cloned());
                    let addresses: Vec<&str> = self.found.left_out.iter().map(|missing| missing.url.as_str()).collect();
                    if let Err(error) =
                        self.page.session.call("Network.setBlockedURLs", json!({ "urls": addresses })).await
                    {
                        return Ended::Lost(error);
                    }
                    self.heard.begin_anew();
                    ended = self.follow(Start::Asking, &mut deadline).await;
                }
                Ended::Settled | Ended::TimedOut | Ended::Hangs(_) if self.heard.watch.has_document() => {
                    let left = self.wish.end.saturating_duration_since(tokio::time::Instant::now());
                    let held = self.page.hold(left.clamp(LEAST, HOLD)).await;
                    self.heard.hear_what_has_come().await;
                    if let Err(error) = held {
                        match error {
                            CdpError::Crashed | CdpError::Detached | CdpError::Closed(_) => return Ended::Lost(error),
                            // The document that was to be held may have just been left.
                            error => {
                                stderr_line!("navigation could not be blocked, so the page may navigate away: {error}")
                            }
                        }
                    }
                    // It had gone on before it was held.
                    if matches!(ended, Ended::Settled) && self.heard.watch.is_going_on() {
                        is_looked_at = false;
                        ended = self.follow(Start::WhatIsThere, &mut deadline).await;
                        continue;
                    }
                    return ended;
                }
                _ => return ended,
            }
        }
    }

    /// Gives a page that looks as if it were only the way to another the time to go on.
    async fn wait_for_going_on(&mut self, deadline: tokio::time::Instant) -> Result<Going, CdpError> {
        self.found.waited_in_vain = None;
        let begun = tokio::time::Instant::now();
        loop {
            // A page that cannot be looked at is not waited for.
            let seen = self.page.long_json::<soon::Seen>(soon::LOOK, GLANCE).await.unwrap_or_default();
            self.heard.hear_what_has_come().await;
            if self.heard.watch.is_going_on() || self.heard.watch.loader.is_none() {
                return Ok(Going::On);
            }
            let Some(patience) = seen.patience() else { return Ok(Going::Nowhere) };
            let end = (begun + patience).min(deadline);
            if tokio::time::Instant::now() >= end {
                self.found.waited_in_vain = Some(patience);
                return Ok(Going::Nowhere);
            }
            let again = (tokio::time::Instant::now() + BETWEEN_LOOKS).min(end);
            while let Ok(heard) = tokio::time::timeout_at(again, self.heard.next()).await {
                heard?;
                if self.heard.watch.is_going_on() {
                    return Ok(Going::On);
                }
            }
        }
    }

    /// Follows the page until it is at rest, asking for it first if so wished.
    async fn follow(&mut self, start: Start, deadline: &mut tokio::time::Instant) -> Ended {
        let mut answered = start == Start::WhatIsThere;
        let answer = (!answered).then(|| self.page.session.submit("Page.navigate", json!({ "url": self.wish.url })));
        let answer = async move {
            match answer {
                Some(answer) => answer.await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(answer);
        // A page that has loaded already may send no more events.
        let mut again = answered.then(Instant::now);
        loop {
            tokio::select! {
                result = &mut answer, if !answered => {
                    answered = true;
                    match result {
                        Ok(result) => {
                            if let Some(error) = result["errorText"].as_str() {
                                let is_download = result["isDownload"].as_bool().unwrap_or(false);
                                // What is known of the answer may still be on its way.
                                self.heard.drain().await;
                                return Ended::Refused { error: error.to_owned(), is_download };
                            }
                        }
                        Err(CdpError::Refused { message, .. }) => return Ended::Refused { error: message, is_download: false },
                        Err(error) => return Ended::Lost(error),
                    }
                }
                heard = self.heard.next() => if let Err(error) = heard {
                    return Ended::Lost(error);
                },
                () = until(again) => {}
                () = tokio::time::sleep_until(*deadline) => {
                    // A file may take as long as the plugin that takes it allows.
                    if static_file::is_being_taken(self.wish.snap_dir) {
                        let (now, end) = (tokio::time::Instant::now(), tokio::time::Instant::from_std(self.wish.begun) + self.wish.limits.file);
                        if now >= end {
                            return Ended::StillArriving;
                        }
                        *deadline = (now + Duration::from_millis(500)).min(end);
                        continue;
                    }
                    // Where a hook died with the document in its hands, this is also what frees the
                    // page.
                    drop(self.page.session.submit("Page.stopLoading", json!({})));
                    return Ended::TimedOut;
                }
            }
            // A page that has loaded may send itself to another that does not come.
            if answered && self.heard.watch.is_error_page {
                self.heard.drain().await;
                let error = self.heard.watch.broken.clone().unwrap_or_else(|| "net::ERR_FAILED".into());
                return Ended::Refused { error, is_download: false };
            }
            if !answered {
                continue;
            }
            let now = Instant::now();
            if let Some(hanging) = self.heard.hangs(now) {
                return Ended::Hangs(hanging);
            }
            again = match self.heard.rest(now) {
                Rest::Reached => return Ended::Settled,
                Rest::LookAgain(at) => Some(at),
                Rest::NotYet => self.heard.pending.next_silence(now),
            };
        }
    }
}
