//! Names that begin like a hook's and are none, or do not mean what they seem to mean.

use super::{Entry, Finding, Kind, PluginFiles, Rule, meant};
use crate::plugin::{HookEvent, HookName};

const FORM: &str = "a hook is named on_<Event>__<NN>_<what>[.bg][.<ext>], e.g. on_Snapshot__60_x.sh";

/// Whether a file's name looks as if it was meant to be a hook.
pub fn is_meant_as_hook(file_name: &str) -> bool {
    file_name.starts_with("on_") || near_miss(file_name).is_some()
}

pub fn check(files: &PluginFiles) -> Vec<Finding> {
    let mut findings = Vec::new();
    if files.name.starts_with(['.', '_']) {
        let message = "plugins whose names begin with . or _ are skipped";
        findings.push(files.finding(std::path::Path::new(""), None, Rule::Name, message, "rename the directory"));
    }
    for entry in files.entries.iter().filter(|entry| entry.is_direct()) {
        findings.extend(check_entry(files, entry));
    }
    findings
}

fn check_entry(files: &PluginFiles, entry: &Entry) -> Option<Finding> {
    let found = |message: String, remedy: String| Some(files.finding(&entry.path, None, Rule::Name, message, remedy));
    let Some(file_name) = entry.path.to_str() else {
        let named = entry.file_name().starts_with("on_");
        return if named {
            found("the name of a hook must be UTF-8, so it never runs".into(), "rename it".into())
        } else {
            None
        };
    };
    let name = match HookName::parse(file_name) {
        Ok(Some(name)) => name,
        Ok(None) => {
            let name = near_miss(file_name)?;
            return found(
                "its name is almost that of a hook, so it never runs".into(),
                format!("rename it to {name}, if it is a hook"),
            );
        }
        Err(error) => {
            let remedy = near_miss(file_name).map_or_else(|| FORM.to_owned(), |name| format!("rename it to {name}"));
            return found(format!("it is not a hook, so it never runs: {error}"), remedy);
        }
    };
    if matches!(entry.kind, Kind::Directory | Kind::Other) {
        return found(
            "it is named like a hook but is not a file".into(),
            "rename it, or replace it with a file".into(),
        );
    }
    let digits = name.what.len() - name.what.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = name.what.split_at(digits);
    if !number.is_empty() && (rest.is_empty() || rest.starts_with(['-', ' '])) {
        let what = match rest.trim_start_matches(['-', ' ']) {
            "" => &files.name,
            what => what,
        };
        let message =
            format!("{number} is not recognised as its number, so this hook counts as 0 and runs before all others");
        return found(message, format!("put _<what> after the number: on_{}__{number}_{what}", name.event.as_str()));
    }
    let tags = file_name.split('.').skip(1);
    let is_nearly_background =
        tags.filter(|tag| *tag != "bg").any(|tag| tag.eq_ignore_ascii_case("bg") || tag == "background");
    if !name.background && (is_nearly_background || name.what.ends_with("_bg") || name.what.ends_with("-bg")) {
        return found(
            "it looks like a background hook but runs in the foreground".into(),
            "mark a background hook with .bg, as in on_Snapshot__22_x.bg.sh".into(),
        );
    }
    None
}

/// The name that was probably meant.
fn near_miss(file_name: &str) -> Option<String> {
    let on = file_name.get(..2).filter(|on| on.eq_ignore_ascii_case("on"))?;
    let rest = file_name[on.len()..].trim_start_matches(['_', '-', ' ']);
    let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(word);
    let small = word.to_ascii_lowercase();
    let known: Vec<String> = HookEvent::ALL.iter().map(|event| event.as_str().to_ascii_lowercase()).collect();
    let known = || known.iter().map(String::as_str);
    // Without the prefix of a hook only the exact word counts: there are many words that begin with
    // "on".
    let event = known()
        .find(|event| *event == small)
        .or_else(|| if file_name.starts_with("on_") { meant(&small, known()) } else { None })?;
    let event = HookEvent::ALL.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(event))?;
    let what = after.trim_start_matches(['_', '-', ' ']);
    (after.len() > what.len() && !what.is_empty()).then(|| format!("on_{}__{what}", event.as_str()))
}
