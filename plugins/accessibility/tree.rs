//! Chrome's list of nodes made into a tree. Pure, and without recursion as deep as the page: a page
//! can nest as deep as it likes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Levels of the tree. What lies deeper is put on the last one, in its order: readers of JSON take
/// 128 levels at most, and each of the tree's is two.
pub const DEEPEST: usize = 60;

/// Roles of the parts of a page that one can jump to
/// (<https://www.w3.org/TR/wai-aria/#landmark_roles>).
const LANDMARKS: &[&str] =
    &["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"];

/// The lines of a text as they are laid out, below the text itself.
const LINE: &str = "InlineTextBox";

/// A node as Chrome reports it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct RawNode {
    node_id: String,
    parent_id: Option<String>,
    ignored: bool,
    role: Typed,
    name: Typed,
    value: Typed,
    description: Typed,
    properties: Vec<Property>,
    child_ids: Vec<String>,
    #[serde(rename = "backendDOMNodeId")]
    backend_node_id: Option<i64>,
}

/// A value; its type and its sources are left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Property {
    name: String,
    value: Typed,
}

/// The nodes of one frame.
#[derive(Debug)]
pub struct Document {
    root: Option<String>,
    nodes: HashMap<String, RawNode>,
    /// The element that the frame is in; none for the page itself.
    owner: Option<i64>,
}

/// A node of the tree.
#[derive(Debug, PartialEq, Serialize)]
pub struct Node {
    pub role: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "Value::is_null")]
    pub value: Value,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// States and the like: `level`, `focusable`, `checked`, `url`.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub properties: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// What one can find one's way by.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Outline {
    pub nodes: usize,
    pub headings: Vec<Heading>,
    pub landmarks: Vec<Landmark>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Heading {
    pub level: Option<u64>,
    pub text: String,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Landmark {
    pub role: String,
    pub name: String,
}

impl Document {
    /// From the answer to `Accessibility.getFullAXTree`.
    pub fn parse(mut answer: Value, owner: Option<i64>) -> Result<Self, serde_json::Error> {
        let raw: Vec<RawNode> = serde_json::from_value(answer["nodes"].take())?;
        let root = raw.iter().find(|node| node.parent_id.is_none()).map(|node| node.node_id.clone());
        Ok(Document { root, nodes: raw.into_iter().map(|node| (node.node_id.clone(), node)).collect(), owner })
    }
}

/// The tree of the first of `documents`, with the others in the places of their frames. What Chrome
/// ignores is passed over: its children stand in its place. None when there is no first document,
/// or nothing in it.
pub fn build(mut documents: Vec<Document>) -> Option<Node> {
    let mut flat = Vec::new();
    let mut waiting: Vec<(usize, String, usize)> = Vec::new();
    waiting.extend(documents.first().and_then(|document| Some((0, document.root.clone()?, 0))));
    while let Some((number, id, depth)) = waiting.pop() {
        // Taken out, so that none comes twice, whatever Chrome says.
        let Some(raw) = documents.get_mut(number).and_then(|document| document.nodes.remove(&id)) else { continue };
        let frame =
            raw.backend_node_id.and_then(|node| documents.iter().position(|document| document.owner == Some(node)));
        let frame = frame.and_then(|number| Some((number, documents[number].root.clone()?)));
        let (children, shown) = (raw.child_ids.clone(), shown(raw, depth == 0));
        let below = if shown.is_some() { (depth + 1).min(DEEPEST) } else { depth };
        flat.extend(shown.map(|node| (depth, node)));
        let children = children.into_iter().map(|id| (number, id)).chain(frame);
        let at = waiting.len();
        waiting.extend(children.map(|(number, id)| (number, id, below)));
        waiting[at..].reverse();
    }
    nested(flat)
}

/// Nodes with their levels, each before those in it, put into each other; the first is that in
/// which all others are.
fn nested(flat: Vec<(usize, Node)>) -> Option<Node> {
    let mut open: Vec<Node> = Vec::new();
    for (depth, node) in flat {
        close(&mut open, depth);
        open.push(node);
    }
    close(&mut open, 1);
    open.pop()
}

/// Puts open nodes into those above them, until no more than `left` are open.
fn close(open: &mut Vec<Node>, left: usize) {
    while open.len() > left.max(1) {
        let node = open.pop();
        if let Some(parent) = open.last_mut() {
            parent.children.extend(node);
        }
    }
}

/// The node as it is kept; none for what is ignored, unless it is the root.
fn shown(raw: RawNode, is_root: bool) -> Option<Node> {
    let role = text(raw.role.value);
    if !is_root && (raw.ignored || role == LINE) {
        return None;
    }
    let properties = raw.properties.into_iter().filter(|property| !property.value.value.is_null());
    Some(Node {
        role,
        name: text(raw.name.value),
        value: raw.value.value,
        description: text(raw.description.value),
        properties: properties.map(|property| (property.name, property.value.value)).collect(),
        children: Vec::new(),
    })
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Outline {
    /// Of a tree that [`build`] has made.
    pub fn of(tree: &Node) -> Self {
        let mut outline = Outline::default();
        let mut waiting = vec![tree];
        while let Some(node) = waiting.pop() {
            outline.nodes += 1;
            if node.role == "heading" {
                outline.headings.push(Heading {
                    level: node.properties.get("level").and_then(Value::as_u64),
                    text: node.name.clone(),
                });
            } else if LANDMARKS.contains(&node.role.as_str()) {
                outline.landmarks.push(Landmark { role: node.role.clone(), name: node.name.clone() });
            }
            waiting.extend(node.children.iter().rev());
        }
        outline
    }

    /// `214 nodes, 5 headings`
    pub fn describe(&self) -> String {
        let plural = if self.headings.len() == 1 { "heading" } else { "headings" };
        format!("{} nodes, {} {plural}", self.nodes, self.headings.len())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn node(id: usize, parent: Option<usize>, role: &str, name: &str, children: &[usize]) -> Value {
        let children: Vec<String> = children.iter().map(usize::to_string).collect();
        json!({
            "nodeId": id.to_string(), "parentId": parent.map(|id| id.to_string()), "ignored": role == "none", "childIds": children,
            "role": { "type": "role", "value": role }, "name": { "type": "computedString", "value": name, "sources": [{}] }, "backendDOMNodeId": id,
        })
    }

    fn document(nodes: Vec<Value>, owner: Option<i64>) -> Document {
        Document::parse(json!({ "nodes": nodes }), owner).unwrap()
    }

    /// `role(children)` of all nodes, in one line.
    fn drawn(node: &Node) -> String {
        let label = if node.name.is_empty() { &node.role } else { &node.name };
        let children: Vec<_> = node.children.iter().map(drawn).collect();
        if children.is_empty() { label.clone() } else { format!("{label}({})", children.join(" ")) }
    }

    #[test]
    fn what_is_ignored_gives_way_to_what_is_in_it() {
        let nodes = vec![
            node(1, None, "RootWebArea", "", &[2, 6]),
            node(2, Some(1), "none", "", &[3, 4]),
            node(3, Some(2), "heading", "One", &[5]),
            node(4, Some(2), "button", "Two", &[]),
            node(5, Some(3), "InlineTextBox", "One", &[]),
            node(6, Some(1), "main", "", &[7, 9]),
            node(7, Some(6), "none", "", &[8]),
            node(8, Some(7), "link", "Three", &[]),
        ];
        let tree = build(vec![document(nodes, None)]).unwrap();
        assert_eq!(drawn(&tree), "RootWebArea(One Two main(Three))");
        let outline = Outline::of(&tree);
        assert_eq!((outline.nodes, outline.describe().as_str()), (5, "5 nodes, 1 heading"));
        assert_eq!(outline.landmarks, [Landmark { role: "main".into(), name: String::new() }]);
    }

    #[test]
    fn frames_stand_where_they_are_in_the_page() {
        let page = vec![
            node(1, None, "RootWebArea", "page", &[2, 3]),
            node(2, Some(1), "Iframe", "frame", &[]),
            node(3, Some(1), "button", "after", &[]),
        ];
        // Ids of different frames may be the same.
        let inner = vec![
            node(1, None, "RootWebArea", "inner", &[2]),
            node(2, Some(1), "none", "", &[3]),
            node(3, Some(2), "heading", "deep", &[]),
        ];
        let lost = vec![node(1, None, "RootWebArea", "lost", &[])];
        let tree = build(vec![document(page, None), document(inner, Some(2)), document(lost, Some(77))]).unwrap();
        assert_eq!(drawn(&tree), "page(frame(inner(deep)) after)");
    }

    #[test]
    fn values_and_properties_are_kept_without_what_is_about_them() {
        let mut raw = node(1, None, "slider", "Volume", &[]);
        raw["value"] = json!({ "type": "number", "value": 7 });
        raw["description"] = json!({ "type": "computedString", "value": "How loud" });
        raw["properties"] = json!([
            { "name": "focusable", "value": { "type": "booleanOrUndefined", "value": true } },
            { "name": "labelledby", "value": { "type": "idrefList", "relatedNodes": [] } },
        ]);
        let tree = build(vec![document(vec![raw], None)]).unwrap();
        let expected = json!({ "role": "slider", "name": "Volume", "value": 7, "description": "How loud", "properties": { "focusable": true } });
        assert_eq!(serde_json::to_value(&tree).unwrap(), expected);
    }

    #[test]
    fn depth_is_bounded_and_nothing_is_lost_by_it() {
        const DEEP: usize = 20_000;
        let nodes = (0..DEEP).map(|id| node(id, id.checked_sub(1), "group", "", &[id + 1])).collect();
        let tree = build(vec![document(nodes, None)]).unwrap();
        assert_eq!(Outline::of(&tree).nodes, DEEP);
        let text = serde_json::to_string(&tree).unwrap();
        assert!(
            serde_json::from_str::<Value>(&format!("{{\"tree\":{text}}}")).is_ok(),
            "readers of JSON that take 128 levels take it"
        );
    }

    #[test]
    fn what_makes_no_tree_ends_all_the_same() {
        let round = vec![node(1, None, "group", "a", &[2, 2, 1]), node(2, Some(1), "group", "b", &[1, 3])];
        assert_eq!(drawn(&build(vec![document(round, None)]).unwrap()), "a(b)");
        assert_eq!(build(vec![document(vec![], None)]), None);
        assert_eq!(build(vec![]), None);
        assert!(Document::parse(json!({}), None).is_err());
    }
}
