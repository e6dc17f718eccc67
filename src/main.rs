//! The program: what was typed becomes an exit code. All else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    // A native hook starts this program once a page; it must not pay for the command line's
    // definition. The kernel names the hook's file by its path; `tacklebox hook run` is for people.
    if arguments.next_if(|first| first == "hook").is_some()
        && arguments.peek().is_some_and(|hook| hook.as_encoded_bytes().contains(&b'/'))
    {
        return tacklebox::native::run(&arguments.collect::<Vec<_>>()).into();
    }
    tacklebox::cli::run().into()
}
