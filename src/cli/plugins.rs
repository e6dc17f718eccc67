//! `tacklebox plugins`: what was found, where, in which order it runs, what is off and why, which
//! programs are missing.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Common, Failure, hints};
use crate::plan::{Selection, Skip, plan};
use crate::plugin::HookEvent;
use crate::plugin::discover::Fault;
use crate::report::{Palette, colours_on_stdout};
use crate::rules::exit::Exit;

/// List plugins: where they are, their hooks in order, which are off and why, which programs are
/// missing
#[derive(Debug, clap::Args)]
pub struct Args {}

/// All plugins that were found, and how they run.
#[derive(Serialize, JsonSchema)]
pub struct Listing {
    search_path: Vec<std::path::PathBuf>,
    plugins: Vec<ListedPlugin>,
    /// Plugins that cannot be used, and why.
    broken: Vec<Fault>,
    /// Files that look like hooks and are none, directories that cannot be read.
    warnings: Vec<Fault>,
    /// The hooks of one crawl, in the order in which they run.
    order: Vec<String>,
}

/// One plugin.
#[derive(Serialize, JsonSchema)]
struct ListedPlugin {
    name: String,
    title: Option<String>,
    description: Option<String>,
    dir: std::path::PathBuf,
    hooks: Vec<String>,
    required_plugins: Vec<String>,
    /// What kinds of files it says it leaves.
    output_mimetypes: Vec<String>,
    /// Why it does not run, if it does not.
    off: Option<String>,
    /// What it needs and does not have, and how to get it.
    missing: Option<String>,
}

pub fn run(common: &Common, _: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    let found = collection.plugins()?;
    let tools = collection.tools(&found)?;
    let plan = plan(&found, &collection.layers, &Selection::default(), &tools).map_err(Failure::usage)?;
    let mut plugins = Vec::new();
    for plugin in found.plugins.values() {
        plugins.push(ListedPlugin {
            name: plugin.name.clone(),
            title: plugin.manifest.title.clone(),
            description: plugin.manifest.description.clone(),
            dir: plugin.dir.clone(),
            hooks: plugin.hooks.iter().map(|hook| hook.name.file_name.clone()).collect(),
            required_plugins: plugin.manifest.required_plugins.clone(),
            output_mimetypes: plugin.manifest.output_mimetypes.clone(),
            off: plan.off.get(&plugin.name).cloned().or_else(|| plan.skipped.get(&plugin.name).map(why_skipped)),
            missing: tools.missing(&plugin.name).map(|missing| why_skipped(&missing.into())),
        });
    }
    let steps = plan.crawl.iter().chain(&plan.snapshot).chain(&plan.crawl_end);
    let listing = Listing {
        search_path: collection.search_path()?,
        plugins,
        broken: found.broken.into_values().collect(),
        warnings: found.warnings,
        order: steps.map(|step| format!("{}/{}", step.plugin.name, step.hook.name)).collect(),
    };
    if common.json {
        super::print_json(&listing)?;
    } else {
        show(&listing, Palette { on: colours_on_stdout() })?;
    }
    Ok(Exit::Good)
}

fn why_skipped(skip: &Skip) -> String {
    hints::with(&skip.reason, skip.hint.as_ref())
}

fn show(listing: &Listing, paint: Palette) -> Result<(), Failure> {
    super::print("Searched, a later directory replacing an earlier one's plugins of the same name:")?;
    listing.search_path.iter().try_for_each(|dir| super::print(&format!("  {}", dir.display())))?;
    for plugin in &listing.plugins {
        let state = match &plugin.off {
            Some(reason) => paint.yellow(&format!("off: {reason}")),
            None => paint.green("on"),
        };
        super::print(&format!("\n{}  {state}", paint.bold(&plugin.name)))?;
        if let Some(text) = plugin.description.as_ref().or(plugin.title.as_ref()) {
            super::print(&format!("  {text}"))?;
        }
        super::print(&paint.dim(&format!("  {}", plugin.dir.display())))?;
        plugin.hooks.iter().try_for_each(|hook| super::print(&format!("    {hook}")))?;
        if !plugin.output_mimetypes.is_empty() {
            super::print(&format!("  leaves {}", plugin.output_mimetypes.join(", ")))?;
        }
        if let Some(reason) = plugin.missing.as_ref().filter(|reason| plugin.off.as_ref() != Some(reason)) {
            super::print(&format!("  {}", paint.red(reason)))?;
        }
    }
    for fault in &listing.broken {
        super::print(&format!("\n{} {fault}", paint.red("broken:")))?;
    }
    for fault in &listing.warnings {
        super::print(&format!("\n{} {fault}", paint.yellow("warning:")))?;
    }
    super::print("\nHooks of a crawl, in order:")?;
    for hook in &listing.order {
        let event = hook.split_once("/on_").map_or("", |(_, rest)| rest.split("__").next().unwrap_or_default());
        let scope = if event == HookEvent::Snapshot.as_str() { "page " } else { "crawl" };
        super::print(&format!("  {} {hook}", paint.dim(scope)))?;
    }
    Ok(())
}
