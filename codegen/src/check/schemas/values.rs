//! The values that a schema allows: its limits, its `enum` and its default.

use std::collections::HashSet;

use crate::{
    check::Check,
    names::{variant_name, variants},
    node::{Cursor, Node, Value},
    schema::{Type, admits_null, resolved, sole_member, type_of},
};

/// Lower bounds and their upper bounds.
const BOUNDS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

/// Warns about limits that make no sense. The service checks limits, and no Rust type depends on them.
pub(super) fn check_limits(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let number = |key| schema.node.get(key).and_then(Node::as_f64);
    for (lower, upper) in BOUNDS {
        if number(lower).zip(number(upper)).is_some_and(|(low, high)| low > high) {
            check.warn(schema, format!("`{lower}` exceeds `{upper}`, so no value is valid"));
        }
    }
    if number("multipleOf").is_some_and(|step| step <= 0.0) {
        check.warn(schema, "`multipleOf` must be greater than zero");
    }
    if type_of(schema) == Some(Type::Integer) {
        let limits = ["minimum", "maximum", "multipleOf"].into_iter().filter_map(|key| schema.get(key));
        for limit in limits.filter(|limit| limit.node.as_f64().is_some_and(|number| number.fract() != 0.0)) {
            check.warn(&limit, "the limit of an integer must be an integer");
        }
    }
}

/// Checks that an `enum` has distinct values of the type of its schema.
pub(super) fn check_enum(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(values) = schema.get("enum").filter(|values| values.node.as_list().is_some()) else { return };
    if sole_member(schema).is_some() {
        check.warn(&values, "`enum` next to `allOf` is ignored");
        return;
    }
    if values.items().all(|value| matches!(value.node.value, Value::Null)) {
        let is_empty = values.items().next().is_none();
        let message = if is_empty { "the enum has no values" } else { "the only value of the enum is null" };
        check.error(&values, message).hint("list the values, or remove `enum` and declare the type");
        return;
    }
    let Some(ty) = type_of(schema) else { return };
    if matches!(ty, Type::Object | Type::Array) {
        let message = format!("an enum must have a scalar type, found {ty}");
        check.error(&values, message).hint("remove `enum`, or declare a scalar type");
        return;
    }
    if ty == Type::Any {
        let message = "cannot infer the type of this enum: assuming any JSON";
        check.warn(&values, message).hint("declare `type` if all values have the same one");
    }
    let mut seen = HashSet::new();
    for value in values.items() {
        check_value(&value, ty, schema.node.flag("nullable"), check);
        if !seen.insert(value.node.to_json().to_string()) {
            check.warn(&value, format!("duplicate value {}", value.node.to_json()));
        }
    }
    check_names(schema, check);
}

/// Warns about values whose variants are numbered because their names collide.
fn check_names(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let hints = schema.node.get("x-sdk-variants");
    for (wire, name) in variants(schema.node) {
        let rule = variant_name(wire);
        if name != rule && hints.is_none_or(|hints| hints.get(wire).is_none()) {
            let message =
                format!("more than one value of this enum would be called `{rule}`: `{wire}` becomes `{name}`");
            check.warn(schema, message).hint("choose the names with `x-sdk-variants`");
        }
    }
}

fn check_value(value: &Cursor<'_>, ty: Type, is_nullable: bool, check: &mut Check<'_>) {
    if matches!(value.node.value, Value::Null) {
        if !is_nullable {
            let message = "null is a value of this enum, but the schema is not nullable";
            check.error(value, message).hint("write `nullable: true`, or remove null");
        }
    } else if !is_of(value.node, ty) {
        let problem = check.error(value, format!("each value must be {ty}, found {}", value.node.to_json()));
        if ty == Type::String && !matches!(value.node.value, Value::List(_) | Value::Map(_)) {
            problem.hint("write it in quotes");
        }
    }
}

/// Warns about a default that is not valid for the schema. Defaults are never sent.
pub(super) fn check_default(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let (Some(default), Some(ty)) = (schema.get("default"), type_of(schema)) else { return };
    let is_whole = || ty == Type::Integer && default.node.as_f64().is_some_and(|number| number.fract() == 0.0);
    if matches!(default.node.value, Value::Null) {
        if ty != Type::Any && !admits_null(schema) {
            check.warn(&default, "the default is null, but the schema is not nullable");
        }
    } else if !is_of(default.node, ty) && !is_whole() {
        check.warn(&default, format!("the default must be {ty}, found {}", default.node.noun()));
    } else if let Some(values) = resolved(schema).as_ref().and_then(|schema| schema.get("enum"))
        && values.items().all(|value| value.node.to_json() != default.node.to_json())
    {
        check.warn(&default, format!("the default {} is not a value of the enum", default.node.to_json()));
    }
}

fn is_of(value: &Node, ty: Type) -> bool {
    match &value.value {
        _ if ty == Type::Any => true,
        Value::Null => false,
        Value::Bool(_) => ty == Type::Boolean,
        Value::Number(number) => ty == Type::Number || (ty == Type::Integer && !number.is_f64()),
        Value::String(_) => ty == Type::String,
        Value::List(_) => ty == Type::Array,
        Value::Map(_) => ty == Type::Object,
    }
}
