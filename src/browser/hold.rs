//! The one document that all results of a snapshot are about: held in its window, and recognised by
//! every hook.
//!
//! A page can navigate by itself at any time, by script, `<meta http-equiv=refresh>`, a form,
//! history or an embedded frame. A script of ours runs before the page's own in every document, in
//! an isolated world: it sees the document and Chrome's own objects, and the page's scripts see
//! nothing of it. There it receives the event `navigate` (HTML standard, 7.2.6 "The navigation
//! API") before any other listener:
//!
//! - from the start it stops the page from leaving for what is no page of the web: `about:blank`,
//!   `blob:`, `data:`, `mailto:`;
//! - once the navigation hook has *judged* the document, it stops every other document that the
//!   page asks for.
//!
//! Navigations that hooks ask for over CDP (`Page.navigate`, `Page.reload`) do not pass through
//! that event, and are not stopped.
//!
//! The judged document is marked in that world. The world's id is valid in every session of the
//! page (measured with Chromium 156), and ends with the document, so that a hook that reads the
//! page through it reads that document or none. `document.open()` keeps the world but not the root
//! element, by which it is recognised.

use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::page::AddScriptToEvaluateOnNewDocumentParams;
use serde_json::{Value, json};

use super::judged::{DocumentState, Judged, is_of_another_document};
use super::page::{Page, WORLD};
use crate::cdp::CdpError;

/// Schemes of addresses that pages of the web may be at.
const PAGES: &str = "^(https?|file|ftp):";

/// Listens for navigations. `tacklebox` is a global of the isolated world only; an element of that
/// id has the name there too, until it is given away.
const LISTEN: &str = "(() => {
  if (window !== window.top || typeof navigation === 'undefined' || Object.hasOwn(globalThis, 'tacklebox')) return;
  const own = globalThis.tacklebox = { held: false, pushing: false };
  const quietly = (event) => { if (own.pushing) event.stopImmediatePropagation(); };
  navigation.addEventListener('currententrychange', quietly);
  navigation.addEventListener('navigate', (event) => {
    quietly(event);
    const leaves = !event.destination.sameDocument && event.downloadRequest === null;
    if (leaves && (own.held || !PAGES.test(event.destination.url))) event.preventDefault();
  });
})()";

/// Makes another entry of the same document in the history.
const PUSH: &str = "(() => {
  tacklebox.pushing = true;
  try { history.pushState(history.state, ''); } finally { tacklebox.pushing = false; }
})()";

impl Page {
    /// To be called before a page is asked for: see the head of this module. It lasts as long as
    /// this session.
    pub async fn listen_for_navigations(&self) -> Result<(), CdpError> {
        let source = LISTEN.replace("PAGES", &format!("/{PAGES}/"));
        let add = AddScriptToEvaluateOnNewDocumentParams {
            world_name: Some(WORLD.to_owned()),
            ..AddScriptToEvaluateOnNewDocumentParams::new(source)
        };
        self.session.run(add).await.map(drop)
    }

    /// Holds the document that is shown: from now on the page brings no other in its place. What it
    /// had asked for before may still come, which only the events of the page show. Each of
    /// Chrome's answers is waited for at most `limit`.
    pub async fn hold(&self, limit: Duration) -> Result<(), CdpError> {
        // A document that was written by `javascript:` has not met the script.
        let expression = format!(
            "{}; globalThis.tacklebox && (tacklebox.held = true)",
            LISTEN.replace("PAGES", &format!("/{PAGES}/"))
        );
        let context = self.own_context(limit).await?;
        // All three are sent at once, in this order.
        let (held, reset, pushed) = tokio::join!(
            self.evaluate_in(context, &expression, limit),
            // The empty page before this one: `history.back()` would bring it, and no listener can
            // prevent that.
            self.session.call_within("Page.resetNavigationHistory", json!({}), limit),
            // A page that is alone in its history may close its window. So there are two entries
            // again, both of this document.
            self.evaluate_in(context, PUSH, limit),
        );
        held?;
        reset?;
        match pushed {
            // Documents without an origin may not (`Content-Security-Policy: sandbox`); they may
            // not close their window either.
            Ok(_) | Err(CdpError::Thrown(_)) => Ok(()),
            // The page had asked for another before it was held. That is held next.
            Err(error) if is_of_another_document(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Marks the document that is shown as the judged one, under the id of its load.
    pub async fn mark_judged(&self, loader_id: &str, limit: Duration) -> Result<Judged, CdpError> {
        let context = self.own_context(limit).await?;
        let mark = format!(
            "if (!Object.hasOwn(globalThis, 'tacklebox')) globalThis.tacklebox = {{}}; tacklebox.judged = {{ loader: {}, root: document.documentElement }}; undefined",
            json!(loader_id)
        );
        self.evaluate_in(context, &mark, limit).await?;
        Ok(Judged { loader_id: loader_id.to_owned(), context })
    }

    /// The isolated world of the document that is shown.
    async fn own_context(&self, limit: Duration) -> Result<u64, CdpError> {
        let world = self.world(&self.target_id, limit).await?;
        world.as_u64().ok_or_else(|| CdpError::Unexpected {
            method: "Page.createIsolatedWorld".into(),
            reason: "no executionContextId".into(),
        })
    }

    /// Whether the judged document is shown, and if not, what is. Without a judged document there
    /// is nothing to compare with, and whatever is shown is it.
    pub async fn shown(&self, limit: Duration) -> Result<DocumentState, CdpError> {
        let Some(judged) = &self.judged else { return Ok(DocumentState::Judged) };
        let expression = judged.only_here("return tacklebox.judged.root === document.documentElement");
        match self.evaluate_in(judged.context, &expression, limit).await {
            Ok(Value::Bool(true)) => Ok(DocumentState::Judged),
            Ok(_) => Ok(DocumentState::Rewritten),
            Err(error) if is_of_another_document(&error) => {
                let address = self.evaluate_apart(&self.target_id, "location.href", limit).await?;
                Ok(DocumentState::Other(address.as_str().unwrap_or("an unknown address").to_owned()))
            }
            Err(error) => Err(error),
        }
    }
}
