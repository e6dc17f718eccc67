//! Who may change a plugin, and where its links lead.

use super::{Finding, Kind, Rule, Seen};

pub fn check(seen: &Seen) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &seen.entries {
        match &entry.kind {
            Kind::LinkOut { to, exists: true } => {
                let message = format!(
                    "this link leads out of the plugin, to {}; what is there may change, and does not come along with a copy",
                    to.display()
                );
                findings.push(seen.finding(&entry.path, None, Rule::Link, message, "put the file itself in its place"));
            }
            Kind::LinkOut { to, exists: false } => {
                let message = format!("this link leads to {}, which is not there", to.display());
                findings.push(seen.finding(
                    &entry.path,
                    None,
                    Rule::Link,
                    message,
                    "remove it, or put the file in its place",
                ));
            }
            // The mode of a link itself means nothing.
            Kind::Link => {}
            Kind::File | Kind::Directory | Kind::Other if entry.mode & 0o002 != 0 => {
                let message = format!(
                    "anybody on this machine may write to it (mode {:03o}), and so run programs as whoever archives",
                    entry.mode & 0o777
                );
                let remedy = format!("chmod o-w {}", seen.dir.join(&entry.path).display());
                findings.push(seen.finding(&entry.path, None, Rule::Writable, message, remedy));
            }
            Kind::File | Kind::Directory | Kind::Other => {}
        }
    }
    findings
}
