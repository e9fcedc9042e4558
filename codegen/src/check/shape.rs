//! The shape of OpenAPI objects: every field is known and of the right type, and required fields are present.

use super::{Check, schemas};
use crate::{
    document::{FieldType, FieldType::*, Fields, Role, is_extension},
    node::{Cursor, Node, Value},
    suggest,
};

/// Checks the fields of an object that is not a reference.
pub(super) fn check(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    if object.node.as_map().is_none() {
        return check_value(role.noun(), object, One(role), check);
    }
    let is_right = |key: &str, value: &Node| match role.field(key) {
        // Objects are checked later in the walk, by their own roles.
        Some(One(_)) => true,
        Some(ty) => wanted(value, ty).is_none(),
        None => is_extension(key) || key == "$comment" || role == Role::SecurityRequirement,
    };
    for (key, value) in object.members_that(|key, value| !is_right(key, value)) {
        match role.field(key) {
            Some(ty) => check_value(&format!("`{key}`"), &value, ty, check),
            None => reject_key(key, &value, role, check),
        }
    }
    let required = role.fields().iter().filter(|fields| fields.are_required).flat_map(Fields::keys);
    for key in required.filter(|key| object.node.get(key).is_none()) {
        check.error(object, format!("{} must have `{key}`", role.noun()));
    }
}

fn reject_key(key: &str, value: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    if matches!(role, Role::Schema | Role::Member)
        && let Some((message, hint)) = schemas::unsupported(key)
    {
        check.error(value, message).hint(hint);
        return;
    }
    let known = role.fields().iter().flat_map(Fields::keys);
    let hint = suggest::hint(key, known, "remove it, or name it `x-…` if it is an extension");
    check.error(value, format!("{} has no field `{key}`", role.noun())).hint(hint);
}

/// Returns the expected type if the value has a different one.
fn wanted(node: &Node, ty: FieldType) -> Option<&'static str> {
    let (fits, wanted) = match ty {
        Anything | FlagOr(_) => return None,
        Text => (node.as_str().is_some(), "a string"),
        Texts => (is_list_of_texts(node), "a list of strings"),
        Flag => (node.as_bool().is_some(), "true or false"),
        Number => (matches!(node.value, Value::Number(_)), "a number"),
        Count => (node.as_f64().is_some_and(|count| count >= 0.0 && count.fract() == 0.0), "a non-negative integer"),
        Values | List(_) => (node.as_list().is_some(), "a list"),
        One(_) | Map(_) | Patterned(_) => (node.as_map().is_some(), "a map"),
    };
    (!fits).then_some(wanted)
}

/// Reports a value of the wrong type.
pub(super) fn check_value(name: &str, value: &Cursor<'_>, ty: FieldType, check: &mut Check<'_>) {
    let Some(wanted) = wanted(value.node, ty) else { return };
    let found = match (ty, &value.node.value) {
        (Texts, Value::List(_)) => "a list with a value that is not a string".to_owned(),
        (_, Value::Number(number)) if !matches!(ty, One(_)) => number.to_string(),
        _ => value.node.noun().to_owned(),
    };
    let problem = check.error(value, format!("{name}: expected {wanted}, found {found}"));
    match (ty, &value.node.value) {
        (One(_), Value::Bool(true)) => problem.hint("write `{}` for any value"),
        (One(_), Value::Bool(false)) => problem.hint("remove it"),
        (One(_) | Map(_) | Patterned(_), Value::Null) => problem.hint("write `{}` if it is meant to be empty"),
        (Text, Value::Number(_) | Value::Bool(_)) => problem.hint("write it in quotes"),
        (Flag | Number | Count, Value::String(_)) => problem.hint("write it without quotes"),
        _ => problem,
    };
}

/// Checks component names. OpenAPI allows only names that need no escapes in a `$ref`.
pub(super) fn check_names(components: &Cursor<'_>, check: &mut Check<'_>) {
    let sections = components.members_that(|key, _| !is_extension(key));
    for (name, component) in sections.flat_map(|(_, section)| section.members().collect::<Vec<_>>()) {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if name.is_empty() || !name.bytes().all(is_plain) {
            let message = format!("`{name}` is not a valid component name");
            check.error(&component, message).hint("use letters, digits, `.`, `_` and `-`");
        }
    }
}

/// Returns whether a node is a list of strings.
pub(super) fn is_list_of_texts(node: &Node) -> bool {
    node.as_list().is_some_and(|items| items.iter().all(|item| item.as_str().is_some()))
}
