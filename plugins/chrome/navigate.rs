//! `chrome_navigate`: the page is loaded, and what became of it written down. The way to the
//! document is in [`super::arrival`], what is done when it is at rest in [`super::settling`], what
//! is reported of it in [`super::report`].

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::arrival::{Arrival, LEAST, LoadIssues, NavigationRequest, Start};
use super::judge::{Ended, Limits, STOPPED, judge};
use super::moments::StopWatch;
use super::page_load::PageLoad;
use super::pending::Pending;
use super::report;
use super::scroll;
use super::settling;
use super::verdict::{self, LOOK, Look, Signs};
use super::watch::{Document, WaitFor, Watch};
use crate::browser::egress;
use crate::browser::file_fence;
use crate::browser::judged::Judged;
use crate::browser::navigation::{Missing, NavigationOutcome};
use crate::browser::network;
use crate::browser::page::Page;
use crate::browser::static_file;
use crate::cdp::Events;
use crate::model::moments::NavigationTimes;
use crate::model::timestamp::Timestamp;
use crate::native::{Context, HookError, HookResult, Report};
use crate::stderr::stderr_line;

/// How often a document is gone to that took the place of the one that had loaded, brought by a
/// hook or by a page that could not be held.
const MANY_ARRIVALS: usize = 3;

pub async fn run(context: Context) -> HookResult {
    let setting = context.text("CHROME_WAIT_FOR").unwrap_or_else(|| "networkidle2".into());
    let wait = WaitFor::parse(&setting).ok_or_else(|| {
        HookError(format!("CHROME_WAIT_FOR={setting}: there are domcontentloaded, load, networkidle0 and networkidle2"))
    })?;
    let begun = Instant::now();
    let attached = tokio::select! {
        attached = attach(&context) => attached,
        () = context.terminated() => Err(HookError::new(STOPPED)),
    };
    let visit = match attached {
        Ok((page, events, version)) => Visit::new(&context, wait, page, events, version, begun)?,
        // Other hooks wait for navigation.json, however it ended.
        Err(error) => {
            let outcome = NavigationOutcome::Error;
            let navigation = report::without_page(&context, wait, begun, outcome, Some(error.0.clone()))?;
            report::emit(&context, &Value::Null, &navigation, &Signs::default())?;
            return Err(error);
        }
    };
    visit.run(&context, wait).await
}

/// Attaches to the page, set up so that the first event is understood. The browser's version is
/// asked for now, while there is time.
async fn attach(context: &Context) -> Result<(Page, Events, Value), HookError> {
    let (page, events) = Page::attach(&context.snap_dir()?).await.map_err(HookError::new)?;
    // All are sent at once: one after the other they would take a moment each.
    let session = &page.session;
    let (shown, moments, requests, listens, version) = tokio::join!(
        session.call("Page.enable", json!({})),
        session.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true })),
        // Bodies are of no use here, of answers or of forms; 1 is the least that Chrome takes for a
        // limit of these.
        session.call("Network.enable", network::events_only()),
        page.listen_for_navigations(),
        session.call("Browser.getVersion", json!({})),
    );
    for answer in [shown, moments, requests] {
        answer?;
    }
    listens?;
    let version = version.unwrap_or_default();
    Ok((page, events, version))
}

/// A page that is being loaded.
struct Visit {
    page: Page,
    load: PageLoad,
    version: Value,
    url: String,
    snap_dir: PathBuf,
    limits: Limits,
    begun: Instant,
    /// All that is done here must be done by then, or this hook is ended before it has said how it
    /// went.
    end: tokio::time::Instant,
}

/// The document that was come to, and how.
struct Arrived {
    ended: Ended,
    outcome: NavigationOutcome,
    error: Option<String>,
    /// Chrome's id of its load.
    loader: Option<String>,
    document: Document,
    missing: Vec<Missing>,
    notes: Vec<String>,
}

impl Visit {
    fn new(
        context: &Context,
        wait: WaitFor,
        page: Page,
        events: Events,
        version: Value,
        begun: Instant,
    ) -> Result<Self, HookError> {
        let end = tokio::time::Instant::from_std(begun) + context.timeout()?;
        let left = end.saturating_duration_since(tokio::time::Instant::now());
        let limits = Limits { page: context.seconds("CHROME_PAGELOAD_TIMEOUT", 60.0)?.min(left), file: left };
        // A page that hangs is loaded again, for which there must be time.
        let patience = context.seconds("CHROME_SETTLE_TIMEOUT", 10.0)?.min(limits.page / 3);
        let watch = Watch::new(wait, page.target_id.clone());
        let pending = Pending::new(page.target_id.clone(), patience, Instant::now());
        let times = StopWatch::start(Timestamp::now(), Instant::now());
        let load = PageLoad::new(events, watch, pending, times, patience);
        Ok(Visit { load, limits, url: context.url()?, snap_dir: context.snap_dir()?, page, version, begun, end })
    }

    async fn run(mut self, context: &Context, wait: WaitFor) -> HookResult {
        let mut arrived = self.arrive(context, Start::Navigate).await?;
        let mut notes = Vec::new();
        for _ in 1..MANY_ARRIVALS {
            if !arrived.outcome.has_page() || matches!(arrived.ended, Ended::Stopped) {
                break;
            }
            let scrolled = self.settle(context, &mut arrived).await?;
            self.load.process_received().await;
            if self.load.watch.loader == arrived.loader {
                notes.extend((scrolled.lost > 0).then(|| {
                    format!("{} elements that were shown while the page was scrolled are gone from it: it keeps only what is in view", scrolled.lost)
                }));
                break;
            }
            let before = arrived.document.url.take().unwrap_or_else(|| "the document before it".into());
            notes =
                vec![format!("this document came in the place of {before}, which had loaded, before that was saved")];
            arrived = self.arrive(context, Start::Current).await?;
        }
        arrived.notes.extend(notes);
        self.report(context, wait, arrived).await
    }

    /// Comes to the document that is to be saved, and judges it.
    async fn arrive(&mut self, context: &Context, start: Start) -> Result<Arrived, HookError> {
        let mut issues = LoadIssues::default();
        let limits = Limits { page: self.limits.page.min(self.left()), ..self.limits };
        let request =
            NavigationRequest { url: &self.url, snap_dir: &self.snap_dir, limits, begun: self.begun, end: self.end };
        let mut arrival = Arrival { page: &self.page, load: &mut self.load, request: &request, issues: &mut issues };
        let ended = tokio::select! {
            ended = arrival.arrive(start) => ended,
            () = context.terminated() => Ended::Stopped,
        };
        self.load.times.settled(Instant::now());
        let file = static_file::read(&self.snap_dir);
        let guarded = guarded_by(context)?;
        let watch = &self.load.watch;
        let why_not_connected = || egress::why(&guarded, watch.asked.as_deref().unwrap_or(&self.url));
        let (outcome, error) = judge(&ended, watch, file.as_ref(), why_not_connected, self.limits);
        let mut missing = issues.left_out;
        missing.extend(self.load.pending.given_up(Instant::now()));
        let in_vain = |waited: Duration| {
            format!(
                "the page looks as if it led on to another, and was saved when it had not done so within {} s",
                waited.as_secs()
            )
        };
        Ok(Arrived {
            outcome,
            error,
            // The report is about this document. Its id shows later readers whether another
            // has come.
            loader: watch.loader.clone(),
            document: watch.document.clone(),
            missing,
            notes: issues.waited_in_vain.filter(|_| outcome.has_page()).map(in_vain).into_iter().collect(),
            ended,
        })
    }

    /// Brings what loads lazily.
    async fn settle(&mut self, context: &Context, arrived: &mut Arrived) -> Result<scroll::ScrollReport, HookError> {
        let end = self.end;
        // A little earlier, so that it is back at the top by then.
        let left = || end.saturating_duration_since(tokio::time::Instant::now()).saturating_sub(LEAST);
        let mut scrolled = scroll::ScrollReport::default();
        tokio::select! {
            settled = tokio::time::timeout_at(end, settling::settle(context, &self.page, &mut self.load, left)) => match settled {
                Ok(settled) => scrolled = settled?,
                Err(_) => stderr_line!("the page was not scrolled to its end, as this hook's time was up; CHROME_TIMEOUT sets this limit"),
            },
            () = context.terminated() => stderr_line!("the page was not scrolled to its end, as this hook was stopped"),
        }
        self.load.times.scrolled(Instant::now());
        arrived.missing.extend(self.load.pending.given_up(Instant::now()));
        Ok(scrolled)
    }

    /// Writes down what became of it, and keeps the page until all parts of it have been fetched.
    async fn report(mut self, context: &Context, wait: WaitFor, arrived: Arrived) -> HookResult {
        let Arrived { ended, outcome, mut error, loader, document, missing, notes } = arrived;
        let is_stopped = matches!(ended, Ended::Stopped);
        let refused = file_fence::refused(&self.snap_dir).unwrap_or_else(|why| {
            stderr_line!("{}: {why}", file_fence::REFUSED_FILE);
            None
        });
        if outcome == NavigationOutcome::Blocked
            && let Some(why) =
                refused.as_ref().and_then(|refused| refused.why(self.load.watch.asked.as_deref().unwrap_or(&self.url)))
        {
            error = Some(why);
        }
        let mut navigation = report::without_page(context, wait, self.begun, outcome, error)?;
        navigation.notes.extend(refused.and_then(|refused| refused.in_words()));
        let NavigationTimes { started_at, moments } = self.load.times.times();
        (navigation.started_at, navigation.moments) = (Some(started_at), moments);
        navigation.status = document.status;
        let last_wait = if is_stopped { LEAST } else { self.left().clamp(LEAST, Duration::from_secs(5)) };
        let look = if outcome.has_page() {
            self.page.judged = self.mark(loader.as_deref(), last_wait).await;
            self.page.long_json::<Look>(LOOK, last_wait).await.unwrap_or_default()
        } else {
            Look::default()
        };
        navigation.final_url = match outcome {
            NavigationOutcome::StaticFile => static_file::read(&self.snap_dir).map(|file| file.final_url),
            _ if outcome.has_page() => look.url.clone().or(document.url.clone()),
            _ => None,
        };
        let bot_challenge = verdict::bot_challenge_in_headers(|name| document.headers.get(name).cloned());
        if let Some(nothing) = look.nothing() {
            navigation.error.get_or_insert_with(|| nothing.to_owned());
        }
        if outcome.has_page() {
            navigation.execution_context_id = self.page.judged.as_ref().map(|judged| judged.context);
            navigation.missing = report::distinct(missing);
            navigation.notes.extend(notes);
        }
        if outcome.has_page() && !is_stopped {
            let end = self.end;
            let left = || end.saturating_duration_since(tokio::time::Instant::now()).saturating_sub(LEAST);
            tokio::select! {
                done = settling::let_parts_be_fetched(&self.snap_dir, &mut self.load, &look.parts, left) => done?,
                () = context.terminated() => stderr_line!("parts of the page may be missing from its responses, as this hook was stopped"),
            }
        }
        navigation.loader_id = loader;
        let signs = Signs {
            broke_off: self.load.watch.broken.is_some(),
            retry_after: document.headers.get("retry-after").map(String::as_str),
            bot_challenge: bot_challenge.or(look.bot_challenge.as_deref()),
            nothing: look.nothing(),
        };
        self.load.process_received().await;
        report::emit(context, &self.version, &navigation, &signs)?;
        match ended {
            Ended::Lost(_) => Err(HookError(navigation.error.unwrap_or_else(|| "the page was lost".into()))),
            Ended::Stopped => Err(HookError::new(STOPPED)),
            _ => Ok(Report::Nothing),
        }
    }

    fn left(&self) -> Duration {
        self.end.saturating_duration_since(tokio::time::Instant::now())
    }

    /// Marks the document for the hooks to come.
    async fn mark(&mut self, loader_id: Option<&str>, limit: Duration) -> Option<Judged> {
        let loader_id = loader_id?;
        let marked = self.page.mark_judged(loader_id, limit).await;
        self.load.process_received().await;
        let marked = match self.load.watch.loader.as_deref() {
            // Another one came in that moment and has the mark. With a mark of its own, the hooks
            // see that it is not the one that is meant.
            Some(other) if other != loader_id => self.page.mark_judged(other, limit).await,
            _ => marked,
        };
        marked.inspect_err(|error| stderr_line!("the document could not be marked: {error}")).ok()
    }
}

/// The directory in which the proxy of this page's browser keeps its journal: the snapshot's when
/// the browser is the snapshot's own.
fn guarded_by(context: &Context) -> Result<PathBuf, HookError> {
    let own = context.snap_dir()?.join("chrome");
    Ok(if own.join(egress::ADDRESS_FILE).exists() { own } else { context.crawl_dir()?.join("chrome") })
}
