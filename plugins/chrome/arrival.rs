//! The way to the document that is to be saved: the page is asked for and followed where it leads,
//! until one document is at rest, and held.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::interstitial::{self, BETWEEN_LOOKS, MANY_WAITS};
use super::judge::{Ended, Limits};
use super::page_load::PageLoad;
use super::rest::Rest;
use crate::browser::navigation::Missing;
use crate::browser::page::Page;
use crate::browser::static_file;
use crate::cdp::CdpError;
use crate::rules::deadline::until;
use crate::stderr::stderr_line;

/// How long Chrome may take to answer, when there is no time left.
pub const LEAST: Duration = Duration::from_millis(200);

/// How long Chrome may take to hold a document. A page whose scripts never end can neither answer
/// nor navigate.
const HOLD: Duration = Duration::from_secs(5);

/// How long Chrome may take to describe a page that may be an interstitial.
const GLANCE: Duration = Duration::from_secs(1);

/// How often a page is loaded again without what hangs: what it asks for next may hang as well.
const MANY_LOADS: usize = 4;

/// The page to navigate to, and how long that may take.
pub struct NavigationRequest<'a> {
    pub url: &'a str,
    pub snap_dir: &'a Path,
    pub limits: Limits,
    /// When this hook began.
    pub begun: Instant,
    /// When it must have ended.
    pub end: tokio::time::Instant,
}

/// What kept the page from loading as it should.
#[derive(Debug, Default)]
pub struct LoadIssues {
    /// What the page was loaded without, as it hung.
    pub left_out: Vec<Missing>,
    /// How long was waited for a page that looked like an interstitial and did not navigate.
    pub waited_in_vain: Option<Duration>,
}

/// Whether to navigate to the page, or to follow the navigation that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Navigate,
    Current,
}

/// What a page did that looked like an interstitial.
enum Interstitial {
    Navigated,
    Stayed,
}

pub struct Arrival<'a> {
    pub page: &'a Page,
    pub load: &'a mut PageLoad,
    pub request: &'a NavigationRequest<'a>,
    pub issues: &'a mut LoadIssues,
}

impl Arrival<'_> {
    /// Goes to the page and over to where it leads, until one document is at rest and held.
    pub async fn arrive(&mut self, start: Start) -> Ended {
        let mut deadline = tokio::time::Instant::now() + self.request.limits.page;
        let mut ended = self.follow(start, &mut deadline).await;
        let (mut reloads, mut waits, mut is_looked_at) = (0, 0, false);
        loop {
            match &ended {
                Ended::Settled if !is_looked_at && waits < MANY_WAITS && self.load.watch.has_document() => {
                    match self.wait_for_interstitial(deadline).await {
                        Ok(Interstitial::Navigated) => waits += 1,
                        Ok(Interstitial::Stayed) => is_looked_at = true,
                        Err(error) => return Ended::Lost(error),
                    }
                    ended = self.follow(Start::Current, &mut deadline).await;
                }
                Ended::Hangs(hanging) if reloads < MANY_LOADS => {
                    reloads += 1;
                    self.issues.left_out.extend(hanging.iter().cloned());
                    let addresses: Vec<&str> =
                        self.issues.left_out.iter().map(|missing| missing.url.as_str()).collect();
                    if let Err(error) =
                        self.page.session.call("Network.setBlockedURLs", json!({ "urls": addresses })).await
                    {
                        return Ended::Lost(error);
                    }
                    self.load.restart();
                    ended = self.follow(Start::Navigate, &mut deadline).await;
                }
                Ended::Settled | Ended::TimedOut | Ended::Hangs(_) if self.load.watch.has_document() => {
                    let left = self.request.end.saturating_duration_since(tokio::time::Instant::now());
                    let held = self.page.hold(left.clamp(LEAST, HOLD)).await;
                    self.load.process_received().await;
                    if let Err(error) = held {
                        match error {
                            CdpError::Crashed | CdpError::Detached | CdpError::Closed(_) => return Ended::Lost(error),
                            // The document that was to be held may have just been left.
                            error => {
                                stderr_line!("navigation could not be blocked, so the page may navigate away: {error}")
                            }
                        }
                    }
                    // It navigated before it was held.
                    if matches!(ended, Ended::Settled) && self.load.watch.is_navigating() {
                        is_looked_at = false;
                        ended = self.follow(Start::Current, &mut deadline).await;
                        continue;
                    }
                    return ended;
                }
                _ => return ended,
            }
        }
    }

    /// Gives a page that looks like an interstitial the time to navigate.
    async fn wait_for_interstitial(&mut self, deadline: tokio::time::Instant) -> Result<Interstitial, CdpError> {
        self.issues.waited_in_vain = None;
        let begun = tokio::time::Instant::now();
        loop {
            // A page that cannot be looked at is not waited for.
            let facts =
                self.page.long_json::<interstitial::PageFacts>(interstitial::LOOK, GLANCE).await.unwrap_or_default();
            self.load.process_received().await;
            if self.load.watch.is_navigating() || self.load.watch.loader.is_none() {
                return Ok(Interstitial::Navigated);
            }
            let Some(patience) = facts.patience() else { return Ok(Interstitial::Stayed) };
            let end = (begun + patience).min(deadline);
            if tokio::time::Instant::now() >= end {
                self.issues.waited_in_vain = Some(patience);
                return Ok(Interstitial::Stayed);
            }
            let again = (tokio::time::Instant::now() + BETWEEN_LOOKS).min(end);
            while let Ok(event) = tokio::time::timeout_at(again, self.load.next()).await {
                event?;
                if self.load.watch.is_navigating() {
                    return Ok(Interstitial::Navigated);
                }
            }
        }
    }

    /// Follows the page until it is at rest, requesting it first if `start` says so.
    async fn follow(&mut self, start: Start, deadline: &mut tokio::time::Instant) -> Ended {
        let mut answered = start == Start::Current;
        let answer = (!answered).then(|| self.page.session.submit("Page.navigate", json!({ "url": self.request.url })));
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
                                self.load.drain().await;
                                return Ended::Refused { error: error.to_owned(), is_download };
                            }
                        }
                        Err(CdpError::Refused { message, .. }) => return Ended::Refused { error: message, is_download: false },
                        Err(error) => return Ended::Lost(error),
                    }
                }
                event = self.load.next() => if let Err(error) = event {
                    return Ended::Lost(error);
                },
                () = until(again) => {}
                () = tokio::time::sleep_until(*deadline) => {
                    // A file may take as long as the plugin that takes it allows.
                    if static_file::is_being_taken(self.request.snap_dir) {
                        let (now, end) = (tokio::time::Instant::now(), tokio::time::Instant::from_std(self.request.begun) + self.request.limits.file);
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
            if answered && self.load.watch.is_error_page {
                self.load.drain().await;
                let error = self.load.watch.broken.clone().unwrap_or_else(|| "net::ERR_FAILED".into());
                return Ended::Refused { error, is_download: false };
            }
            if !answered {
                continue;
            }
            let now = Instant::now();
            if let Some(hanging) = self.load.hangs(now) {
                return Ended::Hangs(hanging);
            }
            again = match self.load.rest(now) {
                Rest::Reached => return Ended::Settled,
                Rest::LookAgain(at) => Some(at),
                Rest::NotYet => self.load.pending.next_silence(now),
            };
        }
    }
}
