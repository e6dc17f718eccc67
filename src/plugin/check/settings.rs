//! config.json: whether it can be read, and whether it says what was meant.

use std::path::Path;

use serde_json::{Map, Value};

use super::{CheckContext, Finding, PluginFiles, Remedy, Rule, meant};
use crate::plugin::manifest::{Manifest, Property, line_of, line_of_item};
use crate::plugin::{Requirement, key, manifest};

const FILE: &str = "config.json";

/// Keys of the file that the program reads, and those of a JSON Schema that stand beside them.
const KEYS: &[&str] = &[
    "required_plugins",
    "required_binaries",
    "output_mimetypes",
    "x-infrastructure",
    "x-finds-links",
    "title",
    "description",
    "properties",
    "$schema",
    "type",
    "required",
    "additionalProperties",
];

/// Keys of a setting's schema that the program reads, and those of draft-07 that check a value.
const SCHEMA_KEYS: &[&str] = &[
    "x-aliases",
    "x-fallback",
    "default",
    "description",
    "type",
    "title",
    "enum",
    "const",
    "examples",
    "format",
    "items",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "properties",
    "additionalProperties",
];

/// What every plugin has without declaring it.
const IMPLIED: &[&str] = &["ENABLED", "TIMEOUT", "BINARY"];

pub fn check(files: &PluginFiles, context: &CheckContext) -> Vec<Finding> {
    let found =
        |line, message: String, remedy: &str| files.finding(Path::new(FILE), line, Rule::Config, message, remedy);
    let text = match &files.config {
        None => return Vec::new(),
        Some(Err(error)) => {
            return vec![found(None, format!("it cannot be read, so the plugin is off: {error}"), "make it readable")];
        }
        Some(Ok(text)) => text,
    };
    let manifest = match Manifest::parse(text) {
        Ok(manifest) => manifest,
        Err(manifest::ManifestError { line, reason }) => {
            return vec![found(
                some(line),
                format!("{reason}; so the plugin is off"),
                "docs/hooks.md describes the file",
            )];
        }
    };
    let mut findings = Vec::new();
    if let Ok(Value::Object(object)) = serde_json::from_str(text) {
        findings.extend(misspelled(files, text, &object, KEYS));
    }
    for property in manifest.settings() {
        findings.extend(check_setting(files, text, &property, context));
    }
    findings.extend(requirements(files, text, &manifest, context));
    if let Some(missing) = &files.missing {
        let is_named = |requirement: &&Requirement| missing.reason.contains(&requirement.name);
        let named = manifest.required_binaries.iter().find(is_named);
        let line = named.and_then(|requirement| some(line_of_item(text, "required_binaries", &requirement.name)));
        findings.push(files.finding(
            Path::new(FILE),
            line,
            Rule::Program,
            missing.reason.clone(),
            if missing.is_installable { Remedy::InstallPrograms(files.name.clone()) } else { Remedy::GetPrograms },
        ));
    }
    findings
}

fn misspelled<'a>(
    files: &'a PluginFiles,
    text: &'a str,
    object: &'a Map<String, Value>,
    known: &'a [&str],
) -> impl Iterator<Item = Finding> + 'a {
    object.keys().filter(|key| !known.contains(&key.as_str())).filter_map(move |key| {
        let bare = key.trim_start_matches("x-").replace('-', "_");
        let like = |known: &&&str| known.trim_start_matches("x-").replace('-', "_") == bare;
        let other = known.iter().find(like).copied().or_else(|| meant(key, known.iter().copied()))?;
        let message = format!("no program reads the key {key:?}");
        Some(files.finding(
            Path::new(FILE),
            some(line_of(text, key)),
            Rule::Config,
            message,
            format!("write {other:?}, if you mean that"),
        ))
    })
}

fn check_setting(files: &PluginFiles, text: &str, property: &Property, context: &CheckContext) -> Vec<Finding> {
    let name = property.key;
    let line = some(line_of(text, name));
    let found = |message: String, remedy: Remedy| files.finding(Path::new(FILE), line, Rule::Setting, message, remedy);
    let mut findings = Vec::new();
    let prefix = key(&files.name, "");
    if !name.starts_with(&prefix) || name.len() == prefix.len() {
        let message = format!(
            "the setting {name} does not begin with {prefix}, so other plugins and the environment may use this name for something else"
        );
        let bare = name.trim_start_matches('_');
        findings.push(found(
            message,
            format!("rename it to {prefix}{bare}; \"x-aliases\": [{name:?}] keeps the other name working").into(),
        ));
    } else if name.bytes().any(|byte| !(byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')) {
        let message = format!("the name of the setting {name} is not in capitals, so config.toml cannot set it");
        findings.push(found(message, format!("rename it to {}", name.to_ascii_uppercase().replace('-', "_")).into()));
    }
    findings.extend(
        misspelled(files, text, property.schema, SCHEMA_KEYS)
            .map(|finding| Finding { line: finding.line.max(line), ..finding }),
    );
    if let Some(default) = property.default()
        && let Err(error) = jsonschema::draft7::validate(&Value::Object(property.schema.clone()), default)
    {
        findings.push(found(
            format!("the default of {name} does not fit its own schema: {error}"),
            "change one of the two".into(),
        ));
    }
    if let Some(fallback) = property.fallback() {
        let of_plugins = |name: &str| {
            context.plugins.values().any(|plugin| {
                plugin.manifest.properties.contains_key(name) || IMPLIED.iter().any(|suffix| plugin.key(suffix) == name)
            })
        };
        if !context.globals.contains(fallback) && !of_plugins(fallback) {
            let near = meant(fallback, context.globals.iter().map(String::as_str))
                .map(|near| format!("; do you mean {near}?"))
                .unwrap_or_default();
            let message = format!("{name} falls back to {fallback}, but there is no such setting{near}");
            findings.push(found(message, Remedy::ListSettings));
        }
    }
    findings
}

fn requirements<'a>(
    files: &'a PluginFiles,
    text: &'a str,
    manifest: &'a Manifest,
    context: &'a CheckContext,
) -> impl Iterator<Item = Finding> + 'a {
    manifest.required_plugins.iter().filter(|name| !context.plugins.contains_key(*name)).map(|name| {
        let line = some(line_of_item(text, "required_plugins", name));
        let (why, remedy) = match meant(name, context.plugins.keys().map(String::as_str)) {
            _ if context.broken.contains(name) => ("which cannot be used", Remedy::FixRequired),
            Some(near) => ("which is not on the plugin path", format!("write {near:?}, if you mean that").into()),
            None => ("which is not on the plugin path", Remedy::ListPlugins),
        };
        let message = format!("it requires the plugin {name}, {why}, so it would be skipped");
        files.finding(Path::new(FILE), line, Rule::Requirement, message, remedy)
    })
}

/// A line as findings have it.
fn some(line: usize) -> Option<usize> {
    (line > 0).then_some(line)
}
