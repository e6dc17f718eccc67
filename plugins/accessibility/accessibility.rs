//! The page as assistive technology sees it, by Chrome's accessibility tree: roles, names, values
//! and states, in the order in which they are read.
//!
//! Frames that live in the page's own process are read in their place. A frame that has a process
//! of its own, as those of other sites may have, is there as an `Iframe` without children. Chrome
//! makes the tree for this session only, and drops it with it, so that nothing need be switched on
//! or off.

mod tree;

use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::accessibility::GetFullAxTreeParams;
use chromiumoxide::cdp::browser_protocol::dom::GetFrameOwnerParams;
use futures_util::future::{join, join_all};
use serde::Serialize;
use serde_json::{Value, json};

use crate::browser::page::Page;
use crate::cdp::CdpError;
use crate::native::{Context, HookError, HookResult, Report, Saves, on_page, write_atomically};
use tree::{Document, Node, Outline};

const FILE: &str = "accessibility.json";

/// Levels of the DOM. Chrome's time for a tree grows with the square of its depth and more: 500
/// levels take 0.2 s, 2000 over 5 s, and 3000 crash the page.
const DEEPEST_DOM: u64 = 1000;

/// Frames that are read; a page may make as many as it likes.
const MOST_FRAMES: usize = 100;

/// Counts the elements and texts of a document and of its open shadow roots, and its levels; it
/// stops counting at MOST. Fields of an element are read past what a form's controls would put in
/// their place.
const MEASURE: &str = "(() => {
  const getter = (type, name) => { const { get } = Object.getOwnPropertyDescriptor(type.prototype, name); return (node) => get.call(node); };
  const first = getter(Node, 'firstChild'), next = getter(Node, 'nextSibling'), type = getter(Node, 'nodeType'), shadow = getter(Element, 'shadowRoot');
  let nodes = 0, levels = 0;
  const waiting = [[first(document), 1]];
  while (waiting.length && nodes <= MOST) {
    let [node, level] = waiting.pop();
    levels = Math.max(levels, level);
    for (; node && nodes <= MOST; node = next(node)) {
      nodes += 1;
      if (type(node) !== 1) continue;
      for (const inside of [node, shadow(node)]) if (inside && first(inside)) waiting.push([first(inside), level + 1]);
    }
  }
  return { nodes, levels };
})()";

/// `accessibility.json`.
#[derive(Serialize)]
struct Account<'a> {
    url: &'a str,
    #[serde(flatten)]
    outline: &'a Outline,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    frames_left_out: &'a [LeftOut],
    tree: &'a Node,
}

/// A frame in the page's process that is not in the tree.
#[derive(Debug, Serialize)]
struct LeftOut {
    url: String,
    reason: String,
}

struct Frame {
    id: String,
    url: String,
}

/// What was read: the documents of the frames, the page's own first, and what was not.
struct Read {
    url: String,
    documents: Vec<Document>,
    left_out: Vec<LeftOut>,
}

pub async fn run(context: Context) -> HookResult {
    let most = context.number("ACCESSIBILITY_MAX_NODES", 20_000.0)? as u64;
    on_page(&context, "ACCESSIBILITY_TIMEOUT", Saves::Words, async |page, limit| {
        match read(page, most, limit).await? {
            Ok(read) => save(read),
            Err(too_much) => Ok(Report::Skipped(too_much)),
        }
    })
    .await
}

fn save(read: Read) -> HookResult {
    let Some(tree) = tree::build(read.documents).filter(|tree| !tree.children.is_empty()) else {
        return Ok(Report::NoResults("the page has nothing for assistive technology".into()));
    };
    let outline = Outline::of(&tree);
    let account = Account { url: &read.url, outline: &outline, frames_left_out: &read.left_out, tree: &tree };
    write_atomically(FILE, with_narrow_indent(&account)?)?;
    Ok(Report::Succeeded(outline.describe()))
}

/// Reads the page and its frames, or says why the page is too much.
async fn read(page: &Page, most: u64, limit: Duration) -> Result<Result<Read, String>, HookError> {
    let (frames, size) = join(
        page.session.call_within("Page.getFrameTree", json!({}), limit),
        page.evaluate_apart(&page.target_id, &measure(most), limit),
    )
    .await;
    let nodes = match checked(&size?, most) {
        Ok(nodes) => nodes,
        Err(too_much) => return Ok(Err(too_much)),
    };
    let mut frames = frames_of(&frames?["frameTree"]);
    let mut left_out = Vec::new();
    let own = frames.remove(0);
    let children = fitting(page, frames, most - nodes, limit, &mut left_out).await;
    let (main, children) =
        join(tree_of(page, &own, limit), join_all(children.into_iter().map(|frame| child(page, frame, limit)))).await;
    let mut documents = vec![Document::parse(main?, None).map_err(HookError::new)?];
    for (frame, read) in children {
        match read
            .map_err(|error| error.to_string())
            .and_then(|(answer, owner)| Document::parse(answer, owner).map_err(|error| error.to_string()))
        {
            Ok(document) => documents.push(document),
            // It has gone, perhaps.
            Err(reason) => left_out.push(LeftOut { url: frame.url, reason }),
        }
    }
    Ok(Ok(Read { url: own.url, documents, left_out }))
}

/// Those of `frames` that have `room` nodes together.
async fn fitting(
    page: &Page,
    mut frames: Vec<Frame>,
    mut room: u64,
    limit: Duration,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Frame> {
    for frame in frames.drain(MOST_FRAMES.min(frames.len())..) {
        left_out.push(LeftOut { url: frame.url, reason: format!("the page has more than {MOST_FRAMES} frames") });
    }
    let expression = measure(room);
    let sizes = join_all(frames.iter().map(|frame| page.evaluate_apart(&frame.id, &expression, limit))).await;
    let mut fitting = Vec::new();
    for (frame, size) in frames.into_iter().zip(sizes) {
        match size.map_err(|error| error.to_string()).and_then(|size| checked(&size, room)) {
            Ok(nodes) => {
                room -= nodes;
                fitting.push(frame);
            }
            Err(reason) => left_out.push(LeftOut { url: frame.url, reason }),
        }
    }
    fitting
}

fn measure(most: u64) -> String {
    MEASURE.replace("MOST", &most.to_string())
}

/// How many nodes a document has by its measure, or why it is too much.
fn checked(size: &Value, most: u64) -> Result<u64, String> {
    let (Some(nodes), Some(levels)) = (size["nodes"].as_u64(), size["levels"].as_u64()) else {
        return Err("Chrome did not say how large it is".into());
    };
    match (nodes > most, levels > DEEPEST_DOM) {
        (true, _) => Err("it has more elements and texts than ACCESSIBILITY_MAX_NODES allows".into()),
        (_, true) => Err(format!(
            "its elements are nested {levels} levels deep; from {DEEPEST_DOM} on Chrome takes too long for the tree"
        )),
        (false, false) => Ok(nodes),
    }
}

/// The page's own frame, then all others of its session, each before those in it.
fn frames_of(tree: &Value) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut waiting = vec![tree];
    while let Some(branch) = waiting.pop() {
        let text = |key: &str| branch["frame"][key].as_str().unwrap_or_default().to_owned();
        frames.push(Frame { id: text("id"), url: text("url") });
        waiting.extend(branch["childFrames"].as_array().into_iter().flatten().rev());
    }
    frames
}

async fn tree_of(page: &Page, frame: &Frame, limit: Duration) -> Result<Value, CdpError> {
    page.session.run_within(GetFullAxTreeParams::builder().frame_id(frame.id.clone()).build(), limit).await
}

/// The tree of a frame, and the node of the element that it is in.
async fn child(page: &Page, frame: Frame, limit: Duration) -> (Frame, Result<(Value, Option<i64>), CdpError>) {
    let owner = page.session.run_within(GetFrameOwnerParams::new(frame.id.clone()), limit);
    let read = match join(tree_of(page, &frame, limit), owner).await {
        (Ok(tree), Ok(owner)) => Ok((tree, owner["backendNodeId"].as_i64())),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    (frame, read)
}

/// As JSON for people, whose lines do not get lost on the right however deep the tree is.
fn with_narrow_indent(account: &Account) -> Result<Vec<u8>, HookError> {
    let mut text = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    account.serialize(&mut serde_json::Serializer::with_formatter(&mut text, formatter)).map_err(HookError::new)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much() {
        assert_eq!(checked(&json!({ "nodes": 10, "levels": 1000 }), 10), Ok(10));
        assert!(checked(&json!({ "nodes": 11, "levels": 3 }), 10).unwrap_err().contains("ACCESSIBILITY_MAX_NODES"));
        assert!(checked(&json!({ "nodes": 10, "levels": 1001 }), 10).unwrap_err().contains("1001 levels"));
        assert!(checked(&json!(null), 10).is_err());
    }

    #[test]
    fn frames_come_before_those_in_them() {
        let frame = |id: &str, children: Vec<Value>| json!({ "frame": { "id": id, "url": "about:blank" }, "childFrames": children });
        let tree = frame("a", vec![frame("b", vec![frame("c", vec![])]), frame("d", vec![])]);
        let ids: Vec<_> = frames_of(&tree).into_iter().map(|frame| frame.id).collect();
        assert_eq!(ids, ["a", "b", "c", "d"]);
    }
}
