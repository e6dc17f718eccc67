//! `tacklebox archive`: a list of URLs -> a crawl.

use std::time::Duration;

use serde_json::json;

use super::caution::{CautionArgs, not_covered};
use super::collection::Collection;
use super::given::{self, GivenArgs};
use super::intake::{Opened, TakenIn};
use super::resume;
use super::session::{self, Order, Work};
use super::{Common, Failure};
use crate::config::Origin;
use crate::crawl::Limits;
use crate::exit::Exit;
use crate::input::Source;
use crate::plan::{Plan, Selection, plan};
use crate::report::{Palette, colours_on_stderr, harmless};
use crate::tell::tell;
use crate::timestamp::Timestamp;
use crate::url::{Schemes, Scope};

/// Save pages
///
/// Each URL becomes a snapshot: a directory with one folder per plugin, and one result per plugin in the index.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// URLs (`example.com/x` is https://example.com/x), files with a URL a line (`#` begins a comment) or a JSON object a line (url, title, tags, depth), `-` for
    /// standard input
    #[arg(required = true, value_name = "URL|FILE|-")]
    what: Vec<String>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Snapshots at a time [default: as many as the machine bears]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub concurrency: Option<u16>,
    /// Follow links to pages this many steps away
    #[arg(long, value_name = "N", default_value_t = 0)]
    depth: u32,
    /// The most pages this crawl may have, given and found together
    #[arg(long, value_name = "N")]
    max_urls: Option<u64>,
    /// Which found pages may join, compared with the given URL from which they were reached
    #[arg(long, value_enum, default_value_t)]
    scope: Scope,
    /// Pass over pages, given or found, that have a good snapshot younger than this, e.g. --skip-archived=12h, =30d; without AGE, of any age
    ///
    /// A good snapshot is one of a page (no error page, no wall for robots) that was sealed without being interrupted, with something succeeded and nothing failed.
    #[arg(long, value_name = "AGE", num_args = 0..=1, require_equals = true, default_missing_value = "36500d", value_parser = age)]
    skip_archived: Option<Duration>,
    /// Leave crawls that were cut short as they are; without this they are carried on after this one
    #[arg(long)]
    no_resume: bool,
    /// Archive addresses of this scheme too; a file: page uses and leads to files below the directory that was given only, a web page to none
    #[arg(long, value_name = "SCHEME", value_parser = ["file"])]
    allow_scheme: Vec<String>,
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    caution: CautionArgs,
}

/// Which plugins.
#[derive(Debug, Clone, clap::Args)]
pub struct SelectionArgs {
    /// Only these plugins, by name or glob, and what they require
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub plugins: Vec<String>,
    /// Not these
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub skip: Vec<String>,
}

impl From<SelectionArgs> for Selection {
    fn from(args: SelectionArgs) -> Self {
        let named = |names: Vec<String>| names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        Selection { only: named(args.plugins), skip: named(args.skip) }
    }
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let common = &args.caution.among(common, &args.allow_scheme);
    let collection = Collection::open(common)?;
    let schemes = collection.schemes();
    let open = |what: &String| {
        let source = Source::parse(what, schemes)?;
        if let Source::Page(url) = &source
            && schemes.parse(what).is_err()
        {
            match url.login() {
                // What was written has the password in it.
                Some(_) => tell!("an address without a scheme is taken as {}", harmless(url.as_str())),
                None => tell!("{} is taken as {}", harmless(what), harmless(url.as_str())),
            }
        }
        Opened::new(source)
    };
    let sources = args.what.iter().map(open).collect::<Result<Vec<_>, _>>().map_err(Failure::usage)?;
    let mut secrets = args.given.read(&collection)?;
    let set = given::secret_settings_apart(common, &collection, &mut secrets)?;
    let plan = make_plan(common, &collection, args.selection.clone().into())?;
    super::links::check(&plan, args.depth)?;
    let archived_since = args.skip_archived.map(|age| Timestamp::now().before(age));
    let order = Order {
        work: Work::Given(sources, schemes),
        archived_since,
        limits: Limits { depth: args.depth, max_urls: args.max_urls, scope: args.scope },
        options: options(common, &args, schemes, archived_since, set),
        secrets,
        concurrency: args.concurrency.map(usize::from),
        json: common.json,
        taken: TakenIn::default(),
    };
    let left = if args.no_resume { Vec::new() } else { resume::cut_short(&collection)? };
    let pages: u64 = left.iter().map(|crawl| crawl.open).sum();
    if pages > 0 {
        let what = if pages == 1 { "1 page is".to_owned() } else { format!("{pages} pages are") };
        tell!("{what} left of crawls that were cut short, and will be carried on after this (--no-resume leaves them)");
    }
    let exit = session::carry_out(&collection, plan, order)?;
    if left.is_empty() || exit == Exit::Interrupted {
        return Ok(exit);
    }
    Ok(exit.worse(resume::carry_on(common, left, args.concurrency, &GivenArgs::default())?))
}

/// An argument as it is understood in any directory.
fn findable(what: &str, schemes: Schemes) -> String {
    match Source::parse(what, schemes) {
        Ok(Source::File(path)) => std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned(),
        // Without its password, which is kept elsewhere.
        Ok(Source::Page(url)) => url.into(),
        _ => what.to_owned(),
    }
}

/// What was chosen, to be kept with the crawl: all that is needed to carry it on from another directory. Of settings that are secrets, the names.
fn options(
    common: &Common,
    args: &Args,
    schemes: Schemes,
    archived_since: Option<Timestamp>,
    (set, hidden): (Vec<String>, Vec<String>),
) -> serde_json::Value {
    let what: Vec<String> = args.what.iter().map(|what| findable(what, schemes)).collect();
    let dirs: Vec<_> = common.plugins_dir.iter().map(|dir| std::path::absolute(dir).unwrap_or_else(|_| dir.clone())).collect();
    // Lists of their own would be read again; only what was given as an address is told to the crawl's hooks once more.
    json!({
        "what": what, "archived_since": archived_since.map(|at| at.to_string()), "plugins": args.selection.plugins, "skip": args.selection.skip, "set": set,
        "secret_settings": hidden, "plugins_dir": dirs, "builtin": common.builtin, "concurrency": args.concurrency,
    })
}

/// Makes the plan and says what is wrong with it.
pub fn make_plan(common: &Common, collection: &Collection, selection: Selection) -> Result<Plan, Failure> {
    let found = collection.plugins(common)?;
    let tools = collection.tools(&found)?;
    let plan = plan(&found, &collection.layers, &selection, &tools).map_err(Failure::usage)?;
    let paint = Palette { on: colours_on_stderr() };
    let warn = |message: &str| tell!("{} {message}", paint.yellow("warning:"));
    found.warnings.iter().for_each(|fault| warn(&fault.to_string()));
    tools.warnings.iter().chain(&plan.warnings).for_each(|message| warn(message));
    for (name, reason) in &plan.skipped {
        warn(&format!("the plugin {name} is skipped: {reason}"));
    }
    for (key, origin) in collection.layers.unknown(found.plugins.values()) {
        match origin {
            Origin::CommandLine => {
                warn(&format!("--set {key}: no plugin declares this setting; hooks will see it in their environment all the same"))
            }
            origin => warn(&format!("{origin}: {key}: no plugin declares this setting, so nothing reads it")),
        }
    }
    let uncovered = not_covered(collection, &plan)?;
    if !uncovered.is_empty() {
        let names = uncovered.join(", ");
        warn(&format!("--no-private-networks covers the browser and the built-in hooks; the hooks of these plugins connect as they like: {names}"));
    }
    if let Some(warning) = super::shared_browser::warning(&plan) {
        warn(&warning);
    }
    if plan.snapshot.is_empty() {
        return Err(Failure::nothing("no plugin is left to run; `tacklebox plugins` tells what is off and why"));
    }
    Ok(plan)
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
