//! What a hook is started with: arguments, environment, directory. Pure; docs/hooks.md describes it
//! for authors of hooks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::files::executables;
use crate::model::crawl::Crawl;
use crate::model::env_vars as var;
use crate::model::snapshot::Snapshot;
use crate::plan::Step;
use crate::plugin::HookEvent;
use crate::plugin::interpreter::THIS_PROGRAM;
use crate::process::strays::RunMark;
use crate::process::{Launch, Output};
use crate::secrets::vault::{SecretFiles, Vault};

/// Linux refuses a single argument of more than 128 KiB (`MAX_ARG_STRLEN`, execve(2)); a longer
/// list of URLs is cut before one that does not fit.
const SOURCE_URLS_LIMIT: usize = 100 * 1024;

/// The setting with a file of cookies, and the end of those that fall back to it.
const COOKIES_FILE: &str = "COOKIES_FILE";

/// What is the same for every hook of a run of the runner.
#[derive(Debug, Clone)]
pub struct RunEnvironment {
    pub run: RunMark,
    pub data_dir: PathBuf,
    pub lib_dir: PathBuf,
    pub personas_dir: PathBuf,
    /// The file of the running program, which `#!/usr/bin/env -S tacklebox hook` means.
    pub own_program: PathBuf,
    pub inherited_path: OsString,
    /// The secrets of crawls, readable for the owner only.
    pub secrets: Vault,
    /// The `node_modules` directories of LIB_DIR, the one with a library to speak with Chrome
    /// first.
    pub node_modules: Vec<PathBuf>,
}

impl RunEnvironment {
    /// The directory of the running program.
    pub fn own_dir(&self) -> &Path {
        self.own_program.parent().unwrap_or(Path::new("/"))
    }

    /// The PATH of hooks: the program's own directory, the tools of the collection, then what was
    /// inherited.
    pub fn search_path(&self) -> OsString {
        let mut path = OsString::from(self.own_dir());
        path.push(":");
        path.push(self.lib_dir.join("bin"));
        if !self.inherited_path.is_empty() {
            path.push(":");
            path.push(&self.inherited_path);
        }
        path
    }
}

/// What a hook works on.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    Crawl { crawl: &'a Crawl, urls: &'a [String] },
    Snapshot { crawl: &'a Crawl, snapshot: &'a Snapshot },
}

impl Scope<'_> {
    /// The directory that holds the plugins' directories.
    pub fn dir(&self) -> &Path {
        match self {
            Scope::Crawl { crawl, .. } => &crawl.dir,
            Scope::Snapshot { snapshot, .. } => &snapshot.dir,
        }
    }

    pub fn crawl(&self) -> &Crawl {
        match self {
            Scope::Crawl { crawl, .. } | Scope::Snapshot { crawl, .. } => crawl,
        }
    }

    /// The id of the snapshot, or of the crawl where there is none.
    pub fn id(&self) -> String {
        self.snapshot().map_or_else(|| self.crawl().id.to_string(), |snapshot| snapshot.id.to_string())
    }

    pub fn snapshot(&self) -> Option<&Snapshot> {
        match self {
            Scope::Crawl { .. } => None,
            Scope::Snapshot { snapshot, .. } => Some(snapshot),
        }
    }
}

/// The start of one hook in one scope.
pub fn launch(step: &Step, scope: Scope, run_environment: &RunEnvironment) -> Launch {
    let interpreter = step.hook.interpreter.iter();
    let mut argv: Vec<OsString> =
        interpreter.flat_map(|by| std::iter::once(&by.program).chain(&by.args)).map(OsString::from).collect();
    argv.push(step.hook.path.clone().into());
    argv.extend(arguments(step, scope).into_iter().map(OsString::from));
    Launch {
        program: found(argv.remove(0), run_environment),
        args: argv,
        environment: environment(step, scope, run_environment),
        cwd: scope.dir().join(&step.plugin.name),
        output: Output::Piped,
        pipe: None,
    }
}

/// The program's path, where it is a name to be looked up as the hook itself would. Where there is
/// none, starting it will say so.
fn found(program: OsString, run_environment: &RunEnvironment) -> OsString {
    if program == THIS_PROGRAM {
        return run_environment.own_program.clone().into();
    }
    executables::find(&program, &run_environment.search_path()).map_or(program, PathBuf::into_os_string)
}

fn arguments(step: &Step, scope: Scope) -> Vec<String> {
    match scope {
        // No more than these two: hooks in Python that use click die on an option they do not know.
        Scope::Snapshot { snapshot, .. } => {
            vec![format!("--url={}", snapshot.url), format!("--snapshot-id={}", snapshot.id)]
        }
        Scope::Crawl { urls, .. } if step.hook.name.event == HookEvent::CrawlSetup => {
            vec![format!("--url={}", urls.first().map_or("", String::as_str))]
        }
        Scope::Crawl { crawl, urls } => {
            vec![format!("--crawl-id={}", crawl.id), format!("--source-url={}", join_within(urls, SOURCE_URLS_LIMIT))]
        }
    }
}

fn environment(step: &Step, scope: Scope, around: &RunEnvironment) -> Vec<(OsString, OsString)> {
    let crawl = scope.crawl();
    let hook_name = &step.hook.name.file_name;
    let mut list: Vec<(OsString, OsString)> = Vec::with_capacity(step.plugin.environment.len() + 24);
    let mut set = |key: &str, value: OsString| list.push((key.into(), value));
    let kept = secret_files(scope, around);
    for (key, value) in &step.plugin.environment {
        // Also the keys of plugins that fall back to it: those with the same value.
        if key.ends_with(COOKIES_FILE)
            && step.plugin.environment.get(COOKIES_FILE) == Some(value)
            && let Some(cookies) = kept.and_then(|kept| kept.cookies.as_ref())
        {
            set(key, cookies.into());
            continue;
        }
        // A NUL cannot be in an environment; the setting is cut there, as every program would read
        // it.
        set(key, value.split('\0').next().unwrap_or_default().into());
    }
    set(var::CRAWL_ID, crawl.id.to_string().into());
    set(var::PLUGIN, step.plugin.name.clone().into());
    set(var::HOOK_NAME, hook_name.clone().into());
    for key in [var::CRAWL_DIR, var::CRAWL_OUTPUT_DIR] {
        set(key, crawl.dir.clone().into());
    }
    set(var::OUTPUT_DIR, scope.dir().join(&step.plugin.name).into());
    set(var::DATA_DIR, around.data_dir.clone().into());
    for key in [var::LIB_DIR, var::ABXPKG_LIB_DIR] {
        set(key, around.lib_dir.clone().into());
    }
    set(var::PERSONAS_DIR, around.personas_dir.clone().into());
    if let Some(kept) = kept {
        set(var::TACKLEBOX_SECRETS, kept.secrets.clone().into());
    } else if std::env::var_os(var::TACKLEBOX_SECRETS).is_some() {
        // This program was started by a hook itself: those of that crawl are not for this one.
        set(var::TACKLEBOX_SECRETS, OsString::new());
    }
    set(var::TACKLEBOX_RUN, around.run.to_string().into());
    set(var::PATH, around.search_path());
    // What was installed for the plugin comes first; the plan knows it.
    let planned = |key: &str| step.plugin.environment.get(key).map(OsString::from);
    let packages = step.hook.interpreter.as_ref().and_then(|interpreter| interpreter.python_path.clone());
    for (key, more) in
        [(var::NODE_PATH, around.node_modules.clone()), (var::PYTHONPATH, packages.into_iter().collect())]
    {
        let directories = joined(planned(key), more, std::env::var_os(key));
        if !directories.is_empty() {
            if key == var::NODE_PATH
                && let Some(first) = std::env::split_paths(&directories).next()
            {
                set(var::NODE_MODULES_DIR, first.into());
            }
            set(key, directories);
        }
    }
    let mut context = json!({ "plugin": step.plugin.name, "hook_name": hook_name, "crawl_id": crawl.id });
    match scope {
        Scope::Snapshot { snapshot, .. } => {
            set(var::URL, snapshot.url.as_str().into());
            set(var::SNAPSHOT_ID, snapshot.id.to_string().into());
            set(var::ROOT_URL, snapshot.root.as_str().into());
            set(var::SNAPSHOT_DEPTH, snapshot.depth.to_string().into());
            for key in [var::SNAP_DIR, var::SNAPSHOT_DIR] {
                set(key, snapshot.dir.clone().into());
            }
            context["snapshot_id"] = json!(snapshot.id);
            context["snapshot_depth"] = json!(snapshot.depth);
        }
        Scope::Crawl { urls, .. } => set(var::URL, urls.first().cloned().unwrap_or_default().into()),
    }
    set(var::EXTRA_CONTEXT, context.to_string().into());
    list
}

/// The secrets for a page: those that this crawl was given, else, when the page is done again,
/// those of the crawl that it is of.
fn secret_files<'a>(scope: Scope, around: &'a RunEnvironment) -> Option<&'a SecretFiles> {
    let of_page = || scope.snapshot().and_then(|snapshot| around.secrets.get(&snapshot.crawl_id));
    around.secrets.get(&scope.crawl().id).or_else(of_page)
}

/// Lists of directories as PATH is one, each directory once.
fn joined(first: Option<OsString>, then: Vec<PathBuf>, last: Option<OsString>) -> OsString {
    let split = |list: Option<OsString>| std::env::split_paths(&list.unwrap_or_default()).collect::<Vec<_>>();
    let mut directories: Vec<PathBuf> = Vec::new();
    for dir in split(first).into_iter().chain(then).chain(split(last)) {
        // A directory with a colon in its name cannot be in such a list.
        if !dir.as_os_str().is_empty()
            && !dir.as_os_str().as_encoded_bytes().contains(&b':')
            && !directories.contains(&dir)
        {
            directories.push(dir);
        }
    }
    std::env::join_paths(directories).unwrap_or_default()
}

/// As many of `urls` as fit into `limit` bytes, one a line.
fn join_within(urls: &[String], limit: usize) -> String {
    let mut joined = String::new();
    for url in urls {
        if joined.len() + 1 + url.len() > limit {
            break;
        }
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(url);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut_between_urls() {
        let urls = ["http://a/".to_owned(), "http://b/".to_owned(), "http://c/".to_owned()];
        assert_eq!(join_within(&urls, 20), "http://a/\nhttp://b/");
        assert_eq!(join_within(&urls, 3), "");
    }
}
