//! Files that a page names, fetched as the page itself would fetch them: with its cookies, through its proxy, out of its cache.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::cdp::CdpError;
use super::headers::header;
use super::page::Page;
use super::stream::BodyStream;

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
    /// Fetches `url`, which is http or https, on behalf of the page, and returns what came, without its transfer coding. Redirects are followed. It may
    /// have `max_bytes`, and takes at most `limit`.
    pub async fn load_resource(&self, url: &str, max_bytes: usize, limit: Duration) -> Result<Vec<u8>, ResourceError> {
        let method = "Network.loadNetworkResource";
        let end = Instant::now() + limit;
        let left = || end.saturating_duration_since(Instant::now());
        let params = json!({ "frameId": self.target_id, "url": url, "options": { "disableCache": false, "includeCredentials": true } });
        let answer = self.session.call_within(method, params, left()).await?;
        let resource = &answer["resource"];
        if resource["success"] != true {
            return Err(match resource["httpStatusCode"].as_u64() {
                Some(status) => ResourceError::Status(status),
                None => ResourceError::Net(resource["netErrorName"].as_str().unwrap_or("without a reason").to_owned()),
            });
        }
        // Chrome answers when it has all of it.
        let mut stream = BodyStream::named_in(resource, method, &self.session)?.complete();
        if promised(resource).is_some_and(|length| length > max_bytes as u64) {
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
}

/// What the server says that will come; a compressed body is larger than that in the end.
fn promised(resource: &Value) -> Option<u64> {
    header(resource["headers"].as_object()?, "content-length")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_are_promised() {
        assert_eq!(promised(&json!({ "headers": { "content-Length": "17" } })), Some(17));
        assert_eq!(promised(&json!({ "headers": { "Content-Length": "-1" } })), None);
        assert_eq!(promised(&json!({})), None);
    }
}
