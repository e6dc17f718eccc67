//! Whether a file has the end that files of its kind have. Chrome delivers the body of a broken
//! connection exactly like a whole one; where the server did not declare a length, only this tells
//! them apart. Pure.

/// How much of a file's end is to be looked at: a ZIP's directory may be followed by a comment of
/// 64 KiB.
pub const TAIL: usize = 66 << 10;

/// Lengths from here on (2 GiB, less what a header may take) are what recorders write that do not
/// know; the largest number is the usual one.
const UNKNOWN_LENGTHS: u64 = 0x7fff_0000;

/// Whether the end is there; `None` where that cannot be known. `head` and `tail` are how the file
/// begins and ends; they may overlap.
pub fn has_end(mimetype: &str, size: u64, head: &[u8], tail: &[u8]) -> Option<bool> {
    let contains = |text: &[u8], mark: &[u8]| text.windows(mark.len()).any(|window| window == mark);
    // Not the whole tail: what is made to be read while it arrives has such a mark after its first
    // page as well.
    let near_end = &tail[tail.len().saturating_sub(4096)..];
    if head.starts_with(b"%PDF-") {
        return Some(contains(near_end, b"%%EOF"));
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(contains(near_end, b"IEND"));
    }
    if head.starts_with(b"\xff\xd8\xff") {
        return Some(contains(tail, b"\xff\xd9"));
    }
    if head.starts_with(b"GIF8") {
        return Some(tail.iter().rev().find(|byte| **byte != 0 && !byte.is_ascii_whitespace()) == Some(&b';'));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(contains(tail, b"PK\x05\x06"));
    }
    if head.starts_with(b"RIFF") {
        let length = u64::from(u32::from_le_bytes(head.get(4..8)?.try_into().ok()?));
        return (1..UNKNOWN_LENGTHS).contains(&length).then_some(length + 8 <= size);
    }
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace())?;
    let last = tail.iter().rev().find(|byte| !byte.is_ascii_whitespace())?;
    if mimetype == "application/json" || mimetype.ends_with("+json") {
        return match first {
            b'{' => Some(*last == b'}'),
            b'[' => Some(*last == b']'),
            _ => None,
        };
    }
    let is_xml = matches!(mimetype, "text/xml" | "application/xml") || mimetype.ends_with("+xml");
    match (first, last) {
        (b'<', b'>') if is_xml || mimetype == "text/html" => Some(true),
        (b'<', _) if is_xml => Some(false),
        // HTML may end anywhere.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds() {
        for (mimetype, body, expected) in [
            ("application/pdf", &b"%PDF-1.4 ... %%EOF\n"[..], Some(true)),
            ("application/octet-stream", b"%PDF-1.4 ...", Some(false)),
            ("image/png", b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82", Some(true)),
            ("image/png", b"\x89PNG\r\n\x1a\n....", Some(false)),
            ("image/jpeg", b"\xff\xd8\xff...\xff\xd9", Some(true)),
            ("image/jpeg", b"\xff\xd8\xff...", Some(false)),
            ("application/pdf", &[&b"%PDF-1.4 ... %%EOF\n"[..], &[b' '; 5000]].concat(), Some(false)),
            ("image/gif", b"GIF89a..;\0", Some(true)),
            ("image/gif", b"GIF89a..;\r\n", Some(true)),
            ("image/gif", b"GIF89a..", Some(false)),
            ("application/zip", b"PK\x03\x04...PK\x05\x06....", Some(true)),
            ("audio/wav", b"RIFF\x08\0\0\0WAVEfmt ", Some(true)),
            ("audio/wav", b"RIFF\x09\0\0\0WAVEfmt ", Some(false)),
            ("audio/wav", b"RIFF\xff\xff\xff\xffWAVE", None),
            ("audio/wav", b"RIFF\x24\xf0\xff\x7fWAVE", None),
            ("audio/wav", b"RIFF\0\0\0\0WAVE", None),
            ("audio/wav", b"RIFF", None),
            ("application/json", b" {\"a\": 1}\n", Some(true)),
            ("application/ld+json", b"[1, 2", Some(false)),
            ("application/json", b"17", None),
            ("application/rss+xml", b"<?xml?><rss></rss>\n", Some(true)),
            ("application/xml", b"<a><b>tex", Some(false)),
            ("text/plain", b"<a><b>tex", None),
            ("text/html", b"<p>One</p> two", None),
            ("text/html", b"<p>One</p>\n", Some(true)),
            ("application/octet-stream", b"anything", None),
            ("application/json", b"", None),
        ] {
            assert_eq!(has_end(mimetype, body.len() as u64, body, body), expected, "{mimetype} {body:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(body in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = has_end("application/json", 7, &body, &body);
        }
    }
}
