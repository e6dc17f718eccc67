//! The pool: keeps browsers warm, lends them, ends them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;
use tokio::sync::{Notify, OnceCell, Semaphore, broadcast, oneshot, watch};
use tokio::time::Instant;
use uuid::Uuid;

use super::chrome::{Chrome, ChromeOptions, Home, Proved, StartError, Version};
use super::configuration::Configuration;
use super::event::PoolEvent;
use super::home::{RunHome, scratch_base};
use super::lease::{Ended, Lease, Names, Outcome, Reason};
use super::slots::{Slot, Slots};
use super::warm::Warm;
use crate::browser::description::description;
use crate::cdp::CdpError;
use crate::process::load::SystemLoad;

/// How long the end of a browser that makes room for another may take.
const MAKE_ROOM: Duration = Duration::from_secs(10);

/// How long a warm browser that was lent is not replaced while there are others.
const REFILL_LATER: Duration = Duration::from_millis(300);

/// How long the end of all browsers may take.
const END: Duration = Duration::from_secs(15);

/// Events that may wait for one who listens.
const EVENTS: usize = 1000;

/// How old a warm browser becomes before another takes its place: a browser grows with time.
const RENEW_AFTER: Duration = Duration::from_secs(3600);

/// How a pool works.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// Where profiles are.
    pub directory: PathBuf,
    pub chrome: ChromeOptions,
    /// Browsers that are kept ready.
    pub warm: usize,
    /// Browsers at most, in whatever state.
    pub most: usize,
    /// How long a browser that nobody leases is kept, beyond those that are kept ready.
    pub idle: Duration,
    /// How often it is looked for browsers to end.
    pub scale_down: Duration,
    /// How often warm browsers are looked at.
    pub health_check: Duration,
    /// How often a start is tried before a request fails.
    pub attempts: u32,
}

/// What a client asks for.
#[derive(Debug, Clone)]
pub struct LeaseRequest {
    /// How long it may have the browser.
    pub time: Duration,
    /// How long nothing may pass.
    pub idle: Option<Duration>,
    /// How long it waits when no browser is free.
    pub wait: Duration,
    /// Who asks, to be fair to others.
    pub client: String,
    pub configuration: Configuration,
}

/// Why there is no lease.
#[derive(Debug, thiserror::Error)]
pub enum AcquireError {
    #[error("all {0} browsers are in use")]
    NoneFree(usize),
    #[error("no browser became free within {} s", .0.as_secs_f64())]
    Waited(Duration),
    #[error("no browser could be started: {0}")]
    Start(String),
    #[error("the pool is ending")]
    Ending,
}

/// One browser, for a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Absent while it is not leased.
    pub lease: Option<String>,
    /// The lease's own port.
    pub port: Option<u16>,
    pub last_used: SystemTime,
    /// The time that is left to the lease.
    pub left: Option<Duration>,
}

/// Figures since the start.
#[derive(Debug, Default)]
pub struct Counters {
    pub leases: AtomicU64,
    /// Leases that got a warm browser.
    pub warm_leases: AtomicU64,
    pub starts: AtomicU64,
    pub failed_starts: AtomicU64,
    /// Warm browsers that could not prove that they work.
    pub unproved: AtomicU64,
    pub refused: AtomicU64,
    pub ended: Mutex<HashMap<Reason, u64>>,
}

/// Figures of the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gauges {
    pub leased: usize,
    pub warm: usize,
    pub free_slots: usize,
    pub waiting: usize,
}

/// A pool of browsers. Clones are the same pool.
#[derive(Clone)]
pub struct Pool(Arc<Inner>);

struct Inner {
    options: PoolOptions,
    home: RunHome,
    scratch: RunHome,
    next_browser: AtomicU64,
    slots: Slots,
    /// How many starts go on at once.
    starts: Semaphore,
    warm: Warm,
    state: Mutex<State>,
    /// Something has changed that may call for another warm browser.
    changed: Notify,
    /// Changes when the start of a warm browser has ended, well or not.
    came: watch::Sender<u64>,
    counters: Counters,
    protocol: OnceCell<Arc<str>>,
    version: watch::Sender<Option<Version>>,
    events: broadcast::Sender<PoolEvent>,
}

#[derive(Default)]
struct State {
    leases: HashMap<String, Arc<Lease>>,
    ended: Ended,
    is_ending: bool,
    /// Warm browsers that are being started.
    coming: usize,
}

impl Pool {
    /// A pool without browsers yet; [`Pool::keep_warm`] starts them.
    pub fn new(options: PoolOptions) -> std::io::Result<Self> {
        let home = RunHome::make(&options.directory)?;
        let scratch = RunHome::make(&scratch_base()?)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Pool(Arc::new(Inner {
            slots: Slots::new(options.most),
            starts: Semaphore::new(cores),
            warm: Warm::default(),
            home,
            scratch,
            next_browser: AtomicU64::new(1),
            options,
            state: Mutex::default(),
            changed: Notify::new(),
            came: watch::channel(0).0,
            counters: Counters::default(),
            protocol: OnceCell::new(),
            version: watch::channel(None).0,
            events: broadcast::channel(EVENTS).0,
        })))
    }

    pub fn counters(&self) -> &Counters {
        &self.0.counters
    }

    pub fn gauges(&self) -> Gauges {
        Gauges {
            leased: self.0.state.lock().leases.len(),
            warm: self.0.warm.len(),
            free_slots: self.0.slots.free(),
            waiting: self.0.slots.waiting(),
        }
    }

    /// Lends a browser: a warm one that proves that it works, or a new one. While this is waited
    /// for, dropping it takes the request back.
    pub async fn acquire(&self, request: LeaseRequest) -> Result<Arc<Lease>, AcquireError> {
        let asked = Instant::now();
        let acquired = self.browser(&request, asked + request.wait).await;
        let chrome = acquired.inspect_err(|error| {
            count(&self.0.counters.refused);
            self.tell(PoolEvent::LeaseRefused { client: request.client.clone(), error: error.to_string() });
        })?;
        let number = self.0.counters.leases.load(Ordering::Relaxed) + 1;
        let names = Names { id: secret(), number, guid: Uuid::now_v7().to_string() };
        let (hub, version) = (chrome.hub().clone(), chrome.version.clone());
        let lease = Arc::new(Lease::new(names, hub, version, request.time, request.idle));
        if !self.list_lease(&lease) {
            chrome.close().await;
            return Err(AcquireError::Ending);
        }
        count(&self.0.counters.leases);
        let ms = asked.elapsed().as_secs_f64() * 1000.0;
        self.tell(PoolEvent::LeaseBegun { lease: number, pid: chrome.pid(), client: request.client, ms });
        tokio::spawn(self.clone().serve(lease.clone(), chrome));
        self.0.changed.notify_one();
        Ok(lease)
    }

    /// What happens from now on. Who does not keep up misses the oldest.
    pub fn events(&self) -> broadcast::Receiver<PoolEvent> {
        self.0.events.subscribe()
    }

    fn tell(&self, event: PoolEvent) {
        // Nobody need listen.
        let _ = self.0.events.send(event);
    }

    /// Puts a lease on the list; false when the pool is ending.
    fn list_lease(&self, lease: &Arc<Lease>) -> bool {
        let mut state = self.0.state.lock();
        if !state.is_ending {
            state.leases.insert(lease.id.clone(), lease.clone());
        }
        !state.is_ending
    }

    /// The browser for a request.
    async fn browser(&self, request: &LeaseRequest, until: Instant) -> Result<Chrome, AcquireError> {
        loop {
            if self.0.state.lock().is_ending {
                return Err(AcquireError::Ending);
            }
            let ready = self.0.warm.take(&request.configuration);
            if let Some(proved) = ready {
                let pool = self.clone();
                let unwanted = move |proved: Result<Chrome, (Chrome, CdpError)>| {
                    pool.discard(proved.unwrap_or_else(|(chrome, _)| chrome));
                };
                match to_the_end(proved.prove(), unwanted).await {
                    Ok(chrome) => {
                        count(&self.0.counters.warm_leases);
                        return Ok(chrome);
                    }
                    Err((chrome, error)) => {
                        tracing::info!("a warm browser did not prove that it works, and is ended: {error}");
                        count(&self.0.counters.unproved);
                        self.discard(chrome);
                        continue;
                    }
                }
            }
            let mut came = self.0.came.subscribe();
            let slot = match self.0.slots.try_take() {
                Some(slot) => slot,
                None if self.0.state.lock().coming > 0 => {
                    // It is as good as a new one. The sender lives as long as the pool.
                    let _ = came.changed().await;
                    continue;
                }
                None => self.wait_for_slot(request, until).await?,
            };
            let (pool, configuration) = (self.clone(), request.configuration.clone());
            let start = async move { pool.start(&configuration, slot).await };
            let pool = self.clone();
            let unwanted = move |started: Result<Proved, StartError>| {
                started.map(|proved| pool.discard(proved.into_chrome())).unwrap_or_default();
            };
            let started = to_the_end(start, unwanted).await;
            return started.map(Proved::into_chrome).map_err(|error| AcquireError::Start(error.to_string()));
        }
    }

    async fn wait_for_slot(&self, request: &LeaseRequest, until: Instant) -> Result<Slot, AcquireError> {
        // One that nobody can use now makes room.
        let makes_room = self.0.warm.take_any().map(|other| self.discard(other.into_chrome())).is_some();
        if request.wait.is_zero() && !makes_room {
            return Err(AcquireError::NoneFree(self.0.options.most));
        }
        let waiter = self.0.slots.wait(&request.client);
        let until = if makes_room { until.max(Instant::now() + MAKE_ROOM) } else { until };
        tokio::time::timeout_at(until, waiter).await.map_err(|_| match request.wait {
            Duration::ZERO => AcquireError::NoneFree(self.0.options.most),
            wait => AcquireError::Waited(wait),
        })
    }

    /// Starts a browser, more than once if it must be.
    async fn start(&self, configuration: &Configuration, mut slot: Slot) -> Result<Proved, StartError> {
        let mut attempt = 1;
        loop {
            // The semaphore is never closed.
            let _turn = self.0.starts.acquire().await;
            count(&self.0.counters.starts);
            let begun = Instant::now();
            let name = self.0.next_browser.fetch_add(1, Ordering::Relaxed).to_string();
            let home = Home { files: self.0.home.path().join(&name), scratch: self.0.scratch.path().join(&name) };
            match Chrome::start(&self.0.options.chrome, configuration, home, slot).await {
                Ok(proved) => {
                    self.0.version.send_replace(Some(proved.chrome.version.clone()));
                    let ms = begun.elapsed().as_millis() as u64;
                    self.tell(PoolEvent::BrowserStarted { pid: proved.chrome.pid(), ms });
                    return Ok(proved);
                }
                Err(error) => {
                    count(&self.0.counters.failed_starts);
                    self.tell(PoolEvent::StartFailed { error: error.to_string() });
                    tracing::warn!("attempt {attempt} of {} to start a browser: {error}", self.0.options.attempts);
                    match self.0.slots.try_take() {
                        Some(next) if attempt < self.0.options.attempts => slot = next,
                        _ => return Err(error),
                    }
                    attempt += 1;
                }
            }
        }
    }

    /// Watches a lease to its end, and ends its browser.
    async fn serve(self, lease: Arc<Lease>, mut chrome: Chrome) {
        let patience = self.0.options.chrome.patience;
        tokio::select! {
            () = lease.ended() => {}
            (reason, message) = lease.over() => lease.end(reason, message),
            why = chrome.lost(patience) => lease.end(Reason::BrowserLost, why),
        }
        self.forget(&lease);
        self.close(chrome).await;
    }

    async fn close(&self, chrome: Chrome) {
        let pid = chrome.pid();
        chrome.close().await;
        self.tell(PoolEvent::BrowserEnded { pid });
        self.0.changed.notify_one();
    }

    /// Takes a lease that has ended from the list.
    pub fn forget(&self, lease: &Lease) {
        let Some(outcome) = lease.outcome() else { return };
        let mut state = self.0.state.lock();
        if state.leases.remove(&lease.id).is_some() {
            *self.0.counters.ended.lock().entry(outcome.reason).or_default() += 1;
            let (reason, message) = (outcome.reason.name(), outcome.message.clone());
            self.tell(PoolEvent::LeaseEnded { lease: lease.number, reason, message });
            state.ended.remember(lease.id.clone(), outcome);
        }
    }

    /// Ends a browser beside what goes on.
    fn discard(&self, chrome: Chrome) {
        let pool = self.clone();
        tokio::spawn(async move { pool.close(chrome).await });
    }

    /// The lease of this id, while it lasts.
    pub fn lease(&self, id: &str) -> Option<Arc<Lease>> {
        self.0.state.lock().leases.get(id).filter(|lease| lease.outcome().is_none()).cloned()
    }

    /// How the lease of this id ended, if that is remembered.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        self.0.state.lock().ended.outcome(id).cloned()
    }

    /// Ends a lease: when this returns nobody reaches its browser. False when there is none.
    pub fn release(&self, id: &str) -> bool {
        let Some(lease) = self.lease(id) else { return false };
        lease.end(Reason::Released, "the lease was given back");
        self.forget(&lease);
        true
    }

    /// The leased browsers, and the warm ones.
    pub fn list(&self) -> Vec<Listed> {
        let mut listed: Vec<Listed> = self
            .0
            .state
            .lock()
            .leases
            .values()
            .map(|lease| Listed {
                lease: Some(lease.id.clone()),
                port: lease.port(),
                last_used: lease.last_used(),
                left: Some(lease.left()),
            })
            .collect();
        listed.extend(self.0.warm.since().into_iter().map(|last_used| Listed {
            lease: None,
            port: None,
            last_used,
            left: None,
        }));
        listed
    }

    /// Keeps the wanted number of browsers warm, for as long as it is waited for.
    pub async fn keep_warm(&self) {
        let mut shrink = tokio::time::interval(self.0.options.scale_down);
        let mut check = tokio::time::interval(self.0.options.health_check);
        loop {
            self.refill();
            tokio::select! {
                // While others are ready, the client that has just got one has the processors.
                () = self.0.changed.notified() => if self.0.warm.len() > 0 { tokio::time::sleep(REFILL_LATER).await },
                _ = check.tick() => self.replace_worn(),
                _ = shrink.tick() => self.shrink(),
            }
        }
    }

    /// Ends warm browsers that have ended or grown old; others take their places.
    fn replace_worn(&self) {
        for worn in self.0.warm.take_worn(RENEW_AFTER) {
            self.discard(worn.into_chrome());
        }
    }

    /// Starts what is missing of warm browsers, beside what goes on.
    fn refill(&self) {
        let configuration = Configuration::default();
        loop {
            let mut state = self.0.state.lock();
            if state.is_ending
                || self.0.warm.len_of(&configuration) + state.coming >= self.0.options.warm
                || is_strained()
            {
                return;
            }
            let Some(slot) = self.0.slots.try_take() else { return };
            state.coming += 1;
            drop(state);
            let (pool, configuration) = (self.clone(), configuration.clone());
            tokio::spawn(async move {
                let started = pool.start(&configuration, slot).await;
                let is_ending = {
                    let mut state = pool.0.state.lock();
                    state.coming -= 1;
                    state.is_ending
                };
                match started {
                    Ok(proved) if !is_ending => pool.0.warm.add(configuration, proved),
                    Ok(proved) => pool.close(proved.into_chrome()).await,
                    // It is tried again at the next occasion, not at once: it would fail as fast.
                    Err(error) => tracing::warn!("no warm browser could be started: {error}"),
                }
                pool.0.came.send_modify(|came| *came += 1);
            });
        }
    }

    /// Ends warm browsers that are more than wanted, or too old.
    fn shrink(&self) {
        for proved in self.0.warm.take_surplus(self.0.options.warm, self.0.options.idle) {
            self.discard(proved.into_chrome());
        }
    }

    /// A secret for a lease that is still to be asked for.
    pub fn new_secret(&self) -> String {
        secret()
    }

    /// What the pool's browsers say of themselves, as soon as one has been started.
    pub async fn version(&self) -> Result<Version, String> {
        let mut version = self.0.version.subscribe();
        let known = tokio::time::timeout(self.0.options.chrome.launch_limit, version.wait_for(Option::is_some)).await;
        match known.map(|known| known.map(|version| version.clone())) {
            Ok(Ok(Some(version))) => Ok(version),
            _ => Err("no browser could be started".into()),
        }
    }

    /// The description of the protocol, as Chrome gives it, some 1.6 MB. Chrome gives it by its
    /// port alone, so a browser with nothing in it is started with one, once, and ended.
    pub async fn protocol(&self) -> Result<Arc<str>, String> {
        let read = async {
            let home = self.0.home.path().join("protocol");
            description(&self.0.options.chrome.program, &home).await.map(Arc::from)
        };
        self.0.protocol.get_or_try_init(|| read).await.cloned()
    }

    /// Whether a browser can be lent: a warm one that works, or a new one.
    pub async fn check(&self) -> Result<(), String> {
        if let Some(proved) = self.0.warm.take(&Configuration::default()) {
            if proved.is_well().await {
                self.0.warm.add(Configuration::default(), proved);
                return Ok(());
            }
            self.discard(proved.into_chrome());
            return Err("a warm browser does not answer".into());
        }
        let state = self.0.state.lock();
        if state.coming > 0 || !state.leases.is_empty() { Ok(()) } else { Err("there is no browser".into()) }
    }

    /// Ends all leases and browsers; returns when their processes are gone.
    pub async fn end(&self) {
        let leases: Vec<Arc<Lease>> = {
            let mut state = self.0.state.lock();
            state.is_ending = true;
            state.leases.values().cloned().collect()
        };
        for lease in leases {
            lease.end(Reason::PoolEnding, "the pool is ending");
        }
        while let Some(proved) = self.0.warm.take_any() {
            self.discard(proved.into_chrome());
        }
        let all_ended = async {
            while self.0.slots.free() < self.0.options.most {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(END, all_ended).await.is_err() {
            tracing::warn!("not all browsers had ended after {} s", END.as_secs());
        }
    }
}

/// Does work to its end, even when nobody waits for it any more; what came of it is then given to
/// `unwanted`. A browser that is started, or proved, must not be dropped in the middle of that: its
/// processes and its directory would be nobody's.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
    unwanted: impl FnOnce(T) + Send + 'static,
) -> T {
    let (done, awaited) = oneshot::channel();
    tokio::spawn(async move {
        if let Err(made) = done.send(work.await) {
            unwanted(made);
        }
    });
    match awaited.await {
        Ok(made) => made,
        // The work panicked, which was reported.
        Err(_) => std::future::pending().await,
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// Whether the machine has so much to do that nothing is started for later.
fn is_strained() -> bool {
    SystemLoad::now().is_some_and(|load| load.processor > 80.0 || load.memory > 20.0)
}

/// 128 random bits, in hexadecimal.
fn secret() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("the system has no random numbers: {error}"));
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
