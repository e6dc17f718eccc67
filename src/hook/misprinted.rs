//! Records that a hook printed in another form than one JSON object a line: over several lines, in
//! a list, or as Python shows a dict. They are no records, and are reported, so that no result is
//! lost in silence. Pure.

use serde_json::Value;

use crate::rules::record::{self, Record};

/// The longest text over several lines that is looked at, in bytes.
const MOST_BYTES: usize = 256 << 10;

const REMEDY: &str = "print one JSON object a line";

/// What Python prints of a dict, up to the type.
const PYTHON: &str = "{'type': '";

/// A record in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisprintedRecord {
    pub complaint: String,
    /// How many lines it has.
    pub lines: usize,
    pub first_line: String,
}

/// Reads the lines of stdout.
#[derive(Debug, Default)]
pub struct Misprinted {
    /// The lines of what may be a JSON value that has not ended yet.
    open: String,
    lines: usize,
    depth: Depth,
}

/// How far into a JSON value a text has come, so that it is read as one only where it may be at its
/// end.
#[derive(Debug, Default)]
struct Depth {
    brackets: usize,
    in_string: bool,
    is_escaped: bool,
}

impl Depth {
    /// Goes on by one line; whether no bracket is open after it.
    fn is_closed_after(&mut self, line: &str) -> bool {
        for byte in line.bytes() {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' if self.in_string => self.is_escaped = true,
                b'"' => self.in_string = !self.in_string,
                _ if self.in_string => {}
                b'{' | b'[' => self.brackets += 1,
                b'}' | b']' => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
        }
        // No string of JSON goes on in the next line.
        (self.in_string, self.is_escaped) = (false, false);
        self.brackets == 0
    }
}

impl Misprinted {
    /// Takes in one line; returns what has ended with it, if that is such a record.
    pub fn add_line(&mut self, line: &str) -> Option<MisprintedRecord> {
        let trimmed = line.trim();
        if self.open.is_empty() {
            return self.begin(trimmed);
        }
        // A record on a line of its own shows that what went before was none.
        if trimmed.starts_with('{') && matches!(record::parse(trimmed), Ok(Some(_))) && !trimmed.ends_with(',') {
            self.open.clear();
            return None;
        }
        self.open.push('\n');
        self.open.push_str(line);
        self.lines += 1;
        if !self.depth.is_closed_after(line) {
            if self.open.len() > MOST_BYTES {
                self.open.clear();
            }
            return None;
        }
        let open = std::mem::take(&mut self.open);
        let kind = serde_json::from_str::<Value>(&open).ok().as_ref().and_then(kind_of)?;
        Some(MisprintedRecord {
            complaint: format!("{kind} record printed over {} lines, so it is not understood: {REMEDY}", self.lines),
            lines: self.lines,
            first_line: open.lines().next().unwrap_or_default().to_owned(),
        })
    }

    fn begin(&mut self, trimmed: &str) -> Option<MisprintedRecord> {
        if let Some(kind) =
            trimmed.strip_prefix(PYTHON).and_then(|rest| rest.split('\'').next()).filter(|kind| is_known(kind))
        {
            let complaint = format!(
                "{kind} record printed as Python shows a dict, so it is not understood: {REMEDY}, with json.dumps"
            );
            return Some(MisprintedRecord { complaint, lines: 1, first_line: trimmed.to_owned() });
        }
        // What has a type on its first line is reported by the record parser.
        let may_go_on = trimmed.ends_with(['{', '[', ',']) && !trimmed.contains("\"type\"");
        if trimmed.starts_with('[') && trimmed.ends_with(']') {
            let kind = serde_json::from_str::<Value>(trimmed).ok().as_ref().and_then(kind_of)?;
            let complaint = format!("{kind} record printed in a list, so it is not understood: {REMEDY}");
            return Some(MisprintedRecord { complaint, lines: 1, first_line: trimmed.to_owned() });
        }
        self.depth = Depth::default();
        if trimmed.starts_with(['{', '[']) && may_go_on && !self.depth.is_closed_after(trimmed) {
            trimmed.clone_into(&mut self.open);
            self.lines = 1;
        }
        None
    }
}

/// The type of the first record in a value, if this program knows it: other programs print objects
/// with a type, too.
fn kind_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(_) => value["type"].as_str().filter(|kind| is_known(kind)).map(str::to_owned),
        Value::Array(items) => items.iter().find_map(kind_of),
        _ => None,
    }
}

fn is_known(kind: &str) -> bool {
    let bare = serde_json::json!({ "type": kind }).to_string();
    !matches!(record::parse(&bare), Ok(None | Some(Record::Other { known: false, .. })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let mut misprinted = Misprinted::default();
        text.lines().filter_map(|line| misprinted.add_line(line)).map(|found| (found.lines, found.complaint)).collect()
    }

    #[test]
    fn records_in_other_forms() {
        let pretty = "{\n  \"type\": \"ArchiveResult\",\n  \"status\": \"succeeded\",\n  \"output_json\": {\n    \"a\": [1]\n  }\n}";
        let complaint =
            "ArchiveResult record printed over 7 lines, so it is not understood: print one JSON object a line";
        assert_eq!(found(pretty), [(7, complaint.to_owned())]);
        assert_eq!(found(&format!("log\n{pretty}\nlog\n{pretty}\n")).len(), 2);
        let odd = "{\n \"type\": \"ArchiveResult\",\n \"status\": \"succeeded\",\n \"output_str\": \"}]\\\"{\\\\\"\n}";
        assert_eq!(found(odd).len(), 1);
        for text in [
            "[{\"type\":\"Snapshot\",\"url\":\"http://a/\"}]",
            "[\n  {\n    \"type\": \"Tag\",\n    \"name\": \"x\"\n  }\n]",
            "{'type': 'ArchiveResult', 'status': 'succeeded'}",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_no_record_is_log() {
        for text in [
            "{\n  \"type\": \"module\",\n  \"name\": \"x\"\n}",
            "{\n  \"a\": 1\n}",
            "if (x) {\n  y\n}",
            "[1,\n2]",
            "[info] {",
            "{\n{\"type\":\"ArchiveResult\",\"status\":\"succeeded\"}\n",
            "{'type': 'module'}",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_log_full_of_brackets_is_read_once() {
        let mut misprinted = Misprinted::default();
        let begun = std::time::Instant::now();
        for _ in 0..20 {
            misprinted.add_line("[");
            for _ in 0..MOST_BYTES / 8 {
                misprinted.add_line("[1, 2],");
                misprinted.add_line("[]");
            }
        }
        // It took minutes when it was read again for each line.
        assert!(begun.elapsed() < std::time::Duration::from_secs(20));
    }

    #[test]
    fn a_text_without_end_is_given_up() {
        let mut misprinted = Misprinted::default();
        misprinted.add_line("{");
        for _ in 0..2 * MOST_BYTES / 100 {
            misprinted.add_line(&"x".repeat(100));
        }
        assert!(misprinted.open.len() <= MOST_BYTES + 200);
    }
}
