//! The browser pool: its API, what passes through it, how leases end, and what is left of them.

use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use crate::pool_process::{Frame, Lease, Pool, WebSocket, path_of};
use crate::processes::{self, wait_for, within};

#[test]
fn the_old_api_answers_as_its_clients_expect() {
    let pool = Pool::start(&[]);
    // A timeout in the query, in JSON, in a form, or nowhere.
    let json_type = "Content-Type: application/json\r\n";
    let form_type = "Content-Type: application/x-www-form-urlencoded\r\n";
    let mut ids = Vec::new();
    for (target, headers, body, expected) in [
        ("/browser?timeout=60", "", "", 60.0),
        ("/browser", json_type, r#"{"timeout": 50}"#, 50.0),
        ("/browser", form_type, "timeout=40", 40.0),
        ("/browser", "", "", 30.0),
    ] {
        let answer = pool.ask_with("POST", target, headers, body);
        assert_eq!(answer.status, 200, "{target} {body}: {answer:?}");
        let (id, proxy_url) = (answer.json()["session_id"].clone(), answer.json()["proxy_url"].clone());
        let id = id.as_str().unwrap().to_owned();
        assert_eq!(proxy_url, format!("http://{}/session/{id}", pool.address));
        let left = pool.ask("GET", &format!("/browser/{id}")).json()["timeout"].as_f64().unwrap();
        assert!(left > expected - 5.0 && left <= expected, "{left}");
        ids.push(id);
    }
    for (target, headers, body) in [
        ("/browser?timeout=soon", "", ""),
        ("/browser?timeout=0", "", ""),
        ("/browser?timeout=-1", "", ""),
        ("/browser?timeout=1e99", "", ""),
        ("/browser", json_type, r#"{"timeout": []}"#),
        ("/browser", json_type, "{"),
        ("/browser", "Content-Type: text/plain\r\n", "timeout=3"),
    ] {
        assert_eq!(pool.ask_with("POST", target, headers, body).status, 400, "{target} {body}");
    }
    let listed = pool.ask("GET", "/browsers").json();
    let own = listed.as_array().unwrap().iter().find(|browser| browser["session_id"] == ids[0]).unwrap();
    assert!(own["active"] == true && own["debugging_port"].as_u64().unwrap() >= 20000, "{own}");
    assert!(own["last_used"].as_f64().unwrap() > 1.7e9 && own["timeout"].as_f64().unwrap() <= 60.0, "{own}");

    let extended = pool.ask("POST", &format!("/browser/{}/timeout?timeout=100", ids[0]));
    assert_eq!(extended.status, 200);
    assert!(extended.json()["timeout"].as_f64().unwrap() > 120.0);
    assert_eq!(pool.ask("POST", &format!("/browser/{}/timeout?timeout=x", ids[0])).status, 400);
    assert_eq!(pool.ask("POST", "/browser/none/timeout").status, 404);
    assert_eq!(pool.ask("GET", &format!("/session/{}/json/version", ids[0])).status, 200);
    assert_eq!(pool.ask("GET", "/session/none/json/version").status, 403);
    assert_eq!(pool.ask("GET", &format!("/session/{}/nowhere", ids[0])).status, 404);
    for (number, status) in [(0, 200), (0, 404), (1, 200)] {
        assert_eq!(pool.ask("DELETE", &format!("/browser/{}", ids[number])).status, status);
    }
    assert_eq!(pool.ask("GET", &format!("/session/{}/json/version", ids[0])).status, 403);
    assert_eq!(pool.ask("DELETE", "/browser/none").status, 404);
    for id in &ids {
        assert!(!pool.said().contains(id.as_str()), "an id is a secret, and in no log");
    }
}

#[test]
fn full_chromium_is_lent_as_well() {
    let pool = Pool::start(&["--chrome", "/usr/bin/chromium"]);
    let lease = pool.lend("timeout=600");
    let version = pool.ask("GET", &lease.path("/json/version")).json();
    assert!(version["Browser"].as_str().unwrap().starts_with("Chrome/"), "{version}");
    assert_eq!(lease.connect_page().evaluate("6 * 7"), 42);
    assert_eq!(lease.connect().call(None, "Browser.close", json!({}))["result"], json!({}));
    assert_eq!(lease.ended(), "released");
}

#[test]
fn no_more_browsers_than_allowed_are_lent_and_those_who_wait_get_the_next() {
    let pool = Pool::start(&["--max", "1", "--warm", "0"]);
    let first = pool.lend("timeout=600");
    let refused = pool.ask("POST", "/browser");
    assert_eq!(refused.status, 503);
    assert!(refused.head.to_ascii_lowercase().contains("retry-after"), "{refused:?}");
    assert_eq!(pool.ask("POST", "/browser?wait=0.1").status, 503);
    // One that hangs up while it waits is out at once, and gets no browser.
    let mut impatient = std::net::TcpStream::connect(pool.address).unwrap();
    write!(impatient, "POST /browser?wait=600 HTTP/1.1\r\nHost: {}\r\n\r\n", pool.address).unwrap();
    wait_for("the waiter", || (pool.figure("tacklebox_pool_waiting") == 1.0).then_some(()));
    drop(impatient);
    let gone = within(Duration::from_secs(5), || (pool.figure("tacklebox_pool_waiting") == 0.0).then_some(()));
    assert!(gone.is_some());
    std::thread::scope(|scope| {
        let second = scope.spawn(|| pool.ask("POST", "/browser?wait=60&timeout=600").status);
        wait_for("the waiter", || (pool.figure("tacklebox_pool_waiting") == 1.0).then_some(()));
        assert_eq!(first.release(), 200);
        assert_eq!(second.join().unwrap(), 200);
    });
    assert_eq!(pool.browsers().len(), 1);
}

#[test]
fn a_client_that_hangs_up_during_a_start_leaves_nothing() {
    let pool = Pool::start(&["--max", "2", "--warm", "0"]);
    for _ in 0..3 {
        let mut impatient = std::net::TcpStream::connect(pool.address).unwrap();
        write!(impatient, "POST /browser HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\n\r\n", pool.address).unwrap();
        wait_for("a start", || (!pool.directories().is_empty()).then_some(()));
        drop(impatient);
        wait_for("the end of what it started", || {
            (pool.directories().is_empty() && pool.browsers().is_empty()).then_some(())
        });
    }
    assert_eq!(pool.figure("tacklebox_pool_leases_total"), 0.0);
    assert_eq!(pool.figure("tacklebox_pool_free_slots"), 2.0);
}

#[test]
fn a_client_sees_what_it_would_see_of_a_chrome_of_its_own() {
    let pool = Pool::start(&[]);
    let lease = pool.lend("timeout=600");
    let version = pool.ask("GET", &lease.path("/json/version/")).json();
    assert_eq!(version["webSocketDebuggerUrl"], lease.described["ws_url"]);
    let mut browser = lease.connect();
    let answer = browser.call(None, "Browser.getVersion", json!({}));
    assert_eq!(answer["result"]["product"], version["Browser"]);
    assert!(answer.get("sessionId").is_none(), "{answer}");
    // Its own session is one of its own: what it attaches to below has an id.
    let pages = browser.call(None, "Target.getTargets", json!({}));
    let page = pages["result"]["targetInfos"][0].clone();
    assert_eq!(page["attached"], false, "nobody else is attached: {page}");
    let attach = json!({ "targetId": page["targetId"], "flatten": true });
    let attached = browser.call(None, "Target.attachToTarget", attach);
    let session = attached["result"]["sessionId"].as_str().unwrap().to_owned();
    assert_eq!(browser.event("Target.attachedToTarget")["params"]["sessionId"], session.as_str());
    let answer = browser.call(Some(&session), "Runtime.evaluate", json!({ "expression": "6*7" }));
    assert_eq!(
        (answer["result"]["result"]["value"].as_u64(), answer["sessionId"].as_str()),
        (Some(42), Some(&*session))
    );
    // Two clients use the same ids and sessions of their own.
    let mut other = lease.connect_page();
    assert_eq!(other.evaluate("document.title = 'seen'"), "seen");
    let answer = other.call(Some(&session), "Runtime.evaluate", json!({ "expression": "1" }));
    assert_eq!(answer["error"], json!({ "code": -32001, "message": "Session with given id not found." }));
    for (message, expected) in [
        ("no json", json!({ "error": { "code": -32700, "message": "JSON: invalid token at position 0" } })),
        (
            r#"{"id":"x","method":"A.b"}"#,
            json!({ "error": { "code": -32600, "message": "Message must have integer 'id' property" } }),
        ),
        ("[]", json!({ "error": { "code": -32600, "message": "Message must be an object" } })),
        (
            r#"{"id":70}"#,
            json!({ "id": 70, "error": { "code": -32600, "message": "Message must have string 'method' property" } }),
        ),
        (
            r#"{"id":71,"method":"A.b"}"#,
            json!({ "id": 71, "error": { "code": -32601, "message": "'A.b' wasn't found" } }),
        ),
        (
            r#"{"id":72,"method":"A.b","x":1}"#,
            json!({ "id": 72, "error": { "code": -32600, "message": "Message has property other than 'id', 'method', 'sessionId', 'params'" } }),
        ),
    ] {
        browser.send(message);
        assert_eq!(browser.message(), expected, "{message}");
    }
    browser.send(r#"{"id":73,"method":"Browser.getVersion","params":null}"#);
    assert!(browser.message()["result"].is_object(), "Chrome takes it for none");
    browser.send(r#"{"id":74,"method":"Browser.getVersion","params":1}"#);
    let refused = json!({ "code": -32600, "message": "Message may have object 'params' property" });
    assert_eq!(browser.message(), json!({ "id": 74, "error": refused }));
    // What Chrome answers without a session reaches the one who asked, and nothing passes for an
    // answer to the pool's own calls or for a second message.
    let old = json!({ "targetId": page["targetId"], "flatten": false });
    let nested = browser.call(None, "Target.attachToTarget", old)["result"]["sessionId"].clone();
    let answer = browser.call(nested.as_str(), "Runtime.evaluate", json!({ "expression": "1" }));
    assert_eq!(answer["error"]["code"], -32001, "{answer}");
    for message in [
        r#"{"id":1073741825,"method":"Browser.getVersion"}"#,
        "{\"id\":75,\"method\":\"A.b\",\"params\":{\"a\":\"\0{}\0\"}}",
    ] {
        browser.send(message);
        assert!(browser.message()["error"]["code"].as_i64().is_some_and(|code| code <= -32600), "{message:?}");
    }
    browser.send(r#"{"id":76,"method":""}"#);
    assert_eq!(browser.message()["id"], 76);
    // The page's own client is told of its end as by Chrome.
    let close = json!({ "targetId": page["targetId"] });
    browser.call(None, "Target.closeTarget", close);
    assert_eq!(other.event("Inspector.detached")["params"]["reason"], "target_closed");
    assert_eq!(other.frame(), Frame::End);
    assert_eq!(pool.ask("GET", &lease.path("/json/new")).status, 405);
    let made = pool.ask("PUT", &lease.path("/json/new?about:blank")).json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(pool.ask("GET", &lease.path(&format!("/json/activate/{id}"))).body, "Target activated");
    assert_eq!(pool.ask("GET", &lease.path(&format!("/json/close/{id}"))).body, "Target is closing");
    assert_eq!(pool.ask("GET", &lease.path("/json/close/0000")).status, 404);
    assert_eq!(
        WebSocket::open(pool.address, &lease.path("/devtools/page/0000")).err().map(|answer| answer.status),
        Some(404)
    );
    assert_eq!(
        WebSocket::open(pool.address, &lease.path("/devtools/browser/0000")).err().map(|answer| answer.status),
        Some(404)
    );
    // To close the browser is to give it back.
    let closed = browser.call(None, "Browser.close", json!({}));
    assert_eq!(closed["result"], json!({}));
    assert_eq!(browser.closed(), Some(4003));
    assert_eq!(lease.ended(), "released");
}

#[test]
fn messages_of_any_size_arrive_as_they_were_sent() {
    let pool = Pool::start(&[]);
    let lease = pool.lend("timeout=600");
    let mut page = lease.connect_page();
    // Out of Chrome: whole, in one frame.
    for megabytes in [1, 40] {
        let length = megabytes << 20;
        let text = page.evaluate(&format!("'x'.repeat({length})"));
        assert_eq!(text.as_str().unwrap().len(), length);
    }
    // Into Chrome, in one frame and in pieces.
    let text = "y".repeat(30 << 20);
    let call =
        json!({ "id": 900, "method": "Runtime.evaluate", "params": { "expression": format!("'{text}'.length") } });
    page.send(&call.to_string());
    assert_eq!(page.message()["result"]["result"]["value"], text.len());
    let call = json!({ "id": 901, "method": "Runtime.evaluate", "params": { "expression": "1+1" } }).to_string();
    let (first, second) = call.as_bytes().split_at(10);
    page.send_frame(0x01, first);
    page.send_frame(0x89, b"ping");
    page.send_frame(0x80, second);
    assert_eq!(page.frame(), Frame::Pong(b"ping".to_vec()));
    assert_eq!(page.message()["result"]["result"]["value"], 2);
    let leftovers = pool.directories().into_iter().flat_map(|dir| std::fs::read_dir(dir).unwrap()).count();
    assert!(leftovers < 10, "large messages leave no files");
}

#[test]
fn what_is_no_message_ends_the_connection_and_nothing_else() {
    let pool = Pool::start(&[]);
    let lease = pool.lend("timeout=600");
    for (name, bytes, code) in [
        ("binary", &[0x82, 0x80, 0, 0, 0, 0][..], 1003),
        ("not masked", &[0x81, 0x01, b'x'], 1002),
        ("reserved bits", &[0xf1, 0x80, 0, 0, 0, 0], 1002),
        ("an unknown opcode", &[0x83, 0x80, 0, 0, 0, 0], 1002),
        ("nothing to continue", &[0x80, 0x80, 0, 0, 0, 0], 1002),
        ("a ping in pieces", &[0x09, 0x80, 0, 0, 0, 0], 1002),
        ("more than 100 MiB", &[0x81, 0xff, 0, 0, 0, 0, 0x06, 0x40, 0, 1, 0, 0, 0, 0], 1009),
    ] {
        let mut socket = lease.connect();
        socket.stream.write_all(bytes).unwrap();
        assert_eq!(socket.closed(), Some(code), "{name}");
    }
    let mut socket = lease.connect();
    socket.send_frame(0x88, &1000u16.to_be_bytes());
    assert_eq!(socket.closed(), Some(1000), "a close is answered");
    // go-rod takes a close frame for a message.
    let key = "Sec-WebSocket-Key: nil\r\n";
    let path = path_of(lease.described["ws_url"].as_str().unwrap());
    let mut rod = WebSocket::open_with(pool.address, &path, key).unwrap();
    rod.call(None, "Browser.getVersion", json!({}));
    lease.release();
    assert_eq!(rod.frame(), Frame::End);
}

/// A connection to the lease's browser, with which something is done, and when and how that ends.
#[track_caller]
fn ends(lease: &Lease, code: u16, reason: &str, end: impl FnOnce(&mut WebSocket)) -> Duration {
    let mut socket = lease.connect();
    socket.call(None, "Browser.getVersion", json!({}));
    let begun = Instant::now();
    end(&mut socket);
    assert_eq!(socket.closed(), Some(code), "{reason}");
    let took = begun.elapsed();
    assert_eq!(lease.ended(), reason);
    assert_eq!(lease.pool.ask("GET", &lease.path("/json/version")).status, 403);
    took
}

#[test]
fn a_lease_ends_in_time_and_says_why() {
    let mut pool = Pool::start(&["--warm", "2"]);
    pool.is_warm(2);
    let took = ends(&pool.lend("timeout=1.5"), 4002, "total", |_| {});
    assert!(took < Duration::from_secs(10), "{took:?}");
    // What passes keeps it, and silence ends it.
    let lease = pool.lend("timeout=600&idle_timeout=1");
    ends(&lease, 4001, "idle", |socket| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            socket.call(None, "Browser.getVersion", json!({}));
        }
    });
    let lease = pool.lend("timeout=600");
    ends(&lease, 4003, "released", |_| assert_eq!(lease.release(), 200));
    for signal in [Signal::SIGKILL, Signal::SIGSTOP] {
        pool.is_warm(2);
        let before = pool.browsers();
        let lease = pool.lend("timeout=600");
        let listed = pool.ask("GET", "/browsers").json();
        assert!(listed.as_array().unwrap().len() >= 2);
        // The oldest of the warm ones is lent.
        ends(&lease, 4004, "browser_lost", |_| kill(Pid::from_raw(*before.iter().min().unwrap()), signal).unwrap());
    }
    let lease = pool.lend("timeout=600");
    let mut socket = lease.connect();
    pool.signal(Signal::SIGTERM);
    assert_eq!(socket.closed(), Some(4005));
    assert_eq!(pool.exit_code(), Some(0));
    assert_eq!(pool.directories(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_killed_pool_takes_its_browsers_along_and_the_next_clears_what_it_left() {
    let mut pool = Pool::start(&["--warm", "2"]);
    let _lease = pool.lend("timeout=600");
    pool.is_warm(2);
    let (browsers, data) = (pool.browsers(), pool.data.clone());
    assert_eq!(browsers.len(), 3);
    let mine = data.path().join("pool/mine");
    std::fs::create_dir(&mine).unwrap();
    pool.signal(Signal::SIGKILL);
    pool.exit_code();
    let is_gone = |pid: &i32| !std::path::Path::new(&format!("/proc/{pid}/exe")).exists();
    assert!(within(Duration::from_secs(5), || browsers.iter().all(is_gone).then_some(())).is_some());
    assert!(!pool.directories().is_empty());
    let next = Pool::start_in(data, &["--warm", "0"]);
    assert_eq!(next.directories(), Vec::<std::path::PathBuf>::new());
    assert!(mine.exists());
}

#[test]
fn a_browser_that_hangs_is_lent_to_nobody() {
    let pool = Pool::start(&["--warm", "3", "--max", "6"]);
    for _ in 0..3 {
        pool.is_warm(3);
        let hung = *pool.browsers().iter().max().unwrap();
        // A renderer serves the very page that is lent.
        let renderer = processes::below(hung).into_iter().find(|process| process.command.contains("--type=renderer"));
        kill(Pid::from_raw(renderer.map_or(hung, |process| process.pid)), Signal::SIGSTOP).unwrap();
        for _ in 0..3 {
            let lease = pool.lend("timeout=600");
            assert_eq!(lease.connect_page().evaluate("1+1"), 2);
            lease.release();
        }
    }
    assert!(pool.figure("tacklebox_pool_unproved_total") >= 1.0, "{}", pool.said());
}

/// The violent life of a lease, by its number.
fn violate(pool: &Pool, number: usize) {
    let answer = pool.ask("POST", "/browser?timeout=20&wait=60");
    // The browser of the request may have been killed in the moment of its start.
    let Some(id) = answer.json()["session_id"].as_str().map(str::to_owned) else { return };
    let lease = Lease { pool, id, described: answer.json() };
    let path = path_of(lease.described["ws_url"].as_str().unwrap());
    match number % 5 {
        // A client that vanishes in the middle of a call.
        0 => {
            if let Ok(mut socket) = WebSocket::open(pool.address, &path) {
                socket.send(r#"{"id":1,"method":"Target.createTarget","params":{"url":"about:blank"}}"#);
            }
            lease.release();
        }
        // Half a frame, and then the end of the lease.
        1 => {
            if let Ok(mut socket) = WebSocket::open(pool.address, &path) {
                let _ = socket.stream.write_all(&[0x81, 0xfe, 0x10]);
                lease.release();
                socket.closed();
            }
        }
        // Nobody ever comes.
        2 => drop(lease.release()),
        3 => {
            for pid in pool.browsers().into_iter().step_by(2) {
                let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
            }
            lease.release();
        }
        _ => {
            let renderers = processes::below(pool.pid());
            let renderer = renderers.iter().find(|process| process.command.contains("--type=renderer"));
            if let Some(renderer) = renderer {
                let _ = kill(Pid::from_raw(renderer.pid), Signal::SIGSTOP);
            }
            lease.release();
        }
    }
}

#[test]
fn nothing_is_left_of_leases_that_ended_badly() {
    let leases = std::env::var("TACKLEBOX_POOL_LEASES").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let pool = Pool::start(&["--warm", "1", "--max", "4"]);
    pool.is_warm(1);
    let descriptors = || std::fs::read_dir(format!("/proc/{}/fd", pool.pid())).unwrap().count();
    let before = descriptors();
    std::thread::scope(|scope| {
        for worker in 0..3 {
            let pool = &pool;
            scope.spawn(move || (worker..leases).step_by(3).for_each(|number| violate(pool, number)));
        }
    });
    wait_for("the baseline", || {
        let well = pool.figure("tacklebox_pool_browsers{state=\"leased\"}") == 0.0
            && pool.figure("tacklebox_pool_browsers{state=\"warm\"}") == 1.0
            && pool.figure("tacklebox_pool_free_slots") == 3.0
            && pool.browsers().len() == 1
            && pool.directories().len() == 1;
        well.then_some(())
    });
    wait_for("descriptors", || (descriptors() <= before + 2).then_some(()));
    let zombies = processes::below(pool.pid()).into_iter().filter(|process| {
        std::fs::read_to_string(format!("/proc/{}/stat", process.pid)).is_ok_and(|stat| stat.contains(") Z "))
    });
    assert_eq!(zombies.count(), 0);
}

#[test]
fn a_connection_at_the_root_is_a_lease_of_its_own() {
    let pool = Pool::start(&[]);
    let version = pool.ask("GET", "/json/version").json();
    let path = path_of(version["webSocketDebuggerUrl"].as_str().unwrap());
    let mut socket = WebSocket::open(pool.address, &path).unwrap();
    let answer = socket.call(None, "Browser.getVersion", json!({}));
    assert_eq!(answer["result"]["product"], version["Browser"]);
    assert_eq!(pool.figure("tacklebox_pool_browsers{state=\"leased\"}"), 1.0);
    assert_eq!(WebSocket::open(pool.address, &path).err().map(|answer| answer.status), Some(404), "it opens one lease");
    drop(socket);
    wait_for("its end", || (pool.figure("tacklebox_pool_browsers{state=\"leased\"}") == 0.0).then_some(()));
    let mut socket = WebSocket::open(pool.address, "/?timeout=60").unwrap();
    socket.call(None, "Browser.getVersion", json!({}));
}

#[test]
fn the_port_of_a_lease_serves_it_alone() {
    let pool = Pool::start(&[]);
    let lease = pool.lend("timeout=600");
    let address = SocketAddr::from(([127, 0, 0, 1], lease.described["port"].as_u64().unwrap() as u16));
    let ask = |target: &str| {
        crate::pool_process::raw(
            address,
            &format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"),
        )
    };
    let version = ask("/json/version").json();
    let ws_url = version["webSocketDebuggerUrl"].as_str().unwrap();
    assert!(ws_url.starts_with(&format!("ws://{address}/devtools/browser/")), "{ws_url}");
    let mut socket = WebSocket::open(address, &path_of(ws_url)).unwrap();
    assert_eq!(socket.call(None, "Browser.getVersion", json!({}))["result"]["product"], version["Browser"]);
    let get = format!("get /json/version HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    assert_eq!(crate::pool_process::raw(address, &get).json(), version, "nodriver asks with get");
    assert_eq!(ask("/browsers").status, 404, "it is no way to the pool's API");
    lease.release();
    assert_eq!(socket.closed(), Some(4003));
    wait_for("the end of the port", || std::net::TcpStream::connect(address).is_err().then_some(()));
}

#[test]
fn a_token_opens_everything_but_the_leases_themselves() {
    let secret = "a-token-of-some-length";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("{secret}\n")).unwrap();
    let pool = Pool::start(&["--token-file", file.path().to_str().unwrap()]);
    for target in ["/browsers", "/metrics", "/json/version", "/", "/nowhere", "/browsers?token=wrong"] {
        assert_eq!(pool.ask("GET", target).status, 401, "{target}");
    }
    assert_eq!(pool.ask("POST", "/browser").status, 401);
    assert_eq!(pool.ask_with("GET", "/browsers", &format!("Authorization: Bearer {secret}\r\n"), "").status, 200);
    assert_eq!(pool.ask("GET", &format!("/{secret}/browsers")).status, 200);
    let lent = pool.ask("POST", &format!("/browser?timeout=60&token={secret}")).json();
    assert_eq!(lent["port"], Value::Null, "a port would ask for no token");
    let mut socket = WebSocket::open(pool.address, &path_of(lent["ws_url"].as_str().unwrap())).unwrap();
    socket.call(None, "Browser.getVersion", json!({}));
    let version = pool.ask("GET", &format!("/{secret}/json/version")).json();
    let ws_url = version["webSocketDebuggerUrl"].as_str().unwrap();
    assert!(!ws_url.contains(secret));
    WebSocket::open(pool.address, &path_of(ws_url)).unwrap();
    assert!(!pool.said().contains(secret));
}
