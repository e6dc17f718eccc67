//! `chrome_tab.bg`: the snapshot's own page, in a browser context of its own, from here to its seal.
//!
//! A context shares neither cookies nor cache with others, so that what is saved of a page does not depend on which pages came before it. Chrome
//! removes it with all pages in it, popups included, as soon as the connection that made it closes, however that happens.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::{files, launch};
use crate::browser::cdp::{CdpError, Connection, Events, Session};
use crate::native::{Context, HookError, HookResult, Report, ready, write_atomically};

/// How soon after its connection a browser that ends is known to have ended.
const ENDED_WITHIN: Duration = Duration::from_millis(500);

pub async fn run(context: Context) -> HookResult {
    if !context.switch("CHROME_PER_PAGE", false)? {
        let (url, pid) = browser_of_the_crawl(&context).await?;
        return serve(&context, &url, &pid).await;
    }
    let profile = context.snap_dir()?.join("chrome/profile");
    let patience = context.seconds("CHROME_HANG_TIMEOUT", 5.0)?;
    let mut launched = tokio::select! {
        started = launch::start(&context, &profile) => started?,
        () = context.terminated() => return Ok(Report::Nothing),
    };
    let browser = &mut launched.browser;
    let (url, pid) = (browser.ws_url.clone(), format!("{}\n", browser.pid()));
    let result = tokio::select! {
        served = serve(&context, &url, &pid) => match served {
            // The connection breaks off a moment before Chrome is known to have ended.
            Err(error) => Err(tokio::time::timeout(ENDED_WITHIN, browser.ended()).await.map_or(error, HookError)),
            served => served,
        },
        how = browser.lost(patience) => Err(HookError(how)),
    };
    launch::close(launched, &profile).await;
    result
}

/// Where the crawl's browser listens, and the content of its pid file.
async fn browser_of_the_crawl(context: &Context) -> Result<(String, String), HookError> {
    let crawl_chrome = context.crawl_dir()?.join("chrome");
    let limit = context.seconds("CHROME_LAUNCH_TIMEOUT", 60.0)?;
    let url = tokio::time::timeout(limit, read_when_there(&crawl_chrome.join(files::CDP_URL)))
        .await
        .map_err(|_| HookError(format!("there is no browser: {} did not appear", crawl_chrome.join(files::CDP_URL).display())))?;
    Ok((url, std::fs::read_to_string(crawl_chrome.join(files::PID)).unwrap_or_default()))
}

/// Opens the page in the browser at `url`, tells the others of it, and closes it when this hook is asked to end.
async fn serve(context: &Context, url: &str, pid: &str) -> HookResult {
    let (connection, events) = Connection::open(url).await?;
    let (width, height) = super::resolution(context)?;
    let browser = connection.root();
    let made = browser.call("Target.createBrowserContext", json!({ "disposeOnDetach": true })).await?;
    let context_id = text(&made, "browserContextId")?;
    // Only what `staticfile` takes is saved; a download that a page starts by itself would fill somebody's disk.
    browser.call("Browser.setDownloadBehavior", json!({ "behavior": "deny", "browserContextId": context_id })).await?;
    // A window of its own: a tab behind another is hidden, does not animate, and cannot be captured.
    let made = browser
        .call(
            "Target.createTarget",
            json!({ "url": "about:blank", "browserContextId": context_id, "newWindow": true, "width": width, "height": height }),
        )
        .await?;
    let target_id = text(&made, "targetId")?;
    let page = connection.attach(&target_id).await?;
    prepare(&page, context, (width, height)).await?;

    write_atomically(files::CDP_URL, format!("{url}\n"))?;
    write_atomically(files::PID, pid)?;
    write_atomically(files::URL, format!("{}\n", context.url()?))?;
    write_atomically(files::BROWSER, files::NO_EXTENSIONS)?;
    write_atomically(files::TARGET_ID, format!("{target_id}\n"))?;
    ready(&format!("page {target_id}"));

    tokio::select! {
        () = context.terminated() => {}
        ended = answer_dialogs(&page, events) => return Err(ended),
    }
    // Chrome would do the same when the connection closes; asked for, it is done when the answer comes.
    let closed = browser.call_within("Target.disposeBrowserContext", json!({ "browserContextId": context_id }), Duration::from_secs(5)).await;
    match closed {
        // The browser went first, which is news to the runner.
        Err(error @ CdpError::Closed(_)) => Err(error.into()),
        _ => Ok(Report::Nothing),
    }
}

async fn prepare(page: &Session, context: &Context, (width, height): (u32, u32)) -> Result<(), HookError> {
    // These last as long as this session does, which is as long as the snapshot.
    page.call("Page.enable", json!({})).await?;
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.call("Emulation.setDeviceMetricsOverride", metrics).await?;
    if !context.switch("CHROME_CHECK_SSL_VALIDITY", true)? {
        page.call("Security.setIgnoreCertificateErrors", json!({ "ignore": true })).await?;
    }
    Ok(())
}

/// Dismisses every dialog that the page opens, as nobody is there to answer it and the page stands still until somebody does. Returns when the page is gone.
async fn answer_dialogs(page: &Session, mut events: Events) -> HookError {
    loop {
        let event = match events.next().await {
            Ok(event) => event,
            Err(error) => return error.into(),
        };
        match event.method.as_ref() {
            "Page.javascriptDialogOpening" => {
                // "Leave this page?" is answered with yes, everything else with no. Another session may have been faster, which is as good.
                let accept = event.text("/type") == Some("beforeunload");
                drop(page.submit("Page.handleJavaScriptDialog", json!({ "accept": accept })));
            }
            "Inspector.targetCrashed" => return HookError::new("the page crashed"),
            "Target.detachedFromTarget" => return HookError::new("the page was closed by somebody else"),
            _ => {}
        }
    }
}

async fn read_when_there(path: &Path) -> String {
    loop {
        match std::fs::read_to_string(path) {
            Ok(text) if !text.trim().is_empty() => return text.trim().to_owned(),
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

fn text(answer: &Value, key: &str) -> Result<String, HookError> {
    answer[key].as_str().map(str::to_owned).ok_or_else(|| HookError(format!("Chrome's answer has no {key}")))
}
