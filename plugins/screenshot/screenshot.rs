//! A picture of the whole page. One that is too tall for one capture is taken in tiles and put together row by row, so that it is never in memory
//! decoded.

mod stitch;
mod tiling;

use std::io::Write;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::browser::cdp::CdpError;
use crate::browser::page::Page;
use crate::native::{Context, HookError, HookResult, PartialFile, Report, on_whole_page};
use crate::tell::tell;
use stitch::{Stitch, StitchError};
use tiling::Tile;

pub use tiling::Picture;

const FILE: &str = "screenshot.png";

/// Width and height of the largest picture that is taken unless the settings say otherwise.
pub const LIMITS: (f64, f64) = (5000.0, 100_000.0);

/// A tile takes half a second; a machine that is busy takes ten times that. A capture that takes longer has stalled, which the second try mends.
const FIRST_TRY: Duration = Duration::from_secs(15);

const SECOND_TRY: Duration = Duration::from_secs(30);

/// Letters of base64, by fours, that are decoded at a time: a picture of megabytes need not be in memory once more.
const PIECE: usize = 128 << 10;

pub async fn run(context: Context) -> HookResult {
    let limits = (context.number("SCREENSHOT_MAX_WIDTH", LIMITS.0)?, context.number("SCREENSHOT_MAX_HEIGHT", LIMITS.1)?);
    on_whole_page(&context, "SCREENSHOT_TIMEOUT", async |page, _| {
        let mut file = PartialFile::create(format!("{FILE}.part"))?;
        let picture = take(page, limits, &mut file).await?;
        file.commit(FILE)?;
        Ok(Report::Succeeded(picture.describe(FILE)))
    })
    .await
}

/// Width and height of all there is to see of the page, in CSS pixels.
async fn content_size(page: &Page) -> Result<(f64, f64), HookError> {
    let metrics = page.session.call("Page.getLayoutMetrics", json!({})).await?;
    let size = |key: &str| metrics.pointer(&format!("/cssContentSize/{key}")).and_then(Value::as_f64);
    size("width").zip(size("height")).ok_or_else(|| HookError::new("Chrome did not say how large the page is (Page.getLayoutMetrics)"))
}

/// Writes a PNG of the whole page, as far as `limits` (width and height in CSS pixels) let it.
pub async fn take<W: Write>(page: &Page, limits: (f64, f64), out: &mut W) -> Result<Picture, HookError> {
    let picture = Picture::of(content_size(page).await?, limits);
    let tiles = picture.tiles();
    if let [whole] = tiles.as_slice() {
        let data = capture(page, &picture, whole).await?;
        let (head, rest) = data.as_bytes().split_at(data.len().min(PIECE));
        let mut bytes = decode(head)?;
        stitch::check(&bytes, (picture.width, whole.height)).map_err(HookError::new)?;
        for piece in rest.chunks(PIECE) {
            out.write_all(&bytes).map_err(StitchError::Write).map_err(HookError::new)?;
            bytes = decode(piece)?;
        }
        out.write_all(&bytes).map_err(StitchError::Write).map_err(HookError::new)?;
    } else {
        let mut png = stitch::begin(out, picture.width, picture.height).map_err(HookError::new)?;
        let mut stitch = Stitch::new(&mut png, picture.width).map_err(HookError::new)?;
        for tile in &tiles {
            let bytes = decode(capture(page, &picture, tile).await?.as_bytes())?;
            stitch.add(&bytes, tile.height).await.map_err(HookError::new)?;
        }
        stitch.finish().map_err(HookError::new)?;
        png.finish().map_err(HookError::new)?;
    }
    Ok(picture)
}

/// One PNG of Chrome's, as base64; compressed in a hurry: it is an eighth larger (measured on pages of text and pictures), and takes a third less of the capture's time.
async fn capture(page: &Page, picture: &Picture, tile: &Tile) -> Result<String, HookError> {
    let params = json!({
        "format": "png",
        "captureBeyondViewport": true,
        "optimizeForSpeed": true,
        "clip": { "x": 0, "y": tile.top, "width": picture.width, "height": tile.height, "scale": 1 },
    });
    let shoot = async |limit| page.session.call_within("Page.captureScreenshot", params.clone(), limit).await;
    let mut answer = match shoot(FIRST_TRY).await {
        Err(CdpError::Timeout { .. }) => {
            tell!("the capture stalled; the page is brought to the front and captured again");
            page.session.call("Page.bringToFront", json!({})).await?;
            shoot(SECOND_TRY).await.map_err(|error| HookError(format!("the page could not be captured, in the background or in front: {error}")))?
        }
        other => other?,
    };
    match answer["data"].take() {
        Value::String(data) => Ok(data),
        _ => Err(HookError::new("Page.captureScreenshot: the answer holds no picture")),
    }
}

fn decode(data: &[u8]) -> Result<Vec<u8>, HookError> {
    STANDARD.decode(data).map_err(|error| HookError(format!("Page.captureScreenshot: the picture is not base64: {error}")))
}
