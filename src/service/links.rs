//! Whether a crawl that is to follow links has a plugin that finds some.

use std::collections::BTreeSet;
use std::path::Path;

use super::collection::builtin_directory;
use super::error::Error;
use super::listener::Listener;
use super::notice::Notice;
use crate::plan::{Plan, Step};

/// The built-in plugin that finds links.
const FINDER: &str = "parse_dom_outlinks";

/// What is known of a plan.
#[derive(Debug, PartialEq)]
enum Links {
    Found,
    /// These plugins do not say whether they find any.
    Perhaps(BTreeSet<String>),
    None,
}

/// An error when no plugin would find what is to be followed, a notice when that is not known.
pub fn check(plan: &Plan, depth: u32, listener: &dyn Listener) -> Result<(), Error> {
    if depth == 0 {
        return Ok(());
    }
    match links(plan, &builtin_directory()?) {
        Links::Found => Ok(()),
        Links::Perhaps(plugins) => {
            listener.on_notice(Notice::LinksUncertain { depth, plugins, finder: FINDER, why_not: why_not(plan) });
            Ok(())
        }
        Links::None => {
            let reason = why_not(plan);
            Err(Error::bad_request(format!(
                "depth {depth} follows links, but no selected plugin finds any; {FINDER} does, but it is {reason}"
            )))
        }
    }
}

fn links(plan: &Plan, built_in: &Path) -> Links {
    let finds = |step: &Step| step.plugin.finds_links.or(step.hook.path.starts_with(built_in).then_some(false));
    if plan.snapshot.iter().any(|step| finds(step) == Some(true)) {
        return Links::Found;
    }
    let unknown: BTreeSet<String> =
        plan.snapshot.iter().filter(|step| finds(step).is_none()).map(|step| step.plugin.name.clone()).collect();
    if unknown.is_empty() { Links::None } else { Links::Perhaps(unknown) }
}

/// Why the plugin that would find links does not run.
fn why_not(plan: &Plan) -> String {
    match (plan.off.get(FINDER), plan.skipped.get(FINDER)) {
        (Some(reason), _) => format!("off: {reason}"),
        (None, Some(skip)) => format!("skipped: {}", skip.reason),
        (None, None) => "not among the plugins".into(),
    }
}
