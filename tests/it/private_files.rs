//! Who else may read a collection.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use walkdir::WalkDir;

use crate::collection::{Collection, PAGE};

/// Path below the collection -> its mode, for all that is no link.
fn modes(data: &Path) -> BTreeMap<String, u32> {
    let entries = WalkDir::new(data).into_iter().map(Result::unwrap).filter(|entry| !entry.path_is_symlink());
    let mode = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(data).unwrap().display().to_string();
        (name, entry.metadata().unwrap().permissions().mode() & 0o777)
    };
    entries.map(mode).collect()
}

#[test]
fn what_is_saved_is_for_nobody_else() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_*", PAGE]).exits(0);
    let modes = modes(&collection.data());
    assert!(modes.keys().any(|name| name.ends_with("hello.txt")) && modes.contains_key("index.sqlite3"), "{modes:?}");
    assert!(
        modes.keys().any(|name| name.ends_with(".log")) && modes.keys().any(|name| name.ends_with("crawl.jsonl")),
        "{modes:?}"
    );
    let open: Vec<_> = modes.iter().filter(|(_, mode)| **mode & 0o077 != 0).collect();
    assert!(open.is_empty(), "{open:?}");
    assert!(!collection.run(&["doctor"]).exits(0).stderr.contains("other users"));
}

#[test]
fn a_collection_may_be_shared_and_one_from_before_is_left_as_it_is() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", "--set", "COLLECTION_UMASK=027", PAGE]).exits(0);
    let shared = modes(&collection.data());
    assert!(
        shared.values().all(|mode| mode & 0o007 == 0) && shared.values().all(|mode| mode & 0o040 != 0),
        "{shared:?}"
    );
    collection.archive(&["--plugins", "hello_sh", "http://127.0.0.1:1/second"]).exits(0);
    let now = modes(&collection.data());
    assert!(shared.iter().all(|(name, mode)| now.get(name).is_none_or(|now| now == mode)), "{shared:?} {now:?}");
    let new: Vec<_> =
        now.iter().filter(|(name, _)| name.ends_with("hello.txt") && !shared.contains_key(*name)).collect();
    assert!(new.len() == 1 && new[0].1 & 0o077 == 0, "{new:?}");
    collection.run(&["doctor"]).exits(0).says("other users can read");
    assert!(!collection.run(&["doctor", "--set", "COLLECTION_UMASK=027"]).exits(0).stderr.contains("other users"));
    fs::set_permissions(collection.data(), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(!collection.run(&["doctor"]).exits(0).stderr.contains("other users"));
}

#[test]
fn a_umask_that_locks_its_owner_out_is_refused() {
    let collection = Collection::new();
    for wrong in ["777", "rwx", "0o077", "22"] {
        collection.archive(&["--set", &format!("COLLECTION_UMASK={wrong}"), PAGE]).exits(2).says("COLLECTION_UMASK");
    }
    assert!(!collection.data().exists());
}
