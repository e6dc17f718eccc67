//! `tacklebox config`: every setting in force, its value and where that came from.

use std::collections::BTreeMap;

use comfy_table::{ContentArrangement, Table, presets};
use console::measure_text_width;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Common, Failure};
use crate::config::{GLOBALS, Setting, as_text};
use crate::report::terminal::{columns_of_stdout, wrapped};
use crate::report::{escape_control, shortened};
use crate::rules::exit::Exit;
use crate::secrets::{HIDDEN, names};

/// Show every setting, its value and where the value comes from
///
/// Settings come from the command line (--set KEY=VALUE), else the environment, else config.toml in
/// the collection, else the default.
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
    let collection = common.open()?;
    let found = collection.plugins()?;
    let mut sections: BTreeMap<&str, Vec<Setting>> = BTreeMap::from([("", collection.globals.clone())]);
    for (name, plugin) in &found.plugins {
        sections.insert(name, collection.layers.of_plugin(plugin).map_err(Failure::usage)?);
    }
    for (plugin, settings) in &mut sections {
        let properties = found.plugins.get(*plugin).map_or(&GLOBALS.properties, |plugin| &plugin.manifest.properties);
        for setting in settings {
            if names::is_secret(
                &setting.key,
                properties.get(&setting.key).and_then(Value::as_object),
                &as_text(&setting.value),
            ) {
                setting.value = HIDDEN.into();
            }
        }
    }
    let wanted =
        |setting: &Setting| args.text.as_ref().is_none_or(|text| setting.key.contains(&text.to_ascii_uppercase()));
    sections.values_mut().for_each(|settings| settings.retain(wanted));
    if common.json {
        let all: Vec<_> = sections
            .iter()
            .flat_map(|(plugin, settings)| {
                settings
                    .iter()
                    .map(move |setting| ListedSetting { plugin: plugin.to_string(), setting: setting.clone() })
            })
            .collect();
        super::print_json(&all)?;
        return Ok(Exit::Good);
    }
    let columns = columns_of_stdout();
    let mut stacked = Vec::new();
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["SETTING", "VALUE", "FROM", "WHAT FOR"]);
    for (plugin, settings) in &sections {
        for setting in settings {
            let from = match &setting.through {
                Some(key) => format!("{} ({key})", setting.origin),
                None => setting.origin.to_string(),
            };
            let properties =
                found.plugins.get(*plugin).map_or(&GLOBALS.properties, |plugin| &plugin.manifest.properties);
            let what_for =
                properties.get(&setting.key).and_then(|schema| schema["description"].as_str()).unwrap_or_default();
            let value = escape_control(&as_text(&setting.value));
            stacked.push([format!("{} = {value}", setting.key), format!("  from: {from}"), format!("  {what_for}")]);
            let value = if columns.is_some() { shortened(&value, 60) } else { value };
            table.add_row([&setting.key, &value, &from, what_for]);
        }
    }
    let table = table.trim_fmt();
    if columns.is_none_or(|columns| table.lines().all(|line| measure_text_width(line) <= columns)) {
        super::print(&table)?;
    } else {
        // A setting has lines of its own where the terminal is too narrow for the table.
        let lines = stacked.iter().flatten().map(|line| line.trim_end()).filter(|line| !line.is_empty());
        lines.flat_map(|line| wrapped(line, columns)).try_for_each(|line| super::print(&line))?;
    }
    Ok(Exit::Good)
}
