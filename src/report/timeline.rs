//! A timeline, drawn: as [`text`] for a terminal, as a picture ([`svg`]) for a document. Where
//! everything lies was decided before, in [`crate::timeline`].

mod svg;
mod text;

pub use svg::picture;
pub use text::{Look, lines};

use super::{escape_control, shortened};
use crate::timeline::{Shares, Track};

/// `3012 ms: 2100 ms in foreground hooks ...`.
fn account(shares: Shares) -> String {
    format!(
        "{} ms: {} ms in foreground hooks, {} ms waiting for background hooks to be ready, {} ms ending hooks, {} ms between",
        shares.total_ms(),
        shares.foreground_ms,
        shares.waiting_ms,
        shares.ending_ms,
        shares.between_ms
    )
}

/// What to know of a snapshot's start.
fn beginning(track: &Track) -> String {
    match track.earlier_attempts {
        0 => format!("{} ms in the queue", track.waited_ms),
        1 => "an earlier attempt is not shown".into(),
        earlier => format!("{earlier} earlier attempts are not shown"),
    }
}
