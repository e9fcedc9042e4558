//! References: each refers to a component of the right section, with few keywords next to it.

use super::{Check, shape};
use crate::{
    document::{FieldType, Reference, Role, is_extension},
    node::Cursor,
    schema::is_allowed_next_to_reference,
    suggest,
};

/// Checks an object with a `$ref`.
pub(super) fn check(object: &Cursor<'_>, reference: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    let Some(section) = role.section() else {
        check.error(reference, format!("{} cannot be a reference", role.noun())).hint("write it inline");
        return;
    };
    check_siblings(object, role, check);
    let Some(text) = reference.node.as_str() else {
        check.error(reference, format!("`$ref`: expected a string, found {}", reference.node.noun()));
        return;
    };
    let refer = format!("refer to `#/components/{section}/…`");
    let (message, hint) = match Reference::parse(text) {
        None if !text.starts_with('#') => {
            (format!("`{text}`: external references are not supported"), "bundle the documents into one".to_owned())
        }
        None => (format!("`{text}` does not refer to a component"), refer),
        Some(target) if target.section != section => (format!("`{text}` does not refer to {}", role.noun()), refer),
        Some(target) if target.target(object.root).is_none() => {
            let names = object.root.get("components").into_iter().flat_map(|all| all.members_of(section));
            let hint = suggest::hint(&target.name, names.map(|(name, _)| name), "define it, or refer to another");
            (format!("`{text}` is not defined"), hint)
        }
        Some(target) if text != target.to_string() => {
            (format!("`{text}` has unnecessary escapes"), format!("write `{target}`"))
        }
        Some(_) => return,
    };
    check.error(reference, message).hint(hint);
}

fn check_siblings(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    let is_schema = matches!(role, Role::Schema | Role::Member);
    for (key, value) in object.members().filter(|(key, _)| *key != "$ref") {
        let (is_known, hint) = match is_schema {
            true => (is_allowed_next_to_reference(key), "write `allOf` with the reference and a second schema"),
            false => (matches!(key, "summary" | "description"), "write it in the component"),
        };
        if is_known {
            shape::check_value(&format!("`{key}`"), &value, role.field(key).unwrap_or(FieldType::Text), check);
        } else if !is_extension(key) {
            check.warn(&value, format!("`{key}` next to `$ref` is ignored")).hint(hint);
        }
    }
}
