//! What a `data:` URL holds (RFC 2397, as browsers read it: <https://fetch.spec.whatwg.org/#data-url-processor>). Pure.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Padding may be missing.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// The bytes of `data:[<type>][;base64],<data>`; nothing when it is none.
pub fn decode(url: &str) -> Option<Vec<u8>> {
    let (scheme, rest) = url.split_once(':')?;
    let (kind, data) = rest.split_once(',').filter(|_| scheme.eq_ignore_ascii_case("data"))?;
    let data = unescaped(data.split('#').next().unwrap_or_default());
    let is_base64 = kind.rsplit_once(';').is_some_and(|(_, last)| last.trim().eq_ignore_ascii_case("base64"));
    if !is_base64 {
        return Some(data);
    }
    let data: Vec<u8> = data.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    FORGIVING.decode(data).ok()
}

/// Without its percent-encoding; a percent sign that encodes nothing stays.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = text.as_bytes();
    while let Some((&byte, rest)) = left.split_first() {
        let digit = |at: usize| rest.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                left = &rest[2..];
            }
            _ => {
                bytes.push(byte);
                left = rest;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_they_hold() {
        for (url, bytes) in [
            ("data:,", Some("")),
            ("data:,a%20b%c3%bc", Some("a bü")),
            ("DATA:image/svg+xml;utf8,<svg fill='%23fff'/>", Some("<svg fill='#fff'/>")),
            ("data:text/plain,100%&%4#end", Some("100%&%4")),
            ("data:image/png;base64,aGk=", Some("hi")),
            ("data:image/png;charset=x; BASE64 ,aG k", Some("hi")),
            ("data:;base64,aGk%3D", Some("hi")),
            ("data:base64,aGk=", Some("aGk=")),
            ("data:;base64,%%", None),
            ("data:image/png", None),
            ("http://a/,b", None),
        ] {
            assert_eq!(decode(url), bytes.map(|text| text.as_bytes().to_vec()), "{url}");
        }
    }

    proptest! {
        #[test]
        fn none_panics(rest in "\\PC{0,60}|;base64,\\PC{0,60}") {
            let _ = decode(&format!("data:{rest}"));
        }
    }
}
