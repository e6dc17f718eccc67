//! The parameters of `Network.enable`: what Chrome is to keep for a session of the bodies that go
//! over the network, and what it is to send with its events.
//!
//! Without these parameters Chrome puts the whole body of each POST into the event of the request,
//! as text and as base64: 49 MB for 20. No code here reads those, so always use these parameters.
//! (The bodies of forms that bring another page come all the same, as Chromium 156 obeys the limit
//! in renderers only.)

use serde_json::{Value, json};

/// Bytes that the body of a request may have to come with its event. None at all would be no limit.
const IN_EVENTS: u64 = 1;

/// For who wants the events alone: Chrome keeps no bodies of responses.
pub fn events_only() -> Value {
    events_and_bodies(0, 0)
}

/// The same for who also fetches bodies of responses (`Network.getResponseBody`): the latest are
/// kept, `total` bytes of all of them and `each` of one.
pub fn events_and_bodies(total: u64, each: u64) -> Value {
    json!({ "maxTotalBufferSize": total, "maxResourceBufferSize": each, "maxPostDataSize": IN_EVENTS })
}
