//! The report of a navigation: `navigation.json`, the files that other hooks wait for, and the
//! facts of the snapshot.

use std::collections::BTreeSet;
use std::time::Instant;

use serde_json::{Value, json};

use super::files;
use super::verdict::{self, Signs};
use super::watch::WaitFor;
use crate::browser::navigation::{Missing, NAVIGATION_FILE, Navigation, NavigationOutcome};
use crate::model::moments::Moments;
use crate::model::timestamp::Timestamp;
use crate::native::{Context, HookError, record, write_atomically};

/// How many missing resources are listed.
const MANY_MISSING: usize = 100;

/// What is written down of a navigation, as far as it is known without a page.
pub fn without_page(
    context: &Context,
    wait: WaitFor,
    begun: Instant,
    outcome: NavigationOutcome,
    error: Option<String>,
) -> Result<Navigation, HookError> {
    Ok(Navigation {
        wait_until: wait.as_str().into(),
        elapsed: begun.elapsed().as_millis() as u64,
        url: context.url()?,
        final_url: None,
        status: None,
        timestamp: Timestamp::now().to_string(),
        started_at: None,
        moments: Moments::default(),
        outcome,
        loader_id: None,
        execution_context_id: None,
        missing: Vec::new(),
        notes: Vec::new(),
        error,
    })
}

/// Writes the files that others wait for, navigation.json last of all, and the facts for the
/// snapshot's own record.
pub fn emit(context: &Context, version: &Value, navigation: &Navigation, signs: &Signs) -> Result<(), HookError> {
    record(&json!({
        "type": "Snapshot",
        "id": context.snapshot_id()?,
        "navigation": navigation.outcome,
        "status": navigation.status,
        "final_url": navigation.final_url,
        "navigation_error": navigation.error,
        "load_ms": navigation.elapsed,
        "missing": missing_in_words(&navigation.missing),
        "notes": Some(&navigation.notes).filter(|notes| !notes.is_empty()),
        "browser": version["product"],
    }));
    if let Some(started_at) = navigation.started_at {
        record(&json!({ "type": "Navigation", "started_at": started_at, "moments": navigation.moments }));
    }
    if let Some(page) = verdict::of(navigation, signs, Timestamp::now()) {
        record(&page);
    }
    if let Some(url) = navigation.final_url.as_ref().filter(|_| navigation.outcome.has_page()) {
        write_atomically(files::FINAL_URL, format!("{url}\n"))?;
        write_atomically(files::PAGE_LOADED, format!("{}\n", navigation.timestamp))?;
    }
    let text = serde_json::to_string_pretty(navigation).map_err(HookError::new)?;
    write_atomically(NAVIGATION_FILE, text)
}

/// `3 things did not come in time: http://... (Script), ...`; the first few are named.
fn missing_in_words(missing: &[Missing]) -> Option<String> {
    const NAMED: usize = 5;
    let named: Vec<_> =
        missing.iter().take(NAMED).map(|missing| format!("{} ({})", missing.url, missing.kind)).collect();
    let more = if missing.len() > NAMED { ", ..." } else { "" };
    (!missing.is_empty())
        .then(|| format!("{} requested and not received in time: {}{more}", missing.len(), named.join(", ")))
}

/// Each address once, and not too many.
pub fn distinct(mut missing: Vec<Missing>) -> Vec<Missing> {
    let mut urls = BTreeSet::new();
    missing.retain(|missing| urls.insert(missing.url.clone()));
    missing.truncate(MANY_MISSING);
    missing
}
