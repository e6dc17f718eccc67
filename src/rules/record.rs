//! What a hook says: one line of its stdout, read as a record or passed over as log. Pure.

use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::model::archive_result::ResultStatus;

/// One JSON object that a hook printed on a line of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    ArchiveResult(ResultRecord),
    Snapshot(SnapshotRecord),
    Tag(String),
    /// Something that the person at the keyboard should know.
    Notice(String),
    /// What stands in the page's place.
    Page(PageRecord),
    /// `Binary`, `Machine`, `Process`, `Navigation`, or a type this program does not know: kept as
    /// it was said.
    Other {
        known: bool,
        value: Value,
    },
}

/// A line of a hook's stdout that is a record: a JSON object with a `type`. Every other line is
/// log.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "type")]
#[schemars(transform = admit_unknown_types)]
pub enum RecordLine {
    ArchiveResult(ResultRecord),
    Snapshot(SnapshotRecord),
    Tag(TagRecord),
    Notice(NoticeRecord),
    Page(PageRecord),
    /// A program that a hook found or installed; kept with the hook's run.
    Binary(KeptRecord),
    /// Facts about this computer; kept with the hook's run.
    Machine(KeptRecord),
    /// A process that a hook started; kept with the hook's run.
    Process(KeptRecord),
    /// When a page reached what while it was loaded; kept with the hook's run, for `show
    /// --timeline`.
    Navigation(KeptRecord),
    /// The schema has this from [`admit_unknown_types`].
    #[serde(other)]
    #[schemars(skip)]
    Unknown,
}

/// What a hook claims as its result.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct ResultRecord {
    #[serde(deserialize_with = "status")]
    #[schemars(with = "Status")]
    pub status: ResultStatus,
    /// One line for people: a path, a title, a count, a reason. What is no text is kept as JSON.
    #[serde(default, deserialize_with = "text")]
    #[schemars(with = "Value")]
    pub output_str: String,
    /// The same for programs.
    pub output_json: Option<Value>,
    /// What was executed.
    pub cmd: Option<Value>,
    /// Why it failed, for a reader who wants to act on it.
    pub error: Option<String>,
}

/// A page that a hook found, or facts about the page it works on; `id` decides which. Every other
/// field is a fact, too, and kept as it is.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = [
    { "required": ["url"], "properties": { "url": { "type": "string" } } },
    { "required": ["id"], "properties": { "id": { "type": "string" } } },
]))]
pub struct SnapshotRecord {
    /// The hook's own `SNAPSHOT_ID`: this is about its own page.
    pub id: Option<String>,
    /// The address of the page that was found.
    pub url: Option<String>,
    /// The first 1000 characters are kept.
    pub title: Option<String>,
    /// How many links away from a given URL; the default, and the least, is one more than the
    /// hook's own page.
    #[schemars(range(max = u32::MAX))]
    pub depth: Option<u32>,
    #[serde(default, deserialize_with = "tags")]
    #[schemars(with = "Tags")]
    pub tags: Vec<String>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// A tag for the snapshot that the hook works on.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TagRecord {
    #[schemars(regex(pattern = r"\S"))]
    name: String,
}

/// Something that the person at the keyboard should know.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NoticeRecord {
    message: String,
}

/// What a hook found in the page's place. It is about the snapshot as a whole, whatever becomes of
/// the plugins' results.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct PageRecord {
    pub state: PageState,
    /// One line for people.
    pub reason: String,
    /// Whether, with `transient`, the plugins that have not begun are skipped after the last try,
    /// too.
    #[serde(default)]
    pub refused: bool,
    /// Seconds after which the server said it may be asked again.
    #[schemars(range(min = 0))]
    pub retry_after: Option<f64>,
}

/// What that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageState {
    /// Nothing to be kept, for now: the page is tried again later, as often as RETRIES allows.
    Transient,
    /// An error page, or a bot challenge: what is saved is that, and the snapshot says so.
    Error,
    /// It may not be saved; the plugins that have not begun are skipped.
    Refused,
}

/// Any fields; they are kept as they were said.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct KeptRecord {}

/// How a hook says that its plugin's work ended.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Status {
    /// It had no business with this page, and `output_str` says why.
    Skipped,
    /// It looked, and there was nothing to save.
    NoResults,
    /// The same in an older spelling.
    NoResult,
    Succeeded,
    Failed,
}

/// A list of texts or one text with commas; both are in use.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Tags {
    List(Vec<String>),
    Text(String),
    Nothing(()),
}

/// A line that was meant as a record and cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} record is invalid: {reason}")]
pub struct RecordError {
    /// The record's own `type`.
    pub kind: String,
    pub reason: String,
}

/// The longest line that a hook's output is read by, in bytes; what follows in that line is
/// dropped.
pub const MAX_LINE: usize = 1 << 20;

/// The most characters of a title that the index keeps. No list shows more, and every search would
/// read them.
pub const MAX_TITLE: usize = 1000;

/// A title as the index keeps it: one that is too long is cut, and ends in an ellipsis.
pub fn cut_title(title: String) -> String {
    match title.char_indices().nth(MAX_TITLE) {
        None => title,
        Some(_) => title.chars().take(MAX_TITLE - 1).chain(['…']).collect(),
    }
}

/// The most levels of objects and lists that a record may have. It is written inside of other
/// records, and JSON readers may take no more than 127.
const LEVELS: usize = 100;

/// Reads one line. `Ok(None)` is log: not an object, or an object without a `type`.
pub fn parse(line: &str) -> Result<Option<Record>, RecordError> {
    let line = line.trim();
    if !line.starts_with('{') {
        return Ok(None);
    }
    let value = match serde_json::from_str(line) {
        Ok(value @ Value::Object(_)) => value,
        // A line that names a type was meant for us; passing it over in silence would lose a
        // result.
        Err(error) if line.contains("\"type\"") => {
            let hint = if error.is_eof() { "; it does not end on its line: print one JSON object a line" } else { "" };
            return Err(RecordError { kind: "broken".into(), reason: format!("{error}{hint}") });
        }
        _ => return Ok(None),
    };
    let Some(kind) = value["type"].as_str() else { return Ok(None) };
    let bad = |reason: String| RecordError { kind: kind.to_owned(), reason };
    if is_deeper(&value, LEVELS) {
        return Err(bad(format!("it has more than {LEVELS} levels")));
    }
    Ok(Some(match RecordLine::deserialize(&value).map_err(|error| bad(error.to_string()))? {
        RecordLine::ArchiveResult(result) => Record::ArchiveResult(result),
        RecordLine::Snapshot(snapshot) => {
            Record::Snapshot(SnapshotRecord { title: snapshot.title.map(cut_title), ..snapshot })
        }
        RecordLine::Tag(tag) if tag.name.trim().is_empty() => return Err(bad("the `name` is empty".into())),
        RecordLine::Tag(tag) => Record::Tag(tag.name.trim().to_owned()),
        RecordLine::Notice(notice) => Record::Notice(notice.message),
        RecordLine::Page(page) if page.retry_after.is_some_and(|seconds| seconds < 0.0) => {
            return Err(bad("`retry_after` is negative".into()));
        }
        RecordLine::Page(page) => Record::Page(page),
        RecordLine::Binary(_) | RecordLine::Machine(_) | RecordLine::Process(_) | RecordLine::Navigation(_) => {
            Record::Other { known: true, value }
        }
        RecordLine::Unknown => Record::Other { known: false, value },
    }))
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels == 0 || items.iter().any(|item| is_deeper(item, levels - 1)),
        Value::Object(fields) => levels == 0 || fields.values().any(|field| is_deeper(field, levels - 1)),
        _ => false,
    }
}

/// Adds to the schema that a record may have any other type, too.
fn admit_unknown_types(schema: &mut Schema) {
    let Some(Value::Array(known)) = schema.get_mut("oneOf") else { return };
    let types: Vec<Value> = known.iter().map(|one| one["properties"]["type"]["const"].clone()).collect();
    known.push(json!({
        "description": "A type that this program does not know; kept with the hook's run and mentioned once.",
        "type": "object",
        "properties": { "type": { "type": "string", "not": { "enum": types } } },
        "required": ["type"],
    }));
}

fn status<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<ResultStatus, D::Error> {
    Ok(match Status::deserialize(deserializer)? {
        Status::Skipped => ResultStatus::Skipped,
        Status::NoResults | Status::NoResult => ResultStatus::NoResults,
        Status::Succeeded => ResultStatus::Succeeded,
        Status::Failed => ResultStatus::Failed,
    })
}

/// A text, or any other JSON value written as one: hooks print numbers and null as their output.
fn text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    })
}

fn tags<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
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
        let Ok(Some(Record::ArchiveResult(result))) =
            parse(r#" {"type":"ArchiveResult","status":"noresult","output_str":null} "#)
        else {
            panic!("not a result")
        };
        assert_eq!((result.status, result.output_str.as_str()), (ResultStatus::NoResults, ""));
        let error = parse(r#"{"type":"ArchiveResult","status":"great"}"#).unwrap_err();
        assert!(error.to_string().starts_with("ArchiveResult record is invalid: unknown variant `great`"), "{error}");
        assert!(parse(r#"{"type":"ArchiveResult","status":"#).is_err());
    }

    #[test]
    fn what_is_too_deep_to_be_read_back_is_refused() {
        let nested = |kind: &str, levels: usize| {
            format!(r#"{{"type":"{kind}","x":{}1{}}}"#, "[".repeat(levels - 1), "]".repeat(levels - 1))
        };
        for kind in ["Weather", "Binary"] {
            assert!(matches!(parse(&nested(kind, LEVELS)), Ok(Some(Record::Other { .. }))));
            assert_eq!(parse(&nested(kind, LEVELS + 1)).unwrap_err().reason, "it has more than 100 levels");
        }
        assert!(parse(&nested("Weather", 127)).is_err() && parse(&nested("Weather", 5_000)).is_err());
    }

    #[test]
    fn snapshots_and_tags() {
        let Ok(Some(Record::Snapshot(found))) =
            parse(r#"{"type":"Snapshot","url":"https://a.example/","depth":2,"tags":"x, y","via":"z"}"#)
        else {
            panic!("not a snapshot")
        };
        assert_eq!((found.url.as_deref(), found.depth, found.tags.len()), (Some("https://a.example/"), Some(2), 2));
        assert_eq!(found.others.get("via"), Some(&Value::from("z")));
        assert_eq!(parse(r#"{"type":"Tag","name":" news "}"#), Ok(Some(Record::Tag("news".into()))));
        assert!(parse(r#"{"type":"Tag"}"#).is_err());
    }

    #[test]
    fn titles_are_cut_at_a_limit() {
        let title_of = |length: usize| match parse(
            &json!({ "type": "Snapshot", "id": "1", "title": "ü".repeat(length) }).to_string(),
        ) {
            Ok(Some(Record::Snapshot(snapshot))) => snapshot.title.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(title_of(MAX_TITLE), "ü".repeat(MAX_TITLE));
        assert_eq!(title_of(MAX_TITLE + 1), "ü".repeat(MAX_TITLE - 1) + "…");
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
        fn no_object_panics(kind in "ArchiveResult|Snapshot|Tag|Page|Notice|Other", key in "status|url|name|depth|tags|output_str|state|reason|retry_after|message", value in "[0-9]{1,30}|null|\"[a-z]*\"|\\[\\]|\\{\\}|-1e400") {
            let _ = parse(&format!("{{\"type\":\"{kind}\",\"{key}\":{value}}}"));
        }
    }
}
