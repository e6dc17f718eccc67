//! Named values of a request: in its query, in a JSON object, in a form, or none at all.

use std::collections::HashMap;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::Value;

use super::answer::error;

/// The longest body, in bytes.
const LONGEST: usize = 64 << 10;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// The values. Those of the body go before those of the query.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Params(HashMap<String, Value>);

/// A value that is not what it should be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: expected a number, got {value}")]
pub struct NotANumber {
    name: String,
    value: String,
}

impl Params {
    /// Reads them from a query, and from a body of this media type.
    pub fn read(query: &str, media_type: &str, body: &[u8]) -> Result<Self, String> {
        let mut values = form(query.as_bytes());
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.as_str() {
            _ if body.is_empty() => {}
            "application/json" => match serde_json::from_slice(body) {
                Ok(Value::Object(object)) => values.extend(object),
                Ok(_) => return Err("the body is not a JSON object".into()),
                Err(error) => return Err(format!("the body is not JSON: {error}")),
            },
            "application/x-www-form-urlencoded" => values.extend(form(body)),
            other => return Err(format!("a body of type {other:?} is not understood; send application/json")),
        }
        Ok(Params(values))
    }

    /// A number, which may be written as text.
    pub fn number(&self, name: &str) -> Result<Option<f64>, NotANumber> {
        let number = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        match number.filter(|number| number.is_finite()) {
            Some(number) => Ok(Some(number)),
            None => Err(NotANumber { name: name.to_owned(), value: self.0[name].to_string() }),
        }
    }

    /// A switch, `true` or `false`.
    pub fn switch(&self, name: &str) -> Result<Option<bool>, String> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(switch)) => Ok(Some(*switch)),
            Some(Value::String(text)) if text == "true" || text == "false" => Ok(Some(text == "true")),
            Some(value) => Err(format!("{name}: expected true or false, got {value}")),
        }
    }

    /// A list of texts; one text alone is a list of it.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let texts = match self.0.get(name) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(text).collect(),
            Some(value) => text(value).map(|text| vec![text]),
        };
        texts.ok_or_else(|| format!("{name}: expected a list of texts"))
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }
}

fn form(text: &[u8]) -> HashMap<String, Value> {
    url::form_urlencoded::parse(text)
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect()
}

/// A body that cannot be read.
#[derive(Debug, thiserror::Error)]
enum BodyError {
    #[error("a body may have {LONGEST} bytes")]
    Long,
    #[error("the body did not arrive within {} s", PATIENCE.as_secs())]
    Late,
    #[error("the body is malformed: {0}")]
    Malformed(#[from] axum::Error),
}

impl BodyError {
    fn status(&self) -> StatusCode {
        match self {
            BodyError::Long => StatusCode::PAYLOAD_TOO_LARGE,
            BodyError::Late => StatusCode::REQUEST_TIMEOUT,
            BodyError::Malformed(_) => StatusCode::BAD_REQUEST,
        }
    }
}

/// Reads a body. One that says that it is too long is not waited for.
async fn whole(body: Body) -> Result<Vec<u8>, BodyError> {
    if HttpBody::size_hint(&body).lower() > LONGEST as u64 {
        return Err(BodyError::Long);
    }
    let (mut whole, mut parts) = (Vec::new(), body.into_data_stream());
    while let Some(part) = parts.next().await {
        whole.extend_from_slice(&part?);
        if whole.len() > LONGEST {
            return Err(BodyError::Long);
        }
    }
    Ok(whole)
}

impl<S: Send + Sync> FromRequest<S> for Params {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let body = tokio::time::timeout(PATIENCE, whole(body))
            .await
            .unwrap_or(Err(BodyError::Late))
            .map_err(|failure| error(failure.status(), &failure.to_string()))?;
        let media_type =
            parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Params::read(parts.uri.query().unwrap_or_default(), media_type, &body)
            .map_err(|reason| error(StatusCode::BAD_REQUEST, &reason))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_ends_the_request() {
        let begun = Instant::now();
        let came = stream::iter([Ok::<_, std::io::Error>("tim")]);
        let body = Body::from_stream(came.chain(stream::pending()));
        let form = "application/x-www-form-urlencoded";
        let request = Request::post("/browser").header(header::CONTENT_TYPE, form).body(body).unwrap();
        let answer = Params::from_request(request, &()).await.unwrap_err();
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(begun.elapsed(), PATIENCE);
    }

    #[test]
    fn a_number_is_read_from_wherever_it_is() {
        for (query, media_type, body, expected) in [
            ("timeout=60", "", "", Ok(Some(60.0))),
            ("", "application/json", r#"{"timeout": 1.5}"#, Ok(Some(1.5))),
            ("timeout=1", "application/json; charset=utf-8", r#"{"timeout": "2"}"#, Ok(Some(2.0))),
            ("", "application/x-www-form-urlencoded", "timeout=3&x=y", Ok(Some(3.0))),
            ("", "text/plain", "", Ok(None)),
            ("", "application/json", r#"{"timeout": null}"#, Ok(None)),
            ("timeout=soon", "", "", Err(())),
            ("timeout=NaN", "", "", Err(())),
            ("", "application/json", r#"{"timeout": [1]}"#, Err(())),
            ("", "application/json", "{", Err(())),
            ("", "application/json", "[1]", Err(())),
            ("", "text/plain", r#"{"timeout": 1}"#, Err(())),
        ] {
            let number = Params::read(query, media_type, body.as_bytes())
                .map_err(drop)
                .and_then(|params| params.number("timeout").map_err(drop));
            assert_eq!(number, expected, "{query} {media_type} {body}");
        }
    }
}
