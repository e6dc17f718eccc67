//! What of a body is missing, by what is known of its exchange. Pure.

use crate::browser::exchange::{End, Exchange};
use crate::browser::headers::header;

/// Whether Chrome says nothing when the body of this document ends too early: it was compressed, or
/// nothing said how long it would be.
pub fn may_break_off_unnoticed(exchange: &Exchange) -> bool {
    let Some(response) =
        exchange.response.as_ref().filter(|_| exchange.kind == "Document" && exchange.end == End::Finished)
    else {
        return false;
    };
    let has = |name: &str| header(&response.headers, name).is_some();
    matches!(response.mimetype.as_str(), "text/html" | "application/xhtml+xml")
        && (has("content-encoding")
            || !has("content-length")
                && !has("transfer-encoding")
                && response.protocol.as_deref().is_none_or(|name| name.starts_with("http/1")))
}

/// Whether a body is known to be less than the server has: it broke off, was still arriving, or is
/// a range of a larger file, as players ask for.
pub fn is_part(exchange: &Exchange, size: u64) -> bool {
    let Some(response) = &exchange.response else { return false };
    let of_header = |name: &str| header(&response.headers, name).map(str::trim);
    let is_encoded = of_header("content-encoding").is_some();
    let promised = of_header("content-length").and_then(|value| value.parse::<u64>().ok());
    match &exchange.end {
        End::Failed(_) | End::Open => is_encoded || promised != Some(size) || is_range(exchange, size),
        _ => !is_encoded && promised.is_some_and(|promised| size < promised) || is_range(exchange, size),
    }
}

/// Whether a body is part of a file whose size the server declared (RFC 9110, section 14.4).
fn is_range(exchange: &Exchange, size: u64) -> bool {
    whole_size(exchange).is_some_and(|whole| size < whole)
}

/// How large a file is, if its server has declared it.
pub fn size_told(exchange: &Exchange) -> Option<u64> {
    let response =
        exchange.response.as_ref().filter(|response| header(&response.headers, "content-encoding").is_none())?;
    match response.status {
        Some(206) => whole_size(exchange),
        _ => header(&response.headers, "content-length")?.trim().parse().ok(),
    }
}

pub fn whole_size(exchange: &Exchange) -> Option<u64> {
    let response = exchange.response.as_ref().filter(|response| response.status == Some(206))?;
    header(&response.headers, "content-range")?.rsplit_once('/')?.1.trim().parse().ok()
}

/// What a reader of a body should know: that it is not all that the server has, or not quite the
/// bytes that it sent.
pub fn what_is_missing(exchange: &Exchange, size: u64, is_text: bool) -> Option<String> {
    let headers = &exchange.response.as_ref()?.headers;
    let is_encoded = header(headers, "content-encoding").is_some();
    let promised = header(headers, "content-length").and_then(|value| value.trim().parse::<u64>().ok());
    if let End::Failed(why) = &exchange.end {
        // A download that was refused may be here all the same, when it is small.
        return (is_encoded || promised != Some(size)).then(|| format!("it broke off: {why}"));
    }
    if let Some(whole) = whole_size(exchange).filter(|whole| size < *whole) {
        return Some(format!("it is a part of a file: the browser asked for {size} of {whole} bytes"));
    }
    match promised {
        Some(promised) if !is_encoded && size < promised => {
            Some(format!("the browser stopped reading after {size} of {promised} bytes"))
        }
        Some(promised) if !is_encoded && size == promised => None,
        _ if is_text && exchange.data_length > 0 && size != exchange.data_length => {
            Some(format!("it is text as the browser has decoded it from {} bytes", exchange.data_length))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_a_larger_file_is_a_part_of_it() {
        let mut exchange =
            Exchange { end: End::Finished, data_length: 5, response: Some(Default::default()), ..Exchange::default() };
        let response = exchange.response.as_mut().unwrap();
        response.status = Some(206);
        response.headers.insert("Content-Length".into(), "5".into());
        response.headers.insert("Content-Range".into(), "bytes 0-4/9".into());
        assert!(is_part(&exchange, 5) && what_is_missing(&exchange, 5, false).unwrap().contains("5 of 9"));
        exchange.response.as_mut().unwrap().headers.insert("Content-Range".into(), "bytes 0-4/5".into());
        assert!(!is_part(&exchange, 5) && what_is_missing(&exchange, 5, false).is_none());
        exchange.end = End::Failed("net::ERR_ABORTED".into());
        assert!(is_part(&exchange, 3) && !is_part(&exchange, 5));
    }

    #[test]
    fn what_is_less_than_promised_is_said() {
        let mut exchange =
            Exchange { end: End::Finished, data_length: 5, response: Some(Default::default()), ..Exchange::default() };
        assert_eq!(what_is_missing(&exchange, 5, false), None);
        exchange.response.as_mut().unwrap().headers.insert("Content-Length".into(), "9".into());
        assert!(what_is_missing(&exchange, 5, false).unwrap().contains("5 of 9"));
        exchange.response.as_mut().unwrap().headers.insert("content-encoding".into(), "br".into());
        assert_eq!(what_is_missing(&exchange, 5, false), None);
        assert!(what_is_missing(&exchange, 6, true).unwrap().contains("decoded"));
        assert_eq!(what_is_missing(&exchange, 6, false), None);
        exchange.end = End::Failed("net::ERR_CONNECTION_RESET".into());
        assert_eq!(what_is_missing(&exchange, 5, false).unwrap(), "it broke off: net::ERR_CONNECTION_RESET");
    }
}
