//! `--allow-scheme file`: nothing of a file outside the directory that was given gets into the
//! archive, by whatever way a page asks for it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::collection::Collection;
use crate::site::Site;

const BROWSERS: [&str; 2] = ["CHROME_BINARY=chromium-headless-shell", "CHROME_BINARY=chromium"];
const PLUGINS: &str = "title,dom,responses,accessibility,consolelog,favicon,seo,parse_dom_outlinks,staticfile";
/// In every file outside, and in no name.
const SECRET: &str = "nobody's business";

/// `site/`, and files beside it that nobody gave.
struct Home {
    _directory: tempfile::TempDir,
    path: PathBuf,
}

impl Home {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().canonicalize().unwrap();
        fs::create_dir_all(path.join("site/deep")).unwrap();
        let svg = |text: &str| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='37' height='9'><text y='8'>{text}</text></svg>")
        };
        for (name, text) in [
            ("secret.html", format!("<title>{SECRET}</title><body>{SECRET}")),
            ("secret.txt", SECRET.to_owned()),
            ("secret.js", format!("document.body.append(\"{SECRET}\"); document.title = \"{SECRET}\"")),
            ("secret.css", format!("body::after {{ content: \"{SECRET}\" }} body {{ width: 17px }}")),
            ("secret.svg", svg(SECRET)),
            ("site/own.svg", svg("ours")),
            (
                "site/deep/inner.html",
                "<title>Inner</title><p>inner page<img src=../own.svg><img src=../../secret.svg>".to_owned(),
            ),
            ("site/plain.html", "<title>Plain</title><p>plain page".to_owned()),
        ] {
            fs::write(path.join(name), text).unwrap();
        }
        symlink("..", path.join("site/up")).unwrap();
        symlink("../secret.html", path.join("site/planted.html")).unwrap();
        Home { _directory: directory, path }
    }

    fn url(&self, name: &str) -> String {
        format!("file://{}/{name}", self.path.display())
    }

    /// Writes a page of the site, `HOME` replaced by the path, and returns its address.
    fn page(&self, name: &str, text: &str) -> String {
        fs::write(self.path.join("site").join(name), text.replace("HOME", self.path.to_str().unwrap())).unwrap();
        self.url(&format!("site/{name}"))
    }
}

fn archive(collection: &Collection, browser: &str, more: &[&str]) {
    let mut arguments = vec!["archive", "--plugins", PLUGINS, "--allow-scheme", "file", "--set", browser];
    arguments.extend(more);
    collection.run(&arguments);
}

fn assert_nothing_of_it_is_in(data: &Path) {
    let files: Vec<_> = WalkDir::new(data).into_iter().flatten().filter(|entry| entry.file_type().is_file()).collect();
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let bytes = fs::read(file.path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{}", file.path().display());
    }
}

/// The addresses that the page was refused, each once, and below which directory it had to stay.
fn refused_to(collection: &Collection, home: &Home, url: &str) -> Vec<String> {
    let log = collection.snapshot_dir(url).join(".hooks/chrome/on_Snapshot__10_chrome_tab.bg.stderr.log");
    let said = format!("refused, as it is outside {}/site: ", home.path.display());
    fs::read_to_string(log)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once(&said))
        .map(|(_, url)| url.to_owned())
        .collect()
}

#[test]
fn a_page_gets_no_file_from_outside_by_any_element() {
    let web = tempfile::tempdir().unwrap();
    let site = Site::serve(web.path());
    let home = Home::new();
    fs::write(
        web.path().join("frame.html"),
        home.url("secret.html").replace("file:", "<iframe src=file:") + "></iframe>",
    )
    .unwrap();
    let ways = [
        "<img src=../secret.svg>",
        "<img src=%2e%2e/secret.svg?1>",
        "<img src=..%2fsecret.svg>",
        "<img src='..\\secret.svg?2'>",
        "<img src=up/secret.svg>",
        "<img src=file://localhostHOME/secret.svg>",
        "<img src=file://serverHOME/secret.svg>",
        "<img srcset='../secret.svg?3 2x'><svg width=9 height=9><image href=../secret.svg?4 /><use href=../secret.svg?5#a /></svg>",
        "<script src=../secret.js></script>",
        "<link rel=stylesheet href=../secret.css><style>@import '../secret.css?1'; p { background: url(../secret.svg?6) }</style>",
        "<link rel=icon href=../secret.svg?7><link rel=preload as=script href=../secret.js?1><link rel=prefetch href=../secret.txt?1>",
        "<iframe src=../secret.html></iframe><iframe src=planted.html></iframe><iframe src=FILE:HOME/secret.html?1#x></iframe>",
        "<iframe src=view-source:file://HOME/secret.html></iframe><iframe sandbox src=../secret.txt></iframe>",
        "<iframe src=../></iframe><iframe src=up/></iframe>",
        "<object data=../secret.html?2></object><embed src=../secret.svg?8><object data=../secret.svg?9 type=image/svg+xml></object>",
        "<video src=../secret.txt?2></video><audio src=../secret.txt?3></audio>",
        "<iframe srcdoc='<img src=file://HOME/secret.svg?10>'></iframe>",
    ];
    let scripts = "<script>
      fetch('../secret.txt?4').catch(() => 0);
      const request = new XMLHttpRequest(); request.open('GET', '../secret.txt?5'); request.send();
      new Worker(URL.createObjectURL(new Blob([`importScripts('file://HOME/secret.js?2')`])));
    </script>";
    let good = "<p>the page</p><img id=own src=own.svg><iframe src=deep/inner.html></iframe>\
         <script>onload = () => { const p = document.createElement('p'); p.textContent = `width ${own.naturalWidth}`; document.body.append(p); }</script>";
    let frames = format!(
        "<iframe src={} onload=\"if (!this.sent) {{ this.sent = true; this.src = '../secret.html?far' }}\"></iframe>",
        site.url_at("localhost", "/frame.html")
    );
    let url = home.page(
        "index.html",
        &format!("<!doctype html><meta charset=utf-8><title>Ours</title>{good}{frames}{}{scripts}", ways.concat()),
    );
    for browser in BROWSERS {
        let collection = Collection::new();
        archive(&collection, browser, &[&url]);
        assert_nothing_of_it_is_in(&collection.data());
        let shown = collection.show(&url);
        assert_eq!(collection.result(&url, "title")["output_str"], "Ours", "{browser}: {shown:#}");
        let dom = fs::read_to_string(collection.snapshot_dir(&url).join("dom/output.html")).unwrap();
        assert!(dom.contains("<p>width 37</p>"), "{browser}: {dom}");
        let refused = refused_to(&collection, &home, &url);
        for outside in [
            "secret.svg",
            "secret.js",
            "secret.css",
            "secret.html",
            "secret.html?far",
            "site/planted.html",
            "site/up/secret.svg",
        ] {
            assert!(refused.contains(&home.url(outside)), "{browser}: {outside}: {refused:#?}");
        }
        assert!(!refused.iter().any(|url| url.contains("own.svg") || url.contains("inner.html")), "{refused:#?}");
        let notes = shown["facts"]["notes"].to_string();
        assert!(
            notes.contains(&format!("files were refused, as they are outside {}/site: file:///", home.path.display())),
            "{browser}: {notes}"
        );
        collection.assert_nothing_is_left();
    }
}

#[test]
fn a_page_goes_to_no_file_outside() {
    let home = Home::new();
    let by_script = home.page("script.html", "<title>Sends on</title><script>location = '../secret.html'</script>");
    let by_refresh = home.page(
        "refresh.html",
        "<title>Sends on</title><meta http-equiv=refresh content='0; url=file://localhostHOME/secret.txt'>",
    );
    let by_form = home.page(
        "form.html",
        "<title>Sends on</title><form action=up/secret.html></form><script>document.forms[0].submit()</script>",
    );
    for browser in BROWSERS {
        let collection = Collection::new();
        // For this header another session stops the same requests, and lets them go on.
        archive(&collection, browser, &["--header", "X-Any: 1", &by_script, &by_refresh, &by_form]);
        assert_nothing_of_it_is_in(&collection.data());
        for url in [&by_script, &by_refresh, &by_form] {
            let shown = collection.show(url);
            assert_eq!(shown["facts"]["navigation"], "blocked", "{browser} {url}: {shown:#}");
            let why = shown["page_error"].as_str().unwrap();
            assert!(
                why.ends_with(&format!("is outside {}/site, the directory that was given", home.path.display())),
                "{why}"
            );
        }
    }
}

#[test]
fn links_lead_to_files_below_the_given_one_only() {
    let home = Home::new();
    let links = "<a href=plain.html>1</a><a href=deep/inner.html>2</a><a href=../secret.html>3</a><a href=planted.html>4</a><a href=up/secret.html>5</a>\
         <a href=%2e%2e/secret.html>6</a><a href=file://localhostHOME/secret.html>7</a><a href=view-source:file://HOME/secret.html>8</a>";
    let url = home.page("index.html", &format!("<title>Ours</title>{links}"));
    let collection = Collection::new();
    archive(&collection, BROWSERS[0], &["--depth", "1", "--scope", "any", &url]);
    assert_nothing_of_it_is_in(&collection.data());
    let mut urls: Vec<String> =
        collection.list().iter().map(|listed| listed["url"].as_str().unwrap().to_owned()).collect();
    urls.sort();
    let [planted, up] = ["site/planted.html", "site/up/secret.html"].map(|name| home.url(name));
    assert_eq!(urls, [home.url("site/deep/inner.html"), url, home.url("site/plain.html"), planted.clone(), up.clone()]);
    for url in [&planted, &up] {
        let why = format!("{url} is outside {}/site, the directory that was given", home.path.display());
        assert_eq!(collection.show(url)["page_error"], why);
    }
    // A page that was found uses what its ancestor may.
    let inner = refused_to(&collection, &home, &home.url("site/deep/inner.html"));
    assert_eq!(inner, [home.url("secret.svg")]);
}

#[test]
fn a_directory_is_its_own_limit_and_a_page_of_the_web_gets_no_file() {
    let web = tempfile::tempdir().unwrap();
    let site = Site::serve(web.path());
    let home = Home::new();
    home.page("index.html", "<title>Ours</title>");
    let secret = home.url("secret.html");
    let hostile = format!(
        "<title>Web</title><a href='{secret}'>1</a><iframe src='{secret}'></iframe><img src='{secret}'><script>location = '{secret}'</script>"
    );
    fs::write(web.path().join("index.html"), hostile).unwrap();
    let (directory, page) = (home.url("site"), site.url("/index.html"));
    let collection = Collection::new();
    archive(&collection, BROWSERS[0], &["--depth", "1", "--scope", "any", &directory, &page]);
    assert_nothing_of_it_is_in(&collection.data());
    assert_eq!(collection.result(&page, "title")["output_str"], "Web");
    let listing = fs::read_to_string(collection.snapshot_dir(&directory).join("dom/output.html")).unwrap();
    assert!(listing.contains("plain.html") && !listing.contains("secret."), "{listing}");
    let urls: Vec<String> = collection.list().iter().map(|listed| listed["url"].as_str().unwrap().to_owned()).collect();
    assert_eq!(urls.len(), 2, "{urls:#?}");
}
