//! What is wrong with a plugin, judged by its files alone: what was seen of it -> findings. Pure;
//! others read the files and run the hooks.
//!
//! One file per subject: [`names`] of hooks, [`first_line`], [`settings`] in config.json, [`place`]
//! in the order over all plugins, [`access`] by others.

mod access;
mod first_line;
mod names;
mod place;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Plugin;

pub use names::is_meant_as_hook;

/// Something that should be fixed before the plugin is relied on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub plugin: String,
    pub path: PathBuf,
    /// Absent when the fault is not on a line.
    pub line: Option<usize>,
    pub rule: Rule,
    /// What is wrong.
    pub message: String,
    pub remedy: Remedy,
}

/// What to do about a finding. The command line makes a command of it where there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// What to change, in words.
    Change(String),
    /// Make this file executable.
    MakeExecutable(PathBuf),
    /// Install this program, or make the file executable if its first line names another.
    InstallOrMakeExecutable { program: String, file: PathBuf },
    /// Take the carriage returns out of this file.
    RemoveCarriageReturns(PathBuf),
    /// Stop others from writing to this file or directory.
    ForbidOthersToWrite(PathBuf),
    /// Have the programs of this plugin installed, or correct their names.
    InstallPrograms(String),
    /// Get the programs that the plugin needs, or correct their names.
    GetPrograms,
    /// Look up the settings that there are.
    ListSettings,
    /// Look up the plugins that there are, or add a directory of plugins.
    ListPlugins,
    /// Fix a required plugin; the list of plugins says what is wrong with it.
    FixRequired,
    /// Run the hooks of the plugin in this directory, and read all that they print.
    RunHooks(PathBuf),
    /// Fix what keeps the plugin from running, or do not run it.
    FixOrDoNotRun,
}

impl From<&str> for Remedy {
    fn from(text: &str) -> Self {
        Remedy::Change(text.to_owned())
    }
}

impl From<String> for Remedy {
    fn from(text: String) -> Self {
        Remedy::Change(text)
    }
}

/// What kind of fault it is, for programs that read findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Name,
    Executable,
    FirstLine,
    Program,
    Place,
    Config,
    Setting,
    Requirement,
    Link,
    Writable,
    /// Found by running it: a background hook that does not say when it is ready.
    Ready,
    /// Found by running it: a record that is not as the contract says.
    Record,
    /// Found by running it: it failed on a good page.
    Failed,
    /// Found by running it: another remark of the runner.
    Remark,
}

/// What there is of a plugin on disk.
#[derive(Debug, Clone, Default)]
pub struct PluginFiles {
    pub name: String,
    /// As it was given, so that findings name files the way the reader does.
    pub dir: PathBuf,
    pub entries: Vec<Entry>,
    /// The text of config.json, or why it cannot be read; absent when there is none.
    pub config: Option<Result<String, String>>,
    /// A required program that is not available.
    pub missing: Option<Missing>,
}

/// A required program that is not available.
#[derive(Debug, Clone)]
pub struct Missing {
    pub reason: String,
    /// Whether the program can be installed for the plugin.
    pub is_installable: bool,
}

/// A file, a directory or a link of a plugin.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Relative to the plugin's directory; empty for the directory itself.
    pub path: PathBuf,
    pub kind: Kind,
    /// The permission bits.
    pub mode: u32,
    /// The first bytes of a hook's contents; empty for other files.
    pub start: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    File,
    Directory,
    /// A link to a file or directory of the same plugin.
    Link,
    /// A link to somewhere else, or to nothing.
    LinkOut {
        to: PathBuf,
        exists: bool,
    },
    /// A socket, a pipe, a device.
    Other,
}

/// The other plugins, programs and settings.
pub struct CheckContext<'a> {
    /// The plugins of the plugin path, the checked ones included.
    pub plugins: &'a BTreeMap<String, Plugin>,
    /// The ones that exist but cannot be used.
    pub broken: &'a BTreeSet<String>,
    /// Whether a program, by name or absolute path, can be started by a hook.
    pub has_program: &'a dyn Fn(&str) -> bool,
    /// The global settings.
    pub globals: &'a BTreeSet<String>,
}

/// All that is wrong with a plugin, as far as its files show.
pub fn check(files: &PluginFiles, context: &CheckContext) -> Vec<Finding> {
    let mut findings = names::check(files);
    if findings.is_empty()
        && !files.entries.iter().any(|entry| is_meant_as_hook(&entry.file_name()) && entry.is_direct())
    {
        let remedy = "name one on_Snapshot__60_<what>.<ext>";
        findings.push(files.finding(
            Path::new(""),
            None,
            Rule::Name,
            "this plugin has no hook, so it never runs",
            remedy,
        ));
    }
    findings.extend(first_line::check(files, context));
    findings.extend(settings::check(files, context));
    findings.extend(place::check(files, context));
    findings.extend(access::check(files));
    findings.sort();
    findings
}

impl Entry {
    /// Its name, with replacements for what is not UTF-8.
    fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether it lies in the plugin's directory itself, where hooks are looked for.
    fn is_direct(&self) -> bool {
        self.path.components().count() == 1
    }

    fn is_executable(&self) -> bool {
        self.mode & 0o111 != 0
    }
}

impl PluginFiles {
    fn finding(
        &self,
        path: &Path,
        line: Option<usize>,
        rule: Rule,
        message: impl Into<String>,
        remedy: impl Into<Remedy>,
    ) -> Finding {
        let path = if path.as_os_str().is_empty() { self.dir.clone() } else { self.dir.join(path) };
        Finding { plugin: self.name.clone(), path, line, rule, message: message.into(), remedy: remedy.into() }
    }
}

/// The one of `known` that `word` was probably meant to be, if it is none of them.
fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = if word.len() < 6 { 1 } else { 2 };
    let distances = known.into_iter().map(|other| (strsim::osa_distance(word, other), other));
    distances.filter(|(distance, _)| (1..=most).contains(distance)).min().map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, mode: u32, start: &str) -> Entry {
        Entry { path: name.into(), kind: Kind::File, mode, start: start.as_bytes().to_vec() }
    }

    fn messages(files: PluginFiles) -> Vec<String> {
        let globals = BTreeSet::from(["TIMEOUT".to_owned()]);
        let plugins = BTreeMap::new();
        let context = CheckContext {
            plugins: &plugins,
            broken: &BTreeSet::new(),
            has_program: &|name| ["/bin/sh", "/usr/bin/env", "python3", "bash"].contains(&name),
            globals: &globals,
        };
        let findings = check(&PluginFiles { name: "p".into(), dir: "p".into(), ..files }, &context);
        findings
            .into_iter()
            .map(|finding| {
                format!(
                    "{}:{}: {}; {:?}",
                    finding.path.display(),
                    finding.line.unwrap_or(0),
                    finding.message,
                    finding.remedy
                )
            })
            .collect()
    }

    fn of(entry: Entry) -> String {
        messages(PluginFiles { entries: vec![entry], ..PluginFiles::default() }).join("\n")
    }

    #[test]
    fn good_hooks_yield_nothing() {
        for (name, mode, start) in [
            ("on_Snapshot__60_x.sh", 0o755, "#!/bin/sh\n"),
            ("on_Snapshot__60_x.sh", 0o644, "echo\n"),
            ("on_Snapshot__60_x", 0o755, "\x7fELF"),
            ("on_Snapshot__60_x.py", 0o755, "#!/usr/bin/env python3\n"),
            ("on_Snapshot__60_x.py", 0o755, "#!/usr/bin/env -S A=1 python3 -u\n"),
            ("on_Snapshot__7z.bg", 0o755, "#!/bin/sh -e"),
        ] {
            assert_eq!(of(file(name, mode, start)), "", "{name} {start:?}");
        }
    }

    #[test]
    fn names_that_are_nearly_right() {
        for name in [
            "on_snapshot__60_x",
            "On_Snapshot__60_x",
            "on-Snapshot__60_x",
            "on_Snapshot_60_x",
            "on_Snapshto__60_x",
            "ON_SNAPSHOT_60_x",
        ] {
            let said =
                messages(PluginFiles { entries: vec![file(name, 0o755, "#!/bin/sh\n")], ..PluginFiles::default() });
            assert!(said.len() == 1 && said[0].contains("on_Snapshot__60_x"), "{name}: {said:?}");
        }
        for (name, part) in [
            ("on_Snapshot__60-x.sh", "its number"),
            ("on_Snapshot__60.sh", "its number"),
            ("on_Snapshot__22_x_bg.sh", ".bg"),
            ("on_Snapshot__22_x.BG.sh", ".bg"),
        ] {
            assert!(of(file(name, 0o755, "#!/bin/sh\n")).contains(part), "{name}");
        }
        for name in ["once.txt", "OnSnapshot.md", "online", "notes_on_Snapshot__60_x"] {
            assert!(of(file(name, 0o644, "")).contains("has no hook"), "{name}");
        }
    }

    #[test]
    fn first_lines() {
        for (mode, start, part) in [
            (0o755, "#!/bin/sh\r\necho", ":1: its first line ends with CR"),
            (0o755, "echo hello", ":1: it has no first line"),
            (0o755, "", ":1: it has no first line"),
            (0o755, "\u{feff}#!/bin/sh\n", ":1: a byte order mark precedes"),
            (0o755, "#!/usr/bin/env pyton\n", ":1: its first line names pyton"),
            (0o755, "#!/opt/none/sh\n", ":1: its first line names /opt/none/sh"),
            (0o755, "#!/usr/bin/env python3 -u\n", ":1: env takes"),
            (0o755, "#!python3\n", ":1: its first line names python3"),
        ] {
            let said = of(file("on_Snapshot__60_x.sh", mode, start));
            assert!(said.contains(part), "{start:?}: {said}");
        }
        assert!(of(file("on_Snapshot__60_x.txt", 0o644, "#!/bin/sh\n")).contains("not executable"));
        assert!(of(file("on_Snapshot__60_x.js", 0o644, "")).contains("node"));
    }

    #[test]
    fn settings() {
        let said = |config: &str| {
            let entries = vec![file("on_Snapshot__60_x.sh", 0o755, "#!/bin/sh\n")];
            messages(PluginFiles { entries, config: Some(Ok(config.into())), ..PluginFiles::default() }).join("\n")
        };
        assert_eq!(
            said(
                r#"{"properties": {"P_X": {"type": "string", "default": "a", "x-fallback": "TIMEOUT"}}, "author": "me"}"#
            ),
            ""
        );
        for (config, part) in [
            ("{\n", "config.json:2: "),
            ("{\n\"required_plugin\": []}", "config.json:2: no program reads the key \"required_plugin\""),
            ("{\"properties\": {\n\"P_X\": {\"x-alias\": []}}}", "config.json:2: no program reads the key \"x-alias\""),
            ("{\"properties\": {\n\"GREETING\": {}}}", "config.json:2: the setting GREETING"),
            (
                "{\"properties\": {\n\"P_X\": {\"type\": \"integer\", \"default\": \"a\"}}}",
                "config.json:2: the default of P_X",
            ),
            ("{\"properties\": {\n\"P_X\": {\"x-fallback\": \"TIMEOT\"}}}", "config.json:2: P_X falls back to TIMEOT"),
            ("{\n\"required_plugins\": [\n\"chrom\"]}", "config.json:3: it requires the plugin chrom"),
        ] {
            assert!(said(config).contains(part), "{config}: {}", said(config));
        }
    }

    #[test]
    fn what_others_may_change() {
        assert!(of(file("on_Snapshot__60_x.sh", 0o777, "#!/bin/sh\n")).contains("any user"));
        let link =
            |exists| Entry { kind: Kind::LinkOut { to: "/etc/passwd".into(), exists }, ..file("data.txt", 0o777, "") };
        let entries = vec![file("on_Snapshot__60_x.sh", 0o755, "#!/bin/sh\n"), link(true), link(false)];
        let said = messages(PluginFiles { entries, ..PluginFiles::default() });
        assert!(said.len() == 2 && said.iter().all(|message| message.contains("/etc/passwd")), "{said:?}");
    }
}
