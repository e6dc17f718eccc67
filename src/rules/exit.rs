//! The documented exit codes. Scripts rely on them, so a number never changes its meaning.

use std::process::ExitCode;

/// How a `tacklebox` command ended, as seen by the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: everything that was asked for was done.
    Good,
    /// 1: the command did its work, and at least one result of it failed; or `doctor` found
    /// something wrong.
    SomeFailed,
    /// 2: the command line, a setting or an input could not be understood. Nothing was started.
    Usage,
    /// 3: nothing could be archived: no URL was left to do, Chrome could not be started, the disk
    /// was full ...
    Nothing,
    /// 4: something that was given was refused: lines of a list, or a list of another format. What
    /// else was given was archived, or failed.
    Refused,
    /// 10: what was asked for has no business here: the address of this hook's page is that of a
    /// file. A hook that ends so is skipped.
    Skipped,
    /// 130: ended by Ctrl-C or SIGTERM; what was running has been sealed.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Good => 0,
            Exit::SomeFailed => 1,
            Exit::Usage => 2,
            Exit::Nothing => 3,
            Exit::Refused => 4,
            Exit::Skipped => 10,
            Exit::Interrupted => 130,
        }
    }

    /// The more important one of two: an interrupt before all, then what was not understood or
    /// refused, then what failed.
    pub fn worse(self, other: Exit) -> Exit {
        let weight = |exit: Exit| match exit {
            Exit::Good | Exit::Skipped => 0,
            Exit::SomeFailed => 1,
            Exit::Nothing => 2,
            Exit::Refused => 3,
            Exit::Usage => 4,
            Exit::Interrupted => 5,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// The table for `--help`; a test compares it with docs/usage.md.
pub const HELP: &str = "Exit codes:
  0    all good
  1    some results failed, or doctor found problems that it did not repair
  2    usage error: the command line, a setting or an input was not understood
  3    nothing could be archived
  4    some of the input was refused (lines of a list, or a whole list), whatever happened to the rest
  10   skipped: the URL is a file download, not a page
  130  interrupted by Ctrl-C or SIGTERM";
