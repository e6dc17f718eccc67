//! Chrome's HTTP endpoints and WebSockets, for one lease. Statuses and texts are Chrome's own
//! (content/browser/devtools/devtools_http_handler.cc, measured with Chromium 156).

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::Response;

use crate::pool::devtools::{self, Base, DevtoolsError, Endpoint};
use crate::pool::lease::{Lease, Reason};
use crate::pool::relay::{self, Ended};
use crate::pool::{Pool, frame};
use crate::server::answer::{error, json, text, typed};
use crate::server::upgrade::{self, WebSocketRequest};

/// Answers one request; `path` is what follows the base.
pub async fn serve(pool: &Pool, lease: Arc<Lease>, path: &str, base: Base, request: Request) -> Response {
    if path.starts_with("/devtools/") {
        return match Endpoint::parse(path, &lease) {
            Some(endpoint) => websocket(pool, lease, &endpoint, request, |_, _| {}).await,
            None => text(StatusCode::NOT_FOUND, "there is no such endpoint of this browser"),
        };
    }
    let query = request.uri().query().unwrap_or_default().to_owned();
    let path = path.strip_suffix('/').unwrap_or(path);
    let (command, argument) = match path.strip_prefix("/json") {
        Some("") => ("list", ""),
        Some(rest) => rest.trim_start_matches('/').split_once('/').unwrap_or((rest.trim_start_matches('/'), "")),
        None => return error(StatusCode::NOT_FOUND, "not found"),
    };
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let answered = match command {
        "new" if request.method() != Method::PUT => {
            let reason = format!(
                "Using unsafe HTTP verb {} to invoke /json/new. This action supports only PUT verb.",
                request.method()
            );
            return text(StatusCode::METHOD_NOT_ALLOWED, &reason);
        }
        "new" => devtools::open(&lease, &base, &query).await.map(|target| json(StatusCode::OK, &target)),
        _ if !is_read => return error(StatusCode::METHOD_NOT_ALLOWED, "only GET is supported here"),
        "version" => Ok(json(StatusCode::OK, &devtools::version(&lease, &base))),
        "list" => devtools::list(&lease, &base).await.map(|targets| json(StatusCode::OK, &targets)),
        "protocol" => return protocol(pool).await,
        "activate" => devtools::activate(&lease, argument).await.map(|said| text(StatusCode::OK, said)),
        "close" => devtools::close(&lease, argument).await.map(|said| text(StatusCode::OK, said)),
        other => return text(StatusCode::NOT_FOUND, &format!("Unknown command: {other}")),
    };
    answered.unwrap_or_else(|failure| failed(&failure))
}

fn failed(failure: &DevtoolsError) -> Response {
    match failure {
        DevtoolsError::NoTarget(_) => text(StatusCode::NOT_FOUND, &failure.to_string()),
        DevtoolsError::Chrome(_) => error(StatusCode::BAD_GATEWAY, &failure.to_string()),
    }
}

/// `/json/protocol`
pub async fn protocol(pool: &Pool) -> Response {
    match pool.protocol().await {
        Ok(protocol) => typed(StatusCode::OK, "application/json; charset=UTF-8", protocol.to_string()),
        Err(reason) => error(StatusCode::BAD_GATEWAY, &reason),
    }
}

/// Makes a WebSocket of a request and passes its messages on. `ended` is called when that is over.
pub async fn websocket(
    pool: &Pool,
    lease: Arc<Lease>,
    endpoint: &Endpoint,
    mut request: Request,
    ended: impl FnOnce(Pool, Arc<Lease>) + Send + 'static,
) -> Response {
    let ended = OnEnd(Some((ended, pool.clone(), lease.clone())));
    let asked = match WebSocketRequest::read(&mut request) {
        Ok(asked) => asked,
        Err(reason) => return error(StatusCode::BAD_REQUEST, &reason),
    };
    // Before the answer: a client that is refused learns why.
    let seat = match devtools::join(&lease, endpoint).await {
        Ok(seat) => seat,
        Err(failure) => return failed(&failure),
    };
    let (takes_close, accept) = (asked.key != b"nil", frame::accept(&asked.key));
    let pool = pool.clone();
    tokio::spawn(async move {
        let _ended = ended;
        let socket = match asked.upgraded().await {
            Ok((stream, read)) => relay::Upgraded { stream, read, takes_close },
            // The client has gone meanwhile.
            Err(error) => return tracing::debug!("a WebSocket of the browser pool did not begin: {error}"),
        };
        if relay::relay(socket, seat, &lease.activity).await == Ended::CloseBrowser {
            lease.end(Reason::Released, "a client closed the browser");
            pool.forget(&lease);
        }
    });
    upgrade::switching(&accept)
}

/// Calls what is to be called when a connection is over, also one that never began.
struct OnEnd<F: FnOnce(Pool, Arc<Lease>)>(Option<(F, Pool, Arc<Lease>)>);

impl<F: FnOnce(Pool, Arc<Lease>)> Drop for OnEnd<F> {
    fn drop(&mut self) {
        if let Some((ended, pool, lease)) = self.0.take() {
            ended(pool, lease);
        }
    }
}
