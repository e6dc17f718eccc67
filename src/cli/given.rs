//! What pages are asked for with: options of `archive`, `resume` and `retry`, the setting COOKIES_FILE, and settings that are secrets.

use std::path::{Path, PathBuf};

use super::collection::Collection;
use super::{Common, Failure};
use crate::config::Property;
use crate::report::harmless;
use crate::secrets::headers::{self, Given};
use crate::secrets::{Secrets, cookies, names};
use crate::tell::tell;

/// The setting with a file of cookies.
const COOKIES_FILE: &str = "COOKIES_FILE";

/// Cookies and headers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct GivenArgs {
    /// Send these cookies: a Netscape cookies.txt, a storage state of Playwright, or a list in JSON
    #[arg(long, value_name = "FILE")]
    cookies: Option<PathBuf>,
    /// Send this header with each request, or with those to one host; may be repeated
    ///
    /// 'Name: value' goes to every host that a page asks, 'example.com Name: value' to that one alone, '*.example.com Name: value' also to those below it. With @FILE, the
    /// headers are read from a file, one a line, where other users of this machine do not see them.
    #[arg(long, value_name = "[HOST ]NAME: VALUE", allow_hyphen_values = true)]
    header: Vec<String>,
}

impl GivenArgs {
    /// Reads the files that are named, so that one that cannot be used is told of before anything is done.
    pub fn read(&self, collection: &Collection) -> Result<Secrets, Failure> {
        let mut secrets = Secrets::default();
        let setting = collection.global(COOKIES_FILE);
        let (name, path) = match &self.cookies {
            Some(path) => ("--cookies", Some(path.clone())),
            None => (COOKIES_FILE, Some(PathBuf::from(setting)).filter(|path| !path.as_os_str().is_empty())),
        };
        if let Some(path) = path {
            let shown = harmless(&path.display().to_string());
            let jar = cookies::read(&path).map_err(|error| Failure::usage(format!("{name} {shown}: {error}")))?;
            jar.passed_over.iter().for_each(|what| tell!("{shown}: {}", harmless(what)));
            if jar.cookies.is_empty() && jar.storage.is_empty() {
                tell!("{shown}: there are no cookies in it to send");
            }
            (secrets.cookies, secrets.storage, secrets.cookies_of_setting) = (jar.cookies, jar.storage, self.cookies.is_none());
        }
        for given in &self.header {
            match given.strip_prefix('@') {
                Some(path) => read_headers(Path::new(path), &mut secrets)?,
                None => add_header(given, &mut secrets).map_err(|error| Failure::usage(format!("--header: {error}")))?,
            }
        }
        for header in secrets.headers.iter().filter(|header| header.target.is_none() && header.is_secret()) {
            let name = &header.name;
            tell!("--header: {name} goes to every host that a page asks, also to those of others; 'example.com {name}: ...' is for one host alone");
        }
        Ok(secrets)
    }
}

fn add_header(text: &str, secrets: &mut Secrets) -> Result<(), headers::HeaderError> {
    match headers::read(text)? {
        Given::Header(header) => secrets.headers.push(header),
        Given::Cookies(cookies) => {
            secrets.cookies.extend(cookies);
            secrets.cookies_of_setting = false;
        }
    }
    Ok(())
}

/// A header a line; blank lines and those that begin with `#` are passed over.
fn read_headers(path: &Path, secrets: &mut Secrets) -> Result<(), Failure> {
    let shown = harmless(&path.display().to_string());
    let text = std::fs::read_to_string(path).map_err(|error| Failure::usage(format!("--header @{shown}: {error}")))?;
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    for (index, line) in lines {
        add_header(line, secrets).map_err(|error| Failure::usage(format!("--header @{shown}, line {}: {error}", index + 1)))?;
    }
    Ok(())
}

/// The `--set` assignments as they may be written down: those that are secrets go to `secrets`, and only their names are returned, after the others.
pub fn secret_settings_apart(common: &Common, collection: &Collection, secrets: &mut Secrets) -> Result<(Vec<String>, Vec<String>), Failure> {
    if common.set.is_empty() {
        return Ok(Default::default());
    }
    let found = collection.plugins(common)?;
    let schemas: Vec<Property> = found.plugins.values().flat_map(|plugin| plugin.manifest.settings()).collect();
    let (mut open, mut hidden) = (Vec::new(), Vec::new());
    for assignment in &common.set {
        let Some((key, value)) = assignment.split_once('=') else { continue };
        let key = key.trim();
        let schema =
            schemas.iter().find(|property| property.key == key || property.aliases().any(|alias| alias == key)).map(|property| property.schema);
        if names::is_secret(key, schema, value) {
            secrets.settings.insert(key.to_owned(), value.into());
            hidden.push(key.to_owned());
        } else {
            open.push(assignment.clone());
        }
    }
    Ok((open, hidden))
}
