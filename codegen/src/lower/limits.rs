//! The limits of schemas.

use serde_json::Number;

use crate::{
    api::Limits,
    node::{Node, Value},
    schema::{Type, declared_type, is_enum},
};

/// The limits of a schema and of its items.
pub(super) fn limits(schema: &Node) -> Limits {
    let ty = declared_type(schema);
    let number = |key: &str| number(schema.get(key)?, ty);
    let count = |key: &str| schema.get(key)?.to_json().as_u64();
    let is_kind = |format: &&str| match ty {
        Type::String => *format == "date-time",
        Type::Integer => ["int32", "int64", "uint32", "uint64"].contains(format),
        Type::Number => ["float", "double"].contains(format),
        _ => true,
    };
    let format = schema.str_at("format").filter(|format| !is_kind(format));
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

/// A limit as a number of the type; `check` has warned of those that an integer cannot have.
fn number(node: &Node, ty: Type) -> Option<Number> {
    let Value::Number(number) = &node.value else { return None };
    let float = number.as_f64()?;
    match ty {
        Type::Integer if !number.is_f64() => Some(number.clone()),
        Type::Integer if float.fract() == 0.0 && float.abs() < 2_f64.powi(53) => Some(Number::from(float as i64)),
        Type::Integer => None,
        _ => Number::from_f64(float),
    }
}
