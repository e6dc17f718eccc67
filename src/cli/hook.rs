//! `tacklebox hook run`: one hook, or one plugin, on one page, with all that can be known of it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Common, Failure, hints};
use crate::model::archive_result::{ArchiveResult, ResultStatus};
use crate::model::hook_run::HookRun;
use crate::model::size;
use crate::model::url::PageUrl;
use crate::plan::{Plan, Selection, Step, plan};
use crate::plugin::Hook;
use crate::plugin::discover::{Discovered, include};
use crate::report::terminal::quoted;
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;
use crate::secrets::{HIDDEN, names};
use crate::service::trial::page::Page;
use crate::service::trial::{Printed, Scratch, Trial, try_out};
use crate::stderr::stderr_line;

/// Try a hook on one page
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Run(Args),
}

/// Run one hook, or all hooks of a plugin, on one page, and show its input, output and files
///
/// Plugins that it requires run as well, such as the browser. Everything happens in a scratch
/// collection that is removed afterwards. The exit code is 0, 1 if the result failed, or 3 if there
/// is no result.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A plugin's name or directory; add a hook's file name, or its last part, to run only that
    /// hook
    #[arg(value_name = "PLUGIN[/HOOK]")]
    what: String,
    /// The page [default: a small one that the program serves]
    url: Option<String>,
    /// Keep the scratch collection and print where it is
    #[arg(long)]
    keep: bool,
}

/// All that is shown.
#[derive(Serialize)]
struct Shown {
    url: String,
    plugin: String,
    /// The plugin's hooks, in the order in which they were started.
    hooks: Vec<ShownHook>,
    /// What hooks have in their environment besides.
    inherited_environment: BTreeMap<String, String>,
    /// Absent for infrastructure and for hooks of the crawl, and when it did not come to that.
    result: Option<ArchiveResult>,
    /// Hooks of the plugins it requires that did not end well, and why.
    required_failures: BTreeMap<String, String>,
    warnings: Vec<String>,
    /// Why the crawl could not go on, if so.
    error: Option<String>,
    /// The scratch collection, when it is kept.
    data: Option<PathBuf>,
    /// The directory of the page in it.
    snapshot_dir: Option<PathBuf>,
}

#[derive(Serialize)]
struct ShownHook {
    #[serde(flatten)]
    run: HookRun,
    total_ms: u64,
    /// What the runner set, in this order.
    environment: serde_json::Map<String, serde_json::Value>,
    #[serde(flatten)]
    lines: Lines,
    /// Why the way it ended is a failure, if it is.
    failure: Option<String>,
}

/// [`Printed`], beside the account's own `printed`.
#[derive(Serialize)]
struct Lines {
    lines: Printed,
}

pub fn run(common: &Common, command: Command) -> Result<Exit, Failure> {
    let Command::Run(args) = command;
    let collection = common.open()?;
    let mut found = collection.plugins()?;
    let Chosen { plugin, hook } = choose(&args.what, &collection.run_environment()?.search_path(), &mut found)?;
    let scratch = Scratch::new(&collection)?;
    let selection = Selection { only: vec![globset::escape(&plugin)], skip: Vec::new() };
    let mut plan = plan(&found, &collection.layers, &selection, &collection.tools(&found)?).map_err(Failure::usage)?;
    let skipped = plan.skipped.get(&plugin).map(|skip| hints::with(&skip.reason, skip.hint.as_ref()));
    if let Some(reason) = skipped.as_ref().or(plan.off.get(&plugin)) {
        return Err(Failure::nothing(format!("the plugin {plugin} cannot run: {reason}")));
    }
    let dir = &found.plugins[&plugin].dir;
    for fault in found.warnings.iter().filter(|fault| {
        fault.path.parent().is_some_and(|parent| parent.canonicalize().is_ok_and(|parent| parent == *dir))
    }) {
        stderr_line!("{fault}");
    }
    if let Some(hook) = &hook {
        narrow(&mut plan, &plugin, hook);
    }
    if ![&plan.crawl, &plan.snapshot, &plan.crawl_end].into_iter().flatten().any(|step| step.plugin.name == plugin) {
        return Err(Failure::usage(format!(
            "{}: this plugin has no hook; `tacklebox plugin check` says why",
            dir.display()
        )));
    }
    let page = Page::serve().map_err(|error| Failure::nothing(format!("no page can be served: {error}")))?;
    let url = PageUrl::parse(args.url.as_deref().unwrap_or(&page.url())).map_err(Failure::usage)?;
    let trial = try_out(&scratch, plan, url.clone())?;
    let mut shown = shown(&trial, plugin, &url, &scratch);
    let exit = exit(&trial, &shown);
    shown.data = args.keep.then(|| scratch.keep());
    if shown.data.is_some() {
        shown.snapshot_dir = trial.snapshot.as_ref().map(|snapshot| snapshot.dir.clone());
    }
    if common.json {
        super::print_json(&shown)?;
    } else {
        lines(&shown, Palette { on: colours_on_stdout() }).iter().try_for_each(|line| super::print(line))?;
    }
    Ok(exit)
}

/// What was asked for.
struct Chosen {
    plugin: String,
    /// The file name of the one hook.
    hook: Option<Hook>,
}

/// Understands `PLUGIN[/HOOK]`: a name on the plugin path, or a directory, which then joins what
/// was found.
fn choose(what: &str, programs: &OsStr, found: &mut Discovered) -> Result<Chosen, Failure> {
    if let Some(plugin) = as_plugin(what, programs, found)? {
        return Ok(Chosen { plugin, hook: None });
    }
    let Some((plugin, hook)) = what.trim_end_matches('/').rsplit_once('/') else {
        return Err(Failure::usage(format!(
            "{what}: there is no plugin of this name, and no such directory; `tacklebox plugins` lists what there is"
        )));
    };
    let Some(name) = as_plugin(if plugin.is_empty() { "/" } else { plugin }, programs, found)? else {
        return Err(Failure::usage(format!(
            "{plugin}: there is no plugin of this name, and no such directory; `tacklebox plugins` lists what there is"
        )));
    };
    let hooks = &found.plugins[&name].hooks;
    match hooks
        .iter()
        .find(|known| known.name.file_name == hook)
        .or_else(|| hooks.iter().find(|known| known.name.what == hook))
    {
        Some(hook) => Ok(Chosen { plugin: name, hook: Some(hook.clone()) }),
        None => {
            let names: Vec<_> = hooks.iter().map(|hook| hook.name.file_name.as_str()).collect();
            Err(Failure::usage(format!("{what}: the plugin {name} has no hook {hook}; it has {}", names.join(", "))))
        }
    }
}

fn as_plugin(what: &str, programs: &OsStr, found: &mut Discovered) -> Result<Option<String>, Failure> {
    let name = if found.plugins.contains_key(what) || found.broken.contains_key(what) {
        what.to_owned()
    } else if Path::new(what).is_dir() {
        let failed = |reason: String| Failure::usage(format!("{what}: {reason}"));
        let dir = std::fs::canonicalize(what).map_err(|error| failed(error.to_string()))?;
        include(&dir, programs, found).ok_or_else(|| failed("the name of a plugin must be UTF-8".into()))?
    } else {
        return Ok(None);
    };
    if let Some(fault) = found.broken.get(&name) {
        return Err(Failure::usage(fault));
    }
    if !found.plugins.contains_key(&name) {
        return Err(Failure::usage(format!("{what}: this directory has neither hooks nor a config.json")));
    }
    Ok(Some(name))
}

/// Of the chosen plugin's hooks only one; of infrastructure, also those before it, as each of them
/// makes what the next one needs.
fn narrow(plan: &mut Plan, plugin: &str, hook: &Hook) {
    let place = |hook: &Hook| (hook.name.event, hook.name.number, hook.name.file_name.clone());
    let stays = |step: &Step| {
        step.plugin.name != plugin
            || step.hook.path == hook.path
            || (step.plugin.infrastructure && place(&step.hook) < place(hook))
    };
    for steps in [&mut plan.crawl, &mut plan.snapshot, &mut plan.crawl_end] {
        steps.retain(stays);
    }
}

fn shown(trial: &Trial, plugin: String, url: &PageUrl, scratch: &Scratch) -> Shown {
    let (own, others): (Vec<&HookRun>, Vec<&HookRun>) = trial.runs.iter().partition(|run| run.plugin == plugin);
    let hook = |run: &HookRun| ShownHook {
        total_ms: run.ended_at.millis_since(run.started_at),
        environment: trial
            .environment(run, &scratch.run_environment)
            .into_iter()
            .map(without_secret)
            .map(|(key, value)| (key, value.into()))
            .collect(),
        lines: Lines { lines: trial.printed(run) },
        failure: trial.failure(run),
        run: run.clone(),
    };
    let failure = |run: &&HookRun| Some((format!("{}/{}", run.plugin, run.hook), trial.failure(run)?));
    let hooks: Vec<ShownHook> = own.into_iter().map(hook).collect();
    let set = |key: &String| hooks.iter().any(|hook| hook.environment.contains_key(key));
    let inherited = std::env::vars_os()
        .map(|(key, value)| (key.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()));
    Shown {
        url: url.to_string(),
        result: trial.results.iter().find(|result| result.plugin == plugin).cloned(),
        required_failures: others.iter().filter_map(failure).collect(),
        warnings: trial.warnings.iter().map(|(_, message)| message.clone()).collect(),
        error: trial.could_not_go_on().map(str::to_owned),
        data: None,
        snapshot_dir: None,
        inherited_environment: inherited.filter(|(key, _)| !set(key)).map(without_secret).collect(),
        plugin,
        hooks,
    }
}

fn exit(trial: &Trial, shown: &Shown) -> Exit {
    let has_failed = match &shown.result {
        Some(result) => result.status == ResultStatus::Failed,
        None => shown.hooks.iter().any(|hook| hook.failure.is_some()),
    };
    if trial.is_interrupted() {
        Exit::Interrupted
    } else if has_failed {
        Exit::SomeFailed
    } else if shown.error.is_some() || shown.hooks.is_empty() {
        Exit::Nothing
    } else {
        Exit::Good
    }
}

fn lines(shown: &Shown, paint: Palette) -> Vec<String> {
    let mut lines = Vec::new();
    for hook in &shown.hooks {
        lines.extend(hook_lines(hook, paint));
        lines.push(String::new());
    }
    for (hook, why) in &shown.required_failures {
        lines.push(format!("{} {hook}: {}", paint.red("required, and failed:"), escape_control(why)));
    }
    lines.extend(
        shown.warnings.iter().map(|warning| format!("{} {}", paint.yellow("warning:"), escape_control(warning))),
    );
    if let Some(error) = &shown.error {
        lines.push(format!("{} {}", paint.red("the crawl could not go on:"), escape_control(error)));
    }
    if let Some(result) = &shown.result {
        let status = match result.status {
            ResultStatus::Succeeded => paint.green(result.status.as_str()),
            ResultStatus::Failed => paint.red(result.status.as_str()),
            ResultStatus::Skipped | ResultStatus::NoResults => paint.yellow(result.status.as_str()),
        };
        lines.push(
            format!("{} {status} {}", paint.bold(&format!("{}:", shown.plugin)), escape_control(&result.output_str))
                .trim_end()
                .to_owned(),
        );
        lines.extend(result.output_json.iter().map(|json| format!("  {json}")));
        lines.extend(
            result
                .error
                .iter()
                .flat_map(|error| error.lines())
                .map(|line| format!("  {}", paint.red(&escape_control(line)))),
        );
        let file = |(path, file): (&String, &crate::model::archive_result::OutputFile)| {
            format!(
                "  {:>9}  {}/{}  {}",
                size::text(file.size, "B"),
                escape_control(&shown.plugin),
                escape_control(path),
                paint.dim(&escape_control(&file.mimetype))
            )
        };
        lines.extend(result.output_files.iter().map(file));
    }
    if let Some(data) = &shown.data {
        let dir = shown.snapshot_dir.as_ref().unwrap_or(data);
        lines.push(format!(
            "kept in {}; to look at it again: tacklebox show --data {} {}",
            dir.display(),
            quoted(&data.to_string_lossy()),
            quoted(&escape_control(&shown.url))
        ));
    }
    lines
}

fn hook_lines(hook: &ShownHook, paint: Palette) -> Vec<String> {
    let run = &hook.run;
    let printed = &hook.lines.lines;
    let mut lines = vec![paint.bold(&format!("{}/{}", run.plugin, run.hook))];
    let part = |title: &str, texts: Vec<String>| {
        let rest = texts.into_iter().map(|text| format!("    {}", escape_control(&text)));
        [format!("  {}", paint.dim(title))].into_iter().chain(rest).collect::<Vec<_>>()
    };
    lines.extend(part("argv", run.argv.clone()));
    lines.extend(part("directory", vec![run.cwd.display().to_string()]));
    let pair = |(key, value): (&String, &serde_json::Value)| format!("{key}={}", value.as_str().unwrap_or_default());
    lines.extend(part("environment that the runner added", hook.environment.iter().map(pair).collect()));
    for (title, texts) in [
        ("records", printed.records.iter().map(ToString::to_string).collect()),
        (
            "no records, though they look like some",
            printed
                .bad_records
                .iter()
                .map(|bad| format!("line {} of stdout: {}: {}", bad.line, bad.error, bad.text))
                .collect(),
        ),
        ("stdout, other lines", printed.stdout.clone()),
        ("stderr", printed.stderr.clone()),
        ("remarks", run.remarks.clone()),
    ] {
        let texts: Vec<String> = texts;
        if !texts.is_empty() {
            lines.extend(part(title, texts));
        }
    }
    let ready = run.ready_ms.map(|ms| format!("ready after {ms} ms, ")).unwrap_or_default();
    let time = format!(
        "{ready}{} ms in all, CPU {} ms, {} MiB",
        hook.total_ms,
        run.usage.cpu_ms,
        run.usage.peak_memory_kib / 1024
    );
    lines.extend(part("time", vec![time]));
    let exit = run.exit.map(|exit| format!(", {exit}")).unwrap_or_default();
    lines.extend(part("end", vec![format!("by {}{exit}", run.ended_by.as_str().replace('_', " "))]));
    lines
}

/// A variable as it may be shown: reports about hooks are shared.
fn without_secret((key, value): (String, String)) -> (String, String) {
    let is_secret = names::is_secret(&key, None, &value);
    (key, if is_secret { HIDDEN.to_owned() } else { value })
}
