//! Enums: distinct values of the schema's type.

use std::collections::HashSet;

use crate::{
    check::Check,
    names::{variant_name, variants},
    node::{Cursor, Value},
    schema::{Type, sole_member, type_of},
};

/// Checks the `enum` of a schema.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(values) = schema.get("enum").filter(|values| values.node.as_list().is_some()) else { return };
    if sole_member(schema).is_some() {
        check.warn(&values, "`enum` next to `allOf` is ignored");
        return;
    }
    if values.items().all(|value| matches!(value.node.value, Value::Null)) {
        let is_empty = values.items().next().is_none();
        let message = if is_empty { "this enum has no value" } else { "this enum has no value but null" };
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
        let message = "the type of the values of this enum is not clear: they are not restricted";
        check.warn(&values, message).hint("declare the type, if all values have one");
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

/// Warns of values whose variants get a number.
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
    let fits = match &value.node.value {
        Value::Null if is_nullable => true,
        Value::Null => {
            let message = "null is a value of this enum, but the schema is not nullable";
            check.error(value, message).hint("write `nullable: true`, or remove null");
            true
        }
        Value::String(_) => ty == Type::String,
        Value::Number(number) => ty == Type::Number || (ty == Type::Integer && !number.is_f64()),
        Value::Bool(_) => ty == Type::Boolean,
        Value::List(_) | Value::Map(_) => false,
    };
    if !fits && ty != Type::Any {
        let found = value.node.to_json();
        let problem = check.error(value, format!("each value must be {ty}, found {found}"));
        if ty == Type::String && !matches!(value.node.value, Value::List(_) | Value::Map(_)) {
            problem.hint("write it in quotes");
        }
    }
}
