//! The Chrome DevTools Protocol: one connection, many sessions (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! A [`Connection`] is a WebSocket to a browser. A [`Session`] is one target seen through it, in the flat form of the protocol. Events of all sessions
//! arrive in one stream, as the browser sent them: a page's requests are spread over its own session and those of its frames and workers, and only
//! their common order tells the whole story.

mod connection;
mod error;
mod message;
pub mod protocol;

pub use connection::{Connection, Events, Session};
pub use error::CdpError;
pub use message::Event;
