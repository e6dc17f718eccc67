//! Looks at the files of plugins, for the rules that judge them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::plugin::check::{Entry, Kind, PluginFiles, is_meant_as_hook};

/// How much of a hook is read: its first line is what counts, and the kernel reads no more of it
/// than this.
const START: u64 = 256;

/// Directories that tools fill by themselves; what lies there is no part of the plugin.
const TOOLS: &[&str] = &["node_modules", "target", "venv", "__pycache__"];

/// The plugins in `dir`: itself when it is one, else those it holds.
pub fn plugins_in(dir: &Path) -> io::Result<Vec<PathBuf>> {
    if is_plugin(dir)? {
        return Ok(vec![dir.to_owned()]);
    }
    let mut plugins = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"_"));
        // As the runner does it.
        if path.is_dir() && !is_hidden && is_plugin(&path)? {
            plugins.push(path);
        }
    }
    plugins.sort();
    Ok(plugins)
}

fn is_plugin(dir: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        // A hook of another name is found missing later; a directory without either is some other
        // directory.
        if name == "config.json" || is_meant_as_hook(&name.to_string_lossy()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What there is in a plugin's directory.
pub fn look(dir: &Path, name: String) -> io::Result<PluginFiles> {
    let mut entries = Vec::new();
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(entry.file_type().is_dir() && (name.starts_with('.') || TOOLS.contains(&&*name)))
    };
    let inside = fs::canonicalize(dir)?;
    for entry in WalkDir::new(dir).follow_links(false).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        let entry = entry?;
        // The directory itself may be reached through a link, which is the reader's own affair.
        let meta = if entry.depth() == 0 { fs::metadata(dir)? } else { entry.metadata()? };
        let path = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_owned();
        let kind = match meta.file_type() {
            kind if kind.is_symlink() => link(entry.path(), &inside)?,
            kind if kind.is_dir() => Kind::Directory,
            kind if kind.is_file() => Kind::File,
            _ => Kind::Other,
        };
        // A hook that is a link is what it leads to.
        let target = fs::metadata(entry.path()).ok().filter(fs::Metadata::is_file);
        let is_hook = entry.depth() == 1 && target.is_some() && is_meant_as_hook(&entry.file_name().to_string_lossy());
        let start = if is_hook { start_of(entry.path())? } else { Vec::new() };
        let mode = target.unwrap_or(meta).permissions().mode() & 0o7777;
        entries.push(Entry { path, kind, mode, start });
    }
    let config = match fs::read_to_string(dir.join("config.json")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        other => Some(other.map_err(|error| error.to_string())),
    };
    Ok(PluginFiles { name, dir: dir.to_owned(), entries, config, missing: None })
}

fn link(path: &Path, inside: &Path) -> io::Result<Kind> {
    let to = fs::read_link(path)?;
    Ok(match fs::canonicalize(path) {
        Ok(target) if target.starts_with(inside) => Kind::Link,
        target => Kind::LinkOut { to, exists: target.is_ok() },
    })
}

fn start_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(START).read_to_end(&mut start)?,
        Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
    };
    Ok(start)
}
