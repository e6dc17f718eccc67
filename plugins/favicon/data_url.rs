//! What a `data:` URL holds (<https://fetch.spec.whatwg.org/#data-url-processor>). Pure.

use data_url::DataUrl;

/// The bytes of `data:[<type>][;base64],<data>`; nothing when it is none.
pub fn decode(url: &str) -> Option<Vec<u8>> {
    DataUrl::process(url).ok()?.decode_to_vec().ok().map(|(bytes, _)| bytes)
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
