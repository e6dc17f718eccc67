//! Requests and their responses, put together from the events of Chrome's `Network` domain. Pure:
//! events in, exchanges out.
//!
//! An exchange is one request with what came back, so a redirect makes two. Its events come from
//! several sessions, in almost any order: headers as they were really sent and received arrive in
//! events of their own, before or after the event that they belong to, and are paired with it by
//! their order.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::headers::header;
use crate::cdp::Event;
use crate::secrets::Secrets;

/// How an exchange ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum End {
    /// It has not.
    #[default]
    Open,
    /// By another request in its place.
    Redirected,
    Finished,
    Failed(String),
}

/// Where a response came from, if not from the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cache {
    Memory,
    Disk,
    Prefetch,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Response {
    pub status: Option<u64>,
    pub status_text: String,
    pub mimetype: String,
    pub headers: Map<String, Value>,
    /// The headers byte for byte, which there are for HTTP/1 only.
    pub headers_text: Option<String>,
    /// `127.0.0.1:80`
    pub remote_address: Option<String>,
    pub protocol: Option<String>,
    pub from_cache: Option<Cache>,
    pub from_service_worker: bool,
    /// When the headers were there, on Chrome's own clock, in seconds.
    pub headers_at: Option<f64>,
    pub encoded_length: Option<u64>,
}

/// One request and what became of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exchange {
    pub request_id: String,
    pub url: String,
    pub method: String,
    /// Chrome's type of resource: `Document`, `Script`, `Fetch`, ...
    pub kind: String,
    pub frame_id: Option<String>,
    pub request_headers: Map<String, Value>,
    pub response: Option<Response>,
    pub end: End,
    /// Bytes of the body that have arrived, without the encoding of the transfer.
    pub data_length: u64,
    /// Bytes on the wire, as the events about the body count them.
    pub encoded_length: u64,
    /// Seconds since 1970.
    pub sent_wall_time: Option<f64>,
    /// On Chrome's own clock, in seconds, as is the next.
    pub sent_at: Option<f64>,
    pub ended_at: Option<f64>,
    /// Whether Chrome has promised headers in an event of their own; `None` when it has not said.
    pub has_extra: Option<bool>,
}

impl Exchange {
    /// Milliseconds from the request to the response's headers.
    pub fn headers_ms(&self) -> Option<f64> {
        self.millis_to(self.response.as_ref()?.headers_at?)
    }

    /// Milliseconds from the request to the end.
    pub fn total_ms(&self) -> Option<f64> {
        self.millis_to(self.ended_at?)
    }

    /// Bytes on the wire, headers included where Chrome counts them.
    pub fn encoded_length(&self) -> u64 {
        let of_response = self.response.as_ref().and_then(|response| response.encoded_length).unwrap_or_default();
        self.encoded_length.max(of_response)
    }

    /// Hides what the crawl was given for its requests, so that it is not saved.
    pub fn hide(&mut self, secrets: &Secrets) {
        secrets.hide_in_request(&mut self.request_headers);
        if let Some(response) = &mut self.response {
            secrets.hide_in_response(&mut response.headers, response.headers_text.as_mut());
        }
    }

    /// Whether it asks for the document of the frame `frame`.
    pub fn is_document_of(&self, frame: &str) -> bool {
        self.kind == "Document" && self.frame_id.as_deref() == Some(frame)
    }

    fn millis_to(&self, at: f64) -> Option<f64> {
        Some((((at - self.sent_at?) * 1e6).round() / 1e3).max(0.0))
    }

    fn end(&mut self, end: End, at: Option<f64>) -> bool {
        // An error page of Chrome's own ends under the same id once more.
        let is_first = self.end == End::Open;
        if is_first {
            self.end = end;
            self.ended_at = at;
        }
        is_first
    }
}

/// Something that a reader of bodies has to act upon; the number is the exchange's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Sent(usize),
    Data(usize),
    Ended(usize),
}

/// All exchanges of a page, in the order of their requests.
#[derive(Debug, Default)]
pub struct Exchanges {
    all: Vec<Exchange>,
    /// The exchanges under each of Chrome's ids: a redirect goes on under the same.
    by_id: HashMap<String, Vec<usize>>,
    sent_headers: HashMap<String, Vec<Map<String, Value>>>,
    received: HashMap<String, Vec<Received>>,
    from_memory: HashSet<String>,
}

/// A response as it came over the wire.
#[derive(Debug, Clone)]
struct Received {
    status: Option<u64>,
    headers: Map<String, Value>,
    headers_text: Option<String>,
}

impl Exchanges {
    /// The exchange with this number, as far as it is known.
    pub fn get(&self, index: usize) -> Option<&Exchange> {
        self.all.get(index)
    }

    /// Takes in an exchange that is known as a whole. Returns its number.
    pub fn add(&mut self, exchange: Exchange) -> usize {
        self.push(exchange)
    }

    /// All exchanges so far with their numbers, in the order of their requests.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Exchange)> {
        self.all.iter().enumerate()
    }

    /// Takes in one event.
    pub fn see(&mut self, event: &Event) -> Option<Moment> {
        let id = event.text("/requestId")?;
        match event.method.as_ref() {
            "Network.requestWillBeSent" => self.request(id, event),
            "Network.requestWillBeSentExtraInfo" => {
                self.sent_headers.entry(id.to_owned()).or_default().push(object(&event.params, "/headers"));
                None
            }
            "Network.responseReceivedExtraInfo" => {
                let received = Received {
                    status: number(&event.params, "/statusCode"),
                    headers: object(&event.params, "/headers"),
                    headers_text: event.text("/headersText").map(str::to_owned),
                };
                self.received.entry(id.to_owned()).or_default().push(received);
                None
            }
            "Network.requestServedFromCache" => {
                self.from_memory.insert(id.to_owned());
                None
            }
            "Network.responseReceived" => {
                self.respond(id, event);
                None
            }
            "Network.dataReceived" => {
                let (index, exchange) = self.latest(id)?;
                exchange.data_length += number(&event.params, "/dataLength").unwrap_or_default();
                exchange.encoded_length += number(&event.params, "/encodedDataLength").unwrap_or_default();
                Some(Moment::Data(index))
            }
            "Network.loadingFinished" => {
                let (index, exchange) = self.latest(id)?;
                exchange.encoded_length =
                    exchange.encoded_length.max(number(&event.params, "/encodedDataLength").unwrap_or_default());
                exchange.end(End::Finished, time(event)).then_some(Moment::Ended(index))
            }
            "Network.loadingFailed" => {
                let (index, exchange) = self.latest(id)?;
                exchange.end(End::Failed(failure(event)), time(event)).then_some(Moment::Ended(index))
            }
            method if method.starts_with("Network.webSocket") => self.web_socket(method, id, event),
            _ => None,
        }
    }

    /// The numbers of the exchanges under one of Chrome's ids, in the order of their requests.
    pub fn of_request(&self, id: &str) -> &[usize] {
        self.by_id.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the headers that were really received are here, where Chrome has promised them.
    pub fn has_real_headers(&self, index: usize) -> bool {
        let Some(exchange) = self.all.get(index) else { return false };
        exchange.has_extra != Some(true)
            || self
                .received
                .get(&exchange.request_id)
                .is_some_and(|received| received.len() > self.place(exchange, index))
    }

    /// An exchange with the headers that were really sent and received, as far as they are here.
    pub fn with_real_headers(&self, index: usize) -> Option<Exchange> {
        let mut exchange = self.all.get(index)?.clone();
        if exchange.has_extra == Some(false) {
            return Some(exchange);
        }
        let place = self.place(&exchange, index);
        if let Some(headers) = self.sent_headers.get(&exchange.request_id).and_then(|sent| sent.get(place)) {
            exchange.request_headers = headers.clone();
        }
        if let Some(Received { status, headers, headers_text }) =
            self.received.get(&exchange.request_id).and_then(|received| received.get(place))
        {
            // A file that was taken away, or a response that the page may not read, is known from
            // here alone.
            let response = exchange.response.get_or_insert_default();
            response.status = status.or(response.status);
            if response.mimetype.is_empty() {
                response.mimetype = content_type(headers);
            }
            response.headers = headers.clone();
            response.headers_text = headers_text.clone().or(response.headers_text.take());
        }
        Some(exchange)
    }

    /// All exchanges in the order of their requests, with the headers that were really sent and
    /// received.
    pub fn finish(self) -> Vec<Exchange> {
        (0..self.all.len()).filter_map(|index| self.with_real_headers(index)).collect()
    }

    /// Which of the real headers under its id are those of an exchange: the events about them come
    /// in the order of the requests that have any.
    fn place(&self, exchange: &Exchange, index: usize) -> usize {
        let before = self.of_request(&exchange.request_id).iter().take_while(|other| **other != index);
        before.filter(|other| self.all.get(**other).is_some_and(|other| other.has_extra != Some(false))).count()
    }

    fn latest(&mut self, id: &str) -> Option<(usize, &mut Exchange)> {
        let index = *self.by_id.get(id)?.last()?;
        self.all.get_mut(index).map(|exchange| (index, exchange))
    }

    fn push(&mut self, exchange: Exchange) -> usize {
        self.by_id.entry(exchange.request_id.clone()).or_default().push(self.all.len());
        self.all.push(exchange);
        self.all.len() - 1
    }

    fn request(&mut self, id: &str, event: &Event) -> Option<Moment> {
        let url = event.text("/request/url").unwrap_or_default();
        if !is_request(url) {
            return None;
        }
        let redirect = event.params.get("redirectResponse").filter(|redirect| redirect.is_object());
        if let Some((_, before)) = self.latest(id) {
            match redirect {
                Some(redirect) => {
                    before.response = Some(response(redirect, time(event)));
                    before.has_extra = event.params.get("redirectHasExtraInfo").and_then(Value::as_bool);
                    before.end(End::Redirected, time(event));
                }
                // The same request, reported by a second session.
                None if before.url == url && before.end == End::Open => return None,
                None => {}
            }
        }
        let text = |pointer: &str| event.text(pointer).unwrap_or_default().to_owned();
        Some(Moment::Sent(self.push(Exchange {
            request_id: id.to_owned(),
            url: url.to_owned(),
            method: text("/request/method"),
            kind: text("/type"),
            frame_id: event.text("/frameId").map(str::to_owned),
            request_headers: object(&event.params, "/request/headers"),
            sent_at: time(event),
            sent_wall_time: event.params.get("wallTime").and_then(Value::as_f64),
            ..Exchange::default()
        })))
    }

    fn respond(&mut self, id: &str, event: &Event) {
        let Some(given) = event.params.get("response") else { return };
        let url = event.text("/response/url").unwrap_or_default();
        if self.of_request(id).is_empty() {
            if !is_request(url) {
                return;
            }
            // Its request has no event: it began before the session did.
            self.push(Exchange {
                request_id: id.to_owned(),
                url: url.to_owned(),
                method: "GET".into(),
                sent_at: time(event),
                ..Exchange::default()
            });
        }
        let from_memory = self.from_memory.contains(id);
        let Some((_, exchange)) = self.latest(id) else { return };
        let mut response = response(given, time(event));
        if from_memory {
            response.from_cache = Some(Cache::Memory);
        }
        exchange.response = Some(response);
        exchange.has_extra = event.params.get("hasExtraInfo").and_then(Value::as_bool);
        if let Some(kind) = event.text("/type") {
            exchange.kind = kind.to_owned();
        }
        if exchange.frame_id.is_none() {
            exchange.frame_id = event.text("/frameId").map(str::to_owned);
        }
    }

    fn web_socket(&mut self, method: &str, id: &str, event: &Event) -> Option<Moment> {
        match method {
            "Network.webSocketCreated" => {
                let url = event.text("/url").unwrap_or_default().to_owned();
                self.push(Exchange {
                    request_id: id.to_owned(),
                    url,
                    method: "GET".into(),
                    kind: "WebSocket".into(),
                    ..Exchange::default()
                });
            }
            "Network.webSocketWillSendHandshakeRequest" => {
                let (_, exchange) = self.latest(id)?;
                exchange.request_headers = object(&event.params, "/request/headers");
                exchange.sent_at = time(event);
                exchange.sent_wall_time = event.params.get("wallTime").and_then(Value::as_f64);
            }
            "Network.webSocketHandshakeResponseReceived" => {
                let (_, exchange) = self.latest(id)?;
                exchange.response = Some(response(event.params.get("response")?, time(event)));
                let sent = object(&event.params, "/response/requestHeaders");
                if !sent.is_empty() {
                    exchange.request_headers = sent;
                }
                // What follows is a conversation, and no response any more.
                exchange.end(End::Finished, time(event));
            }
            "Network.webSocketFrameError" => {
                let reason = event.text("/errorMessage").unwrap_or("the connection failed").to_owned();
                self.latest(id)?.1.end(End::Failed(reason), time(event));
            }
            "Network.webSocketClosed" => {
                self.latest(id)?.1.end(End::Failed("the connection was closed".into()), time(event));
            }
            _ => {}
        }
        None
    }
}

/// Requests to a server. A `data:` URL contains its answer, and Chrome's own pages do not belong to
/// the page.
fn is_request(url: &str) -> bool {
    !["data:", "chrome:", "chrome-error:", "chrome-extension:", "chrome-untrusted:", "devtools:", "about:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

fn response(given: &Value, at: Option<f64>) -> Response {
    let text = |pointer: &str| given.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let is = |key: &str| given.get(key).and_then(Value::as_bool).unwrap_or(false);
    let timing = |pointer: &str| given.pointer(pointer).and_then(Value::as_f64).filter(|value| *value > 0.0);
    let headers_at = timing("/timing/requestTime")
        .zip(timing("/timing/receiveHeadersEnd"))
        .map(|(begin, millis)| begin + millis / 1000.0);
    Response {
        status: number(given, "/status"),
        status_text: text("/statusText").unwrap_or_default(),
        mimetype: text("/mimeType").unwrap_or_default(),
        headers: object(given, "/headers"),
        headers_text: text("/headersText"),
        remote_address: text("/remoteIPAddress").filter(|address| !address.is_empty()).map(|address| {
            match number(given, "/remotePort") {
                Some(port) => format!("{address}:{port}"),
                None => address,
            }
        }),
        protocol: text("/protocol"),
        from_cache: match () {
            () if is("fromPrefetchCache") => Some(Cache::Prefetch),
            () if is("fromDiskCache") => Some(Cache::Disk),
            () => None,
        },
        from_service_worker: is("fromServiceWorker"),
        headers_at: headers_at.or(at),
        encoded_length: number(given, "/encodedDataLength"),
    }
}

fn failure(event: &Event) -> String {
    let why = event.text("/blockedReason").or(event.text("/corsErrorStatus/corsError"));
    let canceled = event.params.get("canceled") == Some(&Value::Bool(true));
    let error = match event.text("/errorText").filter(|text| !text.is_empty()) {
        Some(text) => text,
        None if canceled => "canceled",
        None => "blocked",
    };
    match why {
        Some(why) => format!("{error} ({why})"),
        None => error.to_owned(),
    }
}

fn time(event: &Event) -> Option<f64> {
    event.params.get("timestamp").and_then(Value::as_f64)
}

/// Chrome writes counts as integers or as floats, and -1 for what it does not know.
fn number(value: &Value, pointer: &str) -> Option<u64> {
    value.pointer(pointer).and_then(Value::as_f64).filter(|number| *number >= 0.0).map(|number| number as u64)
}

fn object(value: &Value, pointer: &str) -> Map<String, Value> {
    value.pointer(pointer).and_then(Value::as_object).cloned().unwrap_or_default()
}

pub fn content_type(headers: &Map<String, Value>) -> String {
    header(headers, "content-type")
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn exchanges(events: &[(&'static str, Value)]) -> Vec<Exchange> {
        let mut exchanges = Exchanges::default();
        for (method, params) in events {
            exchanges.see(&Event { method: (*method).into(), session_id: None, params: params.clone() });
        }
        exchanges.finish()
    }

    fn sent(id: &str, url: &str) -> (&'static str, Value) {
        let params = json!({ "requestId": id, "frameId": "F", "type": "Document", "timestamp": 10.0, "wallTime": 1.5e9,
            "request": { "url": url, "method": "GET", "headers": { "A": "planned" } } });
        ("Network.requestWillBeSent", params)
    }

    fn redirected(id: &str, url: &str, has_extra: bool) -> (&'static str, Value) {
        let (method, mut params) = sent(id, url);
        params["redirectResponse"] = json!({ "status": 302, "headers": { "B": "planned" } });
        params["redirectHasExtraInfo"] = has_extra.into();
        (method, params)
    }

    fn received(id: &str, has_extra: bool) -> (&'static str, Value) {
        let response = json!({ "url": "http://x/", "status": 200, "mimeType": "text/html", "headers": { "B": "planned" }, "remoteIPAddress": "1.2.3.4",
            "remotePort": 80, "timing": { "requestTime": 10.25, "receiveHeadersEnd": 250.0 } });
        (
            "Network.responseReceived",
            json!({ "requestId": id, "hasExtraInfo": has_extra, "timestamp": 12.0, "type": "Document", "response": response }),
        )
    }

    fn really_sent(id: &str, value: &str) -> (&'static str, Value) {
        ("Network.requestWillBeSentExtraInfo", json!({ "requestId": id, "headers": { "A": value } }))
    }

    fn really_received(id: &str, status: u16, value: &str) -> (&'static str, Value) {
        let headers = json!({ "B": value, "Content-Type": "image/png; x=1" });
        (
            "Network.responseReceivedExtraInfo",
            json!({ "requestId": id, "statusCode": status, "headers": headers, "headersText": "HTTP/1.1 ..." }),
        )
    }

    fn finished(id: &str) -> (&'static str, Value) {
        ("Network.loadingFinished", json!({ "requestId": id, "timestamp": 13.0, "encodedDataLength": 77 }))
    }

    fn headers(exchange: &Exchange) -> (&str, &str) {
        let received = exchange.response.as_ref().and_then(|response| header(&response.headers, "b"));
        (header(&exchange.request_headers, "a").unwrap(), received.unwrap_or("-"))
    }

    #[test]
    fn a_plain_exchange_has_its_times_and_sizes() {
        let all = exchanges(&[sent("1", "http://x/"), received("1", false), finished("1")]);
        let [exchange] = &all[..] else { panic!("{all:?}") };
        assert_eq!(
            (exchange.headers_ms(), exchange.total_ms(), exchange.encoded_length()),
            (Some(500.0), Some(3000.0), 77)
        );
        assert_eq!(exchange.response.as_ref().unwrap().remote_address.as_deref(), Some("1.2.3.4:80"));
        assert_eq!((headers(exchange), &exchange.end), (("planned", "planned"), &End::Finished));
    }

    #[test]
    fn headers_find_their_hop_in_any_order() {
        // Those of the first hop come after the second request, those of the second before its
        // response.
        let all = exchanges(&[
            really_sent("1", "first"),
            sent("1", "http://x/"),
            redirected("1", "http://y/", true),
            really_received("1", 302, "first"),
            really_sent("1", "second"),
            really_received("1", 200, "second"),
            received("1", true),
            finished("1"),
        ]);
        assert_eq!(all.iter().map(headers).collect::<Vec<_>>(), [("first", "first"), ("second", "second")]);
        assert_eq!(
            all.iter().map(|exchange| exchange.end.clone()).collect::<Vec<_>>(),
            [End::Redirected, End::Finished]
        );
    }

    #[test]
    fn a_hop_without_extra_takes_none_from_the_next() {
        let all = exchanges(&[
            sent("1", "http://x/"),
            redirected("1", "http://y/", false),
            really_sent("1", "second"),
            received("1", true),
        ]);
        assert_eq!(all.iter().map(headers).collect::<Vec<_>>(), [("planned", "planned"), ("second", "planned")]);
    }

    #[test]
    fn a_file_that_was_taken_away_still_has_headers() {
        let failed =
            ("Network.loadingFailed", json!({ "requestId": "1", "errorText": "net::ERR_ABORTED", "canceled": true }));
        let all = exchanges(&[sent("1", "http://x/"), really_received("1", 200, "real"), failed, finished("1")]);
        let response = all[0].response.as_ref().unwrap();
        assert_eq!((response.status, response.mimetype.as_str(), headers(&all[0]).1), (Some(200), "image/png", "real"));
        // The error page's own end does not count.
        assert_eq!(all[0].end, End::Failed("net::ERR_ABORTED".into()));
    }

    #[test]
    fn odd_events_are_borne() {
        let all = exchanges(&[
            ("Network.requestWillBeSent", json!({})),
            ("Network.requestWillBeSent", json!({ "requestId": "1", "request": { "url": "data:,x" } })),
            ("Network.responseReceived", json!({ "requestId": "1", "response": { "url": "data:,x" } })),
            ("Network.responseReceived", json!({ "requestId": "2" })),
            ("Network.dataReceived", json!({ "requestId": "3", "dataLength": -1 })),
            finished("4"),
        ]);
        assert_eq!(all, []);
        let all = exchanges(&[
            ("Network.requestWillBeSent", json!({ "requestId": "1" })),
            received("1", true),
            received("2", false),
        ]);
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn reasons_of_failures() {
        for (params, reason) in [
            (
                json!({ "errorText": "net::ERR_FAILED", "corsErrorStatus": { "corsError": "MissingAllowOriginHeader" } }),
                "net::ERR_FAILED (MissingAllowOriginHeader)",
            ),
            (json!({ "errorText": "", "blockedReason": "inspector" }), "blocked (inspector)"),
            (json!({ "canceled": true }), "canceled"),
        ] {
            assert_eq!(failure(&Event { method: "Network.loadingFailed".into(), session_id: None, params }), reason);
        }
    }

    #[test]
    fn a_web_socket_is_its_handshake() {
        let all = exchanges(&[
            ("Network.webSocketCreated", json!({ "requestId": "1", "url": "ws://x/" })),
            ("Network.webSocketHandshakeResponseReceived", json!({ "requestId": "1", "response": { "status": 101 } })),
            ("Network.webSocketClosed", json!({ "requestId": "1" })),
        ]);
        assert_eq!((all[0].end.clone(), all[0].response.as_ref().unwrap().status), (End::Finished, Some(101)));
    }
}
