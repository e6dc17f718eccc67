//! `tacklebox archive`: a list of URLs -> a crawl.

use std::time::Duration;

use super::crawl::{self, NextCommand};
use super::policy::PolicyArgs;
use super::request::RequestArgs;
use super::{Common, Failure, resume};
use crate::model::crawl::Limits;
use crate::model::timestamp::Timestamp;
use crate::model::url::Scope;
use crate::plan::Selection;
use crate::rules::exit::Exit;
use crate::service::{self, Collection, Interrupted, Notice, ResumeOptions, StartOptions, StopSource};

/// Archive web pages
///
/// Each URL becomes a snapshot: a directory with one folder per plugin, and one result per plugin
/// in the index.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// URLs (`example.com/x` means https://example.com/x); files with one URL per line (`#` starts
    /// a comment) or one JSON object per line (url, title, tags, depth); `-` for standard input
    #[arg(required = true, value_name = "URL|FILE|-")]
    what: Vec<String>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Pages to archive in parallel [default: automatic]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub concurrency: Option<u16>,
    /// Follow links up to this many steps from the given URLs
    #[arg(long, value_name = "N", default_value_t = 0)]
    depth: u32,
    /// Stop adding pages at this number, given and found together
    #[arg(long, value_name = "N")]
    max_urls: Option<u64>,
    /// Which found pages to add, compared with the given URL that led to them
    #[arg(long, value_enum, default_value_t)]
    scope: Scope,
    /// Skip URLs already archived successfully within AGE, e.g. --skip-archived=12h or =30d;
    /// without AGE, ever
    ///
    /// Successfully: the page itself was saved (no error page, no bot challenge), at least one
    /// result succeeded, and none failed.
    #[arg(long, value_name = "AGE", num_args = 0..=1, require_equals = true, default_missing_value = "36500d", value_parser = age)]
    skip_archived: Option<Duration>,
    /// Do not resume interrupted crawls after this one
    #[arg(long)]
    no_resume: bool,
    /// Also archive URLs of this scheme; a file: page can only use files below the given directory,
    /// a web page none
    #[arg(long, value_name = "SCHEME", value_parser = ["file"])]
    allow_scheme: Vec<String>,
    #[command(flatten)]
    request: RequestArgs,
    #[command(flatten)]
    policy: PolicyArgs,
}

/// Which plugins.
#[derive(Debug, Clone, clap::Args)]
pub struct SelectionArgs {
    /// Run only these plugins, by name or glob, and the plugins they require
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub plugins: Vec<String>,
    /// Do not run these plugins
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub skip: Vec<String>,
}

impl From<SelectionArgs> for Selection {
    fn from(args: SelectionArgs) -> Self {
        let named = |names: Vec<String>| {
            names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
        };
        Selection { only: named(args.plugins), skip: named(args.skip) }
    }
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let options = common.options().with_policy(&args.policy.policy(&args.allow_scheme));
    let collection = Collection::open(options.clone())?;
    let left = if args.no_resume { Vec::new() } else { service::interrupted(&collection)? };
    let pages: u64 = left.iter().map(Interrupted::pages).sum();
    let concurrency = args.concurrency.map(usize::from);
    let start = StartOptions {
        what: args.what,
        selection: args.selection.into(),
        limits: Limits { depth: args.depth, max_urls: args.max_urls, scope: args.scope },
        archived_since: args.skip_archived.map(|age| Timestamp::now().before(age)),
        concurrency,
        request: args.request.into(),
    };
    let exit = crawl::show(common.json, collection.layout.data(), NextCommand::Resume, |listener| {
        if pages > 0 {
            listener.on_notice(Notice::PagesLeft { pages });
        }
        service::start(&collection, &start, listener, &StopSource::Signals).map(Some)
    })?;
    let exit = exit.unwrap_or(Exit::Good);
    if left.is_empty() || exit == Exit::Interrupted {
        return Ok(exit);
    }
    let resume = ResumeOptions { concurrency, ..ResumeOptions::default() };
    Ok(exit.worse(resume::resume_all(common.json, &options, left, &resume)?))
}

/// `90s`, `15m`, `12h`, `30d`, `2w`.
fn age(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return Err("write a number and a unit: s, m, h, d or w, as in 30d".into()),
    };
    let number: u64 = number.parse().map_err(|_| "write a number and a unit, as in 30d")?;
    number.checked_mul(seconds).map(Duration::from_secs).ok_or_else(|| "that is too long".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        assert_eq!(age("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(age("2w"), Ok(Duration::from_secs(1_209_600)));
        for wrong in ["", "5", "d", "-1d", "1y", "99999999999999999999d", "9999999999999999999w"] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
    }
}
