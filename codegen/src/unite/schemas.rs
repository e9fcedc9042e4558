//! Schemas of one name become one type.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::{Placed, add_names};
use crate::{
    names,
    node::{Cursor, Map, Node, Value},
    problem::Problems,
    schema::{
        adds, applies, canonical, declared_type, is_allowed_beside_reference, is_annotation_only, parts_mut, reference,
        rename_references,
    },
};

/// From the component's key to the name that the type will have.
pub(super) type Names = IndexMap<String, String>;

/// Adds a document's schemas to those of the others and returns their names by key.
pub(super) fn unite(root: &Cursor<'_>, all: &mut IndexMap<String, Placed>, problems: &mut Problems) -> Names {
    let components = root.get("components");
    let schemas = components.map(|components| components.members_of("schemas")).unwrap_or_default();
    let names = names(&schemas, all, problems);
    let mut flattener = Flattener::new(root.node);
    for (key, cursor) in &schemas {
        let mut node = flattener.flatten(cursor.node);
        rename_references(&mut node, &|name| names.get(name).cloned());
        add(all, &names[*key], Placed { place: cursor.place(), node }, problems);
    }
    names
}

/// The names of a document's schemas. Different schemas with the same name by rule are numbered.
fn names(schemas: &[(&str, Cursor<'_>)], all: &IndexMap<String, Placed>, problems: &mut Problems) -> Names {
    let wanted = |(key, schema): &(&str, Cursor<'_>)| {
        schema.node.str_at("x-sdk-name").map_or_else(|| names::type_name(key), str::to_owned)
    };
    let mut taken: names::Scope = schemas.iter().map(wanted).chain(all.keys().cloned()).collect();
    let mut first: HashMap<String, &Node> = HashMap::new();
    let mut names = Names::new();
    for schema in schemas {
        let mut name = wanted(schema);
        let (key, Cursor { node, .. }) = schema;
        let known = *first.entry(name.clone()).or_insert(node);
        if node.get("x-sdk-name").is_none() && canonical(known) != canonical(node) {
            let rule = name.clone();
            name = taken.take(name);
            let message = format!("another schema is called `{rule}` in Rust: `{key}` becomes `{name}`");
            problems.warning(schema.1.place(), message).hint("choose a name with `x-sdk-name`");
        }
        names.insert((*key).to_owned(), name);
    }
    names
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

/// The properties in which two objects differ, if any.
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

/// Flattens `allOf`: a described reference remains a reference, anything else becomes one object.
pub(super) struct Flattener<'a> {
    root: &'a Node,
    /// The schema that each component adds to the objects that extend it, as a cache.
    objects: HashMap<&'a str, Node>,
}

impl<'a> Flattener<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self { root, objects: HashMap::new() }
    }

    /// The schema and all its parts without `allOf`.
    pub(super) fn flatten(&mut self, schema: &Node) -> Node {
        let mut flat = self.members(schema);
        drop_without_effect(&mut flat);
        for part in parts_mut(&mut flat) {
            *part = self.flatten(part);
        }
        flat
    }

    fn members(&mut self, schema: &Node) -> Node {
        let Some(members) = schema.get("allOf").and_then(Node::as_list) else {
            return schema.clone();
        };
        let mut outer = schema.clone();
        if let Some(map) = outer.as_map_mut() {
            map.shift_remove("allOf");
        }
        // Members with only annotations apply to the result. The schema's own keywords take precedence over them.
        let (notes, members): (Vec<&Node>, Vec<&Node>) = members.iter().partition(|member| is_annotation_only(member));
        let mut around = Node::new(&schema.at, Value::Map(Map::new()));
        notes.into_iter().chain([&outer]).for_each(|note| merge(&mut around, note));
        if let ([only], false) = (&members[..], adds(&around)) {
            let mut out = self.members(only);
            annotate(&mut out, &around);
            return out;
        }
        let mut object = Node::new(&schema.at, Value::Map(Map::new()));
        members.into_iter().for_each(|member| merge(&mut object, &self.object(member)));
        merge(&mut object, &around);
        object
    }

    /// The fields that a member of an `allOf` adds. `check` has rejected cycles.
    fn object(&mut self, member: &Node) -> Node {
        let components = self.root.get("components").and_then(|components| components.get("schemas")?.as_map());
        let target = reference(member).and_then(|name| components?.get_key_value(name));
        let Some((name, target)) = target else { return self.members(member) };
        if let Some(known) = self.objects.get(name.as_str()) {
            return known.clone();
        }
        let mut flat = self.members(target);
        if reference(&flat).is_some() {
            flat = self.object(&flat);
        }
        if let Some(map) = flat.as_map_mut() {
            map.retain(|key, _| ADDED.contains(&key.as_str()));
        }
        self.objects.insert(name, flat.clone());
        flat
    }
}

/// The keywords that an object adds to those that extend it.
const ADDED: [&str; 5] = ["properties", "required", "type", "x-sdk-message-ref", "additionalProperties"];

/// Removes what has no effect: keywords, and required names without a property. `check` has warned about them.
fn drop_without_effect(schema: &mut Node) {
    let properties: HashSet<String> = schema.members_of("properties").map(|(name, _)| name.to_owned()).collect();
    if let Some(required) = schema.get_mut("required").and_then(Node::as_list_mut) {
        required.retain(|name| name.as_str().is_some_and(|name| properties.contains(name)));
    }
    let is_reference = reference(schema).is_some();
    let ty = declared_type(schema);
    if let Some(map) = schema.as_map_mut() {
        map.retain(|key, _| match is_reference {
            true => key == "$ref" || is_allowed_beside_reference(key),
            false => applies(key, ty),
        });
    }
}

fn annotate(node: &mut Node, outer: &Node) {
    for (key, value) in outer.members().filter(|(key, _)| !matches!(*key, "properties" | "required" | "type")) {
        node.set(key, value.clone());
    }
}

fn merge(object: &mut Node, member: &Node) {
    let Some(map) = object.as_map_mut() else { return };
    for (key, node) in member.members() {
        match (key, map.get_mut(key).map(|present| &mut present.value), &node.value) {
            ("properties", Some(Value::Map(present)), Value::Map(more)) => {
                present.extend(more.iter().map(|(name, property)| (name.clone(), property.clone())));
            }
            ("required", Some(Value::List(present)), Value::List(more)) => add_names(present, more),
            _ => {
                map.insert(key.to_owned(), node.clone());
            }
        }
    }
}
