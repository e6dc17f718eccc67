//! The frames of a page, each as a page of its own to evaluate in: those in the page's process, and
//! those that have a process of their own.
//!
//! The page's session sees the former. Full Chrome gives frames of other sites a process each, and
//! to see one takes a session of its own; the headless shell keeps all of them in one process.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::page::{Page, PageError};
use super::target_tree::TargetTree;
use crate::cdp::{CdpError, Session};

/// How long Chrome may take to report the frames that have a process of their own.
const CONTEXTS_WITHIN: Duration = Duration::from_secs(2);

/// The frames of the page's own process, without the page itself, each before those in it.
pub async fn in_process(page: &Page, limit: Duration) -> Result<Vec<Page>, CdpError> {
    Ok(documents(&page.session, limit).await?.into_iter().skip(1).collect())
}

/// The frames of the page of the snapshot in `snap_dir` that have another process than the page
/// has, with the frames in those.
pub async fn in_other_processes(snap_dir: &Path, limit: Duration) -> Result<Vec<Page>, PageError> {
    let (page, events) = Page::attach(snap_dir).await?;
    let mut target_tree = TargetTree::of(page, events, Box::new(|_| Vec::new())).await?;
    let deadline = Instant::now() + limit.min(CONTEXTS_WITHIN);
    let mut roots = Vec::new();
    while let Some(event) = target_tree.next_at_once(deadline).await {
        if event.method == "Target.attachedToTarget" && event.text("/targetInfo/type") == Some("iframe") {
            roots.extend(event.text("/sessionId").map(|id| target_tree.session(&event).connection().session(id)));
        }
    }
    let mut frames = Vec::new();
    for session in roots {
        // One that has gone meanwhile is no frame of the page any more.
        frames.extend(documents(&session, limit).await.unwrap_or_default());
    }
    Ok(frames)
}

/// The documents that a session sees, its own first. Those of Chrome itself are none of the page's:
/// an error page, or what shows a PDF.
async fn documents(session: &Session, limit: Duration) -> Result<Vec<Page>, CdpError> {
    let answer = session.call_within("Page.getFrameTree", json!({}), limit).await?;
    Ok(frame_ids(&answer["frameTree"])
        .into_iter()
        .map(|id| Page { session: session.clone(), target_id: id, judged: None })
        .collect())
}

fn frame_ids(tree: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    let mut waiting = vec![tree];
    while let Some(branch) = waiting.pop() {
        let text = |key: &str| branch["frame"][key].as_str().unwrap_or_default();
        let is_chromes = text("url").starts_with("chrome") || text("mimeType") == "application/pdf";
        if !is_chromes {
            ids.push(text("id").to_owned());
            waiting.extend(branch["childFrames"].as_array().into_iter().flatten().rev());
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_before_those_in_them_and_chromes_own_are_left_out() {
        let frame = |id: &str, url: &str, children: Vec<Value>| json!({ "frame": { "id": id, "url": url }, "childFrames": children });
        let viewer = frame("v", "http://a.example/x.pdf", vec![frame("w", "chrome-extension://x/", vec![])]);
        let tree = frame(
            "a",
            "http://a.example/",
            vec![frame("b", "about:srcdoc", vec![viewer]), frame("c", "chrome-error://x/", vec![])],
        );
        assert_eq!(frame_ids(&tree), ["a", "b", "v"]);
        let pdf = json!({ "frame": { "id": "p", "url": "http://a.example/x.pdf", "mimeType": "application/pdf" } });
        assert_eq!(frame_ids(&pdf), Vec::<String>::new());
    }
}
