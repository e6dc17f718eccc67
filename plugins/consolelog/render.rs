//! Values of the page's scripts as text, the way the console of DevTools shows them. Pure.

use serde_json::Value;

/// The arguments of a console call (`Runtime.RemoteObject`s) as one line.
pub fn arguments(arguments: &[Value]) -> String {
    let Some(format) = arguments
        .first()
        .and_then(|first| first.get("value"))
        .and_then(Value::as_str)
        .filter(|text| text.contains('%'))
    else {
        return arguments.iter().map(remote_object).collect::<Vec<_>>().join(" ");
    };
    let mut rest = arguments.get(1..).unwrap_or_default().iter();
    let mut text = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        let directive = if letter == '%' { letters.peek().copied() } else { None };
        match directive {
            Some('%') => text.push('%'),
            // A style has no meaning here.
            Some('c') if rest.len() > 0 => drop(rest.next()),
            Some(directive @ ('s' | 'd' | 'i' | 'f' | 'o' | 'O')) => match rest.next() {
                Some(argument) => text.push_str(&converted(directive, argument)),
                None => text.extend(['%', directive]),
            },
            _ => {
                text.push(letter);
                continue;
            }
        }
        letters.next();
    }
    for argument in rest {
        text.push(' ');
        text.push_str(&remote_object(argument));
    }
    text
}

fn converted(directive: char, argument: &Value) -> String {
    let number = argument.get("value").and_then(Value::as_f64);
    match directive {
        'd' | 'i' => number.map_or_else(|| "NaN".into(), |number| format!("{}", number.trunc())),
        'f' => number.map_or_else(|| "NaN".into(), |number| format!("{number}")),
        _ => remote_object(argument),
    }
}

/// A `Runtime.RemoteObject` as text.
pub fn remote_object(object: &Value) -> String {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(unserializable) = text("unserializableValue") {
        return unserializable.to_owned();
    }
    match (text("type").unwrap_or_default(), text("subtype")) {
        ("undefined", _) => "undefined".into(),
        ("object", Some("null")) => "null".into(),
        ("string" | "number" | "boolean" | "bigint", _) => plain(object.get("value")),
        ("object", Some("error" | "regexp" | "date" | "node")) => text("description").unwrap_or("Object").to_owned(),
        ("object", _) => match object.get("preview") {
            Some(preview) => of_preview(preview),
            None => object
                .get("value")
                .filter(|value| !value.is_null())
                .map(Value::to_string)
                .unwrap_or_else(|| text("description").unwrap_or("Object").to_owned()),
        },
        _ => text("description").map(str::to_owned).unwrap_or_else(|| plain(object.get("value"))),
    }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

/// A `Runtime.ObjectPreview`: `{count: 3, nested: {…}}`, `(3) [1, 2, 3]`, `Map(1) {'a' => 1}`.
fn of_preview(preview: &Value) -> String {
    let text = |key: &str| preview.get(key).and_then(Value::as_str).unwrap_or_default();
    let list = |key: &str| preview.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let (subtype, description) = (text("subtype"), text("description"));
    if matches!(subtype, "error" | "regexp" | "date" | "node" | "null") {
        return description.to_owned();
    }
    let is_array = matches!(subtype, "array" | "typedarray");
    let mut parts: Vec<String> = list("properties")
        .iter()
        // The length of a list stands before it already, and the size of a map likewise.
        .filter(|property| {
            !(matches!(subtype, "map" | "set") && property.get("name").and_then(Value::as_str) == Some("size"))
        })
        .map(|property| of_property(property, is_array))
        .collect();
    parts.extend(list("entries").iter().map(|entry| match (entry.get("key"), entry.get("value")) {
        (Some(key), Some(value)) => format!("{} => {}", quoted_preview(key), quoted_preview(value)),
        (_, value) => value.map(quoted_preview).unwrap_or_default(),
    }));
    if preview.get("overflow").and_then(Value::as_bool) == Some(true) {
        parts.push("…".into());
    }
    let inside = parts.join(", ");
    if is_array {
        return match description.strip_prefix("Array(").and_then(|length| length.strip_suffix(')')) {
            Some("0") => "[]".into(),
            Some(length) => format!("({length}) [{inside}]"),
            None => format!("{description} [{inside}]"),
        };
    }
    match description {
        "" | "Object" => format!("{{{inside}}}"),
        description => format!("{description} {{{inside}}}"),
    }
}

fn of_property(property: &Value, is_array: bool) -> String {
    let text = |key: &str| property.get(key).and_then(Value::as_str);
    let value = text("value").unwrap_or_default();
    let value = match (text("type").unwrap_or_default(), text("subtype")) {
        _ if property.get("valuePreview").is_some() => property.get("valuePreview").map(of_preview).unwrap_or_default(),
        ("string", _) => format!("'{value}'"),
        ("function", _) => "ƒ".into(),
        ("accessor", _) => "(...)".into(),
        ("undefined", _) => "undefined".into(),
        // One level is enough to recognise it.
        ("object", None) if value == "Object" => "{…}".into(),
        _ => value.to_owned(),
    };
    match text("name") {
        Some(name) if is_array && name.bytes().all(|byte| byte.is_ascii_digit()) => value,
        Some(name) => format!("{name}: {value}"),
        None => value,
    }
}

fn quoted_preview(preview: &Value) -> String {
    match preview.get("type").and_then(Value::as_str) {
        Some("string") => format!("'{}'", preview.get("description").and_then(Value::as_str).unwrap_or_default()),
        Some("object") => of_preview(preview),
        _ => preview.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_look_as_in_devtools() {
        let nested = json!({ "type": "object", "description": "Object", "preview": { "type": "object", "description": "Object", "properties": [
            { "name": "count", "type": "number", "value": "3" },
            { "name": "name", "type": "string", "value": "x" },
            { "name": "run", "type": "function", "value": "" },
            { "name": "nested", "type": "object", "value": "Object" },
            { "name": "list", "type": "object", "subtype": "array", "value": "Array(3)" } ], "overflow": true } });
        let array = json!({ "type": "object", "subtype": "array", "preview": { "subtype": "array", "description": "Array(2)", "properties": [
            { "name": "0", "type": "number", "value": "1" }, { "name": "1", "type": "string", "value": "two" } ] } });
        let map = json!({ "type": "object", "subtype": "map", "preview": { "subtype": "map", "description": "Map(1)",
            "properties": [{ "name": "size", "type": "number", "value": "1" }],
            "entries": [{ "key": { "type": "string", "description": "a" }, "value": { "type": "number", "description": "1" } }] } });
        for (object, text) in [
            (json!({ "type": "string", "value": "plain words" }), "plain words"),
            (json!({ "type": "number", "value": 42 }), "42"),
            (json!({ "type": "number", "unserializableValue": "NaN" }), "NaN"),
            (json!({ "type": "boolean", "value": true }), "true"),
            (json!({ "type": "object", "subtype": "null", "value": null }), "null"),
            (json!({ "type": "undefined" }), "undefined"),
            (json!({ "type": "symbol", "description": "Symbol(x)" }), "Symbol(x)"),
            (json!({ "type": "function", "description": "() => 1" }), "() => 1"),
            (
                json!({ "type": "object", "subtype": "error", "description": "Error: oh\n    at x:1", "preview": {} }),
                "Error: oh\n    at x:1",
            ),
            (json!({ "type": "object", "description": "Window" }), "Window"),
            (nested, "{count: 3, name: 'x', run: ƒ, nested: {…}, list: Array(3), …}"),
            (array, "(2) [1, 'two']"),
            (map, "Map(1) {'a' => 1}"),
            (json!({ "type": "object", "preview": { "description": "Thing" } }), "Thing {}"),
            (json!({}), ""),
            (json!(null), ""),
        ] {
            assert_eq!(remote_object(&object), text);
        }
    }

    #[test]
    fn formats_are_filled_in() {
        let string = |text: &str| json!({ "type": "string", "value": text });
        let number = json!({ "type": "number", "value": 4.5 });
        for (given, text) in [
            (vec![string("%cbold%c words"), string("font-weight: bold"), string("")], "bold words"),
            (vec![string("%s is %d, %f, 100%%"), string("it"), number.clone(), number.clone()], "it is 4, 4.5, 100%"),
            (vec![string("%s"), string("a"), string("b")], "a b"),
            (vec![string("%d"), string("a")], "NaN"),
            (vec![string("100%")], "100%"),
            (vec![string("%s %x")], "%s %x"),
            (vec![number, string("%s")], "4.5 %s"),
            (vec![], ""),
        ] {
            assert_eq!(arguments(&given), text);
        }
    }
}
