//! One requirement with the settings filled in, and where it is found.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::chrome;
use super::record::{Installed, Records};
use super::settings_for;
use super::source::Source;
use super::version::is_older;
use crate::config::{ConfigError, Layers, Setting, as_text};
use crate::files::executables::{self, is_executable};
use crate::plugin::discover::Discovered;
use crate::plugin::requirement::{Override, Provider};
use crate::plugin::{Plugin, Requirement};

/// The setting that names Chrome, which is found by more than a name.
const CHROME: &str = "CHROME_BINARY";

/// One requirement of a plugin.
#[derive(Debug, Clone)]
pub struct Demand {
    /// With every `{KEY}` replaced.
    pub requirement: Requirement,
    /// The setting that the whole name was.
    pub setting: Option<Setting>,
}

/// Where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub path: PathBuf,
    /// As recorded; unknown when `install` has not seen it.
    pub version: Option<String>,
    pub provider: Option<String>,
    pub modules: Option<PathBuf>,
}

/// The requirements of `plugin`, in its own order.
pub fn demands(
    plugin: &Plugin,
    found: &Discovered,
    layers: &Layers,
    lib_dir: &Path,
) -> Result<Vec<Demand>, ConfigError> {
    let settings = settings_for(plugin, found, layers)?;
    let setting = |key: &str| settings.iter().find(|setting| setting.key == key);
    let value_of = |key: &str| match key {
        "LIB_DIR" | "ABXPKG_LIB_DIR" => Some(lib_dir.display().to_string()),
        key => setting(key).map(|setting| as_text(&setting.value)).or_else(|| layers.assignments().get(key).cloned()),
    };
    let demands = plugin.manifest.required_binaries.iter().map(|requirement| {
        let setting = requirement.setting().and_then(setting).cloned();
        let mut requirement = requirement.filled(&value_of);
        if setting.as_ref().is_some_and(|setting| setting.key == CHROME)
            && !requirement.providers.iter().any(Provider::installs)
        {
            // The plugin names only providers that are not supported; the system's own Chrome works too.
            let packages = ["chromium", "fonts-liberation"].map(str::to_owned).to_vec();
            requirement
                .overrides
                .insert(Provider::Apt, Override { install_args: Some(packages), ..Override::default() });
            requirement.providers.push(Provider::Apt);
        }
        Demand { requirement, setting }
    });
    // An empty setting switches a program off; only for Chrome it means that any will do.
    Ok(demands.filter(|demand| !demand.requirement.name.trim().is_empty() || demand.is_chrome()).collect())
}

impl Demand {
    /// Whether a person has chosen the program.
    pub fn is_explicit(&self) -> bool {
        self.setting.as_ref().is_some_and(Setting::is_explicit)
    }

    fn is_chrome(&self) -> bool {
        self.setting.as_ref().is_some_and(|setting| setting.key == CHROME)
    }

    /// Finds it: a path as it stands, else what was installed for it, else a program of that name
    /// in `LIB_DIR/bin`, then on the `search_path`.
    pub fn look(&self, records: &Records, lib_dir: &Path, search_path: &OsStr) -> Option<Place> {
        let name = self.requirement.name.as_str();
        if name.contains('/') {
            let path = PathBuf::from(name);
            return is_executable(&path).then(|| self.seen(records, path));
        }
        let ours = |tool: &&Installed| {
            self.sources(lib_dir)
                .any(|source| tool.provider == source.provider.as_str() && tool.packages == source.packages)
        };
        if let Some(tool) = records.of(name).filter(|tool| tool.root.is_some()).find(ours) {
            return Some(Place {
                path: linked(name, lib_dir, &records.absolute(&tool.path)),
                version: tool.version.clone(),
                provider: Some(tool.provider.clone()),
                modules: tool.modules.as_ref().map(|modules| records.absolute(modules)),
            });
        }
        let abspath = self.sources(lib_dir).filter_map(|source| source.abspath).find(|path| path.is_file());
        let path = abspath.or_else(|| Some(lib_dir.join("bin").join(name)).filter(|path| is_executable(path)));
        let path = path.or_else(|| self.on_path(lib_dir, search_path))?;
        Some(self.seen(records, path))
    }

    /// A program of the system.
    pub fn on_path(&self, lib_dir: &Path, search_path: &OsStr) -> Option<PathBuf> {
        let name = self.requirement.name.as_str();
        if self.is_chrome() {
            let mut dirs = OsString::from(lib_dir.join("bin"));
            dirs.push(":");
            dirs.push(search_path);
            let named = chrome::find(Some(name), &dirs);
            return named
                .or_else(|| if self.is_explicit() { None } else { chrome::find(None, &dirs) })
                .map(|found| found.path);
        }
        if !self.requirement.providers.iter().any(Provider::is_of_the_system) {
            return None;
        }
        executables::find(name, search_path)
    }

    fn seen(&self, records: &Records, path: PathBuf) -> Place {
        let known = records.at(&self.requirement.name, &path);
        Place {
            version: known.and_then(|tool| tool.version.clone()),
            provider: Some(known.map_or_else(|| Provider::Env.to_string(), |tool| tool.provider.clone())),
            modules: None,
            path,
        }
    }

    /// Where it can be installed from, the preferred first.
    pub fn sources(&self, lib_dir: &Path) -> impl Iterator<Item = Source> {
        self.requirement
            .providers
            .iter()
            .filter_map(move |provider| Source::of(&self.requirement, provider, lib_dir).ok())
    }

    /// What is wrong with what was found there.
    pub fn complaint(&self, place: &Place) -> Option<String> {
        let (version, wanted) = (place.version.as_deref(), self.requirement.min_version.as_deref());
        let complaint = || {
            format!(
                "needs {} >= {}, but {} is installed ({})",
                self.requirement.name,
                wanted.unwrap_or_default(),
                version.unwrap_or_default(),
                place.path.display()
            )
        };
        is_older(version, wanted).then(complaint)
    }

    /// Why an installation would not help, if it would not.
    pub fn unobtainable(&self) -> Option<String> {
        let name = &self.requirement.name;
        if let Some(setting) = self.setting.as_ref().filter(|setting| setting.is_explicit() && name.contains('/')) {
            return Some(format!("{}={name} ({}): there is no such program", setting.key, setting.origin));
        }
        if self.requirement.providers.iter().any(Provider::installs) {
            return None;
        }
        let others: Vec<&str> = self
            .requirement
            .providers
            .iter()
            .filter(|provider| **provider != Provider::Env)
            .map(Provider::as_str)
            .collect();
        Some(match others[..] {
            [] => format!("needs {name}, which is not on the PATH"),
            _ => {
                format!("needs {name}, which only {} offers; tacklebox cannot install from there", others.join(" or "))
            }
        })
    }
}

/// The link in `LIB_DIR/bin` to a program, when it leads there: hooks find what lies beside a
/// program by following it.
fn linked(name: &str, lib_dir: &Path, path: &Path) -> PathBuf {
    let link = lib_dir.join("bin").join(name);
    let target = |path: &Path| path.canonicalize().ok();
    if target(&link).is_some() && target(&link) == target(path) { link } else { path.to_owned() }
}
