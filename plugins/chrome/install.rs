//! `chrome_install`: there is a Chrome, or one is installed, or the reader is told how.

use nix::unistd::geteuid;

use crate::browser::find::{Found, find};
use crate::native::{Context, HookError, HookResult, Report, notice, record};
use crate::process::run_to_end;

/// A package manager, the commands that install a Chrome with it, and what a person types for the same.
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
            &["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium-headless-shell", "fonts-liberation"],
            &["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
        ],
    },
    Manager { program: "dnf", commands: &[&["dnf", "install", "-y", "chromium-headless"], &["dnf", "install", "-y", "chromium"]] },
    Manager { program: "apk", commands: &[&["apk", "add", "chromium", "font-liberation"]] },
    Manager { program: "pacman", commands: &[&["pacman", "-Sy", "--noconfirm", "chromium"]] },
    Manager { program: "zypper", commands: &[&["zypper", "--non-interactive", "install", "chromium"]] },
];

pub async fn run(context: Context) -> HookResult {
    let found = match look(&context) {
        Some(found) => found,
        None => match context.text("CHROME_BINARY") {
            Some(binary) => {
                let reason =
                    format!("CHROME_BINARY={binary}: there is no such program; correct the setting, or leave it out to have Chrome looked for");
                return Err(HookError(reason));
            }
            None => install(&context)?,
        },
    };
    if geteuid().is_root() && context.switch("CHROME_SANDBOX", true)? {
        notice("running as root, where Chrome's sandbox does not work; pages are opened without it. Run tacklebox as an ordinary user to have it");
    }
    record(&serde_json::json!({ "type": "Binary", "name": "chrome", "abspath": found.path, "kind": format!("{:?}", found.kind) }));
    Ok(Report::Nothing)
}

/// The Chrome that the settings mean, if it is there.
pub fn look(context: &Context) -> Option<Found> {
    find(context.text("CHROME_BINARY").as_deref(), &std::env::var_os("PATH").unwrap_or_default())
}

fn install(context: &Context) -> Result<Found, HookError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &str| std::env::split_paths(&path).any(|dir| dir.join(program).is_file());
    let Some(manager) = MANAGERS.iter().find(|manager| is_there(manager.program)) else {
        return Err(HookError::new("there is no Chrome or Chromium here, and no package manager that is known; install one, or set CHROME_BINARY"));
    };
    let by_hand = by_hand(manager);
    if !context.switch("CHROME_INSTALL", true)? {
        return Err(HookError(format!("there is no Chrome or Chromium here, and CHROME_INSTALL=false; install it with: {by_hand}")));
    }
    let prefix: &[&str] = if geteuid().is_root() { &[] } else { &["sudo", "-n"] };
    if !prefix.is_empty() && !may_sudo() {
        return Err(HookError(format!("there is no Chrome or Chromium here, and it takes root to install it; run: sudo sh -c '{by_hand}'")));
    }
    notice(&format!("there is no Chrome here; installing one with {}", manager.program));
    for command in manager.commands {
        let words: Vec<&str> = prefix.iter().chain(*command).copied().collect();
        match run_to_end(words[0], &words[1..], &[("DEBIAN_FRONTEND", "noninteractive")]) {
            Ok(status) if status.success() => {}
            Ok(status) => eprintln!("{}: {status}", words.join(" ")),
            Err(error) => eprintln!("{error}"),
        }
        if let Some(found) = look(context) {
            notice(&format!("installed {}", found.path.display()));
            return Ok(found);
        }
    }
    Err(HookError(format!("there is no Chrome or Chromium here, and {} could not install it; try: {by_hand}", manager.program)))
}

fn may_sudo() -> bool {
    run_to_end("sudo", &["-n", "true"], &[]).is_ok_and(|status| status.success())
}

fn by_hand(manager: &Manager) -> String {
    // An update comes first, one of the others is enough.
    let update = manager.commands.iter().filter(|command| command.contains(&"update"));
    let install = manager.commands.iter().filter(|command| !command.contains(&"update")).take(1);
    update.chain(install).map(|command| command.join(" ")).collect::<Vec<_>>().join(" && ")
}
