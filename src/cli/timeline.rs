//! `tacklebox show --timeline` and `--svg`: where the time of pages went.

use std::path::Path;

use super::{Common, Failure};
use crate::report::{Palette, colours_on_stdout, timeline, unicode_wanted};
use crate::timeline::Timeline;

/// The width when that of the terminal is unknown.
const WIDTH: usize = 120;

/// Shows it: in a picture, as JSON, or for people.
pub fn show(common: &Common, timeline: &Timeline, picture: Option<&Path>) -> Result<(), Failure> {
    if let Some(path) = picture {
        let picture = timeline::picture(timeline);
        if path == Path::new("-") {
            return super::print(picture.trim_end());
        }
        std::fs::write(path, picture)
            .map_err(|error| Failure::nothing(format!("--svg {}: it cannot be written: {error}", path.display())))?;
        if !common.json {
            return Ok(());
        }
    }
    if common.json {
        return super::print_json(timeline);
    }
    let look =
        timeline::Look { palette: Palette { on: colours_on_stdout() }, unicode: unicode_wanted(), width: width() };
    timeline::lines(timeline, look).iter().try_for_each(|line| super::print(line))
}

/// The columns of the terminal.
fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    comfy_table::Table::new().width().map(usize::from).or_else(told).unwrap_or(WIDTH)
}
