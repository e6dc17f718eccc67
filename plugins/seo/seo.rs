//! What the page says of itself to search engines and social networks, from the live DOM: what scripts have added counts.

mod summary;

use crate::browser::page::Page;
use crate::native::{Context, HookError, HookResult, Report, write_atomically};
use summary::{Said, Seo};

const FILE: &str = "seo.json";

/// Gives all of it in the order of the document, addresses resolved against the page's base. No list and no text is longer than anybody means it; how many
/// were left out is told. Fields of the document are read past what elements of that name would put in their place.
const SAID: &str = "(() => {
  const own = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const left_out = {};
  const all = (what, type, selector, most) => {
    const found = [...Document.prototype.querySelectorAll.call(document, selector)].filter((element) => element instanceof type);
    if (found.length > most) left_out[what] = found.length - most;
    return found.slice(0, most);
  };
  const cut = (text, most) => (text ?? '').slice(0, most);
  const words = (text) => cut(text, 4000).replace(/\\s+/g, ' ').trim().slice(0, 1000);
  const meta = all('meta', HTMLMetaElement, 'meta[content]', 1000).flatMap((element) =>
    ['name', 'property', 'itemprop', 'http-equiv']
      .map((kind) => [kind, words(element.getAttribute(kind)), cut(element.content, 10000)])
      .filter(([, name], at, list) => name && list.findIndex(([, other]) => other === name) === at));
  const links = { all: 0, internal: 0, external: 0, nofollow: 0 };
  for (const link of all('links', HTMLAnchorElement, 'a[href]', 100000)) {
    links.all += 1;
    if (/^https?:$/.test(link.protocol)) links[link.host === location.host ? 'internal' : 'external'] += 1;
    if (link.relList.contains('nofollow')) links.nofollow += 1;
  }
  const address = (link) => cut(link.href, 10000);
  return JSON.stringify({
    url: cut(location.href, 10000),
    title: words(own('title')),
    lang: words(own('documentElement')?.getAttribute('lang')),
    canonical: all('canonical', HTMLLinkElement, 'link[rel~=canonical i][href]', 100).map(address),
    alternates: all('alternates', HTMLLinkElement, 'link[rel~=alternate i][hreflang][href]', 1000)
      .map((link) => ({ lang: words(link.hreflang), href: address(link) })),
    meta,
    headings: all('headings', HTMLHeadingElement, 'h1, h2, h3, h4, h5, h6', 2000)
      .map((heading) => ({ level: Number(heading.localName[1]), text: words(heading.textContent) })),
    json_ld: all('json_ld', HTMLScriptElement, 'script[type=\"application/ld+json\" i]', 100).map((script) => cut(script.textContent, 200000)),
    links,
    left_out,
  });
})()";

pub async fn run(context: Context) -> HookResult {
    let snap_dir = context.snap_dir()?;
    if let Some(report) = crate::native::page_report(&snap_dir)? {
        return Ok(report);
    }
    let limit = context.timeout()?;
    let work = async {
        let (page, _) = Page::attach(&snap_dir).await.map_err(HookError::new)?;
        Ok(page.long_text(SAID, limit).await?)
    };
    let text = context.within("SEO_TIMEOUT", work).await?;
    let said: Said = serde_json::from_str(&text).map_err(|error| HookError(format!("what the page says cannot be read: {error}")))?;
    let seo = Seo::from(said);
    if seo.is_empty() {
        return Ok(Report::NoResults("the page has no meta tags, headings or JSON-LD".into()));
    }
    write_atomically(FILE, serde_json::to_string_pretty(&seo).map_err(HookError::new)?)?;
    Ok(Report::Succeeded(seo.describe()))
}
