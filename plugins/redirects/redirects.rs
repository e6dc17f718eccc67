//! `redirects.bg`: by which redirects the page was reached, those of servers and those of the pages
//! on the way.

mod chain;

use futures_util::future::try_join;
use serde_json::json;

use self::chain::{Chain, Redirect};
use crate::browser::network;
use crate::browser::page::Page;
use crate::native::{Context, HookResult, Listening, Report, write_json_lines};

pub async fn run(context: Context) -> HookResult {
    let (page, events) = Page::attach(&context.snap_dir()?).await?;
    let network = page.session.call("Network.enable", network::events_only());
    try_join(network, page.session.call("Page.enable", json!({}))).await?;
    let incomplete = page.is_untouched().await.err();
    let mut chain = Chain::new(page.target_id.clone());
    let mut page = Listening::begin(&context, events, incomplete);
    while let Some(event) = page.next().await {
        chain.see(&event);
    }
    page.report(save(chain.redirects())?)
}

fn save(redirects: &[Redirect]) -> HookResult {
    let (Some(first), Some(last)) = (redirects.first(), redirects.last()) else {
        return Ok(Report::NoResults("no redirects".into()));
    };
    write_json_lines("redirects.jsonl", redirects)?;
    let count = if redirects.len() == 1 { "1 redirect".into() } else { format!("{} redirects", redirects.len()) };
    Ok(Report::Succeeded(format!("{} -> {} ({count})", first.from, last.to)))
}
