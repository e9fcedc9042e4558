//! Operations of several documents become one list.

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};

use super::{
    Operation, Placed, United,
    schemas::{Flattener, Names},
};
use crate::{
    document::{Media, follow, operations_of, path_items, resolve},
    node::{Cursor, Map, Node, Value},
    problem::Problems,
    schema::{canonical, rename_references},
};

/// Adds a document's operations and webhooks to those of the others.
pub(super) fn unite(root: &Cursor<'_>, names: &Names, united: &mut United, seen: &mut Seen, problems: &mut Problems) {
    for (path, item) in path_items(root) {
        for (method, operation) in operations_of(&item) {
            let node = inline_references(&operation, item.node, root.node, names);
            let operation =
                Operation { path: path.to_owned(), method: method.to_owned(), place: operation.place(), node };
            add(&mut united.operations, operation, seen, problems);
        }
    }
    for (name, item) in root.members_of("webhooks") {
        let Some(operation) = item.get("post") else { continue };
        let node = inline_references(&operation, item.node, root.node, names);
        let placed = Placed { place: operation.place(), node };
        if let Some(earlier) = united.webhooks.insert(name.to_owned(), placed) {
            let at = earlier.place.at;
            problems
                .error(operation.place(), format!("duplicate webhook `{name}` (first at {}:{})", at.document, at.line));
        }
    }
}

/// The operations so far, by address and by id.
#[derive(Default)]
pub(super) struct Seen {
    addresses: HashMap<(String, String), usize>,
    ids: HashMap<String, usize>,
}

fn add(operations: &mut Vec<Operation>, new: Operation, seen: &mut Seen, problems: &mut Problems) {
    let next = operations.len();
    if let Some(id) = new.node.str_at("operationId") {
        let first = *seen.ids.entry(id.to_owned()).or_insert(next);
        check_id(operations.get(first), &new, problems);
    }
    match seen.addresses.entry((new.path.clone(), new.method.clone())) {
        Entry::Occupied(known) => {
            let known = &mut operations[*known.get()];
            check_equal(known, &new, problems);
            unite_names(known, &new, problems);
            check_security(known, &new, problems);
            unite_statuses(known, &new);
        }
        Entry::Vacant(entry) => {
            entry.insert(next);
            operations.push(new);
        }
    }
}

/// Whether two operations have the same address, and so are the same.
fn is_same(one: &Operation, other: &Operation) -> bool {
    one.path == other.path && one.method == other.method
}

/// Warns if an operation of another document has the id. `check` has warned of those in the same document.
fn check_id(known: Option<&Operation>, new: &Operation, problems: &mut Problems) {
    let Some(known) = known.filter(|known| !is_same(known, new)) else { return };
    if known.place.at.document != new.place.at.document {
        let (id, at) = (new.node.str_at("operationId").unwrap_or_default(), &known.place.at);
        let message =
            format!("duplicate operationId `{id}` (first at {}:{}): this one gets a number", at.document, at.line);
        problems.warning(new.place.clone(), message).hint("give one of them another operationId");
    }
}

fn check_equal(known: &Operation, new: &Operation, problems: &mut Problems) {
    for (differs, equal) in [
        ("its parameters differ from those", parameters(&known.node) == parameters(&new.node)),
        ("its request body differs from the one", body(&known.node) == body(&new.node)),
        ("its success result differs from the one", success(&known.node) == success(&new.node)),
    ] {
        if !equal {
            report(differs, known, new, "correct one of them in the overlay", problems);
        }
    }
}

fn report(differs: &str, known: &Operation, new: &Operation, hint: &str, problems: &mut Problems) {
    let at = &known.place.at;
    let message = format!("{differs} at {}:{}", at.document, at.line);
    problems.error(new.place.clone(), message).hint(hint);
}

/// The id of an operation and the hints on it are needed once; if both documents have them, they must be equal.
fn unite_names(known: &mut Operation, new: &Operation, problems: &mut Problems) {
    let is_name = |key: &str| key == "operationId" || key.starts_with("x-sdk-");
    for (key, name) in new.node.members().filter(|(key, _)| is_name(key)) {
        match known.node.get(key) {
            None => {
                if let Some(map) = known.node.as_map_mut() {
                    map.insert(key.to_owned(), name.clone());
                }
            }
            Some(first) if first.to_json() != name.to_json() => {
                let differs = format!("its `{key}` differs from the one");
                report(&differs, known, new, "make the two equal in the overlay", problems);
            }
            Some(_) => {}
        }
    }
}

/// The credential follows from `security` unless a hint names it.
fn check_security(known: &Operation, new: &Operation, problems: &mut Problems) {
    if known.node.get("x-sdk-key").is_none() && security(&known.node) != security(&new.node) {
        let hint = "correct one of them in the overlay, or name the credential there with `x-sdk-key`";
        report("its `security` differs from the one", known, new, hint, problems);
    }
}

/// The alternatives in any order, each with its schemes in any order; no `security` means that there are none.
fn security(operation: &Node) -> BTreeSet<BTreeSet<&str>> {
    operation.items_of("security").map(|one| one.members().map(|(scheme, _)| scheme).collect()).collect()
}

/// Statuses unite: documents differ in the failures that they mention.
fn unite_statuses(known: &mut Operation, new: &Operation) {
    let Some(responses) = known.node.get_mut("responses").and_then(Node::as_map_mut) else { return };
    for (status, response) in new.node.members_of("responses") {
        if !responses.contains_key(status) {
            responses.insert(status.to_owned(), response.clone());
        }
    }
    responses.sort_keys();
}

fn parameters(operation: &Node) -> BTreeMap<(String, String), (bool, bool, String)> {
    let text = |node: &Node, key| node.str_at(key).unwrap_or_default().to_owned();
    operation
        .items_of("parameters")
        .map(|p| {
            // Only in a query can a list be written in two ways.
            let is_joined = p.str_at("in") == Some("query") && p.get("explode").and_then(Node::as_bool) == Some(false);
            let schema = p.get("schema").map(canonical).unwrap_or_default();
            ((text(p, "in"), text(p, "name")), (p.flag("required"), is_joined, schema))
        })
        .collect()
}

fn body(operation: &Node) -> Option<(bool, BTreeMap<String, String>)> {
    let body = operation.get("requestBody")?;
    Some((body.flag("required"), contents(body)))
}

fn success(operation: &Node) -> BTreeMap<String, BTreeMap<String, String>> {
    operation
        .members_of("responses")
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(status, response)| (status.to_owned(), contents(response)))
        .collect()
}

/// Media types and their schemas, whatever the order in which the document lists them.
fn contents(node: &Node) -> BTreeMap<String, String> {
    let schema = |media: &Node| media.get("schema").map(canonical).unwrap_or_default();
    node.members_of("content").map(|(mime, media)| (mime.to_owned(), schema(media))).collect()
}

/// The operation in which only schemas are references.
fn inline_references(operation: &Cursor<'_>, item: &Node, root: &Node, names: &Names) -> Node {
    let mut out = operation.node.clone();
    let own: Vec<Node> = out.items_of("parameters").map(|p| target(p, root)).collect();
    let address = |p: &Node| (p.str_at("in").map(str::to_owned), p.str_at("name").map(str::to_owned));
    let mut parameters: Vec<Node> = item
        .items_of("parameters")
        .map(|p| target(p, root))
        .filter(|shared| own.iter().all(|p| address(p) != address(shared)))
        .collect();
    parameters.extend(own);
    for parameter in &mut parameters {
        flatten_in_place(parameter.get_mut("schema"), root, names);
        write_examples_out(parameter, root);
    }
    let at = out.at.clone();
    let Some(map) = out.as_map_mut() else { return out };
    for key in ["summary", "description"] {
        if let (None, Some(shared)) = (map.get(key), item.get(key)) {
            map.insert(key.to_owned(), shared.clone());
        }
    }
    map.insert("parameters".to_owned(), Node::new(&at, Value::List(parameters)));
    if !map.contains_key("security")
        && let Some(security) = root.get("security")
    {
        map.insert("security".to_owned(), security.clone());
    }
    for alternative in map.get_mut("security").into_iter().flat_map(Node::items_mut) {
        canonicalise_schemes(alternative, root);
    }
    if let Some(body) = map.get_mut("requestBody") {
        *body = target(body, root);
        flatten_contents(body, root, names);
    }
    if let Some(responses) = map.get_mut("responses").and_then(Node::as_map_mut) {
        // The overlay adds statuses at the end, and documents have them in any order.
        responses.sort_keys();
        for response in responses.values_mut() {
            *response = target(response, root);
            flatten_contents(response, root, names);
        }
    }
    out
}

/// Each document chooses the names of its schemes, so each scheme gets a name that describes it.
fn canonicalise_schemes(alternative: &mut Node, root: &Node) {
    let Some(map) = alternative.as_map_mut() else { return };
    let canonical = |name: String| scheme(&name, root).map_or(name, |(canonical, _)| canonical);
    *map = std::mem::take(map).into_iter().map(|(name, scopes)| (canonical(name), scopes)).collect();
}

/// A scheme and its canonical name: type, place and name of a key, whose header is the same in any case
/// (`apiKey header x-api-key`); of other schemes the type and a distinguishing word.
pub(super) fn scheme(name: &str, root: &Node) -> Option<(String, Node)> {
    let scheme = target(root.get("components")?.get("securitySchemes")?.get(name)?, root);
    let text = |key| scheme.str_at(key).unwrap_or_default();
    let canonical = match text("type") {
        "apiKey" if text("in") == "header" => format!("apiKey header {}", text("name").to_ascii_lowercase()),
        "apiKey" => format!("apiKey {} {}", text("in"), text("name")),
        "http" => format!("http {}", text("scheme").to_ascii_lowercase()),
        "openIdConnect" => format!("openIdConnect {}", text("openIdConnectUrl")),
        other => format!("{other} {name}"),
    };
    Some((canonical, scheme))
}

/// The target of a reference to a parameter, body or response; a description next to the reference wins.
fn target(node: &Node, root: &Node) -> Node {
    let mut found = node;
    while let Some(next) = found.str_at("$ref").and_then(|reference| resolve(root, reference)) {
        found = next;
    }
    let mut found = found.clone();
    if let (Some(map), Some(description)) = (found.as_map_mut(), node.get("description")) {
        map.insert("description".to_owned(), description.clone());
    }
    found
}

/// Keeps the media type that is used, and its schema if it is JSON.
fn flatten_contents(node: &mut Node, root: &Node, names: &Names) {
    let content = node.get("content").map(Cursor::root);
    let used = content.as_ref().and_then(Media::preferred).map(|(media, name, _)| (media, name.to_owned()));
    if let (Some((used, name)), Some(content)) = (used, node.get_mut("content").and_then(Node::as_map_mut)) {
        content.retain(|key, _| *key == name);
        if used != Media::Json {
            content.values_mut().filter_map(Node::as_map_mut).for_each(|media| drop(media.shift_remove("schema")));
        }
    }
    for media in node.get_mut("content").and_then(Node::as_map_mut).into_iter().flat_map(Map::values_mut) {
        flatten_in_place(media.get_mut("schema"), root, names);
        write_examples_out(media, root);
    }
}

/// Examples become values; a broken reference has been reported.
fn write_examples_out(holder: &mut Node, root: &Node) {
    for example in holder.get_mut("examples").and_then(Node::as_map_mut).into_iter().flat_map(Map::values_mut) {
        if let Some(found) =
            follow(&Cursor { root, node: example, pointer: String::new() }).map(|found| found.node.clone())
        {
            *example = found;
        }
    }
}

fn flatten_in_place(schema: Option<&mut Node>, root: &Node, names: &Names) {
    if let Some(schema) = schema {
        *schema = Flattener::new(root).flatten(schema);
        rename_references(schema, &|name| names.get(name).cloned());
    }
}
