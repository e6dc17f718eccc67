//! How a window is emptied between two pages: first the page leaves, later, just before the next one comes, what it left is taken away.

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::shown::{BLANK, Shown, is_blank};
use crate::browser::cdp::{CdpError, Event, Session};

/// A page that is to be left: the document that was judged, and what was seen to come to the window so far.
#[derive(Debug)]
pub struct Leaving<'a> {
    pub target: &'a str,
    pub judged: &'a str,
    pub shown: &'a mut Shown,
}

/// Brings an empty page in the place of the one that is there, which may ask whether it may be left; a page that never comes to an end keeps this waiting for ever.
/// An error when there was another document after the judged one.
pub async fn leave(page: &Session, events: &mut mpsc::UnboundedReceiver<Event>, leaving: Leaving<'_>) -> Result<(), CdpError> {
    let Leaving { target, judged, shown } = leaving;
    while let Ok(event) = events.try_recv() {
        end_of(&event).map_or(Ok(()), Err)?;
        shown.see(&event, target);
    }
    let is_judged = |shown: &Shown| as_new(shown.is(judged), "Page.frameNavigated", "another document came after the one that was judged");
    is_judged(shown)?;
    // Not awaited at once: a dialog is to be answered first. And the answer comes before the page is gone, so its load is what is waited for.
    let answer = page.submit("Page.navigate", json!({ "url": BLANK }));
    let mut is_gone = false;
    loop {
        let Some(event) = events.recv().await else { return Err(CdpError::Closed("the browser has ended".into())) };
        end_of(&event).map_or(Ok(()), Err)?;
        match event.method.as_ref() {
            "Page.loadEventFired" if is_gone => break,
            "Page.javascriptDialogOpening" => answer_dialog(page, &event),
            _ if is_blank(&event, target) => is_gone = true,
            // It came while the empty page was on its way.
            "Page.frameNavigated" => {
                shown.see(&event, target);
                is_judged(shown)?;
            }
            _ => {}
        }
    }
    answer.await.map(drop)
}

/// Takes away what the page before has left, for all origins and frames. As late as can be: an answer to what it sent on leaving may bring a cookie.
/// `bounds` are those of the window when it was new, as `Browser.getWindowForTarget` tells them. An error when it is not as new after this.
pub async fn clear(page: &Session, target: &str, context: &str, bounds: &Value) -> Result<(), CdpError> {
    let browser = page.connection().root();
    let all = page.connection().root().submit("Target.getTargets", json!({ "filter": [{}] }));
    let window = browser.submit("Browser.getWindowForTarget", json!({ "targetId": target }));
    let calls = [
        page.submit("Network.clearBrowserCache", json!({})),
        page.submit("Storage.clearDataForOrigin", json!({ "origin": "*", "storageTypes": "all" })),
        page.submit("Page.resetNavigationHistory", json!({})),
        page.submit("Runtime.evaluate", json!({ "expression": "window.name = ''" })),
        // Hooks may have granted some.
        browser.submit("Browser.resetPermissions", json!({ "browserContextId": context })),
    ];
    let downloads = forbid_downloads(&browser, context);
    for call in calls {
        call.await?;
    }
    // Whose hook permitted them has lifted this for good: the end of its session leaves Chrome's own behaviour, not what was set before.
    downloads.await?;
    let all = all.await?;
    let others = all["targetInfos"].as_array().into_iter().flatten().filter(|info| {
        info["browserContextId"] == *context && info["targetId"] != *target && matches!(info["type"].as_str(), Some("page" | "shared_worker"))
    });
    as_new(others.count() == 0, "Target.getTargets", "the page before left another page or a worker")?;
    as_new(window.await?["bounds"] == *bounds, "Browser.getWindowForTarget", "the page before moved its window")
}

/// Only what `staticfile` takes is saved; a download that a page starts by itself would fill somebody's disk.
pub fn forbid_downloads(browser: &Session, context: &str) -> impl Future<Output = Result<Value, CdpError>> + use<> {
    browser.submit("Browser.setDownloadBehavior", json!({ "behavior": "deny", "browserContextId": context }))
}

fn as_new(is: bool, method: &str, reason: &str) -> Result<(), CdpError> {
    if is { Ok(()) } else { Err(CdpError::Unexpected { method: method.to_owned(), reason: reason.to_owned() }) }
}

/// Dismisses a dialog, as nobody is there to answer it and the page stands still until somebody does.
pub fn answer_dialog(page: &Session, event: &Event) {
    // "Leave this page?" is answered with yes, everything else with no. Another session may have been faster, which is as good.
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
