//! `oneOf` and `anyOf` that are equivalent to one schema.
//!
//! Some generators write a single alternative. Alternatives that are all strings, some with known values, describe an
//! open enum, and every enum is open in Rust.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::{
    grammar::{Role, edit_schemas},
    nullable::set_nullable,
};
use crate::node::{Map, Node, Value, rename};

/// Replaces such a choice with an `allOf` of one entry, so that no later stage sees it.
pub(super) fn rewrite(root: &mut Node) {
    let schemas = root.get("components").into_iter().flat_map(|components| components.members_of("schemas"));
    let known: HashMap<String, Vec<Node>> =
        schemas.filter_map(|(name, schema)| Some((name.to_owned(), texts(schema)?))).collect();
    edit_schemas(root, Role::Root, &mut |schema| {
        let Some(map) = schema.as_map_mut() else { return };
        // A value must satisfy all of these keywords, so a schema with more than one is left as it is.
        let keys: Vec<&str> = ["allOf", "oneOf", "anyOf"].into_iter().filter(|key| map.contains_key(*key)).collect();
        if let [key @ ("oneOf" | "anyOf")] = keys[..] {
            simplify(map, key, &known);
        }
    });
}

/// The values of a schema that allows strings: the known ones, or none if it allows any.
fn texts(schema: &Node) -> Option<Vec<Node>> {
    let values: Vec<Node> = schema.items_of("enum").cloned().collect();
    let is_string = schema.get("type").map_or(!values.is_empty(), |ty| ty.as_str() == Some("string"));
    let are_texts = values.iter().all(|value| value.is_null() || value.as_str().is_some());
    let adds = ["allOf", "oneOf", "anyOf", "not", "$ref", "properties", "items", "x-sdk-name"];
    (is_string && are_texts && adds.iter().all(|key| schema.get(key).is_none())).then_some(values)
}

fn simplify(map: &mut Map, key: &str, components: &HashMap<String, Vec<Node>>) {
    let Some(members) = map.get(key).and_then(Node::as_list) else { return };
    if let [_] = members {
        rename(map, key, "allOf");
        return;
    }
    let text = |member: &Node| match member.str_at("$ref") {
        Some(reference) => components.get(reference.strip_prefix("#/components/schemas/")?).cloned(),
        None => texts(member),
    };
    let Some(alternatives) = members.iter().map(text).collect::<Option<Vec<_>>>() else { return };
    let known: Vec<_> = members.iter().zip(alternatives).filter(|(_, values)| !values.is_empty()).collect();
    let Some((first, _)) = known.first() else { return };
    let at = first.at.clone();
    let mut sole = Node::clone(first);
    if known.len() > 1 {
        let mut values: IndexMap<Option<String>, Node> = IndexMap::new();
        for value in known.into_iter().flat_map(|(_, values)| values) {
            values.entry(value.as_str().map(str::to_owned)).or_insert(value);
        }
        if values.shift_remove(&None).is_some() {
            set_nullable(map, &at);
        }
        let values = Node::new(&at, Value::List(values.into_values().collect()));
        let fields = [("type".to_owned(), Node::string(&at, "string")), ("enum".to_owned(), values)];
        sole = Node::new(&at, Value::Map(Map::from_iter(fields)));
    }
    rename(map, key, "allOf");
    map.insert("allOf".to_owned(), Node::new(&at, Value::List(vec![sole])));
}
