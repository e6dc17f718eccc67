//! A web server on loopback for the tests: the pages of `fixtures/site`, and routes that misbehave
//! in every way a server can.
//!
//! | route | answer |
//! |---|---|
//! | `/redirect/N/TARGET` | N times 302, then `/TARGET` (which may be an `http://...` of another origin) |
//! | `/status/CODE` | that status with a small page |
//! | `/slow/MS/PATH` | what `/PATH` gives, headers and all, after that time |
//! | `/held/PATH` | what `/PATH` gives, when the test calls [`Site::let_go`] |
//! | `/with/NAME/VALUE/PATH` | what `/PATH` gives, with this header |
//! | `/drip` | a byte every 200 ms, 300 of them |
//! | `/hang` | nothing, until the site stops |
//! | `/reset` | the first half of a body, then the connection is closed |
//! | `/download` | 200 KB as an attachment with a file name that wants to escape |
//! | `/large/BYTES`, `/text/BYTES` | that many bytes of application/octet-stream or text/plain; `?chunked` leaves out the length, also that of a file; a file with `?ranges` is sent in the range that was asked for |
//! | `/img/N.png` | an 8 x 8 image in a colour that depends on N |
//! | `/echo` | the request's headers as a JSON object, names in lower case |
//! | `/set-cookie` | sets `bait=worm`, with `?NAME` that cookie; shows the Cookie header that came |
//! | `/reports?PATH` | a page whose policy forbids its picture, of which it reports to `/PATH` |
//! | `/csp.html` | a page whose policy forbids every script, inline or not |
//! | `/no_type` | a page without a Content-Type |
//! | `/auth` | 401, Basic; with `?any` whoever brings a password is let in |
//! | `/private/NAME` | a page with the picture `/private/NAME.png` for user `me` with the password `p@ss`, else 401, Basic |
//! | `/asks/ORIGIN` | a page with a picture of that host and port |
// Every test uses a part of this, and no test all of it.
#![allow(dead_code)]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::iter;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// More than any browser sends, less than a runaway client could.
const MAX_HEAD: u64 = 256 * 1024;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// The path with its query, as sent.
    pub path: String,
    /// Names as sent, in the order sent.
    pub headers: Vec<(String, String)>,
    /// Whether the whole answer has been handed to the network.
    pub answered: bool,
}

impl Request {
    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let same = |header: &&(String, String)| header.0.eq_ignore_ascii_case(name);
        Some(&self.headers.iter().find(same)?.1)
    }

    /// The page that the request came from, if it said so.
    pub fn referer(&self) -> Option<&str> {
        self.header("Referer")
    }

    /// The path without its query.
    pub fn route(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// Whether this is a request for `path`: with its query if `path` has one, with any or none if
    /// it has not.
    pub fn is_for(&self, path: &str) -> bool {
        self.path == path || self.route() == path
    }
}

/// A running web server on 127.0.0.1; dropping it closes every connection and the port.
pub struct Site {
    shared: Arc<Shared>,
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    root: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    connections: HashMap<u64, TcpStream>,
    stopping: bool,
    /// Whether what is held may go.
    let_go: bool,
}

impl Site {
    /// Serves `fixtures/site`.
    pub fn start() -> Site {
        Site::serve(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site"))
    }

    /// Serves a directory, on a port of its own.
    pub fn serve(root: impl Into<PathBuf>) -> Site {
        Site::serve_at("127.0.0.1", root)
    }

    /// The same at another address of loopback, such as 127.0.0.2.
    pub fn serve_at(ip: &str, root: impl Into<PathBuf>) -> Site {
        let listener = TcpListener::bind((ip, 0)).expect("a free port on loopback");
        let address = listener.local_addr().expect("the address just bound");
        let shared = Arc::new(Shared { root: root.into(), state: Mutex::default(), changed: Condvar::new() });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Site { shared, address, acceptor: Some(acceptor) }
    }

    /// The address of a path, which may begin with a slash or not.
    pub fn url(&self, path: &str) -> String {
        self.url_at("127.0.0.1", path)
    }

    /// The same under another name of this machine, such as `localhost`: another origin for a
    /// browser.
    pub fn url_at(&self, name: &str, path: &str) -> String {
        let path = path.trim_start_matches('/');
        format!("http://{name}:{}/{path}", self.port())
    }

    /// `127.0.0.1:<port>`.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Lets the answers of `/held/` go.
    pub fn let_go(&self) {
        self.shared.lock().let_go = true;
        self.shared.changed.notify_all();
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().requests.clone()
    }

    /// How many of the requests so far are wanted, answered or not.
    pub fn count(&self, wanted: impl Fn(&Request) -> bool) -> usize {
        let requests = self.requests();
        requests.iter().filter(|request| wanted(request)).count()
    }

    /// How many of the wanted requests have been answered to the last byte.
    pub fn answered(&self, wanted: impl Fn(&Request) -> bool) -> usize {
        self.count(|request| request.answered && wanted(request))
    }

    /// Waits for a request for `path` (see [`Request::is_for`]), and gives the first there was;
    /// `None` when none came in time.
    pub fn wait_for_request(&self, path: &str, timeout: Duration) -> Option<Request> {
        let first = |requests: &[Request]| requests.iter().find(|one| one.is_for(path)).cloned();
        self.wait_for(timeout, first)
    }

    /// Waits until `found` makes something of the requests so far; asked again whenever one arrives
    /// or has been answered. The list is locked meanwhile: `found` may ask nothing else of the
    /// site.
    pub fn wait_for<T>(&self, timeout: Duration, found: impl Fn(&[Request]) -> Option<T>) -> Option<T> {
        let mut answer = None;
        drop(self.shared.wait_while(timeout, |state| {
            answer = found(&state.requests);
            answer.is_none()
        }));
        answer
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.stopping = true;
        for stream in state.connections.values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.changed.notify_all();
        // accept() has no deadline of its own; a last connection makes it look up.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        let busy = |state: &mut State| !state.connections.is_empty();
        drop(self.shared.wait_while(Duration::from_secs(5), busy));
    }
}

impl Shared {
    /// A thread that panicked with the lock held says nothing about the list of requests.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while(&self, limit: Duration, condition: impl FnMut(&mut State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.changed.wait_timeout_while(self.lock(), limit, condition);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Lets the time pass; an error when the site stops meanwhile, so that the connection ends.
    fn pause(&self, time: Duration) -> io::Result<()> {
        let state = self.wait_while(time, |state| !state.stopping);
        if state.stopping { Err(closed()) } else { Ok(()) }
    }

    /// Waits until the test lets go; an error when the site stops before.
    fn hold(&self) -> io::Result<()> {
        let held = |state: &mut State| !state.stopping && !state.let_go;
        let state = self.changed.wait_while(self.lock(), held).unwrap_or_else(PoisonError::into_inner);
        if state.stopping { Err(closed()) } else { Ok(()) }
    }

    fn arrived(&self, request: Request) -> usize {
        let mut state = self.lock();
        state.requests.push(request);
        let number = state.requests.len() - 1;
        drop(state);
        self.changed.notify_all();
        number
    }

    fn mark(&self, number: usize, answered: bool) {
        self.lock().requests[number].answered = answered;
        self.changed.notify_all();
    }
}

fn closed() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for number in 0.. {
        let accepted = listener.accept();
        let Ok((stream, handle)) = accepted.and_then(|(stream, _)| Ok((stream.try_clone()?, stream))) else {
            continue;
        };
        let mut state = shared.lock();
        if state.stopping {
            return;
        }
        state.connections.insert(number, handle);
        drop(state);
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A client that goes away in the middle is no fault of the site's.
            let _ = converse(&stream, &shared);
            // The registry holds a second handle, so that dropping this one would not close the
            // connection.
            let _ = stream.shutdown(Shutdown::Both);
            shared.lock().connections.remove(&number);
            shared.changed.notify_all();
        });
    }
}

/// Answers requests on one connection until either side has enough.
fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some((request, keep_alive)) = read_request(&mut reader)? {
        let number = shared.arrived(request.clone());
        let answer = route(shared, &request.path, &request)?;
        let head_only = request.method == "HEAD";
        answer.send(stream, shared, number, head_only, keep_alive)?;
        if !keep_alive {
            break;
        }
    }
    Ok(())
}

/// The next request, its body read and dropped, and whether the connection is to stay; `None` when
/// the client has left.
fn read_request(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<(Request, bool)>> {
    let mut head = reader.by_ref().take(MAX_HEAD);
    let mut first = String::new();
    if head.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let [method, path, version] = first.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let mut request =
        Request { method: method.to_owned(), path: path.to_owned(), headers: Vec::new(), answered: false };
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or(io::ErrorKind::InvalidData)?;
        let header = (name.to_owned(), value.trim().to_owned());
        request.headers.push(header);
    }
    let length = request.header("Content-Length");
    if let Some(length) = length.and_then(|length| length.parse().ok()) {
        io::copy(&mut reader.take(length), &mut io::sink())?;
    }
    let wish = request.header("Connection").unwrap_or_default();
    let keep_alive = version == "HTTP/1.1" && !wish.eq_ignore_ascii_case("close");
    Ok(Some((request, keep_alive)))
}

struct Answer {
    status: u16,
    headers: Vec<(Cow<'static, str>, String)>,
    /// What Content-Length says; without one the body goes out in chunks.
    length: Option<u64>,
    pieces: Box<dyn Iterator<Item = Vec<u8>>>,
    /// Before each piece.
    pause: Duration,
    /// Whether the pieces are less than was promised, and the connection closes after them.
    cut: bool,
}

const HTML: &str = "text/html; charset=utf-8";
const BINARY: &str = "application/octet-stream";
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'";
const BLOCK: usize = 64 * 1024;

impl Answer {
    fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        let body = body.into();
        Answer {
            status,
            headers: vec![("Content-Type".into(), content_type.to_owned())],
            length: Some(body.len() as u64),
            pieces: Box::new(iter::once(body)),
            pause: Duration::ZERO,
            cut: false,
        }
    }

    fn html(status: u16, title: &str, body: &str) -> Answer {
        let head = format!("<head><meta charset=\"utf-8\"><title>{title}</title></head>");
        let page = format!("<!doctype html>\n<html lang=\"en\">\n{head}\n<body>{body}</body>\n</html>\n");
        Answer::new(status, HTML, page)
    }

    /// So many of one byte, never in memory all at once.
    fn stream(content_type: &str, byte: u8, length: u64, chunked: bool) -> Answer {
        let blocks = (0..length).step_by(BLOCK);
        let pieces = blocks.map(move |at| vec![byte; BLOCK.min((length - at) as usize)]);
        Answer { length: (!chunked).then_some(length), pieces: Box::new(pieces), ..Answer::new(200, content_type, "") }
    }

    fn redirect(status: u16, location: String) -> Answer {
        Answer::html(status, "Moved", "<p>Elsewhere</p>").with("Location", location)
    }

    /// The bytes that were asked for (`Range: bytes=FROM-TO` or `bytes=FROM-`), as a player asks.
    fn in_range(self, asked: Option<&str>) -> Answer {
        let body: Vec<u8> = self.pieces.flatten().collect();
        let bounds = asked.and_then(|asked| asked.strip_prefix("bytes=")?.split_once('-'));
        let Some((from, to)) =
            bounds.and_then(|(from, to)| Some((from.parse::<usize>().ok()?, to.parse().unwrap_or(body.len() - 1))))
        else {
            return Answer { pieces: Box::new(iter::once(body)), ..self };
        };
        let range = format!("bytes {from}-{to}/{}", body.len());
        let piece = body[from..=to].to_vec();
        let answer =
            Answer { status: 206, length: Some(piece.len() as u64), pieces: Box::new(iter::once(piece)), ..self };
        answer.with("Content-Range", range).with("Accept-Ranges", "bytes")
    }

    fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Answer {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn send(
        self,
        mut stream: &TcpStream,
        shared: &Shared,
        number: usize,
        head_only: bool,
        keep_alive: bool,
    ) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} \r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        let bodiless = matches!(self.status, 204 | 304);
        if let Some(length) = self.length.filter(|_| !bodiless) {
            head += &format!("Content-Length: {length}\r\n");
        } else if !bodiless {
            head += "Transfer-Encoding: chunked\r\n";
        }
        if !keep_alive || self.cut {
            head += "Connection: close\r\n";
        }
        // Tests count requests, so that nothing may come from a cache; unless they ask for it, with
        // `/with/Cache-Control/`.
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Cache-Control")) {
            head += "Cache-Control: no-store\r\n";
        }
        head += "Server: fixture\r\n\r\n";

        let chunked = self.length.is_none();
        let frame = |piece: Vec<u8>| match chunked {
            true => [format!("{:x}\r\n", piece.len()).as_bytes(), &piece, b"\r\n"].concat(),
            false => piece,
        };
        let end = chunked.then(|| b"0\r\n\r\n".to_vec());
        let wanted = if head_only || bodiless { 0 } else { usize::MAX };
        let body = self.pieces.map(frame).chain(end).take(wanted);
        let mut frames = iter::once(head.into_bytes()).chain(body).peekable();
        while let Some(frame) = frames.next() {
            let last = frames.peek().is_none();
            // Marked before it is written, so that whoever has read the last byte finds the mark.
            if last && !self.cut {
                shared.mark(number, true);
            }
            stream.write_all(&frame).inspect_err(|_| shared.mark(number, false))?;
            if !last {
                shared.pause(self.pause)?;
            }
        }
        if self.cut { Err(closed()) } else { Ok(()) }
    }
}

/// The answer for a path, which is the request's own or what `/slow/` and `/redirect/` leave of it.
fn route(shared: &Shared, path: &str, request: &Request) -> io::Result<Answer> {
    let (plain, query) = path.split_once('?').unwrap_or((path, ""));
    let chunked = query == "chunked";
    if let Some((name, rest)) = path.strip_prefix("/with/").and_then(|rest| rest.split_once('/'))
        && let Some((value, target)) = rest.split_once('/')
    {
        return Ok(route(shared, &format!("/{target}"), request)?.with(name.to_owned(), value));
    }
    if let Some(target) = path.strip_prefix("/held/") {
        shared.hold()?;
        return route(shared, &format!("/{target}"), request);
    }
    // Not split off `plain`: a query belongs to the path that `/slow/` and `/redirect/` lead to.
    let mut parts = path.trim_start_matches('/').splitn(3, '/');
    let kind = parts.next().and_then(|part| part.split('?').next());
    let number = parts.next().and_then(|part| part.split(['?', '.']).next()?.parse::<u64>().ok());
    Ok(match (kind.unwrap_or_default(), number, parts.next()) {
        ("redirect", Some(0), Some(target)) => route(shared, &format!("/{target}"), request)?,
        ("redirect", Some(1), Some(target)) if target.starts_with("http://") => {
            Answer::redirect(302, target.to_owned())
        }
        ("redirect", Some(1), Some(target)) => Answer::redirect(302, format!("/{target}")),
        ("redirect", Some(hops), Some(target)) => Answer::redirect(302, format!("/redirect/{}/{target}", hops - 1)),
        ("slow", Some(millis), Some(target)) => {
            shared.pause(Duration::from_millis(millis))?;
            route(shared, &format!("/{target}"), request)?
        }
        ("status", Some(status @ 200..=999), None) => {
            Answer::html(status as u16, &format!("Status {status}"), &format!("<h1>{status}</h1>"))
        }
        ("large", Some(length), None) => Answer::stream(BINARY, 0, length, chunked),
        ("text", Some(length), None) => Answer::stream("text/plain", b'x', length, chunked),
        ("img", Some(number), None) => Answer::new(200, "image/png", tiny_png(number)),
        ("drip", None, None) => Answer {
            length: Some(300),
            pieces: Box::new(iter::repeat_n(b".".to_vec(), 300)),
            pause: Duration::from_millis(200),
            ..Answer::new(200, "text/plain", "")
        },
        ("hang", None, None) => loop {
            shared.pause(Duration::from_secs(3600))?;
        },
        ("reset", None, None) => {
            let answer = Answer::html(200, "Reset", "<h1>Reset</h1>");
            Answer { length: answer.length.map(|length| length * 2), cut: true, ..answer }
        }
        ("download", None, None) => Answer::stream(BINARY, 0, 200 * 1024, false)
            .with("Content-Disposition", "attachment; filename=\"../report?.bin\""),
        ("echo", None, None) => Answer::new(200, "application/json", echo(request)),
        ("set-cookie", None, None) => {
            let came = request.header("Cookie").unwrap_or("none");
            let came = came.replace('&', "&amp;").replace('<', "&lt;");
            let cookie = if query.is_empty() { "bait=worm; Path=/".to_owned() } else { format!("{query}=1; Path=/") };
            Answer::html(200, "Cookie", &format!("<p id=\"cookie\">{came}</p>")).with("Set-Cookie", cookie)
        }
        ("reports", None, None) => {
            let policy = format!("img-src 'none'; report-uri /{query}");
            Answer::html(200, "Reports", "<img src=\"/img/3.png\">").with("Content-Security-Policy", policy)
        }
        ("csp.html", None, None) => {
            let script = "<script>document.title = 'the policy was not kept'</script>";
            Answer::html(200, "Policy", script).with("Content-Security-Policy", POLICY)
        }
        ("no_type", None, None) => {
            let answer = Answer::html(200, "No type", "<h1>No type</h1>");
            Answer { headers: Vec::new(), ..answer }
        }
        ("private", None, None) if request.header("Authorization") != Some("Basic bWU6cEBzcw==") => {
            Answer::html(401, "Unauthorized", "<h1>Who is there?</h1>")
                .with("WWW-Authenticate", "Basic realm=\"private\"")
        }
        ("private", None, None) if plain.ends_with(".png") => Answer::new(200, "image/png", tiny_png(1)),
        ("private", None, None) => Answer::html(200, "Private", &format!("<h1>Private</h1><img src=\"{plain}.png\">")),
        ("asks", _, None) => {
            let origin = plain.trim_start_matches("/asks/");
            Answer::html(200, "Asks", &format!("<h1>Asks</h1><img src=\"http://{origin}/img/7.png\">"))
        }
        ("auth", None, None) if query == "any" && request.header("Authorization").is_some() => {
            Answer::html(200, "In", "<h1>Come in</h1>")
        }
        ("auth", None, None) => Answer::html(401, "Unauthorized", "<h1>Who is there?</h1>")
            .with("WWW-Authenticate", "Basic realm=\"fixture\""),
        _ => {
            let answer = file(&shared.root, plain);
            if query == "ranges" {
                return Ok(answer.in_range(request.header("Range")));
            }
            Answer { length: answer.length.filter(|_| !chunked), ..answer }
        }
    })
}

/// A file below the root; index.html for a directory.
fn file(root: &Path, path: &str) -> Answer {
    let missing = || Answer::html(404, "Not Found", "<h1>404 Not Found</h1>");
    let Some(name) = decode(path) else {
        return missing();
    };
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    if parts.contains(&"..") || name.contains('\0') {
        return missing();
    }
    let mut file = root.to_path_buf();
    file.extend(&parts);
    if file.is_dir() {
        // Relative links in its index.html would otherwise lead beside it.
        if !name.ends_with('/') {
            return Answer::redirect(301, format!("{path}/"));
        }
        file.push("index.html");
    }
    match std::fs::read(&file) {
        Ok(bytes) => Answer::new(200, content_type(&file), bytes),
        Err(_) => missing(),
    }
}

fn content_type(file: &Path) -> &'static str {
    let extension = file.extension().unwrap_or_default();
    match extension.to_str().unwrap_or_default() {
        "html" | "htm" => HTML,
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        _ => BINARY,
    }
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut left = path.as_bytes();
    while let Some((&byte, rest)) = left.split_first() {
        left = rest;
        if byte == b'%' {
            let digits = std::str::from_utf8(left.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            left = &left[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn echo(request: &Request) -> String {
    let mut merged = BTreeMap::<String, String>::new();
    for (name, value) in &request.headers {
        let values = merged.entry(name.to_ascii_lowercase()).or_default();
        values.push_str(if values.is_empty() { "" } else { ", " });
        values.push_str(value);
    }
    // Headers are printable ASCII, and for that Rust's own notation is JSON.
    format!("{merged:?}")
}

/// An 8 x 8 image of one colour: all but its palette is always the same.
fn tiny_png(number: u64) -> Vec<u8> {
    // Multiples of an odd constant: neighbouring numbers get colours far apart, and no two below
    // 2^24 the same.
    let [_, red, green, blue] = ((number.wrapping_mul(0x9E_3779) & 0xFF_FFFF) as u32).to_be_bytes();
    let palette = [b'P', b'L', b'T', b'E', red, green, blue];
    let crc = !palette.iter().fold(!0, |crc: u32, byte| {
        let step = |crc: u32, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        (0..8).fold(crc ^ u32::from(*byte), step)
    });
    [PNG_HEAD, &palette[4..], &crc.to_be_bytes(), PNG_TAIL].concat()
}

const PNG_HEAD: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x01\x03\0\0\0\xFE\xC1,\xC8\0\0\0\x03PLTE";
const PNG_TAIL: &[u8] = b"\0\0\0\x0BIDATx\xDAc`@\x05\0\0\x10\0\x01\xAA\x19\xF8\x82\0\0\0\0IEND\xAEB`\x82";
