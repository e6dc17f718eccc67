//! What runs a hook's file: the file itself by its first line, or the interpreter that its ending
//! names. The decision is pure; [`HookFile`] and [`Programs`] are all that it looks at.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::files::executables;

/// What a hook's first line calls this program. It means the one that runs, whatever its file is
/// called and wherever it lies.
pub const THIS_PROGRAM: &str = "tacklebox";

/// The program that runs a hook, where the file is not run by itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Interpreter {
    /// A name to be looked up on PATH, an absolute path, or [`THIS_PROGRAM`].
    pub program: String,
    /// What it is given before the hook's file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// The directory of Python packages that the plugin itself is part of: what a hook imports lies
    /// beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub python_path: Option<PathBuf>,
}

/// What is to be known of a hook's file to choose.
pub struct HookFile<'a> {
    pub path: &'a Path,
    pub is_executable: bool,
    pub extension: Option<&'a str>,
    /// The first line, without its end.
    pub first_line: &'a str,
}

/// Whether a program is there, by name on the hooks' PATH or by absolute path.
pub trait Programs {
    fn has(&self, program: &str) -> bool;
}

/// The directories of a PATH.
impl Programs for &OsStr {
    fn has(&self, program: &str) -> bool {
        executables::find(program, self).is_some()
    }
}

/// How a hook's file is run.
#[derive(Debug, PartialEq, Eq)]
pub enum RunBy {
    Itself,
    Interpreter(Interpreter),
    /// Nothing is known that could run it.
    Nobody,
}

/// Chooses what runs a hook's file.
///
/// A first line that names a program which is not there (hooks of the abx-plugins package want
/// `abxpkg`, which resolves their requirements) does not stop a hook whose ending says what it is
/// written in.
pub fn choose(file: &HookFile, programs: &impl Programs) -> RunBy {
    let by_itself = file.is_executable
        && program_of(file.first_line).is_none_or(|program| program == THIS_PROGRAM || programs.has(program));
    if by_itself {
        return through_env(file.first_line).map_or(RunBy::Itself, RunBy::Interpreter);
    }
    match of_ending(file.extension) {
        Some("python3") => RunBy::Interpreter(python(file.path, programs)),
        Some(program) => {
            RunBy::Interpreter(Interpreter { program: program.to_owned(), args: Vec::new(), python_path: None })
        }
        // The attempt to start it will say what is missing.
        None if file.is_executable => RunBy::Itself,
        None => RunBy::Nobody,
    }
}

/// What runs a file with this ending that is not run by itself.
pub fn of_ending(extension: Option<&str>) -> Option<&'static str> {
    match extension? {
        "sh" => Some("bash"),
        "py" => Some("python3"),
        "js" => Some("node"),
        _ => None,
    }
}

/// The program that a `#!` line starts; behind `env` it is env's operand that counts.
fn program_of(first_line: &str) -> Option<&str> {
    let mut words = first_line.strip_prefix("#!")?.split_whitespace();
    let program = words.next()?;
    if Path::new(program).file_name() != Some(OsStr::new("env")) {
        return Some(program);
    }
    words.find(|word| !word.starts_with('-') && !word.contains('='))
}

/// What `env` does with a `#!` line that asks nothing but a program by its name of it, done without
/// starting it: that takes a millisecond a hook, and not every system's `env` has `-S`.
fn through_env(first_line: &str) -> Option<Interpreter> {
    let mut words = first_line.strip_prefix("#!")?.split_whitespace().peekable();
    if !matches!(words.next()?, "/usr/bin/env" | "/bin/env") {
        return None;
    }
    let splits = words.next_if_eq(&"-S").is_some();
    // The rest of env's language (options, assignments, quotes, variables, comments) is left to it.
    let is_plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./:=,@%+-".contains(&byte));
    let program = words.next().filter(|word| is_plain(word) && !word.starts_with('-') && !word.contains('='))?;
    let args: Vec<String> = words.map(|word| is_plain(word).then(|| word.to_owned())).collect::<Option<_>>()?;
    // Without -S all words are one.
    (splits || args.is_empty()).then(|| Interpreter { program: program.to_owned(), args, python_path: None })
}

/// The Python of the virtual environment that the plugin is installed in (PEP 405:
/// `<venv>/pyvenv.cfg`, packages in `<venv>/lib/pythonX.Y/site-packages`), else the one on PATH,
/// with the plugin's neighbours on its path.
fn python(hook: &Path, programs: &impl Programs) -> Interpreter {
    let packages = hook
        .ancestors()
        .find(|dir| dir.file_name().is_some_and(|name| name == "site-packages" || name == "dist-packages"));
    let of_venv = packages.and_then(|dir| dir.ancestors().nth(3)).map(|venv| venv.join("bin/python3"));
    match of_venv.and_then(|path| path.to_str().map(str::to_owned)).filter(|path| programs.has(path)) {
        Some(program) => Interpreter { program, args: Vec::new(), python_path: None },
        None => Interpreter { program: "python3".into(), args: Vec::new(), python_path: packages.map(Path::to_owned) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Only(&'static [&'static str]);

    impl Programs for Only {
        fn has(&self, program: &str) -> bool {
            self.0.contains(&program)
        }
    }

    fn chosen(path: &str, is_executable: bool, first_line: &str, there: &'static [&'static str]) -> RunBy {
        let path = Path::new(path);
        let extension = path.extension().and_then(OsStr::to_str);
        choose(&HookFile { path, is_executable, extension, first_line }, &Only(there))
    }

    fn through(program: &str, python_path: Option<&str>) -> RunBy {
        RunBy::Interpreter(Interpreter {
            program: program.into(),
            args: Vec::new(),
            python_path: python_path.map(Into::into),
        })
    }

    fn with_args(program: &str, args: &[&str]) -> RunBy {
        RunBy::Interpreter(Interpreter {
            program: program.into(),
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            python_path: None,
        })
    }

    #[test]
    fn an_executable_runs_by_its_first_line() {
        assert_eq!(chosen("/p/x/on_a.sh", true, "#!/bin/sh", &["/bin/sh"]), RunBy::Itself);
        assert_eq!(chosen("/p/x/on_a", true, "\u{7f}ELF", &[]), RunBy::Itself);
        assert_eq!(
            chosen("/p/x/on_a", true, "#!/usr/bin/env -S ruby -w", &[]),
            RunBy::Itself,
            "the attempt will say what is missing"
        );
    }

    #[test]
    fn this_program_is_there_whatever_it_is_called() {
        for line in ["#!/usr/bin/env -S tacklebox hook", "#!/usr/bin/env tacklebox"] {
            let RunBy::Interpreter(chosen) = chosen("/p/x/on_a", true, line, &[]) else { panic!("{line}") };
            assert_eq!(chosen.program, THIS_PROGRAM);
        }
    }

    #[test]
    fn env_is_done_without_where_it_only_looks_for_a_program() {
        for (line, expected) in [
            ("#!/usr/bin/env -S tacklebox hook", with_args("tacklebox", &["hook"])),
            ("#!/usr/bin/env node", through("node", None)),
            ("#!/usr/bin/env -S node --title=a", with_args("node", &["--title=a"])),
            ("#!/usr/bin/env node --title=a", RunBy::Itself),
            ("#!/usr/bin/env -S -i node", RunBy::Itself),
            ("#!/usr/bin/env -S A=b node", RunBy::Itself),
            ("#!/usr/bin/env -S node '--title=a b'", RunBy::Itself),
            ("#!/usr/bin/env -S node ${HOME}", RunBy::Itself),
            ("#!/opt/env node", RunBy::Itself),
            ("#!/bin/sh", RunBy::Itself),
        ] {
            assert_eq!(chosen("/p/x/on_a", true, line, &["tacklebox", "node", "/bin/sh"]), expected, "{line}");
        }
    }

    #[test]
    fn an_ending_says_what_runs_the_rest() {
        assert_eq!(chosen("/p/x/on_a.js", false, "", &[]), through("node", None));
        assert_eq!(chosen("/p/x/on_a.rb", false, "#!/usr/bin/env ruby", &["ruby"]), RunBy::Nobody);
    }

    #[test]
    fn a_resolver_that_is_not_there_is_done_without() {
        let line = "#!/usr/bin/env -S abxpkg run --script --deps-from=./config.json:required_binaries node";
        let by_it = with_args("abxpkg", &["run", "--script", "--deps-from=./config.json:required_binaries", "node"]);
        assert_eq!(chosen("/p/x/on_a.js", true, line, &["abxpkg"]), by_it);
        assert_eq!(chosen("/p/x/on_a.js", true, line, &["node"]), through("node", None));
    }

    #[test]
    fn a_plugin_in_a_virtual_environment_runs_in_it() {
        let hook = "/v/lib/python3.12/site-packages/abx_plugins/plugins/x/on_a.py";
        assert_eq!(chosen(hook, true, "#!/usr/bin/env abxpkg", &["/v/bin/python3"]), through("/v/bin/python3", None));
        assert_eq!(chosen(hook, false, "", &["python3"]), through("python3", Some("/v/lib/python3.12/site-packages")));
    }
}
