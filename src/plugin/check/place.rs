//! The order of hooks over all plugins: conflicts, and hooks that run before or after what they
//! require.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;

use super::{CheckContext, Finding, PluginFiles, Rule};
use crate::plugin::{Hook, HookEvent, Plugin, order};

/// The plugin that opens the page, and its hook that loads it.
const CHROME: &str = "chrome";
const NAVIGATE: &str = "chrome_navigate";

pub fn check(files: &PluginFiles, context: &CheckContext) -> Vec<Finding> {
    let Some(plugin) = context.plugins.get(&files.name) else { return Vec::new() };
    let required = required(plugin, context);
    plugin.hooks.iter().filter_map(|hook| check_hook(files, plugin, hook, &required, context)).collect()
}

fn check_hook(
    files: &PluginFiles,
    plugin: &Plugin,
    hook: &Hook,
    required: &BTreeSet<&str>,
    context: &CheckContext,
) -> Option<Finding> {
    let name = &hook.name;
    let path = Path::new(&name.file_name);
    let found = |message: String, remedy: &str| Some(files.finding(path, None, Rule::Place, message, remedy));
    for (other, twin) in all(context).filter(|(other, _)| other.name != plugin.name) {
        if (twin.name.event, twin.name.number, &twin.name.what) == (name.event, name.number, &name.what) {
            let message = format!(
                "the plugin {} has a hook with the same event, number and name; only the extensions and the names of the plugins order the two",
                other.name
            );
            return found(message, "give it a number or a name of its own");
        }
    }
    if name.event != HookEvent::Snapshot {
        return None;
    }
    let comes_before = |(other, theirs): (&Plugin, &Hook)| order((plugin, hook), (other, theirs)) == Ordering::Less;
    let navigate = all(context).find(|(other, theirs)| other.name == CHROME && theirs.name.what == NAVIGATE);
    for required in required {
        let theirs: Vec<_> = all(context)
            .filter(|(other, theirs)| other.name == *required && theirs.name.event == HookEvent::Snapshot)
            .collect();
        if !theirs.is_empty() && theirs.iter().all(|theirs| comes_before(*theirs)) {
            let number = theirs.iter().map(|(_, theirs)| theirs.name.number).min().unwrap_or_default();
            let message = format!(
                "it runs before the plugin {required}, which it requires and whose first hook has the number {number}"
            );
            return found(message, &format!("give it a number above {number}"));
        }
    }
    // Infrastructure prepares a page before it is loaded.
    if let Some(navigate) = navigate.filter(|_| required.contains(CHROME) && !plugin.is_infrastructure()) {
        let at = navigate.1.name.number;
        return match (name.background, comes_before(navigate)) {
            (true, false) => found(
                format!("it is a listener, but the page loads at {at}, before it starts to listen"),
                &format!("give it a number from 21 to {}, or leave out .bg", at.saturating_sub(1)),
            ),
            (false, true) => found(
                format!("it works on the page before the page loads, which is at {at}"),
                &format!("give it a number above {at}; a listener needs .bg in its name"),
            ),
            _ => None,
        };
    }
    None
}

fn all<'a>(context: &CheckContext<'a>) -> impl Iterator<Item = (&'a Plugin, &'a Hook)> {
    context.plugins.values().flat_map(|plugin| plugin.hooks.iter().map(move |hook| (plugin, hook)))
}

/// All that a plugin requires, directly and indirectly.
fn required<'a>(plugin: &'a Plugin, context: &CheckContext<'a>) -> BTreeSet<&'a str> {
    let mut required = BTreeSet::new();
    let mut open = vec![plugin];
    while let Some(current) = open.pop() {
        for name in &current.manifest.required_plugins {
            if *name != plugin.name && required.insert(name.as_str()) {
                open.extend(context.plugins.get(name));
            }
        }
    }
    required
}
