//! Objects: what is required is there, and what is lost is said.

use std::collections::HashSet;

use super::{
    composition::properties,
    types::{Type, type_of},
};
use crate::{
    check::near,
    document::Role,
    node::{Cursor, Node},
    problem::Problems,
};

/// Checks the `required` of an object. That of a member of `allOf` may name the properties of other members, so it is
/// looked at together with them.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, role: Role, problems: &mut Problems) {
    check_distinct(schema, problems);
    if role == Role::Member || type_of(document, schema) != Some(Type::Object) {
        return;
    }
    let Some(properties) = properties(document, schema) else { return };
    let rest = schema.get("additionalProperties").filter(|rest| rest.node.as_map().is_some());
    if let Some(rest) = rest.filter(|_| !properties.is_empty()) {
        problems
            .warning(rest.place(), "what stands beside the named properties is not kept")
            .hint("take `additionalProperties` away, or the properties");
    }
    for part in inline_parts(schema) {
        for name in part.items_of("required") {
            let Some(text) = name.node.as_str().filter(|text| !properties.contains_key(text)) else { continue };
            let hint = near::hint(text, properties.keys().copied(), "add the property, or take the name away");
            problems.error(name.place(), format!("there is no property `{text}`")).hint(hint);
        }
    }
}

fn check_distinct(schema: &Cursor<'_>, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for name in schema.items_of("required") {
        if let Some(text) = name.node.as_str()
            && !seen.insert(text)
        {
            problems.error(name.place(), format!("`{text}` stands twice in this list")).hint("keep one of the two");
        }
    }
}

/// A schema and the members of its `allOf` that are written in place.
fn inline_parts<'a>(schema: &Cursor<'a>) -> Vec<Cursor<'a>> {
    let mut parts = vec![schema.clone()];
    let mut index = 0;
    while let Some(part) = parts.get(index) {
        let members = part.items_of("allOf").into_iter().filter(|member| member.node.get("$ref").is_none());
        parts.extend(members.collect::<Vec<_>>());
        index += 1;
    }
    parts
}
