//! A small page on loopback, so that a hook can be tried without a network.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const PAGE: &str = include_str!("page.html");
const OTHER: &str =
    "<!DOCTYPE html><html lang=\"en\"><title>Another page</title><p>It is linked from the first.</p></html>\n";
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30" fill="#c60"/></svg>"##;

/// The longest head of a request that is read.
const MAX_HEAD: usize = 64 * 1024;

/// How long a connection may take with its request; browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it ends when this is dropped.
pub struct Page {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Page {
    /// Serves on a free port, from a thread of its own: the main one runs the hooks.
    pub fn serve() -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = crate::process::runtime()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let listener = {
            let _entered = runtime.enter();
            TcpListener::from_std(listener)?
        };
        std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    () = accept(listener) => {}
                }
            });
        });
        Ok(Page { address, _stop: stop })
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

async fn accept(listener: TcpListener) {
    loop {
        match listener.accept().await {
            Ok((connection, _)) => {
                // A client that disconnects is ignored; its hook reports what it did not get.
                tokio::spawn(async move { tokio::time::timeout(PATIENCE, answer(connection)).await });
            }
            // No descriptors are left, for example.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn answer(mut connection: TcpStream) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() > MAX_HEAD || connection.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let head = String::from_utf8_lossy(&head);
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match path.split('?').next().unwrap_or_default() {
        "/" => ("200 OK", "text/html; charset=utf-8", PAGE),
        "/other.html" => ("200 OK", "text/html; charset=utf-8", OTHER),
        "/picture.svg" => ("200 OK", "image/svg+xml", PICTURE),
        _ => ("404 Not Found", "text/plain; charset=utf-8", "There is nothing here.\n"),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes()).await?;
    if method != "HEAD" {
        connection.write_all(body.as_bytes()).await?;
    }
    connection.shutdown().await
}
