//! The windows of one browser: who gets which, and what becomes of it afterwards.
//!
//! Every page has a window in a browser context of its own: no cookies, storage or cache of other
//! pages. A context and a window cost Chrome 0.1 s of CPU, most of it for a new renderer. So where
//! the next page is of the same *site* (scheme and registrable domain), it gets the window of an
//! earlier one, emptied of everything that the earlier page could leave. Pages of different sites
//! never share a window; and it is handed on only when it is proved that nothing of the earlier
//! page goes on: the pool gets all events of the page from the moment it has the window, and closes
//! a window when the page left something that cannot be removed, when one of its requests has no
//! end, when it had a helper (a worker, another page) whose requests do not appear in the page's
//! own session, or when another document came after the one that was judged, for whatever reason.
//! `residue.rs` has the details.
//!
//! The process that started the browser keeps the windows ([`ContextPool`]), over the pipe through
//! which it holds the browser. Other processes ask its lease server ([`lease_server`]), a socket. What
//! they get is lent for as long as their connection lives: a client that dies returns its window by
//! dying.

mod context_pool;
mod empty;
mod idle_pool;
pub mod lease_server;
mod residue;
mod shown_urls;
mod spec;

pub use context_pool::{ContextPool, Lease};
pub use spec::{WindowSpec, site};
