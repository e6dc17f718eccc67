//! Servers that break the rules, on bare sockets, as `site.rs` keeps to HTTP; and pages that look
//! like bot challenges.
//!
//! | path | what comes |
//! |---|---|
//! | `/silent` | nothing, ever |
//! | `/byte_by_byte` | a page, a byte a second |
//! | `/resets` | the first half of a page, then the connection is reset |
//! | `/promises_more`, `/promises_less` | a page with a Content-Length that is too large or too small |
//! | `/large.html`, `/large.bin` | 100 MB of a page, or of a file |
//! | `/gzip` | what is called gzip and is none |
//! | `/unavailable` | twice 503 with `Retry-After: 2`, then a page |
//! | `/too_many` | 429 with `Retry-After: 1` |
//! | `/robots.txt` | what [`BadServer::with_robots`] was given, else 404 |
//! | `/challenge/NAME`, `/form/NAME` | the page of [`PAGES`] |
//! | `/slow/...` | a page, half a second later |
//! | anything else | a page |

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The first byte of a connection that begins with TLS.
const TLS_HANDSHAKE: u8 = 22;

const LARGE: usize = 100_000_000;

const GOOD: &str = "<!doctype html><title>A page</title><h1>A page</h1><p>With a text.</p>";

/// Name, status, further headers, body.
const PAGES: &[(&str, u16, &str, &str)] = &[
    ("cloudflare", 403, "cf-mitigated: challenge\r\n", "<title>Just a moment...</title><h1>Checking</h1>"),
    (
        "cloudflare_script",
        200,
        "",
        "<title>Just a moment...</title><script>window._cf_chl_opt = {}</script><h1>Checking</h1>",
    ),
    ("amazon", 202, "x-amzn-waf-action: challenge\r\n", "<title></title><p>Checking</p>"),
    (
        "captcha",
        200,
        "",
        "<title>Are you a robot?</title><p>Prove it.</p><div class='g-recaptcha' data-sitekey='x'></div>",
    ),
    ("datadome", 200, "", "<title>shop</title><iframe src='/empty?captcha-delivery.com'></iframe>"),
    (
        "login",
        200,
        "",
        "<title>Log in</title><nav><a href=/1>Home</a> <a href=/2>News</a> <a href=/3>Shop</a> <a href=/4>Help</a> <a href=/5>About</a> \
         <a href=/6>Terms</a></nav><h1>Log in</h1><form><input name=user><input name=password type=password><div class='g-recaptcha'></div>\
         <button>Log in</button></form><p>If you have no account yet, you can make one.</p>",
    ),
];

/// A request line's path, and when it came and when it was answered.
#[derive(Debug, Clone)]
pub struct Seen {
    pub path: String,
    pub head: String,
    pub came: Instant,
    pub answered: Option<Instant>,
}

/// A running server; dropping it closes every connection and the port.
pub struct BadServer {
    shared: Arc<Shared>,
    address: SocketAddr,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Vec<Seen>>,
    connections: Mutex<Vec<TcpStream>>,
    stopping: AtomicBool,
    /// From now on every path gives a page.
    mended: AtomicBool,
    robots: Mutex<Option<(u16, String)>>,
}

impl BadServer {
    pub fn start() -> Self {
        BadServer::start_at(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    pub fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let (address, shared) = (listener.local_addr().unwrap(), Arc::new(Shared::default()));
        let of_thread = shared.clone();
        thread::spawn(move || accept(&listener, &of_thread));
        BadServer { shared, address }
    }

    /// Answers a question for robots.txt so.
    pub fn with_robots(self, status: u16, text: &str) -> Self {
        *lock(&self.shared.robots) = Some((status, text.to_owned()));
        self
    }

    pub fn mend(&self) {
        self.shared.mended.store(true, Ordering::SeqCst);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same server under another name of this machine.
    pub fn url_at(&self, name: &str, path: &str) -> String {
        format!("http://{name}:{}{path}", self.address.port())
    }

    pub fn https(&self) -> String {
        format!("https://{}/", self.address)
    }

    /// The requests for a path, or those below it when it ends with a slash, in order.
    pub fn seen(&self, path: &str) -> Vec<Seen> {
        let is_meant = |seen: &&Seen| seen.path == path || (path.ends_with('/') && seen.path.starts_with(path));
        lock(&self.shared.seen).iter().filter(is_meant).cloned().collect()
    }
}

impl Drop for BadServer {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        for connection in lock(&self.shared.connections).iter() {
            let _ = connection.shutdown(Shutdown::Both);
        }
        // accept() has no deadline; a last connection makes it look up.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

/// An address on which nobody listens, and no other test will.
pub fn unused_address() -> SocketAddr {
    TcpListener::bind("127.0.0.9:0").unwrap().local_addr().unwrap()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        lock(&shared.connections).extend(stream.try_clone());
        let shared = shared.clone();
        thread::spawn(move || {
            // A client that goes away in the middle is no fault of the server's.
            let number = answer(&stream, &shared);
            if let Ok(number) = number {
                lock(&shared.seen)[number].answered = Some(Instant::now());
            }
        });
    }
}

/// Reads one line, no byte further.
fn line(mut stream: &TcpStream) -> io::Result<String> {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while stream.read(&mut byte)? == 1 && byte[0] != b'\n' {
        text.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&text).trim_end().to_owned())
}

/// Answers the one request of a connection, and says which it was.
fn answer(mut stream: &TcpStream, shared: &Shared) -> io::Result<usize> {
    let came = Instant::now();
    let mut begin = [0];
    if stream.peek(&mut begin)? == 1 && begin[0] == TLS_HANDSHAKE {
        // What a server without TLS says to one who speaks it; all is read, so that the answer
        // arrives.
        let _ = stream.read(&mut [0; 1 << 16])?;
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")?;
        stream.shutdown(Shutdown::Write)?;
        while stream.read(&mut [0; 1 << 16])? > 0 {}
        return Err(io::ErrorKind::InvalidData.into());
    }
    let first = line(stream)?;
    let path = first.split(' ').nth(1).ok_or(io::ErrorKind::InvalidData)?.to_owned();
    let is_bad = !shared.mended.load(Ordering::SeqCst);
    let mut head = String::new();
    if path == "/resets" && is_bad {
        // A socket that is closed with something unread in it resets the connection.
        let number = note(shared, &path, head, came);
        let text =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{GOOD}", GOOD.len() * 2);
        stream.write_all(text.as_bytes())?;
        thread::sleep(Duration::from_millis(100));
        lock(&shared.connections).retain(|other| other.peer_addr().ok() != stream.peer_addr().ok());
        return Ok(number);
    }
    loop {
        let next = line(stream)?;
        if next.is_empty() {
            break;
        }
        head += &(next + "\n");
    }
    let number = note(shared, &path, head, came);
    respond(stream, shared, &path, is_bad)?;
    let _ = stream.shutdown(Shutdown::Both);
    Ok(number)
}

fn note(shared: &Shared, path: &str, head: String, came: Instant) -> usize {
    let mut seen = lock(&shared.seen);
    seen.push(Seen { path: path.to_owned(), head, came, answered: None });
    seen.len() - 1
}

fn respond(mut stream: &TcpStream, shared: &Shared, path: &str, is_bad: bool) -> io::Result<()> {
    let mut send = |status: u16, headers: &str, body: &[u8]| -> io::Result<()> {
        let length = if headers.contains("Content-Length") {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let kind = if headers.contains("Content-Type") { "" } else { "Content-Type: text/html; charset=utf-8\r\n" };
        stream
            .write_all(format!("HTTP/1.1 {status} x\r\n{kind}{length}{headers}Connection: close\r\n\r\n").as_bytes())?;
        stream.write_all(body)
    };
    let tries = || lock(&shared.seen).iter().filter(|seen| seen.path == path).count();
    match path {
        "/robots.txt" => match lock(&shared.robots).clone() {
            Some((status, text)) => send(status, "Content-Type: text/plain\r\n", text.as_bytes()),
            None => send(404, "", b"no"),
        },
        "/silent" if is_bad => {
            // Until the client or the server goes.
            while stream.read(&mut [0; 64])? > 0 {}
            Ok(())
        }
        "/byte_by_byte" if is_bad => {
            send(200, "Content-Length: 1000\r\n", b"")?;
            for byte in GOOD.bytes().cycle() {
                thread::sleep(Duration::from_secs(1));
                stream.write_all(&[byte])?;
            }
            Ok(())
        }
        "/promises_more" if is_bad => send(200, &format!("Content-Length: {}\r\n", GOOD.len() + 500), GOOD.as_bytes()),
        "/promises_less" => send(200, &format!("Content-Length: {}\r\n", GOOD.len() - 10), GOOD.as_bytes()),
        "/large.html" | "/large.bin" => {
            let kind = if path.ends_with("bin") { "application/octet-stream" } else { "text/html" };
            send(200, &format!("Content-Type: {kind}\r\nContent-Length: {LARGE}\r\n"), GOOD.as_bytes())?;
            let block = "<p>A text that goes on and on.</p>\n".repeat(1000).into_bytes();
            let mut left = LARGE - GOOD.len();
            while left > 0 {
                let part = &block[..left.min(block.len())];
                stream.write_all(part)?;
                left -= part.len();
            }
            Ok(())
        }
        "/gzip" if is_bad => send(200, "Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\x00this is not what it says"),
        "/unavailable" if is_bad && tries() <= 2 => send(503, "Retry-After: 2\r\n", b"<title>Later</title>"),
        "/too_many" if is_bad => send(429, "Retry-After: 1\r\n", b"<title>Too many</title>"),
        _ => {
            if path.starts_with("/slow/") {
                thread::sleep(Duration::from_millis(500));
            }
            let name = path.rsplit('/').next().unwrap_or_default();
            match PAGES.iter().find(|page| page.0 == name) {
                Some((_, status, headers, body)) => send(*status, headers, format!("<!doctype html>{body}").as_bytes()),
                None => send(200, "", GOOD.as_bytes()),
            }
        }
    }
}
