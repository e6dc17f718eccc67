//! `config.json`: the settings of a plugin as a JSON Schema (draft-07), and beside them what it
//! needs and leaves.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::requirement::Requirement;

/// A plugin's `config.json`: what it needs, what it leaves, and its settings. Every field is
/// optional, others may be there.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct Manifest {
    /// A name for people.
    pub title: Option<String>,
    /// What the plugin saves, in a sentence.
    pub description: Option<String>,
    /// Each setting, `<PLUGIN>_...`, with its JSON Schema (draft-07).
    #[serde(default)]
    #[schemars(extend("additionalProperties" = setting_schema()))]
    pub properties: Map<String, Value>,
    /// Names of plugins that run whenever this one does.
    #[serde(default)]
    pub required_plugins: Vec<String>,
    /// Programs and libraries that must be installed for it.
    #[serde(default)]
    pub required_binaries: Vec<Requirement>,
    /// What kinds of files it leaves.
    #[serde(default)]
    pub output_mimetypes: Vec<String>,
    /// Whether it serves other plugins and has no result of its own.
    #[serde(rename = "x-infrastructure", default)]
    pub infrastructure: bool,
    /// Whether its hooks report pages that the page links to, which `archive --depth` follows;
    /// absent: perhaps.
    #[serde(rename = "x-finds-links")]
    pub finds_links: Option<bool>,
    /// The programs that the plugin is made for, by ABX_RUNTIME; empty: any.
    #[serde(rename = "x-runtimes", default)]
    pub runtimes: Vec<String>,
}

/// What the schema of a setting may say beyond draft-07.
#[derive(Deserialize, JsonSchema)]
struct SettingExtras {
    /// Older names of the setting, which are read as well.
    #[serde(rename = "x-aliases")]
    _aliases: Option<Vec<String>>,
    /// The global setting that applies unless this one was set.
    #[serde(rename = "x-fallback")]
    _fallback: Option<String>,
    /// Whether its value is a secret, which is stored nowhere with the crawl and shown by no
    /// command; absent: its name or its value decides.
    #[serde(rename = "x-sensitive")]
    _sensitive: Option<bool>,
}

/// The schema that every setting's schema must obey.
fn setting_schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .with(|settings| settings.meta_schema = None)
        .into_generator()
        .into_root_schema_for::<SettingExtras>();
    schema.remove("title");
    schema.insert("$ref".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.to_value()
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
        let manifest: Manifest = serde_json::from_str(text)
            .map_err(|error| ManifestError { line: error.line(), reason: error.to_string() })?;
        for (key, schema) in &manifest.properties {
            let fault = |reason: String| Err(ManifestError { line: line_of(text, key), reason });
            if !schema.is_object() {
                return fault(format!("the setting {key} must be an object (a JSON Schema)"));
            }
            if let Err(error) = SettingExtras::deserialize(schema) {
                return fault(format!("the schema of the setting {key} is not valid: {error}"));
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
    /// The value when none is set.
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

/// The line on which a key of an object stands, 0 where none does.
pub fn line_of(text: &str, key: &str) -> usize {
    place_of(text, key).map_or(0, |place| line_at(text, place))
}

/// The line on which a text stands in the list under a key; that of the key where it does not.
pub fn line_of_item(text: &str, key: &str, item: &str) -> usize {
    let Some(place) = place_of(text, key) else { return 0 };
    let list = &text[place..];
    let end = list.find(']').unwrap_or(list.len());
    let within = list[..end].find(&Value::from(item).to_string()).unwrap_or(0);
    line_at(text, place + within)
}

/// Where a quoted key stands that has a colon after it; the same text may stand elsewhere as a
/// value.
fn place_of(text: &str, key: &str) -> Option<usize> {
    let quoted = Value::from(key).to_string();
    text.match_indices(&quoted)
        .map(|(place, _)| place)
        .find(|place| text[place + quoted.len()..].trim_start().starts_with(':'))
}

fn line_at(text: &str, place: usize) -> usize {
    text[..place].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn a_key_is_told_from_the_same_text_elsewhere() {
        let text = "{\n \"title\": \"A\",\n \"required_plugins\": [\"B\",\n  \"C\"],\n \"A\": 1\n}";
        assert_eq!((line_of(text, "A"), line_of(text, "B"), line_of_item(text, "required_plugins", "C")), (5, 0, 4));
    }

    #[test]
    fn reads_settings() {
        let manifest = Manifest::parse(
            r#"{"x-infrastructure": true, "properties": {"A_TIMEOUT": {"type": ["integer", "null"], "default": 5, "x-aliases": ["OLD"], "x-fallback": "TIMEOUT"}}}"#,
        )
        .unwrap();
        let property = manifest.settings().next().unwrap();
        assert!(manifest.infrastructure);
        assert_eq!(
            (property.key, property.fallback(), property.types()),
            ("A_TIMEOUT", Some("TIMEOUT"), vec!["integer", "null"])
        );
        assert_eq!(property.aliases().collect::<Vec<_>>(), ["OLD"]);
    }
    /// Any JSON, with the keys of a config.json here and there.
    fn any_json() -> impl Strategy<Value = Value> {
        let key = prop_oneof![
            Just("properties".to_owned()),
            Just("required_plugins".to_owned()),
            Just("required_binaries".to_owned()),
            Just("type".to_owned()),
            Just("default".to_owned()),
            Just("$ref".to_owned()),
            Just("pattern".to_owned()),
            Just("x-aliases".to_owned()),
            Just("x-infrastructure".to_owned()),
            "(?s).{0,5}",
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "(?s).{0,20}".prop_map(Value::from),
            Just(Value::from("string")),
            Just(Value::from("#")),
            Just(Value::from("(((((")),
        ];
        leaf.prop_recursive(5, 40, 6, move |inner| {
            let object = proptest::collection::vec((key.clone(), inner.clone()), 0..6);
            prop_oneof![
                proptest::collection::vec(inner, 0..6).prop_map(Value::from),
                object.prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_config_panics(value in any_json(), cut in 0_usize..200) {
            let text = value.to_string();
            let _ = Manifest::parse(&text);
            let _ = Manifest::parse(&text.chars().take(cut).collect::<String>());
            let _ = Manifest::parse(&serde_json::json!({ "properties": { "A": value.clone() } }).to_string());
            if let Ok(manifest) = Manifest::parse(&serde_json::json!({ "properties": value }).to_string()) {
                for property in manifest.settings() {
                    let _ = (property.types(), property.default(), property.aliases().count(), property.fallback());
                }
            }
        }
    }
}
