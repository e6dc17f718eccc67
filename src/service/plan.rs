//! The plan of a crawl, and the notices about it.

use super::collection::{Collection, builtin_directory};
use super::error::Error;
use super::listener::Listener;
use super::notice::Notice;
use super::shared_browser;
use crate::browser::egress::SETTING as NO_PRIVATE_NETWORKS;
use crate::model::hint::Hint;
use crate::plan::{Plan, Selection, plan};

/// Makes the plan for the selected plugins. The listener gets notices of what is wrong with it but
/// does not stop the crawl.
///
/// # Errors
/// A setting or a name is not understood, or no plugin left to run.
pub fn make_plan(collection: &Collection, selection: &Selection, listener: &dyn Listener) -> Result<Plan, Error> {
    let found = collection.plugins()?;
    let tools = collection.tools(&found)?;
    let plan = plan(&found, &collection.layers, selection, &tools)?;
    found.warnings.iter().for_each(|fault| listener.on_notice(Notice::Warning(fault.to_string())));
    tools
        .warnings
        .iter()
        .chain(&plan.warnings)
        .for_each(|message| listener.on_notice(Notice::Warning(message.clone())));
    for (plugin, skip) in &plan.skipped {
        listener.on_notice(Notice::PluginSkipped { plugin: plugin.clone(), skip: skip.clone() });
    }
    for (key, origin) in collection.layers.unknown(found.plugins.values()) {
        listener.on_notice(Notice::UnknownSetting { key: key.to_owned(), origin: origin.clone() });
    }
    let plugins = not_covered(collection, &plan)?;
    if !plugins.is_empty() {
        listener.on_notice(Notice::NotCoveredByPolicy { plugins });
    }
    let plugins = shared_browser::takes_any_page(&plan);
    if !plugins.is_empty() {
        listener.on_notice(Notice::TakesAnyPage { plugins });
    }
    if plan.snapshot.is_empty() {
        return Err(Error::failed("no plugin left to run").with_hint(Hint::ListPlugins));
    }
    Ok(plan)
}

/// With NO_PRIVATE_NETWORKS: an error when the browser would not obey it, and the plugins that can
/// still connect anywhere.
fn not_covered(collection: &Collection, plan: &Plan) -> Result<Vec<String>, Error> {
    if collection.global(NO_PRIVATE_NETWORKS) != "true" {
        return Ok(Vec::new());
    }
    let built_in = builtin_directory()?;
    let mut names = Vec::new();
    for step in plan.crawl.iter().chain(&plan.snapshot).chain(&plan.crawl_end) {
        let name = &step.plugin.name;
        if step.hook.path.starts_with(&built_in) || names.contains(name) {
            continue;
        }
        if name == "chrome" {
            let dir = step.hook.path.parent().unwrap_or(&step.hook.path).display();
            let message = format!("{NO_PRIVATE_NETWORKS}: the plugin chrome in {dir} does not support it");
            return Err(Error::bad_request(message).with_hint(Hint::UseBuiltin("chrome".into())));
        }
        names.push(name.clone());
    }
    Ok(names)
}
