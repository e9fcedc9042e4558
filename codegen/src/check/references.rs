//! References: each leads to a component of the right section, and little stands beside it.

use super::{form, near};
use crate::{
    document::{Kind, Reference, Role, is_extension},
    node::{Cursor, Node},
    problem::Problems,
};

/// What may stand beside `$ref` in a schema: annotations, and whether null is admitted.
const BESIDE_SCHEMA: [&str; 12] = [
    "summary",
    "description",
    "title",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "examples",
    "externalDocs",
    "xml",
];

/// What may stand beside `$ref` elsewhere.
const BESIDE: [&str; 2] = ["summary", "description"];

/// Checks an object with a `$ref`.
pub(super) fn check(document: &Node, object: &Cursor<'_>, role: Role, problems: &mut Problems) {
    let (Some(reference), Some(section)) = (object.get("$ref"), role.section()) else { return };
    check_siblings(object, role, problems);
    let Some(text) = reference.node.as_str() else {
        let found = reference.node.noun();
        problems.error(reference.place(), format!("`$ref` must be a string, and this is {found}"));
        return;
    };
    let hint = format!("refer to `#/components/{section}/…`");
    match Reference::parse(text) {
        None if !text.starts_with('#') => {
            problems.error(reference.place(), format!("`{text}` leads out of this document")).hint(hint);
        }
        None => {
            problems.error(reference.place(), format!("`{text}` does not lead to a component")).hint(hint);
        }
        Some(target) if target.section != section => {
            let message = format!("`{text}` does not lead to {}", role.noun());
            problems.error(reference.place(), message).hint(hint);
        }
        Some(target) if target.target(document).is_none() => {
            let names = document.get("components").into_iter().flat_map(|components| components.members_of(section));
            let hint = near::hint(&target.name, names.map(|(name, _)| name), "define it, or refer to another");
            problems.error(reference.place(), format!("`{text}` is not defined")).hint(hint);
        }
        Some(target) if text != target.to_string() => {
            let hint = format!("write `{target}`");
            problems.error(reference.place(), format!("`{text}` has needless escapes")).hint(hint);
        }
        Some(_) => {}
    }
}

fn check_siblings(object: &Cursor<'_>, role: Role, problems: &mut Problems) {
    let (known, hint): (&[&str], _) = match role {
        Role::Schema | Role::Member => (&BESIDE_SCHEMA, "write `allOf` with the reference and a second schema"),
        _ => (&BESIDE, "write it where the reference leads"),
    };
    for (key, value) in object.members() {
        if known.contains(&key) {
            form::check_value(key, &value, role.field(key).map_or(Kind::Text, |field| field.kind), problems);
        } else if key != "$ref" && !is_extension(key) {
            problems.error(value.place(), format!("`{key}` cannot stand beside `$ref`")).hint(hint);
        }
    }
}
