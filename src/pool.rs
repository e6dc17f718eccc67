//! The browser pool: Chromes on lease, for programs that speak the Chrome DevTools Protocol.
//!
//! A client gets a *lease*: a Chrome and a profile of its own, for a time. It reaches it through the
//! pool alone, as Chrome is driven over a pipe and has no port. [`relay`] passes a client's
//! WebSocket on to the [`hub`], which shares one Chrome's pipe; [`leasing`] keeps browsers warm,
//! lends them and ends them. What was lent is never lent again.
//!
//! It knows no HTTP: [`devtools`] makes the values of Chrome's HTTP endpoints, and the server serves
//! them.

mod activity;
pub mod chrome;
pub mod configuration;
pub mod devtools;
pub mod event;
pub mod frame;
mod home;
pub mod hub;
pub mod lease;
pub mod leasing;
mod outbox;
mod payload;
pub mod ports;
pub mod relay;
mod slots;
mod warm;

pub use leasing::{AcquireError, LeaseRequest, Pool, PoolOptions};
