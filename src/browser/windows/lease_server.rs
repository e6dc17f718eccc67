//! Where other processes ask for windows: a socket on which a line of JSON goes to and fro. The
//! protocol is between processes of this program; hooks in other languages find the page in the
//! files of the chrome plugin.
//!
//! The socket has an abstract name (unix(7)) and no file: not every file system that a collection
//! may be on has sockets, none has long names for them, and nothing is left of it when its owner is
//! killed. Every user of this machine can reach it, like the browser's own port.

use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener as StdListener, UnixStream as StdStream};
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};

use super::{ContextPool, WindowSpec};
use crate::cdp::CdpError;
use crate::stderr::stderr_line;

/// How long to wait before accepting again after a failed accept: this process is out of
/// descriptors, say, which would be so again at once.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// What a client asks the lease server for, in this order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    Window(WindowSpec),
    /// The window is done with: it may be handed on if the document with this loader id was the
    /// last in it, or is to be closed.
    HandOn {
        judged: String,
    },
    Close,
}

/// What the lease server answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reply {
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
pub enum LeaseError {
    #[error("the browser's window server cannot be reached: {0}")]
    Unreachable(io::Error),
    #[error("the browser's window server has ended")]
    Ended,
    #[error("the answer of the browser's window server is invalid: {0}")]
    Garbled(serde_json::Error),
    #[error("{0}")]
    Lost(String),
}

/// Opens a lease server, which serves every client as long as this process lives. Returns its
/// name, for [`LeaseClient::ask`].
pub fn open(context_pool: Arc<ContextPool>) -> io::Result<String> {
    let name = format!("tacklebox-windows-{}", uuid::Uuid::now_v7());
    let listener = StdListener::bind_addr(&SocketAddr::from_abstract_name(&name)?)?;
    listener.set_nonblocking(true)?;
    let listener = UnixListener::from_std(listener)?;
    tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(serve(stream, context_pool.clone()))),
                Err(error) => {
                    stderr_line!("a hook could not ask for a window: {error}");
                    tokio::time::sleep(AFTER_FAILURE).await;
                }
            }
        }
    });
    Ok(name)
}

/// Serves one who asks, and closes the window when he goes without a word.
async fn serve(stream: UnixStream, context_pool: Arc<ContextPool>) {
    let mut line = Line::over(stream);
    let Ok(Request::Window(spec)) = line.next().await else { return };
    let mut lease = match context_pool.lease(&spec).await {
        Ok(lease) => lease,
        Err(error) => return line.send(&Reply::Lost(error.to_string())).await,
    };
    line.send(&Reply::Window { target_id: lease.target_id().to_owned() }).await;
    let asked = tokio::select! {
        asked = line.next() => asked,
        how = lease.lost() => return line.send(&Reply::Lost(how.to_string())).await,
    };
    let ended = match asked {
        Ok(Request::HandOn { judged }) => lease.give_back(&judged).await,
        // Asked or not.
        _ => lease.close().await,
    };
    match ended {
        // The client may not know yet that the browser has ended.
        Err(error @ CdpError::Closed(_)) => line.send(&Reply::Lost(error.to_string())).await,
        Err(error) => {
            // The window is lost to all, its borrower has nothing to do with it any more, and the
            // log should know.
            stderr_line!("a window that was given back did not close: {error}");
            line.send(&Reply::Done).await
        }
        Ok(()) => line.send(&Reply::Done).await,
    }
}

/// A window that was lent at the lease server.
#[derive(Debug)]
pub struct LeaseClient {
    line: Line,
    pub target_id: String,
}

impl LeaseClient {
    /// Asks for a window at the lease server of this name, and waits for it.
    pub async fn request(lease_server: &str, spec: WindowSpec) -> Result<Self, LeaseError> {
        let mut line = Line::over(connect(lease_server).map_err(LeaseError::Unreachable)?);
        line.send(&Request::Window(spec)).await;
        match line.next().await? {
            Reply::Window { target_id } => Ok(LeaseClient { line, target_id }),
            Reply::Lost(why) => Err(LeaseError::Lost(why)),
            Reply::Done => Err(LeaseError::Ended),
        }
    }

    /// Returns when the page is gone, with how.
    pub async fn lost(&mut self) -> LeaseError {
        match self.line.next().await {
            Ok(Reply::Lost(why)) => LeaseError::Lost(why),
            Ok(_) => LeaseError::Ended,
            Err(error) => error,
        }
    }

    /// Is done with it. The page is gone when this returns, with the window; or that is handed on
    /// to the next page of its site, if nothing stays in it that cannot be removed. That is for the
    /// caller to know, and of which document: `judged` is Chrome's id of its load, and a window
    /// with another is closed.
    pub async fn end(mut self, judged: Option<String>) -> Result<(), LeaseError> {
        self.line.send(&judged.map_or(Request::Close, |judged| Request::HandOn { judged })).await;
        match self.line.next().await? {
            Reply::Lost(why) => Err(LeaseError::Lost(why)),
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
    async fn next<T: DeserializeOwned>(&mut self) -> Result<T, LeaseError> {
        match self.lines.next_line().await {
            Ok(Some(text)) => serde_json::from_str(&text).map_err(LeaseError::Garbled),
            Ok(None) | Err(_) => Err(LeaseError::Ended),
        }
    }

    /// An error is ignored: [`Line::next`] reports that the peer has gone.
    async fn send<T: Serialize>(&mut self, what: &T) {
        if let Ok(mut text) = serde_json::to_string(what) {
            text.push('\n');
            let _ = self.writer.write_all(text.as_bytes()).await;
        }
    }
}

fn connect(lease_server: &str) -> io::Result<UnixStream> {
    let stream = StdStream::connect_addr(&SocketAddr::from_abstract_name(lease_server)?)?;
    stream.set_nonblocking(true)?;
    UnixStream::from_std(stream)
}
