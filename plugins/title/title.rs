//! The page's title, as it is when the other plugins have done their work: scripts may have set it late.

use std::time::Duration;

use serde_json::json;

use crate::native::{Context, HookResult, Report, on_page, record, write_atomically};

/// The title a tab would show: white space folded, no control characters.
const TITLE: &str = "field(Document, 'title')().replace(/[\\s\\u0000-\\u001f]+/g, ' ').trim()";

/// How long Chrome may take to tell it.
const LIMIT: Duration = Duration::from_secs(10);

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "TITLE_TIMEOUT", async |page, _| {
        let title = page.long_text(TITLE, LIMIT).await?;
        if title.is_empty() {
            return Ok(Report::NoResults("the page has no title".into()));
        }
        write_atomically("title.txt", format!("{title}\n"))?;
        record(&json!({ "type": "Snapshot", "id": context.snapshot_id()?, "title": title }));
        Ok(Report::Succeeded(title))
    })
    .await
}
