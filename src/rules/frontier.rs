//! Which of the pages that a hook found join the crawl. Pure; duplicates and the number of URLs are
//! the queue's affair.

use crate::model::crawl::Limits;
use crate::model::snapshot::{Candidate, Snapshot};
use crate::model::url::{PageUrl, Scope};
use crate::rules::record::SnapshotRecord;

/// The found pages that may join the queue of `snapshot`'s crawl.
pub fn admit(found: Vec<SnapshotRecord>, snapshot: &Snapshot, limits: &Limits) -> Vec<Candidate> {
    found.into_iter().filter_map(|record| candidate(record, snapshot, limits)).collect()
}

fn candidate(record: SnapshotRecord, snapshot: &Snapshot, limits: &Limits) -> Option<Candidate> {
    // A hook may place its find deeper than its own page, never level with it, or a crawl could go
    // on for ever.
    let depth = record.depth.unwrap_or(0).max(snapshot.depth.saturating_add(1));
    // What pages link to is full of mailto: and broken addresses; they are no one's mistake here.
    let url = PageUrl::parse(record.url.as_deref()?).ok()?.as_link();
    // A page of the web must not make files of this machine part of the archive; a file may lead to
    // those beside and below it.
    let is_local = !url.is_file() || (snapshot.url.is_file() && Scope::Prefix.admits(&snapshot.root, &url));
    let may_join = depth <= limits.depth && is_local && limits.scope.admits(&snapshot.root, &url);
    may_join.then(|| Candidate {
        url,
        depth,
        title: record.title,
        tags: record.tags,
        found_by: Some((snapshot.id, snapshot.root.clone())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{CrawlId, SnapshotId};
    use crate::model::timestamp::Timestamp;

    fn snapshot(root: &str, url: &str) -> Snapshot {
        Snapshot {
            id: SnapshotId::new(),
            crawl_id: CrawlId::new(),
            parent: None,
            root: PageUrl::parse(root).unwrap(),
            url: PageUrl::parse(url).unwrap(),
            depth: 1,
            title: None,
            tags: vec![],
            queued_at: Timestamp::now(),
            started_at: Timestamp::now(),
            dir: "/s".into(),
            archive_name: "1.0".into(),
        }
    }

    fn found(url: &str, depth: Option<u32>) -> SnapshotRecord {
        SnapshotRecord {
            id: None,
            url: Some(url.into()),
            title: None,
            depth,
            tags: vec![],
            others: serde_json::Map::new(),
        }
    }

    #[test]
    fn depth_and_scope() {
        let snapshot = snapshot("http://a.example/", "http://a.example/");
        let admitted = |records: Vec<SnapshotRecord>, depth| -> Vec<(String, u32)> {
            let limits = Limits { depth, max_urls: None, scope: Scope::Host };
            admit(records, &snapshot, &limits)
                .into_iter()
                .map(|candidate| (candidate.url.into(), candidate.depth))
                .collect()
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

    #[test]
    fn links_join_without_the_place_that_they_name() {
        let limits = Limits { depth: 9, max_urls: None, scope: Scope::Any };
        let records = ["http://a.example/x#top", "http://a.example/app#/inbox"].map(|url| found(url, None)).to_vec();
        let admitted = admit(records, &snapshot("http://a.example/#about", "http://a.example/#about"), &limits);
        let urls: Vec<&str> = admitted.iter().map(|candidate| candidate.url.as_str()).collect();
        assert_eq!(urls, ["http://a.example/x", "http://a.example/app#/inbox"]);
        assert_eq!(admitted[0].found_by.as_ref().unwrap().1.as_str(), "http://a.example/#about");
    }

    #[test]
    fn files_are_found_by_files_only_and_below_them() {
        let limits = Limits { depth: 9, max_urls: None, scope: Scope::Any };
        let joins = |root, url, link| !admit(vec![found(link, None)], &snapshot(root, url), &limits).is_empty();
        let (here, web) = ("file:///home/me/site/index.html", "http://a.example/");
        assert!(joins(here, here, "file:///home/me/site/deep/page.html") && joins(here, here, web));
        for link in [
            "file:///etc/passwd",
            "file:///home/me/site/../secret",
            "file:///home/me/site/%2e%2e/secret",
            "file://server/home/me/site/x",
        ] {
            assert!(!joins(here, here, link), "{link}");
        }
        assert!(!joins(web, web, "file:///etc/passwd"));
        // A page of the web to which a file has led.
        assert!(!joins(here, web, "file:///home/me/site/other.html"));
        for link in ["javascript:alert(1)", "data:text/html,x", "chrome://settings", "ftp://a.example/", "about:blank"]
        {
            assert!(!joins(web, web, link), "{link}");
        }
    }
}
