//! The page's HTML as it is after its scripts: doctype, comments and elements, with the contents of
//! open shadow roots as declarative ones (`<template shadowrootmode>`), so that the file shows what
//! the page showed. XML knows none of those, and is written without.

use crate::native::{Context, HookResult, PartialFile, Report, Saves, on_page};

const FILE: &str = "output.html";

/// Gives the page's HTML, whatever its elements are called. XML is written as XML. A `<meta
/// charset>` of another encoding, or that of the XML declaration, would be wrong for this file, as
/// it is UTF-8: the byte order mark outweighs the one, and the other, which may not contradict the
/// mark, is replaced.
pub const HTML: &str = "(() => {
  const serializer = new XMLSerializer();
  const mark = field(Document, 'characterSet')() === 'UTF-8' ? '' : '\\ufeff';
  if (field(Document, 'contentType')() !== 'text/html') {
    return mark + serializer.serializeToString(document).replace(/^(<\\?xml [^>]*?encoding=)\"[^\"]*\"/, '$1\"UTF-8\"');
  }
  const [shadowRoot, nodeType, outerHTML] = [field(Element, 'shadowRoot'), field(Node, 'nodeType'), field(Element, 'outerHTML')];
  const shadowRoots = [];
  const collect = (root) => {
    for (const shadow of elements('*', root).map(shadowRoot)) {
      if (shadow) { shadowRoots.push(shadow); collect(shadow); }
    }
  };
  collect(document);
  const outer = (element) => {
    if (!shadowRoots.length) return outerHTML(element);
    const shell = outerHTML(Node.prototype.cloneNode.call(element, false)), end = shell.lastIndexOf('</');
    return shell.slice(0, end) + Element.prototype.getHTML.call(element, { shadowRoots }) + shell.slice(end);
  };
  const parts = [...field(Node, 'childNodes')()].map((node) => {
    if (nodeType(node) === Node.COMMENT_NODE) return `<!--${node.data}-->\\n`;
    if (nodeType(node) === Node.DOCUMENT_TYPE_NODE) return serializer.serializeToString(node) + '\\n';
    return nodeType(node) === Node.ELEMENT_NODE ? outer(node) + '\\n' : '';
  });
  return mark + parts.join('');
})()";

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "DOM_TIMEOUT", Saves::WholePage, async |page, limit| {
        let html = page.long_text(HTML, limit).await?;
        if html.trim().is_empty() {
            return Ok(Report::NoResults("the page's document is empty".into()));
        }
        let mut file = PartialFile::create(format!("{FILE}.part"))?;
        file.add(html.as_bytes())?;
        file.commit(FILE)?;
        Ok(Report::Succeeded(FILE.into()))
    })
    .await
}
