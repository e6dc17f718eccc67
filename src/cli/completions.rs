//! `tacklebox completions`: for the shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Failure;
use crate::rules::exit::Exit;

/// Print a completion script for your shell
///
/// For bash: tacklebox completions bash > ~/.local/share/bash-completion/completions/tacklebox
#[derive(Debug, clap::Args)]
pub struct Args {
    shell: Shell,
}

pub fn run<C: CommandFactory>(args: &Args) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut C::command(), "tacklebox", &mut script);
    super::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Good)
}
