//! How much Chrome sends about the requests of a page.

use std::pin::pin;

use serde_json::{Value, json};
use tacklebox::browser::network;
use tacklebox::browser::page::Page;
use tacklebox::browser::target_tree::TargetTree;
use tacklebox::cdp::{Connection, Event};
use tokio::time::Instant;

use crate::page_commands::{block_on, browser};
use crate::processes::LIMIT;
use crate::site::{Request, Site};

/// Bytes of each body that is sent.
const BODY: usize = 20 << 20;

/// By the page and by a worker of it. (A form would be told of by the browser itself, which sends
/// its body whatever it is asked.)
const SEND: &str = "(async () => {
  const body = 'x'.repeat(BODY);
  await fetch('/echo?fetch', { method: 'POST', body });
  await fetch('/echo?bytes', { method: 'POST', body: new Uint8Array(BODY) });
  const work = `onmessage = async ({ data }) => { await fetch(data + '/echo?worker', { method: 'POST', body: 'x'.repeat(BODY) }); postMessage(0) }`;
  const worker = new Worker(URL.createObjectURL(new Blob([work])));
  await new Promise((done) => { worker.onmessage = done; worker.postMessage(location.origin); });
})()";

#[test]
fn bodies_of_requests_stay_out_of_events() {
    let (site, home) = (Site::start(), tempfile::tempdir().unwrap());
    block_on(async {
        let browser = browser(home.path()).await;
        let (connection, _) = Connection::open(&browser.debugging_port().unwrap().ws_url).await.unwrap();
        let made = connection.root().call("Target.createTarget", json!({ "url": "about:blank" })).await.unwrap();
        let (page, events) =
            Page::open(&browser.debugging_port().unwrap().ws_url, made["targetId"].as_str().unwrap().to_owned())
                .await
                .unwrap();
        let session = page.session.clone();
        let setup = |_| vec![("Network.enable", network::events_only()), ("Page.enable", json!({}))];
        let mut target_tree = TargetTree::of(page, events, Box::new(setup)).await.unwrap();
        session.call("Page.navigate", json!({ "url": site.url("/text.txt") })).await.unwrap();
        while target_tree.next().await.unwrap().method != "Page.loadEventFired" {}

        let mut sent = Vec::new();
        let mut hear = |event: Event| {
            let size = event.params.to_string().len();
            assert!(size < 10_000, "{} of {size} bytes about {:?}", event.method, event.text("/request/url"));
            if event.method == "Network.requestWillBeSent" && event.params["request"]["method"] == "POST" {
                assert_eq!(event.params["request"]["hasPostData"], Value::Bool(true), "{:#}", event.params);
                sent.push(event.text("/request/url").unwrap().to_owned());
            }
        };
        let params = json!({ "expression": SEND.replace("BODY", &BODY.to_string()), "awaitPromise": true });
        let mut sending = pin!(session.call("Runtime.evaluate", params));
        let answer = loop {
            tokio::select! {
                event = target_tree.next() => hear(event.unwrap()),
                answer = &mut sending => break answer.unwrap(),
            }
        };
        assert!(answer["exceptionDetails"].is_null(), "{answer:#}");
        while let Some(event) = target_tree.next_at_once(Instant::now() + LIMIT).await {
            hear(event);
        }
        assert_eq!(sent, ["fetch", "bytes", "worker"].map(|name| site.url(&format!("/echo?{name}"))));
        let is_whole =
            |request: &Request| request.header("Content-Length").is_some_and(|length| length.parse() == Ok(BODY));
        assert_eq!(site.count(is_whole), 3);
        browser.close().await.unwrap();
    });
}
