//! How each provider installs something.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::command::{CommandError, Commands};
use crate::plugin::requirement::Provider;
use crate::tools::source::{Source, package_name};

/// What there is after an installation.
#[derive(Debug, Default)]
pub struct Produced {
    /// The program; of a library, its directory. Absent: somewhere on the PATH.
    pub path: Option<PathBuf>,
    pub is_program: bool,
    /// As the package says; absent when only the program itself knows.
    pub version: Option<String>,
    pub modules: Option<PathBuf>,
}

/// Installs what `source` says.
pub async fn install(source: &Source, commands: &mut Commands) -> Result<Produced, CommandError> {
    match source.provider {
        Provider::Apt => apt(source, commands).await,
        Provider::Uv | Provider::Pip => python(source, commands).await,
        Provider::Npm | Provider::Pnpm | Provider::Node => node(source, commands).await,
        Provider::Cargo => cargo(source, commands).await,
        Provider::Env | Provider::Other(_) => failed("tacklebox cannot install from there"),
    }
}

async fn apt(source: &Source, commands: &mut Commands) -> Result<Produced, CommandError> {
    if !commands.has("apt-get") {
        return failed("apt-get was not found");
    }
    let mut words = vec!["apt-get", "install", "-q", "-y", "--no-install-recommends"];
    words.extend(source.packages.iter().map(String::as_str));
    match commands.run_as_root(&words).await {
        // The lists of packages may be old, or not there at all.
        Err(CommandError::Failed(_)) => {
            commands.run_as_root(&["apt-get", "update", "-q"]).await?;
            commands.run_as_root(&words).await?;
        }
        other => other?,
    }
    Ok(Produced::default())
}

async fn python(source: &Source, commands: &mut Commands) -> Result<Produced, CommandError> {
    let venv = source.root.join("venv");
    let interpreter = venv.join("bin/python");
    let (venv_text, interpreter_text) = (venv.to_string_lossy(), interpreter.to_string_lossy());
    let uv = commands.has("uv");
    let fresh = !interpreter.exists();
    let mut words: Vec<&str>;
    if uv {
        if fresh {
            commands.run(&["uv", "venv", "--quiet", &venv_text]).await?;
        }
        words = vec!["uv", "pip", "install", "--python", &interpreter_text];
        words.extend((!source.scripts).then_some("--no-build"));
    } else if commands.has("python3") {
        if fresh {
            commands.run(&["python3", "-m", "venv", &venv_text]).await.map_err(|error| match error {
                CommandError::Failed(reason) => {
                    CommandError::Failed(format!("{reason} (on Debian: apt-get install python3-venv)"))
                }
                other => other,
            })?;
        }
        // The one that comes with Python is as old as that, and misreads what today's packages
        // declare: extras with `-` in their names, say.
        commands.run(&[&interpreter_text, "-m", "pip", "install", "--quiet", "--no-input", "--upgrade", "pip"]).await?;
        words = vec![&interpreter_text, "-m", "pip", "install", "--quiet", "--no-input"];
        // A source package runs code of its own to be built.
        words.extend((!source.scripts).then_some("--only-binary=:all:"));
    } else {
        return failed("neither uv nor python3 was found");
    }
    words.extend(source.packages.iter().map(String::as_str));
    commands.run(&words).await?;

    let program = venv.join("bin").join(&source.program);
    let modules =
        directories(&venv.join("lib")).into_iter().map(|dir| dir.join("site-packages")).find(|dir| dir.is_dir());
    let version = source
        .main_package()
        .zip(modules.as_deref())
        .and_then(|(package, modules)| python_version(modules, package_name(package)));
    Ok(if program.is_file() {
        Produced { path: Some(program), is_program: true, version, modules: None }
    } else {
        Produced { path: modules.clone(), is_program: false, version, modules }
    })
}

/// By the directory `<name>-<version>.dist-info`, in which a name's `-`, `_` and `.` are all one.
fn python_version(modules: &Path, package: &str) -> Option<String> {
    let normal = |name: &str| name.to_ascii_lowercase().replace(['-', '.'], "_");
    directories(modules).into_iter().find_map(|dir| {
        let (name, version) = dir.file_name()?.to_str()?.strip_suffix(".dist-info")?.rsplit_once('-')?;
        (normal(name) == normal(package)).then(|| version.to_owned())
    })
}

async fn node(source: &Source, commands: &mut Commands) -> Result<Produced, CommandError> {
    let write = |name: &str, text: &str| {
        let path = source.root.join(name);
        if path.exists() {
            Ok(())
        } else {
            fs::write(&path, text).map_err(|error| CommandError::Failed(format!("{}: {error}", path.display())))
        }
    };
    // The mark by which both know where the tree begins; without it they look further up.
    write("package.json", "{ \"private\": true }\n")?;
    let root = source.root.to_string_lossy();
    // pnpm runs install scripts only for packages that are listed; npm runs them all.
    let by_pnpm = source.provider == Provider::Pnpm && commands.has("pnpm") && !(source.scripts && commands.has("npm"));
    let mut words: Vec<&str> = if by_pnpm {
        vec!["pnpm", "add", "--dir", &root]
    } else if commands.has("npm") {
        vec!["npm", "install", "--prefix", &root, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    } else {
        return failed("neither npm nor pnpm was found; install Node.js with npm first");
    };
    words.extend((!source.scripts).then_some("--ignore-scripts"));
    words.extend(source.packages.iter().map(String::as_str));
    commands.run(&words).await?;

    let modules = source.root.join("node_modules");
    let main = modules.join(package_name(source.main_package().unwrap_or_default()));
    let manifest: Value = fs::read_to_string(main.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let version = manifest["version"].as_str().map(str::to_owned);
    let program = modules.join(".bin").join(&source.program);
    // Node.js as a package has its modules in no place where anybody would import them.
    let imported = (source.provider != Provider::Node).then(|| modules.clone());
    Ok(match &source.abspath {
        Some(path) if path.is_file() => {
            Produced { path: Some(path.clone()), is_program: false, version, modules: imported }
        }
        _ if program.is_file() => Produced { path: Some(program), is_program: true, version, modules: imported },
        _ => Produced { path: Some(main), is_program: false, version, modules: imported },
    })
}

async fn cargo(source: &Source, commands: &mut Commands) -> Result<Produced, CommandError> {
    if !commands.has("cargo") {
        return failed("there is no cargo here; https://rustup.rs installs it");
    }
    let root = source.root.to_string_lossy();
    let mut words = vec!["cargo", "install", "--locked", "--root", &root];
    words.extend(source.packages.iter().map(String::as_str));
    commands.run(&words).await?;
    Ok(Produced { path: Some(source.root.join("bin").join(&source.program)), is_program: true, ..Produced::default() })
}

fn failed<T>(reason: &str) -> Result<T, CommandError> {
    Err(CommandError::Failed(reason.to_owned()))
}

fn directories(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    all.sort();
    all
}
