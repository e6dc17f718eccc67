//! `chrome_tab.bg`: the snapshot's own page, in a window of its own, from here to its
//! seal.
//!
//! The window is lent by the context pool (see [`windows`]). What is saved of a
//! page does not depend on which pages came before it.

use std::path::Path;
use std::time::Duration;

use super::fence::Guard;
use super::request_settings::RequestSettings;
use super::{files, launch};
use crate::browser::navigation::{NavigationOutcome, navigation};
use crate::browser::windows::lease_server::{LeaseClient, LeaseError};
use crate::browser::windows::{self, WindowSpec};
use crate::cdp::CdpError;
use crate::native::{Context, HookError, HookResult, Report, ready, write_atomically};

/// How soon after its connection a browser that ends is known to have ended.
const ENDED_WITHIN: Duration = Duration::from_millis(500);

pub async fn run(context: Context) -> HookResult {
    if !context.switch("CHROME_PER_PAGE", false)? {
        let (url, pid) = tokio::select! {
            browser = browser_of_the_crawl(&context) => browser?,
            () = context.terminated() => return Ok(Report::AskedToEnd),
        };
        return serve(&context, &context.crawl_dir()?.join("chrome").join(files::WINDOWS), &url, &pid).await;
    }
    let profile = context.snap_dir()?.join("chrome/profile");
    let patience = context.seconds("CHROME_HANG_TIMEOUT", 5.0)?;
    let mut launched = tokio::select! {
        started = launch::start(&context, &profile) => started?,
        () = context.terminated() => return Ok(Report::AskedToEnd),
    };
    launch::keep_windows(&mut launched)?;
    let browser = &mut launched.browser;
    let (url, pid) = (launch::port_of(browser)?.ws_url.clone(), format!("{}\n", browser.pid()));
    let result = tokio::select! {
        served = serve(&context, Path::new(files::WINDOWS), &url, &pid) => match served {
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
    let url = tokio::time::timeout(limit, read_when_there(&crawl_chrome.join(files::CDP_URL))).await.map_err(|_| {
        HookError(format!("there is no browser: {} did not appear", crawl_chrome.join(files::CDP_URL).display()))
    })?;
    Ok((url, std::fs::read_to_string(crawl_chrome.join(files::PID)).unwrap_or_default()))
}

/// Leases a window from the server whose address is in `address_file`, writes down what other hooks
/// need, and returns the window when this hook is asked to end.
async fn serve(context: &Context, address_file: &Path, url: &str, pid: &str) -> HookResult {
    let (width, height) = super::resolution(context)?;
    let reuse = context.switch("CHROME_REUSE_WINDOWS", true)?;
    let address = context.url()?;
    let spec = WindowSpec {
        site: windows::site(&address).filter(|_| reuse),
        width,
        height,
        check_certificates: context.switch("CHROME_CHECK_SSL_VALIDITY", true)?,
    };
    let address_file = std::fs::read_to_string(address_file).map_err(|error| HookError::file(address_file, error))?;
    let mut lease = tokio::select! {
        lease = LeaseClient::request(address_file.trim(), spec.clone()) => lease?,
        // The server sees the closed connection, and closes what it had for this page.
        () = context.terminated() => return Ok(Report::AskedToEnd),
    };
    // Before other hooks know of the page, so that no file request is missed.
    let mut guard = Guard::of(context, url, &lease.target_id).await?;

    write_atomically(files::CDP_URL, format!("{url}\n"))?;
    write_atomically(files::PID, pid)?;
    write_atomically(files::URL, format!("{address}\n"))?;
    write_atomically(files::BROWSER, files::NO_EXTENSIONS)?;
    write_atomically(files::TARGET_ID, format!("{}\n", lease.target_id))?;
    let mut settings = tokio::select! {
        settings = RequestSettings::set_up(context) => settings?,
        how = lease.lost() => return Err(how.into()),
        () = context.terminated() => None,
    };
    ready(&format!("page {}", lease.target_id));

    tokio::select! {
        () = context.terminated() => {}
        how = lease.lost() => return Err(how.into()),
        error = answer_requests(settings.as_mut()) => return Err(HookError(format!("headers and passwords are no longer sent: {error}"))),
        how = serve_fence(&mut guard) => return Err(how),
    }
    if let Some(guard) = &guard {
        guard.report(context)?;
    }
    let has_password = settings.as_ref().is_some_and(RequestSettings::has_offered);
    // Its session is to be gone before the next page comes.
    drop(settings);
    let judged = spec
        .site
        .as_deref()
        .filter(|_| !has_password)
        .and_then(|site| may_be_handed_on(&context.snap_dir().ok()?, site));
    lease.end(judged).await?;
    Ok(Report::AskedToEnd)
}

/// Answers the page's paused requests, if there are any. Others report that the page or the browser
/// is lost; the delay leaves that to them.
async fn answer_requests(settings: Option<&mut RequestSettings>) -> CdpError {
    let Some(settings) = settings else { return std::future::pending().await };
    let error = settings.serve().await;
    tokio::time::sleep(ENDED_WITHIN).await;
    error
}

/// Returns when a guard that is needed is lost, a little later for the same reason.
async fn serve_fence(guard: &mut Option<Guard>) -> HookError {
    let Some(guard) = guard else { return std::future::pending().await };
    let error = guard.serve().await;
    tokio::time::sleep(ENDED_WITHIN).await;
    error
}

/// The document after which the window may be handed on: it loaded, all of it on its own site. What
/// it left there the context pool has seen.
fn may_be_handed_on(snap_dir: &Path, site: &str) -> Option<String> {
    let navigation = navigation(snap_dir)?;
    let is_of_site = matches!(navigation.outcome, NavigationOutcome::Loaded | NavigationOutcome::HttpError)
        && navigation.final_url.as_deref().and_then(windows::site).as_deref() == Some(site);
    navigation.loader_id.filter(|_| is_of_site)
}

impl From<LeaseError> for HookError {
    fn from(error: LeaseError) -> Self {
        HookError::new(error)
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
