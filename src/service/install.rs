//! The programs that plugins need are found, or installed.

use super::collection::Collection;
use super::error::{Error, ErrorKind};
use super::listener::{Listener, StopSource};
use super::notice::Notice;
use crate::install::{InstallError, Installer, state};
use crate::plan::{Selection, plan};
use crate::tools::record::Records;
use crate::tools::{Demand, Tools, demands};

pub use crate::install::{Outcome, State};

/// What is there of the programs that the chosen plugins, and those that they require, need.
/// Nothing is installed.
pub fn list_tools(collection: &Collection, plugins: &[String], listener: &dyn Listener) -> Result<Vec<Outcome>, Error> {
    let (lib_dir, search_path) = (collection.lib_dir(), std::env::var_os("PATH").unwrap_or_default());
    let wanted = wanted(collection, plugins, listener)?;
    let records = Records::read(&lib_dir).map_err(Error::failed)?;
    let outcomes =
        wanted.iter().map(|(plugin, demand)| outcome(plugin, demand, state(demand, &records, &lib_dir, &search_path)));
    Ok(outcomes.collect())
}

/// Installs what is missing of them, into LIB_DIR or with the system's package manager.
pub fn install(
    collection: &Collection,
    plugins: &[String],
    listener: &dyn Listener,
    stop: &StopSource,
) -> Result<Vec<Outcome>, Error> {
    let (lib_dir, search_path) = (collection.lib_dir(), std::env::var_os("PATH").unwrap_or_default());
    let wanted = wanted(collection, plugins, listener)?;
    crate::process::raise_open_files();
    let runtime = crate::process::runtime().map_err(Error::failed)?;
    runtime.block_on(async {
        let stop = stop.listen().map_err(Error::failed)?;
        let on_progress = |progress| listener.on_notice(Notice::Installing(progress));
        let mut installer = Installer::open(&lib_dir, search_path, stop, &on_progress)?;
        let mut outcomes = Vec::new();
        for (plugin, demand) in &wanted {
            outcomes.push(outcome(plugin, demand, installer.satisfy(demand).await?));
        }
        Ok(outcomes)
    })
}

/// What the chosen plugins and those that they require ask for.
fn wanted(
    collection: &Collection,
    plugins: &[String],
    listener: &dyn Listener,
) -> Result<Vec<(String, Demand)>, Error> {
    let found = collection.plugins()?;
    let lib_dir = collection.lib_dir();
    let selection = Selection { only: plugins.to_vec(), skip: Vec::new() };
    // As if everything were there: what is missing is what this is about.
    let plan = plan(&found, &collection.layers, &selection, &Tools::unseen(&lib_dir))?;
    for (plugin, skip) in &plan.skipped {
        listener.on_notice(Notice::Warning(format!("the plugin {plugin}: {}", skip.reason)));
    }
    // Also those that have no hooks, and serve as a place for what others need.
    let runs = |name: &String| !plan.off.contains_key(name) && !plan.skipped.contains_key(name);
    let mut wanted = Vec::new();
    for plugin in found.plugins.values().filter(|plugin| runs(&plugin.name)) {
        let demands = demands(plugin, &found, &collection.layers, &lib_dir).map_err(Error::bad_request)?;
        wanted.extend(demands.into_iter().map(|demand| (plugin.name.clone(), demand)));
    }
    Ok(wanted)
}

fn outcome(plugin: &str, demand: &Demand, state: State) -> Outcome {
    Outcome { plugin: plugin.to_owned(), name: demand.requirement.name.clone(), state }
}

impl From<InstallError> for Error {
    fn from(error: InstallError) -> Self {
        let kind = if matches!(error, InstallError::Interrupted) { ErrorKind::Interrupted } else { ErrorKind::Failed };
        Error { kind, ..Error::failed(error) }
    }
}
