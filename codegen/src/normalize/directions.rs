//! The directions in which a type is sent.
//!
//! A schema that is sent and received, and whose two sides differ, becomes two types, and so does each schema that
//! contains it. Schemas that no operation and no event reaches are dropped.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Component, Normalized, sites::Site};
use crate::{
    node::{Node, Value},
    problem::Problems,
    schema::{canonical, is_struct, parts, parts_mut, references, rename_references},
    unite::add_names,
};

/// One side of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// The directions in which each schema is sent.
type Directions = BTreeMap<String, BTreeSet<Side>>;

/// Splits schemas that differ, and drops unused ones.
pub(super) fn split(api: &mut Normalized, problems: &mut Problems) {
    let directions = reach(api);
    let split = differing(&api.types, &directions);
    let mut names: BTreeMap<(String, Side), String> = BTreeMap::new();
    let mut types: IndexMap<String, Component> = IndexMap::new();
    for (name, Component { place, node, .. }) in std::mem::take(&mut api.types) {
        for &side in directions.get(&name).into_iter().flatten() {
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
        if is_sided(schema) {
            apply(schema, side);
        }
        rename(schema, side);
    }
}

fn reach(api: &mut Normalized) -> Directions {
    let mut directions = Directions::new();
    let mut open: Vec<(String, Side)> = Vec::new();
    for (Site { side, .. }, schema) in api.schemas_mut() {
        open.extend(references(schema).into_iter().map(|name| (name.to_owned(), side)));
    }
    while let Some((name, side)) = open.pop() {
        if directions.entry(name.clone()).or_default().insert(side)
            && let Some(component) = api.types.get(&name)
        {
            open.extend(references(&component.node).into_iter().map(|inner| (inner.to_owned(), side)));
        }
    }
    directions
}

/// The types whose two sides differ, in themselves or in what they contain.
fn differing(types: &IndexMap<String, Component>, directions: &Directions) -> BTreeSet<String> {
    let differs = |node: &Node| {
        let [request, response] = Side::BOTH.map(|side| canonical(&on_side(node, side)));
        request != response
    };
    let (mut holders, mut open) = (BTreeMap::<&str, Vec<&str>>::new(), Vec::new());
    for (name, component) in types.iter().filter(|(name, _)| directions.get(*name).is_some_and(|s| s.len() == 2)) {
        references(&component.node).into_iter().for_each(|inner| holders.entry(inner).or_default().push(name));
        if is_sided(&component.node) && differs(&component.node) {
            open.push(name.as_str());
        }
    }
    let mut split = BTreeSet::new();
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
    if is_sided(&out) {
        apply(&mut out, side);
    }
    out
}

/// Returns whether anything in the schema depends on the side.
fn is_sided(schema: &Node) -> bool {
    let keys = ["x-sdk-request", "x-sdk-response", "readOnly", "writeOnly"];
    keys.iter().any(|key| schema.get(key).is_some()) || parts(schema).any(is_sided)
}

fn apply(schema: &mut Node, side: Side) {
    let hint = schema.get(side.hint()).cloned();
    if let Some(map) = schema.as_map_mut() {
        map.retain(|key, _| Side::BOTH.iter().all(|side| key != side.hint()));
    }
    if is_struct(schema) {
        drop_foreign_fields(schema, side);
    }
    if let Some(hint) = hint {
        require(schema, &hint);
        nullify(schema, &hint);
    }
    parts_mut(schema).into_iter().for_each(|part| apply(part, side));
}

/// A read-only field is not sent, a write-only one not received.
fn drop_foreign_fields(schema: &mut Node, side: Side) {
    let foreign = match side {
        Side::Request => "readOnly",
        Side::Response => "writeOnly",
    };
    let Some(properties) = schema.get_mut("properties").and_then(Node::as_map_mut) else { return };
    let dropped: BTreeSet<String> =
        properties.iter().filter(|(_, p)| p.flag(foreign)).map(|(name, _)| name.clone()).collect();
    properties.retain(|name, _| !dropped.contains(name));
    if let Some(required) = schema.get_mut("required").and_then(Node::as_list_mut) {
        required.retain(|name| name.as_str().is_none_or(|name| !dropped.contains(name)));
    }
}

fn require(schema: &mut Node, hint: &Node) {
    let Some(more) = hint.get("required") else { return };
    if schema.get("required").is_none() {
        schema.set("required", Node::new(&more.at, Value::List(Vec::new())));
    }
    if let Some(required) = schema.get_mut("required").and_then(Node::as_list_mut) {
        add_names(required, more.as_list().unwrap_or_default());
    }
}

fn nullify(schema: &mut Node, hint: &Node) {
    let Some(nullable) = hint.get("nullable") else { return };
    for (name, property) in schema.get_mut("properties").into_iter().flat_map(Node::members_mut) {
        let value = Value::Bool(hint.strings_of("nullable").any(|listed| listed == name));
        property.set("nullable", Node::new(&nullable.at, value));
    }
}
