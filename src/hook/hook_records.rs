//! All that one hook records, sorted by what it is for.

use serde_json::Value;

use super::misprinted::Misprinted;
use crate::model::snapshot::Facts;
use crate::model::url::{PageUrl, UrlError};
use crate::rules::record::{self, PageRecord, Record, ResultRecord, SnapshotRecord};
use crate::secrets::names::without_passwords;

/// What is kept of the pages that one hook found.
const FOUND: Budget = Budget { records: 100_000, bytes: 64 << 20 };

/// What is kept of all other records, except results and those about the page as a whole: of these
/// the last one counts, so it always replaces the one before. JSON takes a multiple of its text in
/// memory, so this limit is tighter.
const REST: Budget = Budget { records: 1_000, bytes: 4 << 20 };

/// The most notices and complaints of one hook that a person is shown.
const SHOWN: usize = 20;

/// How much may still be kept.
#[derive(Debug, Clone, Copy)]
struct Budget {
    records: usize,
    bytes: usize,
}

impl Budget {
    /// Takes room for a record of `bytes`, if there is any.
    fn take(&mut self, bytes: usize) -> bool {
        let has_room = self.records > 0 && self.bytes >= bytes;
        if has_room {
            self.records -= 1;
            self.bytes -= bytes;
        }
        has_room
    }
}

/// The records of one hook.
#[derive(Debug)]
pub struct HookRecords {
    /// Of each status the last one, in the order in which they came: all that a verdict can depend
    /// on.
    pub results: Vec<ResultRecord>,
    /// Pages that it found.
    pub found: Vec<SnapshotRecord>,
    /// What it learned of the page it works on.
    pub facts: Facts,
    pub others: Vec<Value>,
    /// What it last said of the page as a whole.
    pub page: Option<PageRecord>,
    /// What the person at the keyboard should know.
    pub notices: Vec<String>,
    /// Lines that were meant as records and could not be read.
    pub errors: Vec<String>,
    /// Types of records that this program does not know, each once.
    pub unknown: Vec<String>,
    /// Records beyond the limits.
    pub dropped: u64,
    /// Pages that it found and that cannot be: their addresses are none.
    pub bad_urls: BadUrls,
    misprinted: Misprinted,
    noticed: usize,
    room_for_found: Budget,
    room_for_rest: Budget,
}

impl Default for HookRecords {
    fn default() -> Self {
        HookRecords {
            results: Vec::new(),
            found: Vec::new(),
            facts: Facts::default(),
            others: Vec::new(),
            page: None,
            notices: Vec::new(),
            errors: Vec::new(),
            unknown: Vec::new(),
            dropped: 0,
            bad_urls: BadUrls::default(),
            misprinted: Misprinted::default(),
            noticed: 0,
            room_for_found: FOUND,
            room_for_rest: REST,
        }
    }
}

impl HookRecords {
    /// Takes in one line, and says which result it was, if it was one; `own_id` is the id of the
    /// snapshot that the hook works on.
    pub fn add_line(&mut self, line: &str, own_id: Option<&str>) -> Option<&ResultRecord> {
        if let Some(found) = self.misprinted.add_line(line) {
            self.complain(found.complaint);
            return None;
        }
        let record = match record::parse(line) {
            Ok(record) => record?,
            Err(error) => {
                self.complain(error.to_string());
                return None;
            }
        };
        if !self.has_room(&record, line.len(), own_id) {
            self.dropped += 1;
            return None;
        }
        match record {
            Record::ArchiveResult(result) => {
                self.results.retain(|earlier| earlier.status != result.status);
                self.results.push(result);
                return self.results.last();
            }
            Record::Tag(name) => self.facts.merge(Facts { tags: vec![name], ..Facts::default() }),
            Record::Notice(message) if self.noticed < SHOWN => {
                self.noticed += 1;
                self.notices.push(message);
            }
            Record::Notice(_) => self.dropped += 1,
            Record::Page(page) => self.page = Some(page),
            Record::Other { known, value } => {
                let kind = value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
                if !known && self.unknown.len() < SHOWN && !self.unknown.contains(&kind) {
                    self.unknown.push(kind);
                }
                self.others.push(value);
            }
            Record::Snapshot(record) => self.add_snapshot(record, own_id),
        }
        None
    }

    /// Takes room for a record, if there is any.
    fn has_room(&mut self, record: &Record, bytes: usize, own_id: Option<&str>) -> bool {
        match record {
            // It takes the place of the one before.
            Record::ArchiveResult(_) | Record::Page(_) => true,
            Record::Snapshot(record)
                if record.url.is_some() && (record.id.is_none() || record.id.as_deref() != own_id) =>
            {
                self.room_for_found.take(bytes)
            }
            _ => self.room_for_rest.take(bytes),
        }
    }

    /// An `id` says that it is about a snapshot that there is; one may only speak of its own.
    fn add_snapshot(&mut self, record: SnapshotRecord, own_id: Option<&str>) {
        match (&record.id, &record.url) {
            (Some(id), _) if Some(id.as_str()) == own_id => {
                self.facts.merge(Facts { title: record.title, tags: record.tags, others: record.others });
            }
            (Some(id), None) => {
                self.complain(format!("Snapshot record about {id}, which is not the snapshot this hook works on"))
            }
            (_, Some(url)) => match PageUrl::parse(url) {
                Err(error) if !is_other_link(&error) => self.bad_urls.count(url, &error),
                _ => self.found.push(record),
            },
            (None, None) => self.complain("Snapshot record with neither `url` nor `id`".into()),
        }
    }

    fn complain(&mut self, error: String) {
        if self.errors.len() < SHOWN && !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }
}

/// Whether an address is one that pages link to and that is no page, such as a mail address: no
/// mistake of the hook that found it.
fn is_other_link(error: &UrlError) -> bool {
    const OTHERS: [&str; 12] =
        ["about", "blob", "chrome", "data", "ftp", "geo", "javascript", "mailto", "sms", "tel", "urn", "whatsapp"];
    matches!(error, UrlError::Scheme(scheme) if OTHERS.contains(&scheme.as_str()))
}

/// Found pages whose addresses are none: how many, and which came first.
#[derive(Debug, Default)]
pub struct BadUrls {
    count: u64,
    first: String,
}

impl BadUrls {
    fn count(&mut self, url: &str, error: &UrlError) {
        if self.count == 0 {
            let shown: String = without_passwords(url).chars().take(200).collect();
            self.first = format!("{shown:?}: {error}");
        }
        self.count += 1;
    }

    /// What to say of them, once for each hook.
    pub fn remark(&self) -> Option<String> {
        match self.count {
            0 => None,
            1 => Some(format!("Snapshot record with a bad URL, which is skipped: {}", self.first)),
            count => {
                Some(format!("Snapshot records with {count} bad URLs, which are skipped; the first is {}", self.first))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::archive_result::ResultStatus;

    #[test]
    fn snapshots_are_told_apart_by_id() {
        let mut records = HookRecords::default();
        records.add_line(r#"{"type":"Snapshot","id":"me","title":"T","final_url":"http://b/"}"#, Some("me"));
        records.add_line(r#"{"type":"Snapshot","url":"http://c/"}"#, Some("me"));
        records.add_line(r#"{"type":"Snapshot","id":"other"}"#, Some("me"));
        records.add_line(r#"{"type":"Tag","name":"x"}"#, Some("me"));
        assert_eq!(
            (records.facts.title.as_deref(), records.facts.tags.len(), records.found.len(), records.errors.len()),
            (Some("T"), 1, 1, 1)
        );
        assert_eq!(records.facts.others["final_url"], "http://b/");
    }

    #[test]
    fn a_hook_that_talks_without_end_is_kept_within_bounds() {
        let mut records = HookRecords::default();
        for number in 0..5_000 {
            records.add_line(&format!(r#"{{"type":"Kind{number}"}}"#), None);
            records.add_line(r#"{"type":"Notice","message":"!"}"#, None);
            records.add_line(r#"{"type":"Snapshot","url":"http://a/"}"#, None);
        }
        assert!(records.unknown.len() == SHOWN && records.notices.len() == SHOWN && records.others.len() <= 1_000);
        assert_eq!((records.found.len(), records.dropped > 8_000), (5_000, true));
    }

    #[test]
    fn a_result_counts_however_much_was_said_before() {
        let mut records = HookRecords::default();
        for _ in 0..2_000 {
            records.add_line(r#"{"type":"Weather"}"#, None);
        }
        assert_eq!(records.dropped, 1_000);
        records.add_line(r#"{"type":"Page","state":"transient","reason":"busy"}"#, None);
        records.add_line(r#"{"type":"ArchiveResult","status":"failed","output_str":"no"}"#, None);
        records.add_line(r#"{"type":"Page","state":"error","reason":"gone"}"#, None);
        assert_eq!(records.results.iter().map(|result| result.status).collect::<Vec<_>>(), [ResultStatus::Failed]);
        assert_eq!(records.page.map(|page| page.reason).as_deref(), Some("gone"));
    }

    #[test]
    fn of_results_the_last_of_each_status_is_kept_in_the_order_of_speech() {
        let mut records = HookRecords::default();
        for number in 0..10_000 {
            for status in ["failed", "skipped", "succeeded"] {
                records.add_line(
                    &format!(r#"{{"type":"ArchiveResult","status":"{status}","output_str":"{number}"}}"#),
                    None,
                );
            }
        }
        records.add_line(r#"{"type":"ArchiveResult","status":"skipped","output_str":"the last word"}"#, None);
        let kept: Vec<_> = records.results.iter().map(|result| (result.status, result.output_str.as_str())).collect();
        assert_eq!(
            kept,
            [
                (ResultStatus::Failed, "9999"),
                (ResultStatus::Succeeded, "9999"),
                (ResultStatus::Skipped, "the last word")
            ]
        );
        assert_eq!(records.dropped, 0, "one whose place a later one took has no say in the verdict");
    }

    #[test]
    fn addresses_that_are_none_are_counted_and_the_first_is_named() {
        let mut records = HookRecords::default();
        for url in ["/about", "https://a.example/", "mailto:a@b.example", "", "http://"] {
            records.add_line(&format!(r#"{{"type":"Snapshot","url":{url:?}}}"#), None);
        }
        let remark = records.bad_urls.remark().unwrap();
        assert!(
            remark.starts_with("Snapshot records with 3 bad URLs, which are skipped; the first is \"/about\": "),
            "{remark}"
        );
        assert!(HookRecords::default().bad_urls.remark().is_none());
    }

    #[test]
    fn a_result_over_several_lines_is_complained_of_once() {
        let mut records = HookRecords::default();
        for line in ["log", "{", "  \"type\": \"ArchiveResult\",", "  \"status\": \"succeeded\"", "}", "log"] {
            records.add_line(line, None);
        }
        assert_eq!((records.results.len(), records.errors.len()), (0, 1));
        assert!(records.errors[0].contains("one JSON object a line"), "{:?}", records.errors);
    }

    #[test]
    fn unknown_types_are_reported_once_and_kept() {
        let mut records = HookRecords::default();
        for _ in 0..3 {
            records.add_line(r#"{"type":"Weather"}"#, None);
        }
        assert_eq!((records.unknown.len(), records.others.len()), (1, 3));
    }
}
