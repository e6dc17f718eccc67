//! All that one hook said, sorted by what it is for.

use serde_json::Value;

use crate::record::{self, Record, ResultRecord, SnapshotRecord};
use crate::snapshot::Facts;

/// The most records of all kinds that are kept of one hook.
const MAX_RECORDS: usize = 100_000;

/// The most bytes of records that are kept of one hook.
const MAX_BYTES: usize = 64 << 20;

/// The records of one hook.
#[derive(Debug, Default)]
pub struct Said {
    pub results: Vec<ResultRecord>,
    /// Pages that it found.
    pub found: Vec<SnapshotRecord>,
    /// What it learned of the page it works on.
    pub facts: Facts,
    pub others: Vec<Value>,
    /// What the person at the keyboard should know.
    pub notices: Vec<String>,
    /// Lines that were meant as records and could not be read.
    pub errors: Vec<String>,
    /// Types of records that this program does not know, each once.
    pub unknown: Vec<String>,
    /// Records beyond the limits.
    pub dropped: u64,
    kept: usize,
    bytes: usize,
}

impl Said {
    /// Takes in one line; `own_id` is the id of the snapshot that the hook works on.
    pub fn hear(&mut self, line: &str, own_id: Option<&str>) {
        let record = match record::parse(line) {
            Ok(None) => return,
            Ok(Some(record)) => record,
            Err(error) => return self.complain(error.to_string()),
        };
        if self.kept >= MAX_RECORDS || self.bytes + line.len() > MAX_BYTES {
            self.dropped += 1;
            return;
        }
        self.kept += 1;
        self.bytes += line.len();
        match record {
            Record::ArchiveResult(result) => self.results.push(result),
            Record::Tag(name) => self.facts.merge(Facts { tags: vec![name], ..Facts::default() }),
            Record::Notice(message) => self.notices.push(message),
            Record::Other { known, value } => {
                let kind = value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
                if !known && !self.unknown.contains(&kind) {
                    self.unknown.push(kind);
                }
                self.others.push(value);
            }
            Record::Snapshot(record) => self.hear_snapshot(record, own_id),
        }
    }

    /// An `id` says that it is about a snapshot that there is; one may only speak of its own.
    fn hear_snapshot(&mut self, record: SnapshotRecord, own_id: Option<&str>) {
        match (&record.id, &record.url) {
            (Some(id), _) if Some(id.as_str()) == own_id => {
                self.facts.merge(Facts { title: record.title, tags: record.tags, others: record.others });
            }
            (Some(id), None) => self.complain(format!("Snapshot record about {id}, which is not the snapshot this hook works on")),
            (_, Some(_)) => self.found.push(record),
            (None, None) => self.complain("Snapshot record with neither `url` nor `id`".into()),
        }
    }

    fn complain(&mut self, error: String) {
        if self.errors.len() < 20 {
            self.errors.push(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snapshots_are_told_apart_by_id() {
        let mut said = Said::default();
        said.hear(r#"{"type":"Snapshot","id":"me","title":"T","final_url":"http://b/"}"#, Some("me"));
        said.hear(r#"{"type":"Snapshot","url":"http://c/"}"#, Some("me"));
        said.hear(r#"{"type":"Snapshot","id":"other"}"#, Some("me"));
        said.hear(r#"{"type":"Tag","name":"x"}"#, Some("me"));
        assert_eq!((said.facts.title.as_deref(), said.facts.tags.len(), said.found.len(), said.errors.len()), (Some("T"), 1, 1, 1));
        assert_eq!(said.facts.others["final_url"], "http://b/");
    }

    #[test]
    fn unknown_types_are_reported_once_and_kept() {
        let mut said = Said::default();
        for _ in 0..3 {
            said.hear(r#"{"type":"Weather"}"#, None);
        }
        assert_eq!((said.unknown.len(), said.others.len()), (1, 3));
    }
}
