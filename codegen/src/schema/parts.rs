//! The parts of a schema, and the components that it refers to.

use crate::node::{Map, Node, Value};

/// The prefix of references to schemas.
const SCHEMAS: &str = "#/components/schemas/";

/// The component that a `$ref` schema names.
pub(crate) fn reference(schema: &Node) -> Option<&str> {
    schema.str_at("$ref")?.strip_prefix(SCHEMAS)
}

/// Makes a `$ref` schema.
pub(crate) fn refer(like: &Node, name: &str) -> Node {
    let target = Node::string(&like.at, format!("{SCHEMAS}{name}"));
    Node::new(&like.at, Value::Map(Map::from_iter([("$ref".to_owned(), target)])))
}

/// Returns whether the schema becomes a struct: it lists its properties, or is an object to which a hint gives a name.
pub(crate) fn is_struct(schema: &Node) -> bool {
    let is_map = || schema.get("additionalProperties").is_some_and(|values| values.as_map().is_some());
    let is_named = || schema.str_at("type") == Some("object") && schema.get("x-sdk-name").is_some() && !is_map();
    schema.get("$ref").is_none() && (schema.get("properties").is_some() || is_named())
}

/// Returns whether the schema is a set of strings, so that it becomes an open enum.
pub(crate) fn is_enum(schema: &Node) -> bool {
    let mut values = schema.items_of("enum").filter(|value| !value.is_null()).peekable();
    schema.get("$ref").is_none() && values.peek().is_some() && values.all(|value| value.as_str().is_some())
}

/// Mutable access to the schemas directly inside a schema.
pub(crate) fn parts_mut(schema: &mut Node) -> Vec<&mut Node> {
    let parts = schema.members_mut().flat_map(|(key, node)| match key {
        "properties" => node.members_mut().map(|(_, property)| property).collect(),
        "allOf" => node.items_mut().collect(),
        "items" | "additionalProperties" if node.as_map().is_some() => vec![node],
        _ => Vec::new(),
    });
    parts.collect()
}

/// The schemas directly inside a schema.
pub(crate) fn parts(schema: &Node) -> impl Iterator<Item = &Node> {
    let properties = schema.members_of("properties").map(|(_, property)| property);
    let inner = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
    properties.chain(schema.items_of("allOf")).chain(inner.filter(|schema| schema.as_map().is_some()))
}

/// The components that the schema and everything inside it refer to.
pub(crate) fn references(schema: &Node) -> Vec<&str> {
    reference(schema).into_iter().chain(parts(schema).flat_map(references)).collect()
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
