//! `chrome_navigate`: the page is loaded, and what became of it written down.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::files;
use super::judge::{Ended, Limits, STOPPED, judge};
use super::moments::StopWatch;
use super::pending::{HeldUp, Pending};
use super::rest::{self, Rest};
use super::scroll;
use super::soon::{self, BETWEEN_LOOKS, MANY_WAITS};
use super::verdict::{self, LOOK, Look, Signs};
use super::watch::{WaitFor, Watch};
use crate::browser::egress;
use crate::browser::file_fence;
use crate::browser::navigation::{Missing, NAVIGATION_FILE, Navigation, NavigationOutcome};
use crate::browser::network;
use crate::browser::page::Page;
use crate::browser::parts::{self, Fetching, Parts};
use crate::browser::static_file;
use crate::cdp::{CdpError, Event, Events};
use crate::model::moments::{Moments, NavigationTimes};
use crate::model::timestamp::Timestamp;
use crate::native::{Context, HookError, HookResult, Report, record, write_atomically};
use crate::rules::deadline::until;
use crate::stderr::stderr_line;

/// How long a page may be scrolled to bring what loads lazily.
const LAZY_LIMIT: Duration = Duration::from_secs(10);

/// How long Chrome may take to say where the page is, when there is no time left.
const LEAST: Duration = Duration::from_millis(200);

/// How long Chrome may take to hold a document. A page whose scripts never end can neither answer nor go on.
const HOLD: Duration = Duration::from_secs(5);

/// How long the plugin that fetches parts of the page may take to begin.
const UNTIL_FETCHED: Duration = Duration::from_secs(1);

/// How long Chrome may take to say what a page looks like that may be only the way to another.
const GLANCE: Duration = Duration::from_secs(1);

/// How often a page is loaded again without what hangs: what it asks for next may hang as well.
const MANY_LOADS: usize = 4;

/// Missing things that are told one by one.
const MANY_MISSING: usize = 100;

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
        Ok((page, events, version)) => Visit::new(&context, wait, page, events, version, begun)?,
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
    page.listen_for_navigations().await?;
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
        execution_context_id: None,
        missing: Vec::new(),
        notes: Vec::new(),
        error,
    })
}

/// A page that is being loaded.
struct Visit {
    page: Page,
    events: Events,
    watch: Watch,
    pending: Pending,
    times: StopWatch,
    limits: Limits,
    /// How long what is still under way when the page has loaded may be silent.
    patience: Duration,
    /// When the page had loaded and come to rest but for a few requests.
    loaded_since: Option<Instant>,
    /// What the page was loaded without, as it hung.
    left_out: Vec<Missing>,
    /// How long it was waited for that the page goes on, which it looks as if it did and did not.
    waited_in_vain: Option<Duration>,
    url: String,
    snap_dir: PathBuf,
    version: Value,
    begun: Instant,
    /// All that is done here must be done by then, or this hook is ended before it has said how it went.
    end: tokio::time::Instant,
}

impl Visit {
    fn new(context: &Context, wait: WaitFor, page: Page, events: Events, version: Value, begun: Instant) -> Result<Self, HookError> {
        let end = tokio::time::Instant::from_std(begun) + context.timeout()?;
        let left = end.saturating_duration_since(tokio::time::Instant::now());
        let limits = Limits { page: context.seconds("CHROME_PAGELOAD_TIMEOUT", 60.0)?.min(left), file: left };
        // A page that hangs is loaded again, for which there must be time.
        let patience = context.seconds("CHROME_SETTLE_TIMEOUT", 10.0)?.min(limits.page / 3);
        Ok(Visit {
            watch: Watch::new(wait, page.target_id.clone()),
            pending: Pending::new(page.target_id.clone(), patience, Instant::now()),
            times: StopWatch::start(Timestamp::now(), Instant::now()),
            limits,
            patience,
            loaded_since: None,
            left_out: Vec::new(),
            waited_in_vain: None,
            url: context.url()?,
            snap_dir: context.snap_dir()?,
            page,
            events,
            version,
            begun,
            end,
        })
    }

    fn left(&self) -> Duration {
        self.end.saturating_duration_since(tokio::time::Instant::now())
    }

    async fn load(&mut self, context: &Context, wait: WaitFor) -> HookResult {
        let ended = tokio::select! {
            ended = self.arrive() => ended,
            () = context.terminated() => Ended::Stopped,
        };
        self.times.settled(Instant::now());
        // What is told is told of this document. Whoever asks later sees by its id whether another has come.
        let (document, loader_id) = (self.watch.document.clone(), self.watch.loader.clone());
        let file = static_file::read(&self.snap_dir);
        let guarded = guarded_by(context)?;
        let why_not_connected = || egress::why(&guarded, self.watch.asked.as_deref().unwrap_or(&self.url));
        let (outcome, mut error) = judge(&ended, &self.watch, file.as_ref(), why_not_connected, self.limits);
        let is_stopped = matches!(ended, Ended::Stopped);
        let mut missing = self.left_out.clone();
        missing.extend(self.pending.given_up(Instant::now()));
        let mut way = scroll::Way::default();
        if outcome.has_page() && !is_stopped {
            let end = self.end;
            tokio::select! {
                settled = tokio::time::timeout_at(end, self.settle(context)) => match settled {
                    Ok(settled) => way = settled?,
                    Err(_) => stderr_line!("the page was not scrolled to its end, as this hook's time was up; CHROME_TIMEOUT sets this limit"),
                },
                () = context.terminated() => stderr_line!("the page was not scrolled to its end, as this hook was stopped"),
            }
            self.times.scrolled(Instant::now());
            missing.extend(self.pending.given_up(Instant::now()));
        }
        let refused = file_fence::refused(&self.snap_dir).unwrap_or_else(|why| {
            stderr_line!("{}: {why}", file_fence::REFUSED_FILE);
            None
        });
        if outcome == NavigationOutcome::Blocked
            && let Some(why) = refused.as_ref().and_then(|refused| refused.why(self.watch.asked.as_deref().unwrap_or(&self.url)))
        {
            error = Some(why);
        }
        let mut navigation = account(context, wait, self.begun, outcome, error)?;
        navigation.notes.extend(refused.and_then(|refused| refused.in_words()));
        let NavigationTimes { started_at, moments } = self.times.times();
        (navigation.started_at, navigation.moments) = (Some(started_at), moments);
        navigation.status = document.status;
        let last_wait = if is_stopped { LEAST } else { self.left().clamp(LEAST, Duration::from_secs(5)) };
        navigation.final_url = match outcome {
            NavigationOutcome::StaticFile => file.map(|file| file.final_url),
            _ if outcome.has_page() => self.current_url(last_wait).await.or(document.url.clone()),
            _ => None,
        };
        let look = if outcome.has_page() { self.page.long_json::<Look>(LOOK, last_wait).await.unwrap_or_default() } else { Look::default() };
        let wall = verdict::wall_in_headers(|name| document.headers.get(name).cloned());
        if let Some(nothing) = look.nothing() {
            navigation.error.get_or_insert_with(|| nothing.to_owned());
        }
        if outcome.has_page() {
            navigation.execution_context_id = self.mark(loader_id.as_deref(), last_wait).await;
            navigation.missing = told_once(missing);
            navigation.notes.extend(self.waited_in_vain.map(|waited| {
                format!("the page looks as if it led on to another, and was saved when it had not done so within {} s", waited.as_secs())
            }));
            navigation.notes.extend((way.lost > 0).then(|| {
                format!("{} elements that were shown while the page was scrolled are gone from it: it keeps only what is in view", way.lost)
            }));
        }
        if outcome.has_page() && !is_stopped {
            tokio::select! {
                done = self.let_parts_be_fetched(&look.parts) => done?,
                () = context.terminated() => stderr_line!("parts of the page may be missing from its responses, as this hook was stopped"),
            }
        }
        navigation.loader_id = loader_id;
        let signs = Signs {
            broke_off: self.watch.broken.is_some(),
            retry_after: document.headers.get("retry-after").map(String::as_str),
            wall: wall.or(look.wall.as_deref()),
            nothing: look.nothing(),
        };
        self.hear_what_has_come().await;
        tell(context, &self.version, &navigation, &signs)?;
        match ended {
            Ended::Lost(_) => Err(HookError(navigation.error.unwrap_or_else(|| "the page was lost".into()))),
            Ended::Stopped => Err(HookError::new(STOPPED)),
            _ => Ok(Report::Nothing),
        }
    }

    /// Goes to the page and over to where it leads, until one document is at rest and held.
    async fn arrive(&mut self) -> Ended {
        let mut deadline = tokio::time::Instant::now() + self.limits.page;
        let mut ended = self.follow(true, &mut deadline).await;
        let (mut reloads, mut waits, mut is_looked_at) = (0, 0, false);
        loop {
            match &ended {
                Ended::Settled if !is_looked_at && waits < MANY_WAITS && self.watch.has_document() => {
                    match self.wait_for_going_on(deadline).await {
                        Ok(Going::On) => waits += 1,
                        Ok(Going::Nowhere) => is_looked_at = true,
                        Err(error) => return Ended::Lost(error),
                    }
                    ended = self.follow(false, &mut deadline).await;
                }
                Ended::Hangs(hanging) if reloads < MANY_LOADS => {
                    reloads += 1;
                    self.left_out.extend(hanging.iter().cloned());
                    let addresses: Vec<&str> = self.left_out.iter().map(|missing| missing.url.as_str()).collect();
                    if let Err(error) = self.page.session.call("Network.setBlockedURLs", json!({ "urls": addresses })).await {
                        return Ended::Lost(error);
                    }
                    self.loaded_since = None;
                    self.pending = Pending::new(self.page.target_id.clone(), self.patience, Instant::now());
                    ended = self.follow(true, &mut deadline).await;
                }
                Ended::Settled | Ended::TimedOut | Ended::Hangs(_) if self.watch.has_document() => {
                    let held = self.page.hold(HOLD).await;
                    self.hear_what_has_come().await;
                    if let Err(error) = held {
                        match error {
                            CdpError::Crashed | CdpError::Detached | CdpError::Closed(_) => return Ended::Lost(error),
                            // The document that was to be held may have just been left.
                            error => stderr_line!("the page could not be held, and may go on to another by itself: {error}"),
                        }
                    }
                    // It had gone on before it was held.
                    if matches!(ended, Ended::Settled) && self.watch.is_going_on() {
                        is_looked_at = false;
                        ended = self.follow(false, &mut deadline).await;
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
        self.waited_in_vain = None;
        let begun = tokio::time::Instant::now();
        loop {
            // A page that cannot be looked at is not waited for.
            let seen = self.page.long_json::<soon::Seen>(soon::LOOK, GLANCE).await.unwrap_or_default();
            self.hear_what_has_come().await;
            if self.watch.is_going_on() || self.watch.loader.is_none() {
                return Ok(Going::On);
            }
            let Some(patience) = seen.patience() else { return Ok(Going::Nowhere) };
            let end = (begun + patience).min(deadline);
            if tokio::time::Instant::now() >= end {
                self.waited_in_vain = Some(patience);
                return Ok(Going::Nowhere);
            }
            let again = (tokio::time::Instant::now() + BETWEEN_LOOKS).min(end);
            while let Ok(event) = tokio::time::timeout_at(again, self.events.next()).await {
                let event = event?;
                if let Some(lost) = lost(&event) {
                    return Err(lost);
                }
                self.see(&event);
                if self.watch.is_going_on() {
                    return Ok(Going::On);
                }
            }
        }
    }

    /// Follows the page until it is at rest, asking for it first if so wished.
    async fn follow(&mut self, ask: bool, deadline: &mut tokio::time::Instant) -> Ended {
        let answer = ask.then(|| self.page.session.submit("Page.navigate", json!({ "url": self.url })));
        let mut answered = !ask;
        let answer = async move {
            match answer {
                Some(answer) => answer.await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(answer);
        // What is there already may be at rest, and then nothing is heard of it any more.
        let mut again = (!ask).then(Instant::now);
        loop {
            tokio::select! {
                result = &mut answer, if !answered => {
                    answered = true;
                    match result {
                        Ok(result) => {
                            if let Some(error) = result["errorText"].as_str() {
                                let is_download = result["isDownload"].as_bool().unwrap_or(false);
                                // What is known of the answer may still be on its way.
                                self.drain().await;
                                return Ended::Refused { error: error.to_owned(), is_download };
                            }
                        }
                        Err(CdpError::Refused { message, .. }) => return Ended::Refused { error: message, is_download: false },
                        Err(error) => return Ended::Lost(error),
                    }
                }
                event = self.events.next() => match event {
                    Ok(event) => match lost(&event) {
                        Some(lost) => return Ended::Lost(lost),
                        None => self.see(&event),
                    },
                    Err(error) => return Ended::Lost(error),
                },
                () = until(again) => {}
                () = tokio::time::sleep_until(*deadline) => {
                    // A file may take as long as the plugin that takes it allows.
                    if static_file::is_being_taken(&self.snap_dir) {
                        let (now, end) = (tokio::time::Instant::now(), tokio::time::Instant::from_std(self.begun) + self.limits.file);
                        if now >= end {
                            return Ended::StillArriving;
                        }
                        *deadline = (now + Duration::from_millis(500)).min(end);
                        continue;
                    }
                    // Where a hook died with the document in its hands, this is also what frees the page.
                    drop(self.page.session.submit("Page.stopLoading", json!({})));
                    return Ended::TimedOut;
                }
            }
            // A page that has loaded may send itself to another that does not come.
            if answered && self.watch.is_error_page {
                self.drain().await;
                return Ended::Refused { error: self.watch.broken.clone().unwrap_or_else(|| "net::ERR_FAILED".into()), is_download: false };
            }
            if !answered {
                continue;
            }
            let now = Instant::now();
            if let Some(hanging) = self.held_up().and_then(|held_up| self.pending.hangs(held_up, now)) {
                return Ended::Hangs(hanging);
            }
            again = match rest::look(&self.watch, &self.pending, self.loaded_since, self.patience, now) {
                Rest::Reached => return Ended::Settled,
                Rest::LookAgain(at) => Some(at),
                Rest::NotYet => self.pending.next_silence(now),
            };
        }
    }

    /// What a request that hangs could be holding up now.
    fn held_up(&self) -> Option<HeldUp> {
        if self.watch.loader.is_none() || self.watch.is_going_on() {
            None
        } else if !self.watch.has_document() {
            Some(HeldUp::Parsing)
        } else {
            Some(HeldUp::Painting).filter(|_| !self.watch.has_reached("firstContentfulPaint"))
        }
    }

    fn see(&mut self, event: &Event) {
        let now = Instant::now();
        self.watch.see(event);
        self.pending.see(event, now);
        self.times.look(&self.watch, now);
        if !self.watch.is_settled() || !self.watch.has_reached("load") {
            self.loaded_since = None;
        } else {
            self.loaded_since.get_or_insert(now);
        }
    }

    /// Takes in what comes for a moment.
    async fn drain(&mut self) {
        while let Ok(Ok(event)) = tokio::time::timeout(Duration::from_millis(20), self.events.next()).await {
            self.see(&event);
        }
    }

    /// Takes in the events that have come so far. To be called after the answer to a question: all that was before it is there then.
    async fn hear_what_has_come(&mut self) {
        // Without a budget: it would make an end of this before the events are at one.
        let events = tokio::task::unconstrained(async {
            while let Ok(Ok(event)) = tokio::time::timeout(Duration::ZERO, self.events.next()).await {
                self.see(&event);
            }
        });
        events.await;
    }

    /// Gives a page that has loaded the time it is set to have, and brings what loads lazily.
    async fn settle(&mut self, context: &Context) -> Result<scroll::Way, HookError> {
        tokio::time::sleep(context.seconds("CHROME_DELAY_AFTER_LOAD", 0.0)?).await;
        if !context.switch("CHROME_SCROLL", true)? {
            return Ok(scroll::Way::default());
        }
        // A little earlier, so that it is back at the top by then.
        let limit = self.left().saturating_sub(LEAST).min(LAZY_LIMIT);
        if let Err(error) = scroll::down(&self.page, limit).await {
            // A page that cannot be scrolled can still be saved as it is.
            stderr_line!("the page could not be scrolled: {error}");
            return Ok(scroll::Way::default());
        }
        self.wait_for_what_was_scrolled_to().await;
        scroll::up(&self.page).await.or_else(|error| {
            stderr_line!("the page could not be scrolled back to its top: {error}");
            Ok(scroll::Way::default())
        })
    }

    /// Waits for what the way down has asked for.
    async fn wait_for_what_was_scrolled_to(&mut self) {
        self.hear_what_has_come().await;
        let end = Instant::now() + self.patience;
        while self.pending.is_under_way(Instant::now()) {
            let again = self.pending.next_silence(Instant::now()).map_or(end, |silence| silence.min(end));
            tokio::select! {
                event = self.events.next() => match event {
                    Ok(event) => self.see(&event),
                    // What comes next says that the page is gone.
                    Err(_) => return,
                },
                () = until(Some(again)) => {
                    if Instant::now() >= end {
                        return;
                    }
                }
            }
        }
    }

    /// Keeps the page until what Chrome has not asked for, or not whole, has been fetched by whoever does that (see [`parts`]).
    async fn let_parts_be_fetched(&mut self, found: &Parts) -> Result<(), HookError> {
        self.hear_what_has_come().await;
        if found.is_empty() && !self.watch.plays {
            return Ok(());
        }
        let (name, text) = parts::to_file(found).map_err(HookError::new)?;
        write_atomically(name, text)?;
        let begun = Instant::now();
        while !self.left().saturating_sub(LEAST).is_zero() {
            match parts::fetching(&self.snap_dir) {
                Fetching::Nobody | Fetching::Over => break,
                Fetching::NotYet if begun.elapsed() > UNTIL_FETCHED => break,
                Fetching::NotYet | Fetching::Busy => tokio::time::sleep(parts::LOOK_EVERY / 2).await,
            }
        }
        Ok(())
    }

    /// Marks the document for the hooks to come. Without the mark they take what is shown.
    async fn mark(&self, loader_id: Option<&str>, limit: Duration) -> Option<u64> {
        match self.page.mark_judged(loader_id?, limit).await {
            Ok(judged) => Some(judged.context),
            Err(error) => {
                stderr_line!("the document could not be marked: {error}");
                None
            }
        }
    }

    async fn current_url(&self, limit: Duration) -> Option<String> {
        let value = self.page.evaluate_apart(&self.page.target_id, "location.href", limit).await.ok()?;
        value.as_str().map(str::to_owned)
    }
}

/// Whether a page has gone on.
enum Going {
    On,
    Nowhere,
}

/// How the page was lost, if the event says that it was.
fn lost(event: &Event) -> Option<CdpError> {
    match event.method.as_ref() {
        "Inspector.targetCrashed" => Some(CdpError::Crashed),
        "Target.detachedFromTarget" | "Inspector.detached" => Some(CdpError::Detached),
        _ => None,
    }
}

/// Each address once, and not too many.
fn told_once(mut missing: Vec<Missing>) -> Vec<Missing> {
    let mut told = std::collections::BTreeSet::new();
    missing.retain(|missing| told.insert(missing.url.clone()));
    missing.truncate(MANY_MISSING);
    missing
}

/// The directory in which the proxy of this page's browser keeps its journal: the snapshot's when the browser is the snapshot's own.
fn guarded_by(context: &Context) -> Result<std::path::PathBuf, HookError> {
    let own = context.snap_dir()?.join("chrome");
    Ok(if own.join(egress::ADDRESS_FILE).exists() { own } else { context.crawl_dir()?.join("chrome") })
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
        "missing": missing_in_words(&navigation.missing),
        "notes": Some(&navigation.notes).filter(|notes| !notes.is_empty()),
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

/// `3 things did not come in time: http://... (Script), ...`; the first few are named.
fn missing_in_words(missing: &[Missing]) -> Option<String> {
    const NAMED: usize = 5;
    let named: Vec<_> = missing.iter().take(NAMED).map(|missing| format!("{} ({})", missing.url, missing.kind)).collect();
    let more = if missing.len() > NAMED { ", ..." } else { "" };
    (!missing.is_empty()).then(|| format!("{} requested and not received in time: {}{more}", missing.len(), named.join(", ")))
}
