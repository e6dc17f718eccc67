//! How a window is emptied between two pages: first the page leaves, later, just before the next
//! one comes, what it left is taken away.
//!
//! A page that is left may send something while it goes (`pagehide`, `visibilitychange`, `unload`),
//! which outlives it and which no session reports: Chrome detaches a document from its sessions
//! before it unloads it. So first its scripts are stopped and its document is emptied, which takes
//! all listeners with it; then nothing is there that could send. A `fetchLater` is sent all the
//! same; that one is seen, and the window is closed.

use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::residue::Residue;
use super::shown_urls::{BLANK, ShownUrls, is_blank};
use crate::cdp::{CdpError, Event, Session};

/// The events of one window: those of its page, and of what else there is in its context.
#[derive(Debug)]
pub struct WindowEvents {
    pub receiver: mpsc::UnboundedReceiver<Event>,
    /// How many events of the connection have been passed on, to any receiver.
    pub passed_on: watch::Receiver<u64>,
}

impl WindowEvents {
    /// Waits until all is received that Chrome sent before the last answer of `page`'s connection.
    async fn catch_up(&mut self, page: &Session) -> Result<(), CdpError> {
        let so_far = page.connection().events_so_far();
        let caught_up = self.passed_on.wait_for(|passed_on| *passed_on >= so_far).await;
        caught_up.map(drop).map_err(|_| CdpError::Closed("the browser has ended".into()))
    }
}

/// A page that was judged and is to be left, and what was seen of it so far.
#[derive(Debug)]
pub struct LeavingPage<'a> {
    pub page: &'a Session,
    pub target: &'a str,
    pub events: &'a mut WindowEvents,
    pub shown_urls: &'a mut ShownUrls,
    pub residue: &'a mut Residue,
}

impl LeavingPage<'_> {
    /// Replaces the page by an empty one. The page may ask whether it may be left; one whose
    /// scripts never end keeps this waiting for ever. An error when there was another document
    /// after the `judged` one, or when something of the page outlives it.
    pub async fn leave(mut self, judged: &str) -> Result<(), CdpError> {
        self.process_received()?;
        self.is_judged(judged)?;
        self.leaves_nothing()?;
        // Whatever is under way now is known when this is answered.
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        self.leaves_nothing()?;
        self.residue.leave();
        self.call("Page.setDocumentContent", json!({ "frameId": self.target, "html": "" })).await?;
        self.is_judged(judged)?;
        // Not awaited at once: a dialog is to be answered first. And the answer comes before the
        // page is gone, so its load is what is waited for.
        let answer = self.page.submit("Page.navigate", json!({ "url": BLANK }));
        let mut is_gone = false;
        loop {
            let Some(event) = self.events.receiver.recv().await else {
                return Err(CdpError::Closed("the browser has ended".into()));
            };
            match event.method.as_ref() {
                "Page.loadEventFired" if is_gone => break,
                _ if is_blank(&event, self.target) => is_gone = true,
                // Another came while the empty page was on its way; that the empty one is asked for
                // is said as well.
                "Page.frameNavigated" => {
                    self.see(&event)?;
                    self.is_judged(judged)?;
                }
                "Page.frameStartedNavigating" => {}
                _ => self.see(&event)?,
            }
        }
        answer.await?;
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
        self.leaves_nothing()
    }

    /// Takes away what the page has left, for all origins and frames. As late as can be. `bounds`
    /// are those of the window when it was new, as `Browser.getWindowForTarget` gives them. An
    /// error when it is not as new after this.
    pub async fn clear(mut self, context: &str, bounds: &Value) -> Result<(), CdpError> {
        let (page, target) = (self.page, self.target);
        let browser = page.connection().root();
        let all = browser.submit("Target.getTargets", json!({ "filter": [{}] }));
        let window = browser.submit("Browser.getWindowForTarget", json!({ "targetId": target }));
        let calls = [
            page.submit("Network.clearBrowserCache", json!({})),
            page.submit("Storage.clearDataForOrigin", json!({ "origin": "*", "storageTypes": "all" })),
            page.submit("Page.resetNavigationHistory", json!({})),
            // Hooks may have granted some.
            browser.submit("Browser.resetPermissions", json!({ "browserContextId": context })),
        ];
        // A hook that froze its page has hidden the window for good.
        let sight =
            page.submit("Runtime.evaluate", json!({ "expression": "window.name = '', document.visibilityState" }));
        let downloads = forbid_downloads(&browser, context);
        let heap = page.submit("Runtime.getHeapUsage", json!({}));
        for call in calls {
            call.await?;
        }
        // A hook that allowed downloads has lifted this for good: when its session ends, Chrome's
        // own behaviour is back, not what was set before.
        downloads.await?;
        ensure(
            sight.await?["result"]["value"] == "visible",
            "Runtime.evaluate",
            "the page before left its window hidden",
        )?;
        let all = all.await?;
        let others = all["targetInfos"].as_array().into_iter().flatten().filter(|info| {
            info["browserContextId"] == *context && info["targetId"] != *target && info["type"] != *"tab"
        });
        ensure(others.count() == 0, "Target.getTargets", "the page before left another page or a worker")?;
        ensure(window.await?["bounds"] == *bounds, "Browser.getWindowForTarget", "the page before moved its window")?;
        if is_large(&heap.await?) {
            page.submit("HeapProfiler.collectGarbage", json!({})).await?;
        }
        // What the network says of a request comes by itself, and may be late.
        self.events.catch_up(page).await?;
        self.process_received()?;
        self.leaves_nothing()
    }

    /// Calls a method of the page, and answers the dialogs that are in its way. What Chrome sent
    /// before the answer has been seen when this returns.
    async fn call(&mut self, method: &'static str, params: Value) -> Result<Value, CdpError> {
        let answer = self.page.submit(method, params);
        tokio::pin!(answer);
        let answer = loop {
            tokio::select! {
                answer = &mut answer => break answer?,
                event = self.events.receiver.recv() => match event {
                    Some(event) => self.see(&event)?,
                    None => return Err(CdpError::Closed("the browser has ended".into())),
                },
            }
        };
        self.events.catch_up(self.page).await?;
        self.process_received()?;
        Ok(answer)
    }

    fn process_received(&mut self) -> Result<(), CdpError> {
        while let Ok(event) = self.events.receiver.try_recv() {
            self.see(&event)?;
        }
        Ok(())
    }

    /// An error when the event says that the page has ended.
    fn see(&mut self, event: &Event) -> Result<(), CdpError> {
        end_of(event).map_or(Ok(()), Err)?;
        if event.method == "Page.javascriptDialogOpening" {
            answer_dialog(self.page, event);
        }
        self.shown_urls.see(event, self.target);
        self.residue.see(event, self.target);
        Ok(())
    }

    fn is_judged(&self, judged: &str) -> Result<(), CdpError> {
        ensure(self.shown_urls.is(judged), "Page.frameNavigated", "another document came after the one that was judged")
    }

    fn leaves_nothing(&self) -> Result<(), CdpError> {
        match self.residue.why_not() {
            Some(why) => ensure(false, "Network.enable", &why),
            None => Ok(()),
        }
    }
}

/// Bytes of documents that have left and are not collected yet. The documents of four small pages
/// are as large, and to clear them away takes some milliseconds; Chrome itself lets them grow ten
/// times as large, in each window.
const MUCH_GARBAGE: u64 = 16 << 20;

/// Whether a renderer that shows an empty page has too much in memory, as `Runtime.getHeapUsage`
/// says it: of the scripts' own, and of the documents.
fn is_large(heap: &Value) -> bool {
    let bytes = |name: &str| heap[name].as_u64().unwrap_or_default();
    bytes("usedSize") + bytes("embedderHeapUsedSize") + bytes("backingStorageSize") > MUCH_GARBAGE
}

/// Only what `staticfile` takes is saved; a download that a page starts by itself could fill
/// the disk.
pub fn forbid_downloads(browser: &Session, context: &str) -> impl Future<Output = Result<Value, CdpError>> + use<> {
    browser.submit("Browser.setDownloadBehavior", json!({ "behavior": "deny", "browserContextId": context }))
}

fn ensure(is: bool, method: &str, reason: &str) -> Result<(), CdpError> {
    if is { Ok(()) } else { Err(CdpError::Unexpected { method: method.to_owned(), reason: reason.to_owned() }) }
}

/// Dismisses a dialog, as the page is blocked until it is answered.
pub fn answer_dialog(page: &Session, event: &Event) {
    // "Leave this page?" is answered with yes, everything else with no. Another session may have
    // been faster, which is as good.
    let accept = event.text("/type") == Some("beforeunload");
    drop(page.submit("Page.handleJavaScriptDialog", json!({ "accept": accept })));
}

/// How the page of a session has ended, if that is what an event says.
pub fn end_of(event: &Event) -> Option<CdpError> {
    match event.method.as_ref() {
        "Inspector.targetCrashed" => Some(CdpError::Crashed),
        "Target.detachedFromTarget" => Some(CdpError::Detached),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_of_scripts_and_documents_counts_together() {
        assert!(!is_large(&json!({})));
        assert!(!is_large(&json!({ "usedSize": MUCH_GARBAGE })), "as much as that may stay");
        assert!(is_large(&json!({ "usedSize": MUCH_GARBAGE + 1 })));
        let third = MUCH_GARBAGE / 3 + 1;
        let heap = json!({ "usedSize": third, "embedderHeapUsedSize": third, "backingStorageSize": third });
        assert!(is_large(&heap));
        assert!(
            !is_large(&json!({ "usedSize": third, "totalSize": u64::MAX })),
            "what is only reserved does not count"
        );
    }
}
