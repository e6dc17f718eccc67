//! The page as Chrome prints it. It is read in pieces, so that a long document is never held whole.

use std::time::Duration;

use serde_json::json;

use crate::browser::page::Page;
use crate::browser::stream::BodyStream;
use crate::native::{Context, HookError, HookResult, PartialFile, Report};

const FILE: &str = "output.pdf";

/// A4, in inches.
const PAPER: (f64, f64) = (8.27, 11.69);

pub async fn run(context: Context) -> HookResult {
    let snap_dir = context.snap_dir()?;
    if let Some(report) = crate::native::page_report(&snap_dir)? {
        return Ok(report);
    }
    let limit = context.timeout()?;
    context
        .within("PDF_TIMEOUT", async {
            let (page, _) = Page::attach(&snap_dir).await.map_err(HookError::new)?;
            print(&page, limit).await
        })
        .await
}

async fn print(page: &Page, limit: Duration) -> HookResult {
    let params = json!({
        "transferMode": "ReturnAsStream",
        "printBackground": true,
        "preferCSSPageSize": true,
        "paperWidth": PAPER.0,
        "paperHeight": PAPER.1,
    });
    let answer = page.session.call_within("Page.printToPDF", params, limit).await?;
    let mut stream = BodyStream::named_in(&answer, "Page.printToPDF", &page.session)?;
    let mut file = PartialFile::create(format!("{FILE}.part"))?;
    let mut size = 0;
    while let Some(piece) = stream.read(limit).await? {
        size += piece.len();
        file.add(&piece)?;
    }
    stream.close();
    if size == 0 {
        return Err(HookError::new("Chrome printed the page to an empty PDF; run this plugin again"));
    }
    file.commit(FILE)?;
    Ok(Report::Succeeded(FILE.into()))
}
