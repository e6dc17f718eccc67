//! What the page says, put in order. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How deeply JSON-LD may be nested. Many readers of JSON, this program's own among them, take no
/// more than 128 levels in a file.
const DEEPEST: usize = 100;

/// What was found in the page.
#[derive(Debug, Default, Deserialize)]
pub struct PageMetadata {
    pub url: String,
    pub title: String,
    pub lang: String,
    pub canonical: Vec<String>,
    pub alternates: Vec<Alternate>,
    /// Attribute, name, content.
    pub meta: Vec<(String, String, String)>,
    pub headings: Vec<Heading>,
    pub json_ld: Vec<String>,
    pub links: Links,
    pub left_out: BTreeMap<String, u64>,
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternate {
    pub lang: String,
    pub href: String,
}

/// One of `<h1>` to `<h6>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub text: String,
}

/// How many `<a href>` there are; neither internal nor external are those that lead to no http
/// address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Links {
    pub all: u64,
    pub internal: u64,
    pub external: u64,
    pub nofollow: u64,
}

/// Values by lower-case name, in the order of the page; a name may be there several times.
type Values = BTreeMap<String, Vec<String>>;

/// `seo.json`.
#[derive(Debug, PartialEq, Serialize)]
pub struct Seo {
    url: String,
    title: Option<String>,
    description: Option<String>,
    canonical: Option<String>,
    robots: Option<String>,
    lang: Option<String>,
    /// By `name`, `property` or `itemprop`: `og:title`, `twitter:card`.
    meta: Values,
    http_equiv: Values,
    alternates: Vec<Alternate>,
    headings: Vec<Heading>,
    json_ld: Vec<Value>,
    links: Links,
    /// How many of each list are not here, as there are too many.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    left_out: BTreeMap<String, u64>,
}

impl From<PageMetadata> for Seo {
    fn from(said: PageMetadata) -> Self {
        let (mut meta, mut http_equiv) = (Values::new(), Values::new());
        for (attribute, name, content) in said.meta {
            let values = if attribute == "http-equiv" { &mut http_equiv } else { &mut meta };
            values.entry(name.to_lowercase()).or_default().push(content);
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        let first = |name: &str| meta.get(name).and_then(|values| values.first()).cloned();
        Seo {
            url: said.url,
            title: some(said.title),
            description: first("description"),
            canonical: said.canonical.into_iter().next(),
            robots: first("robots"),
            lang: some(said.lang),
            http_equiv,
            alternates: said.alternates,
            headings: said.headings,
            json_ld: said.json_ld.iter().map(|text| parsed(text)).collect(),
            links: said.links,
            left_out: said.left_out,
            meta,
        }
    }
}

impl Seo {
    /// Whether the page says nothing but its title, which the plugin of that name has.
    pub fn is_empty(&self) -> bool {
        let nothing =
            self.meta.is_empty() && self.http_equiv.is_empty() && self.headings.is_empty() && self.json_ld.is_empty();
        nothing && self.canonical.is_none() && self.alternates.is_empty()
    }

    /// `12 meta tags, 3 headings`
    pub fn describe(&self) -> String {
        let tags = self.meta.values().chain(self.http_equiv.values()).map(Vec::len).sum();
        let counted = |count: usize, one: &str, many: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
        };
        let mut parts =
            vec![counted(tags, "meta tag", "meta tags"), counted(self.headings.len(), "heading", "headings")];
        if !self.json_ld.is_empty() {
            parts.push(counted(self.json_ld.len(), "JSON-LD block", "JSON-LD blocks"));
        }
        parts.join(", ")
    }
}

/// JSON-LD as JSON, or its text and why it is none.
fn parsed(text: &str) -> Value {
    let as_text = |error: String| json!({ "text": text, "error": error });
    match serde_json::from_str::<Value>(text) {
        Ok(value) if depth(&value) <= DEEPEST => value,
        Ok(_) => as_text(format!("it is nested more than {DEEPEST} levels deep")),
        Err(error) => as_text(error.to_string()),
    }
}

/// How deeply a value is nested; parsing has bounded that.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(tags: &[(&str, &str, &str)]) -> PageMetadata {
        let owned =
            |(attribute, name, content): &(&str, &str, &str)| ((*attribute).into(), (*name).into(), (*content).into());
        PageMetadata { meta: tags.iter().map(owned).collect(), ..PageMetadata::default() }
    }

    #[test]
    fn tags_are_found_by_their_names() {
        let seo = Seo::from(meta(&[
            ("name", "Description", "About"),
            ("name", "description", "Again"),
            ("property", "og:image", "a"),
            ("property", "og:image", "b"),
            ("http-equiv", "refresh", "5"),
            ("name", "ROBOTS", "noindex"),
        ]));
        assert_eq!(
            (seo.description.as_deref(), seo.robots.as_deref(), seo.title.as_deref()),
            (Some("About"), Some("noindex"), None)
        );
        assert_eq!(
            (&seo.meta["og:image"], &seo.meta["description"]),
            (&vec!["a".to_owned(), "b".into()], &vec!["About".to_owned(), "Again".into()])
        );
        assert_eq!(seo.http_equiv["refresh"], ["5"]);
        assert_eq!(seo.describe(), "6 meta tags, 0 headings");
        assert!(!seo.is_empty());
    }

    #[test]
    fn json_ld_is_parsed_or_kept_as_text() {
        assert_eq!(parsed(r#"{"@type":"Article"}"#), json!({ "@type": "Article" }));
        let broken = parsed("{'@type': 1}");
        assert_eq!(broken["text"], "{'@type': 1}");
        assert!(broken["error"].as_str().unwrap().contains("line 1"), "{broken}");
        for depth in [101, 127, 128, 50_000] {
            let deep = "[".repeat(depth) + &"]".repeat(depth);
            assert_eq!(parsed(&deep)["text"], deep, "{depth}");
        }
        assert!(parsed(&("[".repeat(100) + &"]".repeat(100))).is_array());
    }

    #[test]
    fn a_title_alone_is_nothing() {
        let title = PageMetadata { title: "T".into(), lang: "en".into(), ..PageMetadata::default() };
        assert!(Seo::from(title).is_empty());
        let heading = PageMetadata {
            headings: vec![Heading { level: 1, text: "H".into() }],
            json_ld: vec!["1".into()],
            ..PageMetadata::default()
        };
        assert_eq!(Seo::from(heading).describe(), "0 meta tags, 1 heading, 1 JSON-LD block");
    }
}
