//! Frames of the WebSocket protocol (RFC 6455, section 5), as a server reads and writes them. Pure:
//! heads are read from bytes and made of values; what they carry passes by without being held.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha1::{Digest, Sha1};

/// What a frame is (RFC 6455, 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opcode {
    Continuation,
    Text,
    Binary,
    Close,
    Ping,
    Pong,
}

/// The head of a frame that a client sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub opcode: Opcode,
    /// The last frame of its message.
    pub is_final: bool,
    /// Bytes that follow the head.
    pub length: u64,
    pub mask: [u8; 4],
}

/// Why a connection is closed. The codes from 4000 on are ours; those below are of RFC 6455,
/// section 7.4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseCode {
    ProtocolError = 1002,
    NotText = 1003,
    TooBig = 1009,
    /// Nothing was sent either way for the lease's idle limit.
    Idle = 4001,
    /// The lease's time is over.
    Total = 4002,
    /// Somebody gave the lease back.
    Released = 4003,
    /// The browser ended, hung or was killed.
    BrowserLost = 4004,
    /// The pool ends.
    PoolEnding = 4005,
    /// There is no room for what the client sends, or does not read. Its lease goes on.
    Memory = 4006,
}

/// A head that no client may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHead {
    #[error("reserved bits are set, though no extension was agreed on")]
    ReservedBits,
    #[error("opcode {0} is not defined")]
    Opcode(u8),
    #[error("a client's frame is not masked")]
    NotMasked,
    #[error("a control frame is longer than 125 bytes or in pieces")]
    Control,
    #[error("the length is not written in the shortest form, or is negative")]
    Length,
}

/// The longest head of a client's frame, in bytes.
pub const LONGEST_HEAD: usize = 14;

/// The longest payload of a control frame, in bytes.
pub const LONGEST_CONTROL: usize = 125;

impl Head {
    /// Reads a head, and says how long it is; `None` while `bytes` has not all of it.
    pub fn read(bytes: &[u8]) -> Result<Option<(Head, usize)>, BadHead> {
        let [first, second, ..] = *bytes else { return Ok(None) };
        if first & 0b0111_0000 != 0 {
            return Err(BadHead::ReservedBits);
        }
        let opcode = Opcode::read(first & 0x0f)?;
        let is_final = first & 0x80 != 0;
        if second & 0x80 == 0 {
            return Err(BadHead::NotMasked);
        }
        let (extended, short) = match second & 0x7f {
            126 => (2, 126),
            127 => (8, 1 << 16),
            _ => (0, 0),
        };
        if opcode.is_control() && (extended > 0 || !is_final) {
            return Err(BadHead::Control);
        }
        let size = 2 + extended + 4;
        if bytes.len() < size {
            return Ok(None);
        }
        let length = match extended {
            0 => u64::from(second & 0x7f),
            _ => bytes[2..2 + extended].iter().fold(0, |length, byte| length << 8 | u64::from(*byte)),
        };
        if length < short || length >> 63 != 0 {
            return Err(BadHead::Length);
        }
        let mut mask = [0; 4];
        mask.copy_from_slice(&bytes[size - 4..size]);
        Ok(Some((Head { opcode, is_final, length, mask }, size)))
    }
}

impl Opcode {
    fn read(value: u8) -> Result<Self, BadHead> {
        Ok(match value {
            0 => Opcode::Continuation,
            1 => Opcode::Text,
            2 => Opcode::Binary,
            8 => Opcode::Close,
            9 => Opcode::Ping,
            10 => Opcode::Pong,
            other => return Err(BadHead::Opcode(other)),
        })
    }

    pub fn is_control(self) -> bool {
        matches!(self, Opcode::Close | Opcode::Ping | Opcode::Pong)
    }
}

/// Takes the mask off a part of a payload that begins `offset` bytes after the head.
pub fn unmask(part: &mut [u8], mask: [u8; 4], offset: u64) {
    // Free, legal, and what benchmarks send.
    if mask == [0; 4] {
        return;
    }
    let mut turned = mask;
    turned.rotate_left((offset % 4) as usize);
    let word = u64::from_ne_bytes([turned, turned].concat().try_into().unwrap_or_default());
    let (chunks, rest) = part.as_chunks_mut::<8>();
    for chunk in chunks {
        *chunk = (u64::from_ne_bytes(*chunk) ^ word).to_ne_bytes();
    }
    for (byte, key) in rest.iter_mut().zip(turned.iter().cycle()) {
        *byte ^= key;
    }
}

/// The head of a whole text message of this length from a server, which masks nothing.
pub fn text_head(length: u64) -> Vec<u8> {
    head(0x81, length)
}

/// An answer to a ping.
pub fn pong(payload: &[u8]) -> Vec<u8> {
    control(0x8a, payload)
}

/// A close frame. The reason is cut to what fits.
pub fn close(code: CloseCode, reason: &str) -> Vec<u8> {
    let mut end = reason.len().min(LONGEST_CONTROL - 2);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    control(0x88, &[&(code as u16).to_be_bytes(), &reason.as_bytes()[..end]].concat())
}

/// The answer to a client's close frame: its own code, if it had one.
pub fn close_answer(payload: &[u8]) -> Vec<u8> {
    control(0x88, payload.get(..2).unwrap_or_default())
}

fn control(first: u8, payload: &[u8]) -> Vec<u8> {
    let payload = &payload[..payload.len().min(LONGEST_CONTROL)];
    [&[first, payload.len() as u8], payload].concat()
}

fn head(first: u8, length: u64) -> Vec<u8> {
    match length {
        0..=125 => vec![first, length as u8],
        126..=0xffff => [&[first, 126][..], &(length as u16).to_be_bytes()].concat(),
        _ => [&[first, 127][..], &length.to_be_bytes()].concat(),
    }
}

/// The value of `Sec-WebSocket-Accept` for a client's key (RFC 6455, 4.2.2). Whatever the key is:
/// go-rod sends `nil` (github.com/go-rod/rod, lib/cdp/websocket.go).
pub fn accept(key: &[u8]) -> String {
    let digest = Sha1::new().chain_update(key).chain_update("258EAFA5-E914-47DA-95CA-C5AB0DC85B11").finalize();
    BASE64_STANDARD.encode(digest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A client's frame, as bytes.
    fn frame(first: u8, payload: &[u8], mask: [u8; 4]) -> Vec<u8> {
        let mut bytes = head(first, payload.len() as u64);
        bytes[1] |= 0x80;
        bytes.extend_from_slice(&mask);
        let begin = bytes.len();
        bytes.extend_from_slice(payload);
        unmask(&mut bytes[begin..], mask, 0);
        bytes
    }

    #[test]
    fn the_example_of_the_rfc_is_answered_as_there() {
        assert_eq!(accept(b"dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn heads_that_no_client_may_send_are_refused() {
        for (bytes, expected) in [
            (&[0xc1, 0x80, 0, 0, 0, 0][..], BadHead::ReservedBits),
            (&[0x83, 0x80, 0, 0, 0, 0], BadHead::Opcode(3)),
            (&[0x81, 0x01], BadHead::NotMasked),
            (&[0x09, 0x80, 0, 0, 0, 0], BadHead::Control),
            (&[0x89, 0xfe, 0, 126, 0, 0, 0, 0], BadHead::Control),
            (&[0x81, 0xfe, 0, 125, 0, 0, 0, 0], BadHead::Length),
            (&[0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0], BadHead::Length),
            (&[0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], BadHead::Length),
        ] {
            assert_eq!(Head::read(bytes), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn a_reason_that_is_too_long_is_cut_between_characters() {
        let bytes = close(CloseCode::Idle, &"ä".repeat(100));
        assert_eq!(bytes[1], 2 + 122);
        assert_eq!(u16::from_be_bytes([bytes[2], bytes[3]]), 4001);
        std::str::from_utf8(&bytes[4..]).unwrap();
    }

    proptest! {
        #[test]
        fn frames_of_any_length_are_read_back(length in prop_oneof![0usize..300, 65_500usize..65_600], mask: [u8; 4], cut in 0usize..14) {
            let payload: Vec<u8> = (0..length).map(|index| index as u8).collect();
            let bytes = frame(0x81, &payload, mask);
            let (head, size) = Head::read(&bytes).unwrap().unwrap();
            prop_assert_eq!((head.opcode, head.is_final, head.length, head.mask), (Opcode::Text, true, length as u64, mask));
            prop_assert!(Head::read(&bytes[..cut.min(size - 1)]).unwrap().is_none());
            // In two parts, wherever the cut is.
            let mut content = bytes[size..].to_vec();
            let cut = cut.min(length);
            unmask(&mut content[..cut], mask, 0);
            unmask(&mut content[cut..], mask, cut as u64);
            prop_assert_eq!(content, payload);
        }
    }
}
