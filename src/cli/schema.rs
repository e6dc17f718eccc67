//! `tacklebox schema`: what the program reads and writes, as JSON Schemas made from the types that
//! read and write it.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use super::{Common, Failure, config, doctor, plugins};
use crate::model::event::Event;
use crate::plugin::Manifest;
use crate::rules::exit::Exit;
use crate::rules::record::RecordLine;
use crate::service::{CrawlFileLine, IndexLine, ListedSnapshot, ShownSnapshot, Status};
use crate::timeline::Timeline;

/// Print the JSON Schema of something that this program reads or writes; without a name, list them
#[derive(Debug, clap::Args)]
pub struct Args {
    name: Option<Document>,
    /// Write every schema into this directory instead, as NAME.schema.json
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    write: Option<PathBuf>,
}

/// Everything that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Document {
    /// config.json of a plugin
    Config,
    /// A record: one line that a hook prints
    Records,
    /// An event: one line of `archive --json`, `resume --json` and `retry --json`
    Events,
    /// One line of a snapshot's index.jsonl
    Index,
    /// One line of a crawl's crawl.jsonl
    Crawl,
    /// One line of `list --json`
    List,
    /// What `show --json` prints
    Show,
    /// What `show --timeline --json` prints
    Timeline,
    /// What `status --json` prints
    Status,
    /// One line of `doctor --json`
    Doctor,
    /// What `plugins --json` prints
    Plugins,
    /// What `config --json` prints
    Settings,
}

impl Document {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn what(self) -> String {
        self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    fn schema(self) -> Schema {
        let mut schema = match self {
            Document::Config => read_as::<Manifest>(),
            Document::Records => read_as::<RecordLine>(),
            Document::Events => written_as::<Event>(),
            Document::Index => written_as::<IndexLine>(),
            Document::Crawl => written_as::<CrawlFileLine>(),
            Document::List => written_as::<ListedSnapshot>(),
            Document::Show => written_as::<ShownSnapshot>(),
            Document::Timeline => written_as::<Timeline>(),
            Document::Status => written_as::<Status>(),
            Document::Doctor => written_as::<doctor::Line>(),
            Document::Plugins => written_as::<plugins::Listing>(),
            Document::Settings => written_as::<Vec<config::ListedSetting>>(),
        };
        // The names of our types mean nothing to a reader.
        schema.insert("title".into(), self.what().into());
        Unwrapped.transform(&mut schema);
        schema
    }
}

/// What others write and this program reads: what has a default may be left out.
fn read_as<T: JsonSchema>() -> Schema {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_deserialize()).into_root_schema_for::<T>()
}

/// What this program writes.
fn written_as<T: JsonSchema>() -> Schema {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize()).into_root_schema_for::<T>()
}

/// Descriptions come from comments, whose lines end where the source is full; paragraphs stay.
struct Unwrapped;

impl Transform for Unwrapped {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::String(text)) = schema.get_mut("description") {
            let paragraphs: Vec<String> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
            *text = paragraphs.join("\n\n");
        }
        transform_subschemas(self, schema);
    }
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let all = Document::value_variants();
    if let Some(dir) = &args.write {
        all.iter().try_for_each(|document| write(*document, dir))?;
    } else if let Some(document) = args.name {
        super::print_json(&document.schema())?;
    } else if common.json {
        super::print_json(
            &all.iter().map(|document| (document.name(), document.schema().to_value())).collect::<Map<_, _>>(),
        )?;
    } else {
        all.iter().try_for_each(|document| super::print(&format!("{:9} {}", document.name(), document.what())))?;
    }
    Ok(Exit::Good)
}

fn write(document: Document, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("{}.schema.json", document.name()));
    let text = serde_json::to_string_pretty(&document.schema()).map_err(Failure::nothing)? + "\n";
    let written = std::fs::create_dir_all(dir).and_then(|()| std::fs::write(&path, text));
    written.map_err(|error| Failure::nothing(format!("{}: it cannot be written: {error}", path.display())))
}
