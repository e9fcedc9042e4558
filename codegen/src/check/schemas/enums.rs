//! Enums: distinct values of the schema's type.

use std::collections::HashSet;

use super::types::{Type, type_of};
use crate::{
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// Checks the `enum` of a schema.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, problems: &mut Problems) {
    let Some(values) = schema.get("enum").filter(|values| values.node.as_list().is_some()) else { return };
    if values.items().all(|value| matches!(value.node.value, Value::Null)) {
        problems.error(values.place(), "an enum must have at least one value").hint("take `enum` away");
        return;
    }
    let Some(kind) = type_of(document, schema) else { return };
    if !matches!(kind, Type::String | Type::Integer | Type::Boolean) {
        problems
            .error(values.place(), format!("an enum is of strings, integers or booleans, and this schema is {kind}"))
            .hint("declare `type: string`, `type: integer` or `type: boolean`");
        return;
    }
    let mut seen = HashSet::new();
    for value in values.items() {
        check_value(&value, kind, schema.node.flag("nullable"), problems);
        let text = value.node.to_json().to_string();
        if seen.contains(&text) {
            problems.error(value.place(), format!("{text} stands twice in this enum"));
        }
        seen.insert(text);
    }
}

fn check_value(value: &Cursor<'_>, kind: Type, is_nullable: bool, problems: &mut Problems) {
    let fits = match &value.node.value {
        Value::Null if is_nullable => true,
        Value::Null => {
            problems
                .error(value.place(), "null is a value of this enum, and the schema is not nullable")
                .hint("write `nullable: true`, or take null away");
            true
        }
        Value::String(_) => kind == Type::String,
        Value::Number(number) => kind == Type::Integer && number.is_i64(),
        Value::Bool(_) => kind == Type::Boolean,
        Value::List(_) | Value::Map(_) => false,
    };
    if !fits {
        let found = value.node.to_json();
        let problem = problems.error(value.place(), format!("each value must be {kind}, and this is {found}"));
        if kind == Type::String {
            problem.hint("write it in quotes");
        }
    }
}
