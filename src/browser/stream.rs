//! Bodies that Chrome hands out in pieces (`IO.read`), so that neither side ever holds a large one
//! whole.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::cdp::{CdpError, Session};

/// Chrome answers when a piece is complete or the end is reached, so pieces begin small and grow
/// while they come fast: what trickles in is seen.
const SMALLEST_PIECE: usize = 4 << 10;
const LARGEST_PIECE: usize = 1 << 20;

/// A piece that took longer than this was waited for.
const FAST: Duration = Duration::from_millis(100);

/// A body on Chrome's side.
#[derive(Debug)]
pub struct BodyStream {
    session: Session,
    handle: Value,
    piece: usize,
    ended: bool,
}

impl BodyStream {
    /// The stream that `answer`, the answer to `method`, names.
    pub fn named_in(answer: &Value, method: &str, session: &Session) -> Result<Self, CdpError> {
        match answer.get("stream") {
            Some(handle) if handle.is_string() => {
                Ok(BodyStream { session: session.clone(), handle: handle.clone(), piece: SMALLEST_PIECE, ended: false })
            }
            _ => Err(CdpError::Unexpected { method: method.to_owned(), reason: "no stream".into() }),
        }
    }

    /// The same stream, of which everything is there already: its pieces are as large as may be
    /// from the first on.
    pub fn complete(self) -> Self {
        BodyStream { piece: LARGEST_PIECE, ..self }
    }

    /// The next piece, `None` at the end. Waits at most `limit`.
    pub async fn read(&mut self, limit: Duration) -> Result<Option<Vec<u8>>, CdpError> {
        if self.ended {
            return Ok(None);
        }
        let begun = Instant::now();
        let answer =
            self.session.call_within("IO.read", json!({ "handle": self.handle, "size": self.piece }), limit).await?;
        self.piece = if begun.elapsed() < FAST { (self.piece * 4).min(LARGEST_PIECE) } else { SMALLEST_PIECE };
        self.ended = answer["eof"].as_bool().unwrap_or(false);
        let piece = decode(answer)?;
        Ok(if piece.is_empty() && self.ended { None } else { Some(piece) })
    }

    /// Lets Chrome forget what is left of it.
    pub fn close(self) {
        // Nothing depends on the answer; at the latest the end of the page frees it.
        drop(self.session.submit("IO.close", json!({ "handle": self.handle })));
    }
}

fn decode(mut answer: Value) -> Result<Vec<u8>, CdpError> {
    let Value::String(data) = answer["data"].take() else {
        return Err(CdpError::Unexpected { method: "IO.read".into(), reason: "no data".into() });
    };
    if !answer["base64Encoded"].as_bool().unwrap_or(false) {
        return Ok(data.into_bytes());
    }
    STANDARD.decode(data).map_err(|error| CdpError::Unexpected { method: "IO.read".into(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_as_text_or_as_base64() {
        assert_eq!(decode(json!({ "data": "aGkA", "base64Encoded": true })).unwrap(), b"hi\0");
        assert_eq!(decode(json!({ "data": "hü", "base64Encoded": false })).unwrap(), "hü".as_bytes());
        assert!(decode(json!({ "data": "%", "base64Encoded": true })).is_err());
        assert!(decode(json!({})).is_err());
    }
}
