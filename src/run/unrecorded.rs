//! What an attempt left that the index does not know, for example after a power failure.

use std::io;
use std::path::{Path, PathBuf};

use crate::files::layout::Layout;
use crate::model::snapshot::Snapshot;

/// Removes the directories of a snapshot that starts for the first time according to the index:
/// their files must not be taken for outputs of this attempt, which makes all of them again.
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
