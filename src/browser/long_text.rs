//! Texts out of the page that may be large: the DOM, lists of links.

use std::time::Duration;

use serde_json::{Value, json};

use super::cdp::CdpError;
use super::page::Page;

/// UTF-16 units a piece. One message of Chrome is held whole by both sides, and parsed twice on ours.
const PIECE: u64 = 2 << 20;

/// Cuts a piece, never through the middle of a character.
const CUT: &str = "function (from, size) {
  let to = Math.min(from + size, this.text.length);
  if (to < this.text.length && /[\\ud800-\\udbff]/.test(this.text[to - 1])) to -= 1;
  return { piece: this.text.substring(from, to), to, all: this.text.length };
}";

impl Page {
    /// Evaluates an expression that gives a text. It runs in a world of its own: the document is the page's, but `Array`, `JSON` and the like are
    /// Chrome's, whatever the page's scripts have made of theirs. Each answer is waited for at most `limit`.
    pub async fn long_text(&self, expression: &str, limit: Duration) -> Result<String, CdpError> {
        let unexpected = |reason: String| CdpError::Unexpected { method: "Runtime.evaluate".into(), reason };
        let session = &self.session;
        let world = self.world(&self.target_id, limit).await?;
        // JSON has no way to write half of a surrogate pair; a page can have one.
        let expression = format!("({{ text: String({expression}).toWellFormed() }})");
        let params = json!({ "expression": expression, "contextId": world });
        let answer = session.call_within("Runtime.evaluate", params, limit).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(unexpected(details.pointer("/exception/description").and_then(Value::as_str).unwrap_or("an exception").to_owned()));
        }
        let holder = answer.pointer("/result/objectId").cloned().ok_or_else(|| unexpected("no object".into()))?;
        let mut text = String::new();
        let mut from = 0;
        loop {
            let params = json!({
                "functionDeclaration": CUT,
                "objectId": holder,
                "arguments": [{ "value": from }, { "value": PIECE }],
                "returnByValue": true,
            });
            let answer = session.call_within("Runtime.callFunctionOn", params, limit).await?;
            let value = &answer["result"]["value"];
            let (Some(piece), Some(to), Some(all)) = (value["piece"].as_str(), value["to"].as_u64(), value["all"].as_u64()) else {
                return Err(unexpected("a piece of the text is missing".into()));
            };
            text.push_str(piece);
            if to >= all {
                break;
            }
            if to <= from {
                return Err(unexpected("the text does not go on".into()));
            }
            from = to;
        }
        // The page's memory is wanted for the hooks that follow; nothing depends on the answer.
        drop(session.submit("Runtime.releaseObject", json!({ "objectId": holder })));
        Ok(text)
    }
}
