//! What stands before every route: the guard, then the token.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use tower_service::Service;

use super::answer::error;
use super::guard::{Names, judge};
use super::listen::Peer;
use super::token::{Token, without_query_token};

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
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Judges a request. One that may go on has its token taken away, and the facts in its place.
fn admit(policy: &Policy, request: &mut Request) -> Result<(), Box<Response>> {
    let client = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let path = request.uri().path();
    let takes_forms = policy.takes_forms.is_some_and(|takes_forms| takes_forms(path));
    let is_open = policy.is_open.is_some_and(|is_open| is_open(path));
    let facts = judge(request.method(), request.uri(), request.headers(), client, &policy.names, takes_forms).map_err(
        |refusal| {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::FORBIDDEN);
            error(status, &refusal.to_string())
        },
    )?;
    let uri = match &policy.token {
        Some(token) if !is_open => token.admit(request.uri(), request.headers()).ok_or_else(unauthorized)?,
        _ => without_query_token(request.uri()).0,
    };
    *request.uri_mut() = uri;
    request.headers_mut().remove(header::AUTHORIZATION);
    request.extensions_mut().insert(facts);
    Ok(())
}

fn unauthorized() -> Response {
    let reason = "a token is needed: Authorization: Bearer TOKEN, ?token=TOKEN, or /TOKEN/ before the path";
    let mut response = error(StatusCode::UNAUTHORIZED, reason);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}
