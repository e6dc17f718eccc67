//! What the crawl was given for its requests: it is in the page's window before anything is asked
//! for, and stays there as long as the page.
//!
//! Cookies are set once. Headers and passwords need a handler: Chrome pauses the requests that they
//! may be for (`Fetch`), in the session of each document, frame and worker. Without headers and
//! passwords no request is paused.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::browser::page::Page;
use crate::browser::target_tree::{Kind, Setup, TargetTree};
use crate::cdp::{CdpError, Event, Session};
use crate::native::{Context, HookError, notice};
use crate::secrets::{Cookie, SameSite, Secrets};

/// How often a password is offered for one address before it is taken for wrong.
const OFFERS: u32 = 5;

/// Answers for a page.
pub struct RequestSettings {
    secrets: Secrets,
    target_tree: TargetTree,
    offered: HashSet<String>,
    offers: HashMap<String, u32>,
}

impl RequestSettings {
    /// Sets up the page of the snapshot. Returns nothing where no request has to be answered.
    pub async fn set_up(context: &Context) -> Result<Option<RequestSettings>, HookError> {
        let secrets = context.secrets()?;
        if !secrets.has_requests() {
            return Ok(None);
        }
        let (page, events) = Page::attach(&context.snap_dir()?).await?;
        set_cookies(&page.session, &secrets.cookies).await?;
        let calls = calls(&secrets);
        if calls.is_empty() {
            return Ok(None);
        }
        let setup: Setup = Box::new(move |kind| {
            if kind == Kind::Worker {
                Vec::new()
            } else {
                calls
                    .iter()
                    .filter(|(of, ..)| of.admits(kind))
                    .map(|(_, method, params)| (*method, params.clone()))
                    .collect()
            }
        });
        let target_tree = TargetTree::of(page, events, setup).await?;
        Ok(Some(RequestSettings { secrets, target_tree, offered: HashSet::new(), offers: HashMap::new() }))
    }

    /// Answers until the page is gone.
    pub async fn serve(&mut self) -> CdpError {
        loop {
            match self.target_tree.next().await {
                Ok(event) => self.answer(&event),
                Err(error) => return error,
            }
        }
    }

    /// Whether a password was offered: the browser keeps one that was accepted.
    pub fn has_offered(&self) -> bool {
        !self.offered.is_empty()
    }

    fn answer(&mut self, event: &Event) {
        let Some(id) = event.text("/requestId").map(str::to_owned) else { return };
        let session = self.target_tree.session(event);
        // What it says to the answer is of no use: the request goes on, or is gone.
        match event.method.as_ref() {
            "Fetch.requestPaused" => {
                let mut params = json!({ "requestId": id });
                if let Some(headers) = self.headers(event) {
                    params["headers"] = headers;
                }
                drop(session.submit("Fetch.continueRequest", params));
            }
            "Fetch.authRequired" => {
                let response = self.response(event, &id);
                drop(
                    session.submit(
                        "Fetch.continueWithAuth",
                        json!({ "requestId": id, "authChallengeResponse": response }),
                    ),
                );
            }
            _ => {}
        }
    }

    /// The headers of a request with those that were given for its address; `None` when there are
    /// none.
    fn headers(&self, event: &Event) -> Option<Value> {
        let url = event.text("/request/url")?;
        let given: Vec<_> = self
            .secrets
            .headers
            .iter()
            .filter(|header| header.target.as_ref().is_none_or(|target| target.admits(url)))
            .collect();
        if given.is_empty() {
            return None;
        }
        let own: Option<&Map<String, Value>> = event.params.pointer("/request/headers").and_then(Value::as_object);
        let is_replaced = |name: &str| given.iter().any(|header| header.name.eq_ignore_ascii_case(name));
        let kept = own
            .into_iter()
            .flatten()
            .filter(|(name, _)| !is_replaced(name))
            .map(|(name, value)| json!({ "name": name, "value": value }));
        Some(
            kept.chain(given.iter().map(|header| json!({ "name": header.name, "value": header.value.reveal() })))
                .collect(),
        )
    }

    /// The answer to a server that asks for a password: the one that was given for the place, once
    /// for each request.
    fn response(&mut self, event: &Event, id: &str) -> Value {
        let is_proxy = event.text("/authChallenge/source") == Some("Proxy");
        let url = event.text("/request/url").unwrap_or_default();
        let Some(login) = self.secrets.login_for_url(url).filter(|_| !is_proxy) else {
            return json!({ "response": "Default" });
        };
        let offers = self.offers.entry(url.to_owned()).or_default();
        if !self.offered.insert(id.to_owned()) || *offers >= OFFERS {
            return json!({ "response": "CancelAuth" });
        }
        *offers += 1;
        json!({ "response": "ProvideCredentials", "username": login.user.reveal(), "password": login.password.reveal() })
    }
}

/// Which sessions a call is for.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Documents,
    All,
}

impl Of {
    fn admits(self, kind: Kind) -> bool {
        self == Of::All || matches!(kind, Kind::Page | Kind::Frame)
    }
}

/// The commands for each session that pause requests and fill localStorage. Events for the requests
/// of dedicated workers come in the session of their page.
fn calls(secrets: &Secrets) -> Vec<(Of, &'static str, Value)> {
    let mut calls = Vec::new();
    if !secrets.storage.is_empty() {
        calls.push((Of::Documents, "Page.enable", json!({})));
        // In a world of its own, where no page can look at the script or change what it does.
        calls.push((
            Of::Documents,
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": fill_storage(secrets), "worldName": "tacklebox" }),
        ));
    }
    let of_headers = secrets
        .headers
        .iter()
        .flat_map(|header| header.target.as_ref().map_or_else(|| vec!["*".to_owned()], |target| target.patterns()));
    let of_logins = secrets.logins.iter().map(|login| format!("{}/*", login.origin));
    let patterns: Vec<Value> = of_headers.chain(of_logins).map(|pattern| json!({ "urlPattern": pattern })).collect();
    if !patterns.is_empty() {
        calls.push((
            Of::All,
            "Fetch.enable",
            json!({ "patterns": patterns, "handleAuthRequests": !secrets.logins.is_empty() }),
        ));
    }
    calls
}

/// A script that gives a document what its origin has. What is there already stays: a page may have
/// changed it.
fn fill_storage(secrets: &Secrets) -> String {
    let items = |items: &[(String, crate::secrets::Secret)]| {
        items.iter().map(|(key, value)| json!([key, value.reveal()])).collect::<Vec<_>>()
    };
    let all: Map<String, Value> =
        secrets.storage.iter().map(|storage| (storage.origin.clone(), items(&storage.items).into())).collect();
    // JSON is an expression of JavaScript (ECMAScript 2019).
    format!(
        "try {{ for (const [key, value] of ({})[location.origin] ?? []) if (localStorage.getItem(key) === null) localStorage.setItem(key, value) }} catch {{}}",
        Value::from(all)
    )
}

/// Sets the cookies in the page's browser context. Those that Chrome rejects are reported by name.
async fn set_cookies(page: &Session, cookies: &[Cookie]) -> Result<(), HookError> {
    if cookies.is_empty() {
        return Ok(());
    }
    let all: Vec<Value> = cookies.iter().map(as_chrome_takes_it).collect();
    match page.call("Network.setCookies", json!({ "cookies": all })).await {
        // It says of none which one it is.
        Err(CdpError::Refused { .. }) => {}
        Err(error) => return Err(error.into()),
        Ok(_) => return Ok(()),
    }
    for (cookie, params) in cookies.iter().zip(all) {
        match page.call("Network.setCookie", params).await {
            Err(CdpError::Refused { .. }) => {
                notice(&format!("Chrome does not take the cookie {} of {}", cookie.name, cookie.domain))
            }
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
    }
    Ok(())
}

/// A cookie in Chrome's words. cookies.txt does not say which cookies go to a server that a page of
/// another site asks. Of old they all did, and a browser lets only those that are secure; so these
/// do, and on this machine's own names, which count as secure, all.
fn as_chrome_takes_it(cookie: &Cookie) -> Value {
    let is_own = is_loopback(cookie.domain.trim_start_matches('.'));
    let may_be_sent_anywhere = cookie.secure || is_own;
    let (same_site, secure) = match cookie.same_site {
        None | Some(SameSite::None) if may_be_sent_anywhere => (Some(SameSite::None), true),
        None | Some(SameSite::None) => (None, cookie.secure),
        said => (said, cookie.secure),
    };
    let mut params = json!({
        "name": cookie.name, "value": cookie.value.reveal(), "domain": cookie.domain, "path": cookie.path, "secure": secure, "httpOnly": cookie.http_only,
    });
    params["sameSite"] = same_site.map(|same_site| json!(same_site)).unwrap_or_default();
    params["expires"] = cookie.expires.map(Value::from).unwrap_or_default();
    params["partitionKey"] = cookie.partition_key.clone().unwrap_or_default();
    if let Some(params) = params.as_object_mut() {
        params.retain(|_, value| !value.is_null());
    }
    params
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_go_where_they_went_and_no_further() {
        let of = |domain: &str, secure: bool, same_site: Option<SameSite>| {
            let params = as_chrome_takes_it(&Cookie { secure, same_site, ..Cookie::new("a", "b", domain) });
            (params["secure"].clone(), params.get("sameSite").cloned())
        };
        assert_eq!(of("a.example", true, None), (true.into(), Some("None".into())));
        // Chrome drops one that is to be sent anywhere and is not secure, without a word.
        assert_eq!(of("a.example", false, Some(SameSite::None)), (false.into(), None));
        assert_eq!(of("a.example", true, Some(SameSite::Strict)), (true.into(), Some("Strict".into())));
        assert_eq!(of("127.0.0.1", false, None), (true.into(), Some("None".into())));
    }
}
