//! Waiting until an element is there.

use std::time::{Duration, Instant};

use serde_json::json;

use super::page::Page;
use crate::cdp::CdpError;

/// A promise that is kept as soon as an element matches. What makes one visible may be no change of
/// the document but one of a style sheet, which arrives, or of its size.
const WAIT: &str = "((selector, visible) => new Promise((done) => {
  const isThere = () => [...document.querySelectorAll(selector)].some((element) => {
    if (!visible) return true;
    sizes.observe(element);
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  });
  const end = () => { changes.disconnect(); sizes.disconnect(); for (const kind of kinds) removeEventListener(kind, look, true); done(true); };
  const look = () => { if (isThere()) end(); };
  const changes = new MutationObserver(look), sizes = new ResizeObserver(look), kinds = visible ? ['load', 'transitionend', 'animationend'] : [];
  changes.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  for (const kind of kinds) addEventListener(kind, look, true);
  look();
}))";

/// Between two documents there is none to wait in.
const BETWEEN: Duration = Duration::from_millis(20);

impl Page {
    /// Waits until an element of the page matches a CSS selector and, if wanted, is `visible`: has
    /// a size, and is neither hidden nor transparent. Other pages may follow each other in the tab
    /// meanwhile. False when there was none within `limit`; a selector that is none is
    /// [`CdpError::Thrown`].
    pub async fn wait_for(&self, selector: &str, visible: bool, limit: Duration) -> Result<bool, CdpError> {
        let begun = Instant::now();
        let expression = format!("{WAIT}({}, {visible})", json!(selector));
        while let Some(left) = limit.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
            match self.evaluate_any(&expression, left).await {
                Ok(_) => return Ok(true),
                Err(CdpError::Timeout { .. }) => break,
                // The document went, and with it the promise.
                Err(CdpError::Refused { code: SERVER_ERROR, .. }) => tokio::time::sleep(BETWEEN).await,
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

/// JSON-RPC's code for what is wrong on the server's side and not with the call.
const SERVER_ERROR: i64 = -32000;
