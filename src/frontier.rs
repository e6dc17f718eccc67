//! Which of the pages that a hook found join the crawl. Pure; duplicates and the number of URLs are the queue's affair.

use crate::crawl::Limits;
use crate::record::SnapshotRecord;
use crate::snapshot::{Candidate, Snapshot};
use crate::url::PageUrl;

/// The found pages that may join the queue of `snapshot`'s crawl.
pub fn admit(found: Vec<SnapshotRecord>, snapshot: &Snapshot, limits: &Limits) -> Vec<Candidate> {
    found.into_iter().filter_map(|record| candidate(record, snapshot, limits)).collect()
}

fn candidate(record: SnapshotRecord, snapshot: &Snapshot, limits: &Limits) -> Option<Candidate> {
    // A hook may place its find deeper than its own page, never level with it, or a crawl could go on for ever.
    let depth = record.depth.unwrap_or(0).max(snapshot.depth.saturating_add(1));
    // What pages link to is full of mailto: and broken addresses; they are no one's mistake here.
    let url = PageUrl::parse(record.url.as_deref()?).ok()?;
    let may_join = depth <= limits.depth && limits.scope.admits(&snapshot.root, &url);
    may_join.then(|| Candidate { url, depth, title: record.title, tags: record.tags, found_by: Some((snapshot.id, snapshot.root.clone())) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CrawlId, SnapshotId};
    use crate::timestamp::Timestamp;
    use crate::url::Scope;

    #[test]
    fn depth_and_scope() {
        let url = PageUrl::parse("http://a.example/").unwrap();
        let snapshot = Snapshot {
            id: SnapshotId::new(),
            crawl_id: CrawlId::new(),
            parent: None,
            root: url.clone(),
            url,
            depth: 1,
            title: None,
            tags: vec![],
            queued_at: Timestamp::now(),
            started_at: Timestamp::now(),
            dir: "/s".into(),
            archive_name: "1.0".into(),
        };
        let found = |url: &str, depth: Option<u32>| SnapshotRecord {
            id: None,
            url: Some(url.into()),
            title: None,
            depth,
            tags: vec![],
            others: serde_json::Map::new(),
        };
        let admitted = |records: Vec<SnapshotRecord>, depth| -> Vec<(String, u32)> {
            let limits = Limits { depth, max_urls: None, scope: Scope::Host };
            admit(records, &snapshot, &limits).into_iter().map(|candidate| (candidate.url.into(), candidate.depth)).collect()
        };
        let all = || {
            vec![
                found("http://a.example/x", None),
                found("http://a.example/y", Some(0)),
                found("http://a.example/z", Some(3)),
                found("http://b.example/", None),
                found("mailto:x@a.example", None),
            ]
        };
        assert_eq!(admitted(all(), 2), [("http://a.example/x".into(), 2), ("http://a.example/y".into(), 2)]);
        assert_eq!(admitted(all(), 1), []);
        assert_eq!(admitted(all(), 3).len(), 3);
    }
}
