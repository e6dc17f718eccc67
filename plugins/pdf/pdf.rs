//! The page as Chrome prints it. It is read in pieces, so that a long document is never held whole.

use std::io::Write;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::page::{PrintToPdfParams, PrintToPdfTransferMode};

use crate::browser::frozen_page::{Grow, Opened};
use crate::browser::page::Page;
use crate::browser::stream::BodyStream;
use crate::native::{Context, HookError, HookResult, PartialFile, Report, Saves, on_page};
use crate::stderr::stderr_line;

const FILE: &str = "output.pdf";

/// A4, in inches.
const PAPER: (f64, f64) = (8.27, 11.69);

/// Of the page's text, and of that of its main part, the print version must have more than this;
/// else it has lost it. Print versions leave out what is around an article, which may be most of a
/// page.
const LEAST_TEXT: f64 = 0.25;

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "PDF_TIMEOUT", Saves::WholePage, async |page, limit| {
        let mut file = PartialFile::create(format!("{FILE}.part"))?;
        let printed = print(page, limit, &mut file).await?;
        file.commit(FILE)?;
        Ok(Report::Succeeded(printed.describe(FILE)))
    })
    .await
}

/// What a reader should know of a PDF.
pub struct PrintReport {
    is_as_on_screen: bool,
    opened: Opened,
    unseen: Vec<String>,
}

impl PrintReport {
    pub fn describe(&self, file: &str) -> String {
        let how = if self.is_as_on_screen {
            ", printed as on screen, as the print version had lost the page's text"
        } else {
            ""
        };
        format!("{file}{how}{}", self.opened.describe(&self.unseen))
    }
}

/// Writes the page as a PDF; each piece of it is waited for at most `limit`. The page does not
/// notice: its scripts are off meanwhile.
pub async fn print<W: Write>(page: &Page, limit: Duration, out: &mut W) -> Result<PrintReport, HookError> {
    let mut inspection = page.inspect(limit).await?;
    inspection.wait_for_fonts().await?;
    let mut frozen = inspection.freeze().await?;
    let printed = async {
        let opened = Opened { problem: inspection.layout.problem.clone(), ..Opened::default() };
        let mut printed = PrintReport { is_as_on_screen: false, opened, unseen: inspection.layout.unseen.clone() };
        let text = inspection.text_at_risk_in_print().await?;
        if inspection.layout.has_scroller {
            // What goes on to the side is not on the paper, opened out or not.
            printed.opened = frozen.open(Grow::Down).await?;
        }
        if !text.is_empty() {
            frozen.as_on("print").await?;
            let (all, main_part) = frozen.kept().await?;
            if all < LEAST_TEXT || main_part < LEAST_TEXT {
                stderr_line!(
                    "the print version has {:.0} % of the page's text, and {:.0} % of its main part",
                    all * 100.0,
                    main_part * 100.0
                );
                frozen.as_on("screen").await?;
                printed.is_as_on_screen = true;
            }
        }
        write(page, limit, out).await?;
        Ok(printed)
    }
    .await;
    if let Err(error) = frozen.end().await {
        stderr_line!("the page was not given back as it was: {error}");
    }
    printed
}

/// Prints the page as it is shown now.
async fn write<W: Write>(page: &Page, limit: Duration, out: &mut W) -> Result<(), HookError> {
    let print = PrintToPdfParams::builder()
        .transfer_mode(PrintToPdfTransferMode::ReturnAsStream)
        .print_background(true)
        .prefer_css_page_size(true)
        .paper_width(PAPER.0)
        .paper_height(PAPER.1)
        .build();
    let answer = page.session.run_within(print, limit).await?;
    let mut stream = BodyStream::named_in(&answer, PrintToPdfParams::IDENTIFIER, &page.session)?.complete();
    let mut size = 0;
    while let Some(piece) = stream.read(limit).await? {
        size += piece.len();
        out.write_all(&piece)
            .map_err(|error| HookError(format!("the PDF cannot be written; is the disk full? {error}")))?;
    }
    stream.close();
    if size == 0 {
        return Err(HookError::new("Chrome printed the page to an empty PDF; run this plugin again"));
    }
    Ok(())
}
