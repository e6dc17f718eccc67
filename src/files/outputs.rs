//! What a plugin left in its directory: every regular file, measured, typed and hashed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::files::own_files;
use crate::files::static_file_mark;
use crate::model::archive_result::OutputFile;
pub use crate::model::archive_result::OutputFiles;

/// The files of a plugin, and what a reader should know of what is not among them.
#[derive(Debug, Default)]
pub struct Collected {
    pub files: OutputFiles,
    pub warnings: Vec<String>,
    /// How the files were just before they were read.
    pub stamps: Stamps,
}

/// For each file, what shows whether it was changed since: its inode number, size and times of
/// change.
pub type Stamps = BTreeMap<PathBuf, (u64, u64, (i64, i64), (i64, i64))>;

/// How the files below `dir` are now, in the way of [`Collected::stamps`].
pub fn stamps(dir: &Path) -> Stamps {
    if dir.is_symlink() {
        return Stamps::new();
    }
    let entries = WalkDir::new(dir).follow_links(false).min_depth(1).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file() && !static_file_mark::is_mark(entry.path()));
    files.filter_map(|entry| Some((entry.path().to_owned(), stamp(&entry.metadata().ok()?)))).collect()
}

fn stamp(found: &Metadata) -> (u64, u64, (i64, i64), (i64, i64)) {
    (found.ino(), found.size(), (found.mtime(), found.mtime_nsec()), (found.ctime(), found.ctime_nsec()))
}

/// Collects the files below `dir`; a directory that is not there has none.
pub async fn collect(dir: PathBuf) -> Collected {
    // Hashing takes as long as the files are large; the other snapshots go on meanwhile.
    tokio::task::spawn_blocking(move || collect_now(&dir)).await.unwrap_or_default()
}

fn collect_now(dir: &Path) -> Collected {
    let mut collected = Collected::default();
    // The walk itself would follow a link in the place of the directory it is to begin with.
    if dir.is_symlink() {
        collected.warnings.push(format!("{} was replaced by a link, which was not followed", dir.display()));
        return collected;
    }
    for entry in WalkDir::new(dir).follow_links(false).min_depth(1).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if error.io_error().is_none_or(|error| error.kind() != io::ErrorKind::NotFound) {
                    collected.warnings.push(error.to_string());
                }
                continue;
            }
        };
        let path = entry.path();
        let kind = entry.file_type();
        if kind.is_symlink() {
            if leads_out(dir, path) {
                collected
                    .warnings
                    .push(format!("{} leads out of its plugin's directory and was not followed", path.display()));
            }
            continue;
        }
        if !kind.is_file() || static_file_mark::is_mark(path) {
            continue;
        }
        if let Ok(found) = entry.metadata() {
            collected.stamps.insert(path.to_owned(), stamp(&found));
        }
        match describe(path) {
            Ok(file) => {
                collected.files.insert(relative(dir, path), file);
            }
            Err(error) => collected.warnings.push(format!("{}: {error}", path.display())),
        }
    }
    collected
}

fn leads_out(dir: &Path, link: &Path) -> bool {
    let target = std::fs::canonicalize(link);
    let inside = std::fs::canonicalize(dir);
    !matches!((target, inside), (Ok(target), Ok(inside)) if target.starts_with(&inside))
}

/// `a/b.txt`; a name that is not UTF-8 is shown with replacements.
pub fn relative(dir: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(dir).unwrap_or(path);
    let parts = inner.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// One file: its size, what it is, its hash.
pub fn describe(path: &Path) -> io::Result<OutputFile> {
    let mut file = own_files::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut head = Vec::new();
    let mut size = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        if size == 0 {
            head.extend_from_slice(&buffer[..count.min(4096)]);
        }
        size += count as u64;
        hasher.update(&buffer[..count]);
    }
    let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(OutputFile { size, mimetype: mimetype(path, &head), sha256 })
}

/// By the name's ending, else by the first bytes.
fn mimetype(path: &Path, head: &[u8]) -> String {
    let by_name = match path.extension().and_then(|extension| extension.to_str()) {
        // Not in the table that mime_guess uses; both are line-delimited JSON.
        Some("jsonl" | "ndjson") => Some("application/x-ndjson".to_owned()),
        _ => mime_guess::from_path(path).first().map(|mime| mime.essence_str().to_owned()),
    };
    by_name.or_else(|| infer::get(head).map(|kind| kind.mime_type().to_owned())).unwrap_or_else(|| {
        if !head.is_empty() && std::str::from_utf8(head).is_ok() { "text/plain" } else { "application/octet-stream" }
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_measured_and_links_out_reported() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir(at("deep er")).unwrap();
        std::fs::write(at("deep er/ü.jsonl"), "{}\n").unwrap();
        std::fs::write(at("picture"), b"\x89PNG\r\n\x1a\n").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", at("out")).unwrap();
        std::os::unix::fs::symlink("picture", at("in")).unwrap();
        std::os::unix::fs::symlink("nowhere", at("dangling")).unwrap();
        let found = collect_now(dir.path());
        assert_eq!(found.files.keys().collect::<Vec<_>>(), ["deep er/ü.jsonl", "picture"]);
        assert_eq!(found.files["picture"].mimetype, "image/png");
        assert_eq!(
            found.files["deep er/ü.jsonl"].sha256,
            "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
        );
        assert_eq!(found.warnings.len(), 2, "{:?}", found.warnings);
        std::os::unix::fs::symlink(dir.path(), at("itself")).unwrap();
        let found = collect_now(&at("itself"));
        assert_eq!((found.files.len(), found.warnings.len()), (0, 1));
        assert!(collect_now(&at("none")).files.is_empty());
    }
}
