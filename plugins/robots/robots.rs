//! `robots`: whether the site allows robots to ask for the page, by its robots.txt (RFC 9309).
//!
//! The file is asked for through the page's own tab, so that proxy, guard and user agent are those
//! of the page; the tab itself stays where it is, as nothing has been loaded in it yet. What a site
//! answered counts for the whole crawl.

mod rules;

use std::path::PathBuf;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::network::{LoadNetworkResourceOptions, LoadNetworkResourceParams};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::{Position, Url};

use crate::browser::page::Page;
use crate::browser::stream::BodyStream;
use crate::files::atomic;
use crate::native::{Context, HookError, HookResult, Report, record};

/// What of a file counts; the least that RFC 9309, section 2.5, asks for.
const LARGEST: usize = 500 << 10;

/// How the site answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Rules(String),
    /// It says that there is none (a status of 4xx), so all is allowed.
    None,
    /// It could not be loaded, for this reason; until it can, nothing is allowed.
    Unreachable(String),
}

pub async fn run(context: Context) -> HookResult {
    let url = Url::parse(&context.url()?).map_err(HookError::new)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Ok(Report::Nothing);
    }
    let origin = url[..Position::BeforePath].to_owned();
    let agent = context.text("ROBOTS_USER_AGENT").unwrap_or_else(|| "tacklebox".into());
    // A page is not asked for because something went wrong here.
    let answer = match answer(&context, &origin).await {
        Ok(answer) => answer,
        Err(error) => Answer::Unreachable(error.0),
    };
    if let Some(page) = verdict(&answer, &origin, &agent, &url) {
        record(&page);
    }
    Ok(Report::Nothing)
}

/// The `Page` record that calls the page off; nothing when it may be asked for.
fn verdict(answer: &Answer, origin: &str, agent: &str, url: &Url) -> Option<Value> {
    match answer {
        Answer::None => None,
        Answer::Rules(rules) if rules::allows(rules.as_bytes(), agent, url) => None,
        Answer::Rules(_) => Some(
            json!({ "type": "Page", "state": "refused", "reason": format!("robots.txt of {origin} disallows it for {agent}") }),
        ),
        Answer::Unreachable(why) => {
            let reason = format!("whether robots.txt of {origin} allows it is not known: {why}");
            Some(json!({ "type": "Page", "state": "transient", "refused": true, "reason": reason }))
        }
    }
}

/// What the site answered, to this page or to an earlier one of the crawl.
async fn answer(context: &Context, origin: &str) -> Result<Answer, HookError> {
    let path = kept_in(context, origin)?;
    if let Some(kept) = std::fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str(&text).ok()) {
        return Ok(kept);
    }
    let answer = context.within("ROBOTS_TIMEOUT", fetch(context, origin)).await?;
    // One that could not be loaded is asked for again.
    if !matches!(answer, Answer::Unreachable(_)) {
        let text = serde_json::to_string(&answer).map_err(HookError::new)?;
        let dir = path.with_file_name("");
        match std::fs::create_dir(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(HookError::file(&dir, error));
            }
            _ => {}
        }
        // Of several pages that ask at the same time each writes the whole, under a name of its
        // own.
        let own = path.with_extension(format!("{}.tmp", context.snapshot_id()?));
        atomic::write_via(own, &path, text.as_bytes(), atomic::Options::default())
            .map_err(|error| HookError::file(&path, error))?;
    }
    Ok(answer)
}

fn kept_in(context: &Context, origin: &str) -> Result<PathBuf, HookError> {
    let digest: String = Sha256::digest(origin).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(context.crawl_dir()?.join("robots").join(format!("{digest}.json")))
}

async fn fetch(context: &Context, origin: &str) -> Result<Answer, HookError> {
    let limit = context.timeout()?;
    let (page, _events) = Page::attach(&context.snap_dir()?).await?;
    let load = LoadNetworkResourceParams {
        frame_id: Some(page.target_id.clone().into()),
        ..LoadNetworkResourceParams::new(
            format!("{origin}/robots.txt"),
            LoadNetworkResourceOptions { disable_cache: false, include_credentials: false },
        )
    };
    let answer = page.session.run_within(load, limit).await?;
    let resource = &answer["resource"];
    let body = match BodyStream::named_in(resource, LoadNetworkResourceParams::IDENTIFIER, &page.session) {
        Ok(stream) => read(stream, limit).await?,
        Err(_) => Vec::new(),
    };
    let status = resource["httpStatusCode"].as_u64().filter(|status| *status > 0);
    Ok(judge(status, resource["netErrorName"].as_str().filter(|error| *error != "net::OK"), &body))
}

/// What an answer means (RFC 9309, section 2.3.1). "Too many requests" is no word on what is
/// allowed.
fn judge(status: Option<u64>, error: Option<&str>, body: &[u8]) -> Answer {
    match (status, error) {
        // It broke off, or cannot be unpacked: what is missing may forbid anything.
        (Some(200..300), Some(error)) => Answer::Unreachable(format!("the answer is not whole ({error})")),
        (Some(200..300), None) => Answer::Rules(text(body)),
        (_, Some("net::ERR_TOO_MANY_REDIRECTS")) => Answer::None,
        (Some(429 | 500..), _) => Answer::Unreachable(format!("the server answered {}", status.unwrap_or_default())),
        (Some(_), _) => Answer::None,
        (None, error) => Answer::Unreachable(error.unwrap_or("there was no answer").to_owned()),
    }
}

/// A file as text. In a path, a byte and its escape are the same, so what is not UTF-8 still
/// matches what it stands for.
fn text(body: &[u8]) -> String {
    let body = rules::without_mark(body);
    body.utf8_chunks()
        .flat_map(|chunk| {
            [chunk.valid().to_owned(), chunk.invalid().iter().map(|byte| format!("%{byte:02X}")).collect()]
        })
        .collect()
}

async fn read(mut stream: BodyStream, limit: Duration) -> Result<Vec<u8>, HookError> {
    let mut body = Vec::new();
    while let Some(piece) = stream.read(limit).await? {
        body.extend(piece);
        if body.len() >= LARGEST {
            // A rule that is cut in half may forbid more than the whole.
            body.truncate(LARGEST);
            body.truncate(body.iter().rposition(|byte| *byte == b'\n').unwrap_or(0));
            break;
        }
    }
    stream.close();
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_utf_8_says_what_it_says() {
        let Answer::Rules(rules) = judge(Some(200), None, b"\xef\xbbUser-agent: *\nDisallow: /caf\xe9\n") else {
            panic!()
        };
        assert!(!rules::allows(rules.as_bytes(), "a", &Url::parse("http://a.example/caf%E9").unwrap()));
        assert!(rules::allows(rules.as_bytes(), "a", &Url::parse("http://a.example/caf").unwrap()));
    }

    #[test]
    fn answers() {
        assert_eq!(judge(Some(404), Some("net::ERR_HTTP_RESPONSE_CODE_FAILURE"), b""), Answer::None);
        assert_eq!(judge(Some(503), None, b""), Answer::Unreachable("the server answered 503".into()));
        assert_eq!(
            judge(None, Some("net::ERR_CONNECTION_REFUSED"), b""),
            Answer::Unreachable("net::ERR_CONNECTION_REFUSED".into())
        );
        assert_eq!(judge(Some(200), None, b"a"), Answer::Rules("a".into()));
        let cut = judge(Some(200), Some("net::ERR_CONTENT_LENGTH_MISMATCH"), b"User-agent: *\nAllow: /\n");
        assert_eq!(cut, Answer::Unreachable("the answer is not whole (net::ERR_CONTENT_LENGTH_MISMATCH)".into()));
    }
}
