//! Plugins + settings + selection -> the ordered steps of a crawl. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Serialize;

use crate::config::limits::ResourceLimits;
use crate::config::{ConfigError, Layers, Setting, as_text};
use crate::model::hint::Hint;
use crate::plugin::discover::Discovered;
use crate::plugin::{Hook, HookEvent, Plugin, order};
use crate::tools::{Missing, Tools};

/// Which plugins a person asked for, by name or glob.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Empty: all that are on.
    pub only: Vec<String>,
    pub skip: Vec<String>,
}

/// A plugin as this crawl runs it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedPlugin {
    pub name: String,
    pub infrastructure: bool,
    /// See [`Plugin::finds_links`].
    pub finds_links: Option<bool>,
    /// How long one of its foreground hooks may run.
    pub timeout: Duration,
    /// Its settings, those of the plugins it requires and the globals, as its hooks see them.
    pub environment: BTreeMap<String, String>,
}

/// Why a plugin that was requested is skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    pub reason: String,
    /// What can be done about it.
    pub hint: Option<Hint>,
}

impl From<String> for Skip {
    fn from(reason: String) -> Self {
        Skip { reason, hint: None }
    }
}

impl From<&Missing> for Skip {
    fn from(missing: &Missing) -> Self {
        Skip { reason: missing.reason.clone(), hint: missing.hint() }
    }
}

/// One hook in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub plugin: Arc<PlannedPlugin>,
    pub hook: Hook,
}

/// Everything a crawl will run, in order.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub crawl: Vec<Step>,
    pub snapshot: Vec<Step>,
    pub crawl_end: Vec<Step>,
    /// Plugins that were requested but cannot run; each snapshot gets a `skipped` result of them.
    pub skipped: BTreeMap<String, Skip>,
    /// Plugins that were not requested or that are switched off, with the reason.
    pub off: BTreeMap<String, String>,
    /// What a person should know of the plugins that run.
    pub warnings: Vec<String>,
    pub limits: StopLimits,
    pub resource_limits: ResourceLimits,
}

/// Limits that apply to every hook alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StopLimits {
    /// How long a background hook is waited for until its first line.
    pub ready: Duration,
    /// Between SIGTERM and SIGKILL.
    pub grace: Duration,
    /// Bytes kept of each of a hook's two streams.
    pub log_bytes: u64,
}

impl Default for StopLimits {
    fn default() -> Self {
        StopLimits { ready: Duration::from_secs(10), grace: Duration::from_secs(10), log_bytes: 10 << 20 }
    }
}

/// Why no plan could be made.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{0:?} is not a valid glob: {1}")]
    Glob(String, globset::Error),
    #[error("no plugin matches {0:?}")]
    NoSuchPlugin(String),
}

impl Plan {
    /// The plugins of the snapshot steps that get a result, in the order in which they first run.
    pub fn resulting_plugins(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.snapshot
            .iter()
            .filter(|step| !step.plugin.infrastructure)
            .map(|step| step.plugin.name.as_str())
            .filter(|name| seen.insert(*name))
            .collect()
    }

    /// The plugins that others depend on.
    pub fn infrastructure(&self) -> Vec<String> {
        let steps = self.crawl.iter().chain(&self.snapshot).chain(&self.crawl_end);
        let names: BTreeSet<&String> =
            steps.filter(|step| step.plugin.infrastructure).map(|step| &step.plugin.name).collect();
        names.into_iter().cloned().collect()
    }

    /// This plan without the plugins in `done`, whose results there are already.
    pub fn without(&self, done: &BTreeSet<String>) -> Plan {
        let mut plan = self.clone();
        plan.snapshot.retain(|step| step.plugin.infrastructure || !done.contains(&step.plugin.name));
        plan.skipped.retain(|name, _| !done.contains(name));
        plan
    }

    /// The longest that one snapshot can take: every foreground hook its limit, every background
    /// hook its limit to get ready, and the graces.
    pub fn snapshot_time(&self) -> Duration {
        let each = |step: &Step| {
            if step.hook.name.background {
                self.limits.ready.min(step.plugin.timeout)
            } else {
                step.plugin.timeout + self.limits.grace
            }
        };
        let sum = self.snapshot.iter().map(each).fold(self.limits.grace, Duration::saturating_add);
        self.resource_limits.snapshot_time.map_or(sum, |limit| limit.min(sum))
    }

    /// This plan, of the snapshot's hooks only those of `wanted` and of infrastructure.
    pub fn narrowed_to(&self, wanted: &BTreeSet<String>) -> Plan {
        let mut plan = self.clone();
        plan.snapshot.retain(|step| step.plugin.infrastructure || wanted.contains(&step.plugin.name));
        plan.skipped.retain(|name, _| wanted.contains(name));
        plan
    }
}

/// Makes the plan.
pub fn plan(found: &Discovered, layers: &Layers, selection: &Selection, tools: &Tools) -> Result<Plan, PlanError> {
    let globals = layers.globals()?;
    let mut plan =
        Plan { limits: stop_limits(&globals), resource_limits: ResourceLimits::of(&globals), ..Plan::default() };
    let settings: BTreeMap<&str, Vec<Setting>> = found
        .plugins
        .iter()
        .map(|(name, plugin)| Ok((name.as_str(), layers.of_plugin(plugin)?)))
        .collect::<Result<_, ConfigError>>()?;

    let (only, skip) = (globs(&selection.only)?, globs(&selection.skip)?);
    let exists = |glob: &&String| found.plugins.keys().chain(found.broken.keys()).any(|name| matches(glob, name));
    if let Some(glob) = selection.only.iter().chain(&selection.skip).find(|glob| !exists(glob)) {
        return Err(PlanError::NoSuchPlugin(glob.clone()));
    }

    let mut wanted = BTreeSet::new();
    for name in found.plugins.keys().chain(found.broken.keys()) {
        let is_named = only.is_match(name) || is_infrastructure_switched_on(name, found, &settings);
        if skip.is_match(name) {
            plan.off.insert(name.clone(), "excluded".into());
        } else if !selection.only.is_empty() && !is_named {
            plan.off.insert(name.clone(), "not selected".into());
        } else if let Some(fault) = found.broken.get(name) {
            plan.skipped.insert(name.clone(), fault.to_string().into());
        } else if let Some(reason) = switched_off(name, &settings[name.as_str()], !selection.only.is_empty()) {
            plan.off.insert(name.clone(), reason);
        } else if let Some(reason) = made_for_others(&found.plugins[name].manifest.runtimes, &globals) {
            plan.off.insert(name.clone(), reason);
        } else if let Some(missing) = tools.missing(name) {
            plan.skipped.insert(name.clone(), missing.into());
        } else {
            wanted.insert(name.as_str());
        }
    }

    // What the wanted ones require comes along, unless it cannot.
    let mut included: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in wanted {
        match requirements(name, found, &settings, &skip, tools) {
            Ok(required) => {
                for other in required.iter().copied().chain([name]) {
                    plan.off.remove(other);
                    included.entry(other).or_default();
                }
                included.insert(name, required);
            }
            Err(skip) => {
                plan.skipped.insert(name.to_owned(), skip);
            }
        }
    }
    for (name, required) in &mut included {
        if required.is_empty() {
            *required = requirements(name, found, &settings, &skip, tools).unwrap_or_default();
        }
    }

    let mut steps: Vec<(&Plugin, &Hook, Arc<PlannedPlugin>)> = Vec::new();
    for (name, required) in &included {
        let plugin = &found.plugins[*name];
        let planned = Arc::new(planned_plugin(plugin, required, &settings, &globals, layers, tools));
        plan.warnings.extend(tools.of_plugins.get(*name).into_iter().flat_map(|ready| ready.warnings.clone()));
        steps.extend(plugin.hooks.iter().map(|hook| (plugin, hook, planned.clone())));
    }
    steps.sort_by(|a, b| order((a.0, a.1), (b.0, b.1)));
    for (_, hook, plugin) in steps {
        let list = match hook.name.event {
            HookEvent::Crawl | HookEvent::CrawlSetup => &mut plan.crawl,
            HookEvent::Snapshot => &mut plan.snapshot,
            HookEvent::CrawlEnd => &mut plan.crawl_end,
        };
        list.push(Step { plugin, hook: hook.clone() });
    }
    Ok(plan)
}

/// Why a plugin is off by its own setting. Selecting a plugin by its name overrides a
/// default, never a choice.
fn switched_off(name: &str, settings: &[Setting], named: bool) -> Option<String> {
    let key = crate::plugin::key(name, "ENABLED");
    let setting = settings.iter().find(|setting| setting.key == key)?;
    (setting.value == false && (setting.is_explicit() || !named)).then(|| format!("{key}=false ({})", setting.origin))
}

/// Whether a plugin is infrastructure that the user has switched on: the selection chooses
/// among those that have results.
fn is_infrastructure_switched_on(name: &str, found: &Discovered, settings: &BTreeMap<&str, Vec<Setting>>) -> bool {
    let key = crate::plugin::key(name, "ENABLED");
    found.plugins.get(name).is_some_and(Plugin::is_infrastructure)
        && settings[name].iter().any(|setting| setting.key == key && setting.value == true && setting.is_explicit())
}

/// Why a plugin that names the programs it is made for is not for this one.
fn made_for_others(runtimes: &[String], globals: &[Setting]) -> Option<String> {
    let own = globals
        .iter()
        .find(|setting| setting.key == "ABX_RUNTIME")
        .map(|setting| as_text(&setting.value))
        .unwrap_or_default();
    (!runtimes.is_empty() && !runtimes.contains(&own))
        .then(|| format!("it is made for {}, and ABX_RUNTIME is {own}", runtimes.join(", ")))
}

/// All that `name` requires, directly and indirectly, or why one of them is not available.
fn requirements<'a>(
    name: &str,
    found: &'a Discovered,
    settings: &BTreeMap<&str, Vec<Setting>>,
    skip: &GlobSet,
    tools: &Tools,
) -> Result<BTreeSet<&'a str>, Skip> {
    let mut required = BTreeSet::new();
    let mut open = vec![name];
    while let Some(current) = open.pop() {
        for needed in &found.plugins[current].manifest.required_plugins {
            if needed == name || required.contains(needed.as_str()) {
                continue;
            }
            if let Some(fault) = found.broken.get(needed) {
                return Err(format!("it requires the plugin {needed}, which cannot be used: {fault}").into());
            }
            if !found.plugins.contains_key(needed) {
                return Err(format!("it requires the plugin {needed}, which was not found").into());
            }
            if skip.is_match(needed) {
                return Err(format!("it requires the plugin {needed}, which is excluded").into());
            }
            if let Some(reason) = switched_off(needed, &settings[needed.as_str()], true) {
                return Err(format!("it requires the plugin {needed}, which is off: {reason}").into());
            }
            if let Some(missing) = tools.missing(needed) {
                let reason = format!("it requires the plugin {needed}, which is skipped: {}", missing.reason);
                return Err(Skip { reason, hint: missing.hint() });
            }
            required.insert(needed.as_str());
            open.push(needed);
        }
    }
    Ok(required)
}

fn planned_plugin(
    plugin: &Plugin,
    required: &BTreeSet<&str>,
    settings: &BTreeMap<&str, Vec<Setting>>,
    globals: &[Setting],
    layers: &Layers,
    tools: &Tools,
) -> PlannedPlugin {
    let mut environment: BTreeMap<String, String> = layers.assignments().clone();
    let own = &settings[plugin.name.as_str()];
    let others = required.iter().flat_map(|name| &settings[*name]);
    for setting in globals.iter().chain(others).chain(own) {
        // An empty LIB_DIR means the one of the collection; hooks get the real one from the runner.
        // No program has an empty name; a resolver that reads one fails over it.
        let names_nothing = setting.key.ends_with("_BINARY") && setting.value == "";
        if !(setting.value.is_null() || names_nothing || matches!(setting.key.as_str(), "LIB_DIR" | "PERSONAS_DIR")) {
            environment.insert(setting.key.clone(), as_text(&setting.value));
        }
    }
    environment.insert(crate::model::env_vars::LIB_DIR.into(), tools.lib_dir.display().to_string());
    let inherited = |key: &str| layers.assignments().get(key).cloned().or_else(|| layers.inherited(key));
    environment.extend(tools.environment(required.iter().copied().chain([plugin.name.as_str()]), &inherited));
    let key = plugin.key("TIMEOUT");
    let timeout =
        own.iter().find(|setting| setting.key == key).and_then(|setting| setting.value.as_f64()).unwrap_or(60.0);
    environment.insert(crate::model::env_vars::TIMEOUT.into(), timeout.to_string());
    PlannedPlugin {
        name: plugin.name.clone(),
        infrastructure: plugin.is_infrastructure(),
        finds_links: plugin.finds_links(),
        timeout: seconds(timeout),
        environment,
    }
}

fn stop_limits(globals: &[Setting]) -> StopLimits {
    let number =
        |key: &str| globals.iter().find(|setting| setting.key == key).and_then(|setting| setting.value.as_f64());
    let default = StopLimits::default();
    StopLimits {
        ready: number("READY_TIMEOUT").map_or(default.ready, seconds),
        grace: number("SEAL_GRACE").map_or(default.grace, seconds),
        log_bytes: number("MAX_LOG_BYTES").map_or(default.log_bytes, |bytes| bytes as u64),
    }
}

/// Seconds as a duration, at most a year: a deadline must stay a point in time that can be
/// computed.
fn seconds(number: f64) -> Duration {
    Duration::from_secs_f64(number.clamp(0.0, 366.0 * 86_400.0))
}

fn globs(patterns: &[String]) -> Result<GlobSet, PlanError> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern).map_err(|error| PlanError::Glob(pattern.clone(), error))?);
    }
    builder.build().map_err(|error| PlanError::Glob(patterns.join(","), error))
}

/// Whether a plugin's name is meant by a name or glob; by what is no glob, none is.
pub fn matches(glob: &str, name: &str) -> bool {
    Glob::new(glob).is_ok_and(|glob| glob.compile_matcher().is_match(name))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::plugin::discover::Fault;
    use crate::plugin::{HookName, Manifest};

    fn found(plugins: &[(&str, &str, &[&str])]) -> Discovered {
        let mut found = Discovered::default();
        for (name, manifest, hooks) in plugins {
            let hook = |file: &&str| Hook {
                name: HookName::parse(file).unwrap().unwrap(),
                path: format!("/p/{name}/{file}").into(),
                interpreter: None,
            };
            let plugin = Plugin {
                name: name.to_string(),
                dir: format!("/p/{name}").into(),
                hooks: hooks.iter().map(hook).collect(),
                manifest: Manifest::parse(manifest).unwrap(),
            };
            found.plugins.insert(name.to_string(), plugin);
        }
        found
    }

    fn sample() -> Discovered {
        found(&[
            ("chrome", "{}", &["on_Crawl__30_launch.bg", "on_Snapshot__20_tab.bg", "on_Snapshot__30_navigate"]),
            ("pdf", r#"{"required_plugins": ["chrome"]}"#, &["on_Snapshot__52_pdf"]),
            ("title", r#"{"required_plugins": ["chrome"]}"#, &["on_Snapshot__54_title"]),
            (
                "late",
                r#"{"properties": {"LATE_ENABLED": {"type": "boolean", "default": false}}}"#,
                &["on_Snapshot__9_late"],
            ),
            ("first", "{}", &["on_Snapshot__first"]),
            ("orphan", r#"{"required_plugins": ["nowhere"]}"#, &["on_Snapshot__60_orphan"]),
        ])
    }

    fn make(selection: Selection, environment: &[(&str, &str)]) -> Plan {
        let environment = environment.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        let layers = Layers::read(Path::new("/nonexistent"), environment, &[]).unwrap();
        plan(&sample(), &layers, &selection, &Tools::unseen(Path::new("/lib"))).unwrap()
    }

    fn only(names: &[&str]) -> Selection {
        Selection { only: names.iter().map(|name| name.to_string()).collect(), skip: vec![] }
    }

    fn snapshot_hooks(plan: &Plan) -> Vec<&str> {
        plan.snapshot.iter().map(|step| step.hook.name.file_name.as_str()).collect()
    }

    #[test]
    fn steps_are_ordered_over_all_plugins() {
        let plan = make(Selection::default(), &[]);
        assert_eq!(
            snapshot_hooks(&plan),
            [
                "on_Snapshot__first",
                "on_Snapshot__20_tab.bg",
                "on_Snapshot__30_navigate",
                "on_Snapshot__52_pdf",
                "on_Snapshot__54_title"
            ]
        );
        assert_eq!(plan.resulting_plugins(), ["first", "pdf", "title"]);
        assert_eq!(plan.off["late"], "LATE_ENABLED=false (default)");
        assert_eq!(plan.skipped["orphan"].reason, "it requires the plugin nowhere, which was not found");
    }

    #[test]
    fn requirements_come_along() {
        let plan = make(only(&["pd*"]), &[]);
        assert_eq!(
            snapshot_hooks(&plan),
            ["on_Snapshot__20_tab.bg", "on_Snapshot__30_navigate", "on_Snapshot__52_pdf"]
        );
        assert_eq!(plan.crawl.len(), 1);
        assert!(!plan.off.contains_key("chrome"));
    }

    #[test]
    fn a_requirement_that_is_off_skips_with_the_reason() {
        let plan = make(only(&["pdf"]), &[("CHROME_ENABLED", "false")]);
        assert!(plan.snapshot.is_empty());
        assert_eq!(
            plan.skipped["pdf"].reason,
            "it requires the plugin chrome, which is off: CHROME_ENABLED=false (environment)"
        );
        let plan = make(Selection { only: vec![], skip: vec!["chrome".into()] }, &[]);
        assert_eq!(plan.skipped["title"].reason, "it requires the plugin chrome, which is excluded");
    }

    #[test]
    fn naming_overrides_a_default_and_no_choice() {
        assert_eq!(snapshot_hooks(&make(only(&["late"]), &[])), ["on_Snapshot__9_late"]);
        assert!(make(only(&["late"]), &[("LATE_ENABLED", "0")]).snapshot.is_empty());
    }

    #[test]
    fn unknown_names_are_errors() {
        let layers = Layers::default();
        let error = plan(&sample(), &layers, &only(&["screnshot"]), &Tools::unseen(Path::new("/lib"))).unwrap_err();
        assert!(error.to_string().starts_with("no plugin matches \"screnshot\""));
    }

    #[test]
    fn broken_plugins_are_skipped_with_file_and_reason() {
        let mut found = sample();
        found.broken.insert("bad".into(), Fault { path: "/p/bad/config.json".into(), reason: "line 3: x".into() });
        let plan = plan(&found, &Layers::default(), &Selection::default(), &Tools::unseen(Path::new("/lib"))).unwrap();
        assert_eq!(plan.skipped["bad"].reason, "/p/bad/config.json: line 3: x");
    }

    #[test]
    fn hooks_see_what_their_requirements_are_set_to() {
        let plan = make(only(&["pdf"]), &[("CHROME_BINARY", "/opt/chrome"), ("PDF_TIMEOUT", "5")]);
        let pdf = &plan.snapshot[2].plugin;
        assert_eq!(pdf.environment["CHROME_BINARY"], "/opt/chrome");
        assert_eq!((pdf.environment["TIMEOUT"].as_str(), pdf.timeout), ("5", Duration::from_secs(5)));
    }

    #[test]
    fn what_lacks_a_tool_is_skipped_and_so_is_what_requires_it() {
        let mut tools = Tools::unseen(Path::new("/lib"));
        let ready = |missing: Option<&str>, version: &str| crate::tools::Readiness {
            missing: missing.map(|reason| Missing { reason: reason.into(), install: Some("chrome".into()) }),
            settings: [("TOOL_BINARY".to_owned(), format!("/lib/bin/tool-{version}"))].into(),
            node_path: vec!["/lib/npm/packages/tool/node_modules".into()],
            ..Default::default()
        };
        tools.of_plugins.insert("chrome".into(), ready(None, "1"));
        let make =
            |tools: &Tools| plan(&sample(), &Layers::default(), &only(&["chrome", "pdf", "first"]), tools).unwrap();
        let made = make(&tools);
        let pdf = &made.snapshot.iter().find(|step| step.plugin.name == "pdf").unwrap().plugin;
        assert_eq!(pdf.environment["TOOL_BINARY"], "/lib/bin/tool-1");
        assert_eq!(pdf.environment["NODE_PATH"], "/lib/npm/packages/tool/node_modules");
        tools.of_plugins.insert("chrome".into(), ready(Some("needs tool, which is not installed"), "1"));
        let made = make(&tools);
        assert_eq!(snapshot_hooks(&made), ["on_Snapshot__first"]);
        assert_eq!(made.skipped["chrome"].reason, "needs tool, which is not installed");
        assert_eq!(
            made.skipped["pdf"].reason,
            "it requires the plugin chrome, which is skipped: needs tool, which is not installed"
        );
        assert_eq!(made.skipped["pdf"].hint, Some(Hint::InstallPrograms("chrome".into())));
    }
}
