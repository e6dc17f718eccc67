//! `config.json`: the settings of a plugin as a JSON Schema (draft-07), and beside them what it needs and leaves.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::requirement::Requirement;

/// A plugin's `config.json`. Every field is optional; a plugin without the file has the default.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Manifest {
    pub title: Option<String>,
    pub description: Option<String>,
    /// Setting to its schema, in the file's order.
    #[serde(default)]
    pub properties: Map<String, Value>,
    #[serde(default)]
    pub required_plugins: Vec<String>,
    /// Programs and libraries that must be installed for it.
    #[serde(default)]
    pub required_binaries: Vec<Requirement>,
    #[serde(default)]
    pub output_mimetypes: Vec<String>,
    #[serde(rename = "x-infrastructure", default)]
    pub infrastructure: bool,
}

/// Why a `config.json` cannot be used: the line, 0 when the fault is in the whole, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ManifestError {
    pub line: usize,
    pub reason: String,
}

/// One declared setting, read out of its schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Property<'a> {
    pub key: &'a str,
    pub schema: &'a Map<String, Value>,
}

impl Manifest {
    /// Reads a `config.json`.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Manifest = serde_json::from_str(text).map_err(|error| ManifestError { line: error.line(), reason: error.to_string() })?;
        for (key, schema) in &manifest.properties {
            let fault = |reason: String| Err(ManifestError { line: line_of(text, key), reason });
            if !schema.is_object() {
                return fault(format!("the setting {key} must be an object (a JSON Schema)"));
            }
            if let Err(error) = jsonschema::draft7::meta::validate(schema) {
                return fault(format!("the schema of the setting {key} is not valid: {error}"));
            }
        }
        Ok(manifest)
    }

    /// The declared settings.
    pub fn settings(&self) -> impl Iterator<Item = Property<'_>> {
        self.properties.iter().filter_map(|(key, schema)| Some(Property { key, schema: schema.as_object()? }))
    }
}

impl<'a> Property<'a> {
    /// The value where nobody set one.
    pub fn default(&self) -> Option<&'a Value> {
        self.schema.get("default")
    }

    /// Older names of the setting.
    pub fn aliases(&self) -> impl Iterator<Item = &'a str> {
        self.schema.get("x-aliases").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    /// The global setting that applies unless this one was set.
    pub fn fallback(&self) -> Option<&'a str> {
        self.schema.get("x-fallback").and_then(Value::as_str)
    }

    /// The JSON types it may have; empty when the schema does not say.
    pub fn types(&self) -> Vec<&'a str> {
        match self.schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

fn line_of(text: &str, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    text.lines().position(|line| line.contains(&quoted)).map_or(0, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_their_line() {
        let broken = Manifest::parse("{\n \"properties\": {\n  \"A\": oops\n }\n}").unwrap_err();
        assert_eq!(broken.line, 3);
        let wrong = Manifest::parse("{\n \"properties\": []\n}").unwrap_err();
        assert_eq!(wrong.line, 2);
        let schema = Manifest::parse("{\n \"properties\": {\n  \"A\": {\"type\": \"strng\"}\n }\n}").unwrap_err();
        assert!(schema.line == 3 && schema.reason.contains("the setting A"), "{schema}");
    }

    #[test]
    fn reads_settings() {
        let manifest = Manifest::parse(
            r#"{"x-infrastructure": true, "properties": {"A_TIMEOUT": {"type": ["integer", "null"], "default": 5, "x-aliases": ["OLD"], "x-fallback": "TIMEOUT"}}}"#,
        )
        .unwrap();
        let property = manifest.settings().next().unwrap();
        assert!(manifest.infrastructure);
        assert_eq!((property.key, property.fallback(), property.types()), ("A_TIMEOUT", Some("TIMEOUT"), vec!["integer", "null"]));
        assert_eq!(property.aliases().collect::<Vec<_>>(), ["OLD"]);
    }
}
