//! What a robots.txt says of an address, by RFC 9309. Pure.
//!
//! What the RFC leaves open is done as Google's parser does it: misspelt keys, a forgotten colon,
//! line ends of all kinds.

use url::{Position, Url};

#[cfg(test)]
#[path = "vectors.rs"]
mod vectors;

/// How much of a line counts, in bytes.
const LONGEST_LINE: usize = 2083 * 8 - 1;

/// Whether `rules` let the robot `agent` ask for `url`.
pub fn allows(rules: &[u8], agent: &str, url: &Url) -> bool {
    if url.path() == "/robots.txt" {
        return true;
    }
    let path = Spellings::of_pieces([url[Position::BeforePath..Position::AfterQuery].as_bytes()].into_iter());
    let (mut own, mut all) = (Best::default(), Best::default());
    let (mut has_own_group, mut is_own, mut is_all) = (false, false, false);
    let mut group_has_rules = false;
    for line in lines(rules) {
        match line {
            Line::Agent(value) => {
                if group_has_rules {
                    (is_own, is_all, group_has_rules) = (false, false, false);
                }
                if value == "*" || value.starts_with("* ") || value.starts_with("*\t") {
                    is_all = true;
                } else if names(&value, agent) {
                    (is_own, has_own_group) = (true, true);
                }
            }
            Line::Rule { allows, pattern, directory } => {
                group_has_rules = true;
                let Some(found) =
                    [Some(pattern), directory].into_iter().flatten().find(|pattern| pattern.matches(&path))
                else {
                    continue;
                };
                for (_, best) in [(is_own, &mut own), (is_all, &mut all)].into_iter().filter(|(applies, _)| *applies) {
                    best.take(allows, found.length);
                }
            }
        }
    }
    // A group of its own is the only one that counts.
    if has_own_group { own.allows() } else { all.allows() }
}

/// The longest patterns that match. Their length decides, and where it is the same the address is
/// allowed.
#[derive(Default)]
struct Best {
    allow: usize,
    disallow: usize,
}

impl Best {
    fn take(&mut self, allows: bool, length: usize) {
        let longest = if allows { &mut self.allow } else { &mut self.disallow };
        *longest = (*longest).max(length);
    }

    fn allows(&self) -> bool {
        self.allow >= self.disallow
    }
}

/// Whether a line for `value` is for this robot: its product token, in whatever case, with or
/// without a version after it. What has a space in it is no token, so only the rules for all are
/// for a robot of such a name.
fn names(value: &str, agent: &str) -> bool {
    let agent = agent.split('/').next().unwrap_or_default();
    let token = value.split(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '_' | '-')).next().unwrap_or_default();
    // Names with digits, too, are in use.
    let first_word = value.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
    !agent.is_empty() && (token.eq_ignore_ascii_case(agent) || first_word.eq_ignore_ascii_case(agent))
}

enum Line {
    Agent(String),
    Rule {
        allows: bool,
        pattern: Pattern,
        /// Who allows `/x/index.html` means `/x/` as well.
        directory: Option<Pattern>,
    },
}

/// The lines that say something. The others, `Sitemap:` among them, neither begin nor end a group.
fn lines(rules: &[u8]) -> impl Iterator<Item = Line> {
    without_mark(rules).split(|byte| matches!(byte, b'\n' | b'\r')).filter_map(line)
}

/// Without the byte order mark at the beginning, which may be cut short.
pub fn without_mark(rules: &[u8]) -> &[u8] {
    let mark = rules.iter().zip(b"\xef\xbb\xbf").take_while(|(is, expected)| is == expected).count();
    &rules[mark..]
}

fn line(text: &[u8]) -> Option<Line> {
    let text = &text[..text.len().min(LONGEST_LINE)];
    let end = text.iter().position(|byte| matches!(byte, b'#' | 0)).unwrap_or(text.len());
    let text = text[..end].trim_ascii();
    let (key, value) = match text.iter().position(|byte| *byte == b':') {
        Some(colon) => (text[..colon].trim_ascii(), text[colon + 1..].trim_ascii()),
        // A colon may be forgotten where it is clear what is meant.
        None => {
            let space = text.iter().position(u8::is_ascii_whitespace)?;
            let value = text[space..].trim_ascii();
            if value.iter().any(u8::is_ascii_whitespace) {
                return None;
            }
            (&text[..space], value)
        }
    };
    let key = String::from_utf8_lossy(key).to_ascii_lowercase();
    let begins = |keys: &[&str]| keys.iter().any(|begin| key.starts_with(begin));
    if begins(&["user-agent", "useragent", "user agent"]) {
        Some(Line::Agent(String::from_utf8_lossy(value).into_owned()))
    } else if begins(&["allow"]) {
        let slash =
            value.iter().rposition(|byte| *byte == b'/').filter(|slash| value[*slash..].starts_with(b"/index.htm"));
        let directory = slash.map(|slash| Pattern::of(&[&value[..=slash], b"$"].concat()));
        Some(Line::Rule { allows: true, pattern: Pattern::of(value), directory })
    } else if begins(&["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"]) {
        Some(Line::Rule { allows: false, pattern: Pattern::of(value), directory: None })
    } else {
        None
    }
}

/// A rule's path: pieces with anything between them, and whether the last is to be at the end.
struct Pattern {
    pieces: Spellings,
    is_anchored: bool,
    length: usize,
}

impl Pattern {
    fn of(value: &[u8]) -> Self {
        let (value, is_anchored) = value.strip_suffix(b"$").map_or((value, false), |value| (value, true));
        let pieces = Spellings::of_pieces(value.split(|byte| *byte == b'*'));
        let length =
            pieces.plain.iter().map(Vec::len).sum::<usize>() + pieces.plain.len() - 1 + usize::from(is_anchored);
        Pattern { pieces, is_anchored, length }
    }

    fn matches(&self, path: &Spellings) -> bool {
        // A rule without a path is none.
        let matches = |pieces, path: &[Vec<u8>]| path.iter().all(|path| are_in(pieces, path, self.is_anchored));
        self.length > 0 && (matches(&self.pieces.plain, &path.plain) || matches(&self.pieces.escaped, &path.escaped))
    }
}

/// Whether pieces stand in a path one after the other, the first at its beginning, the last at its
/// end if that is asked for.
fn are_in(pieces: &[Vec<u8>], path: &[u8], is_anchored: bool) -> bool {
    let Some((first, others)) = pieces.split_first() else { return false };
    let Some(mut rest) = path.strip_prefix(first.as_slice()) else { return false };
    let Some((last, between)) = others.split_last() else { return !is_anchored || rest.is_empty() };
    for piece in between {
        let Some(place) = find(rest, piece) else { return false };
        rest = &rest[place + piece.len()..];
    }
    if is_anchored { rest.ends_with(last) } else { find(rest, last).is_some() }
}

/// A path, perhaps in pieces, in one spelling for each of two ways to compare (RFC 9309, section
/// 2.2.2).
struct Spellings {
    /// Separators stay as they are, escaped or not.
    plain: Vec<Vec<u8>>,
    /// Separators are escaped where they separate nothing: `?u=https://x` is `?u=https%3A%2F%2Fx`.
    /// Whether a piece after a `*` is of the query is not always known, so this alone would not do.
    escaped: Vec<Vec<u8>>,
}

impl Spellings {
    fn of_pieces<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Self {
        let plain: Vec<Vec<u8>> = pieces.map(normal).collect();
        let mut in_query = false;
        let escaped = plain.iter().map(|piece| escape_separators(piece, &mut in_query)).collect();
        Spellings { plain, escaped }
    }
}

fn escape_separators(piece: &[u8], in_query: &mut bool) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(piece.len());
    for byte in piece {
        let separates = match byte {
            b'?' => !std::mem::replace(in_query, true),
            b'/' => !*in_query,
            b'&' | b'=' => *in_query,
            byte => !b":+;,@!()'[]".contains(byte),
        };
        if separates { escaped.push(*byte) } else { escaped.extend(format!("%{byte:02X}").bytes()) }
    }
    escaped
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    if piece.is_empty() { Some(0) } else { text.windows(piece.len()).position(|window| window == piece) }
}

/// One spelling for each path (RFC 9309, section 2.2.2): what need not be escaped is not, all else
/// but the separators is, with capital letters.
fn normal(path: &[u8]) -> Vec<u8> {
    let mut normal = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((byte, after)) = rest.split_first() {
        let escaped = (*byte == b'%').then(|| after.get(..2).and_then(hex)).flatten();
        rest = if escaped.is_some() { &after[2..] } else { after };
        let byte = escaped.unwrap_or(*byte);
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        // A separator means something else when it is escaped.
        let is_separator = escaped.is_none() && b"/?&=+:;,@!()'[]%".contains(&byte);
        if is_plain || is_separator { normal.push(byte) } else { normal.extend(format!("%{byte:02X}").bytes()) }
    }
    normal
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_allowed(rules: &str, agent: &str, url: &str) -> bool {
        allows(rules.as_bytes(), agent, &Url::parse(url).unwrap())
    }

    /// Rules for the robot `FooBot`, an address below `http://foo.bar`, and whether it is allowed:
    /// what the vectors of others leave out.
    const TABLE: &[(&str, &str, bool)] = &[
        // Lines.
        ("user-agent: FooBot\ndisallow: /\n", "/x/y", false),
        ("foo: FooBot\nbar: /\n", "/x/y", true),
        ("user-agent FooBot\ndisallow /\n", "/x/y", false),
        ("user-agent FooBot x\ndisallow /\n", "/x/y", true),
        ("user_agent: FooBot\ndisallow: /\n", "/x/y", true),
        ("USER-AGENT: FooBot\nDISALLOW: /x/\n", "/x/y", false),
        ("useragent: FooBot\ndissallow: /x\n", "/x/y", false),
        ("user-agent: FooBot\rdisallow: /x\r", "/x/y", false),
        ("user-agent: FooBot\r\ndisallow: /x\r\n", "/x/y", false),
        ("\u{feff}user-agent: FooBot\ndisallow: /x\n", "/x/y", false),
        ("  user-agent : FooBot # me\n\tdisallow : /x # not this\n", "/x/y", false),
        ("user-agent: FooBot\ndisallow: /x\0/z\n", "/x/y", false),
        ("user-agent: FooBot\ndisallow:\n", "/x/y", true),
        ("", "/x/y", true),
        ("disallow: /\nuser-agent: FooBot\n", "/x/y", true),
        ("<html>no rules</html>", "/", true),
        // Groups.
        ("user-agent: FooBot\nallow: /\nuser-agent: *\ndisallow: /\n", "/x/y", true),
        ("user-agent: *\ndisallow: /\nuser-agent: FooBot\n", "/x/y", true),
        ("user-agent: *\ndisallow: /\n", "/x/y", false),
        ("user-agent: * anything\ndisallow: /\n", "/x/y", false),
        ("user-agent: Foo\nuser-agent: FooBot\ndisallow: /x\n", "/x/y", false),
        ("user-agent: FooBot\nsitemap: /s\nuser-agent: Other\ndisallow: /x\n", "/x/y", false),
        (
            "user-agent: FooBot\ndisallow: /a\n\nuser-agent: Other\ndisallow: /\n\nuser-agent: foobot\ndisallow: /b\n",
            "/a/1",
            false,
        ),
        (
            "user-agent: FooBot\ndisallow: /a\n\nuser-agent: Other\ndisallow: /\n\nuser-agent: foobot\ndisallow: /b\n",
            "/b/1",
            false,
        ),
        (
            "user-agent: FooBot\ndisallow: /a\n\nuser-agent: Other\ndisallow: /\n\nuser-agent: foobot\ndisallow: /b\n",
            "/c/1",
            true,
        ),
        ("user-agent: FooBot/9.1\ndisallow: /x\n", "/x/y", false),
        ("user-agent: FooBot Bar\ndisallow: /x\n", "/x/y", false),
        ("user-agent: FooBotNews\ndisallow: /\n", "/x/y", true),
        ("user-agent: Foo\ndisallow: /\n", "/x/y", true),
        // The longest match, and ties.
        ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", "/x/page.html", false),
        ("user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", "/x/page.html", true),
        ("user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", "/x/", false),
        ("user-agent: FooBot\ndisallow: \nallow: \n", "/x", true),
        ("user-agent: FooBot\ndisallow: /\nallow: /\n", "/x", true),
        ("user-agent: FooBot\ndisallow: /x\nallow: /x/\n", "/x", false),
        ("user-agent: FooBot\ndisallow: /x\nallow: /x/\n", "/x/", true),
        ("user-agent: FooBot\ndisallow: /*.html\nallow: /page\n", "/page.html", false),
        ("user-agent: FooBot\ndisallow: /*.html\nallow: /x/page.\n", "/x/page.html", true),
        ("user-agent: FooBot\ndisallow: /X\n", "/x/y", true),
        (
            "user-agent: FooBot\ndisallow: /example/page/disallowed.gif\nallow: /example/page/\n",
            "/example/page/disallowed.gif",
            false,
        ),
        ("user-agent: FooBot\ndisallow: /\n", "/robots.txt", true),
        // `*` and `$`.
        ("user-agent: FooBot\ndisallow: /foo/bar/quz\nallow: /foo/*/qux\n", "/foo/bar/quz", false),
        ("user-agent: FooBot\nallow: /foo/*/qux\ndisallow: /\n", "/foo/bar/quux/qux", true),
        ("user-agent: FooBot\ndisallow: /*.gif$\n", "/a/b.gif", false),
        ("user-agent: FooBot\ndisallow: /*.gif$\n", "/a/b.gif?x", true),
        ("user-agent: FooBot\ndisallow: /$\n", "/", false),
        ("user-agent: FooBot\ndisallow: /$\n", "/x", true),
        ("user-agent: FooBot\ndisallow: /a$b\n", "/a$b/c", false),
        ("user-agent: FooBot\ndisallow: /*/*/*a\n", "/1/2/3a", false),
        ("user-agent: FooBot\ndisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-*.html", false),
        ("user-agent: FooBot\ndisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-b.html", true),
        ("user-agent: FooBot\ndisallow: /path/foo-%24\n", "/path/foo-$", false),
        // Escapes.
        ("user-agent: FooBot\ndisallow: /foo/bar?baz=quz\n", "/foo/bar?baz=quz", false),
        ("user-agent: FooBot\ndisallow: /foo/bar?baz=https://foo.bar\n", "/foo/bar?baz=https://foo.bar", false),
        (
            "user-agent: FooBot\ndisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar\n",
            "/foo/bar?baz=https%3a%2f%2ffoo.bar",
            false,
        ),
        ("user-agent: FooBot\ndisallow: /foo/bar/\u{30c4}\n", "/foo/bar/%E3%83%84", false),
        ("user-agent: FooBot\ndisallow: /foo/bar/%E3%83%84\n", "/foo/bar/%e3%83%84", false),
        ("user-agent: FooBot\ndisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz", false),
        ("user-agent: FooBot\ndisallow: /foo/bar/baz\n", "/foo/bar/%62%61%7A", false),
        ("user-agent: FooBot\ndisallow: /a%2Fb\n", "/a/b", true),
        ("user-agent: FooBot\ndisallow: /a/b\n", "/a%2fb", true),
        ("user-agent: FooBot\ndisallow: /a%2Fb\n", "/a%2fb", false),
        ("user-agent: FooBot\ndisallow: /x[1]\n", "/x%5b1%5D", false),
        ("user-agent: FooBot\ndisallow: /x%3Ay\n", "/x:y", false),
        ("user-agent: FooBot\ndisallow: /?x=a%26y=b\n", "/?x=a&y=b", true),
        ("user-agent: FooBot\ndisallow: /*u=https://x\n", "/?u=https://x", false),
        ("user-agent: FooBot\ndisallow: /*?*u=https://x\n", "/?t=1&u=https%3A%2F%2Fx", false),
        ("user-agent: FooBot\ndisallow: /*u=https%3A%2F%2Fx\n", "/?u=https%3A%2F%2Fx", false),
        ("user-agent: FooBot\ndisallow: /a/index.html\n", "/a/", true),
        ("user-agent: FooBot\ndisallow: /\nallow: /a/index.html\n", "/a/b", false),
        ("user-agent: FooBot\ndisallow: /x\n", "/x#fragment", false),
    ];

    #[test]
    fn the_table() {
        for (rules, path, expected) in TABLE {
            assert_eq!(is_allowed(rules, "FooBot", &format!("http://foo.bar{path}")), *expected, "{path} by {rules:?}");
        }
    }

    #[test]
    fn a_name_counts_in_any_case_and_with_any_version() {
        for line in ["tacklebox", "TackleBox", "TackleBox/9", "TACKLEBOX 1.0"] {
            let rules = format!("User-agent: *\nDisallow:\n\nUser-agent: {line}\nDisallow: /\n");
            assert!(!is_allowed(&rules, "tacklebox", "http://a.example/x"), "{line}");
            assert!(is_allowed(&rules, "other", "http://a.example/x"), "{line}");
        }
        assert!(!is_allowed("User-agent: bot2\nDisallow: /\n", "bot2", "http://a.example/x"));
    }

    proptest! {
        #[test]
        fn no_rules_panic(rules in proptest::collection::vec(any::<u8>(), 0..200), lines in "(?s)((user-agent|allow|disallow): ?[/*$%\\PC]{0,20}[\n\r]{1,2}|.{0,30}){0,8}", path in "/[/*$%a-z\\PC]{0,20}") {
            if let Ok(url) = Url::parse(&format!("http://a.example{path}")) {
                allows(&rules, "tacklebox", &url);
                allows(lines.as_bytes(), "tacklebox", &url);
            }
        }
    }
}
