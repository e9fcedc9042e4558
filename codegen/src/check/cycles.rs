//! Reference cycles: components that contain themselves endlessly.
//!
//! An object may contain itself by a property. A schema that refers to itself with no property in between has no type
//! in Rust, and a parameter that refers to itself means nothing.

use std::collections::HashMap;

use super::Check;
use crate::{
    document::MAX_REFERENCE_CHAIN,
    node::{Cursor, Node},
};

/// Reports every reference cycle, and every chain of references that is longer than the later stages follow.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(components) = root.get("components") else { return };
    for (section, components) in components.members() {
        let mut search = Search { components: &components, section, lengths: HashMap::new(), path: Vec::new() };
        for (name, _) in components.members() {
            search.length(name, check);
        }
    }
}

/// A search through the components of one section.
struct Search<'a, 'c> {
    components: &'c Cursor<'a>,
    section: &'a str,
    /// The length of the reference chain from a component.
    lengths: HashMap<&'a str, usize>,
    path: Vec<&'a str>,
}

impl<'a> Search<'a, '_> {
    fn length(&mut self, name: &'a str, check: &mut Check<'_>) -> usize {
        if let Some(length) = self.lengths.get(name) {
            return *length;
        }
        let Some(component) = self.components.get(name) else { return 0 };
        if let Some(start) = self.path.iter().position(|other| *other == name) {
            let cycle = self.path[start..].join("` → `");
            let problem = check.error(&component, format!("reference cycle: `{cycle}` → `{name}`"));
            if self.section == "schemas" {
                problem.hint("break the cycle with an object that has the schema as a property");
            }
            return 0;
        }
        self.path.push(name);
        let is_too_deep = self.path.len() > MAX_REFERENCE_CHAIN;
        let references = if is_too_deep { Vec::new() } else { direct_references(component.node, self.section) };
        let length = references.into_iter().map(|next| 1 + self.length(next, check)).max().unwrap_or(0);
        self.path.pop();
        self.lengths.insert(name, length);
        // The chains that contain it are even longer; one report is enough.
        if is_too_deep || length == MAX_REFERENCE_CHAIN {
            let message = format!("the chain of references through this is longer than {MAX_REFERENCE_CHAIN}");
            check.error(&component, message).hint("refer to the last component of the chain");
        }
        length
    }
}

/// The components that an object contains without a property in between.
fn direct_references<'a>(object: &'a Node, section: &str) -> Vec<&'a str> {
    if let Some(reference) = object.str_at("$ref") {
        let path = reference.strip_prefix("#/components/").and_then(|path| path.strip_prefix(section));
        return path.and_then(|path| path.strip_prefix('/')).into_iter().collect();
    }
    let values = object.get("additionalProperties").filter(|_| object.get("properties").is_none());
    let inner = object.items_of("allOf").chain(object.get("items")).chain(values);
    inner.filter(|_| section == "schemas").flat_map(|schema| direct_references(schema, section)).collect()
}
