//! `allOf`: several objects combined into one, or a single schema of any type with annotations.

use std::collections::HashMap;

use crate::{
    check::Check,
    document::Role,
    node::Cursor,
    schema::{Type, canonical, members, object_parts, sole_member, type_of},
};

/// Checks the `allOf` of a schema.
pub(super) fn check(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    let Some(all) = schema.get("allOf").filter(|all| all.node.as_list().is_some()) else { return };
    if members(schema).next().is_none() {
        check.error(&all, "`allOf` must have at least one schema").hint("remove it");
    } else if let Some(sole) = sole_member(schema) {
        check_same_type(schema, &sole, check);
    } else {
        for member in members(schema) {
            if let Some(kind) = type_of(&member).filter(|kind| *kind != Type::Object) {
                let hint = "keep a single schema in `allOf`, with only annotations next to it";
                check.error(&member, format!("only objects can be combined, found {kind}")).hint(hint);
            }
        }
        if role == Role::Schema {
            check_conflicts(schema, check);
        }
    }
}

fn check_same_type(schema: &Cursor<'_>, sole: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(declared) = schema.get("type") else { return };
    let Some(kind) = type_of(sole) else { return };
    if declared.node.as_str().is_some_and(|declared| kind.name().is_some_and(|name| name != declared)) {
        check.error(&declared, format!("the schema in `allOf` is {kind}")).hint("remove `type`");
    }
}

/// Checks that parts of an object agree on the properties that they share.
fn check_conflicts(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let mut seen: HashMap<&str, Cursor<'_>> = HashMap::new();
    for part in object_parts(schema).into_iter().flatten() {
        for (name, property) in part.members_of("properties") {
            let first = seen.entry(name).or_insert_with(|| property.clone());
            if canonical(first.node) != canonical(property.node) {
                let message = format!("`{name}` differs between {} and {}", first.place(), property.place());
                check.error(schema, message).hint("make both equal, or remove one");
            }
        }
    }
}
