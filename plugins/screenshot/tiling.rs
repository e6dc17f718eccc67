//! How large the picture is, and which pieces it is taken in. Pure.

/// The tallest texture that every graphics stack draws; beyond it some repeat or leave out rows.
const MAX_TILE_HEIGHT: u32 = 16_384;

/// Pixels a tile, so that a wide page does not make Chrome hold more than a tall one does (about
/// 100 MB).
const MAX_TILE_AREA: u32 = 25_000_000;

/// The picture to be taken, in CSS pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// The page's own size, where the picture is smaller.
    pub cut_from: Option<(u32, u32)>,
}

/// Rows `top` to `top + height` of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    pub top: u32,
    pub height: u32,
}

impl Picture {
    /// Of a page of `content` size, as far as `limits` let it; both are width and height.
    pub fn of(content: (f64, f64), limits: (f64, f64)) -> Self {
        // A conversion from float keeps within the type's range; a page without any size still
        // makes a picture of one pixel.
        let pixels = |size: f64| (size.ceil() as u32).max(1);
        let full = (pixels(content.0), pixels(content.1));
        let (width, height) = (full.0.min(pixels(limits.0)), full.1.min(pixels(limits.1)));
        Picture { width, height, cut_from: Some(full).filter(|full| *full != (width, height)) }
    }

    /// From top to bottom, without gap or overlap.
    pub fn tiles(&self) -> Vec<Tile> {
        let step = (MAX_TILE_AREA / self.width).clamp(1, MAX_TILE_HEIGHT);
        (0..self.height).step_by(step as usize).map(|top| Tile { top, height: step.min(self.height - top) }).collect()
    }

    /// `screenshot.png (1440 x 20000)`
    pub fn describe(&self, file: &str) -> String {
        let size = format!("{file} ({} x {})", self.width, self.height);
        match self.cut_from {
            Some((width, height)) => format!("{size}, cut from {width} x {height}"),
            None => size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: (f64, f64) = (5000.0, 100_000.0);

    #[test]
    fn sizes() {
        for (content, described) in [
            ((1440.0, 20_000.0), "f (1440 x 20000)"),
            ((1440.4, 0.0), "f (1441 x 1)"),
            ((1440.0, 100_001.0), "f (1440 x 100000), cut from 1440 x 100001"),
            ((1e12, f64::NAN), "f (5000 x 1), cut from 4294967295 x 1"),
        ] {
            assert_eq!(Picture::of(content, LIMITS).describe("f"), described, "{content:?}");
        }
    }

    #[test]
    fn tall_pages_are_tiled() {
        for ((width, height), tiles) in [
            ((1440.0, 16_384.0), vec![(0, 16_384)]),
            ((1440.0, 16_385.0), vec![(0, 16_384), (16_384, 1)]),
            ((1440.0, 40_000.0), vec![(0, 16_384), (16_384, 16_384), (32_768, 7232)]),
            ((5000.0, 12_000.0), vec![(0, 5000), (5000, 5000), (10_000, 2000)]),
        ] {
            let found: Vec<_> =
                Picture::of((width, height), LIMITS).tiles().iter().map(|tile| (tile.top, tile.height)).collect();
            assert_eq!(found, tiles);
        }
    }

    proptest! {
        #[test]
        fn tiles_cover_the_picture(width in 0.0..20_000.0, height in 0.0..300_000.0) {
            let picture = Picture::of((width, height), LIMITS);
            let mut next = 0;
            for tile in picture.tiles() {
                prop_assert_eq!(tile.top, next);
                prop_assert!(tile.height >= 1 && tile.height <= MAX_TILE_HEIGHT && tile.height * picture.width <= MAX_TILE_AREA);
                next += tile.height;
            }
            prop_assert_eq!(next, picture.height);
        }
    }
}
