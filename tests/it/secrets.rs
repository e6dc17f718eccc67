//! What pages are asked for with and nobody else is to read: cookies, headers, passwords, settings
//! that are secrets.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

use crate::collection::{Collection, PAGE, Running};
use crate::site::{Request, Site};

/// The files below a directory in which a text stands.
fn files_with(dir: &Path, text: &str) -> Vec<PathBuf> {
    let files = WalkDir::new(dir)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path());
    files.filter(|path| fs::read(path).unwrap().windows(text.len()).any(|part| part == text.as_bytes())).collect()
}

/// The first request for a path at a host.
fn request(site: &Site, host: &str, path: &str) -> Request {
    let host = format!("{host}:{}", site.port());
    let found =
        site.requests().into_iter().find(|request| request.is_for(path) && request.header("Host") == Some(&host));
    found.unwrap_or_else(|| panic!("nobody asked {host} for {path}: {:?}", site.requests()))
}

/// The pages of the windows, of which some are plain.
fn pages() -> Site {
    Site::serve(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/windows"))
}

const PLUGINS: &[&str] = &["--plugins", "title,headers,responses,redirects,consolelog"];

fn archive(collection: &Collection, arguments: &[&str]) -> crate::collection::Output {
    collection.run(&[&["archive"], PLUGINS, arguments].concat())
}

#[test]
fn cookies_reach_every_host_they_are_for_and_nothing_that_is_saved() {
    let (site, collection) = (pages(), Collection::new());
    let other = format!("localhost:{}", site.port());
    let urls = [site.url(&format!("asks/{other}")), site.url("plain.html?second")];
    let jar = collection.file(
        "cookies.txt",
        "127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\tqv3abc\n#HttpOnly_localhost\tFALSE\t/\tFALSE\t1900000000\tother\tqv3def\nold.example\tFALSE\t/\tFALSE\t1\told\tqv3ghi\n",
    );
    let output =
        archive(&collection, &["--concurrency", "1", "--cookies", &jar, "--json", &urls[0], &urls[1]]).exits(0);
    let output = output.says("a cookie has expired and is skipped: old of old.example");
    assert_eq!(request(&site, "127.0.0.1", &format!("/asks/{other}")).header("Cookie"), Some("sid=qv3abc"));
    assert_eq!(
        request(&site, "127.0.0.1", "/plain.html?second").header("Cookie"),
        Some("sid=qv3abc"),
        "every page gets them"
    );
    assert_eq!(request(&site, "localhost", "/img/7.png").header("Cookie"), Some("other=qv3def"));
    assert_eq!(files_with(&collection.data(), "qv3"), Vec::<PathBuf>::new());
    assert!(!output.stdout.contains("qv3") && !output.stderr.contains("qv3"), "{output:?}");
    let headers: Value =
        serde_json::from_slice(&fs::read(collection.snapshot_dir(&urls[0]).join("headers/headers.json")).unwrap())
            .unwrap();
    assert_eq!(headers["request_headers"]["Cookie"], "sid=***");
    assert!(!collection.data().join("secrets").exists(), "all is good, so nobody needs them again");
    collection.assert_nothing_is_left();
}

#[test]
fn the_setting_and_a_storage_state_work_as_well_also_in_the_full_browser() {
    let (site, collection) = (pages(), Collection::new());
    let host = format!("localhost:{}", site.port());
    let url = site.url(&format!("asks/{host}"));
    let state = r#"{"cookies":[{"name":"sid","value":"qv3abc","domain":"127.0.0.1","path":"/","expires":-1,"httpOnly":false,"secure":false,"sameSite":"Lax"},
        {"name":"other","value":"qv3def","domain":"localhost","path":"/","expires":-1,"httpOnly":false,"secure":false,"sameSite":"None"}],
        "origins":[{"origin":"ORIGIN","localStorage":[{"name":"theme","value":"dark"}]}]}"#;
    let jar = collection.file("state.json", &state.replace("ORIGIN", site.url("").trim_end_matches('/')));
    for (number, browser) in ["", "chromium"].into_iter().enumerate() {
        let url = format!("{url}?{number}");
        archive(
            &collection,
            &["--set", &format!("COOKIES_FILE={jar}"), "--set", &format!("CHROME_BINARY={browser}"), &url],
        )
        .exits(0);
        assert_eq!(request(&site, "127.0.0.1", &format!("/asks/{host}?{number}")).header("Cookie"), Some("sid=qv3abc"));
        let seen = site.requests().into_iter().filter(|request| request.is_for("/img/7.png")).nth(number).unwrap();
        assert_eq!(seen.header("Cookie"), Some("other=qv3def"), "{browser}");
    }
}

#[test]
fn a_file_that_cannot_be_used_ends_it_before_it_begins() {
    let collection = Collection::new();
    let broken = collection.file("broken.txt", "# cookies\nexample.com\tTRUE\tqv3\n");
    archive(&collection, &["--cookies", "/nowhere/cookies.txt", PAGE])
        .exits(2)
        .says("--cookies /nowhere/cookies.txt: it cannot be read");
    let told = archive(&collection, &["--set", &format!("COOKIES_FILE={broken}"), PAGE])
        .exits(2)
        .says("line 2: it has 3 fields");
    assert!(!told.stderr.contains("qv3"));
    archive(&collection, &["--header", "nonsense", PAGE]).exits(2).says("write it as 'Name: value'");
    archive(&collection, &["--header", "Cookie: a=b", PAGE]).exits(2).says("a cookie needs a host");
    archive(&collection, &["--header", "@/nowhere", PAGE]).exits(2).says("--header @/nowhere");
    assert!(!collection.data().exists());
}

#[test]
fn a_header_for_one_host_reaches_no_other() {
    let (site, collection) = (pages(), Collection::new());
    let other = format!("localhost:{}", site.port());
    let url = site.url(&format!("redirect/1/http://{other}/asks/{}", site.host()));
    let file = collection.file("headers.txt", "# mine\n127.0.0.1 X-Key: qv3one\nX-All: everywhere\n");
    archive(&collection, &["--header", &format!("@{file}"), "--header", "localhost Cookie: c=qv3two", &url]).exits(0);
    let asked: Vec<_> = site.requests().into_iter().filter(|request| !request.is_for("/favicon.ico")).collect();
    assert!(asked.len() >= 3, "{asked:?}");
    for request in asked {
        let is_own = request.header("Host") == Some(&site.host());
        assert_eq!(request.header("X-Key"), is_own.then_some("qv3one"), "{request:?}");
        assert_eq!(request.header("Cookie"), (!is_own).then_some("c=qv3two"), "{request:?}");
        assert_eq!(request.header("X-All"), Some("everywhere"), "{request:?}");
    }
    assert_eq!(files_with(&collection.data(), "qv3"), Vec::<PathBuf>::new());
}

#[test]
fn no_redirect_takes_a_header_along_to_another_host() {
    let (site, collection) = (pages(), Collection::new());
    let url = site.url(&format!("redirect/1/http://localhost:{}/plain.html", site.port()));
    archive(
        &collection,
        &["--header", "127.0.0.1 X-Key: qv3one", "--header", "127.0.0.1 Authorization: Bearer qv3two", &url],
    )
    .exits(0);
    let asked: Vec<_> = site.requests().into_iter().filter(|request| !request.is_for("/favicon.ico")).collect();
    assert!(asked.iter().any(|request| request.is_for("/plain.html")), "{asked:?}");
    for request in asked {
        let is_own = request.header("Host") == Some(&site.host());
        assert_eq!(request.header("X-Key"), is_own.then_some("qv3one"), "{request:?}");
        assert_eq!(request.header("Authorization"), is_own.then_some("Bearer qv3two"), "{request:?}");
    }
}

#[test]
fn what_chrome_does_not_take_is_told_and_the_rest_is_sent() {
    let (site, collection) = (pages(), Collection::new());
    let state = r#"[{"name":"sid","value":"qv3abc","domain":"127.0.0.1","sameSite":"unspecified","partitionKey":null},
        {"name":"__Host-a","value":"qv3ghi","domain":"127.0.0.1","path":"/x","secure":true,"sameSite":"Lax"},
        {"name":"__Host-b","value":"qv3jkl","domain":"127.0.0.1","path":"/","secure":true}]"#;
    let url = site.url("plain.html");
    let output = archive(&collection, &["--cookies", &collection.file("cookies.json", state), &url]).exits(0);
    assert_eq!(request(&site, "127.0.0.1", "/plain.html").header("Cookie"), Some("sid=qv3abc; __Host-b=qv3jkl"));
    let output = output.says("Chrome does not take the cookie __Host-a of 127.0.0.1");
    assert!(!output.stderr.contains("qv3"), "{output:?}");
    assert_eq!(files_with(&collection.data(), "qv3"), Vec::<PathBuf>::new());
}

#[test]
fn a_password_of_an_address_is_sent_and_stands_nowhere() {
    let (site, collection) = (pages(), Collection::new());
    let url = site.url("private/area");
    let with_password = url.replace("http://", "http://me:p%40ss@");
    let list = collection
        .file("urls.txt", &format!("{}\nhttp://me:p%40ss@:nonsense\n", with_password.replace("area", "listed")));
    let output = archive(&collection, &["--json", &with_password, &list]);
    assert_eq!(collection.result(&url, "title")["output_str"], "Private");
    assert_eq!(collection.result(&site.url("private/listed"), "title")["output_str"], "Private");
    assert!(
        request(&site, "127.0.0.1", "/private/area.png").header("Authorization").is_some()
            || site.count(|request| request.is_for("/private/area.png")) == 2
    );
    for secret in ["p%40ss", "p@ss", "bWU6cEBzcw"] {
        assert!(!output.stdout.contains(secret) && !output.stderr.contains(secret), "{output:?}");
    }
    for secret in ["p%40ss", "p@ss", "bWU6cEBzcw"] {
        assert_eq!(files_with(&collection.data(), secret), Vec::<PathBuf>::new(), "{secret}");
    }
    assert_eq!(collection.show(&with_password)["url"], Value::from(url));
    collection.assert_nothing_is_left();
}

#[test]
fn a_wrong_password_is_offered_once() {
    let (site, collection) = (pages(), Collection::new());
    let url = site.url("private/area").replace("http://", "http://me:wrong@");
    archive(&collection, &[&url]);
    assert_eq!(site.count(|request| request.is_for("/private/area")), 2);
    // It failed, so it may be tried again, with what it was given.
    let kept = collection.data().join("secrets");
    let modes: Vec<u32> = WalkDir::new(&kept)
        .into_iter()
        .map(|entry| entry.unwrap().metadata().unwrap().permissions().mode() & 0o777)
        .collect();
    assert_eq!(modes, [0o700, 0o600]);
    assert!(files_with(&collection.data(), "wrong").iter().all(|path| path.starts_with(&kept)));
    let right = site.url("private/area").replace("http://", "http://me:p%40ss@");
    collection.run(&["retry", &right]).exits(0);
    assert!(!kept.exists() && collection.result(&site.url("private/area"), "title")["output_str"] == "Private");
}

#[test]
fn a_crawl_that_is_carried_on_has_what_it_was_given_and_drops_it_at_its_end() {
    let (site, collection) = (pages(), Collection::new());
    let jar = collection.file("cookies.txt", "127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\tqv3abc\n");
    let urls = [site.url("plain.html"), site.url("private/later").replace("http://", "http://me:p%40ss@")];
    let limited = ["--concurrency", "1", "--set", "MAX_BYTES=1", "--set", "MY_API_KEY=qv3key", "--cookies", &jar];
    archive(&collection, &[&limited[..], &[&urls[0], &urls[1]]].concat());
    assert_eq!(site.count(|request| request.is_for("/private/later")), 0, "it is left for later");
    let kept = collection.data().join("secrets");
    assert!(
        files_with(&collection.data(), "qv3").iter().all(|path| path.starts_with(&kept)),
        "{:?}",
        files_with(&collection.data(), "qv3")
    );
    fs::remove_file(&jar).unwrap();
    collection.run(&["resume", "--set", "MAX_BYTES=0"]).exits(0);
    let later = site.url("private/later");
    assert_eq!(collection.result(&later, "title")["output_str"], "Private");
    assert_eq!(request(&site, "127.0.0.1", "/private/later").header("Cookie"), Some("sid=qv3abc"));
    assert!(!kept.exists() && files_with(&collection.data(), "qv3").is_empty());
}

#[test]
fn settings_that_are_secrets_reach_hooks_and_are_shown_nowhere() {
    let collection = Collection::new();
    let hook = "#!/bin/sh\n[ \"$WANTS_TOKEN\" = qv3one ] && [ \"$WANTS_PIN\" = qv3two ] && echo yes >seen\n";
    let dir = collection.data().join("plugins/wants");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("on_Snapshot__60_wants.sh"), hook).unwrap();
    fs::write(
        dir.join("config.json"),
        r#"{"properties":{"WANTS_PIN":{"type":"string","x-sensitive":true,"minLength":4},"WANTS_TOKEN":{"type":"string"}}}"#,
    )
    .unwrap();
    let set = ["--set", "WANTS_TOKEN=qv3one", "--set", "WANTS_PIN=qv3two", "--set", "PROXY=http://me:qv3three@proxy:1"];
    let output = Running::start(&mut collection.command([&["archive", "--plugins", "wants", PAGE], &set[..]].concat()))
        .end()
        .exits(0);
    assert_eq!(collection.result(PAGE, "wants")["status"], "succeeded", "{output:?}");
    let listed = collection.run(&[&["config"], &set[..]].concat()).exits(0);
    let json = collection.run(&[&["config", "--json"], &set[..]].concat()).exits(0);
    let refused = collection.run(&["config", "--set", "WANTS_PIN=qv3"]).exits(2).says("WANTS_PIN=***");
    for text in [&output.stderr, &listed.stdout, &json.stdout, &refused.stderr] {
        assert!(!text.contains("qv3"), "{text}");
    }
    let of_the_collection = |path: &PathBuf| !path.starts_with(&dir);
    assert_eq!(
        files_with(&collection.data(), "qv3").into_iter().filter(of_the_collection).collect::<Vec<_>>(),
        Vec::<PathBuf>::new()
    );
}
