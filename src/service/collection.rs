//! A collection with its settings, and the plugins and tools that are available for it.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::error::{Error, Input};
use crate::browser::egress::SETTING as NO_PRIVATE_NETWORKS;
use crate::config::{Layers, Setting, as_text};
use crate::files::layout::Layout;
use crate::hook::RunEnvironment;
use crate::model::url::Schemes;
use crate::plugin::builtin;
use crate::plugin::discover::{Discovered, Fault, discover};
use crate::plugin::ours::is_open_to_all;
use crate::process::strays::RunMark;
use crate::process::umask::{PRIVATE, set_umask};
use crate::secrets::vault::Vault;
use crate::tools::Tools;

/// The setting with the schemes that are allowed beside http and https.
pub const ALLOW_SCHEMES: &str = "ALLOW_SCHEMES";

/// The setting with the bits that files of the collection lack.
const COLLECTION_UMASK: &str = "COLLECTION_UMASK";

/// Which collection, and what is chosen for this request.
#[derive(Debug, Clone, Default)]
pub struct CollectionOptions {
    pub data: PathBuf,
    /// More directories of plugins; later ones replace earlier plugins of the same name.
    pub plugin_dirs: Vec<PathBuf>,
    /// Plugins that are taken from the built-in ones, whatever the directories hold.
    pub builtin: Vec<String>,
    /// Under whose name new crawls are kept; absent for `default`, or for the user of a crawl that
    /// is resumed.
    pub user: Option<String>,
    /// Settings as `KEY=VALUE`, above all others.
    pub set: Vec<String>,
}

/// What pages may reach.
#[derive(Debug, Clone, Default)]
pub struct NetworkPolicy {
    /// Public addresses only.
    pub no_private_networks: bool,
    /// Schemes that may be archived beside http and https.
    pub allow_schemes: Vec<String>,
}

impl CollectionOptions {
    /// The options with a policy among the settings, where hooks see it.
    #[must_use]
    pub fn with_policy(mut self, policy: &NetworkPolicy) -> Self {
        if !policy.allow_schemes.is_empty() {
            self.set.push(format!("{ALLOW_SCHEMES}={}", policy.allow_schemes.join(",")));
        }
        if policy.no_private_networks {
            self.set.push(format!("{NO_PRIVATE_NETWORKS}=true"));
        }
        self
    }
}

/// A collection, and what applies to it.
pub struct Collection {
    pub options: CollectionOptions,
    pub layout: Layout,
    pub layers: Layers,
    pub globals: Vec<Setting>,
}

impl Collection {
    /// Reads the settings. Nothing is made.
    pub fn open(options: CollectionOptions) -> Result<Self, Error> {
        let shown = options.data.display();
        let data = std::path::absolute(&options.data)
            .map_err(|error| Error::bad_input(Input::Data, format!("{shown}: {error}")))?;
        if data.exists() && !data.is_dir() {
            return Err(Error::bad_input(Input::Data, format!("{}: not a directory", data.display())));
        }
        // A variable that is not UTF-8 cannot be a setting.
        let environment =
            std::env::vars_os().filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
        let layers = Layers::read(&data, environment, &options.set)?;
        let globals = layers.globals()?;
        let mut layout = Layout::new(data);
        if let Some(user) = &options.user {
            let wrong = || {
                Error::bad_input(
                    Input::User,
                    format!("{user}: use letters, digits, `-`, `_` and `.`, at most 64, and no `.` at the start"),
                )
            };
            layout = layout.with_user(user).ok_or_else(wrong)?;
        }
        Ok(Collection { options, layout, layers, globals })
    }

    /// A global setting as text.
    pub fn global(&self, key: &str) -> String {
        self.globals
            .iter()
            .find(|setting| setting.key == key)
            .map(|setting| as_text(&setting.value))
            .unwrap_or_default()
    }

    /// What of the collection others may read although the setting COLLECTION_UMASK says that they
    /// may not: one from before that setting was there, or one whose setting was changed.
    pub fn open_to_others(&self) -> Vec<PathBuf> {
        let umask = self.umask();
        let is_open = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & umask != 0);
        // A closed directory protects what is in it.
        let inner = [self.layout.database(), self.layout.users()].into_iter().filter(is_open).collect();
        if is_open(&self.layout.data().to_owned()) { inner } else { Vec::new() }
    }

    fn umask(&self) -> u32 {
        // The schema lets nothing else pass.
        u32::from_str_radix(&self.global(COLLECTION_UMASK), 8).unwrap_or(PRIVATE)
    }

    /// Makes what this process and its hooks write from here on as private as the setting
    /// COLLECTION_UMASK says.
    pub fn keep_private(&self) {
        set_umask(self.umask());
    }

    /// Which addresses may be given.
    pub fn schemes(&self) -> Schemes {
        let setting = self.globals.iter().find(|setting| setting.key == ALLOW_SCHEMES);
        let allowed = setting.and_then(|setting| setting.value.as_array());
        Schemes { file: allowed.is_some_and(|allowed| allowed.iter().any(|scheme| scheme == "file")) }
    }

    /// Where tools for hooks are.
    pub fn lib_dir(&self) -> PathBuf {
        self.directory("LIB_DIR", "lib")
    }

    /// The plugins of all directories, in the order of the contract.
    pub fn plugins(&self) -> Result<Discovered, Error> {
        let mut found = discover(&self.search_path()?, &self.run_environment()?.search_path());
        let dropped_in = self.layout.plugins();
        if is_open_to_all(&dropped_in) {
            let reason = "skipped, because any user can add plugins there".to_owned();
            found.warnings.push(Fault { path: dropped_in, reason });
        }
        if !self.options.builtin.is_empty() {
            let own = discover(&[builtin_directory()?], OsStr::new(""));
            for name in &self.options.builtin {
                let plugin = own.plugins.get(name).ok_or_else(|| {
                    Error::bad_input(Input::Builtin, format!("{name}: there is no built-in plugin of this name"))
                })?;
                found.broken.remove(name);
                found.plugins.insert(name.clone(), plugin.clone());
            }
        }
        Ok(found)
    }

    /// What is there of the programs that the plugins need.
    pub fn tools(&self, found: &Discovered) -> Result<Tools, Error> {
        let search_path = std::env::var_os("PATH").unwrap_or_default();
        Ok(Tools::look(found, &self.layers, &self.lib_dir(), &search_path)?)
    }

    /// The directories that are searched for plugins, later ones replacing earlier ones.
    pub fn search_path(&self) -> Result<Vec<PathBuf>, Error> {
        let mut path = vec![builtin_directory()?];
        for variable in ["TACKLEBOX_PLUGINS", "ABX_PLUGINS_DIR"] {
            let value = std::env::var_os(variable).unwrap_or_default();
            path.extend(std::env::split_paths(&value).filter(|dir| !dir.as_os_str().is_empty()));
        }
        for dir in &self.options.plugin_dirs {
            if !dir.is_dir() {
                return Err(Error::bad_input(
                    Input::PluginDir,
                    format!("{}: there is no such directory", dir.display()),
                ));
            }
            path.push(dir.clone());
        }
        let own = self.layout.plugins();
        if own.is_dir() && !is_open_to_all(&own) {
            path.push(own);
        }
        Ok(path)
    }

    /// What is the same for every hook of this run.
    pub fn run_environment(&self) -> Result<RunEnvironment, Error> {
        let lib_dir = self.lib_dir();
        let program = std::env::current_exe()
            .map_err(|error| Error::failed(format!("this program cannot find its own file: {error}")))?;
        Ok(RunEnvironment {
            run: RunMark::of_this_process(),
            // Known when the crawl is.
            secrets: Vault::new(),
            data_dir: self.layout.data().to_owned(),
            node_modules: node_modules(&lib_dir),
            lib_dir,
            personas_dir: self.directory("PERSONAS_DIR", "personas"),
            own_program: program,
            inherited_path: std::env::var_os("PATH").unwrap_or_default(),
        })
    }

    fn directory(&self, key: &str, name: &str) -> PathBuf {
        match self.global(key) {
            empty if empty.is_empty() => self.layout.data().join(name),
            // Hooks run elsewhere, so a relative path must not reach them.
            path => std::path::absolute(&path).unwrap_or_else(|_| path.into()),
        }
    }
}

/// Where the built-in plugins are, for the program that runs.
pub fn builtin_directory() -> Result<PathBuf, Error> {
    builtin::directory().map_err(|error| Error::failed(format!("the built-in plugins cannot be unpacked: {error}")))
}

/// Where node modules are in `lib_dir`: its own, and those of the packages in it, each of which has
/// a prefix of its own. Hooks take the first for the one with puppeteer.
fn node_modules(lib_dir: &Path) -> Vec<PathBuf> {
    let packages = ["pnpm/packages", "npm/packages"].map(|dir| lib_dir.join(dir));
    let entries = packages.iter().filter_map(|dir| std::fs::read_dir(dir).ok()).flatten().filter_map(Result::ok);
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).chain([lib_dir.to_owned()]).map(|dir| dir.join("node_modules")).collect();
    found.retain(|dir| dir.is_dir());
    found.sort_by_key(|dir| {
        let has_puppeteer = ["puppeteer-core", "puppeteer"].iter().any(|name| dir.join(name).is_dir());
        (!has_puppeteer, dir.clone())
    });
    found
}
