//! A port of its own for a lease, for clients that know a host and a port but no path. It listens on
//! loopback alone, as long as the lease lasts.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::devtools;
use crate::pool::Pool;
use crate::pool::devtools::Base;
use crate::pool::lease::Lease;
use crate::pool::ports::Ports;
use crate::server::app::{Policy, guarded};
use crate::server::guard::Facts;
use crate::server::listen;

/// Opens it. `None` when there is no port; the lease is of use without.
pub fn open(lease: &Arc<Lease>, ports: &Arc<Ports>, pool: &Pool) -> Option<u16> {
    let opened = ports.open().and_then(|listener| {
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok((TcpListener::from_std(listener)?, port))
    });
    let (listener, port) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            tracing::warn!("a lease has no port of its own: {error}");
            return None;
        }
    };
    lease.set_port(port);
    let routes = Router::new().fallback(serve).with_state((pool.clone(), lease.clone()));
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(listen::serve(listener, guarded(routes, Policy::default()), stopped));
    let (lease, ports) = (lease.clone(), ports.clone());
    tokio::spawn(async move {
        lease.ended().await;
        stop.send_replace(true);
        ports.rest(port);
    });
    Some(port)
}

async fn serve(
    State((pool, lease)): State<(Pool, Arc<Lease>)>,
    Extension(facts): Extension<Facts>,
    request: Request,
) -> Response {
    let base = Base { scheme: facts.websocket_scheme(), authority: facts.authority, path: String::new() };
    let path = request.uri().path().to_owned();
    devtools::serve(&pool, lease, &path, base, request).await
}
