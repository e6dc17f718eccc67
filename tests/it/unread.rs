//! What the program says is for reading only: whether anybody does, and whether it can be written,
//! changes nothing else.

use std::fs::File;
use std::io::{self, Write};
use std::process::Stdio;

use nix::pty::openpty;
use serde_json::json;

use crate::collection::{Collection, Output, PAGE, Running};
use crate::output::{closed_pipe, full_disk};
use crate::tools::{installing, program};

const OTHER: &str = "http://127.0.0.1:1/other";

/// The kinds of standard error that take nothing.
fn deaf_ears() -> [(&'static str, Stdio); 3] {
    [("closed", closed_pipe().into()), ("full", full_disk().into()), ("null", Stdio::null())]
}

fn statuses(collection: &Collection, plugin: &str) -> Vec<String> {
    [PAGE, OTHER].iter().map(|url| collection.result(url, plugin)["status"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_crawl_runs_to_its_end_whatever_becomes_of_stderr() {
    for (name, stderr) in deaf_ears() {
        let collection = Collection::new();
        // A plugin that fails and a line that is refused both have something to say.
        let list = collection.file("list", &format!("{PAGE}\n{OTHER}\nno address\n"));
        let said = collection.archive_telling(stderr, &["--plugins", "hello_sh,fails", &list]);
        assert_eq!((said.code, collection.list().len()), (heard(&list).code, 2), "{name}: {said:?}");
        assert_eq!(statuses(&collection, "hello_sh"), ["succeeded"; 2], "{name}");
        assert_eq!(statuses(&collection, "fails"), ["failed"; 2], "{name}");
        assert_eq!(collection.query("SELECT ending FROM crawls"), ["complete"], "{name}");
        collection.assert_nothing_is_left();
    }
}

/// The same crawl with somebody who listens.
fn heard(list: &str) -> Output {
    Collection::new().archive(&["--plugins", "hello_sh,fails", list])
}

#[test]
fn mistakes_keep_their_exit_code() {
    let collection = Collection::new();
    collection.archive(&["--plugins", "hello_sh", PAGE]).exits(0);
    for (arguments, code) in [
        (&["--no-such-option"][..], 2),
        (&["show", "http://127.0.0.1:1/never"], 3),
        (&["retry"], 0),
        (&["resume"], 0),
        (&["list", "--limit", "1"], 0),
    ] {
        for (name, stderr) in deaf_ears() {
            let said = Running::start(collection.command(arguments).stderr(stderr)).end();
            assert_eq!(said.code, Some(code), "{arguments:?} {name}");
        }
    }
}

#[test]
fn what_is_logged_may_go_unread_too() {
    for (name, stderr) in deaf_ears() {
        let collection = Collection::new();
        let mut command = collection.archiving(&["--plugins", "hello_sh", PAGE]);
        let said = Running::start(command.env("TACKLEBOX_LOG", "trace").stderr(stderr)).end();
        assert_eq!(
            (said.code, collection.result(PAGE, "hello_sh")["status"].clone()),
            (Some(0), json!("succeeded")),
            "{name}"
        );
    }
}

#[test]
fn a_reader_that_has_stopped_reading_holds_nothing_up() {
    let collection = Collection::new();
    let (reader, mut writer) = io::pipe().unwrap();
    // As much as a pipe holds unless somebody changes it, so that the next byte would wait for the
    // reader.
    writer.write_all(&[b'\n'; 64 << 10]).unwrap();
    collection.archive_telling(writer, &["--plugins", "hello_sh", PAGE]).exits(0);
    assert_eq!(collection.result(PAGE, "hello_sh")["status"], "succeeded");
    drop(reader);
}

#[test]
fn a_terminal_that_is_stopped_holds_nothing_up() {
    let collection = Collection::new();
    let terminal = openpty(None, None).unwrap();
    // Ctrl-S, and nobody presses Ctrl-Q.
    let mut keyboard = File::from(terminal.master);
    keyboard.write_all(b"\x13").unwrap();
    collection.archive_telling(terminal.slave, &["--plugins", "hello_sh,fails", PAGE, OTHER]).exits(1);
    assert_eq!(statuses(&collection, "hello_sh"), ["succeeded"; 2]);
}

#[test]
fn a_package_manager_that_talks_to_nobody_does_its_work() {
    // In the place of npm: it gives up when it cannot say what it has to say.
    let npm = "#!/bin/sh
echo 'npm: so much to say' >&2 || exit 9
mkdir -p \"$3/node_modules/.bin\"
printf '#!/bin/sh\\necho 1.2.3\\n' > \"$3/node_modules/.bin/no-such-angler\"
chmod 755 \"$3/node_modules/.bin/no-such-angler\"
";
    for (name, stderr) in deaf_ears() {
        let collection = Collection::new();
        let dir = program(&collection, "npm", npm);
        let said = Running::start(installing(&collection, &dir, &["needs_missing"]).stderr(stderr)).end();
        assert_eq!(said.code, Some(0), "{name}: {said:?}");
    }
}
