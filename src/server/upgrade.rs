//! From an HTTP request to a WebSocket's stream (RFC 6455, section 4.2).

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A request for a WebSocket.
#[derive(Debug)]
pub struct WebSocketRequest {
    /// As the client sent it.
    pub key: Vec<u8>,
    upgrade: OnUpgrade,
}

impl WebSocketRequest {
    /// Reads it, or says what it lacks.
    pub fn read(request: &mut Request) -> Result<Self, String> {
        let headers = request.headers();
        if request.method() != Method::GET || !has_token(headers, header::UPGRADE, "websocket") {
            return Err("a WebSocket is expected here: GET with Upgrade: websocket".into());
        }
        if !has_token(headers, header::CONNECTION, "upgrade") {
            return Err("Connection: Upgrade is missing".into());
        }
        if headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version != "13") {
            return Err("only version 13 of the WebSocket protocol is supported".into());
        }
        // Whatever it is: not every client sends sixteen random bytes.
        let key = headers.get(header::SEC_WEBSOCKET_KEY).map(|key| key.as_bytes().to_vec());
        let key = key.ok_or("Sec-WebSocket-Key is missing")?;
        Ok(WebSocketRequest { key, upgrade: hyper::upgrade::on(request) })
    }

    /// The stream, once the answer is sent, with what was read of it already.
    pub async fn upgraded(self) -> Result<(TcpStream, Vec<u8>), String> {
        let upgraded = self.upgrade.await.map_err(|error| error.to_string())?;
        let parts = upgraded.downcast::<TokioIo<TcpStream>>().map_err(|_| "it is not a TCP stream".to_owned())?;
        Ok((parts.io.into_inner(), parts.read_buf.to_vec()))
    }
}

/// The answer that begins a WebSocket. No extension is agreed on.
pub fn switching(accept: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

fn has_token(headers: &HeaderMap, name: header::HeaderName, token: &str) -> bool {
    let values = headers.get_all(name);
    values
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(token)))
}
