//! Puts PNGs together, one below the other. A row of a tile is decoded, added and forgotten.

use std::io::{Cursor, Write};

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, StreamWriter, Transformations, Writer};

/// Bytes a pixel of the result; Chrome draws pages on white, so their pictures have no transparency
/// to keep.
const RGB: usize = 3;

/// Rows between two looks at the clock.
const ROWS_AT_ONCE: u32 = 256;

/// Why tiles do not make a picture.
#[derive(Debug, thiserror::Error)]
pub enum StitchError {
    #[error("Chrome's image cannot be read: {0}")]
    Decode(#[from] png::DecodingError),
    #[error("the image cannot be written; is the disk full? {0}")]
    Encode(#[from] png::EncodingError),
    #[error("the image cannot be written; is the disk full? {0}")]
    Write(#[from] std::io::Error),
    #[error("Chrome returned an image of {found:?} pixels instead of {expected:?}; run this plugin again")]
    Size { expected: (u32, u32), found: (u32, u32) },
    #[error("Chrome's image has an unexpected pixel format: {0:?} {1:?}")]
    Pixels(ColorType, BitDepth),
}

/// A picture that grows downwards.
pub struct Stitch<'a, W: Write> {
    rows: StreamWriter<'a, W>,
    width: u32,
    buffer: Vec<u8>,
}

/// Begins a PNG of that size.
pub fn begin<W: Write>(out: W, width: u32, height: u32) -> Result<Writer<W>, StitchError> {
    let mut encoder = Encoder::new(out, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    Ok(encoder.write_header()?)
}

impl<'a, W: Write> Stitch<'a, W> {
    /// Puts rows into a picture that has just begun and is `width` wide.
    pub fn new(picture: &'a mut Writer<W>, width: u32) -> Result<Self, StitchError> {
        Ok(Stitch { rows: picture.stream_writer_with_size(256 << 10)?, width, buffer: Vec::new() })
    }

    /// Adds a tile, which must be as wide as the picture and `height` tall.
    pub async fn add(&mut self, png: &[u8], height: u32) -> Result<(), StitchError> {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        expect_size((reader.info().width, reader.info().height), (self.width, height))?;
        let pixels = reader.output_color_type();
        for number in 1.. {
            let Some(row) = reader.next_row()? else { break };
            let rgb = match pixels {
                (ColorType::Rgb, BitDepth::Eight) => row.data(),
                (ColorType::Rgba, BitDepth::Eight) => {
                    self.buffer.clear();
                    self.buffer.extend(row.data().chunks_exact(4).flat_map(|pixel| &pixel[..RGB]));
                    &self.buffer
                }
                (ColorType::Grayscale, BitDepth::Eight) => {
                    self.buffer.clear();
                    self.buffer.extend(row.data().iter().flat_map(|grey| [*grey; RGB]));
                    &self.buffer
                }
                (color, depth) => return Err(StitchError::Pixels(color, depth)),
            };
            self.rows.write_all(rgb)?;
            if number % ROWS_AT_ONCE == 0 {
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Ends the rows; an error when some are missing. What remains is [`Writer::finish`].
    pub fn finish(self) -> Result<(), StitchError> {
        Ok(self.rows.finish()?)
    }
}

/// Whether `png` is an image of that size, by its header.
pub fn check(png: &[u8], size: (u32, u32)) -> Result<(), StitchError> {
    let mut decoder = Decoder::new(Cursor::new(png));
    let info = decoder.read_header_info()?;
    expect_size((info.width, info.height), size)
}

fn expect_size(found: (u32, u32), expected: (u32, u32)) -> Result<(), StitchError> {
    if found == expected { Ok(()) } else { Err(StitchError::Size { expected, found }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_messages_are_as_they_were_read_last() {
        let all = [
            StitchError::Write(std::io::ErrorKind::PermissionDenied.into()),
            StitchError::Size { expected: (800, 600), found: (400, 300) },
            StitchError::Pixels(ColorType::Grayscale, BitDepth::Sixteen),
        ];
        insta::assert_snapshot!(all.map(|error| error.to_string()).join("\n"), @r#"
the image cannot be written; is the disk full? permission denied
Chrome returned an image of (400, 300) pixels instead of (800, 600); run this plugin again
Chrome's image has an unexpected pixel format: Grayscale Sixteen
"#);
    }

    /// An image whose pixels encode their positions.
    fn tile(color: ColorType, width: u32, rows: std::ops::Range<u32>) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = Encoder::new(&mut png, width, rows.end - rows.start);
        encoder.set_color(color);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        let data: Vec<u8> = rows
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .flat_map(|(x, y)| {
                let rgb = pixel(color, x, y);
                match color {
                    ColorType::Rgba => vec![rgb[0], rgb[1], rgb[2], 255],
                    ColorType::Grayscale => vec![rgb[0]],
                    _ => rgb.to_vec(),
                }
            })
            .collect();
        writer.write_image_data(&data).unwrap();
        writer.finish().unwrap();
        png
    }

    fn pixel(color: ColorType, x: u32, y: u32) -> [u8; RGB] {
        if color == ColorType::Grayscale {
            [(y % 251) as u8; RGB]
        } else {
            [(x % 256) as u8, (y % 256) as u8, (y / 256) as u8]
        }
    }

    fn rows(png: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = Decoder::new(Cursor::new(png)).read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut data).unwrap();
        (reader.info().width, reader.info().height, data)
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
    }

    #[test]
    fn a_tile_of_the_wrong_size_or_a_missing_one_is_an_error() {
        let mut out = Vec::new();
        let mut picture = begin(&mut out, 4, 3).unwrap();
        let mut stitch = Stitch::new(&mut picture, 4).unwrap();
        assert!(matches!(run(stitch.add(&tile(ColorType::Rgb, 5, 0..3), 3)), Err(StitchError::Size { .. })));
        assert!(matches!(run(stitch.add(b"GIF89a", 3)), Err(StitchError::Decode(_))));
        run(stitch.add(&tile(ColorType::Rgb, 4, 0..2), 2)).unwrap();
        assert!(stitch.finish().is_err());
        assert!(
            check(&tile(ColorType::Rgb, 4, 0..2), (4, 2)).is_ok()
                && check(&tile(ColorType::Rgb, 4, 0..2), (4, 3)).is_err()
        );
    }

    proptest! {
        #[test]
        fn every_pixel_stays_where_it_is(width in 1u32..40, heights in prop::collection::vec((1u32..30, 0usize..3), 1..6)) {
            let kinds = [ColorType::Rgb, ColorType::Rgba, ColorType::Grayscale];
            let height = heights.iter().map(|(height, _)| height).sum();
            let mut out = Vec::new();
            let mut picture = begin(&mut out, width, height).unwrap();
            let mut stitch = Stitch::new(&mut picture, width).unwrap();
            let (mut top, mut expected) = (0, Vec::new());
            for (height, kind) in heights {
                run(stitch.add(&tile(kinds[kind], width, top..top + height), height)).unwrap();
                expected.extend((top..top + height).flat_map(|y| (0..width).flat_map(move |x| pixel(kinds[kind], x, y))));
                top += height;
            }
            stitch.finish().unwrap();
            picture.finish().unwrap();
            prop_assert_eq!(rows(&out), (width, height, expected));
        }
    }
}
