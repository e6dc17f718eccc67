//! Keeps a page of `file:` to the files that it may use, as long as the page lives. Pages of the
//! web cannot ask for files, and have none of this.

use serde_json::{Value, json};

use super::files;
use crate::browser::file_fence::{Fence, REFUSED_FILE, Refused};
use crate::browser::navigation::navigation;
use crate::browser::page::Page;
use crate::browser::target_tree::{Kind, TargetTree};
use crate::native::{Context, HookError, record, write_json};
use crate::stderr::stderr_line;

/// Watches the page, its frames and what they ask for.
pub struct Guard {
    target_tree: TargetTree,
    fence: Fence,
    refused: Refused,
}

impl Guard {
    /// Chrome asks this guard before it reads a file for the page `target_id`, from here on; `None`
    /// for a page of the web.
    pub async fn of(context: &Context, ws_url: &str, target_id: &str) -> Result<Option<Self>, HookError> {
        let address = context.url()?;
        if !is_file(&address) {
            return Ok(None);
        }
        // The page may have been found by one above it.
        let given = context.root_url()?;
        let fence = Fence::around(&given)
            .ok_or_else(|| HookError(format!("{given}: this URL is not a file of this machine")))?;
        let (page, events) = Page::open(ws_url, target_id.to_owned()).await?;
        let target_tree = TargetTree::of(page, events, Box::new(setup)).await?;
        Ok(Some(Guard { target_tree, refused: Refused::of(&fence), fence }))
    }

    /// Answers for as long as the page is there; returns why it is not.
    pub async fn serve(&mut self) -> HookError {
        loop {
            let event = match self.target_tree.next().await {
                Ok(event) => event,
                Err(error) => return HookError(format!("the page's files cannot be watched any more: {error}")),
            };
            if event.method != "Fetch.requestPaused" {
                continue;
            }
            let (id, url) =
                (event.text("/requestId").unwrap_or_default(), event.text("/request/url").unwrap_or_default());
            let session = self.target_tree.session(&event);
            // No answer is awaited: the request, or its frame, may be gone.
            if self.fence.admits(url) {
                drop(session.submit("Fetch.continueRequest", json!({ "requestId": id })));
                continue;
            }
            // Written first, so that the reason is there when the failed request is seen.
            if let Err(error) = self.write_down(url) {
                stderr_line!("{error}");
            }
            drop(session.submit("Fetch.failRequest", json!({ "requestId": id, "errorReason": "BlockedByClient" })));
        }
    }

    fn write_down(&mut self, url: &str) -> Result<(), HookError> {
        if !self.refused.add(url) {
            return Ok(());
        }
        // As it is written down: a page can make an address of megabytes.
        let shown = self.refused.urls.last().map(String::as_str).unwrap_or_default();
        stderr_line!("refused, as it is outside {}: {shown}", self.fence.directory().display());
        write_json(REFUSED_FILE, &self.refused)
    }

    /// Reports all that was refused as a fact of the snapshot, when it is more than the
    /// navigation's notes have.
    pub fn report(&self, context: &Context) -> Result<(), HookError> {
        let navigation = navigation(&context.snap_dir()?);
        let is_noted = |words: &String| navigation.as_ref().is_some_and(|navigation| navigation.notes.contains(words));
        if let Some(words) = self.refused.in_words().filter(|words| !is_noted(words)) {
            record(&json!({ "type": "Snapshot", "id": context.snapshot_id()?, files::REFUSED_FACT: words }));
        }
        Ok(())
    }
}

fn is_file(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

fn setup(kind: Kind) -> Vec<(&'static str, Value)> {
    match kind {
        // What a worker asks for is asked for in the session of its page or frame.
        Kind::Worker | Kind::ServiceWorker => Vec::new(),
        Kind::Page | Kind::Frame => vec![("Fetch.enable", json!({ "patterns": [{ "urlPattern": "file:*" }] }))],
    }
}
