//! What the stages ask of a schema node: its parts, its kind, and whether it equals another.

use std::collections::BTreeMap;

use crate::node::{Map, Node, Value};

/// The prefix of references to schemas.
pub(crate) const SCHEMAS: &str = "#/components/schemas/";

/// Keys that explain and do not constrain.
const ANNOTATIONS: [&str; 8] =
    ["description", "title", "summary", "example", "examples", "externalDocs", "x-sdk-field", "default"];

/// The component that a `$ref` schema names.
pub(crate) fn reference(schema: &Node) -> Option<&str> {
    schema.str_at("$ref")?.strip_prefix(SCHEMAS)
}

/// Makes a `$ref` schema.
pub(crate) fn refer(like: &Node, name: &str) -> Node {
    let target = Node::string(&like.at, format!("{SCHEMAS}{name}"));
    Node::new(&like.at, Value::Map(Map::from_iter([("$ref".to_owned(), target)])))
}

/// Whether the schema lists properties, so that it becomes a struct; `properties: {}` makes an empty one.
pub(crate) fn is_struct(schema: &Node) -> bool {
    schema.get("$ref").is_none() && schema.get("properties").is_some()
}

/// Whether the schema is a set of strings, so that it becomes an open enum.
pub(crate) fn is_enum(schema: &Node) -> bool {
    schema.get("$ref").is_none() && schema.items_of("enum").any(|value| value.as_str().is_some())
}

/// The schemas directly inside a schema.
pub(crate) fn parts_mut(schema: &mut Node) -> Vec<&mut Node> {
    let mut parts = Vec::new();
    for (key, node) in schema.members_mut() {
        match key {
            "properties" => parts.extend(node.members_mut().map(|(_, property)| property)),
            "allOf" | "oneOf" | "anyOf" => parts.extend(node.items_mut()),
            "items" | "additionalProperties" if node.as_map().is_some() => parts.push(node),
            _ => {}
        }
    }
    parts
}

/// The schemas directly inside a schema.
pub(crate) fn parts(schema: &Node) -> Vec<&Node> {
    let mut parts = Vec::new();
    for (key, node) in schema.members() {
        match key {
            "properties" => parts.extend(node.members().map(|(_, property)| property)),
            "allOf" | "oneOf" | "anyOf" => parts.extend(node.as_list().unwrap_or_default()),
            "items" | "additionalProperties" if node.as_map().is_some() => parts.push(node),
            _ => {}
        }
    }
    parts
}

/// Calls `visit` with every reference inside the schema.
pub(crate) fn references<'a>(schema: &'a Node, visit: &mut dyn FnMut(&'a str)) {
    if let Some(name) = reference(schema) {
        visit(name);
    }
    for part in parts(schema) {
        references(part, visit);
    }
}

/// Renames every reference inside the schema.
pub(crate) fn rename_references(schema: &mut Node, rename: &dyn Fn(&str) -> Option<String>) {
    if let Some(name) = reference(schema).and_then(rename)
        && let Some(target) = schema.get_mut("$ref")
    {
        target.value = Value::String(format!("{SCHEMAS}{name}"));
    }
    for part in parts_mut(schema) {
        rename_references(part, rename);
    }
}

/// A text that two schemas share exactly if they admit the same values: without annotations, and without the order of
/// keys and of `required`.
pub(crate) fn canonical(schema: &Node) -> String {
    canonical_value(schema).to_string()
}

fn canonical_value(schema: &Node) -> serde_json::Value {
    let Some(map) = schema.as_map() else { return schema.to_json() };
    let mut out = BTreeMap::new();
    for (key, node) in map.iter().filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str())) {
        let value = match (key.as_str(), &node.value) {
            ("properties", Value::Map(properties)) => {
                let sorted: BTreeMap<_, _> = properties.iter().map(|(k, v)| (k, canonical_value(v))).collect();
                serde_json::to_value(sorted).unwrap_or_default()
            }
            ("required" | "enum", Value::List(_)) => sorted_list(node),
            ("allOf" | "oneOf" | "anyOf", Value::List(members)) => members.iter().map(canonical_value).collect(),
            ("items" | "additionalProperties", _) => canonical_value(node),
            ("nullable", Value::Bool(false)) => continue,
            ("type", Value::String(kind)) if kind == "object" && map.contains_key("properties") => continue,
            _ => node.to_json(),
        };
        if !(key == "required" && value == serde_json::json!([])) {
            out.insert(key.as_str(), value);
        }
    }
    serde_json::to_value(out).unwrap_or_default()
}

fn sorted_list(node: &Node) -> serde_json::Value {
    let mut items: Vec<_> = node.as_list().unwrap_or_default().iter().map(|item| item.to_json().to_string()).collect();
    items.sort();
    items.into()
}
