//! A page that is being loaded: the events of its session, and the state that is derived from them.

use std::time::{Duration, Instant};

use super::moments::StopWatch;
use super::pending::{HeldUp, Pending};
use super::rest::{self, Rest};
use super::watch::Watch;
use crate::browser::navigation::Missing;
use crate::cdp::{CdpError, Event, Events};

pub struct PageLoad {
    events: Events,
    pub watch: Watch,
    pub pending: Pending,
    pub times: StopWatch,
    /// How long what is still under way when the page has loaded may be silent.
    pub patience: Duration,
    /// When the page had loaded and come to rest but for a few requests.
    loaded_since: Option<Instant>,
}

impl PageLoad {
    pub fn new(events: Events, watch: Watch, pending: Pending, times: StopWatch, patience: Duration) -> Self {
        PageLoad { events, watch, pending, times, patience, loaded_since: None }
    }

    /// The page is asked for once more: what it had asked for is of no interest any more.
    pub fn restart(&mut self) {
        self.loaded_since = None;
        self.pending.forget(Instant::now());
    }

    /// Takes in the next event; an error when the page is lost.
    pub async fn next(&mut self) -> Result<(), CdpError> {
        let event = self.events.next().await?;
        match event.method.as_ref() {
            "Inspector.targetCrashed" => return Err(CdpError::Crashed),
            "Target.detachedFromTarget" | "Inspector.detached" => return Err(CdpError::Detached),
            _ => {}
        }
        self.on_event(&event);
        Ok(())
    }

    /// Takes in what comes while something else is done.
    pub async fn during<T>(&mut self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        let mut is_there = true;
        loop {
            tokio::select! {
                done = &mut work => return done,
                // Whatever is done with a page that is lost ends by itself.
                event = self.next(), if is_there => is_there = event.is_ok(),
            }
        }
    }

    /// Takes in what comes for a moment.
    pub async fn drain(&mut self) {
        while let Ok(Ok(())) = tokio::time::timeout(Duration::from_millis(20), self.next()).await {}
    }

    /// Takes in the events that have come so far. To be called after the answer to a question: all
    /// that was before it is there then.
    pub async fn process_received(&mut self) {
        // Without a budget: it would make an end of this before the events are at one.
        let events = tokio::task::unconstrained(async {
            while let Ok(Ok(())) = tokio::time::timeout(Duration::ZERO, self.next()).await {}
        });
        events.await;
    }

    /// Whether the page is at rest.
    pub fn rest(&self, now: Instant) -> Rest {
        rest::look(&self.watch, &self.pending, self.loaded_since, self.patience, now)
    }

    /// What hangs, and holds the page up.
    pub fn hangs(&self, now: Instant) -> Option<Vec<Missing>> {
        self.pending.hangs(self.held_up()?, now)
    }

    /// What a request that hangs could be holding up now.
    fn held_up(&self) -> Option<HeldUp> {
        if self.watch.loader.is_none() || self.watch.is_navigating() {
            None
        } else if !self.watch.has_document() {
            Some(HeldUp::Parsing)
        } else {
            Some(HeldUp::Painting).filter(|_| !self.watch.has_reached("firstContentfulPaint"))
        }
    }

    fn on_event(&mut self, event: &Event) {
        let now = Instant::now();
        self.watch.on_event(event);
        self.pending.on_event(event, now);
        self.times.look(&self.watch, now);
        if !self.watch.is_settled() || !self.watch.has_reached("load") {
            self.loaded_since = None;
        } else {
            self.loaded_since.get_or_insert(now);
        }
    }
}
