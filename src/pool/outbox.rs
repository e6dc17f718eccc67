//! What waits to be sent to one client: little in memory, the rest in a file, so that a client that
//! reads slowly costs no memory and holds up nobody else.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use super::frame::{self, CloseCode};
use super::payload::{IN_MEMORY, Payload};

/// What may wait for one client, in bytes. Chrome itself gives up at a quarter of it
/// (content/browser/devtools/devtools_http_handler.cc, `kSendBufferSizeForDevTools`), but also
/// sends single messages of that size.
const MOST: u64 = 1 << 30;

/// Messages with a file of their own that may wait; what comes then is copied into one file.
const MOST_FILES: usize = 8;

/// How a connection to a client ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// With this close frame.
    Close(CloseCode, String),
    /// With the answer to the client's own close frame.
    Answer(Vec<u8>),
    /// By the end of the stream alone, as Chrome ends it when a page is closed.
    Silent,
}

/// What the client is sent next.
#[derive(Debug)]
pub enum Next {
    /// Whole frames.
    Frames(Payload),
    End(End),
}

/// The messages for one client, in the order in which they came.
#[derive(Debug)]
pub struct Outbox {
    directory: Arc<PathBuf>,
    inner: Mutex<Inner>,
    changed: Notify,
    has_ended: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: VecDeque<Payload>,
    /// Pongs, which do not wait for messages.
    control: VecDeque<Vec<u8>>,
    /// What all of that takes in memory, in bytes.
    cost: usize,
    /// In bytes, wherever it is.
    length: u64,
    backlog: Option<Backlog>,
    end: Option<End>,
}

/// The file of what does not fit into memory. It is replaced when nothing of it waits any more.
#[derive(Debug)]
struct Backlog {
    file: Arc<File>,
    length: u64,
}

impl Outbox {
    /// What is too much for memory goes to files without names in `directory`.
    pub fn new(directory: Arc<PathBuf>) -> Self {
        Outbox { directory, inner: Mutex::default(), changed: Notify::new(), has_ended: watch::channel(false).0 }
    }

    /// Adds a message, as one text frame. What comes after an end is dropped.
    pub fn push(&self, mut message: Payload) {
        message.prepend(frame::text_head(message.length()));
        let mut inner = self.inner.lock();
        if inner.end.is_some() {
            return;
        }
        if let Err(error) = inner.add(message, &self.directory) {
            tracing::warn!("a message for a client of the browser pool was not kept: {error}");
            drop(inner);
            return self.end(End::Close(CloseCode::Memory, "no room for what waits to be sent".into()));
        }
        if inner.length > MOST {
            drop(inner);
            return self.end(End::Close(CloseCode::Memory, "the client does not read what it is sent".into()));
        }
        drop(inner);
        self.changed.notify_one();
    }

    /// Adds an answer to a ping.
    pub fn pong(&self, payload: &[u8]) {
        let mut inner = self.inner.lock();
        // Only the latest ping need be answered (RFC 6455, 5.5.3), and a client that reads nothing
        // must not fill the memory.
        if inner.control.len() >= 16 {
            inner.control.pop_front();
        }
        inner.control.push_back(frame::pong(payload));
        drop(inner);
        self.changed.notify_one();
    }

    /// Ends the connection once what waits has been sent. The first end counts.
    pub fn end(&self, end: End) {
        self.inner.lock().end.get_or_insert(end);
        self.has_ended.send_replace(true);
        self.changed.notify_one();
    }

    /// Waits until the end is known; what waits may not be sent yet.
    pub async fn ended(&self) {
        // The sender lives as long as this outbox.
        let _ = self.has_ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// Waits for what is to be sent next. May be dropped and called again.
    pub async fn next(&self) -> Next {
        loop {
            let changed = self.changed.notified();
            if let Some(next) = self.inner.lock().take() {
                return next;
            }
            changed.await;
        }
    }
}

impl Inner {
    fn add(&mut self, message: Payload, directory: &Path) -> io::Result<()> {
        self.length += message.length();
        let has_file = (message.in_memory() as u64) < message.length();
        let files = self.waiting.iter().filter(|payload| payload.in_memory() == 0).count();
        if self.cost + cost(&message) <= IN_MEMORY && (!has_file || files < MOST_FILES) {
            self.wait(message);
            return Ok(());
        }
        let backlog = match &mut self.backlog {
            Some(backlog) => backlog,
            None => self.backlog.insert(Backlog { file: Arc::new(tempfile::tempfile_in(directory)?), length: 0 }),
        };
        let begin = backlog.length;
        let (mut rest, mut buffer) = (message, Vec::new());
        while let Some(piece) = rest.next_piece(&mut buffer)? {
            backlog.file.write_all_at(piece, backlog.length)?;
            backlog.length += piece.len() as u64;
        }
        let (file, end) = (backlog.file.clone(), backlog.length);
        if !self.waiting.back_mut().is_some_and(|last| last.extend(&file, begin, end)) {
            self.wait(Payload::of_file(file, begin, end));
        }
        Ok(())
    }

    fn wait(&mut self, payload: Payload) {
        self.cost += cost(&payload);
        self.waiting.push_back(payload);
    }

    fn take(&mut self) -> Option<Next> {
        if let Some(pong) = self.control.pop_front() {
            return Some(Next::Frames(pong.into()));
        }
        if let Some(frames) = self.waiting.pop_front() {
            self.cost -= cost(&frames);
            self.length = self.length.saturating_sub(frames.length());
            if self.waiting.is_empty() {
                self.backlog = None;
            }
            return Some(Next::Frames(frames));
        }
        self.end.clone().map(Next::End)
    }
}

/// What a message takes in memory while it waits, in bytes.
fn cost(payload: &Payload) -> usize {
    payload.in_memory() + 256
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox() -> (Outbox, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        (Outbox::new(Arc::new(dir.path().to_owned())), dir)
    }

    #[tokio::test]
    async fn everything_comes_in_order_and_little_of_it_is_in_memory() {
        let (outbox, _dir) = outbox();
        let message = |number: usize| format!("{number}:{}", "x".repeat(number % 3000)).into_bytes();
        let mut expected = Vec::new();
        for number in 0..2000 {
            outbox.push(message(number).into());
            expected.extend(frame::text_head(message(number).len() as u64));
            expected.extend(message(number));
        }
        {
            let inner = outbox.inner.lock();
            assert!(inner.cost <= IN_MEMORY, "{}", inner.cost);
            assert_eq!(inner.length, expected.len() as u64);
            assert!(inner.waiting.len() < 1500, "what is in the file is one piece");
        }
        outbox.end(End::Close(CloseCode::Idle, "idle".into()));
        outbox.push(b"too late".to_vec().into());
        let mut sent = Vec::new();
        let end = loop {
            match outbox.next().await {
                Next::Frames(frames) => sent.extend(frames.into_bytes().unwrap()),
                Next::End(end) => break end,
            }
        };
        assert_eq!(end, End::Close(CloseCode::Idle, "idle".into()));
        assert!(sent == expected);
        assert!(outbox.inner.lock().backlog.is_none());
    }

    #[tokio::test]
    async fn a_pong_passes_what_waits() {
        let (outbox, _dir) = outbox();
        outbox.push(b"{}".to_vec().into());
        outbox.pong(b"p");
        let Next::Frames(first) = outbox.next().await else { panic!("an end") };
        assert_eq!(first.into_bytes().unwrap(), frame::pong(b"p"));
    }
}
