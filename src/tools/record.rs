//! `LIB_DIR/installed.json`: what `tacklebox install` has installed or found, and which version it
//! was.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::atomic;
use crate::model::timestamp::Timestamp;

/// One tool. Paths inside `LIB_DIR` are kept relative to it, so that a collection can be moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Installed {
    pub name: String,
    pub provider: String,
    /// The packages that were requested from the provider; other packages make another tool.
    pub packages: Vec<String>,
    pub version: Option<String>,
    /// The program, or the directory of a library.
    pub path: PathBuf,
    /// The program's size and time, by which another one in its place is noticed; 0 for a
    /// directory.
    pub size: u64,
    pub modified: i64,
    /// The directory that is all its own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub root: Option<PathBuf>,
    /// Where its modules are, for programs in its language that import them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub modules: Option<PathBuf>,
    pub at: Timestamp,
}

/// All tools that are known of in one `LIB_DIR`.
#[derive(Debug, Clone, Default)]
pub struct Records {
    lib_dir: PathBuf,
    list: Vec<Installed>,
}

/// A file's size and time; of a directory only that it is there.
pub fn mark(path: &Path) -> Option<(u64, i64)> {
    let meta = fs::metadata(path).ok()?;
    Some(if meta.is_dir() { (0, 0) } else { (meta.len(), meta.mtime()) })
}

impl Records {
    /// Reads the file; when there is none, nothing is known.
    pub fn read(lib_dir: &Path) -> Result<Records, String> {
        let path = file(lib_dir);
        let list = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        Ok(Records { lib_dir: lib_dir.to_owned(), list })
    }

    /// A place in this `LIB_DIR`, or anywhere.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.lib_dir.join(path)
    }

    /// Those of a name that are where they were, and as they were.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &Installed> {
        self.list.iter().filter(move |tool| {
            tool.name == name && mark(&self.absolute(&tool.path)) == Some((tool.size, tool.modified))
        })
    }

    /// What is known of the program at `path`.
    pub fn at(&self, name: &str, path: &Path) -> Option<&Installed> {
        let mark = mark(path)?;
        self.list
            .iter()
            .find(|tool| tool.name == name && self.absolute(&tool.path) == path && (tool.size, tool.modified) == mark)
    }

    /// Whether a tool of another name has this directory.
    pub fn shares_root(&self, root: &Path, name: &str) -> bool {
        self.list
            .iter()
            .any(|tool| tool.name != name && tool.root.as_ref().is_some_and(|other| self.absolute(other) == root))
    }

    /// Forgets what a name has in a directory, before that is rebuilt.
    pub fn forget(&mut self, name: &str, root: &Path) -> io::Result<()> {
        let lib_dir = self.lib_dir.clone();
        self.list
            .retain(|tool| tool.name != name || tool.root.as_ref().is_none_or(|other| lib_dir.join(other) != root));
        self.write()
    }

    /// Remembers a tool in place of what was known of the same.
    pub fn keep(&mut self, mut tool: Installed) -> io::Result<()> {
        let relative = |path: &mut PathBuf| {
            if let Ok(inside) = path.strip_prefix(&self.lib_dir) {
                *path = inside.to_owned();
            }
        };
        relative(&mut tool.path);
        tool.root.iter_mut().chain(&mut tool.modules).for_each(relative);
        self.list.retain(|other| {
            (&other.name, &other.provider, &other.packages) != (&tool.name, &tool.provider, &tool.packages)
        });
        self.list.push(tool);
        self.list.sort_by(|a, b| (&a.name, &a.provider, &a.packages).cmp(&(&b.name, &b.provider, &b.packages)));
        self.write()
    }

    /// Whole or not at all: beside its place, then renamed.
    fn write(&self) -> io::Result<()> {
        fs::create_dir_all(&self.lib_dir)?;
        let text = serde_json::to_string_pretty(&self.list)? + "\n";
        atomic::write(&file(&self.lib_dir), text.as_bytes(), atomic::Options::default())
    }
}

fn file(lib_dir: &Path) -> PathBuf {
    lib_dir.join("installed.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_file_panics_and_what_is_read_is_written_the_same(key in "name|provider|packages|version|path|size|modified|root|modules|at", value in "[0-9]{1,25}|null|\"[a-z/.]{0,12}\"|\\[\\]|\\{\\}|-1", cut in 0_usize..260) {
            let fields = r#""provider":"npm","packages":[],"version":null,"path":"a","size":0,"modified":0,"at":"2026-11-21T12:00:00Z""#;
            for text in [format!("[{{\"name\":\"a\",{fields}}}]"), format!("[{{{fields},\"name\":\"a\",\"{key}\":{value}}}]"), format!("[{{\"{key}\":{value}}}]")] {
                let dir = tempfile::tempdir().unwrap();
                for text in [text.clone(), text.chars().take(cut).collect()] {
                    fs::write(file(dir.path()), text).unwrap();
                    if let Ok(records) = Records::read(dir.path()) {
                        records.write().unwrap();
                        prop_assert_eq!(&Records::read(dir.path()).unwrap().list, &records.list);
                        let _ = (records.of("a").count(), records.at("a", dir.path()), records.shares_root(dir.path(), "b"));
                    }
                }
            }
        }
    }

    #[test]
    fn a_record_is_believed_while_its_file_is_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("npm/packages/a/a");
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, "1").unwrap();
        let (size, modified) = mark(&program).unwrap();
        let tool = Installed {
            name: "a".into(),
            provider: "npm".into(),
            packages: vec!["a@1".into()],
            version: Some("1".into()),
            path: program.clone(),
            size,
            modified,
            root: Some(program.parent().unwrap().to_owned()),
            modules: None,
            at: Timestamp::now(),
        };
        let mut records = Records::read(dir.path()).unwrap();
        records.keep(tool.clone()).unwrap();
        records.keep(Installed { version: Some("2".into()), ..tool }).unwrap();
        let records = Records::read(dir.path()).unwrap();
        assert_eq!(records.list.len(), 1);
        assert_eq!(records.at("a", &program).unwrap().version.as_deref(), Some("2"));
        assert_eq!(records.of("a").next().unwrap().path, Path::new("npm/packages/a/a"));
        assert!(records.shares_root(&dir.path().join("npm/packages/a"), "b"));
        fs::write(&program, "other").unwrap();
        assert_eq!(records.of("a").count(), 0);
        fs::write(dir.path().join("installed.json"), "[{").unwrap();
        assert!(Records::read(dir.path()).unwrap_err().contains("installed.json: EOF"));
    }
}
