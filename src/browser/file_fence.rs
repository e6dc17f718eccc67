//! The files that a page of `file:` may use: those in and below one directory, links of the file
//! system followed.
//!
//! A file on disk may come from strangers, as an unpacked archive does, and Chrome would let it
//! show every file of this machine. What Chrome asks for is judged by where it really is.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use url::Url;

/// The addresses that were refused to a page: in the snapshot's `chrome/`.
pub const REFUSED_FILE: &str = "refused_files.json";

/// So many refused addresses are written down.
const MANY: usize = 100;

/// The longest that is written down of one.
const LONG: usize = 1000;

/// A directory, and what may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// Where it really is.
    directory: PathBuf,
    /// The file that was given. It may be read although a link of that name leads out of the
    /// directory: a person has named it.
    given: PathBuf,
}

impl Fence {
    /// Around the directory of the file, or the directory, with this address; `None` when it is no
    /// address of a file of this machine.
    pub fn around(address: &str) -> Option<Self> {
        let path = path_of(address)?;
        let given = real(&path);
        let directory = if given.is_dir() { given.clone() } else { real(path.parent()?) };
        Some(Fence { directory, given })
    }

    /// Whether a page may read what has this address. What does not exist is judged by where it
    /// would be, and Chrome says that it is not there.
    pub fn admits(&self, address: &str) -> bool {
        path_of(address)
            .map(|path| real(&path))
            .is_some_and(|path| path.starts_with(&self.directory) || path == self.given)
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

/// The path that an address leads to; `None` for a file of another machine, and for one with an
/// encoded slash, which no file has in its name.
fn path_of(address: &str) -> Option<PathBuf> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.scheme() == "file" && !url.path().to_ascii_lowercase().contains("%2f"))?;
    let path = url.to_file_path().ok()?;
    path.components().all(|part| part != Component::ParentDir).then_some(path)
}

/// Where a path leads when links are followed, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    match there.and_then(|(ancestor, real)| Some((path.strip_prefix(ancestor).ok()?, real))) {
        Some((rest, real)) if rest.as_os_str().is_empty() => real,
        Some((rest, real)) => real.join(rest),
        None => path.to_owned(),
    }
}

/// What was refused to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Below which it may read.
    pub directory: PathBuf,
    /// The first of the addresses, each once; a long one is cut.
    pub urls: Vec<String>,
}

impl Refused {
    pub fn of(fence: &Fence) -> Self {
        Refused { directory: fence.directory.clone(), urls: Vec::new() }
    }

    /// Adds an address; whether it is one more to report.
    pub fn add(&mut self, url: &str) -> bool {
        let url: String = url.chars().take(LONG).collect();
        let is_new = self.urls.len() < MANY && !self.urls.contains(&url);
        if is_new {
            self.urls.push(url);
        }
        is_new
    }

    /// Why there is no page at this address, if it was refused.
    pub fn why(&self, url: &str) -> Option<String> {
        let url: String = url.split('#').next().unwrap_or_default().chars().take(LONG).collect();
        self.urls
            .contains(&url)
            .then(|| format!("{url} is outside {}, the directory that was given", self.directory.display()))
    }

    /// `2 files were refused, as they are outside /home/me/site: file:///...`; the first few are
    /// named.
    pub fn in_words(&self) -> Option<String> {
        const NAMED: usize = 5;
        let what = match self.urls.len() {
            0 => return None,
            1 => "a file was refused, as it is".to_owned(),
            MANY.. => format!("{MANY} files or more were refused, as they are"),
            many => format!("{many} files were refused, as they are"),
        };
        let more = if self.urls.len() > NAMED { ", ..." } else { "" };
        let named = self.urls.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        Some(format!("{what} outside {}: {named}{more}", self.directory.display()))
    }
}

/// What has been refused to the page of the snapshot in `snap_dir`; nothing when nothing was.
pub fn refused(snap_dir: &Path) -> io::Result<Option<Refused>> {
    match fs::read(snap_dir.join("chrome").join(REFUSED_FILE)) {
        Ok(text) => Ok(Some(serde_json::from_slice(&text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use proptest::prelude::*;

    use super::*;

    /// `site` with a page and links of the file system, and files beside it.
    fn home() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().canonicalize().unwrap();
        fs::create_dir_all(path.join("site/deep")).unwrap();
        fs::create_dir(path.join("site2")).unwrap();
        for file in ["site/index.html", "site/deep/a b.html", "secret.html", "site2/secret.html"] {
            fs::write(path.join(file), "x").unwrap();
        }
        for (to, link) in [
            ("..", "site/up"),
            ("../secret.html", "site/out.html"),
            ("deep", "site/in"),
            ("../none", "site/dead"),
            ("site", "way"),
        ] {
            symlink(to, path.join(link)).unwrap();
        }
        (home, path)
    }

    fn admits(fence: &Fence, home: &Path, address: &str) -> bool {
        fence.admits(&address.replace("HOME", home.to_str().unwrap()))
    }

    #[test]
    fn what_is_below_is_told_from_what_is_outside() {
        let (_home, path) = home();
        let fence = Fence::around(&format!("file://{}/site/index.html?q#f", path.display())).unwrap();
        assert_eq!(fence.directory(), path.join("site"));
        for address in [
            "file://HOME/site/index.html",
            "file://HOME/site/",
            "file://HOME/site",
            "FILE:HOME/site/deep/a%20b.html?x#y",
            "file://localhostHOME/site/deep/a%20b.html",
            "file://HOME//site/./in/../index.html",
            "file://HOME/site/in/a%20b.html",
            "file://HOME/site/none.png",
            "file://HOME/way/none.png",
            "file://HOME/way/deep/",
            "file:HOME\\site\\index.html",
        ] {
            assert!(admits(&fence, &path, address), "{address}");
        }
        for address in [
            "file://HOME/secret.html",
            "file://HOME/",
            "file:///",
            "file:///etc/passwd",
            "file://HOME/site/../secret.html",
            "file://HOME/site/%2e%2E/secret.html",
            "file://HOME/site/..%2fsecret.html",
            "file://HOME/site/..%2Fnone",
            "file://HOME/site/%2e%2e%2fsecret.html",
            "file:HOME\\site\\..\\secret.html",
            "file://HOME/site/out.html",
            "file://HOME/site/up/secret.html",
            "file://HOME/site/up/none",
            "file://HOME/site2/secret.html",
            "file://HOME/site2",
            "file://localhostHOME/secret.html",
            "file://serverHOME/site/index.html",
            "file:///C:/secret.html",
            "view-source:file://HOME/site/index.html",
            "http://a.example/",
            "",
        ] {
            assert!(!admits(&fence, &path, address), "{address}");
        }
    }

    #[test]
    fn a_directory_that_was_given_is_the_fence_itself() {
        let (_home, path) = home();
        for given in ["site", "site/", "way", "site/none.html", "way/index.html", "site/dead"] {
            let fence = Fence::around(&format!("file://{}/{given}", path.display())).unwrap();
            assert_eq!(fence.directory(), path.join("site"), "{given}");
        }
        assert_eq!(Fence::around("http://a.example/"), None);
    }

    #[test]
    fn a_link_that_was_given_may_be_read_and_leads_no_further() {
        let (_home, path) = home();
        let fence = Fence::around(&format!("file://{}/site/out.html", path.display())).unwrap();
        assert!(admits(&fence, &path, "file://HOME/site/out.html") && admits(&fence, &path, "file://HOME/site/deep/"));
        assert!(!admits(&fence, &path, "file://HOME/site2/secret.html") && !admits(&fence, &path, "file://HOME/"));
    }

    #[test]
    fn what_was_refused_is_told_once_and_not_without_end() {
        let fence = Fence { directory: "/s".into(), given: "/s/a".into() };
        let mut refused = Refused::of(&fence);
        assert_eq!(refused.in_words(), None);
        assert!(refused.add("file:///a") && !refused.add("file:///a"));
        assert_eq!(refused.in_words().unwrap(), "a file was refused, as it is outside /s: file:///a");
        assert_eq!(refused.why("file:///a#top").unwrap(), "file:///a is outside /s, the directory that was given");
        assert_eq!(refused.why("file:///b"), None);
        for number in 0..200 {
            refused.add(&format!("file:///{number}"));
        }
        assert_eq!(refused.urls.len(), MANY);
        assert!(
            refused
                .in_words()
                .unwrap()
                .starts_with("100 files or more were refused, as they are outside /s: file:///a, file:///0,")
        );
    }

    proptest! {
        #[test]
        fn nothing_outside_is_admitted_however_it_is_written(tail in "([a-z]|\\.\\.|%2[eEfF]|%5[cC]|%00|/|\\\\|\\?|#|up|in){0,12}") {
            let (_home, path) = home();
            let fence = Fence::around(&format!("file://{}/site/", path.display())).unwrap();
            let address = format!("file://{}/site/{tail}", path.display());
            if fence.admits(&address) && let Some(found) = path_of(&address) && let Ok(found) = found.canonicalize() {
                prop_assert!(found.starts_with(path.join("site")), "{address}");
            }
        }
    }
}
