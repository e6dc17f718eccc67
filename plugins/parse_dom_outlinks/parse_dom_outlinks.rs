//! What the page and its frames link to, from the live DOM: links that scripts have made count,
//! open shadow roots included.
//!
//! Everything goes to `outlinks.json`. The pages behind `<a href>` and `<area href>`, and the files
//! that are embedded, are offered to the crawl, which decides by its depth, scope and limits.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::browser::frames;
use crate::browser::navigation::navigation;
use crate::browser::page::Page;
use crate::model::url::PageUrl;
use crate::native::{Context, HookError, HookResult, Report, Saves, on_page, record, write_json};

const FILE: &str = "outlinks.json";

/// How long Chrome may take for one frame.
const ONE_FRAME: Duration = Duration::from_secs(5);

/// Lists in the order of the document, addresses resolved against the page's base; what is no
/// address at all is left out.
const LINKS: &str = "(() => {
  const roots = [document];
  for (const root of roots) for (const shadow of elements('*', root).map(field(Element, 'shadowRoot'))) if (shadow) roots.push(shadow);
  const base = field(Node, 'baseURI')();
  // Chrome's viewer of PDFs is made of elements with addresses of its own.
  const absolute = (text) => { try { const { href } = new URL(text, base); return href.startsWith('chrome') ? null : href; } catch { return null; } };
  const list = (selector, ...names) => {
    const found = new Set();
    for (const root of roots) for (const element of elements(selector, root)) for (const name of names) {
      const value = element.getAttribute(name) ?? (name === 'href' ? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href') : null);
      const address = value?.trim() ? absolute(value) : null;
      if (address) found.add(address);
    }
    return [...found];
  };
  const images = new Set(list('img, input[type=image], svg image', 'src', 'href'));
  for (const root of roots) for (const image of elements('img', root)) if (image.currentSrc) images.add(image.currentSrc);
  return JSON.stringify({
    hrefs: list('a, area', 'href'),
    images: [...images],
    css_stylesheets: list('link[rel~=stylesheet i]', 'href'),
    js_scripts: list('script', 'src'),
    iframes: list('iframe, frame', 'src'),
    embeds: list('embed, object', 'src', 'data'),
    media: list('video, audio, source, track', 'src'),
    links: list('link:not([rel~=stylesheet i])', 'href'),
    frames: roots.reduce((count, root) => count + elements('iframe, frame, object, embed', root).length, 0),
  });
})()";

/// The lists of one document, or of several together.
#[derive(Debug, Default, Deserialize)]
struct Lists {
    /// How many elements may have a frame in them.
    frames: usize,
    #[serde(flatten)]
    lists: Map<String, Value>,
}

/// The most frames that are looked at; a page may make as many as it likes.
const MOST_FRAMES: usize = 200;

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "PARSE_DOM_OUTLINKS_TIMEOUT", Saves::Words, async |page, limit| {
        let mut all: Lists = page.long_json(LINKS, limit).await?;
        let more = if all.frames == 0 { 0 } else { add_frames(&context, page, &mut all, limit).await? };
        let report = report(&context, all.lists)?;
        Ok(match report {
            Report::Succeeded(words) if more > 0 => {
                Report::Succeeded(format!("{words}; {more} frames were not searched"))
            }
            report => report,
        })
    })
    .await
}

/// Adds the lists of all frames to those of the page. Returns how many were too many.
async fn add_frames(context: &Context, page: &Page, all: &mut Lists, limit: Duration) -> Result<usize, HookError> {
    let mut frames = frames::in_process(page, limit).await?;
    let mut looked_at = 0;
    let mut elsewhere = false;
    while looked_at < frames.len().min(MOST_FRAMES) {
        let next = &frames[looked_at..frames.len().min(MOST_FRAMES)];
        looked_at += next.len();
        // A frame may have gone, or be busy for good; the links of the others are links all the
        // same.
        for lists in join_all(next.iter().map(|frame| frame.long_json::<Lists>(LINKS, limit.min(ONE_FRAME))))
            .await
            .into_iter()
            .flatten()
        {
            all.add(lists);
        }
        // Where there are fewer frames than elements for them, the others may have a process of
        // their own.
        if !elsewhere && all.frames > frames.len() {
            elsewhere = true;
            frames.extend(frames::in_other_processes(&context.snap_dir()?, limit).await?);
        }
    }
    Ok(frames.len() - looked_at)
}

impl Lists {
    /// Adds what another document has, each address once.
    fn add(&mut self, other: Lists) {
        self.frames += other.frames;
        for (name, found) in other.lists {
            let (Some(list), Value::Array(found)) = (self.lists.get_mut(&name).and_then(Value::as_array_mut), found)
            else {
                continue;
            };
            let known: HashSet<String> = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            list.extend(
                found.into_iter().filter(|address| address.as_str().is_some_and(|address| !known.contains(address))),
            );
        }
    }
}

/// Saves the lists, and offers the pages among them to the crawl.
fn report(context: &Context, lists: Map<String, Value>) -> HookResult {
    let url = context.url()?;
    let final_url = navigation(&context.snap_dir()?).and_then(|navigation| navigation.final_url);
    let list = |name: &str| lists.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let files =
        list("iframes").filter(|address| is_file(address)).chain(list("embeds").filter(|address| !is_picture(address)));
    let pages = pages(list("hrefs").chain(files), [Some(url.as_str()), final_url.as_deref()].into_iter().flatten());
    if lists.values().all(|list| list.as_array().is_none_or(Vec::is_empty)) {
        return Ok(Report::NoResults("the page links to nothing".into()));
    }
    let mut outlinks = Map::new();
    outlinks.insert("url".into(), json!(final_url.as_deref().unwrap_or(&url)));
    outlinks.extend(lists);
    write_json(FILE, &outlinks)?;
    for page in &pages {
        record(&json!({ "type": "Snapshot", "url": page }));
    }
    match pages.len() {
        0 => Ok(Report::NoResults("the page links to no other page".into())),
        1 => Ok(Report::Succeeded("1 link".into())),
        many => Ok(Report::Succeeded(format!("{many} links"))),
    }
}

/// Whether an address has the ending of a PDF, which is no part of the page it is shown in. A frame
/// with a page in it is one.
fn is_file(address: &str) -> bool {
    path(address).to_ascii_lowercase().ends_with(".pdf")
}

fn is_picture(address: &str) -> bool {
    mime_guess::from_path(path(address)).first().is_some_and(|kind| kind.type_() == "image")
}

/// An address without query and fragment.
fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// The distinct pages among `hrefs`, without those that are the page itself: http and https,
/// normalised, without the places in a page that they name.
fn pages<'a>(hrefs: impl Iterator<Item = &'a str>, own: impl Iterator<Item = &'a str>) -> Vec<PageUrl> {
    let mut seen: HashSet<PageUrl> = own.filter_map(as_link).collect();
    hrefs.filter_map(as_link).filter(|page| seen.insert(page.clone())).collect()
}

fn as_link(address: &str) -> Option<PageUrl> {
    PageUrl::parse(address).ok().map(PageUrl::as_link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_pictures_are_known_by_their_endings() {
        assert!(is_file("http://a.example/x/Report.PDF?download=1#page=2"));
        assert!(!is_file("http://a.example/view?file=x.pdf") && !is_file("http://a.example/"));
        assert!(is_picture("http://a.example/map.svg?v=1") && !is_picture("http://a.example/report"));
    }

    #[test]
    fn links_become_distinct_pages() {
        let hrefs = [
            "http://a.example/x#1",
            "http://a.example/x#2",
            "HTTP://A.example:80/x",
            "mailto:a@b.example",
            "javascript:void(0)",
            "http://a.example/#top",
            "https://a.example/#/route",
            "http://a.example/other",
            "not an address",
        ];
        let found = pages(hrefs.into_iter(), ["http://a.example/#about", "http://a.example/other"].into_iter());
        let found: Vec<_> = found.iter().map(PageUrl::as_str).collect();
        assert_eq!(found, ["http://a.example/x", "https://a.example/#/route"]);
    }
}
