//! `oneOf` and `anyOf` that are equivalent to one schema.
//!
//! Some generators write a single alternative. Alternatives that are all strings, some with known values, describe an
//! open enum, and every enum is open in Rust.

use std::collections::HashMap;

use super::grammar::{Role, edit_schemas};
use crate::node::{Map, Node, Value, rename};

/// Replaces such a choice with an `allOf` of one entry, so that no later stage sees it.
pub(super) fn rewrite(root: &mut Node) {
    let schemas = root.get("components").into_iter().flat_map(|components| components.members_of("schemas"));
    let known: HashMap<String, Vec<Node>> =
        schemas.filter_map(|(name, schema)| Some((name.to_owned(), texts(schema)?))).collect();
    edit_schemas(root, Role::Root, &mut |schema| {
        if let Some(map) = schema.as_map_mut()
            && !map.contains_key("allOf")
        {
            for key in ["oneOf", "anyOf"] {
                simplify(map, key, &known);
            }
        }
    });
}

/// The values of a schema that allows strings: the known ones, or none if it allows any.
fn texts(schema: &Node) -> Option<Vec<Node>> {
    let values: Vec<Node> = schema.items_of("enum").cloned().collect();
    let is_string = match schema.get("type") {
        Some(ty) => ty.as_str() == Some("string"),
        None => !values.is_empty(),
    };
    let are_texts = values.iter().all(|value| matches!(value.value, Value::String(_) | Value::Null));
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
        let (mut values, mut is_nullable): (Vec<Node>, bool) = (Vec::new(), false);
        for value in known.into_iter().flat_map(|(_, values)| values) {
            let is_new = || values.iter().all(|known| known.as_str() != value.as_str());
            match value.value {
                Value::Null => is_nullable = true,
                _ if is_new() => values.push(value),
                _ => {}
            }
        }
        let fields = [("type", Value::String("string".to_owned())), ("enum", Value::List(values))];
        let fields = fields.map(|(key, value)| (key.to_owned(), Node::new(&at, value)));
        sole = Node::new(&at, Value::Map(fields.into_iter().collect()));
        if is_nullable {
            map.insert("nullable".to_owned(), Node::new(&at, Value::Bool(true)));
        }
    }
    rename(map, key, "allOf");
    map.insert("allOf".to_owned(), Node::new(&at, Value::List(vec![sole])));
}
