//! One line of a list: a URL, perhaps with a title or a comment after it, or a JSON object. Pure.
//!
//! It never takes part of a URL, nor a URL with a title in it: an ambiguous line is refused, and
//! the reason says what to write.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::characters::{self, trim};
use super::given;
use crate::model::hint::Hint;
use crate::model::snapshot::Candidate;
use crate::model::url::{PageUrl, Schemes, UrlError};
use crate::rules::record::split_tags;

/// The greatest depth that a list may give a page.
const MAX_DEPTH: u32 = 1_000_000;

/// What a line says.
#[derive(Debug, PartialEq)]
pub enum Line {
    /// It is blank, or a comment.
    Nothing,
    Page {
        page: Box<Candidate>,
        /// A title or a comment after the URL.
        left_out: Option<String>,
    },
}

/// Why a line is refused.
#[derive(Debug, PartialEq)]
pub struct Refusal {
    pub shape: Shape,
    pub reason: String,
    /// What can be done about it.
    pub hint: Option<Hint>,
}

/// What a refused line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `[title](URL)`
    MarkdownLink,
    /// `- URL`, `1. URL`
    Bullet,
    /// A URL that is not in the first column, or has others glued to it.
    Table,
    Other,
}

impl Shape {
    fn refuses(self, reason: impl Into<String>) -> Refusal {
        Refusal { shape: self, reason: reason.into(), hint: None }
    }
}

impl From<String> for Refusal {
    fn from(reason: String) -> Self {
        Shape::Other.refuses(reason)
    }
}

impl From<&str> for Refusal {
    fn from(reason: &str) -> Self {
        Shape::Other.refuses(reason)
    }
}

impl From<UrlError> for Refusal {
    fn from(error: UrlError) -> Self {
        Refusal { hint: error.hint(), ..Shape::Other.refuses(error.to_string()) }
    }
}

/// Reads a line, without its end.
pub fn read(line: &[u8], schemes: Schemes) -> Result<Line, Refusal> {
    let text = String::from_utf8_lossy(line);
    let line = trim(&text);
    if line.is_empty() || line.starts_with('#') {
        return Ok(Line::Nothing);
    }
    if line.contains('\0') {
        return Err(Shape::Other.refuses("it has a NUL character; remove it"));
    }
    if line.starts_with('{') {
        let page = Box::new(read_object(line, schemes)?);
        return Ok(Line::Page { page, left_out: None });
    }
    let Split { url, more } = split(line)?;
    characters::check(url)?;
    let page = Box::new(given(schemes.parse(url)?));
    Ok(Line::Page { page, left_out: (!more.is_empty()).then(|| more.to_owned()) })
}

/// A line, taken apart.
struct Split<'a> {
    url: &'a str,
    more: &'a str,
}

fn split(line: &str) -> Result<Split<'_>, Refusal> {
    if let Some(enclosed) = enclosed(line)? {
        check_more(enclosed.more, |_| false)?;
        return Ok(enclosed);
    }
    if begins_with_url(line) { bare(line) } else { Err(no_url_first(line)) }
}

/// Whether a text begins with the scheme of an address that could be archived.
fn begins_with_url(text: &str) -> bool {
    ["http:", "https:", "file:"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Where in a text an address of the web begins.
fn find_url(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://"].iter().filter_map(|scheme| lower.find(scheme)).min()
}

/// What people put around addresses.
const PAIRS: [(char, char); 9] = [
    ('<', '>'),
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('(', ')'),
    ('[', ']'),
    ('\u{201c}', '\u{201d}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{ab}', '\u{bb}'),
];

/// `<URL>`, `"URL"`, `(URL)` and the like, with what comes after; `None` where no address is
/// enclosed.
fn enclosed(line: &str) -> Result<Option<Split<'_>>, Refusal> {
    let Some((open, close)) = PAIRS.into_iter().find(|(open, _)| line.starts_with(*open)) else { return Ok(None) };
    let inner = &line[open.len_utf8()..];
    // RFC 3986, appendix C.
    let inner = inner.strip_prefix("URL:").filter(|_| open == '<').unwrap_or(inner);
    if !begins_with_url(inner) {
        return Ok(None);
    }
    let mut depth = 0;
    let end = inner.char_indices().find_map(|(at, c)| {
        let is_end = c == close && depth == 0;
        match c {
            _ if open == close => {}
            _ if c == open => depth += 1,
            _ if c == close => depth -= 1,
            _ => {}
        }
        is_end.then_some(at)
    });
    let Some(end) = end else {
        return Err(Shape::Other.refuses(format!("the {open} before the URL is not closed: write the URL alone")));
    };
    let (url, more) = (&inner[..end], &inner[end + close.len_utf8()..]);
    // `<URL|Title>`, as chat programs write it. In a query, a `|` may be of the address.
    if let Some(bar) = url.find('|').filter(|bar| open == '<' && !url[..*bar].contains(['?', '#'])) {
        // What comes after the `>` goes with the title.
        let title = if trim(more).is_empty() { &url[bar + 1..] } else { &inner[bar + 1..] };
        return Ok(Some(Split { url: &url[..bar], more: trim(title) }));
    }
    if url.contains(char::is_whitespace) {
        return Err(Shape::Other.refuses("the URL has white space: write %20 for a space of the URL"));
    }
    if more.starts_with('(') {
        return Err(markdown());
    }
    if !more.is_empty() && !more.starts_with([',', ';', '|', ':', '.']) && !more.starts_with(char::is_whitespace) {
        return Err(Shape::Other
            .refuses(format!("the end of the URL is unclear, as something follows the {close}: write the URL alone")));
    }
    Ok(Some(Split { url, more: trim(more) }))
}

/// What may stand between an address and a title, and in an address as well.
const MARKS: [char; 3] = [',', ';', '|'];

/// A line that begins with an address.
fn bare(line: &str) -> Result<Split<'_>, Refusal> {
    // Other control characters than a tab stay in the address, which is refused then.
    let end = line.find(|c: char| c.is_whitespace() && (c == '\t' || !c.is_control())).unwrap_or(line.len());
    let (mut word, mut more) = line.split_at(end);
    let mut is_marked = more.starts_with('\t');
    // `URL,"Title"`
    if let Some(at) = word.find(|c| MARKS.contains(&c)).and_then(|first| quote_after_mark(word, first)) {
        (word, more) = line.split_at(at);
        is_marked = true;
    }
    if let Some(at) = certain_end(word, !trim(more).is_empty()) {
        (word, more) = line.split_at(at);
        is_marked = true;
    }
    let url = word.trim_end_matches(MARKS);
    let more = trim(more);
    is_marked |= url.len() < word.len() || more.starts_with(MARKS) || more.starts_with(['"', '\u{201c}', '\u{ab}']);
    check_glued(url, !more.is_empty() && !is_marked)?;
    check_copied(url)?;
    check_more(more, |more| !is_marked && continues(url, more))?;
    if let Some(wrong) = url.chars().find(|c| matches!(c, '<' | '>' | '"' | '`')) {
        return Err(Shape::Other.refuses(format!(
            "the URL has a {wrong}: write the URL alone, or %{:02X} if it belongs to the URL",
            u32::from(wrong)
        )));
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if url.ends_with(close) && url.matches(close).count() > url.matches(open).count() {
            let reason = format!(
                "it ends with an unmatched {close}: write the URL alone, or %{:02X} if it belongs to the URL",
                u32::from(close)
            );
            return Err(Shape::Other.refuses(reason));
        }
    }
    Ok(Split { url, more })
}

/// Where an address ends for certain, though a title is glued to it by a mark: after its host,
/// which has no marks; after the name of a file or a directory; and before a `|` with a title of
/// several words, as in a path it is to be escaped.
fn certain_end(word: &str, has_more: bool) -> Option<usize> {
    let at = word.find(|c| MARKS.contains(&c))?;
    let (before, mark, after) = (&word[..at], &word[at..=at], &word[at + 1..]);
    if before.contains(['?', '#']) || after.contains('@') || begins_with_url(after) {
        return None;
    }
    let (_, rest) = before.split_once("://")?;
    let is_title = is_like_a_title(after.split(MARKS).next().unwrap_or_default(), false, has_more);
    let is_host = !rest.is_empty() && !rest.contains('/');
    let is_whole = is_host || rest.ends_with('/') || has_ending(rest.split_once('/').map_or("", |(_, path)| path));
    (is_title && (is_whole || (mark == "|" && has_more))).then_some(at)
}

/// Refuses what is in an address because of how it was copied.
fn check_copied(url: &str) -> Result<(), Refusal> {
    let lower = url.to_ascii_lowercase();
    // Two lists of which the first has no line end at its end.
    let is_glued = |scheme: &str| {
        lower.match_indices(scheme).any(|(at, _)| lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
    };
    if is_glued("http://") || is_glued("https://") {
        return Err(two_urls());
    }
    let or_whole = || Value::from(url);
    if lower.contains("&amp;") {
        let reason = format!("the URL has &amp;, as in HTML: write &, or {{\"url\":{}}} if it is right", or_whole());
        return Err(Shape::Other.refuses(reason));
    }
    // Chinese and Japanese commas and full stops; among letters of these languages they may belong
    // to the address.
    if let Some((at, mark)) = url.char_indices().find(|(_, c)| !c.is_ascii())
        && matches!(mark, '\u{ff0c}' | '\u{ff1b}' | '\u{ff5c}' | '\u{3001}' | '\u{3002}')
    {
        let reason = format!(
            "it is unclear whether the URL ends before `{}`: write a tab there, or {{\"url\":{}}} if that belongs to the URL",
            &url[at..],
            or_whole()
        );
        return Err(Shape::Other.refuses(reason));
    }
    Ok(())
}

/// The first mark of a word, from `first` on, that has a quotation mark after it.
fn quote_after_mark(word: &str, first: usize) -> Option<usize> {
    let marks = word[first..].char_indices().filter(|(_, c)| MARKS.contains(c)).map(|(at, _)| first + at);
    marks.into_iter().find(|at| word[at + 1..].starts_with(['"', '\u{201c}', '\u{ab}']))
}

/// Refuses an address to which something is glued that may be a title, a tag or a date as well as a
/// part of it.
fn check_glued(url: &str, has_more: bool) -> Result<(), Refusal> {
    for (at, mark) in url.match_indices(MARKS) {
        let (before, after) = (&url[..at], &url[at + 1..]);
        let piece = after.split(MARKS).next().unwrap_or_default();
        if begins_with_url(piece) || (is_site(piece) && !before.contains(['?', '#'])) {
            return Err(two_urls());
        }
        let is_value = before.ends_with(['=', '&', '?']);
        if !is_value && is_like_a_title(piece, before.contains(['?', '#']), has_more) {
            let shape = if has_more || mark != ";" { Shape::Table } else { Shape::Other };
            let whole = Value::from(url);
            return Err(shape.refuses(format!(
                "it is unclear whether the URL ends before `{mark}{piece}`: write a tab there, or {{\"url\":{whole}}} if that belongs to the URL"
            )));
        }
    }
    Ok(())
}

/// Whether what follows a mark could be a word of a title, a tag, a date or a time in a column of
/// its own. `1,234.html`, `Paris,_Texas` and `;id=5` are none.
fn is_like_a_title(piece: &str, in_query: bool, has_more: bool) -> bool {
    let word = piece.trim_matches(|c: char| matches!(c, '\'' | '(' | ')' | '.' | ':' | '!' | '?' | '\u{2026}'));
    let only = |allowed: fn(char) -> bool| !word.is_empty() && word.chars().all(allowed);
    if has_more && only(char::is_alphanumeric) {
        return true;
    }
    let is_id = word.contains(|c: char| c.is_ascii_digit()) && only(|c| c.is_ascii_hexdigit());
    let is_word = word.chars().count() > 1
        && word.starts_with(char::is_alphabetic)
        && !is_id
        && only(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}'));
    let is_seconds = matches!(word.len(), 10 | 13) && word.starts_with('1') && only(|c| c.is_ascii_digit());
    let is_date = word.len() >= 10 && word.is_char_boundary(10) && {
        let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
        word[..10].chars().map(digits).collect::<String>() == "0000-00-00"
    };
    is_word || (!in_query && (is_seconds || is_date))
}

/// Refuses what follows an address when that is another one, or could belong to it. A comment may
/// name as many as it likes.
fn check_more(more: &str, continues: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    if more.starts_with('#') {
        return Ok(());
    }
    if find_url(more).is_some() || is_site(more.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace())) {
        return Err(two_urls());
    }
    if continues(more) {
        return Err(Shape::Other.refuses(
            "it is unclear whether the text after the white space belongs to the URL: write %20 for a space of the URL, or a tab before a title",
        ));
    }
    Ok(())
}

/// Whether a word begins as the names of many hosts do.
fn is_site(word: &str) -> bool {
    word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

fn two_urls() -> Refusal {
    Shape::Other.refuses("the line has more than one URL: write one per line")
}

/// Whether `more` may be the rest of an address with spaces in it.
fn continues(url: &str, more: &str) -> bool {
    let is_query = more
        .split(['?', '&'])
        .skip(1)
        .any(|pair| pair.find('=').is_some_and(|at| at > 0 && !pair[..at].contains(char::is_whitespace)));
    let is_encoded = more
        .split('%')
        .skip(1)
        .any(|after| after.get(..2).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit())));
    let is_path = more.split_whitespace().any(|word| word.trim_matches('/').contains('/'));
    let is_file = has_ending(more) && !has_ending(url);
    is_query || is_encoded || is_path || is_file
}

/// Whether a text ends as the names of files do.
fn has_ending(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "pdf", "doc", "docx", "txt", "xml", "jpg", "jpeg", "png",
        "gif", "webp", "svg", "zip", "mp3", "mp4", "epub",
    ];
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end();
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Why a line that does not begin with an address is refused.
fn no_url_first(line: &str) -> Refusal {
    if line.contains("](") {
        return markdown();
    }
    let first = line.split_whitespace().next().unwrap_or_default();
    let after = line[first.len()..].trim_start();
    let digits = first.trim_end_matches(['.', ')']);
    let is_number =
        digits.len() < first.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if (is_number || matches!(first, "-" | "*" | "+" | "\u{2022}" | "\u{2013}"))
        && (begins_with_url(after) || enclosed(after).is_ok_and(|found| found.is_some()))
    {
        return Shape::Bullet.refuses(format!("it has {first} before the URL: write the URL alone"));
    }
    match (PageUrl::parse(first), find_url(line)) {
        (Err(error), None) => error.into(),
        // `view-source:http://...`, `example.com/?of=http://...`
        (Err(error @ (UrlError::Scheme(_) | UrlError::NoScheme(_))), Some(at)) if at < first.len() => error.into(),
        (_, Some(_)) => Shape::Table.refuses("the URL is not at the start: write the URL first, or alone"),
        (Ok(_), None) => Shape::Other.refuses("it is not a URL"),
    }
}

fn markdown() -> Refusal {
    Shape::MarkdownLink.refuses("it is a Markdown link: write only the URL")
}

/// Other names that programs give the address of a bookmark.
const LIKE_URL: &[&str] = &[
    "href",
    "link",
    "uri",
    "address",
    "location",
    "given_url",
    "resolved_url",
    "page_url",
    "URL",
    "Url",
    "Link",
    "Href",
];

fn read_object(line: &str, schemes: Schemes) -> Result<Candidate, Refusal> {
    #[derive(Deserialize)]
    struct Entry {
        url: String,
        title: Option<String>,
        #[serde(default)]
        tags: Value,
        #[serde(default)]
        depth: u32,
    }
    let entry: Entry = serde_json::from_str(line).map_err(|error| {
        let keys: Map<String, Value> = serde_json::from_str(line).unwrap_or_default();
        match LIKE_URL.iter().find(|name| keys.contains_key(**name)) {
            Some(name) if !keys.contains_key("url") => format!("it has `{name}` but no `url`: rename that to `url`"),
            _ => format!("it is not a JSON object with a `url` on one line: {error}"),
        }
    })?;
    if entry.depth > MAX_DEPTH {
        return Err(format!("`depth` is {}; the limit is {MAX_DEPTH}", entry.depth).into());
    }
    let url = trim(&entry.url);
    characters::check(url)?;
    if url.split_whitespace().skip(1).any(|word| find_url(word).is_some()) {
        return Err("`url` has more than one URL: write one object for each".into());
    }
    let url = schemes.parse(url)?;
    let tags = match entry.tags {
        Value::Null => Vec::new(),
        Value::String(text) => split_tags(&text),
        Value::Array(list) => list
            .into_iter()
            .map(|tag| tag.as_str().map(str::to_owned).ok_or("`tags` must be strings".to_owned()))
            .collect::<Result<_, String>>()?,
        _ => return Err("`tags` must be a list of strings, or one string with commas".into()),
    };
    Ok(Candidate { title: entry.title, tags, depth: entry.depth, ..given(url) })
}
