//! Schemas of one name become one type.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::{IndexMap, map::Entry};

use super::{Document, Names, Placed, components};
use crate::{
    document::Reference,
    names,
    node::{Map, Node, Value},
    problem::Problems,
    schema::{
        adds, applies, canonical, declared_type, is_allowed_next_to_reference, is_annotation_only, parts_mut,
        reference, rename_references,
    },
    suggest,
};

/// Adds a document's schemas to those of the others.
pub(super) fn unite(document: &Document<'_>, all: &mut IndexMap<String, Placed>, problems: &mut Problems) {
    for (key, schema) in components(document.root, "schemas") {
        let (name, new) = (&document.types[key], document.schema(schema.node));
        match all.entry(name.clone()) {
            Entry::Vacant(entry) => _ = entry.insert(Placed { place: schema.place(), node: new }),
            Entry::Occupied(entry) => {
                let Placed { place, node } = entry.get();
                if canonical(node) != canonical(&new) {
                    let (at, difference) = (&place.at, difference(node, &new));
                    let message =
                        format!("the type `{name}` differs from the one at {}:{}{difference}", at.document, at.line);
                    let hint = "make both equal in the overlay, or rename one with `x-sdk-name`";
                    problems.error(schema.place(), message).hint(hint);
                }
            }
        }
    }
}

/// The names of a document's schemas. Different schemas with the same name by rule are numbered.
pub(super) fn names(root: &Node, all: &IndexMap<String, Placed>, problems: &mut Problems) -> Names {
    let schemas = components(root, "schemas");
    let wanted =
        |key: &str, schema: &Node| schema.str_at("x-sdk-name").map_or_else(|| names::type_name(key), str::to_owned);
    let rules = schemas.iter().map(|(key, schema)| wanted(key, schema.node));
    let mut taken: names::Scope = rules.chain(all.keys().cloned()).collect();
    let mut first: HashMap<String, &Node> = HashMap::new();
    let mut names = Names::new();
    for (key, schema) in schemas {
        let mut name = wanted(key, schema.node);
        let known = *first.entry(name.clone()).or_insert(schema.node);
        if schema.node.get("x-sdk-name").is_none() && canonical(known) != canonical(schema.node) {
            let rule = name.clone();
            name = taken.take(name);
            let message = format!("another schema is called `{rule}` in Rust: `{key}` becomes `{name}`");
            problems.warning(schema.place(), message).hint("choose a name with `x-sdk-name`");
        }
        names.insert(key.to_owned(), name);
    }
    names
}

/// The properties in which two objects differ, if any.
pub(crate) fn difference(a: &Node, b: &Node) -> String {
    let property = |schema: &Node, name: &str| {
        let shape = schema.get("properties").and_then(|properties| properties.get(name)).map(canonical);
        (shape, schema.strings_of("required").any(|required| required == name))
    };
    let names: BTreeSet<&str> =
        [a, b].iter().flat_map(|schema| schema.members_of("properties")).map(|(name, _)| name).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| property(a, name) != property(b, name)).collect();
    if names.is_empty() { String::new() } else { format!(" in {}", suggest::names(&names, "and")) }
}

impl Document<'_> {
    /// Returns the schema with Rust type names and without `allOf`, at every depth. A single schema in `allOf` replaces
    /// it; several become one object.
    pub(super) fn schema(&self, schema: &Node) -> Node {
        let mut flat = self.flatten(schema);
        rename_references(&mut flat, &|name| self.types.get(name).cloned());
        flat
    }

    fn flatten(&self, schema: &Node) -> Node {
        let mut flat = self.combine(schema);
        drop_without_effect(&mut flat);
        parts_mut(&mut flat).into_iter().for_each(|part| *part = self.flatten(part));
        flat
    }

    fn combine(&self, schema: &Node) -> Node {
        let (notes, members) = split_all_of(schema);
        match members[..] {
            // `check` has warned about an `allOf` next to a reference.
            _ if schema.get("$ref").is_some() => schema.clone(),
            [] => schema.clone(),
            [only] if !adds(schema) => {
                let mut out = self.combine(only);
                let around = notes.into_iter().chain([schema]).flat_map(Node::members);
                let around = around.filter(|(key, _)| !matches!(*key, "allOf" | "type"));
                around.for_each(|(key, note)| out.set(key, note.clone()));
                out
            }
            _ => {
                let mut object = Node::new(&schema.at, Value::Map(Map::new()));
                self.extend(&mut object, schema, false, &mut HashSet::new());
                object
            }
        }
    }

    /// Adds a schema and all that it extends to an object, each component once. `check` has rejected cycles.
    fn extend<'n>(&'n self, object: &mut Node, schema: &'n Node, is_component: bool, seen: &mut HashSet<&'n str>) {
        if let Some(reference) = schema.str_at("$ref") {
            let target =
                Reference::parse(reference).and_then(|to| to.target(self.root)).filter(|_| seen.insert(reference));
            target.into_iter().for_each(|target| self.extend(object, target.node, true, seen));
            return;
        }
        let (notes, members) = split_all_of(schema);
        members.into_iter().chain(notes).for_each(|member| self.extend(object, member, is_component, seen));
        let keywords = schema.members().filter(|(key, _)| *key != "allOf" && (!is_component || ADDED.contains(key)));
        keywords.for_each(|(key, node)| add_keyword(object, key, node));
    }
}

/// Splits the entries of an `allOf` into those with only annotations and the others. The schema's own annotations take
/// precedence.
fn split_all_of(schema: &Node) -> (Vec<&Node>, Vec<&Node>) {
    schema.items_of("allOf").partition(|member| is_annotation_only(member))
}

/// The keywords that an object adds to those that extend it.
const ADDED: [&str; 5] = ["properties", "required", "type", "x-sdk-message-ref", "additionalProperties"];

/// Removes required names without a property.
pub(crate) fn drop_unknown_required(schema: &mut Node) {
    let properties: HashSet<String> = schema.members_of("properties").map(|(name, _)| name.to_owned()).collect();
    if let Some(required) = schema.get_mut("required").and_then(Node::as_list_mut) {
        required.retain(|name| name.as_str().is_some_and(|name| properties.contains(name)));
    }
}

/// Removes keywords and required names that have no effect. `check` has warned about them.
fn drop_without_effect(schema: &mut Node) {
    drop_unknown_required(schema);
    let is_reference = reference(schema).is_some();
    let ty = declared_type(schema);
    if let Some(map) = schema.as_map_mut() {
        map.retain(|key, _| match is_reference {
            true => key == "$ref" || is_allowed_next_to_reference(key),
            false => applies(key, ty),
        });
    }
}

/// Adds a keyword to an object: merges `properties` and `required`, and replaces any other keyword.
pub(crate) fn add_keyword(object: &mut Node, key: &str, node: &Node) {
    let Some(map) = object.as_map_mut() else { return };
    match (key, map.get_mut(key).map(|present| &mut present.value), &node.value) {
        ("properties", Some(Value::Map(present)), Value::Map(more)) => {
            present.extend(more.iter().map(|(name, property)| (name.clone(), property.clone())));
        }
        ("required", Some(Value::List(present)), Value::List(more)) => {
            for name in more {
                if present.iter().all(|known| known.as_str() != name.as_str()) {
                    present.push(name.clone());
                }
            }
        }
        _ => _ = map.insert(key.to_owned(), node.clone()),
    }
}
