//! Defaults: values of the schema.

use crate::{
    check::Check,
    node::{Cursor, Node, Value},
    schema::{Type, admits_null, resolved, type_of},
};

/// Warns about a default that is not valid for the schema. Defaults are never sent.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(default) = schema.get("default") else { return };
    let Some(ty) = type_of(schema) else { return };
    if matches!(default.node.value, Value::Null) {
        if ty != Type::Any && !admits_null(schema) {
            check.warn(&default, "the default is null, but the schema is not nullable");
        }
    } else if !is_of(default.node, ty) {
        check.warn(&default, format!("the default must be {ty}, found {}", default.node.noun()));
    } else if let Some(values) = resolved(schema).as_ref().and_then(|schema| schema.get("enum"))
        && values.items().all(|value| value.node.to_json() != default.node.to_json())
    {
        check.warn(&default, format!("the default {} is not a value of the enum", default.node.to_json()));
    }
}

fn is_of(value: &Node, ty: Type) -> bool {
    match (&value.value, ty) {
        (_, Type::Any) => true,
        (Value::Number(number), Type::Integer) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
        (Value::Number(_), Type::Number) => true,
        (Value::String(_), Type::String) => true,
        (Value::Bool(_), Type::Boolean) => true,
        (Value::List(_), Type::Array) => true,
        (Value::Map(_), Type::Object) => true,
        _ => false,
    }
}
