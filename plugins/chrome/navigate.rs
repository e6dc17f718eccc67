//! `chrome_navigate`: the page is loaded, and what became of it written down.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::files;
use super::lazy::scroll_through;
use super::moments::StopWatch;
use super::verdict::{self, Signs};
use super::watch::{WaitFor, Watch};
use crate::browser::cdp::{CdpError, Events};
use crate::browser::guard::{self, Failed};
use crate::browser::network;
use crate::browser::page::{NAVIGATION_FILE, Navigation, NavigationOutcome, Page};
use crate::browser::static_file::{self, StaticFile};
use crate::deadline::until;
use crate::moments::{Moments, NavigationTimes};
use crate::native::{Context, HookError, HookResult, Report, record, write_atomically};
use crate::timestamp::Timestamp;

/// How long a page may be scrolled to bring what loads lazily.
const LAZY_LIMIT: Duration = Duration::from_secs(10);

/// The one or two connections that `networkidle2` allows may be a long poll, or the page's own data from a slow server. They get this much longer.
const LAST_CALL: Duration = Duration::from_secs(2);

/// How long Chrome may take to say where the page is, when there is no time left.
const LEAST: Duration = Duration::from_millis(200);

/// More documents than this, one in the place of another, are a loop.
const MANY_DOCUMENTS: u32 = 20;

const STOPPED: &str = "it was stopped before the page had loaded";

pub async fn run(context: Context) -> HookResult {
    let setting = context.text("CHROME_WAIT_FOR").unwrap_or_else(|| "networkidle2".into());
    let wait = WaitFor::parse(&setting)
        .ok_or_else(|| HookError(format!("CHROME_WAIT_FOR={setting}: there are domcontentloaded, load, networkidle0 and networkidle2")))?;
    let begun = Instant::now();
    let attached = tokio::select! {
        attached = attach(&context) => attached,
        () = context.terminated() => Err(HookError::new(STOPPED)),
    };
    let mut visit = match attached {
        Ok((page, events, version)) => Visit { watch: Watch::new(wait, page.target_id.clone()), page, events, version, begun },
        // Others wait for the word on how it ended, whatever the end.
        Err(error) => {
            let outcome = NavigationOutcome::Error;
            tell(&context, &Value::Null, &account(&context, wait, begun, outcome, Some(error.0.clone()))?, &Signs::default())?;
            return Err(error);
        }
    };
    visit.load(&context, wait).await
}

/// Attaches to the page, set up so that the first event is understood. The browser's version is asked for now, while there is time.
async fn attach(context: &Context) -> Result<(Page, Events, Value), HookError> {
    let (page, events) = Page::attach(&context.snap_dir()?).await.map_err(HookError::new)?;
    for (method, params) in [
        ("Page.enable", json!({})),
        ("Page.setLifecycleEventsEnabled", json!({ "enabled": true })),
        // Bodies are of no use here, of answers or of forms; 1 is the least that Chrome takes for a limit of these.
        ("Network.enable", network::events_only()),
    ] {
        page.session.call(method, params).await?;
    }
    let version = page.session.call("Browser.getVersion", json!({})).await.unwrap_or_default();
    Ok((page, events, version))
}

/// What is written down of a navigation, as far as it is known without a page.
fn account(context: &Context, wait: WaitFor, begun: Instant, outcome: NavigationOutcome, error: Option<String>) -> Result<Navigation, HookError> {
    Ok(Navigation {
        wait_until: wait.as_str().into(),
        elapsed: begun.elapsed().as_millis() as u64,
        url: context.url()?,
        final_url: None,
        status: None,
        timestamp: Timestamp::now().to_string(),
        started_at: None,
        moments: Moments::default(),
        outcome,
        loader_id: None,
        lasting: None,
        error,
    })
}

/// A page that is being loaded.
struct Visit {
    page: Page,
    events: Events,
    watch: Watch,
    version: Value,
    begun: Instant,
}

impl Visit {
    async fn load(&mut self, context: &Context, wait: WaitFor) -> HookResult {
        let (snap_dir, url) = (context.snap_dir()?, context.url()?);
        let own_limit = context.timeout()?;
        // All that is done here must be done by then, or this hook is ended before it has said how it went.
        let end = tokio::time::Instant::from_std(self.begun) + own_limit;
        let left = || end.saturating_duration_since(tokio::time::Instant::now());
        let limits = Limits { page: context.seconds("CHROME_PAGELOAD_TIMEOUT", 60.0)?.min(left()), file: left() };
        let mut times = StopWatch::start(Timestamp::now(), Instant::now());
        let ended = tokio::select! {
            ended = navigate(&self.page, &mut self.events, &mut self.watch, &mut times, &url, limits, &snap_dir) => ended,
            () = context.terminated() => Ended::Stopped,
        };
        times.settled(Instant::now());
        // What is told is told of this document. Whoever asks later sees by its id whether another has come.
        let (document, loader_id) = (self.watch.document.clone(), self.watch.loader.clone());
        let file = static_file::read(&snap_dir);
        let guarded = guarded_by(context)?;
        let why_not_connected = || guard::why(&guarded, self.watch.asked.as_deref().unwrap_or(&url));
        let (outcome, error) = judge(&ended, &self.watch, file.as_ref(), why_not_connected, limits);
        let is_stopped = matches!(ended, Ended::Stopped);
        if outcome.has_page() && !is_stopped {
            let settled = self.settle(context, end);
            tokio::select! {
                settled = tokio::time::timeout_at(end, settled) => settled.unwrap_or_else(|_| {
                    eprintln!("the page was not scrolled to its end, as this hook's time was up; CHROME_TIMEOUT sets this limit");
                    Ok(())
                })?,
                () = context.terminated() => eprintln!("the page was not scrolled to its end, as this hook was stopped"),
            }
            times.scrolled(Instant::now());
        }
        let mut navigation = account(context, wait, self.begun, outcome, error)?;
        let NavigationTimes { started_at, moments } = times.times();
        (navigation.started_at, navigation.moments) = (Some(started_at), moments);
        navigation.status = document.status;
        navigation.loader_id = loader_id;
        let last_wait = if is_stopped { LEAST } else { left().clamp(LEAST, Duration::from_secs(5)) };
        navigation.final_url = match outcome {
            NavigationOutcome::StaticFile => file.map(|file| file.final_url),
            _ if outcome.has_page() => current_url(&self.page, last_wait).await.or(document.url.clone()),
            _ => None,
        };
        let wall = match verdict::wall_in_headers(|name| document.headers.get(name).cloned()) {
            Some(wall) => Some(wall.to_owned()),
            None if outcome.has_page() => {
                self.page.evaluate(verdict::FIND_WALL, last_wait).await.ok().and_then(|wall| wall.as_str().map(str::to_owned))
            }
            None => None,
        };
        let signs = Signs {
            broke_off: self.watch.broken.is_some(),
            retry_after: document.headers.get("retry-after").map(String::as_str),
            wall: wall.as_deref(),
        };
        self.hear_what_has_come().await;
        navigation.lasting = Some(self.watch.lasting.iter().map(|what| (*what).to_owned()).collect());
        tell(context, &self.version, &navigation, &signs)?;
        match ended {
            Ended::Lost(_) => Err(HookError(navigation.error.unwrap_or_else(|| "the page was lost".into()))),
            Ended::Stopped => Err(HookError::new(STOPPED)),
            _ => Ok(Report::Nothing),
        }
    }

    /// Takes in the events that came since the page had settled. To be called after the answer to a last question: all that was before it is there then.
    async fn hear_what_has_come(&mut self) {
        // Without a budget: it would make an end of this before the events are at one.
        let events = tokio::task::unconstrained(async {
            while let Ok(Ok(event)) = tokio::time::timeout(Duration::ZERO, self.events.next()).await {
                self.watch.see(&event);
            }
        });
        events.await;
    }

    /// Gives a page that has loaded the time it is set to have, and brings what loads lazily.
    async fn settle(&self, context: &Context, end: tokio::time::Instant) -> Result<(), HookError> {
        tokio::time::sleep(context.seconds("CHROME_DELAY_AFTER_LOAD", 0.0)?).await;
        // A little earlier, so that it is back at the top by then.
        let limit = end.saturating_duration_since(tokio::time::Instant::now()).saturating_sub(LEAST).min(LAZY_LIMIT);
        if context.switch("CHROME_SCROLL", true)?
            && let Err(error) = scroll_through(&self.page, limit).await
        {
            // A page that cannot be scrolled can still be saved as it is.
            eprintln!("the page could not be scrolled: {error}");
        }
        Ok(())
    }
}

/// How long to wait for a page, and for a file that is met in its place.
#[derive(Clone, Copy)]
struct Limits {
    page: Duration,
    file: Duration,
}

/// How the navigation came to its end.
enum Ended {
    Settled,
    /// Chrome refused or gave up, in its own words.
    Refused {
        error: String,
        is_download: bool,
    },
    TimedOut,
    /// A file was still arriving when this hook's own time was up.
    StillArriving,
    /// This hook was asked to end.
    Stopped,
    /// The page or the browser is gone.
    Lost(CdpError),
}

async fn navigate(page: &Page, events: &mut Events, watch: &mut Watch, times: &mut StopWatch, url: &str, limits: Limits, snap_dir: &Path) -> Ended {
    let answer = page.session.submit("Page.navigate", json!({ "url": url }));
    tokio::pin!(answer);
    let mut answered = false;
    let begun = tokio::time::Instant::now();
    let mut deadline = begun + limits.page;
    let mut last_call = None;
    loop {
        tokio::select! {
            result = &mut answer, if !answered => {
                answered = true;
                match result {
                    Ok(result) => {
                        if let Some(error) = result["errorText"].as_str() {
                            let is_download = result["isDownload"].as_bool().unwrap_or(false);
                            // What is known of the answer may still be on its way.
                            drain(events, watch).await;
                            return Ended::Refused { error: error.to_owned(), is_download };
                        }
                    }
                    Err(CdpError::Refused { message, .. }) => return Ended::Refused { error: message, is_download: false },
                    Err(error) => return Ended::Lost(error),
                }
            }
            event = events.next() => match event {
                Ok(event) if event.method == "Inspector.targetCrashed" => return Ended::Lost(CdpError::Crashed),
                Ok(event) if event.method == "Target.detachedFromTarget" || event.method == "Inspector.detached" => return Ended::Lost(CdpError::Detached),
                Ok(event) => {
                    watch.see(&event);
                    times.look(watch, Instant::now());
                }
                Err(error) => return Ended::Lost(error),
            },
            () = until(last_call) => return Ended::Settled,
            () = tokio::time::sleep_until(deadline) => {
                // A file may take as long as the plugin that takes it allows.
                if static_file::is_being_taken(snap_dir) {
                    let now = tokio::time::Instant::now();
                    if now >= begun + limits.file {
                        return Ended::StillArriving;
                    }
                    deadline = (now + Duration::from_millis(500)).min(begun + limits.file);
                    continue;
                }
                // Where a hook died with the document in its hands, this is also what frees the page.
                drop(page.session.submit("Page.stopLoading", json!({})));
                return Ended::TimedOut;
            }
        }
        // A page that has loaded may send itself to another that does not come.
        if answered && watch.is_error_page {
            drain(events, watch).await;
            return Ended::Refused { error: watch.broken.clone().unwrap_or_else(|| "net::ERR_FAILED".into()), is_download: false };
        }
        if !answered || !watch.is_settled() {
            last_call = None;
        } else if watch.is_silent() {
            return Ended::Settled;
        } else {
            last_call.get_or_insert_with(|| tokio::time::Instant::now() + LAST_CALL);
        }
    }
}

async fn drain(events: &mut Events, watch: &mut Watch) {
    while let Ok(Ok(event)) = tokio::time::timeout(Duration::from_millis(20), events.next()).await {
        watch.see(&event);
    }
}

/// What became of the navigation. `why_not_connected` asks the proxy's journal, if there is a proxy.
fn judge(
    ended: &Ended,
    watch: &Watch,
    file: Option<&StaticFile>,
    why_not_connected: impl FnOnce() -> Option<Failed>,
    limits: Limits,
) -> (NavigationOutcome, Option<String>) {
    use NavigationOutcome as O;
    let status = watch.document.status;
    let is_error = status.is_some_and(|status| status >= 400);
    // Its account is written before the navigation is aborted, which may have been the page's own, from a document that was there already.
    if let Some(file) = file
        && !matches!(ended, Ended::Lost(_))
    {
        return match &file.error {
            None => (O::StaticFile, Some("it is a file and no page; see staticfile/".into())),
            Some(why) => (O::Download, Some(format!("it is a file and no page, and it could not be saved: {why}"))),
        };
    }
    match ended {
        Ended::Settled if is_error => (O::HttpError, None),
        Ended::Settled => match &watch.broken {
            Some(broken) => (O::Slow, Some(format!("the page broke off: {broken}"))),
            None => (O::Loaded, None),
        },
        Ended::TimedOut if watch.has_document() => {
            (O::Slow, Some(format!("the page was still loading after {} s; it is saved as it was then", in_seconds(limits.page))))
        }
        Ended::TimedOut if watch.documents >= MANY_DOCUMENTS => {
            let (limit, documents) = (in_seconds(limits.page), watch.documents);
            (O::RedirectLoop, Some(format!("the page did not come to rest within {limit} s: it went on to another {documents} times")))
        }
        Ended::TimedOut => (O::Timeout, Some(format!("no page came within {} s", in_seconds(limits.page)))),
        Ended::StillArriving => {
            let limit = limits.file.as_secs_f32();
            (O::Download, Some(format!("it is a file and no page, and was still arriving after {limit:.0} s; CHROME_TIMEOUT sets this limit")))
        }
        Ended::Stopped if watch.has_document() => {
            (O::Slow, Some("it was stopped while the page was still loading; it is saved as it was then".into()))
        }
        Ended::Stopped => (O::Error, Some(STOPPED.into())),
        Ended::Lost(error) => (O::Error, Some(error.to_string())),
        Ended::Refused { is_download: true, .. } => (O::Download, Some("it is a file to be downloaded, and no page".into())),
        Ended::Refused { .. } if matches!(status, Some(204 | 205)) => {
            (O::Empty, Some(format!("the server answered {} without a page", status.unwrap_or_default())))
        }
        Ended::Refused { error, .. } => {
            // With a proxy, every connection that does not come about is the same to Chrome.
            if error.contains("SOCKS")
                && let Some(failed) = why_not_connected()
            {
                return (failed.outcome, Some(failed.reason));
            }
            let outcome = O::of_error(error);
            // Full Chromium shows an error page of its own when an error has no body; there is nothing of the server's to save.
            let said = status.filter(|_| outcome == O::HttpError).map(|status| format!("the server answered {status} without a page ({error})"));
            (if outcome == O::HttpError { O::Empty } else { outcome }, Some(said.unwrap_or_else(|| explain(outcome, error))))
        }
    }
}

/// The directory in which the proxy of this page's browser keeps its journal: the snapshot's when the browser is the snapshot's own.
fn guarded_by(context: &Context) -> Result<std::path::PathBuf, HookError> {
    let own = context.snap_dir()?.join("chrome");
    Ok(if own.join(guard::ADDRESS_FILE).exists() { own } else { context.crawl_dir()?.join("chrome") })
}

/// To a tenth: what is left of a limit has no round number.
fn in_seconds(limit: Duration) -> f32 {
    (limit.as_secs_f32() * 10.0).round() / 10.0
}

fn explain(outcome: NavigationOutcome, error: &str) -> String {
    use NavigationOutcome as O;
    let what = match outcome {
        O::Dns => "the host's name has no address",
        O::Tls => "the connection is not secure, and was not made",
        O::Connection => "the server could not be reached, or broke off",
        O::Blocked => "the browser refuses this address",
        O::RedirectLoop => "the server redirects without end",
        O::Timeout => "the server did not answer in time",
        _ => "the page could not be loaded",
    };
    format!("{what} ({error})")
}

async fn current_url(page: &Page, limit: Duration) -> Option<String> {
    let value = page.evaluate("location.href", limit).await.ok()?;
    value.as_str().map(str::to_owned)
}

/// Writes the files that others wait for, navigation.json last of all, and the facts for the snapshot's own record.
fn tell(context: &Context, version: &Value, navigation: &Navigation, signs: &Signs) -> Result<(), HookError> {
    record(&json!({
        "type": "Snapshot",
        "id": context.snapshot_id()?,
        "navigation": navigation.outcome,
        "status": navigation.status,
        "final_url": navigation.final_url,
        "navigation_error": navigation.error,
        "load_ms": navigation.elapsed,
        "browser": version["product"],
    }));
    if let Some(started_at) = navigation.started_at {
        record(&json!({ "type": "Navigation", "started_at": started_at, "moments": navigation.moments }));
    }
    if let Some(page) = verdict::of(navigation, signs, Timestamp::now()) {
        record(&page);
    }
    if let Some(url) = navigation.final_url.as_ref().filter(|_| navigation.outcome.has_page()) {
        write_atomically(files::FINAL_URL, format!("{url}\n"))?;
        write_atomically(files::PAGE_LOADED, format!("{}\n", navigation.timestamp))?;
    }
    let text = serde_json::to_string_pretty(navigation).map_err(HookError::new)?;
    write_atomically(NAVIGATION_FILE, text)
}
