//! The connection: one task reads what the browser sends, pairs answers with calls, and fails the
//! calls that Chrome will never answer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::target::AttachToTargetParams;
use chromiumoxide::types::{Command, Method};
use serde_json::Value;
use tokio::net::unix::pipe;
use tokio::sync::{mpsc, oneshot};

use super::message::{self, Incoming, Refusal, Unreadable};
use super::wire::{self, Reader, Writer};
use super::{CdpError, Event};

/// How long a call may take unless it says otherwise.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Events that may wait to be read. A page with many requests sends some thousands at once.
const WAITING_EVENTS: usize = 200_000;

/// Ended sessions that are remembered: a connection may see a hundred thousand pages.
const CLOSED_SESSIONS: usize = 64;

type Answer = Result<Value, CdpError>;

struct Call {
    method: Cow<'static, str>,
    session: Option<String>,
    params: Value,
    answer: oneshot::Sender<Answer>,
}

/// A connection to a browser. Clones share it; it closes when the last one is dropped, together
/// with every [`Session`] through it.
///
/// It needs a Tokio runtime: one task reads and one writes.
#[derive(Debug, Clone)]
pub struct Connection {
    calls: mpsc::UnboundedSender<Call>,
    events_so_far: Arc<AtomicU64>,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.method)
    }
}

/// All events of a connection, in the order in which Chrome sent them. When it is dropped, events
/// are discarded.
#[derive(Debug)]
pub struct Events {
    receiver: mpsc::Receiver<Event>,
    end: Option<oneshot::Receiver<CdpError>>,
}

/// One target, or what the connection was opened to, seen through it. Clones are the same session.
#[derive(Debug, Clone)]
pub struct Session {
    connection: Connection,
    id: Option<String>,
}

impl Connection {
    /// Connects to `ws_url`, as found in `cdp_url.txt`:
    /// `ws://127.0.0.1:<port>/devtools/browser/<id>`, or to a page by an address of its own. That
    /// costs Chrome a quarter of what it takes to open the browser's (measured: 6 and 27 ms of
    /// CPU). [`CdpError::Connect`] when there is no answer within 15 s.
    pub async fn open(ws_url: &str) -> Result<(Self, Events), CdpError> {
        let failed = |reason: String| CdpError::Connect { url: ws_url.to_owned(), reason };
        let (reader, writer) = tokio::time::timeout(CONNECT_TIMEOUT, wire::connect(ws_url))
            .await
            .map_err(|_| failed(format!("no answer within {} s", CONNECT_TIMEOUT.as_secs())))?
            .map_err(failed)?;
        Ok(Connection::over(reader, writer))
    }

    /// A connection to the browser at the other ends of these pipes, as with
    /// `--remote-debugging-pipe`. That browser ends when this connection does.
    pub fn over_pipe(commands: pipe::Sender, replies: pipe::Receiver) -> (Self, Events) {
        let (reader, writer) = wire::pipe(commands, replies);
        Connection::over(reader, writer)
    }

    /// A connection over a pipe that others use as well: `messages` are those that come for this
    /// one, and its calls go to `texts`, with ids from `first_id` on.
    pub fn over_messages(
        messages: mpsc::UnboundedReceiver<Vec<u8>>,
        texts: mpsc::UnboundedSender<String>,
        first_id: u64,
    ) -> (Self, Events) {
        Connection::begin(Reader::Messages(messages), texts, first_id)
    }

    fn over(reader: Reader, writer: Writer) -> (Self, Events) {
        let (texts, texts_to_send) = mpsc::unbounded_channel();
        tokio::spawn(writer.run(texts_to_send));
        Connection::begin(reader, texts, 1)
    }

    fn begin(reader: Reader, texts: mpsc::UnboundedSender<String>, first_id: u64) -> (Self, Events) {
        let (calls, receiver) = mpsc::unbounded_channel();
        let (events, event_receiver) = mpsc::channel(WAITING_EVENTS);
        let (end, ended) = oneshot::channel();
        let events_so_far = Arc::<AtomicU64>::default();
        let count = events_so_far.clone();
        tokio::spawn(async move {
            let mut actor = Actor {
                texts,
                next_id: first_id,
                pending: HashMap::new(),
                dead: VecDeque::new(),
                events: Some(events),
                count,
            };
            let why = actor.run(reader, receiver).await;
            actor.fail_all(&why);
            // The reader of the events learns why there are no more, if there is a reader.
            let _ = end.send(why);
        });
        (Connection { calls, events_so_far }, Events { receiver: event_receiver, end: Some(ended) })
    }

    /// How many events have come to [`Events`], read or not. An answer and the events that Chrome
    /// sent before it go different ways: who has the answer, and has read this many events, has
    /// read all of them.
    pub fn events_so_far(&self) -> u64 {
        self.events_so_far.load(Ordering::Acquire)
    }

    /// The session of what the connection was opened to: the browser, or the page, of
    /// `/devtools/page/<target>`.
    pub fn root(&self) -> Session {
        Session { connection: self.clone(), id: None }
    }

    /// The session with this id, which Chrome has opened already, as it says in
    /// `Target.attachedToTarget`.
    pub fn session(&self, id: impl Into<String>) -> Session {
        Session { connection: self.clone(), id: Some(id.into()) }
    }

    /// Attaches to one target, by its id (`targetId` in `Target.getTargets`). Several sessions of
    /// one target may exist side by side, through one connection or several; each receives the
    /// events that it has enabled.
    pub async fn attach(&self, target_id: &str) -> Result<Session, CdpError> {
        let attach = AttachToTargetParams { target_id: target_id.to_owned().into(), flatten: Some(true) };
        let method = attach.identifier();
        let answer = self.root().run(attach).await?;
        match answer["sessionId"].as_str() {
            Some(id) => Ok(self.session(id)),
            None => Err(CdpError::Unexpected { method: method.into(), reason: "no sessionId".into() }),
        }
    }
}

impl Session {
    /// Chrome's name for this session; absent for what the connection was opened to.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The connection it goes through.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Calls a method by name and waits for its answer, at most 30 s. `params` is a JSON object; so
    /// is the answer, without the envelope.
    ///
    /// [`CdpError::Refused`] is Chrome's own no, [`CdpError::Unreadable`] an answer that cannot be
    /// held; [`CdpError::Timeout`], [`CdpError::Crashed`], [`CdpError::Detached`] and
    /// [`CdpError::Closed`] say why there will be no answer.
    pub async fn call(&self, method: impl Into<Cow<'static, str>>, params: Value) -> Answer {
        self.call_within(method, params, CALL_TIMEOUT).await
    }

    /// [`Session::call`] with a limit of its own.
    pub async fn call_within(&self, method: impl Into<Cow<'static, str>>, params: Value, limit: Duration) -> Answer {
        let method = method.into();
        let name = method.clone();
        match tokio::time::timeout(limit, self.submit(method, params)).await {
            Ok(answer) => answer,
            Err(_) => Err(CdpError::Timeout { method: name.into_owned(), after: limit }),
        }
    }

    /// Sends a call at once; the answer may be awaited later, or not at all.
    pub fn submit<M: Into<Cow<'static, str>>>(
        &self,
        method: M,
        params: Value,
    ) -> impl Future<Output = Answer> + Send + use<M> {
        let (answer, receiver) = oneshot::channel();
        let call = Call { method: method.into(), session: self.id.clone(), params, answer };
        // When the connection is gone the call is dropped, and with it the sender of the answer.
        let _ = self.connection.calls.send(call);
        async move { receiver.await.unwrap_or_else(|_| Err(CdpError::Closed("it was closed".into()))) }
    }

    /// Calls a method by its type (`chromiumoxide::cdp`) and waits for its answer, at most 30 s. The
    /// command is sent at once; the answer may be awaited later. It is JSON, as from
    /// [`Session::call`]: one that lacks a field of the library's type is an answer all the same.
    pub fn run<C: Command>(&self, command: C) -> impl Future<Output = Answer> + Send + use<C> {
        self.run_within(command, CALL_TIMEOUT)
    }

    /// [`Session::run`] with a limit of its own.
    pub fn run_within<C: Command>(&self, command: C, limit: Duration) -> impl Future<Output = Answer> + Send + use<C> {
        let method = command.identifier();
        let sent = serde_json::to_value(&command).map(|params| self.submit(method.clone(), params));
        async move {
            let answer = match sent {
                Ok(answer) => tokio::time::timeout(limit, answer).await,
                Err(error) => Ok(Err(CdpError::Unexpected { method: method.to_string(), reason: error.to_string() })),
            };
            answer.unwrap_or_else(|_| Err(CdpError::Timeout { method: method.into_owned(), after: limit }))
        }
    }
}

impl Events {
    /// The next event; an error, which says why, when there will be no more. May be dropped and
    /// called again: no event is lost by it.
    ///
    /// At most 200,000 events wait to be read; beyond that the connection ends with
    /// [`CdpError::Overflow`].
    pub async fn next(&mut self) -> Result<Event, CdpError> {
        if let Some(event) = self.receiver.recv().await {
            return Ok(event);
        }
        let why = match self.end.take() {
            Some(end) => end.await.ok(),
            None => None,
        };
        Err(why.unwrap_or_else(|| CdpError::Closed("it was closed".into())))
    }
}

/// A call that waits for its answer: its session, its method, and who asked.
type Pending = (Option<String>, Cow<'static, str>, oneshot::Sender<Answer>);

struct Actor {
    texts: mpsc::UnboundedSender<String>,
    next_id: u64,
    pending: HashMap<u64, Pending>,
    /// Sessions whose calls Chrome will not answer, and why, the last of them. That without a name
    /// is the connection's own.
    dead: VecDeque<(Option<String>, CdpError)>,
    events: Option<mpsc::Sender<Event>>,
    /// How many of them there were.
    count: Arc<AtomicU64>,
}

impl Actor {
    /// Runs until the connection is closed by either side; returns why.
    async fn run(&mut self, mut reader: Reader, mut calls: mpsc::UnboundedReceiver<Call>) -> CdpError {
        loop {
            tokio::select! {
                call = calls.recv() => match call {
                    Some(call) => self.send(call),
                    None => return CdpError::Closed("it was closed".into()),
                },
                text = reader.next() => match text {
                    Some(Ok(text)) => match Incoming::parse(text.as_ref()) {
                        Ok(Incoming::Answer { id, outcome }) => self.answer(id, outcome),
                        Ok(Incoming::Event(event)) => {
                            self.on_target_gone(&event);
                            if let Err(overflow) = self.pass_on(event) {
                                return overflow;
                            }
                        }
                        Err(unreadable) => self.on_unreadable(unreadable, text.as_ref()),
                    },
                    // A page says so before it goes, and takes its connection along.
                    Some(Err(error)) => return self.close_reason(None).unwrap_or(CdpError::Closed(error)),
                    None => return self.close_reason(None).unwrap_or_else(|| CdpError::Closed("Chrome has ended, or closed it".into())),
                },
            }
        }
    }

    fn send(&mut self, call: Call) {
        let Call { method, session, params, answer } = call;
        if let Some(why) = self.close_reason(session.as_deref()) {
            // The caller may have stopped waiting, here and below.
            let _ = answer.send(Err(why));
            return;
        }
        let id = self.next_id;
        self.next_id += 1;
        match serde_json::to_string(&message::Call {
            id,
            method: &method,
            session_id: session.as_deref(),
            params: &params,
        }) {
            Ok(text) => {
                self.pending.insert(id, (session, method, answer));
                // When the writer has ended, the reader ends as well, and with it this call.
                let _ = self.texts.send(text);
            }
            Err(error) => {
                let _ =
                    answer.send(Err(CdpError::Unexpected { method: method.into_owned(), reason: error.to_string() }));
            }
        }
    }

    /// One message that makes no sense is not the end. The call that it answers will have no other
    /// answer.
    fn on_unreadable(&mut self, Unreadable { id, reason }: Unreadable, text: &[u8]) {
        match id.and_then(|id| self.pending.remove(&id)) {
            Some((_, method, answer)) => {
                // As above.
                let _ = answer.send(Err(CdpError::Unreadable { method: method.into_owned(), reason }));
            }
            None => {
                let beginning = String::from_utf8_lossy(&text[..text.len().min(200)]);
                tracing::warn!("a message of Chrome was not understood: {reason}: {beginning}");
            }
        }
    }

    fn answer(&mut self, id: u64, outcome: Result<Value, Refusal>) {
        let Some((_, method, answer)) = self.pending.remove(&id) else { return };
        let refused = |Refusal { code, message }| CdpError::Refused { method: method.into_owned(), code, message };
        let _ = answer.send(outcome.map_err(refused));
    }

    /// After a crash or a detach Chrome answers neither the calls in flight nor new ones.
    fn on_target_gone(&mut self, event: &Event) {
        match event.method.as_ref() {
            "Inspector.targetCrashed" => self.close_session(event.session_id.clone(), CdpError::Crashed),
            "Inspector.detached" if event.session_id.is_none() => self.close_session(None, CdpError::Detached),
            "Target.detachedFromTarget" => {
                if let Some(id) = event.text("/sessionId") {
                    self.close_session(Some(id.to_owned()), CdpError::Detached);
                }
            }
            _ => {}
        }
    }

    fn close_session(&mut self, session: Option<String>, why: CdpError) {
        let lost: HashSet<u64> =
            self.pending.iter().filter(|(_, (id, ..))| *id == session).map(|(call, _)| *call).collect();
        for call in lost {
            if let Some((.., answer)) = self.pending.remove(&call) {
                let _ = answer.send(Err(why.clone()));
            }
        }
        // Of one that has been forgotten here, Chrome itself says that it is not there.
        if self.dead.len() == CLOSED_SESSIONS {
            self.dead.pop_front();
        }
        self.dead.push_back((session, why));
    }

    fn close_reason(&self, session: Option<&str>) -> Option<CdpError> {
        self.dead.iter().find(|(id, _)| id.as_deref() == session).map(|(_, why)| why.clone())
    }

    fn pass_on(&mut self, event: Event) -> Result<(), CdpError> {
        let Some(events) = &self.events else { return Ok(()) };
        match events.try_send(event) {
            Ok(()) => {
                self.count.fetch_add(1, Ordering::Release);
                Ok(())
            }
            // The receiver is gone.
            Err(mpsc::error::TrySendError::Closed(_)) => {
                self.events = None;
                Ok(())
            }
            Err(mpsc::error::TrySendError::Full(_)) => Err(CdpError::Overflow(WAITING_EVENTS)),
        }
    }

    fn fail_all(&mut self, why: &CdpError) {
        for (_, (.., answer)) in self.pending.drain() {
            let _ = answer.send(Err(why.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use chromiumoxide::cdp::browser_protocol::page::NavigateParams;
    use serde_json::json;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_typed_command_is_sent_at_once_and_answered_as_it_is() {
        let (commands, mut asked) = pipe::pipe().unwrap();
        let (mut chrome, replies) = pipe::pipe().unwrap();
        let (connection, _events) = Connection::over_pipe(commands, replies);
        let answer = connection.root().run(NavigateParams::new("http://a.example/"));
        let mut sent = vec![0; 1000];
        let length = asked.read(&mut sent).await.unwrap();
        let sent: Value = serde_json::from_slice(&sent[..length - 1]).unwrap();
        assert_eq!(sent, json!({ "id": 1, "method": "Page.navigate", "params": { "url": "http://a.example/" } }));
        // It lacks the frame, which the type of the answer demands.
        chrome.write_all(b"{\"id\":1,\"result\":{\"brandNew\":true}}\0").await.unwrap();
        assert_eq!(answer.await.unwrap(), json!({ "brandNew": true }));
        let late =
            connection.root().run_within(NavigateParams::new("http://a.example/"), Duration::from_millis(1)).await;
        assert!(matches!(late, Err(CdpError::Timeout { method, .. }) if method == "Page.navigate"));
    }
}
