//! The page as Chrome prints it. It is read in pieces, so that a long document is never held whole.

use std::io::Write;
use std::time::Duration;

use serde_json::json;

use crate::browser::page::Page;
use crate::browser::stream::BodyStream;
use crate::native::{Context, HookError, HookResult, PartialFile, Report, on_whole_page};

const FILE: &str = "output.pdf";

/// A4, in inches.
const PAPER: (f64, f64) = (8.27, 11.69);

pub async fn run(context: Context) -> HookResult {
    on_whole_page(&context, "PDF_TIMEOUT", async |page, limit| {
        let mut file = PartialFile::create(format!("{FILE}.part"))?;
        print(page, limit, &mut file).await?;
        file.commit(FILE)?;
        Ok(Report::Succeeded(FILE.into()))
    })
    .await
}

/// Writes the page as a PDF; each piece of it is waited for at most `limit`.
pub async fn print<W: Write>(page: &Page, limit: Duration, out: &mut W) -> Result<(), HookError> {
    let params = json!({
        "transferMode": "ReturnAsStream",
        "printBackground": true,
        "preferCSSPageSize": true,
        "paperWidth": PAPER.0,
        "paperHeight": PAPER.1,
    });
    let answer = page.session.call_within("Page.printToPDF", params, limit).await?;
    let mut stream = BodyStream::named_in(&answer, "Page.printToPDF", &page.session)?.complete();
    let mut size = 0;
    while let Some(piece) = stream.read(limit).await? {
        size += piece.len();
        out.write_all(&piece).map_err(|error| HookError(format!("the PDF cannot be written; is the disk full? {error}")))?;
    }
    stream.close();
    if size == 0 {
        return Err(HookError::new("Chrome printed the page to an empty PDF; run this plugin again"));
    }
    Ok(())
}
