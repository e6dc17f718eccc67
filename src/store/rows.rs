//! The rows of the tables, one type for each, with the list of its columns. A row holds what the
//! table holds: texts as they are, and numbers that cannot be out of range; what they stand for is
//! parsed where it is needed, so that one invalid column does not make the others unreadable.

use std::fmt::Display;

use rusqlite::types::Type;
use serde::de::DeserializeOwned;

use crate::model::crawl::Stage;

/// What is read from several columns of a table.
pub trait Columns: Sized {
    /// The columns as a query names them, in the order in which `read` takes them.
    const COLUMNS: &str;
    const NAMES: &[&str];

    /// Reads a row whose first columns are `COLUMNS`. By position: a search by name for each of
    /// them would cost more than the rest.
    fn read(row: &rusqlite::Row) -> rusqlite::Result<Self>;

    /// That a column does not hold what it should.
    fn unreadable(name: &str, reason: String) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(index(Self::NAMES, name), Type::Text, reason.into())
    }

    /// That a column is NULL and should not be.
    fn absent(name: &str) -> rusqlite::Error {
        rusqlite::Error::InvalidColumnType(index(Self::NAMES, name), name.to_owned(), Type::Null)
    }

    /// The text of a column that is not to be NULL.
    fn present<'a>(name: &str, text: Option<&'a str>) -> rusqlite::Result<&'a str> {
        text.ok_or_else(|| Self::absent(name))
    }

    /// What the text of a column stands for.
    fn parsed<T, E: Display>(name: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> rusqlite::Result<T> {
        understood(text, parse).map_err(|reason| Self::unreadable(name, reason))
    }

    /// The same where there may be none.
    fn optional<T, E: Display>(
        name: &str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> rusqlite::Result<Option<T>> {
        text.map(|text| Self::parsed(name, text, parse)).transpose()
    }

    /// The value of a column that holds JSON.
    fn json<T: DeserializeOwned>(name: &str, text: &str) -> rusqlite::Result<T> {
        serde_json::from_str(text).map_err(|error| Self::unreadable(name, error.to_string()))
    }

    /// A number in the range that it should have.
    fn number<T: TryFrom<i64>>(name: &str, number: i64) -> rusqlite::Result<T> {
        T::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(index(Self::NAMES, name), number))
    }

    /// How far a crawl or a snapshot is.
    fn stage(text: &str) -> rusqlite::Result<Stage> {
        Stage::parse(text).ok_or_else(|| Self::unreadable("stage", format!("{text} is no stage")))
    }
}

fn index(names: &[&str], name: &str) -> usize {
    names.iter().position(|column| *column == name).unwrap_or_default()
}

/// What a text stands for; or else the text, and why it stands for nothing.
pub fn understood<T, E: Display>(text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, String> {
    parse(text).map_err(|error| format!("{text}: {error}"))
}

/// Defines a struct whose fields are columns of the table with this alias, each of the field's name
/// or, after `=`, an expression in SQL.
macro_rules! columns {
    ($(#[$meta:meta])* $vis:vis struct $name:ident of $alias:literal {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty $(= $sql:literal)?,)*
    }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type,)* }

        impl $crate::store::rows::Columns for $name {
            const COLUMNS: &str = $crate::store::rows::columns!(@list $($crate::store::rows::columns!(@one $alias $field $($sql)?)),*);
            const NAMES: &[&str] = &[$(stringify!($field)),*];

            fn read(row: &rusqlite::Row) -> rusqlite::Result<Self> {
                let mut next = 0..;
                Ok($name { $($field: row.get(next.next().unwrap_or_default())?,)* })
            }
        }
    };
    (@one $alias:literal $field:ident $sql:literal) => { $sql };
    (@one $alias:literal $field:ident) => { concat!($alias, ".", stringify!($field)) };
    (@list $first:expr $(, $rest:expr)*) => { concat!($first $(, ", ", $rest)*) };
}
pub(crate) use columns;

columns! {
    /// A row of `crawls`.
    #[derive(Debug, Clone)]
    pub struct CrawlRow of "c" {
        pub id: String,
        pub stage: String,
        pub created_at: String,
        pub started_at: Option<String>,
        pub sealed_at: Option<String>,
        /// Relative to the collection.
        pub dir: String,
        pub depth: i64,
        pub max_urls: Option<i64>,
        pub scope: String,
        pub options: String,
        pub ending: Option<String>,
        pub error: Option<String>,
        /// Who works on it: pid, start time, boot id.
        pub runner: Option<String>,
        pub queue_lost: bool,
        pub kind: String,
    }
}

columns! {
    /// A row of `snapshots`, but for its place and stage in the queue and the counts of its results.
    #[derive(Debug, Clone)]
    pub struct SnapshotRow of "s" {
        pub id: String,
        pub crawl_id: String,
        pub url: String,
        pub root_url: String,
        pub parent_id: Option<String>,
        pub depth: i64,
        pub title: Option<String>,
        pub queued_at: String,
        pub started_at: Option<String>,
        pub sealed_at: Option<String>,
        pub indexed_at: Option<String>,
        /// Relative to the collection.
        pub dir: Option<String>,
        pub archive_name: Option<String>,
        pub interrupted: bool,
        pub retried_by: Option<String>,
        pub attempts: i64,
        pub facts: String,
        pub page_error: Option<String>,
    }
}

impl SnapshotRow {
    pub fn depth(&self) -> rusqlite::Result<u32> {
        Self::number("depth", self.depth)
    }

    /// Tries that came to nothing.
    pub fn attempts(&self) -> rusqlite::Result<u32> {
        Self::number("attempts", self.attempts)
    }
}

columns! {
    /// A row of `archive_results`.
    #[derive(Debug, Clone)]
    pub struct ArchiveResultRow of "a" {
        pub snapshot_id: String,
        pub plugin: String,
        pub status: String,
        pub output_str: String,
        pub output_json: Option<String>,
        pub cmd: Option<String>,
        pub error: Option<String>,
        pub output_files: String,
        pub output_size: u64,
        pub started_at: Option<String>,
        pub ended_at: Option<String>,
    }
}

columns! {
    /// A row of `hook_runs`.
    #[derive(Debug, Clone)]
    pub struct HookRunRow of "h" {
        pub id: String,
        pub crawl_id: String,
        pub snapshot_id: Option<String>,
        pub plugin: String,
        pub hook: String,
        pub background: bool,
        pub argv: String,
        pub cwd: String,
        pub pid: Option<i32>,
        pub started_at: String,
        pub ended_at: String,
        pub ready_ms: Option<u64>,
        pub cpu_ms: u64,
        pub peak_memory_kib: u64,
        pub exit_code: Option<i32>,
        pub exit_signal: Option<i32>,
        pub ended_by: String,
        pub printed: String,
        pub other_records: String,
        pub remarks: String,
        pub ready_at: Option<String>,
        pub stopped_at: Option<String>,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_row_has_the_columns_of_its_table() {
        let dir = tempfile::tempdir().unwrap();
        let connection = crate::store::open(&dir.path().join("index.sqlite3")).unwrap();
        for (table, read, left_out) in [
            ("crawls", CrawlRow::NAMES, &[][..]),
            (
                "snapshots",
                SnapshotRow::NAMES,
                &["seq", "stage", "not_before", "succeeded", "failed", "skipped", "noresults"],
            ),
            ("archive_results", ArchiveResultRow::NAMES, &["id"]),
            ("hook_runs", HookRunRow::NAMES, &[]),
        ] {
            let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let columns: BTreeSet<String> =
                statement.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            let known = read.iter().chain(left_out).map(|name| (*name).to_owned()).collect();
            assert_eq!(columns, known, "{table}");
        }
    }

    columns! {
        #[derive(Debug, PartialEq, Eq)]
        struct Example of "e" {
            id: String,
            refused: Option<String> = "e.facts ->> '$.refused'",
        }
    }

    #[test]
    fn columns_are_named_once_and_read_in_their_order() {
        assert_eq!(Example::COLUMNS, "e.id, e.facts ->> '$.refused'");
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let sql = format!("SELECT {} FROM (SELECT 'one' AS id, '{{\"refused\":\"no\"}}' AS facts) e", Example::COLUMNS);
        let read = connection.query_row(&sql, [], Example::read).unwrap();
        assert_eq!(read, Example { id: "one".into(), refused: Some("no".into()) });
        let error = Example::number::<u32>("refused", -1).unwrap_err();
        assert_eq!(error, rusqlite::Error::IntegralValueOutOfRange(1, -1));
    }
}
