//! Names fields and variants.

use std::collections::HashSet;

use crate::{
    names::{snake_name, unique, variant_name},
    node::{Map, Node, Value},
    problem::Problems,
    schema::{is_enum, is_struct},
    unite::United,
};

/// Writes `x-rust-field` on every property and `x-rust-variants` on every enum.
pub(super) fn name(api: &mut United, problems: &mut Problems) {
    let envelope = api.envelope.as_mut().map(|envelope| &mut envelope.schema);
    for placed in api.schemas.values_mut().chain(envelope) {
        if is_struct(&placed.node) {
            name_fields(&mut placed.node);
        } else if is_enum(&placed.node) && !name_variants(&mut placed.node) {
            let message = "two values of this enum get the same Rust name";
            problems.error(placed.place.clone(), message).hint("name them apart with `x-sdk-variants`");
        }
    }
}

fn name_fields(schema: &mut Node) {
    let mut taken = HashSet::new();
    let properties = schema.get_mut("properties").and_then(Node::as_map_mut);
    for (wire, property) in properties.into_iter().flatten() {
        let hint = property.str_at("x-sdk-field").map(str::to_owned);
        let name = unique(hint.unwrap_or_else(|| snake_name(wire)), &mut taken);
        let at = property.at.clone();
        if let Some(map) = property.as_map_mut() {
            map.insert("x-rust-field".to_owned(), Node::string(&at, name));
        }
    }
}

/// Whether all variants got different names.
fn name_variants(schema: &mut Node) -> bool {
    let hints = schema.get("x-sdk-variants").cloned();
    let hint = |value: &str| hints.as_ref().and_then(|hints| hints.str_at(value)).map(str::to_owned);
    let (mut taken, mut variants, mut distinct) = (HashSet::new(), Map::new(), true);
    for value in schema.items_of("enum") {
        let Some(text) = value.as_str() else { continue };
        let name = hint(text).unwrap_or_else(|| variant_name(text));
        distinct &= taken.insert(name.clone());
        variants.insert(text.to_owned(), Node::string(&value.at, name));
    }
    let at = schema.at.clone();
    if let Some(map) = schema.as_map_mut() {
        map.insert("x-rust-variants".to_owned(), Node::new(&at, Value::Map(variants)));
    }
    distinct
}
