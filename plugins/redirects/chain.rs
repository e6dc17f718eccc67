//! The chain of redirects of a page's main frame: events in, redirects out. Pure.

use serde::Serialize;
use serde_json::Value;

use crate::browser::headers::header;
use crate::cdp::Event;
use crate::model::timestamp::Timestamp;

/// What sent the browser on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Cause {
    /// The server, by status and `Location`.
    #[serde(rename = "server")]
    Server,
    #[serde(rename = "script")]
    Script,
    /// A `meta` element.
    #[serde(rename = "meta")]
    Meta,
    /// The header `Refresh`.
    #[serde(rename = "http header refresh")]
    HeaderRefresh,
    /// A link or a form, which some script has used.
    #[serde(rename = "link")]
    Link,
    #[serde(rename = "other")]
    Other,
}

impl Cause {
    /// From Chrome's `ClientNavigationReason`.
    fn of_reason(reason: &str) -> Self {
        match reason {
            "scriptInitiated" => Cause::Script,
            "metaTagRefresh" => Cause::Meta,
            "httpHeaderRefresh" => Cause::HeaderRefresh,
            "anchorClick" | "formSubmissionGet" | "formSubmissionPost" => Cause::Link,
            _ => Cause::Other,
        }
    }
}

/// A line of `redirects.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Redirect {
    pub from: String,
    pub to: String,
    /// Of the response that redirected, or that contained what did.
    pub status: Option<u64>,
    /// As the server wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    pub kind: Cause,
    pub time: Option<Timestamp>,
}

/// Follows the main frame from its very first request.
#[derive(Debug)]
pub struct Chain {
    frame: String,
    redirects: Vec<Redirect>,
    /// The document that is on its way or there.
    current: Option<Document>,
    /// Why the page that is there wants to be left.
    announced: Option<Cause>,
}

#[derive(Debug)]
struct Document {
    request: String,
    url: String,
    status: Option<u64>,
}

impl Chain {
    /// `frame` is the id of the main frame, which for a page is that of its target.
    pub fn new(frame: String) -> Self {
        Chain { frame, redirects: Vec::new(), current: None, announced: None }
    }

    /// What has been seen, in order.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    /// Takes in one event.
    pub fn see(&mut self, event: &Event) {
        let is_main = event.text("/frameId") == Some(&self.frame);
        match event.method.as_ref() {
            "Network.requestWillBeSent" if is_main && event.text("/type") == Some("Document") => self.request(event),
            "Network.responseReceived" if is_main => {
                let status = status(event.params.get("response"));
                if let Some(current) =
                    self.current.as_mut().filter(|current| Some(current.request.as_str()) == event.text("/requestId"))
                {
                    current.status = status;
                }
            }
            "Page.frameRequestedNavigation" | "Page.frameScheduledNavigation" if is_main => {
                let cause = Cause::of_reason(event.text("/reason").unwrap_or_default());
                // A refresh is scheduled for its reason and requested for a vaguer one.
                if cause != Cause::Other || self.announced.is_none() {
                    self.announced = Some(cause);
                }
            }
            _ => {}
        }
    }

    fn request(&mut self, event: &Event) {
        let (Some(request), Some(url)) = (event.text("/requestId"), event.text("/request/url")) else { return };
        let time = event.params.get("wallTime").and_then(Value::as_f64).and_then(Timestamp::from_epoch_seconds);
        let redirect = event.params.get("redirectResponse").filter(|redirect| redirect.is_object());
        let before = self.current.take();
        let announced = self.announced.take();
        match (before, redirect) {
            (Some(before), Some(redirect)) => {
                let headers = redirect.get("headers").and_then(Value::as_object);
                let location = headers.and_then(|headers| header(headers, "location")).map(str::to_owned);
                let status = status(Some(redirect));
                // A redirect of the server's in between does not answer for what the page has
                // announced.
                self.announced = announced;
                self.redirects.push(Redirect {
                    from: before.url,
                    to: url.to_owned(),
                    status,
                    location,
                    kind: Cause::Server,
                    time,
                });
            }
            // A page that loads itself again has led nowhere.
            (Some(before), None) if before.url != url => {
                let kind = announced.unwrap_or(Cause::Other);
                self.redirects.push(Redirect {
                    from: before.url,
                    to: url.to_owned(),
                    status: before.status,
                    location: None,
                    kind,
                    time,
                });
            }
            _ => {}
        }
        self.current = Some(Document { request: request.to_owned(), url: url.to_owned(), status: None });
    }
}

fn status(response: Option<&Value>) -> Option<u64> {
    response?.get("status")?.as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chain(events: &[(&'static str, Value)]) -> Vec<(String, String, Cause, Option<u64>)> {
        let mut chain = Chain::new("F".into());
        for (method, params) in events {
            chain.see(&Event { method: (*method).into(), session_id: None, params: params.clone() });
        }
        chain
            .redirects()
            .iter()
            .map(|redirect| (redirect.from.clone(), redirect.to.clone(), redirect.kind, redirect.status))
            .collect()
    }

    fn request(id: &str, url: &str, redirect: Option<u16>) -> (&'static str, Value) {
        let mut params = json!({ "requestId": id, "frameId": "F", "type": "Document", "wallTime": 1.5e9, "request": { "url": url } });
        if let Some(status) = redirect {
            params["redirectResponse"] = json!({ "status": status, "headers": { "location": "/x" } });
        }
        ("Network.requestWillBeSent", params)
    }

    fn answered(id: &str) -> (&'static str, Value) {
        ("Network.responseReceived", json!({ "requestId": id, "frameId": "F", "response": { "status": 200 } }))
    }

    fn announced(method: &'static str, reason: &str) -> (&'static str, Value) {
        (method, json!({ "frameId": "F", "reason": reason, "url": "x" }))
    }

    #[test]
    fn every_hop_has_its_cause() {
        let seen = chain(&[
            request("1", "a", None),
            request("1", "b", Some(301)),
            answered("1"),
            announced("Page.frameScheduledNavigation", "metaTagRefresh"),
            announced("Page.frameRequestedNavigation", "other"),
            request("2", "c", None),
            answered("2"),
            announced("Page.frameRequestedNavigation", "scriptInitiated"),
            request("3", "d", None),
        ]);
        let expected = [("a", "b", Cause::Server, 301), ("b", "c", Cause::Meta, 200), ("c", "d", Cause::Script, 200)];
        assert_eq!(
            seen,
            expected.map(|(from, to, cause, status)| (from.to_owned(), to.to_owned(), cause, Some(status)))
        );
    }

    #[test]
    fn what_leads_nowhere_is_no_redirect() {
        assert_eq!(chain(&[request("1", "a", None), answered("1"), request("2", "a", None)]), []);
        let iframe = (
            "Network.requestWillBeSent",
            json!({ "requestId": "2", "frameId": "G", "type": "Document", "request": { "url": "b" } }),
        );
        assert_eq!(
            chain(&[
                request("1", "a", None),
                iframe,
                ("Network.requestWillBeSent", json!({ "frameId": "F", "type": "Document" }))
            ]),
            []
        );
    }
}
