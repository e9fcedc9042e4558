//! Leaves out the operations that cannot be printed.

use std::collections::{HashMap, HashSet};

use crate::{
    Skipped,
    document::{METHODS, Reference},
    node::{Cursor, Node, Value, escape},
    problem::{Problem, Report, Severity},
};

/// Removes the operations in which an error was reported, or which use a component with an error. Returns whether that
/// can help: false if an error has nothing to do with an operation.
pub(crate) fn remove(documents: &mut [Node], report: &Report, skipped: &mut Vec<Skipped>) -> bool {
    let errors = report.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let mut found: Vec<Errors<'_>> = documents.iter().map(|_| Errors::default()).collect();
    for error in errors {
        let name = &error.place.at.document;
        let position = documents.iter().position(|document| document.at.document == *name);
        let (Some(position), Some(owner)) = (position, owner(&error.place.pointer)) else { return false };
        found[position].0.entry(owner).or_insert(error);
    }
    let mut is_changed = false;
    for (document, mut errors) in documents.iter_mut().zip(found) {
        errors.spread(document);
        is_changed |= errors.remove_components(document);
        is_changed |= errors.remove_operations(document, skipped);
    }
    is_changed
}

/// The component, the path or webhook, or the operation on it that a pointer leads into.
fn owner(pointer: &str) -> Option<String> {
    let steps: Vec<&str> = pointer.splitn(5, '/').collect();
    let length = match steps[..] {
        ["", "components", _, _, ..] => 4,
        ["", "paths" | "webhooks", _, method, ..] if METHODS.contains(&method) => 4,
        ["", "paths" | "webhooks", _, ..] => 3,
        _ => return None,
    };
    Some(steps[..length].join("/"))
}

/// The first error of each component, path, webhook and operation, by its pointer.
#[derive(Default)]
struct Errors<'r>(HashMap<String, &'r Problem>);

impl Errors<'_> {
    /// Adds the components and the operations that use a component with an error.
    fn spread(&mut self, document: &Node) {
        let mut users: HashMap<String, Vec<String>> = HashMap::new();
        for root in ["components", "paths", "webhooks"] {
            for (_, group) in Cursor::root(document).members_of(root) {
                for (_, member) in group.members() {
                    let Some(user) = owner(&member.pointer) else { continue };
                    references(member.node, &mut |target| users.entry(target).or_default().push(user.clone()));
                }
            }
        }
        let is_component = |pointer: &String| pointer.starts_with("/components/");
        let mut open: Vec<String> = self.0.keys().filter(|pointer| is_component(pointer)).cloned().collect();
        open.sort();
        while let Some(component) = open.pop() {
            let reason = self.0[&component];
            for user in users.remove(&component).unwrap_or_default() {
                if !self.0.contains_key(&user) {
                    self.0.insert(user.clone(), reason);
                    open.extend(Some(user).filter(is_component));
                }
            }
        }
    }

    fn remove_components(&self, document: &mut Node) -> bool {
        let mut is_changed = false;
        for (section, components) in document.get_mut("components").into_iter().flat_map(Node::members_mut) {
            let Some(components) = components.as_map_mut() else { continue };
            let before = components.len();
            components.retain(|name, _| !self.0.contains_key(&format!("/components/{section}/{}", escape(name))));
            is_changed |= components.len() < before;
        }
        is_changed
    }

    fn remove_operations(&self, document: &mut Node, skipped: &mut Vec<Skipped>) -> bool {
        let before = skipped.len();
        let mut is_changed = false;
        for root in ["paths", "webhooks"] {
            let Some(items) = document.get_mut(root).and_then(Node::as_map_mut) else { continue };
            let count = items.len();
            items.retain(|path, item| {
                let pointer = format!("/{root}/{}", escape(path));
                let whole = self.0.get(&pointer);
                if let Some(members) = item.as_map_mut() {
                    members.retain(|name, _| {
                        let own = || self.0.get(&format!("{pointer}/{name}")).or(whole);
                        let reason = METHODS.contains(&name.as_str()).then(own).flatten();
                        skipped.extend(reason.map(|reason| skipped_operation(root, path, name, reason)));
                        reason.is_none()
                    });
                }
                let is_empty = item.members().all(|(key, _)| !METHODS.contains(&key));
                whole.is_none() && (!is_empty || path.starts_with("x-"))
            });
            is_changed |= items.len() < count;
        }
        is_changed || skipped.len() > before
    }
}

fn skipped_operation(root: &str, path: &str, name: &str, reason: &Problem) -> Skipped {
    let method = if root == "paths" { name.to_uppercase() } else { "WEBHOOK".to_owned() };
    Skipped { method, path: path.to_owned(), reason: reason.clone() }
}

/// Calls `see` with the pointer of each component that is referred to anywhere in a node.
fn references(node: &Node, see: &mut dyn FnMut(String)) {
    let mut open = vec![node];
    let mut seen = HashSet::new();
    while let Some(node) = open.pop() {
        match &node.value {
            Value::List(items) => open.extend(items),
            Value::Map(members) => {
                if let Some(reference) = node.str_at("$ref").and_then(Reference::parse) {
                    let pointer = format!("/components/{}/{}", escape(&reference.section), escape(&reference.name));
                    if seen.insert(pointer.clone()) {
                        see(pointer);
                    }
                }
                open.extend(members.values());
            }
            _ => {}
        }
    }
}
