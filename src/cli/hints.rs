//! What a person can type about an error.

use std::path::Path;

use crate::report::escape_control;
use crate::report::terminal::quoted;
use crate::service::{Error, Hint, Input};

/// A hint as the end of a message.
pub fn words(hint: &Hint) -> String {
    match hint {
        Hint::GiveSettingAgain(key) => format!("give it once more with --set {key}=..."),
        Hint::ListSnapshots => "`tacklebox list` shows all snapshots".into(),
        Hint::ShowStatus => "`tacklebox status` shows the newest crawls".into(),
        Hint::ListPlugins => "`tacklebox plugins` lists them, and which are off and why".into(),
        Hint::AllowFiles => "--allow-scheme file, or the setting ALLOW_SCHEMES=file, allows them".into(),
        Hint::GiveAgeToOption(age) => format!("an age follows its option after a =, as in --skip-archived={age}"),
        Hint::InstallPrograms(plugin) => format!("`tacklebox install {}` installs what it needs", quoted(plugin)),
        Hint::UseBuiltin(name) => format!("add --builtin {name} to use the one that does"),
        Hint::CreateCollection { data } => format!("`tacklebox archive --data {} URL` creates one", path(data)),
        Hint::RebuildIndex { data } => {
            let place = data.as_ref().map(|data| format!(" --data {}", path(data))).unwrap_or_default();
            format!("`tacklebox doctor --repair{place}` rebuilds the index from the snapshots")
        }
        Hint::Resume { data } => format!("`tacklebox resume --data {}` continues there", path(data)),
        Hint::ResumeWhenBack { data } => format!("when it is back, `tacklebox resume --data {}` continues", path(data)),
        Hint::RebuildThenResume { data } => {
            let data = path(data);
            format!(
                "put it back, or rebuild it with `tacklebox doctor --repair --data {data}`; then `tacklebox resume --data {data}` continues"
            )
        }
        Hint::FreeSpaceThenResume => "free some disk space, then `tacklebox resume` continues".into(),
        Hint::MakeIndexWritable => {
            "make index.sqlite3, its -wal and -shm files if they exist, and their directory writable for this user"
                .into()
        }
        Hint::CheckDisk => "is the disk full, or failing?".into(),
        Hint::WaitForWriter => "another process has been writing for too long".into(),
    }
}

/// A message with its hint, if it has one.
pub fn with(message: &str, hint: Option<&Hint>) -> String {
    match hint {
        Some(hint) => format!("{message}; {}", words(hint)),
        None => message.to_owned(),
    }
}

/// An error as a message that names the option it is about, with its hint, if it has one.
pub fn message(error: &Error) -> String {
    let option = error.input.map(option).unwrap_or_default();
    format!("{option}{}", with(&error.message, error.hint.as_ref()))
}

/// The option for a part of a request, up to the message about it.
fn option(input: Input) -> &'static str {
    match input {
        Input::Data => "--data ",
        Input::User => "--user ",
        Input::Builtin => "--builtin ",
        Input::PluginDir => "--plugins-dir ",
        Input::Setting => "--set ",
        Input::Cookies => "--cookies ",
        Input::Header => "--header: ",
        Input::HeaderFile => "--header @",
    }
}

fn path(path: &Path) -> String {
    quoted(&escape_control(&path.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_option_and_what_can_be_done() {
        let nothing = Error::failed("no plugin left to run").with_hint(Hint::ListPlugins);
        assert_eq!(
            message(&nothing),
            "no plugin left to run; `tacklebox plugins` lists them, and which are off and why"
        );
        let file = Error::bad_input(Input::HeaderFile, "h.txt, line 2: it has no name");
        assert_eq!(message(&file), "--header @h.txt, line 2: it has no name");
    }

    #[test]
    fn the_words_are_as_they_were_read_last() {
        let hints = [
            Hint::GiveSettingAgain("API_KEY".into()),
            Hint::ListSnapshots,
            Hint::ShowStatus,
            Hint::ListPlugins,
            Hint::AllowFiles,
            Hint::GiveAgeToOption("30d".into()),
            Hint::InstallPrograms("pdf".into()),
            Hint::UseBuiltin("chrome".into()),
            Hint::CreateCollection { data: "my archive".into() },
            Hint::RebuildIndex { data: None },
            Hint::RebuildIndex { data: Some("archive".into()) },
            Hint::Resume { data: "archive".into() },
            Hint::ResumeWhenBack { data: "archive".into() },
            Hint::RebuildThenResume { data: "archive".into() },
            Hint::FreeSpaceThenResume,
            Hint::MakeIndexWritable,
            Hint::CheckDisk,
            Hint::WaitForWriter,
        ];
        insta::assert_snapshot!("hints", hints.iter().map(words).collect::<Vec<_>>().join("\n"));
    }
}
