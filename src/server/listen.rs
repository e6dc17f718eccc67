//! Accepts connections and serves HTTP/1.1 on them.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_service::Service;

use crate::process::open_files;

/// The longest head, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// How long after a failure to accept the next is tried: no descriptor is free then.
const AFTER_FAILURE: Duration = Duration::from_millis(50);

/// How long a connection may be silent before TCP asks whether the peer is there.
const KEEPALIVE: Duration = Duration::from_secs(60);

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// How much a server bears with.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long the head of a request may take, counted from the end of the one before; so long may
    /// a connection be idle as well.
    pub head: Duration,
    /// How many connections there may be at a time that are no WebSockets yet. More wait to be
    /// accepted.
    pub connections: usize,
    /// How long connections may go on once the server ends.
    pub linger: Duration,
}

impl Default for Limits {
    /// Never more than half of the files that this process may open: the rest is for what is served.
    fn default() -> Self {
        let files = usize::try_from(open_files() / 2).unwrap_or(usize::MAX);
        Limits { head: Duration::from_secs(10), connections: files.clamp(16, 4096), linger: Duration::from_secs(5) }
    }
}

/// Serves `router` on `listener` until `stop` becomes true, then lets requests end for a moment.
pub async fn serve(listener: TcpListener, router: Router, stop: watch::Receiver<bool>) {
    serve_within(Limits::default(), listener, router, stop).await;
}

/// The same within limits of one's own.
pub async fn serve_within(limits: Limits, listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let mut has_failed = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept(), if connections.len() < limits.connections => accepted,
            Some(_) = connections.join_next() => continue,
            () = stopped(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                has_failed = false;
                prepare(&stream);
                connections.spawn(connection(stream, peer, router.clone(), limits.head, stop.clone()));
            }
            Err(error) => {
                // Once for many in a row.
                if !has_failed {
                    tracing::warn!("a connection could not be accepted: {error}");
                }
                has_failed = true;
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(limits.linger, all).await;
}

/// Waits for the end of the server; that nobody can stop it any more ends it as well.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// What every connection has: small messages are sent at once, and a peer that vanished is noticed
/// by TCP, as no client is ever sent a ping.
fn prepare(stream: &TcpStream) {
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE).with_interval(KEEPALIVE / 4).with_retries(4);
    let socket = SockRef::from(stream);
    let prepared = stream
        .set_nodelay(true)
        .and_then(|()| socket.set_tcp_keepalive(&keepalive))
        .and_then(|()| socket.set_tcp_user_timeout(Some(2 * KEEPALIVE)));
    if let Err(error) = prepared {
        tracing::debug!("a connection is used as it is: {error}");
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().call(Request::from(request.map(axum::body::Body::new)))
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        // The one is asked when a head is whole, the other while it is not.
        .max_header_size(LONGEST_HEAD)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stopped(&mut stop) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!("a connection ended with an error: {error}");
    }
}
