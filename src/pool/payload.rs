//! A message on its way: in memory while it is small, in an unlinked file when it is not, so that a
//! connection costs the same whatever passes through it.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a message may take in memory, in bytes.
pub const IN_MEMORY: usize = 256 << 10;

/// How much of a file is held at once, in bytes.
pub const PIECE: usize = 128 << 10;

/// One whole message.
#[derive(Debug)]
pub struct Payload {
    segments: VecDeque<Segment>,
    /// In bytes.
    length: u64,
}

#[derive(Debug)]
enum Segment {
    Memory(Vec<u8>),
    File { file: Arc<File>, begin: u64, end: u64 },
}

/// Collects a message that comes in pieces.
#[derive(Debug)]
pub struct Collector {
    directory: Arc<PathBuf>,
    memory: Vec<u8>,
    file: Option<File>,
    length: u64,
}

impl Collector {
    /// Large messages go to files in `directory` that have no name there.
    pub fn new(directory: Arc<PathBuf>) -> Self {
        Collector { directory, memory: Vec::new(), file: None, length: 0 }
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// Adds the next piece.
    pub fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.memory.len() + piece.len() > IN_MEMORY {
            let file = unnamed(&self.directory)?;
            file.write_all_at(&self.memory, 0)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        match &self.file {
            None => self.memory.extend_from_slice(piece),
            Some(file) => file.write_all_at(piece, self.length)?,
        }
        self.length += piece.len() as u64;
        Ok(())
    }

    /// The whole; then a new message begins.
    pub fn take(&mut self) -> Payload {
        let length = std::mem::take(&mut self.length);
        let segment = match self.file.take() {
            Some(file) => Segment::File { file: Arc::new(file), begin: 0, end: length },
            None => Segment::Memory(std::mem::take(&mut self.memory)),
        };
        Payload { segments: VecDeque::from([segment]), length }
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Payload { length: bytes.len() as u64, segments: VecDeque::from([Segment::Memory(bytes)]) }
    }
}

impl Payload {
    /// A part of a file, which others may hold as well.
    pub fn of_file(file: Arc<File>, begin: u64, end: u64) -> Self {
        Payload { length: end - begin, segments: VecDeque::from([Segment::File { file, begin, end }]) }
    }

    /// Adds a part of a file, where that follows on what it ends with.
    pub fn extend(&mut self, file: &Arc<File>, begin: u64, end: u64) -> bool {
        match self.segments.back_mut() {
            Some(Segment::File { file: last, end: last_end, .. }) if Arc::ptr_eq(last, file) && *last_end == begin => {
                *last_end = end;
                self.length += end - begin;
                true
            }
            _ => false,
        }
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// What it takes in memory, in bytes.
    pub fn in_memory(&self) -> usize {
        let sizes = self.segments.iter().map(|segment| match segment {
            Segment::Memory(bytes) => bytes.len(),
            Segment::File { .. } => 0,
        });
        sizes.sum()
    }

    /// All of it as bytes, where it is in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self.segments.front() {
            Some(Segment::Memory(bytes)) if self.segments.len() == 1 => Some(bytes),
            _ => None,
        }
    }

    /// Leaves out the bytes from `begin` to `end`, which lie within one segment.
    pub fn leave_out(&mut self, begin: u64, end: u64) {
        self.replace(begin, end, &[]);
    }

    /// Adds `bytes` before the byte at `place`.
    pub fn insert(&mut self, place: u64, bytes: &[u8]) {
        self.replace(place, place, bytes);
    }

    fn replace(&mut self, begin: u64, end: u64, with: &[u8]) {
        self.length = self.length - (end - begin) + with.len() as u64;
        let [segment] = self.segments.make_contiguous() else { unreachable!("a message is edited once") };
        match segment {
            Segment::Memory(bytes) => drop(bytes.splice(begin as usize..end as usize, with.iter().copied())),
            Segment::File { file, end: length, .. } => {
                let part = |begin, end| Segment::File { file: file.clone(), begin, end };
                let parts = [part(0, begin), Segment::Memory(with.to_vec()), part(end, *length)];
                self.segments = VecDeque::from(parts);
            }
        }
    }

    /// Adds bytes at its end.
    pub fn append(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        match self.segments.back_mut() {
            Some(Segment::Memory(last)) => last.extend_from_slice(bytes),
            _ => self.segments.push_back(Segment::Memory(bytes.to_vec())),
        }
    }

    /// Puts bytes before its beginning.
    pub fn prepend(&mut self, bytes: Vec<u8>) {
        self.length += bytes.len() as u64;
        match self.segments.front_mut() {
            Some(Segment::Memory(first)) => drop(first.splice(0..0, bytes)),
            _ => self.segments.push_front(Segment::Memory(bytes)),
        }
    }

    /// The next piece of at most [`PIECE`] bytes from a file, or what is in memory as a whole, taken
    /// out; `None` at the end. `buffer` is used for what is read.
    pub fn next_piece<'a>(&mut self, buffer: &'a mut Vec<u8>) -> io::Result<Option<&'a [u8]>> {
        loop {
            match self.segments.front_mut() {
                None => return Ok(None),
                Some(Segment::Memory(bytes)) => {
                    *buffer = std::mem::take(bytes);
                    self.segments.pop_front();
                    if !buffer.is_empty() {
                        return Ok(Some(buffer));
                    }
                }
                Some(Segment::File { begin, end, .. }) if begin == end => drop(self.segments.pop_front()),
                Some(Segment::File { file, begin, end }) => {
                    let size = (*end - *begin).min(PIECE as u64) as usize;
                    buffer.resize(size, 0);
                    file.read_exact_at(buffer, *begin)?;
                    *begin += size as u64;
                    return Ok(Some(buffer));
                }
            }
        }
    }

    /// The whole in memory.
    pub fn into_bytes(mut self) -> io::Result<Vec<u8>> {
        let (mut whole, mut buffer) = (Vec::new(), Vec::new());
        while let Some(piece) = self.next_piece(&mut buffer)? {
            whole.extend_from_slice(piece);
        }
        Ok(whole)
    }
}

/// A file without a name, which is gone with its last descriptor.
fn unnamed(directory: &Path) -> io::Result<File> {
    tempfile::tempfile_in(directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(text: &[u8], size: usize) -> (Payload, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let mut collector = Collector::new(Arc::new(dir.path().to_owned()));
        text.chunks(size).for_each(|piece| collector.push(piece).unwrap());
        (collector.take(), dir)
    }

    #[test]
    fn small_and_large_are_the_same_to_those_who_read_and_edit_them() {
        for length in [100, IN_MEMORY + 1] {
            let text: Vec<u8> = (0..length).map(|index| index as u8).collect();
            let (payload, dir) = collect(&text, 4096);
            assert_eq!(payload.length(), length as u64);
            assert_eq!(payload.in_memory() > 0, length <= IN_MEMORY);
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "the file has no name");
            assert_eq!(payload.into_bytes().unwrap(), text);

            let (mut payload, _dir) = collect(&text, 4096);
            payload.leave_out(10, 20);
            payload.append(b"\0");
            payload.prepend(b"head".to_vec());
            assert_eq!(payload.length(), length as u64 - 10 + 5);
            let expected = [b"head", &text[..10], &text[20..], b"\0"].concat();
            assert_eq!(payload.into_bytes().unwrap(), expected);

            let (mut payload, _dir) = collect(&text, 4096);
            payload.insert(1, b"new");
            assert_eq!(payload.into_bytes().unwrap(), [&text[..1], b"new", &text[1..]].concat());
        }
    }
}
