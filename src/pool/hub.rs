//! One Chrome's pipe, shared by the pool itself and by every client of that Chrome.
//!
//! Each client has a session of its own (`Target.attachToBrowserTarget`, or one of a page), and sees
//! the messages of that session and of those below it. What it sends gets the session's id, what it
//! is sent loses it: so it sees what it would see on a WebSocket of Chrome's own. The sessions below
//! keep their ids, by which they are known to belong to it: Chrome names each in
//! `Target.attachedToTarget`, a message to the session above.

use std::collections::{HashMap, HashSet};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;

use memchr::memchr;
use nix::fcntl::{FcntlArg, fcntl};
use parking_lot::Mutex;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe;
use tokio::sync::{mpsc, watch};

use super::outbox::{End, Outbox};
use super::payload::{Collector, Payload};
use crate::cdp::envelope::{Envelope, ParamsKind, Scanner};
use crate::cdp::{CdpError, Connection, Events};

/// The pool's own calls have ids from here on, and no client's have, so that an answer without a
/// session is known to be the pool's or a client's. Ids are 32-bit integers.
const OWN_IDS: u64 = 1 << 30;

/// How much is read from the pipe at once, in bytes.
const READ: usize = 256 << 10;

/// What a pipe is to hold, in bytes: the most that anybody may ask for (pipe(7)). By default it is a
/// sixteenth, and a large message takes as many more turns.
const PIPE: i32 = 1 << 20;

/// Messages that wait to be written to the pipe. A client that sends more waits.
const WAITING: usize = 4;

/// The error code for a session that does not exist (content/browser/devtools/devtools_session.cc).
const NO_SESSION: i64 = -32001;

/// The pipe of one Chrome.
#[derive(Debug, Clone)]
pub struct Hub {
    shared: Arc<Shared>,
    to_chrome: mpsc::Sender<Payload>,
    own: Connection,
}

#[derive(Debug)]
struct Shared {
    /// By session id, those below a client's own among them.
    sessions: Mutex<HashMap<String, Arc<Peer>>>,
    /// Sessions that Chrome opened for the pool's own connection, which no client has yet.
    unclaimed: Mutex<HashSet<String>>,
    directory: Arc<PathBuf>,
    closed: watch::Sender<bool>,
}

/// What a client is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Browser,
    Page,
}

/// One client, as the hub knows it.
#[derive(Debug)]
pub struct Peer {
    pub outbox: Outbox,
    session: String,
    scope: Scope,
    /// Calls that Chrome has not answered, by the id and the session of each.
    pending: Mutex<HashMap<i64, String>>,
    /// Sessions of this client that have ended with calls unanswered.
    ended_sessions: Mutex<HashSet<String>>,
}

/// A client's place at the hub. When it is dropped, its sessions end.
#[derive(Debug)]
pub struct Seat {
    hub: Hub,
    pub peer: Arc<Peer>,
}

/// What becomes of a client's message.
#[derive(Debug, PartialEq, Eq)]
pub enum Sent {
    ToChrome,
    /// It was answered without Chrome.
    Answered,
    /// The client asked for the end of the browser; it has its answer.
    CloseBrowser,
}

/// The browser has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the browser has ended")]
pub struct BrowserGone;

impl Hub {
    /// A hub over the ends of the pipe that are ours. What is too large for memory goes to files
    /// without names in `directory`. The events are those of the pool's own connection.
    pub fn start(commands: pipe::Sender, replies: pipe::Receiver, directory: Arc<PathBuf>) -> (Self, Events) {
        for end in [commands.as_fd(), replies.as_fd()] {
            // It is faster with it, and works without.
            if let Err(error) = fcntl(end, FcntlArg::F_SETPIPE_SZ(PIPE)) {
                tracing::debug!("a pipe to Chrome stays as small as it is: {error}");
            }
        }
        let shared = Arc::new(Shared {
            sessions: Mutex::default(),
            unclaimed: Mutex::default(),
            directory,
            closed: watch::channel(false).0,
        });
        let (to_chrome, writing) = mpsc::channel(WAITING);
        let (to_own, own_messages) = mpsc::unbounded_channel();
        let (own_calls, calls_to_send) = mpsc::unbounded_channel();
        let (own, events) = Connection::over_messages(own_messages, own_calls, OWN_IDS);
        tokio::spawn(pass_on_own(calls_to_send, to_chrome.clone()));
        tokio::spawn(write(commands, writing));
        tokio::spawn(read(replies, shared.clone(), to_own));
        (Hub { shared, to_chrome, own }, events)
    }

    /// The pool's own connection.
    pub fn own(&self) -> &Connection {
        &self.own
    }

    /// Whether Chrome has closed the pipe.
    pub fn has_closed(&self) -> bool {
        *self.shared.closed.borrow()
    }

    /// A client of the browser.
    pub async fn join_browser(&self) -> Result<Seat, CdpError> {
        let answer = self.own.root().call("Target.attachToBrowserTarget", json!({})).await?;
        self.seat(&answer, Scope::Browser)
    }

    /// A client of one page.
    pub async fn join_page(&self, target_id: &str) -> Result<Seat, CdpError> {
        let params = json!({ "targetId": target_id, "flatten": true });
        let answer = self.own.root().call("Target.attachToTarget", params).await?;
        self.seat(&answer, Scope::Page)
    }

    fn seat(&self, answer: &Value, scope: Scope) -> Result<Seat, CdpError> {
        let session = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        let peer = Arc::new(Peer {
            outbox: Outbox::new(self.shared.directory.clone()),
            session: session.clone(),
            scope,
            pending: Mutex::default(),
            ended_sessions: Mutex::default(),
        });
        // It may have ended since Chrome answered.
        if !self.shared.unclaimed.lock().remove(&session) || *self.shared.closed.borrow() {
            return Err(CdpError::Detached);
        }
        self.shared.sessions.lock().insert(session, peer.clone());
        Ok(Seat { hub: self.clone(), peer })
    }
}

impl Seat {
    /// Where large messages of this client are kept until they are whole.
    pub fn directory(&self) -> Arc<PathBuf> {
        self.hub.shared.directory.clone()
    }

    /// Sends a whole message of the client on its way. What Chrome could not attribute to the client
    /// is answered here, in Chrome's words (third_party/inspector_protocol/crdtp/dispatch.cc).
    pub async fn send(&self, mut message: Payload, scanner: Scanner) -> Result<Sent, BrowserGone> {
        let envelope = match scanner.finish() {
            Ok(envelope) => envelope,
            Err(_) if message.bytes().is_some_and(is_json_but_no_object) => {
                return Ok(self.refuse(None, -32600, "Message must be an object"));
            }
            Err(error) => return Ok(self.refuse(None, -32700, &error.to_string())),
        };
        let id = match envelope.id.as_deref().map(str::parse::<i32>) {
            Some(Ok(id)) if i64::from(id) < OWN_IDS as i64 => id,
            _ => return Ok(self.refuse(None, -32600, "Message must have integer 'id' property")),
        };
        let Some(method) = envelope.method.filter(|method| !method.is_empty()) else {
            return Ok(self.refuse(Some(id), -32600, "Message must have string 'method' property"));
        };
        if envelope.has_others {
            let reason = "Message has property other than 'id', 'method', 'sessionId', 'params'";
            return Ok(self.refuse(Some(id), -32600, reason));
        }
        // Chrome itself answers for a list, and takes null for none: nodriver sends that.
        if envelope.params == Some(ParamsKind::Other) {
            return Ok(self.refuse(Some(id), -32600, "Message may have object 'params' property"));
        }
        let session = match &envelope.session_id {
            Some(member) => {
                let is_own = member.value != self.peer.session
                    && self
                        .hub
                        .shared
                        .sessions
                        .lock()
                        .get(&member.value)
                        .is_some_and(|peer| Arc::ptr_eq(peer, &self.peer));
                if !is_own {
                    return Ok(self.refuse(Some(id), NO_SESSION, "Session with given id not found."));
                }
                member.value.clone()
            }
            None => {
                if method == "Browser.close" && self.peer.scope == Scope::Browser {
                    self.peer.outbox.push(json!({ "id": id, "result": {} }).to_string().into_bytes().into());
                    return Ok(Sent::CloseBrowser);
                }
                message.insert(envelope.first, format!("\"sessionId\":\"{}\",", self.peer.session).as_bytes());
                self.peer.session.clone()
            }
        };
        self.peer.pending.lock().insert(i64::from(id), session);
        message.append(b"\0");
        self.hub.to_chrome.send(message).await.map_err(|_| BrowserGone)?;
        Ok(Sent::ToChrome)
    }

    fn refuse(&self, id: Option<i32>, code: i64, reason: &str) -> Sent {
        let error = json!({ "code": code, "message": reason });
        let answer = match id {
            Some(id) => json!({ "id": id, "error": error }),
            None => json!({ "error": error }),
        };
        self.peer.outbox.push(answer.to_string().into_bytes().into());
        Sent::Answered
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.shared.sessions.lock().retain(|_, peer| !Arc::ptr_eq(peer, &self.peer));
        // Whether that succeeds is of no interest: the session may have ended with the browser.
        drop(self.hub.own.root().submit("Target.detachFromTarget", json!({ "sessionId": self.peer.session })));
    }
}

fn is_json_but_no_object(message: &[u8]) -> bool {
    !message.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(message).is_ok()
}

/// Writes whole messages, one after another.
async fn write(mut commands: pipe::Sender, mut messages: mpsc::Receiver<Payload>) {
    let mut buffer = Vec::new();
    while let Some(mut message) = messages.recv().await {
        loop {
            match message.next_piece(&mut buffer) {
                Ok(None) => break,
                Ok(Some(piece)) => {
                    // The reader sees the same end, and reports it.
                    if commands.write_all(piece).await.is_err() {
                        return;
                    }
                }
                // Half a message cannot be taken back: Chrome would read the next as its rest.
                Err(error) => {
                    tracing::error!("a message to Chrome could not be read back, and Chrome is ended: {error}");
                    return;
                }
            }
        }
        buffer.clear();
        buffer.shrink_to(READ);
    }
}

async fn pass_on_own(mut calls: mpsc::UnboundedReceiver<String>, to_chrome: mpsc::Sender<Payload>) {
    while let Some(call) = calls.recv().await {
        let mut bytes = call.into_bytes();
        bytes.push(0);
        if to_chrome.send(bytes.into()).await.is_err() {
            return;
        }
    }
}

/// Reads messages and gives each to whom it is for, until Chrome closes the pipe.
async fn read(mut replies: pipe::Receiver, shared: Arc<Shared>, own: mpsc::UnboundedSender<Vec<u8>>) {
    let mut buffer = vec![0; READ];
    let mut collector = Collector::new(shared.directory.clone());
    let mut scanner = Scanner::default();
    loop {
        let mut rest = match replies.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(read) => &buffer[..read],
        };
        loop {
            let end = memchr(0, rest);
            let piece = &rest[..end.unwrap_or(rest.len())];
            scanner.feed(piece);
            if let Err(error) = collector.push(piece) {
                tracing::error!("a message of Chrome could not be kept, and Chrome is ended: {error}");
                shared.close();
                return;
            }
            let Some(end) = end else { break };
            shared.deliver(collector.take(), std::mem::take(&mut scanner), &own);
            rest = &rest[end + 1..];
        }
    }
    shared.close();
}

impl Shared {
    fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Gives a message to whom it is for.
    fn deliver(&self, mut message: Payload, scanner: Scanner, own: &mpsc::UnboundedSender<Vec<u8>>) {
        let envelope = match scanner.finish() {
            Ok(envelope) => envelope,
            Err(error) => return tracing::warn!("a message of Chrome was not understood: {error}"),
        };
        let id = envelope.id.as_deref().and_then(|id| id.parse::<i64>().ok());
        let peer = match &envelope.session_id {
            Some(member) => self.sessions.lock().get(&member.value).cloned(),
            None => id.filter(|id| *id < OWN_IDS as i64).and_then(|id| self.whose(id)),
        };
        self.note_sessions(&message, &envelope, peer.as_ref());
        let Some(peer) = peer else {
            // It is not there any more when the browser is being ended.
            if let Ok(bytes) = message.into_bytes() {
                let _ = own.send(bytes);
            }
            return;
        };
        if let Some(id) = id {
            peer.pending.lock().remove(&id);
        }
        if let Some(member) = envelope.session_id.filter(|member| member.value == peer.session) {
            message.leave_out(member.range.start, member.range.end);
        }
        peer.outbox.push(message);
    }

    /// The client that waits for an answer of this id: Chrome does not always say for which session
    /// a refusal is. Where several wait, one that waits for a session that has ended comes first, as
    /// that is the usual reason.
    fn whose(&self, id: i64) -> Option<Arc<Peer>> {
        let sessions = self.sessions.lock();
        let waits = |peer: &&Arc<Peer>| peer.pending.lock().contains_key(&id);
        let has_ended = |peer: &&Arc<Peer>| {
            peer.pending.lock().get(&id).is_some_and(|session| peer.ended_sessions.lock().contains(session))
        };
        sessions.values().find(has_ended).or_else(|| sessions.values().find(waits)).cloned()
    }

    /// Keeps account of which session is whose.
    fn note_sessions(&self, message: &Payload, envelope: &Envelope, peer: Option<&Arc<Peer>>) {
        let has_begun = match envelope.method.as_deref() {
            Some("Target.attachedToTarget") => true,
            Some("Target.detachedFromTarget") => false,
            _ => return,
        };
        let params = message.bytes().and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
        let Some(session) = params.as_ref().and_then(|event| event.pointer("/params/sessionId")?.as_str()) else {
            return;
        };
        match (has_begun, peer) {
            (true, Some(peer)) => drop(self.sessions.lock().insert(session.to_owned(), peer.clone())),
            (true, None) => drop(self.unclaimed.lock().insert(session.to_owned())),
            (false, _) => {
                self.unclaimed.lock().remove(session);
                let Some(peer) = self.sessions.lock().remove(session) else { return };
                if peer.session == session {
                    peer.target_closed();
                } else if peer.pending.lock().values().any(|pending| pending == session) {
                    peer.ended_sessions.lock().insert(session.to_owned());
                }
            }
        }
    }
}

impl Peer {
    /// What the client was attached to is gone. A page's client is told as Chrome tells it
    /// (content/browser/devtools/devtools_http_handler.cc, `AgentHostClosed`).
    fn target_closed(&self) {
        if self.scope == Scope::Page {
            let detached = json!({ "method": "Inspector.detached", "params": { "reason": "target_closed" } });
            self.outbox.push(detached.to_string().into_bytes().into());
        }
        self.outbox.end(End::Silent);
    }
}
