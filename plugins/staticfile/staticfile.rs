//! The file itself, where an address leads to a file and not to a page.
//!
//! Chrome holds back every document of the page while this hook looks at its head. A page goes on
//! untouched. A file is taken out of Chrome's hands, byte for byte as the browser received it, with
//! its cookies and redirects, and then the navigation is aborted: it would end in a viewer or in a
//! download.
//!
//! The document that the address leads to decides, over redirects by the server and by a page that
//! sends its reader on before it has loaded; with it this hook ends. What a page starts to download
//! later does not make it a file; Chrome drops it.

mod disposition;
mod download;
mod end_mark;
mod kind;
mod name;
mod settle;

use chromiumoxide::cdp::browser_protocol::fetch::{
    ContinueResponseParams, EnableParams, FailRequestParams, RequestPattern, RequestStage,
};
use chromiumoxide::cdp::browser_protocol::network::{ErrorReason, ResourceType};
use futures_util::future::try_join;
use serde_json::json;

use crate::browser::page::Page;
use crate::browser::static_file::{Completeness, PART_FILE, RESULT_FILE, StaticFile};
use crate::cdp::Session;
use crate::native::{Context, HookError, HookResult, PartialFile, Report, ready, write_json};
use crate::stderr::stderr_line;
use download::{Arrived, Failure, Limits};
use kind::{Answer, Paused};
use settle::{AFTER_LOAD, Settle};

pub async fn run(context: Context) -> HookResult {
    let url = context.url()?;
    let limits = Limits {
        time: context.seconds("STATICFILE_TIMEOUT", 300.0)?,
        bytes: context.number("STATICFILE_MAX_BYTES", 1_000_000_000.0)? as u64,
    };
    let (page, mut events) = Page::attach(&context.snap_dir()?).await?;
    let documents = RequestPattern::builder()
        .url_pattern("*")
        .resource_type(ResourceType::Document)
        .request_stage(RequestStage::Response)
        .build();
    try_join(
        page.session.call("Page.enable", json!({})),
        page.session.run(EnableParams::builder().pattern(documents).build()),
    )
    .await?;
    ready("looking at documents");
    let mut why_none = "no document came".to_owned();
    let mut settle = Settle::new(page.target_id.clone());
    loop {
        let event = tokio::select! {
            event = events.next() => event?,
            () = tokio::time::sleep(AFTER_LOAD), if settle.has_loaded() => break,
            () = context.terminated() => return Ok(Report::NoResults(why_none)),
        };
        match event.method.as_ref() {
            "Inspector.targetCrashed" => return Err(HookError::new("the page crashed")),
            "Target.detachedFromTarget" | "Inspector.detached" => return Err(HookError::new("the page was closed")),
            "Fetch.requestPaused" => {}
            _ => {
                settle.see(&event);
                if settle.is_settled() {
                    break;
                }
                continue;
            }
        }
        let paused: Paused = event.params()?;
        match paused.judge(&page.target_id) {
            Answer::Passing => {
                if let Some(reason) = &paused.response_error_reason
                    && paused.frame_id == page.target_id
                {
                    why_none = format!("no document came ({reason})");
                }
                continue_request(&page.session, &paused).await?;
            }
            Answer::Page(why) => {
                continue_request(&page.session, &paused).await?;
                settle.begin();
                why_none = why;
            }
            // The page stays; it offers a download.
            Answer::File { .. } if settle.has_loaded() => {
                continue_request(&page.session, &paused).await?;
                break;
            }
            Answer::File { mimetype } => return take(&context, &page.session, &url, &paused, mimetype, limits).await,
        }
    }
    page.session.call("Fetch.disable", json!({})).await?;
    Ok(Report::NoResults(why_none))
}

async fn continue_request(session: &Session, paused: &Paused) -> Result<(), HookError> {
    match session.run(ContinueResponseParams::new(paused.request_id.clone())).await {
        // It was cancelled meanwhile, or belongs to a page that has gone.
        Err(crate::cdp::CdpError::Refused { message, .. }) => {
            stderr_line!("{}: {message}", paused.request.url);
            Ok(())
        }
        other => other.map(|_| ()).map_err(HookError::from),
    }
}

/// Saves the file, writes down what became of it, and only then ends the navigation, which looks
/// for that account.
async fn take(
    context: &Context,
    session: &Session,
    url: &str,
    paused: &Paused,
    mimetype: Option<String>,
    limits: Limits,
) -> HookResult {
    // When even this fails nothing has been taken, and Chrome goes on by itself.
    let mut part = PartialFile::create(PART_FILE)?;
    let length = paused.length();
    let mut arrived = Arrived::default();
    let downloaded = tokio::select! {
        done = download::download(session, paused, limits, &mut part, &mut arrived) => done,
        () = context.terminated() => Err(Failure::Stopped),
    };
    let disposition = paused.header("content-disposition");
    let named = || {
        disposition::Disposition::parse(disposition.unwrap_or_default())
            .file_name
            .or_else(|| name::last_segment(&paused.request.url))
    };
    let mimetype =
        mimetype.or_else(|| name::mimetype_of(&named()?)).unwrap_or_else(|| "application/octet-stream".into());
    let name = name::file_name(disposition, &paused.request.url, &mimetype, arrived.head());
    let saved = downloaded.and_then(|()| {
        let whole = arrived.is_whole(length, &mimetype)?;
        part.commit(&name).map_err(Failure::File)?;
        Ok(whole)
    });
    let error = saved.as_ref().err().map(|failure| format!("{failure} ({})", arrived.describe(length)));
    let is_saved = error.is_none();
    let account = StaticFile {
        url: url.to_owned(),
        final_url: paused.request.url.clone(),
        status: paused.response_status_code.unwrap_or_default(),
        mimetype,
        size: arrived.size,
        sha256: is_saved.then(|| arrived.sha256()),
        filename: is_saved.then(|| name.clone()),
        whole: saved.ok(),
        error: error.clone(),
        headers: paused.response_headers.clone(),
    };
    let written = write_json(RESULT_FILE, &account);
    // "Aborted" leaves the page where it was; every other reason puts an error page in its place.
    let ended = session.run(FailRequestParams::new(paused.request_id.clone(), ErrorReason::Aborted)).await;
    if let Some(error) = error {
        return Err(HookError(error));
    }
    written?;
    if let Err(error) = ended {
        stderr_line!("the navigation could not be ended and runs into its own limit: {error}");
    }
    if account.whole == Some(Completeness::NoEnd) {
        let why = "but it looks truncated";
        return Err(HookError(format!(
            "{name} is saved, {why} ({}): most likely the server broke off the transfer; try again",
            arrived.describe(length)
        )));
    }
    Ok(Report::Succeeded(name))
}
