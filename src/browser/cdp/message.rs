//! Events as Chrome sent them. Their parameters are parsed where they are used, so that a field which a new Chrome drops costs nobody an event.

use chromiumoxide::types::{EventMessage, Method, MethodId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::CdpError;

/// Something that happened in the browser.
#[derive(Debug, Clone, Deserialize)]
pub struct Event {
    /// `Network.responseReceived`
    pub method: MethodId,
    /// Absent for events of the browser itself.
    #[serde(rename = "sessionId")]
    pub session_id: Option<String>,
    /// An object as the protocol describes it; null for an event without any.
    #[serde(default)]
    pub params: Value,
}

impl Event {
    /// The parameters, as far as `T` knows them.
    pub fn params<T: DeserializeOwned>(self) -> Result<T, CdpError> {
        let Event { method, params, .. } = self;
        serde_json::from_value(params).map_err(|error| CdpError::Unexpected { method: method.into_owned(), reason: error.to_string() })
    }

    /// A text among the parameters, by JSON pointer (RFC 6901).
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.params.pointer(pointer).and_then(Value::as_str)
    }
}

impl Method for Event {
    fn identifier(&self) -> MethodId {
        self.method.clone()
    }
}

impl EventMessage for Event {
    fn session_id(&self) -> Option<&str> {
        self.session_id.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chromiumoxide::types::Message;

    #[test]
    fn events_and_answers_are_told_apart() {
        let event = r#"{"method":"Network.dataReceived","params":{"requestId":"7"},"sessionId":"S"}"#;
        let Ok(Message::Event::<Event>(event)) = serde_json::from_str(event) else { panic!("not an event") };
        assert_eq!((event.session_id.as_deref(), event.text("/requestId")), (Some("S"), Some("7")));
        let answer = r#"{"id":3,"result":{},"sessionId":"S"}"#;
        assert!(matches!(serde_json::from_str(answer), Ok(Message::Response::<Event>(_))));
    }
}
