//! Files that a page names, fetched as the page itself would fetch them: with its cookies, through
//! its proxy, out of its cache.

use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::network::{LoadNetworkResourceOptions, LoadNetworkResourceParams};
use serde_json::{Map, Value};

use super::headers::header;
use super::page::Page;
use super::stream::BodyStream;
use crate::cdp::CdpError;

/// Why a file was not had.
#[derive(Debug, thiserror::Error)]
pub enum ResourceError {
    #[error("the server answered {0}")]
    Status(u64),
    /// Chrome's name for it, such as `net::ERR_CONNECTION_REFUSED`.
    #[error("it cannot be loaded ({0})")]
    Net(String),
    #[error("it has more than {0} bytes")]
    TooLarge(usize),
    #[error(transparent)]
    Cdp(#[from] CdpError),
}

impl Page {
    /// Fetches `url`, which is http or https, on behalf of the page, and returns what came, without
    /// its transfer coding. Redirects are followed. It may have `max_bytes`, and takes at most
    /// `limit`.
    pub async fn load_resource(&self, url: &str, max_bytes: usize, limit: Duration) -> Result<Vec<u8>, ResourceError> {
        let end = Instant::now() + limit;
        let left = || end.saturating_duration_since(Instant::now());
        let Resource { headers, body: mut stream, .. } = self.open_resource(url, Cached::Taken, limit).await?;
        if promised(&headers).is_some_and(|length| length > max_bytes as u64) {
            stream.close();
            return Err(ResourceError::TooLarge(max_bytes));
        }
        let mut bytes = Vec::new();
        while let Some(piece) = stream.read(left()).await? {
            bytes.extend(piece);
            if bytes.len() > max_bytes {
                stream.close();
                return Err(ResourceError::TooLarge(max_bytes));
            }
        }
        stream.close();
        Ok(bytes)
    }

    /// Has Chrome fetch `url` on behalf of the page, for at most `limit`, and returns when Chrome
    /// has all of it. Whatever is given up goes on until this connection is closed.
    pub async fn open_resource(&self, url: &str, cached: Cached, limit: Duration) -> Result<Resource, ResourceError> {
        let options =
            LoadNetworkResourceOptions { disable_cache: cached == Cached::PassedBy, include_credentials: true };
        let load = LoadNetworkResourceParams {
            frame_id: Some(self.target_id.clone().into()),
            ..LoadNetworkResourceParams::new(url, options)
        };
        let mut answer = self.session.run_within(load, limit).await?;
        let resource = &mut answer["resource"];
        if resource["success"] != true {
            return Err(match resource["httpStatusCode"].as_u64() {
                Some(status) => ResourceError::Status(status),
                None => ResourceError::Net(resource["netErrorName"].as_str().unwrap_or("without a reason").to_owned()),
            });
        }
        let body = BodyStream::named_in(resource, LoadNetworkResourceParams::IDENTIFIER, &self.session)?.complete();
        let headers = resource["headers"].as_object_mut().map(std::mem::take).unwrap_or_default();
        Ok(Resource { status: resource["httpStatusCode"].as_u64(), headers, body })
    }
}

/// Whether Chrome may take what its cache has. A request waits there for another one that is
/// writing the same, such as a player's that has paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cached {
    Taken,
    PassedBy,
}

/// A file that Chrome has fetched.
#[derive(Debug)]
pub struct Resource {
    pub status: Option<u64>,
    pub headers: Map<String, Value>,
    pub body: BodyStream,
}

/// What the server says that will come; a compressed body is larger than that in the end.
fn promised(headers: &Map<String, Value>) -> Option<u64> {
    header(headers, "content-length")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lengths_that_are_promised() {
        let promised = |headers: Value| promised(headers.as_object().unwrap());
        assert_eq!(promised(json!({ "content-Length": "17" })), Some(17));
        assert_eq!(promised(json!({ "Content-Length": "-1" })), None);
        assert_eq!(promised(json!({})), None);
    }
}
