//! Where the secrets of a crawl are kept until it is at its end: a file for each, which only its
//! owner can read, whatever the umask.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::{Secrets, cookies};
use crate::files::atomic;
use crate::files::layout::Layout;
use crate::files::own_files;
use crate::model::id::CrawlId;

/// The files of one crawl.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretFiles {
    /// All of it, for our own hooks and for `resume`.
    pub secrets: PathBuf,
    /// Its cookies as Netscape's cookies.txt, for hooks of others that ask for pages by themselves;
    /// absent when there are none.
    pub cookies: Option<PathBuf>,
}

/// The files of all crawls that have some.
pub type Vault = BTreeMap<CrawlId, SecretFiles>;

/// What cannot be kept or read, and where.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct VaultError {
    path: PathBuf,
    source: io::Error,
}

const COOKIES: &str = ".cookies.txt";
const SECRETS: &str = ".json";

/// Keeps the secrets of a crawl, in the place of what was kept of it; nothing when there are none.
pub fn keep(layout: &Layout, crawl: CrawlId, secrets: &Secrets) -> Result<(), VaultError> {
    if secrets.is_empty() {
        return remove(layout, crawl);
    }
    let dir = layout.secrets();
    // A link put there could redirect the secrets.
    let made = own_files::directory(&dir).and_then(|_| fs::set_permissions(&dir, Permissions::from_mode(0o700)));
    made.map_err(|source| VaultError { path: dir, source })?;
    let SecretFiles { secrets: path, .. } = of(layout, crawl);
    let text =
        serde_json::to_vec_pretty(secrets).map_err(|error| VaultError { path: path.clone(), source: error.into() })?;
    let cookies_path = layout.secrets().join(format!("{crawl}{COOKIES}"));
    if secrets.cookies.is_empty() {
        remove_file(&cookies_path)?;
    } else {
        write(&cookies_path, cookies::as_netscape(&secrets.cookies).as_bytes())?;
    }
    write(&path, &text)
}

/// What is kept of a crawl; nothing when there is nothing.
pub fn read(layout: &Layout, crawl: CrawlId) -> Result<Secrets, VaultError> {
    let path = of(layout, crawl).secrets;
    match own_files::read(&path) {
        Ok(text) => serde_json::from_slice(&text).map_err(|error| VaultError { path, source: error.into() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Secrets::default()),
        Err(source) => Err(VaultError { path, source }),
    }
}

/// Removes what is kept of a crawl.
pub fn remove(layout: &Layout, crawl: CrawlId) -> Result<(), VaultError> {
    let dir = layout.secrets();
    for path in [dir.join(format!("{crawl}{COOKIES}")), of(layout, crawl).secrets] {
        // One that was being written when the program was killed is a secret as well; the second is
        // its name in an earlier version.
        remove_file(&atomic::temporary(&path))?;
        remove_file(&path.with_extension("tmp"))?;
        remove_file(&path)?;
    }
    // It stays while it has others.
    let _ = fs::remove_dir(&dir);
    Ok(())
}

/// The files of all crawls.
pub fn all(layout: &Layout) -> Vault {
    let names = fs::read_dir(layout.secrets()).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let crawls = names.filter_map(|name| name.to_str()?.strip_suffix(SECRETS)?.parse::<CrawlId>().ok());
    crawls.map(|crawl| (crawl, of(layout, crawl))).collect()
}

fn of(layout: &Layout, crawl: CrawlId) -> SecretFiles {
    let dir = layout.secrets();
    SecretFiles {
        secrets: dir.join(format!("{crawl}{SECRETS}")),
        cookies: Some(dir.join(format!("{crawl}{COOKIES}"))).filter(|path| path.exists()),
    }
}

/// Whole or not at all.
fn write(path: &Path, text: &[u8]) -> Result<(), VaultError> {
    let written = atomic::write(path, text, atomic::Options { mode: 0o600, sync: true });
    written.map_err(|source| VaultError { path: path.to_owned(), source })
}

fn remove_file(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(VaultError { path: path.to_owned(), source }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::Cookie;

    #[test]
    fn what_is_kept_is_for_its_owner_until_it_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let (layout, crawl) = (Layout::new(data.path().to_owned()), CrawlId::new());
        let secrets = Secrets { cookies: vec![Cookie::new("sid", "abc", "a.example")], ..Secrets::default() };
        assert!(all(&layout).is_empty() && read(&layout, crawl).unwrap().is_empty());
        keep(&layout, crawl, &secrets).unwrap();
        assert_eq!(read(&layout, crawl).unwrap(), secrets);
        let kept = all(&layout)[&crawl].clone();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&kept.secrets), mode(kept.cookies.as_ref().unwrap()), mode(&layout.secrets())),
            (0o600, 0o600, 0o700)
        );
        keep(&layout, crawl, &Secrets { cookies: vec![], settings: [("A".to_owned(), "b".into())].into(), ..secrets })
            .unwrap();
        assert_eq!(all(&layout)[&crawl].cookies, None);
        for half in [".json.tmp", ".cookies.txt.tmp", ".tmp", ".cookies.tmp"] {
            fs::write(layout.secrets().join(format!("{crawl}{half}")), "half of a secret").unwrap();
        }
        remove(&layout, crawl).unwrap();
        assert!(!layout.secrets().exists());
        remove(&layout, crawl).unwrap();
    }

    #[test]
    fn no_planted_link_is_followed() {
        let data = tempfile::tempdir().unwrap();
        let (layout, crawl) = (Layout::new(data.path().join("collection")), CrawlId::new());
        let elsewhere = data.path().join("elsewhere");
        for dir in [layout.data(), &elsewhere] {
            fs::create_dir(dir).unwrap();
        }
        std::os::unix::fs::symlink(&elsewhere, layout.secrets()).unwrap();
        let secrets = Secrets { cookies: vec![Cookie::new("sid", "abc", "a.example")], ..Secrets::default() };
        keep(&layout, crawl, &secrets).unwrap();
        assert!(fs::read_dir(&elsewhere).unwrap().next().is_none() && !layout.secrets().is_symlink());
        let path = of(&layout, crawl).secrets;
        fs::rename(&path, elsewhere.join("other")).unwrap();
        std::os::unix::fs::symlink(elsewhere.join("other"), &path).unwrap();
        read(&layout, crawl).unwrap_err();
    }
}
