//! The words of notices on the terminal.

use super::{conversions, hints};
use crate::config::Origin;
use crate::install::Progress;
use crate::report::{Palette, escape_control};
use crate::service::{GivenCounts, Notice, QueueState};

/// A notice as a line on stderr.
pub fn words(notice: &Notice, paint: Palette) -> String {
    let warning = |text: String| format!("{} {text}", paint.yellow("warning:"));
    match notice {
        Notice::SchemeAssumed { given: Some(given), url } => {
            format!("{} is read as {}", escape_control(given), escape_control(url))
        }
        Notice::SchemeAssumed { given: None, url } => {
            format!("a URL without a scheme is read as {}", escape_control(url))
        }
        Notice::LineRefused { list, line, reason, hint, text } => {
            format!(
                "{}, line {line}: refused: {}: {}",
                escape_control(list),
                escape_control(&hints::with(reason, hint.as_ref())),
                escape_control(text)
            )
        }
        Notice::ListRefused { list, foreign } => {
            format!("{}: refused: {}", escape_control(list), escape_control(&conversions::words(foreign)))
        }
        Notice::TextLeftOut { list, lines, shown } => {
            let counted = if *lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
            let rest = if *lines > shown.len() as u64 { "; ..." } else { "" };
            let shown: Vec<String> =
                shown.iter().map(|more| format!("line {}: {}", more.line, escape_control(&more.text))).collect();
            format!(
                "{}: of {counted} only the URL was taken, not what follows it ({}{rest})",
                escape_control(list),
                shown.join("; ")
            )
        }
        Notice::OtherLoginUsed { url } => {
            format!(
                "{}: another user name or password was given for this URL before; that one is used",
                escape_control(url)
            )
        }
        Notice::Given(counts) => given(counts),
        Notice::RequestFile { file, what } => {
            format!("{}: {}", escape_control(&file.display().to_string()), escape_control(what))
        }
        Notice::NoCookies { file } => {
            format!("{}: it has no cookies to send", escape_control(&file.display().to_string()))
        }
        Notice::HeaderToAll { name } => {
            let name = escape_control(name);
            format!(
                "--header: {name} goes to every host that a page loads from, also to third parties; use 'example.com {name}: ...' for one host"
            )
        }
        Notice::PagesLeft { pages } => {
            let what = if *pages == 1 { "1 page is".to_owned() } else { format!("{pages} pages are") };
            format!("{what} left of interrupted crawls and will be resumed after this one (--no-resume: do not)")
        }
        Notice::Resuming { created_at, queue: QueueState::Lost, .. } => {
            format!("resuming the crawl of {created_at}: its queue was lost with the index, so its input is read again")
        }
        Notice::Resuming { created_at, queue: QueueState::Partial, .. } => {
            format!("resuming the crawl of {created_at}: its input was not read to the end, so it is read again")
        }
        Notice::Resuming { created_at, queue: QueueState::Complete, pages } => match pages {
            0 => format!("finishing the crawl of {created_at}; all its pages are saved"),
            1 => format!("resuming the crawl of {created_at}: 1 page is left"),
            pages => format!("resuming the crawl of {created_at}: {pages} pages are left"),
        },
        Notice::AtWorkElsewhere { created_at } => format!("another process is running the crawl of {created_at}"),
        Notice::NotReadAgain { reason } => format!("{}; the part that was not read is lost", escape_control(reason)),
        Notice::LeftOfLostQueue { pages, lost } => {
            let left = match (pages, lost) {
                (0, None) => "all its pages are saved".to_owned(),
                (1, _) => "1 page is left".to_owned(),
                (pages, _) => format!("{pages} pages are left"),
            };
            lost.as_ref().map_or_else(|| left.clone(), |lost| format!("{left}\n{}", escape_control(lost)))
        }
        Notice::Abandoned { created_at, removed } => {
            format!("gave up the crawl of {created_at}; pages removed from its queue: {removed}")
        }
        Notice::StrayEnded { process } => {
            format!("ended a process left behind by a killed crawl: {}", escape_control(process))
        }
        Notice::StrayLeft { process } => {
            format!("a process left behind by a killed crawl is still alive after SIGKILL: {}", escape_control(process))
        }
        Notice::SecretsKept { dir } => {
            let dir = escape_control(&dir.display().to_string());
            format!(
                "cookies, headers, passwords and other secrets are kept in {dir} for `tacklebox resume` and `tacklebox retry`"
            )
        }
        Notice::Installing(Progress::Waiting { lib_dir }) => {
            format!("another tacklebox is installing into {}; waiting for it", lib_dir.display())
        }
        Notice::Installing(Progress::Installing { name, packages, provider }) => {
            format!("{}: installing {} with {provider}", escape_control(name), escape_control(&packages.join(" ")))
        }
        Notice::Warning(message) => warning(message.clone()),
        Notice::PluginSkipped { plugin, skip } => {
            warning(format!("the plugin {plugin} is skipped: {}", hints::with(&skip.reason, skip.hint.as_ref())))
        }
        Notice::UnknownSetting { key, origin: Origin::CommandLine } => {
            warning(format!("--set {key}: no plugin declares this setting; hooks still get it in their environment"))
        }
        Notice::UnknownSetting { key, origin } => {
            warning(format!("{origin}: {key}: no plugin declares this setting; it is ignored"))
        }
        Notice::NotCoveredByPolicy { plugins } => warning(format!(
            "--no-private-networks covers the browser and the built-in hooks only; hooks of these plugins can connect anywhere: {}",
            plugins.join(", ")
        )),
        Notice::TakesAnyPage { plugins } => warning(format!(
            "hooks of {} use the first page that they find in the browser, which may be another one; \
             --set CHROME_PER_PAGE=true gives each page its own browser, or use --concurrency 1",
            plugins.iter().cloned().collect::<Vec<_>>().join(", ")
        )),
        Notice::LinksUncertain { depth, plugins, finder, why_not } => warning(format!(
            "--depth {depth} follows links, but it is unknown whether one of these plugins finds any: {}. A plugin that does declares \
             \"x-finds-links\": true in its config.json; the built-in {finder} does ({why_not})",
            plugins.iter().cloned().collect::<Vec<_>>().join(", ")
        )),
    }
}

/// What became of all that was given.
fn given(counts: &GivenCounts) -> String {
    let number = |count: u64, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let others: Vec<String> = [
        number(counts.refused_lines, "line refused", "lines refused"),
        number(counts.refused_lists, "list refused", "lists refused"),
        number(counts.duplicates, "URL given more than once", "URLs given more than once"),
        number(counts.archived, "page already archived", "pages already archived"),
        number(counts.over_limit, "URL beyond --max-urls", "URLs beyond --max-urls"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("input: {} taken, {}", counts.joined, others.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::input::{Foreign, LeftOut};
    use crate::model::timestamp::Timestamp;
    use crate::plan::Skip;
    use crate::plugin::requirement::Provider;
    use crate::service::Hint;

    /// One notice of each kind, and of each form that its words take.
    fn examples() -> Vec<Notice> {
        let created_at = Timestamp::parse("2026-11-27T10:00:00.000Z").unwrap();
        let url = || "https://example.com/".to_owned();
        let left_out = |line: u64| LeftOut { line: line as _, text: "a title".into() };
        let file = || PathBuf::from("cookies.txt");
        vec![
            Notice::SchemeAssumed { given: Some("example.com".into()), url: url() },
            Notice::SchemeAssumed { given: None, url: url() },
            Notice::LineRefused {
                list: "urls.txt".into(),
                line: 3,
                reason: "not a URL".into(),
                hint: None,
                text: "hello".into(),
            },
            Notice::LineRefused {
                list: "urls.txt".into(),
                line: 3,
                reason: "file: URLs are refused".into(),
                hint: Some(Hint::AllowFiles),
                text: "file:///x".into(),
            },
            Notice::ListRefused {
                list: "urls.txt".into(),
                foreign: Foreign { what: "a PDF".into(), conversion: None },
            },
            Notice::TextLeftOut { list: "urls.txt".into(), lines: 1, shown: vec![left_out(2)] },
            Notice::TextLeftOut { list: "urls.txt".into(), lines: 5, shown: vec![left_out(2), left_out(3)] },
            Notice::OtherLoginUsed { url: url() },
            Notice::Given(GivenCounts {
                joined: 2,
                refused_lines: 1,
                refused_lists: 1,
                duplicates: 1,
                archived: 1,
                over_limit: 1,
            }),
            Notice::Given(GivenCounts {
                joined: 2,
                refused_lines: 2,
                refused_lists: 2,
                duplicates: 2,
                archived: 2,
                over_limit: 2,
            }),
            Notice::RequestFile { file: file(), what: "line 3: no cookie".into() },
            Notice::NoCookies { file: file() },
            Notice::HeaderToAll { name: "Authorization".into() },
            Notice::PagesLeft { pages: 1 },
            Notice::PagesLeft { pages: 2 },
            Notice::Resuming { created_at, queue: QueueState::Lost, pages: 0 },
            Notice::Resuming { created_at, queue: QueueState::Partial, pages: 0 },
            Notice::Resuming { created_at, queue: QueueState::Complete, pages: 0 },
            Notice::Resuming { created_at, queue: QueueState::Complete, pages: 1 },
            Notice::Resuming { created_at, queue: QueueState::Complete, pages: 2 },
            Notice::AtWorkElsewhere { created_at },
            Notice::NotReadAgain { reason: "urls.txt: not found".into() },
            Notice::LeftOfLostQueue { pages: 0, lost: None },
            Notice::LeftOfLostQueue { pages: 2, lost: Some("its queue was lost".into()) },
            Notice::Abandoned { created_at, removed: 2 },
            Notice::StrayEnded { process: "sleep (process 7)".into() },
            Notice::StrayLeft { process: "sleep (process 7)".into() },
            Notice::SecretsKept { dir: "archive/secrets".into() },
            Notice::Installing(Progress::Waiting { lib_dir: "/data/lib".into() }),
            Notice::Installing(Progress::Installing {
                name: "yt-dlp".into(),
                packages: vec!["yt-dlp".into(), "brotli".into()],
                provider: Provider::Uv,
            }),
            Notice::Warning("something is odd".into()),
            Notice::PluginSkipped {
                plugin: "pdf".into(),
                skip: Skip { reason: "needs chrome".into(), hint: Some(Hint::InstallPrograms("pdf".into())) },
            },
            Notice::UnknownSetting { key: "X".into(), origin: Origin::CommandLine },
            Notice::UnknownSetting { key: "X".into(), origin: Origin::File("config.toml".into()) },
            Notice::NotCoveredByPolicy { plugins: vec!["wget".into(), "ytdlp".into()] },
            Notice::TakesAnyPage { plugins: ["other".to_owned()].into() },
            Notice::LinksUncertain {
                depth: 1,
                plugins: ["other".to_owned()].into(),
                finder: "parse_dom_outlinks",
                why_not: "off".into(),
            },
        ]
    }

    #[test]
    fn the_words_are_as_they_were_read_last() {
        let lines: Vec<String> = examples().iter().map(|notice| words(notice, Palette { on: false })).collect();
        insta::assert_snapshot!("notices", lines.join("\n"));
    }
}
