//! Equality of schemas.

use std::collections::BTreeMap;

use super::keywords::is_prose;
use crate::node::{Node, Value};

/// Returns a text that is equal for two schemas exactly if they are the same type: without prose, and without the order
/// of keys, of `required` and of `enum`.
pub(crate) fn canonical(schema: &Node) -> String {
    canonical_value(schema).to_string()
}

fn canonical_value(schema: &Node) -> serde_json::Value {
    let Some(map) = schema.as_map() else { return schema.to_json() };
    let mut out = BTreeMap::new();
    for (key, node) in map.iter().filter(|(key, _)| !is_prose(key)) {
        let value = match (key.as_str(), &node.value) {
            ("properties", Value::Map(properties)) => {
                let sorted: BTreeMap<_, _> = properties.iter().map(|(k, v)| (k, canonical_value(v))).collect();
                serde_json::to_value(sorted).unwrap_or_default()
            }
            ("required" | "enum", Value::List(items)) => {
                let mut items: Vec<_> = items.iter().map(|item| item.to_json().to_string()).collect();
                items.sort();
                items.into()
            }
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
