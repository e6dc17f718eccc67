//! Settings: four layers (defaults, `config.toml`, environment, command line) -> one value per key,
//! with where it came from.
//!
//! The settings of the program and those of every plugin are declared in the same form, a JSON
//! Schema, and resolved by the same rule: the key itself in the topmost layer that has it, then its
//! older names, then the global key it falls back to, then its default.

pub mod limits;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

pub use crate::plugin::manifest::Property;

use crate::plugin::manifest::Manifest;
use crate::plugin::{Plugin, key};
use crate::secrets::{HIDDEN, names};

/// The settings of the program itself, declared like those of a plugin.
pub static GLOBALS: LazyLock<Manifest> = LazyLock::new(|| {
    Manifest::parse(include_str!("config/globals.json")).expect("config/globals.json is checked by a test")
});

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Default,
    File(PathBuf),
    Environment,
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(path) => path.display().fmt(f),
            Origin::Environment => f.write_str("environment"),
            Origin::CommandLine => f.write_str("command line"),
        }
    }
}

/// One setting in force.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Setting {
    pub key: String,
    pub value: Value,
    pub origin: Origin,
    /// The other key it was found under: an older name, or the global key it falls back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

impl Setting {
    /// Whether a person chose this value, under whatever key.
    pub fn is_explicit(&self) -> bool {
        self.origin != Origin::Default
    }
}

/// Why a setting, or the file with settings, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },
    #[error("{key}={value} ({origin}): {reason}")]
    Value { key: String, value: String, origin: Origin, reason: String },
    #[error("{0}: it is not of the form KEY=VALUE")]
    Assignment(String),
}

/// What was set, by layer. The defaults are not here; they belong to the declarations.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    file: Map<String, Value>,
    file_path: PathBuf,
    environment: HashMap<String, String>,
    command_line: BTreeMap<String, String>,
}

impl Layers {
    /// Reads `<data>/config.toml` if there is one, and takes `environment` and the assignments of
    /// the request as they are.
    pub fn read(
        data: &Path,
        environment: impl Iterator<Item = (String, String)>,
        assignments: &[String],
    ) -> Result<Self, ConfigError> {
        let path = data.join("config.toml");
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => read_toml(&text).map_err(|reason| ConfigError::File { path: path.clone(), reason })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Map::new(),
            Err(error) => return Err(ConfigError::File { path, reason: error.to_string() }),
        };
        let command_line = assignments
            .iter()
            .map(|assignment| match assignment.split_once('=') {
                Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.to_owned())),
                _ => Err(ConfigError::Assignment(assignment.clone())),
            })
            .collect::<Result<_, _>>()?;
        Ok(Layers { file, file_path: path, environment: environment.collect(), command_line })
    }

    /// The topmost value of exactly this key.
    fn lookup(&self, key: &str) -> Option<(Value, Origin)> {
        let text = |text: &String| Value::String(text.clone());
        None.or_else(|| Some((text(self.command_line.get(key)?), Origin::CommandLine)))
            .or_else(|| Some((text(self.environment.get(key)?), Origin::Environment)))
            .or_else(|| Some((self.file.get(key)?.clone(), Origin::File(self.file_path.clone()))))
    }

    /// Resolves one declared setting.
    pub fn resolve(&self, property: &Property) -> Result<Setting, ConfigError> {
        let through = |key: &str| self.lookup(key).map(|found| (found, Some(key.to_owned())));
        let explicit = self
            .lookup(property.key)
            .map(|found| (found, None))
            .or_else(|| property.aliases().find_map(through))
            .or_else(|| property.fallback().and_then(through));
        if let Some(((value, origin), through)) = explicit {
            let value = coerce(property, value, &origin)?;
            return Ok(Setting { key: property.key.to_owned(), value, origin, through });
        }
        let default = |property: &Property| property.default().cloned();
        let value = default(property)
            .or_else(|| {
                GLOBALS
                    .settings()
                    .find(|global| Some(global.key) == property.fallback())
                    .and_then(|global| default(&global))
            })
            .unwrap_or(Value::Null);
        Ok(Setting { key: property.key.to_owned(), value, origin: Origin::Default, through: None })
    }

    /// The settings of the program.
    pub fn globals(&self) -> Result<Vec<Setting>, ConfigError> {
        GLOBALS.settings().map(|property| self.resolve(&property)).collect()
    }

    /// The settings of a plugin: those it declares, and `_ENABLED`, `_TIMEOUT` and `_BINARY`, which
    /// every plugin has.
    pub fn of_plugin(&self, plugin: &Plugin) -> Result<Vec<Setting>, ConfigError> {
        let mut settings =
            plugin.manifest.settings().map(|property| self.resolve(&property)).collect::<Result<Vec<_>, _>>()?;
        for (suffix, schema) in implied() {
            let key = key(&plugin.name, suffix);
            if settings.iter().any(|setting| setting.key == key) {
                continue;
            }
            let setting = self.resolve(&Property { key: &key, schema })?;
            if setting.value != Value::Null {
                settings.push(setting);
            }
        }
        Ok(settings)
    }

    /// Keys given on the command line or in the file that neither the program nor one of `plugins`
    /// declares; most likely spelling mistakes.
    pub fn unknown<'a>(&'a self, plugins: impl Iterator<Item = &'a Plugin>) -> Vec<(&'a str, Origin)> {
        let mut known: BTreeSet<Cow<str>> = GLOBALS.settings().map(|property| property.key.into()).collect();
        for plugin in plugins {
            known.extend(implied().iter().map(|(suffix, _)| Cow::from(plugin.key(suffix))));
            let names = |property: Property<'a>| {
                property.aliases().chain(property.fallback()).chain([property.key]).map(Cow::from).collect::<Vec<_>>()
            };
            known.extend(plugin.manifest.settings().flat_map(names));
        }
        let typed = self.command_line.keys().map(|key| (key.as_str(), Origin::CommandLine));
        let written = self.file.keys().map(|key| (key.as_str(), Origin::File(self.file_path.clone())));
        typed.chain(written).filter(|(key, _)| !known.contains(*key)).collect()
    }

    /// A variable of the environment as it is, whether a setting or not.
    pub fn inherited(&self, key: &str) -> Option<String> {
        self.environment.get(key).cloned()
    }

    /// The `--set` assignments, which hooks see whether declared or not.
    pub fn assignments(&self) -> &BTreeMap<String, String> {
        &self.command_line
    }
}

/// The settings that every plugin has without declaring them.
fn implied() -> &'static [(&'static str, Map<String, Value>)] {
    static IMPLIED: LazyLock<Vec<(&str, Map<String, Value>)>> = LazyLock::new(|| {
        let schema = |value: Value| match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        vec![
            ("ENABLED", schema(serde_json::json!({"type": "boolean", "default": true}))),
            ("TIMEOUT", schema(serde_json::json!({"type": "number", "exclusiveMinimum": 0, "x-fallback": "TIMEOUT"}))),
            ("BINARY", schema(serde_json::json!({"type": "string"}))),
        ]
    });
    &IMPLIED
}

/// `KEY = value` at the top, in either case, or `[plugin]` tables whose keys are prefixed with the
/// table's name: `[screenshot] timeout = 5` is `SCREENSHOT_TIMEOUT`.
fn read_toml(text: &str) -> Result<Map<String, Value>, String> {
    let table: Map<String, Value> = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let mut flat = Map::new();
    for (name, value) in table {
        match value {
            Value::Object(section) => flat
                .extend(section.into_iter().map(|(key_in, value)| (key(&name, &key_in.to_ascii_uppercase()), value))),
            value => {
                flat.insert(name.to_ascii_uppercase(), value);
            }
        }
    }
    Ok(flat)
}

/// Makes of a value what its schema calls for (the environment knows only text), and checks it
/// against the schema.
fn coerce(property: &Property, value: Value, origin: &Origin) -> Result<Value, ConfigError> {
    let types = property.types();
    let coerced = match &value {
        Value::String(text) => types.iter().find_map(|kind| read_as(kind, text)).unwrap_or_else(|| value.clone()),
        other => other.clone(),
    };
    let schema = Value::Object(property.schema.clone());
    match jsonschema::draft7::validate(&schema, &coerced) {
        Ok(()) => Ok(coerced),
        Err(error) => {
            let is_secret = names::is_secret(property.key, Some(property.schema), &as_text(&value));
            // Its words quote the value.
            let (value, reason) = if is_secret {
                (HIDDEN.to_owned(), "it is not what its schema allows".to_owned())
            } else {
                (as_text(&value), error.to_string())
            };
            Err(ConfigError::Value { key: property.key.to_owned(), value, origin: origin.clone(), reason })
        }
    }
}

fn read_as(kind: &str, text: &str) -> Option<Value> {
    let trimmed = text.trim();
    match kind {
        "boolean" => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Some(true.into()),
            "false" | "0" | "no" | "off" => Some(false.into()),
            _ => None,
        },
        "integer" => trimmed.parse::<i64>().ok().map(Value::from),
        "number" => trimmed.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| {
            // 60 and 60.0 are one number; hooks that read an integer want the first.
            if number.fract() == 0.0 && number.abs() < 1e15 { Value::from(number as i64) } else { Value::from(number) }
        }),
        "array" if trimmed.starts_with('[') => serde_json::from_str(trimmed).ok().filter(Value::is_array),
        "array" => Some(trimmed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect()),
        "object" => serde_json::from_str(trimmed).ok().filter(Value::is_object),
        "null" => trimmed.is_empty().then_some(Value::Null),
        _ => None,
    }
}

/// A value as a hook sees it in its environment: `true`/`false`, plain text, lists and objects as
/// JSON, null as nothing.
pub fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plugin(properties: Value) -> Plugin {
        let manifest = Manifest::parse(&json!({ "properties": properties }).to_string()).unwrap();
        Plugin { name: "shot".into(), dir: "/p/shot".into(), hooks: vec![], manifest }
    }

    fn layers(file: &str, environment: &[(&str, &str)], flags: &[&str]) -> Layers {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("config.toml"), file).unwrap();
        let environment = environment.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        Layers::read(data.path(), environment, &flags.iter().map(|flag| flag.to_string()).collect::<Vec<_>>()).unwrap()
    }

    fn get(settings: &[Setting], key: &str) -> (Value, Origin) {
        let setting = settings.iter().find(|setting| setting.key == key).unwrap();
        (setting.value.clone(), setting.origin.clone())
    }

    #[test]
    fn the_globals_are_valid() {
        assert!(
            Layers::default()
                .globals()
                .unwrap()
                .iter()
                .all(|setting| setting.origin == Origin::Default && !setting.value.is_null())
        );
    }

    #[test]
    fn upper_layers_win() {
        let plugin = plugin(json!({"SHOT_WIDTH": {"type": "integer", "default": 1}}));
        let width = |layers: Layers| get(&layers.of_plugin(&plugin).unwrap(), "SHOT_WIDTH");
        assert_eq!(width(layers("", &[], &[])), (json!(1), Origin::Default));
        assert_eq!(width(layers("[shot]\nwidth = 2", &[], &[])).0, json!(2));
        assert_eq!(width(layers("SHOT_WIDTH = 2", &[("SHOT_WIDTH", "3")], &[])), (json!(3), Origin::Environment));
        assert_eq!(width(layers("", &[("SHOT_WIDTH", "3")], &["SHOT_WIDTH=4"])), (json!(4), Origin::CommandLine));
    }

    #[test]
    fn aliases_then_fallback_then_default() {
        let plugin = plugin(
            json!({"SHOT_TIMEOUT": {"type": "integer", "default": 30, "x-aliases": ["OLD_TIMEOUT"], "x-fallback": "TIMEOUT"}}),
        );
        let timeout = |environment: &[(&str, &str)]| {
            get(&layers("", environment, &[]).of_plugin(&plugin).unwrap(), "SHOT_TIMEOUT").0
        };
        assert_eq!(timeout(&[]), json!(30));
        assert_eq!(timeout(&[("TIMEOUT", "7")]), json!(7));
        assert_eq!(timeout(&[("TIMEOUT", "7"), ("OLD_TIMEOUT", "8")]), json!(8));
        assert_eq!(timeout(&[("OLD_TIMEOUT", "8"), ("SHOT_TIMEOUT", "9")]), json!(9));
    }

    #[test]
    fn every_plugin_has_some() {
        let settings =
            layers("", &[("TIMEOUT", "7"), ("SHOT_ENABLED", "no")], &[]).of_plugin(&plugin(json!({}))).unwrap();
        assert_eq!(get(&settings, "SHOT_TIMEOUT").0, json!(7));
        assert_eq!(get(&settings, "SHOT_ENABLED").0, json!(false));
    }

    #[test]
    fn texts_become_what_the_schema_says() {
        for (schema, text, value) in [
            (json!({"type": "boolean"}), "On", json!(true)),
            (json!({"type": "array", "items": {"type": "string"}}), "a, b", json!(["a", "b"])),
            (json!({"type": "array"}), "[1]", json!([1])),
            (json!({"type": "number"}), "2.5", json!(2.5)),
            (json!({"type": "number"}), "2", json!(2)),
            (json!({"type": "string"}), "2", json!("2")),
            (json!({"type": ["integer", "null"]}), "", Value::Null),
        ] {
            let plugin = plugin(json!({ "SHOT_X": schema }));
            assert_eq!(get(&layers("", &[("SHOT_X", text)], &[]).of_plugin(&plugin).unwrap(), "SHOT_X").0, value);
        }
    }

    #[test]
    fn the_file_may_be_written_in_small_letters() {
        let plugin = plugin(json!({"SHOT_WIDTH": {"type": "integer", "default": 1}}));
        assert_eq!(get(&layers("shot_width = 2", &[], &[]).of_plugin(&plugin).unwrap(), "SHOT_WIDTH").0, json!(2));
    }

    #[test]
    fn what_nobody_declares_is_found_in_the_file_and_on_the_command_line() {
        let plugin =
            plugin(json!({"SHOT_WIDTH": {"type": "integer", "x-aliases": ["OLD_WIDTH"], "x-fallback": "WIDTH"}}));
        let layers = layers(
            "timeout = 5\nold_width = 5\ntimeot = 5\n[shot]\nenabled = true\nwidht = 5",
            &[("SHOT_WIDTH", "3"), ("OTHER", "1")],
            &["WIDTH=4", "SHOT_WITH=5"],
        );
        let unknown: Vec<_> = layers
            .unknown([&plugin].into_iter())
            .into_iter()
            .map(|(key, origin)| (key, origin == Origin::CommandLine))
            .collect();
        assert_eq!(unknown, [("SHOT_WITH", true), ("SHOT_WIDHT", false), ("TIMEOT", false)]);
    }

    #[test]
    fn a_bad_value_names_its_key_and_origin() {
        let plugin = plugin(json!({"SHOT_WIDTH": {"type": "integer", "minimum": 10}}));
        let error = layers("", &[], &["SHOT_WIDTH=wide"]).of_plugin(&plugin).unwrap_err().to_string();
        assert!(error.starts_with("SHOT_WIDTH=wide (command line): "), "{error}");
        assert!(layers("", &[("SHOT_WIDTH", "3")], &[]).of_plugin(&plugin).is_err());
    }
}
