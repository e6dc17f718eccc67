//! Chrome: found, launched and supervised as a process of ours; spoken to over the Chrome DevTools
//! Protocol (CDP).
//!
//! Two separate roads lead to one browser. Its owner holds a pipe, and the browser dies with it.
//! Everybody else connects by WebSocket, attaches to the one target it works on, and to nothing
//! else: a client that attaches to every target does work for every other page.
//!
//! Used by native hooks, and by the commands that hooks use in their place (`tacklebox page`,
//! `tacklebox cdp`). To the runner, Chrome is one more hook.

pub mod description;
pub mod egress;
pub mod endpoint;
pub mod exchange;
pub mod exchange_json;
pub mod file_fence;
pub mod flags;
pub mod frames;
pub mod frozen_page;
pub mod headers;
mod hold;
pub mod judged;
pub mod launch;
pub mod long_text;
pub mod navigation;
pub mod network;
pub mod page;
pub mod parts;
pub mod resource;
pub mod static_file;
pub mod stream;
pub mod target_tree;
pub mod wait;
pub mod windows;

pub use crate::tools::chrome as find;
