//! The directions in which a type is sent.
//!
//! A schema that is sent and received, and whose two sides differ, becomes two types, and so does each schema that
//! contains it. Schemas that no operation and no event reaches are dropped.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::{Component, Normalized, sites::Site};
use crate::{
    node::{Node, Value},
    problem::Problems,
    schema::{canonical, parts, parts_mut, references, rename_references},
    unite::{add_keyword, drop_unknown_required},
};

/// One side of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    /// From the caller to the service.
    Request,
    /// From the service to the caller, events included.
    Response,
}

impl Side {
    const BOTH: [Side; 2] = [Side::Request, Side::Response];

    fn hint(self) -> &'static str {
        match self {
            Side::Request => "x-sdk-request",
            Side::Response => "x-sdk-response",
        }
    }
}

/// Splits schemas that differ, and drops unused ones.
pub(super) fn split(api: &mut Normalized, problems: &mut Problems) {
    let reached = reach(api);
    let split = differing(&api.types, &reached);
    let mut names: HashMap<(String, Side), String> = HashMap::new();
    let mut types: IndexMap<String, Component> = IndexMap::new();
    for (name, Component { place, node, .. }) in std::mem::take(&mut api.types) {
        for side in Side::BOTH.into_iter().filter(|side| reached.contains(&(name.clone(), *side))) {
            let new = side_name(&name, &node, side, split.contains(&name));
            names.insert((name.clone(), side), new.clone());
            let node = on_side(&node, side);
            if types.get(&new).is_some_and(|known| canonical(&known.node) != canonical(&node)) {
                let message = format!("two different types are named `{new}`");
                problems.error(place.clone(), message).hint("rename one with `x-sdk-name`");
            }
            let component = || Component { place: place.clone(), node, sides: BTreeSet::new() };
            types.entry(new).or_insert_with(component).sides.insert(side);
        }
    }
    let rename = |schema: &mut Node, side| {
        rename_references(schema, &|target| names.get(&(target.to_owned(), side)).cloned());
    };
    for component in types.values_mut() {
        let side = *component.sides.first().unwrap_or(&Side::Request);
        rename(&mut component.node, side);
    }
    api.types = types;
    for (Site { side, .. }, schema) in api.schemas_mut() {
        apply(schema, side);
        rename(schema, side);
    }
}

/// Returns the components that operations and events use, each with the sides on which it is used.
fn reach(api: &mut Normalized) -> IndexSet<(String, Side)> {
    let mut reached = IndexSet::new();
    for (Site { side, .. }, schema) in api.schemas_mut() {
        reached.extend(references(schema).into_iter().map(|name| (name.to_owned(), side)));
    }
    let mut next = 0;
    while let Some((name, side)) = reached.get_index(next).cloned() {
        if let Some(component) = api.types.get(&name) {
            reached.extend(references(&component.node).into_iter().map(|inner| (inner.to_owned(), side)));
        }
        next += 1;
    }
    reached
}

/// The types whose two sides differ, in themselves or in what they contain.
fn differing(types: &IndexMap<String, Component>, reached: &IndexSet<(String, Side)>) -> HashSet<String> {
    let (mut holders, mut open) = (HashMap::<&str, Vec<&str>>::new(), Vec::new());
    for (name, Component { node, .. }) in types {
        if Side::BOTH.iter().all(|side| reached.contains(&(name.clone(), *side))) {
            references(node).into_iter().for_each(|inner| holders.entry(inner).or_default().push(name));
            let differs = || canonical(&on_side(node, Side::Request)) != canonical(&on_side(node, Side::Response));
            open.extend((is_sided(node) && differs()).then_some(name.as_str()));
        }
    }
    let mut split = HashSet::new();
    while let Some(name) = open.pop() {
        if split.insert(name.to_owned()) {
            open.extend(holders.get(name).into_iter().flatten());
        }
    }
    split
}

fn side_name(name: &str, schema: &Node, side: Side, split: bool) -> String {
    match schema.get(side.hint()).and_then(|hint| hint.str_at("name")) {
        Some(hinted) => hinted.to_owned(),
        None if split && side == Side::Request => format!("{name}Request"),
        None => name.to_owned(),
    }
}

/// The schema as it is on one side.
fn on_side(schema: &Node, side: Side) -> Node {
    let mut out = schema.clone();
    if is_sided(schema) {
        apply(&mut out, side);
    }
    out
}

/// Returns whether anything in the schema depends on the side. Hardly any does, and applying a side takes long.
fn is_sided(schema: &Node) -> bool {
    let keys = ["x-sdk-request", "x-sdk-response", "readOnly", "writeOnly"];
    keys.iter().any(|key| schema.get(key).is_some()) || parts(schema).any(is_sided)
}

fn apply(schema: &mut Node, side: Side) {
    let hint = schema.get(side.hint()).cloned();
    if let Some(map) = schema.as_map_mut() {
        map.retain(|key, _| Side::BOTH.iter().all(|side| key != side.hint()));
    }
    // A read-only field is not sent, a write-only one not received.
    let foreign = if side == Side::Request { "readOnly" } else { "writeOnly" };
    if let Some(properties) = schema.get_mut("properties").and_then(Node::as_map_mut) {
        properties.retain(|_, property| !property.flag(foreign));
        drop_unknown_required(schema);
    }
    if let Some(more) = hint.as_ref().and_then(|hint| hint.get("required")) {
        add_keyword(schema, "required", more);
    }
    if let Some(nullable) = hint.as_ref().and_then(|hint| hint.get("nullable")?.as_list()) {
        for (name, property) in schema.get_mut("properties").into_iter().flat_map(Node::members_mut) {
            let is_listed = nullable.iter().any(|listed| listed.as_str() == Some(name));
            property.set("nullable", Node::new(&property.at, Value::Bool(is_listed)));
        }
    }
    parts_mut(schema).into_iter().for_each(|part| apply(part, side));
}
