//! `hook.pid`: a line for each living hook of a plugin, `<pid> <start time> <boot id> <hook file>`.
//!
//! It is evidence for whoever comes after a crash, not authority: while the runner lives, the child handle decides. It lies in `.hooks/<plugin>/`
//! and not among the plugin's outputs, because hooks of other plugins read meaning into those ("`staticfile/` is not empty").

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::process::identity::Identity;

/// One hook's line, removed again when this is dropped.
#[derive(Debug)]
pub struct PidLine {
    file: PathBuf,
    line: String,
}

impl PidLine {
    /// Adds the line. That a disk is full must not keep a hook from running, so a failure is only logged.
    pub fn write(dir: &Path, identity: &Identity, hook_file: &str) -> Self {
        let file = dir.join("hook.pid");
        let line = format!("{identity} {hook_file}\n");
        let written = fs::OpenOptions::new().create(true).append(true).open(&file).and_then(|mut open| open.write_all(line.as_bytes()));
        if let Err(error) = written {
            tracing::warn!("{}: {error}", file.display());
        }
        PidLine { file, line }
    }
}

impl Drop for PidLine {
    fn drop(&mut self) {
        let rest = fs::read_to_string(&self.file).unwrap_or_default().replacen(&self.line, "", 1);
        let result = if rest.is_empty() { fs::remove_file(&self.file) } else { fs::write(&self.file, rest) };
        if let Err(error) = result
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!("{}: {error}", self.file.display());
        }
    }
}
