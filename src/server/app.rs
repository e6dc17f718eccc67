//! What stands before every route: the guard, then the token.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use tower_service::Service;

use super::answer::{error, finished};
use super::guard::{Names, Refusal, judge, judge_body};
use super::listen::Peer;
use super::token::Token;

/// What every request is judged by.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub names: Names,
    /// Absent where no token is demanded.
    pub token: Option<Token>,
    /// Whether a path is for a route that takes other bodies than JSON.
    pub takes_forms: Option<fn(&str) -> bool>,
    /// Whether a path needs no token: it has a secret of its own, or tells nothing.
    pub is_open: Option<fn(&str) -> bool>,
}

/// The routes behind the guard and the token.
pub fn guarded(routes: Router, policy: Policy) -> Router {
    Router::new().fallback(pass).with_state(Arc::new((policy, routes)))
}

async fn pass(State(guarded): State<Arc<(Policy, Router)>>, mut request: Request) -> Response {
    let mut routes = guarded.1.clone();
    if let Err(refused) = admit(&guarded.0, &mut request) {
        return *refused;
    }
    match routes.call(request).await {
        Ok(response) => finished(response),
        Err(never) => match never {},
    }
}

/// Judges a request. One that may go on has its token taken away, and the facts in its place.
fn admit(policy: &Policy, request: &mut Request) -> Result<(), Box<Response>> {
    // nodriver asks with `get`. Methods have their case (RFC 9110, section 9.1); Chrome takes it all
    // the same, and nothing else is meant.
    if let Ok(method) = Method::from_bytes(request.method().as_str().to_ascii_uppercase().as_bytes()) {
        *request.method_mut() = method;
    }
    let client = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let facts = judge(request.uri(), request.headers(), client, &policy.names).map_err(refused)?;
    let is_open = policy.is_open.is_some_and(|is_open| is_open(request.uri().path()));
    if let Some(token) = &policy.token {
        *request.uri_mut() = if is_open {
            token.without(request.uri()).0
        } else {
            token.admit(request.uri(), request.headers()).ok_or_else(unauthorized)?
        };
    }
    request.headers_mut().remove(header::AUTHORIZATION);
    // The path is now the route's own, without a token before it.
    let takes_forms = policy.takes_forms.is_some_and(|takes_forms| takes_forms(request.uri().path()));
    if !takes_forms {
        judge_body(request.method(), request.headers()).map_err(refused)?;
    }
    request.extensions_mut().insert(facts);
    Ok(())
}

fn refused(refusal: Refusal) -> Box<Response> {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::FORBIDDEN);
    let mut response = error(status, &refusal.to_string());
    // Nothing else is read from who sends such requests.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    Box::new(response)
}

fn unauthorized() -> Box<Response> {
    let reason = "a token is needed: Authorization: Bearer TOKEN, ?token=TOKEN, or /TOKEN/ before the path";
    let mut response = error(StatusCode::UNAUTHORIZED, reason);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    Box::new(response)
}
