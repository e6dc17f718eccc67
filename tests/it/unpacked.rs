//! The built-in plugins of a program that is in no checkout: where they are unpacked, and that
//! nobody else has a hand in them.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::collection::{Collection, PAGE, Running};

/// A copy of the program outside of the checkout, and a directory in the place of /tmp.
struct Installed {
    collection: Collection,
    program: PathBuf,
    temporary: PathBuf,
}

impl Installed {
    fn new() -> Self {
        let collection = Collection::new();
        let home = collection.data().parent().unwrap().to_owned();
        let (program, temporary) = (home.join("tacklebox"), home.join("tmp"));
        // `cp` and not this process writes it: another test may fork while it is open ("text file
        // busy").
        assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_tacklebox")).arg(&program).status().unwrap().success());
        fs::create_dir(&temporary).unwrap();
        fs::set_permissions(&temporary, fs::Permissions::from_mode(0o1777)).unwrap();
        Installed { collection, program, temporary }
    }

    /// With no home, unless the test gives it one.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.collection.command_of(&self.program, &self.collection.data(), arguments);
        command.env_remove("HOME").env("TMPDIR", &self.temporary);
        command
    }

    /// Where the program says that its plugin dom is.
    fn dom(&self, command: &mut Command) -> PathBuf {
        let listing = Running::start(command).end().exits(0).json();
        let is_dom = |plugin: &&Value| plugin["name"] == "dom";
        listing["plugins"].as_array().unwrap().iter().find(is_dom).unwrap()["dir"].as_str().unwrap().into()
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn without_a_home_plugins_are_unpacked_for_this_user_alone() {
    let installed = Installed::new();
    let own = installed.temporary.join(format!("tacklebox-{}", nix::unistd::geteuid()));
    for home in [None, Some("/nonexistent"), Some("relative"), Some("")] {
        let mut command = installed.command(&["plugins", "--json"]);
        command.env("XDG_CACHE_HOME", "relative");
        home.map(|home| command.env("HOME", home));
        let dom = installed.dom(&mut command);
        assert!(dom.starts_with(&own), "{home:?}: {}", dom.display());
        assert_eq!((mode(&own), mode(&dom), mode(&dom.join("config.json"))), (0o700, 0o700, 0o600), "{home:?}");
    }
    // A home that everybody may write in is none.
    let open = installed.temporary.join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    assert!(installed.dom(installed.command(&["plugins", "--json"]).env("HOME", &open)).starts_with(&own));
    assert_eq!(fs::read_dir(&open).unwrap().count(), 0);
}

#[test]
fn what_somebody_else_has_prepared_is_not_run() {
    let installed = Installed::new();
    let trap = installed.temporary.join("trap");
    fs::create_dir(&trap).unwrap();
    symlink(&trap, installed.temporary.join(format!("tacklebox-{}", nix::unistd::geteuid()))).unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o777)).unwrap();
    let said = Running::start(&mut installed.command(&["plugins"])).end().exits(3);
    said.says("there is no directory that only you can write to").says("set XDG_CACHE_HOME to one");
    assert_eq!(fs::read_dir(&trap).unwrap().count(), 0);
}

#[test]
fn a_changed_hook_is_made_anew_before_it_is_run() {
    let installed = Installed::new();
    let home = installed.collection.data().parent().unwrap().to_owned();
    let list = || {
        let mut command = installed.command(&["plugins", "--json"]);
        command.env("HOME", &home);
        command
    };
    let dom = installed.dom(&mut list());
    let hook = dom.join("on_Snapshot__53_dom");
    let (good, marker) = (fs::read(&hook).unwrap(), home.join("marker"));
    let bad = format!("#!/bin/sh\ntouch {}\n", marker.display());
    fs::write(&hook, &bad).unwrap();
    let more = dom.join("on_Snapshot__01_more.sh");
    fs::write(&more, &bad).unwrap();
    // That there is no page is told by the exit code; the hooks run until then.
    Running::start(
        installed.command(&["archive", "--plugins", "dom", "--set", "CHROME_BINARY=/nowhere", PAGE]).env("HOME", &home),
    )
    .end();
    assert!(!marker.exists() && !more.exists());
    assert_eq!(fs::read(&hook).unwrap(), good);
    assert_eq!(installed.dom(&mut list()), dom);
}

#[test]
fn plugins_that_everybody_may_put_there_are_passed_over() {
    let collection = Collection::new();
    collection.drop_in("hello_sh", "dropped_in");
    let plugins = collection.data().join("plugins");
    fs::set_permissions(&plugins, fs::Permissions::from_mode(0o777)).unwrap();
    collection.archive(&["--plugins", "dropped_in", PAGE]).exits(2);
    let said = collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    said.says("skipped, because any user can add plugins there");
    fs::set_permissions(&plugins, fs::Permissions::from_mode(0o755)).unwrap();
    collection.archive(&["--plugins", "dropped_in", PAGE]).exits(0);
}
