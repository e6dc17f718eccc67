//! Hostile and odd requests: the status of each, and which of them reach a route. hyper refuses some
//! by itself, without a body.

use super::{Policy, Server, policy, status};
use crate::server::guard::Names;
use crate::server::listen::Limits;
use crate::server::token::Token;

/// The status, the request line, the lines after `Host: HOST`, and the body.
type Row = (u16, &'static str, &'static str, &'static str);

/// Requests that reach no route.
const REFUSED: &[Row] = &[
    // A page of another site.
    (403, "GET /facts HTTP/1.1", "Origin: http://evil.example\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: null\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin:\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: HOST\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST/\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST http://HOST\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST.evil.example\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://user@HOST\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://127.0.0.1\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: ws://HOST\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: file://\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: \u{e4}\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST\r\nOrigin: http://HOST\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST\r\norigin: http://evil.example\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Sec-Fetch-Site: cross-site\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Sec-Fetch-Site: same-site\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Sec-Fetch-Site: Same-Origin\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n", ""),
    (403, "GET /facts HTTP/1.1", "Origin: http://HOST\r\nSec-Fetch-Site: cross-site\r\n", ""),
    (403, "HEAD /facts HTTP/1.1", "Origin: http://evil.example\r\n", ""),
    (403, "OPTIONS /facts HTTP/1.1", "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n", ""),
    (
        403,
        "OPTIONS /facts HTTP/1.1",
        "Origin: http://evil.example\r\nAccess-Control-Request-Private-Network: true\r\n",
        "",
    ),
    (403, "POST /form HTTP/1.1", "Origin: http://evil.example\r\nContent-Length: 0\r\n", ""),
    (403, "DELETE /echo/x HTTP/1.1", "Origin: null\r\n", ""),
    (403, "GET /socket HTTP/1.1", "Origin: http://evil.example\r\nUPGRADE", ""),
    (403, "GET /socket HTTP/1.1", "Origin: null\r\nUPGRADE", ""),
    (403, "GET /socket HTTP/1.1", "Origin: http://HOST\r\nOrigin: http://evil.example\r\nUPGRADE", ""),
    (403, "GET /socket HTTP/1.1", "Sec-Fetch-Site: cross-site\r\nUPGRADE", ""),
    // Hosts beside the right one, and targets with a host of their own.
    (400, "GET /facts HTTP/1.1", "Host: HOST\r\n", ""),
    (400, "GET /facts HTTP/1.1", "Host: evil.example\r\n", ""),
    (400, "GET /socket HTTP/1.1", "Host: evil.example\r\nUPGRADE", ""),
    (400, "GET http://HOST/facts HTTP/1.1", "", ""),
    (400, "GET http://evil.example/facts HTTP/1.1", "", ""),
    (400, "GET facts HTTP/1.1", "", ""),
    (400, "CONNECT HOST HTTP/1.1", "", ""),
    (400, "CONNECT evil.example:443 HTTP/1.1", "", ""),
    (400, "OPTIONS * HTTP/1.1", "", ""),
    (400, "GET * HTTP/1.1", "", ""),
    // Paths that two readers read differently.
    (400, "GET /echo/../facts HTTP/1.1", "", ""),
    (400, "GET /echo/./x HTTP/1.1", "", ""),
    (400, "GET /echo/.. HTTP/1.1", "", ""),
    (400, "GET /echo/%2e%2e/facts HTTP/1.1", "", ""),
    (400, "GET /echo/.%2E/facts HTTP/1.1", "", ""),
    (400, "GET /echo/a%2Fb HTTP/1.1", "", ""),
    (400, "GET /echo/a%5Cb HTTP/1.1", "", ""),
    (400, "GET /echo/a\\b HTTP/1.1", "", ""),
    (400, "GET /echo/a%00 HTTP/1.1", "", ""),
    (400, "GET /echo/a%0d%0aX:y HTTP/1.1", "", ""),
    (400, "GET /echo/a%7F HTTP/1.1", "", ""),
    (400, "GET /echo/a%zz HTTP/1.1", "", ""),
    (400, "GET /echo/a% HTTP/1.1", "", ""),
    (400, "GET //evil.example/facts HTTP/1.1", "", ""),
    (400, "GET /echo//facts HTTP/1.1", "", ""),
    (400, "GET /echo/\x01 HTTP/1.1", "", ""),
    (400, "GET /echo/a b HTTP/1.1", "", ""),
    // What a form of another site can send.
    (415, "POST /json HTTP/1.1", "Content-Length: 2\r\n", "{}"),
    (415, "POST /json HTTP/1.1", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"),
    (415, "POST /json HTTP/1.1", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", "a=b"),
    (415, "POST /json HTTP/1.1", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1\r\n", "x"),
    (415, "POST /json HTTP/1.1", "Content-Type: application/jsonp\r\nContent-Length: 2\r\n", "{}"),
    (415, "POST /json HTTP/1.1", "Content-Type: text/plain; application/json\r\nContent-Length: 2\r\n", "{}"),
    (
        415,
        "POST /json HTTP/1.1",
        "Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n",
        "{}",
    ),
    (415, "PUT /json HTTP/1.1", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"),
    (415, "DELETE /json HTTP/1.1", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"),
    // Bodies whose end two readers see at different places (RFC 9112, section 6.3).
    (411, "POST /form HTTP/1.1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    (411, "POST /form HTTP/1.1", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    (411, "POST /form HTTP/1.1", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
    (411, "GET /facts HTTP/1.1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    (400, "POST /form HTTP/1.1", "Transfer-Encoding: gzip\r\n", ""),
    (400, "POST /form HTTP/1.1", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
    (400, "POST /form HTTP/1.1", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
    (400, "POST /form HTTP/1.0", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    (400, "POST /form HTTP/1.1", "Content-Length: 0\r\nContent-Length: 5\r\n", "12345"),
    (400, "POST /form HTTP/1.1", "Content-Length: 5, 5\r\n", "12345"),
    (400, "POST /form HTTP/1.1", "Content-Length: +5\r\n", "12345"),
    (400, "POST /form HTTP/1.1", "Content-Length: -1\r\n", ""),
    (400, "POST /form HTTP/1.1", "Content-Length: 0x5\r\n", "12345"),
    (400, "POST /form HTTP/1.1", "Content-Length:\r\n", ""),
    (400, "POST /form HTTP/1.1", "Content-Length: 99999999999999999999\r\n", ""),
    // What is no HTTP.
    (400, "GET /facts HTTP/1.1", "X : y\r\n", ""),
    (400, "GET /facts HTTP/1.1", " folded: y\r\n", ""),
    (400, "GET /facts HTTP/1.1", "X: a\0b\r\n", ""),
    (400, "GET /facts HTTP/1.1", "X: a\rb\r\n", ""),
    (400, "GET /facts HTTP/1.1", "no colon\r\n", ""),
    (400, "GET /facts HTTP/1.1", "\u{e4}: y\r\n", ""),
    (400, "GET /facts HTTP/9.9", "", ""),
    (400, "GET /facts HTTP/2.0", "", ""),
    (400, "GET /facts", "", ""),
    (400, "GET  /facts HTTP/1.1", "", ""),
    (400, "G\x01T /facts HTTP/1.1", "", ""),
    (400, "\x16\x03\x01\x02\x00\x01\x00\x01 a TLS hello", "", ""),
];

/// Requests that are odd and harmless.
const SERVED: &[Row] = &[
    (200, "GET /facts HTTP/1.1", "", ""),
    (200, "GET /facts HTTP/1.0", "", ""),
    (200, "HEAD /facts HTTP/1.1", "", ""),
    (200, "GET /facts HTTP/1.1", "Origin: http://HOST\r\n", ""),
    (200, "GET /facts HTTP/1.1", "Origin: https://HOST\r\n", ""),
    (200, "GET /facts HTTP/1.1", "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n", ""),
    (200, "GET /facts HTTP/1.1", "Sec-Fetch-Site: same-origin\r\n", ""),
    // Node's fetch sends it, without an origin.
    (200, "GET /facts HTTP/1.1", "Sec-Fetch-Mode: cors\r\n", ""),
    (
        200,
        "GET /facts HTTP/1.1",
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
        "",
    ),
    (200, "GET /facts HTTP/1.1", "Upgrade: TLS/1.0\r\nConnection: Upgrade\r\n", ""),
    (200, "GET /facts HTTP/1.1", "Content-Type: text/plain\r\nContent-Length: 1\r\n", "x"),
    (200, "GET /echo/a.b/..c/%20%C3%A4 HTTP/1.1", "", ""),
    (200, "GET /echo/x?../%2e%2f//\\ HTTP/1.1", "", ""),
    (101, "GET /socket HTTP/1.1", "Origin: http://HOST\r\nUPGRADE", ""),
    (101, "GET /socket HTTP/1.1", "UPGRADE", ""),
    (200, "POST /json HTTP/1.1", "Content-Length: 0\r\n", ""),
    (200, "POST /json HTTP/1.1", "Content-Length: 0\r\nContent-Type: text/plain\r\n", ""),
    (200, "POST /json HTTP/1.1", "Content-Type: Application/JSON ; charset=utf-8\r\nContent-Length: 2\r\n", "{}"),
    (
        200,
        "POST /form HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n",
        "timeout=1",
    ),
    (200, "POST /form HTTP/1.1", "Content-Length: 0\r\nContent-Length: 0\r\n", ""),
    (200, "POST /form HTTP/1.1", "", ""),
    (400, "POST /form HTTP/1.1", "Content-Type: text/plain\r\nContent-Length: 9\r\n", "timeout=1"),
    (400, "POST /form HTTP/1.1", "Content-Type: application/json\r\nContent-Length: 1\r\n", "{"),
];

/// Requests that the router itself refuses.
const UNKNOWN: &[Row] = &[
    (404, "GET /nowhere HTTP/1.1", "", ""),
    (404, "GET /facts/ HTTP/1.1", "", ""),
    (404, "GET /FACTS HTTP/1.1", "", ""),
    (404, "POST /kill/all HTTP/1.1", "", ""),
    (405, "DELETE /facts HTTP/1.1", "", ""),
    (405, "OPTIONS /facts HTTP/1.1", "", ""),
    (405, "TRACE /facts HTTP/1.1", "", ""),
    (405, "MADEUP /facts HTTP/1.1", "", ""),
    (405, "GET /form HTTP/1.1", "", ""),
    (405, "HEAD /form HTTP/1.1", "", ""),
];

const UPGRADE: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Sends each row on a connection of its own; returns what was answered with something else.
async fn wrong(server: &Server, rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (expected, line, headers, body) in rows {
        let headers = match headers.strip_suffix("UPGRADE") {
            Some(headers) => format!("{headers}{UPGRADE}"),
            // So that the answer is all that comes.
            None => format!("{headers}Connection: close\r\n"),
        };
        let answer = server.ask(&format!("{line}\r\nHost: HOST\r\n{headers}\r\n{body}")).await;
        if status(&answer) != *expected {
            wrong.push(format!("{line:?} {headers:?} {body:?}: not {expected} but {answer:?}"));
        }
    }
    wrong
}

#[tokio::test]
async fn hostile_requests_are_refused_and_reach_no_route() {
    let server = Server::plain().await;
    let wrong = wrong(&server, REFUSED).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(server.reached(), 0);
    assert!(REFUSED.len() >= 50, "{}", REFUSED.len());
}

#[tokio::test]
async fn odd_requests_are_served() {
    let server = Server::plain().await;
    let wrong = wrong(&server, SERVED).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(server.reached(), SERVED.len());
}

#[tokio::test]
async fn what_the_router_refuses_is_told_as_json() {
    let server = Server::plain().await;
    let wrong = wrong(&server, UNKNOWN).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (target, allowed) in [("/nowhere", None), ("/form", Some("allow: POST"))] {
        let answer = server.request("GET", target, "", "").await;
        let head = answer.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
        assert!(answer.contains("{\"error\":") && head.contains("content-type: application/json"), "{answer}");
        assert!(
            head.contains("cache-control: no-store") && head.contains("x-content-type-options: nosniff"),
            "{answer}"
        );
        assert!(allowed.is_none_or(|allowed| head.contains(&allowed.to_ascii_lowercase())), "{answer}");
        assert!(!head.contains("access-control"), "{answer}");
    }
}

#[tokio::test]
async fn only_names_of_this_server_are_hosts() {
    let names = Names::new(vec!["pool.example".into()], None).unwrap();
    let server = Server::start(Policy { names, ..policy() }, Limits::default()).await;
    for (expected, hosts) in [
        (
            200,
            &[
                "localhost",
                "localhost:8888",
                "LOCALhost",
                "a.localhost:1",
                "127.0.0.1",
                "10.1.2.3:80",
                "[::1]:8888",
                "pool.example",
            ][..],
        ),
        (
            403,
            &[
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notlocalhost",
                "localhost.",
                "127.0.0.1.",
                "127.1",
                "0x7f000001",
                "2130706433",
                "pool.example.evil",
                "xpool.example",
                "pool_example",
            ],
        ),
        (
            400,
            &[
                "",
                " ",
                "user@localhost",
                "localhost/x",
                "localhost, localhost",
                "local host",
                "localhost:x",
                "localhost:65536",
                "[localhost]",
                "[::1",
                "::1",
                "http://localhost",
                "localhost#",
                "lo\u{e4}calhost",
            ],
        ),
    ] {
        for host in hosts {
            let before = server.reached();
            let answer = server.ask(&format!("GET /facts HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
            assert_eq!(status(&answer), expected, "{host}: {answer}");
            assert_eq!(server.reached() - before, usize::from(expected == 200), "{host}");
        }
    }
    assert_eq!(status(&server.ask("GET /facts HTTP/1.1\r\nConnection: close\r\n\r\n").await), 400);
    assert_eq!(status(&server.ask("GET /facts HTTP/1.0\r\n\r\n").await), 400);
    assert_eq!(status(&server.ask("GET /facts\r\n").await), 400);
}

#[tokio::test]
async fn a_long_head_is_refused() {
    let server = Server::plain().await;
    let long = "x".repeat(70_000);
    for (statuses, target, headers) in [
        (&[431][..], "/facts", format!("X: {long}\r\n")),
        (&[414, 431], &*format!("/{long}"), String::new()),
        // hyper reads 100 headers.
        (&[431], "/facts", "X: y\r\n".repeat(200)),
    ] {
        let answer = server.request("GET", target, &headers, "").await;
        assert!(statuses.contains(&status(&answer)), "{answer}");
    }
    assert_eq!(server.reached(), 0);
}

const SECRET: &str = "a-secret-of-enough-length";

#[tokio::test]
async fn a_token_is_demanded_and_goes_no_further() {
    let token = Some(Token::new(SECRET).unwrap());
    let server = Server::start(Policy { token, ..policy() }, Limits::default()).await;
    let bearer = format!("Authorization: Bearer {SECRET}\r\n");
    for (method, target, headers, body) in [
        ("GET", "/facts", "", ""),
        ("GET", "/nowhere", "", ""),
        ("POST", "/form", "", ""),
        ("POST", "/form", "Content-Type: text/plain\r\n", "x"),
        ("GET", "/facts?token=wrong", "", ""),
        ("GET", "/facts?Token=a-secret-of-enough-length", "", ""),
        ("GET", "/facts", "Authorization: Bearer wrong\r\n", ""),
        ("GET", "/facts", "Authorization: Basic a-secret-of-enough-length\r\n", ""),
        ("GET", "/facts", "Cookie: token=a-secret-of-enough-length\r\n", ""),
        ("GET", "/A-secret-of-enough-length/facts", "", ""),
        ("GET", "/facts/a-secret-of-enough-length", "", ""),
    ] {
        let answer = server.request(method, target, headers, body).await;
        assert_eq!(status(&answer), 401, "{target} {headers}: {answer}");
        assert!(answer.to_ascii_lowercase().contains("www-authenticate: bearer"), "{answer}");
    }
    assert_eq!(server.reached(), 0);
    for (target, headers) in [
        ("/facts?x=1".to_owned(), &*bearer),
        (format!("/facts?x=1&token={SECRET}"), ""),
        (format!("/facts?token={SECRET}&x=1"), ""),
        (format!("/{SECRET}/facts?x=1"), ""),
        (format!("/facts?x=1&token={SECRET}"), &*bearer),
    ] {
        let answer = server.request("GET", &target, headers, "").await;
        assert_eq!(status(&answer), 200, "{target}: {answer}");
        assert!(answer.contains("\"uri\":\"/facts?x=1\"") && answer.contains("\"has_token\":false"), "{answer}");
    }
    // A form route is one with a token before it as well, and another is none.
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    for (target, expected) in [(format!("/{SECRET}/form"), 200), (format!("/{SECRET}/json"), 415)] {
        assert_eq!(status(&server.request("POST", &target, form, "timeout=1").await), expected, "{target}");
    }
    // The guard comes first: who is not to ask learns nothing of tokens.
    let foreign = format!("{bearer}Origin: http://evil.example\r\n");
    assert_eq!(status(&server.request("GET", "/facts", &foreign, "").await), 403);
    // What is open is so without a token, and keeps what only looks like one.
    for (target, seen) in [
        ("/echo/new?http://a/?b&token=c".to_owned(), "/echo/new?http://a/?b&token=c"),
        (format!("/echo/new?token={SECRET}"), "/echo/new"),
    ] {
        let answer = server.request("PUT", &target, "", "").await;
        assert_eq!(answer.split("\r\n\r\n").nth(1), Some(seen), "{answer}");
    }
}
