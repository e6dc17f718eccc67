//! `tacklebox result`: a hook's result, said without having to write JSON.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};

use super::Failure;
use crate::model::archive_result::ResultStatus;
use crate::rules::exit::Exit;

/// Print a hook's result as the record that the runner reads: tacklebox result succeeded "12 words"
///
/// The exit code is 0 whatever the result is: it was printed. So the last line of a hook may be:
/// tacklebox result failed "no such thing"
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_parser = verdicts())]
    status: ResultStatus,
    /// One line for people: a path, a title, a count; for a failure, the reason
    #[arg(default_value = "", allow_hyphen_values = true)]
    output_str: String,
    /// The same for programs
    #[arg(long, value_name = "JSON", value_parser = json_value)]
    json_output: Option<Value>,
}

fn verdicts() -> impl TypedValueParser<Value = ResultStatus> {
    let possible = ResultStatus::ALL.map(|verdict| PossibleValue::new(verdict.as_str()));
    // The list above holds nothing else.
    PossibleValuesParser::new(possible).map(|word| ResultStatus::parse(&word).unwrap_or(ResultStatus::Failed))
}

fn json_value(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let mut record = json!({ "type": "ArchiveResult", "status": args.status.as_str(), "output_str": args.output_str });
    if args.status == ResultStatus::Failed && !args.output_str.is_empty() {
        record["error"] = args.output_str.clone().into();
    }
    if let Some(value) = &args.json_output {
        record["output_json"] = value.clone();
    }
    super::print(&record.to_string())?;
    Ok(Exit::Good)
}
