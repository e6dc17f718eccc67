//! What a hook says: one line of its stdout, read as a record or passed over as log. Pure.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::archive_result::Verdict;

/// One JSON object that a hook printed on a line of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    ArchiveResult(ResultRecord),
    Snapshot(SnapshotRecord),
    Tag(String),
    /// Something that the person at the keyboard should know.
    Notice(String),
    /// `Binary`, `Machine`, `Process`, or a type this program does not know: kept as it was said.
    Other {
        known: bool,
        value: Value,
    },
}

/// What a hook claims as its result.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ResultRecord {
    pub status: Verdict,
    #[serde(default, deserialize_with = "text")]
    pub output_str: String,
    pub output_json: Option<Value>,
    pub cmd: Option<Value>,
    pub error: Option<String>,
}

/// A page that a hook found, or facts about the page it works on; which of the two, `id` tells.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SnapshotRecord {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub depth: Option<u32>,
    #[serde(default, deserialize_with = "tags")]
    pub tags: Vec<String>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// A line that was meant as a record and cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} record not understood: {reason}")]
pub struct RecordError {
    /// The record's own `type`.
    pub kind: String,
    pub reason: String,
}

/// Reads one line. `Ok(None)` is log: not an object, or an object without a `type`.
pub fn parse(line: &str) -> Result<Option<Record>, RecordError> {
    let line = line.trim();
    if !line.starts_with('{') {
        return Ok(None);
    }
    let mut object = match serde_json::from_str(line) {
        Ok(Value::Object(object)) => object,
        // A line that names a type was meant for us; passing it over in silence would lose a result.
        Err(error) if line.contains("\"type\"") => return Err(RecordError { kind: "broken".into(), reason: error.to_string() }),
        _ => return Ok(None),
    };
    let Some(Value::String(kind)) = object.get("type").cloned() else { return Ok(None) };
    let bad = |error: serde_json::Error| RecordError { kind: kind.clone(), reason: error.to_string() };
    match kind.as_str() {
        "ArchiveResult" => Ok(Some(Record::ArchiveResult(serde_json::from_value(Value::Object(object)).map_err(bad)?))),
        "Snapshot" => {
            object.remove("type");
            Ok(Some(Record::Snapshot(serde_json::from_value(Value::Object(object)).map_err(bad)?)))
        }
        "Tag" => match object.get("name") {
            Some(Value::String(name)) if !name.trim().is_empty() => Ok(Some(Record::Tag(name.trim().to_owned()))),
            _ => Err(RecordError { kind, reason: "a Tag needs a `name` that is a text".into() }),
        },
        "Notice" => match object.get("message") {
            Some(Value::String(message)) => Ok(Some(Record::Notice(message.clone()))),
            _ => Err(RecordError { kind, reason: "a Notice needs a `message` that is a text".into() }),
        },
        "Binary" | "Machine" | "Process" => Ok(Some(Record::Other { known: true, value: Value::Object(object) })),
        _ => Ok(Some(Record::Other { known: false, value: Value::Object(object) })),
    }
}

/// A text, or any other JSON value written as one: hooks print numbers and null as their output.
fn text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    })
}

/// A list of texts or one text with commas; both are in use.
fn tags<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Tags {
        List(Vec<String>),
        Text(String),
        Nothing(()),
    }
    Ok(match Tags::deserialize(deserializer)? {
        Tags::List(list) => list,
        Tags::Text(text) => split_tags(&text),
        Tags::Nothing(()) => Vec::new(),
    })
}

/// `a, b,,c` as three tags.
pub fn split_tags(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_that_are_log() {
        for line in ["", "hello", "[1,2]", "{", "{\"a\":1}", "{\"type\":7}", "null"] {
            assert_eq!(parse(line), Ok(None), "{line}");
        }
    }

    #[test]
    fn results() {
        let Ok(Some(Record::ArchiveResult(result))) = parse(r#" {"type":"ArchiveResult","status":"noresult","output_str":null} "#) else {
            panic!("not a result")
        };
        assert_eq!((result.status, result.output_str.as_str()), (Verdict::NoResults, ""));
        let error = parse(r#"{"type":"ArchiveResult","status":"great"}"#).unwrap_err();
        assert!(error.to_string().starts_with("ArchiveResult record not understood: unknown variant `great`"), "{error}");
        assert!(parse(r#"{"type":"ArchiveResult","status":"#).is_err());
    }

    #[test]
    fn snapshots_and_tags() {
        let Ok(Some(Record::Snapshot(found))) = parse(r#"{"type":"Snapshot","url":"https://a.example/","depth":2,"tags":"x, y","via":"z"}"#) else {
            panic!("not a snapshot")
        };
        assert_eq!((found.url.as_deref(), found.depth, found.tags.len()), (Some("https://a.example/"), Some(2), 2));
        assert_eq!(found.others.get("via"), Some(&Value::from("z")));
        assert_eq!(parse(r#"{"type":"Tag","name":" news "}"#), Ok(Some(Record::Tag("news".into()))));
        assert!(parse(r#"{"type":"Tag"}"#).is_err());
    }

    #[test]
    fn other_types_are_kept() {
        assert!(matches!(parse(r#"{"type":"Binary","name":"wget"}"#), Ok(Some(Record::Other { known: true, .. }))));
        assert!(matches!(parse(r#"{"type":"Weather"}"#), Ok(Some(Record::Other { known: false, .. }))));
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "(?s).{0,300}") {
            let _ = parse(&line);
        }

        #[test]
        fn no_object_panics(kind in "ArchiveResult|Snapshot|Tag|Other", key in "status|url|name|depth|tags|output_str", value in "[0-9]{1,30}|null|\"[a-z]*\"|\\[\\]|\\{\\}|-1e400") {
            let _ = parse(&format!("{{\"type\":\"{kind}\",\"{key}\":{value}}}"));
        }
    }
}
