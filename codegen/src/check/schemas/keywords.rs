//! The keywords of JSON Schema: those that cannot be printed as Rust, and those that need a type beside them.

use super::{
    composition::{is_of_objects, only_member},
    types::{Type, type_of},
};
use crate::{
    node::{Cursor, Node},
    problem::Problems,
};

/// Keywords that restrict values of some type only, and mean nothing beside another.
const FAMILIES: [(&[&str], &[Type], &str); 4] = [
    (
        &["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
        &[Type::Object],
        "`type: object`",
    ),
    (&["items", "minItems", "maxItems", "uniqueItems"], &[Type::Array], "`type: array`"),
    (&["pattern", "minLength", "maxLength"], &[Type::String], "`type: string`"),
    (
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        &[Type::Integer, Type::Number],
        "`type: integer` or `type: number`",
    ),
];

/// Checks that each keyword is supported and goes with the type of its schema.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, problems: &mut Problems) {
    for key in ["oneOf", "anyOf", "not"] {
        if let (Some(value), Some((message, hint))) = (schema.get(key), refusal(key)) {
            problems.error(value.place(), message).hint(hint);
        }
    }
    if let Some(xml) = schema.get("xml") {
        problems.warning(xml.place(), "`xml` is ignored");
    }
    // What is wrong with such a schema is said where its `allOf` is checked.
    let kind = type_of(document, schema).filter(|_| is_of_objects(document, schema) || only_member(schema).is_some());
    let Some(kind) = kind else { return };
    for (keywords, types, wanted) in FAMILIES {
        for key in keywords.iter().filter(|_| !types.contains(&kind)) {
            if let Some(value) = schema.get(key) {
                problems
                    .error(value.place(), format!("`{key}` does not go with {kind}"))
                    .hint(format!("declare {wanted}, or take `{key}` away"));
            }
        }
    }
    if kind == Type::Array && schema.node.get("allOf").is_none() && schema.node.get("items").is_none() {
        problems.error(schema.place(), "an array must have `items`").hint("write `items: {}` for items of any kind");
    }
}

/// Why a keyword of JSON Schema is not supported, and what to write instead.
pub(in crate::check) fn refusal(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "oneOf" | "anyOf" => (
            "a choice of schemas is not supported",
            "write one object with the properties of all, or leave the type out for any value",
        ),
        "not" => ("`not` is not supported", "describe what is admitted instead"),
        "discriminator" => ("`discriminator` is not supported", "write an enum and the properties of all variants"),
        "patternProperties" => ("`patternProperties` is not supported", "write `additionalProperties`"),
        "propertyNames" => ("`propertyNames` is not supported", "take it away: the keys of a map are any strings"),
        "prefixItems" | "additionalItems" => {
            ("tuples are not supported", "write `items`, or an object with a property for each item")
        }
        "contains" | "minContains" | "maxContains" => ("`contains` is not supported", "take it away"),
        "if" | "then" | "else" => ("conditions are not supported", "take `if`, `then` and `else` away"),
        "dependentSchemas" | "dependentRequired" | "dependencies" => {
            ("dependent keywords are not supported", "take them away, and say in the description what depends on what")
        }
        "unevaluatedProperties" => ("`unevaluatedProperties` is not supported", "write `additionalProperties`"),
        "unevaluatedItems" => ("`unevaluatedItems` is not supported", "take it away"),
        "const" => (
            "this constant is not supported",
            "write an `enum` of one value, or declare `openapi: 3.1.0`, where constants that are scalars are read",
        ),
        "$defs" | "definitions" => ("inner definitions are not supported", "define it in `components.schemas`"),
        "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveAnchor" | "$recursiveRef" => {
            ("references by anchors are not supported", "refer to `#/components/schemas/…`")
        }
        "$schema" | "$vocabulary" => ("this dialect of JSON Schema is not supported", "take it away"),
        "$comment" => ("OpenAPI 3.0 has no `$comment`", "write a comment of YAML, or declare `openapi: 3.1.0`"),
        "contentEncoding" | "contentMediaType" | "contentSchema" => {
            ("this kind of content is not supported", "write `format: byte` for base64 and `format: binary` for bytes")
        }
        _ => return None,
    })
}
