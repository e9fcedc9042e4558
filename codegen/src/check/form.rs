//! The form of OpenAPI objects: every field known, of the right type, and there if it must be.

use super::{near, schemas};
use crate::{
    document::{Kind, Role, is_extension},
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// Checks the fields of an object that is no reference.
pub(super) fn check(object: &Cursor<'_>, role: Role, problems: &mut Problems) {
    if object.node.as_map().is_none() {
        refuse_object(object, role, problems);
        return;
    }
    let is_right = |key: &str, value: &Node| match role.field(key) {
        Some(field) => wanted(value, field.kind).is_none(),
        None => is_extension(key) || role == Role::SecurityRequirement,
    };
    for (key, value) in object.members_that(|key, value| !is_right(key, value)) {
        match role.field(key) {
            Some(field) => check_value(key, &value, field.kind, problems),
            None => refuse_key(key, &value, role, problems),
        }
    }
    for field in role.fields().iter().filter(|field| field.is_required && object.node.get(field.key).is_none()) {
        problems.error(object.place(), format!("{} must have `{}`", role.noun(), field.key));
    }
    if role == Role::Components {
        check_names(object, problems);
    }
}

fn refuse_object(object: &Cursor<'_>, role: Role, problems: &mut Problems) {
    let found = object.node.noun();
    let problem = problems.error(object.place(), format!("{} must be a map, and this is {found}", role.noun()));
    match object.node.value {
        Value::Bool(true) => problem.hint("write `{}` for any value"),
        Value::Bool(false) => problem.hint("take it away"),
        Value::Null => problem.hint("write `{}` if it is meant to be empty"),
        _ => problem,
    };
}

fn refuse_key(key: &str, value: &Cursor<'_>, role: Role, problems: &mut Problems) {
    let refusal = matches!(role, Role::Schema | Role::Member).then(|| schemas::refusal(key)).flatten();
    if let Some((message, hint)) = refusal {
        problems.error(value.place(), message).hint(hint);
        return;
    }
    let known = role.fields().iter().map(|field| field.key);
    let hint = near::hint(key, known, "take it away, or name it `x-…` if it is an extension");
    problems.error(value.place(), format!("{} has no field `{key}`", role.noun())).hint(hint);
}

/// What a field must hold, if it does not hold that. An object in it is looked at when the walk comes to it.
fn wanted(node: &Node, kind: Kind) -> Option<&'static str> {
    let (fits, wanted) = match kind {
        Kind::Anything | Kind::One(_) | Kind::FlagOr(_) => return None,
        Kind::Text => (node.as_str().is_some(), "a string"),
        Kind::Texts => (is_list_of(node, |item| item.as_str().is_some()), "a list of strings"),
        Kind::Flag => (node.as_bool().is_some(), "true or false"),
        Kind::Number => (matches!(node.value, Value::Number(_)), "a number"),
        Kind::Count => (is_count(node), "a whole number that is not negative"),
        Kind::Values | Kind::List(_) => (node.as_list().is_some(), "a list"),
        Kind::Map(_) | Kind::Patterned(_) => (node.as_map().is_some(), "a map"),
    };
    (!fits).then_some(wanted)
}

/// Reports a field that does not hold what it must.
pub(super) fn check_value(key: &str, value: &Cursor<'_>, kind: Kind, problems: &mut Problems) {
    let Some(wanted) = wanted(value.node, kind) else { return };
    let found = match &value.node.value {
        Value::List(_) if kind == Kind::Texts => "a list with other things".to_owned(),
        Value::Number(number) => number.to_string(),
        _ => value.node.noun().to_owned(),
    };
    let problem = problems.error(value.place(), format!("`{key}` must be {wanted}, and this is {found}"));
    match (kind, &value.node.value) {
        (Kind::Map(_) | Kind::Patterned(_), Value::Null) => problem.hint("write `{}` if it is meant to be empty"),
        (Kind::Text, Value::Number(_) | Value::Bool(_)) => problem.hint("write it in quotes"),
        (Kind::Flag | Kind::Number | Kind::Count, Value::String(_)) => problem.hint("write it without quotes"),
        _ => problem,
    };
}

/// The names that OpenAPI allows, which are also those that a `$ref` can spell without escapes.
fn check_names(components: &Cursor<'_>, problems: &mut Problems) {
    for (_, section) in components.members().filter(|(key, _)| !is_extension(key)) {
        for (name, component) in section.members() {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            if name.is_empty() || !name.bytes().all(is_plain) {
                problems
                    .error(component.place(), format!("a component cannot be called `{name}`"))
                    .hint("use letters, digits, `.`, `_` and `-`");
            }
        }
    }
}

fn is_list_of(node: &Node, fits: impl Fn(&Node) -> bool) -> bool {
    node.as_list().is_some_and(|items| items.iter().all(fits))
}

fn is_count(node: &Node) -> bool {
    matches!(&node.value, Value::Number(number) if number.is_u64())
}
