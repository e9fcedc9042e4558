//! Circles of references: a component that contains itself without end.
//!
//! An object may well contain itself by a property. A schema that refers to itself with no property between has no
//! type in Rust, and a parameter that stands for itself means nothing. A property that extends the object that it
//! stands in has no end either, since what is extended is written out.

use std::collections::HashMap;

use super::schemas::combines;
use crate::{
    document::{MAX_HOPS, Role},
    node::{Cursor, Node},
    problem::Problems,
};

/// Reports every circle of references, and every chain of them that is longer than the later stages follow.
pub(super) fn check(document: &Node, problems: &mut Problems) {
    let Some(components) = Cursor::root(document).get("components") else { return };
    for (section, _) in components.members() {
        let mut search = Search { components: &components, section, lengths: HashMap::new(), way: Vec::new() };
        for (name, _) in components.members_of(section) {
            search.run(name, problems);
        }
    }
}

/// A search through the components of one section, without recursion: a chain can be as long as the document.
struct Search<'a, 'c> {
    components: &'c Cursor<'a>,
    section: &'a str,
    /// How many references follow each other from a component; `None` while it stands on the way.
    lengths: HashMap<&'a str, Option<usize>>,
    way: Vec<Visit<'a>>,
}

/// A component on the way, and those it leads to that are still to be seen.
struct Visit<'a> {
    name: &'a str,
    ahead: Vec<&'a str>,
    length: usize,
}

impl<'a> Search<'a, '_> {
    fn run(&mut self, start: &'a str, problems: &mut Problems) {
        self.enter(start, problems);
        while let Some(visit) = self.way.last_mut() {
            match visit.ahead.pop() {
                Some(next) => self.enter(next, problems),
                None => self.leave(problems),
            }
        }
    }

    fn enter(&mut self, name: &'a str, problems: &mut Problems) {
        match self.lengths.get(name) {
            Some(Some(length)) => self.note(*length),
            Some(None) => self.report(name, problems),
            None => {
                let Some(component) = self.component(name) else { return };
                let mut ahead = Vec::new();
                collect(component.node, self.section, &mut ahead);
                ahead.reverse();
                self.lengths.insert(name, None);
                self.way.push(Visit { name, ahead, length: 0 });
            }
        }
    }

    fn leave(&mut self, problems: &mut Problems) {
        let Some(Visit { name, length, .. }) = self.way.pop() else { return };
        self.lengths.insert(name, Some(length));
        self.note(length);
        // Those that lead here are longer still; one report is enough.
        if length == MAX_HOPS
            && let Some(component) = self.component(name)
        {
            problems
                .error(component.place(), format!("this leads through a chain of {length} references"))
                .hint("refer to the end of the chain");
        }
    }

    /// Notes on the last of the way that it leads to a component from which so many references follow each other.
    fn note(&mut self, length: usize) {
        if let Some(last) = self.way.last_mut() {
            last.length = last.length.max(length + 1);
        }
    }

    fn report(&self, name: &str, problems: &mut Problems) {
        let circle: Vec<_> = self.way.iter().map(|visit| visit.name).skip_while(|other| *other != name).collect();
        let Some(component) = circle.first().and_then(|first| self.component(first)) else { return };
        let message = format!("`{}` → `{name}` is a circle of references", circle.join("` → `"));
        let problem = problems.error(component.place(), message);
        if self.section == "schemas" {
            problem.hint("put an object between, which has the schema as a property and does not extend it");
        }
    }

    fn component(&self, name: &str) -> Option<Cursor<'a>> {
        self.components.get(self.section)?.get(name)
    }
}

/// Collects the components that an object contains without a property between.
fn collect<'a>(object: &'a Node, section: &str, found: &mut Vec<&'a str>) {
    if let Some(reference) = object.str_at("$ref") {
        let path = reference.strip_prefix("#/components/").and_then(|path| path.strip_prefix(section));
        found.extend(path.and_then(|path| path.strip_prefix('/')));
    } else if Role::Schema.section() == Some(section) {
        object.items_of("allOf").for_each(|member| collect(member, section, found));
        object.get("items").into_iter().for_each(|items| collect(items, section, found));
        let values = object.get("additionalProperties").filter(|_| object.get("properties").is_none());
        values.into_iter().for_each(|values| collect(values, section, found));
        extended(object, found);
    }
}

/// Collects the components that are written out below the properties of an object.
fn extended<'a>(object: &'a Node, found: &mut Vec<&'a str>) {
    for (_, property) in object.members_of("properties") {
        if combines(property) {
            property.items_of("allOf").for_each(|member| collect(member, "schemas", found));
        }
        let items = property.get("items").into_iter().filter(|items| combines(items));
        items.flat_map(|items| items.items_of("allOf")).for_each(|member| collect(member, "schemas", found));
        extended(property, found);
    }
}
