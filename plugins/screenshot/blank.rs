//! Whether a picture shows nothing: all of it is of one colour. Pure.

use std::io::Cursor;

use png::{Decoder, Transformations};

/// Pixels for a byte of PNG. Of one colour Chrome's hurried compression puts 57 into a byte; a
/// picture with fewer than this shows something, and need not be decoded.
const PIXELS_PER_BYTE: usize = 30;

/// Whether a PNG of `pixels` pixels that takes `bytes` may be of one colour.
pub fn may_be(pixels: usize, bytes: usize) -> bool {
    bytes.saturating_mul(PIXELS_PER_BYTE) < pixels.max(PIXELS_PER_BYTE << 10)
}

/// The one colour of a PNG; `None` when it has two, or cannot be read, which saving it will report.
/// A page that shows something mostly does so near its top, and no more than that is decoded.
pub fn only_colour(png: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let samples = reader.output_color_type().0.samples();
    let mut only: Option<Vec<u8>> = None;
    while let Some(row) = reader.next_row().ok()? {
        let only = only.get_or_insert_with(|| row.data().iter().copied().take(samples).collect());
        if row.data().chunks_exact(samples).any(|pixel| pixel != only) {
            return None;
        }
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().unwrap();
        let data: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        writer.write_image_data(&data).unwrap();
        writer.finish().unwrap();
        png
    }

    #[test]
    fn one_colour_is_told_from_two() {
        let white = picture(1440, 2000, |_, _| [255; 3]);
        assert!(may_be(1440 * 2000, white.len()), "{} bytes", white.len());
        assert_eq!(only_colour(&white), Some(vec![255; 3]));
        assert_eq!(only_colour(&picture(1, 1, |_, _| [7, 8, 9])), Some(vec![7, 8, 9]));
        assert_eq!(only_colour(&picture(300, 200, |x, y| if (x, y) == (299, 199) { [0; 3] } else { [255; 3] })), None);
        assert_eq!(only_colour(b"GIF89a"), None);
        assert!(!may_be(1440 * 2000, 100_000));
    }
}
