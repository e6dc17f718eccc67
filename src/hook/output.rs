//! What a hook prints, read with bounds: whole lines up to a limit, a log up to a limit, the rest
//! counted and dropped.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::Path;

use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe::Receiver;

use crate::files::own_files;
use crate::rules::record::MAX_LINE;

/// Bytes that are read from a pipe at once. The C library tidies up its whole heap whenever 64 KiB
/// or more are given back to it, which is twice a hook.
const AT_ONCE: usize = 32 * 1024;

/// The most that a pipe holds unless root says otherwise (`/proc/sys/fs/pipe-max-size`, pipe(7)).
const PIPE_CAPACITY: u64 = 1 << 20;

/// A pipe from a hook, with the log that it is copied to.
#[derive(Debug)]
pub struct Stream {
    /// Absent once it is closed.
    pipe: Option<Receiver>,
    buffer: Vec<u8>,
    log: Log,
    pub lines: Lines,
    pub bytes: u64,
}

impl Stream {
    /// Reads from `pipe` and copies up to `log_limit` bytes to `log_path`, which is made when the
    /// first byte comes, with its directory.
    pub fn new(pipe: OwnedFd, log_path: &Path, log_limit: u64) -> io::Result<Self> {
        Ok(Stream {
            pipe: Some(Receiver::from_owned_fd(pipe)?),
            // Most hooks print a line or two: memory that is not written to costs nothing.
            buffer: Vec::with_capacity(AT_ONCE),
            log: Log { path: log_path.to_owned(), file: None, left: log_limit, failed: false },
            lines: Lines::default(),
            bytes: 0,
        })
    }

    pub fn is_open(&self) -> bool {
        self.pipe.is_some()
    }

    /// Takes in what is there, waiting for it. Complete lines are then in `lines`. May be dropped
    /// and called again.
    pub async fn fill(&mut self) {
        let Some(pipe) = &mut self.pipe else { return std::future::pending().await };
        // A pipe that cannot be read is as good as closed.
        self.buffer.clear();
        let count = pipe.read_buf(&mut self.buffer).await.unwrap_or(0);
        self.take_in(count);
    }

    /// Takes in what is there already, without waiting; for the moment before the pipe is given up.
    /// The writer may be faster than this reader, so this takes no more than a pipe can hold.
    pub fn fill_now(&mut self) {
        let enough = self.bytes + PIPE_CAPACITY;
        while let Some(pipe) = self.pipe.as_ref().filter(|_| self.bytes < enough) {
            self.buffer.clear();
            match pipe.try_read_buf(&mut self.buffer) {
                Ok(count) if count > 0 => self.take_in(count),
                _ => break,
            }
        }
        self.close();
    }

    fn take_in(&mut self, count: usize) {
        if count == 0 {
            self.close();
            return;
        }
        self.bytes += count as u64;
        self.log.write(&self.buffer[..count]);
        self.lines.push(&self.buffer[..count]);
    }

    fn close(&mut self) {
        if self.pipe.take().is_some() {
            self.lines.finish();
            self.log.finish(self.bytes);
        }
    }
}

/// Bytes become lines. Bytes that are no UTF-8 are replaced.
#[derive(Debug, Default)]
pub struct Lines {
    current: Vec<u8>,
    overlong: bool,
    complete: VecDeque<String>,
    /// Lines that were cut because they were too long.
    pub cut: u64,
}

impl Lines {
    /// Takes the next complete line.
    pub fn pop(&mut self) -> Option<String> {
        self.complete.pop_front()
    }

    fn push(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            self.extend(&bytes[..end]);
            self.finish_line();
            bytes = &bytes[end + 1..];
        }
        self.extend(bytes);
    }

    fn extend(&mut self, bytes: &[u8]) {
        let room = MAX_LINE - self.current.len();
        if bytes.len() > room {
            self.overlong = true;
        }
        self.current.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn finish_line(&mut self) {
        self.cut += u64::from(std::mem::take(&mut self.overlong));
        self.complete.push_back(String::from_utf8_lossy(&self.current).into_owned());
        self.current.clear();
    }

    fn finish(&mut self) {
        if !self.current.is_empty() {
            self.finish_line();
        }
    }
}

/// A copy of a stream in a file, up to a limit.
#[derive(Debug)]
struct Log {
    path: std::path::PathBuf,
    file: Option<File>,
    left: u64,
    failed: bool,
}

impl Log {
    fn write(&mut self, bytes: &[u8]) {
        if self.failed || self.left == 0 {
            return;
        }
        let kept = &bytes[..bytes.len().min(usize::try_from(self.left).unwrap_or(usize::MAX))];
        self.left -= kept.len() as u64;
        if let Err(error) = self.open().and_then(|file| file.write_all(kept)) {
            // The log is a convenience; the hook's work goes on without it.
            tracing::warn!("{}: {error}", self.path.display());
            self.failed = true;
        }
    }

    fn open(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            // Of a hook that prints nothing there is neither log nor directory. Both levels belong
            // to the runner.
            let dir = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
            if let Some(all_logs) = dir.parent() {
                own_files::directory(all_logs)?;
            }
            own_files::directory(dir)?;
            self.file = Some(own_files::append(&self.path)?);
        }
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn finish(&mut self, total: u64) {
        if self.left == 0 && total > 0 && !self.failed {
            let _ = self.open().and_then(|file| writeln!(file, "\n[cut here: {total} bytes were printed in all]"));
        }
        self.file = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&[u8]]) -> (Vec<String>, u64) {
        let mut lines = Lines::default();
        for chunk in chunks {
            lines.push(chunk);
        }
        lines.finish();
        (std::iter::from_fn(|| lines.pop()).collect(), lines.cut)
    }

    #[test]
    fn lines_may_arrive_in_pieces() {
        assert_eq!(
            lines(&[b"on", b"e\ntwo\n\nthr", b"ee"]),
            (vec!["one".into(), "two".into(), String::new(), "three".into()], 0)
        );
        assert_eq!(lines(&[]), (vec![], 0));
    }

    #[test]
    fn what_is_not_utf8_is_replaced() {
        assert_eq!(lines(&[b"a\xffb\n"]).0, ["a\u{fffd}b"]);
    }

    #[test]
    fn a_line_is_never_longer_than_the_limit() {
        let megabyte = vec![b'x'; MAX_LINE];
        let (found, cut) = lines(&[&megabyte, b"more", &megabyte, b"\nnext\n"]);
        assert_eq!((found[0].len(), found[1].as_str(), cut), (MAX_LINE, "next", 1));
    }
}
