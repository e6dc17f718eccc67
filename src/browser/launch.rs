//! A browser of our own: started with a pipe, so that it cannot outlive us, and a profile directory that goes with it.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::fcntl::OFlag;
use nix::sys::signal::Signal;
use nix::unistd::pipe2;
use serde_json::json;
use tokio::net::unix::pipe::{Receiver, Sender};

use crate::browser::cdp::{CdpError, Connection, Events};
use crate::process::{Child, Launch, Output, is_stopped};

/// How often Chrome is asked whether it is well.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long Chrome may take to close after it was asked to.
const CLOSE: Duration = Duration::from_secs(5);

/// A running browser.
pub struct Browser {
    child: Child,
    /// Over the pipe: when it is closed, Chrome ends.
    connection: Connection,
    events: Option<Events>,
    profile: PathBuf,
    /// `ws://127.0.0.1:<port>/devtools/browser/<id>`
    pub ws_url: String,
    pub port: u16,
}

/// Why there is no browser.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error("Chrome could not be started: {0}")]
    Start(String),
    #[error("Chrome ended at once with {exit}; its last words: {words}")]
    Ended { exit: String, words: String },
    #[error("Chrome did not answer within {} s; its last words: {words}", .after.as_secs())]
    Mute { after: Duration, words: String },
}

impl Browser {
    /// Starts `program` with `arguments` and waits until it answers. Its own words go to `log`.
    pub async fn launch(program: &Path, arguments: Vec<String>, profile: &Path, log: &Path, limit: Duration) -> Result<Self, LaunchError> {
        let start = |error: &dyn std::fmt::Display| LaunchError::Start(error.to_string());
        fs::create_dir_all(profile).map_err(|error| start(&format!("{}: {error}", profile.display())))?;
        let log_file = fs::File::create(log).map_err(|error| start(&format!("{}: {error}", log.display())))?;
        let (read_commands, commands) = pipe2(OFlag::O_CLOEXEC).map_err(|error| start(&error))?;
        let (replies, write_replies) = pipe2(OFlag::O_CLOEXEC).map_err(|error| start(&error))?;
        let launch = Launch {
            program: program.into(),
            args: arguments.into_iter().map(Into::into).collect(),
            environment: Vec::new(),
            cwd: profile.to_owned(),
            output: Output::File(log_file),
            pipe: Some((read_commands, write_replies)),
        };
        let child = launch.spawn().map_err(|error| start(&error))?;
        let commands = sender(commands).map_err(|error| start(&error))?;
        let replies = receiver(replies).map_err(|error| start(&error))?;
        let (connection, events) = Connection::over_pipe(commands, replies);
        let mut browser = Browser { child, connection, events: Some(events), profile: profile.to_owned(), ws_url: String::new(), port: 0 };
        match tokio::time::timeout(limit, browser.greet(limit)).await {
            Ok(Ok(())) => Ok(browser),
            Ok(Err(error)) => {
                let exit = match tokio::time::timeout(Duration::from_secs(1), browser.child.wait()).await {
                    Ok(Ok(end)) => end.exit.to_string(),
                    _ => error.to_string(),
                };
                Err(LaunchError::Ended { exit, words: last_words(log) })
            }
            Err(_) => Err(LaunchError::Mute { after: limit, words: last_words(log) }),
        }
    }

    /// The process that leads its group.
    pub fn pid(&self) -> i32 {
        self.child.pid()
    }

    /// The connection through which it is held, with the events, once: whoever wants them takes them along.
    pub fn connection(&mut self) -> (Connection, Option<Events>) {
        (self.connection.clone(), self.events.take())
    }

    /// Waits until it is of no use any more, and says how: it ended by itself, was stopped, or gave no answer for as long as `patience`. What does not answer
    /// is killed.
    pub async fn lost(&mut self, patience: Duration) -> String {
        let pid = self.child.pid();
        let how = tokio::select! {
            how = ended(&mut self.child) => return how,
            () = stopped(pid) => "somebody stopped Chrome (SIGSTOP), and it was killed".into(),
            () = mute(&self.connection, patience) => format!("Chrome gave no answer for {} s, and was killed", patience.as_secs_f32()),
        };
        self.child.signal_group(Signal::SIGKILL);
        how
    }

    /// Waits until it has ended by itself, and says how.
    pub async fn ended(&mut self) -> String {
        ended(&mut self.child).await
    }

    /// Asks it to close, insists when it does not, and removes its profile.
    pub async fn close(mut self) {
        // It ends without an answer.
        drop(self.connection.root().submit("Browser.close", json!({})));
        if tokio::time::timeout(CLOSE, self.child.wait()).await.is_err() {
            self.child.signal_group(Signal::SIGKILL);
            let _ = tokio::time::timeout(CLOSE, self.child.wait()).await;
        }
        if let Err(error) = fs::remove_dir_all(&self.profile)
            && error.kind() != io::ErrorKind::NotFound
        {
            eprintln!("{}: the profile could not be removed: {error}", self.profile.display());
        }
    }

    /// Waits for the first answer over the pipe; the port file is written by then.
    async fn greet(&mut self, limit: Duration) -> Result<(), CdpError> {
        self.connection.root().call_within("Browser.getVersion", json!({}), limit).await?;
        (self.port, self.ws_url) = self.read_port_file().await;
        Ok(())
    }

    /// `DevToolsActivePort` in the profile: the port, and the path of the browser's own endpoint. It is written at about the time of the first answer.
    async fn read_port_file(&self) -> (u16, String) {
        let path = self.profile.join("DevToolsActivePort");
        loop {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let mut lines = text.lines();
            if let (Some(Ok(port)), Some(endpoint)) = (lines.next().map(str::parse), lines.next()) {
                return (port, format!("ws://127.0.0.1:{port}{endpoint}"));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

async fn ended(child: &mut Child) -> String {
    let how = child.wait().await.map_or_else(|error| error.to_string(), |end| end.exit.to_string());
    format!("Chrome ended by itself: {how}")
}

/// Returns when the process is stopped by a signal.
async fn stopped(pid: i32) {
    while !is_stopped(pid) {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Returns when a question has had no answer for as long as `patience`.
async fn mute(connection: &Connection, patience: Duration) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match connection.root().call_within("Browser.getVersion", json!({}), patience).await {
            Err(CdpError::Timeout { .. }) => return,
            // It closes its pipe when it ends, which is known in a moment. One that lives on without it gives no answers.
            Err(CdpError::Closed(_)) => return tokio::time::sleep(patience).await,
            _ => {}
        }
    }
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

fn last_words(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().filter(|line| !line.trim().is_empty()).take(5).collect();
    if lines.is_empty() { "none".into() } else { lines.into_iter().rev().collect::<Vec<_>>().join("\n") }
}
