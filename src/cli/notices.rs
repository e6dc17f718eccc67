//! The words of notices on the terminal.

use crate::config::Origin;
use crate::report::{Palette, escape_control};
use crate::service::{GivenCounts, Known, Notice};

/// A notice as a line on stderr.
pub fn words(notice: &Notice, paint: Palette) -> String {
    let warning = |text: String| format!("{} {text}", paint.yellow("warning:"));
    match notice {
        Notice::SchemeAssumed { given: Some(given), url } => format!("{} is taken as {}", escape_control(given), escape_control(url)),
        Notice::SchemeAssumed { given: None, url } => format!("an address without a scheme is taken as {}", escape_control(url)),
        Notice::LineRefused { list, line, reason, text } => {
            format!("{}, line {line}: refused: {}: {}", escape_control(list), escape_control(reason), escape_control(text))
        }
        Notice::ListRefused { list, reason } => format!("{}: refused: {}", escape_control(list), escape_control(reason)),
        Notice::TextLeftOut { list, lines, shown } => {
            let counted = if *lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
            let rest = if *lines > shown.len() as u64 { "; ..." } else { "" };
            let shown: Vec<String> = shown.iter().map(|more| format!("line {}: {}", more.line, escape_control(&more.text))).collect();
            format!("{}: of {counted} only the URL was taken, not what follows it ({}{rest})", escape_control(list), shown.join("; "))
        }
        Notice::OtherLoginUsed { url } => {
            format!("{}: another name or password was given for this place before; that one is used", escape_control(url))
        }
        Notice::Given(counts) => given(counts),
        Notice::RequestFile { file, what } => format!("{}: {}", escape_control(&file.display().to_string()), escape_control(what)),
        Notice::NoCookies { file } => format!("{}: there are no cookies in it to send", escape_control(&file.display().to_string())),
        Notice::HeaderToAll { name } => {
            let name = escape_control(name);
            format!("--header: {name} goes to every host that a page asks, also to those of others; 'example.com {name}: ...' is for one host alone")
        }
        Notice::PagesLeft { pages } => {
            let what = if *pages == 1 { "1 page is".to_owned() } else { format!("{pages} pages are") };
            format!("{what} left of crawls that were cut short, and will be carried on after this (--no-resume leaves them)")
        }
        Notice::Resuming { created_at, known: Known::NoQueue, .. } => {
            format!("carrying on the crawl of {created_at}: its queue was lost with the index, so what it was given is read again")
        }
        Notice::Resuming { created_at, known: Known::PartOfList, .. } => {
            format!("carrying on the crawl of {created_at}: not all that it was given had been read, so it is read again")
        }
        Notice::Resuming { created_at, known: Known::Queue, pages } => match pages {
            0 => format!("bringing the crawl of {created_at} to its end; all its pages are saved"),
            1 => format!("carrying on the crawl of {created_at}: 1 page is left"),
            pages => format!("carrying on the crawl of {created_at}: {pages} pages are left"),
        },
        Notice::AtWorkElsewhere { created_at } => format!("another process is at work on the crawl of {created_at} already"),
        Notice::NotReadAgain { reason } => format!("{}; what had not been read of it is not known", escape_control(reason)),
        Notice::LeftOfLostQueue { pages, lost } => {
            let left = match (pages, lost) {
                (0, None) => "all its pages are saved".to_owned(),
                (1, _) => "1 page is left".to_owned(),
                (pages, _) => format!("{pages} pages are left"),
            };
            lost.as_ref().map_or_else(|| left.clone(), |lost| format!("{left}\n{}", escape_control(lost)))
        }
        Notice::Abandoned { created_at, removed } => {
            format!("the crawl of {created_at} is given up; not begun, and taken off its queue: {removed}")
        }
        Notice::StrayEnded { process } => format!("ended a process that a runner which was killed had left behind: {}", escape_control(process)),
        Notice::StrayLeft { process } => {
            format!("a process that a runner which was killed had left behind is still there after SIGKILL: {}", escape_control(process))
        }
        Notice::SecretsKept { dir } => {
            let dir = escape_control(&dir.display().to_string());
            format!("cookies, headers, passwords and other secrets stay in {dir} for `tacklebox resume` and `tacklebox retry`")
        }
        Notice::Warning(message) => warning(message.clone()),
        Notice::PluginSkipped { plugin, reason } => warning(format!("the plugin {plugin} is skipped: {reason}")),
        Notice::UnknownSetting { key, origin: Origin::CommandLine } => {
            warning(format!("--set {key}: no plugin declares this setting; hooks will see it in their environment all the same"))
        }
        Notice::UnknownSetting { key, origin } => warning(format!("{origin}: {key}: no plugin declares this setting, so nothing reads it")),
        Notice::NotCoveredByPolicy { plugins } => warning(format!(
            "--no-private-networks covers the browser and the built-in hooks; the hooks of these plugins connect as they like: {}",
            plugins.join(", ")
        )),
        Notice::TakesAnyPage { plugins } => warning(format!(
            "hooks of {} take the first page that they find in the browser, which is another page's when several are open; \
             --set CHROME_PER_PAGE=true gives each page a browser of its own, --concurrency 1 helps as well",
            plugins.iter().cloned().collect::<Vec<_>>().join(", ")
        )),
        Notice::LinksUncertain { depth, plugins, finder, why_not } => warning(format!(
            "--depth {depth} follows links, and it is not known whether a plugin that runs finds any: {}. One that does says so in its \
             config.json (\"x-finds-links\": true); the built-in {finder} does ({why_not})",
            plugins.iter().cloned().collect::<Vec<_>>().join(", ")
        )),
    }
}

/// What became of all that was given.
fn given(counts: &GivenCounts) -> String {
    let number = |count: u64, one: &str, many: &str| (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }));
    let others: Vec<String> = [
        number(counts.refused_lines, "line refused", "lines refused"),
        number(counts.refused_lists, "list refused", "lists refused"),
        number(counts.duplicates, "URL given more than once", "URLs given more than once"),
        number(counts.archived, "page skipped that has a good snapshot already", "pages skipped that have a good snapshot already"),
        number(counts.over_limit, "URL beyond --max-urls", "URLs beyond --max-urls"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("of what was given: {} taken, {}", counts.joined, others.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::input::LeftOut;
    use crate::model::timestamp::Timestamp;

    /// One notice of each kind, and of each form that its words take.
    fn examples() -> Vec<Notice> {
        let created_at = Timestamp::parse("2026-11-27T10:00:00.000Z").unwrap();
        let url = || "https://example.com/".to_owned();
        let left_out = |line: u64| LeftOut { line: line as _, text: "a title".into() };
        let file = || PathBuf::from("cookies.txt");
        vec![
            Notice::SchemeAssumed { given: Some("example.com".into()), url: url() },
            Notice::SchemeAssumed { given: None, url: url() },
            Notice::LineRefused { list: "urls.txt".into(), line: 3, reason: "not a URL".into(), text: "hello".into() },
            Notice::ListRefused { list: "urls.txt".into(), reason: "it is a PDF".into() },
            Notice::TextLeftOut { list: "urls.txt".into(), lines: 1, shown: vec![left_out(2)] },
            Notice::TextLeftOut { list: "urls.txt".into(), lines: 5, shown: vec![left_out(2), left_out(3)] },
            Notice::OtherLoginUsed { url: url() },
            Notice::Given(GivenCounts { joined: 2, refused_lines: 1, refused_lists: 1, duplicates: 1, archived: 1, over_limit: 1 }),
            Notice::Given(GivenCounts { joined: 2, refused_lines: 2, refused_lists: 2, duplicates: 2, archived: 2, over_limit: 2 }),
            Notice::RequestFile { file: file(), what: "line 3: no cookie".into() },
            Notice::NoCookies { file: file() },
            Notice::HeaderToAll { name: "Authorization".into() },
            Notice::PagesLeft { pages: 1 },
            Notice::PagesLeft { pages: 2 },
            Notice::Resuming { created_at, known: Known::NoQueue, pages: 0 },
            Notice::Resuming { created_at, known: Known::PartOfList, pages: 0 },
            Notice::Resuming { created_at, known: Known::Queue, pages: 0 },
            Notice::Resuming { created_at, known: Known::Queue, pages: 1 },
            Notice::Resuming { created_at, known: Known::Queue, pages: 2 },
            Notice::AtWorkElsewhere { created_at },
            Notice::NotReadAgain { reason: "urls.txt: not found".into() },
            Notice::LeftOfLostQueue { pages: 0, lost: None },
            Notice::LeftOfLostQueue { pages: 2, lost: Some("its queue was lost".into()) },
            Notice::Abandoned { created_at, removed: 2 },
            Notice::StrayEnded { process: "sleep (process 7)".into() },
            Notice::StrayLeft { process: "sleep (process 7)".into() },
            Notice::SecretsKept { dir: "archive/secrets".into() },
            Notice::Warning("something is odd".into()),
            Notice::PluginSkipped { plugin: "pdf".into(), reason: "it needs chrome".into() },
            Notice::UnknownSetting { key: "X".into(), origin: Origin::CommandLine },
            Notice::UnknownSetting { key: "X".into(), origin: Origin::File("config.toml".into()) },
            Notice::NotCoveredByPolicy { plugins: vec!["wget".into(), "ytdlp".into()] },
            Notice::TakesAnyPage { plugins: ["other".to_owned()].into() },
            Notice::LinksUncertain { depth: 1, plugins: ["other".to_owned()].into(), finder: "parse_dom_outlinks", why_not: "off".into() },
        ]
    }

    #[test]
    fn the_words_are_as_they_were_read_last() {
        let lines: Vec<String> = examples().iter().map(|notice| words(notice, Palette { on: false })).collect();
        insta::assert_snapshot!("notices", lines.join("\n"));
    }
}
