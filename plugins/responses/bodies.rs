//! Bodies on disk: under a name made from their content, so that the same bytes are there once.

use std::collections::HashMap;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::files::atomic::Unfinished;
use crate::files::own_files;
use crate::model::mimetype::usual_ending;

/// Where bodies lie, in the plugin's directory.
const DIR: &str = "bodies";

/// What a body may have before it is written to disk as it comes.
const IN_MEMORY: usize = 256 * 1024;

/// A body that has been saved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Saved {
    /// From the plugin's directory.
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

/// Bytes on their way to a body: few are kept in memory, many go to a file at once.
#[derive(Debug)]
pub struct Spool {
    hasher: Sha256,
    memory: Vec<u8>,
    file: Option<Unfinished>,
    size: u64,
    number: u64,
}

/// All saved bodies of a snapshot.
#[derive(Debug, Default)]
pub struct Bodies {
    by_digest: HashMap<String, String>,
    spools: u64,
    pub bytes: u64,
}

impl Bodies {
    /// A place for the bytes of another body.
    pub fn spool(&mut self) -> Spool {
        self.spools += 1;
        Spool { hasher: Sha256::new(), memory: Vec::new(), file: None, size: 0, number: self.spools }
    }

    /// Saves what was written to `spool` as a file that ends in `extension`.
    pub fn save(&mut self, mut spool: Spool, extension: &str) -> io::Result<Saved> {
        let sha256 = format!("{:x}", std::mem::take(&mut spool.hasher).finalize());
        let size = spool.size;
        if let Some(path) = self.by_digest.get(&sha256) {
            return Ok(Saved { path: path.clone(), size, sha256 });
        }
        spool.spill()?;
        let dir = format!("{DIR}/{}", &sha256[..2]);
        own_files::directory(dir.as_ref())?;
        let path = format!("{dir}/{sha256}.{extension}");
        if let Some(file) = spool.file.take() {
            file.finish(path.as_ref())?;
        }
        self.bytes += size;
        self.by_digest.insert(sha256.clone(), path.clone());
        Ok(Saved { path, size, sha256 })
    }
}

impl Spool {
    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.memory.extend_from_slice(bytes);
        self.take_in(bytes.len())
    }

    pub fn write_base64(&mut self, text: &str) -> io::Result<()> {
        let before = self.memory.len();
        if let Err(error) = STANDARD.decode_vec(text, &mut self.memory) {
            self.memory.truncate(before);
            return Err(io::Error::other(error));
        }
        self.take_in(self.memory.len() - before)
    }

    /// Counts what has come last into memory.
    fn take_in(&mut self, length: usize) -> io::Result<()> {
        self.hasher.update(&self.memory[self.memory.len() - length..]);
        self.size += length as u64;
        if self.memory.len() > IN_MEMORY { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                own_files::directory(DIR.as_ref())?;
                let temporary = format!("{DIR}/.part-{}", self.number).into();
                self.file.insert(Unfinished::create(temporary)?)
            }
        };
        file.write_all(&self.memory)?;
        self.memory.clear();
        Ok(())
    }
}

/// The ending of a file's name: that of the URL when it fits the type, else the usual one of the
/// type.
pub fn extension(url: &str, mimetype: &str) -> String {
    // A type that says nothing leaves it to the URL.
    let is_telling = !matches!(mimetype, "" | "application/octet-stream" | "binary/octet-stream");
    let of_url = of_path(url).filter(|extension| {
        let guessed = mime_guess::from_ext(extension).first();
        guessed.is_some_and(|guessed| !is_telling || guessed.essence_str() == mimetype)
    });
    of_url.or(usual_ending(mimetype).map(str::to_owned)).unwrap_or_else(|| "bin".into())
}

fn of_path(url: &str) -> Option<String> {
    let url = ::url::Url::parse(url).ok()?;
    let (_, extension) = url.path_segments()?.next_back()?.rsplit_once('.')?;
    let is_plain = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_in_what_they_are() {
        for (url, mimetype, expected) in [
            ("http://x/", "text/html", "html"),
            ("http://x/a.htm?b.png", "text/html", "htm"),
            ("http://x/a.php", "text/html", "html"),
            ("http://x/a.jpeg", "image/jpeg", "jpeg"),
            ("http://x/a.js", "application/javascript", "js"),
            ("http://x/a.png", "image/webp", "webp"),
            ("http://x/font.woff2", "application/octet-stream", "woff2"),
            ("http://x/a.b/c", "", "bin"),
            ("http://x/a.%2e%2e", "application/octet-stream", "bin"),
            ("blob:nonsense", "image/jpeg", "jpg"),
            ("http://x/img", "image/svg+xml", "svg"),
        ] {
            assert_eq!(extension(url, mimetype), expected, "{url} {mimetype}");
        }
    }
}
