//! Who can change a plugin, and where its links point.

use super::{Finding, Kind, PluginFiles, Remedy, Rule};

pub fn check(files: &PluginFiles) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &files.entries {
        match &entry.kind {
            Kind::LinkOut { to, exists: true } => {
                let message = format!(
                    "this link points out of the plugin, to {}, which may change and is not part of a copy of the plugin",
                    to.display()
                );
                findings.push(files.finding(&entry.path, None, Rule::Link, message, "replace it with the file itself"));
            }
            Kind::LinkOut { to, exists: false } => {
                let message = format!("this link points to {}, which does not exist", to.display());
                findings.push(files.finding(
                    &entry.path,
                    None,
                    Rule::Link,
                    message,
                    "remove it, or replace it with the file",
                ));
            }
            // The mode of a link itself means nothing.
            Kind::Link => {}
            Kind::File | Kind::Directory | Kind::Other if entry.mode & 0o002 != 0 => {
                let message = format!(
                    "any user of this machine can write to it (mode {:03o}), and so run code as the user who archives",
                    entry.mode & 0o777
                );
                let remedy = Remedy::ForbidOthersToWrite(files.dir.join(&entry.path));
                findings.push(files.finding(&entry.path, None, Rule::Writable, message, remedy));
            }
            Kind::File | Kind::Directory | Kind::Other => {}
        }
    }
    findings
}
