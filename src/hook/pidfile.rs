//! `hook.pid`: a line for each living hook of a plugin, `<pid> <start time> <boot id> <hook file>`.
//!
//! It is evidence for whoever comes after a crash, not authority: while the runner lives, the child handle decides. It lies in `.hooks/<plugin>/`
//! and not among the plugin's outputs, because hooks of other plugins read meaning into those ("`staticfile/` is not empty").

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::layout::HOOKS_DIR;
use crate::process::identity::Identity;

/// The name of the file.
pub const FILE_NAME: &str = "hook.pid";

/// One hook's line, removed again when this is dropped.
#[derive(Debug)]
pub struct PidLine {
    file: PathBuf,
    line: String,
}

impl PidLine {
    /// Adds the line. That a disk is full must not keep a hook from running, so a failure is only logged.
    pub fn write(dir: &Path, identity: &Identity, hook_file: &str) -> Self {
        let file = dir.join(FILE_NAME);
        let line = format!("{identity} {hook_file}\n");
        let written = fs::OpenOptions::new().create(true).append(true).open(&file).and_then(|mut open| open.write_all(line.as_bytes()));
        if let Err(error) = written {
            tracing::warn!("{}: {error}", file.display());
        }
        PidLine { file, line }
    }
}

/// A line that is left in a file, and whether its process is alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftLine {
    pub text: String,
    pub is_alive: bool,
}

/// The lines of a file. One that cannot be understood tells of nobody.
pub fn read(file: &Path) -> std::io::Result<Vec<LeftLine>> {
    let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
    let is_alive = |line: &str| Identity::parse(line).is_some_and(|identity| Identity::is_alive_still(&identity));
    Ok(text.lines().map(|line| LeftLine { is_alive: is_alive(line), text: line.to_owned() }).collect())
}

/// Takes the lines of the dead out of a file, and the file away when nothing is left in it.
pub fn clear(file: &Path) -> std::io::Result<()> {
    let living: String = read(file)?.into_iter().filter(|line| line.is_alive).map(|line| line.text + "\n").collect();
    if living.is_empty() { fs::remove_file(file) } else { fs::write(file, living) }
}

/// Does so with all files of a snapshot's or a crawl's hooks, which a runner that was killed did not come to.
pub fn clear_all(scope_dir: &Path) {
    let plugins = fs::read_dir(scope_dir.join(HOOKS_DIR)).into_iter().flatten().flatten();
    for file in plugins.map(|plugin| plugin.path().join(FILE_NAME)) {
        if let Err(error) = clear(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!("{}: {error}", file.display());
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_panics_or_is_taken_for_a_living_process(text in "([0-9-]{0,22} [0-9]{0,22} [a-f0-9-]{0,40} .{0,20}\n?|(?s).{0,40}){0,4}") {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join(FILE_NAME);
            fs::write(&file, &text).unwrap();
            prop_assert!(read(&file).unwrap().iter().all(|line| !line.is_alive));
            clear(&file).unwrap();
            prop_assert!(!file.exists());
        }
    }
}
