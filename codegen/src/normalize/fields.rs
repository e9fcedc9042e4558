//! Names fields and variants.

use std::collections::{HashMap, HashSet};

use crate::{
    names::{snake_name, unique, variant_name},
    node::{Map, Node, Value},
    problem::Problems,
    schema::{is_enum, is_struct},
    unite::United,
};

/// The fields that hold what the event says, which the generated envelope has anyway.
const RESERVED_IN_ENVELOPE: [&str; 3] = ["data", "event_type", "event_data"];

/// Writes `x-rust-field` on every property, `x-rust-variants` on every enum, and `x-rust-other` on every object that has
/// properties and may have others as well.
pub(super) fn name(api: &mut United, problems: &mut Problems) {
    if let Some(envelope) = &mut api.envelope {
        name_fields(&mut envelope.schema.node, &RESERVED_IN_ENVELOPE);
    }
    for placed in api.schemas.values_mut() {
        if is_struct(&placed.node) {
            let taken = name_fields(&mut placed.node, &[]);
            name_other(&mut placed.node, taken);
        } else if is_enum(&placed.node) {
            for message in name_variants(&mut placed.node) {
                problems.error(placed.place.clone(), message).hint("name them apart with `x-sdk-variants`");
            }
        }
    }
}

/// Names the fields, and returns the names that are taken.
fn name_fields(schema: &mut Node, reserved: &[&str]) -> HashSet<String> {
    let mut taken: HashSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let properties = schema.get_mut("properties").and_then(Node::as_map_mut);
    for (wire, property) in properties.into_iter().flatten() {
        let hint = property.str_at("x-sdk-field").map(str::to_owned);
        let name = unique(hint.unwrap_or_else(|| snake_name(wire)), &mut taken);
        let at = property.at.clone();
        if let Some(map) = property.as_map_mut() {
            map.insert("x-rust-field".to_owned(), Node::string(&at, name));
        }
    }
    taken
}

/// Names the field that keeps the members which are not listed. A schema that says nothing about them promises none.
fn name_other(schema: &mut Node, mut taken: HashSet<String>) {
    if !schema.flag("additionalProperties") {
        return;
    }
    let name = if taken.contains("other") { "other_members" } else { "other" };
    let name = unique(name.to_owned(), &mut taken);
    let at = schema.at.clone();
    if let Some(map) = schema.as_map_mut() {
        map.insert("x-rust-other".to_owned(), Node::string(&at, name));
    }
}

/// Names the variants, and says which have the same name.
fn name_variants(schema: &mut Node) -> Vec<String> {
    let hints = schema.get("x-sdk-variants").cloned();
    let hint = |value: &str| hints.as_ref().and_then(|hints| hints.str_at(value)).map(str::to_owned);
    let (mut taken, mut variants, mut clashes) = (HashMap::new(), Map::new(), Vec::new());
    for value in schema.items_of("enum") {
        let Some(text) = value.as_str() else { continue };
        let name = hint(text).unwrap_or_else(|| variant_name(text));
        if let Some(other) = taken.insert(name.clone(), text.to_owned()) {
            clashes.push(format!("the values `{other}` and `{text}` are both called `{name}` in Rust"));
        }
        variants.insert(text.to_owned(), Node::string(&value.at, name));
    }
    let at = schema.at.clone();
    if let Some(map) = schema.as_map_mut() {
        map.insert("x-rust-variants".to_owned(), Node::new(&at, Value::Map(variants)));
    }
    clashes
}
