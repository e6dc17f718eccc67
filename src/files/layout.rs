//! Where things lie in a collection. Pure: paths are computed here and made elsewhere.

use std::path::{Path, PathBuf};

use crate::model::id::{CrawlId, SnapshotId};
use crate::model::timestamp::Timestamp;
use crate::model::url::PageUrl;

/// The user under whose name crawls are kept unless another is named.
pub const DEFAULT_USER: &str = "default";

/// The longest name of a user, in bytes.
const MAX_USER: usize = 64;

/// The directories of a user's crawls and of a user's snapshots.
pub const CRAWLS_DIR: &str = "crawls";
pub const SNAPSHOTS_DIR: &str = "snapshots";

/// The directory of the runner's own files in a snapshot's or a crawl's directory: logs and the pid
/// file, which must not lie among a plugin's outputs.
pub const HOOKS_DIR: &str = ".hooks";

/// The file that names a crawl's living hooks, in its [`HOOKS_DIR`].
pub const PID_FILE: &str = "hook.pid";

/// The file in a snapshot's directory that says where its browser listens (docs/hooks.md, "The
/// browser").
pub const BROWSER_ADDRESS: &str = "chrome/cdp_url.txt";

/// A collection's directory, absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    data: PathBuf,
    user: String,
}

impl Layout {
    /// `data` must be absolute: hooks run elsewhere and get paths made from it.
    pub fn new(data: PathBuf) -> Self {
        debug_assert!(data.is_absolute());
        Layout { data, user: DEFAULT_USER.to_owned() }
    }

    /// The same collection, whose new crawls and snapshots are kept under this user's name. `None`
    /// when that is no safe name of a directory.
    pub fn with_user(self, user: &str) -> Option<Self> {
        let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_name = (1..=MAX_USER).contains(&user.len()) && user.chars().all(is_safe) && !user.starts_with('.');
        is_name.then(|| Layout { user: user.to_owned(), ..self })
    }

    /// The user in whose directory a crawl's directory is.
    pub fn user_of(&self, crawl_dir: &Path) -> Option<String> {
        let name = crawl_dir.strip_prefix(self.users()).ok()?.components().next()?;
        name.as_os_str().to_str().map(str::to_owned)
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn database(&self) -> PathBuf {
        self.data.join("index.sqlite3")
    }

    /// The file with the locks of the runners that are at work; see `src/process/holding.rs`.
    pub fn runners(&self) -> PathBuf {
        self.data.join("runners.lock")
    }

    /// The secrets of unfinished crawls, readable for the owner only; see `src/secrets/vault.rs`.
    pub fn secrets(&self) -> PathBuf {
        self.data.join("secrets")
    }

    pub fn plugins(&self) -> PathBuf {
        self.data.join("plugins")
    }

    pub fn crawl(&self, id: CrawlId, created: Timestamp) -> PathBuf {
        self.user().join(CRAWLS_DIR).join(created.day()).join(id.to_string())
    }

    pub fn snapshot(&self, id: SnapshotId, url: &PageUrl, started: Timestamp) -> PathBuf {
        self.user().join(SNAPSHOTS_DIR).join(started.day()).join(url.domain_dir()).join(id.to_string())
    }

    /// Where a snapshot's directory would be, had it been started on any of the days on which one
    /// was.
    pub fn snapshot_on_any_day(&self, id: SnapshotId, url: &PageUrl) -> Vec<PathBuf> {
        let days = std::fs::read_dir(self.user().join(SNAPSHOTS_DIR)).into_iter().flatten().flatten();
        days.map(|day| day.path().join(url.domain_dir()).join(id.to_string())).collect()
    }

    /// The directory of links to the snapshots, named by time.
    pub fn archive(&self) -> PathBuf {
        self.data.join("archive")
    }

    /// `path` as it is kept in the database, so that a collection can be moved: relative to it when
    /// inside.
    pub fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.data).unwrap_or(path).to_owned()
    }

    /// The reverse of [`Layout::relative`].
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.data.join(path)
    }

    /// The directory of all users' directories.
    pub fn users(&self) -> PathBuf {
        self.data.join("users")
    }

    fn user(&self) -> PathBuf {
        self.users().join(&self.user)
    }
}

/// Where a plugin's hooks have their logs.
pub fn hook_dir(scope_dir: &Path, plugin: &str) -> PathBuf {
    scope_dir.join(HOOKS_DIR).join(plugin)
}

/// The list of a crawl's living hooks (format: `src/hook/pidfile.rs`).
pub fn pid_file(crawl_dir: &Path) -> PathBuf {
    crawl_dir.join(HOOKS_DIR).join(PID_FILE)
}

/// `1763645885.123456`: the name of a snapshot's link in `archive/`.
pub fn archive_name(micros: i64) -> String {
    format!("{}.{:06}", micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::url::tests::hostile_url;

    #[test]
    fn a_user_is_a_safe_name_of_a_directory() {
        let of = |user: &str| Layout::new("/data".into()).with_user(user);
        for name in ["", ".", "..", ".hidden", "a/b", "a\0", "ü", &"a".repeat(65)] {
            assert_eq!(of(name), None, "{name:?}");
        }
        let layout = of("anna-2_x.y").unwrap();
        let dir = layout.crawl(CrawlId::new(), Timestamp::now());
        assert!(dir.starts_with("/data/users/anna-2_x.y/crawls"), "{}", dir.display());
        assert_eq!(layout.user_of(&dir), Some("anna-2_x.y".into()));
        assert_eq!(layout.user_of(Path::new("/elsewhere/users/x")), None);
    }

    #[test]
    fn snapshots_lie_by_day_and_host() {
        let layout = Layout::new("/data".into());
        let (id, at) = (SnapshotId::new(), Timestamp::parse("2026-11-20T13:00:00Z").unwrap());
        let dir = layout.snapshot(id, &PageUrl::parse("http://localhost:81/../../x").unwrap(), at);
        assert_eq!(dir, PathBuf::from(format!("/data/users/default/snapshots/20261120/localhost_81/{id}")));
        assert_eq!(layout.absolute(&layout.relative(&dir)), dir);
        assert_eq!(archive_name(at.epoch_micros()), "1795179600.000000");
    }

    proptest! {
        #[test]
        fn no_address_leads_out_of_the_collection(text in hostile_url()) {
            let layout = Layout::new("/data".into());
            if let Ok(url) = PageUrl::parse(&text) {
                let dir = layout.snapshot(SnapshotId::new(), &url, Timestamp::now());
                let inside: Vec<_> = dir.strip_prefix("/data").unwrap().components().collect();
                prop_assert_eq!(inside.len(), 6, "{:?}", dir);
                for component in inside {
                    let std::path::Component::Normal(name) = component else { return Err(TestCaseError::fail(format!("{dir:?}"))) };
                    prop_assert!(name.len() <= 255 && !name.to_string_lossy().contains(char::is_control), "{:?}", name);
                }
                prop_assert_eq!(layout.absolute(&layout.relative(&dir)), dir);
            }
        }
    }
}
