//! The Chrome DevTools Protocol: one connection, many sessions
//! (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! A [`Connection`] is a WebSocket to a browser, or the pipe of one that was started with it; a
//! browser takes many, from as many processes as there are. A [`Session`] is one target (a page, a
//! frame, a worker, or the browser itself) seen through it, in the flat form of the protocol: one
//! connection carries any number. [`Events`] of all its sessions arrive in one stream, as the
//! browser sent them: a page's requests are spread over its own session and those of its frames and
//! workers, so only their common order is complete.
//!
//! Methods are called by type ([`Session::run`], with the types of `chromiumoxide::cdp`), so that a
//! name which is no parameter's does not compile, or by name with JSON ([`Session::call`]), which
//! any Chrome understands that has them. Answers are JSON either way. What a session has switched
//! on or overridden lasts as long as the session, which ends with its connection. Every call has a
//! time limit, and none waits for a page that has crashed or was closed.
//!
//! Which methods the browser at hand has, and which of them are stable, it says itself:
//! [`protocol`].
//!
//! ```no_run
//! use serde_json::json;
//! use tacklebox::cdp::Connection;
//! use tacklebox::browser::endpoint::Endpoint;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let endpoint = Endpoint::parse("http://127.0.0.1:9222")?;
//! let (connection, mut events) = Connection::open(&endpoint.websocket().await?).await?;
//! let made = connection.root().call("Target.createTarget", json!({ "url": "about:blank" })).await?;
//! let page = connection.attach(made["targetId"].as_str().ok_or("no targetId")?).await?;
//! page.call("Page.enable", json!({})).await?;
//! page.call("Page.navigate", json!({ "url": "https://example.com/" })).await?;
//! while events.next().await?.method != "Page.loadEventFired" {}
//! let answer = page.call("Runtime.evaluate", json!({ "expression": "document.title" })).await?;
//! println!("{}", answer["result"]["value"]);
//! println!("{:?}", endpoint.protocol().await?.command("Page.navigate"));
//! # Ok(())
//! # }
//! ```

mod connection;
pub mod envelope;
mod error;
pub(super) mod lone_surrogates;
mod message;
pub mod protocol;
mod wire;

pub use connection::{Connection, Events, Session};
pub use error::CdpError;
pub use message::{Event, Incoming, Refusal, Unreadable};
