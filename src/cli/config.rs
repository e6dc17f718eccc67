//! `tacklebox config`: every setting in force, its value and where that came from.

use std::collections::BTreeMap;

use comfy_table::{ContentArrangement, Table, presets};
use schemars::JsonSchema;
use serde::Serialize;

use super::collection::Collection;
use super::{Common, Failure};
use crate::config::{GLOBALS, Setting, as_text};
use crate::exit::Exit;
use crate::report::{harmless, shortened};

/// Show every setting in force, its value and where that came from
///
/// Settings come from the command line (--set KEY=VALUE), else the environment, else config.toml in the collection, else the default.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only settings whose name contains this
    text: Option<String>,
}

/// A setting in force.
#[derive(Serialize, JsonSchema)]
pub struct ListedSetting {
    /// Whose it is; empty for the settings of the program itself.
    plugin: String,
    setting: Setting,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let collection = Collection::open(common)?;
    let found = collection.plugins(common)?;
    let mut sections: BTreeMap<&str, Vec<Setting>> = BTreeMap::from([("", collection.globals.clone())]);
    for (name, plugin) in &found.plugins {
        sections.insert(name, collection.layers.of_plugin(plugin).map_err(Failure::usage)?);
    }
    let wanted = |setting: &Setting| args.text.as_ref().is_none_or(|text| setting.key.contains(&text.to_ascii_uppercase()));
    sections.values_mut().for_each(|settings| settings.retain(wanted));
    if common.json {
        let all: Vec<_> = sections
            .iter()
            .flat_map(|(plugin, settings)| settings.iter().map(move |setting| ListedSetting { plugin: plugin.to_string(), setting: setting.clone() }))
            .collect();
        super::print_json(&all)?;
        return Ok(Exit::Good);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["SETTING", "VALUE", "FROM", "WHAT FOR"]);
    for (plugin, settings) in &sections {
        for setting in settings {
            let from = match &setting.through {
                Some(key) => format!("{} ({key})", setting.origin),
                None => setting.origin.to_string(),
            };
            let properties = found.plugins.get(*plugin).map_or(&GLOBALS.properties, |plugin| &plugin.manifest.properties);
            let what_for = properties.get(&setting.key).and_then(|schema| schema["description"].as_str()).unwrap_or_default();
            table.add_row([&setting.key, &shortened(&harmless(&as_text(&setting.value)), 60), &from, what_for]);
        }
    }
    super::print(&table.trim_fmt())?;
    Ok(Exit::Good)
}
