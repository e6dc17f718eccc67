//! The opening of a hook that works on the page when it has loaded.

use std::path::Path;
use std::time::Duration;

use super::{Context, HookError, HookResult, Report};
use crate::browser::page::{Navigation, NavigationOutcome, Page, navigation};

/// Does `work` on the snapshot's page, as long as `setting` lets this hook run. What `work` is told besides is how long it may wait for each of Chrome's
/// answers. Where no page has loaded, the report says why instead.
pub async fn on_page(context: &Context, setting: &str, work: impl AsyncFnOnce(&Page, Duration) -> HookResult) -> HookResult {
    let snap_dir = context.snap_dir()?;
    if let Some(report) = page_report(&snap_dir)? {
        return Ok(report);
    }
    let limit = context.timeout()?;
    let attached = async {
        let (page, _) = Page::attach(&snap_dir).await?;
        work(&page, limit).await
    };
    context.within(setting, attached).await
}

/// What a plugin that needs a page reports at once when there is none: `Ok(None)` means that there is one.
pub fn page_report(snap_dir: &Path) -> Result<Option<Report>, HookError> {
    match navigation(snap_dir) {
        Some(navigation) if navigation.outcome.has_page() => Ok(None),
        Some(Navigation { outcome: NavigationOutcome::StaticFile, .. }) => {
            Ok(Some(Report::Skipped("it is a file and no page; see staticfile/".into())))
        }
        Some(Navigation { outcome: NavigationOutcome::Download, error, .. }) => {
            Ok(Some(Report::Skipped(error.unwrap_or_else(|| "it is a file and no page".into()))))
        }
        Some(navigation) => Err(HookError(format!("there is no page: {}", navigation.error.unwrap_or_default()))),
        None => Err(HookError::new("there is no page: chrome_navigate did not say how the navigation ended; see its log in .hooks/chrome/")),
    }
}
