//! `index.jsonl` in a snapshot's directory: what the database knows of it, so that the directory can be read alone, years later.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use crate::archive_result::ArchiveResult;
use crate::hook_run::HookRun;
use crate::snapshot::{Facts, Snapshot};

/// The name of the file.
pub const FILE_NAME: &str = "index.jsonl";

/// Writes the file anew, whole or not at all: a Snapshot record, an ArchiveResult record a plugin, a HookRun record a hook.
///
/// What an earlier attempt wrote of other plugins stays, as do the runs of all hooks and the facts that are not said anew.
pub fn write(snapshot: &Snapshot, facts: &Facts, results: &[ArchiveResult], runs: &[HookRun]) -> io::Result<()> {
    let mut first = typed("Snapshot", snapshot)?;
    first["title"] = json!(facts.title.as_ref().or(snapshot.title.as_ref()));
    first["tags"] = json!(facts.tags.iter().chain(&snapshot.tags).collect::<std::collections::BTreeSet<_>>());
    // A collection may be moved; what is known by its place needs no absolute path.
    first.as_object_mut().map(|object| object.shift_remove("dir"));
    let path = snapshot.dir.join(FILE_NAME);
    let earlier = earlier_records(&path);
    let mut known = match earlier.iter().find(|record| record["type"] == "Snapshot") {
        Some(record) => record["facts"].as_object().cloned().unwrap_or_default(),
        None => serde_json::Map::new(),
    };
    known.extend(facts.others.clone());
    first["facts"] = known.into();
    let is_kept = |record: &&Value| match record["type"].as_str() {
        Some("ArchiveResult") => !results.iter().any(|result| record["plugin"] == result.plugin.as_str()),
        Some("HookRun") => true,
        _ => false,
    };
    let mut lines = vec![first];
    lines.extend(earlier.iter().filter(is_kept).cloned());
    lines.extend(results.iter().map(|result| typed("ArchiveResult", result)).collect::<io::Result<Vec<_>>>()?);
    lines.extend(runs.iter().map(|run| typed("HookRun", run)).collect::<io::Result<Vec<_>>>()?);
    write_atomically(&path, &lines)
}

/// What the file holds already; a line that cannot be read is passed over, since a whole new file takes its place.
fn earlier_records(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn typed(kind: &str, record: &impl Serialize) -> io::Result<Value> {
    let mut object = serde_json::Map::from_iter([("type".to_owned(), json!(kind))]);
    if let Value::Object(fields) = serde_json::to_value(record)? {
        object.extend(fields);
    }
    Ok(Value::Object(object))
}

fn write_atomically(path: &Path, lines: &[Value]) -> io::Result<()> {
    let temporary = path.with_extension("jsonl.tmp");
    let mut file = io::BufWriter::new(std::fs::File::create(&temporary)?);
    for line in lines {
        serde_json::to_writer(&mut file, line)?;
        file.write_all(b"\n")?;
    }
    file.into_inner()?.sync_data()?;
    std::fs::rename(&temporary, path)
}
