//! A browser of our own: started with a pipe, so that it cannot outlive us, and a profile directory
//! that goes with it.

mod health;
mod log;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::Signal;
use nix::unistd::pipe2;
use serde_json::json;
use tokio::net::unix::pipe::{Receiver, Sender};

use super::flags;
use crate::cdp::{CdpError, Connection, Events};
use crate::process::{Child, GroupEnd, Launch, Output};
use health::{stopped, unresponsive};
use log::Log;

/// How long Chrome may take to close after it was asked to.
const CLOSE: Duration = Duration::from_secs(5);

/// How long Chrome's last processes may keep its profile from being removed.
const REMOVE: Duration = Duration::from_secs(5);

/// How often that is tried.
const REMOVE_EVERY: Duration = Duration::from_millis(20);

/// A running browser.
pub struct Browser {
    child: Child,
    /// Over the pipe: when it is closed, Chrome ends.
    connection: Connection,
    events: Option<Events>,
    profile: PathBuf,
    log: Log,
    /// Absent where it was started without one.
    debugging_port: Option<DebuggingPort>,
}

/// Where others than its owner reach a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebuggingPort {
    pub port: u16,
    /// `ws://127.0.0.1:<port>/devtools/browser/<id>`
    pub ws_url: String,
}

/// Why there is no browser.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error("Chrome could not be started: {0}")]
    Start(String),
    #[error("Chrome exited during start-up with {exit}; its last output: {words}")]
    Ended { exit: String, words: String },
    #[error("Chrome did not answer within {} s; its last output: {words}", .after.as_secs_f32())]
    Mute { after: Duration, words: String },
}

/// What to start.
#[derive(Debug)]
pub struct ChromeCommand<'a> {
    pub program: &'a Path,
    pub arguments: Vec<String>,
    /// Added to, or replacing, what this process has.
    pub environment: Vec<(OsString, OsString)>,
    pub profile: &'a Path,
    /// Where Chrome's own words go.
    pub log: &'a Path,
}

/// Our ends of the pipe: what Chrome reads, and what it writes.
pub type PipeEnds = (Sender, Receiver);

impl Browser {
    /// Starts `program` with `arguments` and waits until it answers. Its own words go to `log`.
    pub async fn launch(
        program: &Path,
        arguments: Vec<String>,
        profile: &Path,
        log: &Path,
        limit: Duration,
    ) -> Result<Self, LaunchError> {
        let command = ChromeCommand { program, arguments, environment: Vec::new(), profile, log };
        Browser::launch_over(command, limit, |(commands, replies)| Connection::over_pipe(commands, replies)).await
    }

    /// The same, where the connection over the pipe is made by `over`.
    pub async fn launch_over(
        command: ChromeCommand<'_>,
        limit: Duration,
        over: impl FnOnce(PipeEnds) -> (Connection, Events),
    ) -> Result<Self, LaunchError> {
        let ChromeCommand { program, arguments, environment, profile, log } = command;
        let has_port = arguments.iter().any(|argument| flags::name(argument) == flags::DEBUGGING_PORT);
        let start = |error: &dyn std::fmt::Display| LaunchError::Start(error.to_string());
        fs::create_dir_all(profile).map_err(|error| start(&format!("{}: {error}", profile.display())))?;
        let (log, log_file) = Log::begin(log).map_err(|error| start(&format!("{}: {error}", log.display())))?;
        let (read_commands, commands) = pipe2(OFlag::O_CLOEXEC).map_err(|error| start(&error))?;
        let (replies, write_replies) = pipe2(OFlag::O_CLOEXEC).map_err(|error| start(&error))?;
        let launch = Launch {
            program: program.into(),
            args: arguments.into_iter().map(Into::into).collect(),
            environment,
            cwd: profile.to_owned(),
            output: Output::File(log_file),
            pipe: Some((read_commands, write_replies)),
        };
        let child = launch.spawn().map_err(|error| start(&error))?;
        let commands = sender(commands).map_err(|error| start(&error))?;
        let replies = receiver(replies).map_err(|error| start(&error))?;
        let (connection, events) = over((commands, replies));
        let mut browser =
            Browser { child, connection, events: Some(events), profile: profile.to_owned(), log, debugging_port: None };
        match tokio::time::timeout(limit, browser.check_responds(has_port, limit)).await {
            Ok(Ok(())) => Ok(browser),
            // Both limits are over in the same moment.
            Err(_) | Ok(Err(CdpError::Timeout { .. })) => {
                Err(LaunchError::Mute { after: limit, words: browser.log.last_words() })
            }
            Ok(Err(error)) => {
                let exit = match tokio::time::timeout(Duration::from_secs(1), browser.child.wait()).await {
                    Ok(Ok(end)) => end.exit.to_string(),
                    _ => error.to_string(),
                };
                Err(LaunchError::Ended { exit, words: browser.log.last_words() })
            }
        }
    }

    /// The process that leads its group.
    pub fn pid(&self) -> i32 {
        self.child.pid()
    }

    /// The connection that holds it, with the events; they can be taken once.
    pub fn connection(&mut self) -> (Connection, Option<Events>) {
        (self.connection.clone(), self.events.take())
    }

    /// Waits until it is of no use any more, and says how: it ended by itself, one of its processes
    /// was stopped, or it, or its network service, gave no answer for as long as `patience`. What
    /// is of no use is killed. Meanwhile its log is kept short.
    pub async fn lost(&mut self, patience: Duration) -> String {
        let pid = self.child.pid();
        let how = tokio::select! {
            how = ended(&mut self.child) => return how,
            which = stopped(pid) => format!("somebody stopped {which} (SIGSTOP), and Chrome was killed"),
            never = self.log.stay_short() => match never {},
            (which, silent) = unresponsive(&self.connection, patience) => format!("{which} gave no answer for {} s, and Chrome was killed", silent.as_secs_f32()),
        };
        self.child.signal_group(Signal::SIGKILL);
        how
    }

    /// Waits until it has ended by itself, and says how.
    pub async fn ended(&mut self) -> String {
        ended(&mut self.child).await
    }

    /// Asks it to close, insists when it does not, and removes its profile. The error is that of
    /// the last try to remove it.
    pub async fn close(mut self) -> io::Result<()> {
        // It ends without an answer.
        drop(self.connection.root().submit("Browser.close", json!({})));
        // What is left of its processes would write in the profile.
        if tokio::time::timeout(CLOSE, self.child.wait_and(GroupEnd::Kill)).await.is_err() {
            self.child.signal_group(Signal::SIGKILL);
            let _ = tokio::time::timeout(CLOSE, self.child.wait()).await;
        }
        self.remove_profile().await
    }

    /// Ends it at once, whatever it does, and removes its profile. The error is that of the last try
    /// to remove it.
    pub async fn kill(mut self) -> io::Result<()> {
        self.child.signal_group(Signal::SIGKILL);
        let _ = tokio::time::timeout(CLOSE, self.child.wait_and(GroupEnd::Kill)).await;
        self.remove_profile().await
    }

    async fn remove_profile(&self) -> io::Result<()> {
        persist(REMOVE, || fs::remove_dir_all(&self.profile)).await
    }

    /// Its debugging port, if it was started with one.
    pub fn debugging_port(&self) -> Option<&DebuggingPort> {
        self.debugging_port.as_ref()
    }

    /// Waits for the first answer over the pipe; the port file is written by then.
    async fn check_responds(&mut self, has_port: bool, limit: Duration) -> Result<(), CdpError> {
        self.connection.root().call_within("Browser.getVersion", json!({}), limit).await?;
        if has_port {
            self.debugging_port = Some(self.read_port_file().await);
        }
        Ok(())
    }

    /// `DevToolsActivePort` in the profile: the port, and the path of the browser's own endpoint.
    /// It is written at about the time of the first answer.
    async fn read_port_file(&self) -> DebuggingPort {
        let path = self.profile.join("DevToolsActivePort");
        loop {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let mut lines = text.lines();
            if let (Some(Ok(port)), Some(endpoint)) = (lines.next().map(str::parse), lines.next()) {
                return DebuggingPort { port, ws_url: format!("ws://127.0.0.1:{port}{endpoint}") };
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// Does again what failed, as others still write where it is done, until `limit` is over; then the
/// last failure counts. What is not there need not be removed.
async fn persist(limit: Duration, mut remove: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let end = Instant::now() + limit;
    loop {
        match remove() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if Instant::now() >= end => return Err(error),
            Err(_) => tokio::time::sleep(REMOVE_EVERY).await,
            Ok(()) => return Ok(()),
        }
    }
}

async fn ended(child: &mut Child) -> String {
    let how = child.wait().await.map_or_else(|error| error.to_string(), |end| end.exit.to_string());
    format!("Chrome ended by itself: {how}")
}

fn sender(fd: OwnedFd) -> io::Result<Sender> {
    non_blocking(&fd)?;
    Sender::from_owned_fd(fd)
}

fn receiver(fd: OwnedFd) -> io::Result<Receiver> {
    non_blocking(&fd)?;
    Receiver::from_owned_fd(fd)
}

fn non_blocking(fd: &OwnedFd) -> io::Result<()> {
    nix::fcntl::fcntl(fd, nix::fcntl::FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Launches a shell in Chrome's place.
    async fn launch(script: &str, home: &Path, limit: Duration) -> Result<Browser, LaunchError> {
        let arguments = vec!["-c".to_owned(), script.to_owned()];
        Browser::launch(Path::new("/bin/sh"), arguments, &home.join("profile"), &home.join("chrome.log"), limit).await
    }

    const LIMIT: Duration = Duration::from_secs(60);

    /// What Chrome does at its start: it says where it listens, and answers the first question.
    const ANSWER: &str =
        r#"printf '1\n/devtools/browser/id\n' >DevToolsActivePort; printf '{"id":1,"result":{}}\0' >&4;"#;

    #[tokio::test]
    async fn one_that_says_nothing_is_told_from_one_that_has_ended() {
        let home = tempfile::tempdir().unwrap();
        let unresponsive = launch("echo 'no display yet' >&2; exec sleep 600", home.path(), Duration::from_secs(1))
            .await
            .err()
            .expect("it says nothing");
        assert_eq!(unresponsive.to_string(), "Chrome did not answer within 1 s; its last output: no display yet");
        let ended = launch("echo 'no display' >&2; exit 3", home.path(), LIMIT).await.err().expect("it has ended");
        assert_eq!(ended.to_string(), "Chrome exited during start-up with exit code 3; its last output: no display");
    }

    #[tokio::test]
    async fn the_profile_goes_although_somebody_still_writes_in_it() {
        let home = tempfile::tempdir().unwrap();
        let script = format!("{ANSWER} head -z -n 2 <&3 >/dev/null");
        let browser = launch(&script, home.path(), LIMIT).await.unwrap();
        let late = home.path().join("profile/late");
        fs::create_dir(&late).unwrap();
        let writers = [1, 2].map(|writer| {
            let late = late.clone();
            // Until the directory is gone, or long enough for a first try to have failed.
            std::thread::spawn(move || {
                (0..10_000).take_while(|number| fs::write(late.join(format!("{writer}-{number}")), "").is_ok()).count()
            })
        });
        while fs::read_dir(&late).unwrap().count() < 200 {
            tokio::task::yield_now().await;
        }
        browser.close().await.unwrap();
        assert!(!home.path().join("profile").exists());
        for writer in writers {
            writer.join().unwrap();
        }
    }

    #[tokio::test]
    async fn the_last_failure_is_told() {
        let mut failures =
            [io::ErrorKind::DirectoryNotEmpty, io::ErrorKind::PermissionDenied, io::ErrorKind::NotFound].into_iter();
        let mut next = || Err(failures.next().unwrap_or(io::ErrorKind::Other).into());
        persist(LIMIT, &mut next).await.unwrap();
        assert_eq!(failures.next(), None, "it was tried until nothing was left");
        let mut tries = 0;
        let limit = 3 * REMOVE_EVERY;
        let result = persist(limit, || {
            tries += 1;
            Err(if tries == 1 { io::ErrorKind::DirectoryNotEmpty } else { io::ErrorKind::PermissionDenied }.into())
        });
        assert_eq!(result.await.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }

    /// Answers every question but those of one method.
    const ANSWERS_ALL_BUT: &str = r#"exec python3 -u -c '
import json, os, sys
open("DevToolsActivePort", "w").write("1\n/devtools/browser/id\n")
pending = b""
while data := os.read(3, 65536):
    *questions, pending = (pending + data).split(b"\0")
    for question in map(json.loads, questions):
        if not question["method"] in sys.argv[1:] or question["method"] == "Browser.getVersion" and question["id"] == 1:
            os.write(4, json.dumps({"id": question["id"], "result": {}}).encode() + b"\0")
' "#;

    #[tokio::test]
    async fn it_is_told_what_of_it_gives_no_answer() {
        let reports = async |unanswered: &str, expected: &str| {
            let home = tempfile::tempdir().unwrap();
            let mut browser = launch(&format!("{ANSWERS_ALL_BUT} {unanswered}"), home.path(), LIMIT).await.unwrap();
            let lost = tokio::time::timeout(LIMIT, browser.lost(Duration::from_secs(1))).await;
            assert_eq!(lost.expect("it is noticed"), expected);
        };
        let is_well = async {
            let home = tempfile::tempdir().unwrap();
            let mut browser = launch(&format!("{ANSWERS_ALL_BUT} none"), home.path(), LIMIT).await.unwrap();
            tokio::time::timeout(Duration::from_secs(4), browser.lost(Duration::from_secs(1)))
                .await
                .expect_err("it is well");
        };
        tokio::join!(
            reports("Storage.getCookies", "Chrome's network service gave no answer for 3 s, and Chrome was killed"),
            reports("Storage.getCookies Browser.getVersion", "Chrome gave no answer for 1 s, and Chrome was killed"),
            is_well
        );
    }

    #[tokio::test]
    async fn what_it_says_has_a_bound_and_its_end_is_kept() {
        let home = tempfile::tempdir().unwrap();
        let floods = "yes 'a handshake failed' | head -c 30000000 >&2; echo 'the last of it' >&2; exec sleep 600";
        let mut browser = launch(&format!("{ANSWER} {floods}"), home.path(), LIMIT).await.unwrap();
        let log = home.path().join("chrome.log");
        let is_cut = async {
            loop {
                let text = fs::read_to_string(&log).unwrap_or_default();
                if text.starts_with("[cut here: ") && text.len() < 11_000_000 && text.ends_with("the last of it\n") {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::select! {
            cut = tokio::time::timeout(LIMIT, is_cut) => cut.expect("it is cut"),
            how = browser.lost(2 * LIMIT) => panic!("{how}"),
        }
    }
}
