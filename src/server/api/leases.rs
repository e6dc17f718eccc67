//! The pool's API: `POST /browser` and what belongs to it. The routes, fields and statuses are those
//! of the old Chrome-Pool, whose clients go on to work.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{any, delete, get, post};
use axum::{Extension, Router};
use serde_json::{Value, json};

use super::devtools;
use super::lease_port;
use crate::model::timestamp::Timestamp;
use crate::pool::configuration::Configuration;
use crate::pool::devtools::Base;
use crate::pool::lease::{LONGEST, Lease};
use crate::pool::ports::Ports;
use crate::pool::{AcquireError, LeaseRequest, Pool};
use crate::server::answer::{self, error, json as answer};
use crate::server::guard::Facts;
use crate::server::params::Params;

/// How long a lease lasts, and by how much it is extended, unless the request says it, in seconds.
const TIMEOUT: f64 = 30.0;

/// The pool as it is served.
#[derive(Clone)]
pub struct PoolApi(Arc<Inner>);

struct Inner {
    pool: Pool,
    ports: Option<Arc<Ports>>,
}

/// The routes.
pub fn router(pool: Pool, ports: Option<Arc<Ports>>) -> Router {
    Router::new()
        .route("/browser", post(lend))
        .route("/browser/{id}", delete(release).get(show))
        .route("/browser/{id}/timeout", post(extend))
        .route("/browsers", get(list))
        .route("/session/{id}/{*path}", any(session))
        .with_state(PoolApi(Arc::new(Inner { pool, ports })))
}

/// Whether a path has a secret of its own: whoever knows the id of a lease may use it. The rest of
/// these tells nothing.
pub fn is_open(path: &str) -> bool {
    path.starts_with("/session/") || path.starts_with("/devtools/browser/") || path == "/healthz"
}

/// Whether old clients send something else than JSON to this path.
pub fn takes_forms(path: &str) -> bool {
    path == "/browser" || path.starts_with("/browser/")
}

/// Lends a browser.
async fn lend(State(api): State<PoolApi>, Extension(facts): Extension<Facts>, params: Params) -> Response {
    let request = match lease_request(&params, &facts) {
        Ok(request) => request,
        Err(reason) => return error(StatusCode::BAD_REQUEST, &reason),
    };
    match api.0.pool.acquire(request).await {
        Ok(lease) => {
            let port = api.0.ports.as_ref().and_then(|ports| lease_port::open(&lease, ports, &api.0.pool));
            answer(StatusCode::OK, &described(&lease, &facts, port))
        }
        Err(failure) => refused(&failure),
    }
}

/// The answer when there is no browser.
pub fn refused(failure: &AcquireError) -> Response {
    let response = error(StatusCode::SERVICE_UNAVAILABLE, &failure.to_string());
    match failure {
        AcquireError::NoneFree(_) | AcquireError::Waited(_) => answer::with_retry_after(response, 1),
        _ => response,
    }
}

/// What a request asks for.
pub fn lease_request(params: &Params, facts: &Facts) -> Result<LeaseRequest, String> {
    let arguments = params.texts("arguments")?;
    let public_only = params.switch("private_networks")?.is_some_and(|allowed| !allowed);
    let configuration = Configuration::new(arguments, params.text("proxy").map(str::to_owned), public_only)
        .map_err(|error| error.to_string())?;
    Ok(LeaseRequest {
        time: seconds(params, "timeout", false)?.unwrap_or(Duration::from_secs_f64(TIMEOUT)),
        idle: seconds(params, "idle_timeout", false)?,
        wait: seconds(params, "wait", true)?.unwrap_or_default(),
        client: facts.client.to_string(),
        configuration,
    })
}

/// A number of seconds above zero, or zero as well.
fn seconds(params: &Params, name: &str, takes_zero: bool) -> Result<Option<Duration>, String> {
    let Some(number) = params.number(name).map_err(|error| error.to_string())? else { return Ok(None) };
    let is_enough = number > 0.0 || takes_zero && number == 0.0;
    if is_enough && number <= LONGEST {
        Ok(Some(Duration::from_secs_f64(number)))
    } else {
        let least = if takes_zero { "from" } else { "above" };
        Err(format!("{name}: expected a number of seconds, {least} 0 and up to {LONGEST}"))
    }
}

/// What a client needs to use its lease.
fn described(lease: &Lease, facts: &Facts, port: Option<u16>) -> Value {
    let base = base(&lease.id, facts);
    let ends = SystemTime::now() + lease.left();
    json!({
        "session_id": lease.id,
        "proxy_url": format!("{}://{}{}", facts.scheme(), base.authority, base.path),
        "ws_url": format!("{}://{}{}/devtools/browser/{}", base.scheme, base.authority, base.path, lease.guid),
        "port": port,
        "ends_at": timestamp(ends),
    })
}

fn base(id: &str, facts: &Facts) -> Base {
    Base { scheme: facts.websocket_scheme(), authority: facts.authority.clone(), path: format!("/session/{id}") }
}

/// Takes a browser back.
async fn release(State(api): State<PoolApi>, Path(id): Path<String>) -> Response {
    if api.0.pool.release(&id) {
        answer(StatusCode::OK, &json!({ "message": "the browser was released" }))
    } else {
        unknown(&api, &id)
    }
}

/// Says how a lease is, or how it ended.
async fn show(State(api): State<PoolApi>, Path(id): Path<String>, Extension(facts): Extension<Facts>) -> Response {
    if let Some(lease) = api.0.pool.lease(&id) {
        let mut described = described(&lease, &facts, lease.port());
        described["timeout"] = json!(lease.left().as_secs_f64());
        described["connections"] = json!(lease.connections());
        return answer(StatusCode::OK, &described);
    }
    match api.0.pool.outcome(&id) {
        Some(outcome) => answer(
            StatusCode::OK,
            &json!({
                "session_id": id,
                "ended": outcome.reason.name(),
                "code": outcome.reason.code() as u16,
                "message": outcome.message,
                "ended_at": timestamp(outcome.at),
            }),
        ),
        None => unknown(&api, &id),
    }
}

/// Gives a lease more time.
async fn extend(State(api): State<PoolApi>, Path(id): Path<String>, params: Params) -> Response {
    let by = match seconds(&params, "timeout", false) {
        Ok(by) => by.unwrap_or(Duration::from_secs_f64(TIMEOUT)),
        Err(reason) => return error(StatusCode::BAD_REQUEST, &reason),
    };
    let Some(lease) = api.0.pool.lease(&id) else { return unknown(&api, &id) };
    lease.extend(by);
    answer(StatusCode::OK, &json!({ "session_id": id, "timeout": lease.left().as_secs_f64() }))
}

fn timestamp(time: SystemTime) -> Option<Timestamp> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Timestamp::from_epoch_seconds(since.as_secs_f64())
}

fn unknown(api: &PoolApi, id: &str) -> Response {
    match api.0.pool.outcome(id) {
        Some(outcome) => error(StatusCode::NOT_FOUND, &format!("this lease has ended: {}", outcome.message)),
        None => error(StatusCode::NOT_FOUND, "there is no such lease"),
    }
}

/// Lists the browsers, leased and warm.
async fn list(State(api): State<PoolApi>) -> Response {
    let listed: Vec<Value> = api
        .0
        .pool
        .list()
        .into_iter()
        .map(|browser| {
            let last_used = browser.last_used.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            json!({
                "debugging_port": browser.port,
                "active": browser.lease.is_some(),
                "last_used": last_used.as_secs_f64(),
                "session_id": browser.lease,
                "timeout": browser.left.map(|left| left.as_secs_f64()),
            })
        })
        .collect();
    answer(StatusCode::OK, &json!(listed))
}

/// Passes on to a lease's browser.
async fn session(
    State(api): State<PoolApi>,
    Path((id, path)): Path<(String, String)>,
    Extension(facts): Extension<Facts>,
    request: Request,
) -> Response {
    let Some(lease) = api.0.pool.lease(&id) else {
        let reason = match api.0.pool.outcome(&id) {
            Some(outcome) => format!("this lease has ended: {}", outcome.message),
            None => "invalid session".to_owned(),
        };
        return error(StatusCode::FORBIDDEN, &reason);
    };
    devtools::serve(&api.0.pool, lease, &format!("/{path}"), base(&id, &facts), request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_seconds_is_one_that_can_be_waited() {
        let read =
            |query: &str, takes_zero| seconds(&Params::read(query, "", b"").unwrap(), "t", takes_zero).map_err(drop);
        let some = |seconds| Ok(Some(Duration::from_secs_f64(seconds)));
        for (query, above_zero, from_zero) in [
            ("", Ok(None), Ok(None)),
            ("t=1.5", some(1.5), some(1.5)),
            ("t=0", Err(()), some(0.0)),
            ("t=-0.0", Err(()), some(0.0)),
            ("t=-0.5", Err(()), Err(())),
            ("t=-1", Err(()), Err(())),
            ("t=1e99", Err(()), Err(())),
        ] {
            assert_eq!((read(query, false), read(query, true)), (above_zero, from_zero), "{query}");
        }
    }
}
