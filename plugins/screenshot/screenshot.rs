//! A picture of the whole page. One that is too tall for one capture is taken in tiles and put
//! together row by row, so that it is never in memory decoded. Where the page scrolls inside one of
//! its elements, that element is opened out for the time of the capture.

mod blank;
mod stitch;
mod tiling;

use std::io::Write;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, CaptureScreenshotParams, Viewport};
use serde_json::{Value, json};

use crate::browser::frozen_page::{BETWEEN_LOOKS, FONT_BLOCK, Grow, Inspection, Opened};
use crate::browser::page::Page;
use crate::cdp::CdpError;
use crate::native::{Context, HookError, HookResult, PartialFile, Report, Saves, on_page};
use crate::stderr::stderr_line;
use stitch::{Stitch, StitchError};
use tiling::{Picture, Tile};

const FILE: &str = "screenshot.png";

/// Width and height of the largest picture that is taken unless the settings say otherwise.
pub const LIMITS: (f64, f64) = (5000.0, 100_000.0);

/// A tile takes half a second; a machine that is busy takes ten times that. A capture that takes
/// longer has stalled, which the second try mends.
const FIRST_TRY: Duration = Duration::from_secs(15);

const SECOND_TRY: Duration = Duration::from_secs(30);

/// Letters of base64, by fours, that are decoded at a time: a picture of megabytes need not be in
/// memory once more.
const PIECE: usize = 128 << 10;

pub async fn run(context: Context) -> HookResult {
    let limits =
        (context.number("SCREENSHOT_MAX_WIDTH", LIMITS.0)?, context.number("SCREENSHOT_MAX_HEIGHT", LIMITS.1)?);
    on_page(&context, "SCREENSHOT_TIMEOUT", Saves::WholePage, async |page, limit| {
        let mut file = PartialFile::create(format!("{FILE}.part"))?;
        let taken = take(page, limits, limit, &mut file).await?;
        file.commit(FILE)?;
        Ok(Report::Succeeded(taken.describe(FILE)))
    })
    .await
}

/// A picture, and what a reader should know of it.
pub struct Screenshot {
    picture: Picture,
    opened: Opened,
    unseen: Vec<String>,
}

impl Screenshot {
    /// `screenshot.png (1440 x 6100), with all that scrolls in main`
    pub fn describe(&self, file: &str) -> String {
        format!("{}{}", self.picture.describe(file), self.opened.describe(&self.unseen))
    }
}

/// Writes a PNG of the whole page, as far as `limits` (width and height in CSS pixels) let it. Each
/// of Chrome's answers is waited for at most `limit`.
pub async fn take<W: Write>(
    page: &Page,
    limits: (f64, f64),
    limit: Duration,
    out: &mut W,
) -> Result<Screenshot, HookError> {
    let mut inspection = page.inspect(limit).await?;
    inspection.wait_for_fonts().await?;
    let found = inspection.layout.clone();
    let unopened = Opened { problem: found.problem.clone(), ..Opened::default() };
    let picture = Picture::of(content_size(page).await?, limits);
    // What is on the screen is pictured without the page noticing. For anything else Chrome gives
    // it another size for a moment.
    if !found.has_scroller && (f64::from(picture.width), f64::from(picture.height)) == (found.width, found.height) {
        shoot(page, &inspection, Area::Screen, &picture, out).await?;
        return Ok(Screenshot { picture, opened: unopened, unseen: found.unseen });
    }
    let mut frozen = inspection.freeze().await?;
    let taken = async {
        let (mut picture, mut opened) = (picture, unopened);
        if found.has_scroller {
            opened = frozen.open(Grow::DownAndAcross).await?;
            picture = Picture::of(content_size(page).await?, limits);
        }
        shoot(page, &inspection, Area::Page, &picture, out).await?;
        Ok(Screenshot { picture, opened, unseen: found.unseen })
    }
    .await;
    if let Err(error) = frozen.end().await {
        stderr_line!("the page could not be restored: {error}");
    }
    taken
}

/// What of the page is pictured.
#[derive(Clone, Copy, PartialEq)]
enum Area {
    Screen,
    Page,
}

/// Takes the picture and writes it. One that is blank although the page has text is taken again,
/// until the text must have been drawn.
async fn shoot<W: Write>(
    page: &Page,
    inspection: &Inspection<'_>,
    area: Area,
    picture: &Picture,
    out: &mut W,
) -> Result<(), HookError> {
    let tiles = picture.tiles();
    let begun = Instant::now();
    let mut first = capture(page, area, picture, &tiles[0]).await?;
    let mut text = None;
    while is_blank(&first, picture, &tiles[0])? {
        if text.get_or_insert(inspection.text().await?).is_empty() {
            break;
        }
        if begun.elapsed() > FONT_BLOCK {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
        first = capture(page, area, picture, &tiles[0]).await?;
    }
    // A page may have text, and show none in its first thousands of rows.
    let mut is_all_blank = text.as_ref().is_some_and(|text| !text.is_empty()) && is_blank(&first, picture, &tiles[0])?;
    if let [_] = tiles.as_slice() {
        refuse_blank(is_all_blank, text)?;
        let (head, rest) = first.as_bytes().split_at(first.len().min(PIECE));
        let mut bytes = decode(head)?;
        stitch::check(&bytes, (picture.width, tiles[0].height)).map_err(HookError::new)?;
        for piece in rest.chunks(PIECE) {
            out.write_all(&bytes).map_err(StitchError::Write).map_err(HookError::new)?;
            bytes = decode(piece)?;
        }
        out.write_all(&bytes).map_err(StitchError::Write).map_err(HookError::new)?;
        return Ok(());
    }
    let mut png = stitch::begin(out, picture.width, picture.height).map_err(HookError::new)?;
    let mut stitch = Stitch::new(&mut png, picture.width).map_err(HookError::new)?;
    stitch.add(&decode(first.as_bytes())?, tiles[0].height).await.map_err(HookError::new)?;
    for tile in &tiles[1..] {
        let data = capture(page, area, picture, tile).await?;
        is_all_blank = is_all_blank && is_blank(&data, picture, tile)?;
        stitch.add(&decode(data.as_bytes())?, tile.height).await.map_err(HookError::new)?;
    }
    stitch.finish().map_err(HookError::new)?;
    png.finish().map_err(HookError::new)?;
    refuse_blank(is_all_blank, text)
}

fn is_blank(data: &str, picture: &Picture, tile: &Tile) -> Result<bool, HookError> {
    let pixels = picture.width as usize * tile.height as usize;
    Ok(blank::may_be(pixels, data.len() / 4 * 3) && blank::only_colour(&decode(data.as_bytes())?).is_some())
}

fn refuse_blank(is_blank: bool, text: Option<String>) -> Result<(), HookError> {
    let text = text.unwrap_or_default();
    if is_blank {
        Err(HookError(format!("the picture is of one colour only, although the page has text ({text:?})")))
    } else {
        Ok(())
    }
}

/// One PNG of Chrome's, as base64; compressed in a hurry: it is an eighth larger (measured on pages
/// of text and pictures), and takes a third less of the capture's time.
async fn capture(page: &Page, area: Area, picture: &Picture, tile: &Tile) -> Result<String, HookError> {
    let mut capture =
        CaptureScreenshotParams::builder().format(CaptureScreenshotFormat::Png).optimize_for_speed(true).build();
    if area == Area::Page {
        let (width, height) = (picture.width.into(), tile.height.into());
        capture.capture_beyond_viewport = Some(true);
        capture.clip = Some(Viewport { x: 0.0, y: tile.top.into(), width, height, scale: 1.0 });
    }
    let shoot = |limit| page.session.run_within(capture.clone(), limit);
    let mut answer = match shoot(FIRST_TRY).await {
        Err(CdpError::Timeout { .. }) => {
            stderr_line!("the capture stalled; the page is brought to the front and captured again");
            page.session.call("Page.bringToFront", json!({})).await?;
            shoot(SECOND_TRY).await.map_err(|error| {
                HookError(format!("the page could not be captured, in the background or in front: {error}"))
            })?
        }
        other => other?,
    };
    match answer["data"].take() {
        Value::String(data) => Ok(data),
        _ => Err(HookError::new("Page.captureScreenshot: the answer holds no picture")),
    }
}

/// Width and height of all there is to see of the page, in CSS pixels.
async fn content_size(page: &Page) -> Result<(f64, f64), HookError> {
    let metrics = page.session.call("Page.getLayoutMetrics", json!({})).await?;
    let size = |key: &str| metrics.pointer(&format!("/cssContentSize/{key}")).and_then(Value::as_f64);
    size("width")
        .zip(size("height"))
        .ok_or_else(|| HookError::new("Chrome did not say how large the page is (Page.getLayoutMetrics)"))
}

fn decode(data: &[u8]) -> Result<Vec<u8>, HookError> {
    STANDARD
        .decode(data)
        .map_err(|error| HookError(format!("Page.captureScreenshot: the picture is not base64: {error}")))
}
