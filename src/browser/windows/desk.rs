//! Where other processes ask for windows: a socket beside the browser's files, on which a line of JSON goes to and fro. The protocol is between processes of this
//! program; hooks in other languages find the page in the files of the chrome plugin.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};

use super::{Keeper, Wish};
use crate::browser::cdp::CdpError;

/// The socket's name in its directory.
pub const SOCKET: &str = "windows.sock";

/// What somebody asks at the desk, in this order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Window(Wish),
    /// The window is done with: it may be handed on, or is to be closed.
    HandOn,
    Close,
}

/// What the desk answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tell {
    Window {
        target_id: String,
    },
    /// The page is gone, and with it the window, unless that is handed on.
    Done,
    /// There is no window, or it is gone, and why.
    Lost(String),
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("nobody keeps the browser's windows: {0}")]
    Unreachable(io::Error),
    #[error("whoever keeps the browser's windows has ended")]
    Ended,
    #[error("what came from the keeper of the windows is not understood: {0}")]
    Garbled(serde_json::Error),
    #[error("{0}")]
    Lost(String),
}

/// Opens the desk in the directory `dir` and serves whoever comes, until the task is dropped.
pub fn open(dir: &Path, keeper: Arc<Keeper>) -> io::Result<tokio::task::JoinHandle<()>> {
    let listener = with_short_path(dir, |path| UnixListener::bind(path))?;
    Ok(tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(serve(stream, keeper.clone()))),
                Err(error) => {
                    eprintln!("a hook could not ask for a window: {error}");
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
            }
        }
    }))
}

/// Serves one who asks, and closes the window when he goes without a word.
async fn serve(stream: UnixStream, keeper: Arc<Keeper>) {
    let mut line = Line::over(stream);
    let Ok(Ask::Window(wish)) = line.next().await else { return };
    let mut lease = match keeper.lease(&wish).await {
        Ok(lease) => lease,
        Err(error) => return line.say(&Tell::Lost(error.to_string())).await,
    };
    line.say(&Tell::Window { target_id: lease.target_id().to_owned() }).await;
    let asked = tokio::select! {
        asked = line.next() => asked,
        how = lease.lost() => return line.say(&Tell::Lost(how.to_string())).await,
    };
    let ended = match asked {
        Ok(Ask::HandOn) => lease.give_back().await,
        // Asked or not.
        _ => lease.close().await,
    };
    match ended {
        // A browser that went first is news to him.
        Err(error @ CdpError::Closed(_)) => line.say(&Tell::Lost(error.to_string())).await,
        _ => line.say(&Tell::Done).await,
    }
}

/// A window that was got at the desk.
#[derive(Debug)]
pub struct Window {
    line: Line,
    pub target_id: String,
}

impl Window {
    /// Asks for a window at the desk in `dir`, and waits for it.
    pub async fn ask(dir: &Path, wish: Wish) -> Result<Self, DeskError> {
        let path = with_short_path(dir, |path| std::os::unix::net::UnixStream::connect(path)).map_err(DeskError::Unreachable)?;
        path.set_nonblocking(true).map_err(DeskError::Unreachable)?;
        let mut line = Line::over(UnixStream::from_std(path).map_err(DeskError::Unreachable)?);
        line.say(&Ask::Window(wish)).await;
        match line.next().await? {
            Tell::Window { target_id } => Ok(Window { line, target_id }),
            Tell::Lost(why) => Err(DeskError::Lost(why)),
            Tell::Done => Err(DeskError::Ended),
        }
    }

    /// Returns when the page is gone, with how.
    pub async fn lost(&mut self) -> DeskError {
        match self.line.next().await {
            Ok(Tell::Lost(why)) => DeskError::Lost(why),
            Ok(_) => DeskError::Ended,
            Err(error) => error,
        }
    }

    /// Is done with it. The page is gone when this returns, with the window; or that is handed on to the next page of its site, if nothing stays in it that
    /// cannot be removed: that is for the caller to know.
    pub async fn end(mut self, hand_on: bool) -> Result<(), DeskError> {
        self.line.say(if hand_on { &Ask::HandOn } else { &Ask::Close }).await;
        match self.line.next().await? {
            Tell::Lost(why) => Err(DeskError::Lost(why)),
            _ => Ok(()),
        }
    }
}

/// One message a line, both ways.
#[derive(Debug)]
struct Line {
    lines: Lines<BufReader<OwnedReadHalf>>,
    writer: OwnedWriteHalf,
}

impl Line {
    fn over(stream: UnixStream) -> Self {
        let (reader, writer) = stream.into_split();
        Line { lines: BufReader::new(reader).lines(), writer }
    }

    /// What the other side says next. May be dropped and called again.
    async fn next<T: DeserializeOwned>(&mut self) -> Result<T, DeskError> {
        match self.lines.next_line().await {
            Ok(Some(text)) => serde_json::from_str(&text).map_err(DeskError::Garbled),
            Ok(None) | Err(_) => Err(DeskError::Ended),
        }
    }

    /// Who is not there any more is not told; that he has gone is heard by [`Line::next`].
    async fn say<T: Serialize>(&mut self, what: &T) {
        if let Ok(mut text) = serde_json::to_string(what) {
            text.push('\n');
            let _ = self.writer.write_all(text.as_bytes()).await;
        }
    }
}

/// Does something with the socket in `dir` under a short path: that of a socket has at most 107 bytes (unix(7)), that of a collection may have more.
fn with_short_path<T>(dir: &Path, work: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let dir = File::open(dir)?;
    work(&Path::new("/proc/self/fd").join(dir.as_raw_fd().to_string()).join(SOCKET))
}
