//! Operations of several documents become one list.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    mem,
};

use indexmap::{IndexMap, map::Entry};

use super::{Document, Operation, Placed, United, identity, target};
use crate::{
    document::{JSON, Media, is_extension, operations_of, path_items},
    node::{Cursor, Node, Value},
    problem::{At, DUPLICATE_ID, Place, Problems},
    schema::{Type, applies, canonical, declared_type, is_annotation, resolved},
};

/// Adds a document's operations and webhooks to those of the others.
pub(super) fn unite(document: &Document<'_>, united: &mut United, problems: &mut Problems) {
    let root = Cursor::root(document.root);
    for (path, item) in path_items(&root) {
        for (method, operation) in operations_of(&item) {
            let node = document.operation(operation.node, item.node);
            let place = operation.place();
            let operation = Operation { path: path.to_owned(), method: method.to_owned(), place, node };
            match united.operations.entry(operation.place.pointer.clone()) {
                Entry::Occupied(mut known) => {
                    merge(known.get_mut(), &operation, &united.root.security_schemes, problems);
                }
                Entry::Vacant(entry) => _ = entry.insert(operation),
            }
        }
    }
    for (name, item) in root.members_of("webhooks") {
        let Some(operation) = item.get("post") else { continue };
        let placed = Placed { place: operation.place(), node: document.operation(operation.node, item.node) };
        if let Some(earlier) = united.webhooks.insert(name.to_owned(), placed) {
            let At { document, line } = earlier.place.at;
            problems.error(operation.place(), format!("duplicate webhook `{name}` (first at {document}:{line})"));
        }
    }
}

/// Warns if operations of several documents have the same id. `check` has warned about those in the same document.
pub(super) fn check_ids<'a>(operations: impl Iterator<Item = &'a Operation>, problems: &mut Problems) {
    let mut seen: HashMap<&str, &At> = HashMap::new();
    for Operation { place, node, .. } in operations {
        let Some(Node { at, value: Value::String(id) }) = node.get("operationId") else { continue };
        let At { document, line } = *seen.entry(id).or_insert(at);
        if *document != at.document {
            let place = Place { at: at.clone(), pointer: format!("{}/operationId", place.pointer) };
            let message = format!("{DUPLICATE_ID} `{id}` (first at {document}:{line}): this one is numbered");
            problems.warning(place, message).hint("give one of them another operationId in the overlay");
        }
    }
}

const CORRECT: &str = "correct one of them in the overlay";

/// Merges an operation from another document into the known one, and reports the differences.
fn merge(known: &mut Operation, new: &Operation, schemes: &IndexMap<String, Node>, problems: &mut Problems) {
    let At { document, line } = &known.place.at;
    let (first, known, place, new) = (format!("at {document}:{line}"), &mut known.node, &new.place, &new.node);
    let mut differ = |differs: &str, hint: &str| {
        problems.error(place.clone(), format!("its {differs} {first}")).hint(hint);
    };
    if parameters(known) != parameters(new) {
        differ("parameters differ from those", CORRECT);
    }
    if body(known) != body(new) {
        differ("request body differs from the one", CORRECT);
    }
    if success(known) != success(new) {
        differ("success result differs from the one", CORRECT);
    }
    // One document with the id or a hint is enough.
    for (key, name) in new.members().filter(|(key, _)| *key == "operationId" || key.starts_with("x-sdk-")) {
        match known.get(key) {
            None => known.set(key, name.clone()),
            Some(first) if first.to_json() == name.to_json() => {}
            Some(_) => differ(&format!("`{key}` differs from the one"), "make both values equal in the overlay"),
        }
    }
    // The credential follows from `security` unless a hint names it.
    if known.get("x-sdk-key").is_none() && security(known, schemes) != security(new, schemes) {
        let hint = "correct one of them in the overlay, or name the credential there with `x-sdk-key`";
        differ("`security` differs from the one", hint);
    }
    for status in add_statuses(known, new) {
        let message = format!("its response `{status}` differs from the one {first}, which is used");
        problems.warning(place.clone(), message).hint(CORRECT);
    }
}

/// Statuses unite: documents differ in the failures that they mention. Returns the failures that differ themselves.
fn add_statuses<'n>(known: &mut Node, new: &'n Node) -> Vec<&'n str> {
    let Some(responses) = known.get_mut("responses").and_then(Node::as_map_mut) else { return Vec::new() };
    let successes = success(new);
    let mut different = Vec::new();
    for (status, response) in new.members_of("responses") {
        let first = responses.entry(status.to_owned()).or_insert_with(|| response.clone());
        // A different success is an error.
        if contents(first) != contents(response) && !successes.contains_key(status) {
            different.push(status);
        }
    }
    responses.sort_keys();
    different
}

/// The alternatives in any order, each with its schemes in any order. Without `security` there is no alternative.
fn security(operation: &Node, schemes: &IndexMap<String, Node>) -> BTreeSet<BTreeSet<String>> {
    let scheme = |(name, _): (&str, &Node)| schemes.get(name).map(|scheme| identity(name, scheme));
    operation.items_of("security").map(|one| one.members().filter_map(scheme).collect()).collect()
}

fn parameters(operation: &Node) -> impl PartialEq {
    let parameters = operation.items_of("parameters").map(|p| {
        // Only in a query can a list be written in two ways.
        let is_joined = p.str_at("in") == Some("query") && p.get("explode").and_then(Node::as_bool) == Some(false);
        (address(p), (p.flag("required"), is_joined, p.get("schema").map(canonical)))
    });
    parameters.collect::<BTreeMap<_, _>>()
}

/// The location of a parameter, and its name.
fn address(parameter: &Node) -> (Option<&str>, Option<&str>) {
    (parameter.str_at("in"), parameter.str_at("name"))
}

fn body(operation: &Node) -> impl PartialEq {
    operation.get("requestBody").map(|body| (body.flag("required"), contents(body)))
}

/// The contents of the success responses or, if there are none, of `default`.
fn success(operation: &Node) -> BTreeMap<&str, Contents<'_>> {
    let with = |prefix| {
        let responses = operation.members_of("responses").filter(move |(status, _)| status.starts_with(prefix));
        responses.map(|(status, response)| (status, contents(response))).collect::<BTreeMap<_, _>>()
    };
    Some(with("2")).filter(|successes| !successes.is_empty()).unwrap_or_else(|| with("default"))
}

/// Media types and their schemas, whatever the order in which the document lists them.
type Contents<'a> = BTreeMap<&'a str, Option<String>>;

fn contents(node: &Node) -> Contents<'_> {
    node.members_of("content").map(|(mime, media)| (mime, media.get("schema").map(canonical))).collect()
}

impl Document<'_> {
    /// The operation in which only schemas are references.
    fn operation(&self, operation: &Node, item: &Node) -> Node {
        let mut out = operation.clone();
        for (key, holder) in [("summary", item), ("description", item), ("security", self.root)] {
            if let (None, Some(shared)) = (out.get(key), holder.get(key)) {
                out.set(key, shared.clone());
            }
        }
        for alternatives in out.get_mut("security").into_iter().filter_map(Node::as_list_mut) {
            // `check` has warned about alternatives with an undefined scheme: nobody can meet them.
            alternatives.retain(|one| one.members().all(|(name, _)| self.schemes.contains_key(name)));
            for schemes in alternatives.iter_mut().filter_map(Node::as_map_mut) {
                let all = mem::take(schemes).into_iter();
                *schemes = all.map(|(name, scopes)| (self.schemes[&name].clone(), scopes)).collect();
            }
        }
        out.set("parameters", Node::new(&out.at, Value::List(self.parameters(operation, item))));
        if let Some(body) = out.get_mut("requestBody") {
            *body = self.body(body);
        }
        if let Some(responses) = out.get_mut("responses").and_then(Node::as_map_mut) {
            // Documents list statuses in any order, the overlay adds others last, and a range may be `2xx` or `2XX`.
            let named = |status: String| if is_extension(&status) { status } else { status.replace('x', "X") };
            let all = mem::take(responses).into_iter();
            *responses = all.map(|(status, response)| (named(status), self.body(&response))).collect();
            responses.sort_keys();
        }
        out
    }

    /// The parameters of an operation, after those of its path.
    fn parameters(&self, operation: &Node, item: &Node) -> Vec<Node> {
        let [mut all, own] = [item, operation].map(|holder| {
            let parameters = holder.items_of("parameters").map(|parameter| target(&self.cursor(parameter)));
            parameters.collect::<Vec<_>>()
        });
        all.retain(|shared| own.iter().all(|own| address(own) != address(shared)));
        all.extend(own);
        all.iter_mut().for_each(|parameter| self.flatten_holder(parameter));
        all
    }

    /// A request body or a response, with its headers, the media type that is used, and its schema if it is JSON.
    fn body(&self, body: &Node) -> Node {
        let mut out = target(&self.cursor(body));
        for (_, header) in out.get_mut("headers").into_iter().flat_map(Node::members_mut) {
            *header = target(&self.cursor(header));
            if let Some(schema) = header.get_mut("schema") {
                *schema = self.text_schema(schema, false);
            }
        }
        let content = out.get("content").map(|content| self.cursor(content));
        let Some((used, key, entry)) = content.as_ref().and_then(Media::preferred) else { return out };
        let media_type = if used == Media::of(key) { key } else { JSON }.to_owned();
        let mut entry = entry.node.clone();
        if let (Media::Text | Media::Binary, Some(map)) = (used, entry.as_map_mut()) {
            map.shift_remove("schema");
        }
        self.flatten_holder(&mut entry);
        if let Some(content) = out.get_mut("content") {
            content.value = Value::Map([(media_type, entry)].into());
        }
        out
    }

    /// The schema of a header, which is text: a scalar or a list of scalars. `check` has warned about others.
    fn text_schema(&self, schema: &Node, is_item: bool) -> Node {
        let mut out = resolved(&self.cursor(schema)).map_or(schema, |found| found.node).clone();
        schema.members().filter(|(key, _)| is_annotation(key)).for_each(|(key, node)| out.set(key, node.clone()));
        let ty = match declared_type(&out) {
            Type::Object => Type::Any,
            Type::Array if is_item => Type::Any,
            ty => ty,
        };
        if let Some(map) = out.as_map_mut() {
            let is_of_any = |key: &str| !matches!(key, "type" | "enum" | "default");
            map.retain(|key, _| applies(key, ty) && (ty != Type::Any || is_of_any(key)));
        }
        if let Some(items) = out.get_mut("items") {
            *items = self.text_schema(items, true);
        }
        out
    }

    /// Flattens the schema of a parameter or a media type, and writes its examples out.
    fn flatten_holder(&self, holder: &mut Node) {
        if let Some(schema) = holder.get_mut("schema") {
            *schema = self.schema(schema);
        }
        for (_, example) in holder.get_mut("examples").into_iter().flat_map(Node::members_mut) {
            *example = target(&self.cursor(example));
        }
    }
}
