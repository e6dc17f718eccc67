//! A browser that is lent: who may reach it, until when, and how it ended.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock, Weak};
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::Instant;

use super::activity::Activity;
use super::chrome::Version;
use super::frame::CloseCode;
use super::hub::{Hub, Peer, Seat};
use super::outbox::End;
use crate::cdp::CdpError;

/// The longest time that a lease may have left, in seconds: a year.
pub const LONGEST: f64 = 31_536_000.0;

/// How many ended leases are remembered, with how they ended.
const REMEMBERED: usize = 1000;

/// Why a lease ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub reason: Reason,
    /// In words.
    pub message: String,
    pub at: SystemTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    Idle,
    Total,
    Released,
    BrowserLost,
    PoolEnding,
}

impl Reason {
    /// As it is written in JSON and in figures.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Idle => "idle",
            Reason::Total => "total",
            Reason::Released => "released",
            Reason::BrowserLost => "browser_lost",
            Reason::PoolEnding => "pool_ending",
        }
    }

    pub fn code(self) -> CloseCode {
        match self {
            Reason::Idle => CloseCode::Idle,
            Reason::Total => CloseCode::Total,
            Reason::Released => CloseCode::Released,
            Reason::BrowserLost => CloseCode::BrowserLost,
            Reason::PoolEnding => CloseCode::PoolEnding,
        }
    }
}

/// What a lease is called: by its client, by logs, and in the address of its browser.
#[derive(Debug)]
pub struct Names {
    pub id: String,
    pub number: u64,
    pub guid: String,
}

/// A lease, as long as it lasts and after.
#[derive(Debug)]
pub struct Lease {
    /// Whoever knows it has the browser; no log has it.
    pub id: String,
    /// What logs and events call it.
    pub number: u64,
    /// The last part of the address of its browser's WebSocket.
    pub guid: String,
    pub begun: SystemTime,
    pub version: Version,
    pub activity: Activity,
    hub: Hub,
    /// How long nothing may pass, if that is limited.
    idle: Option<Duration>,
    /// When its time is over, by the monotonic clock.
    deadline: watch::Sender<Instant>,
    peers: Mutex<Vec<Weak<Peer>>>,
    outcome: watch::Sender<Option<Outcome>>,
    /// The port of its own, if it has one.
    port: OnceLock<u16>,
}

impl Lease {
    /// `idle`: how long nothing may pass.
    pub fn new(names: Names, hub: Hub, version: Version, time: Duration, idle: Option<Duration>) -> Self {
        let Names { id, number, guid } = names;
        Lease {
            id,
            number,
            guid,
            begun: SystemTime::now(),
            version,
            activity: Activity::default(),
            hub,
            idle,
            deadline: watch::channel(Instant::now() + time).0,
            peers: Mutex::default(),
            outcome: watch::channel(None).0,
            port: OnceLock::new(),
        }
    }

    /// The port of its own, if it has one.
    pub fn port(&self) -> Option<u16> {
        self.port.get().copied()
    }

    /// It is reached through this port as well. The first counts.
    pub fn set_port(&self, port: u16) {
        self.port.get_or_init(|| port);
    }

    /// The time that is left.
    pub fn left(&self) -> Duration {
        self.deadline.borrow().saturating_duration_since(Instant::now())
    }

    /// Adds to the time that is left.
    pub fn extend(&self, by: Duration) {
        let longest = Instant::now() + Duration::from_secs_f64(LONGEST);
        self.deadline.send_modify(|deadline| *deadline = (*deadline + by).min(longest));
    }

    /// When something last passed.
    pub fn last_used(&self) -> SystemTime {
        SystemTime::now().checked_sub(self.activity.last().elapsed()).unwrap_or(self.begun)
    }

    /// A client of its browser, until the seat is dropped.
    pub async fn join_browser(&self) -> Result<Seat, CdpError> {
        self.keep(self.hub.join_browser().await?)
    }

    /// A client of one of its pages.
    pub async fn join_page(&self, target_id: &str) -> Result<Seat, CdpError> {
        self.keep(self.hub.join_page(target_id).await?)
    }

    /// The pool's own way to its browser.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    fn keep(&self, seat: Seat) -> Result<Seat, CdpError> {
        let mut peers = self.peers.lock();
        // The lock also keeps an end from coming between.
        if self.outcome.borrow().is_some() {
            return Err(CdpError::Closed("the lease has ended".into()));
        }
        self.activity.touch();
        peers.retain(|peer| peer.strong_count() > 0);
        peers.push(Arc::downgrade(&seat.peer));
        Ok(seat)
    }

    /// How many clients are connected.
    pub fn connections(&self) -> usize {
        self.peers.lock().iter().filter(|peer| peer.strong_count() > 0).count()
    }

    /// Ends it: from here on nobody reaches the browser through it. The first end counts.
    pub fn end(&self, reason: Reason, message: impl Into<String>) {
        let peers = self.peers.lock();
        let outcome = Outcome { reason, message: message.into(), at: SystemTime::now() };
        let has_ended = self.outcome.send_if_modified(|known| {
            let is_first = known.is_none();
            known.get_or_insert_with(|| outcome.clone());
            is_first
        });
        if has_ended {
            for peer in peers.iter().filter_map(Weak::upgrade) {
                peer.outbox.end(End::Close(reason.code(), outcome.message.clone()));
            }
        }
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.borrow().clone()
    }

    /// Waits for its end.
    pub async fn ended(&self) {
        // The sender lives as long as this lease.
        let _ = self.outcome.subscribe().wait_for(Option::is_some).await;
    }

    /// Waits until one of its limits is reached, and says which.
    pub async fn over(&self) -> (Reason, String) {
        let mut deadline = self.deadline.subscribe();
        loop {
            let total = *deadline.borrow_and_update();
            let idle = self.idle.map(|idle| self.activity.last() + idle);
            let now = Instant::now();
            if now >= total {
                return (Reason::Total, "the lease's time is over".into());
            }
            if let (Some(end), Some(idle)) = (idle, self.idle)
                && now >= end
            {
                return (Reason::Idle, format!("no message passed for {} s", idle.as_secs_f64()));
            }
            let next = idle.map_or(total, |idle| idle.min(total));
            tokio::select! {
                () = tokio::time::sleep_until(next) => {}
                // The sender lives as long as this lease.
                _ = deadline.changed() => {}
            }
        }
    }
}

/// How the last leases ended.
#[derive(Debug, Default)]
pub struct Ended(VecDeque<(String, Outcome)>);

impl Ended {
    pub fn remember(&mut self, id: String, outcome: Outcome) {
        self.0.push_back((id, outcome));
        if self.0.len() > REMEMBERED {
            self.0.pop_front();
        }
    }

    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.0.iter().rev().find(|(ended, _)| ended == id).map(|(_, outcome)| outcome)
    }
}
