//! What one provider is to install for a requirement, and where. Pure.

use std::path::{Component, Path, PathBuf};

use super::version::Version;
use crate::plugin::Requirement;
use crate::plugin::requirement::{Override, Provider};

/// A requirement and one provider, made into an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub provider: Provider,
    /// What the program is called.
    pub program: String,
    /// Packages, and options between them.
    pub packages: Vec<String>,
    /// The directory that is all its own; unused by what installs into the system.
    pub root: PathBuf,
    /// Whether packages may run code of their own.
    pub scripts: bool,
    /// The file to be there then, if it is no program of that name.
    pub abspath: Option<PathBuf>,
    /// Its version, if it does not report one.
    pub version: Option<String>,
}

impl Source {
    /// What `provider` is to do, or why it cannot.
    pub fn of(requirement: &Requirement, provider: &Provider, lib_dir: &Path) -> Result<Source, String> {
        if !provider.installs() {
            return Err("tacklebox cannot install from there".into());
        }
        let Override { install_args, install_root, abspath, version, scripts, unserved } =
            requirement.override_for(provider);
        if let Some(key) = unserved.first() {
            return Err(format!("it needs {key}, which tacklebox does not support"));
        }
        let program = Path::new(&requirement.name)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if program.is_empty() || program.starts_with('-') {
            return Err(format!("{:?} is no name of a program", requirement.name));
        }
        let packages = match (provider, install_args) {
            (Provider::Node, _) if program != "node" => return Err("it offers nothing but node".into()),
            (Provider::Node, _) => vec![node_package(requirement.min_version.as_deref())?],
            (_, Some(packages)) => packages,
            (_, None) if requirement.name.contains('/') => return Err("a path can only be looked for".into()),
            (_, None) => vec![requirement.name.clone()],
        };
        let packages_dir = lib_dir.join(provider.as_str()).join("packages");
        let root = match install_root {
            Some(root) => inside(&packages_dir, Path::new(&root))
                .ok_or_else(|| format!("its install_root {root} must be a directory in {}", packages_dir.display()))?,
            None => packages_dir.join(&program),
        };
        Ok(Source {
            provider: provider.clone(),
            program,
            packages,
            root,
            scripts: scripts.unwrap_or(requirement.scripts),
            abspath: abspath.map(PathBuf::from),
            version,
        })
    }

    /// The first of the packages, as it was written.
    pub fn main_package(&self) -> Option<&str> {
        self.packages.iter().map(String::as_str).find(|word| !word.starts_with('-'))
    }
}

/// `root` when it is a directory directly in `parent`: what is half done in it will be removed.
fn inside(parent: &Path, root: &Path) -> Option<PathBuf> {
    let below: Vec<Component> = root.strip_prefix(parent).ok()?.components().collect();
    matches!(below[..], [Component::Normal(_)]).then(|| root.to_owned())
}

/// The npm registry has Node.js itself, one package for each kind of machine. The newest of the
/// wanted major version: what a plugin was tried with.
fn node_package(min_version: Option<&str>) -> Result<String, String> {
    let machine = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("linux", "arm") => "linux-armv7l",
        ("linux", "powerpc64") => "linux-ppc64le",
        ("linux", "s390x") => "linux-s390x",
        ("macos", "x86_64") => "darwin-x64",
        ("macos", "aarch64") => "darwin-arm64",
        (os, machine) => return Err(format!("there is no node for {os} on {machine}")),
    };
    let wanted = min_version
        .and_then(Version::find)
        .filter(|version| version.major() >= 22)
        .map_or("22".into(), |version| version.to_string());
    Ok(format!("node-{machine}@^{wanted}"))
}

/// A package's name without version, extras and conditions: `yt-dlp` of `yt-dlp[default]>=1`,
/// `@a/b` of `@a/b@1.0.0`.
pub fn package_name(package: &str) -> &str {
    let scope = usize::from(package.starts_with('@'));
    let end =
        package[scope..].find(['@', '=', '<', '>', '~', '!', '[', ';', ' ']).map_or(package.len(), |end| end + scope);
    &package[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn source(requirement: serde_json::Value, provider: Provider) -> Result<Source, String> {
        Source::of(&serde_json::from_value(requirement).unwrap(), &provider, Path::new("/lib"))
    }

    #[test]
    fn names_lead_to_packages_and_places() {
        let plain = source(json!({"name": "wget", "binproviders": "apt"}), Provider::Apt).unwrap();
        assert_eq!(
            (plain.packages.as_slice(), plain.root.as_path()),
            (&["wget".to_owned()][..], Path::new("/lib/apt/packages/wget"))
        );
        let own = json!({"name": "lit", "overrides": {"pnpm": {"install_root": "/lib/pnpm/packages/liteparse", "install_args": ["--x", "@a/b@2"]}}});
        let own = source(own, Provider::Pnpm).unwrap();
        assert_eq!(
            (own.root.as_path(), own.main_package(), own.scripts),
            (Path::new("/lib/pnpm/packages/liteparse"), Some("@a/b@2"), false)
        );
        let node = source(json!({"name": "node", "min_version": "24.1.0"}), Provider::Node).unwrap();
        assert!(node.packages[0].starts_with("node-") && node.packages[0].ends_with("@^24.1.0"), "{node:?}");
    }

    #[test]
    fn nothing_is_installed_where_it_does_not_belong() {
        for root in [
            "/",
            "/lib",
            "/lib/uv/packages",
            "/lib/uv/packages/..",
            "/lib/uv/packages/../../bin",
            "/lib/uv/packages/a/b",
            "uv/packages/a",
        ] {
            let requirement = json!({"name": "a", "overrides": {"uv": {"install_root": root}}});
            let reason = source(requirement, Provider::Uv).unwrap_err();
            assert!(reason.ends_with("must be a directory in /lib/uv/packages"), "{root}: {reason}");
        }
        for (name, provider) in [
            ("/usr/bin/x", Provider::Apt),
            ("..", Provider::Uv),
            ("npm", Provider::Node),
            ("-x", Provider::Npm),
            ("a", Provider::Env),
        ] {
            assert!(source(json!({ "name": name }), provider).is_err(), "{name}");
        }
    }

    #[test]
    fn package_names() {
        for (package, name) in [
            ("@a/b@1.0.0", "@a/b"),
            ("@a/b", "@a/b"),
            ("c@2", "c"),
            ("yt-dlp[default]>=1", "yt-dlp"),
            ("d==1", "d"),
            ("", ""),
        ] {
            assert_eq!(package_name(package), name);
        }
    }
}
