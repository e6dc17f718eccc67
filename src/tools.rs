//! Which programs and libraries the plugins need, and which of them are there. It looks, and starts
//! nothing; `install` gets what is missing.

pub mod chrome;
mod demand;
pub mod record;
pub mod source;
pub mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::config::{ConfigError, Layers, Setting};
use crate::model::hint::Hint;
use crate::plugin::Plugin;
use crate::plugin::discover::Discovered;

pub use demand::{Demand, Place, demands};
use record::Records;

/// What is there, for every plugin.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    pub lib_dir: PathBuf,
    pub of_plugins: BTreeMap<String, Readiness>,
    pub warnings: Vec<String>,
}

/// Why a plugin cannot run: something that it needs is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub reason: String,
    /// The plugin to install programs for, where that helps.
    pub install: Option<String>,
}

impl Missing {
    /// What can be done about it.
    pub fn hint(&self) -> Option<Hint> {
        self.install.clone().map(Hint::InstallPrograms)
    }
}

/// How far a plugin's own requirements are met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Why it cannot run, if it cannot.
    pub missing: Option<Missing>,
    /// Settings that stand for a program, with the path that was found for each; not those that a
    /// person has set.
    pub settings: BTreeMap<String, String>,
    /// Where Node.js and Python find the modules that were installed for it.
    pub node_path: Vec<PathBuf>,
    pub python_path: Vec<PathBuf>,
    /// What is there and perhaps not good enough.
    pub warnings: Vec<String>,
}

impl Tools {
    /// Where nothing has been looked for, nothing is missing.
    pub fn unseen(lib_dir: &Path) -> Tools {
        Tools { lib_dir: lib_dir.to_owned(), ..Tools::default() }
    }

    /// Looks for what every plugin needs.
    pub fn look(
        found: &Discovered,
        layers: &Layers,
        lib_dir: &Path,
        search_path: &OsStr,
    ) -> Result<Tools, ConfigError> {
        let mut tools = Tools::unseen(lib_dir);
        if found.plugins.values().all(|plugin| plugin.manifest.required_binaries.is_empty()) {
            return Ok(tools);
        }
        let records = Records::read(lib_dir).unwrap_or_else(|error| {
            tools.warnings.push(format!("the list of installed programs cannot be used: {error}"));
            Records::default()
        });
        for plugin in found.plugins.values().filter(|plugin| !plugin.manifest.required_binaries.is_empty()) {
            let demands = demands(plugin, found, layers, lib_dir)?;
            let seen = demands.into_iter().map(|demand| {
                let place = demand.look(&records, lib_dir, search_path);
                (demand, place)
            });
            tools.of_plugins.insert(plugin.name.clone(), Readiness::of(&plugin.name, &seen.collect::<Vec<_>>()));
        }
        Ok(tools)
    }

    /// Why a plugin cannot run, if it lacks something.
    pub fn missing(&self, plugin: &str) -> Option<&Missing> {
        self.of_plugins.get(plugin)?.missing.as_ref()
    }

    /// What the hooks of a plugin must have in their environment, given all that it requires and
    /// last itself.
    pub fn environment<'a>(
        &'a self,
        plugins: impl Iterator<Item = &'a str> + Clone,
        inherited: &dyn Fn(&str) -> Option<String>,
    ) -> BTreeMap<String, String> {
        let ready = || plugins.clone().filter_map(|name| self.of_plugins.get(name));
        // Its own modules come before those of others.
        let nearest_first: Vec<&Readiness> = ready().collect::<Vec<_>>().into_iter().rev().collect();
        let mut environment: BTreeMap<String, String> = ready().flat_map(|ready| ready.settings.clone()).collect();
        type Paths = fn(&Readiness) -> &Vec<PathBuf>;
        let lists: [(&str, Paths); 2] = [
            (crate::model::env_vars::NODE_PATH, |ready| &ready.node_path),
            (crate::model::env_vars::PYTHONPATH, |ready| &ready.python_path),
        ];
        for (key, list) in lists {
            let mut paths: Vec<String> = Vec::new();
            for path in nearest_first
                .iter()
                .copied()
                .flat_map(list)
                .map(|path| path.display().to_string())
                .chain(inherited(key).filter(|path| !path.is_empty()))
            {
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
            if nearest_first.iter().any(|ready| !list(ready).is_empty()) {
                if key == crate::model::env_vars::NODE_PATH {
                    environment.insert(crate::model::env_vars::NODE_MODULES_DIR.into(), paths[0].clone());
                }
                environment.insert(key.into(), paths.join(":"));
            }
        }
        environment
    }
}

impl Readiness {
    /// Pure: what was asked for, and what was found of it.
    fn of(plugin: &str, seen: &[(Demand, Option<Place>)]) -> Readiness {
        let mut ready = Readiness::default();
        let mut installable = BTreeSet::new();
        for (demand, place) in seen {
            let name = &demand.requirement.name;
            match place {
                Some(place) => {
                    if let Some(complaint) = demand.complaint(place) {
                        ready.warnings.push(format!("{plugin} {complaint}"));
                    }
                    if let Some(key) = demand.setting.as_ref().filter(|_| !demand.is_explicit()) {
                        ready.settings.insert(key.key.clone(), place.path.display().to_string());
                    }
                    let is_node = place.provider.as_deref().is_some_and(|provider| matches!(provider, "npm" | "pnpm"));
                    let paths = if is_node { &mut ready.node_path } else { &mut ready.python_path };
                    paths.extend(place.modules.clone());
                }
                None if demand.requirement.optional => {}
                None => match demand.unobtainable() {
                    Some(reason) => ready.missing = ready.missing.or(Some(Missing { reason, install: None })),
                    None => {
                        installable.insert(name.as_str());
                    }
                },
            }
        }
        if ready.missing.is_none() && !installable.is_empty() {
            let names: Vec<&str> = installable.into_iter().collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            let reason = format!("needs {}, which {verb} not installed", names.join(", "));
            ready.missing = Some(Missing { reason, install: Some(plugin.to_owned()) });
        }
        ready
    }
}

/// All plugins that one requires, directly and indirectly, as far as they are there.
fn required<'a>(plugin: &'a Plugin, found: &'a Discovered) -> Vec<&'a Plugin> {
    let mut all: Vec<&Plugin> = Vec::new();
    let mut open = vec![plugin];
    while let Some(current) = open.pop() {
        for other in current.manifest.required_plugins.iter().filter_map(|name| found.plugins.get(name)) {
            if other.name != plugin.name && !all.iter().any(|known| known.name == other.name) {
                all.push(other);
                open.push(other);
            }
        }
    }
    all
}

/// The settings that a plugin's texts may speak of: its own, those of the plugins it requires, the
/// globals.
fn settings_for(plugin: &Plugin, found: &Discovered, layers: &Layers) -> Result<Vec<Setting>, ConfigError> {
    let mut settings = layers.of_plugin(plugin)?;
    for other in required(plugin, found) {
        settings.extend(layers.of_plugin(other)?);
    }
    settings.extend(layers.globals()?);
    Ok(settings)
}
