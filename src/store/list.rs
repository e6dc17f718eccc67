//! Lists of snapshots: the newest that are of a stage, not good, tagged, or have a text in their
//! URL or title.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::reader::{ListedSnapshot, rows};
use super::rows::Columns;
use super::{StoreError, texts};
use crate::model::crawl::Stage;

/// Which snapshots to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of the URL, or of the title in any case of ASCII letters.
    pub text: Option<String>,
    pub stage: Option<Stage>,
    /// Only those with a failed result, or without a page.
    pub failed: bool,
    pub tag: Option<String>,
    pub limit: u64,
}

/// So many snapshots are soon read. When a stage, a tag or what is not good leaves no more than
/// these, they are looked through for a text.
const FEW: u64 = 1000;

/// Whether a row has the text `?1`. It is taken as it is: no character stands for others.
const HAS_TEXT: &str = "(instr(s.url, ?1) > 0 OR instr(lower(coalesce(s.title, '')), lower(?1)) > 0)";

/// The number of the tag `?2`.
const TAG: &str = "(SELECT id FROM tags WHERE name = ?2)";

/// The newest snapshots that match.
pub fn newest(connection: &Connection, filter: &Filter) -> Result<Vec<ListedSnapshot>, StoreError> {
    match filter.text.as_deref() {
        // The empty text is in all of them.
        None | Some("") => by_conditions(connection, filter),
        Some(_) if has_few(connection, filter)? => by_conditions(connection, filter),
        Some(text) => by_text(connection, filter, text).map_err(StoreError::read),
    }
}

/// Whether no more than a few snapshots are left, whatever text they have.
fn has_few(connection: &Connection, filter: &Filter) -> Result<bool, StoreError> {
    if filter.stage.is_none() && !filter.failed && filter.tag.is_none() {
        return Ok(false);
    }
    let sql = select("1", filter, None) + "LIMIT 1 OFFSET ?3";
    let more =
        connection.prepare(&sql).and_then(|mut statement| statement.exists(params![filter.text, filter.tag, FEW]));
    more.map(|more| !more).map_err(StoreError::read)
}

/// Reads rows until there are enough.
fn by_conditions(connection: &Connection, filter: &Filter) -> Result<Vec<ListedSnapshot>, StoreError> {
    let sql = select(ListedSnapshot::COLUMNS, filter, filter.text.as_ref().map(|_| HAS_TEXT)) + "LIMIT ?3";
    rows(connection, &sql, params![filter.text, filter.tag, limit(filter)], ListedSnapshot::read)
}

/// The same, served by the index of the rarest condition.
fn select(columns: &str, filter: &Filter, and: Option<&str>) -> String {
    let mut all = conditions(filter);
    all.extend(and.map(str::to_owned));
    // Ids sort by the time at which they joined the queue, as the numbers in it do.
    let (mut source, mut order) = ("snapshots s", "s.seq");
    if filter.tag.is_some() {
        (source, order) = ("snapshot_tags t CROSS JOIN snapshots s", "t.snapshot_id");
        all.push(format!("t.tag_id = {TAG} AND s.id = t.snapshot_id"));
    } else if filter.stage == Some(Stage::Started) {
        // What is started is soon sorted; all else is in its order.
        order = "+s.seq";
    }
    format!("SELECT {columns} FROM {source} WHERE {} ORDER BY {order} DESC ", all.join(" AND "))
}

/// What a stage and what is not good ask of a row. Each has an index, which SQLite sees where it is
/// named in the text.
fn conditions(filter: &Filter) -> Vec<String> {
    // There is always one.
    let mut all = vec!["1".to_owned()];
    all.extend(filter.stage.map(|stage| match stage {
        // Most are; what is not good is looked through rather than all that is sealed.
        Stage::Sealed if filter.failed => "+s.stage = 'sealed'".to_owned(),
        stage => format!("s.stage = '{}'", stage.as_str()),
    }));
    if filter.failed {
        all.push("(s.failed > 0 OR s.page_error IS NOT NULL)".to_owned());
    }
    all
}

/// Reads the rows of where the text may be, until there are enough.
fn by_text(connection: &Connection, filter: &Filter, text: &str) -> rusqlite::Result<Vec<ListedSnapshot>> {
    let mut all = conditions(filter);
    all.extend([HAS_TEXT.to_owned(), "s.seq BETWEEN ?4 AND ?5".to_owned()]);
    if filter.tag.is_some() {
        all.push(format!("EXISTS (SELECT 1 FROM snapshot_tags t WHERE t.snapshot_id = s.id AND t.tag_id = {TAG})"));
    }
    let sql = format!(
        "SELECT {} FROM snapshots s WHERE {} ORDER BY s.seq DESC LIMIT ?3",
        ListedSnapshot::COLUMNS,
        all.join(" AND ")
    );

    // All answers are of one moment, whatever is written meanwhile.
    let transaction = connection.unchecked_transaction()?;
    let mut statement = transaction.prepare(&sql)?;
    let mut left = limit(filter);
    let mut found = Vec::new();
    texts::where_it_may_be(&transaction, text, |first, last| {
        for row in statement.query_map(params![text, filter.tag, left, first, last], ListedSnapshot::read)? {
            found.push(row?);
            left -= 1;
        }
        Ok(if left <= 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    if filter.tag.is_some() {
        // As everything with a tag is listed.
        found.sort_by(|one, other| other.id.cmp(&one.id));
    }
    Ok(found)
}

fn limit(filter: &Filter) -> i64 {
    i64::try_from(filter.limit).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::store::{at_once, open, restore};

    /// What is easily mistaken: letters of either case, and of none, within ASCII and beyond it;
    /// what means something to SQL, or to a search; what stands between the texts of a block; a
    /// letter of two parts, and one that is of another length in lower case.
    const PARTS: &[&str] = &[
        "a", "A", "b", "é", "É", "ß", "%", "_", "*", "'", "\"", "\\", "\n", "\0", " ", "日", "e\u{301}", "\u{212a}",
        "İ",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PARTS), 1..5).prop_map(|parts| parts.concat())
    }

    /// What becomes of rows.
    #[derive(Debug, Clone)]
    enum Change {
        Append { count: u8, url: String, title: Option<String> },
        Put { seq: i64, url: String, title: Option<String> },
        Retitle(Index, Option<String>),
        Readdress(Index, String),
        Move(Index, i64),
        Remove(Index),
        Reorder,
    }

    /// Numbers about the edges of blocks.
    fn seq() -> impl Strategy<Value = i64> {
        prop_oneof![-130..200_i64, Just(i64::MIN), Just(i64::MAX - 1000)]
    }

    fn change() -> impl Strategy<Value = Change> {
        let title = || prop::option::of(text());
        prop_oneof![
            3 => (1..90_u8, text(), title()).prop_map(|(count, url, title)| Change::Append { count, url, title }),
            2 => (seq(), text(), title()).prop_map(|(seq, url, title)| Change::Put { seq, url, title }),
            4 => (any::<Index>(), title()).prop_map(|(which, title)| Change::Retitle(which, title)),
            1 => (any::<Index>(), text()).prop_map(|(which, url)| Change::Readdress(which, url)),
            1 => (any::<Index>(), seq()).prop_map(|(which, seq)| Change::Move(which, seq)),
            2 => any::<Index>().prop_map(Change::Remove),
            1 => Just(Change::Reorder),
        ]
    }

    fn apply(connection: &mut Connection, number: usize, change: &Change) {
        let stages = ["queued", "started", "sealed"];
        let put = |connection: &Connection, seq: Option<i64>, part: usize, url: &str, title: &Option<String>| {
            let id = format!("{number:03}-{part:03}");
            let values =
                params![seq, id, format!("{url}/{id}"), title, stages[(number + part) % 3], part.is_multiple_of(5)];
            let sql = "INSERT OR IGNORE INTO snapshots (seq, id, crawl_id, url, root_url, depth, title, stage, failed, queued_at)
                       VALUES (?1, ?2, 'crawl', ?3, '', 0, ?4, ?5, ?6, '')";
            connection.execute(sql, values).unwrap();
            if part.is_multiple_of(2) {
                connection
                    .execute("INSERT INTO snapshot_tags SELECT id, 1 FROM snapshots WHERE id = ?1", [id])
                    .unwrap();
            }
        };
        let any = |connection: &Connection, which: &Index| {
            let ids: Vec<String> = rows(connection, "SELECT id FROM snapshots", [], |row| row.get(0)).unwrap();
            if ids.is_empty() { String::new() } else { which.get(&ids).clone() }
        };
        match change {
            Change::Append { count, url, title } => {
                for part in 0..usize::from(*count) {
                    put(connection, None, part, url, title);
                }
            }
            Change::Put { seq, url, title } => put(connection, Some(*seq), 0, url, title),
            Change::Retitle(which, title) => {
                connection
                    .execute("UPDATE snapshots SET title = ?2 WHERE id = ?1", params![any(connection, which), title])
                    .unwrap();
            }
            Change::Readdress(which, url) => {
                connection
                    .execute(
                        "UPDATE OR IGNORE snapshots SET url = ?2 WHERE id = ?1",
                        params![any(connection, which), url],
                    )
                    .unwrap();
            }
            Change::Move(which, seq) => {
                connection
                    .execute(
                        "UPDATE OR IGNORE snapshots SET seq = ?2 WHERE id = ?1",
                        params![any(connection, which), seq],
                    )
                    .unwrap();
            }
            Change::Remove(which) => {
                let id = any(connection, which);
                connection.execute("DELETE FROM snapshot_tags WHERE snapshot_id = ?1", [&id]).unwrap();
                connection.execute("DELETE FROM snapshots WHERE id = ?1", [&id]).unwrap();
            }
            Change::Reorder => at_once(connection, restore::reorder).unwrap(),
        }
    }

    fn made() -> (tempfile::TempDir, Connection) {
        let dir = tempfile::tempdir().unwrap();
        let connection = open(&dir.path().join("index.sqlite3")).unwrap();
        connection
            .execute_batch("INSERT INTO crawls (id, created_at, dir, depth, scope, options) VALUES ('crawl', '', '', 0, 'host', '{}'); INSERT INTO tags VALUES (1, 'tag')")
            .unwrap();
        (dir, connection)
    }

    fn ids(listed: Vec<ListedSnapshot>) -> Vec<String> {
        listed.into_iter().map(|listed| listed.id).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn what_is_found_by_blocks_is_what_is_found_by_rows(
            changes in prop::collection::vec(change(), 1..12),
            texts in prop::collection::vec(text(), 1..6),
        ) {
            let (_dir, mut connection) = made();
            for (number, change) in changes.iter().enumerate() {
                apply(&mut connection, number, change);
            }
            prop_assert_eq!(texts::lacking(&connection).unwrap(), 0);
            for text in texts.iter().flat_map(|text| [text.clone(), text.chars().take(1).collect()]) {
                for (stage, failed, tagged) in [
                    (None, false, false), (Some(Stage::Sealed), false, false), (Some(Stage::Started), false, false), (Some(Stage::Queued), true, false),
                    (Some(Stage::Sealed), true, false), (None, true, true), (Some(Stage::Queued), false, true), (None, false, true),
                ] {
                    // What is tagged is listed by ids, which a test may give in another order than
                    // numbers: then it is not said which are the newest.
                    for limit in if tagged { &[10_000][..] } else { &[0, 1, 70, 10_000] } {
                        let tag = tagged.then(|| "tag".to_owned());
                        let filter = Filter { text: Some(text.clone()), stage, failed, tag, limit: *limit };
                        let by_rows = ids(by_conditions(&connection, &filter).unwrap());
                        prop_assert_eq!(ids(by_text(&connection, &filter, &text).unwrap()), by_rows.clone(), "{:?}", &filter);
                        prop_assert_eq!(ids(newest(&connection, &filter).unwrap()), by_rows, "{:?}", &filter);
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_is_taken_as_it_is() {
        let (_dir, mut connection) = made();
        let put = |number, url: &str, title: &str| {
            (number, Change::Put { seq: number as i64, url: url.to_owned(), title: Some(title.to_owned()) })
        };
        for (number, change) in [
            put(1, "http://a.example/Path?q=50%25", "It's 100 % \"Größe\""),
            put(2, "http://b.example/snake_case", "ÄRGER und Tee"),
        ] {
            apply(&mut connection, number, &change);
        }
        let found = |text: &str| {
            let filter = Filter { text: Some(text.to_owned()), limit: 10, ..Filter::default() };
            ids(newest(&connection, &filter).unwrap())
                .iter()
                .map(|id| id[..3].parse::<u8>().unwrap())
                .collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("", &[2, 1][..]),
            ("example", &[2, 1]),
            ("Path", &[1]),
            ("path", &[]),
            ("TEE", &[2]),
            ("ärger", &[]),
            ("ÄrGER", &[2]),
            ("größe", &[1]),
            ("GRÖSSE", &[]),
            ("%", &[1]),
            ("100 %", &[1]),
            ("_", &[2]),
            ("snake%", &[]),
            ("b_example", &[]),
            ("'", &[1]),
            ("\"gr", &[1]),
            ("*", &[]),
            ("Q", &[]),
            ("q", &[1]),
            ("x", &[2, 1]),
            ("001http", &[]),
            ("\n", &[]),
        ] {
            assert_eq!(found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_was_there_before_is_found_and_what_comes_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.sqlite3");
        let mut old = Connection::open(&path).unwrap();
        super::super::MIGRATIONS.to_version(&mut old, 5).unwrap();
        let insert = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)
            INSERT INTO snapshots (id, crawl_id, url, root_url, depth, title, queued_at) SELECT n || ?1, 'crawl', 'http://' || ?1 || '/' || n, '', 0, 'Page ' || n, '' FROM numbers";
        old.execute(
            "INSERT INTO crawls (id, created_at, dir, depth, scope, options) VALUES ('crawl', '', '', 0, 'host', '{}')",
            [],
        )
        .unwrap();
        old.execute(insert, ["before"]).unwrap();
        drop(old);
        let connection = open(&path).unwrap();
        let gathered =
            || rows(&connection, "SELECT block FROM snapshot_texts", [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(gathered(), [0, 1]);
        connection.execute(insert, ["after"]).unwrap();
        assert_eq!(gathered(), [0, 1, 2], "the fourth is not full");
        let found = |text: &str| {
            newest(&connection, &Filter { text: Some(text.to_owned()), limit: 1000, ..Filter::default() })
                .unwrap()
                .len()
        };
        assert_eq!(
            (found("before/"), found("after/"), found("page 7"), found("/100"), found("nowhere")),
            (100, 100, 22, 2, 0)
        );
        assert_eq!(texts::lacking(&connection).unwrap(), 0);
    }
}
