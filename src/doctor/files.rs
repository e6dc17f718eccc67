//! A snapshot's directory: what lies in it, and how that compares with its results.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::files::layout::HOOKS_DIR;
use crate::files::outputs::relative;
use crate::files::static_file_mark;
use crate::files::{crawl_file, index_file};
use crate::hook::pidfile;
use crate::model::archive_result::ArchiveResult;

/// What lies in the directory of a snapshot or a crawl.
#[derive(Debug, Default)]
pub struct OnDisk {
    /// Plugin -> relative path -> what is there. Paths are shown as in results: what is not UTF-8
    /// with replacements.
    plugins: BTreeMap<String, BTreeMap<String, Entry>>,
    /// Files beside the plugins' directories.
    beside: Vec<PathBuf>,
    /// `hook.pid` files.
    pub pid_files: Vec<PathBuf>,
    /// What could not be looked at, and why.
    pub unreadable: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    size: u64,
}

/// How a directory and its results differ.
#[derive(Debug, PartialEq, Eq)]
pub enum Difference {
    /// Files of one plugin's result are not there.
    Gone {
        plugin: String,
        paths: BTreeSet<String>,
    },
    Size {
        path: PathBuf,
        is: u64,
        should: u64,
    },
    Extra(PathBuf),
    /// A file with the name of one that is being written.
    PartialFile(PathBuf),
    /// The directory of an infrastructure plugin.
    Infrastructure(PathBuf),
}

/// Looks into a directory. That it is not there is an error.
pub fn look(dir: &Path) -> io::Result<OnDisk> {
    let mut found = OnDisk::default();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let kind = entry.file_type()?;
        if name == HOOKS_DIR {
            found.pid_files = pidfile::files(dir)?;
        } else if kind.is_dir() {
            let files = walk(&path, &mut found.unreadable);
            found.plugins.insert(name, files);
        } else if kind.is_file() && name != index_file::FILE_NAME && name != crawl_file::FILE_NAME {
            found.beside.push(path);
        }
    }
    Ok(found)
}

/// The regular files of a plugin, as they are collected for a result: links are not followed.
fn walk(dir: &Path, unreadable: &mut Vec<String>) -> BTreeMap<String, Entry> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(dir).follow_links(false).min_depth(1) {
        match entry.and_then(|entry| entry.metadata().map(|metadata| (entry, metadata))) {
            Ok((entry, metadata)) if metadata.is_file() && !static_file_mark::is_mark(entry.path()) => {
                files
                    .insert(relative(dir, entry.path()), Entry { path: entry.path().to_owned(), size: metadata.len() });
            }
            Ok(_) => {}
            Err(error) => unreadable.push(error.to_string()),
        }
    }
    files
}

impl OnDisk {
    /// Where a result's file is.
    pub fn path_of(&self, plugin: &str, path: &str) -> Option<&Path> {
        Some(&self.plugins.get(plugin)?.get(path)?.path)
    }

    /// The directories of plugins that serve others, which do not outlive the seal.
    pub fn infrastructure<'a>(
        &self,
        dir: &'a Path,
        names: &'a BTreeSet<String>,
    ) -> impl Iterator<Item = Difference> + use<'_, 'a> {
        self.plugins.keys().filter(|name| names.contains(*name)).map(|name| Difference::Infrastructure(dir.join(name)))
    }
}

/// Compares the directory of a sealed snapshot with its results.
pub fn compare(
    results: &[ArchiveResult],
    disk: &OnDisk,
    dir: &Path,
    infrastructure: &BTreeSet<String>,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let none = BTreeMap::new();
    let by_plugin: BTreeMap<&str, &ArchiveResult> =
        results.iter().map(|result| (result.plugin.as_str(), result)).collect();
    for result in results {
        let there = disk.plugins.get(&result.plugin).unwrap_or(&none);
        let gone: BTreeSet<String> =
            result.output_files.keys().filter(|path| !there.contains_key(*path)).cloned().collect();
        if !gone.is_empty() {
            differences.push(Difference::Gone { plugin: result.plugin.clone(), paths: gone });
        }
        for (path, file) in &result.output_files {
            if let Some(entry) = there.get(path).filter(|entry| entry.size != file.size) {
                differences.push(Difference::Size { path: entry.path.clone(), is: entry.size, should: file.size });
            }
        }
    }
    for (plugin, files) in &disk.plugins {
        let result = by_plugin.get(plugin.as_str());
        if result.is_none() && infrastructure.contains(plugin) {
            differences.push(Difference::Infrastructure(dir.join(plugin)));
            continue;
        }
        let unnamed =
            files.iter().filter(|(path, _)| !result.is_some_and(|result| result.output_files.contains_key(*path)));
        differences.extend(unnamed.map(|(_, entry)| unnamed_file(&entry.path)));
    }
    differences.extend(disk.beside.iter().map(|path| unnamed_file(path)));
    differences
}

fn unnamed_file(path: &Path) -> Difference {
    if is_partial(path) { Difference::PartialFile(path.to_owned()) } else { Difference::Extra(path.to_owned()) }
}

/// Whether this is what a file is called while it is being written.
fn is_partial(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".part") || name.ends_with(".tmp") || name.starts_with(".part-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::archive_result::{OutputFile, ResultStatus};
    use crate::model::id::SnapshotId;
    use crate::model::timestamp::Timestamp;

    fn result(plugin: &str, files: &[(&str, u64)]) -> ArchiveResult {
        let file = |size| OutputFile { size, mimetype: "text/plain".into(), sha256: String::new() };
        ArchiveResult {
            snapshot_id: SnapshotId::new(),
            plugin: plugin.into(),
            status: ResultStatus::Succeeded,
            output_str: String::new(),
            output_json: None,
            cmd: None,
            error: None,
            output_files: files.iter().map(|(path, size)| (path.to_string(), file(*size))).collect(),
            started_at: Timestamp::now(),
            ended_at: Timestamp::now(),
        }
    }

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path();
        for (path, text) in [
            ("index.jsonl", ""),
            ("a/deep/one.txt", "1"),
            ("a/two.part", "a result may be named so"),
            ("b/other.txt", "22"),
            ("b/left.tmp", ""),
            ("staticfile/stdout.log", "a mark"),
            ("chrome/url.txt", "x"),
            ("beside.txt", "x"),
            (".hooks/a/hook.pid", "1 2 x y\n"),
            (".hooks/hook.pid", "1 2 x y\n"),
            (".hooks/a/on_Snapshot__1_a.stdout.log", ""),
        ] {
            fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
            fs::write(dir.join(path), text).unwrap();
        }
        std::os::unix::fs::symlink("/etc/passwd", dir.join("a/out")).unwrap();
        let disk = look(dir).unwrap();
        assert_eq!(disk.pid_files, [dir.join(".hooks/hook.pid"), dir.join(".hooks/a/hook.pid")]);
        let results =
            [result("a", &[("deep/one.txt", 1), ("two.part", 24)]), result("b", &[("gone.txt", 0), ("other.txt", 3)])];
        let infrastructure = BTreeSet::from(["chrome".to_owned()]);
        assert_eq!(
            compare(&results, &disk, dir, &infrastructure),
            [
                Difference::Gone { plugin: "b".into(), paths: BTreeSet::from(["gone.txt".to_owned()]) },
                Difference::Size { path: dir.join("b/other.txt"), is: 2, should: 3 },
                Difference::PartialFile(dir.join("b/left.tmp")),
                Difference::Infrastructure(dir.join("chrome")),
                Difference::Extra(dir.join("beside.txt")),
            ]
        );
        assert!(look(&dir.join("nowhere")).is_err());
    }
}
