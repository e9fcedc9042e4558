//! Operations that two documents have: the service publishes them in both, and one of our documents has them.

use std::collections::BTreeSet;

use wsapi_codegen::node::{Map, Node};

/// The members of a path that are operations.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Leaves out the operations that another document has too, and the components and tags that nothing uses then.
/// Returns the number of operations that were left out.
pub(super) fn leave_out(document: &mut Node, other: &Node) -> usize {
    let mut count = 0;
    if let Some(paths) = document.get_mut("paths").and_then(Node::as_map_mut) {
        paths.retain(|path, item| {
            let twin = other.get("paths").and_then(|paths| paths.get(path));
            let (Some(twin), Some(members)) = (twin, item.as_map_mut()) else { return true };
            let before = members.len();
            members.retain(|key, _| !(METHODS.contains(&key.as_str()) && twin.get(key).is_some()));
            count += before - members.len();
            before == members.len() || METHODS.iter().any(|method| members.contains_key(*method))
        });
    }
    if count > 0 {
        leave_out_unused(document);
    }
    count
}

fn leave_out_unused(document: &mut Node) {
    let mut used = BTreeSet::new();
    let mut open: Vec<&Node> =
        document.members().filter(|(key, _)| *key != "components").map(|(_, node)| node).collect();
    while let Some(node) = open.pop() {
        open.extend(node.members().map(|(_, member)| member).chain(node.as_list().into_iter().flatten()));
        let component = node.as_str().and_then(|text| text.strip_prefix("#/components/"));
        if let Some((section, name)) = component.and_then(|path| path.split_once('/')) {
            let is_new = used.insert((section.to_owned(), name.to_owned()));
            let target = document.get("components").and_then(|components| components.get(section)?.get(name));
            open.extend(target.filter(|_| is_new));
        }
    }
    let tags: BTreeSet<String> =
        operations(document).flat_map(|one| one.strings_of("tags")).map(String::from).collect();
    if let Some(all) = document.get_mut("tags").and_then(Node::as_list_mut) {
        all.retain(|tag| tag.str_at("name").is_none_or(|name| tags.contains(name)));
    }
    // A security scheme is used by its name only, and documents list those that a reader needs.
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
