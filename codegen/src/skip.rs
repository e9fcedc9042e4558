//! Leaves out the operations that cannot be printed.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::{
    Skipped,
    document::{METHODS, Reference},
    node::{Node, Value, escape},
    problem::{Problem, Report, Severity},
};

/// Removes the operations in which an error was reported, or which use a component with an error. Returns whether that
/// can help: false if an error has nothing to do with an operation.
pub(crate) fn remove(documents: &mut [Node], report: &Report, skipped: &mut Vec<Skipped>) -> bool {
    let errors: Vec<&Problem> = report.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    let mut found: Vec<Errors<'_>> = documents.iter().map(|_| Errors::default()).collect();
    for error in errors {
        let name = &error.place.at.document;
        let position = documents.iter().position(|document| document.at.document == *name);
        if !position.is_some_and(|position| found[position].add(error)) {
            return false;
        }
    }
    let mut is_changed = false;
    for (document, mut errors) in documents.iter_mut().zip(found) {
        errors.spread(document);
        is_changed |= errors.remove(document, skipped);
    }
    is_changed
}

/// The errors of a document, by what has them; the first of each.
#[derive(Default)]
struct Errors<'r> {
    /// Pointers to paths and webhooks, and to operations on them.
    operations: IndexMap<String, &'r Problem>,
    components: HashMap<String, &'r Problem>,
}

impl<'r> Errors<'r> {
    /// Notes an error; false if it is not in an operation or a component.
    fn add(&mut self, error: &'r Problem) -> bool {
        let mut steps = error.place.pointer.splitn(5, '/').skip(1);
        match [steps.next(), steps.next(), steps.next()] {
            [Some("components"), Some(section), Some(name)] => {
                self.components.entry(format!("/components/{section}/{name}")).or_insert(error);
            }
            [Some(root @ ("paths" | "webhooks")), Some(path), method] => {
                let method = method.filter(|method| METHODS.contains(method));
                let method = method.map(|method| format!("/{method}")).unwrap_or_default();
                self.operations.entry(format!("/{root}/{path}{method}")).or_insert(error);
            }
            _ => return false,
        }
        true
    }

    /// Adds the components and the operations that use a component with an error.
    fn spread(&mut self, document: &Node) {
        let mut users: HashMap<String, Vec<String>> = HashMap::new();
        let mut note = |user: String, node: &Node| {
            references(node, &mut |target| users.entry(target).or_default().push(user.clone()));
        };
        for (section, components) in document.get("components").into_iter().flat_map(Node::members) {
            for (name, component) in components.members() {
                note(format!("/components/{section}/{}", escape(name)), component);
            }
        }
        for root in ["paths", "webhooks"] {
            for (path, item) in document.members_of(root) {
                for (key, node) in item.members() {
                    let method = if METHODS.contains(&key) { format!("/{key}") } else { String::new() };
                    note(format!("/{root}/{}{method}", escape(path)), node);
                }
            }
        }
        let mut open: Vec<String> = self.components.keys().cloned().collect();
        open.sort();
        while let Some(component) = open.pop() {
            let reason = self.components[&component];
            for user in users.remove(&component).unwrap_or_default() {
                if !user.starts_with("/components/") {
                    self.operations.entry(user).or_insert(reason);
                } else if !self.components.contains_key(&user) {
                    self.components.insert(user.clone(), reason);
                    open.push(user);
                }
            }
        }
    }

    fn remove(&self, document: &mut Node, skipped: &mut Vec<Skipped>) -> bool {
        let mut is_changed = false;
        if let Some(components) = document.get_mut("components").and_then(Node::as_map_mut) {
            for (section, components) in components.iter_mut() {
                let Some(components) = components.as_map_mut() else { continue };
                let before = components.len();
                let is_wrong =
                    |name: &str| self.components.contains_key(&format!("/components/{section}/{}", escape(name)));
                components.retain(|name, _| !is_wrong(name));
                is_changed |= components.len() < before;
            }
        }
        for root in ["paths", "webhooks"] {
            let Some(items) = document.get_mut(root).and_then(Node::as_map_mut) else { continue };
            for (path, item) in items.iter_mut() {
                let pointer = format!("/{root}/{}", escape(path));
                let whole = self.operations.get(&pointer);
                let Some(members) = item.as_map_mut() else { continue };
                let names: Vec<String> =
                    members.keys().filter(|key| METHODS.contains(&key.as_str())).cloned().collect();
                for name in names {
                    let Some(reason) = self.operations.get(&format!("{pointer}/{name}")).or(whole) else { continue };
                    members.shift_remove(&name);
                    let method = if root == "paths" { name.to_uppercase() } else { "WEBHOOK".to_owned() };
                    skipped.push(Skipped { method, path: path.clone(), reason: (*reason).clone() });
                    is_changed = true;
                }
            }
            let before = items.len();
            let is_wrong = |path: &str| self.operations.contains_key(&format!("/{root}/{}", escape(path)));
            let is_empty = |item: &Node| !item.members().any(|(key, _)| METHODS.contains(&key));
            items.retain(|path, item| !is_wrong(path) && (!is_empty(item) || path.starts_with("x-")));
            is_changed |= items.len() < before;
        }
        is_changed
    }
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
