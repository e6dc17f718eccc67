//! The disk is full, cannot be written, is lost with the power; the database is locked by others.
//! What was kept before stays, what is wrong is said, and the crawl is carried on to its end.

use std::ffi::CString;
use std::fs;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use nix::libc;
use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;

use crate::collection::{Collection, Output, PAGE, Running};
use crate::processes::wait_for;

/// The whole suite, with its large numbers.
fn is_long() -> bool {
    std::env::var_os("TACKLEBOX_FAULTS").is_some_and(|word| word == "long")
}

/// Set where this test runs once more, in a user namespace in which it may mount.
const INSIDE: &str = "TACKLEBOX_TEST_MAY_MOUNT";

/// Set by whoever knows that nobody may mount here, and does without these tests.
const LEFT_OUT: &str = "TACKLEBOX_TEST_NO_MOUNTS";

/// The bytes of the file system that is filled.
const DISK: u64 = 24_000_000;

/// A collection on a small file system of its own, which nobody else sees.
struct SmallDisk {
    collection: Collection,
}

impl SmallDisk {
    fn new() -> Self {
        let collection = Collection::new();
        fs::create_dir(collection.data()).unwrap();
        mount(Some("tmpfs"), &collection.data(), 0, &format!("size={DISK},mode=755")).unwrap();
        SmallDisk { collection }
    }

    fn free(&self) -> u64 {
        let stat = nix::sys::statvfs::statvfs(&self.collection.data()).unwrap();
        stat.blocks_available() as u64 * stat.fragment_size() as u64
    }

    /// Takes all of the disk but `left` bytes.
    fn fill_but(&self, left: u64) {
        let ballast = fs::File::create(self.ballast()).unwrap();
        nix::fcntl::posix_fallocate(&ballast, 0, self.free().saturating_sub(left) as i64).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> PathBuf {
        self.collection.data().join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let path = c_path(&self.collection.data());
        // SAFETY: a plain system call with a string that is alive. It is of no use to fail here:
        // the file system ends with its last process.
        unsafe { libc::umount2(path.as_ptr(), libc::MNT_DETACH) };
    }
}

fn c_path(path: &Path) -> CString {
    CString::new(path.as_os_str().as_bytes()).unwrap()
}

fn mount(kind: Option<&str>, at: &Path, flags: libc::c_ulong, options: &str) -> nix::Result<()> {
    let kind = CString::new(kind.unwrap_or("none")).unwrap();
    let (at, options) = (c_path(at), CString::new(options).unwrap());
    // SAFETY: a plain system call with strings that are alive.
    nix::errno::Errno::result(unsafe {
        libc::mount(kind.as_ptr(), at.as_ptr(), kind.as_ptr(), flags, options.as_ptr().cast())
    })
    .map(|_| ())
}

/// Gives this thread, and the processes that it starts, mounts of their own. Where that is not
/// permitted, the test of this name runs in a user namespace where it is, and `false` says that
/// this is done. Where even that is not possible the test fails, unless [`LEFT_OUT`] is set: nobody
/// should believe that it has run.
fn may_mount(test: &str) -> bool {
    if std::env::var_os(LEFT_OUT).is_some_and(|value| value == "1") {
        // Not by a macro: what those print of a test that passes is not shown.
        io::stderr().write_all(format!("\n{test} WAS NOT RUN: {LEFT_OUT}=1\n").as_bytes()).unwrap();
        return false;
    }
    // SAFETY: plain system calls; the thread's own view of the file system is made, and kept from
    // spreading.
    let own = nix::errno::Errno::result(unsafe { libc::unshare(libc::CLONE_NEWNS) });
    if own.is_ok() && mount(None, Path::new("/"), libc::MS_REC | libc::MS_PRIVATE, "").is_ok() {
        return true;
    }
    assert!(
        std::env::var_os(INSIDE).is_none(),
        "{test} COULD NOT RUN: not even in a user namespace of its own may it mount a file system; {LEFT_OUT}=1 leaves it out"
    );
    let inner = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("faults_disk::{test}"), "--nocapture"])
        .env(INSIDE, "1")
        .output();
    let inner = inner.unwrap_or_else(|error| {
        panic!("{test} COULD NOT RUN: it may not mount a file system, and unshare: {error}; {LEFT_OUT}=1 leaves it out")
    });
    let told = String::from_utf8_lossy(&inner.stdout).into_owned() + &String::from_utf8_lossy(&inner.stderr);
    assert!(
        inner.status.success() && told.contains("1 passed"),
        "{test}, in a user namespace because it may not mount a file system here ({LEFT_OUT}=1 leaves it out): {told}"
    );
    false
}

fn pages(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("http://127.0.0.1:1/page-{number}")).collect()
}

fn archive(collection: &Collection, pages: &[String], options: &[&str]) -> Output {
    let mut command = collection.archiving(&["--plugins", "hello_sh,writes_a_megabyte", "--concurrency", "2"]);
    Running::start(command.args(options).args(pages)).end()
}

/// A copy of the database as it lies there, with its log, since a full disk may have no room for
/// what a reader needs.
fn copied_database(collection: &Collection) -> Option<(Connection, tempfile::TempDir)> {
    let aside = tempfile::tempdir().unwrap();
    for name in ["index.sqlite3", "index.sqlite3-wal"] {
        if collection.data().join(name).exists() {
            fs::copy(collection.data().join(name), aside.path().join(name)).unwrap();
        }
    }
    let path = aside.path().join("index.sqlite3");
    path.exists().then(|| (Connection::open(path).unwrap(), aside))
}

fn texts(database: &Connection, sql: &str) -> Vec<String> {
    let Ok(mut statement) = database.prepare(sql) else { return Vec::new() };
    statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn assert_whole(database: &Connection) {
    assert_eq!(texts(database, "PRAGMA integrity_check"), ["ok"]);
    let orphans: u64 =
        database.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(orphans, 0);
}

const GOOD: &str = "SELECT s.url || ' ' || r.plugin || ' ' || r.ended_at FROM archive_results r JOIN snapshots s ON s.id = r.snapshot_id
                    WHERE r.status = 'succeeded' AND s.stage = 'sealed' ORDER BY 1";

/// Every page is there once, with all results good, and what was good before is as it was; the
/// doctor agrees.
fn assert_complete(collection: &Collection, pages: &[String], good_before: &[String]) {
    let mut urls = collection
        .query("SELECT url FROM snapshots WHERE stage = 'sealed' AND interrupted = 0 AND failed = 0 AND succeeded = 2");
    let mut wanted = pages.to_vec();
    urls.sort();
    wanted.sort();
    assert_eq!(urls, wanted, "{:#?}", collection.list());
    assert_eq!(collection.query("SELECT count(*) || '' FROM snapshots"), [pages.len().to_string()]);
    let good = collection.query(GOOD);
    let lost: Vec<_> = good_before.iter().filter(|result| !good.contains(result)).collect();
    assert!(lost.is_empty(), "done before, and done again: {lost:?}");
    for dir in collection.query("SELECT dir FROM snapshots") {
        assert_eq!(
            collection.data().join(&dir).join("writes_a_megabyte/megabyte.bin").metadata().unwrap().len(),
            1_000_000,
            "{dir}"
        );
    }
    let healthy = collection.run(&["doctor"]);
    assert_eq!(healthy.code, Some(0), "{healthy:#?}");
    collection.assert_nothing_is_left();
}

/// The crawl ended in order, and said why.
fn assert_orderly(collection: &Collection, output: &Output, what: &str) {
    assert!(matches!(output.code, Some(1 | 3)), "{what}: {output:#?}");
    assert!(!output.stderr.contains("panicked"), "{what}: {output:#?}");
    let told = ["disk is full", "No space left on device", "free some disk space"]
        .iter()
        .any(|words| output.stderr.contains(words));
    assert!(told && output.stderr.contains(collection.data().to_str().unwrap()), "{what}: {output:#?}");
    collection.assert_nothing_is_left();
}

#[test]
fn a_disk_that_fills_up_ends_the_crawl_and_room_lets_it_go_on() {
    if !may_mount("a_disk_that_fills_up_ends_the_crawl_and_room_lets_it_go_on") {
        return;
    }
    let pages = pages(6);
    // With "1" the hook removes what it could not finish, so that there is room for the books;
    // without, there is none for anything.
    let mut levels = vec![(0, ""), (60_000, ""), (1_400_000, ""), (1_400_000, "1"), (2_600_000, ""), (4_000_000, "1")];
    if is_long() {
        // With 6 MB and more there would be room for all.
        levels.extend((0..80).map(|step| (step * 69_000, if step % 2 == 0 { "" } else { "1" })));
    }
    let mut told: String = levels.iter().map(|(level, tidy)| is_carried_on_from(*level, tidy, &pages)).collect();
    // Each of the places where there may be no room is met. Which is met first is a matter of
    // moments, so what can be met is tried again.
    let places = [
        "cannot be upgraded",
        "the database writer has stopped",
        ".log: No space",
        "limit: the disk is full",
        "the disk was full; free some space",
    ];
    for (level, tidy) in levels.iter().cycle().take(10 * levels.len()) {
        if places.iter().all(|place| told.contains(place)) {
            return;
        }
        told += &is_carried_on_from(*level, tidy, &pages);
    }
    panic!("not each of {places:?} was met: {told}");
}

/// A crawl with so many bytes of room ends in order, and is complete when there is room again.
/// Returns what it said.
fn is_carried_on_from(level: u64, tidy: &str, pages: &[String]) -> String {
    let disk = SmallDisk::new();
    let collection = &disk.collection;
    disk.fill_but(level);
    let output = archive(collection, pages, &["--set", "MIN_FREE_DISK=0", "--set", &format!("TIDY={tidy}")]);
    assert_orderly(collection, &output, &format!("with {level} bytes"));
    let status = collection.run(&["status"]);
    assert!(matches!(status.code, Some(0 | 3)) && !status.stderr.contains("panicked"), "{status:#?}");
    let before = copied_database(collection).map(|(database, _aside)| {
        assert_whole(&database);
        texts(&database, GOOD)
    });
    disk.make_room();
    let mut carried_on = collection.run(&["resume"]);
    if carried_on.stderr.contains("nothing to resume") {
        carried_on = archive(collection, pages, &["--set", "MIN_FREE_DISK=0"]);
        assert!(level < 1 << 20, "{output:#?}");
    }
    assert_eq!(carried_on.code, Some(0), "with {level} bytes: {output:#?} {carried_on:#?}");
    assert_complete(collection, pages, &before.unwrap_or_default());
    output.stderr.clone()
}

#[test]
fn a_crawl_leaves_the_room_that_it_is_to_leave() {
    if !may_mount("a_crawl_leaves_the_room_that_it_is_to_leave") {
        return;
    }
    let disk = SmallDisk::new();
    let (collection, pages) = (&disk.collection, pages(8));
    disk.fill_but(9_000_000);
    let limited = archive(collection, &pages, &["--set", "MIN_FREE_DISK=5000000"]).exits(1).says("MIN_FREE_DISK: ");
    assert!(disk.free() > 2_500_000, "two pages and the index may be written after the last look: {limited:#?}");
    collection.assert_nothing_is_left();
    let begun = collection.query(GOOD);
    assert!(begun.len() >= 2 && begun.len() < 16, "{begun:?}");
    collection.run(&["resume"]).exits(3).says("MIN_FREE_DISK: ");
    disk.make_room();
    collection.run(&["resume"]).exits(0);
    assert_complete(collection, &pages, &begun);
}

/// Runs without the privilege of root to write where its permission is not granted.
fn without_privileges(command: &mut Command) -> Output {
    const CAP_DAC_OVERRIDE: libc::c_ulong = 1;
    // SAFETY: the closure makes one system call and allocates nothing. For who is not root it
    // fails, and there is nothing to give up.
    unsafe {
        command.pre_exec(|| {
            libc::prctl(libc::PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
            Ok(())
        });
    }
    Running::start(command).end()
}

#[test]
fn what_may_not_be_written_is_named() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    let mode =
        |name: &str, mode| fs::set_permissions(collection.data().join(name), fs::Permissions::from_mode(mode)).unwrap();
    let archive = || without_privileges(&mut collection.archiving(&["--plugins", "hello_sh", PAGE]));
    mode("index.sqlite3", 0o444);
    archive().exits(3).says("index.sqlite3: the index cannot be written");
    mode("index.sqlite3", 0o644);
    for name in ["index.sqlite3-wal", "index.sqlite3-shm"] {
        // Readers made them with the permissions of the database; without them, they would have to
        // be made in a directory that is closed.
        let _ = fs::remove_file(collection.data().join(name));
    }
    mode("", 0o555);
    archive().exits(3).says("writable");
    mode("", 0o755);
    for part in ["users/default/snapshots", "archive"] {
        for entry in walkdir::WalkDir::new(collection.data().join(part))
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_dir())
        {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o555)).unwrap();
        }
        let before = collection.list().len();
        archive().exits(3).says("Permission denied");
        let newest: Value = collection.list()[0].clone();
        assert_eq!(
            (collection.list().len(), &newest["stage"], &newest["failed"]),
            (before + 1, &"sealed".into(), &1.into()),
            "{newest:#}"
        );
        for entry in walkdir::WalkDir::new(collection.data().join(part))
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_dir())
        {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    archive().exits(0);
}

#[test]
fn a_file_system_for_reading_only_is_said_to_be_so() {
    if !may_mount("a_file_system_for_reading_only_is_said_to_be_so") {
        return;
    }
    let disk = SmallDisk::new();
    let collection = &disk.collection;
    collection.archive(&["--plugins", "hello_sh", "--set", "MIN_FREE_DISK=0", PAGE]).exits(0);
    mount(Some("tmpfs"), &collection.data(), libc::MS_REMOUNT | libc::MS_RDONLY, "").unwrap();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(3).says("writable");
    let listed = collection.run(&["list"]);
    assert!(listed.code == Some(0) || listed.stderr.contains("writable"), "{listed:#?}");
}

#[test]
fn a_writer_beside_it_is_waited_for() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    let path = collection.data().join("index.sqlite3");
    let mut running = Running::start(&mut collection.archiving(
        &[&["--json", "--plugins", "hello_sh"][..], &pages(6).iter().map(String::as_str).collect::<Vec<_>>()].concat(),
    ));
    running.event_where("the crawl", |event| event["event"] == "crawl_started");
    let (locked, is_locked) = mpsc::channel();
    let other = thread::spawn(move || {
        let mut connection = Connection::open(path).unwrap();
        connection.busy_timeout(Duration::from_secs(60)).unwrap();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        transaction.execute("UPDATE crawls SET error = error", []).unwrap();
        locked.send(()).unwrap();
        // This is what is tested: a long time for a transaction.
        thread::sleep(Duration::from_secs(if is_long() { 20 } else { 3 }));
        transaction.commit().unwrap();
    });
    is_locked.recv().unwrap();
    running.end().exits(0);
    other.join().unwrap();
    assert_eq!(collection.query("SELECT url FROM snapshots WHERE stage = 'sealed' AND failed = 0").len(), 7);
}

/// SQLite's log in the middle of a crawl is all that a loss of power takes away, from some place to
/// its end. The files on the disk are newer then.
#[test]
fn what_the_power_took_from_the_index_is_done_again() {
    let original = Collection::new();
    original.archive(&["--plugins", "hello_sh,writes_a_megabyte", PAGE]).exits(0);
    // As long as somebody else has it open, the log is not taken into the database and stays.
    let open = Connection::open(original.data().join("index.sqlite3")).unwrap();
    texts(&open, "SELECT url FROM snapshots");
    let pages = pages(4);
    archive(&original, &pages, &["--set", "MIN_FREE_DISK=0"]).exits(0);
    let all: Vec<String> = std::iter::once(PAGE.to_owned()).chain(pages).collect();
    let length = fs::metadata(original.data().join("index.sqlite3-wal")).unwrap().len();
    let parts = if is_long() { 60 } else { 6 };
    let mut done_again = 0;
    for part in 1..=parts {
        let collection = Collection::new();
        let copied = Command::new("cp").arg("-a").arg(original.data()).arg(collection.data()).status().unwrap();
        assert!(copied.success());
        fs::remove_file(collection.data().join("index.sqlite3-shm")).unwrap();
        let log = fs::OpenOptions::new().write(true).open(collection.data().join("index.sqlite3-wal")).unwrap();
        // Not only at the ends of its pages.
        log.set_len(length * part / parts - 7 * (parts - part)).unwrap();
        let (database, _aside) = copied_database(&collection).unwrap();
        assert_whole(&database);
        let known = texts(&database, "SELECT url FROM snapshots");
        let good = texts(&database, GOOD);
        // One of a later day.
        if part % 2 == 0 {
            for day in fs::read_dir(collection.data().join("users/default/snapshots")).unwrap().flatten() {
                move_unknown_to(&collection, &database, &day.path());
            }
        }
        collection.run(&["resume", "--set", "MIN_FREE_DISK=0"]).exits(0);
        done_again += all.len() * 2 - good.len();
        if known.len() == all.len() {
            assert_complete(&collection, &all, &good);
        } else {
            // The whole crawl is unknown; its directories are found by the doctor.
            assert_whole(&collection.database());
            assert_eq!(collection.query("SELECT count(*) || '' FROM snapshots WHERE stage != 'sealed'"), ["0"]);
        }
    }
    assert!(done_again > 0, "nothing was lost at all");
    drop(open);
    wait_for("the end of the original's processes", || {
        crate::processes::of_collection(&original.data()).is_empty().then_some(())
    });
}

/// The directories of which the database knows nothing are of the day before then: the power failed
/// yesterday.
fn move_unknown_to(collection: &Collection, database: &Connection, day: &Path) {
    let yesterday = day.with_file_name("20200101");
    for id in texts(database, "SELECT id FROM snapshots WHERE dir IS NULL") {
        let host = day.join("127.0.0.1_1");
        if host.join(&id).exists() {
            fs::create_dir_all(yesterday.join("127.0.0.1_1")).unwrap();
            fs::rename(host.join(&id), yesterday.join("127.0.0.1_1").join(&id)).unwrap();
            let links = fs::read_dir(collection.data().join("archive")).unwrap().flatten().map(|entry| entry.path());
            for link in links.filter(|link| fs::read_link(link).unwrap().ends_with(&id)) {
                fs::remove_file(&link).unwrap();
                std::os::unix::fs::symlink(
                    Path::new("../users/default/snapshots/20200101/127.0.0.1_1").join(&id),
                    &link,
                )
                .unwrap();
            }
        }
    }
}
