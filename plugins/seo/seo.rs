//! What the page says of itself to search engines and social networks, from the live DOM: what
//! scripts have added counts.

mod summary;

use crate::native::{Context, HookResult, Report, Saves, on_page, write_json};
use summary::{PageMetadata, Seo};

const FILE: &str = "seo.json";

/// Gives all of it in the order of the document, addresses resolved against the page's base. Lists
/// and texts have limits; how many items were left out is reported.
const SAID: &str = "(() => {
  const left_out = {};
  const all = (what, type, selector, most) => {
    const found = elements(selector).filter((element) => element instanceof type);
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
    title: words(field(Document, 'title')()),
    lang: words(field(Document, 'documentElement')()?.getAttribute('lang')),
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
    on_page(&context, "SEO_TIMEOUT", Saves::Words, async |page, limit| {
        let seo = Seo::from(page.long_json::<PageMetadata>(SAID, limit).await?);
        if seo.is_empty() {
            return Ok(Report::NoResults("the page has no meta tags, headings or JSON-LD".into()));
        }
        write_json(FILE, &seo)?;
        Ok(Report::Succeeded(seo.describe()))
    })
    .await
}
