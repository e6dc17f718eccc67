//! The messages of the protocol. What an event or an answer carries is parsed where it is used, so
//! that a field which a new Chrome drops does not lose an event.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CdpError, lone_surrogates};

/// Something that happened in the browser.
#[derive(Debug, Clone)]
pub struct Event {
    /// `Network.responseReceived`
    pub method: Cow<'static, str>,
    /// Absent for events of what the connection was opened to.
    pub session_id: Option<String>,
    /// An object as the protocol describes it; null for an event without any.
    pub params: Value,
}

impl Event {
    /// The parameters, as far as `T` knows them.
    pub fn params<T: DeserializeOwned>(self) -> Result<T, CdpError> {
        let Event { method, params, .. } = self;
        serde_json::from_value(params)
            .map_err(|error| CdpError::Unexpected { method: method.into_owned(), reason: error.to_string() })
    }

    /// A text among the parameters, by JSON pointer (RFC 6901).
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.params.pointer(pointer).and_then(Value::as_str)
    }
}

/// A call as it goes out.
#[derive(Debug, Serialize)]
pub struct Call<'a> {
    pub id: u64,
    pub method: &'a str,
    #[serde(rename = "sessionId", skip_serializing_if = "Option::is_none")]
    pub session_id: Option<&'a str>,
    pub params: &'a Value,
}

/// A message of the browser.
#[derive(Debug)]
pub enum Incoming {
    Answer { id: u64, outcome: Result<Value, Refusal> },
    Event(Event),
}

/// The browser's no to a call.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    pub code: i64,
    pub message: String,
}

/// A message that cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    /// The call that it answers; `None` when it is an event, or no message at all.
    pub id: Option<u64>,
    pub reason: String,
}

/// Every field that a message may have: to be parsed once, whichever it is. A screenshot is some
/// megabytes.
#[derive(Deserialize)]
struct Fields {
    id: Option<u64>,
    method: Option<String>,
    #[serde(rename = "sessionId")]
    session_id: Option<String>,
    #[serde(default)]
    params: Value,
    #[serde(default)]
    result: Value,
    error: Option<Refusal>,
}

/// What is left of a message whose values cannot be held, as they are nested too deeply: these are
/// then passed over.
#[derive(Deserialize)]
struct Head {
    id: Option<u64>,
}

impl Incoming {
    /// Reads one message, a JSON object.
    pub fn parse(text: &[u8]) -> Result<Self, Unreadable> {
        let fields: Fields = lone_surrogates::read(text).map_err(|error| Unreadable {
            id: serde_json::from_slice(text).ok().and_then(|head: Head| head.id),
            reason: error.to_string(),
        })?;
        match (fields.id, fields.method) {
            (Some(id), _) => Ok(Incoming::Answer { id, outcome: fields.error.map_or(Ok(fields.result), Err) }),
            (None, Some(method)) => Ok(Incoming::Event(Event {
                method: method.into(),
                session_id: fields.session_id,
                params: fields.params,
            })),
            (None, None) => Err(Unreadable { id: None, reason: "it is neither an answer nor an event".into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn events_and_answers_are_told_apart() {
        let event = br#"{"method":"Network.dataReceived","params":{"requestId":"7"},"sessionId":"S"}"#;
        let Ok(Incoming::Event(event)) = Incoming::parse(event) else { panic!("not an event") };
        assert_eq!(
            (event.method.as_ref(), event.session_id.as_deref(), event.text("/requestId")),
            ("Network.dataReceived", Some("S"), Some("7"))
        );
        let answer = Incoming::parse(br#"{"id":3,"result":{"a":1},"sessionId":"S"}"#);
        assert!(matches!(answer, Ok(Incoming::Answer { id: 3, outcome: Ok(result) }) if result == json!({ "a": 1 })));
        let refusal = Incoming::parse(br#"{"id":4,"error":{"code":-32601,"message":"'X.y' wasn't found","data":"?"}}"#);
        assert!(matches!(refusal, Ok(Incoming::Answer { id: 4, outcome: Err(Refusal { code: -32601, .. }) })));
        assert!(Incoming::parse(b"{}").is_err() && Incoming::parse(b"[]").is_err() && Incoming::parse(b"").is_err());
    }

    #[test]
    fn of_what_cannot_be_read_the_call_is_known() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for (text, id) in [
            (format!(r#"{{"id":7,"result":{{"value":{deep}}}}}"#), Some(7)),
            (format!(r#"{{"result":{deep},"id":8}}"#), Some(8)),
            (r#"{"id":9,"result":{"number":1e999}}"#.to_owned(), Some(9)),
            (r#"{"id":10,"error":{"code":"none"}}"#.to_owned(), Some(10)),
            (format!(r#"{{"method":"X.y","params":{{"id":11,"value":{deep}}}}}"#), None),
            (r#"{"id":-1,"result":{}}"#.to_owned(), None),
            (r#"{"id":12,"result":{"#.to_owned(), None),
        ] {
            assert_eq!(Incoming::parse(text.as_bytes()).unwrap_err().id, id, "{text}");
        }
        // No text at all: a pipe promises none.
        let Err(latin) = Incoming::parse(b"{\"id\":13,\"result\":{\"value\":\"\xe9\"}}") else { panic!("it was read") };
        assert_eq!(latin.id, Some(13));
    }

    #[test]
    fn half_a_character_costs_no_message() {
        let answer = Incoming::parse(br#"{"id":3,"result":{"value":"a\ud83d"}}"#);
        assert!(
            matches!(answer, Ok(Incoming::Answer { id: 3, outcome: Ok(result) }) if result == json!({ "value": "a\u{fffd}" }))
        );
        let event = Incoming::parse(br#"{"method":"Runtime.consoleAPICalled","params":{"a":"\ude00"}}"#);
        assert!(matches!(event, Ok(Incoming::Event(event)) if event.text("/a") == Some("\u{fffd}")));
    }

    #[test]
    fn a_call_names_its_session_only_where_there_is_one() {
        let params = json!({ "url": "about:blank" });
        let call = |session_id| {
            serde_json::to_value(Call { id: 1, method: "Page.navigate", session_id, params: &params }).unwrap()
        };
        assert_eq!(call(None), json!({ "id": 1, "method": "Page.navigate", "params": { "url": "about:blank" } }));
        assert_eq!(call(Some("S"))["sessionId"], json!("S"));
    }
}
