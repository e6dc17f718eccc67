//! What stands before every route: the guard and the token.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use super::answer::error;
use super::guard::{Names, judge};
use super::listen::Peer;

/// What every request is judged by.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub names: Names,
    /// Whether a request is for a route that takes other bodies than JSON.
    pub takes_forms: Option<fn(&str) -> bool>,
}

/// The routes behind the guard.
pub fn guarded(routes: Router, policy: Policy) -> Router {
    routes.layer(from_fn_with_state(Arc::new(policy), guard))
}

async fn guard(State(policy): State<Arc<Policy>>, mut request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let takes_forms = policy.takes_forms.is_some_and(|takes| takes(request.uri().path()));
    match judge(request.method(), request.uri(), request.headers(), client, &policy.names, takes_forms) {
        Ok(facts) => {
            request.extensions_mut().insert(facts);
            next.run(request).await
        }
        Err(refusal) => {
            error(StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::FORBIDDEN), &refusal.to_string())
        }
    }
}
