//! `tacklebox install`: the programs that plugins need.

use super::collection::Collection;
use super::{Common, Failure};
use crate::exit::Exit;
use crate::install::{InstallError, Installer, Outcome, State, state};
use crate::plan::{Selection, plan};
use crate::report::{Palette, colours_on_stderr, colours_on_stdout};
use crate::run::signals;
use crate::tell::tell;
use crate::tools::record::Records;
use crate::tools::{Demand, Tools, demands};

/// Install the programs that plugins need, into LIB_DIR or with the system's package manager
///
/// What is there already is left as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Plugins, by name or glob, and what they require; without any, all that are on
    #[arg(value_name = "PLUGIN")]
    plugins: Vec<String>,
    /// Only show what is there and what is missing
    #[arg(long)]
    list: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = Collection::open(common)?;
    let lib_dir = collection.lib_dir();
    let wanted = wanted(common, &collection, args)?;
    let search_path = std::env::var_os("PATH").unwrap_or_default();
    let outcomes = if args.list {
        let records = Records::read(&lib_dir).map_err(Failure::nothing)?;
        let state = |(plugin, demand): &(String, Demand)| outcome(plugin, demand, state(demand, &records, &lib_dir, &search_path));
        wanted.iter().map(state).collect()
    } else {
        crate::process::raise_open_files();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::nothing)?;
        runtime.block_on(async {
            let stop = signals::listen().map_err(Failure::nothing)?;
            let mut installer = Installer::open(&lib_dir, search_path, stop).map_err(failure)?;
            let mut outcomes = Vec::new();
            for (plugin, demand) in &wanted {
                outcomes.push(outcome(plugin, demand, installer.satisfy(demand).await.map_err(failure)?));
            }
            Ok(outcomes)
        })?
    };
    if common.json {
        super::print_json(&outcomes)?;
    } else {
        show(&outcomes)?;
    }
    let good = |outcome: &Outcome| matches!(outcome.state, State::There { .. } | State::Missing { optional: true, .. });
    Ok(if args.list || outcomes.iter().all(good) { Exit::Good } else { Exit::SomeFailed })
}

/// What the chosen plugins and those that they require ask for.
fn wanted(common: &Common, collection: &Collection, args: &Args) -> Result<Vec<(String, Demand)>, Failure> {
    let found = collection.plugins(common)?;
    let lib_dir = collection.lib_dir();
    let selection = Selection { only: args.plugins.clone(), skip: Vec::new() };
    // As if everything were there: what is missing is what this is about.
    let plan = plan(&found, &collection.layers, &selection, &Tools::unseen(&lib_dir)).map_err(Failure::usage)?;
    let paint = Palette { on: colours_on_stderr() };
    for (name, reason) in &plan.skipped {
        tell!("{} the plugin {name}: {reason}", paint.yellow("warning:"));
    }
    // Also those that have no hooks, and serve as a place for what others need.
    let runs = |name: &String| !plan.off.contains_key(name) && !plan.skipped.contains_key(name);
    let mut wanted = Vec::new();
    for plugin in found.plugins.values().filter(|plugin| runs(&plugin.name)) {
        let demands = demands(plugin, &found, &collection.layers, &lib_dir).map_err(Failure::usage)?;
        wanted.extend(demands.into_iter().map(|demand| (plugin.name.clone(), demand)));
    }
    Ok(wanted)
}

fn outcome(plugin: &str, demand: &Demand, state: State) -> Outcome {
    Outcome { plugin: plugin.to_owned(), name: demand.requirement.name.clone(), state }
}

fn failure(error: InstallError) -> Failure {
    let exit = if matches!(error, InstallError::Interrupted) { Exit::Interrupted } else { Exit::Nothing };
    Failure { exit, message: error.to_string() }
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
                let text = format!("{}; {plugin} wants >= {wanted}{}", place(provider, version, path), told(reasons));
                (paint.yellow("too old"), text)
            }
            State::Missing { optional, reasons } => {
                (paint.red("missing"), format!("{}{}", if *optional { "optional" } else { "needed" }, told(reasons)))
            }
        };
        super::print(&format!("{word}  {plugin}  {}  {rest}", paint.bold(name)))?;
    }
    Ok(())
}

fn place(provider: &Option<String>, version: &Option<String>, path: &std::path::Path) -> String {
    let known = [version.as_deref().unwrap_or("version unknown"), provider.as_deref().unwrap_or_default()];
    format!("{}  {}", known.join("  "), path.display())
}

fn told(reasons: &[String]) -> String {
    reasons.iter().map(|reason| format!("\n           {reason}")).collect()
}
