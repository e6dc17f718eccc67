//! The arrows between the rooms and between the files: src/lib.rs declares the rooms in the order
//! in which they may import, none imports one that stands further down, and the files of a room
//! form no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// No file is longer: what needs more is two things.
const MAX_LINES: usize = 700;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(directories: &[&str]) -> Vec<(PathBuf, String)> {
    let entries =
        directories.iter().flat_map(|directory| WalkDir::new(root().join(directory)).into_iter().map(Result::unwrap));
    let files = entries
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.map(|path| (path.strip_prefix(root()).unwrap().to_owned(), fs::read_to_string(&path).unwrap())).collect()
}

/// The lines that are no comments, numbered from 1; a `use` that is broken over several is one.
fn code(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with("//"));
    std::iter::from_fn(move || {
        let (number, first) = lines.next()?;
        let mut whole = first.to_owned();
        while is_use(&whole) && !whole.contains(';') {
            whole.push_str(lines.next()?.1);
        }
        Some((number, whole))
    })
}

/// What a file's own tests use is no part of the program.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap()
}

/// `use ...`, `pub use ...`, `pub(crate) use ...`
fn is_use(line: &str) -> bool {
    let after = line
        .strip_prefix("pub")
        .map_or(line, |rest| rest.trim_start_matches("(crate)").trim_start_matches("(super)").trim_start());
    after.starts_with("use ")
}

/// Module -> its place in lib.rs. Modules that stand together, with no blank line between, are of
/// one rank.
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
    let identifier =
        |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
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

/// What stands in the wrong direction among these files.
fn backward_arrows(ranks: &BTreeMap<String, usize>, files: &[(PathBuf, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in files {
        let Some(module) = module_of(path) else { continue };
        let own = *ranks.get(&module).unwrap_or_else(|| panic!("{module} is not declared in lib.rs"));
        for (number, line) in code(without_tests(text)) {
            for import in imports(&line).into_iter().filter(|import| *import != module) {
                if ranks.get(&import).is_some_and(|other| *other >= own) {
                    wrong.push(format!("{}:{number}: {module} must not import {import}", path.display()));
                }
            }
        }
    }
    wrong
}

#[test]
fn no_room_imports_one_that_stands_further_down() {
    let (ranks, files) = (ranks(), rust_files(&["src", "plugins"]));
    assert!(
        ranks.len() > 20
            && ranks["model"] < ranks["plan"]
            && ranks["plan"] < ranks["run"]
            && ranks["run"] < ranks["cli"],
        "{ranks:?}"
    );
    let rooms: BTreeSet<String> = files.iter().filter_map(|(path, _)| module_of(path)).collect();
    assert_eq!(rooms, ranks.keys().cloned().collect(), "lib.rs names every room");
    let wrong = backward_arrows(&ranks, &files);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let planted = [(PathBuf::from("src/model/url.rs"), "use crate::cli::print;".to_owned())];
    assert_eq!(backward_arrows(&ranks, &planted), ["src/model/url.rs:1: model must not import cli"]);
}

/// The names in which a file is a module: `src/run/crawl.rs` is `[run, crawl]`.
fn names_of(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = path.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    match names.remove(0).as_str() {
        // plugins/chrome/tab.rs is included as native::chrome::tab, and chrome/chrome.rs as
        // native::chrome.
        "plugins" => {
            if names.len() > 1 && names[names.len() - 1] == names[names.len() - 2] {
                names.pop();
            }
            names.insert(0, "native".into());
            names
        }
        _ => names,
    }
}

/// Every path that a `use` names, its braces taken apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<String> {
    let Some((prefix, rest)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { items.push(String::new()) } else { items.last_mut().unwrap().push(c) }
    }
    items
        .iter()
        .filter(|item| !item.trim().is_empty())
        .flat_map(|item| paths(item.trim()))
        .map(|path| format!("{}{path}", prefix.trim()))
        .collect()
}

/// The files that a file uses, but for those above it and below it in the same module: those belong
/// together.
fn uses(path: &Path, text: &str, modules: &BTreeMap<Vec<String>, PathBuf>) -> BTreeSet<PathBuf> {
    let own = names_of(path);
    let used = code(without_tests(text)).filter(|(_, line)| is_use(line)).flat_map(|(_, line)| {
        let tree = line.split_once("use ").map_or("", |(_, tree)| tree).trim_end_matches(';').to_owned();
        paths(&tree)
    });
    let mut found = BTreeSet::new();
    for used in used {
        let mut words: Vec<&str> = used.split("::").map(str::trim).collect();
        let mut names = match words.remove(0) {
            "crate" => Vec::new(),
            "self" => own.clone(),
            "super" => own[..own.len() - 1].to_vec(),
            // A child, or another package.
            child => [own.clone(), vec![child.to_owned()]].concat(),
        };
        for word in words {
            if word == "super" { names.pop().map(drop).unwrap_or_default() } else { names.push(word.to_owned()) }
        }
        let file = (1..=names.len()).rev().find_map(|length| modules.get(&names[..length]));
        found.extend(file.filter(|file| !is_family(&names_of(file), &own)).cloned());
    }
    found
}

fn is_family(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// The files that use each other in a circle, if any: each with the next that it uses.
fn circles(files: &[(PathBuf, String)]) -> Vec<Vec<PathBuf>> {
    let modules: BTreeMap<Vec<String>, PathBuf> =
        files.iter().map(|(path, _)| (names_of(path), path.clone())).collect();
    let arrows: BTreeMap<&PathBuf, BTreeSet<PathBuf>> =
        files.iter().map(|(path, text)| (path, uses(path, text, &modules))).collect();
    let reaches = |from: &PathBuf| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            open.extend(arrows[&next].iter().filter(|file| seen.insert((*file).clone())).cloned());
        }
        seen
    };
    let reached: BTreeMap<&PathBuf, BTreeSet<PathBuf>> = arrows.keys().map(|file| (*file, reaches(file))).collect();
    let mut found: Vec<Vec<PathBuf>> = Vec::new();
    for file in arrows.keys().filter(|file| reached[*file].contains(**file)) {
        let circle: Vec<PathBuf> =
            reached[file].iter().filter(|other| reached[other].contains(*file)).cloned().collect();
        if !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}

#[test]
fn no_files_form_a_circle() {
    let files = rust_files(&["src", "plugins"]);
    let found = circles(&files);
    assert!(found.is_empty(), "{found:#?}");
    // All of them are understood: most use others.
    let modules = files.iter().map(|(path, _)| (names_of(path), path.clone())).collect();
    let arrows: usize = files.iter().map(|(path, text)| uses(path, text, &modules).len()).sum();
    assert!(arrows > 2 * files.len(), "{arrows}");
    let file = |path: &str, text: &str| (PathBuf::from(path), text.to_owned());
    let (run, a) = (
        file("src/run.rs", "mod a;\nmod b;\npub use a::A;"),
        file("src/run/a.rs", "use super::b::{B, C};\nuse super::D;"),
    );
    assert_eq!(circles(&[run.clone(), a.clone(), file("src/run/b.rs", "use super::D;")]), Vec::<Vec<PathBuf>>::new());
    let circle = [PathBuf::from("src/run/a.rs"), PathBuf::from("src/run/b.rs")];
    assert_eq!(
        circles(&[run.clone(), a.clone(), file("src/run/b.rs", "use crate::run::{D, a::{self, A}};")]),
        [circle.to_vec()]
    );
    assert_eq!(circles(&[run, a, file("src/run/b.rs", "use super::a;")]), [circle.to_vec()]);
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
    assert_eq!(imports("let a = crate::model::url::b(crate::model::id::C);"), ["model", "model"]);
}

#[test]
fn only_one_module_starts_processes() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files(&["src", "plugins"]).into_iter().filter(|(path, _)| !path.starts_with("src/process"))
    {
        let starts = |line: &str| line.contains("process::Command") || line.contains("Command::new(");
        wrong.extend(
            code(&text)
                .filter(|(_, line)| starts(line))
                .map(|(number, line)| format!("{}:{number}: {line}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_too_long_to_be_read() {
    let all = rust_files(&["src", "plugins", "tests"]);
    let long: Vec<_> =
        all.iter().map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > MAX_LINES).collect();
    assert!(long.is_empty(), "{long:?}");
}
