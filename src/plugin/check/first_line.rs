//! Whether the kernel, or the runner, can start a hook: the executable bit, and the program that
//! the first line names.

use super::{CheckContext, Entry, Finding, Kind, PluginFiles, Remedy, Rule};
use crate::plugin::HookName;
use crate::plugin::interpreter::of_ending;

pub fn check(files: &PluginFiles, context: &CheckContext) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in
        files.entries.iter().filter(|entry| entry.is_direct() && !matches!(entry.kind, Kind::Directory | Kind::Other))
    {
        let Some(Ok(Some(name))) = entry.path.to_str().map(HookName::parse) else { continue };
        if matches!(entry.kind, Kind::LinkOut { exists: false, .. }) {
            continue;
        }
        findings.extend(if entry.is_executable() {
            check_executable(files, entry, context)
        } else {
            check_plain(files, entry, &name, context)
        });
    }
    findings
}

/// The interpreter for its extension runs what is not executable.
fn check_plain(files: &PluginFiles, entry: &Entry, name: &HookName, context: &CheckContext) -> Option<Finding> {
    let file = files.dir.join(&entry.path);
    let Some(program) = of_ending(name.extension.as_deref()) else {
        let message = "it is not executable, and its extension names no interpreter (.sh, .py, .js), so it never runs";
        return Some(files.finding(&entry.path, None, Rule::Executable, message, Remedy::MakeExecutable(file)));
    };
    if !(context.has_program)(program) {
        let message = format!("it is not executable, so {program} has to run it, but {program} is not on the PATH");
        return Some(files.finding(
            &entry.path,
            None,
            Rule::Program,
            message,
            Remedy::InstallOrMakeExecutable { program: program.to_owned(), file },
        ));
    }
    // bash takes the CR as part of every command.
    let has_cr = first_line(&entry.start).ends_with(b"\r");
    (has_cr && program == "bash").then(|| crlf(files, entry))
}

fn check_executable(files: &PluginFiles, entry: &Entry, context: &CheckContext) -> Option<Finding> {
    let found = |rule, message: String, remedy: &str| Some(files.finding(&entry.path, Some(1), rule, message, remedy));
    if entry.start.starts_with(b"\x7fELF") {
        return None;
    }
    let Some(line) = entry.start.strip_prefix(b"#!").map(first_line) else {
        let after_mark = entry.start.strip_prefix("\u{feff}".as_bytes());
        return match after_mark {
            Some(rest) if rest.starts_with(b"#!") => {
                let message = "a byte order mark precedes its #!, so the kernel cannot start it".into();
                found(Rule::FirstLine, message, "save it as UTF-8 without a byte order mark")
            }
            _ => found(
                Rule::FirstLine,
                "it has no first line such as #!/bin/sh, so the kernel cannot start it".into(),
                "name the program that runs it",
            ),
        };
    };
    if line.ends_with(b"\r") {
        return Some(crlf(files, entry));
    }
    let line = String::from_utf8_lossy(line);
    let (program, argument) = line.trim().split_once([' ', '\t']).unwrap_or((line.trim(), ""));
    if !program.starts_with('/') {
        let message =
            format!("its first line names {program:?}, but the kernel needs an absolute path").replace('"', "");
        return found(Rule::FirstLine, message, &format!("#!/usr/bin/env {program}"));
    }
    if !(context.has_program)(program) {
        return found(
            Rule::Program,
            format!("its first line names {program}, which does not exist"),
            "#!/usr/bin/env <program> finds it on the PATH",
        );
    }
    if program.rsplit('/').next() != Some("env") {
        return None;
    }
    let argument = argument.trim();
    let words = match argument.strip_prefix("-S").or_else(|| argument.strip_prefix("--split-string=")) {
        Some(words) => words,
        None if argument.contains(char::is_whitespace) => {
            let message = format!("env takes all of {argument:?} as the name of one program");
            return found(Rule::FirstLine, message, &format!("#!{program} -S {argument}"));
        }
        None => argument,
    };
    let named = words.split_whitespace().find(|word| !word.starts_with('-') && !word.contains('='))?;
    if (context.has_program)(named) {
        return None;
    }
    found(
        Rule::Program,
        format!("its first line names {named}, which is not on the PATH"),
        &format!("install {named}, or name another program"),
    )
}

fn crlf(files: &PluginFiles, entry: &Entry) -> Finding {
    let remedy = Remedy::RemoveCarriageReturns(files.dir.join(&entry.path));
    files.finding(
        &entry.path,
        Some(1),
        Rule::FirstLine,
        "its first line ends with CR LF, and the CR counts as part of the line",
        remedy,
    )
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}
