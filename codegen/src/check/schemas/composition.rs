//! `allOf`: several objects made into one, or one schema of any type with something said beside it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::types::{Type, type_of};
use crate::{
    document::{MAX_HOPS, Reference, Role, is_extension},
    node::{Cursor, Node},
    problem::Problems,
};

/// Keywords that explain a value and do not restrict it.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
];

/// Checks the `allOf` of a schema.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, role: Role, problems: &mut Problems) {
    let Some(all) = schema.get("allOf").filter(|all| all.node.as_list().is_some()) else { return };
    if !has_members(schema) {
        problems.error(all.place(), "`allOf` must have at least one schema").hint("take it away");
    } else if let Some(only) = only_member(schema) {
        check_same_type(document, schema, &only, problems);
    } else {
        for member in members(schema) {
            if let Some(kind) = type_of(document, &member).filter(|kind| *kind != Type::Object) {
                problems
                    .error(member.place(), format!("only objects can be combined, and this is {kind}"))
                    .hint("keep a single schema in `allOf`, with nothing but annotations beside it");
            }
        }
        if role == Role::Schema {
            check_conflicts(document, schema, problems);
        }
    }
}

fn check_same_type<'a>(document: &'a Node, schema: &Cursor<'a>, only: &Cursor<'a>, problems: &mut Problems) {
    let Some(declared) = schema.get("type") else { return };
    let Some(kind) = type_of(document, only) else { return };
    if declared.node.as_str().is_some_and(|declared| kind.name().is_some_and(|name| name != declared)) {
        problems.error(declared.place(), format!("the schema in `allOf` is {kind}")).hint("take `type` away");
    }
}

/// Two parts of an object may have a property in common only if they mean the same by it.
fn check_conflicts<'a>(document: &'a Node, schema: &Cursor<'a>, problems: &mut Problems) {
    let mut seen: HashMap<&str, Cursor<'_>> = HashMap::new();
    for part in parts(document, schema).into_iter().flatten() {
        for (name, property) in part.members_of("properties") {
            match seen.get(name) {
                Some(first) if restrictions(first.node) != restrictions(property.node) => {
                    let message = format!("`{name}` is different at {} and at {}", first.place(), property.place());
                    problems.error(schema.place(), message).hint("make the two equal, or remove one");
                }
                Some(_) => {}
                None => {
                    seen.insert(name, property);
                }
            }
        }
    }
}

/// A schema without its annotations.
fn restrictions(schema: &Node) -> serde_json::Value {
    let mut json = schema.to_json();
    if let Some(map) = json.as_object_mut() {
        map.retain(|key, _| !is_annotation(key));
    }
    json
}

fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || is_extension(key)
}

/// The entries of an `allOf` that say more than annotations.
fn members<'a>(schema: &Cursor<'a>) -> impl Iterator<Item = Cursor<'a>> {
    schema.items_of("allOf").into_iter().filter(|member| !only_annotates(member.node))
}

/// Whether an entry of an `allOf` only says something about what the others describe.
pub(crate) fn only_annotates(member: &Node) -> bool {
    member.as_map().is_some_and(|map| map.keys().all(|key| is_annotation(key) || key == "nullable"))
}

/// Whether an `allOf` makes one object of several.
pub(in crate::check) fn combines(schema: &Node) -> bool {
    let members = schema.items_of("allOf").filter(|member| !only_annotates(member)).count();
    let adds = ["properties", "required", "additionalProperties"].iter().any(|key| schema.get(key).is_some());
    members > 1 || (members == 1 && adds)
}

/// Whether a schema has an `allOf` that says more than annotations.
pub(super) fn has_members(schema: &Cursor<'_>) -> bool {
    members(schema).next().is_some()
}

/// The single schema in an `allOf` that has nothing beside it but annotations, `nullable` and `type`.
pub(super) fn only_member<'a>(schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    let says_nothing = |key: &str| is_annotation(key) || matches!(key, "allOf" | "nullable" | "type");
    let mut members = members(schema);
    let only = members.next().filter(|_| members.next().is_none())?;
    schema.node.members().all(|(key, _)| says_nothing(key)).then_some(only)
}

/// The schema itself or, through references and `allOf` of one schema, the one that says what it is.
pub(in crate::check) fn substance<'a>(document: &'a Node, schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut schema = schema.clone();
    let mut hops = 0;
    loop {
        if let Some(reference) = schema.node.str_at("$ref") {
            hops += 1;
            schema = Reference::parse(reference).filter(|_| hops <= MAX_HOPS)?.target(document)?;
        } else if let Some(only) = only_member(&schema) {
            schema = only;
        } else {
            return Some(schema);
        }
    }
}

/// Whether a schema admits null, or one that it is only another name for.
pub(in crate::check) fn admits_null<'a>(document: &'a Node, schema: &Cursor<'a>) -> bool {
    let next = |schema: &Cursor<'a>| match schema.node.str_at("$ref") {
        Some(reference) => Reference::parse(reference)?.target(document),
        None => only_member(schema),
    };
    std::iter::successors(Some(schema.clone()), next).take(MAX_HOPS).any(|schema| schema.node.flag("nullable"))
}

/// Whether all schemas in an `allOf` are objects, as far as that is known.
pub(super) fn is_of_objects<'a>(document: &'a Node, schema: &Cursor<'a>) -> bool {
    members(schema).all(|member| type_of(document, &member).is_none_or(|kind| kind == Type::Object))
}

/// The properties of an object, those of its members included; `None` if a reference to a member leads nowhere.
pub(in crate::check) fn properties<'a>(
    document: &'a Node,
    schema: &Cursor<'a>,
) -> Option<IndexMap<&'a str, Cursor<'a>>> {
    Some(parts(document, schema)?.iter().flat_map(|part| part.members_of("properties")).collect())
}

/// Whether an object, or a member of it, requires the property.
pub(in crate::check) fn requires<'a>(document: &'a Node, schema: &Cursor<'a>, property: &str) -> bool {
    let requires = |part: &Cursor<'_>| part.node.strings_of("required").any(|name| name == property);
    parts(document, schema).iter().flatten().any(requires)
}

/// A schema and all that its `allOf` combines with it, each once, references followed.
fn parts<'a>(document: &'a Node, schema: &Cursor<'a>) -> Option<Vec<Cursor<'a>>> {
    let mut seen: HashSet<*const Node> = HashSet::new();
    let mut parts = Vec::new();
    let mut ahead = vec![schema.clone()];
    while let Some(part) = ahead.pop() {
        if !seen.insert(std::ptr::from_ref(part.node)) {
            continue;
        }
        if let Some(reference) = part.node.str_at("$ref") {
            ahead.push(Reference::parse(reference)?.target(document)?);
        } else {
            // The last pushed comes next, so the members go on in reverse.
            ahead.extend(part.items_of("allOf").into_iter().rev());
            parts.push(part);
        }
    }
    Some(parts)
}
