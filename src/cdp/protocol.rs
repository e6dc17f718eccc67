//! What a Chrome says of its own protocol: the description that it serves at `/json/protocol`
//! ([`Endpoint::protocol`](crate::browser::endpoint::Endpoint::protocol) fetches it). Pure.
//!
//! It is the browser's own, so it lists what the browser at hand can do, and not what a library was
//! built with.
//!
//! ```
//! use tacklebox::cdp::protocol::{Protocol, Stability};
//!
//! let protocol = Protocol::parse(r#"{"domains":[{"domain":"Page","commands":[{"name":"navigate"},{"name":"crash","experimental":true}]}]}"#)?;
//! assert_eq!(protocol.command("Page.navigate"), Some(Stability::Stable));
//! assert_eq!(protocol.command("Page.crash"), Some(Stability::Experimental));
//! assert_eq!(protocol.command("Page.fly"), None);
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde::{Deserialize, Serialize};

/// The description, in the order in which Chrome gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct Protocol {
    domains: Vec<Domain>,
}

/// Whether Chrome promises to keep something as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stability {
    Stable,
    /// It, or its whole domain, may change or go with any version.
    Experimental,
}

impl Stability {
    /// The word on the screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Stability::Stable => "stable",
            Stability::Experimental => "experimental",
        }
    }

    fn of(is_experimental: bool) -> Self {
        if is_experimental { Stability::Experimental } else { Stability::Stable }
    }
}

/// What an [`Entry`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Command,
    Event,
}

/// A command or an event.
#[derive(Debug, Clone, Serialize)]
pub struct Entry<'a> {
    /// `Page.navigate`
    pub name: String,
    pub kind: Kind,
    pub stability: Stability,
    /// Whether it, or its whole domain, is on its way out.
    pub deprecated: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    pub parameters: Vec<Field<'a>>,
    /// Of commands only.
    pub returns: Vec<Field<'a>>,
}

/// A parameter, or a part of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Field<'a> {
    pub name: &'a str,
    /// `string`, `array of Page.Frame`; types of a domain's own are named with their domain.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it may be absent.
    pub optional: bool,
    pub stability: Stability,
    pub deprecated: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// The only values it has, when these are given with it.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub values: &'a [String],
}

#[derive(Debug, Clone, Deserialize)]
struct Domain {
    #[serde(rename = "domain")]
    name: String,
    #[serde(default)]
    experimental: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    commands: Vec<Member>,
    #[serde(default)]
    events: Vec<Member>,
}

#[derive(Debug, Clone, Deserialize)]
struct Member {
    name: String,
    #[serde(default)]
    experimental: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Vec<Parameter>,
    #[serde(default)]
    returns: Vec<Parameter>,
}

#[derive(Debug, Clone, Deserialize)]
struct Parameter {
    name: String,
    #[serde(flatten)]
    kind: Type,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    experimental: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    description: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Type {
    #[serde(rename = "type")]
    name: Option<String>,
    #[serde(rename = "$ref")]
    reference: Option<String>,
    items: Option<Box<Type>>,
    #[serde(default, rename = "enum")]
    values: Vec<String>,
}

impl Protocol {
    /// Reads the JSON that Chrome serves. What it says beyond what is needed here is passed over.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Whether a command, named as in `Page.navigate`, is stable; `None` when this Chrome has no
    /// such command.
    pub fn command(&self, name: &str) -> Option<Stability> {
        self.find(name, |domain| &domain.commands)
    }

    /// Whether an event, named as in `Network.responseReceived`, is stable; `None` when this Chrome
    /// has no such event.
    pub fn event(&self, name: &str) -> Option<Stability> {
        self.find(name, |domain| &domain.events)
    }

    /// Every command and event, domain by domain, the commands first.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.domains.iter().flat_map(|domain| {
            let commands = domain.commands.iter().map(|member| entry(domain, member, Kind::Command));
            commands.chain(domain.events.iter().map(|member| entry(domain, member, Kind::Event)))
        })
    }

    fn find(&self, name: &str, members: fn(&Domain) -> &Vec<Member>) -> Option<Stability> {
        let (domain, member) = name.split_once('.')?;
        let domain = self.domains.iter().find(|one| one.name == domain)?;
        let member = members(domain).iter().find(|one| one.name == member)?;
        Some(Stability::of(domain.experimental || member.experimental))
    }
}

fn entry<'a>(domain: &'a Domain, member: &'a Member, kind: Kind) -> Entry<'a> {
    let fields = |parameters: &'a [Parameter]| parameters.iter().map(|parameter| field(domain, parameter)).collect();
    Entry {
        name: format!("{}.{}", domain.name, member.name),
        kind,
        stability: Stability::of(domain.experimental || member.experimental),
        deprecated: domain.deprecated || member.deprecated,
        description: &member.description,
        parameters: fields(&member.parameters),
        returns: fields(&member.returns),
    }
}

fn field<'a>(domain: &Domain, parameter: &'a Parameter) -> Field<'a> {
    Field {
        name: &parameter.name,
        kind: type_name(domain, &parameter.kind),
        optional: parameter.optional,
        stability: Stability::of(domain.experimental || parameter.experimental),
        deprecated: parameter.deprecated,
        description: &parameter.description,
        values: &parameter.kind.values,
    }
}

fn type_name(domain: &Domain, kind: &Type) -> String {
    match (&kind.reference, &kind.items, &kind.name) {
        (Some(reference), ..) if reference.contains('.') => reference.clone(),
        (Some(reference), ..) => format!("{}.{reference}", domain.name),
        (None, Some(items), _) => format!("array of {}", type_name(domain, items)),
        (None, None, Some(name)) => name.clone(),
        (None, None, None) => "any".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{ "version": { "major": "1" }, "domains": [
        { "domain": "Page", "commands": [{ "name": "navigate", "parameters": [
            { "name": "url", "type": "string" }, { "name": "frameId", "$ref": "FrameId", "optional": true, "experimental": true },
            { "name": "mode", "type": "string", "enum": ["a", "b"] }],
            "returns": [{ "name": "loaders", "type": "array", "items": { "$ref": "Network.LoaderId" } }] },
            { "name": "crash", "experimental": true }], "events": [{ "name": "loadEventFired", "deprecated": true }] },
        { "domain": "Cast", "experimental": true, "deprecated": true, "commands": [{ "name": "enable" }] }] }"#;

    #[test]
    fn a_command_is_as_stable_as_its_domain_lets_it_be() {
        let protocol = Protocol::parse(JSON).unwrap();
        for (name, stability) in [
            ("Page.navigate", Some(Stability::Stable)),
            ("Page.crash", Some(Stability::Experimental)),
            ("Cast.enable", Some(Stability::Experimental)),
            ("Page.loadEventFired", None),
            ("Page.", None),
            ("navigate", None),
        ] {
            assert_eq!(protocol.command(name), stability, "{name}");
        }
        assert_eq!(protocol.event("Page.loadEventFired"), Some(Stability::Stable));
    }

    #[test]
    fn entries_tell_their_types() {
        let protocol = Protocol::parse(JSON).unwrap();
        let entries: Vec<_> = protocol.entries().collect();
        let names: Vec<_> = entries.iter().map(|entry| (entry.name.as_str(), entry.kind, entry.deprecated)).collect();
        let expected = [
            ("Page.navigate", Kind::Command, false),
            ("Page.crash", Kind::Command, false),
            ("Page.loadEventFired", Kind::Event, true),
        ];
        assert_eq!(names, [&expected[..], &[("Cast.enable", Kind::Command, true)]].concat());
        let types: Vec<_> =
            entries[0].parameters.iter().map(|field| (field.kind.as_str(), field.optional, field.stability)).collect();
        assert_eq!(
            types,
            [
                ("string", false, Stability::Stable),
                ("Page.FrameId", true, Stability::Experimental),
                ("string", false, Stability::Stable)
            ]
        );
        assert_eq!(
            (entries[0].parameters[2].values, entries[0].returns[0].kind.as_str()),
            (&["a".to_owned(), "b".to_owned()][..], "array of Network.LoaderId")
        );
        assert!(Protocol::parse("[]").is_err());
    }
}
