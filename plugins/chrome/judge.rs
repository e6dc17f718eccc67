//! What became of a navigation, from how it ended and what was seen of it. Pure.

use std::time::Duration;

use super::watch::Watch;
use crate::browser::egress::Failed;
use crate::browser::navigation::{Missing, NavigationOutcome};
use crate::browser::static_file::StaticFile;
use crate::cdp::CdpError;

/// More documents than this, one in the place of another, are a loop.
const MANY_DOCUMENTS: u32 = 20;

pub const STOPPED: &str = "it was stopped before the page had loaded";

/// How long to wait for a page, and for a file that is met in its place.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub page: Duration,
    pub file: Duration,
}

/// How the navigation came to its end.
#[derive(Debug)]
pub enum Ended {
    Settled,
    /// Chrome refused or gave up, in its own words.
    Refused {
        error: String,
        is_download: bool,
    },
    TimedOut,
    /// What the page needs before all else does not come: these requests hang.
    Hangs(Vec<Missing>),
    /// A file was still arriving when this hook's own time was up.
    StillArriving,
    /// This hook was asked to end.
    Stopped,
    /// The page or the browser is gone.
    Lost(CdpError),
}

/// What became of the navigation. `why_not_connected` asks the proxy's journal, if there is a
/// proxy.
pub fn judge(
    ended: &Ended,
    watch: &Watch,
    file: Option<&StaticFile>,
    why_not_connected: impl FnOnce() -> Option<Failed>,
    limits: Limits,
) -> (NavigationOutcome, Option<String>) {
    use NavigationOutcome as O;
    let status = watch.document.status;
    let is_error = status.is_some_and(|status| status >= 400);
    // Its account is written before the navigation is aborted, which may have been the page's own,
    // from a document that was there already.
    if let Some(file) = file
        && !matches!(ended, Ended::Lost(_))
    {
        return match &file.error {
            None => (O::StaticFile, Some("it is a file, not a page; see staticfile/".into())),
            Some(why) => (O::Download, Some(format!("it is a file, not a page, and it could not be saved: {why}"))),
        };
    }
    match ended {
        _ if watch.is_empty_page() => {
            (O::Error, Some("the page went back to the empty page before it (about:blank)".into()))
        }
        Ended::Settled if is_error => (O::HttpError, None),
        Ended::Settled => match &watch.broken {
            Some(broken) => (O::Slow, Some(format!("the page broke off: {broken}"))),
            None => (O::Loaded, None),
        },
        Ended::TimedOut | Ended::Hangs(_) if watch.has_document() => (
            O::Slow,
            Some(format!("the page was still loading after {} s; it is saved as it was then", in_seconds(limits.page))),
        ),
        Ended::TimedOut if watch.documents >= MANY_DOCUMENTS => {
            let (limit, documents) = (in_seconds(limits.page), watch.documents);
            (
                O::RedirectLoop,
                Some(format!(
                    "the page did not come to rest within {limit} s: it went on to another {documents} times"
                )),
            )
        }
        Ended::TimedOut | Ended::Hangs(_) => {
            (O::Timeout, Some(format!("no page came within {} s", in_seconds(limits.page))))
        }
        Ended::StillArriving => {
            let limit = limits.file.as_secs_f32();
            (
                O::Download,
                Some(format!(
                    "it is a file, not a page, and was still arriving after {limit:.0} s; CHROME_TIMEOUT sets this limit"
                )),
            )
        }
        Ended::Stopped if watch.has_document() => {
            (O::Slow, Some("it was stopped while the page was still loading; it is saved as it was then".into()))
        }
        Ended::Stopped => (O::Error, Some(STOPPED.into())),
        Ended::Lost(error) => (O::Error, Some(error.to_string())),
        Ended::Refused { is_download: true, .. } => {
            (O::Download, Some("it is a file to be downloaded, and no page".into()))
        }
        Ended::Refused { .. } if matches!(status, Some(204 | 205)) => {
            (O::Empty, Some(format!("the server answered {} without a page", status.unwrap_or_default())))
        }
        Ended::Refused { error, .. } => {
            // With a proxy, every connection that does not come about is the same to Chrome.
            if error.contains("SOCKS")
                && let Some(failed) = why_not_connected()
            {
                return (failed.outcome, Some(failed.reason));
            }
            let outcome = O::of_error(error);
            // Full Chromium shows an error page of its own when an error has no body; there is
            // nothing of the server's to save.
            let said = status
                .filter(|_| outcome == O::HttpError)
                .map(|status| format!("the server answered {status} without a page ({error})"));
            (
                if outcome == O::HttpError { O::Empty } else { outcome },
                Some(said.unwrap_or_else(|| explain(outcome, error))),
            )
        }
    }
}

/// To a tenth: what is left of a limit has no round number.
fn in_seconds(limit: Duration) -> f32 {
    (limit.as_secs_f32() * 10.0).round() / 10.0
}

fn explain(outcome: NavigationOutcome, error: &str) -> String {
    use NavigationOutcome as O;
    let what = match outcome {
        O::Dns => "the host's name has no address",
        O::Tls => "the connection is not secure, and was not made",
        O::Connection => "the server could not be reached, or broke off",
        O::Blocked => "the browser refuses this address",
        O::RedirectLoop => "the server redirects without end",
        O::Timeout => "the server did not answer in time",
        _ => "the page could not be loaded",
    };
    format!("{what} ({error})")
}
