//! The index: exchanges and what became of their bodies -> lines. Pure.

use serde::Serialize;
use serde_json::{Map, Value};

use super::bodies::Saved;
use crate::browser::exchange::{Cache, End, Exchange, Response};
use crate::model::timestamp::Timestamp;

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
    url: &'a str,
    method: &'a str,
    /// Absent when there was no response.
    status: Option<u64>,
    status_text: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    mimetype: &'a str,
    state: State,
    /// Why the request failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    request_headers: &'a Map<String, Value>,
    response_headers: Option<&'a Map<String, Value>>,
    remote_address: Option<&'a str>,
    protocol: Option<&'a str>,
    from_cache: Option<Cache>,
    from_service_worker: bool,
    start: Option<Timestamp>,
    headers_ms: Option<f64>,
    total_ms: Option<f64>,
    encoded_size: u64,
    body: Option<&'a Saved>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_error: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Finished,
    Redirected,
    Failed,
    Unfinished,
}

impl<'a> Line<'a> {
    pub fn new(exchange: &'a Exchange, body: Option<&'a Body>) -> Self {
        let response = exchange.response.as_ref();
        let text = |of: fn(&Response) -> &str| response.map(of).unwrap_or_default();
        let (state, error) = match &exchange.end {
            End::Open => (State::Unfinished, None),
            End::Redirected => (State::Redirected, None),
            End::Finished => (State::Finished, None),
            End::Failed(why) => (State::Failed, Some(why.as_str())),
        };
        let (body, body_note, body_error) = match body {
            Some(Body::Saved(saved, note)) => (Some(saved), note.as_deref(), None),
            Some(Body::Missing(why)) => (None, None, Some(why.as_str())),
            None => (None, None, Some(why_none(exchange))),
        };
        Line {
            url: &exchange.url,
            method: &exchange.method,
            status: response.and_then(|response| response.status),
            status_text: text(|response| &response.status_text),
            kind: &exchange.kind,
            mimetype: text(|response| &response.mimetype),
            state,
            error,
            request_headers: &exchange.request_headers,
            response_headers: response.map(|response| &response.headers),
            remote_address: response.and_then(|response| response.remote_address.as_deref()),
            protocol: response.and_then(|response| response.protocol.as_deref()),
            from_cache: response.and_then(|response| response.from_cache),
            from_service_worker: response.is_some_and(|response| response.from_service_worker),
            start: exchange.sent_wall_time.and_then(Timestamp::from_epoch_seconds),
            headers_ms: exchange.headers_ms(),
            total_ms: exchange.total_ms(),
            encoded_size: exchange.encoded_length(),
            body,
            body_note,
            body_error,
        }
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
    fn a_failed_request_has_a_reason_and_no_status() {
        let failed = Exchange { end: End::Failed("net::ERR_CONNECTION_REFUSED".into()), ..exchange("1", "Image") };
        let line = Line::new(&failed, None);
        assert_eq!(
            (line.status, line.error, line.body_error),
            (None, Some("net::ERR_CONNECTION_REFUSED"), Some("net::ERR_CONNECTION_REFUSED"))
        );
        assert_eq!(Line::new(&exchange("1", "Image"), None).state, State::Unfinished);
    }
}
