//! What Chrome says itself, in a file with a bound. It writes a line for many a thing that a page
//! does, such as each handshake that fails.

use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files::own_files;
use crate::stderr::stderr_line;

/// The file is cut when it has more bytes than this, as many as are kept of what a hook says unless
/// a setting says otherwise (`MAX_LOG_BYTES`).
const MOST: u64 = 10 << 20;

/// How many bytes are left of it then, the last ones.
const KEPT: u64 = 1 << 20;

/// How often its length is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How much of its end is read for the last words, which are no more than some lines.
const TAIL: u64 = 16 << 10;

/// How many lines those are.
const LAST_LINES: usize = 5;

/// The file.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
}

impl Log {
    /// Begins it, and gives what Chrome is to write to: that only ever writes at the end, wherever
    /// that is after a cut.
    pub fn begin(path: &Path) -> io::Result<(Self, File)> {
        let file = own_files::append(path)?;
        file.set_len(0)?;
        Ok((Log { path: path.to_owned() }, file))
    }

    /// Its last lines that are not empty; `none` when there is none.
    pub fn last_words(&self) -> String {
        let text = File::open(&self.path).and_then(|file| tail(&file, TAIL)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().rev().filter(|line| !line.trim().is_empty()).take(LAST_LINES).collect();
        if lines.is_empty() { "none".into() } else { lines.into_iter().rev().collect::<Vec<_>>().join("\n") }
    }

    /// Cuts it whenever it has grown too long, for as long as it is waited for.
    pub async fn stay_short(&self) -> Infallible {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Err(error) = self.cut() {
                // It is said once: Chrome goes on without it.
                stderr_line!("{}: it could not be cut, and may grow: {error}", self.path.display());
                return std::future::pending().await;
            }
        }
    }

    /// Leaves its end only, when it is too long. A line that Chrome writes between the two calls
    /// goes with the rest: it is one of millions, and a browser whose last words are wanted, as it
    /// did not start, has not got here.
    fn cut(&self) -> io::Result<()> {
        let length = fs::metadata(&self.path)?.len();
        if length <= MOST {
            return Ok(());
        }
        let mut file = File::options().read(true).append(true).open(&self.path)?;
        let kept = tail(&file, KEPT)?;
        file.set_len(0)?;
        file.write_all(&[format!("[cut here: of {length} bytes the last are kept]\n").as_bytes(), &kept].concat())
    }
}

/// The last `most` bytes of a file, from the beginning of a line where there is one among them.
fn tail(file: &File, most: u64) -> io::Result<Vec<u8>> {
    let start = file.metadata()?.len().saturating_sub(most);
    // It may grow meanwhile.
    let mut bytes = vec![0; most as usize];
    let mut count = 0;
    while count < bytes.len() {
        match file.read_at(&mut bytes[count..], start + count as u64)? {
            0 => break,
            read => count += read,
        }
    }
    bytes.truncate(count);
    let is_cut = start > 0;
    let begin = bytes.iter().position(|byte| *byte == b'\n').filter(|_| is_cut).map_or(0, |end| end + 1);
    bytes.drain(..begin);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(text: &[u8]) -> (tempfile::TempDir, Log, File) {
        let dir = tempfile::tempdir().unwrap();
        let (log, mut file) = Log::begin(&dir.path().join("chrome.log")).unwrap();
        file.write_all(text).unwrap();
        (dir, log, file)
    }

    #[test]
    fn the_last_words_are_the_last_lines_of_however_many() {
        for (text, expected) in [
            (String::new(), "none".to_owned()),
            ("\n \n".into(), "none".into()),
            ("one\n\ntwo".into(), "one\ntwo".into()),
            ((1..=100_000).map(|number| format!("{number}\n")).collect(), "99996\n99997\n99998\n99999\n100000".into()),
            ("x".repeat(100_000), "x".repeat(TAIL as usize)),
        ] {
            let (_dir, log, _file) = log(text.as_bytes());
            assert_eq!(log.last_words(), expected);
        }
    }

    #[test]
    fn what_is_too_long_is_cut_and_goes_on() {
        let line = "a handshake failed\n";
        let (dir, log, mut file) = log(line.repeat(MOST as usize / line.len()).as_bytes());
        let path = dir.path().join("chrome.log");
        let before = fs::metadata(&path).unwrap().len();
        log.cut().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().len(), before, "it is not too long yet");
        file.write_all("the straw\nthe last straw\n".as_bytes()).unwrap();
        log.cut().unwrap();
        file.write_all(b"the next\n").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("[cut here: of 10485"), "{}", &text[..100]);
        assert!(
            text.ends_with("a handshake failed\nthe straw\nthe last straw\nthe next\n"),
            "{}",
            &text[text.len() - 100..]
        );
        assert!(text.lines().nth(1) == Some(line.trim()) && text.len() as u64 <= KEPT + 100, "{}", text.len());
    }

    #[test]
    fn what_an_earlier_browser_said_is_not_told_of_the_next() {
        let (dir, _log, _file) = log(b"earlier\n");
        let (log, _file) = Log::begin(&dir.path().join("chrome.log")).unwrap();
        assert_eq!(log.last_words(), "none");
    }
}
