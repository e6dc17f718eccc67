//! The two ways to a browser: a WebSocket, for every other process, and the pipe of
//! `--remote-debugging-pipe`, for the process that started it. Whole messages go over both.

use async_tungstenite::tokio::{TokioAdapter, client_async_with_config};
use async_tungstenite::tungstenite::{self, Message, Utf8Bytes, protocol::WebSocketConfig};
use async_tungstenite::{WebSocketReceiver, WebSocketSender};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::unix::pipe;
use tokio::sync::mpsc;

/// What comes from the browser.
pub enum Reader {
    WebSocket(WebSocketReceiver<TokioAdapter<TcpStream>>),
    Pipe {
        replies: pipe::Receiver,
        read: Vec<u8>,
    },
    /// From somebody who reads the pipe for several.
    Messages(mpsc::UnboundedReceiver<Vec<u8>>),
}

/// What goes to the browser.
pub enum Writer {
    WebSocket(WebSocketSender<TokioAdapter<TcpStream>>),
    Pipe(pipe::Sender),
}

/// One message of the browser, as text.
pub enum Text {
    Frame(Utf8Bytes),
    Bytes(Vec<u8>),
}

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        match self {
            Text::Frame(text) => text.as_bytes(),
            Text::Bytes(bytes) => bytes,
        }
    }
}

/// Connects to a WebSocket, `ws://HOST:PORT/PATH`. The error says why that cannot be done.
pub async fn connect(ws_url: &str) -> Result<(Reader, Writer), String> {
    let url = url::Url::parse(ws_url).map_err(|error| error.to_string())?;
    let (Some(host), Some(port), "ws") = (url.host_str(), url.port_or_known_default(), url.scheme()) else {
        return Err("it is no address of the form ws://HOST:PORT/PATH".into());
    };
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await.map_err(|error| error.to_string())?;
    // Calls are small and wait for their answers.
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    // A screenshot of a long page is larger than any limit that one could name.
    // What it reads into is zeroed first, in every hook.
    let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None).read_buffer_size(16 << 10);
    let (socket, _) =
        client_async_with_config(ws_url, stream, Some(config)).await.map_err(|error| error.to_string())?;
    let (sender, receiver) = socket.split();
    Ok((Reader::WebSocket(receiver), Writer::WebSocket(sender)))
}

/// The two ends of the pipe that are ours.
pub fn pipe(commands: pipe::Sender, replies: pipe::Receiver) -> (Reader, Writer) {
    (Reader::Pipe { replies, read: Vec::new() }, Writer::Pipe(commands))
}

impl Reader {
    /// The next message; `None` when the browser has closed its side, and an error that says why
    /// the way is broken. May be dropped and called again.
    pub async fn next(&mut self) -> Option<Result<Text, String>> {
        match self {
            Reader::WebSocket(receiver) => loop {
                return match receiver.next().await? {
                    Ok(Message::Text(text)) => Some(Ok(Text::Frame(text))),
                    Ok(Message::Close(_)) | Err(tungstenite::Error::ConnectionClosed) => None,
                    Ok(Message::Ping(_) | Message::Pong(_)) => continue,
                    Ok(other) => Some(Err(format!("it sent {} bytes that are no text", other.len()))),
                    Err(error) => Some(Err(error.to_string())),
                };
            },
            Reader::Messages(messages) => Some(Ok(Text::Bytes(messages.recv().await?))),
            Reader::Pipe { replies, read } => {
                let mut looked_at = 0;
                loop {
                    if let Some(end) = read[looked_at..].iter().position(|byte| *byte == 0) {
                        let rest = read.split_off(looked_at + end + 1);
                        let mut message = std::mem::replace(read, rest);
                        message.pop();
                        return Some(Ok(Text::Bytes(message)));
                    }
                    looked_at = read.len();
                    match replies.read_buf(read).await {
                        Ok(0) => return None,
                        Ok(_) => {}
                        Err(error) => return Some(Err(error.to_string())),
                    }
                }
            }
        }
    }
}

impl Writer {
    /// Sends messages until all senders are gone. A failure is not reported here: the reader sees
    /// the same end of the connection.
    pub async fn run(mut self, mut texts: mpsc::UnboundedReceiver<String>) {
        while let Some(text) = texts.recv().await {
            let sent = match &mut self {
                Writer::WebSocket(sender) => sender.send(text.into()).await.is_ok(),
                Writer::Pipe(commands) => {
                    let mut bytes = text.into_bytes();
                    bytes.push(0);
                    commands.write_all(&bytes).await.is_ok()
                }
            };
            if !sent {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_pipe_is_cut_at_its_zeros_wherever_the_pieces_end() {
        let (mut chrome, replies) = pipe::pipe().unwrap();
        let (commands, _mute) = pipe::pipe().unwrap();
        let (mut reader, _writer) = pipe_of(commands, replies);
        chrome.write_all(b"{\"id\":1}\0{\"id\"").await.unwrap();
        assert_eq!(reader.next().await.unwrap().unwrap().as_ref(), b"{\"id\":1}");
        // Dropped in the middle, what was read is kept.
        assert!(futures_util::FutureExt::now_or_never(reader.next()).is_none());
        chrome.write_all(b":2}\0\0{\"id\":3}").await.unwrap();
        drop(chrome);
        assert_eq!(reader.next().await.unwrap().unwrap().as_ref(), b"{\"id\":2}");
        assert_eq!(reader.next().await.unwrap().unwrap().as_ref(), b"");
        assert!(reader.next().await.is_none());
    }

    fn pipe_of(commands: pipe::Sender, replies: pipe::Receiver) -> (Reader, Writer) {
        super::pipe(commands, replies)
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_an_error() {
        for address in ["", "x", "http://127.0.0.1:1/", "wss://127.0.0.1:1/x", "ws://", "ws://127.0.0.1:1/x"] {
            assert!(connect(address).await.is_err(), "{address}");
        }
    }
}
