//! The keywords of schemas: which ones explain a value, restrict some types only, or make two schemas differ.

use std::collections::BTreeMap;

use super::types::Type;
use crate::{
    document::is_extension,
    node::{Node, Value},
};

/// Returns whether a keyword explains a value and does not restrict it.
pub(crate) fn is_annotation(key: &str) -> bool {
    is_prose(key) || matches!(key, "readOnly" | "writeOnly") || is_extension(key)
}

/// Returns whether a keyword next to `$ref` has a meaning: annotations, and whether null is allowed.
pub(crate) fn is_allowed_next_to_reference(key: &str) -> bool {
    key == "nullable" || is_annotation(key)
}

/// Returns whether a keyword changes nothing about the type. Hints do, except for the name of the field around it.
fn is_prose(key: &str) -> bool {
    match key {
        "title" | "summary" | "description" | "externalDocs" | "$comment" => true,
        "default" | "example" | "examples" | "deprecated" | "xml" | "x-sdk-field" => true,
        _ => is_extension(key) && !key.starts_with("x-sdk-"),
    }
}

/// Keywords that restrict the values of some types only, and what declares these.
const FAMILIES: [(&[&str], &[Type], &str); 5] = [
    (&["format"], &[Type::String, Type::Integer, Type::Number], "declare the type that has the format, or remove it"),
    (
        &["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
        &[Type::Object],
        "declare `type: object`, or remove it",
    ),
    (&["items", "minItems", "maxItems", "uniqueItems"], &[Type::Array], "declare `type: array`, or remove it"),
    (&["pattern", "minLength", "maxLength"], &[Type::String], "declare `type: string`, or remove it"),
    (
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        &[Type::Integer, Type::Number],
        "declare `type: integer` or `type: number`, or remove it",
    ),
];

/// Returns whether a keyword has an effect on values of a type.
pub(crate) fn applies(key: &str, ty: Type) -> bool {
    FAMILIES.iter().all(|(keywords, types, _)| !keywords.contains(&key) || types.contains(&ty))
}

/// Returns the hint for a keyword that has no effect.
pub(crate) fn declares(key: &str) -> &'static str {
    FAMILIES.iter().find(|(keywords, ..)| keywords.contains(&key)).map_or("remove it", |(.., hint)| hint)
}

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
                let sorted: BTreeMap<_, _> = properties.iter().map(|(k, v)| (k.as_str(), canonical_value(v))).collect();
                sorted.into_iter().collect()
            }
            ("required", Value::List(items)) if items.is_empty() => continue,
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
        out.insert(key.as_str(), value);
    }
    out.into_iter().collect()
}
