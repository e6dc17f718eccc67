//! The word that an address led to a file: hooks of the abx-plugins package look for a `succeeded`
//! record in `staticfile/stdout.log`, where their own runners keep what a hook printed. Nothing
//! else of the runner's may lie there: older hooks take any file in it for the word.

use std::io::Write;
use std::path::Path;

use crate::files::own_files;
use crate::model::archive_result::ResultStatus;
use crate::rules::record::ResultRecord;

/// The plugin whose records others look for.
const PLUGIN: &str = "staticfile";

/// The name of the file, which is no output of the plugin.
pub const FILE_NAME: &str = "stdout.log";

/// Whether `path` is such a file.
pub fn is_mark(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
        && path.parent().and_then(Path::file_name).is_some_and(|name| name == PLUGIN)
}

/// Creates the mark beside the file, when this line reports the file.
pub fn leave(plugin: &str, plugin_dir: &Path, line: &str, result: &ResultRecord) -> std::io::Result<()> {
    if plugin == PLUGIN && result.status == ResultStatus::Succeeded {
        if plugin_dir.is_symlink() {
            return Err(std::io::Error::other("its directory was replaced by a link"));
        }
        own_files::create(&plugin_dir.join(FILE_NAME))?.write_all(format!("{line}\n").as_bytes())?;
    }
    Ok(())
}
