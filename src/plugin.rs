//! A plugin: a directory with hooks and, perhaps, a `config.json`. The names of its files are its
//! registration.

pub mod builtin;
pub mod check;
pub mod discover;
pub mod interpreter;
pub mod manifest;
pub mod ours;
pub mod requirement;

use std::cmp::Ordering;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use interpreter::Interpreter;
pub use manifest::Manifest;
pub use requirement::Requirement;

/// What a hook is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HookEvent {
    /// Once, before the first snapshot.
    Crawl,
    /// The same moment in the dialect of the abx-plugins package; it differs in its arguments.
    CrawlSetup,
    /// Once per URL.
    Snapshot,
    /// Once, after the last snapshot was sealed.
    CrawlEnd,
}

impl HookEvent {
    /// All of them.
    pub const ALL: [HookEvent; 4] = [HookEvent::Crawl, HookEvent::CrawlSetup, HookEvent::Snapshot, HookEvent::CrawlEnd];

    /// The word in the file name.
    pub fn as_str(self) -> &'static str {
        match self {
            HookEvent::Crawl => "Crawl",
            HookEvent::CrawlSetup => "CrawlSetup",
            HookEvent::Snapshot => "Snapshot",
            HookEvent::CrawlEnd => "CrawlEnd",
        }
    }
}

/// A file name of the form `on_<Event>__[<NN>_]<what>[.<tag>]...[.bg][.<ext>]`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct HookName {
    /// The whole file name.
    pub file_name: String,
    pub event: HookEvent,
    /// Its place in the order over all plugins; a name without a number counts as 0.
    pub number: u64,
    /// What it does, without number and dot parts.
    pub what: String,
    pub background: bool,
    /// Its last dot part, unless that is `bg`.
    pub extension: Option<String>,
}

/// Why a file that begins with `on_` is not a hook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookNameError {
    #[error("no event: a hook is named on_<Event>__<NN>_<what>, with two underscores after the event")]
    NoEvent,
    #[error("unknown event {0:?}; the events are Crawl, CrawlSetup, Snapshot and CrawlEnd")]
    UnknownEvent(String),
    #[error("no name after the event: a hook is named on_<Event>__<NN>_<what>")]
    NoName,
}

impl HookName {
    /// Takes a file name apart. `Ok(None)`: not meant as a hook at all.
    pub fn parse(file_name: &str) -> Result<Option<Self>, HookNameError> {
        let Some(rest) = file_name.strip_prefix("on_") else { return Ok(None) };
        let (event, rest) = rest.split_once("__").ok_or(HookNameError::NoEvent)?;
        let event = HookEvent::ALL
            .into_iter()
            .find(|known| known.as_str() == event)
            .ok_or_else(|| HookNameError::UnknownEvent(event.to_owned()))?;
        let mut parts = rest.split('.');
        let stem = parts.next().unwrap_or_default();
        let dotted: Vec<&str> = parts.collect();
        let (number, what) = match stem.split_once('_') {
            Some((digits, what)) if is_number(digits) => (digits.parse().unwrap_or(u64::MAX), what),
            _ => (0, stem),
        };
        if what.is_empty() {
            return Err(HookNameError::NoName);
        }
        Ok(Some(HookName {
            event,
            number,
            what: what.to_owned(),
            background: dotted.contains(&"bg"),
            extension: dotted.last().filter(|last| **last != "bg").map(|last| (*last).to_owned()),
            file_name: file_name.to_owned(),
        }))
    }
}

impl fmt::Display for HookName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file_name)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An executable of a plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hook {
    pub name: HookName,
    /// Absolute.
    pub path: PathBuf,
    /// The program that is started for it, when that is not the file itself.
    pub interpreter: Option<Interpreter>,
}

/// A directory with hooks.
#[derive(Debug, Clone)]
pub struct Plugin {
    /// The directory's name.
    pub name: String,
    /// Absolute.
    pub dir: PathBuf,
    pub hooks: Vec<Hook>,
    pub manifest: Manifest,
}

impl Plugin {
    /// The setting `<PLUGIN>_<suffix>`, e.g. `PARSE_DOM_OUTLINKS_TIMEOUT`.
    pub fn key(&self, suffix: &str) -> String {
        key(&self.name, suffix)
    }

    /// Whether it finds links, as far as that is known: it says so itself, or has a name as those
    /// of the abx-plugins package that do.
    pub fn finds_links(&self) -> Option<bool> {
        let is_named_so =
            self.name.starts_with("parse_") && (self.name.ends_with("_urls") || self.name.ends_with("links"));
        self.manifest.finds_links.or(is_named_so.then_some(true))
    }

    /// Infrastructure serves other plugins and has no result of its own.
    pub fn is_infrastructure(&self) -> bool {
        self.manifest.infrastructure || self.name == "chrome"
    }
}

/// The setting `<PLUGIN>_<suffix>` of the plugin called `plugin`.
pub fn key(plugin: &str, suffix: &str) -> String {
    let name: String =
        plugin.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    format!("{name}_{suffix}")
}

/// The order in which hooks run, over all plugins together: number, then file name, then plugin
/// name.
pub fn order(a: (&Plugin, &Hook), b: (&Plugin, &Hook)) -> Ordering {
    let rank = |(plugin, hook): (&Plugin, &Hook)| (hook.name.number, hook.name.file_name.clone(), plugin.name.clone());
    rank(a).cmp(&rank(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> HookName {
        HookName::parse(text).unwrap().unwrap()
    }

    #[test]
    fn names() {
        for (file, event, number, what, background, extension) in [
            ("on_Snapshot__51_screenshot", HookEvent::Snapshot, 51, "screenshot", false, None),
            ("on_Snapshot__20_chrome_tab.bg.js", HookEvent::Snapshot, 20, "chrome_tab", true, Some("js")),
            ("on_Crawl__00_chrome_install.finite.bg.py", HookEvent::Crawl, 0, "chrome_install", true, Some("py")),
            ("on_CrawlSetup__90_x.bg", HookEvent::CrawlSetup, 90, "x", true, None),
            ("on_CrawlEnd__x.sh", HookEvent::CrawlEnd, 0, "x", false, Some("sh")),
            ("on_Snapshot__7z.daemon", HookEvent::Snapshot, 0, "7z", false, Some("daemon")),
        ] {
            let parsed = name(file);
            assert_eq!(
                (parsed.event, parsed.number, parsed.what.as_str(), parsed.background, parsed.extension.as_deref()),
                (event, number, what, background, extension),
                "{file}"
            );
        }
    }

    #[test]
    fn names_that_are_not() {
        assert_eq!(HookName::parse("config.json"), Ok(None));
        assert_eq!(HookName::parse("on_Snapshot_oops"), Err(HookNameError::NoEvent));
        assert_eq!(HookName::parse("on_Nothing__10_x"), Err(HookNameError::UnknownEvent("Nothing".into())));
        assert_eq!(HookName::parse("on_Crawl__"), Err(HookNameError::NoName));
        assert_eq!(HookName::parse("on_Crawl__10_.sh"), Err(HookNameError::NoName));
    }

    #[test]
    fn keys() {
        assert_eq!(key("parse_dom-outlinks", "TIMEOUT"), "PARSE_DOM_OUTLINKS_TIMEOUT");
    }

    proptest! {
        #[test]
        fn no_name_panics(file in "(on_)?(Crawl|Snapshot|CrawlEnd|X)?_{0,3}[0-9]{0,30}(?s).{0,40}") {
            let _ = HookName::parse(&file);
        }

        #[test]
        fn a_name_is_made_of_its_parts(
            event in prop::sample::select(HookEvent::ALL.to_vec()),
            number in any::<u64>(),
            what in "[a-z][a-z0-9_-]{0,20}",
            background in any::<bool>(),
            extension in prop::option::of("[ac-z][a-z]{0,4}"),
        ) {
            let (bg, dotted) = (if background { ".bg" } else { "" }, extension.iter().map(|end| format!(".{end}")));
            let file_name = format!("on_{}__{number}_{what}{bg}{}", event.as_str(), dotted.collect::<String>());
            let parsed = HookName::parse(&file_name);
            prop_assert_eq!(parsed, Ok(Some(HookName { event, number, what, background, extension, file_name })));
        }
    }
}
