use std::io::Cursor;

use proptest::prelude::*;

use super::*;

fn read(text: &[u8]) -> Vec<Entry> {
    Lines::new(Box::new(Cursor::new(text.to_vec())), Schemes::default()).map(Result::unwrap).collect()
}

/// What becomes of one line among good ones: the URL, or why it is refused.
fn line(text: &str) -> Result<(String, Option<String>), String> {
    match line::read(text.as_bytes(), Schemes::default()).map_err(|refusal| refusal.reason)? {
        Line::Page { page, left_out } => Ok((page.url.into(), left_out)),
        Line::Nothing => Ok((String::new(), None)),
    }
}

use line::Line;

fn url(text: &str) -> String {
    line(text).unwrap_or_else(|reason| panic!("{text:?} is refused: {reason}")).0
}

fn refused(text: &str) -> String {
    line(text).map_or_else(|reason| reason, |(url, _)| panic!("{text:?} is taken as {url}"))
}

#[test]
fn lists() {
    let list = "\u{feff}# comment\nhttp://a/\r\n\nnonsense\n{\"url\":\"http://b/\",\"title\":\"B\",\"tags\":\"x,y\",\"depth\":1}\n{\"title\":1}\nftp://c/\rhttp://d/";
    let entries = read(list.as_bytes());
    let page = |at: usize| match &entries[at] {
        Entry::Page { page, .. } => page,
        other => panic!("{other:?}"),
    };
    let bad = |at: usize| match &entries[at] {
        Entry::Refused(bad) => bad,
        other => panic!("{other:?}"),
    };
    assert_eq!(page(0).url.as_str(), "http://a/");
    assert_eq!((bad(1).number, bad(1).text.as_str()), (4, "nonsense"));
    assert_eq!((page(2).title.as_deref(), page(2).tags.len(), page(2).depth), (Some("B"), 2, 1));
    assert_eq!(bad(3).number, 6);
    assert!(bad(4).reason.starts_with("ftp: URLs are refused"));
    assert_eq!((page(5).url.as_str(), entries.len()), ("http://d/", 6));
}

#[test]
fn the_url_of_a_line_is_taken_and_not_what_follows_it() {
    for (text, meant, more) in [
        ("http://h/x\tMy page title", "x", Some("My page title")),
        ("http://h/x\ta/b?c=d.html", "x", Some("a/b?c=d.html")),
        ("http://h/x\t", "x", None),
        ("http://h/x title of page", "x", Some("title of page")),
        ("http://h/x, Title", "x", Some("Title")),
        ("http://h/x , a/b", "x", Some(", a/b")),
        ("http://h/x | Title", "x", Some("| Title")),
        ("http://h/x ; Title", "x", Some("; Title")),
        ("http://h/x\u{2003}\u{2014} Title", "x", Some("\u{2014} Title")),
        ("http://h/x,\"Title, here\",\"tag\"", "x", Some(",\"Title, here\",\"tag\"")),
        ("http://h/x;\"Title\"", "x", Some(";\"Title\"")),
        ("http://h/x #fav", "x", Some("#fav")),
        ("http://h/x\t # see http://other/", "x", Some("# see http://other/")),
        ("http://h/x#fav", "x#fav", None),
        ("http://h/x,", "x", None),
        ("http://h/x;|, ", "x", None),
        ("  http://h/x   ", "x", None),
        ("http://h/x\u{a0}", "x", None),
        ("http://h/x\u{a0}title", "x", Some("title")),
        ("\u{200b}\u{2060}http://h/x\u{feff}", "x", None),
        ("<http://h/x>", "x", None),
        ("<URL:http://h/x> Title", "x", Some("Title")),
        ("\"http://h/x,Title\",\"Title\"", "x,Title", Some(",\"Title\"")),
        ("'http://h/x',", "x", Some(",")),
        ("`http://h/x`", "x", None),
        ("\u{201c}http://h/x\u{201d}", "x", None),
        ("(http://h/x)", "x", None),
        ("(http://h/A_(x)) Title", "A_(x)", Some("Title")),
        ("[http://h/x]", "x", None),
        ("<http://h/x|Title>", "x", Some("Title")),
        ("<http://h/x|My title> more", "x", Some("My title> more")),
        ("<http://h/?a=b|c>", "?a=b|c", None),
        ("http://h/page.html,Title", "page.html", Some(",Title")),
        ("http://h/page.html|My title", "page.html", Some("|My title")),
        ("http://h/page.html;Title here", "page.html", Some(";Title here")),
        ("http://h/x/,Title of the page", "x/", Some(",Title of the page")),
        ("http://h/,Title", "", Some(",Title")),
        ("http://h,Title", "", Some(",Title")),
        ("http://h:80|Title here", "", Some("|Title here")),
        ("http://h/pipe|My page title", "pipe", Some("|My page title")),
    ] {
        assert_eq!(line(text), Ok((format!("http://h/{meant}"), more.map(str::to_owned))), "{text:?}");
    }
}

#[test]
fn an_address_stays_whole() {
    for address in [
        "http://h/APL_(programming_language)",
        "http://h/a,b",
        "http://h/1,234.html",
        "http://h/7,114884,31234567,title.html",
        "http://h/Paris,_Texas",
        "http://h/@52.5,13.4,15z",
        "http://h/news/abc-123,79cfc278",
        "http://h/?ids=1,2,3&x=a,b",
        "http://h/?a=1;b=2",
        "http://h/x;jsessionid=ABC?y=1",
        "http://h/colon?id=12925:mtbs&x=|y",
        "http://h/pct%20ok?b=2&a=1",
        "http://h/gbk?kw=%C3%C0%CE%C4",
        "http://h/bad%zz%u011f",
        "http://h/it's",
        "http://h/x?",
        "http://h//double",
        "http://h/x#a,b",
        "http://h/web/2020/http://other/",
        "http://h/Inc.",
        "http://h/a-12,b-13.html",
        "http://h/x.html;jsessionid=ABC",
        "http://h/url:http://g/",
    ] {
        assert_eq!(url(address), address);
        let split = line(&format!("{address}\tTitle")).unwrap();
        assert_eq!(split, (address.to_owned(), Some("Title".into())));
    }
    for (text, meant) in [
        ("HTTP://H/UPPER", "http://h/UPPER"),
        // Its name and password are kept beside it.
        ("http://user:p%40ss@h/", "http://h/"),
        ("http://user:p,Word@h/x", "http://h/x"),
        ("http://h:80/x", "http://h/x"),
        ("http://h:8972/x", "http://h:8972/x"),
        ("http://h:/x", "http://h/x"),
        ("http://h/a/../b/./c", "http://h/b/c"),
        ("http://h\\12\\back", "http://h/12/back"),
        ("http://h/نی\u{200c}نی", "http://h/%D9%86%DB%8C%E2%80%8C%D9%86%DB%8C"),
        ("https://m\u{fc}nchen.invalid/\u{fc}", "https://xn--mnchen-3ya.invalid/%C3%BC"),
        ("http://h/wiki/Paris,_Texas A town in Texas", "http://h/wiki/Paris,_Texas"),
        ("http://h/\u{4f60}\u{ff0c}\u{4e4b}", "http://h/%E4%BD%A0%EF%BC%8C%E4%B9%8B"),
        ("http://h/report.pdf annual report.pdf", "http://h/report.pdf"),
    ] {
        assert_eq!(url(text), meant, "{text}");
    }
}

#[test]
fn a_line_that_may_be_meant_in_two_ways_is_refused_with_what_to_write() {
    for (text, why) in [
        ("http://h/c1,Title here", "before `,Title`: write a tab there, or {\"url\":\"http://h/c1,Title\"}"),
        ("http://h/c1,Title", "before `,Title`"),
        ("http://h/c1,2nd title", "before `,2nd`"),
        ("http://h/c1,to-read,news", "before `,to-read`"),
        ("http://h/c1,1500000000,Title", "before `,1500000000`"),
        ("http://h/c1,2020-01-31", "before `,2020-01-31`"),
        ("http://h/c1;Title", "before `;Title`"),
        ("http://h/pipe|title", "before `|title`"),
        ("http://h/?q=1|Title", "before `|Title`"),
        ("http://h/wiki/Paris,Texas a town", "before `,Texas`"),
        ("http://h/?q=a.html|Title here", "before `|Title`"),
        ("http://h/xhttps://g/y", "write one per line"),
        ("http://h/x.htmlHTTP://g/y", "write one per line"),
        ("https://hhttps://g/", "write one per line"),
        ("http://h/x,www.other.example", "write one per line"),
        ("http://h/x.html,www.other.example", "write one per line"),
        ("http://h/x.html,http://g/", "write one per line"),
        ("http://h/?a=1&amp;b=2", "write &, or {\"url\":\"http://h/?a=1&amp;b=2\"}"),
        ("http://h/x\u{ff0c}\u{6807}\u{9898}", "before `\u{ff0c}\u{6807}\u{9898}`: write a tab"),
        ("http://h/x\u{3002}", "before `\u{3002}`: write a tab"),
        ("http://h/a; http://h/b", "write one per line"),
        ("http://h/a http://h/b", "write one per line"),
        ("http://h/a,http://h/b", "write one per line"),
        ("http://h/a|HTTPS://h/b", "write one per line"),
        ("http://h/a\thttp://h/b", "write one per line"),
        ("http://h/a\u{2028}http://h/b", "write one per line"),
        ("http://h/a title (http://h/b)", "write one per line"),
        ("http://h/a www.other.example", "write one per line"),
        ("<http://h/a> <http://h/b>", "write one per line"),
        ("http://h/pct ok?a=1&b=2", "write %20 for a space of the URL"),
        ("http://h/my docs/file", "write %20 for a space of the URL"),
        ("http://h/my file.html", "write %20 for a space of the URL"),
        ("http://h/my%20 file%20x", "write %20 for a space of the URL"),
        ("<http://h/a b>", "write %20"),
        ("http://h/quote\"", "the URL has a \": write the URL alone, or %22"),
        ("http://h/x\">Title</a>", "the URL has a \""),
        ("http://h/x<br>", "the URL has a <"),
        ("\"http://h/x", "the \" before the URL is not closed"),
        ("(http://h/A_(x)", "the ( before the URL is not closed"),
        ("http://h/x)", "it ends with an unmatched )"),
        ("<http://h/x>y", "the end of the URL is unclear"),
        ("http://h/nul\0x", "it has a NUL character"),
        ("http://h/vt\u{b}x", "a control character (U+000B)"),
        ("http://h/ff\u{c}x", "a control character (U+000C)"),
        ("http://h/esc\u{1b}[2J", "a control character (U+001B)"),
        ("http://h/a\u{200b}b", "an invisible character (U+200B)"),
        ("http://exa\u{ad}mple.com/", "an invisible character (U+00AD)"),
        ("http://h/\u{202e}b", "an invisible character (U+202E)"),
        ("http://h:99999/", "invalid port number"),
        ("http://h:port/", "invalid port number"),
        ("http://https://h/", "\"https\" cannot be a host name"),
        ("http://", "empty host"),
        ("127.0.0.1:8972/12/noscheme", "write http://127.0.0.1:8972/12/noscheme, if you mean that"),
        ("www.example.invalid", "write https://www.example.invalid, if you mean that"),
        ("example.com/?u=http://h/", "write https://example.com/?u=http://h/, if you mean that"),
        ("nonsense", "a URL starts with https:// or http://"),
        ("https//h/", "a URL starts with"),
        ("me@example.com", "a URL starts with"),
        ("ftp://127.0.0.1/x", "ftp: URLs are refused"),
        ("mailto:me@example.com", "mailto: URLs are refused"),
        ("view-source:http://h/", "view-source: URLs are refused"),
        ("file:///etc/passwd", "file: URLs are refused"),
        ("- [Link one](http://h/md1)", "it is a Markdown link"),
        ("[Link](http://h/md1)", "it is a Markdown link"),
        ("[http://h/x](http://h/x)", "it is a Markdown link"),
        ("* http://h/md2", "it has * before the URL"),
        ("1. http://h/md3", "it has 1. before the URL"),
        ("- <http://h/md3>", "it has - before the URL"),
        ("Title: http://h/x", "write the URL first"),
        ("2020-01-01\thttp://h/x", "write the URL first"),
        ("\"One, with comma\",http://h/csv1,1500000000", "write the URL first"),
        ("{\"href\":\"http://h/jl2\"}", "it has `href` but no `url`: rename that to `url`"),
        ("{\"title\":1}", "it is not a JSON object with a `url`"),
        ("{\"url\":\"http://h/jl3\",\"tags\":[\"c\"]", "it is not a JSON object with a `url` on one line"),
        ("{\"url\":\"http://h/a\\nb\"}", "a control character (U+000A)"),
        ("{\"url\":\"http://h/a http://h/b\"}", "more than one URL"),
        ("{\"url\":\"h/a\"}", "a URL starts with"),
    ] {
        let reason = refused(text);
        assert!(reason.contains(why), "{text:?}: {reason}");
    }
    // Latin-1, where it matters and where it does not.
    let latin = |text: &[u8]| line::read(text, Schemes::default());
    assert!(latin(b"http://h/caf\xe9").unwrap_err().reason.contains("is not UTF-8"));
    assert!(matches!(latin(b"http://h/x\tcaf\xe9"), Ok(Line::Page { .. })));
    // Every line that is refused for its comma can be written so that it is certain.
    assert_eq!(url("{\"url\":\"http://h/c1,Title\"}"), "http://h/c1,Title");
    assert_eq!(url("{\"url\":\"http://h/a b\"}"), "http://h/a%20b");
}

#[test]
fn files_of_other_formats_are_named_once() {
    let page = "http://127.0.0.1:8972/12/x";
    let text = |text: String| text.into_bytes();
    for (file, what) in [
        (
            text(format!("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DT><A HREF=\"{page}\">x</A>\n")),
            "bookmarks of a browser",
        ),
        (text(format!("\u{feff}\n <html><a href='{page}'>\n")), "an HTML page"),
        (text(format!("<p><a href=\"{page}\">x</a>")), "HTML"),
        (
            text(format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><link>{page}</link></channel></rss>\n")),
            "an RSS feed",
        ),
        (text(format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<link href=\"{page}\"/></feed>")), "an Atom feed"),
        (text(format!("<?xml version=\"1.0\"?>\n<opml><outline xmlUrl=\"{page}\"/></opml>")), "an OPML outline"),
        (text(format!("<urlset><url><loc>{page}</loc></url></urlset>")), "a sitemap"),
        (text(format!("<?xml version=\"1.0\"?><sitemapindex><loc>{page}</loc></sitemapindex>")), "a sitemap"),
        (text(format!("title,url,time_added\n\"One, with comma\",{page},1\n")), "CSV"),
        (text(format!("\"Title\";\"URL\"\r\nOne;{page}\r\n")), "CSV with semicolons"),
        (text(format!("url\ttitle\n{page}\tOne\n")), "a table with tabs"),
        (text(format!("One, with comma,{page},1\nTwo,{page},2\n")), "a table"),
        (text(format!("{page},One title\n{page},Two titles\n")), "a table"),
        (text(format!("[{{\"url\":\"{page}\"}}]\n")), "a JSON array"),
        (text(format!("[\n  \"{page}\"\n]\n")), "a JSON array"),
        (text(format!("[\"{page}\"]")), "a JSON array"),
        (
            text(format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"url\":\"{page}\"}}]}}\n")),
            "a JSON feed",
        ),
        (text(format!("{{\n  \"items\": [\n {{\"url\": \"{page}\"}} ]\n}}\n")), "a JSON document over several lines"),
        (
            text(format!("{{\n  \"url\": \"{page}\"\n}}\n{{\n  \"url\": \"{page}\"\n}}\n")),
            "JSON objects over several lines",
        ),
        (text(format!("# Links\n\n- [One]({page})\n- [Two]({page})\n\nSome words\n")), "a Markdown list"),
        (text(format!("* {page}\n* {page}\n* {page}\n")), "a list with bullets"),
        (text(format!("[InternetShortcut]\r\nURL={page}\r\n")), "a shortcut"),
        (text(format!("WARC/1.0\r\nWARC-Target-URI: {page}\r\n")), "a WARC file"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x28\x29\x29\xb0\xd2\xd7\0\n".to_vec(), "gzip"),
        (b"SQLite format 3\0\x10\0\x01\x01\0\x40 http://127.0.0.1:8972/12/x\n".to_vec(), "an SQLite database"),
        (b"PK\x03\x04\x14\0\0\0\x08\0http://127.0.0.1:8972/12/x\n".to_vec(), "a ZIP archive"),
        (b"%PDF-1.4\n\n".to_vec(), "a PDF"),
        (b"\x01\x02\x03\x04\0\0\0\0http://127.0.0.1:8972/\n".to_vec(), "a binary file"),
    ] {
        let shown = String::from_utf8_lossy(&file).into_owned();
        match &read(&file)[..] {
            [Entry::Foreign(foreign)] => {
                let said = foreign.to_string();
                assert!(said.starts_with(&format!("it looks like {what}")), "{shown}: {said}");
            }
            other => panic!("{shown}: {other:#?}"),
        }
    }
}

#[test]
fn a_list_is_a_list_whatever_is_in_some_of_its_lines() {
    let number = |text: &[u8]| {
        let entries = read(text);
        assert!(!entries.iter().any(|entry| matches!(entry, Entry::Foreign(_))), "{entries:#?}");
        let pages = entries.iter().filter(|entry| matches!(entry, Entry::Page { .. })).count();
        (pages, entries.len() - pages)
    };
    assert_eq!(number(b""), (0, 0));
    assert_eq!(number(b"\n# nothing\n"), (0, 0));
    assert_eq!(number(b"<http://h/1>\n<http://h/2>\n"), (2, 0));
    assert_eq!(number(b"[http://h/1]\n(http://h/2)\n"), (2, 0));
    assert_eq!(number(b"# My links\n- [One](http://h/1)\nhttp://h/2\nhttp://h/3\n"), (2, 1));
    assert_eq!(number(b"- [One](http://h/1)\n"), (0, 1));
    assert_eq!(number(b"url\nhttp://h/1\n"), (1, 1));
    assert_eq!(number(b"{\"url\":\"http://h/1\",\"tags\":[\"a\"]\n{\"url\":\"http://h/2\"}\n"), (1, 1));
    assert_eq!(number(b"{\"url\":\"http://h/1\",\"tags\":[\"a\"]\n"), (0, 1));
    assert_eq!(number(b"{\"href\":\"http://h/1\"}\n{\"url\":\"http://h/2\",\"more\":{\"a\":[1]}}\n"), (1, 1));
    assert_eq!(number(b"http://h/1\n<html>\nhttp://h/2\0\n"), (1, 2));
    assert_eq!(number(b"http://h/1,2.html\nhttp://h/3,4\nhttp://h/tag/a,b\n"), (3, 0));
    assert_eq!(number(b"http://h/1\rhttp://h/2\r\rhttp://h/3\r\nhttp://h/4\n\rhttp://h/5"), (5, 0));
}

#[test]
fn utf16_is_read_as_what_it_says() {
    let list = "http://h/a\r\nhttp://h/\u{e4}\tTitle \u{1f600}\nnonsense\n";
    for bytes in [
        list.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        format!("\u{feff}{list}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        format!("\u{feff}{list}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        let entries = read(&bytes);
        assert!(matches!(&entries[0], Entry::Page { page, .. } if page.url.as_str() == "http://h/a"), "{entries:?}");
        assert!(
            matches!(&entries[1], Entry::Page { page, .. } if page.url.as_str() == "http://h/%C3%A4"),
            "{entries:?}"
        );
        assert!(matches!(&entries[2], Entry::Refused(bad) if bad.number == 3) && entries.len() == 3, "{entries:?}");
    }
}

#[test]
fn a_line_of_many_megabytes_is_one_bad_line() {
    let mut list = vec![b'x'; 3 << 20];
    list.extend_from_slice(b"\nhttp://a/\n");
    let entries = read(&list);
    assert!(matches!(&entries[..], [Entry::Refused(bad), Entry::Page { .. }] if bad.number == 1), "{entries:?}");
}

#[test]
fn arguments() {
    let parse = |argument: &str| Source::parse(argument, Schemes::default());
    assert_eq!(parse("-").unwrap(), Source::Stdin);
    assert!(matches!(parse("Cargo.toml").unwrap(), Source::File(_)));
    for (argument, meant) in [
        ("https://a.example", "https://a.example/"),
        ("a.example/x", "https://a.example/x"),
        ("localhost:8080/x#about", "http://localhost:8080/x#about"),
        ("127.0.0.1:8972/x", "http://127.0.0.1:8972/x"),
        (" \u{200b}https://a.example/x\u{a0}", "https://a.example/x"),
        ("https://a.example/1,Title|x", "https://a.example/1,Title|x"),
    ] {
        assert!(matches!(parse(argument).unwrap(), Source::Page(url) if url.as_str() == meant), "{argument}");
    }
    for (argument, why) in [
        ("nonsense", "nonsense: there is no such file, and a URL needs a host with a dot"),
        ("urls.txt", "urls.txt: there is no such file; write https://urls.txt/"),
        ("links.md", "links.md: there is no such file"),
        ("src", "src: it is a directory"),
        ("30d", "30d: there is no such file"),
        (
            "lists/urls.txt",
            "lists/urls.txt: not a URL (a URL starts with https:// or http://), and there is no such file",
        ),
        ("/no/such/list", "and there is no such file"),
        ("ftp://a.example/", "ftp: URLs are refused"),
        ("http://h/a http://h/b", "more than one URL"),
        ("http://h/a\tTitle", "a control character (U+0009)"),
        ("http://h/a title", "write %20"),
        ("http://h/a\nb", "a control character (U+000A)"),
        ("http://https://h/", "\"https\" cannot be a host name"),
    ] {
        let error = parse(argument).unwrap_err().to_string();
        assert!(error.contains(why), "{argument:?}: {error}");
    }
    let schemes = Schemes { file: true };
    assert!(matches!(Source::parse("file:///home/me/My Documents/a.html", schemes).unwrap(), Source::Page(_)));
}

proptest! {
    #[test]
    fn a_list_of_anything_gives_a_page_or_a_harmless_reason_for_every_line(
        lines in proptest::collection::vec(
            prop_oneof![
                "(?s)[^\n\r]{0,80}",
                Just("\u{1b}]0;title\u{7}\u{1b}[2J".to_owned()),
                Just("\0http://a.example/\0".to_owned()),
                Just("{\"url\":\"http://a.example/\",\"tags\":[1],\"depth\":-1}".to_owned()),
                Just(format!("http://a.example/{}", "%2e%2e/".repeat(2000))),
                "(http|ftp|file|data|javascript|about)://[a-z\u{e4}\u{202e}.:@%/\\\\,;| \t<>\"#()]{0,40}",
                "[a-z]".prop_map(|letter| letter.repeat(300_000)),
            ],
            0..12,
        ),
    ) {
        let text = lines.join("\n");
        let wanted = lines.iter().filter(|line| {
            let line = characters::trim(line);
            !line.is_empty() && !line.starts_with('#')
        });
        let read = read(text.as_bytes());
        // Text with NULs in it can look like UTF-16, which has other lines.
        let is_utf16 = super::utf16::order_of(text.as_bytes()).is_some();
        if !is_utf16 && !matches!(&read[..], [Entry::Foreign(_)]) {
            prop_assert_eq!(read.len(), wanted.count());
        }
        for entry in read {
            match entry {
                Entry::Refused(bad) => prop_assert!(!bad.text.contains(char::is_control) && bad.number >= 1 && !bad.reason.is_empty()),
                Entry::Page { page, left_out } => {
                    // A page can always be said again so that it is certain.
                    let again = line(&serde_json::json!({ "url": page.url }).to_string());
                    prop_assert_eq!(again, Ok((page.url.into(), None)));
                    prop_assert!(left_out.is_none_or(|left| !left.text.contains(char::is_control)));
                }
                Entry::Foreign(_) => {}
            }
        }
    }

    #[test]
    fn no_list_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_line_of_marks_panics(text in "(http://h|[<(\"'\\[])?[a-z/,;|#<>()\"' \t\u{e4}\u{200b}%?=&.1]{0,40}") {
        let _ = line(&text);
        let _ = Source::parse(&text, Schemes::default());
    }
}
