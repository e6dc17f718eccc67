//! The command line: what was typed -> what it means -> done. One file per subcommand.

mod archive;
mod attached_browser;
mod cdp;
mod completions;
mod config;
mod conversions;
mod crawl;
mod doctor;
mod hints;
mod hook;
mod install;
mod list;
#[cfg(test)]
mod messages;
mod notices;
mod out;
mod page;
mod plugin;
mod plugins;
mod policy;
mod pool;
mod request;
mod result;
mod resume;
mod retry;
mod schema;
mod screen;
mod show;
mod status;
mod timeline;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::rules::exit::{self, Exit};
use crate::service::{self, Collection, CollectionOptions, ErrorKind};
use crate::stderr::stderr_line;
use out::{print, print_json};

/// What is set outside of the command line, for `--help`.
const ENVIRONMENT: &str = "Environment:
  TACKLEBOX_DATA     the collection, as --data
  TACKLEBOX_PLUGINS  more directories of plugins, separated by ':'
  TACKLEBOX_LOG      debug: more messages on stderr";

/// Archives web pages by running hooks: screenshots, PDF, DOM, every response, or whatever your own
/// hooks save.
#[derive(Debug, Parser)]
#[command(name = "tacklebox", version, after_help = format!("{}\n\n{ENVIRONMENT}", exit::HELP), propagate_version = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options that every subcommand has.
#[derive(Debug, Clone, clap::Args)]
struct Common {
    /// The collection: a directory with the index and everything that was saved
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "TACKLEBOX_DATA",
        default_value = "./archive",
        hide_env_values = true
    )]
    data: PathBuf,
    /// Keep new crawls in users/NAME of the collection [default: default]
    #[arg(long, global = true, value_name = "NAME")]
    user: Option<String>,
    /// A directory of plugins; may be repeated; later ones replace earlier plugins of the same name
    #[arg(long, global = true, value_name = "DIR")]
    plugins_dir: Vec<PathBuf>,
    /// Use the built-in version of these plugins (comma-separated), whatever the plugin directories
    /// hold
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',')]
    builtin: Vec<String>,
    /// Set a setting for this command; may be repeated
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Print JSON on stdout
    #[arg(long, global = true)]
    json: bool,
}

impl Common {
    fn options(&self) -> CollectionOptions {
        CollectionOptions {
            data: self.data.clone(),
            user: self.user.clone(),
            plugin_dirs: self.plugins_dir.clone(),
            builtin: self.builtin.clone(),
            set: self.set.clone(),
        }
    }

    fn open(&self) -> Result<Collection, Failure> {
        Ok(Collection::open(self.options())?)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Archive(archive::Args),
    List(list::Args),
    Show(show::Args),
    Status(status::Args),
    Resume(resume::Args),
    Retry(retry::Args),
    Doctor(doctor::Args),
    Plugins(plugins::Args),
    #[command(subcommand)]
    Plugin(plugin::Command),
    #[command(subcommand)]
    Hook(hook::Command),
    Install(install::Args),
    Config(config::Args),
    Completions(completions::Args),
    Schema(schema::Args),
    Page(page::Args),
    Cdp(cdp::Args),
    Pool(pool::Args),
    Result(result::Args),
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// The command line, a setting or an input was not understood.
    fn usage(message: impl ToString) -> Self {
        Failure { exit: Exit::Usage, message: message.to_string() }
    }

    /// Nothing could be done.
    fn nothing(message: impl ToString) -> Self {
        Failure { exit: Exit::Nothing, message: message.to_string() }
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        let exit = match error.kind {
            ErrorKind::BadRequest => Exit::Usage,
            ErrorKind::Failed => Exit::Nothing,
            ErrorKind::Incomplete => Exit::SomeFailed,
            ErrorKind::Interrupted => Exit::Interrupted,
        };
        Failure { exit, message: hints::message(&error) }
    }
}

/// Reads the arguments, does what they say, and returns how it ended.
pub fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version to stdout and errors to stderr; a closed pipe is
            // ignored.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Good };
        }
    };
    crate::log::start(crate::report::colours_on_stderr());
    let result = match cli.command {
        Command::Archive(args) => archive::run(&cli.common, args),
        Command::List(args) => list::run(&cli.common, &args),
        Command::Show(args) => show::run(&cli.common, &args),
        Command::Status(args) => status::run(&cli.common, &args),
        Command::Resume(args) => resume::run(&cli.common, args),
        Command::Retry(args) => retry::run(&cli.common, args),
        Command::Install(args) => install::run(&cli.common, &args),
        Command::Doctor(args) => doctor::run(&cli.common, &args),
        Command::Plugins(args) => plugins::run(&cli.common, &args),
        Command::Plugin(command) => plugin::run(&cli.common, command),
        Command::Hook(command) => hook::run(&cli.common, command),
        Command::Config(args) => config::run(&cli.common, &args),
        Command::Completions(args) => completions::run::<Cli>(&args),
        Command::Schema(args) => schema::run(&cli.common, &args),
        Command::Page(args) => page::run(&cli.common, args),
        Command::Cdp(args) => cdp::run(&cli.common, &args),
        Command::Pool(args) => pool::run(&cli.common, args),
        Command::Result(args) => result::run(&args),
    };
    result.unwrap_or_else(|failure| {
        // What it quotes may have come from strangers.
        let message = crate::secrets::names::without_passwords(&failure.message);
        let lines: Vec<String> = message.lines().map(crate::report::escape_control).collect();
        stderr_line!("tacklebox: {}", lines.join("\n"));
        failure.exit
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The long help of a command and of all below it, as on a terminal of 100 columns.
    fn help(command: &mut clap::Command, path: &str, texts: &mut String) {
        let path = format!("{path} {}", command.get_name()).trim().to_owned();
        let text = command.clone().term_width(100).render_long_help().to_string();
        texts.push_str(&format!("===== {path} --help =====\n{}\n\n", text.trim()));
        for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
            help(below, &path, texts);
        }
    }

    #[test]
    fn help_is_as_it_was_read_last() {
        let mut command = Cli::command();
        command.build();
        let mut texts = String::new();
        help(&mut command, "", &mut texts);
        insta::assert_snapshot!("help", texts);
    }
}
