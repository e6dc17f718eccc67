//! A body on its way from Chrome to the disk.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::fetch::TakeResponseBodyAsStreamParams;
use sha2::{Digest, Sha256};

use super::end_mark::{TAIL, has_end};
use super::kind::Paused;
use crate::browser::static_file::Completeness;
use crate::browser::stream::BodyStream;
use crate::cdp::{CdpError, Session};
use crate::native::{HookError, PartialFile};

/// How much of a file's beginning decides its kind.
const HEAD: usize = 4096;

/// How long and how large a file may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub time: Duration,
    pub bytes: u64,
}

/// Why a file was given up.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the file is larger than {0} bytes; STATICFILE_MAX_BYTES sets this limit")]
    TooLarge(u64),
    #[error("the download took too long; STATICFILE_TIMEOUT sets the limit")]
    TooSlow,
    #[error("the download was stopped")]
    Stopped,
    #[error("the server broke off the transfer; try again")]
    BrokenOff,
    #[error(transparent)]
    File(HookError),
    #[error(transparent)]
    Cdp(#[from] CdpError),
}

/// What has arrived so far.
#[derive(Debug)]
pub struct Arrived {
    pub size: u64,
    begun: Instant,
    hasher: Sha256,
    head: Vec<u8>,
    tail: VecDeque<u8>,
}

impl Default for Arrived {
    fn default() -> Self {
        Arrived { size: 0, begun: Instant::now(), hasher: Sha256::new(), head: Vec::new(), tail: VecDeque::new() }
    }
}

impl Arrived {
    /// Takes note of a piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        self.hasher.update(piece);
        self.head.extend(piece.iter().take(HEAD - self.head.len()));
        self.tail.extend(&piece[piece.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    /// How the file begins.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    pub fn sha256(&self) -> String {
        format!("{:x}", self.hasher.clone().finalize())
    }

    /// Whether it is the whole file, as far as that can be known; `length` is the one that the
    /// server declared.
    pub fn is_whole(&mut self, length: Option<u64>, mimetype: &str) -> Result<Completeness, Failure> {
        match length {
            Some(length) if length == self.size => Ok(Completeness::Length),
            Some(_) => Err(Failure::BrokenOff),
            None => match has_end(mimetype, self.size, &self.head, self.tail.make_contiguous()) {
                Some(true) => Ok(Completeness::EndMark),
                Some(false) => Ok(Completeness::NoEnd),
                None => Ok(Completeness::Unknown),
            },
        }
    }

    /// `17 of 20 bytes after 3.1 s`
    pub fn describe(&self, length: Option<u64>) -> String {
        let of = length.map(|length| format!(" of {length}")).unwrap_or_default();
        format!("{}{of} bytes after {:.1} s", self.size, self.begun.elapsed().as_secs_f32())
    }
}

/// Writes the body of `paused` to `part`, as far as `limits` let it.
pub async fn download(
    session: &Session,
    paused: &Paused,
    limits: Limits,
    part: &mut PartialFile,
    arrived: &mut Arrived,
) -> Result<(), Failure> {
    if paused.length().is_some_and(|length| length > limits.bytes) {
        return Err(Failure::TooLarge(limits.bytes));
    }
    let end = Instant::now() + limits.time;
    let answer = session.run(TakeResponseBodyAsStreamParams::new(paused.request_id.clone())).await?;
    let mut stream = BodyStream::named_in(&answer, TakeResponseBodyAsStreamParams::IDENTIFIER, session)?;
    loop {
        let piece = match stream.read(end.saturating_duration_since(Instant::now())).await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(CdpError::Timeout { .. }) => return Err(Failure::TooSlow),
            Err(error) => return Err(error.into()),
        };
        arrived.add(&piece);
        if arrived.size > limits.bytes {
            return Err(Failure::TooLarge(limits.bytes));
        }
        part.add(&piece).map_err(Failure::File)?;
    }
    stream.close();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_messages_are_as_they_were_read_last() {
        let all = [Failure::TooLarge(1000), Failure::TooSlow, Failure::Stopped, Failure::BrokenOff];
        insta::assert_snapshot!(all.map(|failure| failure.to_string()).join("\n"), @r#"
the file is larger than 1000 bytes; STATICFILE_MAX_BYTES sets this limit
the download took too long; STATICFILE_TIMEOUT sets the limit
the download was stopped
the server broke off the transfer; try again
"#);
    }

    #[test]
    fn whole_or_not() {
        let arrived = |body: &[u8]| {
            let mut arrived = Arrived::default();
            arrived.add(body);
            arrived
        };
        assert_eq!(arrived(b"abc").is_whole(Some(3), "text/plain").unwrap(), Completeness::Length);
        assert!(matches!(arrived(b"abc").is_whole(Some(4), "text/plain"), Err(Failure::BrokenOff)));
        assert_eq!(arrived(b"{\"a\":").is_whole(None, "application/json").unwrap(), Completeness::NoEnd);
        assert_eq!(arrived(b"{}").is_whole(None, "application/json").unwrap(), Completeness::EndMark);
        assert_eq!(arrived(b"").is_whole(None, "text/plain").unwrap(), Completeness::Unknown);
        assert!(arrived(b"abc").describe(Some(4)).starts_with("3 of 4 bytes after 0.0 s"));
    }

    proptest! {
        #[test]
        fn head_and_tail_are_the_bodys(pieces in prop::collection::vec(0usize..50_000, 0..8)) {
            let mut arrived = Arrived::default();
            let mut body = Vec::new();
            for (number, length) in pieces.into_iter().enumerate() {
                let piece: Vec<u8> = (0..length).map(|at| (at * 7 + number) as u8).collect();
                arrived.add(&piece);
                body.extend(piece);
            }
            prop_assert_eq!(arrived.size, body.len() as u64);
            prop_assert_eq!(arrived.head(), &body[..body.len().min(HEAD)]);
            prop_assert_eq!(arrived.tail.make_contiguous(), &body[body.len().saturating_sub(TAIL)..]);
        }
    }
}
