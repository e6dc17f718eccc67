//! Finds plugins: directories -> [`Plugin`]s and warnings.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Hook, HookName, Manifest, Plugin};

/// What was found in all plugin directories together.
#[derive(Debug, Default)]
pub struct Discovered {
    /// By name; a later directory's plugin has replaced an earlier one's whole.
    pub plugins: BTreeMap<String, Plugin>,
    /// Plugins that cannot be used at all, with the reason.
    pub broken: BTreeMap<String, Fault>,
    /// Files that look like hooks and are none, directories that cannot be read.
    pub warnings: Vec<Fault>,
}

/// Something wrong with a file of a plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub path: PathBuf,
    pub reason: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

/// Reads every directory in the order given; a plugin found later replaces one of the same name.
pub fn discover(search_path: &[PathBuf]) -> Discovered {
    let mut found = Discovered::default();
    for directory in search_path {
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => {
                found.warnings.push(Fault { path: directory.clone(), reason: format!("the plugin directory cannot be read: {error}") });
                continue;
            }
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
                found.warnings.push(Fault { path, reason: "passed over: the name of a plugin must be UTF-8".into() });
                continue;
            };
            if name.starts_with(['.', '_']) {
                continue;
            }
            load(name, &path, &mut found);
        }
    }
    found
}

/// Adds the plugin in one directory, which replaces one of the same name; its name, unless that is not UTF-8.
pub fn include(dir: &Path, found: &mut Discovered) -> Option<String> {
    let name = dir.file_name()?.to_str()?.to_owned();
    load(name.clone(), dir, found);
    Some(name)
}

fn load(name: String, dir: &Path, found: &mut Discovered) {
    let hooks = hooks_in(dir, &mut found.warnings);
    let manifest_path = dir.join("config.json");
    let manifest = match fs::read_to_string(&manifest_path) {
        Ok(text) => Manifest::parse(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if hooks.is_empty() {
                // Neither hooks nor config.json: some other directory.
                return;
            }
            Ok(Manifest::default())
        }
        Err(error) => Err(format!("cannot be read: {error}")),
    };
    // The later one of a name counts, broken or not.
    found.plugins.remove(&name);
    found.broken.remove(&name);
    match manifest {
        Ok(manifest) => {
            let dir = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
            found.plugins.insert(name.clone(), Plugin { name, dir, hooks, manifest });
        }
        Err(reason) => {
            found.broken.insert(name, Fault { path: manifest_path, reason });
        }
    }
}

fn hooks_in(dir: &Path, warnings: &mut Vec<Fault>) -> Vec<Hook> {
    let mut hooks = Vec::new();
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => {
            warnings.push(Fault { path: dir.to_owned(), reason: format!("the plugin cannot be read: {error}") });
            return hooks;
        }
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let Some(name) = path.file_name() else { continue };
        let Some(file_name) = name.to_str() else {
            if name.as_bytes().starts_with(b"on_") {
                warnings.push(Fault { path, reason: "passed over: the name of a hook must be UTF-8".into() });
            }
            continue;
        };
        let name = match HookName::parse(file_name) {
            Ok(Some(name)) => name,
            Ok(None) => continue,
            Err(error) => {
                warnings.push(Fault { reason: format!("not a hook: {error}"), path });
                continue;
            }
        };
        match fs::metadata(&path) {
            Ok(meta) if !meta.is_file() => warnings.push(Fault { path, reason: "passed over: it is named like a hook and is no file".into() }),
            Ok(meta) => {
                let executable = meta.permissions().mode() & 0o111 != 0;
                let interpreter = if executable { None } else { interpreter(name.extension.as_deref()) };
                if !executable && interpreter.is_none() {
                    warnings.push(Fault {
                        reason: "passed over: it is not executable, and its ending names no interpreter (.sh, .py, .js); chmod +x it".into(),
                        path,
                    });
                    continue;
                }
                // A relative path would be looked up from the plugin's output directory.
                let path = std::path::absolute(&path).unwrap_or(path);
                hooks.push(Hook { name, path, interpreter });
            }
            Err(error) => warnings.push(Fault { reason: format!("passed over: {error}"), path }),
        }
    }
    hooks.sort_by(|a, b| (a.name.event, a.name.number, &a.name.file_name).cmp(&(b.name.event, b.name.number, &b.name.file_name)));
    hooks
}

/// What runs a file with this ending that is not executable.
pub fn interpreter(extension: Option<&str>) -> Option<&'static str> {
    match extension? {
        "sh" => Some("bash"),
        "py" => Some("python3"),
        "js" => Some("node"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn what_only_looks_like_a_hook_is_told_of() {
        let dir = tempfile::tempdir().unwrap();
        let plugin = dir.path().join("odd");
        fs::create_dir_all(plugin.join("on_Snapshot__10_directory")).unwrap();
        std::os::unix::net::UnixListener::bind(plugin.join("on_Snapshot__20_socket")).unwrap();
        for name in [&b"on_Snapshot__30_\xff.sh"[..], b"notes_\xff.txt", b"on_Snapshot__40_hook.sh"] {
            fs::write(plugin.join(OsStr::from_bytes(name)), "").unwrap();
        }
        let found = discover(&[dir.path().to_owned()]);
        let mut reasons: Vec<&str> = found.warnings.iter().map(|fault| fault.reason.as_str()).collect();
        reasons.sort_unstable();
        let no_file = "passed over: it is named like a hook and is no file";
        assert_eq!(reasons, [no_file, no_file, "passed over: the name of a hook must be UTF-8"]);
        assert_eq!(found.plugins["odd"].hooks.len(), 1);
    }
}
