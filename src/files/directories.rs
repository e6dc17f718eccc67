//! Directories are removed.

use std::io;
use std::path::Path;

/// Removes a directory below `top`, and those that hold it with `top` itself, as far as they are
/// empty.
pub fn remove_empty(dir: &Path, top: &Path) {
    for dir in dir.ancestors().take_while(|dir| dir.starts_with(top)) {
        if std::fs::remove_dir(dir).is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
            return;
        }
    }
}

/// Removes a directory that may not be there; of a link, the link. Where a link leads to the
/// directory that holds it, nothing is removed.
pub fn remove_dir(dir: &Path) {
    if let Some(parent) = dir.parent().filter(|parent| parent.is_symlink()) {
        tracing::warn!("{}: it is a link, so nothing was removed there", parent.display());
        return;
    }
    if let Err(error) = std::fs::remove_dir_all(dir)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!("{}: {error}", dir.display());
    }
}
