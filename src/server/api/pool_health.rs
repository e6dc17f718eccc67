//! How the pool is: `/healthz`, `/metrics`.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde_json::json;

use crate::pool::Pool;
use crate::server::answer::{error, json as answer};
use crate::server::metrics::{Kind, Metrics};

/// The routes.
pub fn router(pool: Pool) -> Router {
    Router::new().route("/healthz", get(health)).route("/metrics", get(metrics)).with_state(pool)
}

/// Fails when no browser could be lent.
async fn health(State(pool): State<Pool>) -> Response {
    match pool.check().await {
        Ok(()) => answer(StatusCode::OK, &json!({ "status": "ok" })),
        Err(reason) => error(StatusCode::SERVICE_UNAVAILABLE, &reason),
    }
}

async fn metrics(State(pool): State<Pool>) -> Response {
    let (gauges, counters) = (pool.gauges(), pool.counters());
    let figure = |counter: &AtomicU64| [("", counter.load(Ordering::Relaxed) as f64)];
    let mut metrics = Metrics::default();
    let browsers = [("leased", gauges.leased as f64), ("warm", gauges.warm as f64)];
    metrics.add("tacklebox_pool_browsers", "Browsers, by what they are for", Kind::Gauge, "state", browsers);
    let free = [("", gauges.free_slots as f64)];
    metrics.add("tacklebox_pool_free_slots", "Browsers that could be started", Kind::Gauge, "", free);
    let waiting = [("", gauges.waiting as f64)];
    metrics.add("tacklebox_pool_waiting", "Requests that wait for a browser", Kind::Gauge, "", waiting);
    let leases = figure(&counters.leases);
    metrics.add("tacklebox_pool_leases_total", "Leases", Kind::Counter, "", leases);
    let warm = figure(&counters.warm_leases);
    metrics.add("tacklebox_pool_warm_leases_total", "Leases that got a warm browser", Kind::Counter, "", warm);
    let refused = figure(&counters.refused);
    metrics.add("tacklebox_pool_refused_total", "Requests that got no browser", Kind::Counter, "", refused);
    let starts = figure(&counters.starts);
    metrics.add("tacklebox_pool_starts_total", "Starts of a browser", Kind::Counter, "", starts);
    let failed = figure(&counters.failed_starts);
    metrics.add("tacklebox_pool_failed_starts_total", "Starts that failed", Kind::Counter, "", failed);
    let unproved = figure(&counters.unproved);
    let help = "Warm browsers that were ended because they gave no answer";
    metrics.add("tacklebox_pool_unproved_total", help, Kind::Counter, "", unproved);
    let ended = counters.ended.lock().clone();
    let ended: Vec<(&str, f64)> = ended.iter().map(|(reason, count)| (reason.name(), *count as f64)).collect();
    metrics.add("tacklebox_pool_ended_total", "Leases that ended, by reason", Kind::Counter, "reason", ended);
    metrics.response()
}
