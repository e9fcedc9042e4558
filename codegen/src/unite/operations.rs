//! Operations of several documents become one list.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry},
    mem,
};

use super::{
    Operation, Placed, United,
    schemas::{Flattener, Names},
};
use crate::{
    document::{JSON, Media, follow, is_extension, operations_of, path_items},
    node::{Cursor, Node, Value},
    problem::Problems,
    schema::{Type, applies, canonical, declared_type, is_annotation, rename_references, resolved},
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
        check_id(id, operations.get(first), &new, problems);
    }
    match seen.addresses.entry((new.path.clone(), new.method.clone())) {
        Entry::Occupied(known) => {
            let Operation { place, node, .. } = &mut operations[*known.get()];
            let first = format!("at {}:{}", place.at.document, place.at.line);
            for (differs, hint) in differences(node, &new.node) {
                problems.error(new.place.clone(), format!("{differs} {first}")).hint(hint);
            }
            for status in unite_statuses(node, &new.node) {
                let message = format!("its response `{status}` differs from the one {first}, which is used");
                problems.warning(new.place.clone(), message).hint(CORRECT);
            }
            unite_names(node, &new.node);
        }
        Entry::Vacant(entry) => {
            entry.insert(next);
            operations.push(new);
        }
    }
}

/// Warns if an operation of another document has the id. `check` has warned about those in the same document.
fn check_id(id: &str, known: Option<&Operation>, new: &Operation, problems: &mut Problems) {
    let is_other = |known: &&Operation| (&known.path, &known.method) != (&new.path, &new.method);
    let Some(at) = known.filter(is_other).map(|known| &known.place.at) else { return };
    if at.document != new.place.at.document {
        let message =
            format!("duplicate operationId `{id}` (first at {}:{}): this one is numbered", at.document, at.line);
        problems.warning(new.place.clone(), message).hint("give one of them another operationId");
    }
}

const CORRECT: &str = "correct one of them in the overlay";

type Text = fn(&Node) -> String;

/// The parts in which operations of one address must be equal, each as a text.
const EQUAL: [(&str, Text); 3] = [
    ("its parameters differ from those", parameters),
    ("its request body differs from the one", body),
    ("its success result differs from the one", success),
];

/// The parts in which two operations of one address differ, each with a hint.
fn differences(known: &Node, new: &Node) -> Vec<(String, &'static str)> {
    let parts = EQUAL.iter().filter(|(_, text)| text(known) != text(new));
    let parts = parts.map(|(differs, _)| ((*differs).to_owned(), CORRECT));
    let differs = |(key, name): &(&str, &Node)| known.get(key).is_some_and(|first| first.to_json() != name.to_json());
    let names = united_names(new).filter(differs);
    let names =
        names.map(|(key, _)| (format!("its `{key}` differs from the one"), "make both values equal in the overlay"));
    let mut all: Vec<_> = parts.chain(names).collect();
    // The credential follows from `security` unless a hint names it.
    if [known, new].iter().all(|node| node.get("x-sdk-key").is_none()) && security(known) != security(new) {
        let hint = "correct one of them in the overlay, or name the credential there with `x-sdk-key`";
        all.push(("its `security` differs from the one".to_owned(), hint));
    }
    all
}

/// The id of an operation and the hints on it: one document is enough, and if both have them, they must be equal.
fn united_names(operation: &Node) -> impl Iterator<Item = (&str, &Node)> {
    operation.members().filter(|(key, _)| *key == "operationId" || key.starts_with("x-sdk-"))
}

fn unite_names(known: &mut Node, new: &Node) {
    for (key, name) in united_names(new) {
        if known.get(key).is_none() {
            known.set(key, name.clone());
        }
    }
}

/// The alternatives in any order, each with its schemes in any order; no `security` means that there are none.
fn security(operation: &Node) -> BTreeSet<BTreeSet<&str>> {
    operation.items_of("security").map(|one| one.members().map(|(scheme, _)| scheme).collect()).collect()
}

/// Statuses unite: documents differ in the failures that they mention. Returns the failures that differ themselves.
fn unite_statuses<'n>(known: &mut Node, new: &'n Node) -> Vec<&'n str> {
    let Some(responses) = known.get_mut("responses").and_then(Node::as_map_mut) else { return Vec::new() };
    let successes = successes(new);
    let mut different = Vec::new();
    for (status, response) in new.members_of("responses") {
        let first = responses.entry(status.to_owned()).or_insert_with(|| response.clone());
        // A different success is an error.
        if contents(first) != contents(response) && successes.iter().all(|(success, _)| *success != status) {
            different.push(status);
        }
    }
    responses.sort_keys();
    different
}

fn parameters(operation: &Node) -> String {
    let parameters = operation.items_of("parameters").map(|p| {
        // Only in a query can a list be written in two ways.
        let is_joined = p.str_at("in") == Some("query") && p.get("explode").and_then(Node::as_bool) == Some(false);
        (address(p), (p.flag("required"), is_joined, p.get("schema").map(canonical)))
    });
    format!("{:?}", parameters.collect::<BTreeMap<_, _>>())
}

/// The location of a parameter, and its name.
fn address(parameter: &Node) -> (Option<&str>, Option<&str>) {
    (parameter.str_at("in"), parameter.str_at("name"))
}

fn body(operation: &Node) -> String {
    format!("{:?}", operation.get("requestBody").map(|body| (body.flag("required"), contents(body))))
}

fn success(operation: &Node) -> String {
    let contents = successes(operation).into_iter().map(|(status, response)| (status, contents(response)));
    format!("{:?}", contents.collect::<BTreeMap<_, _>>())
}

/// The responses with a status of success or, without one, the default.
fn successes(operation: &Node) -> Vec<(&str, &Node)> {
    let with = |prefix| operation.members_of("responses").filter(move |(status, _)| status.starts_with(prefix));
    let successes: Vec<_> = with("2").collect();
    if successes.is_empty() { with("default").collect() } else { successes }
}

/// Media types and their schemas, whatever the order in which the document lists them.
fn contents(node: &Node) -> BTreeMap<&str, Option<String>> {
    node.members_of("content").map(|(mime, media)| (mime, media.get("schema").map(canonical))).collect()
}

/// The operation in which only schemas are references.
fn inline_references(operation: &Cursor<'_>, item: &Node, root: &Node, names: &Names) -> Node {
    let mut out = operation.node.clone();
    for (key, holder) in [("summary", item), ("description", item), ("security", root)] {
        if let (None, Some(shared)) = (out.get(key), holder.get(key)) {
            out.set(key, shared.clone());
        }
    }
    let own: Vec<Node> = out.items_of("parameters").map(|p| target(p, root)).collect();
    let shared = item.items_of("parameters").map(|p| target(p, root));
    let mut parameters: Vec<Node> = shared.filter(|shared| own.iter().all(|p| address(p) != address(shared))).collect();
    parameters.extend(own.iter().cloned());
    parameters.iter_mut().for_each(|parameter| flatten_holder(parameter, root, names));
    out.set("parameters", Node::new(&out.at, Value::List(parameters)));
    for alternative in out.get_mut("security").into_iter().flat_map(Node::items_mut) {
        canonicalise_schemes(alternative, root);
    }
    if let Some(body) = out.get_mut("requestBody") {
        *body = target(body, root);
        flatten_contents(body, root, names);
    }
    if let Some(responses) = out.get_mut("responses").and_then(Node::as_map_mut) {
        // The overlay adds statuses at the end, and documents have them in any order, and ranges in any case.
        let named = |status: String| if is_extension(&status) { status } else { status.replace('x', "X") };
        *responses = mem::take(responses).into_iter().map(|(status, response)| (named(status), response)).collect();
        responses.sort_keys();
        for response in responses.values_mut() {
            *response = target(response, root);
            flatten_contents(response, root, names);
            flatten_headers(response, root);
        }
    }
    out
}

/// Each document chooses the names of its schemes, so each scheme gets a name that describes it.
fn canonicalise_schemes(alternative: &mut Node, root: &Node) {
    let Some(map) = alternative.as_map_mut() else { return };
    let canonical = |name: String| scheme(&name, root).map_or(name, |(canonical, _)| canonical);
    *map = mem::take(map).into_iter().map(|(name, scopes)| (canonical(name), scopes)).collect();
}

/// A scheme and its canonical name, which a component can have: type, place and name of a key, whose header is the same
/// in any case (`apiKey.header.x-api-key`); of other schemes the type and a distinguishing word. A scheme that has its
/// canonical name already keeps it.
pub(super) fn scheme(name: &str, root: &Node) -> Option<(String, Node)> {
    let scheme = target(root.get("components")?.get("securitySchemes")?.get(name)?, root);
    let text = |key| scheme.str_at(key).unwrap_or_default();
    let canonical = match text("type") {
        "apiKey" if text("in") == "header" => format!("apiKey.header.{}", escaped(&text("name").to_ascii_lowercase())),
        "apiKey" => format!("apiKey.{}.{}", text("in"), escaped(text("name"))),
        "http" => format!("http.{}", escaped(&text("scheme").to_ascii_lowercase())),
        "openIdConnect" => format!("openIdConnect.{}", escaped(text("openIdConnectUrl"))),
        other if name.starts_with(&format!("{other}.")) => name.to_owned(),
        other => format!("{other}.{name}"),
    };
    Some((canonical, scheme))
}

/// The word, with `.` and a number in place of each byte that the name of a component cannot contain.
fn escaped(word: &str) -> String {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let escape = |byte| if is_allowed(byte) { char::from(byte).to_string() } else { format!(".{byte:02X}") };
    word.bytes().map(escape).collect()
}

/// The target of a reference to a component that is not a schema; a description next to the reference wins.
fn target(node: &Node, root: &Node) -> Node {
    let followed = follow(&Cursor { node, ..Cursor::root(root) });
    let mut found = followed.map_or(node, |found| found.node).clone();
    if let Some(description) = node.get("description") {
        found.set("description", description.clone());
    }
    found
}

/// Keeps the media type that is used, and its schema if it is JSON.
fn flatten_contents(holder: &mut Node, root: &Node, names: &Names) {
    let content = holder.get("content").map(|node| Cursor { node, ..Cursor::root(root) });
    let Some((used, key, entry)) = content.as_ref().and_then(Media::preferred) else { return };
    let media_type = if used == Media::of(key) { key } else { JSON }.to_owned();
    let mut entry = entry.node.clone();
    if let (Media::Text | Media::Binary, Some(map)) = (used, entry.as_map_mut()) {
        map.shift_remove("schema");
    }
    flatten_holder(&mut entry, root, names);
    if let Some(content) = holder.get_mut("content") {
        content.value = Value::Map([(media_type, entry)].into());
    }
}

/// Writes out headers and their schemas.
fn flatten_headers(response: &mut Node, root: &Node) {
    for (_, header) in response.get_mut("headers").into_iter().flat_map(Node::members_mut) {
        *header = target(header, root);
        if let Some(schema) = header.get_mut("schema") {
            *schema = text_schema(schema, root, false);
        }
    }
}

/// The schema of a header, which is text: a scalar or a list of scalars. `check` has warned of others.
fn text_schema(schema: &Node, root: &Node, is_item: bool) -> Node {
    let found = resolved(&Cursor { node: schema, ..Cursor::root(root) });
    let mut out = found.map_or(schema, |found| found.node).clone();
    schema.members().filter(|(key, _)| is_annotation(key)).for_each(|(key, node)| out.set(key, node.clone()));
    let ty = match declared_type(&out) {
        Type::Object => Type::Any,
        Type::Array if is_item => Type::Any,
        ty => ty,
    };
    if let Some(map) = out.as_map_mut() {
        map.retain(|key, _| applies(key, ty) && (ty != Type::Any || !matches!(key.as_str(), "type" | "enum")));
    }
    if let Some(items) = out.get_mut("items") {
        *items = text_schema(items, root, true);
    }
    out
}

/// Flattens the schema of a parameter or a media type, and writes its examples out.
fn flatten_holder(holder: &mut Node, root: &Node, names: &Names) {
    if let Some(schema) = holder.get_mut("schema") {
        *schema = Flattener::new(root).flatten(schema);
        rename_references(schema, &|name| names.get(name).cloned());
    }
    for (_, example) in holder.get_mut("examples").into_iter().flat_map(Node::members_mut) {
        *example = target(example, root);
    }
}
