//! What each event changes in the database.

use rusqlite::{Transaction, params};
use serde::Serialize;

use crate::files::layout::Layout;
use crate::model::archive_result::ArchiveResult;
use crate::model::event::{CrawlEnding, Event};
use crate::model::hook_run::{ExitStatus, HookRun};
use crate::model::snapshot::Facts;

/// Whether an event changes nothing that is kept, or nothing that is not written already: a page
/// that joins the queue is written by the queue itself.
pub fn is_only_announced(event: &Event) -> bool {
    matches!(event, Event::SnapshotQueued { .. } | Event::HookStarted { .. } | Event::Warning { .. })
}

/// Writes one event.
pub fn event(transaction: &Transaction, event: &Event, layout: &Layout) -> rusqlite::Result<()> {
    match event {
        Event::CrawlStarted { crawl, at, .. } => execute(
            transaction,
            "UPDATE crawls SET stage = 'started', started_at = coalesce(started_at, ?2), sealed_at = NULL, ending = NULL, error = NULL WHERE id = ?1",
            params![crawl.id.to_string(), at.to_string()],
        ),
        Event::SnapshotStarted { snapshot, plugins } => {
            // A retry brings a result back to the queue and so forgets the old one.
            let mut insert = transaction.prepare_cached(
                "INSERT INTO archive_results (snapshot_id, plugin) VALUES (?1, ?2)
                 ON CONFLICT (snapshot_id, plugin) DO UPDATE SET status = 'queued', output_str = '', output_json = NULL, cmd = NULL, error = NULL,
                 output_files = '{}', output_size = 0, started_at = NULL, ended_at = NULL",
            )?;
            for plugin in plugins {
                insert.execute(params![snapshot.id.to_string(), plugin])?;
            }
            // What stood in the page's place is known as long as something is kept that was saved
            // of it.
            execute(
                transaction,
                "UPDATE snapshots SET page_error = NULL WHERE id = ?1 AND page_error IS NOT NULL AND ?2 AND NOT EXISTS
                     (SELECT 1 FROM archive_results WHERE snapshot_id = ?1 AND status = 'succeeded')",
                params![snapshot.id.to_string(), !plugins.is_empty()],
            )
        }
        Event::PageErrorSeen { snapshot_id, reason } => execute(
            transaction,
            "UPDATE snapshots SET page_error = ?2 WHERE id = ?1",
            params![snapshot_id.to_string(), reason],
        ),
        Event::ResultStarted { snapshot_id, plugin, at } => execute(
            transaction,
            "UPDATE archive_results SET status = 'started', started_at = ?3 WHERE snapshot_id = ?1 AND plugin = ?2",
            params![snapshot_id.to_string(), plugin, at.to_string()],
        ),
        Event::ResultEnded { result } => result_ended(transaction, result),
        Event::HookEnded { run } => hook_ended(transaction, run, layout),
        Event::SnapshotLearned { snapshot_id, facts } => learned(transaction, &snapshot_id.to_string(), facts),
        Event::SnapshotPostponed { snapshot_id, until, plugins, keeps_good, .. } => {
            super::claim::postpone(transaction, &snapshot_id.to_string(), *until, plugins, *keeps_good)
        }
        Event::SnapshotSealed { snapshot_id, interrupted, page_error, at, indexed_at, .. } => execute(
            transaction,
            "UPDATE snapshots SET stage = 'sealed', sealed_at = ?2, interrupted = ?3, page_error = ?4, indexed_at = ?5,
                 (succeeded, failed, skipped, noresults) = (SELECT
                     count(*) FILTER (WHERE status = 'succeeded'), count(*) FILTER (WHERE status = 'failed'),
                     count(*) FILTER (WHERE status = 'skipped'), count(*) FILTER (WHERE status = 'noresults')
                     FROM archive_results WHERE snapshot_id = ?1)
             WHERE id = ?1",
            params![
                snapshot_id.to_string(),
                at.to_string(),
                interrupted,
                page_error,
                indexed_at.map(|at| at.to_string())
            ],
        ),
        Event::CrawlSealed { crawl_id, ending, at } => {
            let (word, error) = match ending {
                CrawlEnding::Complete => ("complete", None),
                CrawlEnding::Interrupted => ("interrupted", None),
                CrawlEnding::Limited { limit } => ("interrupted", Some(limit.to_string())),
                CrawlEnding::Failed { error } => ("failed", Some(error.clone())),
            };
            execute(
                transaction,
                // What is lost of a crawl with a lost queue is reported at its end, however often
                // it is interrupted before.
                "UPDATE crawls SET stage = 'sealed', sealed_at = ?2, ending = ?3, error = ?4, runner = NULL,
                     queue_lost = queue_lost AND (?3 = 'interrupted' OR EXISTS (
                         SELECT 1 FROM crawl_counts WHERE crawl_id = ?1 AND queued + started + interrupted > 0))
                 WHERE id = ?1",
                params![crawl_id.to_string(), at.to_string(), word, error],
            )
        }
        // These are announced, but change nothing.
        Event::SnapshotQueued { .. } | Event::HookStarted { .. } | Event::Warning { .. } => Ok(()),
    }
}

fn result_ended(transaction: &Transaction, result: &ArchiveResult) -> rusqlite::Result<()> {
    let size: u64 = result.output_files.values().map(|file| file.size).sum();
    execute(
        transaction,
        "UPDATE archive_results SET status = ?3, output_str = ?4, output_json = ?5, cmd = ?6, error = ?7, output_files = ?8, output_size = ?9,
         started_at = ?10, ended_at = ?11 WHERE snapshot_id = ?1 AND plugin = ?2",
        params![
            result.snapshot_id.to_string(),
            result.plugin,
            result.status.as_str(),
            result.output_str,
            result.output_json.as_ref().map(json),
            result.cmd.as_ref().map(json),
            result.error,
            json(&result.output_files),
            size,
            result.started_at.to_string(),
            result.ended_at.to_string(),
        ],
    )
}

fn hook_ended(transaction: &Transaction, run: &HookRun, layout: &Layout) -> rusqlite::Result<()> {
    let (code, signal) = match run.exit {
        Some(ExitStatus::Code(code)) => (Some(code), None),
        Some(ExitStatus::Signal(signal)) => (None, Some(signal)),
        None => (None, None),
    };
    execute(
        transaction,
        "INSERT INTO hook_runs (id, crawl_id, snapshot_id, plugin, hook, background, argv, cwd, pid, started_at, ended_at, ready_ms, cpu_ms,
         peak_memory_kib, exit_code, exit_signal, ended_by, printed, other_records, remarks, ready_at, stopped_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        params![
            run.id.to_string(),
            run.crawl_id.to_string(),
            run.snapshot_id.map(|id| id.to_string()),
            run.plugin,
            run.hook,
            run.background,
            json(&run.argv),
            layout.relative(&run.cwd).to_string_lossy(),
            run.pid,
            run.started_at.to_string(),
            run.ended_at.to_string(),
            run.ready_ms,
            run.usage.cpu_ms,
            run.usage.peak_memory_kib,
            code,
            signal,
            run.ended_by.as_str(),
            json(&run.printed),
            json(&run.other_records),
            json(&run.remarks),
            run.ready_at.map(|at| at.to_string()),
            run.stopped_at.map(|at| at.to_string()),
        ],
    )
}

fn learned(transaction: &Transaction, snapshot_id: &str, facts: &Facts) -> rusqlite::Result<()> {
    execute(
        transaction,
        "UPDATE snapshots SET title = coalesce(?2, title), facts = json_patch(facts, ?3) WHERE id = ?1",
        params![snapshot_id, facts.title, json(&facts.others)],
    )?;
    tag(transaction, snapshot_id, &facts.tags)
}

/// Gives a snapshot its tags.
pub fn tag(transaction: &Transaction, snapshot_id: &str, tags: &[String]) -> rusqlite::Result<()> {
    for name in tags {
        execute(transaction, "INSERT INTO tags (name) VALUES (?1) ON CONFLICT DO NOTHING", params![name])?;
        execute(
            transaction,
            "INSERT INTO snapshot_tags (snapshot_id, tag_id) SELECT ?1, id FROM tags WHERE name = ?2 ON CONFLICT DO NOTHING",
            params![snapshot_id, name],
        )?;
    }
    Ok(())
}

fn execute(transaction: &Transaction, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    transaction.prepare_cached(sql)?.execute(values).map(|_| ())
}

fn json(value: &impl Serialize) -> String {
    // What is kept here is made of texts, numbers and maps with text keys, which can always be
    // written.
    serde_json::to_string(value).unwrap_or_default()
}
