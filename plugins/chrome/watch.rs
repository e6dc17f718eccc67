//! What happens to the page while it navigates: events in, a decision out. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cdp::Event;

/// What has to have happened before a page counts as loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitFor {
    DomContentLoaded,
    Load,
    /// No connection for half a second.
    NetworkIdle0,
    /// At most two connections for half a second.
    NetworkIdle2,
}

impl WaitFor {
    /// Reads the setting `CHROME_WAIT_FOR`.
    pub fn parse(text: &str) -> Option<Self> {
        [WaitFor::DomContentLoaded, WaitFor::Load, WaitFor::NetworkIdle0, WaitFor::NetworkIdle2]
            .into_iter()
            .find(|wait| wait.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            WaitFor::DomContentLoaded => "domcontentloaded",
            WaitFor::Load => "load",
            WaitFor::NetworkIdle0 => "networkidle0",
            WaitFor::NetworkIdle2 => "networkidle2",
        }
    }

    /// Whether the network is to be at rest.
    pub fn is_for_the_network(self) -> bool {
        matches!(self, WaitFor::NetworkIdle0 | WaitFor::NetworkIdle2)
    }

    /// Chrome's name of the moment, in `Page.lifecycleEvent`.
    fn moment(self) -> &'static str {
        match self {
            WaitFor::DomContentLoaded => "DOMContentLoaded",
            WaitFor::Load => "load",
            WaitFor::NetworkIdle0 => "networkIdle",
            WaitFor::NetworkIdle2 => "networkAlmostIdle",
        }
    }
}

/// Seconds after which a page that announces that it leads to another one (`<meta
/// http-equiv=refresh>`, the header `Refresh`) is still taken for a way to that.
const SOON: f64 = 3.0;

/// What is known of the main document.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Document {
    pub url: Option<String>,
    pub status: Option<u16>,
    pub mimetype: Option<String>,
    /// As they came; their names in small letters.
    pub headers: BTreeMap<String, String>,
}

/// Follows the main frame from navigation to rest, over redirects by server, script and meta
/// element.
#[derive(Debug)]
pub struct Watch {
    wait: WaitFor,
    frame: String,
    /// The document that is committed, by Chrome's id of its load.
    pub loader: Option<String>,
    /// The address of that document.
    pub url: Option<String>,
    /// Another document is to come in its place soon, by a timer of the page's.
    scheduled: bool,
    /// Another document is to come in its place at once.
    coming: bool,
    /// Another document has been asked for. That it is no longer scheduled says nothing then.
    under_way: bool,
    reached: Vec<String>,
    request: Option<String>,
    /// The address of the document that was asked for last, redirects followed.
    pub asked: Option<String>,
    pub document: Document,
    /// The body broke off.
    pub broken: Option<String>,
    /// What is shown is a page of Chrome's own that says why there is none of the server's.
    pub is_error_page: bool,
    /// How many documents there have been, one in the place of another.
    pub documents: u32,
    stopped: bool,
    /// Audio or video was asked for.
    pub plays: bool,
}

impl Watch {
    /// `frame` is the id of the main frame, which for a page is that of its target.
    pub fn new(wait: WaitFor, frame: String) -> Self {
        Watch {
            wait,
            frame,
            loader: None,
            url: None,
            scheduled: false,
            coming: false,
            under_way: false,
            reached: Vec::new(),
            request: None,
            asked: None,
            document: Document::default(),
            broken: None,
            is_error_page: false,
            documents: 0,
            stopped: false,
            plays: false,
        }
    }

    /// Takes in one event.
    pub fn on_event(&mut self, event: &Event) {
        match event.method.as_ref() {
            "Network.requestWillBeSent" if self.is_main_document(event) => {
                self.request = event.text("/requestId").map(str::to_owned);
                self.asked = event.text("/request/url").map(str::to_owned);
                self.document = Document::default();
                self.broken = None;
            }
            "Network.requestWillBeSent" if event.text("/type") == Some("Media") => self.plays = true,
            "Network.responseReceived" if self.is_main_document(event) => {
                self.document = Document {
                    url: event.text("/response/url").map(str::to_owned),
                    status: event
                        .params
                        .pointer("/response/status")
                        .and_then(Value::as_u64)
                        .map(|status| status as u16),
                    mimetype: event.text("/response/mimeType").map(str::to_owned),
                    headers: headers(event.params.pointer("/response/headers")),
                };
            }
            // A file that was taken away before it reached the page is seen only here.
            "Network.responseReceivedExtraInfo" if self.is_request(event) && self.document.status.is_none() => {
                let status = event.params.get("statusCode").and_then(Value::as_u64).map(|status| status as u16);
                if status.is_some_and(|status| !(300..400).contains(&status)) {
                    self.document.status = status;
                    self.document.headers = headers(event.params.get("headers"));
                }
            }
            "Network.loadingFailed"
                if self.is_request(event) && event.params.get("canceled") != Some(&Value::Bool(true)) =>
            {
                self.broken = event.text("/errorText").map(str::to_owned);
            }
            "Page.frameNavigated" if event.text("/frame/id") == Some(&self.frame) => {
                self.loader = event.text("/frame/loaderId").map(str::to_owned);
                self.url = event.text("/frame/url").map(str::to_owned);
                self.is_error_page = event.text("/frame/unreachableUrl").is_some_and(|url| !url.is_empty());
                self.documents += 1;
                self.scheduled = false;
                self.coming = false;
                self.under_way = false;
                self.reached.clear();
                self.stopped = false;
            }
            "Page.frameRequestedNavigation" if self.is_main_frame(event) => self.coming = true,
            "Page.frameScheduledNavigation" if self.is_main_frame(event) => {
                self.scheduled = self.is_awaited(event);
            }
            "Page.frameStartedNavigating" if self.is_main_frame(event) => {
                self.under_way = !event
                    .text("/navigationType")
                    .is_some_and(|kind| kind.to_ascii_lowercase().ends_with("samedocument"));
            }
            "Page.frameClearedScheduledNavigation" if self.is_main_frame(event) => self.scheduled = false,
            "Page.frameStoppedLoading" if self.is_main_frame(event) => {
                self.stopped = true;
                self.coming = false;
                self.under_way = false;
            }
            "Page.lifecycleEvent" if self.is_main_frame(event) && event.text("/loaderId") == self.loader.as_deref() => {
                self.reached.extend(event.text("/name").map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Whether the empty page is shown, which was there before any other: the page has gone back to
    /// it.
    pub fn is_empty_page(&self) -> bool {
        self.url.as_deref().is_some_and(|url| url.starts_with("about:"))
    }

    /// What has to have happened before the page counts as loaded.
    pub fn wait(&self) -> WaitFor {
        self.wait
    }

    /// Whether the page has reached the awaited event, by Chrome's events.
    pub fn is_settled(&self) -> bool {
        self.loader.is_some()
            && !self.is_navigating()
            && (self.has_reached(self.wait.moment()) || self.has_broken_off())
    }

    /// Whether another document is to take this one's place.
    pub fn is_navigating(&self) -> bool {
        self.scheduled || self.coming || self.under_way
    }

    /// Whether the body broke off: that brings no load event, and that the frame has stopped is all
    /// that will come.
    pub fn has_broken_off(&self) -> bool {
        self.stopped && self.broken.is_some()
    }

    /// Whether there is a document that can be looked at, settled or not.
    pub fn has_document(&self) -> bool {
        self.has_reached("DOMContentLoaded")
    }

    /// Whether the document that is shown has passed a moment, by Chrome's name of it.
    pub fn has_reached(&self, moment: &str) -> bool {
        self.reached.iter().any(|reached| reached == moment)
    }

    /// Whether the navigation that is announced is one to wait for. A page that reloads itself
    /// every minute is at rest all the same.
    fn is_awaited(&self, event: &Event) -> bool {
        let delay = event.params.get("delay").and_then(Value::as_f64).unwrap_or(0.0);
        let is_elsewhere = event.text("/url").map(without_fragment) != self.url.as_deref().map(without_fragment);
        delay < 1.0 || (is_elsewhere && delay <= SOON)
    }

    fn is_main_frame(&self, event: &Event) -> bool {
        event.text("/frameId") == Some(&self.frame)
    }

    fn is_main_document(&self, event: &Event) -> bool {
        self.is_main_frame(event) && event.text("/type") == Some("Document")
    }

    fn is_request(&self, event: &Event) -> bool {
        self.request.is_some() && event.text("/requestId") == self.request.as_deref()
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

fn headers(found: Option<&Value>) -> BTreeMap<String, String> {
    let pairs = found.and_then(Value::as_object).into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.to_ascii_lowercase(), value.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn watch(wait: WaitFor, events: &[(&'static str, Value)]) -> Watch {
        let mut watch = Watch::new(wait, "F".into());
        for (method, params) in events {
            watch.on_event(&Event { method: (*method).into(), session_id: None, params: params.clone() });
        }
        watch
    }

    fn navigated(loader: &str) -> (&'static str, Value) {
        ("Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": loader } }))
    }

    fn moment(loader: &str, name: &str) -> (&'static str, Value) {
        ("Page.lifecycleEvent", json!({ "frameId": "F", "loaderId": loader, "name": name }))
    }

    #[test]
    fn settles_at_its_moment() {
        assert!(!watch(WaitFor::Load, &[navigated("1"), moment("1", "DOMContentLoaded")]).is_settled());
        assert!(watch(WaitFor::Load, &[navigated("1"), moment("1", "load")]).is_settled());
        assert!(watch(WaitFor::NetworkIdle2, &[navigated("1"), moment("1", "networkAlmostIdle")]).is_settled());
    }

    #[test]
    fn the_blank_page_before_does_not_count() {
        assert!(!watch(WaitFor::Load, &[moment("0", "load")]).is_settled());
        assert!(!watch(WaitFor::Load, &[navigated("1"), moment("0", "load")]).is_settled());
    }

    #[test]
    fn a_redirect_by_script_starts_anew() {
        let scheduled =
            ("Page.frameRequestedNavigation", json!({ "frameId": "F", "reason": "scriptInitiated", "url": "x" }));
        let until_then = [navigated("1"), moment("1", "load"), scheduled];
        assert!(!watch(WaitFor::Load, &until_then).is_settled());
        let mut after = until_then.to_vec();
        after.extend([navigated("2"), moment("2", "load")]);
        assert!(watch(WaitFor::Load, &after).is_settled());
    }

    #[test]
    fn a_slow_redirect_is_waited_for() {
        let of_frame = |method| (method, json!({ "frameId": "F", "navigationType": "differentDocument" }));
        let mut events = vec![navigated("1"), moment("1", "load")];
        events.extend(
            [
                "Page.frameScheduledNavigation",
                "Page.frameStoppedLoading",
                "Page.frameStartedNavigating",
                "Page.frameClearedScheduledNavigation",
            ]
            .map(of_frame),
        );
        assert!(!watch(WaitFor::Load, &events).is_settled());
        events.push(of_frame("Page.frameStoppedLoading"));
        assert!(watch(WaitFor::Load, &events).is_settled());
        let jump = ("Page.frameStartedNavigating", json!({ "frameId": "F", "navigationType": "sameDocument" }));
        assert!(watch(WaitFor::Load, &[navigated("1"), moment("1", "load"), jump]).is_settled());
    }

    #[test]
    fn a_refresh_that_leads_elsewhere_soon_is_waited_for() {
        let refresh = |delay: u32, url: &str| {
            let params = json!({ "frameId": "F", "reason": "metaTagRefresh", "delay": delay, "url": url });
            let shown = ("Page.frameNavigated", json!({ "frame": { "id": "F", "loaderId": "1", "url": "http://a/" } }));
            let stopped = ("Page.frameStoppedLoading", json!({ "frameId": "F" }));
            watch(WaitFor::Load, &[shown, ("Page.frameScheduledNavigation", params), moment("1", "load"), stopped])
                .is_settled()
        };
        assert!(!refresh(3, "http://a/next") && refresh(4, "http://a/next"));
        assert!(refresh(3, "http://a/#top") && !refresh(0, "http://a/"));
    }

    #[test]
    fn a_body_that_breaks_off_settles_when_the_frame_stops() {
        let watch = watch(
            WaitFor::Load,
            &[
                ("Network.requestWillBeSent", json!({ "requestId": "1", "frameId": "F", "type": "Document" })),
                navigated("1"),
                ("Network.loadingFailed", json!({ "requestId": "1", "errorText": "net::ERR_CONNECTION_RESET" })),
                ("Page.frameStoppedLoading", json!({ "frameId": "F" })),
            ],
        );
        assert!(watch.is_settled());
        assert_eq!(watch.broken.as_deref(), Some("net::ERR_CONNECTION_RESET"));
    }

    #[test]
    fn what_was_asked_for_is_the_end_of_the_redirects() {
        let asked = |url: &str| {
            let params = json!({ "requestId": "1", "frameId": "F", "type": "Document", "request": { "url": url } });
            ("Network.requestWillBeSent", params)
        };
        let watch = watch(WaitFor::Load, &[asked("http://a.example/"), asked("http://10.0.0.1/")]);
        assert_eq!(watch.asked.as_deref(), Some("http://10.0.0.1/"));
    }

    #[test]
    fn a_page_of_chromes_own_is_none() {
        let shown = (
            "Page.frameNavigated",
            json!({ "frame": { "id": "F", "loaderId": "2", "unreachableUrl": "http://a.example/" } }),
        );
        let mut watch = watch(WaitFor::Load, &[navigated("1"), shown]);
        assert!(watch.is_error_page && watch.documents == 2);
        let (method, params) = navigated("3");
        watch.on_event(&Event { method: method.into(), session_id: None, params });
        assert!(!watch.is_error_page);
    }

    #[test]
    fn an_iframe_is_not_the_page() {
        let iframe = (
            "Network.responseReceived",
            json!({ "frameId": "G", "type": "Document", "response": { "status": 500, "url": "x" } }),
        );
        assert_eq!(watch(WaitFor::Load, &[iframe]).document, Document::default());
    }
}
