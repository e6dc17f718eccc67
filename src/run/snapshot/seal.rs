//! The seal of a snapshot: its index is written, and whether it is done is settled.

use std::io::ErrorKind;

use serde_json::Map;

use super::{SnapshotEnd, Work};
use crate::files::index_file::{self, Seal};
use crate::model::event::Event;
use crate::model::snapshot::Facts;
use crate::model::timestamp::Timestamp;
use crate::run::{Hooks, Ledger, limits};

impl<L: Ledger, H: Hooks> Work<'_, L, H> {
    /// Writes the index, and records that this attempt was the last, unless it was interrupted or
    /// lacked room.
    pub(super) async fn seal(mut self) -> SnapshotEnd {
        let (context, snapshot) = (self.context, self.snapshot);
        let mut interrupted = self.halt.is_stopped() || self.lacked_room();
        let page_error = self.page.error();
        let refused = self.page.take_refusal();
        if let Some(reason) = &refused {
            let facts =
                Facts { others: Map::from_iter([("refused".to_owned(), reason.clone().into())]), ..Facts::default() };
            self.contents.facts.merge(facts.clone());
            context.ledger.record(Event::SnapshotLearned { snapshot_id: snapshot.id, facts }).await;
        }
        let at = Timestamp::now();
        let seal = Seal { by: context.crawl.id, at, interrupted, page_error: page_error.clone() };
        let written = self.write_index(seal).await;
        let indexed_at = (written == Written::Whole).then(Timestamp::now);
        interrupted |= written == Written::NoRoom;
        if interrupted && !self.halt.is_stopped() {
            let message = "the disk was full; free some space, then retry what failed".into();
            context.ledger.record(Event::Warning { snapshot_id: Some(snapshot.id), message }).await;
        }
        context
            .ledger
            .record(Event::SnapshotSealed {
                crawl_id: snapshot.crawl_id,
                snapshot_id: snapshot.id,
                url: snapshot.url.to_string(),
                tally: self.contents.tally(),
                page_error,
                refused,
                interrupted,
                at,
                indexed_at,
            })
            .await;
        let is_lost = self.halt.is_broken() && self.halt.is_crawl_lost();
        SnapshotEnd::Sealed { bytes: self.contents.bytes(), is_lost }
    }

    /// What failed because the disk is full can succeed later, so it is left for `resume`.
    fn lacked_room(&self) -> bool {
        let plan = &self.context.plan;
        let is_full = || limits::is_disk_full(&plan.resource_limits, self.context.layout.data());
        self.contents.has_failed() && (is_full() || self.contents.results().iter().any(limits::wanted_room))
    }

    async fn write_index(&self, seal: Seal) -> Written {
        let contents = &self.contents;
        let written = match self.directory.lost() {
            Some(reason) => Err(std::io::Error::other(reason)),
            None => index_file::write(self.snapshot, seal, &contents.facts, contents.results(), &contents.runs).await,
        };
        let Err(error) = written else { return Written::Whole };
        let message = format!("{}: {error}", self.snapshot.dir.join(index_file::FILE_NAME).display());
        self.context.ledger.record(Event::Warning { snapshot_id: Some(self.snapshot.id), message }).await;
        let no_room = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        if no_room { Written::NoRoom } else { Written::Not }
    }
}

/// What came of a file.
#[derive(PartialEq)]
enum Written {
    Whole,
    /// The disk was full.
    NoRoom,
    Not,
}
