//! Objects: their properties, and those that `allOf` combines into one.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::{
    check::Check,
    document::Role,
    names::snake_name,
    node::Cursor,
    schema::{Type, canonical, members, object_parts, properties, sole_member, type_of},
    suggest,
};

/// Checks the `required` of an object. That of a member of `allOf` may name the properties of other members, so all
/// members are checked together.
pub(super) fn check_properties(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    if role == Role::Member || type_of(schema) != Some(Type::Object) {
        return;
    }
    let Some(properties) = properties(schema) else { return };
    check_names(schema, &properties, check);
    let rest = schema.get("additionalProperties").filter(|rest| rest.node.as_map().is_some_and(|map| !map.is_empty()));
    if let Some(rest) = rest.filter(|_| !properties.is_empty()) {
        check.warn(&rest, "additional properties are preserved as any JSON, whatever their schema");
    }
    for part in inline_parts(schema) {
        let mut seen = HashSet::new();
        for name in part.items_of("required") {
            let Some(text) = name.node.as_str() else { continue };
            if !seen.insert(text) {
                check.warn(&name, format!("duplicate name `{text}`"));
            }
            if !properties.contains_key(text) {
                let hint = suggest::hint(text, properties.keys().copied(), "add the property, or remove the name");
                check.warn(&name, format!("there is no property `{text}`: the name is ignored")).hint(hint);
            }
        }
    }
}

/// Warns of properties whose fields `lower` will number.
fn check_names(schema: &Cursor<'_>, properties: &IndexMap<&str, Cursor<'_>>, check: &mut Check<'_>) {
    let mut seen = HashMap::new();
    for (wire, property) in properties {
        let name = property.node.str_at("x-sdk-field").map_or_else(|| snake_name(wire), str::to_owned);
        let first = *seen.entry(name.clone()).or_insert(wire);
        if first != wire {
            let message = format!("the properties `{first}` and `{wire}` are both called `{name}`: one gets a number");
            check.warn(schema, message).hint("choose the names with `x-sdk-field`");
        }
    }
}

/// A schema and the inline members of its `allOf`.
fn inline_parts<'a>(schema: &Cursor<'a>) -> Vec<Cursor<'a>> {
    let members = schema.items_of("allOf").into_iter().filter(|member| member.node.get("$ref").is_none());
    [schema.clone()].into_iter().chain(members.flat_map(|member| inline_parts(&member))).collect()
}

/// Checks the `allOf` of a schema: several objects combined into one, or a single schema of any type.
pub(super) fn check_composition(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    let Some(all) = schema.get("allOf").filter(|all| all.node.as_list().is_some()) else { return };
    if members(schema).next().is_none() {
        check.error(&all, "`allOf` must have at least one schema").hint("remove it");
    } else if let Some(sole) = sole_member(schema) {
        if let (Some(declared), Some(kind)) = (schema.get("type"), type_of(&sole))
            && let Some(text) = declared.node.as_str()
            && kind.name().is_some_and(|name| name != text)
        {
            check.error(&declared, format!("the schema in `allOf` is {kind}, not `{text}`")).hint("remove `type`");
        }
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
