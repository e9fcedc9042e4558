//! Reference cycles: components that contain themselves endlessly.
//!
//! An object may contain itself by a property. A schema that refers to itself with no property in between has no type
//! in Rust, and a parameter that refers to itself means nothing.

use std::collections::HashMap;

use super::Check;
use crate::{
    document::{MAX_REFERENCE_CHAIN, Role},
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
        let (Some(component), None) = (self.components.get(name), self.lengths.get(name)) else {
            return self.lengths.get(name).copied().unwrap_or(0);
        };
        if self.path.contains(&name) {
            self.report(&component, name, check);
            return 0;
        }
        let mut ahead = Vec::new();
        collect(component.node, self.section, &mut ahead);
        self.path.push(name);
        let is_too_deep = self.path.len() > MAX_REFERENCE_CHAIN;
        let ahead = ahead.into_iter().filter(|_| !is_too_deep);
        let length = ahead.map(|next| 1 + self.length(next, check)).max().unwrap_or(0);
        self.path.pop();
        self.lengths.insert(name, length);
        // The chains that contain it are even longer; one report is enough.
        if is_too_deep || length == MAX_REFERENCE_CHAIN {
            let message = format!("the chain of references through this is longer than {MAX_REFERENCE_CHAIN}");
            check.error(&component, message).hint("refer to the last component of the chain");
        }
        length
    }

    fn report(&self, component: &Cursor<'_>, name: &str, check: &mut Check<'_>) {
        let cycle: Vec<_> = self.path.iter().copied().skip_while(|other| *other != name).collect();
        let problem = check.error(component, format!("reference cycle: `{}` → `{name}`", cycle.join("` → `")));
        if self.section == "schemas" {
            problem.hint("break the cycle with an object that has the schema as a property");
        }
    }
}

/// Collects the components that an object contains without a property in between.
fn collect<'a>(object: &'a Node, section: &str, found: &mut Vec<&'a str>) {
    if let Some(reference) = object.str_at("$ref") {
        let path = reference.strip_prefix("#/components/").and_then(|path| path.strip_prefix(section));
        found.extend(path.and_then(|path| path.strip_prefix('/')));
    } else if Role::Schema.section() == Some(section) {
        let values = object.get("additionalProperties").filter(|_| object.get("properties").is_none());
        let inner = object.items_of("allOf").chain(object.get("items")).chain(values);
        inner.for_each(|schema| collect(schema, section, found));
    }
}
