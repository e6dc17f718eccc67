//! The server over real sockets, byte for byte, with routes that count what reaches them.

mod connections;
mod heads;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use axum::routing::{any, get, post};
use axum::{Extension, Router};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::app::{Policy, guarded};
use super::guard::Facts;
use super::listen::{Limits, serve_within};
use super::params::Params;
use super::{answer, upgrade};
use axum::http::StatusCode;

/// How long a test waits for what should take no time.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server in this process.
struct Server {
    address: SocketAddr,
    /// How many requests came through to a route.
    reached: Arc<AtomicUsize>,
    /// How many requests are being answered.
    running: Arc<AtomicUsize>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Counts one request for as long as it lives.
struct Running(Arc<AtomicUsize>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Server {
    async fn start(policy: Policy, limits: Limits) -> Self {
        let (reached, running) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (count, busy) = (reached.clone(), running.clone());
        let routes = Router::new()
            .route("/facts", get(facts).post(facts))
            .route("/form", post(params))
            .route("/json", post(params))
            .route("/echo/{*path}", any(echo))
            .route("/socket", get(socket))
            .route(
                "/wait",
                get(move || async move {
                    busy.fetch_add(1, Ordering::SeqCst);
                    let _running = Running(busy);
                    std::future::pending::<Response>().await
                }),
            )
            .layer(axum::middleware::map_request(move |request: Request| {
                count.fetch_add(1, Ordering::SeqCst);
                std::future::ready(request)
            }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(serve_within(limits, listener, guarded(routes, policy), stopped));
        Server { address, reached, running, stop, task }
    }

    async fn plain() -> Self {
        Server::start(policy(), Limits::default()).await
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends these bytes, with `HOST` in them for the server's own address, and reads to the end.
    async fn ask(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        // A server that refuses early may have closed already.
        let _ = stream.write_all(request.replace("HOST", &self.address.to_string()).as_bytes()).await;
        rest(&mut stream).await
    }

    /// A request of this method and target, with whole lines of headers.
    async fn request(&self, method: &str, target: &str, headers: &str, body: &str) -> String {
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        self.ask(&format!(
            "{method} {target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n{length}{headers}\r\n{body}"
        ))
        .await
    }

    fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }

    /// Waits until so many requests are being answered, and says how long that took.
    async fn is_running(&self, count: usize) -> Duration {
        let begun = tokio::time::Instant::now();
        while self.running.load(Ordering::SeqCst) != count {
            assert!(begun.elapsed() < PATIENCE, "{} requests are running", self.running.load(Ordering::SeqCst));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        begun.elapsed()
    }
}

/// Form routes and an open path, as the pool has them.
fn policy() -> Policy {
    Policy {
        takes_forms: Some(|path| path == "/form"),
        is_open: Some(|path| path.starts_with("/echo/")),
        ..Policy::default()
    }
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end as well.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("the connection ends");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The status of an answer; 0 when there is none.
fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

async fn facts(Extension(facts): Extension<Facts>, request: Request) -> Response {
    let (ws, uri) = (format!("{}://{}", facts.websocket_scheme(), facts.authority), request.uri().to_string());
    let has_token = request.headers().contains_key("authorization");
    answer::json(
        StatusCode::OK,
        &serde_json::json!({ "ws": ws, "uri": uri, "client": facts.client.to_string(), "has_token": has_token }),
    )
}

async fn params(params: Params) -> Response {
    match params.number("timeout") {
        Ok(number) => answer::json(StatusCode::OK, &serde_json::json!({ "timeout": number })),
        Err(error) => answer::error(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

async fn echo(request: Request) -> Response {
    answer::text(StatusCode::OK, &request.uri().to_string())
}

/// A socket that sends one byte, as raw bytes.
async fn socket(mut request: Request) -> Response {
    match upgrade::WebSocketRequest::read(&mut request) {
        Ok(asked) => {
            tokio::spawn(async move {
                let (mut stream, read) = asked.upgraded().await.unwrap();
                stream.write_all(&read).await.unwrap();
                stream.write_all(b"!").await.unwrap();
            });
            upgrade::switching("x")
        }
        Err(reason) => answer::error(StatusCode::BAD_REQUEST, &reason),
    }
}
