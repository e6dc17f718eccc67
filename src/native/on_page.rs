//! The opening of a hook that works on the page when it has loaded.

use std::path::Path;
use std::time::Duration;

use super::{Context, HookError, HookResult, Report};
use crate::browser::judged::DocumentState;
use crate::browser::navigation::{Navigation, NavigationOutcome, navigation};
use crate::browser::page::Page;
use crate::cdp::CdpError;

/// How long Chrome may take to say which document is shown.
const LOOK: Duration = Duration::from_secs(5);

/// What a hook saves of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saves {
    /// Something that the page says, whatever else of it is missing.
    Words,
    /// How the page looks, all of it: the result also says what the page was saved without.
    WholePage,
}

/// Does `work` on the snapshot's page, as long as `setting` lets this hook run. `work` also gets
/// the limit for each of Chrome's answers. Where no page has loaded, the report says why instead;
/// and where the document that had loaded was not there to the end, it says that.
pub async fn on_page(
    context: &Context,
    setting: &str,
    saves: Saves,
    work: impl AsyncFnOnce(&Page, Duration) -> HookResult,
) -> HookResult {
    let snap_dir = context.snap_dir()?;
    let navigation = match loaded(&snap_dir)? {
        Ok(navigation) => navigation,
        Err(report) => return Ok(report),
    };
    let limit = context.timeout()?;
    let attached = async {
        let (mut page, _) = Page::attach(&snap_dir).await?;
        page.judged = navigation.judged();
        let done = work(&page, limit).await;
        of_document(done, page.shown(limit.min(LOOK)).await)
    };
    match context.within(setting, attached).await? {
        Report::Succeeded(what) if saves == Saves::WholePage && !navigation.missing.is_empty() => {
            let lacks = navigation.missing.len();
            Ok(Report::Succeeded(format!(
                "{what}; without {lacks} of the files that the page requested (see the fact missing)"
            )))
        }
        report => Ok(report),
    }
}

/// What is reported of `done` when this document was `shown` in the end.
fn of_document(done: HookResult, shown: Result<DocumentState, CdpError>) -> HookResult {
    match (done, shown) {
        (done, Ok(DocumentState::Judged)) => done,
        (Ok(Report::Succeeded(_) | Report::NoResults(_)), Ok(DocumentState::Other(address)))
            if is_no_page(&address) =>
        {
            Err(HookError(format!("the page was replaced by {address} before it was saved")))
        }
        (Ok(Report::Succeeded(what)), Ok(DocumentState::Other(address))) => Ok(Report::Succeeded(format!(
            "{what}; from another document than the one that loaded: the page navigated to {address}"
        ))),
        (Ok(Report::NoResults(why)), Ok(DocumentState::Other(address))) => Ok(Report::NoResults(format!(
            "{why}; that is from another document than the one that loaded: the page navigated to {address}"
        ))),
        (Ok(Report::Succeeded(what)), Ok(DocumentState::Rewritten)) => {
            Ok(Report::Succeeded(format!("{what}; the page replaced all its content after it loaded")))
        }
        (Ok(Report::NoResults(why)), Ok(DocumentState::Rewritten)) => {
            Ok(Report::NoResults(format!("{why}; the page replaced all its content after it loaded")))
        }
        (Err(error), Ok(DocumentState::Other(address))) => {
            Err(HookError(format!("the page navigated to {address} while it was being saved ({error})")))
        }
        // A page that cannot say what it is may have crashed since; what was done before that is
        // what it is.
        (Ok(Report::Succeeded(what)), Err(error)) => {
            Ok(Report::Succeeded(format!("{what}; it is unknown whether this is the document that loaded: {error}")))
        }
        (done, _) => done,
    }
}

/// Whether that is the address of what Chrome shows where there is no page.
fn is_no_page(address: &str) -> bool {
    address.starts_with("chrome-error:") || address.starts_with("about:")
}

/// The navigation to a page that there is, or what a plugin that needs a page reports when there is
/// none.
fn loaded(snap_dir: &Path) -> Result<Result<Navigation, Report>, HookError> {
    match navigation(snap_dir) {
        Some(navigation) if navigation.outcome.has_page() => Ok(Ok(navigation)),
        Some(Navigation { outcome: NavigationOutcome::StaticFile, .. }) => {
            Ok(Err(Report::Skipped("it is a file, not a page; see staticfile/".into())))
        }
        Some(Navigation { outcome: NavigationOutcome::Download, error, .. }) => {
            Ok(Err(Report::Skipped(error.unwrap_or_else(|| "it is a file, not a page".into()))))
        }
        Some(navigation) => Err(HookError(format!("there is no page: {}", navigation.error.unwrap_or_default()))),
        None => Err(HookError::new(
            "there is no page: chrome_navigate did not report how the navigation ended; see its log in .hooks/chrome/",
        )),
    }
}

/// What a plugin that needs a page reports at once when there is none: `Ok(None)` means that there
/// is one.
pub fn page_report(snap_dir: &Path) -> Result<Option<Report>, HookError> {
    loaded(snap_dir).map(Result::err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_document_says_so() {
        let other = || Ok(DocumentState::Other("http://a.example/next".into()));
        let message = |report: Report| match of_document(Ok(report), other()) {
            Ok(Report::Succeeded(words) | Report::NoResults(words)) => words,
            _ => String::new(),
        };
        assert!(message(Report::Succeeded("a title".into())).contains("from another document"));
        assert!(message(Report::NoResults("no links".into())).contains("from another document"));
        let gone = of_document(
            Ok(Report::NoResults("no links".into())),
            Ok(DocumentState::Other("chrome-error://chromewebdata/".into())),
        );
        assert!(gone.is_err(), "there is no page to say anything of");
    }
}
