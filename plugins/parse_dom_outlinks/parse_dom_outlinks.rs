//! What the page links to, from the live DOM: links that scripts have made count, open shadow roots included.
//!
//! Everything goes to `outlinks.json`; the pages behind `<a href>` and `<area href>` are offered to the crawl, which decides by its depth, scope and
//! limits.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::browser::navigation::navigation;
use crate::native::{Context, HookResult, Report, on_page, record, write_json};
use crate::url::PageUrl;

const FILE: &str = "outlinks.json";

/// Lists in the order of the document, addresses resolved against the page's base; what is no address at all is left out.
const LINKS: &str = "(() => {
  const roots = [document];
  for (const root of roots) for (const shadow of elements('*', root).map(field(Element, 'shadowRoot'))) if (shadow) roots.push(shadow);
  const base = field(Node, 'baseURI')();
  const absolute = (text) => { try { return new URL(text, base).href; } catch { return null; } };
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
    media: list('video, audio, source, track', 'src'),
    links: list('link:not([rel~=stylesheet i])', 'href'),
  });
})()";

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "PARSE_DOM_OUTLINKS_TIMEOUT", async |page, limit| report(&context, page.long_json(LINKS, limit).await?)).await
}

/// Saves the lists, and offers the pages among them to the crawl.
fn report(context: &Context, lists: Map<String, Value>) -> HookResult {
    let url = context.url()?;
    let final_url = navigation(&context.snap_dir()?).and_then(|navigation| navigation.final_url);
    let hrefs = lists.get("hrefs").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let pages = pages(hrefs, [Some(url.as_str()), final_url.as_deref()].into_iter().flatten());
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

/// The distinct pages among `hrefs`, without those that are the page itself: http and https, normalised, without the places in a page that they name.
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
