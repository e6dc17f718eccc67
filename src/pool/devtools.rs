//! The values of Chrome's HTTP endpoints (`/json/version` and its neighbours) for a lease's browser,
//! made from answers over the pipe. Fields, their order and the texts are Chrome's own
//! (content/browser/devtools/devtools_http_handler.cc).

use serde_json::{Value, json};

use super::chrome::Version;
use super::hub::Seat;
use super::lease::Lease;
use crate::cdp::CdpError;

/// Where a lease is reached: what stands before `/devtools/...` and `/json/...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// `ws` or `wss`.
    pub scheme: &'static str,
    /// `127.0.0.1:8888`
    pub authority: String,
    /// `/session/<id>`, or nothing on a port of the lease's own.
    pub path: String,
}

/// What a WebSocket is asked for, by its path below the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    Browser,
    Page(String),
}

/// Why there is no such thing.
#[derive(Debug, thiserror::Error)]
pub enum DevtoolsError {
    /// 404
    #[error("No such target id: {0}")]
    NoTarget(String),
    /// 502
    #[error("Chrome failed: {0}")]
    Chrome(#[from] CdpError),
}

impl Base {
    fn websocket(&self, kind: &str, id: &str) -> String {
        format!("{}://{}{}/devtools/{kind}/{id}", self.scheme, self.authority, self.path)
    }
}

impl Endpoint {
    /// Reads a path, `/devtools/browser/<id>` or `/devtools/page/<id>`.
    pub fn parse(path: &str, lease: &Lease) -> Option<Self> {
        match path.strip_prefix("/devtools/")?.split_once('/')? {
            ("browser", guid) if guid == lease.guid => Some(Endpoint::Browser),
            ("page", id) if is_id(id) => Some(Endpoint::Page(id.to_owned())),
            _ => None,
        }
    }
}

/// A client's place at what it asked for.
pub async fn join(lease: &Lease, endpoint: &Endpoint) -> Result<Seat, DevtoolsError> {
    match endpoint {
        Endpoint::Browser => Ok(lease.join_browser().await?),
        Endpoint::Page(id) => match lease.join_page(id).await {
            Err(CdpError::Refused { .. }) => Err(DevtoolsError::NoTarget(id.clone())),
            joined => Ok(joined?),
        },
    }
}

/// `/json/version`
pub fn version(lease: &Lease, base: &Base) -> Value {
    describe_version(&lease.version, base, &lease.guid)
}

/// The same for a browser whose WebSocket has this last part.
pub fn describe_version(version: &Version, base: &Base, guid: &str) -> Value {
    // What Chrome calls the version of WebKit is fixed, but for the commit.
    let webkit = format!("537.36 ({})", version.revision);
    json!({
        "Browser": version.product,
        "File-Path-Style": "posix",
        "Protocol-Version": version.protocol,
        "User-Agent": version.user_agent,
        "V8-Version": version.v8,
        "WebKit-Version": webkit,
        "webSocketDebuggerUrl": base.websocket("browser", guid),
    })
}

/// `/json/list`
pub async fn list(lease: &Lease, base: &Base) -> Result<Value, DevtoolsError> {
    let targets = call(lease, "Target.getTargets", json!({})).await?;
    let targets = targets["targetInfos"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(targets.iter().map(|target| described(target, base)).collect())
}

/// `/json/new`, with the address that stands behind `?`.
pub async fn open(lease: &Lease, base: &Base, url: &str) -> Result<Value, DevtoolsError> {
    let url = if url::Url::parse(url).is_ok() { url } else { "about:blank" };
    let made = call(lease, "Target.createTarget", json!({ "url": url })).await?;
    let id = made["targetId"].as_str().unwrap_or_default();
    let info = call(lease, "Target.getTargetInfo", json!({ "targetId": id })).await?;
    Ok(described(&info["targetInfo"], base))
}

/// `/json/activate/<id>`
pub async fn activate(lease: &Lease, id: &str) -> Result<&'static str, DevtoolsError> {
    about_target(lease, "Target.activateTarget", id).await.map(|()| "Target activated")
}

/// `/json/close/<id>`
pub async fn close(lease: &Lease, id: &str) -> Result<&'static str, DevtoolsError> {
    about_target(lease, "Target.closeTarget", id).await.map(|()| "Target is closing")
}

async fn about_target(lease: &Lease, method: &'static str, id: &str) -> Result<(), DevtoolsError> {
    match call(lease, method, json!({ "targetId": id })).await {
        Ok(_) => Ok(()),
        Err(CdpError::Refused { .. }) => Err(DevtoolsError::NoTarget(id.to_owned())),
        Err(error) => Err(error.into()),
    }
}

async fn call(lease: &Lease, method: &'static str, params: Value) -> Result<Value, CdpError> {
    lease.activity.touch();
    lease.hub().own().root().call(method, params).await
}

fn described(target: &Value, base: &Base) -> Value {
    let id = target["targetId"].as_str().unwrap_or_default();
    let mut described = json!({
        "description": "",
        "devtoolsFrontendUrl": format!("/devtools/inspector.html?ws={}{}/devtools/page/{id}", base.authority, base.path),
        "id": id,
        "title": target["title"],
        "type": target["type"],
        "url": target["url"],
        "webSocketDebuggerUrl": base.websocket("page", id),
    });
    if let Some(parent) = target.get("parentFrameId").or(target.get("parentId")) {
        described["parentId"] = parent.clone();
    }
    described
}

/// Ids of targets are hexadecimal, or UUIDs.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
