//! `tacklebox plugin`: for those who write plugins.

mod check;
mod look;
mod new;

use super::{Common, Failure};
use crate::rules::exit::Exit;

/// Create a plugin, or check one
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    New(new::Args),
    Check(check::Args),
}

pub fn run(common: &Common, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::New(args) => new::run(common, &args),
        Command::Check(args) => check::run(common, &args),
    }
}
