//! `tacklebox plugin check`: what is wrong with plugins, before a crawl meets it.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::look;
use crate::cli::{Common, Failure, print, print_json};
use crate::config::GLOBALS;
use crate::model::archive_result::ResultStatus;
use crate::model::hook_run::{EndedBy, HookRun};
use crate::model::url::PageUrl;
use crate::plan::{Selection, plan};
use crate::plugin::check::{CheckContext, Finding, Missing, PluginFiles, Remedy, Rule, check};
use crate::plugin::discover::{Discovered, include};
use crate::report::terminal::quoted;
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;
use crate::service::Collection;
use crate::service::trial::page::Page;
use crate::service::trial::{Scratch, Trial, try_out};
use crate::stderr::stderr_line;

/// Check a plugin, or all plugins in a directory, for mistakes
///
/// Looks at the files, then runs the hooks on a small page that the program serves, in a scratch
/// collection. Exits with 0 when nothing was found, and with 1 otherwise.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A plugin's directory, or a directory of such
    dir: PathBuf,
    /// Look at the files only; run nothing
    #[arg(long)]
    no_run: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let failed = |error: std::io::Error| Failure::usage(format!("{}: {error}", args.dir.display()));
    let dirs = look::plugins_in(&args.dir).map_err(failed)?;
    if dirs.is_empty() {
        return Err(Failure::usage(format!(
            "{}: no plugin found: there is no config.json, and no file with a name like on_Snapshot__60_x",
            args.dir.display()
        )));
    }
    let collection = common.open()?;
    let mut found = collection.plugins()?;
    let programs = collection.run_environment()?.search_path();
    let mut seen = Vec::new();
    for dir in &dirs {
        let real = std::fs::canonicalize(dir).map_err(failed)?;
        let Some(name) = include(&real, &programs, &mut found) else {
            return Err(Failure::usage(format!("{}: the name of a plugin must be UTF-8", dir.display())));
        };
        seen.push(look::look(dir, name).map_err(failed)?);
    }
    let mut findings = by_looking(&mut seen, &found, &collection)?;
    findings.extend(shared_directory(&args.dir, &dirs));
    if !args.no_run {
        // A hook that cannot start, for a reason found already, is not reported twice.
        let reported = findings
            .iter()
            .filter(|finding| matches!(finding.rule, Rule::FirstLine | Rule::Program))
            .map(|finding| finding.plugin.clone())
            .collect();
        match by_running(&seen, &found, &collection, &reported)? {
            Some(more) => findings.extend(more),
            None => return Ok(Exit::Interrupted),
        }
    }
    findings.sort();
    findings.dedup();
    if common.json {
        let names: Vec<&str> = seen.iter().map(|seen| seen.name.as_str()).collect();
        let findings: Vec<Value> = findings.iter().map(as_json).collect();
        print_json(&json!({ "plugins": names, "findings": findings }))?;
    } else {
        findings.iter().try_for_each(|finding| print_finding(finding, Palette { on: colours_on_stdout() }))?;
        let plugins = counted(seen.len(), "plugin");
        stderr_line!(
            "{plugins} checked, {} found",
            if findings.is_empty() { "nothing".to_owned() } else { counted(findings.len(), "fault") }
        );
    }
    Ok(if findings.is_empty() { Exit::Good } else { Exit::SomeFailed })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn as_json(finding: &Finding) -> Value {
    json!({
        "plugin": finding.plugin,
        "path": finding.path,
        "line": finding.line,
        "rule": finding.rule,
        "message": finding.message,
        "remedy": remedy(&finding.remedy),
    })
}

/// What to do about a finding.
fn remedy(remedy: &Remedy) -> String {
    let path = |path: &Path| quoted(&path.to_string_lossy());
    match remedy {
        Remedy::Change(text) => text.clone(),
        Remedy::MakeExecutable(file) => format!("chmod +x {}", path(file)),
        Remedy::InstallOrMakeExecutable { program, file } => {
            format!("install {program}; or `chmod +x {}`, if its first line names another", path(file))
        }
        Remedy::RemoveCarriageReturns(file) => format!("sed -i 's/\\r$//' {}", path(file)),
        Remedy::ForbidOthersToWrite(place) => format!("chmod o-w {}", path(place)),
        Remedy::InstallPrograms(plugin) => {
            format!("`tacklebox install {}` installs it; or correct the name", quoted(plugin))
        }
        Remedy::GetPrograms => "install what it needs, or correct the name".into(),
        Remedy::ListSettings => "`tacklebox config` lists the settings".into(),
        Remedy::ListPlugins => "`tacklebox plugins` lists the plugins; --plugins-dir DIR adds a directory".into(),
        Remedy::FixRequired => "fix that plugin: `tacklebox plugins` says what is wrong with it".into(),
        Remedy::RunHooks(dir) => format!("`tacklebox hook run {}` shows all that it prints", path(dir)),
        Remedy::FixOrDoNotRun => "fix that first, or check without running it (--no-run)".into(),
    }
}

fn print_finding(finding: &Finding, paint: Palette) -> Result<(), Failure> {
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    print(&format!(
        "{}: {}",
        paint.bold(&format!("{}{line}", finding.path.display())),
        escape_control(&finding.message.replace('\n', " | "))
    ))?;
    print(&format!("  {} {}", paint.dim("remedy:"), escape_control(&remedy(&finding.remedy))))
}

fn by_looking(seen: &mut [PluginFiles], found: &Discovered, collection: &Collection) -> Result<Vec<Finding>, Failure> {
    let programs = program_dirs(collection)?;
    let has_program = |name: &str| {
        let is_program = |path: &Path| {
            std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
        };
        if name.contains('/') {
            is_program(Path::new(name))
        } else {
            programs.iter().any(|dir| is_program(&dir.join(name)))
        }
    };
    let globals: BTreeSet<String> = GLOBALS.settings().map(|global| global.key.to_owned()).collect();
    let broken = found.broken.keys().cloned().collect();
    let tools = collection.tools(found)?;
    let mut findings = Vec::new();
    for seen in seen {
        seen.missing = tools
            .missing(&seen.name)
            .map(|missing| Missing { reason: missing.reason.clone(), is_installable: missing.install.is_some() });
        findings.extend(check(
            seen,
            &CheckContext { plugins: &found.plugins, broken: &broken, has_program: &has_program, globals: &globals },
        ));
    }
    Ok(findings)
}

/// Where hooks find programs.
fn program_dirs(collection: &Collection) -> Result<Vec<PathBuf>, Failure> {
    let environment = collection.run_environment()?;
    Ok([environment.own_dir().to_owned(), environment.lib_dir.join("bin")]
        .into_iter()
        .chain(std::env::split_paths(&environment.inherited_path))
        .collect())
}

/// Users who can write to the directory of the plugins can add one.
fn shared_directory(dir: &Path, plugins: &[PathBuf]) -> Option<Finding> {
    let mode = std::fs::metadata(dir).ok()?.permissions().mode();
    (mode & 0o002 != 0 && plugins.iter().all(|plugin| plugin != dir)).then(|| Finding {
        plugin: String::new(),
        path: dir.to_owned(),
        line: None,
        rule: Rule::Writable,
        message: format!("any user of this machine can add plugins here (mode {:03o})", mode & 0o777),
        remedy: Remedy::ForbidOthersToWrite(dir.to_owned()),
    })
}

/// The findings of a run of all the plugins together, as in a crawl; `None` when the user stopped
/// it.
fn by_running(
    seen: &[PluginFiles],
    found: &Discovered,
    collection: &Collection,
    reported: &BTreeSet<String>,
) -> Result<Option<Vec<Finding>>, Failure> {
    let page = Page::serve().map_err(|error| Failure::nothing(format!("the test page cannot be served: {error}")))?;
    let url = PageUrl::parse(&page.url()).map_err(Failure::nothing)?;
    let usable: Vec<&PluginFiles> = seen
        .iter()
        .filter(|seen| found.plugins.get(&seen.name).is_some_and(|plugin| !plugin.hooks.is_empty()))
        .collect();
    let mut findings = Vec::new();
    let mut open = vec![usable];
    while let Some(together) = open.pop() {
        let Some(trial) = trial(&together, found, collection, &url)? else { continue };
        if trial.trial.is_interrupted() {
            return Ok(None);
        }
        match trial.trial.could_not_go_on() {
            // One of them blocked the others.
            Some(_) if together.len() > 1 => open.extend(together.into_iter().map(|seen| vec![seen])),
            reason => {
                for seen in &together {
                    let mut of_plugin = of_plugin(seen, &trial.trial, reason);
                    // A stray process can be attributed only to a plugin that ran alone.
                    if together.len() == 1 {
                        of_plugin.extend(strays(seen, &trial.trial));
                    }
                    findings.extend(
                        of_plugin
                            .into_iter()
                            .filter(|finding| finding.rule != Rule::Failed || !reported.contains(&seen.name)),
                    );
                }
            }
        }
    }
    Ok(Some(findings))
}

/// A trial, with the directory that holds its logs.
struct Pinned {
    trial: Trial,
    _scratch: Scratch,
}

fn trial(
    together: &[&PluginFiles],
    found: &Discovered,
    collection: &Collection,
    url: &PageUrl,
) -> Result<Option<Pinned>, Failure> {
    if together.is_empty() {
        return Ok(None);
    }
    let scratch = Scratch::new(collection)?;
    let selection =
        Selection { only: together.iter().map(|seen| globset::escape(&seen.name)).collect(), skip: Vec::new() };
    let plan = plan(found, &collection.layers, &selection, &collection.tools(found)?).map_err(Failure::usage)?;
    if plan.crawl.is_empty() && plan.snapshot.is_empty() && plan.crawl_end.is_empty() {
        return Ok(None);
    }
    Ok(Some(Pinned { trial: try_out(&scratch, plan, url.clone())?, _scratch: scratch }))
}

fn of_plugin(seen: &PluginFiles, trial: &Trial, could_not_go_on: Option<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let runs: Vec<&HookRun> = trial.runs.iter().filter(|run| run.plugin == seen.name).collect();
    for run in &runs {
        findings.extend(of_run(seen, run, trial));
    }
    let found = |rule, message: String, remedy: Remedy| Finding {
        plugin: seen.name.clone(),
        path: seen.dir.clone(),
        line: None,
        rule,
        message,
        remedy,
    };
    let is_reported = findings.iter().any(|finding| matches!(finding.rule, Rule::Failed | Rule::Record));
    if let Some(result) =
        trial.results.iter().find(|result| result.plugin == seen.name && result.status == ResultStatus::Failed)
        && !is_reported
    {
        let why = result.error.as_ref().unwrap_or(&result.output_str);
        findings.push(found(
            Rule::Failed,
            format!("it reports a failure on a good page: {why}"),
            Remedy::RunHooks(seen.dir.clone()),
        ));
    }
    if let Some(reason) = could_not_go_on
        && !is_reported
    {
        findings.push(found(Rule::Failed, format!("it could not be run: {reason}"), Remedy::FixOrDoNotRun));
    }
    let snapshot_dir =
        trial.snapshot.as_ref().map(|snapshot| format!("{}/", snapshot.dir.display())).unwrap_or_default();
    for (_, message) in &trial.warnings {
        // The runner puts the plugin's name before its remarks on the plugin's files.
        if let Some(message) = message.strip_prefix(&format!("{}: ", seen.name)) {
            let message = if snapshot_dir.is_empty() { message.to_owned() } else { message.replace(&snapshot_dir, "") };
            findings.push(found(Rule::Remark, message, "save regular files in the working directory".into()));
        }
    }
    findings
}

fn strays<'a>(seen: &'a PluginFiles, trial: &'a Trial) -> impl Iterator<Item = Finding> + 'a {
    let of_strays =
        trial.warnings.iter().filter(|(_, message)| message.starts_with("ended a process that a hook had left behind"));
    of_strays.map(|(_, message)| Finding {
        plugin: seen.name.clone(),
        path: seen.dir.clone(),
        line: None,
        rule: Rule::Remark,
        message: format!("the runner remarks: {message}"),
        remedy: "end every process that a hook starts, or wait for it, before the hook ends".into(),
    })
}

fn of_run(seen: &PluginFiles, run: &HookRun, trial: &Trial) -> Vec<Finding> {
    let found = |rule, message: String, remedy: &str| Finding {
        plugin: seen.name.clone(),
        path: seen.dir.join(&run.hook),
        line: None,
        rule,
        message,
        remedy: remedy.into(),
    };
    let mut findings = Vec::new();
    let printed = trial.printed(run);
    let contract = "docs/hooks.md, \"What a hook says\", lists the records and their fields";
    let source = std::fs::read_to_string(seen.dir.join(&run.hook)).unwrap_or_default();
    for bad in &printed.bad_records {
        let finding = found(Rule::Record, format!("line {} of its stdout: {}", bad.line, bad.error), contract);
        findings.push(Finding { line: line_of(&source, bad.text.trim()), ..finding });
    }
    let results = printed.records.iter().filter(|record| record["type"] == "ArchiveResult");
    for record in
        results.filter(|record| record["output_str"].as_str().is_some_and(|text| text.trim_end().contains('\n')))
    {
        findings.push(found(
            Rule::Record,
            format!("its output_str has several lines: {}", record["output_str"]),
            "print one line; save the rest in a file",
        ));
    }
    let is_silent =
        run.background && run.ready_ms.is_none() && !matches!(run.ended_by, EndedBy::Itself | EndedBy::NotStarted);
    let is_late = |remark: &&String| remark.starts_with("printed no line within");
    if is_silent || run.remarks.iter().any(|remark| is_late(&remark)) {
        let message = "it stays in the background and does not report in time that it is ready, so a page waits for the limit and then may load before it listens";
        findings.push(found(Rule::Ready, message.into(), "print a line and flush it as soon as it listens"));
    }
    for remark in run.remarks.iter().filter(|remark| !is_late(remark)) {
        if printed.bad_records.iter().any(|bad| bad.error == *remark) {
            continue;
        }
        let of_record = remark
            .starts_with("printed records of the unknown type")
            .then(|| remark.split('"').nth(1).unwrap_or_default());
        let rule =
            if of_record.is_some() || remark.starts_with("Snapshot record") { Rule::Record } else { Rule::Remark };
        let remedy = if remark.starts_with("left a process") {
            "end every process that the hook starts, or wait for it, before the hook ends"
        } else {
            contract
        };
        let line = of_record.and_then(|kind| line_of(&source, &format!("\"{kind}\"")));
        findings.push(Finding { line, ..found(rule, format!("the runner remarks: {remark}"), remedy) });
    }
    if run.printed.cut_lines > 0 || run.printed.dropped_records > 0 {
        let message = format!(
            "{} of its lines were cut, {} of its records dropped",
            run.printed.cut_lines, run.printed.dropped_records
        );
        findings.push(found(Rule::Record, message, "save long output in a file, and print the file's name"));
    }
    if let Some(why) = trial.failure(run) {
        let message = format!("it fails on a good page: {why}");
        let remedy = Remedy::RunHooks(seen.dir.clone());
        findings.push(Finding { remedy, ..found(Rule::Failed, message, "") });
    }
    findings
}

/// The line of a hook's source that has what it printed, if it has the same words.
fn line_of(source: &str, text: &str) -> Option<usize> {
    source.lines().position(|line| line.contains(text)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedies_are_as_they_were_read_last() {
        let file = || PathBuf::from("my plugin/on_Snapshot__60_x.sh");
        let all = [
            Remedy::Change("rename it".into()),
            Remedy::MakeExecutable(file()),
            Remedy::InstallOrMakeExecutable { program: "node".into(), file: file() },
            Remedy::RemoveCarriageReturns(file()),
            Remedy::ForbidOthersToWrite(file()),
            Remedy::InstallPrograms("pdf".into()),
            Remedy::GetPrograms,
            Remedy::ListSettings,
            Remedy::ListPlugins,
            Remedy::FixRequired,
            Remedy::RunHooks("my plugin".into()),
            Remedy::FixOrDoNotRun,
        ];
        insta::assert_snapshot!("remedies", all.iter().map(remedy).collect::<Vec<_>>().join("\n"));
    }
}
