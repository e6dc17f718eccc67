//! Finds plugins: directories -> [`Plugin`]s and warnings.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::interpreter::{HookFile, RunBy, choose};
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
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
/// `programs` is the PATH that hooks will have.
pub fn discover(search_path: &[PathBuf], programs: &OsStr) -> Discovered {
    let mut found = Discovered::default();
    for directory in search_path {
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => {
                found.warnings.push(Fault {
                    path: directory.clone(),
                    reason: format!("the plugin directory cannot be read: {error}"),
                });
                continue;
            }
        };
        let mut paths: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
                found.warnings.push(Fault { path, reason: "skipped: the name of a plugin must be UTF-8".into() });
                continue;
            };
            if name.starts_with(['.', '_']) {
                continue;
            }
            load(name, &path, programs, &mut found);
        }
    }
    found
}

/// Adds the plugin in one directory, which replaces one of the same name; its name, unless that is
/// not UTF-8.
pub fn include(dir: &Path, programs: &OsStr, found: &mut Discovered) -> Option<String> {
    let name = dir.file_name()?.to_str()?.to_owned();
    load(name.clone(), dir, programs, found);
    Some(name)
}

fn load(name: String, dir: &Path, programs: &OsStr, found: &mut Discovered) {
    let hooks = hooks_in(dir, programs, &mut found.warnings);
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

fn hooks_in(dir: &Path, programs: &OsStr, warnings: &mut Vec<Fault>) -> Vec<Hook> {
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
                warnings.push(Fault { path, reason: "skipped: the name of a hook must be UTF-8".into() });
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
            Ok(meta) if !meta.is_file() => {
                warnings.push(Fault { path, reason: "skipped: it is named like a hook but is not a file".into() })
            }
            Ok(meta) => {
                // A relative path would be looked up from the plugin's output directory.
                let path = std::path::absolute(&path).unwrap_or(path);
                let first_line = first_line(&path);
                let file = HookFile {
                    path: &path,
                    is_executable: meta.permissions().mode() & 0o111 != 0,
                    extension: name.extension.as_deref(),
                    first_line: &first_line,
                };
                let interpreter = match choose(&file, &programs) {
                    RunBy::Itself => None,
                    RunBy::Interpreter(interpreter) => Some(interpreter),
                    RunBy::Nobody => {
                        warnings.push(Fault {
                            reason:
                                "skipped: it is not executable, and its extension names no interpreter (.sh, .py, .js)"
                                    .into(),
                            path,
                        });
                        continue;
                    }
                };
                hooks.push(Hook { name, path, interpreter });
            }
            Err(error) => warnings.push(Fault { reason: format!("skipped: {error}"), path }),
        }
    }
    hooks.sort_by(|a, b| {
        (a.name.event, a.name.number, &a.name.file_name).cmp(&(b.name.event, b.name.number, &b.name.file_name))
    });
    hooks
}

/// The `#!` line of a file, as far as the kernel reads one (256 bytes, execve(2)); empty when it
/// has none or cannot be read.
fn first_line(path: &Path) -> String {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(256).read_to_end(&mut start));
    if read.is_err() || !start.starts_with(b"#!") {
        return String::new();
    }
    let end = start.iter().position(|byte| *byte == b'\n').unwrap_or(start.len());
    String::from_utf8_lossy(&start[..end]).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
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
        let found = discover(&[dir.path().to_owned()], OsStr::new(""));
        let mut reasons: Vec<&str> = found.warnings.iter().map(|fault| fault.reason.as_str()).collect();
        reasons.sort_unstable();
        let no_file = "skipped: it is named like a hook but is not a file";
        assert_eq!(reasons, [no_file, no_file, "skipped: the name of a hook must be UTF-8"]);
        assert_eq!(found.plugins["odd"].hooks.len(), 1);
    }
}
