//! Objects: their required properties and their additional properties.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::{
    check::{Check, suggest},
    document::Role,
    names::snake_name,
    node::Cursor,
    schema::{Type, properties, type_of},
};

/// Checks the `required` of an object. That of a member of `allOf` may name the properties of other members, so all
/// members are checked together.
pub(super) fn check(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    check_distinct(schema, check);
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
        for name in part.items_of("required") {
            let Some(text) = name.node.as_str().filter(|text| !properties.contains_key(text)) else { continue };
            let hint = suggest::hint(text, properties.keys().copied(), "add the property, or remove the name");
            check.warn(&name, format!("there is no property `{text}`: the name is ignored")).hint(hint);
        }
    }
}

/// Warns of properties whose fields `lower` will number.
fn check_names(schema: &Cursor<'_>, properties: &IndexMap<&str, Cursor<'_>>, check: &mut Check<'_>) {
    let mut seen = HashMap::new();
    for (wire, property) in properties {
        let name = property.node.str_at("x-sdk-field").map_or_else(|| snake_name(wire), str::to_owned);
        if let Some(first) = seen.get(&name) {
            let message = format!("the properties `{first}` and `{wire}` are both called `{name}`: one gets a number");
            check.warn(schema, message).hint("choose the names with `x-sdk-field`");
        } else {
            seen.insert(name, wire);
        }
    }
}

fn check_distinct(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let mut seen = HashSet::new();
    for name in schema.items_of("required") {
        if let Some(text) = name.node.as_str().filter(|text| !seen.insert(*text)) {
            check.warn(&name, format!("duplicate name `{text}`"));
        }
    }
}

/// A schema and the inline members of its `allOf`.
fn inline_parts<'a>(schema: &Cursor<'a>) -> Vec<Cursor<'a>> {
    let members = schema.items_of("allOf").into_iter().filter(|member| member.node.get("$ref").is_none());
    [schema.clone()].into_iter().chain(members.flat_map(|member| inline_parts(&member))).collect()
}
