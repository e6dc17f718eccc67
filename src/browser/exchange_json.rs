//! Exchanges as JSON: `headers.json`, the lines of `responses/index.jsonl`, and those of `tacklebox
//! page listen`. Each says some of what is known, in an order of its own; what a field is called
//! and how it is written stands here. Pure.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::exchange::{End, Exchange};
use crate::model::timestamp::Timestamp;

/// What can be said of an exchange. Where there was no response, its fields are null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Url,
    Method,
    /// Chrome's: `Document`, `Script`, `Image`, ...
    Type,
    /// The same as `resource_type`, for lines that a hook prints: one of these with a `type` is a
    /// record for the runner.
    ResourceType,
    FrameId,
    Status,
    StatusText,
    /// Empty where there was no response.
    StatusTextOrEmpty,
    Mimetype,
    /// Empty where there was no response.
    MimetypeOrEmpty,
    /// `finished`, `redirected`, `failed`, `unfinished`
    State,
    /// Why the request failed; absent when it did not.
    Error,
    /// Several of one name are joined by line feeds, here and below.
    RequestHeaders,
    ResponseHeaders,
    /// Byte for byte; absent but for HTTP/1.
    ResponseHeadersText,
    RemoteAddress,
    Protocol,
    FromCache,
    FromServiceWorker,
    Start,
    HeadersMs,
    TotalMs,
    EncodedSize,
}

/// An exchange, of which `fields` are written, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExchangeJson<'a> {
    pub exchange: &'a Exchange,
    pub fields: &'static [Field],
}

impl Serialize for ExchangeJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.fields {
            field.write(self.exchange, &mut map)?;
        }
        map.end()
    }
}

impl Field {
    fn write<M: SerializeMap>(self, exchange: &Exchange, map: &mut M) -> Result<(), M::Error> {
        let response = exchange.response.as_ref();
        let status_text = response.map(|response| response.status_text.as_str());
        let mimetype = response.map(|response| response.mimetype.as_str());
        match self {
            Field::Url => map.serialize_entry("url", &exchange.url),
            Field::Method => map.serialize_entry("method", &exchange.method),
            Field::Type => map.serialize_entry("type", &exchange.kind),
            Field::ResourceType => map.serialize_entry("resource_type", &exchange.kind),
            Field::FrameId => map.serialize_entry("frame_id", &exchange.frame_id),
            Field::Status => map.serialize_entry("status", &response.and_then(|response| response.status)),
            Field::StatusText => map.serialize_entry("status_text", &status_text),
            Field::StatusTextOrEmpty => map.serialize_entry("status_text", status_text.unwrap_or_default()),
            Field::Mimetype => map.serialize_entry("mimetype", &mimetype),
            Field::MimetypeOrEmpty => map.serialize_entry("mimetype", mimetype.unwrap_or_default()),
            Field::State => map.serialize_entry("state", state(&exchange.end)),
            Field::Error => match &exchange.end {
                End::Failed(why) => map.serialize_entry("error", why),
                _ => Ok(()),
            },
            Field::RequestHeaders => map.serialize_entry("request_headers", &exchange.request_headers),
            Field::ResponseHeaders => {
                map.serialize_entry("response_headers", &response.map(|response| &response.headers))
            }
            Field::ResponseHeadersText => match response.and_then(|response| response.headers_text.as_ref()) {
                Some(text) => map.serialize_entry("response_headers_text", text),
                None => Ok(()),
            },
            Field::RemoteAddress => {
                map.serialize_entry("remote_address", &response.and_then(|response| response.remote_address.as_ref()))
            }
            Field::Protocol => {
                map.serialize_entry("protocol", &response.and_then(|response| response.protocol.as_ref()))
            }
            Field::FromCache => map.serialize_entry("from_cache", &response.and_then(|response| response.from_cache)),
            Field::FromServiceWorker => map
                .serialize_entry("from_service_worker", &response.is_some_and(|response| response.from_service_worker)),
            Field::Start => {
                map.serialize_entry("start", &exchange.sent_wall_time.and_then(Timestamp::from_epoch_seconds))
            }
            Field::HeadersMs => map.serialize_entry("headers_ms", &exchange.headers_ms()),
            Field::TotalMs => map.serialize_entry("total_ms", &exchange.total_ms()),
            Field::EncodedSize => map.serialize_entry("encoded_size", &exchange.encoded_length()),
        }
    }
}

fn state(end: &End) -> &'static str {
    match end {
        End::Open => "unfinished",
        End::Redirected => "redirected",
        End::Finished => "finished",
        End::Failed(_) => "failed",
    }
}
