//! What a native hook says: records on stdout, files for others to find.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::{HookError, Report};
use crate::files::atomic;
use crate::rules::record::MAX_LINE;
use crate::stderr::stderr_line;

/// The most bytes of a result's words, which are one line for people.
const MAX_WORDS: usize = 16 << 10;

/// Texts up to this length stay in a record that is too long for a line; it is the limit of an
/// address.
const MAX_FIELD: usize = crate::model::url::MAX_LENGTH;

/// Prints a record.
pub fn record(record: &Value) {
    // A closed stdout is no error; the hook's files count all the same.
    let _ = writeln!(io::stdout().lock(), "{}", line(record));
}

/// A record as a line that is read whole. A page can make any text as long as it likes, its own
/// address too; one without which the line is short enough is left out, as half an address would be
/// a wrong one.
fn line(record: &Value) -> String {
    let line = record.to_string();
    if line.len() <= MAX_LINE {
        return line;
    }
    let mut short = record.clone();
    for (name, value) in short.as_object_mut().into_iter().flatten() {
        if let Some(length) = value.as_str().map(str::len).filter(|length| *length > MAX_FIELD) {
            stderr_line!("`{name}` is left out of the record: it has {length} bytes, of which {MAX_FIELD} are allowed");
            *value = Value::Null;
        }
    }
    short.to_string()
}

/// The beginning of a text for people, and how much was cut off.
fn in_short(words: &str) -> Cow<'_, str> {
    if words.len() <= MAX_WORDS {
        return words.into();
    }
    let end = (0..=MAX_WORDS).rev().find(|end| words.is_char_boundary(*end)).unwrap_or_default();
    let kept = &words[..end];
    format!("{kept}… ({} bytes more)", words.len() - kept.len()).into()
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
    record(&json!({ "type": "ArchiveResult", "status": status, "output_str": in_short(output) }));
}

pub(super) fn failure(why: &str) {
    record(&json!({ "type": "ArchiveResult", "status": "failed", "output_str": "", "error": in_short(why) }));
}

/// Writes a file whole or not at all: under another name first, then renamed, so that no reader
/// sees half of it. No link that another hook put there is followed.
pub fn write_atomically(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> Result<(), HookError> {
    let path = path.as_ref();
    atomic::write(path, contents.as_ref(), atomic::Options::default()).map_err(|error| HookError::file(path, error))
}

/// Writes a file of JSON for people, whole or not at all.
pub fn write_json(path: impl AsRef<Path>, value: &impl Serialize) -> Result<(), HookError> {
    let text = serde_json::to_vec_pretty(value).map_err(|error| HookError::file(path.as_ref(), error))?;
    write_atomically(path, text)
}

/// Writes a file of JSON with one value on each line, whole or not at all.
pub fn write_json_lines<T: Serialize>(
    path: impl AsRef<Path>,
    values: impl IntoIterator<Item = T>,
) -> Result<(), HookError> {
    let mut text = Vec::new();
    for value in values {
        serde_json::to_writer(&mut text, &value).map_err(|error| HookError::file(path.as_ref(), error))?;
        text.push(b'\n');
    }
    write_atomically(path, text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_record_is_a_line_that_is_read_whole() {
        let [short, long] = ["http://a.example/".to_owned(), "x".repeat(2 * MAX_LINE)];
        let record = json!({ "type": "Snapshot", "id": "1", "final_url": long, "title": short });
        assert_eq!(
            line(&record),
            json!({ "type": "Snapshot", "id": "1", "final_url": null, "title": short }).to_string()
        );
        let record = json!({ "type": "Snapshot", "id": "1", "title": "x".repeat(MAX_FIELD + 1) });
        assert_eq!(line(&record), record.to_string());
    }

    #[test]
    fn no_file_is_written_through_a_planted_link() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("precious"), "as it was").unwrap();
        for name in ["a.json", "a.json.tmp"] {
            std::os::unix::fs::symlink("precious", at(name)).unwrap();
        }
        write_json(at("a.json"), &json!(1)).unwrap();
        fs::hard_link(at("precious"), at("a.json.tmp")).unwrap();
        write_json(at("a.json"), &json!(2)).unwrap();
        assert_eq!((fs::read_to_string(at("a.json")).unwrap(), at("a.json").is_symlink()), ("2".to_owned(), false));
        assert_eq!(fs::read_to_string(at("precious")).unwrap(), "as it was");
    }

    #[test]
    fn words_have_a_limit() {
        assert_eq!(in_short("a word"), "a word");
        let words = "ü".repeat(MAX_WORDS);
        assert_eq!(in_short(&words), format!("{}… ({MAX_WORDS} bytes more)", "ü".repeat(MAX_WORDS / 2)));
    }
}
