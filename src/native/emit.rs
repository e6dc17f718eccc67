//! What a native hook says: records on stdout, files for others to find.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

use super::{HookError, Report};

/// Prints a record.
pub fn record(record: &Value) {
    // Nobody listens any more when stdout is closed; the hook's files are its work all the same.
    let _ = writeln!(io::stdout().lock(), "{record}");
}

/// Prints the first line of a background hook: the hooks after it may begin.
pub fn ready(what: &str) {
    let _ = writeln!(io::stdout().lock(), "{what}");
}

/// Prints something that the person at the keyboard should know.
pub fn notice(message: &str) {
    record(&json!({ "type": "Notice", "message": message }));
}

pub(super) fn result(report: &Report) {
    let (status, output) = match report {
        Report::Succeeded(output) => ("succeeded", output),
        Report::NoResults(why) => ("noresults", why),
        Report::Skipped(why) => ("skipped", why),
        Report::Nothing | Report::AskedToEnd => return,
    };
    record(&json!({ "type": "ArchiveResult", "status": status, "output_str": output }));
}

pub(super) fn failure(why: &str) {
    record(&json!({ "type": "ArchiveResult", "status": "failed", "output_str": "", "error": why }));
}

/// Writes a file whole or not at all: under another name first, then renamed, so that whoever waits for it never reads half of it.
pub fn write_atomically(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> Result<(), HookError> {
    let path = path.as_ref();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    let temporary: PathBuf = path.with_file_name(name);
    fs::write(&temporary, contents).and_then(|()| fs::rename(&temporary, path)).map_err(|error| HookError::file(path, error))
}

/// Writes a file of JSON for people, whole or not at all.
pub fn write_json(path: impl AsRef<Path>, value: &impl Serialize) -> Result<(), HookError> {
    let text = serde_json::to_vec_pretty(value).map_err(|error| HookError::file(path.as_ref(), error))?;
    write_atomically(path, text)
}

/// Writes a file of JSON with one value on each line, whole or not at all.
pub fn write_json_lines<T: Serialize>(path: impl AsRef<Path>, values: impl IntoIterator<Item = T>) -> Result<(), HookError> {
    let mut text = Vec::new();
    for value in values {
        serde_json::to_writer(&mut text, &value).map_err(|error| HookError::file(path.as_ref(), error))?;
        text.push(b'\n');
    }
    write_atomically(path, text)
}
