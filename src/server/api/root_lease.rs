//! A lease by connecting: `GET /json/version` at the root names a WebSocket that is a lease of its
//! own, as users of `browserWSEndpoint` expect it. The lease ends with the connection.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use parking_lot::Mutex;
use tokio::time::Instant;

use super::devtools;
use super::leases::{lease_request, refused};
use crate::pool::Pool;
use crate::pool::devtools::{Base, Endpoint, describe_version};
use crate::pool::lease::{Lease, Reason};
use crate::server::answer::{error, json, text};
use crate::server::guard::Facts;
use crate::server::params::Params;

/// How long the address in an answer may be used.
const VALID: Duration = Duration::from_secs(60);

/// How many such addresses are remembered; the oldest go first.
const MOST: usize = 10_000;

/// The pool with the addresses that were given out. Each opens one lease, and needs no token.
#[derive(Clone)]
pub struct RootApi {
    pool: Pool,
    tickets: Arc<Mutex<HashMap<String, Ticket>>>,
}

struct Ticket {
    until: Instant,
    params: Params,
}

/// The routes.
pub fn router(pool: Pool) -> Router {
    Router::new()
        .route("/", get(connect_here))
        .route("/json/version", get(version))
        .route("/json/version/", get(version))
        .route("/json/protocol", get(protocol))
        .route("/devtools/browser/{ticket}", get(connect))
        .with_state(RootApi { pool, tickets: Arc::default() })
}

async fn version(State(api): State<RootApi>, Extension(facts): Extension<Facts>, params: Params) -> Response {
    let version = match api.pool.version().await {
        Ok(version) => version,
        Err(reason) => return error(StatusCode::BAD_GATEWAY, &reason),
    };
    let ticket = api.pool.new_secret();
    {
        let mut tickets = api.tickets.lock();
        tickets.retain(|_, ticket| ticket.until > Instant::now());
        if tickets.len() >= MOST {
            let oldest = tickets.iter().min_by_key(|(_, ticket)| ticket.until).map(|(name, _)| name.clone());
            oldest.map(|name| tickets.remove(&name));
        }
        tickets.insert(ticket.clone(), Ticket { until: Instant::now() + VALID, params });
    }
    let base = Base { scheme: facts.websocket_scheme(), authority: facts.authority, path: String::new() };
    json(StatusCode::OK, &describe_version(&version, &base, &ticket))
}

async fn protocol(State(api): State<RootApi>) -> Response {
    devtools::protocol(&api.pool).await
}

async fn connect(
    State(api): State<RootApi>,
    Path(ticket): Path<String>,
    Extension(facts): Extension<Facts>,
    request: Request,
) -> Response {
    let ticket = api.tickets.lock().remove(&ticket).filter(|ticket| ticket.until > Instant::now());
    match ticket {
        Some(ticket) => lend(&api.pool, &ticket.params, &facts, request).await,
        None => text(StatusCode::NOT_FOUND, "there is no such browser; ask /json/version for an address"),
    }
}

/// The same at once, as `ws://HOST:PORT/?timeout=60`.
async fn connect_here(State(api): State<RootApi>, Extension(facts): Extension<Facts>, request: Request) -> Response {
    match Params::read(request.uri().query().unwrap_or_default(), "", b"") {
        Ok(params) if request.headers().contains_key("upgrade") => lend(&api.pool, &params, &facts, request).await,
        Ok(_) => text(StatusCode::OK, "The browser pool of tacklebox. POST /browser lends a browser.\n"),
        Err(reason) => error(StatusCode::BAD_REQUEST, &reason),
    }
}

async fn lend(pool: &Pool, params: &Params, facts: &Facts, request: Request) -> Response {
    let asked = match lease_request(params, facts) {
        Ok(asked) => asked,
        Err(reason) => return error(StatusCode::BAD_REQUEST, &reason),
    };
    let lease = match pool.acquire(asked).await {
        Ok(lease) => lease,
        Err(failure) => return refused(&failure),
    };
    let path = format!("/devtools/browser/{}", lease.guid);
    let Some(endpoint) = Endpoint::parse(&path, &lease) else {
        return error(StatusCode::INTERNAL_SERVER_ERROR, "the lease has no endpoint");
    };
    let ends = |pool: Pool, lease: Arc<Lease>| {
        lease.end(Reason::Released, "the client closed the connection");
        pool.forget(&lease);
    };
    devtools::websocket(pool, lease, &endpoint, request, ends).await
}
