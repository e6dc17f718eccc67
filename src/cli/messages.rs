//! The messages of all errors: one snapshot per room, so that a changed message is reviewed with
//! the others.

use std::fmt::Display;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::input::Source;
use crate::model::url::{PageUrl, Schemes, UrlError};

/// The messages, one a line.
macro_rules! messages {
    ($($error:expr),* $(,)?) => {
        [$($error.to_string()),*].join("\n")
    };
}

fn denied() -> io::Error {
    io::Error::from(io::ErrorKind::PermissionDenied)
}

fn path(path: &str) -> PathBuf {
    path.into()
}

fn no_json() -> serde_json::Error {
    serde_json::from_str::<u8>("{").unwrap_err()
}

fn no_query() -> rusqlite::Error {
    rusqlite::Error::QueryReturnedNoRows
}

fn read_last(room: &str, messages: String) {
    insta::assert_snapshot!(room, messages);
}

/// The messages of what is refused, each after what was given.
fn refusals<T, E: Display>(given: &[&str], read: impl Fn(&str) -> Result<T, E>) -> String {
    let refusal = |text: &&str| match read(text) {
        Ok(_) => format!("{text} => taken"),
        Err(error) => format!("{text} => {error}"),
    };
    given.iter().map(refusal).collect::<Vec<_>>().join("\n")
}

#[test]
fn urls_and_inputs() {
    let urls =
        ["", "example.com", "localhost:8080/x", "hello", "ftp://example.com/", "file://server/x", "http://[::1/"];
    read_last("urls", refusals(&urls, PageUrl::parse));
    read_last("hosts", UrlError::Host("https".into()).to_string());
    read_last("schemes", refusals(&["file:///etc/hosts"], |text| Schemes::default().parse(text)));
    let arguments = [
        "hello world",
        "hello",
        "30d",
        "no-such-list.txt",
        "/",
        "https://a.example/ https://b.example/",
        "https://a.example/ a title",
        "file:///etc/hosts",
        "http://[::1/",
    ];
    read_last("arguments", refusals(&arguments, |text| Source::parse(text, Schemes::default())));
}

#[test]
fn files_and_store() {
    use crate::files::index_file::Unreadable;
    use crate::files::location::Lost;
    use crate::store::StoreError;
    let (index, data) = (path("archive/index.sqlite3"), path("archive"));
    read_last(
        "store",
        messages![
            StoreError::Open { path: index.clone(), source: no_query() },
            StoreError::Directory { path: data.clone(), source: denied() },
            StoreError::ReadOnly(index.clone()),
            StoreError::Newer(index.clone()),
            StoreError::Migrate { path: index.clone(), source: no_query().into() },
            StoreError::Gone(index.clone()),
            StoreError::Damaged { path: index.clone(), source: no_query() },
            StoreError::NoCollection(data.clone()),
            StoreError::Query { what: "read", source: no_query() },
            StoreError::Stopped { reason: "the disk is full".into(), hint: None },
            Lost::Moved { from: data.clone(), to: path("other") },
            Lost::Deleted(data.clone()),
            Lost::Away(data.clone()),
            Lost::IndexGone { index: index.clone(), data: data.clone() },
            Lost::IndexReplaced { index: index.clone(), data: data.clone() },
            Lost::IndexOverwritten { index, data },
            Unreadable::Line(3, no_json()),
            Unreadable::NoSnapshot,
        ],
    );
}

#[test]
fn requests() {
    use crate::secrets::cookies::CookieFileError;
    use crate::secrets::headers::HeaderError;
    read_last(
        "requests",
        messages![
            HeaderError::Form,
            HeaderError::Host("example".into()),
            HeaderError::OfTheBrowser("Host".into()),
            HeaderError::Value("X-Key".into()),
            HeaderError::CookieForAll,
            HeaderError::Cookie,
            CookieFileError::Unreadable(denied()),
            CookieFileError::TooLarge,
            CookieFileError::Database,
            CookieFileError::Line { line: 3, reason: "a cookie has 7 fields".into() },
            CookieFileError::Form("it is empty".into()),
        ],
    );
}

#[test]
fn plugins() {
    use crate::config::{ConfigError, Origin};
    use crate::install::InstallError;
    use crate::plan::PlanError;
    use crate::plugin::builtin::UnpackError;
    use crate::plugin::manifest::ManifestError;
    use crate::plugin::{HookName, HookNameError};
    use crate::rules::record::RecordError;
    let value = |origin| ConfigError::Value {
        key: "TIMEOUT".into(),
        value: "soon".into(),
        origin,
        reason: "it is not a number".into(),
    };
    read_last(
        "plugins",
        messages![
            HookNameError::NoEvent,
            HookNameError::UnknownEvent("Page".into()),
            HookNameError::NoName,
            ManifestError { line: 3, reason: "it is not JSON".into() },
            UnpackError::Io { place: "plugins".into(), source: denied() },
            UnpackError::NoPlace { reasons: "/tmp: others may write there".into() },
            ConfigError::File { path: path("config.toml"), reason: "it is not TOML".into() },
            value(Origin::CommandLine),
            value(Origin::Environment),
            value(Origin::File("config.toml".into())),
            ConfigError::Assignment("X".into()),
            PlanError::Glob("[".into(), globset::Glob::new("[").unwrap_err()),
            PlanError::NoSuchPlugin("pfd".into()),
            RecordError { kind: "ArchiveResult".into(), reason: "it has no status".into() },
            InstallError::Interrupted,
            InstallError::File { path: path("lib"), error: denied() },
        ],
    );
    read_last("hook_names", refusals(&["on_Snapshot_60_x", "on_Page__60_x", "on_Snapshot__"], HookName::parse));
}

#[test]
fn browser() {
    use crate::browser::endpoint::Endpoint;
    use crate::browser::launch::LaunchError;
    use crate::browser::page::PageError;
    use crate::browser::resource::ResourceError;
    use crate::browser::windows::lease_server::LeaseError;
    use crate::cdp::CdpError;
    use crate::native::ContextError;
    let method = || "Page.navigate".to_owned();
    read_last(
        "browser",
        messages![
            CdpError::Connect { url: "ws://127.0.0.1:9222/".into(), reason: "connection refused".into() },
            CdpError::Closed("end of file".into()),
            CdpError::Crashed,
            CdpError::Detached,
            CdpError::Timeout { method: method(), after: Duration::from_secs(30) },
            CdpError::Refused { method: method(), code: -32601, message: "method not found".into() },
            CdpError::Thrown("TypeError".into()),
            CdpError::Unexpected { method: method(), reason: "missing field `frameId`".into() },
            CdpError::Unreadable { method: method(), reason: "recursion limit exceeded".into() },
            CdpError::Overflow(1000),
            Endpoint::parse("https://example.com").unwrap_err(),
            LaunchError::Start("no such file".into()),
            LaunchError::Ended { exit: "exit code 1".into(), words: "no display".into() },
            LaunchError::Mute { after: Duration::from_secs(30), words: "no display".into() },
            PageError::NoTab(path("chrome/target_id.txt")),
            PageError::TooLate,
            ResourceError::Status(404),
            ResourceError::Net("net::ERR_CONNECTION_REFUSED".into()),
            ResourceError::TooLarge(1000),
            LeaseError::Unreachable(denied()),
            LeaseError::Ended,
            LeaseError::Garbled(no_json()),
            ContextError::Missing("CRAWL_DIR"),
            ContextError::Value { key: "TIMEOUT".into(), value: "soon".into(), expected: "a number" },
            ContextError::Signal(denied()),
        ],
    );
}

#[test]
fn crawls() {
    use crate::doctor::{DoctorError, Runner};
    use crate::model::limit::Limit;
    read_last(
        "crawls",
        messages![
            Limit::Time { limit: Duration::from_secs(60) },
            Limit::Bytes { used: 2000, limit: 1500 },
            Limit::FreeDisk { free: 7, wanted: 9, place: path("archive") },
            Limit::DiskFull { free: 7, place: path("archive") },
            DoctorError::Running(Runner::Here(7)),
            DoctorError::Running(Runner::Elsewhere),
            DoctorError::Index { what: "read", source: no_query() },
            DoctorError::Io { place: "archive".into(), source: denied() },
        ],
    );
}
