//! The page's title, as it is when the other plugins have done their work: scripts may have set it
//! late.

use std::time::Duration;

use serde_json::json;

use crate::native::{Context, HookResult, Report, Saves, on_page, record, write_atomically};
use crate::rules::record::{MAX_TITLE, cut_title};

/// The title a tab would show: white space folded, no control characters. XML has none of its own;
/// a feed names itself in the element `title` of its root, or of the `channel` there, and that is
/// found also in the tree that Chrome shows in place of XML without a style.
const TITLE: &str = "(() => {
  const text = field(Node, 'textContent'), root = field(Document, 'documentElement')();
  const of_xml = () => {
    if (!root || field(Document, 'contentType')() === 'text/html') return '';
    const source = elements('#webkit-xml-viewer-source-xml > *')[0] ?? root;
    const inside = [...source.children];
    const title = [...inside, ...inside.filter((child) => child.localName === 'channel').flatMap((channel) => [...channel.children])];
    return text(title.find((child) => child.localName === 'title') ?? document) ?? '';
  };
  const title = field(Document, 'title')() || of_xml();
  return title.replace(/[\\s\\u0000-\\u001f]+/g, ' ').trim();
})()";

/// How long Chrome may take to answer.
const LIMIT: Duration = Duration::from_secs(10);

pub async fn run(context: Context) -> HookResult {
    on_page(&context, "TITLE_TIMEOUT", Saves::Words, async |page, _| {
        let title = page.long_text(TITLE, LIMIT).await?;
        if title.is_empty() {
            return Ok(Report::NoResults("the page has no title".into()));
        }
        write_atomically("title.txt", format!("{title}\n"))?;
        let characters = title.chars().count();
        let title = cut_title(title);
        record(&json!({ "type": "Snapshot", "id": context.snapshot_id()?, "title": title }));
        Ok(Report::Succeeded(match characters {
            0..=MAX_TITLE => title,
            _ => format!("{title} (cut: it has {characters} characters, all of them in title.txt)"),
        }))
    })
    .await
}
