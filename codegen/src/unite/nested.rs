//! Combinations within combinations become components.
//!
//! The `allOf` of a property is written out where it is. If what it extends has such a property too, each level would
//! contain all levels below it once more, and an object that extends itself would have no end.

use std::collections::HashMap;

use crate::{
    names::{Scope, part_name},
    node::Node,
    schema::{combines, is_allowed_beside_reference, is_annotation_only, parts, refer, reference},
};

/// The document, with components for the combinations that extend an object with a combination.
pub(super) fn name(document: &Node) -> Node {
    let mut named = document.clone();
    let Some(known) = document.get("components").and_then(|all| all.get("schemas")) else { return named };
    let Some(schemas) = named.get_mut("components").and_then(|all| all.get_mut("schemas")) else { return named };
    let taken = known.members().map(|(name, _)| name).collect();
    let mut nested = Nested { known, extending: HashMap::new(), taken, named: Vec::new() };
    schemas.members_mut().for_each(|(name, schema)| nested.members(schema, name));
    nested.named.into_iter().for_each(|(name, schema)| schemas.set(&name, schema));
    named
}

struct Nested<'a> {
    /// The components of the document.
    known: &'a Node,
    /// Whether an object that extends the component gets a combination from it.
    extending: HashMap<&'a str, bool>,
    taken: Scope,
    /// The components to add.
    named: Vec<(String, Node)>,
}

impl<'a> Nested<'a> {
    /// Goes through the parts of an object.
    fn members(&mut self, schema: &mut Node, rule: &str) {
        for (key, node) in schema.members_mut() {
            match key {
                "properties" => {
                    node.members_mut().for_each(|(name, part)| self.part(part, format!("{rule}{}", part_name(name))));
                }
                "items" => self.part(node, format!("{rule}Item")),
                "additionalProperties" => self.part(node, format!("{rule}Value")),
                "allOf" => node.items_mut().for_each(|member| self.members(member, rule)),
                _ => {}
            }
        }
    }

    fn part(&mut self, schema: &mut Node, rule: String) {
        let is_nested = combines(schema) && self.has_combination(schema);
        self.members(schema, &rule);
        if is_nested {
            let name = self.taken.take(rule);
            let mut reference = refer(schema, &name);
            let notes = schema.items_of("allOf").filter(|member| is_annotation_only(member)).chain([&*schema]);
            let notes = notes.flat_map(Node::members).filter(|(key, _)| is_allowed_beside_reference(key));
            notes.for_each(|(key, note)| reference.set(key, note.clone()));
            self.named.push((name, std::mem::replace(schema, reference)));
        }
    }

    /// Returns whether an object that extends the schema gets a combination from it.
    fn has_combination(&mut self, schema: &Node) -> bool {
        let target = reference(schema).and_then(|name| self.known.as_map()?.get_key_value(name));
        let Some((name, target)) = target else {
            let is_inside = parts(schema).any(contains_combination);
            return is_inside || schema.items_of("allOf").any(|member| self.has_combination(member));
        };
        if let Some(known) = self.extending.get(name.as_str()) {
            return *known;
        }
        let found = self.has_combination(target);
        self.extending.insert(name, found);
        found
    }
}

fn contains_combination(schema: &Node) -> bool {
    combines(schema) || parts(schema).any(contains_combination)
}
