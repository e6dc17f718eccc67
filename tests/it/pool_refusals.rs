//! Hostile requests to the pool: each is refused with the right status, and none reaches Chrome.

use serde_json::json;

use crate::pool_process::Pool;
use crate::site::Site;

/// A request, as bytes, with `HOST` for the pool's address and `LEASE` for a lease's id; and the
/// statuses that refuse it.
type Row = (&'static str, &'static [u16]);

/// A request whose head is all that matters.
const HEADS: &[Row] = &[
    // Host: another server's name is how DNS rebinding looks.
    ("GET /browsers HTTP/1.1\r\nHost: evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: evil.example:8888\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: localhostx\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: xn--lcalhost-d4a\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: 127.0.0.1.\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: 0x7f.1\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost:\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: user@HOST\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST/path\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST, HOST\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: local host\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.0\r\n\r\n", &[400]),
    ("GET http://evil.example/browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET http://HOST/browsers HTTP/1.1\r\nHost: evil.example\r\n\r\n", &[400, 403]),
    ("GET http://HOST/browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("CONNECT HOST HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    // Origin: a page of another site.
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin:\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: file://\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: http://127.0.0.1\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: http://127.0.0.1:1\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: chrome-extension://abc\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST.evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nOrigin: http://evil.example\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\n\r\n", &[403]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: same-site\r\n\r\n", &[403]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n", &[403]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n", &[403]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\nContent-Length: 0\r\n\r\n", &[403]),
    ("POST /browser HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n", &[403]),
    ("DELETE /browser/LEASE HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\n\r\n", &[403]),
    ("DELETE /browser/LEASE HTTP/1.1\r\nHost: evil.example\r\n\r\n", &[403]),
    ("POST /browser/LEASE/timeout HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\nContent-Length: 0\r\n\r\n", &[403]),
    (
        "OPTIONS /browser HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n",
        &[403],
    ),
    ("OPTIONS /browser HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    // Methods that change nothing must not change anything.
    ("GET /browser HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    ("HEAD /browser HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    ("PUT /browser HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[405]),
    ("TRACE /browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    ("POST /browsers HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[405]),
    ("GET /browser/LEASE/timeout HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    ("GET /kill/all HTTP/1.1\r\nHost: HOST\r\n\r\n", &[404]),
    ("GET /session/LEASE/json/new HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    ("POST /session/LEASE/json/new HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[405]),
    ("POST /session/LEASE/json/list HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[405]),
    ("DELETE /session/LEASE/json/list HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]),
    // Bodies that a form of another site can send.
    (
        "PUT /session/LEASE/json/new HTTP/1.1\r\nHost: HOST\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
        &[415],
    ),
    ("PUT /session/LEASE/json/new HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\n\r\n{}", &[415]),
    (
        "POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\n{\"timeout\": 1}",
        &[400],
    ),
    (
        "POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 2\r\n\r\nxx",
        &[400],
    ),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{", &[400]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]", &[400]),
    (
        "POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"timeout\":1e9}",
        &[400],
    ),
    (
        "POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"timeout\":\"x\"} ",
        &[400],
    ),
    ("POST /browser?timeout=inf HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[400]),
    ("POST /browser?timeout=NaN HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[400]),
    ("POST /browser?timeout=-0.0 HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[400]),
    ("POST /browser?wait=-1 HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[400]),
    ("POST /browser?idle_timeout=0 HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", &[400]),
    // Messages that two readers could take for two different ones (RFC 9112, section 11.2).
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n", &[400]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Length: +1\r\n\r\nx", &[400]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0x1\r\n\r\nx", &[400]),
    ("POST /browser HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost : HOST\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\n folded: x\r\n\r\n", &[400]),
    ("GET /browsers HTTP/1.1\r\nHost: HOST\r\nX\0: y\r\n\r\n", &[400]),
    ("GET /browsers HTTP/9.9\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET  /browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &[400, 0]),
    // Paths that are not what they look like.
    ("GET /session/LEASE/../../browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEASE/%2e%2e/x HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEASE/%2E./x HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEASE%2fjson/version HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session//json/version HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEASE/json/version%00 HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEASE/json\\version HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET //evil.example/browsers HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("GET /session/LEAS/json/version HTTP/1.1\r\nHost: HOST\r\n\r\n", &[403]),
    ("GET /session/00000000000000000000000000000000/json/version HTTP/1.1\r\nHost: HOST\r\n\r\n", &[403]),
    ("GET /session/LEASE/etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n", &[404]),
    ("GET /session/LEASE/json/nothing HTTP/1.1\r\nHost: HOST\r\n\r\n", &[404]),
    ("GET /session/LEASE/json/close/../list HTTP/1.1\r\nHost: HOST\r\n\r\n", &[400]),
    ("DELETE /browser/none HTTP/1.1\r\nHost: HOST\r\n\r\n", &[404]),
];

/// Upgrades to the lease's own WebSocket, by the headers that are added to a good one.
const UPGRADES: &[Row] = &[
    ("Origin: http://evil.example\r\n", &[403]),
    ("Origin: null\r\n", &[403]),
    ("Origin: http://127.0.0.1\r\n", &[403]),
    ("Origin: devtools://devtools\r\n", &[403]),
    ("Sec-Fetch-Site: cross-site\r\n", &[403]),
    ("Host: evil.example\r\n", &[400]),
    ("Sec-WebSocket-Version: 8\r\n", &[400]),
];

#[test]
fn hostile_requests_are_refused_and_none_reaches_chrome() {
    let pool = Pool::start(&["--warm", "0"]);
    let lease = pool.lend("timeout=600");
    let host = pool.address.to_string();
    let mut wrong = Vec::new();
    let mut check = |request: String, statuses: &[u16]| {
        let status = pool.raw(&request).status;
        if !statuses.contains(&status) {
            wrong.push(format!("{status} and not {statuses:?}: {request:?}"));
        }
    };
    for (request, statuses) in HEADS {
        let request = request.replace("HOST", &host).replace("LEASE", &lease.id);
        // So that the answer is all that comes.
        check(request.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1), statuses);
    }
    let path = crate::pool_process::path_of(lease.described["ws_url"].as_str().unwrap());
    for (headers, statuses) in UPGRADES {
        let good = "Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        check(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{good}\r\n{headers}\r\n"), statuses);
    }
    let huge = "x".repeat(200_000);
    check(format!("GET /browsers HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX: {huge}\r\n\r\n"), &[431]);
    check(format!("GET /{huge} HTTP/1.1\r\nHost: {host}\r\n\r\n"), &[414, 431]);
    let json = "Content-Type: application/json";
    check(
        format!(
            "POST /browser HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{json}\r\nContent-Length: {}\r\n\r\n{huge}",
            huge.len()
        ),
        &[413],
    );
    assert!(HEADS.len() + UPGRADES.len() + 3 >= 80);
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Nobody got a browser, none of the requests was a client of the one that is lent, and that has
    // the one page that it had.
    assert_eq!(pool.figure("tacklebox_pool_leases_total"), 1.0);
    assert_eq!(lease.shown()["connections"], 0);
    let pages = pool.ask("GET", &lease.path("/json/list")).json();
    assert_eq!(pages.as_array().unwrap().len(), 1);
}

#[test]
fn a_page_in_a_lease_does_not_reach_the_pool() {
    let pool = Pool::start(&["--warm", "0"]);
    let lease = pool.lend("timeout=600");
    let site = Site::start();
    let mut page = lease.connect_page();
    page.call(None, "Page.enable", json!({}));
    page.call(None, "Page.navigate", json!({ "url": site.url("/index.html") }));
    page.event("Page.loadEventFired");
    let (api, port) = (format!("http://{}", pool.address), lease.described["port"].as_u64().unwrap());
    let script = format!(
        r#"(async () => {{
            const tried = [];
            const attempt = async (name, what) => {{ try {{ tried.push([name, await what()]); }} catch (error) {{ tried.push([name, 'refused']); }} }};
            for (const api of ['{api}', 'http://localhost:{own}', 'http://127.0.0.1:{port}']) {{
                await attempt('cors', async () => (await fetch(api + '/browsers')).status);
                for (const path of ['/browser', '/json/new', '/json/version'])
                    await attempt('no-cors', async () => (await fetch(api + path, {{ method: path === '/browser' ? 'POST' : 'GET', mode: 'no-cors' }})).type && 'sent');
                await attempt('put', async () => (await fetch(api + '/json/new?about:blank', {{ method: 'PUT' }})).status);
                await attempt('websocket', () => new Promise((resolve, reject) => {{
                    const socket = new WebSocket(api.replace('http', 'ws') + '/?timeout=60');
                    socket.onopen = () => resolve('opened');
                    socket.onerror = reject;
                }}));
                await attempt('form', () => new Promise((resolve) => {{
                    document.body.insertAdjacentHTML('beforeend', `<iframe name="${{api}}"></iframe><form method=post target="${{api}}" action="${{api}}/browser"><input name=timeout value=60></form>`);
                    document.querySelector('iframe:last-of-type').onload = () => resolve('sent');
                    document.querySelector('form:last-of-type').submit();
                }}));
            }}
            return tried;
        }})()"#,
        own = pool.address.port(),
    );
    let tried = page.evaluate(&script);
    let tried = tried.as_array().unwrap();
    assert_eq!(tried.len(), 21, "{tried:?}");
    // What was sent was refused, and what was answered could not be read.
    assert!(tried.iter().all(|attempt| attempt[1] == "refused" || attempt[1] == "sent"), "{tried:?}");
    assert_eq!(pool.figure("tacklebox_pool_leases_total"), 1.0);
    let pages = pool.ask("GET", &lease.path("/json/list")).json();
    let pages = pages.as_array().unwrap().iter().filter(|target| target["type"] == "page").count();
    assert_eq!(pages, 1);
}
