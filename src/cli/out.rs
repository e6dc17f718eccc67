//! What commands write to standard output.

use std::io::{self, StdoutLock, Write};

use super::Failure;
use super::attached_browser::failed;

/// Writes a text as it is, at once. False when the reader has gone, as in `tacklebox list | head`,
/// which is no failure; every other error is one, such as a full disk.
pub fn write(text: &str) -> Result<bool, Failure> {
    put(|stdout| stdout.write_all(text.as_bytes()))
}

/// Writes a line.
pub fn print(line: &str) -> Result<(), Failure> {
    put(|stdout| writeln!(stdout, "{line}")).map(|_| ())
}

/// Writes a value as indented JSON.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    print(&serde_json::to_string_pretty(value).map_err(Failure::nothing)?)
}

fn put(write: impl FnOnce(&mut StdoutLock) -> io::Result<()>) -> Result<bool, Failure> {
    let mut stdout = io::stdout().lock();
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(failed(format!("standard output: {error}"))),
    }
}
