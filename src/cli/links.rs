//! Whether a crawl that is to follow links has a plugin that finds some.

use std::collections::BTreeSet;
use std::path::Path;

use super::Failure;
use super::collection::builtin_directory;
use crate::plan::{Plan, Step};
use crate::report::{Palette, colours_on_stderr};
use crate::tell::tell;

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

/// An error when nobody would find what `--depth` asks for, a warning when it is not known.
pub fn check(plan: &Plan, depth: u32) -> Result<(), Failure> {
    if depth == 0 {
        return Ok(());
    }
    match links(plan, &builtin_directory()?) {
        Links::Found => Ok(()),
        Links::Perhaps(names) => {
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            let warning = Palette { on: colours_on_stderr() }.yellow("warning:");
            tell!(
                "{warning} --depth {depth} follows links, and it is not known whether a plugin that runs finds any: {names}. One that does says so in its \
                 config.json (\"x-finds-links\": true); the built-in {FINDER} does ({})",
                why_not(plan)
            );
            Ok(())
        }
        Links::None => {
            let reason = why_not(plan);
            Err(Failure::usage(format!("--depth {depth} follows links, and no plugin that runs finds any; {FINDER} does, and it is {reason}")))
        }
    }
}

fn links(plan: &Plan, built_in: &Path) -> Links {
    let finds = |step: &Step| step.plugin.finds_links.or(step.hook.path.starts_with(built_in).then_some(false));
    if plan.snapshot.iter().any(|step| finds(step) == Some(true)) {
        return Links::Found;
    }
    let unknown: BTreeSet<String> = plan.snapshot.iter().filter(|step| finds(step).is_none()).map(|step| step.plugin.name.clone()).collect();
    if unknown.is_empty() { Links::None } else { Links::Perhaps(unknown) }
}

/// Why the plugin that would find links does not run.
fn why_not(plan: &Plan) -> String {
    match (plan.off.get(FINDER), plan.skipped.get(FINDER)) {
        (Some(reason), _) => format!("off: {reason}"),
        (None, Some(reason)) => format!("skipped: {reason}"),
        (None, None) => "not among the plugins".into(),
    }
}
