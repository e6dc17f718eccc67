//! Messages on stderr. They never change what the program does, whether they can be written or not.
//!
//! `eprintln!` panics when stderr is closed (`tacklebox archive ... 2>&1 | head -1`) or full, so
//! the code says [`stderr_line!`](stderr_line) instead; clippy.toml sees to that.

use parking_lot::{Mutex, MutexGuard};
use std::fmt;
use std::io::{self, IsTerminal, PipeReader, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

/// How long a reader that takes nothing is waited for. After that, lines are left out until it
/// takes some again.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// A pipe that can be written to at all takes this much at once (`PIPE_BUF`).
const AT_ONCE: usize = 4096;

/// Writes a line to stderr as `eprintln!` does, but without a panic when it cannot be written.
macro_rules! stderr_line {
    ($($text:tt)*) => { $crate::stderr::line(format_args!($($text)*)) };
}
pub(crate) use stderr_line;

/// Where lines go while something else is drawn on the terminal: a progress display shows them
/// above itself.
pub type LinePrinter = Box<dyn Fn(&str) + Send>;

struct Writer {
    /// Lines that were left out since the last that was written.
    left_out: u64,
    above: Option<LinePrinter>,
}

static WRITER: Mutex<Writer> = Mutex::new(Writer { left_out: 0, above: None });

fn writer() -> MutexGuard<'static, Writer> {
    WRITER.lock()
}

/// For [`stderr_line!`](stderr_line).
pub fn line(text: fmt::Arguments) {
    let mut text = text.to_string();
    let mut writer = writer();
    match &writer.above {
        Some(above) => above(&text),
        None => {
            text.push('\n');
            writer.write(text.as_bytes());
        }
    }
}

/// Hands all further lines to a display, or with `None` to stderr again.
pub fn lines_go_above(display: Option<LinePrinter>) {
    writer().above = display;
}

/// Stderr for those who want a writer. Writing to it always succeeds.
#[derive(Debug, Clone, Copy)]
pub struct Stderr;

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut writer = writer();
        match &writer.above {
            Some(above) => String::from_utf8_lossy(bytes).lines().for_each(above),
            None => writer.write(bytes),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writer {
    fn write(&mut self, bytes: &[u8]) {
        // Once its reader has let us wait in vain, we do not wait for it again.
        let mut patience = if self.left_out == 0 { PATIENCE } else { Duration::ZERO };
        if self.left_out > 0 && takes_more(patience) {
            let lines =
                if self.left_out == 1 { "1 line is".to_owned() } else { format!("{} lines are", self.left_out) };
            let _ = io::stderr().write_all(format!("({lines} left out, because they were not read)\n").as_bytes());
            self.left_out = 0;
        }
        for part in bytes.chunks(AT_ONCE) {
            if !takes_more(patience) {
                self.left_out += 1;
                return;
            }
            // An error is ignored: stderr is closed or full.
            let _ = io::stderr().write_all(part);
            patience = Duration::ZERO;
        }
    }
}

/// Whether stderr can be written to now or soon without waiting any longer. A closed one can be:
/// that ends in an error at once.
pub fn takes_more(patience: Duration) -> bool {
    let stderr = io::stderr();
    let mut wanted = [PollFd::new(stderr.as_fd(), PollFlags::POLLOUT)];
    let patience = PollTimeout::try_from(patience).unwrap_or(PollTimeout::ZERO);
    !matches!(poll(&mut wanted, patience), Ok(0))
}

/// The stderr of a program that we run for the person at the keyboard. It gets the terminal as it
/// is, to draw on; all else may close or fill up, which would end that program, so there it writes
/// to us and we pass it on.
pub struct Relay(Option<Receiver<()>>);

impl Relay {
    /// Together with what the program is to write to.
    pub fn open() -> io::Result<(Relay, OwnedFd)> {
        let stderr = io::stderr();
        if stderr.is_terminal() {
            return Ok((Relay(None), stderr.as_fd().try_clone_to_owned()?));
        }
        let (reader, writer) = io::pipe()?;
        let (done, ended) = channel();
        std::thread::spawn(move || {
            pass_on(reader);
            // An error is ignored: the receiver has stopped waiting.
            let _ = done.send(());
        });
        Ok((Relay(Some(ended)), writer.into()))
    }

    /// Waits until all that the program said has been passed on; not for long, as something that it
    /// started may live on and keep the pipe.
    pub fn finish(self) {
        if let Relay(Some(ended)) = self {
            let _ = ended.recv_timeout(PATIENCE);
        }
    }
}

fn pass_on(mut reader: PipeReader) {
    let mut buffer = [0; AT_ONCE];
    loop {
        match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(0) | Err(_) => break,
            Ok(count) => writer().write(&buffer[..count]),
        }
    }
}
