//! The windows of one browser: makes them, lends them, has them cleared, closes them.

use parking_lot::{Mutex, MutexGuard};
use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::emulation::SetDeviceMetricsOverrideParams;
use chromiumoxide::cdp::browser_protocol::security::SetIgnoreCertificateErrorsParams;
use chromiumoxide::cdp::browser_protocol::target::{CreateTargetParams, DisposeBrowserContextParams};
use serde_json::{Value, json};
use tokio::sync::{Notify, OnceCell, mpsc, watch};

use super::WindowSpec;
use super::empty::{LeavingPage, WindowEvents, answer_dialog, end_of, forbid_downloads};
use super::idle_pool::{Choice, IdlePool, KEEP};
use super::residue::Residue;
use super::shown_urls::ShownUrls;
use crate::browser::network;
use crate::cdp::{CdpError, Connection, Event, Events, Session};

/// How long a window may take to close.
const CLOSE: Duration = Duration::from_secs(5);

/// How long a page may take to leave, or its window to be emptied, before it is closed instead.
const EMPTY: Duration = Duration::from_secs(3);

/// How long a window lies between two pages at least, before it is emptied: what the page before
/// gave Chrome to store has come to its place by then, and is taken away with the rest.
const REST: Duration = Duration::from_millis(100);

/// A renderer grows with its pages, by two hundred megabytes in the first fifty.
const PAGES_OF_A_WINDOW: u32 = 50;

/// Keeps the windows of one browser.
#[derive(Debug)]
pub struct ContextPool {
    connection: Connection,
    idle_pool: Mutex<IdlePool<Window>>,
    /// Something has come to the idle_pool, or will not.
    changed: Notify,
    receivers: Receivers,
    /// How many events have been passed on to them.
    passed_on: watch::Receiver<u64>,
    may_hand_on: bool,
    /// Filled once Chrome has been asked to report every new worker and page.
    discovers: OnceCell<()>,
}

/// The receivers of events, by session and by browser context.
type Receivers = Arc<Mutex<HashMap<String, mpsc::UnboundedSender<Event>>>>;

/// A window that is lent. When this is dropped, the window is closed.
#[derive(Debug)]
pub struct Lease {
    place: Place,
    window: Option<Window>,
}

#[derive(Debug)]
struct Window {
    spec: WindowSpec,
    /// The CDP ids of its browser context and of its page.
    context: String,
    target: String,
    session: Session,
    events: WindowEvents,
    /// What was seen of its present page, or of the one before when there is none.
    shown_urls: ShownUrls,
    residue: Residue,
    /// Where it was when it was new, and how large, in Chrome's words.
    bounds: Value,
    /// How many it has had, with the present one.
    pages: u32,
    /// When the page before had left.
    left_at: Instant,
}

impl ContextPool {
    /// Keeps the windows of the browser that `connection` leads to, whose events are read from here
    /// on. It needs a Tokio runtime. With `may_hand_on`, one window may serve several pages.
    pub fn new(connection: Connection, events: Events, may_hand_on: bool) -> Arc<Self> {
        let receivers = Receivers::default();
        let (count, passed_on) = watch::channel(0);
        tokio::spawn(pass_on(events, receivers.clone(), count));
        let idle_pool = Mutex::new(IdlePool::new(Instant::now()));
        let context_pool = Arc::new(ContextPool {
            connection,
            idle_pool,
            changed: Notify::new(),
            receivers,
            passed_on,
            may_hand_on,
            discovers: OnceCell::new(),
        });
        tokio::spawn(give_up_surplus(Arc::downgrade(&context_pool)));
        context_pool
    }

    /// Notifies the holders of windows that the browser is gone. The pipe shows it later: processes
    /// of Chrome's that are still ending keep it open.
    pub fn abandon(&self) {
        lock(&self.receivers).clear();
    }

    /// A window as specified, with an empty page of that size in it. To be awaited to its end: what
    /// is half made would be forgotten.
    pub async fn lease(self: &Arc<Self>, spec: &WindowSpec) -> Result<Lease, CdpError> {
        let attached_browser = self.choose(spec).await;
        let place = Place { context_pool: self.clone(), is_lent: true };
        let emptied = match attached_browser {
            Some(window) => self.clear(window).await,
            None => None,
        };
        let mut window = match emptied {
            Some(window) => window,
            None => self.make(spec).await?,
        };
        window.pages += 1;
        (window.shown_urls, window.residue) = Default::default();
        let lease = Lease { place, window: Some(window) };
        // Again for one that had a page before: hooks may have changed it.
        lease.fit(spec).await?;
        Ok(lease)
    }

    /// A window from the idle_pool, perhaps after a while; `None` when one is to be made.
    async fn choose(self: &Arc<Self>, spec: &WindowSpec) -> Option<Window> {
        let mut has_waited = false;
        loop {
            // From before the look at the idle_pool on, so that no change is missed.
            let changed = self.changed.notified();
            let now = Instant::now();
            let choice =
                if has_waited { self.idle_pool().choose_again(spec, now) } else { self.idle_pool().choose(spec, now) };
            match choice {
                Choice::Take(window) => return Some(window),
                Choice::Make { close } => {
                    if let Some(window) = close {
                        self.close_meanwhile(window);
                    }
                    return None;
                }
                Choice::Wait => {
                    has_waited = true;
                    changed.await;
                }
            }
        }
    }

    async fn make(&self, spec: &WindowSpec) -> Result<Window, CdpError> {
        let browser = self.connection.root();
        let made = browser.call("Target.createBrowserContext", json!({})).await?;
        let context = text(&made, "Target.createBrowserContext", "browserContextId")?;
        let window = self.make_in(&context, spec).await;
        if window.is_err() {
            // The reason has been reported.
            drop(browser.run(DisposeBrowserContextParams::new(context)));
        }
        window
    }

    async fn make_in(&self, context: &str, spec: &WindowSpec) -> Result<Window, CdpError> {
        let browser = self.connection.root();
        forbid_downloads(&browser, context).await?;
        // A window of its own: a tab behind another is hidden, does not animate, and cannot be
        // captured.
        let create = CreateTargetParams {
            browser_context_id: Some(context.to_owned().into()),
            new_window: Some(true),
            width: Some(spec.width.into()),
            height: Some(spec.height.into()),
            ..CreateTargetParams::new("about:blank")
        };
        let made = browser.run(create).await?;
        let target = text(&made, CreateTargetParams::IDENTIFIER, "targetId")?;
        let session = self.connection.attach(&target).await?;
        let (sender, events) = mpsc::unbounded_channel();
        let names = session.id().into_iter().chain([context]);
        lock(&self.receivers).extend(names.map(|name| (name.to_owned(), sender.clone())));
        let events = WindowEvents { receiver: events, passed_on: self.passed_on.clone() };
        let bounds = match self.prepare(&session, &target, self.hands_on(spec)).await {
            Ok(bounds) => bounds,
            Err(error) => {
                self.unsubscribe(&session, context);
                return Err(error);
            }
        };
        Ok(Window {
            spec: spec.clone(),
            context: context.to_owned(),
            target,
            session,
            events,
            shown_urls: ShownUrls::default(),
            residue: Residue::default(),
            bounds,
            pages: 0,
            left_at: Instant::now(),
        })
    }

    /// Whether a window for this spec may serve another page afterwards.
    fn hands_on(&self, spec: &WindowSpec) -> bool {
        self.may_hand_on && spec.site.is_some()
    }

    /// Makes a new page say what it does, with `in_full` all that it leaves as well, and returns
    /// where its window is.
    async fn prepare(&self, session: &Session, target: &str, in_full: bool) -> Result<Value, CdpError> {
        let browser = self.connection.root();
        if in_full {
            self.discovers.get_or_try_init(|| discover(&browser)).await?;
        }
        // Without it no event announces a dialog, and full Chromium waits for an answer.
        let says_all = session.submit("Page.enable", json!({}));
        let network = in_full.then(|| session.submit("Network.enable", network::events_only()));
        let place = browser.submit("Browser.getWindowForTarget", json!({ "targetId": target }));
        says_all.await?;
        if let Some(network) = network {
            network.await?;
        }
        Ok(place.await?["bounds"].take())
    }

    fn unsubscribe(&self, session: &Session, context: &str) {
        let mut receivers = lock(&self.receivers);
        receivers.remove(context);
        if let Some(id) = session.id() {
            receivers.remove(id);
        }
    }

    /// Closes a window with everything in its context. An error when the browser is gone, or does
    /// not do it.
    async fn close(&self, window: Window) -> Result<(), CdpError> {
        self.unsubscribe(&window.session, &window.context);
        self.connection.root().run_within(DisposeBrowserContextParams::new(window.context), CLOSE).await.map(drop)
    }

    /// Closes a window that no client waits for. That the browser is gone is seen by those who use
    /// it.
    fn close_meanwhile(self: &Arc<Self>, window: Window) {
        let context_pool = self.clone();
        tokio::spawn(async move { drop(context_pool.close(window).await) });
    }

    /// Puts a window on the idle_pool when its page has left; one that is not left, or where
    /// something of the page stays, or that had another document than the `judged` one, is closed,
    /// with an error as of [`ContextPool::close`].
    async fn take_back(&self, mut window: Window, judged: &str) -> Result<(), CdpError> {
        let spec = window.spec.clone();
        let left = match tokio::time::timeout(EMPTY, window.leaving_page().leave(judged)).await {
            Ok(left) => left.map_err(|error| error.to_string()),
            Err(_) => Err(format!("it was not left within {} s", EMPTY.as_secs())),
        };
        let (kept, to_close) = match left {
            Ok(()) => {
                window.left_at = Instant::now();
                (Some(window), None)
            }
            Err(why) => {
                tracing::debug!("window {} is not handed on: {why}", window.target);
                (None, Some(window))
            }
        };
        self.idle_pool().returned(&spec, kept);
        self.changed.notify_waiters();
        match to_close {
            Some(window) => self.close(window).await,
            None => Ok(()),
        }
    }

    /// Empties a window when it has had its rest; one that cannot be is closed.
    async fn clear(self: &Arc<Self>, mut window: Window) -> Option<Window> {
        tokio::time::sleep_until((window.left_at + REST).into()).await;
        let (context, bounds) = (window.context.clone(), window.bounds.clone());
        let why = match tokio::time::timeout(EMPTY, window.leaving_page().clear(&context, &bounds)).await {
            Ok(Ok(())) => return Some(window),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("it was not empty after {} s", EMPTY.as_secs()),
        };
        tracing::debug!("window {} is not handed on: {why}", window.target);
        self.close_meanwhile(window);
        None
    }

    fn idle_pool(&self) -> MutexGuard<'_, IdlePool<Window>> {
        lock(&self.idle_pool)
    }
}

impl Window {
    /// The page that it had, to be left or to be cleared away.
    fn leaving_page(&mut self) -> LeavingPage<'_> {
        let Window { session, target, events, shown_urls, residue, .. } = self;
        LeavingPage { page: session, target, events, shown_urls, residue }
    }
}

/// What the idle_pool counts as lent.
#[derive(Debug)]
struct Place {
    context_pool: Arc<ContextPool>,
    is_lent: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_lent {
            self.context_pool.idle_pool().closed(Instant::now());
        }
    }
}

impl Lease {
    /// The page in the window.
    pub fn target_id(&self) -> &str {
        self.window.as_ref().map_or("", |window| &window.target)
    }

    /// Dismisses every dialog that the page opens. Returns when the page is gone, with how.
    pub async fn lost(&mut self) -> CdpError {
        let Some(window) = &mut self.window else { return CdpError::Detached };
        while let Some(event) = window.events.receiver.recv().await {
            if let Some(end) = end_of(&event) {
                return end;
            }
            if event.method == "Page.javascriptDialogOpening" {
                answer_dialog(&window.session, &event);
            }
            window.shown_urls.see(&event, &window.target);
            let was_kept = window.residue.are_kept();
            window.residue.see(&event, &window.target);
            if window.residue.are_kept() && !was_kept {
                // There is nothing more to find out; its messages would only cost time. When the
                // call fails, they do.
                drop(window.session.submit("Network.disable", json!({})));
            }
        }
        CdpError::Closed("the browser has ended".into())
    }

    /// Gives the window back for the next page of its site. `judged` is the document that is known
    /// to be of that site, by Chrome's id of its load: when there was another after it, or when
    /// something of the page outlives it, the window is closed instead. The page is gone when
    /// this returns: hooks that take the first page they find in the browser are not to find this
    /// one. An error as of [`Lease::close`].
    pub async fn give_back(mut self, judged: &str) -> Result<(), CdpError> {
        let is_old = self.window.as_ref().is_none_or(|window| window.pages >= PAGES_OF_A_WINDOW);
        let is_handed_on = self.window.as_ref().is_some_and(|window| self.place.context_pool.hands_on(&window.spec));
        if is_old || !is_handed_on {
            return self.close().await;
        }
        if let Some(window) = self.window.take() {
            self.place.context_pool.idle_pool().returns(&window.spec, Instant::now());
            self.place.is_lent = false;
            return self.place.context_pool.take_back(window, judged).await;
        }
        Ok(())
    }

    /// Closes the window, with everything in its context; it is closed when this returns. An error
    /// when the browser is gone, or does not do it in 5 s.
    pub async fn close(mut self) -> Result<(), CdpError> {
        match self.window.take() {
            Some(window) => self.place.context_pool.close(window).await,
            None => Ok(()),
        }
    }

    async fn fit(&self, spec: &WindowSpec) -> Result<(), CdpError> {
        let Some(window) = &self.window else { return Ok(()) };
        window.session.run(SetDeviceMetricsOverrideParams::new(spec.width, spec.height, 1, false)).await?;
        if !spec.check_certificates {
            window.session.run(SetIgnoreCertificateErrorsParams::new(true)).await?;
        }
        Ok(())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(window) = self.window.take() {
            self.place.context_pool.close_meanwhile(window);
        }
    }
}

/// Closes the windows that are not needed any more: each has a renderer, and memory may be why
/// there are fewer pages at a time.
async fn give_up_surplus(context_pool: Weak<ContextPool>) {
    loop {
        tokio::time::sleep(KEEP / 2).await;
        let Some(context_pool) = context_pool.upgrade() else { return };
        let surplus = context_pool.idle_pool().surplus(Instant::now());
        surplus.into_iter().for_each(|window| context_pool.close_meanwhile(window));
    }
}

/// Asks Chrome to report every new worker and page, with its browser context. This reveals the
/// helpers of a page, however short-lived.
async fn discover(browser: &Session) -> Result<(), CdpError> {
    let all_but_tabs = json!([{ "type": "tab", "exclude": true }, { "type": "browser", "exclude": true }, {}]);
    browser.call("Target.setDiscoverTargets", json!({ "discover": true, "filter": all_but_tabs })).await.map(drop)
}

/// Passes every event to the owner of the page. Ends with the connection, and closes all receivers.
async fn pass_on(mut events: Events, receivers: Receivers, count: watch::Sender<u64>) {
    while let Ok(event) = events.next().await {
        let whose = match event.method.as_ref() {
            // That a session has ended is said in that of its parent.
            "Target.detachedFromTarget" => event.text("/sessionId"),
            "Target.targetCreated" => event.text("/targetInfo/browserContextId"),
            _ => event.session_id.as_deref(),
        };
        if let Some(receiver) = whose.and_then(|whose| lock(&receivers).get(whose).cloned()) {
            // A window that is being closed receives no more events.
            let _ = receiver.send(event);
        }
        count.send_modify(|count| *count += 1);
    }
    lock(&receivers).clear();
}

fn text(answer: &Value, method: &str, key: &str) -> Result<String, CdpError> {
    answer[key]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| CdpError::Unexpected { method: method.into(), reason: format!("no {key}") })
}

/// No thread panics with it in its hands.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}
