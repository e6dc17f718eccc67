//! Where a text may be found: URLs and titles stand together in blocks of 64 snapshots, kept by
//! triggers (`migrations/0006_texts.sql`). All of them are looked through for any text, of whatever
//! length and however common its parts are, which takes a tenth of the time that the rows would.
//! They say where a snapshot with it may be; whether it is there, the rows say.

use std::ops::ControlFlow;

use memchr::memmem::Finder;
use rusqlite::{Connection, Row, Transaction};

/// Snapshots in a block; in the migration it is a shift by six bits.
const BLOCK: i64 = 64;

/// Calls `look` with the first and the last number (`seq`) of snapshots of which some may have
/// `text`, in their URL as it is or in their title in any case of ASCII letters, the newest first,
/// until it breaks off. Those that it is not called with have it not.
pub fn where_it_may_be(
    connection: &Connection,
    text: &str,
    mut look: impl FnMut(i64, i64) -> rusqlite::Result<ControlFlow<()>>,
) -> rusqlite::Result<()> {
    let lower = text.to_ascii_lowercase();
    let (in_urls, in_titles) = (Finder::new(text), Finder::new(&lower));
    let mut statement =
        connection.prepare_cached("SELECT block, urls, titles FROM snapshot_texts ORDER BY block DESC")?;
    let mut blocks = statement.query([])?;
    let mut newest = i64::MAX;
    while let Some(row) = blocks.next()? {
        // No snapshot has a number that cannot be one.
        let Some(first) = row.get::<_, i64>(0)?.checked_mul(BLOCK) else { continue };
        let last = first + (BLOCK - 1);
        let may_be = in_urls.find(bytes(row, 1)?).is_some() || in_titles.find(bytes(row, 2)?).is_some();
        // Between this block and the newer one there may be snapshots without a block.
        let from = if may_be { Some(first) } else { last.checked_add(1) };
        if let Some(from) = from
            && from <= newest
            && look(from, newest)?.is_break()
        {
            return Ok(());
        }
        let Some(next) = first.checked_sub(1) else { return Ok(()) };
        newest = next;
    }
    look(i64::MIN, newest).map(|_| ())
}

fn bytes<'row>(row: &'row Row, column: usize) -> rusqlite::Result<&'row [u8]> {
    Ok(row.get_ref(column)?.as_bytes()?)
}

/// How many snapshots have a URL or a title that their block lacks. Looks at all of them.
pub fn lacking(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM snapshots s JOIN snapshot_texts t ON t.block = s.seq >> 6
               WHERE instr(t.urls, s.url) = 0 OR instr(t.titles, lower(coalesce(s.title, ''))) = 0";
    connection.query_row(sql, [], |row| row.get(0))
}

/// Gathers all blocks again.
pub fn collect_again(transaction: &Transaction) -> rusqlite::Result<()> {
    transaction
        .execute_batch("DELETE FROM snapshot_texts; INSERT INTO snapshot_texts SELECT * FROM snapshot_texts_anew;")
}
