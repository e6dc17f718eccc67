//! What pages are requested with: cookies, headers, and settings that are secrets.

use std::path::{Path, PathBuf};

use super::collection::Collection;
use super::error::{Error, Input};
use super::listener::Listener;
use super::notice::Notice;
use crate::config::Property;
use crate::secrets::headers::{self, Given};
use crate::secrets::{Secrets, cookies, names};

/// The setting with a file of cookies.
const COOKIES_FILE: &str = "COOKIES_FILE";

/// Cookies and headers for the pages of a crawl.
#[derive(Debug, Clone, Default)]
pub struct RequestOptions {
    /// A Netscape cookies.txt, a storage state of Playwright, or a list in JSON; absent for the
    /// setting COOKIES_FILE.
    pub cookies: Option<PathBuf>,
    /// `Name: value` for every host, `host Name: value` for one, `@FILE` for a file of such lines.
    pub headers: Vec<String>,
}

impl RequestOptions {
    /// Reads the files that are named, so that one that cannot be used is reported before anything
    /// is done.
    pub(super) fn read(&self, collection: &Collection, listener: &dyn Listener) -> Result<Secrets, Error> {
        let mut secrets = Secrets::default();
        let setting = collection.global(COOKIES_FILE);
        let path = match &self.cookies {
            Some(path) => Some(path.clone()),
            None => Some(PathBuf::from(setting)).filter(|path| !path.as_os_str().is_empty()),
        };
        if let Some(path) = path {
            let jar = cookies::read(&path).map_err(|error| match self.cookies {
                Some(_) => Error::bad_input(Input::Cookies, format!("{}: {error}", path.display())),
                None => Error::bad_request(format!("{COOKIES_FILE}={}: {error}", path.display())),
            })?;
            jar.passed_over
                .iter()
                .for_each(|what| listener.on_notice(Notice::RequestFile { file: path.clone(), what: what.clone() }));
            if jar.cookies.is_empty() && jar.storage.is_empty() {
                listener.on_notice(Notice::NoCookies { file: path });
            }
            (secrets.cookies, secrets.storage, secrets.cookies_of_setting) =
                (jar.cookies, jar.storage, self.cookies.is_none());
        }
        for given in &self.headers {
            match given.strip_prefix('@') {
                Some(path) => read_headers(Path::new(path), &mut secrets)?,
                None => add_header(given, &mut secrets).map_err(|error| Error::bad_input(Input::Header, error))?,
            }
        }
        for header in secrets.headers.iter().filter(|header| header.target.is_none() && header.is_secret()) {
            listener.on_notice(Notice::HeaderToAll { name: header.name.clone() });
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
fn read_headers(path: &Path, secrets: &mut Secrets) -> Result<(), Error> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::bad_input(Input::HeaderFile, format!("{shown}: {error}")))?;
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        let wrong = |error| Error::bad_input(Input::HeaderFile, format!("{shown}, line {}: {error}", index + 1));
        add_header(line, secrets).map_err(wrong)?;
    }
    Ok(())
}

/// The settings of a request, sorted.
#[derive(Debug, Default)]
pub(super) struct SortedSettings {
    /// `KEY=VALUE`, as they may be written down.
    pub open: Vec<String>,
    /// The names of those that are secrets.
    pub secret: Vec<String>,
}

/// Sorts the settings of the request: those that are secrets go to `secrets`.
pub(super) fn sort_settings(collection: &Collection, secrets: &mut Secrets) -> Result<SortedSettings, Error> {
    let mut sorted = SortedSettings::default();
    if collection.options.set.is_empty() {
        return Ok(sorted);
    }
    let found = collection.plugins()?;
    let schemas: Vec<Property> = found.plugins.values().flat_map(|plugin| plugin.manifest.settings()).collect();
    for assignment in &collection.options.set {
        let Some((key, value)) = assignment.split_once('=') else { continue };
        let key = key.trim();
        let declares = |property: &&Property| property.key == key || property.aliases().any(|alias| alias == key);
        let schema = schemas.iter().find(declares).map(|property| property.schema);
        if names::is_secret(key, schema, value) {
            secrets.settings.insert(key.to_owned(), value.into());
            sorted.secret.push(key.to_owned());
        } else {
            sorted.open.push(assignment.clone());
        }
    }
    Ok(sorted)
}
