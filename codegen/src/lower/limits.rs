//! The limits of schemas.

use serde_json::Number;

use crate::{
    api::Limits,
    node::{Node, Value},
    schema::{Type, declared_type, is_enum},
};

/// The limits of a schema and of its items.
pub(super) fn limits(schema: &Node) -> Limits {
    let number = |key: &str| number(schema.get(key)?);
    let count = |key: &str| schema.get(key)?.to_json().as_u64();
    let is_text = declared_type(schema) == Type::String;
    let format = schema.str_at("format").filter(|format| is_text && *format != "date-time");
    let values = (!is_enum(schema)).then(|| schema.items_of("enum").map(Node::to_json).collect());
    let inner = ["items", "additionalProperties"].iter().find_map(|key| schema.get(key)).map(limits);
    Limits {
        minimum: number("minimum"),
        exclusive_minimum: schema.flag("exclusiveMinimum"),
        maximum: number("maximum"),
        exclusive_maximum: schema.flag("exclusiveMaximum"),
        multiple_of: number("multipleOf"),
        min_length: count("minLength"),
        max_length: count("maxLength"),
        pattern: schema.str_at("pattern").map(str::to_owned),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        unique_items: schema.flag("uniqueItems"),
        min_properties: count("minProperties"),
        max_properties: count("maxProperties"),
        format: format.map(str::to_owned),
        values: values.unwrap_or_default(),
        items: inner.filter(|inner| *inner != Limits::default()).map(Box::new),
    }
}

fn number(node: &Node) -> Option<Number> {
    match &node.value {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}
