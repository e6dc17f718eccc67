//! `tacklebox page`: the page at hand, for hooks that have no library for Chrome's protocol.

mod listen;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use super::attached_browser::{self, Needs, Where, failed, typed_or_read};
use super::{Common, Failure};
use crate::browser::page::Evaluated;
use crate::native::{PartialFile, dom, pdf, screenshot};
use crate::rules::exit::Exit;

/// Work with a page: in a hook its own, elsewhere one of the browser at --cdp-url
///
/// If the URL is a file download, eval, html, screenshot and pdf exit with code 10: the result is
/// `skipped`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Evaluate JavaScript in the page and print the value: a string as it is, everything else as
    /// JSON; promises are awaited
    ///
    /// With --json a text is JSON too. What JSON cannot say is printed as JavaScript writes it:
    /// undefined, NaN, 12n. An exception ends with exit code 1.
    Eval {
        /// An expression, such as document.title; - reads it from standard input
        #[arg(allow_hyphen_values = true)]
        expression: String,
        #[command(flatten)]
        at: Where,
    },
    /// Print the page's DOM as HTML, with open shadow roots
    Html {
        #[command(flatten)]
        at: Where,
    },
    /// Save a screenshot of the whole page as PNG
    Screenshot {
        /// Where to; - is standard output
        file: PathBuf,
        #[command(flatten)]
        at: Where,
    },
    /// Save the page as PDF
    Pdf {
        /// Where to; - is standard output
        file: PathBuf,
        #[command(flatten)]
        at: Where,
    },
    /// Wait until an element of the page matches a CSS selector
    Wait {
        selector: String,
        /// It must have a size too, and be neither hidden nor transparent
        #[arg(long)]
        visible: bool,
        #[command(flatten)]
        at: Where,
    },
    Listen(listen::Args),
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    match args.command {
        Command::Eval { expression, at } => eval(&typed_or_read(&expression)?, &at, common.json),
        Command::Html { at } => html(&at),
        Command::Screenshot { file, at } => screenshot(&file, &at),
        Command::Pdf { file, at } => pdf(&file, &at),
        Command::Wait { selector, visible, at } => wait(&selector, visible, &at),
        Command::Listen(args) => listen::run(args),
    }
}

fn eval(expression: &str, at: &Where, as_json: bool) -> Result<Exit, Failure> {
    let limit = at.limit()?;
    attached_browser::run_within(limit, async {
        let (page, _events) = at.page(Needs::Loaded).await?;
        match page.evaluate_any(expression, limit).await.map_err(failed)? {
            Evaluated::Json(Value::String(text)) if !as_json => super::print(&text)?,
            Evaluated::Json(value) => super::print(&value.to_string())?,
            Evaluated::Other(_) if as_json => super::print("null")?,
            Evaluated::Other(as_written) => super::print(&as_written)?,
        }
        Ok(Exit::Good)
    })
}

fn html(at: &Where) -> Result<Exit, Failure> {
    let limit = at.limit()?;
    attached_browser::run_within(limit, async {
        let (page, _events) = at.page(Needs::Loaded).await?;
        let html = page.long_text(dom::HTML, limit).await.map_err(failed)?;
        super::out::write(&html)?;
        Ok(Exit::Good)
    })
}

fn screenshot(file: &Path, at: &Where) -> Result<Exit, Failure> {
    let limit = at.limit()?;
    attached_browser::run_within(limit, async {
        let (page, _events) = at.page(Needs::Loaded).await?;
        let mut sink = Sink::open(file)?;
        let taken = screenshot::take(&page, screenshot::LIMITS, limit, &mut sink).await.map_err(failed)?;
        sink.done(|name| taken.describe(name))
    })
}

fn pdf(file: &Path, at: &Where) -> Result<Exit, Failure> {
    let limit = at.limit()?;
    attached_browser::run_within(limit, async {
        let (page, _events) = at.page(Needs::Loaded).await?;
        let mut sink = Sink::open(file)?;
        let printed = pdf::print(&page, limit, &mut sink).await.map_err(failed)?;
        sink.done(|name| printed.describe(name))
    })
}

fn wait(selector: &str, visible: bool, at: &Where) -> Result<Exit, Failure> {
    let limit = at.limit()?;
    let begun = Instant::now();
    // A little more than it has, so that what is missing is named.
    attached_browser::run_within(limit.mul_f64(1.04), async {
        let (page, _events) = at.page(Needs::Tab).await?;
        let found = page.wait_for(selector, visible, limit.saturating_sub(begun.elapsed())).await.map_err(failed)?;
        let late = || {
            failed(format!(
                "no {}element matched {selector} within {} s",
                if visible { "visible " } else { "" },
                limit.as_secs_f32()
            ))
        };
        found.then_some(Exit::Good).ok_or_else(late)
    })
}

/// Where a file goes.
enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// A pipe or a device, which nothing may be renamed over.
    Special(BufWriter<File>, PathBuf),
    File(PartialFile, PathBuf),
}

impl Sink {
    fn open(file: &Path) -> Result<Self, Failure> {
        if file == Path::new("-") {
            return Ok(Sink::Stdout(BufWriter::new(io::stdout())));
        }
        let path = file.to_owned();
        if std::fs::metadata(file).is_ok_and(|meta| !meta.is_file()) {
            let special = File::options()
                .write(true)
                .open(file)
                .map_err(|error| failed(format!("{}: {error}", file.display())))?;
            return Ok(Sink::Special(BufWriter::new(special), path));
        }
        let mut partial = file.as_os_str().to_owned();
        partial.push(".part");
        Ok(Sink::File(PartialFile::create(partial).map_err(failed)?, path))
    }

    /// Gives the file its name, and says what it is.
    fn done(self, describe: impl Fn(&str) -> String) -> Result<Exit, Failure> {
        let path = match self {
            Sink::Stdout(mut out) => {
                out.flush().map_err(|error| failed(format!("standard output: {error}")))?;
                return Ok(Exit::Good);
            }
            Sink::Special(mut out, path) => {
                out.flush().map_err(|error| failed(format!("{}: {error}", path.display())))?;
                path
            }
            Sink::File(file, path) => {
                file.commit(&path).map_err(failed)?;
                path
            }
        };
        super::print(&describe(&path.to_string_lossy()))?;
        Ok(Exit::Good)
    }
}

impl Write for Sink {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Stdout(out) => out.write(buffer),
            Sink::Special(out, _) => out.write(buffer),
            Sink::File(out, _) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Stdout(out) => out.flush(),
            Sink::Special(out, _) => out.flush(),
            Sink::File(out, _) => out.flush(),
        }
    }
}
