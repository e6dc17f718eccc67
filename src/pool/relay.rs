//! One client's WebSocket, from its upgrade to its end: whole messages to the hub, whole frames to
//! the client.
//!
//! No ping is ever sent, no message is sent in pieces, and no byte before the client's first
//! message: some clients take any of these for the protocol itself (chromedp, go-rod). Liveness is
//! a matter of TCP and of the lease's idle limit.

use std::cell::RefCell;
use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};

use super::activity::Activity;
use super::frame::{self, BadHead, CloseCode, Head, LONGEST_HEAD, Opcode};
use super::hub::{Seat, Sent};
use super::outbox::{End, Next, Outbox};
use super::payload::Collector;
use crate::cdp::envelope::Scanner;

/// The longest message of a client, in bytes; Chrome's own limit
/// (content/browser/devtools/devtools_pipe_handler.cc, `kReceiveBufferSizeForDevTools`).
const LONGEST_MESSAGE: u64 = 100 << 20;

/// How much is read from a socket at once, in bytes.
const READ: usize = 128 << 10;

/// What a connection that has nothing to do may keep allocated, in bytes.
const IDLE: usize = 4 << 10;

/// How long what waits for a client is still sent after its end is known.
const FLUSH: Duration = Duration::from_secs(2);

/// How long a client may take to close its side after a close frame.
const LINGER: Duration = Duration::from_secs(1);

thread_local! {
    /// All sockets of the thread are read through it, so that one that is silent needs no buffer.
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; READ]);
}

/// A client's socket after its upgrade.
#[derive(Debug)]
pub struct Upgraded {
    pub stream: TcpStream,
    /// What came with the request.
    pub read: Vec<u8>,
    /// Whether the client understands close frames. go-rod, which sends the key `nil`, reads them
    /// as messages.
    pub takes_close: bool,
}

/// How a relay ended, as far as its lease is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// This connection only.
    Connection,
    /// The client asked for the end of its browser.
    CloseBrowser,
}

/// Passes messages on until either side ends.
pub async fn relay(mut socket: Upgraded, seat: Seat, activity: &Activity) -> Ended {
    let takes_close = socket.takes_close;
    let (read, mut write) = socket.stream.split();
    let mut input = Input { read, pending: socket.read, at: 0 };
    let outbox = &seat.peer.outbox;
    let ended = {
        let writing = send(&mut write, outbox, activity, takes_close);
        tokio::pin!(writing);
        let reading = receive(&mut input, &seat, activity);
        tokio::pin!(reading);
        let stop = tokio::select! {
            stop = &mut reading => stop,
            _ = &mut writing => Stop::Sent,
            () = late_end(outbox) => Stop::Sent,
        };
        match stop {
            Stop::Sent | Stop::Gone => Ended::Connection,
            Stop::End(end, ended) => {
                outbox.end(end);
                // What it was sent before may be of use to it.
                let _ = tokio::time::timeout(FLUSH, writing).await;
                ended
            }
        }
    };
    // Its sessions end before anything is waited for.
    drop(seat);
    // To close while something is unread would reset the connection, and lose the close frame.
    let _ = tokio::time::timeout(LINGER, input.drain()).await;
    ended
}

/// Why nothing more is read.
enum Stop {
    /// The client has gone.
    Gone,
    /// The end was sent already.
    Sent,
    /// This end is to be sent.
    End(End, Ended),
}

/// Returns when the end has been known for as long as may be spent on what waits.
async fn late_end(outbox: &Outbox) {
    outbox.ended().await;
    tokio::time::sleep(FLUSH).await;
}

/// Sends what waits, and then the end.
async fn send(write: &mut WriteHalf<'_>, outbox: &Outbox, activity: &Activity, takes_close: bool) -> io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        let end = match outbox.next().await {
            Next::Frames(mut frames) => {
                while let Some(piece) = frames.next_piece(&mut buffer)? {
                    activity.touch();
                    write.write_all(piece).await?;
                }
                buffer = Vec::new();
                continue;
            }
            Next::End(end) => end,
        };
        let frame = match end {
            End::Close(code, reason) => frame::close(code, &reason),
            End::Answer(payload) => frame::close_answer(&payload),
            End::Silent => Vec::new(),
        };
        if takes_close {
            write.write_all(&frame).await?;
        }
        return write.shutdown().await;
    }
}

/// Reads messages and gives them to the hub.
async fn receive(input: &mut Input<'_>, seat: &Seat, activity: &Activity) -> Stop {
    let outbox = &seat.peer.outbox;
    let close = |code, reason: &str| Stop::End(End::Close(code, reason.to_owned()), Ended::Connection);
    let mut message = Collector::new(seat.directory());
    let mut scanner = Scanner::default();
    let mut is_open = false;
    loop {
        let head = match input.head().await {
            Ok(Some(head)) => head,
            Ok(None) => return Stop::Gone,
            Err(error) => return close(CloseCode::ProtocolError, &error.to_string()),
        };
        if head.opcode.is_control() {
            let Some(payload) = input.control(head).await else { return Stop::Gone };
            match head.opcode {
                Opcode::Ping => outbox.pong(&payload),
                Opcode::Close => return Stop::End(End::Answer(payload), Ended::Connection),
                _ => {}
            }
            continue;
        }
        match (head.opcode, is_open) {
            (Opcode::Binary, _) => return close(CloseCode::NotText, "messages of the protocol are text"),
            (Opcode::Text, true) => return close(CloseCode::ProtocolError, "a message begins inside of another"),
            (Opcode::Continuation, false) => return close(CloseCode::ProtocolError, "there is no message to continue"),
            _ => {}
        }
        if message.length() + head.length > LONGEST_MESSAGE {
            return close(CloseCode::TooBig, "a message may have 100 MiB");
        }
        is_open = !head.is_final;
        let mut done = 0;
        while done < head.length {
            let Some(part) = input.part((head.length - done) as usize).await else { return Stop::Gone };
            frame::unmask(part, head.mask, done);
            done += part.len() as u64;
            scanner.feed(part);
            activity.touch();
            if let Err(error) = message.push(part) {
                tracing::warn!("a message of a client could not be kept: {error}");
                return close(CloseCode::Memory, "no room for the message");
            }
        }
        if is_open {
            continue;
        }
        match seat.send(message.take(), std::mem::take(&mut scanner)).await {
            Ok(Sent::ToChrome | Sent::Answered) => {}
            Ok(Sent::CloseBrowser) => {
                let end = End::Close(CloseCode::Released, "the browser was closed".into());
                return Stop::End(end, Ended::CloseBrowser);
            }
            // The lease, which watches the browser, says why.
            Err(_) => std::future::pending().await,
        }
    }
}

/// What comes from the client.
struct Input<'a> {
    read: ReadHalf<'a>,
    pending: Vec<u8>,
    /// How much of `pending` is used up.
    at: usize,
}

impl Input<'_> {
    /// The next head; `None` when the client has gone.
    async fn head(&mut self) -> Result<Option<Head>, BadHead> {
        loop {
            if let Some((head, size)) = Head::read(&self.pending[self.at..])? {
                self.at += size;
                return Ok(Some(head));
            }
            debug_assert!(self.pending.len() - self.at < LONGEST_HEAD);
            if !self.fill().await {
                return Ok(None);
            }
        }
    }

    /// The payload of a control frame, without its mask.
    async fn control(&mut self, head: Head) -> Option<Vec<u8>> {
        let length = head.length as usize;
        while self.pending.len() - self.at < length {
            if !self.fill().await {
                return None;
            }
        }
        let mut payload = self.pending[self.at..self.at + length].to_vec();
        self.at += length;
        frame::unmask(&mut payload, head.mask, 0);
        Some(payload)
    }

    /// The next bytes, at least one and at most `most`; `None` when the client has gone.
    async fn part(&mut self, most: usize) -> Option<&mut [u8]> {
        if self.at == self.pending.len() && !self.fill().await {
            return None;
        }
        let begin = self.at;
        self.at = self.pending.len().min(begin + most);
        Some(&mut self.pending[begin..self.at])
    }

    /// Reads more; false when there is no more.
    async fn fill(&mut self) -> bool {
        self.pending.drain(..self.at);
        self.at = 0;
        if self.pending.is_empty() {
            self.pending.shrink_to(IDLE);
        }
        loop {
            if self.read.readable().await.is_err() {
                return false;
            }
            let read = SCRATCH.with_borrow_mut(|scratch| {
                let read = self.read.try_read(scratch)?;
                self.pending.extend_from_slice(&scratch[..read]);
                Ok::<_, io::Error>(read)
            });
            match read {
                Ok(read) => return read > 0,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return false,
            }
        }
    }

    /// Reads and drops what still comes.
    async fn drain(&mut self) {
        while self.fill().await {
            self.at = self.pending.len();
        }
    }
}
