//! `--no-private-networks`: whatever a page tries, nothing private hears of it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::net::{IpAddr, UdpSocket};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::Signal;
use serde_json::json;
use tacklebox::browser::egress::address::why_not_public;
use tacklebox::browser::egress::{self, EgressProxy, JOURNAL_FILE, Resolver, why};
use tacklebox::browser::find::{ChromeBinary, find};
use tacklebox::browser::flags::{LaunchOptions, Purpose, arguments};
use tacklebox::browser::launch::Browser;
use tacklebox::browser::page::Page;
use tacklebox::browser::resource::ResourceError;
use tacklebox::cdp::Connection;

use crate::collection::{Collection, PAGE, Running};
use crate::processes::{LIMIT, wait_for};
use crate::site::Site;

#[test]
fn nothing_on_this_machine_is_reached_and_the_reason_is_told() {
    let site = Site::start();
    let collection = Collection::new();
    let port = site.port();
    let cases = [
        (site.url("/index.html"), "127.0.0.1 (loopback)".to_owned()),
        (site.url_at("localhost", "/index.html"), "(loopback)".to_owned()),
        (format!("http://[::ffff:127.0.0.1]:{port}/"), "::ffff:7f00:1 (loopback)".to_owned()),
        (format!("http://[::1]:{port}/"), "::1 (loopback)".to_owned()),
        (format!("http://0.0.0.0:{port}/"), "0.0.0.0 (unspecified)".to_owned()),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), "169.254.169.254 (cloud metadata)".to_owned()),
        ("https://10.0.0.1/".to_owned(), "10.0.0.1 (private)".to_owned()),
    ];
    // The same address in other clothes; these are one page.
    let same = [format!("http://2130706433:{port}/index.html"), format!("http://0x7f.1:{port}/index.html")];
    let mut given = vec!["archive", "--no-private-networks", "--plugins", "title", "--concurrency", "4"];
    given.extend(cases.iter().map(|(url, _)| url.as_str()).chain(same.iter().map(String::as_str)));
    collection.run(&given).exits(3).says("2 URLs given more than once");
    for (url, reason) in &cases {
        let facts = &collection.show(url)["facts"];
        assert_eq!(facts["navigation"], "blocked", "{url}: {facts}");
        let error = facts["navigation_error"].as_str().unwrap();
        assert!(error.starts_with("refused by NO_PRIVATE_NETWORKS: ") && error.ends_with(reason), "{url}: {error}");
    }
    assert_eq!(site.count(|_| true), 0, "{:?}", site.requests());
    collection.assert_nothing_is_left();
}

#[test]
fn what_it_does_not_go_together_with_is_told() {
    let collection = Collection::new();
    let proxied = [
        "archive",
        "--no-private-networks",
        "--plugins",
        "title",
        "--set",
        "CHROME_ARGS_EXTRA=--proxy-server=http://127.0.0.1:1",
        PAGE,
    ];
    collection
        .run(&proxied)
        .exits(3)
        .says("CHROME_ARGS_EXTRA has --proxy-server=http://127.0.0.1:1, but with --no-private-networks");
    let beside = collection.archive(&["--no-resume", "--no-private-networks", "--plugins", "hello_sh", PAGE]).exits(0);
    beside.says("hooks of these plugins can connect anywhere: hello_sh");
    collection.drop_in("hello_sh", "chrome");
    let foreign = collection.archive(&["--no-private-networks", "--plugins", "chrome,hello_sh", PAGE]).exits(2);
    foreign.says("does not support it; add --builtin chrome");
}

/// The address that these tests count as public.
const PUBLIC: &str = "127.0.0.2";

fn all_but_one(address: IpAddr) -> Option<&'static str> {
    if address.to_string() == PUBLIC { None } else { why_not_public(address) }
}

/// `public.example` is public, `private.example` is not, and `rebind.example` is public when it is
/// asked for first.
#[derive(Default)]
struct Names(Mutex<HashSet<String>>);

impl Resolver for Names {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let is_first = self.0.lock().unwrap().insert(host.to_owned());
        let address = match host {
            "public.example" => PUBLIC,
            "rebind.example" if is_first => PUBLIC,
            "localhost" | "private.example" | "rebind.example" => "127.0.0.1",
            _ => return Err(io::Error::other("no such name")),
        };
        Ok(vec![address.parse().unwrap()])
    }
}

/// Everything by which a page can reach for an address; the title says when all has been tried.
const REACHING: &str = r#"<!doctype html><title>trying</title>
<link rel=preconnect href="http://PRIVATE/preconnect"><link rel=dns-prefetch href="http://private.example"><link rel=prefetch href="http://PRIVATE/prefetch">
<link rel=stylesheet href="http://PRIVATE/style.css"><script src="http://PRIVATE/script.js"></script>
<img src="http://PRIVATE/img.png"><img src="/redirect/1/http://PRIVATE/redirected.png"><img src="http://private.example:PORT/named.png">
<img src="http://localhost:PORT/localhost.png"><img src="http://[::ffff:127.0.0.1]:PORT/mapped.png"><img src="http://DEVTOOLS/json/version">
<iframe src="http://PRIVATE/iframe.html"></iframe><object data="http://PRIVATE/object.html"></object><video src="http://PRIVATE/video.mp4"></video>
<script>
const ended = promise => Promise.resolve(promise).then(() => 1, () => 1);
const event = (target, ...names) => new Promise(done => names.forEach(name => target.addEventListener(name, done)));
const later = ms => new Promise(done => setTimeout(done, ms));
const worker = new Worker(URL.createObjectURL(new Blob(["fetch('http://PRIVATE/worker', {mode: 'no-cors'}).then(() => postMessage(1), () => postMessage(1))"])));
const peer = (urls) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
  connection.createDataChannel('x');
  connection.createOffer().then(offer => connection.setLocalDescription(offer));
  return new Promise(done => connection.onicegatheringstatechange = () => connection.iceGatheringState == 'complete' && done());
};
navigator.sendBeacon('http://PRIVATE/beacon', 'x');
Promise.all([
  event(window, 'load'),
  ended(fetch('http://PRIVATE/fetch', { mode: 'no-cors' })),
  ended(fetch('http://PRIVATE/post', { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true })),
  ended(fetch('http://rebind.example:OWN/first', { mode: 'no-cors' })).then(() => ended(fetch('http://rebind.example:PORT/rebind', { mode: 'no-cors' }))),
  event(new WebSocket('ws://PRIVATE/socket'), 'error', 'open', 'close'),
  event(new EventSource('http://PRIVATE/events'), 'error', 'open'),
  event(worker, 'message', 'error'),
  Promise.race([peer('stun:127.0.0.1:UDP'), later(3000)]),
  Promise.race([peer('turn:127.0.0.1:UDP?transport=udp'), later(3000)]),
  Promise.race([peer('turn:127.0.0.1:PORT?transport=tcp'), later(3000)]),
  typeof WebTransport == 'undefined' ? 1 : ended(new WebTransport('https://127.0.0.1:UDP/').ready),
]).then(() => later(200)).then(() => document.title = 'tried');
</script>"#;

/// What reached the private side.
#[derive(Debug, PartialEq)]
struct Reached {
    requests: Vec<String>,
    udp: bool,
}

/// Opens the page at `public.example` in a browser, with the guard or without, and says what came
/// of it.
async fn reach(found: &ChromeBinary, guarded: bool) -> Reached {
    let home = tempfile::tempdir().unwrap();
    let public = Site::serve_at(PUBLIC, home.path().join("public"));
    let private = Site::serve(home.path().join("private"));
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    udp.set_nonblocking(true).unwrap();
    let guard =
        EgressProxy::start(Arc::new(Names::default()), all_but_one, &home.path().join(JOURNAL_FILE)).await.unwrap();
    let proxy = if guarded { egress::arguments(guard.port()) } else { Vec::new() };
    let wish = LaunchOptions {
        purpose: Purpose::Archiving,
        kind: found.kind,
        profile: &home.path().join("profile"),
        sandbox: false,
        size: (800, 600),
        user_agent: None,
        proxy: &proxy,
        extra: &[],
    };
    let browser =
        Browser::launch(&found.path, arguments(&wish), wish.profile, &home.path().join("log"), LIMIT).await.unwrap();
    let host = format!("127.0.0.1:{}", private.port());
    let page = REACHING
        .replace("PRIVATE", &host)
        .replace("PORT", &private.port().to_string())
        .replace("OWN", &public.port().to_string());
    let page = page
        .replace("UDP", &udp.local_addr().unwrap().port().to_string())
        .replace("DEVTOOLS", &format!("127.0.0.1:{}", browser.debugging_port().unwrap().port));
    fs::create_dir(home.path().join("public")).unwrap();
    fs::write(home.path().join("public/index.html"), page).unwrap();

    let (connection, _events) = Connection::open(&browser.debugging_port().unwrap().ws_url).await.unwrap();
    // As chrome_tab does it.
    let made = connection.root().call("Target.createBrowserContext", json!({ "disposeOnDetach": true })).await.unwrap();
    let params = json!({ "url": "about:blank", "browserContextId": made["browserContextId"], "newWindow": true });
    let made = connection.root().call("Target.createTarget", params).await.unwrap();
    let target_id = made["targetId"].as_str().unwrap().to_owned();
    let page = Page { session: connection.attach(&target_id).await.unwrap(), target_id, judged: None };
    let start = if guarded { public.url_at("public.example", "/") } else { public.url_at(PUBLIC, "/") };
    let went = page.session.call("Page.navigate", json!({ "url": start })).await.unwrap();
    assert_eq!(went["errorText"], serde_json::Value::Null, "{went}");
    let title = async {
        while page.evaluate("document.title", LIMIT).await.unwrap() != "tried"
            || (!guarded && udp.peek(&mut [0; 2000]).is_err())
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(LIMIT, title).await.expect("everything has been tried");
    // What hooks have fetched on behalf of the page.
    let resource = page.load_resource(&format!("http://{host}/icon"), 1000, LIMIT).await;
    assert_eq!(matches!(resource, Err(ResourceError::Net(_))), guarded, "{resource:?}");
    if guarded {
        // The main document, by a redirect.
        let went = page
            .session
            .call("Page.navigate", json!({ "url": format!("{start}redirect/1/http://{host}/main") }))
            .await
            .unwrap();
        assert_eq!(went["errorText"], "net::ERR_SOCKS_CONNECTION_FAILED", "{went}");
        let reason = |url: &str| why(home.path(), url).unwrap_or_else(|| panic!("{url} is not in the journal")).reason;
        assert_eq!(reason(&format!("http://{host}/main")), "refused by NO_PRIVATE_NETWORKS: 127.0.0.1 (loopback)");
        assert_eq!(
            reason(&format!("http://private.example:{}/", private.port())),
            "refused by NO_PRIVATE_NETWORKS: private.example is 127.0.0.1 (loopback)"
        );
        assert_eq!(public.count(|request| request.path == "/first"), 1, "the name was public at first");
        assert_eq!(
            reason(&format!("http://rebind.example:{}/", private.port())),
            "refused by NO_PRIVATE_NETWORKS: rebind.example is 127.0.0.1 (loopback)"
        );
        // What Chrome's own debugging port says is no business of a page.
        assert_eq!(
            reason(&format!("http://127.0.0.1:{}/", browser.debugging_port().unwrap().port)),
            "refused by NO_PRIVATE_NETWORKS: 127.0.0.1 (loopback)"
        );
    }
    browser.close().await.unwrap();
    let mut requests: Vec<String> = private.requests().into_iter().map(|request| request.path).collect();
    requests.sort();
    Reached { requests, udp: udp.recv(&mut [0; 2000]).is_ok() }
}

#[test]
fn no_page_reaches_what_is_private() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let browsers: Vec<ChromeBinary> = ["chromium-headless-shell", "chromium", "google-chrome"]
        .into_iter()
        .filter_map(|name| find(Some(name), &path))
        .collect();
    let browsers = if browsers.is_empty() { vec![find(None, &path).expect("a browser")] } else { browsers };
    // Without the guard all of it is reached: otherwise this would prove nothing.
    let open = runtime.block_on(reach(&browsers[0], false));
    for path in [
        "/beacon",
        "/events",
        "/fetch",
        "/icon",
        "/iframe.html",
        "/img.png",
        "/localhost.png",
        "/mapped.png",
        "/post",
        "/redirected.png",
        "/socket",
        "/worker",
    ] {
        assert!(open.requests.iter().any(|reached| reached == path), "{path}: {open:?}");
    }
    assert!(open.udp);
    for browser in &browsers {
        let reached = runtime.block_on(reach(browser, true));
        assert_eq!(reached, Reached { requests: vec![], udp: false }, "{}", Path::new(&browser.path).display());
    }
}

/// The soft limit of open files of a process.
fn open_files(pid: i32) -> String {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).expect("the kernel says it");
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn the_proxy_may_have_more_files_open_than_the_browser_is_given() {
    let collection = Collection::new();
    let chrome = find(None, &std::env::var_os("PATH").unwrap()).expect("there is a Chrome").path;
    let (given, parent) = (collection.file("given", ""), collection.file("parent", ""));
    // The browser's parent is the hook in which the proxy is.
    let script = format!("#!/bin/sh\nulimit -n >{given}\necho $PPID >{parent}\nexec {} \"$@\"\n", chrome.display());
    let wrapper = collection.file("chrome-of-mine", &script);
    assert!(Command::new("chmod").args(["+x", &wrapper]).status().unwrap().success());
    let binary = format!("CHROME_BINARY={wrapper}");
    let mut command =
        collection.archiving(&["--no-private-networks", "--plugins", "title,hangs", "--set", &binary, PAGE]);
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    assert!(hard > 300, "this test needs a limit that can be raised");
    // SAFETY: a plain system call.
    unsafe {
        command.pre_exec(move || Ok(setrlimit(Resource::RLIMIT_NOFILE, 300, hard)?));
    }
    let running = Running::start(&mut command);
    let hook =
        wait_for("the browser has been started", || fs::read_to_string(&parent).ok()?.trim().parse::<i32>().ok());
    assert_eq!(open_files(hook), hard.to_string());
    assert_eq!(fs::read_to_string(&given).unwrap().trim(), "300");
    running.signal(Signal::SIGINT);
    running.end().exits(130);
    collection.assert_nothing_is_left();
}
