//! Merges the service's structure into our document. Objects that exist in both keep our prose and our order.
//!
//! A new object has the service's prose and is marked for review. So is an object whose structure changed under our
//! prose. If such an object has no prose, the nearest enclosing object that has some is marked instead.

use std::collections::HashMap;

use wsapi_codegen::node::{Map, Node, Value};

use super::objects::{Kind, MARK, structure};

/// The mark of an object that is new.
const NEW: &str = "new";
/// The mark of an object that changed under our prose.
const CHANGED: &str = "changed";

/// Returns our document with the structure of theirs. Nodes that exist in ours keep their position.
pub(super) fn merge(ours: &Node, theirs: &Node) -> Node {
    merged(ours, theirs, Kind::Object).node
}

/// A merged value. `is_changed` is `true` if it changed and no mark inside it shows that.
struct Merged {
    node: Node,
    is_changed: bool,
}

fn merged(ours: &Node, theirs: &Node, kind: Kind) -> Merged {
    if structure(ours, kind) == structure(theirs, kind) {
        return Merged { node: ours.clone(), is_changed: false };
    }
    match (kind, &ours.value, &theirs.value) {
        (Kind::Object, Value::Map(_), Value::Map(_)) => object(ours, theirs),
        (Kind::Names, Value::Map(our), Value::Map(their)) => {
            let mut is_changed = false;
            let mut members = Map::new();
            for (name, pair) in align(our.iter(), their.iter()) {
                if let Some(node) = one(pair, Kind::Object, &mut is_changed) {
                    members.insert(name.clone(), node);
                }
            }
            Merged { node: Node::new(&ours.at, Value::Map(members)), is_changed }
        }
        (Kind::Object | Kind::Set, Value::List(our), Value::List(their)) => {
            let inside = if kind == Kind::Set { Kind::Data } else { kind };
            let mut is_changed = kind == Kind::Set;
            let (our, their) = (identities(our), identities(their));
            let pairs = align(our.iter().map(|(id, node)| (id, *node)), their.iter().map(|(id, node)| (id, *node)));
            let items = pairs.into_iter().filter_map(|(_, pair)| one(pair, inside, &mut is_changed)).collect();
            Merged { node: Node::new(&ours.at, Value::List(items)), is_changed }
        }
        _ => Merged { node: Node::new(&ours.at, theirs.value.clone()), is_changed: true },
    }
}

fn object(ours: &Node, theirs: &Node) -> Merged {
    let mut is_changed = false;
    let mut members = Map::new();
    let our = ours.as_map().into_iter().flatten();
    let their = theirs.as_map().into_iter().flatten().filter(|(key, node)| {
        let is_ours = ours.get(key).is_some();
        is_ours || Kind::of(key, node).is_structure()
    });
    let mut has_prose = false;
    for (key, pair) in align(our, their) {
        let kinds = (pair.0.map(|node| Kind::of(key, node)), pair.1.map(|node| Kind::of(key, node)));
        let node = match (kinds, pair) {
            ((Some(kind @ (Kind::Prose | Kind::Mark)), _), (Some(node), _)) => {
                has_prose |= kind == Kind::Prose;
                Some(node.clone())
            }
            ((Some(Kind::Default), None), (Some(node), _)) => Some(node.clone()),
            // Its kind changed, for example from a flag to a schema.
            ((Some(kind), Some(other)), (Some(node), Some(theirs))) if kind != other => {
                is_changed = true;
                Some(Node::new(&node.at, theirs.value.clone()))
            }
            // A new version of the document does not affect its prose.
            (_, pair) if key == "version" => one(pair, Kind::Data, &mut false),
            ((our, their), pair) => one(pair, our.or(their).unwrap_or(Kind::Data), &mut is_changed),
        };
        node.map(|node| members.insert(key.clone(), node));
    }
    let mut node = Node::new(&ours.at, Value::Map(members));
    if is_changed && has_prose {
        mark(&mut node, CHANGED);
    }
    Merged { node, is_changed: is_changed && !has_prose }
}

/// A member of a map, or an item of a list, in ours and in theirs.
type Pair<'a> = (Option<&'a Node>, Option<&'a Node>);

/// Returns the merged value of a pair, or `None` if it is not in theirs.
fn one(pair: Pair<'_>, kind: Kind, is_changed: &mut bool) -> Option<Node> {
    match pair {
        (Some(ours), Some(theirs)) => {
            let merged = merged(ours, theirs, kind);
            *is_changed |= merged.is_changed;
            Some(merged.node)
        }
        (None, Some(theirs)) => {
            let mut node = theirs.clone();
            *is_changed |= !mark_new(&mut node, kind);
            Some(node)
        }
        (_, None) => {
            *is_changed = true;
            None
        }
    }
}

/// Marks the objects of a new value. Returns `false` if it has none.
fn mark_new(node: &mut Node, kind: Kind) -> bool {
    match kind {
        Kind::Object if node.as_map().is_some() => mark(node, NEW),
        Kind::Object => node.items_mut().for_each(|item| mark(item, NEW)),
        Kind::Names => node.members_mut().for_each(|(_, member)| mark(member, NEW)),
        _ => return false,
    }
    true
}

/// Adds a mark as the first member of an object, where it is visible, unless the object has one.
pub(super) fn mark(node: &mut Node, reason: &str) {
    let at = node.at.clone();
    if let Some(members) = node.as_map_mut().filter(|members| !members.contains_key(MARK)) {
        members.shift_insert(0, MARK.to_owned(), Node::string(&at, reason));
    }
}

/// Returns the items of a list, each with a key that identifies it in other versions of the list.
pub(super) fn identities(items: &[Node]) -> Vec<(String, &Node)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let items = items.iter().map(|item| {
        let text = |key| item.str_at(key).unwrap_or_default();
        let id = match item.value {
            Value::Map(_) => format!("{} {} {} {}", text("$ref"), text("in"), text("name"), text("url")),
            _ => structure(item, Kind::Data),
        };
        let count = seen.entry(id.clone()).and_modify(|count| *count += 1).or_default();
        (format!("{id} {count}"), item)
    });
    items.collect()
}

/// Pairs the entries that have the same key. Our order is preserved, and an entry that only they have follows the same
/// entry as in theirs.
fn align<'a>(
    ours: impl Iterator<Item = (&'a String, &'a Node)>,
    theirs: impl Iterator<Item = (&'a String, &'a Node)>,
) -> Vec<(&'a String, Pair<'a>)> {
    let mut pairs: Vec<(&String, Pair<'_>)> = ours.map(|(key, node)| (key, (Some(node), None))).collect();
    let mut next = 0;
    for (key, node) in theirs {
        let position = pairs.iter().position(|(known, _)| *known == key);
        match position {
            Some(position) => pairs[position].1.1 = Some(node),
            None => pairs.insert(next, (key, (None, Some(node)))),
        }
        next = position.unwrap_or(next) + 1;
    }
    pairs
}
