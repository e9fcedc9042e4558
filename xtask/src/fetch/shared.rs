//! Operations that the service publishes in two documents. Only one of our documents has them.

use std::collections::{BTreeMap, BTreeSet};

use wsapi_codegen::node::{Map, Node};

use super::objects::{Kind, structure};

/// The members of a path that are operations.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The members of a document that have operations or events.
pub(super) const PATHS: [&str; 3] = ["paths", "webhooks", "x-webhooks"];

/// The section and the name of a component.
type Component = (String, String);

/// The operations that were left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// The number of operations that were left out.
    pub(super) count: usize,
    /// The operations whose structure differs from that in the other document.
    pub(super) differing: Vec<String>,
}

/// Removes the operations that another document also has, and then the components and tags that are no longer used.
pub(super) fn leave_out(document: &mut Node, other: &Node) -> LeftOut {
    let mut left_out = LeftOut::default();
    let mut shared = BTreeSet::new();
    for (path, item) in document.members_of("paths") {
        let Some(twin) = other.get("paths").and_then(|paths| paths.get(path)) else { continue };
        let methods = METHODS.iter().filter_map(|method| Some((*method, item.get(method)?, twin.get(method)?)));
        for (method, one, another) in methods {
            left_out.count += 1;
            shared.insert((path.to_owned(), method));
            if structures(document, one) != structures(other, another) {
                left_out.differing.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    if let Some(paths) = document.get_mut("paths").and_then(Node::as_map_mut) {
        paths.retain(|path, item| {
            let Some(members) = item.as_map_mut() else { return true };
            let before = members.len();
            members.retain(|key, _| !shared.iter().any(|(known, method)| known == path && method == key));
            before == members.len() || METHODS.iter().any(|method| members.contains_key(*method))
        });
    }
    if left_out.count > 0 {
        leave_out_unused(document);
    }
    left_out
}

/// Returns the structure of an operation and of all components that it uses.
fn structures(document: &Node, operation: &Node) -> (String, BTreeMap<Component, String>) {
    let used = used(document, vec![operation]).into_iter();
    let structures = used.filter_map(|component| {
        let text = structure(target(document, &component)?, Kind::Object);
        Some((component, text))
    });
    (structure(operation, Kind::Object), structures.collect())
}

/// Returns the components that these values use, directly or indirectly.
fn used<'a>(document: &'a Node, mut open: Vec<&'a Node>) -> BTreeSet<Component> {
    let mut used = BTreeSet::new();
    while let Some(node) = open.pop() {
        open.extend(node.members().map(|(_, member)| member).chain(node.as_list().into_iter().flatten()));
        let component = node.as_str().and_then(|text| text.strip_prefix("#/components/"));
        if let Some((section, name)) = component.and_then(|path| path.split_once('/')) {
            let component = (section.to_owned(), name.to_owned());
            if !used.contains(&component) {
                open.extend(target(document, &component));
                used.insert(component);
            }
        }
    }
    used
}

fn target<'a>(document: &'a Node, (section, name): &Component) -> Option<&'a Node> {
    document.get("components")?.get(section)?.get(name)
}

fn leave_out_unused(document: &mut Node) {
    let roots = document.members().filter(|(key, _)| *key != "components").map(|(_, node)| node).collect();
    let used = used(document, roots);
    let tags: BTreeSet<String> =
        operations(document).flat_map(|one| one.strings_of("tags")).map(String::from).collect();
    if let Some(all) = document.get_mut("tags").and_then(Node::as_list_mut) {
        all.retain(|tag| tag.str_at("name").is_none_or(|name| tags.contains(name)));
    }
    // Security schemes are used by name, without a reference, so all of them are kept.
    let is_kept = |section: &str, name: &str| {
        section == "securitySchemes" || used.contains(&(section.to_owned(), name.to_owned()))
    };
    if let Some(sections) = document.get_mut("components").and_then(Node::as_map_mut) {
        sections.retain(|section, components| {
            let Some(components) = components.as_map_mut() else { return true };
            components.retain(|name, _| is_kept(section, name));
            !components.is_empty()
        });
    }
    let is_empty =
        |node: &Node| node.as_list().is_some_and(<[_]>::is_empty) || node.as_map().is_some_and(Map::is_empty);
    if let Some(root) = document.as_map_mut() {
        root.retain(|key, node| !(["components", "tags"].contains(&key.as_str()) && is_empty(node)));
    }
}

fn operations(document: &Node) -> impl Iterator<Item = &Node> {
    let items = document.members_of("paths").map(|(_, item)| item);
    items.flat_map(|item| METHODS.iter().filter_map(|method| item.get(method)))
}
