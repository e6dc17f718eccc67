//! What a person can type about an error.

use crate::report::escape_control;
use crate::report::terminal::quoted;
use crate::service::Hint;

/// A hint as the end of a message.
pub fn words(hint: &Hint) -> String {
    match hint {
        Hint::GiveSettingAgain(key) => format!("give it once more with --set {key}=..."),
        Hint::ListSnapshots => "`tacklebox list` shows all snapshots".into(),
        Hint::ShowStatus => "`tacklebox status` shows the newest crawls".into(),
        Hint::ListPlugins => "`tacklebox plugins` lists them, and which are off and why".into(),
        Hint::UseBuiltin(name) => format!("add --builtin {name} to use the one that does"),
        Hint::StartFirstCrawl { data } => {
            format!("`tacklebox archive --data {} URL` makes one", quoted(&escape_control(&data.to_string_lossy())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_as_they_were_read_last() {
        let hints = [
            Hint::GiveSettingAgain("API_KEY".into()),
            Hint::ListSnapshots,
            Hint::ShowStatus,
            Hint::ListPlugins,
            Hint::UseBuiltin("chrome".into()),
            Hint::StartFirstCrawl { data: "my archive".into() },
        ];
        insta::assert_snapshot!("hints", hints.iter().map(words).collect::<Vec<_>>().join("\n"));
    }
}
