//! Schemas of one name become one type.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Placed;
use crate::{
    check::only_annotates,
    names,
    node::{Cursor, Map, Node, Value},
    problem::Problems,
    schema::{canonical, parts_mut, reference, rename_references},
};

/// From the component's key to the name that the type will have.
pub(super) type Names = IndexMap<String, String>;

/// Adds a document's schemas to those of the others and returns the names that its keys stand for.
pub(super) fn unite(root: &Cursor<'_>, all: &mut IndexMap<String, Placed>, problems: &mut Problems) -> Names {
    let components = root.get("components");
    let schemas = components.map(|components| components.members_of("schemas")).unwrap_or_default();
    let names: Names =
        schemas.iter().map(|(key, schema)| ((*key).to_owned(), decided_name(key, schema.node))).collect();
    for (key, cursor) in &schemas {
        let mut node = flatten(cursor.node, root.node);
        rename_references(&mut node, &|name| names.get(name).cloned());
        add(all, &names[*key], Placed { place: cursor.place(), node }, problems);
    }
    names
}

fn decided_name(key: &str, schema: &Node) -> String {
    schema.str_at("x-sdk-name").map(str::to_owned).unwrap_or_else(|| names::type_name(key))
}

fn add(all: &mut IndexMap<String, Placed>, name: &str, placed: Placed, problems: &mut Problems) {
    let Some(earlier) = all.get(name) else {
        all.insert(name.to_owned(), placed);
        return;
    };
    if canonical(&earlier.node) != canonical(&placed.node) {
        let at = &earlier.place.at;
        let difference = difference(&earlier.node, &placed.node);
        let message = format!("the type `{name}` differs from the one at {}:{}{difference}", at.document, at.line);
        let hint = "make both equal in the overlay, or give one another name with `x-sdk-name`";
        problems.error(placed.place, message).hint(hint);
    }
}

/// The properties in which two objects differ, if it is these.
fn difference(a: &Node, b: &Node) -> String {
    let property = |schema: &Node, name: &str| {
        let shape = schema.get("properties").and_then(|properties| properties.get(name)).map(canonical);
        (shape, schema.strings_of("required").any(|required| required == name))
    };
    let names: BTreeSet<&str> =
        [a, b].iter().flat_map(|schema| schema.members_of("properties")).map(|(name, _)| name).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| property(a, name) != property(b, name)).collect();
    if names.is_empty() { String::new() } else { format!(" in `{}`", names.join("`, `")) }
}

/// Writes `allOf` out: a described reference keeps its reference, anything else becomes one object.
pub(super) fn flatten(schema: &Node, root: &Node) -> Node {
    let mut flat = flatten_members(schema, root);
    drop_format(&mut flat);
    for part in parts_mut(&mut flat) {
        *part = flatten(part, root);
    }
    flat
}

/// A format says something about texts and numbers; beside any other type it only keeps openapiv3 from seeing the type.
fn drop_format(schema: &mut Node) {
    let has_none = matches!(schema.str_at("type"), Some("array" | "boolean" | "object"));
    if let Some(map) = schema.as_map_mut().filter(|_| has_none) {
        map.shift_remove("format");
    }
}

fn flatten_members(schema: &Node, root: &Node) -> Node {
    let Some((key, members)) =
        ["allOf", "oneOf", "anyOf"].iter().find_map(|key| Some((*key, schema.get(key)?.as_list()?)))
    else {
        return schema.clone();
    };
    let mut outer = schema.clone();
    if let Some(map) = outer.as_map_mut() {
        map.shift_remove(key);
    }
    // What only says something about the others stands around them. What the schema says itself goes before it.
    let (notes, members): (Vec<&Node>, Vec<&Node>) = members.iter().partition(|member| only_annotates(member));
    let mut around = Node::new(&schema.at, Value::Map(Map::new()));
    notes.into_iter().chain([&outer]).for_each(|note| merge(&mut around, note));
    match members[..] {
        [only] if !adds_something(&around) => over(only.clone(), &around, root),
        _ => {
            let mut object = Node::new(&schema.at, Value::Map(Map::new()));
            for member in members {
                merge(&mut object, &object_of(member, root, 0));
            }
            merge(&mut object, &around);
            object
        }
    }
}

/// Whether what stands around an `allOf` is one more object to combine, and no mere annotation.
fn adds_something(outer: &Node) -> bool {
    ["properties", "required", "additionalProperties"].iter().any(|key| outer.get(key).is_some())
}

/// The single member of an `allOf`, with what stands around it.
fn over(member: Node, outer: &Node, root: &Node) -> Node {
    let mut out = flatten_members(&member, root);
    annotate(&mut out, outer);
    out
}

fn annotate(node: &mut Node, outer: &Node) {
    let Some(map) = node.as_map_mut() else { return };
    for (key, value) in outer.members().filter(|(key, _)| !matches!(*key, "properties" | "required" | "type")) {
        map.insert(key.to_owned(), value.clone());
    }
}

fn object_of(member: &Node, root: &Node, depth: usize) -> Node {
    let target = reference(member).and_then(|name| root.get("components")?.get("schemas")?.get(name));
    match target {
        // `check` has refused cycles; the bound only keeps a bug of ours from recursing for ever.
        Some(target) if depth < 64 => {
            let mut flat = flatten_members(target, root);
            if reference(&flat).is_some() {
                flat = object_of(&flat, root, depth + 1);
            }
            if let Some(map) = flat.as_map_mut() {
                map.retain(|key, _| {
                    matches!(
                        key.as_str(),
                        "properties" | "required" | "type" | "x-sdk-message-ref" | "additionalProperties"
                    )
                });
            }
            flat
        }
        _ => flatten_members(member, root),
    }
}

fn merge(object: &mut Node, member: &Node) {
    let Some(map) = object.as_map_mut() else { return };
    for (key, node) in member.members() {
        match (key, map.get_mut(key).map(|present| &mut present.value), &node.value) {
            ("properties", Some(Value::Map(present)), Value::Map(more)) => {
                present.extend(more.iter().map(|(name, property)| (name.clone(), property.clone())));
            }
            ("required", Some(Value::List(present)), Value::List(more)) => {
                for name in more {
                    if !present.iter().any(|known| known.as_str() == name.as_str()) {
                        present.push(name.clone());
                    }
                }
            }
            _ => {
                map.insert(key.to_owned(), node.clone());
            }
        }
    }
}
