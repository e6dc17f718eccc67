//! What is given to be archived: arguments, files, standard input, good lines and bad ones.

use serde_json::json;

use crate::collection::{Collection, PAGE};

const HELLO: [&str; 2] = ["--plugins", "hello_sh"];

fn urls(collection: &Collection) -> Vec<String> {
    let mut urls: Vec<String> =
        collection.list().iter().map(|snapshot| snapshot["url"].as_str().unwrap().to_owned()).collect();
    urls.reverse();
    urls
}

fn with<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&HELLO[..], arguments].concat()
}

#[test]
fn bad_lines_are_reported_and_the_rest_is_archived() {
    let collection = Collection::new();
    let list = "# a comment\nhttp://127.0.0.1:1/a\n\nno url\nhttp://127.0.0.1:1/b\nftp://127.0.0.1:1/c\n{\"title\":\"no url\"}\nhttp://127.0.0.1:1/d";
    let file = collection.file("list.txt", list);
    let output = collection.archive(&with(&[&file])).exits(4);
    output
        .says(&format!("{file}, line 4: refused: "))
        .says(&format!("{file}, line 6: refused: ftp: URLs are refused"))
        .says(&format!("{file}, line 7: refused: it is not a JSON object with a `url`"))
        .says("input: 3 taken, 3 lines refused");
    assert_eq!(urls(&collection), ["a", "b", "d"].map(|name| format!("http://127.0.0.1:1/{name}")));
}

#[test]
fn standard_input_is_a_list_as_well() {
    let collection = Collection::new();
    let output = collection.archive_from("http://127.0.0.1:1/a\nbad\nhttp://127.0.0.1:1/b\n", &with(&["-"])).exits(4);
    output.says("standard input, line 2: refused: ");
    assert_eq!(urls(&collection).len(), 2);
}

#[test]
fn json_lines_bring_titles_and_tags() {
    let collection = Collection::new();
    let list = "{\"url\":\"http://127.0.0.1:1/page\",\"title\":\"A page\",\"tags\":[\"b\",\"a\"]}\n{\"url\":\"http://127.0.0.1:1/b\",\"tags\":\"x, y\"}\n";
    collection.archive_from(list, &with(&["-"])).exits(0);
    let shown = collection.show(PAGE);
    assert_eq!((&shown["title"], &shown["tags"]), (&json!("A page"), &json!(["a", "b"])));
    assert_eq!(collection.show("http://127.0.0.1:1/b")["tags"], json!(["x", "y"]));
    assert_eq!(collection.run(&["list", "--json", "--tag", "x"]).json_lines().len(), 1);
}

#[test]
fn a_url_is_archived_once_however_often_it_is_given() {
    let collection = Collection::new();
    let file = collection.file("list.txt", &format!("{PAGE}\nHTTP://127.0.0.1:1/page\n{PAGE}#part\n"));
    let output = collection.archive(&with(&[PAGE, &file, PAGE]));
    let listed = urls(&collection);
    output.exits(0).says("URLs given more than once");
    assert_eq!(listed.iter().filter(|url| *url == PAGE).count(), 1, "{listed:?}");
}

#[test]
fn what_cannot_be_understood_is_a_usage_error() {
    let collection = Collection::new();
    collection.run(&["archive"]).exits(2);
    collection.run(&["archive", "--no-such-option", PAGE]).exits(2).says("--no-such-option");
    collection.run(&["archive", "--depth", "deep", PAGE]).exits(2);
    collection.run(&["archive", "--concurrency", "0", PAGE]).exits(2);
    collection.run(&["archve", PAGE]).exits(2);
    collection
        .archive(&with(&["nonsense"]))
        .exits(2)
        .says("nonsense: there is no such file, and a URL needs a host with a dot");
    collection.archive(&with(&["urls.txt"])).exits(2).says("urls.txt: there is no such file");
    collection.archive(&with(&["--skip-archived", "30d", PAGE])).exits(2).says("as in --skip-archived=30d");
    collection.archive(&with(&["http://127.0.0.1:1/a http://127.0.0.1:1/b"])).exits(2).says("it has more than one URL");
    collection.archive(&with(&["/no/such/list.txt"])).exits(2).says("and there is no such file");
    let file = collection.file("not_a_directory", "");
    collection.run_at(&file, &["archive", PAGE]).exits(2).says("not a directory");
    assert!(!collection.data().join("index.sqlite3").exists() || collection.list().is_empty());
}

#[test]
fn nothing_to_archive_is_told_by_the_exit_code() {
    let collection = Collection::new();
    let empty = collection.file("empty.txt", "# nothing but a comment\n\n");
    collection.archive(&with(&[&empty])).exits(3).says("nothing to archive");
    assert_eq!(collection.query("SELECT id FROM crawls"), [""; 0], "no empty crawl is kept");
    collection.archive(&with(&[PAGE])).exits(0);
    let again = collection.archive(&with(&["--skip-archived=1h", PAGE])).exits(0);
    again.says("input: 0 taken, 1 page already archived");
    assert_eq!(urls(&collection).len(), 1);
}

#[test]
fn what_was_refused_has_an_exit_code_of_its_own_whatever_else_happened() {
    let collection = Collection::new();
    let all_bad = collection.archive_from("one\ntwo\n", &with(&["-"])).exits(4);
    all_bad.says("2 lines refused").says("nothing to archive");
    collection
        .archive_from(&format!("one\n{PAGE}\n"), &["--plugins", "fails", "-"])
        .exits(4)
        .says("1 taken, 1 line refused");
    let archived = collection.archive_from(&format!("{PAGE}\n"), &with(&["-"])).exits(0);
    assert!(!archived.stderr.contains("input: "), "{}", archived.stderr);
    collection
        .archive_from(&format!("one\n{PAGE}\n{PAGE}\n"), &with(&["--skip-archived", "-"]))
        .exits(4)
        .says("0 taken, 1 line refused, 2 pages already archived");
    let limited = collection
        .archive_from("http://127.0.0.1:1/1\none\nhttp://127.0.0.1:1/2\n", &with(&["--max-urls", "1", "-"]))
        .exits(4);
    limited.says("input: 1 taken, 1 line refused, 1 URL beyond --max-urls");
    // A crawl that cannot begin has refused lines, too.
    let begun = collection
        .archive_from(&format!("one\n{PAGE}\n"), &["--plugins", "crawl_infrastructure_fails,hello_sh", "-"])
        .exits(4);
    begun.says("the crawl failed").says("1 line refused");
}

#[test]
fn an_age_is_given_with_an_equals_sign_and_a_url_after_the_option_is_one() {
    let collection = Collection::new();
    collection.archive(&with(&["--skip-archived", PAGE])).exits(0);
    collection.archive(&with(&["--skip-archived", PAGE])).exits(0).says("1 page already archived");
    assert_eq!(urls(&collection), [PAGE]);
}

#[test]
fn an_address_without_a_scheme_is_taken_as_one_and_a_file_of_that_name_as_the_file() {
    let collection = Collection::new();
    let output = collection.archive(&with(&["127.0.0.1:1/page", "localhost:1/x#about", "example.invalid/x"])).exits(0);
    output
        .says("127.0.0.1:1/page is read as http://127.0.0.1:1/page")
        .says("example.invalid/x is read as https://example.invalid/x");
    assert_eq!(urls(&collection), [PAGE, "http://localhost:1/x#about", "https://example.invalid/x"]);
    collection.file("example.org", "http://127.0.0.1:1/of_the_file\n");
    collection.archive(&with(&["example.org"])).exits(0);
    assert_eq!(urls(&collection).last().unwrap(), "http://127.0.0.1:1/of_the_file");
}

#[test]
fn no_line_gives_a_wrong_address() {
    let collection = Collection::new();
    let list = concat!(
        "http://127.0.0.1:1/tab\tMy page title\n",
        "http://127.0.0.1:1/space title of page\n",
        "http://127.0.0.1:1/comma, Title\n",
        "http://127.0.0.1:1/glued,Title here\n",
        "http://127.0.0.1:1/comment #fav\n",
        "http://127.0.0.1:1/semi; http://127.0.0.1:1/semi2\n",
        "http://127.0.0.1:1/pipe | title\n",
        "http://127.0.0.1:1/nbsp\u{a0}\n",
        "\u{200b}http://127.0.0.1:1/zwsp\n",
        "http://127.0.0.1:1/quote\"\n",
        "http://127.0.0.1:1/nul\0x\n",
        "http://127.0.0.1:1/vt\u{b}x\n",
        "http://127.0.0.1:1/cr\rhttp://127.0.0.1:1/cr2\r\n",
        "http://127.0.0.1:1/wiki/APL_(programming_language)\n",
        "http://127.0.0.1:1/wiki/Paris,_Texas\n",
    );
    let file = collection.file("list.txt", list);
    let output = collection.archive(&with(&[&file])).exits(4);
    let taken = [
        "tab",
        "space",
        "comma",
        "comment",
        "pipe",
        "nbsp",
        "zwsp",
        "cr",
        "cr2",
        "wiki/APL_(programming_language)",
        "wiki/Paris,_Texas",
    ];
    assert_eq!(urls(&collection), taken.map(|name| format!("http://127.0.0.1:1/{name}")));
    for (number, why) in [
        (4, "it is unclear whether the URL ends before `,Title`"),
        (6, "write one per line"),
        (10, "the URL has a \""),
        (11, "it has a NUL character"),
        (12, "a control character (U+000B)"),
    ] {
        assert!(
            output.stderr.contains(&format!("{file}, line {number}: refused: ")) && output.stderr.contains(why),
            "{number}: {}",
            output.stderr
        );
    }
    output
        .says(&format!("{file}: of 5 lines only the URL was taken, not what follows it (line 1: My page title; line 2: title of page; line 3: Title; line 5: #fav; line 7: | title)"))
        .says("input: 11 taken, 5 lines refused");
}

#[test]
fn a_file_of_another_format_is_refused_once_and_the_other_lists_are_archived() {
    let collection = Collection::new();
    let bookmarks =
        format!("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF=\"{PAGE}?bookmark\">x</A>\n</DL>\n");
    let file = collection.file("bookmarks.html", &bookmarks);
    let output = collection.archive(&with(&[&file, PAGE])).exits(4);
    output
        .says(&format!(
            "{file}: refused: it looks like bookmarks of a browser (Netscape format), not like a list with one URL per line"
        ))
        .says("| tacklebox archive -")
        .says("input: 1 taken, 1 list refused");
    assert_eq!(urls(&collection), [PAGE]);
    // The command that it names makes a list.
    let command = "grep -oiE 'href=\"https?://[^\"]+' FILE | cut -c7- | sed 's/&amp;/\\&/g'".replace("FILE", &file);
    let list = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
    assert_eq!(String::from_utf8(list.stdout).unwrap(), format!("{PAGE}?bookmark\n"));
    collection
        .archive_from(&format!("[{{\"url\":\"{PAGE}?array\"}}]\n"), &with(&["-"]))
        .exits(4)
        .says("standard input: refused: it looks like a JSON array");
    let utf16: Vec<u8> = format!("\u{feff}{PAGE}?utf16\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(&file, utf16).unwrap();
    collection.archive(&with(&[&file])).exits(0);
    assert_eq!(urls(&collection), [PAGE.to_owned(), format!("{PAGE}?utf16")]);
}

#[test]
fn found_pages_that_are_archived_are_passed_over_too() {
    let collection = Collection::new();
    collection.archive(&with(&["http://127.0.0.1:1/page/a.html"])).exits(0);
    collection.archive(&["--plugins", "emits_links", "--depth", "1", "--skip-archived=1h", PAGE]).exits(0);
    assert_eq!(
        urls(&collection),
        ["page/a.html", "page", "page/b.html"].map(|name| format!("http://127.0.0.1:1/{name}"))
    );
}

#[test]
fn a_list_that_cannot_be_read_leaves_nothing_behind() {
    let collection = Collection::new();
    // So many that some are in the queue before the end is read.
    let lines: String = (0..600).map(|number| format!("{{\"url\":\"{PAGE}/{number}\",\"tags\":[\"a\"]}}\n")).collect();
    let list = collection.file("list.txt", &lines);
    // Reading a process's memory from its beginning is an I/O error, for everybody (proc(5)).
    let output = collection.archive(&with(&[&list, "/proc/self/mem"])).exits(2);
    output.says("/proc/self/mem: ");
    assert_eq!(collection.query("SELECT id FROM crawls UNION ALL SELECT id FROM snapshots"), [""; 0]);
}

#[test]
fn a_depth_without_a_plugin_that_finds_links_is_an_error() {
    let collection = Collection::new();
    let refused = |arguments: &[&str], reason: &str| {
        let output = collection.run(&[&["archive", "--depth", "1", PAGE], arguments].concat()).exits(2);
        output
            .says("depth 1 follows links, but no selected plugin finds any; parse_dom_outlinks does, but it is ")
            .says(reason);
    };
    refused(&["--plugins", "title"], "off: not selected");
    refused(&["--plugins", "title,screenshot,robots"], "off: not selected");
    refused(&["--skip", "parse_dom_outlinks"], "off: excluded");
    refused(&["--set", "PARSE_DOM_OUTLINKS_ENABLED=false"], "off: PARSE_DOM_OUTLINKS_ENABLED=false (command line)");
    assert!(!collection.data().join("index.sqlite3").exists(), "nothing was begun");
    collection.run(&["archive", "--depth", "0", "--plugins", "title", PAGE]).exits(3);
    // Whether a plugin of somebody else finds links is not known before it has run, unless it says
    // so or is named so.
    let output = collection.archive(&["--depth", "1", "--plugins", "emits_links", PAGE]).exits(0);
    output.says("it is unknown whether one of these plugins finds any: emits_links.");
    assert_eq!(urls(&collection).len(), 4);
    collection.drop_in("emits_links", "says_so");
    std::fs::write(collection.data().join("plugins/says_so/config.json"), r#"{"x-finds-links": true}"#).unwrap();
    collection.drop_in("emits_links", "parse_my_urls");
    for plugin in ["says_so", "parse_my_urls"] {
        let output = collection.archive(&["--depth", "1", "--plugins", plugin, PAGE]).exits(0);
        assert!(!output.stderr.contains("follows links"), "{}", output.stderr);
    }
    std::fs::write(collection.data().join("plugins/says_so/config.json"), r#"{"x-finds-links": false}"#).unwrap();
    collection.run(&["archive", "--depth", "1", "--plugins", "says_so", PAGE]).exits(2);
}

#[test]
fn a_crawl_with_a_depth_is_not_carried_on_without_a_plugin_that_finds_links() {
    let collection = Collection::new();
    // Each page has 1000 bytes, so the second of a crawl stays in its queue.
    collection.drop_in("leaves_bytes", "says_so");
    let config = collection.data().join("plugins/says_so/config.json");
    let finds = |whether: bool| std::fs::write(&config, format!("{{\"x-finds-links\": {whether}}}")).unwrap();
    let begin = |depth: &str, name: &str| {
        let pages = [1, 2].map(|number| format!("{PAGE}/{name}/{number}"));
        let plugins = ["--plugins", "says_so", "--concurrency", "1", "--set", "MAX_BYTES=500"];
        collection
            .archive(&[&["--no-resume", "--depth", depth], &plugins[..], &[&pages[0], &pages[1]]].concat())
            .exits(1)
            .says("limit: MAX_BYTES");
    };
    finds(true);
    begin("1", "deep");
    begin("0", "flat");
    finds(false);
    let queued = || collection.query("SELECT url FROM snapshots WHERE stage = 'queued'").len();
    assert_eq!(queued(), 2);
    let output = collection.run(&["resume", "--set", "MAX_BYTES=100000"]).exits(2);
    output.says("was not resumed: depth 1 follows links, but no selected plugin finds any").says("resume --abandon");
    // It keeps the other from nothing.
    assert_eq!(
        (queued(), collection.query("SELECT ending FROM crawls WHERE depth = 0")),
        (1, vec!["complete".to_owned()])
    );
    finds(true);
    collection.run(&["resume", "--set", "MAX_BYTES=100000"]).exits(0);
    assert_eq!(queued(), 0);
}
