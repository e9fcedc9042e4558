//! A component that is neither a struct nor an enum is an alias of a schema, which replaces all references to it.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::sites::{content_schemas, operation_schemas};
use crate::{
    node::{Node, Value},
    problem::Problems,
    schema::{is_enum, is_struct, parts_mut, reference},
    unite::{Placed, United},
};

/// The maximum number of levels of schemas of a type once aliases are resolved.
const MAX_SCHEMAS: usize = 48;

/// Resolves all aliases and removes them.
pub(super) fn expand(united: &mut United, problems: &mut Problems) {
    let (types, aliases): (IndexMap<_, _>, IndexMap<_, _>) = std::mem::take(&mut united.schemas)
        .into_iter()
        .partition(|(_, schema)| is_struct(&schema.node) || is_enum(&schema.node));
    united.schemas = types;
    let is_nullable = |(name, schema): (&String, &Placed)| schema.node.flag("nullable").then(|| name.clone());
    let nullable = united.schemas.iter().filter_map(is_nullable).collect();
    let mut expansion = Expansion { aliases: &aliases, nullable, problems };
    let types = united.schemas.values_mut().map(|schema| &mut schema.node);
    let operations = united.operations.values_mut().flat_map(operation_schemas).map(|(_, schema)| schema);
    let bodies = united.webhooks.values_mut().filter_map(|webhook| webhook.node.get_mut("requestBody"));
    for schema in types.chain(operations).chain(bodies.flat_map(content_schemas)) {
        expansion.expand(schema, 0, None);
    }
}

struct Expansion<'a> {
    aliases: &'a IndexMap<String, Placed>,
    /// Types that may be null: in Rust, not the type but the reference to it is nullable.
    nullable: HashSet<String>,
    problems: &'a mut Problems,
}

impl Expansion<'_> {
    /// Resolves the aliases in a schema at a depth. `within` is the innermost alias that it was resolved from.
    fn expand(&mut self, schema: &mut Node, depth: usize, within: Option<&Placed>) {
        // The depth of a document is limited, but nested aliases could exceed it, and later stages are recursive.
        if let (MAX_SCHEMAS.., Some(alias)) = (depth, within) {
            let message = format!("with aliases resolved, this has more than {MAX_SCHEMAS} levels of schemas");
            let hint = "make one of them a component that is an object with properties";
            self.problems.error(alias.place.clone(), message).hint(hint);
            return;
        }
        let name = reference(schema);
        let Some(alias) = name.and_then(|name| self.aliases.get(name)) else {
            if name.is_some_and(|name| self.nullable.contains(name)) && schema.get("nullable").is_none() {
                schema.set("nullable", Node::new(&schema.at, Value::Bool(true)));
            }
            parts_mut(schema).into_iter().for_each(|part| self.expand(part, depth + 1, within));
            return;
        };
        let mut written_out = alias.node.clone();
        self.expand(&mut written_out, depth + 1, Some(alias));
        schema.members().filter(|(key, _)| *key != "$ref").for_each(|(key, node)| written_out.set(key, node.clone()));
        *schema = written_out;
    }
}
