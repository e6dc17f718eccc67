//! The page's title, as it is when the other plugins have done their work: scripts may have set it late.

use std::time::Duration;

use serde_json::json;

use crate::browser::page::Page;
use crate::native::{Context, HookError, HookResult, Report, record, write_atomically};

/// The title a tab would show: white space folded, no control characters.
const TITLE: &str = "(document.title || '').replace(/[\\s\\u0000-\\u001f]+/g, ' ').trim()";

pub async fn run(context: Context) -> HookResult {
    let snap_dir = context.snap_dir()?;
    if let Some(report) = crate::native::page_report(&snap_dir)? {
        return Ok(report);
    }
    let work = async {
        let (page, _) = Page::attach(&snap_dir).await.map_err(HookError::new)?;
        Ok(page.evaluate(TITLE, Duration::from_secs(10)).await?)
    };
    let value = context.within("TITLE_TIMEOUT", work).await?;
    let title = value.as_str().unwrap_or_default();
    if title.is_empty() {
        return Ok(Report::NoResults("the page has no title".into()));
    }
    write_atomically("title.txt", format!("{title}\n"))?;
    record(&json!({ "type": "Snapshot", "id": context.snapshot_id()?, "title": title }));
    Ok(Report::Succeeded(title.to_owned()))
}
