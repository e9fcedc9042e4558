//! Operations of several documents become one list.

use std::collections::BTreeMap;

use super::{
    Operation, Placed, United,
    schemas::{Names, flatten},
};
use crate::{
    document::{operations_of, resolve},
    node::{Cursor, Map, Node, Value},
    problem::Problems,
    schema::{canonical, rename_references},
};

/// Adds a document's operations and webhooks to those of the others.
pub(super) fn unite(root: &Cursor<'_>, names: &Names, united: &mut United, problems: &mut Problems) {
    for (path, item) in root.members_of("paths") {
        for (method, operation) in operations_of(&item) {
            let node = written_out(&operation, item.node, root.node, names);
            let operation =
                Operation { path: path.to_owned(), method: method.to_owned(), place: operation.place(), node };
            add(&mut united.operations, operation, problems);
        }
    }
    for (name, item) in root.members_of("webhooks") {
        let Some(operation) = item.get("post") else { continue };
        let node = written_out(&operation, item.node, root.node, names);
        let placed = Placed { place: operation.place(), node };
        if let Some(earlier) = united.webhooks.insert(name.to_owned(), placed) {
            let at = earlier.place.at;
            problems.error(
                operation.place(),
                format!("the webhook `{name}` stands at {}:{} already", at.document, at.line),
            );
        }
    }
}

fn add(operations: &mut Vec<Operation>, new: Operation, problems: &mut Problems) {
    let same_address = |known: &&mut Operation| known.path == new.path && known.method == new.method;
    if let Some(known) = operations.iter_mut().find(same_address) {
        let at = known.place.at.clone();
        for (differs, equal) in [
            ("its parameters differ from those", parameters(&known.node) == parameters(&new.node)),
            ("its request body differs from the one", body(&known.node) == body(&new.node)),
            ("its success result differs from the one", success(&known.node) == success(&new.node)),
        ] {
            if !equal {
                let message = format!("{differs} at {}:{}", at.document, at.line);
                problems.error(new.place.clone(), message).hint("correct one of them in the overlay");
            }
        }
        unite_statuses(known, &new);
        return;
    }
    let id = new.node.str_at("operationId");
    let same_id = |known: &&Operation| id.is_some() && known.node.str_at("operationId") == id;
    if let Some(known) = operations.iter().find(same_id) {
        let (at, id) = (&known.place.at, id.unwrap_or_default());
        let message = format!("the operationId `{id}` stands at {}:{} already", at.document, at.line);
        problems.error(new.place.clone(), message).hint("give one of them another operationId");
    }
    operations.push(new);
}

/// Statuses unite: the documents differ in who mentions which failure.
fn unite_statuses(known: &mut Operation, new: &Operation) {
    let Some(responses) = known.node.get_mut("responses").and_then(Node::as_map_mut) else { return };
    for (status, response) in new.node.members_of("responses") {
        if !responses.contains_key(status) {
            responses.insert(status.to_owned(), response.clone());
        }
    }
    responses.sort_keys();
}

fn parameters(operation: &Node) -> BTreeMap<(String, String), (bool, String)> {
    let text = |node: &Node, key| node.str_at(key).unwrap_or_default().to_owned();
    operation
        .items_of("parameters")
        .map(|p| {
            ((text(p, "in"), text(p, "name")), (p.flag("required"), p.get("schema").map(canonical).unwrap_or_default()))
        })
        .collect()
}

fn body(operation: &Node) -> Option<(bool, Vec<(String, String)>)> {
    let body = operation.get("requestBody")?;
    Some((body.flag("required"), contents(body)))
}

fn success(operation: &Node) -> Vec<(String, Vec<(String, String)>)> {
    let mut results: Vec<_> = operation
        .members_of("responses")
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(status, response)| (status.to_owned(), contents(response)))
        .collect();
    results.sort();
    results
}

fn contents(node: &Node) -> Vec<(String, String)> {
    let schema = |media: &Node| media.get("schema").map(canonical).unwrap_or_default();
    node.members_of("content").map(|(mime, media)| (mime.to_owned(), schema(media))).collect()
}

/// The operation with nothing left to look up but schemas.
fn written_out(operation: &Cursor<'_>, item: &Node, root: &Node, names: &Names) -> Node {
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
        settle(parameter.get_mut("schema"), root, names);
    }
    let at = out.at.clone();
    let Some(map) = out.as_map_mut() else { return out };
    map.insert("parameters".to_owned(), Node::new(&at, Value::List(parameters)));
    if !map.contains_key("security")
        && let Some(security) = root.get("security")
    {
        map.insert("security".to_owned(), security.clone());
    }
    if let Some(body) = map.get_mut("requestBody") {
        *body = target(body, root);
        settle_contents(body, root, names);
    }
    if let Some(responses) = map.get_mut("responses").and_then(Node::as_map_mut) {
        // The overlay adds statuses at the end, and documents have them in any order.
        responses.sort_keys();
        for response in responses.values_mut() {
            *response = target(response, root);
            settle_contents(response, root, names);
        }
    }
    out
}

/// What a reference to a parameter, body or response names; a description beside the reference wins.
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

fn settle_contents(node: &mut Node, root: &Node, names: &Names) {
    for media in node.get_mut("content").and_then(Node::as_map_mut).into_iter().flat_map(Map::values_mut) {
        settle(media.get_mut("schema"), root, names);
    }
}

fn settle(schema: Option<&mut Node>, root: &Node, names: &Names) {
    if let Some(schema) = schema {
        *schema = flatten(schema, root);
        rename_references(schema, &|name| names.get(name).cloned());
    }
}
