//! Commands of package managers: run where the person at the keyboard sees what they say, and ended
//! when that person says so.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::sys::signal::Signal;
use nix::unistd::geteuid;

use crate::files::executables;
use crate::model::hook_run::ExitStatus;
use crate::process::stop::{Stop, escalation};
use crate::process::{Child, GroupEnd, Launch, Output, run_to_end};
use crate::stderr::Relay;

/// How long a program may think about which version it is.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("{0}")]
    Failed(String),
    #[error("interrupted")]
    Interrupted,
}

/// Runs commands, one after another, until it is asked to stop.
pub struct Commands {
    lib_dir: PathBuf,
    search_path: OsString,
    stop: Stop,
}

impl Commands {
    pub fn new(lib_dir: &Path, inherited_path: &OsString, stop: Stop) -> Self {
        // What was installed before serves what is installed next: a newer node, say.
        let mut search_path = OsString::from(lib_dir.join("bin"));
        search_path.push(":");
        search_path.push(inherited_path);
        Commands { lib_dir: lib_dir.to_owned(), search_path, stop }
    }

    /// Whether there is a program of this name.
    pub fn has(&self, program: &str) -> bool {
        executables::find(program, &self.search_path).is_some()
    }

    pub fn is_asked_to_stop(&self) -> bool {
        self.stop.borrow().is_some()
    }

    /// Runs one to its end; what it says goes to stderr.
    pub async fn run(&mut self, words: &[&str]) -> Result<(), CommandError> {
        let (relay, output) = Relay::open().map_err(|error| CommandError::Failed(error.to_string()))?;
        let mut child = self.start(words, File::from(output))?;
        let mut asked = None;
        let end = loop {
            tokio::select! {
                biased;
                more = escalation(&mut self.stop, asked) => {
                    child.signal_group(if asked.is_none() { Signal::SIGTERM } else { Signal::SIGKILL });
                    asked = Some(more);
                }
                end = child.wait_and(GroupEnd::Kill) => break end.map_err(|error| CommandError::Failed(error.to_string()))?,
            }
        };
        relay.finish();
        match end.exit {
            _ if asked.is_some() => Err(CommandError::Interrupted),
            ExitStatus::Code(0) => Ok(()),
            exit => Err(CommandError::Failed(format!("{}: {exit}", words.join(" ")))),
        }
    }

    /// Runs one that changes the system. It is never broken off by us, as it would leave the
    /// system's package database half done; Ctrl-C reaches it from the terminal, and it ends in its
    /// own orderly way.
    pub async fn run_as_root(&mut self, words: &[&str]) -> Result<(), CommandError> {
        if self.is_asked_to_stop() {
            return Err(CommandError::Interrupted);
        }
        let words: Vec<String> =
            as_root().map_err(CommandError::Failed)?.iter().chain(words).map(|word| (*word).to_owned()).collect();
        let line = words.join(" ");
        let run = tokio::task::spawn_blocking(move || {
            let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            run_to_end(&words[0], &arguments, &[("DEBIAN_FRONTEND", "noninteractive")])
        });
        let status = run.await.map_err(|error| CommandError::Failed(error.to_string()))?;
        match status {
            _ if self.is_asked_to_stop() => Err(CommandError::Interrupted),
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(CommandError::Failed(format!("{line}: {status}"))),
            Err(error) => Err(CommandError::Failed(error.to_string())),
        }
    }

    /// What a program says when asked for its version. `None` when it does not answer.
    pub async fn version(&mut self, program: &Path) -> Option<String> {
        let output = self.output_of(&[&program.to_string_lossy(), "--version"]).await?;
        super::Version::find(&output).map(|version| version.to_string())
    }

    async fn output_of(&mut self, words: &[&str]) -> Option<String> {
        let path = self.lib_dir.join(format!(".output-{}", uuid::Uuid::now_v7()));
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(&path).ok()?;
        // It exists only as long as it is open.
        fs::remove_file(&path).ok()?;
        let mut child = self.start(words, file.try_clone().ok()?).ok()?;
        let ended = tokio::select! {
            _ = escalation(&mut self.stop, None) => false,
            ended = tokio::time::timeout(PATIENCE, child.wait_and(GroupEnd::Kill)) => matches!(ended, Ok(Ok(_))),
        };
        // One that has not ended is killed when it is dropped.
        drop(child);
        let mut output = Vec::new();
        file.rewind().and_then(|()| file.by_ref().take(64 << 10).read_to_end(&mut output)).ok()?;
        ended.then(|| String::from_utf8_lossy(&output).into_owned())
    }

    fn start(&self, words: &[&str], output: File) -> Result<Child, CommandError> {
        if self.is_asked_to_stop() {
            return Err(CommandError::Interrupted);
        }
        let Some((program, arguments)) = words.split_first() else {
            return Err(CommandError::Failed("there is nothing to run".into()));
        };
        let own = [
            ("PATH", self.search_path.clone()),
            ("PUPPETEER_SKIP_DOWNLOAD", "true".into()),
            ("PIP_DISABLE_PIP_VERSION_CHECK", "1".into()),
        ];
        let launch = Launch {
            program: self.resolve(program),
            args: arguments.iter().map(OsString::from).collect(),
            environment: own.into_iter().map(|(key, value)| (key.into(), value)).collect(),
            cwd: self.lib_dir.clone(),
            output: Output::File(output),
            pipe: None,
        };
        launch.spawn().map_err(|error| CommandError::Failed(error.to_string()))
    }

    /// The program on the children's PATH, which is not quite ours.
    fn resolve(&self, program: &str) -> OsString {
        executables::find(program, &self.search_path).map_or_else(|| program.into(), PathBuf::into_os_string)
    }
}

/// What comes before a command that needs root: nothing for root, `sudo` for those whom it does not
/// ask for a password.
pub fn as_root() -> Result<&'static [&'static str], String> {
    if geteuid().is_root() {
        return Ok(&[]);
    }
    let may = run_to_end("sudo", &["-n", "true"], &[]).is_ok_and(|status| status.success());
    if may { Ok(&["sudo", "-n"]) } else { Err("only root can install it, and sudo asks for a password".into()) }
}
