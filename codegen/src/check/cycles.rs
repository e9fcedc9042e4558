//! Reference cycles: a component that contains itself without end.
//!
//! An object may contain itself by a property. A schema that refers to itself with no property in between has no type
//! in Rust, and a parameter that refers to itself means nothing. A property that extends the object that it belongs to
//! has no end either, since what is extended is written out.

use std::collections::HashMap;

use super::Check;
use crate::{
    document::{MAX_REFERENCE_CHAIN, Role},
    node::{Cursor, Node},
    schema::combines,
};

/// Reports every reference cycle, and every chain of references that is longer than the later stages follow.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(components) = root.get("components") else { return };
    for (section, components) in components.members() {
        let mut search = Search { components: &components, section, lengths: HashMap::new(), path: Vec::new() };
        components.members().for_each(|(name, _)| search.run(name, check));
    }
}

/// A search through the components of one section, without recursion: a chain can be as long as the document.
struct Search<'a, 'c> {
    components: &'c Cursor<'a>,
    section: &'a str,
    /// How many references follow each other from a component; `None` while it is on the path.
    lengths: HashMap<&'a str, Option<usize>>,
    path: Vec<Visit<'a>>,
}

/// A component on the path, and those it refers to that are not yet visited.
struct Visit<'a> {
    name: &'a str,
    ahead: Vec<&'a str>,
    length: usize,
}

impl<'a> Search<'a, '_> {
    fn run(&mut self, start: &'a str, check: &mut Check<'_>) {
        self.enter(start, check);
        while let Some(visit) = self.path.last_mut() {
            match visit.ahead.pop() {
                Some(next) => self.enter(next, check),
                None => self.leave(check),
            }
        }
    }

    fn enter(&mut self, name: &'a str, check: &mut Check<'_>) {
        match self.lengths.get(name) {
            Some(Some(length)) => self.note(*length),
            Some(None) => self.report(name, check),
            None => {
                let Some(component) = self.components.get(name) else { return };
                let mut ahead = Vec::new();
                collect(component.node, self.section, &mut ahead);
                ahead.reverse();
                self.lengths.insert(name, None);
                self.path.push(Visit { name, ahead, length: 0 });
            }
        }
    }

    fn leave(&mut self, check: &mut Check<'_>) {
        let Some(Visit { name, length, .. }) = self.path.pop() else { return };
        self.lengths.insert(name, Some(length));
        self.note(length);
        // The chains that end here are longer still; one report is enough.
        if length == MAX_REFERENCE_CHAIN
            && let Some(component) = self.components.get(name)
        {
            let message = format!("reference chain is {length} or longer");
            check.error(&component, message).hint("refer to the end of the chain");
        }
    }

    /// Notes that the last component of the path refers to one from which so many references follow each other.
    fn note(&mut self, length: usize) {
        if let Some(last) = self.path.last_mut() {
            last.length = last.length.max(length + 1);
        }
    }

    fn report(&self, name: &str, check: &mut Check<'_>) {
        let Some(component) = self.components.get(name) else { return };
        let cycle: Vec<_> = self.path.iter().map(|visit| visit.name).skip_while(|other| *other != name).collect();
        let problem = check.error(&component, format!("reference cycle: `{}` → `{name}`", cycle.join("` → `")));
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
        extended(object, found);
    }
}

/// Collects the components that are written out below the properties of an object.
fn extended<'a>(object: &'a Node, found: &mut Vec<&'a str>) {
    for (_, property) in object.members_of("properties") {
        let combined = [Some(property), property.get("items")].into_iter().flatten().filter(|schema| combines(schema));
        combined.flat_map(|schema| schema.items_of("allOf")).for_each(|member| collect(member, "schemas", found));
        extended(property, found);
    }
}
