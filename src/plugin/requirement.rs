//! What a plugin needs to be installed: one entry of `required_binaries`, and who may provide it.
//! Pure.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Map, Value};

/// A program or library that a plugin needs. `{KEY}` in a text stands for that setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// A program's name or path, or what a library is to be known by.
    pub name: String,
    /// Who may provide it, the preferred first.
    pub providers: Vec<Provider>,
    pub min_version: Option<String>,
    /// Whether packages may run code of their own while they are installed.
    pub scripts: bool,
    /// The plugin does something useful without it.
    pub optional: bool,
    pub overrides: BTreeMap<Provider, Override>,
}

/// How one provider is to go about it, where that differs from what the name says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    /// Packages, and options between them as the provider's own command understands them.
    pub install_args: Option<Vec<String>>,
    pub install_root: Option<String>,
    /// The file to be there when all is done, if it is no program of that name.
    pub abspath: Option<String>,
    /// The version that is installed then, if the program does not report one.
    pub version: Option<String>,
    pub scripts: Option<bool>,
    /// What more would have to be done, and is not: keys that this program does not serve.
    pub unserved: Vec<String>,
}

/// Where a program may come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// It is on the PATH already.
    Env,
    Apt,
    Pip,
    Uv,
    Npm,
    Pnpm,
    /// Node.js itself.
    Node,
    Cargo,
    /// One that is not served.
    Other(String),
}

impl Provider {
    fn named(name: &str) -> Self {
        match name {
            "env" => Provider::Env,
            "apt" => Provider::Apt,
            "pip" => Provider::Pip,
            "uv" => Provider::Uv,
            "npm" => Provider::Npm,
            "pnpm" => Provider::Pnpm,
            "node" => Provider::Node,
            "cargo" => Provider::Cargo,
            other => Provider::Other(other.to_owned()),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Provider::Env => "env",
            Provider::Apt => "apt",
            Provider::Pip => "pip",
            Provider::Uv => "uv",
            Provider::Npm => "npm",
            Provider::Pnpm => "pnpm",
            Provider::Node => "node",
            Provider::Cargo => "cargo",
            Provider::Other(name) => name,
        }
    }

    /// Whether `tacklebox install` can get something from it.
    pub fn installs(&self) -> bool {
        !matches!(self, Provider::Env | Provider::Other(_))
    }

    /// Whether what it provides lies on the system's own PATH.
    pub fn is_of_the_system(&self) -> bool {
        matches!(self, Provider::Env | Provider::Apt)
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Requirement {
    /// Something that has to be on the PATH.
    pub fn of_the_system(name: &str) -> Self {
        Requirement {
            name: name.to_owned(),
            providers: vec![Provider::Env],
            min_version: None,
            scripts: false,
            optional: false,
            overrides: BTreeMap::new(),
        }
    }

    /// The setting that the whole name stands for: `WGET_BINARY` of `{WGET_BINARY}`.
    pub fn setting(&self) -> Option<&str> {
        let key = self.name.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
        is_key(key).then_some(key)
    }

    /// What applies to one provider.
    pub fn override_for(&self, provider: &Provider) -> Override {
        self.overrides.get(provider).cloned().unwrap_or_default()
    }

    /// The same with every `{KEY}` replaced by what `value_of` says. One that it does not know
    /// stays as it is.
    pub fn filled(&self, value_of: &dyn Fn(&str) -> Option<String>) -> Requirement {
        let fill = |text: &String| fill(text, value_of);
        let mut filled =
            Requirement { name: fill(&self.name), min_version: self.min_version.as_ref().map(fill), ..self.clone() };
        for change in filled.overrides.values_mut() {
            for text in [&mut change.install_root, &mut change.abspath, &mut change.version].into_iter().flatten() {
                *text = fill(text);
            }
            change.install_args.iter_mut().flatten().for_each(|text| *text = fill(text));
        }
        filled
    }

    fn parse(value: Value) -> Result<Self, String> {
        let mut fields = match value {
            Value::String(name) if !name.trim().is_empty() => return Ok(Requirement::of_the_system(&name)),
            Value::Object(fields) => fields,
            other => {
                return Err(format!(
                    "required_binaries: {other}: write the name of a program, or an object with a name"
                ));
            }
        };
        let name = text(&mut fields, "name")?
            .filter(|name| !name.trim().is_empty())
            .ok_or("required_binaries: an entry has no name")?;
        let about = |reason: String| format!("required_binaries, {name}: {reason}");
        let providers = match fields.remove("binproviders") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(list)) => list.split(',').map(|name| Provider::named(name.trim())).collect(),
            Some(Value::Array(list)) => {
                list.iter().map(|name| Provider::named(name.as_str().unwrap_or_default().trim())).collect()
            }
            Some(other) => return Err(about(format!("binproviders: {other}: write names, with commas between them"))),
        };
        let mut providers: Vec<Provider> =
            providers.into_iter().filter(|provider| !provider.as_str().is_empty()).collect();
        if providers.is_empty() {
            providers.push(Provider::Env);
        }
        let mut overrides = BTreeMap::new();
        match fields.remove("overrides") {
            None | Some(Value::Null) => {}
            Some(Value::Object(list)) => {
                for (provider, value) in list {
                    let change =
                        Override::parse(value).map_err(|reason| about(format!("overrides, {provider}: {reason}")))?;
                    overrides.insert(Provider::named(&provider), change);
                }
            }
            Some(other) => {
                return Err(about(format!("overrides: {other}: this must be an object, provider to what it is to do")));
            }
        }
        Ok(Requirement {
            providers,
            min_version: text(&mut fields, "min_version").map_err(about)?,
            scripts: flag(&mut fields, "postinstall_scripts").map_err(about)?.unwrap_or(false),
            optional: flag(&mut fields, "optional").map_err(about)?.unwrap_or(false),
            overrides,
            name,
        })
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Requirement::parse(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// What the schema says; the reading itself is above, as its complaints are to name the entry.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema alone")]
enum Written {
    /// A program's name.
    Name(#[schemars(regex(pattern = r"\S"))] String),
    Whole(WrittenWhole),
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "read by the schema alone")]
struct WrittenWhole {
    /// A program's name or path, or what a library is to be known by. `{KEY}` stands for that
    /// setting.
    #[schemars(regex(pattern = r"\S"))]
    name: String,
    /// Who may provide it, the preferred first: env, apt, pip, uv, npm, pnpm, node, cargo.
    binproviders: Option<WrittenProviders>,
    min_version: Option<String>,
    /// Whether packages may run code of their own while they are installed.
    postinstall_scripts: Option<bool>,
    /// The plugin does something useful without it.
    optional: Option<bool>,
    /// How one provider is to go about it.
    overrides: Option<BTreeMap<String, WrittenOverride>>,
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema alone")]
enum WrittenProviders {
    /// Names with commas between them.
    Text(String),
    List(Vec<Value>),
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema alone")]
enum WrittenOverride {
    /// Nothing but the packages.
    Packages(Vec<String>),
    Whole(WrittenChange),
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "read by the schema alone")]
struct WrittenChange {
    /// Packages, and options between them.
    install_args: Option<Vec<String>>,
    install_root: Option<String>,
    /// The file to be there when all is done, if it is no program of that name.
    abspath: Option<String>,
    version: Option<String>,
    postinstall_scripts: Option<bool>,
}

impl JsonSchema for Requirement {
    fn schema_name() -> Cow<'static, str> {
        "Requirement".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Written::json_schema(generator)
    }
}

impl Override {
    fn parse(value: Value) -> Result<Self, String> {
        let mut fields = match value {
            Value::Object(fields) => fields,
            // The short form: nothing but the packages.
            list @ Value::Array(_) => Map::from_iter([("install_args".to_owned(), list)]),
            other => return Err(format!("{other}: this must be an object")),
        };
        let arguments = match fields.remove("install_args").or_else(|| fields.remove("packages")) {
            None | Some(Value::Null) => None,
            Some(Value::Array(list)) => Some(list.into_iter().map(|item| {
                item.as_str().map(str::to_owned).ok_or(format!("install_args: {item}: this must be a text"))
            })),
            Some(other) => return Err(format!("install_args: {other}: this must be a list")),
        };
        let mut change = Override {
            install_args: arguments.map(Iterator::collect::<Result<_, _>>).transpose()?,
            install_root: text(&mut fields, "install_root")?,
            abspath: text(&mut fields, "abspath")?,
            version: text(&mut fields, "version")?,
            scripts: flag(&mut fields, "postinstall_scripts")?,
            unserved: Vec::new(),
        };
        let needless = [
            "min_release_age",
            "docs_url",
            "install_timeout",
            "version_timeout",
            "search",
            "update",
            "uninstall",
            "euid",
            "dry_run",
        ];
        change.unserved.extend(fields.into_iter().map(|(key, _)| key).filter(|key| !needless.contains(&key.as_str())));
        Ok(change)
    }
}

fn text(fields: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match fields.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("{key}: {other}: this must be a text")),
    }
}

fn flag(fields: &mut Map<String, Value>, key: &str) -> Result<Option<bool>, String> {
    match fields.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(flag)),
        Some(other) => Err(format!("{key}: {other}: this must be true or false")),
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn fill(text: &str, value_of: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(key, after)| Some((Some(key.trim()).filter(|key| is_key(key)).and_then(value_of)?, after)));
        match value {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(value: Value) -> Requirement {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_name_alone_is_looked_for_on_the_path() {
        assert_eq!(read(json!("sh")), Requirement::of_the_system("sh"));
        assert_eq!(
            read(json!({"name": "sh", "binproviders": null, "min_version": null})),
            Requirement::of_the_system("sh")
        );
    }

    #[test]
    fn objects_are_read_and_filled() {
        let requirement = read(json!({
            "name": "{TOOL_BINARY}", "binproviders": "env, pnpm,brew", "min_version": "2.0.0", "postinstall_scripts": false,
            "overrides": {"pnpm": {"install_root": "{LIB}/pnpm/packages/tool", "install_args": ["tool@{TOOL_VERSION}"], "postinstall_scripts": true,
                                   "min_release_age": 0}, "apt": ["tool-bin"], "brew": {"install": "brew magic"}},
        }));
        assert_eq!(requirement.setting(), Some("TOOL_BINARY"));
        assert_eq!(requirement.providers, [Provider::Env, Provider::Pnpm, Provider::Other("brew".into())]);
        let known = |key: &str| match key {
            "TOOL_BINARY" => Some("/opt/{LIB}".to_owned()),
            "LIB" => Some("/lib".to_owned()),
            _ => None,
        };
        let filled = requirement.filled(&known);
        // What a setting says is not filled again.
        assert_eq!((filled.name.as_str(), filled.setting()), ("/opt/{LIB}", None));
        let pnpm = filled.override_for(&Provider::Pnpm);
        assert_eq!(pnpm.install_root.as_deref(), Some("/lib/pnpm/packages/tool"));
        assert_eq!(pnpm.install_args.as_deref(), Some(&["tool@{TOOL_VERSION}".to_owned()][..]));
        assert_eq!((pnpm.scripts, pnpm.unserved), (Some(true), vec![]));
        assert_eq!(filled.override_for(&Provider::Apt).install_args.as_deref(), Some(&["tool-bin".to_owned()][..]));
        assert_eq!(filled.overrides[&Provider::Other("brew".into())].unserved, ["install"]);
        assert_eq!(filled.override_for(&Provider::Cargo), Override::default());
    }

    #[test]
    fn mistakes_are_told() {
        for (value, reason) in [
            (json!(5), "required_binaries: 5: write the name"),
            (json!(" "), "required_binaries: \" \": write the name"),
            (json!({}), "required_binaries: an entry has no name"),
            (json!({"name": "a", "min_version": 2}), "required_binaries, a: min_version: 2: this must be a text"),
            (
                json!({"name": "a", "overrides": {"apt": {"install_args": [1]}}}),
                "required_binaries, a: overrides, apt: install_args: 1",
            ),
        ] {
            let error = serde_json::from_value::<Requirement>(value).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_requirement_panics(
            fields in proptest::collection::vec(("name|binproviders|min_version|overrides|other", "[0-9]{1,25}|null|\"[a-z0-9,*.{}/ ]{0,20}\"|\\[[0-9]?\\]|\\{\\}|\\{\"(apt|npm|x)\":(1|\"a\"|\\[\"a\",1?\\]|\\{\"install_args\":\\[\"a\"\\]\\})\\}"), 0..5)
        ) {
            let text: Vec<String> = fields.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
            let Ok(value) = serde_json::from_str::<Value>(&format!("{{{}}}", text.join(","))) else { return Ok(()) };
            if let Ok(requirement) = serde_json::from_value::<Requirement>(value) {
                let _ = requirement.filled(&|key| Some(key.to_lowercase())).setting();
            }
        }

        #[test]
        fn filling_never_panics_and_leaves_what_it_does_not_know(text in "[{}a-z ]{0,30}") {
            prop_assert_eq!(fill(&text, &|_| None), text);
        }
    }
}
