//! The index: exchanges and what became of their bodies -> lines. Pure.

use serde::Serialize;

use super::bodies::Saved;
use crate::browser::exchange::{End, Exchange};
use crate::browser::exchange_json::{ExchangeJson, Field};

/// What became of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Saved; the text says what may be wrong with it.
    Saved(Saved, Option<String>),
    /// Not saved, and why not.
    Missing(String),
}

/// A line of `index.jsonl`.
#[derive(Debug, PartialEq, Serialize)]
pub struct Line<'a> {
    #[serde(flatten)]
    exchange: ExchangeJson<'a>,
    body: Option<&'a Saved>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_error: Option<&'a str>,
}

/// What a line says besides what became of the body.
const FIELDS: &[Field] = &[
    Field::Url,
    Field::Method,
    Field::Status,
    Field::StatusTextOrEmpty,
    Field::Type,
    Field::MimetypeOrEmpty,
    Field::State,
    Field::Error,
    Field::RequestHeaders,
    Field::ResponseHeaders,
    Field::RemoteAddress,
    Field::Protocol,
    Field::FromCache,
    Field::FromServiceWorker,
    Field::Start,
    Field::HeadersMs,
    Field::TotalMs,
    Field::EncodedSize,
];

impl<'a> Line<'a> {
    pub fn new(exchange: &'a Exchange, body: Option<&'a Body>) -> Self {
        let (body, body_note, body_error) = match body {
            Some(Body::Saved(saved, note)) => (Some(saved), note.as_deref(), None),
            Some(Body::Missing(why)) => (None, None, Some(why.as_str())),
            None => (None, None, Some(why_none(exchange))),
        };
        Line { exchange: ExchangeJson { exchange, fields: FIELDS }, body, body_note, body_error }
    }
}

fn why_none(exchange: &Exchange) -> &str {
    match &exchange.end {
        End::Open => "it was still loading when the page was closed",
        End::Redirected => "the browser reads no body of a redirect",
        End::Failed(why) => why,
        End::Finished if exchange.kind == "WebSocket" => "a WebSocket is no body",
        End::Finished => "the response has no body",
    }
}

/// The page's own document first, with all redirects to it, then the others as they were asked for.
/// That document is the `judged` one, by Chrome's id of its load, or else the first of the main
/// frame.
pub fn in_order(exchanges: &[Exchange], main_frame: &str, judged: Option<&str>) -> Vec<usize> {
    let mut documents = exchanges.iter().filter(|exchange| exchange.is_document_of(main_frame));
    let first = documents.clone().next();
    let main = documents
        .find(|exchange| judged == Some(exchange.request_id.as_str()))
        .or(first)
        .map(|exchange| &exchange.request_id);
    let mut order: Vec<usize> = (0..exchanges.len()).collect();
    // A stable sort: whatever is equal stays as it was.
    order.sort_by_key(|index| exchanges.get(*index).is_none_or(|exchange| Some(&exchange.request_id) != main));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::exchange::Response;

    fn exchange(id: &str, kind: &str) -> Exchange {
        Exchange { request_id: id.into(), kind: kind.into(), frame_id: Some("F".into()), ..Exchange::default() }
    }

    #[test]
    fn the_main_document_is_first() {
        let all = [
            exchange("1", "Script"),
            exchange("2", "Document"),
            exchange("3", "Image"),
            exchange("2", "Document"),
            exchange("4", "Document"),
        ];
        assert_eq!(in_order(&all, "F", None), [1, 3, 0, 2, 4]);
        assert_eq!(in_order(&all, "G", None), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn lines_are_as_they_always_were() {
        let failed = Exchange {
            url: "http://a.example/".into(),
            method: "GET".into(),
            end: End::Failed("net::ERR_FAILED".into()),
            ..exchange("1", "Image")
        };
        assert_eq!(
            serde_json::to_string(&Line::new(&failed, None)).unwrap(),
            concat!(
                r#"{"url":"http://a.example/","method":"GET","status":null,"status_text":"","type":"Image","mimetype":"","#,
                r#""state":"failed","error":"net::ERR_FAILED","request_headers":{},"response_headers":null,"#,
                r#""remote_address":null,"protocol":null,"from_cache":null,"from_service_worker":false,"start":null,"#,
                r#""headers_ms":null,"total_ms":null,"encoded_size":0,"body":null,"body_error":"net::ERR_FAILED"}"#
            )
        );
        let response = Response { status: Some(200), mimetype: "image/png".into(), ..Response::default() };
        let open = Exchange { response: Some(response), sent_wall_time: Some(1.5), ..exchange("1", "Image") };
        let saved = Saved { path: "bodies/a.png".into(), size: 3, sha256: "a".into() };
        assert_eq!(
            serde_json::to_string(&Line::new(&open, Some(&Body::Saved(saved, Some("cut".into()))))).unwrap(),
            concat!(
                r#"{"url":"","method":"","status":200,"status_text":"","type":"Image","mimetype":"image/png","#,
                r#""state":"unfinished","request_headers":{},"response_headers":{},"remote_address":null,"protocol":null,"#,
                r#""from_cache":null,"from_service_worker":false,"start":"1970-01-01T00:00:01.500Z","headers_ms":null,"#,
                r#""total_ms":null,"encoded_size":0,"body":{"path":"bodies/a.png","size":3,"sha256":"a"},"body_note":"cut"}"#
            )
        );
    }
}
