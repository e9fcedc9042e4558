//! OpenAPI 3.1 in the shapes of 3.0.3.
//!
//! Only what has an equivalent in 3.0.3 is rewritten. The overlay may correct the rest, or `check` rejects it.

use super::{
    grammar::{METHODS, Role, edit_schemas},
    nullable,
};
use crate::node::{Map, Node, Value, rename};

/// The dialects that OpenAPI 3.1 uses by default.
const DIALECTS: [&str; 2] =
    ["https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"];

/// Lowers an OpenAPI 3.1 document, except for the declared version.
pub fn lower_3_1(root: &mut Node) {
    let Some(map) = root.as_map_mut() else { return };
    remove_default_dialect(map, "jsonSchemaDialect");
    for items in ["paths", "webhooks"] {
        let items = root.get_mut(items).into_iter().flat_map(Node::members_mut);
        let operations = items.flat_map(|(_, item)| item.members_mut()).filter(|(key, _)| METHODS.contains(key));
        // An operation need not document its responses.
        for (_, operation) in operations.filter(|(_, operation)| operation.get("responses").is_none()) {
            operation.set("responses", Node::new(&operation.at, Value::Map(Map::new())));
        }
    }
    edit_schemas(root, Role::Root, &mut lower_schema);
}

fn lower_schema(schema: &mut Node) {
    if schema.as_bool() == Some(true) {
        schema.value = Value::Map(Map::new());
    }
    let Some(map) = schema.as_map_mut() else { return };
    remove_default_dialect(map, "$schema");
    nullable::lift_alternative(map);
    lower_const(map);
    nullable::lift_type(map);
    nullable::lift_enum(map);
    lower_examples(map);
    lower_bound(map, "minimum", "exclusiveMinimum", |bound, exclusive| bound > exclusive);
    lower_bound(map, "maximum", "exclusiveMaximum", |bound, exclusive| bound < exclusive);
    lower_content(map);
}

fn remove_default_dialect(map: &mut Map, key: &str) {
    if map.get(key).and_then(Node::as_str).is_some_and(|dialect| DIALECTS.contains(&dialect)) {
        map.shift_remove(key);
    }
}

/// `const: a` is an enum of one value. A constant that is not a scalar of the declared type is preserved.
fn lower_const(map: &mut Map) {
    let Some(value) = map.get("const").cloned() else { return };
    let Some(kind) = scalar_type(&value.value) else { return };
    let is_of_type = |declared: &Node| declared.as_str() == Some(kind) || declared.as_list().is_some();
    if map.contains_key("$ref") || !map.get("type").is_none_or(is_of_type) {
        return;
    }
    let at = value.at.clone();
    if let Some(others) = map.get("enum").and_then(Node::as_list) {
        if others.iter().all(|other| other.to_json() != value.to_json()) {
            return;
        }
        map.shift_remove("enum");
    }
    rename(map, "const", "enum");
    map.insert("enum".to_owned(), Node::new(&at, Value::List(vec![value])));
    map.entry("type".to_owned()).or_insert_with(|| Node::string(&at, kind));
}

fn scalar_type(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Of a list of examples, the first is the example; `check` warns about the others.
fn lower_examples(map: &mut Map) {
    let Some([first, others @ ..]) = map.get("examples").and_then(Node::as_list) else { return };
    if !map.contains_key("example") {
        let (first, is_only) = (first.clone(), others.is_empty());
        if is_only {
            rename(map, "examples", "example");
        }
        map.insert("example".to_owned(), first);
    }
}

/// `exclusiveMinimum: 3` is `minimum: 3` with `exclusiveMinimum: true`, unless the other bound is tighter.
fn lower_bound(map: &mut Map, inclusive: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) {
    let Some(limit) = map.get(exclusive).cloned() else { return };
    let Some(exclusive_bound) = limit.as_f64() else { return };
    match map.get(inclusive).map(Node::as_f64) {
        Some(None) => {}
        Some(Some(bound)) if is_tighter(bound, exclusive_bound) => drop(map.shift_remove(exclusive)),
        _ => {
            map.insert(exclusive.to_owned(), Node::new(&limit.at, Value::Bool(true)));
            map.insert(inclusive.to_owned(), limit);
        }
    }
}

/// The content of a string is a format in 3.0: `byte` for base64, `binary` for raw bytes.
fn lower_content(map: &mut Map) {
    let encoding = map.get("contentEncoding").and_then(Node::as_str);
    let media_type = map.get("contentMediaType").and_then(Node::as_str);
    let kind = media_type.map(|media_type| media_type.split_once('/').unwrap_or((media_type, "")));
    let format = match (encoding, kind) {
        (Some("base64"), _) => "byte",
        (None, Some(("image" | "audio" | "video" | "font", _) | ("application", "octet-stream"))) => "binary",
        // A string can contain text as it is.
        _ => return,
    };
    if map.get("format").is_some_and(|other| other.as_str() != Some(format)) {
        return;
    }
    let (encoding, media_type) = (map.shift_remove("contentEncoding"), map.shift_remove("contentMediaType"));
    let Some(Node { at, .. }) = encoding.or(media_type) else { return };
    map.insert("format".to_owned(), Node::string(&at, format));
    map.entry("type".to_owned()).or_insert_with(|| Node::string(&at, "string"));
}
