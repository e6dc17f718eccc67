//! A pool as a process, and clients of it that know every byte that they send and get.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use crate::processes::{self, LIMIT, wait_for};

/// A running `tacklebox pool`. It is ended, with all its browsers, when it is dropped.
pub struct Pool {
    child: Child,
    pub address: SocketAddr,
    pub data: Arc<tempfile::TempDir>,
    said: Arc<Mutex<Vec<String>>>,
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Pool {
    pub fn start(arguments: &[&str]) -> Self {
        Pool::start_in(Arc::new(tempfile::tempdir().unwrap()), arguments)
    }

    /// Starts one whose browsers have their profiles in a directory of an earlier one.
    pub fn start_in(data: Arc<tempfile::TempDir>, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tacklebox"));
        command
            .args(["pool", "--listen", "127.0.0.1:0", "--first-port", "20000", "--data"])
            .arg(data.path())
            .args(arguments)
            .env_remove("TACKLEBOX_TOKEN")
            .env("TACKLEBOX_LOG", "debug")
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let address = loop {
            let line = lines.next().expect("the pool says where it listens").unwrap();
            said.lock().unwrap().push(line.clone());
            if let Some((_, address)) = line.split_once("answers at http://") {
                break address.parse().unwrap();
            }
        };
        let more = said.clone();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| more.lock().unwrap().push(line)));
        Pool { child, address, data, said }
    }

    /// Everything that it has said on stderr.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    pub fn pid(&self) -> i32 {
        self.child.id() as i32
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid()), signal).unwrap();
    }

    /// Waits for its end.
    pub fn exit_code(&mut self) -> Option<i32> {
        wait_for("the end of the pool", || self.child.try_wait().unwrap()).code()
    }

    /// Sends these bytes on a connection of its own and reads until the end.
    pub fn raw(&self, request: &str) -> Answer {
        raw(self.address, request)
    }

    pub fn ask(&self, method: &str, target: &str) -> Answer {
        self.ask_with(method, target, "", "")
    }

    /// `headers` are whole lines with their ends.
    pub fn ask_with(&self, method: &str, target: &str, headers: &str, body: &str) -> Answer {
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        self.raw(&format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{length}{headers}\r\n{body}",
            self.address
        ))
    }

    /// Leases a browser, with these parameters.
    #[track_caller]
    pub fn lend(&self, query: &str) -> Lease<'_> {
        let answer = self.ask("POST", &format!("/browser?{query}"));
        assert_eq!(answer.status, 200, "{answer:?}");
        Lease { pool: self, id: answer.json()["session_id"].as_str().unwrap().to_owned(), described: answer.json() }
    }

    /// Waits until a browser is warm.
    pub fn is_warm(&self, count: usize) {
        wait_for("warm browsers", || {
            let listed = self.ask("GET", "/browsers").json();
            let warm = listed.as_array().unwrap().iter().filter(|browser| browser["active"] == false).count();
            (warm >= count).then_some(())
        });
    }

    /// A figure of `/metrics`, as `name` or `name{label="value"}`.
    pub fn figure(&self, name: &str) -> f64 {
        let text = self.ask("GET", "/metrics").body;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }

    /// The browsers that run, each with all its processes as one.
    pub fn browsers(&self) -> Vec<i32> {
        let is_browser = |process: &processes::Process| {
            process.command.contains("--remote-debugging-pipe") && !process.command.contains("--type=")
        };
        processes::below(self.pid()).into_iter().filter(is_browser).map(|process| process.pid).collect()
    }

    /// The directories of browsers, of this run and of earlier ones.
    pub fn directories(&self) -> Vec<PathBuf> {
        let entries = |path: PathBuf| fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path());
        let runs = entries(self.data.path().join("pool"));
        runs.flat_map(entries).filter(|path| path.is_dir()).collect()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = kill(Pid::from_raw(self.pid()), Signal::SIGTERM);
        if processes::within(Duration::from_secs(20), || self.child.try_wait().unwrap()).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

pub fn raw(address: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    // A server that refuses early may have closed already.
    let _ = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: dechunked(head, body) }
}

fn dechunked(head: &str, body: &str) -> String {
    if !head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return body.to_owned();
    }
    let (mut rest, mut whole) = (body, String::new());
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        whole.push_str(&after[..size]);
        rest = after[size..].trim_start_matches("\r\n");
        if size == 0 {
            break;
        }
    }
    whole
}

/// A leased browser.
pub struct Lease<'a> {
    pub pool: &'a Pool,
    pub id: String,
    /// The answer of `POST /browser`.
    pub described: Value,
}

impl Lease<'_> {
    pub fn path(&self, rest: &str) -> String {
        format!("/session/{}{rest}", self.id)
    }

    /// A connection to its browser.
    pub fn connect(&self) -> WebSocket {
        let ws_url = self.described["ws_url"].as_str().unwrap();
        WebSocket::open(self.pool.address, &path_of(ws_url)).unwrap()
    }

    /// A connection to its first page.
    pub fn connect_page(&self) -> WebSocket {
        let pages = self.pool.ask("GET", &self.path("/json/list")).json();
        WebSocket::open(self.pool.address, &path_of(pages[0]["webSocketDebuggerUrl"].as_str().unwrap())).unwrap()
    }

    pub fn release(&self) -> u16 {
        self.pool.ask("DELETE", &format!("/browser/{}", self.id)).status
    }

    /// What is known of it.
    pub fn shown(&self) -> Value {
        self.pool.ask("GET", &format!("/browser/{}", self.id)).json()
    }

    /// Waits until it has ended, and says how.
    pub fn ended(&self) -> Value {
        wait_for("the end of a lease", || {
            let shown = self.shown();
            shown.get("ended").is_some().then(|| shown["ended"].clone())
        })
    }
}

/// What follows the host and port of an address.
pub fn path_of(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap();
    rest[rest.find('/').unwrap()..].to_owned()
}

/// A WebSocket, as a client.
pub struct WebSocket {
    pub stream: TcpStream,
    read: VecDeque<u8>,
    next_id: u64,
    events: Vec<Value>,
}

/// What a server sent.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    Text(String),
    Close(Option<u16>, String),
    Pong(Vec<u8>),
    /// The stream ended between two frames.
    End,
}

impl WebSocket {
    /// Asks for an upgrade; the error is the answer when that is another.
    pub fn open(address: SocketAddr, path: &str) -> Result<Self, Answer> {
        WebSocket::open_with(address, path, "")
    }

    pub fn open_with(address: SocketAddr, path: &str, headers: &str) -> Result<Self, Answer> {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        let key =
            if headers.contains("Sec-WebSocket-Key") { "" } else { "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" };
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {address}\r\n") };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}Upgrade: websocket\r\nConnection: Upgrade\r\n{key}Sec-WebSocket-Version: 13\r\n{headers}\r\n").unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        if status != 101 {
            let mut body = String::new();
            // It stays open where the server keeps it for another request.
            stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
            let _ = stream.read_to_string(&mut body);
            return Err(Answer { status, head, body });
        }
        Ok(WebSocket { stream, read: VecDeque::new(), next_id: 1, events: Vec::new() })
    }

    /// Sends a frame with this first byte.
    pub fn send_frame(&mut self, first: u8, payload: &[u8]) {
        let mut frame = vec![first];
        match payload.len() {
            length @ 0..126 => frame.push(0x80 | length as u8),
            length @ 126..0x10000 => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
        // A server that has ended the connection is found out by reading.
        let _ = self.stream.write_all(&frame);
    }

    pub fn send(&mut self, message: &str) {
        self.send_frame(0x81, message.as_bytes());
    }

    fn byte(&mut self) -> Option<u8> {
        if self.read.is_empty() {
            let mut buffer = vec![0; 1 << 16];
            let read = self.stream.read(&mut buffer).unwrap_or_else(|error| match error.kind() {
                std::io::ErrorKind::ConnectionReset => 0,
                _ => panic!("nothing came: {error}"),
            });
            self.read.extend(&buffer[..read]);
        }
        self.read.pop_front()
    }

    /// The next frame. Anything that is no valid frame of a server fails.
    #[track_caller]
    pub fn frame(&mut self) -> Frame {
        let Some(first) = self.byte() else { return Frame::End };
        assert_eq!(first & 0xf0, 0x80, "a whole message, and no reserved bits: {first:#x}");
        let second = self.byte().expect("a whole head");
        assert_eq!(second & 0x80, 0, "a server masks nothing");
        let extended = match second {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let length = (0..extended).fold(0u64, |length, _| length << 8 | u64::from(self.byte().expect("a whole head")));
        let length = if extended == 0 { usize::from(second) } else { length as usize };
        while self.read.len() < length {
            let mut buffer = vec![0; 1 << 20];
            let read = self.stream.read(&mut buffer).unwrap();
            assert!(read > 0, "a whole payload");
            self.read.extend(&buffer[..read]);
        }
        let payload: Vec<u8> = self.read.drain(..length).collect();
        match first & 0x0f {
            1 => Frame::Text(String::from_utf8(payload).unwrap()),
            8 if payload.is_empty() => Frame::Close(None, String::new()),
            8 => {
                let code = u16::from_be_bytes([payload[0], payload[1]]);
                Frame::Close(Some(code), String::from_utf8(payload[2..].to_vec()).unwrap())
            }
            10 => Frame::Pong(payload),
            other => panic!("a frame of opcode {other}"),
        }
    }

    /// The next message.
    #[track_caller]
    pub fn message(&mut self) -> Value {
        match self.frame() {
            Frame::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("no message: {other:?}"),
        }
    }

    /// Calls a method, and returns the whole answer; events that come before it are kept.
    #[track_caller]
    pub fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Value {
        let id = self.next_id;
        self.next_id += 1;
        let mut call = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            call["sessionId"] = json!(session);
        }
        self.send(&call.to_string());
        loop {
            let message = self.message();
            if message["id"] == json!(id) {
                return message;
            }
            self.events.push(message);
        }
    }

    /// Evaluates an expression in the page of a connection to a page.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call(None, "Runtime.evaluate", params);
        answer.pointer("/result/result/value").cloned().unwrap_or_else(|| panic!("{answer}"))
    }

    /// An event, of those that came and those that come.
    #[track_caller]
    pub fn event(&mut self, method: &str) -> Value {
        if let Some(at) = self.events.iter().position(|event| event["method"] == method) {
            return self.events.remove(at);
        }
        loop {
            let message = self.message();
            if message["method"] == method {
                return message;
            }
            self.events.push(message);
        }
    }

    /// Reads to the end, and says how it ended.
    #[track_caller]
    pub fn closed(&mut self) -> Option<u16> {
        loop {
            match self.frame() {
                Frame::Close(code, _) => return code,
                Frame::End => return None,
                _ => {}
            }
        }
    }
}
