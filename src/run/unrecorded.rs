//! What an attempt left of which the books know nothing, as when the power failed before they were on the disk.

use std::io;
use std::path::{Path, PathBuf};

use crate::files::layout::Layout;
use crate::model::snapshot::Snapshot;

/// Clears away the directories of a snapshot that begins for the first time, as far as its books know: what is in them must not be taken for outputs of
/// this attempt, which makes all of it anew.
pub fn clear(layout: &Layout, snapshot: &Snapshot) -> io::Result<()> {
    let places = layout.snapshot_on_any_day(snapshot.id, &snapshot.url);
    let left: Vec<PathBuf> = places.into_iter().filter(|dir| dir.symlink_metadata().is_ok()).collect();
    if left.is_empty() {
        return Ok(());
    }
    // The links go first: they are found by where they lead.
    for link in std::fs::read_dir(layout.archive()).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let leads_there = |target: PathBuf| left.iter().any(|dir| target == Path::new("..").join(layout.relative(dir)));
        if std::fs::read_link(&link).is_ok_and(leads_there) {
            std::fs::remove_file(&link)?;
        }
    }
    for dir in left {
        tracing::info!("{}: left by an attempt of which the index knows nothing; it is made anew", dir.display());
        std::fs::remove_dir_all(dir)?;
    }
    Ok(())
}
