//! UTF-16 as UTF-8, for lists that editors and spreadsheets on Windows write.

use std::io::{self, BufRead, Read};

/// How the two bytes of a unit stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

/// Which UTF-16 a file is that begins so: by its byte order mark, or by the zeros between ASCII
/// letters.
pub fn order_of(head: &[u8]) -> Option<Order> {
    match head {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(Order::Little),
        [0xfe, 0xff, ..] => Some(Order::Big),
        [a @ 1..0x80, 0, b @ 1..0x80, 0, ..] if !a.is_ascii_control() && !b.is_ascii_control() => Some(Order::Little),
        [0, a @ 1..0x80, 0, b @ 1..0x80, ..] if !a.is_ascii_control() && !b.is_ascii_control() => Some(Order::Big),
        _ => None,
    }
}

/// Reads UTF-16 as UTF-8; what is not valid becomes U+FFFD.
pub struct Utf16<R> {
    reader: R,
    order: Order,
    /// A half character, or the first byte of a unit, until the rest has come.
    open: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
}

impl<R: BufRead> Utf16<R> {
    pub fn new(reader: R, order: Order) -> Self {
        Utf16 { reader, order, open: Vec::new(), decoded: Vec::new(), given: 0 }
    }

    /// Decodes what has come; false at the end.
    fn decode(&mut self) -> io::Result<bool> {
        let buffer = self.reader.fill_buf()?;
        let (count, is_end) = (buffer.len(), buffer.is_empty());
        self.open.extend_from_slice(buffer);
        self.reader.consume(count);
        if is_end && self.open.is_empty() {
            return Ok(false);
        }
        let unit = |pair: &[u8]| match self.order {
            Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
        };
        let mut whole = self.open.len() / 2 * 2;
        if !is_end && whole >= 2 && (0xd800..0xdc00).contains(&unit(&self.open[whole - 2..])) {
            whole -= 2;
        }
        let units = self.open[..whole].chunks_exact(2).map(unit);
        let mut text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.open.drain(..whole);
        if is_end && !self.open.is_empty() {
            self.open.clear();
            text.push(char::REPLACEMENT_CHARACTER);
        }
        (self.decoded, self.given) = (text.into_bytes(), 0);
        Ok(true)
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() {
            if !self.decode()? {
                return Ok(0);
            }
        }
        let count = into.len().min(self.decoded.len() - self.given);
        into[..count].copy_from_slice(&self.decoded[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8], order: Order, step: usize) -> String {
        let mut text = String::new();
        Utf16::new(BufReader::with_capacity(step, bytes), order).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn orders() {
        assert_eq!(order_of(b"\xff\xfeh\0"), Some(Order::Little));
        assert_eq!(order_of(b"\xfe\xff\0h"), Some(Order::Big));
        assert_eq!(order_of(b"h\0t\0t\0p\0"), Some(Order::Little));
        assert_eq!(order_of(b"\0h\0t"), Some(Order::Big));
        for other in [&b""[..], b"http", b"\xff\xfe\0\0h\0\0\0", b"h\0\0\0", b"\0\0\0h", b"h\0"] {
            assert_eq!(order_of(other), None, "{other:?}");
        }
    }

    #[test]
    fn what_is_broken_is_replaced() {
        assert_eq!(decoded(b"a\0\0\xd8b\0c", Order::Little, 3), "a\u{fffd}b\u{fffd}");
    }

    proptest! {
        #[test]
        fn every_text_comes_through_whole(text in "(?s).{0,50}", step in 1_usize..9) {
            let units = || text.encode_utf16();
            prop_assert_eq!(&decoded(&units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), Order::Little, step), &text);
            prop_assert_eq!(&decoded(&units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(), Order::Big, step), &text);
        }
    }
}
