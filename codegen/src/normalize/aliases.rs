//! A component that is neither a struct nor an enum is an alias of a schema, which replaces all references to it.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::sites::{content_schemas, operation_schemas};
use crate::{
    node::{Node, Value},
    problem::{Place, Problems},
    schema::{is_enum, is_struct, parts_mut, reference},
    unite::{Operation, Placed},
};

/// How many levels of schemas a type may have once aliases are resolved.
const MAX_SCHEMAS: usize = 48;

/// Resolves all aliases and removes them.
pub(super) fn expand(
    schemas: &mut IndexMap<String, Placed>,
    operations: &mut [Operation],
    webhooks: &mut IndexMap<String, Placed>,
    problems: &mut Problems,
) {
    let (types, aliases): (IndexMap<_, _>, IndexMap<_, _>) =
        std::mem::take(schemas).into_iter().partition(|(_, schema)| is_struct(&schema.node) || is_enum(&schema.node));
    *schemas = types;
    let is_nullable = |(name, schema): (&String, &Placed)| schema.node.flag("nullable").then(|| name.clone());
    let nullable = schemas.iter().filter_map(is_nullable).collect();
    let mut expansion =
        Expansion { aliases: &aliases, nullable, open: Vec::new(), depth: 0, refused: HashSet::new(), problems };
    for schema in schemas.values_mut() {
        expansion.expand(&mut schema.node);
    }
    for (_, schema) in operations.iter_mut().flat_map(operation_schemas) {
        expansion.expand(schema);
    }
    let bodies = webhooks.values_mut().filter_map(|webhook| webhook.node.get_mut("requestBody"));
    bodies.flat_map(content_schemas).for_each(|schema| expansion.expand(schema));
}

struct Expansion<'a> {
    aliases: &'a IndexMap<String, Placed>,
    /// Types that may be null: in Rust, not the type but the reference to it is nullable.
    nullable: HashSet<String>,
    open: Vec<&'a String>,
    /// The number of schemas that contain the current one.
    depth: usize,
    /// Aliases that are reported as too deep.
    refused: HashSet<Place>,
    problems: &'a mut Problems,
}

impl Expansion<'_> {
    fn expand(&mut self, schema: &mut Node) {
        if self.depth >= MAX_SCHEMAS && self.refuse_depth() {
            return;
        }
        self.depth += 1;
        self.write_out(schema);
        self.depth -= 1;
    }

    /// The depth of a document is limited, but nested aliases could exceed it, and later stages are recursive. An alias
    /// that is used more than once is reported once.
    fn refuse_depth(&mut self) -> bool {
        let Some(alias) = self.open.last().and_then(|name| self.aliases.get(*name)) else { return false };
        if self.refused.insert(alias.place.clone()) {
            let message = format!("with aliases resolved, this has more than {MAX_SCHEMAS} levels of schemas");
            let hint = "make one of them a component that is an object with properties";
            self.problems.error(alias.place.clone(), message).hint(hint);
        }
        true
    }

    fn write_out(&mut self, schema: &mut Node) {
        let Some((name, alias)) = reference(schema).and_then(|name| self.aliases.get_key_value(name)) else {
            self.say_nullable(schema);
            parts_mut(schema).into_iter().for_each(|part| self.expand(part));
            return;
        };
        let mut written_out = alias.node.clone();
        self.open.push(name);
        self.expand(&mut written_out);
        self.open.pop();
        schema.members().filter(|(key, _)| *key != "$ref").for_each(|(key, node)| written_out.set(key, node.clone()));
        *schema = written_out;
    }

    fn say_nullable(&self, schema: &mut Node) {
        let is_nullable = reference(schema).is_some_and(|name| self.nullable.contains(name));
        if is_nullable && schema.get("nullable").is_none() {
            schema.set("nullable", Node::new(&schema.at, Value::Bool(true)));
        }
    }
}
