//! Which way a type travels.
//!
//! A schema that is sent and received, and whose two sides differ, becomes two types, and so does each schema that
//! holds it. Schemas that no operation and no event reaches are dropped.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::{
    node::{Node, Value},
    problem::Problems,
    schema::{canonical, is_struct, parts, parts_mut, references, rename_references},
    unite::{Placed, United},
};

/// One side of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
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

/// The sides on which each type is used.
pub(super) type Directions = BTreeMap<String, BTreeSet<Side>>;

/// Splits what differs, drops what is unused.
pub(super) fn split(api: &mut United, problems: &mut Problems) -> Directions {
    let directions = reach(api);
    let split = differing(&api.schemas, &directions);
    let mut names: BTreeMap<(String, Side), String> = BTreeMap::new();
    let mut schemas: IndexMap<String, Placed> = IndexMap::new();
    let mut settled = Directions::new();
    for (name, placed) in std::mem::take(&mut api.schemas) {
        let Some(sides) = directions.get(&name) else { continue };
        for &side in sides {
            let new = side_name(&name, &placed.node, side, split.contains(&name));
            names.insert((name.clone(), side), new.clone());
            settled.entry(new.clone()).or_default().insert(side);
            let node = on_side(&placed.node, side);
            let place = placed.place.clone();
            let known =
                schemas.entry(new.clone()).or_insert_with(|| Placed { place: place.clone(), node: node.clone() });
            if canonical(&known.node) != canonical(&node) {
                problems
                    .error(place, format!("two different types are named `{new}`"))
                    .hint("rename one with `x-sdk-name`");
            }
        }
    }
    for (name, placed) in &mut schemas {
        let side = *settled[name].first().unwrap_or(&Side::Request);
        rename_references(&mut placed.node, &|target| names.get(&(target.to_owned(), side)).cloned());
    }
    api.schemas = schemas;
    for (side, schema) in uses_mut(api) {
        if is_sided(schema) {
            apply(schema, side);
        }
        rename_references(schema, &|target| names.get(&(target.to_owned(), side)).cloned());
    }
    settled
}

/// The schemas that operations and webhooks use, each with the side on which they do.
pub(super) fn uses_mut(api: &mut United) -> Vec<(Side, &mut Node)> {
    let mut uses = Vec::new();
    for operation in &mut api.operations {
        for (key, node) in operation.node.as_map_mut().into_iter().flatten() {
            match key.as_str() {
                "parameters" => {
                    let parameters = node.items_mut();
                    uses.extend(parameters.filter_map(|p| Some((Side::Request, p.get_mut("schema")?))));
                }
                "requestBody" => uses.extend(media_mut(node).into_iter().map(|schema| (Side::Request, schema))),
                "responses" => {
                    let schemas = node.members_mut().flat_map(|(_, response)| media_mut(response));
                    uses.extend(schemas.map(|schema| (Side::Response, schema)));
                }
                _ => {}
            }
        }
    }
    for webhook in api.webhooks.values_mut() {
        for (key, node) in webhook.node.as_map_mut().into_iter().flatten() {
            match key.as_str() {
                "schema" => uses.push((Side::Response, node)),
                "requestBody" => uses.extend(media_mut(node).into_iter().map(|schema| (Side::Response, schema))),
                _ => {}
            }
        }
    }
    let envelope = api.envelope.as_mut().map(|envelope| &mut envelope.schema.node);
    uses.extend(
        envelope
            .and_then(|node| node.get_mut("properties")?.as_map_mut())
            .into_iter()
            .flat_map(|map| map.values_mut().map(|property| (Side::Response, property))),
    );
    uses
}

fn media_mut(node: &mut Node) -> Vec<&mut Node> {
    let contents = node.get_mut("content").and_then(Node::as_map_mut);
    contents.into_iter().flat_map(|map| map.values_mut()).filter_map(|media| media.get_mut("schema")).collect()
}

fn reach(api: &mut United) -> Directions {
    let mut directions = Directions::new();
    let mut open: Vec<(String, Side)> = Vec::new();
    for (side, schema) in uses_mut(api) {
        references(schema, &mut |name| open.push((name.to_owned(), side)));
    }
    while let Some((name, side)) = open.pop() {
        if directions.entry(name.clone()).or_default().insert(side)
            && let Some(placed) = api.schemas.get(&name)
        {
            references(&placed.node, &mut |inner| open.push((inner.to_owned(), side)));
        }
    }
    directions
}

/// The types whose two sides differ, in themselves or in what they hold.
fn differing(schemas: &IndexMap<String, Placed>, directions: &Directions) -> BTreeSet<String> {
    let both = || schemas.iter().filter(|(name, _)| directions.get(*name).is_some_and(|sides| sides.len() == 2));
    let differs = |placed: &Placed| {
        if !is_sided(&placed.node) {
            return false;
        }
        let [request, response] = Side::BOTH.map(|side| canonical(&on_side(&placed.node, side)));
        request != response
    };
    let mut split: BTreeSet<String> =
        both().filter(|(_, placed)| differs(placed)).map(|(name, _)| name.clone()).collect();
    loop {
        let before = split.len();
        for (name, placed) in both() {
            let mut holds = false;
            references(&placed.node, &mut |inner| holds |= split.contains(inner));
            if holds {
                split.insert(name.clone());
            }
        }
        if split.len() == before {
            return split;
        }
    }
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

/// Whether anything in the schema depends on the side.
fn is_sided(schema: &Node) -> bool {
    let keys = ["x-sdk-request", "x-sdk-response", "readOnly", "writeOnly"];
    keys.iter().any(|key| schema.get(key).is_some()) || parts(schema).into_iter().any(is_sided)
}

fn apply(schema: &mut Node, side: Side) {
    let hint = schema.get(side.hint()).cloned();
    if let Some(map) = schema.as_map_mut() {
        Side::BOTH.iter().for_each(|side| {
            map.shift_remove(side.hint());
        });
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
    let dropped: Vec<String> =
        properties.iter().filter(|(_, p)| p.flag(foreign)).map(|(name, _)| name.clone()).collect();
    properties.retain(|name, _| !dropped.contains(name));
    if let Some(Value::List(required)) = schema.get_mut("required").map(|node| &mut node.value) {
        required.retain(|name| name.as_str().is_none_or(|name| !dropped.iter().any(|gone| gone == name)));
    }
}

fn require(schema: &mut Node, hint: &Node) {
    let Some(more) = hint.get("required") else { return };
    let Some(map) = schema.as_map_mut() else { return };
    let list = map.entry("required".to_owned()).or_insert_with(|| Node::new(&more.at, Value::List(Vec::new())));
    let Value::List(required) = &mut list.value else { return };
    for name in more.as_list().unwrap_or_default() {
        if !required.iter().any(|known| known.as_str() == name.as_str()) {
            required.push(name.clone());
        }
    }
}

fn nullify(schema: &mut Node, hint: &Node) {
    let Some(nullable) = hint.get("nullable") else { return };
    let names: Vec<&str> = hint.strings_of("nullable").collect();
    for (name, property) in schema.get_mut("properties").and_then(Node::as_map_mut).into_iter().flatten() {
        if let Some(map) = property.as_map_mut() {
            let value = Value::Bool(names.contains(&name.as_str()));
            map.insert("nullable".to_owned(), Node::new(&nullable.at, value));
        }
    }
}
