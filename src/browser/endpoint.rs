//! Where a browser can be reached: its debugging port, in each form of its address, and what that
//! port serves over HTTP.

use std::time::Duration;

use serde_json::Value;

use crate::cdp::CdpError;
use crate::cdp::protocol::Protocol;

/// How long the port may take to answer; it is on this machine, or near.
const LIMIT: Duration = Duration::from_secs(15);

/// A browser's debugging port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// As it was given, for messages.
    given: String,
    /// `127.0.0.1:9222`
    authority: String,
    /// The browser's WebSocket, when the address was one.
    websocket: Option<String>,
    /// The page, when the address was that of a page's WebSocket.
    target: Option<String>,
}

/// An address that leads to no debugging port.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}: write it as ws://HOST:PORT/devtools/browser/ID, as in cdp_url.txt, or as http://HOST:PORT; wss:// and https:// are not supported"
)]
pub struct EndpointError(String);

impl Endpoint {
    /// Reads an address: `ws://HOST:PORT/devtools/browser/ID`, `ws://HOST:PORT/devtools/page/ID`,
    /// `http://HOST:PORT` or `HOST:PORT`.
    pub fn parse(address: &str) -> Result<Self, EndpointError> {
        let bad = || EndpointError(address.to_owned());
        let address = address.trim();
        let with_scheme = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
        let url = url::Url::parse(&with_scheme).map_err(|_| bad())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(bad)?;
        let authority = format!("{host}:{}", url.port_or_known_default().ok_or_else(bad)?);
        let target = url.path().strip_prefix("/devtools/page/").map(str::to_owned);
        let websocket = match url.scheme() {
            // A page's own WebSocket is one session and cannot have more; the browser's can.
            "ws" if url.path() != "/" && target.is_none() => Some(with_scheme),
            "ws" | "http" => None,
            _ => return Err(bad()),
        };
        Ok(Endpoint { given: address.to_owned(), authority, websocket, target })
    }

    /// The page that the address names, if it does.
    pub fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    /// The browser's WebSocket, for [`Connection::open`](crate::cdp::Connection::open); requested
    /// from the port when the address does not have it.
    pub async fn websocket(&self) -> Result<String, CdpError> {
        if let Some(websocket) = &self.websocket {
            return Ok(websocket.clone());
        }
        let version: Value =
            serde_json::from_str(&self.get("json/version").await?).map_err(|error| self.unreachable(error))?;
        version["webSocketDebuggerUrl"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| self.unreachable("/json/version names no webSocketDebuggerUrl"))
    }

    /// The browser's description of its own protocol, one to two megabytes.
    pub async fn protocol(&self) -> Result<Protocol, CdpError> {
        Protocol::parse(&self.description().await?)
            .map_err(|error| self.unreachable(format!("/json/protocol: {error}")))
    }

    /// The same as it is sent.
    pub async fn description(&self) -> Result<String, CdpError> {
        self.get("json/protocol").await
    }

    async fn get(&self, path: &str) -> Result<String, CdpError> {
        // Requests go to this port only: no proxy, no redirect.
        let client =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(LIMIT).build();
        let request = client.map_err(|error| self.unreachable(error))?.get(format!("http://{}/{path}", self.authority));
        let answer = request.send().await.map_err(|error| self.unreachable(innermost(&error)))?;
        let status = answer.status();
        let text = answer.text().await.map_err(|error| self.unreachable(innermost(&error)))?;
        if status.is_success() {
            Ok(text)
        } else {
            Err(self.unreachable(format!("/{path}: {status}: {}", text.trim())))
        }
    }

    fn unreachable(&self, reason: impl ToString) -> CdpError {
        CdpError::Connect { url: self.given.clone(), reason: reason.to_string() }
    }
}

/// What is at the bottom of an error is what happened; above it is only who noticed.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let browser = "ws://127.0.0.1:9222/devtools/browser/b-1";
        for (address, authority, websocket, target) in [
            (browser, "127.0.0.1:9222", Some(browser), None),
            ("ws://localhost:9222/devtools/page/P", "localhost:9222", None, Some("P")),
            ("http://[::1]:9222/json/version", "[::1]:9222", None, None),
            ("ws://127.0.0.1:9222", "127.0.0.1:9222", None, None),
            ("localhost:9222\n", "localhost:9222", None, None),
            ("ws://far.example/session?key=1", "far.example:80", Some("ws://far.example/session?key=1"), None),
        ] {
            let endpoint = Endpoint::parse(address).unwrap();
            assert_eq!(
                (endpoint.authority.as_str(), endpoint.websocket.as_deref(), endpoint.target()),
                (authority, websocket, target),
                "{address}"
            );
        }
        // What the connection cannot speak is no address either.
        for address in [
            "",
            "://",
            "https://x/",
            "file:///tmp/x",
            "ftp://x:1",
            "wss://far.example/session?key=1",
            "wss://x/devtools/page/P",
            "wss://x",
        ] {
            let error = Endpoint::parse(address).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{address}: write it as ws://HOST:PORT/")), "{error}");
        }
    }
}
