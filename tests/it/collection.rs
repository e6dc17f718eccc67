//! A collection of its own for every test, and the program that works on it.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use nix::sys::signal::{SigHandler, Signal, kill, signal};
use nix::unistd::Pid;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tacklebox::store::counts;
use walkdir::WalkDir;

use crate::processes::{self, LIMIT};

/// A page that nobody serves: only Chrome would ask for it.
pub const PAGE: &str = "http://127.0.0.1:1/page";

/// The hooks that these tests run.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/plugins")
}

/// A collection in a temporary directory.
pub struct Collection {
    _home: tempfile::TempDir,
    /// Where that is, with no link in its path: a process's working directory is told so.
    path: PathBuf,
}

/// How a command ended, and what it said.
#[derive(Debug)]
pub struct Output {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Collection {
    pub fn new() -> Self {
        let home = tempfile::Builder::new().prefix("tacklebox-it-").tempdir().unwrap();
        Collection { path: home.path().canonicalize().unwrap(), _home: home }
    }

    /// The collection's directory; the program makes it.
    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// A file beside the collection, for lists of URLs.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Puts a copy of a fixture into the collection's own plugins, under a name.
    pub fn drop_in(&self, fixture: &str, name: &str) {
        let plugins = self.data().join("plugins");
        fs::create_dir_all(&plugins).unwrap();
        // `cp` and not this process writes the executables: a test beside this one may fork while
        // they are open, and an executable that is open for writing anywhere cannot be run ("text
        // file busy").
        let status =
            Command::new("cp").arg("-r").arg(fixtures().join(fixture)).arg(plugins.join(name)).status().unwrap();
        assert!(status.success());
    }

    /// `tacklebox` with nothing of this test's own environment but the PATH.
    pub fn command<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Command {
        self.command_at(&self.data(), arguments)
    }

    fn command_at<I: AsRef<OsStr>>(&self, data: &Path, arguments: impl IntoIterator<Item = I>) -> Command {
        self.command_of(Path::new(env!("CARGO_BIN_EXE_tacklebox")), data, arguments)
    }

    /// The same, of a copy of the program.
    pub fn command_of<I: AsRef<OsStr>>(
        &self,
        program: &Path,
        data: &Path,
        arguments: impl IntoIterator<Item = I>,
    ) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).arg("--data").arg(data);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", &self.path)
            .current_dir(&self.path);
        // A test of what fails does not wait for it to fail again; those of the retries say how
        // many with --set.
        command.env("RETRIES", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        hear_signals(&mut command);
        command
    }

    /// `tacklebox archive` with the fixtures at hand.
    pub fn archiving(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(["archive"]);
        command.arg("--plugins-dir").arg(fixtures()).args(arguments);
        command
    }

    /// Runs any command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Running::start(&mut self.command(arguments)).end()
    }

    /// The same with a standard output of its own, which may not take what is written.
    pub fn run_into(&self, stdout: impl Into<Stdio>, arguments: &[&str]) -> Output {
        Running::start(self.command(arguments).stdout(stdout)).end()
    }

    /// Archives with a standard error of its own, which may not take what is written.
    pub fn archive_telling(&self, stderr: impl Into<Stdio>, arguments: &[&str]) -> Output {
        Running::start(self.archiving(arguments).stderr(stderr)).end()
    }

    /// The same with something else in place of the collection's directory.
    pub fn run_at(&self, data: &str, arguments: &[&str]) -> Output {
        Running::start(&mut self.command_at(Path::new(data), arguments)).end()
    }

    /// Archives with the fixtures at hand, and runs to the end.
    pub fn archive(&self, arguments: &[&str]) -> Output {
        Running::start(&mut self.archiving(arguments)).end()
    }

    /// Archives what comes from standard input.
    pub fn archive_from(&self, input: &str, arguments: &[&str]) -> Output {
        let mut running = Running::start(self.archiving(arguments).stdin(Stdio::piped()));
        running.tell(input);
        running.end()
    }

    /// What `tacklebox show --json` says of the newest snapshot of a URL.
    pub fn show(&self, url: &str) -> Value {
        self.run(&["show", "--json", url]).json()
    }

    /// What `tacklebox list --json` says, newest first.
    pub fn list(&self) -> Vec<Value> {
        self.run(&["list", "--json", "--limit", "100000"]).json_lines()
    }

    /// One plugin's result for the newest snapshot of a URL.
    pub fn result(&self, url: &str, plugin: &str) -> Value {
        result_in(&self.show(url), plugin)
    }

    /// The directory of the newest snapshot of a URL.
    pub fn snapshot_dir(&self, url: &str) -> PathBuf {
        self.data().join(self.show(url)["dir"].as_str().expect("it has been started"))
    }

    /// The directory of the one crawl.
    pub fn crawl_dir(&self) -> PathBuf {
        let dir: String = self.database().query_row("SELECT dir FROM crawls", [], |row| row.get(0)).unwrap();
        self.data().join(dir)
    }

    /// The database, to be read only.
    pub fn database(&self) -> Connection {
        Connection::open_with_flags(self.data().join("index.sqlite3"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// The rows that a query gives, each as its first column.
    pub fn query(&self, sql: &str) -> Vec<String> {
        let database = self.database();
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    /// No process of this collection is alive, and none claims to be.
    pub fn assert_nothing_is_left(&self) {
        let living = processes::of_collection(&self.data());
        assert!(living.is_empty(), "still alive: {living:#?}");
        let files = WalkDir::new(self.data()).into_iter().flatten();
        let pid_files: Vec<_> =
            files.filter(|entry| entry.file_name() == "hook.pid").map(|entry| entry.into_path()).collect();
        assert!(pid_files.is_empty(), "{pid_files:?}");
    }

    /// Whatever the test did, the numbers that the index keeps are those of its rows. One that was
    /// damaged on purpose has none.
    fn assert_counts_are_right(&self) {
        let path = self.data().join("index.sqlite3");
        if path.exists()
            && let Ok(database) = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            && let Ok(wrong) = counts::wrong(&database)
        {
            assert_eq!(wrong, (Vec::new(), false), "what is counted wrong: crawls, the whole collection");
        }
    }
}

impl Drop for Collection {
    fn drop(&mut self) {
        // A failed test must not leave its hooks to the next one.
        processes::of_collection(&self.data()).iter().for_each(processes::Process::kill);
        if !thread::panicking() {
            self.assert_counts_are_right();
        }
    }
}

/// Whoever runs the tests may have them ignore signals, as `nohup` does and a shell does for what
/// it puts into the background; what they start would, too.
fn hear_signals(command: &mut Command) {
    let reset = || {
        for asked in [Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM, Signal::SIGHUP] {
            // SAFETY: the default action involves no code of ours.
            unsafe { signal(asked, SigHandler::SigDfl) }?;
        }
        Ok(())
    };
    // SAFETY: between fork and exec it makes system calls only.
    unsafe { command.pre_exec(reset) };
}

/// One plugin's result in what `show --json` said.
pub fn result_in(shown: &Value, plugin: &str) -> Value {
    let results = shown["results"].as_array().unwrap();
    results
        .iter()
        .find(|result| result["plugin"] == plugin)
        .unwrap_or_else(|| panic!("no result of {plugin} in {shown:#}"))
        .clone()
}

/// The names of the files in a result.
pub fn files_of(result: &Value) -> Vec<&str> {
    result["files"].as_object().unwrap().keys().map(String::as_str).collect()
}

impl Output {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }

    /// The exit code was this one.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// stderr has this in it.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "{text:?} is not in {}", self.stderr);
        self
    }
}

/// A command that runs. It is killed when it takes longer than anything may, and when its test is
/// over before it.
pub struct Running {
    child: Child,
    /// Absent once it is closed.
    lines: Option<BufReader<ChildStdout>>,
    seen: String,
    stderr: Option<JoinHandle<String>>,
    /// Dropped with this, which tells the guard that it has nothing more to guard.
    _guarded: mpsc::Sender<()>,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        Running::start_within(command, LIMIT)
    }

    /// The same for what takes longer than anything else may.
    pub fn start_within(command: &mut Command, limit: Duration) -> Self {
        let mut child = command.spawn().unwrap();
        let stderr = child.stderr.take();
        let stderr = thread::spawn(move || {
            let mut text = Vec::new();
            // A test that gave it a standard error of its own reads nothing here.
            stderr.map(|mut stderr| stderr.read_to_end(&mut text).unwrap());
            String::from_utf8_lossy(&text).into_owned()
        });
        let pid = Pid::from_raw(child.id() as i32);
        let (guarded, over) = mpsc::channel();
        thread::spawn(move || {
            if over.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                // Whoever reads its output sees the end of it then, and its exit code tells what
                // happened.
                let _ = kill(pid, Signal::SIGKILL);
            }
        });
        Running {
            lines: child.stdout.take().map(BufReader::new),
            child,
            seen: String::new(),
            stderr: Some(stderr),
            _guarded: guarded,
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has installed a handler for a signal, by `SigCgt` of `/proc/<pid>/status`
    /// (proc(5)).
    pub fn handles(&self, signal: Signal) -> bool {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
        u64::from_str_radix(caught.trim(), 16).unwrap() & (1 << (signal as u64 - 1)) != 0
    }

    /// Gives it its whole standard input.
    pub fn tell(&mut self, input: &str) {
        drop(self.begin_to_tell(input));
    }

    /// Gives it the beginning of its standard input, which ends when what is returned is dropped.
    pub fn begin_to_tell(&mut self, input: &str) -> ChildStdin {
        let mut stdin = self.child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        stdin
    }

    /// Reads its standard output no more, as `| head` does.
    pub fn close_stdout(&mut self) {
        self.lines = None;
    }

    /// The next line of its standard output; `None` after the last.
    pub fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        if self.lines.as_mut().unwrap().read_line(&mut line).unwrap() == 0 {
            return None;
        }
        self.seen.push_str(&line);
        Some(line)
    }

    /// The next event of `--json`; `None` after the last.
    pub fn event(&mut self) -> Option<Value> {
        let line = self.line()?;
        Some(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}")))
    }

    /// Reads events until one is as wanted.
    pub fn event_where(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.event() {
                Some(event) if wanted(&event) => return event,
                Some(_) => {}
                None => panic!("it ended before {what}; until then: {}", self.seen),
            }
        }
    }

    /// Waits for the end.
    pub fn end(mut self) -> Output {
        let mut stdout = std::mem::take(&mut self.seen);
        if let Some(lines) = &mut self.lines {
            lines.read_to_string(&mut stdout).unwrap();
        }
        let status = self.child.wait().unwrap();
        Output { code: status.code(), stdout, stderr: self.stderr.take().unwrap().join().unwrap() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
