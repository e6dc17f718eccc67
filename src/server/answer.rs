//! Answers: JSON, plain text, errors. None may be stored, and none is guessed to be something else.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;

/// A value as JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(body) => typed(status, "application/json; charset=UTF-8", body),
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// `{"error": ...}`
pub fn error(status: StatusCode, reason: &str) -> Response {
    json(status, &serde_json::json!({ "error": reason }))
}

pub fn text(status: StatusCode, body: &str) -> Response {
    typed(status, "text/plain; charset=UTF-8", body.to_owned())
}

/// The same with a time after which to ask again, in seconds.
pub fn with_retry_after(mut response: Response, seconds: u32) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

pub fn typed(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// What leaves the server: with the headers that every answer has, and a reason where the router had
/// none to give.
pub fn finished(response: Response) -> Response {
    let is_bare = !response.headers().contains_key(header::CONTENT_TYPE);
    let mut response = match response.status() {
        StatusCode::NOT_FOUND if is_bare => error(StatusCode::NOT_FOUND, "there is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED if is_bare => {
            let mut refused = error(StatusCode::METHOD_NOT_ALLOWED, "this address takes other methods");
            // RFC 9110, section 15.5.6
            if let Some(allowed) = response.headers().get(header::ALLOW) {
                refused.headers_mut().insert(header::ALLOW, allowed.clone());
            }
            refused
        }
        _ => response,
    };
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        let headers = response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        headers.entry(header::X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    }
    response
}
