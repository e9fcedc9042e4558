//! `allOf`: several objects combined into one, or a single schema of any type with annotations.

use std::{collections::HashSet, iter};

use indexmap::IndexMap;

use super::keywords::is_annotation;
use crate::{
    document::{MAX_REFERENCE_CHAIN, Reference},
    node::{Cursor, Node},
};

/// The entries of an `allOf` that are more than annotations.
pub(crate) fn members<'a>(schema: &Cursor<'a>) -> impl Iterator<Item = Cursor<'a>> {
    schema.items_of("allOf").into_iter().filter(|member| !is_annotation_only(member.node))
}

/// Returns whether an entry of an `allOf` only explains what the others describe.
pub(crate) fn is_annotation_only(member: &Node) -> bool {
    member.as_map().is_some_and(|map| map.keys().all(|key| is_annotation(key) || key == "nullable"))
}

/// Returns whether an `allOf`, or the only schema in it, combines several objects into one.
pub(crate) fn combines(schema: &Node) -> bool {
    let mut members = schema.items_of("allOf").filter(|member| !is_annotation_only(member));
    match (members.next(), members.next()) {
        _ if schema.get("$ref").is_some() => false,
        (Some(sole), None) => adds(schema) || combines(sole),
        (first, _) => first.is_some(),
    }
}

/// Returns whether a schema is more than annotations next to its `allOf`: one more object to combine.
pub(crate) fn adds(schema: &Node) -> bool {
    ["properties", "required", "additionalProperties"].iter().any(|key| schema.get(key).is_some())
}

/// The only schema in an `allOf` that has nothing next to it but annotations, `nullable`, `type` and `enum`.
pub(crate) fn sole_member<'a>(schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    let adds_nothing = |key: &str| is_annotation(key) || matches!(key, "allOf" | "nullable" | "type" | "enum");
    let mut members = members(schema);
    let sole = members.next().filter(|_| members.next().is_none())?;
    schema.node.members().all(|(key, _)| adds_nothing(key)).then_some(sole)
}

/// The schema itself or, through references and `allOf` of one schema, the one that defines it.
pub(crate) fn resolved<'a>(schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    aliases(schema).last().filter(|last| last.node.str_at("$ref").is_none() && sole_member(last).is_none())
}

/// Returns whether a schema, or one that it is an alias of, allows null.
pub(crate) fn admits_null(schema: &Cursor<'_>) -> bool {
    aliases(schema).any(|schema| schema.node.flag("nullable"))
}

/// The schema, then the one that it is an alias of, and so on.
fn aliases<'a>(schema: &Cursor<'a>) -> impl Iterator<Item = Cursor<'a>> {
    let mut references = 0..MAX_REFERENCE_CHAIN;
    iter::successors(Some(schema.clone()), move |schema| match schema.node.str_at("$ref") {
        Some(reference) => references.next().and_then(|_| Reference::parse(reference)?.target(schema.root)),
        None => sole_member(schema),
    })
}

/// The properties of an object, including those of its members; `None` if a reference to a member is broken.
pub(crate) fn properties<'a>(schema: &Cursor<'a>) -> Option<IndexMap<&'a str, Cursor<'a>>> {
    Some(object_parts(schema)?.iter().flat_map(|part| part.members_of("properties")).collect())
}

/// A schema and all that its `allOf` combines with it, each once, references followed.
pub(crate) fn object_parts<'a>(schema: &Cursor<'a>) -> Option<Vec<Cursor<'a>>> {
    let mut seen: HashSet<*const Node> = HashSet::new();
    let mut parts = Vec::new();
    let mut ahead = vec![schema.clone()];
    while let Some(part) = ahead.pop() {
        if !seen.insert(std::ptr::from_ref(part.node)) {
            continue;
        }
        if let Some(reference) = part.node.str_at("$ref") {
            ahead.push(Reference::parse(reference)?.target(part.root)?);
        } else {
            // The last pushed comes next, so the members are pushed in reverse.
            ahead.extend(part.items_of("allOf").into_iter().rev());
            parts.push(part);
        }
    }
    Some(parts)
}
