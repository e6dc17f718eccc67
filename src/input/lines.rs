//! A list, line by line, from any reader.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::format::{self, Foreign};
use super::line::{self, Line};
use super::utf16::{self, Utf16};
use crate::model::hint::Hint;
use crate::model::snapshot::Candidate;
use crate::model::url::{MAX_LENGTH, Schemes};

/// The longest line of a list, in bytes; what follows in that line is passed over.
const MAX_LINE: usize = 4 * MAX_LENGTH;

/// How much of a list is looked at, at most, to know its format.
const HEAD: usize = 64 * 1024;

/// What a list is read from.
pub type Source = Box<dyn BufRead + Send>;

/// What a list says.
#[derive(Debug, PartialEq)]
pub enum Entry {
    Page {
        page: Box<Candidate>,
        left_out: Option<LeftOut>,
    },
    Refused(BadLine),
    /// It is no list. Nothing comes after this.
    Foreign(Foreign),
}

/// A line that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub number: u64,
    /// Its beginning.
    pub text: String,
    pub reason: String,
    /// What can be done about it.
    pub hint: Option<Hint>,
}

/// What stands on a line after its URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// From 1.
    pub line: u64,
    /// Its beginning.
    pub text: String,
}

/// Reads a list line by line. A line ends with `\n`, `\r\n` or `\r`.
pub struct Lines {
    reader: Source,
    schemes: Schemes,
    number: u64,
    is_begun: bool,
    is_over: bool,
    /// The last line ended with `\r`, to which a `\n` may belong.
    after_return: bool,
}

impl Lines {
    pub fn new(reader: Source, schemes: Schemes) -> Self {
        Lines { reader, schemes, number: 0, is_begun: false, is_over: false, after_return: false }
    }

    /// Looks at the beginning.
    fn begin(&mut self) -> io::Result<Option<Foreign>> {
        let reader = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        let (head, _, mut reader) =
            peek(reader, |head| head.len() >= 16 || (head.len() >= 4 && head.contains(&b'\n')))?;
        if let Some(order) = utf16::order_of(&head) {
            reader = Box::new(BufReader::with_capacity(HEAD, Utf16::new(reader, order)));
        } else if let Some(foreign) = format::of_bytes(&head) {
            return Ok(Some(foreign));
        }
        let (head, is_whole, reader) = peek(reader, has_content)?;
        self.reader = reader;
        Ok(format::of_bytes(&head).or_else(|| format::of_text(&head, is_whole, self.schemes)))
    }

    /// The next line, at most [`MAX_LINE`] bytes of it, without its end; whether it was cut.
    fn next_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut line, mut is_cut, mut is_there) = (Vec::new(), false, false);
        loop {
            let buffer = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let Some(&next) = buffer.first() else { break };
            if self.after_return {
                self.after_return = false;
                if next == b'\n' {
                    self.reader.consume(1);
                    continue;
                }
            }
            is_there = true;
            let end = memchr::memchr2(b'\n', b'\r', buffer);
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            let room = MAX_LINE - line.len();
            is_cut |= piece.len() > room;
            line.extend_from_slice(&piece[..piece.len().min(room)]);
            let used = piece.len() + usize::from(end.is_some());
            self.after_return = end.is_some_and(|end| buffer[end] == b'\r');
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        self.number += u64::from(is_there);
        Ok(is_there.then_some((line, is_cut)))
    }

    fn read(&mut self) -> io::Result<Option<Entry>> {
        if !self.is_begun {
            self.is_begun = true;
            if let Some(foreign) = self.begin()? {
                self.is_over = true;
                return Ok(Some(Entry::Foreign(foreign)));
            }
        }
        while let Some((line, is_cut)) = self.next_line()? {
            let read = if is_cut {
                Err(format!("the line is longer than {MAX_LINE} bytes").into())
            } else {
                line::read(&line, self.schemes)
            };
            return Ok(Some(match read {
                Ok(Line::Nothing) => continue,
                Ok(Line::Page { page, left_out }) => {
                    let left_out = left_out.map(|text| LeftOut { line: self.number, text: beginning(&text) });
                    Entry::Page { page, left_out }
                }
                Err(refusal) => Entry::Refused(BadLine {
                    number: self.number,
                    text: beginning(String::from_utf8_lossy(&line).trim()),
                    reason: refusal.reason,
                    hint: refusal.hint,
                }),
            }));
        }
        Ok(None)
    }
}

impl Iterator for Lines {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let read = self.read().transpose();
        self.is_over |= matches!(read, None | Some(Err(_)));
        read
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(100).collect::<String>().replace(char::is_control, "\u{fffd}")
}

/// Reads until it is enough, at most [`HEAD`] bytes, without taking them from the reader; whether
/// that is all there is. It does not wait for more than it needs: the input may be typed.
fn peek(mut reader: Source, is_enough: impl Fn(&[u8]) -> bool) -> io::Result<(Vec<u8>, bool, Source)> {
    let mut head = Vec::new();
    let mut is_whole = false;
    while head.len() < HEAD && !is_enough(&head) {
        match reader.fill_buf() {
            Ok([]) => {
                is_whole = true;
                break;
            }
            Ok(buffer) => {
                let count = buffer.len();
                head.extend_from_slice(buffer);
                reader.consume(count);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let again: Source = Box::new(BufReader::with_capacity(HEAD, Cursor::new(head.clone()).chain(reader)));
    Ok((head, is_whole, again))
}

/// Whether there is a whole line with content. The first line of JSON over several lines is not
/// enough.
fn has_content(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.next_back();
    let mut lines = lines.map(<[u8]>::trim_ascii).filter(|line| !matches!(line.first(), None | Some(b'#')));
    let Some(first) = lines.next() else { return false };
    !matches!(first.first(), Some(b'{' | b'[')) || first.ends_with(b"}") || lines.next().is_some()
}
