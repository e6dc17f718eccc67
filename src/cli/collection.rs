//! What the subcommands share: the collection that was meant, its settings, the plugins that are to be had.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Common, Failure};
use crate::config::{Layers, Setting, as_text};
use crate::hook::Surroundings;
use crate::layout::Layout;
use crate::plugin::builtin;
use crate::plugin::discover::{Discovered, Fault, discover};
use crate::plugin::ours::is_open_to_all;
use crate::process::strays::RunMark;
use crate::process::umask::{PRIVATE, set_umask};
use crate::report::harmless;
use crate::secrets::vault::Vault;
use crate::store::reader::{self, ListedSnapshot};
use crate::tools::Tools;
use crate::url::Schemes;

/// The setting with the schemes that are allowed beside http and https.
pub const ALLOW_SCHEMES: &str = "ALLOW_SCHEMES";

/// The setting with the bits that files of the collection lack.
const COLLECTION_UMASK: &str = "COLLECTION_UMASK";

/// A collection, and what applies to it.
pub struct Collection {
    pub layout: Layout,
    pub layers: Layers,
    pub globals: Vec<Setting>,
}

impl Collection {
    /// Understands the common options. Nothing is made.
    pub fn open(common: &Common) -> Result<Self, Failure> {
        let data = std::path::absolute(&common.data).map_err(|error| Failure::usage(format!("--data {}: {error}", common.data.display())))?;
        if data.exists() && !data.is_dir() {
            return Err(Failure::usage(format!("--data {}: it is there and is no directory", data.display())));
        }
        // A variable that is not UTF-8 cannot be a setting.
        let environment = std::env::vars_os().filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
        let layers = Layers::read(&data, environment, &common.set).map_err(Failure::usage)?;
        let globals = layers.globals().map_err(Failure::usage)?;
        Ok(Collection { layout: Layout::new(data), layers, globals })
    }

    /// A global setting as text.
    pub fn global(&self, key: &str) -> String {
        self.globals.iter().find(|setting| setting.key == key).map(|setting| as_text(&setting.value)).unwrap_or_default()
    }

    /// What of the collection others may read although the setting COLLECTION_UMASK says that they may not: one from before that setting was there, or one whose
    /// setting was changed.
    pub fn open_to_others(&self) -> Vec<PathBuf> {
        let umask = self.umask();
        let is_open = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & umask != 0);
        // Nobody gets past a directory that is closed.
        let inner = [self.layout.database(), self.layout.users()].into_iter().filter(is_open).collect();
        if is_open(&self.layout.data().to_owned()) { inner } else { Vec::new() }
    }

    fn umask(&self) -> u32 {
        // The schema lets nothing else pass.
        u32::from_str_radix(&self.global(COLLECTION_UMASK), 8).unwrap_or(PRIVATE)
    }

    /// Makes what this process and its hooks write from here on as private as the setting COLLECTION_UMASK says.
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
    pub fn plugins(&self, common: &Common) -> Result<Discovered, Failure> {
        let mut found = discover(&self.search_path(common)?, &self.surroundings()?.search_path());
        let dropped_in = self.layout.plugins();
        if is_open_to_all(&dropped_in) {
            let reason = "passed over, as everybody may put plugins there; `chmod o-w` closes it".to_owned();
            found.warnings.push(Fault { path: dropped_in, reason });
        }
        if !common.builtin.is_empty() {
            let own = discover(&[builtin_directory()?], OsStr::new(""));
            for name in &common.builtin {
                let plugin =
                    own.plugins.get(name).ok_or_else(|| Failure::usage(format!("--builtin {name}: there is no built-in plugin of this name")))?;
                found.broken.remove(name);
                found.plugins.insert(name.clone(), plugin.clone());
            }
        }
        Ok(found)
    }

    /// What is there of the programs that the plugins need.
    pub fn tools(&self, found: &Discovered) -> Result<Tools, Failure> {
        let search_path = std::env::var_os("PATH").unwrap_or_default();
        Tools::look(found, &self.layers, &self.lib_dir(), &search_path).map_err(Failure::usage)
    }

    /// The directories that are searched for plugins, later ones replacing earlier ones.
    pub fn search_path(&self, common: &Common) -> Result<Vec<PathBuf>, Failure> {
        let mut path = vec![builtin_directory()?];
        for variable in ["TACKLEBOX_PLUGINS", "ABX_PLUGINS_DIR"] {
            let value = std::env::var_os(variable).unwrap_or_default();
            path.extend(std::env::split_paths(&value).filter(|dir| !dir.as_os_str().is_empty()));
        }
        for dir in &common.plugins_dir {
            if !dir.is_dir() {
                return Err(Failure::usage(format!("--plugins-dir {}: there is no such directory", dir.display())));
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
    pub fn surroundings(&self) -> Result<Surroundings, Failure> {
        let lib_dir = self.lib_dir();
        let program = std::env::current_exe().map_err(|error| Failure::nothing(format!("this program cannot find its own file: {error}")))?;
        Ok(Surroundings {
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
pub fn builtin_directory() -> Result<PathBuf, Failure> {
    builtin::directory().map_err(|error| Failure::nothing(format!("the built-in plugins cannot be unpacked: {error}")))
}

/// Where node modules are in `lib_dir`: its own, and those of the packages in it, each of which has a prefix of its own. Hooks take the first for
/// the one with puppeteer.
fn node_modules(lib_dir: &Path) -> Vec<PathBuf> {
    let packages = ["pnpm/packages", "npm/packages"].map(|dir| lib_dir.join(dir));
    let entries = packages.iter().filter_map(|dir| std::fs::read_dir(dir).ok()).flatten().filter_map(Result::ok);
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).chain([lib_dir.to_owned()]).map(|dir| dir.join("node_modules")).collect();
    found.retain(|dir| dir.is_dir());
    found.sort_by_key(|dir| {
        let has_puppeteer = ["puppeteer-core", "puppeteer"].iter().any(|name| dir.join(name).is_dir());
        (!has_puppeteer, dir.clone())
    });
    found
}

/// The snapshot that a person means by `what`; of those of one URL, the newest.
pub fn newest(connection: &Connection, what: &str) -> Result<Option<ListedSnapshot>, Failure> {
    let mut found = reader::find(connection, what, 2).map_err(Failure::nothing)?.into_iter();
    let first = found.next();
    if let (Some(first), Some(second)) = (&first, found.next())
        && first.url != second.url
    {
        return Err(Failure::usage(format!("{}: several snapshots begin so; give more of the id", harmless(what))));
    }
    Ok(first)
}

/// What to say when there is none.
pub fn not_found(what: &str) -> String {
    format!("{}: no snapshot has this URL or id; `tacklebox list` shows what there is", harmless(what))
}
