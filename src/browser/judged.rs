//! The mark of the one document that all results of a snapshot are about. `hold.rs` sets it, and
//! holds that document in its window.

use serde_json::json;

use crate::cdp::CdpError;

/// The mark of a judged document, in `navigation.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Chrome's id of its load.
    pub loader_id: String,
    /// The id of the isolated world's context.
    pub context: u64,
}

/// What a hook finds instead of the judged document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentState {
    Judged,
    /// The document is the same, and its content was replaced as a whole.
    Rewritten,
    /// Another one, at this address.
    Other(String),
}

impl Judged {
    /// An expression that throws where it is evaluated in another document's world: the id of a
    /// context may mean another one in another process.
    fn guard(&self) -> String {
        format!(
            "if (globalThis.tacklebox?.judged?.loader !== {}) throw new Error('another document');",
            json!(self.loader_id)
        )
    }

    /// `body`, statements that return something, as an expression that is evaluated in the judged
    /// document or throws.
    pub fn only_here(&self, body: &str) -> String {
        format!("(() => {{ {} {body} }})()", self.guard())
    }
}

/// Whether an expression for the judged document was not evaluated because that is not there any
/// more.
pub(super) fn is_of_another_document(error: &CdpError) -> bool {
    match error {
        // "Cannot find context with specified id"; in the middle of an evaluation "Execution
        // context was destroyed." or, where the other document is in another process, "Inspected
        // target navigated or closed".
        CdpError::Refused { message, .. } => message.contains("context") || message.contains("navigated or closed"),
        CdpError::Thrown(words) => words.contains("another document"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_of_a_lost_context_are_known() {
        let refused = |message: &str| CdpError::Refused {
            method: "Runtime.evaluate".into(),
            code: -32000,
            message: message.into(),
        };
        assert!(is_of_another_document(&refused("Cannot find context with specified id")));
        assert!(is_of_another_document(&refused("Execution context was destroyed.")));
        assert!(is_of_another_document(&refused("Inspected target navigated or closed")));
        assert!(!is_of_another_document(&refused("Invalid parameters")));
        assert!(!is_of_another_document(&CdpError::Crashed));
    }
}
