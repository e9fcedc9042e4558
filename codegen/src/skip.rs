//! Leaves out the operations that cannot be printed.

use indexmap::IndexMap;

use crate::{
    Skipped,
    document::{METHODS, Reference, Role, visit},
    node::{Cursor, Node, escape},
    problem::{Problem, Problems, Report, Severity},
};

/// Removes the operations in which an error was reported, or which use a component with an error. Returns whether that
/// can help: false if an error has nothing to do with an operation.
pub(crate) fn remove(
    documents: &mut [Node],
    report: &Report,
    skipped: &mut Vec<Skipped>,
    problems: &mut Problems,
) -> bool {
    let mut wrong = Wrong::new();
    for error in report.problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let is_here = documents.iter().any(|document| document.at.document == error.place.at.document);
        let Some(owner) = owner(&error.place.pointer).filter(|_| is_here) else { return false };
        wrong.entry(owner).or_insert(error);
    }
    spread(documents, &mut wrong);
    let mut is_changed = false;
    for document in documents {
        is_changed |= remove_members(document, &wrong, skipped);
    }
    for (pointer, error) in wrong.into_iter().filter(|(pointer, _)| pointer.starts_with(COMPONENTS)) {
        let is_own = owner(&error.place.pointer) == Some(pointer);
        if is_own && skipped.iter().all(|skipped| skipped.reason != *error) {
            let hint = "it is left out: no generated operation uses it";
            problems.warning(error.place.clone(), error.message.clone()).hint(hint);
        }
    }
    is_changed
}

const COMPONENTS: &str = "/components/";

/// The first error of each component, path, webhook and operation, by its pointer, in whichever document.
type Wrong<'r> = IndexMap<String, &'r Problem>;

/// The component, the path or webhook, or the operation on it that a pointer points into. A security scheme belongs to
/// the whole API: without it, operations would be sent without a credential.
fn owner(pointer: &str) -> Option<String> {
    let steps: Vec<&str> = pointer.splitn(5, '/').collect();
    let length = match steps[..] {
        ["", "components", "securitySchemes", ..] => return None,
        ["", "components", _, _, ..] => 4,
        ["", "paths" | "webhooks", _, method, ..] if METHODS.contains(&method) => 4,
        ["", "paths" | "webhooks", _, ..] => 3,
        _ => return None,
    };
    Some(steps[..length].join("/"))
}

/// Adds the components and the operations that use a component with an error.
fn spread(documents: &[Node], wrong: &mut Wrong<'_>) {
    let mut users: IndexMap<String, Vec<String>> = IndexMap::new();
    for document in documents {
        visit(&Cursor::root(document), Role::Root, &mut |object, _| {
            let reference = object.node.str_at("$ref").and_then(Reference::parse);
            if let (Some(Reference { section, name }), Some(user)) = (reference, owner(&object.pointer)) {
                let target = format!("{COMPONENTS}{}/{}", escape(&section), escape(&name));
                users.entry(target).or_default().push(user);
            }
        });
    }
    let mut next = 0;
    while let Some((pointer, reason)) = wrong.get_index(next) {
        let reason = *reason;
        for user in users.swap_remove(pointer).unwrap_or_default() {
            wrong.entry(user).or_insert(reason);
        }
        next += 1;
    }
}

/// Removes unsupported members from each component section, path and webhook. Returns whether anything was removed.
fn remove_members(document: &mut Node, wrong: &Wrong<'_>, skipped: &mut Vec<Skipped>) -> bool {
    let mut is_changed = false;
    for root in ["components", "paths", "webhooks"] {
        let Some(items) = document.get_mut(root).and_then(Node::as_map_mut) else { continue };
        items.retain(|name, item| {
            let pointer = format!("/{root}/{}", escape(name));
            let whole = wrong.get(&pointer);
            is_changed |= whole.is_some();
            let Some(members) = item.as_map_mut() else { return whole.is_none() };
            members.retain(|key, _| {
                let own = wrong.get(&format!("{pointer}/{}", escape(key)));
                let reason = own.or_else(|| whole.filter(|_| METHODS.contains(&key.as_str())));
                let Some(reason) = reason else { return true };
                is_changed = true;
                if root != "components" {
                    add(skipped, root, name, key, reason);
                }
                false
            });
            let may_be_empty = root == "components" || name.starts_with("x-");
            whole.is_none() && (may_be_empty || members.keys().any(|key| METHODS.contains(&key.as_str())))
        });
    }
    is_changed
}

/// Lists an operation, once for all documents.
fn add(skipped: &mut Vec<Skipped>, root: &str, path: &str, name: &str, reason: &Problem) {
    let method = if root == "paths" { name.to_uppercase() } else { "WEBHOOK".to_owned() };
    if !skipped.iter().any(|known| known.method == method && known.path == path) {
        skipped.push(Skipped { method, path: path.to_owned(), reason: reason.clone() });
    }
}
