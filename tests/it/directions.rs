//! The arrows between the modules: src/lib.rs declares them in the order in which the data flows, and none imports one that stands further down.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// What the order alone does not forbid, since the left side stands further down: these run inside hooks, never in the runner.
const NEVER: &[(&[&str], &[&str])] = &[(&["browser", "native"], &["run", "store", "report", "cli"])];

/// No file is longer: what needs more is two things.
const MAX_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(directories: &[&str]) -> Vec<(PathBuf, String)> {
    let entries = directories.iter().flat_map(|directory| WalkDir::new(root().join(directory)).into_iter().map(Result::unwrap));
    let files = entries.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.map(|path| (path.strip_prefix(root()).unwrap().to_owned(), fs::read_to_string(&path).unwrap())).collect()
}

/// The lines that are no comments, numbered from 1; a `use` that is broken over several is one.
fn code(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim())).filter(|(_, line)| !line.starts_with("//"));
    std::iter::from_fn(move || {
        let (number, first) = lines.next()?;
        let mut whole = first.to_owned();
        while is_use(&whole) && !whole.contains(';') {
            whole.push_str(lines.next()?.1);
        }
        Some((number, whole))
    })
}

/// `use ...`, `pub use ...`, `pub(crate) use ...`
fn is_use(line: &str) -> bool {
    let after = line.strip_prefix("pub").map_or(line, |rest| rest.trim_start_matches("(crate)").trim_start_matches("(super)").trim_start());
    after.starts_with("use ")
}

/// Module -> its place in lib.rs. Modules that stand together, with no blank line between, are of one rank.
fn ranks() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let groups = text.split("\n\n").enumerate();
    let modules = groups.flat_map(|(rank, group)| {
        let names = group.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        names.map(move |name| (name.to_owned(), rank)).collect::<Vec<_>>()
    });
    modules.collect()
}

/// The top-level module that a file belongs to; `None` for what stands above all of them.
fn module_of(path: &Path) -> Option<String> {
    let mut parts = path.iter().map(|part| part.to_str().unwrap());
    if parts.next() == Some("plugins") {
        // The bodies of native hooks are part of `native`, which includes them by their path.
        return Some("native".into());
    }
    let name = parts.next().unwrap().trim_end_matches(".rs");
    (!["main", "lib"].contains(&name)).then(|| name.to_owned())
}

/// Every `crate::name` in a line, `use crate::{a, b}` taken apart.
fn imports(line: &str) -> Vec<String> {
    let identifier = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for after in line.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => {
                // Only what stands in the outermost braces is a module of this crate.
                let mut depth = 0;
                let outermost = |c: char| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                };
                found.extend(list.split(outermost).map(|item| identifier(item.trim())).filter(|name| !name.is_empty()));
            }
            None => found.push(identifier(after)),
        }
    }
    found
}

#[test]
fn no_module_imports_one_that_stands_further_down() {
    let ranks = ranks();
    assert!(ranks.len() > 20 && ranks["id"] < ranks["plan"] && ranks["plan"] < ranks["run"] && ranks["run"] < ranks["cli"], "{ranks:?}");
    let mut wrong = Vec::new();
    for (path, text) in rust_files(&["src", "plugins"]) {
        let Some(module) = module_of(&path) else { continue };
        let own = *ranks.get(&module).unwrap_or_else(|| panic!("{module} is not declared in lib.rs"));
        for (number, line) in code(&text) {
            for import in imports(&line).into_iter().filter(|import| *import != module) {
                let Some(other) = ranks.get(&import) else { continue };
                let never = NEVER.iter().any(|(from, to)| from.contains(&module.as_str()) && to.contains(&import.as_str()));
                if *other >= own || never {
                    wrong.push(format!("{}:{number}: {module} must not import {import}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn imports_are_read() {
    assert_eq!(imports("use crate::run::{Job, Ledger};"), ["run"]);
    assert_eq!(imports("use crate::{id, plan::Plan};"), ["id", "plan"]);
    assert_eq!(imports("use crate::{run::{url, id}, plan::Plan,};"), ["run", "plan"]);
    let broken = "// use\npub use crate::{\n    id,\n    run::{self, Job},\n};\nlet a = 1;";
    let lines: Vec<_> = code(broken).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0].0, imports(&lines[0].1)), (2, vec!["id".to_owned(), "run".to_owned()]));
    assert_eq!(imports("let a = crate::url::b(crate::id::C);"), ["url", "id"]);
}

#[test]
fn only_one_module_starts_processes() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files(&["src", "plugins"]).into_iter().filter(|(path, _)| !path.starts_with("src/process")) {
        let starts = |line: &str| line.contains("process::Command") || line.contains("Command::new(");
        wrong.extend(code(&text).filter(|(_, line)| starts(line)).map(|(number, line)| format!("{}:{number}: {line}", path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_too_long_to_be_read() {
    let all = rust_files(&["src", "plugins", "tests"]);
    let long: Vec<_> = all.iter().map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > MAX_LINES).collect();
    assert!(long.is_empty(), "{long:?}");
}
