//! `tacklebox install`: the programs that plugins need.

use super::screen::Screen;
use super::{Common, Failure};
use crate::report::{Palette, colours_on_stdout};
use crate::rules::exit::Exit;
use crate::service::{self, Outcome, State, StopSource};

/// Install the programs that plugins need, into LIB_DIR or with the system's package manager
///
/// What is installed already stays as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Plugins, by name or glob, and the plugins they require [default: all that are on]
    #[arg(value_name = "PLUGIN")]
    plugins: Vec<String>,
    /// Only show what is installed and what is missing
    #[arg(long)]
    list: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = common.open()?;
    let listener = Screen::new(false);
    let outcomes = if args.list {
        service::list_tools(&collection, &args.plugins, &listener)?
    } else {
        service::install(&collection, &args.plugins, &listener, &StopSource::Signals)?
    };
    if common.json {
        super::print_json(&outcomes)?;
    } else {
        show(&outcomes)?;
    }
    let good = |outcome: &Outcome| matches!(outcome.state, State::There { .. } | State::Missing { optional: true, .. });
    Ok(if args.list || outcomes.iter().all(good) { Exit::Good } else { Exit::SomeFailed })
}

fn show(outcomes: &[Outcome]) -> Result<(), Failure> {
    let paint = Palette { on: colours_on_stdout() };
    if outcomes.is_empty() {
        super::print("these plugins need nothing that would have to be installed")?;
    }
    for Outcome { plugin, name, state } in outcomes {
        let (word, rest) = match state {
            State::There { provider, version, path } => (paint.green("there  "), place(provider, version, path)),
            State::TooOld { provider, version, path, wanted, reasons } => {
                let text =
                    format!("{}; {plugin} wants >= {wanted}{}", place(provider, version, path), reasons_below(reasons));
                (paint.yellow("too old"), text)
            }
            State::Missing { optional, reasons } => (
                paint.red("missing"),
                format!("{}{}", if *optional { "optional" } else { "needed" }, reasons_below(reasons)),
            ),
        };
        super::print(&format!("{word}  {plugin}  {}  {rest}", paint.bold(name)))?;
    }
    Ok(())
}

fn place(provider: &Option<String>, version: &Option<String>, path: &std::path::Path) -> String {
    let known = [version.as_deref().unwrap_or("version unknown"), provider.as_deref().unwrap_or_default()];
    format!("{}  {}", known.join("  "), path.display())
}

fn reasons_below(reasons: &[String]) -> String {
    reasons.iter().map(|reason| format!("\n           {reason}")).collect()
}
