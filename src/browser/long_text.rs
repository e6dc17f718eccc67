//! Texts out of the page that may be large: the DOM, lists of links.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::judged::is_of_another_document;
use super::page::Page;
use crate::cdp::{CdpError, lone_surrogates};

/// UTF-16 units a piece: what fits into one comes in one message. A message of Chrome is held whole
/// by both sides.
const PIECE: u64 = 2 << 20;

/// What every expression may use to read the page's document. `document.title` is the element of
/// that name where there is one (`<form name=title>`), and so are a form's own properties (`<input
/// name=shadowRoot>`); what these give is always Chrome's.
///
/// - `field(type, name)`: a function that gives the property `name` of an object of `type`, by
///   default of the document
/// - `elements(selector, root)`: an array of those in `root`, by default the document, that match
pub(super) const READERS: &str = "
  const field = (type, name) => { const { get } = Object.getOwnPropertyDescriptor(type.prototype, name); return (object = document) => get.call(object); };
  const elements = (selector, root = document) =>
    [...(root instanceof Document ? Document : DocumentFragment).prototype.querySelectorAll.call(root, selector)];
";

/// Cuts a piece, never through the middle of a character.
const CUT: &str = "function (from, size) {
  let to = Math.min(from + size, this.text.length);
  if (to < this.text.length && /[\\ud800-\\udbff]/.test(this.text[to - 1])) to -= 1;
  return { piece: this.text.substring(from, to), to, all: this.text.length };
}";

impl Page {
    /// Evaluates an expression that gives a text. It runs in a world of its own: the document is
    /// the page's, but `Array`, `JSON` and the like are Chrome's, whatever the page's scripts have
    /// made of theirs. Elements that take the place of the document's own properties are read past
    /// with [`READERS`]. The text is of the judged document as long as that exists, and of the
    /// current one after that; [`Page::shown`] says which. Each answer is waited for at most
    /// `limit`.
    pub async fn long_text(&self, expression: &str, limit: Duration) -> Result<String, CdpError> {
        // A text is handed over as it is, an object only by name.
        let body =
            format!("{READERS} const text = String({expression}); return text.length > {PIECE} ? {{ text }} : text;");
        let mut answer = match self.in_judged(&body, limit).await? {
            Some(answer) => answer,
            None => {
                let world = self.world(&self.target_id, limit).await?;
                let params = json!({ "expression": format!("(() => {{ {body} }})()"), "contextId": world });
                self.session.call_within("Runtime.evaluate", params, limit).await?
            }
        };
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(unexpected(
                details.pointer("/exception/description").and_then(Value::as_str).unwrap_or("an exception"),
            ));
        }
        match answer["result"]["value"].take() {
            Value::String(text) => Ok(text),
            _ => self.in_pieces(answer["result"]["objectId"].take(), limit).await,
        }
    }

    /// Chrome's answer to the evaluation of `body` in the judged document; `None` when there is
    /// none any more.
    async fn in_judged(&self, body: &str, limit: Duration) -> Result<Option<Value>, CdpError> {
        let Some(judged) = &self.judged else { return Ok(None) };
        let params = json!({ "expression": judged.only_here(body), "contextId": judged.context });
        match self.session.call_within("Runtime.evaluate", params, limit).await {
            Ok(answer) => {
                let thrown = answer.pointer("/exceptionDetails/exception/description").and_then(Value::as_str);
                let is_elsewhere =
                    thrown.is_some_and(|words| is_of_another_document(&CdpError::Thrown(words.to_owned())));
                Ok(Some(answer).filter(|_| !is_elsewhere))
            }
            Err(error) if is_of_another_document(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// [`Page::long_text`] of an expression that gives JSON, read. `JSON.stringify` writes lone
    /// surrogates of characters as Chrome itself does.
    pub async fn long_json<T: DeserializeOwned>(&self, expression: &str, limit: Duration) -> Result<T, CdpError> {
        let text = self.long_text(expression, limit).await?;
        lone_surrogates::read(text.as_bytes()).map_err(|error| unexpected(&error.to_string()))
    }

    /// The text of the page's object `holder`, one piece after the other.
    async fn in_pieces(&self, holder: Value, limit: Duration) -> Result<String, CdpError> {
        if !holder.is_string() {
            return Err(unexpected("neither a text nor an object"));
        }
        let mut text = String::new();
        let mut from = 0;
        loop {
            let params = json!({
                "functionDeclaration": CUT,
                "objectId": holder,
                "arguments": [{ "value": from }, { "value": PIECE }],
                "returnByValue": true,
            });
            let answer = self.session.call_within("Runtime.callFunctionOn", params, limit).await?;
            let value = &answer["result"]["value"];
            let (Some(piece), Some(to), Some(all)) =
                (value["piece"].as_str(), value["to"].as_u64(), value["all"].as_u64())
            else {
                return Err(unexpected("a piece of the text is missing"));
            };
            text.push_str(piece);
            if to >= all {
                break;
            }
            if to <= from {
                return Err(unexpected("the text does not go on"));
            }
            from = to;
        }
        // The page's memory is wanted for the hooks that follow; nothing depends on the answer.
        drop(self.session.submit("Runtime.releaseObject", json!({ "objectId": holder })));
        Ok(text)
    }
}

fn unexpected(reason: &str) -> CdpError {
    CdpError::Unexpected { method: "Runtime.evaluate".into(), reason: reason.to_owned() }
}
