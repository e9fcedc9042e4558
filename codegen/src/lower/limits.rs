//! The limits of schemas.

use serde_json::Value;

use super::kinds::number;
use crate::{
    api::Limits,
    node::Node,
    schema::{Type, declared_type, is_enum, is_struct},
};

/// Limits that are counts.
const COUNTS: [&str; 6] = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

/// The prose of a schema that is not a field, a parameter or a named type.
const WORDS: [&str; 6] = ["title", "description", "externalDocs", "default", "example", "deprecated"];

/// The limits and the prose of a schema that is only an item, a value of a map or a body.
pub(super) fn limits_and_words(schema: &Node) -> Limits {
    let has_type = is_struct(schema) || is_enum(schema);
    let words = schema.members().filter(|(key, _)| !has_type && WORDS.contains(key));
    words.map(|(key, node)| (key.to_owned(), node.to_json())).chain(limits(schema)).collect()
}

/// The limits of a schema, and those of its items.
pub(super) fn limits(schema: &Node) -> Limits {
    let ty = declared_type(schema);
    let limit = |(key, node): (&str, &Node)| {
        let value = match key {
            "minimum" | "maximum" | "multipleOf" => numeric_limit(&node.to_json(), ty)?,
            "exclusiveMinimum" | "exclusiveMaximum" | "uniqueItems" if node.as_bool() == Some(true) => true.into(),
            "format" if !is_kind(node.as_str()?, ty) => node.to_json(),
            "enum" | "pattern" => node.to_json(),
            "items" | "additionalProperties" => Some(limits_and_words(node)).filter(|all| !all.is_empty())?.into(),
            _ if COUNTS.contains(&key) => numeric_limit(&node.to_json(), Type::Integer)?,
            _ => return None,
        };
        let key = if key == "additionalProperties" { "items" } else { key };
        Some((key.to_owned(), value))
    };
    schema.members().filter_map(limit).collect()
}

/// Returns whether a format decides the kind, or has no effect.
fn is_kind(format: &str, ty: Type) -> bool {
    match ty {
        Type::String => format == "date-time",
        Type::Integer | Type::Number => number(Some(format), ty == Type::Number).is_some(),
        _ => true,
    }
}

/// A limit as a number of the type; `check` has warned about those that an integer cannot have.
fn numeric_limit(limit: &Value, ty: Type) -> Option<Value> {
    let float = limit.as_f64()?;
    match ty {
        Type::Integer if !limit.is_f64() => Some(limit.clone()),
        Type::Integer if float.fract() == 0.0 && float.abs() < 2_f64.powi(53) => Some((float as i64).into()),
        Type::Integer => None,
        _ => Some(float.into()),
    }
}
