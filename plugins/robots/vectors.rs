//! Vectors of robots.txt rules, from the specification and from the tests of Google's parser. Facts
//! only; the code of neither is here.

use url::Url;

use super::{LONGEST_LINE, allows, lines};

/// Rules; and for each robot what it may and may not ask for.
type Vectors = &'static [(&'static str, &'static [(&'static str, &'static [&'static str], &'static [&'static str])])];

/// The examples of RFC 9309, sections 2.2.1 to 2.2.3 and 5.
const RFC_9309: Vectors = &[
    // Figures 2 and 3.
    (
        "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n",
        &[("ExampleBot", &["/", "/b"], &["/foo", "/bar", "/baz"])],
    ),
    (
        "user-agent: *\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: BazBot\ndisallow: /baz\n",
        &[("ExampleBot", &["/baz"], &["/foo", "/bar"]), ("bazbot", &["/foo"], &["/baz"])],
    ),
    // Figure 4. Each of the three spellings of a row is the same address.
    ("user-agent: a\ndisallow: /foo/bar?baz=quz\n", &[("a", &["/foo/bar", "/foo/bar?baz"], &["/foo/bar?baz=quz"])]),
    (
        "user-agent: a\ndisallow: /foo/bar?baz=https://foo.bar\n",
        &[("a", &["/foo/bar?baz=http"], &["/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"])],
    ),
    (
        "user-agent: a\ndisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar\n",
        &[("a", &["/foo/bar?baz=http"], &["/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar"])],
    ),
    (
        "user-agent: a\ndisallow: /foo/bar/\u{30c4}\n",
        &[("a", &["/foo/bar/"], &["/foo/bar/\u{30c4}", "/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84"])],
    ),
    (
        "user-agent: a\ndisallow: /foo/bar/%E3%83%84\n",
        &[("a", &["/foo/bar/"], &["/foo/bar/\u{30c4}", "/foo/bar/%E3%83%84"])],
    ),
    (
        "user-agent: a\ndisallow: /foo/bar/%62%61%7A\n",
        &[("a", &["/foo/bar/"], &["/foo/bar/%62%61%7A", "/foo/bar/baz"])],
    ),
    ("user-agent: a\ndisallow: /foo/bar/baz\n", &[("a", &["/foo/bar/"], &["/foo/bar/%62%61%7A", "/foo/bar/baz"])]),
    // Figures 5 and 6.
    (
        "user-agent: a\nallow: / # comment in line\n\n# comment on its own line\ndisallow: /x\n",
        &[("a", &["/"], &["/x"])],
    ),
    (
        "user-agent: a\ndisallow: /\nallow: /this/path/exactly$\n",
        &[("a", &["/this/path/exactly"], &["/this/path/exactly/", "/this/path/exactly?"])],
    ),
    (
        "user-agent: a\ndisallow: /\nallow: /this/*/exactly\n",
        &[("a", &["/this/path/exactly", "/this/a/b/exactly/c"], &["/this/exactly"])],
    ),
    (
        "user-agent: a\ndisallow: /path/file-with-a-%2A.html\n",
        &[("a", &["/path/file-with-a-b.html"], &["/path/file-with-a-*.html"])],
    ),
    ("user-agent: a\ndisallow: /path/foo-%24\n", &[("a", &["/path/foo-"], &["/path/foo-$"])]),
    // Section 5.1.
    (
        "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
         User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
         User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n\
         User-Agent: quxbot\n\nEOF\n",
        &[
            ("other", &["/", "/publications/x", "/a.gif/b"], &["/example/x", "/a/b.gif"]),
            (
                "foobot",
                &["/example/page.html", "/example/allowed.gif", "/robots.txt"],
                &["/", "/example/other.gif", "/publications/"],
            ),
            ("barbot", &["/example/x.gif", "/"], &["/example/page.html"]),
            ("bazbot", &["/example/x.gif", "/"], &["/example/page.html"]),
            ("quxbot", &["/example/page.html", "/a.gif"], &[]),
        ],
    ),
    // Section 5.2.
    (
        "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n",
        &[("foobot", &["/example/page/", "/example/page/disallow.gif"], &["/example/page/disallowed.gif"])],
    ),
];

/// All vectors of `robots_test.cc` in <https://github.com/google/robotstxt> (22b355f, Apache-2.0),
/// under the names of its tests, but for empty addresses, which no page has, and addresses that are
/// not percent-encoded: here all are. In one Google's parser does not keep to RFC 9309: `%62` and
/// `b` are the same there.
const GOOGLE: Vectors = &[
    // ID_LineSyntax_Line
    ("user-agent: FooBot\ndisallow: /\n", &[("FooBot", &[], &["/x/y"])]),
    ("foo: FooBot\nbar: /\n", &[("FooBot", &["/x/y"], &[])]),
    ("user-agent FooBot\ndisallow /\n", &[("FooBot", &[], &["/x/y"])]),
    // ID_LineSyntax_Groups
    (
        "allow: /foo/bar/\n\
         \n\
         user-agent: FooBot\n\
         disallow: /\n\
         allow: /x/\n\
         user-agent: BarBot\n\
         disallow: /\n\
         allow: /y/\n\
         \n\
         \n\
         allow: /w/\n\
         user-agent: BazBot\n\
         \n\
         user-agent: FooBot\n\
         allow: /z/\n\
         disallow: /\n",
        &[
            ("FooBot", &["/x/b", "/z/d"], &["/y/c", "/foo/bar/"]),
            ("BarBot", &["/y/c", "/w/a"], &["/z/d", "/foo/bar/"]),
            ("BazBot", &["/z/d"], &["/foo/bar/"]),
        ],
    ),
    // ID_LineSyntax_Groups_OtherRules
    (
        "User-agent: BarBot\nSitemap: https://foo.bar/sitemap\nUser-agent: *\nDisallow: /\n",
        &[("FooBot", &[], &["/"]), ("BarBot", &[], &["/"])],
    ),
    (
        "User-agent: FooBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /\n",
        &[("FooBot", &[], &["/"]), ("BarBot", &[], &["/"])],
    ),
    // ID_REPLineNamesCaseInsensitive
    ("USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", &[("FooBot", &["/x/y"], &["/a/b"])]),
    ("user-agent: FooBot\nallow: /x/\ndisallow: /\n", &[("FooBot", &["/x/y"], &["/a/b"])]),
    ("uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n", &[("FooBot", &["/x/y"], &["/a/b"])]),
    // ID_UserAgentValueCaseInsensitive
    ("User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n", &[("Foo", &["/x/y"], &["/a/b"]), ("foo", &["/x/y"], &["/a/b"])]),
    ("User-Agent: foo bar\nAllow: /x/\nDisallow: /\n", &[("Foo", &["/x/y"], &["/a/b"]), ("foo", &["/x/y"], &["/a/b"])]),
    ("User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n", &[("Foo", &["/x/y"], &["/a/b"]), ("foo", &["/x/y"], &["/a/b"])]),
    // GoogleOnly_AcceptUserAgentUpToFirstSpace
    (
        "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n",
        &[("Foo", &["/x/y"], &[]), ("Foo Bar", &[], &["/x/y"])],
    ),
    // ID_GlobalGroups_Secondary
    ("", &[("FooBot", &["/x/y"], &[])]),
    (
        "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n",
        &[("FooBot", &[], &["/x/y"]), ("BarBot", &["/x/y"], &[])],
    ),
    (
        "user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n",
        &[("QuxBot", &["/x/y"], &[])],
    ),
    // ID_AllowDisallow_Value_CaseSensitive
    ("user-agent: FooBot\ndisallow: /x/\n", &[("FooBot", &[], &["/x/y"])]),
    ("user-agent: FooBot\ndisallow: /X/\n", &[("FooBot", &["/x/y"], &[])]),
    // ID_LongestMatch
    ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", &[("FooBot", &[], &["/x/page.html"])]),
    ("user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", &[("FooBot", &["/x/page.html"], &["/x/"])]),
    ("user-agent: FooBot\ndisallow: \nallow: \n", &[("FooBot", &["/x/page.html"], &[])]),
    ("user-agent: FooBot\ndisallow: /\nallow: /\n", &[("FooBot", &["/x/page.html"], &[])]),
    ("user-agent: FooBot\ndisallow: /x\nallow: /x/\n", &[("FooBot", &["/x/"], &["/x"])]),
    ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/page.html\n", &[("FooBot", &["/x/page.html"], &[])]),
    ("user-agent: FooBot\nallow: /page\ndisallow: /*.html\n", &[("FooBot", &["/page"], &["/page.html"])]),
    ("user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n", &[("FooBot", &["/x/page.html"], &["/x/y.html"])]),
    ("User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n", &[("FooBot", &["/x/page"], &["/y/page"])]),
    // ID_Encoding
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
        &[("FooBot", &["/foo/bar?qux=taz&baz=http://foo.bar?tar&par"], &[])],
    ),
    ("User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/\u{30c4}\n", &[("FooBot", &["/foo/bar/%E3%83%84"], &[])]),
    ("User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%E3%83%84\n", &[("FooBot", &["/foo/bar/%E3%83%84"], &[])]),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n",
        &[("FooBot", &["/foo/bar/baz", "/foo/bar/%62%61%7A"], &[])],
    ),
    // ID_SpecialCharacters
    (
        "User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
        &[("FooBot", &["/foo/quz", "/foo//quz", "/foo/bax/quz"], &["/foo/bar/quz"])],
    ),
    (
        "User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n",
        &[("FooBot", &["/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"], &["/foo/bar"])],
    ),
    (
        "User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n",
        &[("FooBot", &["/foo/bar"], &["/foo/quz"])],
    ),
    // GoogleOnly_IndexHTMLisDirectory
    (
        "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n",
        &[(
            "foobot",
            &["/allowed-slash/", "/allowed-slash/index.html"],
            &["/allowed-slash/index.htm", "/anyother-url"],
        )],
    ),
    // GoogleOnly_DocumentationChecks
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish\n",
        &[(
            "FooBot",
            &[
                "/fish",
                "/fish.html",
                "/fish/salmon.html",
                "/fishheads",
                "/fishheads/yummy.html",
                "/fish.html?id=anything",
            ],
            &["/bar", "/Fish.asp", "/catfish", "/?id=fish"],
        )],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish*\n",
        &[(
            "FooBot",
            &[
                "/fish",
                "/fish.html",
                "/fish/salmon.html",
                "/fishheads",
                "/fishheads/yummy.html",
                "/fish.html?id=anything",
            ],
            &["/bar", "/Fish.bar", "/catfish", "/?id=fish"],
        )],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish/\n",
        &[(
            "FooBot",
            &["/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"],
            &["/bar", "/fish", "/fish.html", "/Fish/Salmon.html"],
        )],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /*.php\n",
        &[(
            "FooBot",
            &[
                "/filename.php",
                "/folder/filename.php",
                "/folder/filename.php?parameters",
                "//folder/any.php.file.html",
                "/filename.php/",
                "/index?f=filename.php/",
            ],
            &["/bar", "/php/", "/index?php", "/windows.PHP"],
        )],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /*.php$\n",
        &[(
            "FooBot",
            &["/filename.php", "/folder/filename.php"],
            &[
                "/bar",
                "/filename.php?parameters",
                "/filename.php/",
                "/filename.php5",
                "/php/",
                "/filename?php",
                "/aaaphpaaa",
                "//windows.PHP",
            ],
        )],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish*.php\n",
        &[("FooBot", &["/fish.php", "/fishheads/catfish.php?parameters"], &["/bar", "/Fish.PHP"])],
    ),
    ("user-agent: FooBot\nallow: /p\ndisallow: /\n", &[("FooBot", &["/page"], &[])]),
    ("user-agent: FooBot\nallow: /folder\ndisallow: /folder\n", &[("FooBot", &["/folder/page"], &[])]),
    ("user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n", &[("FooBot", &[], &["/page.htm"])]),
    ("user-agent: FooBot\nallow: /$\ndisallow: /\n", &[("FooBot", &["/"], &["/page.html"])]),
];

fn check(vectors: Vectors) {
    for (rules, robots) in vectors {
        for (robot, allowed, disallowed) in *robots {
            for (path, expected) in
                allowed.iter().map(|path| (path, true)).chain(disallowed.iter().map(|path| (path, false)))
            {
                assert_eq!(is_allowed(rules, robot, path), expected, "{path} for {robot} by\n{rules}");
            }
        }
    }
}

fn is_allowed(rules: &str, robot: &str, path: &str) -> bool {
    allows(rules.as_bytes(), robot, &Url::parse(&format!("http://foo.bar{path}")).unwrap())
}

#[test]
fn examples_of_rfc_9309() {
    check(RFC_9309);
}

#[test]
fn vectors_of_googles_tests() {
    check(GOOGLE);
}

/// `GoogleOnly_SystemTest`
#[test]
fn without_rules_or_a_name_all_is_allowed() {
    assert!(is_allowed("", "FooBot", "/"));
    assert!(is_allowed("user-agent: FooBot\ndisallow: /\n", "", "/"));
    assert!(is_allowed("", "", "/"));
}

/// `GoogleOnly_LineTooLong`
#[test]
fn a_line_counts_up_to_its_limit() {
    let long = |key: &str, letter: &str| {
        let begin = "/x/";
        format!("{begin}{}", letter.repeat(2083 * 8 - begin.len() - key.len() + 1 - begin.len()))
    };
    let path = long("disallow: ", "a");
    let rules = format!("user-agent: FooBot\ndisallow: {path}/qux\n");
    assert!(is_allowed(&rules, "FooBot", "/fux"));
    assert!(!is_allowed(&rules, "FooBot", &format!("{path}/fux")));
    let (a, b) = (long("allow: ", "a"), long("allow: ", "b"));
    let rules = format!("user-agent: FooBot\ndisallow: /\nallow: {a}/qux\nallow: {b}/qux\n");
    assert!(!is_allowed(&rules, "FooBot", "/"));
    assert!(is_allowed(&rules, "FooBot", &format!("{a}/qux")));
    assert!(is_allowed(&rules, "FooBot", &format!("{b}/fux")));
    assert_eq!(LONGEST_LINE, 2083 * 8 - 1);
}

/// `ID_LinesNumbersAreCountedCorrectly`, `ID_UTF8ByteOrderMarkIsSkipped` and
/// `ID_NonStandardLineExample_Sitemap`: how many lines say something.
#[test]
fn line_ends_and_byte_order_marks() {
    let four = "User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /\n";
    for (rules, count) in [
        (four.as_bytes().to_vec(), 4),
        (four.replace('\n', "\r\n").into_bytes(), 4),
        (four.replace('\n', "\r").into_bytes(), 4),
        (four.trim_end().as_bytes().to_vec(), 4),
        (b"User-Agent: foo\nAllow: /some/path\r\nUser-Agent: bar\n\r\n\nDisallow: /".to_vec(), 4),
        (b"\xef\xbb\xbfUser-Agent: foo\nAllow: /AnyValue\n".to_vec(), 2),
        (b"\xef\xbbUser-Agent: foo\nAllow: /AnyValue\n".to_vec(), 2),
        (b"\xefUser-Agent: foo\nAllow: /AnyValue\n".to_vec(), 2),
        (b"\xef\x11\xbfUser-Agent: foo\nAllow: /AnyValue\n".to_vec(), 1),
        (b"User-Agent: foo\n\xef\xbb\xbfAllow: /AnyValue\n".to_vec(), 1),
        (b"User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nSitemap: http://foo.bar/sitemap.xml\n".to_vec(), 3),
        (b"Sitemap: http://foo.bar/sitemap.xml\nUser-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\n".to_vec(), 3),
    ] {
        assert_eq!(lines(&rules).count(), count, "{:?}", String::from_utf8_lossy(&rules));
    }
}

/// `TestGetPathParamsQuery` and `TestMaybeEscapePattern`, as far as they are of addresses that a
/// page may have.
#[test]
fn of_an_address_the_path_and_the_query_count() {
    for (address, path) in [
        ("http://www.example.com", "/"),
        ("http://www.example.com/", "/"),
        ("http://www.example.com/a", "/a"),
        ("http://www.example.com/a/", "/a/"),
        ("http://www.example.com/a/b?c=http://d.e/", "/a/b?c=http://d.e/"),
        ("http://www.example.com/a/b?c=d&e=f#fragment", "/a/b?c=d&e=f"),
        ("http://example.com?a", "/?a"),
        ("http://example.com/a;b#c", "/a;b"),
        ("http://example.com/\u{e1}", "/%C3%A1"),
        ("http://example.com/%aa", "/%AA"),
    ] {
        let url = Url::parse(address).unwrap();
        assert!(!allows(format!("user-agent: a\ndisallow: {path}$\n").as_bytes(), "a", &url), "{address}");
    }
}
