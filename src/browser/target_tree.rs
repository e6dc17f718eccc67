//! A page together with what it starts: the iframes that have a process of their own, its workers,
//! and theirs in turn.
//!
//! Chrome gives each of them a session of its own, and spreads the events of one request over
//! several of them: a worker's script is requested in the page's session and arrives in the
//! worker's. A listener needs them all, from the first moment: each new one waits until it is set
//! up here.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use futures_util::future::try_join_all;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::page::{Page, PageError};
use crate::cdp::{CdpError, Event, Events, Session};

/// How long Chrome is given for an event that belongs to an earlier one.
const MOMENT: Duration = Duration::from_millis(20);

/// How long events should be waited for with [`at_once`] at most, when a hook has been asked to end.
pub const LAST_EVENTS: Duration = Duration::from_millis(300);

/// The `next` event if Chrome has sent it already, or sends it within a moment; none after
/// `deadline`, as a busy page never falls silent.
pub async fn at_once(next: impl Future<Output = Result<Event, CdpError>>, deadline: Instant) -> Option<Event> {
    tokio::time::timeout_at(deadline.min(Instant::now() + MOMENT), next).await.ok()?.ok()
}

/// What a session belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Page,
    Frame,
    Worker,
    ServiceWorker,
}

impl Kind {
    /// From Chrome's name for a type of target.
    fn of_target(name: &str) -> Self {
        match name {
            "page" => Kind::Page,
            "iframe" => Kind::Frame,
            "service_worker" => Kind::ServiceWorker,
            // Worklets, and what is yet to be invented, run scripts and have no document.
            _ => Kind::Worker,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Frame => "iframe",
            Kind::Worker => "worker",
            Kind::ServiceWorker => "service_worker",
        }
    }
}

/// The calls that make a new session say what its watcher wants to know, in order.
pub type Setup = Box<dyn Fn(Kind) -> Vec<(&'static str, Value)>>;

/// All sessions of a page, and one stream of their events.
pub struct TargetTree {
    page: Page,
    events: Events,
    setup: Setup,
    kinds: HashMap<String, Kind>,
    /// Why events are missing.
    incomplete: Option<PageError>,
}

impl TargetTree {
    /// Attaches to the page of the snapshot in `snap_dir`; when this returns, Chrome has answered
    /// that all is set up.
    pub async fn attach(snap_dir: &Path, setup: Setup) -> Result<Self, PageError> {
        let (page, events) = Page::attach(snap_dir).await?;
        let mut target_tree = TargetTree::of(page, events, setup).await?;
        target_tree.incomplete = target_tree.is_untouched().await.err();
        Ok(target_tree)
    }

    /// The same for a page that is attached to already; what came before is not asked after.
    pub async fn of(page: Page, events: Events, setup: Setup) -> Result<Self, CdpError> {
        let calls = setup(Kind::Page).into_iter().chain([auto_attach()]);
        // Sent one after the other, and then waited for.
        try_join_all(calls.map(|(method, params)| page.session.call(method, params))).await?;
        Ok(TargetTree { page, events, setup, kinds: HashMap::new(), incomplete: None })
    }

    /// An error when the page had begun to load before this was attached.
    pub async fn is_untouched(&self) -> Result<(), PageError> {
        self.page.is_untouched().await
    }

    /// Why events are missing, if some are.
    pub fn incomplete(&mut self) -> Option<PageError> {
        self.incomplete.take()
    }

    /// The id of the page's target, which is that of its main frame too.
    pub fn target_id(&self) -> &str {
        &self.page.target_id
    }

    /// The page, by the session whose events come here.
    pub fn page(&self) -> Page {
        Page { session: self.page.session.clone(), target_id: self.page.target_id.clone(), judged: None }
    }

    /// The session in which `event` happened.
    pub fn session(&self, event: &Event) -> Session {
        event
            .session_id
            .as_ref()
            .map_or_else(|| self.page.session.clone(), |id| self.page.session.connection().session(id))
    }

    /// What the session of `event` belongs to.
    pub fn kind(&self, event: &Event) -> Kind {
        event.session_id.as_ref().and_then(|id| self.kinds.get(id)).copied().unwrap_or(Kind::Page)
    }

    /// The next event of any session; an error when the page is gone. May be dropped and called
    /// again.
    pub async fn next(&mut self) -> Result<Event, CdpError> {
        let event = self.events.next().await?;
        match event.method.as_ref() {
            "Target.attachedToTarget" => self.attach_target(&event),
            "Target.detachedFromTarget" if event.text("/sessionId") == self.page.session.id() => {
                return Err(CdpError::Detached);
            }
            "Inspector.detached" if event.session_id.as_deref() == self.page.session.id() => {
                return Err(CdpError::Detached);
            }
            "Inspector.targetCrashed" if event.session_id.as_deref() == self.page.session.id() => {
                return Err(CdpError::Crashed);
            }
            _ => {}
        }
        Ok(event)
    }

    /// The next event of any session, [`at_once`].
    pub async fn next_at_once(&mut self, deadline: Instant) -> Option<Event> {
        at_once(self.next(), deadline).await
    }

    /// Sets up a new session and lets it begin. No answer is awaited: a service worker gives none
    /// while it waits to begin.
    fn attach_target(&mut self, event: &Event) {
        let Some(id) = event.text("/sessionId") else { return };
        let kind = Kind::of_target(event.text("/targetInfo/type").unwrap_or_default());
        self.kinds.insert(id.to_owned(), kind);
        let session = self.page.session.connection().session(id);
        for (method, params) in
            (self.setup)(kind).into_iter().chain([auto_attach(), ("Runtime.runIfWaitingForDebugger", json!({}))])
        {
            drop(session.submit(method, params));
        }
    }
}

fn auto_attach() -> (&'static str, Value) {
    ("Target.setAutoAttach", json!({ "autoAttach": true, "flatten": true, "waitForDebuggerOnStart": true }))
}
