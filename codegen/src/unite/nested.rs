//! Combinations within combinations become components.
//!
//! The `allOf` of a property is written out where it is. If what it extends has such a property too, each level would
//! contain all levels below it once more, and an object that extends itself would have no end.

use crate::{
    names::{Scope, part_name},
    node::{Cursor, Node},
    schema::{combines, is_allowed_next_to_reference, is_annotation_only, object_parts, parts, refer},
};

/// The document, with components for the combinations that extend an object with a combination.
pub(super) fn name(document: &Node) -> Node {
    let mut named = document.clone();
    let Some(schemas) = named.get_mut("components").and_then(|all| all.get_mut("schemas")) else { return named };
    let taken = schemas.members().map(|(name, _)| name).collect();
    let mut nested = Nested { document, taken, named: Vec::new() };
    schemas.members_mut().for_each(|(name, schema)| nested.members(schema, name));
    nested.named.into_iter().for_each(|(name, schema)| schemas.set(&name, schema));
    named
}

struct Nested<'a> {
    /// The document as it was.
    document: &'a Node,
    taken: Scope,
    /// The components to add.
    named: Vec<(String, Node)>,
}

impl Nested<'_> {
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
            let notes = notes.flat_map(Node::members).filter(|(key, _)| is_allowed_next_to_reference(key));
            notes.for_each(|(key, note)| reference.set(key, note.clone()));
            self.named.push((name, std::mem::replace(schema, reference)));
        }
    }

    /// Returns whether an object that extends the schema gets a combination from it.
    fn has_combination(&self, schema: &Node) -> bool {
        let objects = object_parts(&Cursor { node: schema, ..Cursor::root(self.document) });
        objects.iter().flatten().flat_map(|object| parts(object.node)).any(contains_combination)
    }
}

fn contains_combination(schema: &Node) -> bool {
    combines(schema) || parts(schema).any(contains_combination)
}
