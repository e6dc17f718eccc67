//! What kind of image some bytes are. Pure. Their first bytes decide: servers send PNGs as
//! `image/x-icon`, and a page in place of a missing icon.

use crate::model::mimetype::usual_ending;

/// The usual ending of the kind of image; nothing for what is no image.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    match infer::get(bytes) {
        Some(kind) if kind.matcher_type() == infer::MatcherType::Image => {
            usual_ending(kind.mime_type()).or(Some(kind.extension()))
        }
        _ => is_svg(bytes).then_some("svg"),
    }
}

/// Whether `<svg>` is the first element, after what XML may have before it.
fn is_svg(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(64 << 10)]);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.get(..13).is_some_and(|beginning| beginning.eq_ignore_ascii_case("<!DOCTYPE svg")) {
            let has_entities = rest.find('[') < rest.find('>') && rest.contains('[');
            rest.split_once(if has_entities { "]>" } else { ">" })
        } else {
            return rest.strip_prefix("<svg").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '>', '/']));
        };
        let Some((_, after)) = after else { return false };
        rest = after.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Some("png")),
            (b"\0\0\x01\0\x01\0\x10\x10", Some("ico")),
            (b"GIF89a\x01\0\x01\0", Some("gif")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("jpg")),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Some("webp")),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some("svg")),
            (
                "\u{feff}<?xml version='1.0'?>\n<!-- Made > by hand -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg>".as_bytes(),
                Some("svg"),
            ),
            (b"<!DOCTYPE svg [ <!ENTITY a 'b'> ]>\n<svg viewBox='0 0 1 1'>", Some("svg")),
            (b"<!doctype html><title>404</title><svg></svg>", None),
            (b"<html><svg></svg></html>", None),
            (b"<svgs>", None),
            (b"<?xml", None),
            (b"%PDF-1.7", None),
            (b"", None),
        ] {
            assert_eq!(ending(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in "(<\\?|<!--|<!DOCTYPE svg|<svg|-->|\\[|\\]>|>|ü| ){0,12}", noise in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = ending(bytes.as_bytes());
            let _ = ending(&noise);
        }
    }
}
