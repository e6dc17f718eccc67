//! Which document a window shows, or is about to: whether that is still the one that was judged.
//! Pure.

use crate::cdp::Event;

/// The address of the page that is in a window between two others.
pub const BLANK: &str = "about:blank";

/// The document that came to a window last, by Chrome's id of its load.
#[derive(Debug, Default)]
pub struct ShownUrls(Option<String>);

impl ShownUrls {
    /// Takes in an event of the page `target`. A document that was asked for counts before it
    /// comes: what its answer leaves, it leaves as well when nothing of it is shown_urls in the
    /// end. The blank page does not count.
    pub fn see(&mut self, event: &Event, target: &str) {
        match event.method.as_ref() {
            // That of a page from the back/forward cache has been there before, and may have been
            // judged then: what came between has not.
            "Page.frameNavigated" if is_of_page(event, "/frame/id", target) => {
                self.0 = event
                    .text("/frame/loaderId")
                    .filter(|_| event.text("/type") != Some("BackForwardCacheRestore"))
                    .map(str::to_owned);
            }
            "Page.frameStartedNavigating" if is_of_page(event, "/frameId", target) && !is_within_document(event) => {
                self.0 = event.text("/loaderId").map(str::to_owned);
            }
            _ => {}
        }
    }

    /// Whether it is this document, and no other has been asked for since.
    pub fn is(&self, document: &str) -> bool {
        self.0.as_deref() == Some(document)
    }
}

/// Whether an event says that the blank page has come to the page `target`.
pub fn is_blank(event: &Event, target: &str) -> bool {
    event.method == "Page.frameNavigated"
        && is_of_page(event, "/frame/id", target)
        && event.text("/frame/url") == Some(BLANK)
}

/// The main frame has the id of its target.
fn is_of_page(event: &Event, frame: &str, target: &str) -> bool {
    event.text(frame) == Some(target)
}

fn is_within_document(event: &Event) -> bool {
    event.text("/navigationType").is_some_and(|kind| kind.to_ascii_lowercase().ends_with("samedocument"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn shown_urls(events: &[(&'static str, Value)]) -> ShownUrls {
        let mut shown_urls = ShownUrls::default();
        for (method, params) in events {
            shown_urls.see(&Event { method: (*method).into(), session_id: None, params: params.clone() }, "T");
        }
        shown_urls
    }

    fn came(frame: &str, loader: &str) -> (&'static str, Value) {
        (
            "Page.frameNavigated",
            json!({ "frame": { "id": frame, "loaderId": loader, "url": "http://a/" }, "type": "Navigation" }),
        )
    }

    fn begun(loader: &str, kind: &str) -> (&'static str, Value) {
        (
            "Page.frameStartedNavigating",
            json!({ "frameId": "T", "loaderId": loader, "url": "http://a/", "navigationType": kind }),
        )
    }

    #[test]
    fn the_last_document_is_the_one() {
        assert!(!shown_urls(&[]).is("1"));
        assert!(shown_urls(&[begun("1", "differentDocument"), came("T", "1")]).is("1"));
        let other = shown_urls(&[came("T", "1"), came("T", "2")]);
        assert!(other.is("2") && !other.is("1"));
    }

    #[test]
    fn frames_and_places_in_the_same_document_are_no_other() {
        assert!(shown_urls(&[came("T", "1"), came("F", "2"), begun("3", "sameDocument")]).is("1"));
    }

    #[test]
    fn one_that_never_came_was_asked_for_all_the_same() {
        assert!(!shown_urls(&[came("T", "1"), begun("2", "differentDocument")]).is("1"));
    }

    #[test]
    fn one_that_came_back_is_not_believed() {
        let back = (
            "Page.frameNavigated",
            json!({ "frame": { "id": "T", "loaderId": "1" }, "type": "BackForwardCacheRestore" }),
        );
        assert!(!shown_urls(&[came("T", "1"), came("T", "2"), back]).is("1"));
    }
}
