//! Starts a process: its own group, default signals, no descriptors but those it is meant to have.
//! Nothing else in this program spawns.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Once, OnceLock};

use nix::libc;

use super::child::Child;
use super::limits::{give_back_open_files, give_back_open_files_to};
use super::procfs;
use crate::stderr::Relay;

/// What to start, and with what.
#[derive(Debug)]
pub struct Launch {
    pub program: OsString,
    pub args: Vec<OsString>,
    /// Added to, or replacing, what this process has.
    pub environment: Vec<(OsString, OsString)>,
    pub cwd: PathBuf,
    pub output: Output,
    /// Becomes descriptors 3 and 4 of the process: what Chrome reads commands from and writes
    /// replies to.
    pub pipe: Option<(OwnedFd, OwnedFd)>,
}

/// Where stdout and stderr go.
#[derive(Debug)]
pub enum Output {
    /// To the caller, as two pipes.
    Piped,
    /// Both into this file.
    File(File),
}

/// Why a process could not be started.
#[derive(Debug, thiserror::Error)]
#[error("{program}: {hint}{source}")]
pub struct SpawnError {
    pub program: String,
    hint: &'static str,
    source: io::Error,
}

impl Launch {
    /// Starts it.
    ///
    /// The caller must be on a thread that outlives the child, because a child that asked for a
    /// parent-death signal gets it when that thread ends.
    pub fn spawn(self) -> Result<Child, SpawnError> {
        let program = self.program.to_string_lossy().into_owned();
        self.start().map_err(|source| SpawnError { hint: hint(&source), program, source })
    }

    fn start(self) -> io::Result<Child> {
        let mut command = command(&self.program);
        command.args(&self.args).envs(self.environment).current_dir(&self.cwd).stdin(Stdio::null()).process_group(0);
        match &self.output {
            Output::Piped => command.stdout(Stdio::piped()).stderr(Stdio::piped()),
            Output::File(file) => command.stdout(file.try_clone()?).stderr(file.try_clone()?),
        };
        close_inherited();
        let pipe = self.pipe.as_ref().map(|(input, output)| (input.as_raw_fd(), output.as_raw_fd()));
        if pipe.is_none() && !hands_signals_on() {
            // With nothing to do between fork and exec the standard library calls posix_spawn,
            // which does not copy the tables of this process's memory.
            let child = command.spawn()?;
            give_back_open_files_to(child.id() as i32);
            return Child::adopt(child);
        }
        // SAFETY: between fork and exec only async-signal-safe system calls are made.
        unsafe {
            command.pre_exec(move || {
                reset_signals();
                give_back_open_files();
                if let Some((input, output)) = pipe {
                    place(input, output)?;
                }
                Ok(())
            });
        }
        Child::adopt(command.spawn()?)
    }
}

/// Runs a short command of the system (a package manager, `chrome --version`) to its end, and
/// returns its status; what it says is passed on to stderr. It stays in this process's group, so
/// whatever ends us ends it.
pub fn run_to_end(program: &str, args: &[&str], environment: &[(&str, &str)]) -> Result<ExitStatus, SpawnError> {
    let run = || {
        let (relay, output) = Relay::open()?;
        let mut command = command(&OsString::from(program));
        let status = command
            .args(args)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .status();
        // It holds our ends of the pipe.
        drop(command);
        relay.finish();
        status
    };
    run().map_err(|source| SpawnError { program: program.to_owned(), hint: hint(&source), source })
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that starts processes")]
fn command(program: &OsString) -> Command {
    Command::new(program)
}

fn hint(error: &io::Error) -> &'static str {
    match error.raw_os_error() {
        Some(libc::ENOENT) => "the file, or the interpreter in its first line, does not exist: ",
        Some(libc::ENOEXEC) => "it is neither a program nor a script with a first line such as #!/bin/sh: ",
        Some(libc::EACCES) => "it is not executable: ",
        Some(libc::E2BIG) => "its arguments and environment are too long: ",
        _ => "",
    }
}

/// A hook must not inherit that its runner ignores SIGPIPE, or that `nohup` made it ignore SIGHUP.
fn reset_signals() {
    // The kernel's structure in all its forms: zeroes are the default action, no flags and an empty
    // mask.
    let default = [0_u64; 4];
    // SAFETY: plain system calls; signals that cannot be changed return an error, which is of no
    // interest. The kernel is asked itself, as the C library refuses to touch the signals that it
    // keeps for its threads, and ignores them in what it starts by posix_spawn: in us, perhaps.
    unsafe {
        for signal in 1..=64 {
            libc::syscall(libc::SYS_rt_sigaction, signal, default.as_ptr(), std::ptr::null_mut::<u64>(), 8_usize);
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &none, std::ptr::null_mut());
    }
}

/// Whether hooks would inherit that this process ignores a signal, or blocks one. What can be done
/// about that is done first.
fn hands_signals_on() -> bool {
    static HANDS_ON: OnceLock<bool> = OnceLock::new();
    // Where it cannot be read, the careful way is taken.
    *HANDS_ON.get_or_init(|| catch_ignored().is_none_or(|left| left > 0))
}

/// Catches the signals that this process ignores, as under `nohup`, and does nothing about them: it
/// is as safe from them, and exec gives what is caught back its default. How many are left that are
/// ignored or blocked.
fn catch_ignored() -> Option<usize> {
    let status = procfs::read("/proc/self/status")?;
    let mask = |key: &str| status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix(key)?.trim(), 16).ok());
    let (ignored, blocked) = (mask("SigIgn:")?, mask("SigBlk:")?);
    let is_in = |mask: u64, signal: libc::c_int| mask & (1 << (signal - 1)) != 0;
    // The standard library resets SIGPIPE. The C library keeps two for its threads: it ignores
    // those itself in what it starts by posix_spawn, and sets them right where it needs them.
    let is_harmless = |signal| [libc::SIGPIPE, 32, 33].contains(&signal);
    let stays_ignored = |signal| {
        is_in(ignored, signal) && !is_harmless(signal) && !(is_safe_to_catch(signal) && super::signals::catch(signal))
    };
    Some((1..=64).filter(|signal| is_in(blocked, *signal) || stays_ignored(*signal)).count())
}

/// To ignore SIGTTIN or SIGTTOU is more than to be spared it: a process in the background may use
/// the terminal then. One that catches it is sent it over and over.
fn is_safe_to_catch(signal: libc::c_int) -> bool {
    !matches!(signal, libc::SIGTTIN | libc::SIGTTOU)
}

/// Marks what this process inherited, everything above stderr, to be closed by exec: it is not for
/// hooks. Once is enough, as nothing is inherited later, and what this process opens itself is
/// marked from the start.
fn close_inherited() {
    static DONE: Once = Once::new();
    // SAFETY: a plain system call. Kernels before 5.11 lack the flag; there, what this program
    // opened is close-on-exec anyway.
    DONE.call_once(|| unsafe {
        libc::syscall(libc::SYS_close_range, 3_u32, u32::MAX, libc::CLOSE_RANGE_CLOEXEC);
    });
}

/// Makes `input` descriptor 3 and `output` descriptor 4, wherever they are now.
fn place(input: RawFd, output: RawFd) -> io::Result<()> {
    // SAFETY: plain system calls. Both are first moved out of the way, as either may sit on the
    // other's place; the standard library's error pipe may itself be 3 or 4, and is moved nowhere,
    // so a failed exec is then reported as an exit, which the caller sees as well.
    unsafe {
        let high_input = libc::fcntl(input, libc::F_DUPFD_CLOEXEC, 10);
        let high_output = libc::fcntl(output, libc::F_DUPFD_CLOEXEC, 10);
        if high_input < 0 || high_output < 0 || libc::dup2(high_input, 3) < 0 || libc::dup2(high_output, 4) < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}
