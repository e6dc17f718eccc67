//! `tacklebox plugin new`: a plugin that works, with its test.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::cli::{Common, Failure, print};
use crate::rules::exit::Exit;

/// Create a working plugin with a setting, a test and a README
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Lower-case letters, digits and _, a letter first
    #[arg(value_parser = name)]
    name: String,
    /// What its hook is written in
    #[arg(long, value_enum)]
    lang: Language,
    /// The directory that the plugin's own is made in [default: plugins/ of the collection, where
    /// `tacklebox archive` finds it]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    Sh,
    Python,
    Node,
    Rust,
}

/// A file of a plugin to be. In its name and its text `{{name}}` and `{{NAME}}` stand for the
/// plugin's name.
struct Template {
    path: &'static str,
    text: &'static str,
    executable: bool,
}

macro_rules! template {
    ($path:literal, $file:literal) => {
        Template { path: $path, text: include_str!(concat!("templates/", $file)), executable: false }
    };
    (x $path:literal, $file:literal) => {
        Template { path: $path, text: include_str!(concat!("templates/", $file)), executable: true }
    };
}

impl Language {
    fn templates(self) -> Vec<Template> {
        let mut templates = vec![template!("config.json", "config.json")];
        // Cargo leaves a directory with a Cargo.toml out of a package, so that of the template has
        // another name.
        templates.extend(match self {
            Language::Sh => vec![
                template!(x "on_Snapshot__60_{{name}}.sh", "sh/hook.sh"),
                template!(x "test.sh", "sh/test.sh"),
                template!("README.md", "sh/README.md"),
            ],
            Language::Python => vec![
                template!(x "on_Snapshot__60_{{name}}.py", "python/hook.py"),
                template!("test_{{name}}.py", "python/test.py"),
                template!("README.md", "python/README.md"),
            ],
            Language::Node => vec![
                template!(x "on_Snapshot__60_{{name}}.js", "node/hook.js"),
                template!("{{name}}.test.js", "node/test.js"),
                template!("README.md", "node/README.md"),
            ],
            Language::Rust => vec![
                template!(x "on_Snapshot__60_{{name}}.sh", "rust/hook.sh"),
                template!("Cargo.toml", "rust/Cargo.toml.in"),
                template!("src/main.rs", "rust/main.rs.in"),
                template!("tests/{{name}}.rs", "rust/test.rs.in"),
                template!(".gitignore", "rust/gitignore"),
                template!("README.md", "rust/README.md"),
            ],
        });
        templates
    }

    /// What to type in the plugin's directory to have it tested.
    fn test(self, name: &str) -> String {
        match self {
            Language::Sh => "./test.sh".into(),
            Language::Python => format!("python3 test_{name}.py"),
            Language::Node => format!("node {name}.test.js"),
            Language::Rust => "cargo test".into(),
        }
    }
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    let found = collection.plugins()?;
    let taken = found
        .plugins
        .get(&args.name)
        .map(|plugin| plugin.dir.clone())
        .or_else(|| found.broken.get(&args.name).map(|fault| fault.path.clone()));
    if let Some(taken) = taken {
        return Err(Failure::usage(format!(
            "there is a plugin called {} already, in {}; one of the two would replace the other",
            args.name,
            taken.display()
        )));
    }
    let dir = args.into.clone().unwrap_or_else(|| collection.layout.plugins()).join(&args.name);
    write(&dir, &args.name, &args.lang.templates()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("{}: it is there already; nothing was written", dir.display()))
        }
        _ => Failure::nothing(format!("{}: {error}", dir.display())),
    })?;
    let shown = dir.display();
    print(&format!(
        "{shown} is written. Next {}run it on a small page (or on a URL, given after it), test it, look for faults:",
        if args.lang == Language::Rust { "build it, " } else { "" }
    ))?;
    if args.lang == Language::Rust {
        print(&format!("  cargo build --release --manifest-path {shown}/Cargo.toml"))?;
    }
    print(&format!("  tacklebox hook run {shown}"))?;
    print(&format!("  (cd {shown} && {})", args.lang.test(&args.name)))?;
    print(&format!("  tacklebox plugin check {shown}"))?;
    Ok(Exit::Good)
}

/// Writes all of it or nothing; what is there is never touched.
fn write(dir: &Path, name: &str, templates: &[Template]) -> io::Result<()> {
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::create_dir(dir)?;
    let fill = |text: &str| text.replace("{{name}}", name).replace("{{NAME}}", &name.to_ascii_uppercase());
    let files = templates.iter().try_for_each(|template| {
        let path = dir.join(fill(template.path));
        fs::create_dir_all(path.parent().unwrap_or(dir))?;
        fs::write(&path, fill(template.text))?;
        // Whatever the umask: other users may read it, but not write it.
        fs::set_permissions(&path, fs::Permissions::from_mode(if template.executable { 0o755 } else { 0o644 }))
    });
    if files.is_err() {
        // It was made a moment ago, and half of it is of no use. Best effort: what could not be
        // written may not be removable either.
        let _ = fs::remove_dir_all(dir);
    }
    files
}

fn name(text: &str) -> Result<String, String> {
    let is_fit = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
    if is_fit && text.len() <= 60 {
        Ok(text.to_owned())
    } else {
        Err("lower-case letters, digits and _, a letter first, at most 60".into())
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names() {
        assert!(name("word_count2").is_ok());
        for wrong in ["", "2x", "_x", "Wordcount", "word-count", "../x", "a/b", "ä", &"x".repeat(61)] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
    }
}
