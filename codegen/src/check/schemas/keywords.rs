//! The keywords of JSON Schema: those that cannot be printed as Rust, and those that have no effect.

use crate::{
    check::Check,
    node::Cursor,
    schema::{Type, applies, declares, members, sole_member, type_of},
};

/// Checks that each keyword is supported, and warns about those that do not apply to the type of the schema.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    for key in ["oneOf", "anyOf", "not"] {
        if let (Some(value), Some((message, hint))) = (schema.get(key), refusal(key)) {
            check.error(&value, message).hint(hint);
        }
    }
    // Errors in such a schema are reported where its `allOf` is checked.
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

/// The message and the hint for a keyword of JSON Schema that is not supported.
pub(in crate::check) fn refusal(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "oneOf" | "anyOf" => (
            "a choice between schemas is not supported",
            "write `{}` for any value; if all are objects, write one object with the properties of all",
        ),
        "not" => ("`not` is not supported", "describe the allowed values instead"),
        "discriminator" => ("`discriminator` is not supported", "write an enum and the properties of all variants"),
        "patternProperties" => ("`patternProperties` is not supported", "write `additionalProperties`"),
        "propertyNames" => ("`propertyNames` is not supported", "remove it: the keys of a map are any strings"),
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
