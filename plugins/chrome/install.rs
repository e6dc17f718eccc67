//! `chrome_install`: finds Chrome, or installs it, or says how to install it.

use std::os::unix::process::ExitStatusExt;

use nix::unistd::geteuid;

use crate::browser::find::{ChromeBinary, find};
use crate::files::executables;
use crate::install::as_root;
use crate::native::{Context, HookError, HookResult, Report, notice, record};
use crate::process::run_to_end;
use crate::process::umask::{COMMON, set_umask};
use crate::stderr::stderr_line;

/// A package manager, the commands that install a Chrome with it, and what a person types for the
/// same.
struct Manager {
    program: &'static str,
    commands: &'static [&'static [&'static str]],
}

/// The headless shell first where it is packaged. Fonts come along: without any, pages show boxes.
const MANAGERS: &[Manager] = &[
    Manager {
        program: "apt-get",
        commands: &[
            &["apt-get", "update", "-q"],
            &[
                "apt-get",
                "install",
                "-q",
                "-y",
                "--no-install-recommends",
                "chromium-headless-shell",
                "fonts-liberation",
            ],
            &["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
        ],
    },
    Manager {
        program: "dnf",
        commands: &[&["dnf", "install", "-y", "chromium-headless"], &["dnf", "install", "-y", "chromium"]],
    },
    Manager { program: "pacman", commands: &[&["pacman", "-Sy", "--noconfirm", "chromium"]] },
];

pub async fn run(context: Context) -> HookResult {
    let found = match look(&context) {
        Some(found) => found,
        None => match context.text("CHROME_BINARY") {
            Some(binary) => {
                let reason = format!(
                    "CHROME_BINARY={binary}: there is no such program; correct the setting, or remove it to search for Chrome"
                );
                return Err(HookError(reason));
            }
            None => install(&context).await?,
        },
    };
    if geteuid().is_root() && context.switch("CHROME_SANDBOX", true)? {
        notice(
            "running as root, where Chrome's sandbox does not work; pages are opened without it. Run tacklebox as an ordinary user to have it",
        );
    }
    record(
        &serde_json::json!({ "type": "Binary", "name": "chrome", "abspath": found.path, "kind": format!("{:?}", found.kind) }),
    );
    Ok(Report::Nothing)
}

/// The Chrome that the settings mean, if it is there.
pub fn look(context: &Context) -> Option<ChromeBinary> {
    find(context.text("CHROME_BINARY").as_deref(), &std::env::var_os("PATH").unwrap_or_default())
}

async fn install(context: &Context) -> Result<ChromeBinary, HookError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &str| executables::find(program, &path).is_some();
    let Some(manager) = MANAGERS.iter().find(|manager| is_there(manager.program)) else {
        return Err(HookError::new(
            "no Chrome or Chromium was found, and no known package manager; install one, or set CHROME_BINARY",
        ));
    };
    let by_hand = by_hand(manager);
    if !context.switch("CHROME_INSTALL", true)? {
        return Err(HookError(format!(
            "no Chrome or Chromium was found, and CHROME_INSTALL=false; install it with: {by_hand}"
        )));
    }
    let Ok(prefix) = as_root() else {
        return Err(HookError(format!(
            "no Chrome or Chromium was found, and only root can install it; run: sudo sh -c '{by_hand}'"
        )));
    };
    // The collection's own would make the browser, and what the package manager changes beside it,
    // unreadable for others.
    set_umask(COMMON);
    notice(&format!("there is no Chrome here; installing one with {}", manager.program));
    for command in manager.commands {
        run_command(context, prefix.iter().chain(*command).copied().collect()).await?;
        if let Some(found) = look(context) {
            notice(&format!("installed {}", found.path.display()));
            return Ok(found);
        }
    }
    Err(HookError(format!(
        "no Chrome or Chromium was found, and {} could not install it; try: {by_hand}",
        manager.program
    )))
}

/// Runs one command to its end. An error when none must follow it, as this hook is asked to end:
/// the next would be killed in the middle of its work.
async fn run_command(context: &Context, words: Vec<&'static str>) -> Result<(), HookError> {
    let line = words.join(" ");
    // On a separate thread, so that SIGTERM is handled meanwhile. The command gets the signal as
    // well, and ends by itself.
    let run = tokio::task::spawn_blocking(move || {
        run_to_end(words[0], &words[1..], &[("DEBIAN_FRONTEND", "noninteractive")])
    });
    match run.await.map_err(HookError::new)? {
        Ok(status) if status.signal().is_some() || context.is_asked_to_end() => {
            return Err(HookError(format!("the installation was stopped ({line}: {status})")));
        }
        Ok(status) if status.success() => {}
        Ok(status) => stderr_line!("{line}: {status}"),
        Err(error) => stderr_line!("{error}"),
    }
    Ok(())
}

fn by_hand(manager: &Manager) -> String {
    // An update comes first, one of the others is enough.
    let update = manager.commands.iter().filter(|command| command.contains(&"update"));
    let install = manager.commands.iter().filter(|command| !command.contains(&"update")).take(1);
    update.chain(install).map(|command| command.join(" ")).collect::<Vec<_>>().join(" && ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stop_is_heard_between_commands() {
        let context = Context::from_environment().unwrap();
        let ended = run_command(&context, vec!["sh", "-c", "kill -TERM $$"]).await.unwrap_err();
        assert!(ended.0.starts_with("the installation was stopped (sh -c kill"), "{ended}");
        // One that fails by itself may be followed by another.
        assert!(run_command(&context, vec!["false"]).await.is_ok());
        assert!(run_command(&context, vec!["no-such-program-anywhere"]).await.is_ok());
        // SIGTERM is handled while a command runs; its parent is this process, which has a handler
        // by now.
        let asked = run_command(&context, vec!["sh", "-c", "kill -TERM $PPID; sleep 2"]).await.unwrap_err();
        assert!(asked.0.ends_with("exit status: 0)"), "{asked}");
    }
}
