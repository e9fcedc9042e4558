//! Schemas: their JSON Schema keywords, and whether these are consistent.

mod objects;
mod values;

use super::Check;
use crate::{
    document::Role,
    node::Cursor,
    schema::{Type, applies, declares, members, sole_member, type_of},
    suggest,
};

/// Checks a schema that is not a reference.
pub(super) fn check(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    check_type(schema, check);
    check_keywords(schema, check);
    values::check_limits(schema, check);
    values::check_enum(schema, check);
    values::check_default(schema, check);
    objects::check_properties(schema, role, check);
    objects::check_composition(schema, role, check);
}

/// Rejects `oneOf`, `anyOf` and `not`, and warns about keywords that do not apply to the type of the schema.
fn check_keywords(schema: &Cursor<'_>, check: &mut Check<'_>) {
    for key in ["oneOf", "anyOf", "not"] {
        if let (Some(value), Some((message, hint))) = (schema.get(key), unsupported(key)) {
            check.error(&value, message).hint(hint);
        }
    }
    // An `allOf` that combines other schemas than objects has no type; `check_composition` reports it.
    let is_object = |member: Cursor<'_>| type_of(&member).is_none_or(|ty| ty == Type::Object);
    let ty = type_of(schema).filter(|_| members(schema).all(is_object) || sole_member(schema).is_some());
    let Some(ty) = ty else { return };
    for (key, value) in schema.members_that(|key, _| !applies(key, ty)) {
        check.warn(&value, format!("`{key}` has no effect on {ty}")).hint(declares(key));
    }
    if ty == Type::Array && schema.node.get("allOf").is_none() && schema.node.get("items").is_none() {
        check.warn(schema, "the array has no `items`: assuming items of any type").hint("write `items: {}`");
    }
}

fn check_type(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(declared) = schema.get("type") else { return };
    let names = Type::DECLARED.map(|(name, _)| name);
    match declared.node.as_str() {
        Some(name) if names.contains(&name) => {}
        Some("null") => {
            let hint = "declare the type of the other values and `nullable: true`";
            check.error(&declared, "the type null alone is not supported").hint(hint);
        }
        Some(name) => {
            let hint = suggest::hint(name, names, &format!("the types are {}", suggest::names(&names, "and")));
            check.error(&declared, format!("unknown type `{name}`")).hint(hint);
        }
        None if declared.node.as_list().is_some() => {
            let message = "a schema can have only one type (besides null, in OpenAPI 3.1)";
            let hint = "declare one type, `nullable: true` if null is allowed, or no type for any value";
            check.error(&declared, message).hint(hint);
        }
        None => _ = check.error(&declared, format!("`type`: expected a string, found {}", declared.node.noun())),
    }
}

/// The message and the hint for a keyword of JSON Schema that is not supported.
pub(super) fn unsupported(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "oneOf" | "anyOf" => (
            "a choice between schemas is not supported",
            "write `{}` for any value; if all are objects, write one object with the properties of all",
        ),
        "not" => ("`not` is not supported", "describe the allowed values instead"),
        "discriminator" => ("`discriminator` is not supported", "write an enum and the properties of all variants"),
        "patternProperties" => ("`patternProperties` is not supported", "write `additionalProperties`"),
        "propertyNames" => ("`propertyNames` is not supported", "remove it: any string can be a key of a map"),
        "prefixItems" | "additionalItems" => {
            ("tuples are not supported", "write `items`, or an object with a property for each item")
        }
        "contains" | "minContains" | "maxContains" => ("`contains` is not supported", "remove it"),
        "if" | "then" | "else" => ("conditional schemas are not supported", "remove `if`, `then` and `else`"),
        "dependentSchemas" | "dependentRequired" | "dependencies" => {
            ("dependent keywords are not supported", "remove them, and explain the dependencies in the description")
        }
        "unevaluatedProperties" => ("`unevaluatedProperties` is not supported", "write `additionalProperties`"),
        "unevaluatedItems" => ("`unevaluatedItems` is not supported", "remove it"),
        "const" => (
            "this constant is not supported",
            "write an `enum` of one value; OpenAPI 3.1 also allows constants that are scalars other than null",
        ),
        "$defs" | "definitions" => ("nested definitions are not supported", "define it in `components.schemas`"),
        "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveAnchor" | "$recursiveRef" => {
            ("identifiers and anchors are not supported", "refer to `#/components/schemas/…`")
        }
        "$schema" | "$vocabulary" => ("this dialect of JSON Schema is not supported", "remove it"),
        "contentEncoding" | "contentMediaType" | "contentSchema" => {
            ("this content encoding is not supported", "write `format: byte` for base64 and `format: binary` for bytes")
        }
        _ => return None,
    })
}
